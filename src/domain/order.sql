-- @row
id, number, cart_id, customer_id, account_gone, session_id, store_view_id, view_path, lang, email, email_fold,
    customer_name, group_name, bill_name, bill_name_fold, ship_name, ship_name_fold, state, status, currency,
    base_currency, virtual, tax_included, subtotal, discount, shipping, tax, grand_total, base_grand_total, paid,
    refunded, canceled, shipping_tax, shipping_ppm, shipping_tax_name, shipping_invoiced, shipping_refunded, base_to_order_rate, base_subtotal, base_discount, base_shipping,
    base_shipping_tax, base_tax, base_paid, base_refunded, base_canceled, base_shipping_invoiced, base_shipping_refunded,
    held_state, held_status, edit_of,
    edited_as, shipping_method, shipping_title, payment_method, payment_title, po_number, coupon_code, rule_ids, ip, assist_id,
    staff_id, mail_sent_at, created_at, updated_at, version

-- :get
SELECT @row
FROM sales_order WHERE id = $1

-- :of_customer
SELECT @row
FROM sales_order o WHERE number = $1 AND customer_id = $2
    AND NOT EXISTS (SELECT 1 FROM order_status_state v WHERE v.state = o.state AND v.status = o.status AND NOT v.visible)

-- :just_placed
SELECT @row
FROM sales_order WHERE number = $1 AND (customer_id = $2 OR (customer_id IS NULL AND session_id = $3))

-- :of_cart
SELECT @row
FROM sales_order WHERE cart_id = $1

-- :items
SELECT id, order_id, product_id, sku, name, picture, virtual, qty_ordered, qty_invoiced, qty_shipped, qty_refunded,
    qty_canceled, qty_backordered, original_price, price, subtotal, tax, tax_ppm, tax_name, discount, row_total,
    base_original_price, base_price, base_subtotal, base_tax, base_discount, base_row_total
FROM sales_order_item WHERE order_id = $1 ORDER BY id LIMIT 400

-- :address
SELECT first_name, last_name, company, street1, street2, city, region, postcode, country, phone, vat_id
FROM sales_order_address WHERE order_id = $1 AND kind = $2

-- :mail_waits
SELECT id FROM mail WHERE order_id = $1 AND kind = 'order_new' AND sent_at IS NULL LIMIT 1

-- :create
INSERT INTO sales_order (number, cart_id, customer_id, account_gone, session_id, store_view_id, view_path, lang, email,
    email_fold, customer_name, group_name, bill_name, bill_name_fold, ship_name, ship_name_fold, state, status,
    currency, base_currency, virtual, tax_included, subtotal, discount, shipping, tax, grand_total, base_grand_total,
    paid, refunded, canceled, shipping_tax, shipping_ppm, shipping_tax_name, shipping_invoiced, shipping_refunded, base_to_order_rate, base_subtotal, base_discount, base_shipping,
    base_shipping_tax, base_tax, base_paid, base_refunded, base_canceled, base_shipping_invoiced, base_shipping_refunded, edit_of, shipping_method,
    shipping_title, payment_method, payment_title, po_number, coupon_code, rule_ids, ip, assist_id, staff_id, created_at, updated_at,
    version)
VALUES (:number, :cart_id, :customer_id, FALSE, :session_id, :store_view_id, :view_path, :lang, :email,
    :email_fold, :customer_name, :group_name, :bill_name, :bill_name_fold, :ship_name, :ship_name_fold, :state, :status,
    :currency, :base_currency, :virtual, :tax_included, :subtotal, :discount, :shipping, :tax, :grand_total,
    :base_grand_total, 0, 0, 0, :shipping_tax, :shipping_ppm, :shipping_tax_name, 0, 0, :base_to_order_rate, :base_subtotal, :base_discount,
    :base_shipping, :base_shipping_tax, :base_tax, 0, 0, 0, 0, 0, :edit_of, :shipping_method, :shipping_title, :payment_method,
    :payment_title, :po_number, :coupon_code, :rule_ids, :ip, :assist_id, :staff_id, :created_at, :updated_at, 1) RETURNING id

-- :item_create
INSERT INTO sales_order_item (order_id, product_id, sku, name, picture, virtual, qty_ordered, qty_invoiced,
    qty_shipped, qty_refunded, qty_canceled, qty_backordered, original_price, price, subtotal, tax, tax_ppm, tax_name,
    discount, row_total, base_original_price, base_price, base_subtotal, base_tax, base_discount, base_row_total)
