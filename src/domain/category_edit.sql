-- :tree
SELECT k.id, k.parent_id, coalesce(v.name, t.name) AS name, k.active
FROM category k JOIN category_text t ON t.category_id = k.id AND t.store_view_id = 0
LEFT JOIN category_view v ON v.category_id = k.id AND v.store_view_id = $1
ORDER BY k.sort_order, k.id LIMIT 2000

-- :get
SELECT id, parent_id, slug, sort_order, active, picture, version FROM category WHERE id = $1

-- :text
SELECT category_id, store_view_id, name, description FROM category_text WHERE category_id = $1 AND store_view_id = 0

-- :view
SELECT name, description, name IS NOT NULL AS own_name, description IS NOT NULL AS own_description
FROM category_view WHERE category_id = $1 AND store_view_id = $2

-- :view_forget
DELETE FROM category_view WHERE category_id = $1 AND store_view_id = $2

-- :save
UPDATE category SET parent_id = :parent_id, slug = :slug, sort_order = :sort_order, active = :active, picture = :picture,
    version = version + 1
WHERE id = :id AND version = :version RETURNING id

-- :touch
UPDATE category SET version = version + 1 WHERE id = $1 AND version = $2

-- :slug_taken
SELECT id FROM category WHERE slug = $1 AND id <> $2

-- :parent
SELECT coalesce(parent_id, 0) FROM category WHERE id = $1

-- :children
SELECT count(*) FROM (SELECT 1 FROM category WHERE parent_id = $1 LIMIT 1) x

-- :root_of
SELECT name FROM store WHERE root_category_id = $1 ORDER BY id LIMIT 1

-- :delete
DELETE FROM category WHERE id = $1

-- :products
SELECT pc.product_id, pc.position, p.sku, t.name, p.active
FROM product_category pc JOIN product p ON p.id = pc.product_id
LEFT JOIN product_text t ON t.product_id = p.id AND t.store_view_id = 0
WHERE pc.category_id = $1 AND (pc.position, pc.product_id) > ($2, $3)
ORDER BY pc.position, pc.product_id LIMIT $4

-- :place
SELECT position FROM product_category WHERE category_id = $1 AND product_id = $2

-- :move
UPDATE product_category SET position = $3 WHERE category_id = $1 AND product_id = $2

-- :leave
DELETE FROM product_category WHERE category_id = $1 AND product_id = $2

-- :by_sku
SELECT id FROM product WHERE sku = $1
