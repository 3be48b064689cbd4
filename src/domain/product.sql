-- :get
SELECT id, sku, slug, active, visible, price, special_price, tax_class, virtual, weight_g, picture, created_at, version
FROM product WHERE id = $1

-- :by_slug
SELECT p.id, p.sku, p.slug, p.picture, n.price, n.special_price, p.tax_class, p.virtual, n.name,
    coalesce(v.short, t.short) AS brief, coalesce(v.description, t.description) AS description,
    coalesce(s.qty, 0) AS qty, coalesce(s.backorders, FALSE) AS backorders
FROM product p JOIN product_shown n ON n.product_id = p.id AND n.store_view_id = $1 AND n.listed
JOIN product_text t ON t.product_id = p.id AND t.store_view_id = 0
LEFT JOIN product_view v ON v.product_id = p.id AND v.store_view_id = $1
LEFT JOIN stock s ON s.product_id = p.id
WHERE p.slug = $2

-- @shown
-- A product as lists show it.
p.id, p.sku, p.slug, p.picture, n.price, n.special_price, p.tax_class, p.virtual, n.name,
    coalesce(s.qty, 0) AS qty, coalesce(s.backorders, FALSE) AS backorders

-- @listed
SELECT @shown
FROM product_listing l JOIN product p ON p.id = l.product_id
JOIN product_shown n ON n.product_id = l.product_id AND n.store_view_id = $1
LEFT JOIN stock s ON s.product_id = p.id

-- @of_category
@listed WHERE l.category_id = $2 AND l.store_view_id = $1

-- :by_position
-- A page begins at the key that OFFSET finds in the index alone; no rows are sorted or kept aside.
@of_category
    AND (l.position, l.product_id) >= (SELECT position, product_id FROM product_listing
        WHERE category_id = $2 AND store_view_id = $1 ORDER BY position, product_id LIMIT 1 OFFSET $4)
ORDER BY l.position, l.product_id LIMIT $3

-- :by_name
@of_category
    AND (l.name_fold, l.product_id) >= (SELECT name_fold, product_id FROM product_listing
        WHERE category_id = $2 AND store_view_id = $1 ORDER BY name_fold, product_id LIMIT 1 OFFSET $4)
ORDER BY l.name_fold, l.product_id LIMIT $3

-- :by_price
@of_category
    AND (l.price, l.product_id) >= (SELECT price, product_id FROM product_listing
        WHERE category_id = $2 AND store_view_id = $1 ORDER BY price, product_id LIMIT 1 OFFSET $4)
ORDER BY l.price, l.product_id LIMIT $3

-- :behind_by_position
@of_category
    AND (l.position, l.product_id) > (SELECT x.position, x.product_id FROM product_listing x
        WHERE x.category_id = $2 AND x.store_view_id = $1 AND x.product_id = $4)
ORDER BY l.position, l.product_id LIMIT $3

-- :before_by_position
@of_category
    AND (l.position, l.product_id) < (SELECT x.position, x.product_id FROM product_listing x
        WHERE x.category_id = $2 AND x.store_view_id = $1 AND x.product_id = $4)
ORDER BY l.position DESC, l.product_id DESC LIMIT $3

-- :behind_by_name
@of_category
    AND (l.name_fold, l.product_id) > (SELECT x.name_fold, x.product_id FROM product_listing x
        WHERE x.category_id = $2 AND x.store_view_id = $1 AND x.product_id = $4)
ORDER BY l.name_fold, l.product_id LIMIT $3

-- :before_by_name
@of_category
    AND (l.name_fold, l.product_id) < (SELECT x.name_fold, x.product_id FROM product_listing x
        WHERE x.category_id = $2 AND x.store_view_id = $1 AND x.product_id = $4)
ORDER BY l.name_fold DESC, l.product_id DESC LIMIT $3

-- :behind_by_price
@of_category
    AND (l.price, l.product_id) > (SELECT x.price, x.product_id FROM product_listing x
        WHERE x.category_id = $2 AND x.store_view_id = $1 AND x.product_id = $4)
ORDER BY l.price, l.product_id LIMIT $3

-- :before_by_price
@of_category
    AND (l.price, l.product_id) < (SELECT x.price, x.product_id FROM product_listing x
        WHERE x.category_id = $2 AND x.store_view_id = $1 AND x.product_id = $4)
ORDER BY l.price DESC, l.product_id DESC LIMIT $3

-- :listed
SELECT product_id FROM product_listing WHERE category_id = $2 AND store_view_id = $1 AND product_id = $3

-- :count
SELECT count(*) FROM (SELECT product_id FROM product_listing WHERE category_id = $2 AND store_view_id = $1 LIMIT $3) l

-- :latest
SELECT @shown
FROM product_shown n JOIN product p ON p.id = n.product_id
LEFT JOIN stock s ON s.product_id = p.id
WHERE n.store_view_id = $1 AND n.listed ORDER BY n.product_id DESC LIMIT $2

