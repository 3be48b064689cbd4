-- :take
UPDATE stock SET qty = qty - $2 WHERE product_id = $1 AND (backorders OR qty >= $2) RETURNING qty

-- :give
UPDATE stock SET qty = qty + $2 WHERE product_id = $1

-- :set
INSERT INTO stock (product_id, qty, backorders) VALUES ($1, $2, $3)
ON CONFLICT (product_id) DO UPDATE SET qty = excluded.qty, backorders = excluded.backorders
