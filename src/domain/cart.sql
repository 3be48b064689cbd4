-- @row
k.id, k.customer_id, k.session_id, k.store_view_id, k.version, k.email, k.shipping_method, k.payment_method,
    k.billing_same, k.coupon

-- :of_customer
SELECT @row
FROM cart k WHERE k.open AND k.customer_id = $1 AND k.staff_id IS NULL

-- :of_session
SELECT @row
FROM cart k WHERE k.open AND k.customer_id IS NULL AND k.staff_id IS NULL AND k.session_id = $1

-- :of_staff
SELECT @row
FROM cart k WHERE k.open AND k.id = $1 AND k.staff_id = $2

-- :lines
-- What is not in the view's website has its default name and price, and cannot be bought.
SELECT i.id AS item_id, i.product_id, i.qty, i.custom_price, p.sku, p.slug, p.picture,
    coalesce(n.price, p.price) AS price, CASE WHEN n.price IS NULL THEN p.special_price ELSE n.special_price END AS special_price,
    p.tax_class, p.virtual, coalesce(n.active, FALSE) AS available, n.active IS NULL AS elsewhere,
    coalesce(n.name, t.name) AS name, coalesce(s.qty, 0) AS stock,
    coalesce(s.backorders, FALSE) AS backorders, p.weight_g
FROM cart_item i JOIN product p ON p.id = i.product_id
JOIN product_text t ON t.product_id = p.id AND t.store_view_id = 0
LEFT JOIN product_shown n ON n.product_id = p.id AND n.store_view_id = $2
LEFT JOIN stock s ON s.product_id = p.id
WHERE i.cart_id = $1 ORDER BY i.id LIMIT 400

-- :make
INSERT INTO cart (customer_id, session_id, store_view_id, open, billing_same, created_at, updated_at, version)
VALUES ($1, $2, $3, TRUE, TRUE, $4, $4, 1) ON CONFLICT DO NOTHING

-- :changed
UPDATE cart SET updated_at = $2, store_view_id = $3, version = version + 1 WHERE id = $1 AND open

-- :take
UPDATE cart SET open = FALSE, updated_at = $4, version = version + 1
WHERE id = $1 AND open AND staff_id IS NULL AND (customer_id = $2 OR (customer_id IS NULL AND session_id = $3))

-- :take_of_staff
UPDATE cart SET open = FALSE, updated_at = $3, version = version + 1 WHERE id = $1 AND open AND staff_id = $2

-- :taken_of_staff
SELECT @row
FROM cart k WHERE k.id = $1 AND k.staff_id = $2

-- :taken
SELECT @row
FROM cart k WHERE k.id = $1 AND k.staff_id IS NULL
    AND (k.customer_id = $2 OR (k.customer_id IS NULL AND k.session_id = $3))

-- @sold
p.id AS product_id, p.sku, p.slug, coalesce(s.qty, 0) AS stock, coalesce(s.backorders, FALSE) AS backorders

-- :offer
SELECT @sold
FROM product p JOIN product_shown n ON n.product_id = p.id AND n.store_view_id = $2 AND n.listed
LEFT JOIN stock s ON s.product_id = p.id WHERE p.slug = $1

-- :offer_again
SELECT @sold
FROM product p JOIN product_shown n ON n.product_id = p.id AND n.store_view_id = $2 AND n.active
LEFT JOIN stock s ON s.product_id = p.id WHERE p.id = $1

-- :offer_any
SELECT @sold
FROM product p JOIN product_shown n ON n.product_id = p.id AND n.store_view_id = $2
LEFT JOIN stock s ON s.product_id = p.id WHERE p.id = $1

-- :held
SELECT product_id, qty_ordered - qty_canceled AS qty FROM sales_order_item WHERE order_id = $1 ORDER BY id LIMIT 400

-- :add
INSERT INTO cart_item (cart_id, product_id, qty) VALUES ($1, $2, $3)
ON CONFLICT (cart_id, product_id) DO UPDATE SET qty = cart_item.qty + excluded.qty RETURNING id AS item_id, qty

-- :set
UPDATE cart_item SET qty = $3 WHERE id = $1 AND cart_id = $2

-- :price
UPDATE cart_item SET custom_price = $3 WHERE id = $1 AND cart_id = $2

-- :remove
DELETE FROM cart_item WHERE id = $1 AND cart_id = $2

-- :merge
INSERT INTO cart_item (cart_id, product_id, qty)
SELECT CAST($2 AS BIGINT), i.product_id, i.qty FROM cart_item i WHERE i.cart_id = $1
ON CONFLICT (cart_id, product_id) DO UPDATE SET qty = CASE WHEN cart_item.qty + excluded.qty > $3 THEN $3
    ELSE cart_item.qty + excluded.qty END

-- :drop
DELETE FROM cart WHERE id = $1

-- :places
SELECT kind, country, region, postcode FROM cart_address WHERE cart_id = $1 ORDER BY kind LIMIT 2

-- :coupon
UPDATE cart SET coupon = $2, updated_at = $3, version = version + 1 WHERE id = $1 AND open
