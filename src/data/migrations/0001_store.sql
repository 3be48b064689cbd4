-- The store's first schema. Times are BIGINT microseconds UTC, money BIGINT minor units, texts UTF-8.
-- *_fold columns hold str_fold of their neighbour and carry the indexes that search and filter use.

CREATE TABLE secret_key (name TEXT PRIMARY KEY, value BYTEA NOT NULL);

-- Bumped by every work that touches something which nodes keep in memory ("settings", "scope").
CREATE TABLE change_count (name TEXT PRIMARY KEY, n BIGINT NOT NULL);
INSERT INTO change_count (name, n) VALUES ('settings', 1);

CREATE TABLE sequence (name TEXT PRIMARY KEY, next BIGINT NOT NULL);

CREATE TABLE website (
    id ID, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, sort_order BIGINT NOT NULL,
    is_default BOOLEAN NOT NULL, currency TEXT NOT NULL);
CREATE TABLE store (
    id ID, website_id BIGINT NOT NULL REFERENCES website (id), code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    is_default BOOLEAN NOT NULL);
CREATE TABLE store_view (
    id ID, store_id BIGINT NOT NULL REFERENCES store (id), code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    enabled BOOLEAN NOT NULL, sort_order BIGINT NOT NULL, is_default BOOLEAN NOT NULL);

-- scope: 'default' (scope_id 0), 'website', 'store_view'.
CREATE TABLE setting (
    scope TEXT NOT NULL, scope_id BIGINT NOT NULL, path TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (scope, scope_id, path));

-- resources: keys of permissions.def, separated by spaces.
CREATE TABLE role (
    id ID, name TEXT NOT NULL UNIQUE, access_all BOOLEAN NOT NULL, resources TEXT NOT NULL, version BIGINT NOT NULL);

CREATE TABLE admin_user (
    id ID, user_name TEXT NOT NULL, user_name_fold TEXT NOT NULL UNIQUE, first_name TEXT NOT NULL,
    last_name TEXT NOT NULL, email TEXT NOT NULL, email_fold TEXT NOT NULL UNIQUE, password_hash TEXT NOT NULL,
    lang TEXT NOT NULL, active BOOLEAN NOT NULL, role_id BIGINT REFERENCES role (id), expires_at BIGINT,
    failures BIGINT NOT NULL, locked_until BIGINT, created_at BIGINT NOT NULL, last_login_at BIGINT,
    version BIGINT NOT NULL);
CREATE INDEX admin_user_role ON admin_user (role_id);