-- :neighbours
@listed
WHERE l.category_id = (
        SELECT k.id FROM product_category pc JOIN category k ON k.id = pc.category_id
        WHERE pc.product_id = $2 AND k.active AND NOT EXISTS (
            SELECT 1 FROM product_category o JOIN category b ON b.id = o.category_id
            WHERE o.product_id = $2 AND b.active AND (b.sort_order, b.id) < (k.sort_order, k.id)))
    AND l.store_view_id = $1 AND l.product_id <> $2
ORDER BY l.position, l.product_id LIMIT 4

-- :cross_sells
@listed
WHERE l.category_id = (
        SELECT k.id FROM product_category pc JOIN category k ON k.id = pc.category_id
        WHERE pc.product_id = $2 AND k.active AND NOT EXISTS (
            SELECT 1 FROM product_category o JOIN category b ON b.id = o.category_id
            WHERE o.product_id = $2 AND b.active AND (b.sort_order, b.id) < (k.sort_order, k.id)))
    AND l.store_view_id = $1
    AND NOT EXISTS (SELECT 1 FROM cart_item i WHERE i.cart_id = $3 AND i.product_id = l.product_id)
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
VALUES (:product_id, 0, :name, :name_fold, :brief, :description)
ON CONFLICT (product_id, store_view_id)
DO UPDATE SET name = excluded.name, name_fold = excluded.name_fold, short = excluded.short, description = excluded.description

-- :into_all
INSERT INTO product_website (product_id, website_id) SELECT CAST($1 AS BIGINT), w.id FROM website w WHERE true
ON CONFLICT (product_id, website_id) DO NOTHING

-- :into
INSERT INTO product_website (product_id, website_id) VALUES ($1, $2) ON CONFLICT (product_id, website_id) DO NOTHING

-- :view_put
-- NULL: as the default.
INSERT INTO product_view (product_id, store_view_id, name, name_fold, short, description, active, visible)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (product_id, store_view_id) DO UPDATE SET name = excluded.name, name_fold = excluded.name_fold,
    short = excluded.short, description = excluded.description, active = excluded.active, visible = excluded.visible

-- :place
INSERT INTO product_category (category_id, product_id, position) VALUES ($1, $2, $3)
ON CONFLICT (category_id, product_id) DO UPDATE SET position = excluded.position

-- :categories
SELECT category_id FROM product_category WHERE product_id = $1
UNION SELECT category_id FROM product_listing WHERE product_id = $1
ORDER BY category_id LIMIT 1000

-- :unlist
DELETE FROM product_listing WHERE product_id = $1

-- :unshow
DELETE FROM product_shown WHERE product_id = $1

-- :forget_name_words
DELETE FROM product_name_word WHERE product_id = $1

-- :name_word
INSERT INTO product_name_word (word, product_id) VALUES ($1, $2) ON CONFLICT (word, product_id) DO NOTHING

-- :fold
UPDATE product SET sku_fold = $2, name_fold = (SELECT t.name_fold FROM product_text t WHERE t.product_id = $1 AND t.store_view_id = 0)
WHERE id = $1

-- :relist
INSERT INTO product_listing (category_id, store_view_id, product_id, position, name_fold, price)
SELECT pc.category_id, CAST($2 AS BIGINT), pc.product_id, pc.position, $3, CAST($4 AS BIGINT)
FROM product_category pc WHERE pc.product_id = $1

-- :show
INSERT INTO product_shown (store_view_id, product_id, active, listed, price, special_price, name_fold, name)
VALUES (:store_view_id, :product_id, :active, :listed, :price, :special_price, :name_fold, :name)

-- :names
SELECT name FROM product_text WHERE product_id = $1
UNION SELECT name FROM product_view WHERE product_id = $1 AND name IS NOT NULL LIMIT 1000

-- :worked_out
-- What each store view of the product's websites shows: its own, its website's, else the default.
SELECT w.id AS store_view_id, p.id AS product_id, coalesce(v.name, t.name) AS name,
    coalesce(v.name_fold, t.name_fold) AS name_fold, coalesce(v.short, t.short) AS brief,
    coalesce(v.description, t.description) AS description, coalesce(x.price, p.price) AS price,
    coalesce(x.special_price, p.special_price) AS special_price, coalesce(v.active, p.active) AS active,
    coalesce(v.active, p.active) AND coalesce(v.visible, p.visible) AS listed
FROM product p JOIN product_text t ON t.product_id = p.id AND t.store_view_id = 0
JOIN product_website m ON m.product_id = p.id
JOIN store o ON o.website_id = m.website_id JOIN store_view w ON w.store_id = o.id
LEFT JOIN product_view v ON v.product_id = p.id AND v.store_view_id = w.id
LEFT JOIN product_price x ON x.product_id = p.id AND x.website_id = m.website_id AND EXISTS (
    SELECT 1 FROM setting g WHERE g.scope = 'default' AND g.scope_id = 0 AND g.path = 'catalog/price/scope'
        AND g.value = 'website')
WHERE p.id = $1 ORDER BY w.id LIMIT 1000