VALUES (:order_id, :product_id, :sku, :name, :picture, :virtual, :qty_ordered, 0, 0, 0, 0, :qty_backordered,
    :original_price, :price, :subtotal, :tax, :tax_ppm, :tax_name, :discount, :row_total, :base_original_price, :base_price,
    :base_subtotal, :base_tax, :base_discount, :base_row_total) RETURNING id

-- :address_put
INSERT INTO sales_order_address (order_id, kind, first_name, last_name, company, street1, street2, city, region,
    postcode, country, phone, vat_id)
VALUES (:order_id, :kind, :first_name, :last_name, :company, :street1, :street2, :city, :region, :postcode, :country,
    :phone, :vat_id)
ON CONFLICT (order_id, kind) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name,
    company = excluded.company, street1 = excluded.street1, street2 = excluded.street2, city = excluded.city,
    region = excluded.region, postcode = excluded.postcode, country = excluded.country, phone = excluded.phone,
    vat_id = excluded.vat_id

-- :words
INSERT INTO sales_order_word (order_id, word)
VALUES ($1, $2), ($1, $3), ($1, $4), ($1, $5), ($1, $6), ($1, $7), ($1, $8), ($1, $9) ON CONFLICT DO NOTHING

-- :edited_as
UPDATE sales_order SET edited_as = $2 WHERE id = $1 AND edited_as IS NULL

-- :forget_words
DELETE FROM sales_order_word WHERE order_id = $1

-- :changed
UPDATE sales_order SET updated_at = $3, version = version + 1 WHERE id = $1 AND version = $2

-- :bill_name
UPDATE sales_order SET bill_name = $2, bill_name_fold = $3 WHERE id = $1

-- :ship_name
UPDATE sales_order SET ship_name = $2, ship_name_fold = $3 WHERE id = $1

-- :put_status
UPDATE sales_order SET status = $3, updated_at = $4, version = version + 1 WHERE id = $1 AND state = $2

-- @comment_row
id, order_id, status, text, arg, notified, visible, of_store, staff_id, author, assist_id, created_at

-- :comments
SELECT @comment_row
FROM sales_order_comment WHERE order_id = $1 ORDER BY id DESC LIMIT 500

-- :comments_visible
SELECT @comment_row
FROM sales_order_comment WHERE order_id = $1 AND visible ORDER BY id DESC LIMIT 500

-- :comment_create
INSERT INTO sales_order_comment (order_id, status, text, arg, notified, visible, of_store, staff_id, author, assist_id,
    created_at)
VALUES (:order_id, :status, :text, :arg, :notified, :visible, :of_store, :staff_id, :author, :assist_id, :created_at)
RETURNING id

-- @list_row
id, number, view_path, bill_name, ship_name, currency, base_currency, state, status, created_at, grand_total,
    base_grand_total, subtotal, shipping, refunded, email, customer_name, group_name, payment_title, shipping_title,
    assist_id, customer_id, account_gone

-- :own
SELECT @list_row
FROM sales_order o WHERE customer_id = $1
    AND NOT EXISTS (SELECT 1 FROM order_status_state v WHERE v.state = o.state AND v.status = o.status AND NOT v.visible)
ORDER BY id DESC LIMIT $2 OFFSET $3

-- :own_count
SELECT count(*) FROM (SELECT id FROM sales_order o WHERE customer_id = $1
    AND NOT EXISTS (SELECT 1 FROM order_status_state v WHERE v.state = o.state AND v.status = o.status AND NOT v.visible) LIMIT $2) x

-- :of_account
SELECT @list_row
FROM sales_order WHERE customer_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3

-- :of_account_count
SELECT count(*) FROM (SELECT id FROM sales_order WHERE customer_id = $1 LIMIT $2) x

-- :lapsed
SELECT o.id FROM sales_order o WHERE o.state = 'pending_payment' AND o.created_at <= $2 AND o.id > $3
    AND (o.store_view_id = $1
    OR (CAST($1 AS BIGINT) = 0 AND NOT EXISTS (SELECT 1 FROM store_view v WHERE v.id = o.store_view_id)))
ORDER BY o.id LIMIT 50
