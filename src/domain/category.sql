-- :menu
SELECT k.id, k.parent_id, k.slug, k.picture, coalesce(v.name, t.name) AS name
FROM category k JOIN category_text t ON t.category_id = k.id AND t.store_view_id = 0
LEFT JOIN category_view v ON v.category_id = k.id AND v.store_view_id = $1
WHERE k.parent_id IS NULL AND k.active ORDER BY k.sort_order, k.id LIMIT 50

-- :roots
-- What may be a store's root: those below none, active or not.
SELECT k.id, k.parent_id, k.slug, k.picture, coalesce(v.name, t.name) AS name
FROM category k JOIN category_text t ON t.category_id = k.id AND t.store_view_id = 0
LEFT JOIN category_view v ON v.category_id = k.id AND v.store_view_id = $1
WHERE k.parent_id IS NULL ORDER BY k.sort_order, k.id LIMIT 200

-- :children
SELECT k.id, k.parent_id, k.slug, k.picture, coalesce(v.name, t.name) AS name
FROM category k JOIN category_text t ON t.category_id = k.id AND t.store_view_id = 0
LEFT JOIN category_view v ON v.category_id = k.id AND v.store_view_id = $1
WHERE k.parent_id = $2 AND k.active ORDER BY k.sort_order, k.id LIMIT 200

-- @shown
k.id, k.parent_id, k.slug, k.picture, coalesce(v.name, t.name) AS name,
    coalesce(v.description, t.description) AS description

-- :by_slug
SELECT @shown
FROM category k JOIN category_text t ON t.category_id = k.id AND t.store_view_id = 0
LEFT JOIN category_view v ON v.category_id = k.id AND v.store_view_id = $1
WHERE k.slug = $2 AND k.active

-- :of_product
-- The first by order, found without sorting.
SELECT @shown
FROM product_category pc JOIN category k ON k.id = pc.category_id
JOIN category_text t ON t.category_id = k.id AND t.store_view_id = 0
LEFT JOIN category_view v ON v.category_id = k.id AND v.store_view_id = $1
WHERE pc.product_id = $2 AND k.active AND NOT EXISTS (
    SELECT 1 FROM product_category o JOIN category b ON b.id = o.category_id
    WHERE o.product_id = $2 AND b.active AND (b.sort_order, b.id) < (k.sort_order, k.id))

-- :create
INSERT INTO category (parent_id, slug, sort_order, active, picture, version)
VALUES (:parent_id, :slug, :sort_order, :active, :picture, 1) RETURNING id

-- :text_put
INSERT INTO category_text (category_id, store_view_id, name, description) VALUES (:category_id, 0, :name, :description)
ON CONFLICT (category_id, store_view_id) DO UPDATE SET name = excluded.name, description = excluded.description

-- :view_put
-- NULL: as the default text.
INSERT INTO category_view (category_id, store_view_id, name, description) VALUES ($1, $2, $3, $4)
ON CONFLICT (category_id, store_view_id) DO UPDATE SET name = excluded.name, description = excluded.description
