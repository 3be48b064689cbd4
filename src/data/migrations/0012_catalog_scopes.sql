-- Products and categories in scopes (store.md §3.2, §8). product, product_text and category_text (row 0) hold the default; a
-- website has its own prices, a store view its own texts, status and visibility. NULL: as the default.
CREATE TABLE product_website (
    product_id BIGINT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    website_id BIGINT NOT NULL REFERENCES website (id) ON DELETE CASCADE, PRIMARY KEY (product_id, website_id));
CREATE INDEX product_website_of ON product_website (website_id, product_id);
INSERT INTO product_website (product_id, website_id) SELECT p.id, w.id FROM product p CROSS JOIN website w;

-- special_price 0: none there. Counts while catalog/price/scope is "website".
CREATE TABLE product_price (
    product_id BIGINT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    website_id BIGINT NOT NULL REFERENCES website (id) ON DELETE CASCADE,
    price BIGINT CHECK (price >= 0), special_price BIGINT CHECK (special_price >= 0), PRIMARY KEY (product_id, website_id));
CREATE INDEX product_price_of ON product_price (website_id);

CREATE TABLE product_view (
    product_id BIGINT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    store_view_id BIGINT NOT NULL REFERENCES store_view (id) ON DELETE CASCADE, name TEXT, name_fold TEXT, short TEXT,
    description TEXT, active BOOLEAN, visible BOOLEAN, PRIMARY KEY (product_id, store_view_id));
CREATE INDEX product_view_of ON product_view (store_view_id);
INSERT INTO product_view (product_id, store_view_id, name, name_fold, short, description)
SELECT t.product_id, t.store_view_id, t.name, t.name_fold, t.short, t.description
FROM product_text t JOIN store_view w ON w.id = t.store_view_id;
DELETE FROM product_text WHERE store_view_id <> 0;

CREATE TABLE category_view (
    category_id BIGINT NOT NULL REFERENCES category (id) ON DELETE CASCADE,
    store_view_id BIGINT NOT NULL REFERENCES store_view (id) ON DELETE CASCADE, name TEXT, description TEXT,
    PRIMARY KEY (category_id, store_view_id));
CREATE INDEX category_view_of ON category_view (store_view_id);
INSERT INTO category_view (category_id, store_view_id, name, description)
SELECT t.category_id, t.store_view_id, t.name, t.description
FROM category_text t JOIN store_view w ON w.id = t.store_view_id;
DELETE FROM category_text WHERE store_view_id <> 0;

-- What a store view has of a product, worked out when something of it is saved. No row: it is not in the view's website.
-- active: it can be bought there; listed: it has a page and stands in lists, too.
CREATE TABLE product_shown (
    store_view_id BIGINT NOT NULL REFERENCES store_view (id) ON DELETE CASCADE,
    product_id BIGINT NOT NULL REFERENCES product (id) ON DELETE CASCADE, active BOOLEAN NOT NULL, listed BOOLEAN NOT NULL,
    price BIGINT NOT NULL, special_price BIGINT, name_fold TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (store_view_id, product_id));
CREATE INDEX product_shown_of ON product_shown (product_id);
CREATE INDEX product_shown_latest ON product_shown (store_view_id, product_id) WHERE listed;
INSERT INTO product_shown (store_view_id, product_id, active, listed, price, special_price, name_fold, name)
SELECT w.id, p.id, p.active, p.active AND p.visible, p.price, p.special_price, coalesce(v.name_fold, t.name_fold),
    coalesce(v.name, t.name)
FROM product p JOIN product_text t ON t.product_id = p.id AND t.store_view_id = 0 CROSS JOIN store_view w
LEFT JOIN product_view v ON v.product_id = p.id AND v.store_view_id = w.id;

-- For the list of the back office: *_fold are str_fold of SKU and default name, the words those of SKU and all names. The
-- housekeeper fills in what cannot be folded here.
ALTER TABLE product ADD COLUMN name_fold TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN sku_fold TEXT NOT NULL DEFAULT '';
UPDATE product SET sku_fold = lower(sku),
    name_fold = coalesce((SELECT t.name_fold FROM product_text t WHERE t.product_id = product.id AND t.store_view_id = 0), '');
CREATE INDEX product_name ON product (name_fold, id);
CREATE INDEX product_sku ON product (sku_fold, id);
CREATE INDEX product_price_order ON product (price, id);
CREATE INDEX product_active ON product (active, id);
CREATE INDEX product_visible ON product (visible, id);
CREATE TABLE product_name_word (
    word TEXT NOT NULL, product_id BIGINT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    PRIMARY KEY (word, product_id));
CREATE INDEX product_name_word_of ON product_name_word (product_id, word);
INSERT INTO view_filling (store_view_id, next_id) SELECT id, 0 FROM store_view WHERE true
ON CONFLICT (store_view_id) DO UPDATE SET next_id = 0;

-- A new website gets the products that are there, some at a time: those up to next_id have been put into it.
CREATE TABLE website_filling (
    website_id BIGINT PRIMARY KEY REFERENCES website (id) ON DELETE CASCADE, next_id BIGINT NOT NULL);
