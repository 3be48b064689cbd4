-- :get
SELECT id, sku, slug, active, visible, price, special_price, tax_class, virtual, weight_g, picture, created_at, version
FROM product WHERE id = $1

-- :by_slug
SELECT p.id, p.sku, p.slug, p.picture, p.price, p.special_price, p.tax_class, p.virtual,
    coalesce(v.name, t.name) AS name, coalesce(v.short, t.short) AS brief,
    coalesce(v.description, t.description) AS description, coalesce(s.qty, 0) AS qty,
    coalesce(s.backorders, FALSE) AS backorders
FROM product p JOIN product_text t ON t.product_id = p.id AND t.store_view_id = 0
LEFT JOIN product_text v ON v.product_id = p.id AND v.store_view_id = $1
LEFT JOIN stock s ON s.product_id = p.id
WHERE p.slug = $2 AND p.active AND p.visible

-- :by_position
-- A page begins at the key that OFFSET finds in the index alone; no rows are sorted or kept aside.
SELECT p.id, p.sku, p.slug, p.picture, p.price, p.special_price, p.tax_class, p.virtual,
    coalesce(v.name, t.name) AS name, coalesce(s.qty, 0) AS qty, coalesce(s.backorders, FALSE) AS backorders
FROM product_listing l JOIN product p ON p.id = l.product_id
JOIN product_text t ON t.product_id = p.id AND t.store_view_id = 0
LEFT JOIN product_text v ON v.product_id = p.id AND v.store_view_id = $1
LEFT JOIN stock s ON s.product_id = p.id
WHERE l.category_id = $2 AND l.store_view_id = $1
    AND (l.position, l.product_id) >= (SELECT position, product_id FROM product_listing
        WHERE category_id = $2 AND store_view_id = $1 ORDER BY position, product_id LIMIT 1 OFFSET $4)
ORDER BY l.position, l.product_id LIMIT $3

-- :by_name
SELECT p.id, p.sku, p.slug, p.picture, p.price, p.special_price, p.tax_class, p.virtual,
    coalesce(v.name, t.name) AS name, coalesce(s.qty, 0) AS qty, coalesce(s.backorders, FALSE) AS backorders
FROM product_listing l JOIN product p ON p.id = l.product_id
JOIN product_text t ON t.product_id = p.id AND t.store_view_id = 0
LEFT JOIN product_text v ON v.product_id = p.id AND v.store_view_id = $1
LEFT JOIN stock s ON s.product_id = p.id
WHERE l.category_id = $2 AND l.store_view_id = $1
    AND (l.name_fold, l.product_id) >= (SELECT name_fold, product_id FROM product_listing
        WHERE category_id = $2 AND store_view_id = $1 ORDER BY name_fold, product_id LIMIT 1 OFFSET $4)
ORDER BY l.name_fold, l.product_id LIMIT $3

-- :by_price
SELECT p.id, p.sku, p.slug, p.picture, p.price, p.special_price, p.tax_class, p.virtual,
    coalesce(v.name, t.name) AS name, coalesce(s.qty, 0) AS qty, coalesce(s.backorders, FALSE) AS backorders
FROM product_listing l JOIN product p ON p.id = l.product_id
JOIN product_text t ON t.product_id = p.id AND t.store_view_id = 0
LEFT JOIN product_text v ON v.product_id = p.id AND v.store_view_id = $1
LEFT JOIN stock s ON s.product_id = p.id
WHERE l.category_id = $2 AND l.store_view_id = $1
    AND (l.price, l.product_id) >= (SELECT price, product_id FROM product_listing
        WHERE category_id = $2 AND store_view_id = $1 ORDER BY price, product_id LIMIT 1 OFFSET $4)
ORDER BY l.price, l.product_id LIMIT $3

-- :count
SELECT count(*) FROM (SELECT product_id FROM product_listing WHERE category_id = $2 AND store_view_id = $1 LIMIT $3) l

