-- :all
-- What is not in the view's website is not there.
SELECT i.product_id, p.slug, p.sku, n.name, p.picture, n.price, n.special_price, p.tax_class, n.listed AS shown,
    coalesce(s.qty, 0) AS qty, coalesce(s.backorders, FALSE) AS backorders, i.added_at
FROM wishlist_item i JOIN product p ON p.id = i.product_id
JOIN product_shown n ON n.product_id = p.id AND n.store_view_id = $2
LEFT JOIN stock s ON s.product_id = p.id
WHERE i.customer_id = $1
ORDER BY i.added_at DESC, i.product_id LIMIT 200

-- :product
SELECT p.id FROM product p JOIN product_shown n ON n.product_id = p.id AND n.store_view_id = $2 AND n.listed
WHERE p.slug = $1

-- :any_product
SELECT id FROM product WHERE slug = $1

-- :count
SELECT count(*) FROM wishlist_item WHERE customer_id = $1

-- :add
INSERT INTO wishlist_item (customer_id, product_id, added_at) VALUES ($1, $2, $3)
ON CONFLICT (customer_id, product_id) DO NOTHING

-- :remove
DELETE FROM wishlist_item WHERE customer_id = $1 AND product_id = $2
