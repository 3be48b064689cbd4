-- :reach
-- A website of the role that has the product.
SELECT m.website_id FROM product_website m JOIN role_website rw ON rw.website_id = m.website_id
WHERE rw.role_id = $1 AND m.product_id = $2

-- :text
SELECT product_id, store_view_id, name, name_fold, short AS brief, description FROM product_text
WHERE product_id = $1 AND store_view_id = 0

-- :view
SELECT name, short AS brief, description, active, visible, name IS NOT NULL AS own_name, short IS NOT NULL AS own_brief,
    description IS NOT NULL AS own_description, active IS NOT NULL AS own_active, visible IS NOT NULL AS own_visible
FROM product_view WHERE product_id = $1 AND store_view_id = $2

-- :view_forget
DELETE FROM product_view WHERE product_id = $1 AND store_view_id = $2

-- :price
SELECT price, special_price, price IS NOT NULL AS own_price, special_price IS NOT NULL AS own_special
FROM product_price WHERE product_id = $1 AND website_id = $2

-- :price_put
-- NULL: as the default.
INSERT INTO product_price (product_id, website_id, price, special_price) VALUES ($1, $2, $3, $4)
ON CONFLICT (product_id, website_id) DO UPDATE SET price = excluded.price, special_price = excluded.special_price

-- :price_forget
DELETE FROM product_price WHERE product_id = $1 AND website_id = $2

-- :stock
SELECT qty, backorders FROM stock WHERE product_id = $1

-- :stock_move
-- By how many it was changed, so that what orders take meanwhile is not given back.
UPDATE stock SET qty = qty + $2, backorders = $3 WHERE product_id = $1 AND ($3 OR qty + $2 >= 0)

-- :stock_there
SELECT count(*) FROM stock WHERE product_id = $1

-- :websites
SELECT website_id AS id FROM product_website WHERE product_id = $1 ORDER BY website_id LIMIT 100

-- :categories
SELECT category_id AS id FROM product_category WHERE product_id = $1 ORDER BY category_id LIMIT 100

-- :category_there
SELECT id FROM category WHERE id = $1

-- :website_there
SELECT id FROM website WHERE id = $1

-- :leave_website
DELETE FROM product_website WHERE product_id = $1 AND website_id = $2

-- :leave_category
DELETE FROM product_category WHERE product_id = $1 AND category_id = $2

-- :join_category
-- At its end.
INSERT INTO product_category (category_id, product_id, position)
SELECT CAST($2 AS BIGINT), CAST($1 AS BIGINT), coalesce((SELECT max(o.position) + 1 FROM product_category o WHERE o.category_id = $2), 0)
WHERE true ON CONFLICT (category_id, product_id) DO NOTHING

-- :sku_taken
SELECT id FROM product WHERE sku = $1 AND id <> $2

-- :slug_taken
SELECT id FROM product WHERE slug = $1 AND id <> $2

-- :tax_class
SELECT id FROM tax_class WHERE kind = 'product' AND code = $1

-- :touch
-- The version is the whole product's: one who saves another scope is told, too.
UPDATE product SET version = version + 1 WHERE id = $1 AND version = $2

-- :delete
DELETE FROM product WHERE id = $1