-- :latest
SELECT p.id, p.sku, p.slug, p.picture, p.price, p.special_price, p.tax_class, p.virtual,
    coalesce(v.name, t.name) AS name, coalesce(s.qty, 0) AS qty, coalesce(s.backorders, FALSE) AS backorders
FROM product p JOIN product_text t ON t.product_id = p.id AND t.store_view_id = 0
LEFT JOIN product_text v ON v.product_id = p.id AND v.store_view_id = $1
LEFT JOIN stock s ON s.product_id = p.id
WHERE p.active AND p.visible ORDER BY p.id DESC LIMIT $2

-- :neighbours
SELECT p.id, p.sku, p.slug, p.picture, p.price, p.special_price, p.tax_class, p.virtual,
    coalesce(v.name, t.name) AS name, coalesce(s.qty, 0) AS qty, coalesce(s.backorders, FALSE) AS backorders
FROM product_listing l JOIN product p ON p.id = l.product_id
JOIN product_text t ON t.product_id = p.id AND t.store_view_id = 0
LEFT JOIN product_text v ON v.product_id = p.id AND v.store_view_id = $1
LEFT JOIN stock s ON s.product_id = p.id
WHERE l.category_id = (
        SELECT k.id FROM product_category pc JOIN category k ON k.id = pc.category_id
        WHERE pc.product_id = $2 AND k.active AND NOT EXISTS (
            SELECT 1 FROM product_category o JOIN category b ON b.id = o.category_id
            WHERE o.product_id = $2 AND b.active AND (b.sort_order, b.id) < (k.sort_order, k.id)))
    AND l.store_view_id = $1 AND l.product_id <> $2
ORDER BY l.position, l.product_id LIMIT 4

-- :create
INSERT INTO product (sku, slug, active, visible, price, special_price, tax_class, virtual, weight_g, picture,
    created_at, version)
VALUES (:sku, :slug, :active, :visible, :price, :special_price, :tax_class, :virtual, :weight_g, :picture,
    :created_at, 1) RETURNING id

-- :save
UPDATE product SET sku = :sku, slug = :slug, active = :active, visible = :visible, price = :price,
    special_price = :special_price, tax_class = :tax_class, virtual = :virtual, weight_g = :weight_g,
    picture = :picture, version = version + 1
WHERE id = :id AND version = :version RETURNING id

-- :text_put
INSERT INTO product_text (product_id, store_view_id, name, name_fold, short, description)
VALUES (:product_id, :store_view_id, :name, :name_fold, :brief, :description)
ON CONFLICT (product_id, store_view_id)
DO UPDATE SET name = excluded.name, name_fold = excluded.name_fold, short = excluded.short, description = excluded.description

-- :place
INSERT INTO product_category (category_id, product_id, position) VALUES ($1, $2, $3)
ON CONFLICT (category_id, product_id) DO UPDATE SET position = excluded.position

-- :categories
SELECT category_id FROM product_category WHERE product_id = $1
UNION SELECT category_id FROM product_listing WHERE product_id = $1
ORDER BY category_id LIMIT 1000

-- :unlist
DELETE FROM product_listing WHERE product_id = $1

-- :relist
INSERT INTO product_listing (category_id, store_view_id, product_id, position, name_fold, price)
SELECT pc.category_id, CAST($2 AS BIGINT), pc.product_id, pc.position, $3, CAST($4 AS BIGINT)
FROM product_category pc WHERE pc.product_id = $1

-- :texts
SELECT w.id AS store_view_id, coalesce(v.name, t.name) AS name,
    coalesce(v.name_fold, t.name_fold) AS name_fold, coalesce(v.short, t.short) AS brief,
    coalesce(v.description, t.description) AS description
FROM store_view w JOIN product_text t ON t.product_id = $1 AND t.store_view_id = 0
LEFT JOIN product_text v ON v.product_id = t.product_id AND v.store_view_id = w.id
ORDER BY w.id LIMIT 1000
