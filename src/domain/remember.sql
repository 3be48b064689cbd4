-- :find
SELECT r.id, r.hash, r.customer_id, c.website_id, c.first_name, c.last_name,
    (SELECT sum(i.qty) FROM cart k JOIN cart_item i ON i.cart_id = k.id
      WHERE k.open AND k.customer_id = c.id AND k.staff_id IS NULL) AS qty,
    (SELECT count(*) FROM cart k JOIN cart_item i ON i.cart_id = k.id
      WHERE k.open AND k.customer_id = c.id AND k.staff_id IS NULL) AS lines
FROM shop_remember r JOIN customer c ON c.id = r.customer_id
WHERE r.hash = $1 AND r.created_at > $2 AND c.active AND NOT EXISTS (SELECT 1 FROM customer_group_excluded x
    WHERE x.group_id = c.group_id AND x.website_id = $3)

-- :put
INSERT INTO shop_remember (hash, customer_id, created_at) VALUES ($1, $2, $3)

-- :end
DELETE FROM shop_remember WHERE hash = $1

-- :end_all
DELETE FROM shop_remember WHERE customer_id = $1

-- :sweep
DELETE FROM shop_remember WHERE id IN (SELECT id FROM shop_remember WHERE created_at <= $1 ORDER BY created_at LIMIT 100)