-- Sessions keep the hash of their token only. A row ends by ended_at; the housekeeper removes old ones.
CREATE TABLE admin_session (
    id ID, hash BYTEA NOT NULL UNIQUE, user_id BIGINT NOT NULL REFERENCES admin_user (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, ended_at BIGINT, ip TEXT NOT NULL, user_agent TEXT NOT NULL);
CREATE INDEX admin_session_user ON admin_session (user_id);

-- The columns that a user sees in a list of the back office: names with blanks between them. No row: the list's own.
CREATE TABLE grid_choice (
    staff_id BIGINT NOT NULL REFERENCES admin_user (id) ON DELETE CASCADE, grid TEXT NOT NULL, shown TEXT NOT NULL,
    PRIMARY KEY (staff_id, grid));

CREATE TABLE customer_group (id ID, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, tax_class TEXT NOT NULL);

-- ref stands in addresses of pages instead of the id (R32). bill_… mirrors the default billing address, assist_allowed the
-- consent, for the grid. birthday: noon UTC of the day, which is the same day everywhere.
CREATE TABLE customer (
    id ID, ref TEXT NOT NULL UNIQUE, website_id BIGINT NOT NULL REFERENCES website (id),
    store_view_id BIGINT NOT NULL REFERENCES store_view (id),
    group_id BIGINT NOT NULL REFERENCES customer_group (id), first_name TEXT NOT NULL, last_name TEXT NOT NULL,
    name_fold TEXT NOT NULL, email TEXT NOT NULL, email_fold TEXT NOT NULL, password_hash TEXT,
    active BOOLEAN NOT NULL, confirmed BOOLEAN NOT NULL, newsletter BOOLEAN NOT NULL, tax_vat TEXT,
    tax_vat_fold TEXT, gender TEXT, birthday BIGINT, created_at BIGINT NOT NULL, last_login_at BIGINT, failures BIGINT NOT NULL, locked_until BIGINT,
    default_billing_id BIGINT, default_shipping_id BIGINT, bill_phone TEXT, bill_postcode TEXT,
    bill_postcode_fold TEXT, bill_country TEXT, bill_region TEXT, bill_region_fold TEXT,
    assist_allowed BOOLEAN NOT NULL DEFAULT FALSE, version BIGINT NOT NULL,
    UNIQUE (website_id, email_fold));
CREATE INDEX customer_name ON customer (name_fold, id);
CREATE INDEX customer_email ON customer (email_fold, id);
CREATE INDEX customer_group_of ON customer (group_id, id);
CREATE INDEX customer_since ON customer (created_at, id);
CREATE INDEX customer_phone ON customer (bill_phone, id);
CREATE INDEX customer_postcode ON customer (bill_postcode_fold, id);
CREATE INDEX customer_country ON customer (bill_country, id);
CREATE INDEX customer_region ON customer (bill_region_fold, id);
CREATE INDEX customer_view ON customer (store_view_id, id);
CREATE INDEX customer_website ON customer (website_id, id);
CREATE INDEX customer_confirmed ON customer (confirmed, id);
CREATE INDEX customer_assist ON customer (assist_allowed, id);
CREATE INDEX customer_birthday ON customer (birthday, id);
CREATE INDEX customer_vat ON customer (tax_vat_fold, id);
CREATE INDEX customer_gender ON customer (gender, id);
-- Every word of name and e-mail, folded: what the keyword search begins.
CREATE TABLE customer_word (
    word TEXT NOT NULL, customer_id BIGINT NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    PRIMARY KEY (word, customer_id));
CREATE INDEX customer_word_of ON customer_word (customer_id, word);

-- The permission for Login as Customer, with the proof of how it was given. No row: not allowed.
CREATE TABLE consent (
    customer_id BIGINT PRIMARY KEY REFERENCES customer (id) ON DELETE CASCADE, allowed BOOLEAN NOT NULL,
    changed_at BIGINT NOT NULL, staff_id BIGINT, staff_name TEXT, shown TEXT NOT NULL, lang TEXT NOT NULL);
CREATE INDEX consent_allowed ON consent (allowed, customer_id);

CREATE TABLE address (
    id ID, customer_id BIGINT NOT NULL REFERENCES customer (id) ON DELETE CASCADE, first_name TEXT NOT NULL,
    last_name TEXT NOT NULL, company TEXT, street1 TEXT NOT NULL, street2 TEXT, city TEXT NOT NULL, region TEXT,
    postcode TEXT NOT NULL, country TEXT NOT NULL, phone TEXT NOT NULL, vat_id TEXT, version BIGINT NOT NULL);
CREATE INDEX address_customer ON address (customer_id, id);

-- Single-use secrets of one purpose ('customer-reset'), bound to the row they are for (R12).
CREATE TABLE one_time (
    hash BYTEA PRIMARY KEY, purpose TEXT NOT NULL, subject_id BIGINT NOT NULL, created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL);
CREATE INDEX one_time_subject ON one_time (purpose, subject_id);

-- Tries that are limited by the hour, by the hash of what is tried and by whom.
CREATE TABLE attempt (key TEXT NOT NULL, at BIGINT NOT NULL);
CREATE INDEX attempt_key ON attempt (key, at);
CREATE INDEX attempt_at ON attempt (at);

CREATE TABLE category (
    id ID, parent_id BIGINT REFERENCES category (id), slug TEXT NOT NULL UNIQUE, sort_order BIGINT NOT NULL,
    active BOOLEAN NOT NULL, picture TEXT, version BIGINT NOT NULL);
CREATE INDEX category_order ON category (parent_id, sort_order, id);
-- store_view_id 0: the default text, which a view's own row replaces.
CREATE TABLE category_text (
    category_id BIGINT NOT NULL REFERENCES category (id) ON DELETE CASCADE, store_view_id BIGINT NOT NULL,
    name TEXT NOT NULL, description TEXT NOT NULL, PRIMARY KEY (category_id, store_view_id));

-- price is gross or net as the website's setting says. tax_class: 'standard', 'reduced', 'none'.
CREATE TABLE product (
    id ID, sku TEXT NOT NULL UNIQUE, slug TEXT NOT NULL UNIQUE, active BOOLEAN NOT NULL, visible BOOLEAN NOT NULL,
    price BIGINT NOT NULL CHECK (price >= 0), special_price BIGINT, tax_class TEXT NOT NULL, virtual BOOLEAN NOT NULL,
    weight_g BIGINT NOT NULL, picture TEXT NOT NULL, created_at BIGINT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE product_text (
    product_id BIGINT NOT NULL REFERENCES product (id) ON DELETE CASCADE, store_view_id BIGINT NOT NULL,
    name TEXT NOT NULL, name_fold TEXT NOT NULL, short TEXT NOT NULL, description TEXT NOT NULL,
    PRIMARY KEY (product_id, store_view_id));
CREATE TABLE product_category (
    category_id BIGINT NOT NULL REFERENCES category (id) ON DELETE CASCADE,
    product_id BIGINT NOT NULL REFERENCES product (id) ON DELETE CASCADE, position BIGINT NOT NULL,
    PRIMARY KEY (category_id, product_id));
CREATE INDEX product_category_order ON product_category (category_id, position, product_id);
CREATE INDEX product_category_of ON product_category (product_id);
-- Words of SKU, name and descriptions of a view's texts, folded.
CREATE TABLE product_word (
    word TEXT NOT NULL, store_view_id BIGINT NOT NULL,
    product_id BIGINT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    weight BIGINT NOT NULL, PRIMARY KEY (word, store_view_id, product_id));
CREATE INDEX product_word_of ON product_word (product_id);

-- What a category page of a store view lists, made anew when a product is saved: so each order has its index.
CREATE TABLE product_listing (
    category_id BIGINT NOT NULL REFERENCES category (id) ON DELETE CASCADE, store_view_id BIGINT NOT NULL,
    product_id BIGINT NOT NULL REFERENCES product (id) ON DELETE CASCADE, position BIGINT NOT NULL,
    name_fold TEXT NOT NULL, price BIGINT NOT NULL, PRIMARY KEY (category_id, store_view_id, product_id));
CREATE INDEX product_listing_position ON product_listing (category_id, store_view_id, position, product_id);
CREATE INDEX product_listing_name ON product_listing (category_id, store_view_id, name_fold, product_id);
CREATE INDEX product_listing_price ON product_listing (category_id, store_view_id, price, product_id);
CREATE INDEX product_listing_of ON product_listing (product_id);

CREATE TABLE stock (
    product_id BIGINT PRIMARY KEY REFERENCES product (id) ON DELETE CASCADE, qty BIGINT NOT NULL,
    backorders BOOLEAN NOT NULL, CHECK (backorders OR qty >= 0));

CREATE TABLE wishlist_item (
    customer_id BIGINT NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    product_id BIGINT NOT NULL REFERENCES product (id) ON DELETE CASCADE, added_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, product_id));
CREATE INDEX wishlist_item_product ON wishlist_item (product_id);

-- Taxes: a rule joins classes of customers and products with rates. ppm: millionths. region, postcode: '*' for all.
CREATE TABLE tax_class (id ID, kind TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (kind, code));
CREATE TABLE tax_rate (
    id ID, code TEXT NOT NULL UNIQUE, country TEXT NOT NULL, region TEXT NOT NULL, region_fold TEXT NOT NULL,
    postcode TEXT NOT NULL, ppm BIGINT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX tax_rate_country ON tax_rate (country, region_fold);
CREATE TABLE tax_rule (
    id ID, name TEXT NOT NULL UNIQUE, priority BIGINT NOT NULL, sort_order BIGINT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE tax_rule_class (
    rule_id BIGINT NOT NULL REFERENCES tax_rule (id) ON DELETE CASCADE, kind TEXT NOT NULL, class TEXT NOT NULL,
    PRIMARY KEY (rule_id, kind, class));
CREATE TABLE tax_rule_rate (
    rule_id BIGINT NOT NULL REFERENCES tax_rule (id) ON DELETE CASCADE,
    rate_id BIGINT NOT NULL REFERENCES tax_rate (id), PRIMARY KEY (rule_id, rate_id));
CREATE INDEX tax_rule_rate_of ON tax_rule_rate (rate_id);

-- Table rates of shipping. kind: 'weight', 'price', 'items'. least: in ten-thousandths of a kilogram, a unit of money, a
-- piece.
CREATE TABLE ship_rate (
    id ID, website_id BIGINT NOT NULL REFERENCES website (id), kind TEXT NOT NULL, country TEXT NOT NULL,
    region TEXT NOT NULL, region_fold TEXT NOT NULL, postcode TEXT NOT NULL, least BIGINT NOT NULL, price BIGINT NOT NULL,
    UNIQUE (website_id, kind, country, region_fold, postcode, least));

-- Cart price rules. code: of a coupon; NULL: none is needed. action: 'percent', 'fixed', 'cart', 'none'.
CREATE TABLE cart_rule (
    id ID, name TEXT NOT NULL, description TEXT NOT NULL, active BOOLEAN NOT NULL, code TEXT, code_fold TEXT UNIQUE,
    uses_most BIGINT NOT NULL, uses_each BIGINT NOT NULL, used BIGINT NOT NULL, from_at BIGINT, until_at BIGINT,
    priority BIGINT NOT NULL, stop BOOLEAN NOT NULL, subtotal_least BIGINT NOT NULL, action TEXT NOT NULL,
    ppm BIGINT NOT NULL, amount BIGINT NOT NULL, free_shipping BOOLEAN NOT NULL, version BIGINT NOT NULL,
    CHECK (used >= 0));
CREATE INDEX cart_rule_active ON cart_rule (active, priority, id);
-- group_id 0: visitors.
CREATE TABLE cart_rule_group (
    rule_id BIGINT NOT NULL REFERENCES cart_rule (id) ON DELETE CASCADE, group_id BIGINT NOT NULL,
    PRIMARY KEY (rule_id, group_id));
-- who: 'customer:12', 'email:…' of a guest.
CREATE TABLE cart_rule_use (
    rule_id BIGINT NOT NULL REFERENCES cart_rule (id) ON DELETE CASCADE, who TEXT NOT NULL, used BIGINT NOT NULL,
    PRIMARY KEY (rule_id, who));

-- Terms and conditions. manual: the buyer ticks a box; otherwise they are only shown.
CREATE TABLE terms (
    id ID, name TEXT NOT NULL, active BOOLEAN NOT NULL, manual BOOLEAN NOT NULL, checkbox TEXT NOT NULL,
    content TEXT NOT NULL, sort_order BIGINT NOT NULL, version BIGINT NOT NULL);
-- store_view_id 0: all of them.
CREATE TABLE terms_view (
    terms_id BIGINT NOT NULL REFERENCES terms (id) ON DELETE CASCADE, store_view_id BIGINT NOT NULL,
    PRIMARY KEY (terms_id, store_view_id));

CREATE TABLE shop_session (
    id ID, hash BYTEA NOT NULL UNIQUE, customer_id BIGINT REFERENCES customer (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, ended_at BIGINT, ip TEXT NOT NULL, user_agent TEXT NOT NULL);
CREATE INDEX shop_session_customer ON shop_session (customer_id, seen_at);
CREATE INDEX shop_session_seen ON shop_session (seen_at);

-- One open cart a customer; a guest's hangs on the session. Placing the order closes it. staff_id: an order that staff
-- makes for customer_id, or for a guest (NULL); purpose: 'create', 'reorder', 'edit'; order_id: the order it began with.
CREATE TABLE cart (
    id ID, customer_id BIGINT REFERENCES customer (id) ON DELETE CASCADE,
    session_id BIGINT REFERENCES shop_session (id) ON DELETE CASCADE, store_view_id BIGINT NOT NULL,
    open BOOLEAN NOT NULL, email TEXT, shipping_method TEXT, payment_method TEXT, billing_same BOOLEAN NOT NULL,
    coupon TEXT, staff_id BIGINT, purpose TEXT, order_id BIGINT,
    created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, version BIGINT NOT NULL,
    CHECK (customer_id IS NOT NULL OR session_id IS NOT NULL OR staff_id IS NOT NULL OR NOT open));
CREATE UNIQUE INDEX cart_customer_open ON cart (customer_id) WHERE open AND customer_id IS NOT NULL AND staff_id IS NULL;
CREATE UNIQUE INDEX cart_session_open ON cart (session_id) WHERE open AND customer_id IS NULL AND staff_id IS NULL;
CREATE INDEX cart_staff ON cart (staff_id) WHERE staff_id IS NOT NULL;
-- custom_price: of a piece, set by staff; -1: none.
CREATE TABLE cart_item (
    id ID, cart_id BIGINT NOT NULL REFERENCES cart (id) ON DELETE CASCADE,
    product_id BIGINT NOT NULL REFERENCES product (id) ON DELETE CASCADE, qty BIGINT NOT NULL CHECK (qty > 0),
    custom_price BIGINT NOT NULL DEFAULT -1, UNIQUE (cart_id, product_id));
-- kind: 'shipping', 'billing'. address_id: out of the address book; save_in_book: keep it there when the order is placed.
CREATE TABLE cart_address (
    cart_id BIGINT NOT NULL REFERENCES cart (id) ON DELETE CASCADE, kind TEXT NOT NULL, address_id BIGINT,
    first_name TEXT NOT NULL, last_name TEXT NOT NULL, company TEXT, street1 TEXT NOT NULL, street2 TEXT,
    city TEXT NOT NULL, region TEXT, postcode TEXT NOT NULL, country TEXT NOT NULL, phone TEXT NOT NULL, vat_id TEXT,
    save_in_book BOOLEAN NOT NULL, PRIMARY KEY (cart_id, kind));

-- customer_id survives as a number when the account is deleted: no foreign key, account_gone tells.
CREATE TABLE sales_order (
    id ID, number TEXT NOT NULL UNIQUE, cart_id BIGINT UNIQUE, customer_id BIGINT, account_gone BOOLEAN NOT NULL,
    session_id BIGINT, store_view_id BIGINT NOT NULL, view_path TEXT NOT NULL, lang TEXT NOT NULL,
    email TEXT NOT NULL, email_fold TEXT NOT NULL, customer_name TEXT NOT NULL, group_name TEXT NOT NULL,
    bill_name TEXT NOT NULL, bill_name_fold TEXT NOT NULL, ship_name TEXT NOT NULL, ship_name_fold TEXT NOT NULL,
    state TEXT NOT NULL, status TEXT NOT NULL, currency TEXT NOT NULL, base_currency TEXT NOT NULL,
    virtual BOOLEAN NOT NULL, tax_included BOOLEAN NOT NULL, subtotal BIGINT NOT NULL, discount BIGINT NOT NULL,
    shipping BIGINT NOT NULL, tax BIGINT NOT NULL, grand_total BIGINT NOT NULL, base_grand_total BIGINT NOT NULL,
    paid BIGINT NOT NULL, refunded BIGINT NOT NULL, canceled BIGINT NOT NULL, shipping_tax BIGINT NOT NULL,
    shipping_permille BIGINT NOT NULL, shipping_invoiced BIGINT NOT NULL, shipping_refunded BIGINT NOT NULL, held_state TEXT, held_status TEXT,
    edit_of BIGINT, edited_as BIGINT, shipping_method TEXT,
    shipping_title TEXT, payment_method TEXT NOT NULL, payment_title TEXT NOT NULL, po_number TEXT,
    coupon_code TEXT, rule_ids TEXT,
    ip TEXT NOT NULL, assist_id BIGINT, staff_id BIGINT, mail_sent_at BIGINT, created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX sales_order_customer ON sales_order (customer_id, id);
CREATE INDEX sales_order_date ON sales_order (created_at, id);
CREATE INDEX sales_order_status ON sales_order (status, id);
CREATE INDEX sales_order_view ON sales_order (store_view_id, id);
CREATE INDEX sales_order_total ON sales_order (grand_total, id);
CREATE INDEX sales_order_base ON sales_order (base_grand_total, id);
CREATE INDEX sales_order_bill ON sales_order (bill_name_fold, id);
CREATE INDEX sales_order_ship ON sales_order (ship_name_fold, id);
CREATE INDEX sales_order_email ON sales_order (email_fold, id);
CREATE INDEX sales_order_assist ON sales_order (assist_id) WHERE assist_id IS NOT NULL;
CREATE TABLE sales_order_word (
    word TEXT NOT NULL, order_id BIGINT NOT NULL REFERENCES sales_order (id) ON DELETE CASCADE,
    PRIMARY KEY (word, order_id));
CREATE TABLE sales_order_address (
    order_id BIGINT NOT NULL REFERENCES sales_order (id) ON DELETE CASCADE, kind TEXT NOT NULL,
    first_name TEXT NOT NULL, last_name TEXT NOT NULL, company TEXT, street1 TEXT NOT NULL, street2 TEXT,
    city TEXT NOT NULL, region TEXT, postcode TEXT NOT NULL, country TEXT NOT NULL, phone TEXT NOT NULL, vat_id TEXT,
    PRIMARY KEY (order_id, kind));
CREATE TABLE sales_order_item (
    id ID, order_id BIGINT NOT NULL REFERENCES sales_order (id) ON DELETE CASCADE, product_id BIGINT,
    sku TEXT NOT NULL, name TEXT NOT NULL, picture TEXT NOT NULL, virtual BOOLEAN NOT NULL,
    qty_ordered BIGINT NOT NULL, qty_invoiced BIGINT NOT NULL, qty_shipped BIGINT NOT NULL,
    qty_refunded BIGINT NOT NULL, qty_canceled BIGINT NOT NULL, qty_backordered BIGINT NOT NULL,
    original_price BIGINT NOT NULL, price BIGINT NOT NULL, subtotal BIGINT NOT NULL, tax BIGINT NOT NULL,
    tax_permille BIGINT NOT NULL, discount BIGINT NOT NULL, row_total BIGINT NOT NULL);
CREATE INDEX sales_order_item_order ON sales_order_item (order_id, id);
CREATE INDEX sales_order_item_product ON sales_order_item (product_id);
-- notified: 0 not applicable, 1 no, 2 yes. author is shown to staff only.
CREATE TABLE sales_order_comment (
    id ID, order_id BIGINT NOT NULL REFERENCES sales_order (id) ON DELETE CASCADE, status TEXT NOT NULL,
    text TEXT NOT NULL, arg TEXT, notified BIGINT NOT NULL, visible BOOLEAN NOT NULL, of_store BOOLEAN NOT NULL,
    staff_id BIGINT, author TEXT, assist_id BIGINT, created_at BIGINT NOT NULL);
CREATE INDEX sales_order_comment_order ON sales_order_comment (order_id, id);

-- Invoices, shipments, credit memos: never changed. What happens to them later has tables of its own.
CREATE TABLE sales_document (
    id ID, kind TEXT NOT NULL, number TEXT NOT NULL, order_id BIGINT NOT NULL REFERENCES sales_order (id),
    order_number TEXT NOT NULL, order_created_at BIGINT NOT NULL, customer_id BIGINT, store_view_id BIGINT NOT NULL,
    view_path TEXT NOT NULL, lang TEXT NOT NULL, email TEXT NOT NULL, customer_name TEXT NOT NULL,
    group_name TEXT NOT NULL, bill_name TEXT NOT NULL, bill_name_fold TEXT NOT NULL, ship_name TEXT NOT NULL,
    ship_name_fold TEXT NOT NULL, payment_title TEXT NOT NULL, shipping_title TEXT, state TEXT NOT NULL,
    qty BIGINT NOT NULL, currency TEXT NOT NULL, base_currency TEXT NOT NULL, tax_included BOOLEAN NOT NULL,
    subtotal BIGINT NOT NULL, discount BIGINT NOT NULL, shipping BIGINT NOT NULL, shipping_tax BIGINT NOT NULL,
    shipping_permille BIGINT NOT NULL, tax BIGINT NOT NULL, adjustment_refund BIGINT NOT NULL, adjustment_fee BIGINT NOT NULL,
    grand_total BIGINT NOT NULL, base_grand_total BIGINT NOT NULL, staff_id BIGINT, author TEXT, created_at BIGINT NOT NULL,
    UNIQUE (kind, number));
IMMUTABLE sales_document;
CREATE TABLE sales_document_mail (
    document_id BIGINT PRIMARY KEY REFERENCES sales_document (id), sent_at BIGINT NOT NULL);
CREATE INDEX sales_document_kind ON sales_document (kind, id);
CREATE INDEX sales_document_order ON sales_document (order_id, kind, id);
CREATE INDEX sales_document_date ON sales_document (kind, created_at, id);
CREATE INDEX sales_document_ordered ON sales_document (kind, order_created_at, id);
CREATE INDEX sales_document_order_number ON sales_document (kind, order_number, id);
CREATE INDEX sales_document_bill ON sales_document (kind, bill_name_fold, id);
CREATE INDEX sales_document_ship ON sales_document (kind, ship_name_fold, id);
CREATE INDEX sales_document_state ON sales_document (kind, state, id);
CREATE INDEX sales_document_total ON sales_document (kind, grand_total, id);
CREATE INDEX sales_document_base ON sales_document (kind, base_grand_total, id);
CREATE INDEX sales_document_qty ON sales_document (kind, qty, id);
CREATE INDEX sales_document_customer ON sales_document (customer_id, kind, id);
CREATE TABLE sales_document_item (
    id ID, document_id BIGINT NOT NULL REFERENCES sales_document (id), order_item_id BIGINT NOT NULL,
    product_id BIGINT, sku TEXT NOT NULL, name TEXT NOT NULL, qty BIGINT NOT NULL CHECK (qty > 0),
    price BIGINT NOT NULL, subtotal BIGINT NOT NULL, tax BIGINT NOT NULL, tax_permille BIGINT NOT NULL,
    discount BIGINT NOT NULL, row_total BIGINT NOT NULL, to_stock BOOLEAN NOT NULL);
CREATE INDEX sales_document_item_document ON sales_document_item (document_id, id);
IMMUTABLE sales_document_item;
-- The order's addresses as they were: those of the order may be corrected later.
CREATE TABLE sales_document_address (
    document_id BIGINT NOT NULL REFERENCES sales_document (id), kind TEXT NOT NULL, first_name TEXT NOT NULL,
    last_name TEXT NOT NULL, company TEXT, street1 TEXT NOT NULL, street2 TEXT, city TEXT NOT NULL, region TEXT,
    postcode TEXT NOT NULL, country TEXT NOT NULL, phone TEXT NOT NULL, vat_id TEXT, PRIMARY KEY (document_id, kind));
IMMUTABLE sales_document_address;
CREATE TABLE sales_document_word (
    word TEXT NOT NULL, document_id BIGINT NOT NULL REFERENCES sales_document (id), kind TEXT NOT NULL,
    PRIMARY KEY (kind, word, document_id));
CREATE TABLE sales_document_track (
    id ID, document_id BIGINT NOT NULL REFERENCES sales_document (id), carrier TEXT NOT NULL, title TEXT NOT NULL,
    number TEXT NOT NULL, created_at BIGINT NOT NULL);
CREATE INDEX sales_document_track_document ON sales_document_track (document_id, id);
CREATE TABLE sales_document_comment (
    id ID, document_id BIGINT NOT NULL REFERENCES sales_document (id), text TEXT NOT NULL, notified BIGINT NOT NULL,
    visible BOOLEAN NOT NULL, staff_id BIGINT, author TEXT, created_at BIGINT NOT NULL);
CREATE INDEX sales_document_comment_document ON sales_document_comment (document_id, id);

-- What was ordered in a whole day of the shop's zone, from day to until, so that the dashboard need not read all orders.
CREATE TABLE sales_day (
    day BIGINT PRIMARY KEY, until BIGINT NOT NULL, orders BIGINT NOT NULL, amount BIGINT NOT NULL,
    tax BIGINT NOT NULL, shipping BIGINT NOT NULL);

-- The outbox. state: waiting, sent, failed. rcpt: who gets it; copy: for the store. A claim moves next_try_at on.
CREATE TABLE mail (
    id ID, kind TEXT NOT NULL, message_id TEXT NOT NULL, from_name TEXT NOT NULL, from_address TEXT NOT NULL,
    to_name TEXT NOT NULL, to_address TEXT NOT NULL, to_fold TEXT NOT NULL, rcpt TEXT NOT NULL, copy BOOLEAN NOT NULL,
    subject TEXT NOT NULL, body TEXT NOT NULL, html TEXT, secret BOOLEAN NOT NULL, lang TEXT NOT NULL, customer_id BIGINT,
    order_id BIGINT, state TEXT NOT NULL, tries BIGINT NOT NULL, last_error TEXT, created_at BIGINT NOT NULL,
    next_try_at BIGINT NOT NULL, first_try_at BIGINT, failed_at BIGINT, sent_at BIGINT);
CREATE INDEX mail_waiting ON mail (next_try_at, id) WHERE state = 'waiting';
CREATE INDEX mail_state ON mail (state, id);
CREATE INDEX mail_kind ON mail (kind, id);
CREATE INDEX mail_to ON mail (to_fold, id);
CREATE INDEX mail_created ON mail (created_at, id);
CREATE INDEX mail_order ON mail (order_id, id);

-- An assist session is its own thing beside the agent's sessions: label names its path, hash proves its cookie.
-- It lives while ended_at is NULL and the whole policy holds. return_path is where Close Session leads.
CREATE TABLE assist_session (
    id ID, label TEXT NOT NULL UNIQUE, hash BYTEA NOT NULL UNIQUE, staff_id BIGINT NOT NULL, staff_name TEXT NOT NULL,
    admin_session_id BIGINT NOT NULL, customer_id BIGINT NOT NULL, store_view_id BIGINT NOT NULL,
    reason TEXT NOT NULL, source TEXT NOT NULL, return_path TEXT NOT NULL, started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL, ended_at BIGINT, end_cause TEXT, ip TEXT NOT NULL, user_agent TEXT NOT NULL);
CREATE INDEX assist_session_open ON assist_session (id) WHERE ended_at IS NULL;
CREATE INDEX assist_session_staff ON assist_session (staff_id, id);
CREATE INDEX assist_session_customer ON assist_session (customer_id, id);
CREATE INDEX assist_session_started ON assist_session (started_at, id);
CREATE INDEX assist_session_user ON assist_session (staff_name, id);
CREATE INDEX assist_session_cause ON assist_session (end_cause, id);
CREATE INDEX assist_session_view ON assist_session (store_view_id, id);

-- Who did what, when, from where, as whom, with what result. label, action_group: English. changes: JSON of work_touch. Rows never change.
CREATE TABLE action_log (
    id ID, at BIGINT NOT NULL, action TEXT NOT NULL, label TEXT NOT NULL, action_group TEXT NOT NULL,
    success BOOLEAN NOT NULL, cause TEXT, ip TEXT NOT NULL, user_agent TEXT NOT NULL, request_id TEXT NOT NULL,
    staff_id BIGINT, staff_name TEXT, customer_id BIGINT, customer_email TEXT, assist_id BIGINT,
    store_view_id BIGINT, source TEXT, detail TEXT NOT NULL, changes TEXT NOT NULL);
CREATE INDEX action_log_group ON action_log (action_group, id);
CREATE INDEX action_log_at ON action_log (at, id);
CREATE INDEX action_log_label ON action_log (label, id);
CREATE INDEX action_log_action ON action_log (action, id);
CREATE INDEX action_log_staff ON action_log (staff_name, id);
CREATE INDEX action_log_ip ON action_log (ip, id);
CREATE INDEX action_log_failure ON action_log (success, id);
CREATE INDEX action_log_customer ON action_log (customer_id, id);
CREATE INDEX action_log_assist ON action_log (assist_id, id);
CREATE INDEX action_log_detail ON action_log (detail, id);
IMMUTABLE action_log;

INSERT INTO customer_group (id, code, name, tax_class) VALUES
    (1, 'general', 'General', 'retail'), (2, 'wholesale', 'Wholesale', 'retail'), (3, 'retailer', 'Retailer', 'retail');
INSERT INTO website (id, code, name, sort_order, is_default, currency) VALUES (1, 'base', 'Main Website', 0, TRUE, 'EUR');
INSERT INTO store (id, website_id, code, name, is_default) VALUES (1, 1, 'main', 'Main Website Store', TRUE);
INSERT INTO store_view (id, store_id, code, name, enabled, sort_order, is_default) VALUES
    (1, 1, 'en', 'English', TRUE, 0, TRUE), (2, 1, 'de', 'Deutsch', TRUE, 1, FALSE);
INSERT INTO setting (scope, scope_id, path, value) VALUES ('store_view', 2, 'general/locale/code', 'de-DE');
INSERT INTO tax_class (id, kind, code, name) VALUES
    (1, 'product', 'standard', 'Taxable Goods'), (2, 'product', 'reduced', 'Reduced Rate'),
    (3, 'product', 'none', 'None'), (4, 'customer', 'retail', 'Retail Customer'),
    (5, 'customer', 'wholesale', 'Wholesale Customer');
INSERT INTO tax_rate (id, code, country, region, region_fold, postcode, ppm, version) VALUES
    (1, 'DE 19 %', 'DE', '*', '*', '*', 190000, 1), (2, 'DE 7 %', 'DE', '*', '*', '*', 70000, 1),
    (3, 'AT 20 %', 'AT', '*', '*', '*', 200000, 1), (4, 'AT 10 %', 'AT', '*', '*', '*', 100000, 1),
    (5, 'GB 0 %', 'GB', '*', '*', '*', 0, 1), (6, 'US 0 %', 'US', '*', '*', '*', 0, 1);
INSERT INTO tax_rule (id, name, priority, sort_order, version) VALUES (1, 'Standard rate', 0, 0, 1), (2, 'Reduced rate', 0, 1, 1);
INSERT INTO tax_rule_class (rule_id, kind, class) VALUES
    (1, 'customer', 'retail'), (1, 'customer', 'wholesale'), (1, 'product', 'standard'),
    (2, 'customer', 'retail'), (2, 'customer', 'wholesale'), (2, 'product', 'reduced');
INSERT INTO tax_rule_rate (rule_id, rate_id) VALUES (1, 1), (1, 3), (1, 5), (1, 6), (2, 2), (2, 4), (2, 5), (2, 6);
