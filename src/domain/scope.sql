-- :website
SELECT w.id, w.name, w.code, coalesce(
        (SELECT s.value FROM setting s WHERE s.scope = 'website' AND s.scope_id = w.id AND s.path = 'currency/options/base'),
        (SELECT s.value FROM setting s WHERE s.scope = 'default' AND s.scope_id = 0 AND s.path = 'currency/options/base'),
        'EUR') AS currency, w.sort_order, w.is_default, w.version,
    coalesce((SELECT min(s.id) FROM store s WHERE s.website_id = w.id AND s.is_default), 0) AS default_store_id
FROM website w WHERE w.id = $1

-- :website_create
INSERT INTO website (code, name, sort_order, is_default)
VALUES (:code, :name, :sort_order, FALSE) RETURNING id

-- :website_save
UPDATE website SET code = :code, name = :name, sort_order = :sort_order, version = version + 1
WHERE id = :id AND version = :version RETURNING id

-- :website_taken
SELECT id FROM website WHERE code = $1 AND id <> $2

-- :website_default
UPDATE website SET is_default = id = $1 WHERE is_default OR id = $1

-- :website_shows
-- An enabled default view of the default store.
SELECT v.id FROM store s JOIN store_view v ON v.store_id = s.id
WHERE s.website_id = $1 AND s.is_default AND v.is_default AND v.enabled

-- :website_stores
SELECT count(*) FROM store WHERE website_id = $1

-- :website_customers
SELECT count(*) FROM (SELECT 1 FROM customer WHERE website_id = $1 LIMIT 1) x

-- :website_delete
DELETE FROM website WHERE id = $1

-- :store
SELECT s.id, s.website_id, s.name, s.code, s.root_category_id, s.is_default, s.version,
    coalesce((SELECT min(v.id) FROM store_view v WHERE v.store_id = s.id AND v.is_default), 0) AS default_view_id
FROM store s WHERE s.id = $1

-- :store_create
INSERT INTO store (website_id, code, name, is_default, root_category_id)
VALUES (:website_id, :code, :name, NOT EXISTS (SELECT 1 FROM store WHERE website_id = :website_id),
    :root_category_id) RETURNING id

-- :store_save
UPDATE store SET website_id = :website_id, code = :code, name = :name, root_category_id = :root_category_id,
    is_default = is_default OR NOT EXISTS (SELECT 1 FROM store o WHERE o.website_id = :website_id),
    version = version + 1
WHERE id = :id AND version = :version RETURNING id

-- :store_taken
SELECT id FROM store WHERE code = $1 AND id <> $2

-- :store_of
SELECT id FROM store WHERE id = $1 AND website_id = $2

-- :store_default
UPDATE store SET is_default = id = $1 WHERE website_id = $2 AND (is_default OR id = $1)

-- :store_views
SELECT count(*) FROM store_view WHERE store_id = $1

-- :store_delete
DELETE FROM store WHERE id = $1

-- :category
SELECT id FROM category WHERE id = $1

-- :view
SELECT id, store_id, name, code, enabled, sort_order, is_default, version FROM store_view WHERE id = $1

-- :view_create
INSERT INTO store_view (store_id, code, name, enabled, sort_order, is_default)
VALUES (:store_id, :code, :name, :enabled, :sort_order,
    NOT EXISTS (SELECT 1 FROM store_view WHERE store_id = :store_id)) RETURNING id

-- :view_save
UPDATE store_view SET store_id = :store_id, code = :code, name = :name, enabled = :enabled, sort_order = :sort_order,
    is_default = is_default OR NOT EXISTS (SELECT 1 FROM store_view o WHERE o.store_id = :store_id),
    version = version + 1
WHERE id = :id AND version = :version RETURNING id

-- :view_taken
SELECT id FROM store_view WHERE code = $1 AND id <> $2

-- :view_of
SELECT id FROM store_view WHERE id = $1 AND store_id = $2 AND enabled

-- :view_default
UPDATE store_view SET is_default = id = $1 WHERE store_id = $2 AND (is_default OR id = $1)

-- :view_customers
SELECT count(*) FROM (SELECT 1 FROM customer WHERE store_view_id = $1 LIMIT 1) x

-- :view_orders
SELECT count(*) FROM (SELECT 1 FROM sales_order WHERE store_view_id = $1 LIMIT 1) x

-- :view_delete
DELETE FROM store_view WHERE id = $1

-- :forget_settings
DELETE FROM setting WHERE scope = $1 AND scope_id = $2

-- :forget_product_texts
DELETE FROM product_view WHERE store_view_id = $1

-- :forget_shown
DELETE FROM product_shown WHERE store_view_id = $1

-- :forget_category_texts
DELETE FROM category_view WHERE store_view_id = $1

-- :forget_words
DELETE FROM product_word WHERE store_view_id = $1

-- :forget_listings
DELETE FROM product_listing WHERE store_view_id = $1

-- :forget_terms
DELETE FROM terms_view WHERE store_view_id = $1

-- :forget_carts
DELETE FROM cart WHERE store_view_id = $1

-- :filling_view
INSERT INTO view_filling (store_view_id, next_id) SELECT id, 0 FROM store_view WHERE id = $1
ON CONFLICT (store_view_id) DO UPDATE SET next_id = 0

-- :filling_store
INSERT INTO view_filling (store_view_id, next_id) SELECT id, 0 FROM store_view WHERE store_id = $1
ON CONFLICT (store_view_id) DO UPDATE SET next_id = 0

-- :stocking_put
INSERT INTO website_filling (website_id, next_id) VALUES ($1, 0)

-- :stocking
SELECT website_id, next_id FROM website_filling ORDER BY website_id LIMIT 1

-- :stocking_product
INSERT INTO product_website (product_id, website_id) VALUES ($1, $2) ON CONFLICT (product_id, website_id) DO NOTHING

-- :stocking_move
UPDATE website_filling SET next_id = $2 WHERE website_id = $1

-- :stocking_done
DELETE FROM website_filling WHERE website_id = $1

-- :filling
SELECT next_id FROM view_filling ORDER BY next_id LIMIT 1

-- :filling_products
SELECT id FROM product WHERE id > $1 ORDER BY id LIMIT $2

-- :filling_move
UPDATE view_filling SET next_id = $2 WHERE next_id < $2 AND next_id = $1

-- :filling_done
DELETE FROM view_filling WHERE next_id = $1
