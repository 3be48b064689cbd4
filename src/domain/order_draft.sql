-- :get
SELECT id, customer_id, store_view_id, order_id, purpose, currency FROM cart WHERE id = $1 AND staff_id = $2 AND open

-- :create
INSERT INTO cart (customer_id, store_view_id, open, email, shipping_method, payment_method, billing_same, coupon,
    staff_id, purpose, order_id, created_at, updated_at, version, currency)
VALUES ($1, $2, TRUE, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, 1, $12) RETURNING id

-- :currency
UPDATE cart SET currency = $3, updated_at = $4, version = version + 1 WHERE id = $1 AND staff_id = $2 AND open

-- :drop
DELETE FROM cart WHERE id = $1 AND staff_id = $2 AND open

-- :drop_old
DELETE FROM cart WHERE staff_id = $1 AND open AND updated_at < $2

-- :order
SELECT o.id FROM sales_order o JOIN cart k ON k.id = o.cart_id WHERE o.cart_id = $1 AND k.staff_id = $2

-- :ordered_last
SELECT i.product_id, i.qty_ordered AS qty, i.name, i.sku
FROM sales_order_item i JOIN product p ON p.id = i.product_id
WHERE i.order_id = (SELECT max(o.id) FROM sales_order o WHERE o.customer_id = $1) ORDER BY i.id LIMIT 100

-- :by_sku
SELECT p.id, p.sku, n.name, n.price, coalesce(s.qty, 0) AS stock, coalesce(s.backorders, FALSE) AS backorders, n.active
FROM product p JOIN product_shown n ON n.product_id = p.id AND n.store_view_id = $2
LEFT JOIN stock s ON s.product_id = p.id
WHERE p.sku = $1
