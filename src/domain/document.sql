-- @row
d.id, d.kind, d.number, d.order_id, d.order_number, d.order_created_at, d.customer_id, d.store_view_id, d.view_path,
    d.lang, d.email, d.customer_name, d.group_name, d.bill_name, d.bill_name_fold, d.ship_name, d.ship_name_fold,
    d.payment_title, d.shipping_title, d.state, d.qty, d.currency, d.base_currency, d.tax_included, d.subtotal,
    d.discount, d.shipping, d.shipping_tax, d.shipping_ppm, d.shipping_tax_name, d.tax, d.adjustment_refund, d.adjustment_fee, d.grand_total,
    d.base_subtotal, d.base_discount, d.base_shipping, d.base_shipping_tax, d.base_tax, d.base_adjustment_refund,
    d.base_adjustment_fee, d.base_grand_total, d.staff_id, d.author, m.sent_at AS mail_sent_at, d.created_at

-- :get
SELECT @row
FROM sales_document d LEFT JOIN sales_document_mail m ON m.document_id = d.id
WHERE d.id = $1 AND d.kind = $2

-- :of_customer
-- A document is the customer's if its order is, and customers see its order.
SELECT @row
FROM sales_document d JOIN sales_order o ON o.id = d.order_id
    LEFT JOIN sales_document_mail m ON m.document_id = d.id
WHERE d.number = $1 AND d.kind = $2 AND o.customer_id = $3 AND NOT o.account_gone 
    AND NOT EXISTS (SELECT 1 FROM order_status_state v WHERE v.state = o.state AND v.status = o.status AND NOT v.visible)

-- :items
SELECT id, document_id, order_item_id, product_id, sku, name, qty, price, subtotal, tax, tax_ppm, tax_name, discount, row_total,
    base_price, base_subtotal, base_tax, base_discount, base_row_total, to_stock
FROM sales_document_item WHERE document_id = $1 ORDER BY id LIMIT 400

-- :create
INSERT INTO sales_document (kind, number, order_id, order_number, order_created_at, customer_id, store_view_id, view_path,
    lang, email, customer_name, group_name, bill_name, bill_name_fold, ship_name, ship_name_fold, payment_title,
    shipping_title, state, qty, currency, base_currency, tax_included, subtotal, discount, shipping, shipping_tax,
    shipping_ppm, shipping_tax_name, tax, adjustment_refund, adjustment_fee, grand_total, base_subtotal, base_discount,
    base_shipping, base_shipping_tax, base_tax, base_adjustment_refund, base_adjustment_fee, base_grand_total, staff_id, author,
    created_at)
VALUES (:kind, :number, :order_id, :order_number, :order_created_at, :customer_id, :store_view_id, :view_path, :lang,
    :email, :customer_name, :group_name, :bill_name, :bill_name_fold, :ship_name, :ship_name_fold, :payment_title,
    :shipping_title, :state, :qty, :currency, :base_currency, :tax_included, :subtotal, :discount, :shipping,
    :shipping_tax, :shipping_ppm, :shipping_tax_name, :tax, :adjustment_refund, :adjustment_fee, :grand_total,
    :base_subtotal, :base_discount, :base_shipping, :base_shipping_tax, :base_tax, :base_adjustment_refund,
    :base_adjustment_fee, :base_grand_total, :staff_id, :author, :created_at) RETURNING id

-- :item_create
INSERT INTO sales_document_item (document_id, order_item_id, product_id, sku, name, qty, price, subtotal, tax, tax_ppm, tax_name,
    discount, row_total, base_price, base_subtotal, base_tax, base_discount, base_row_total, to_stock)
VALUES (:document_id, :order_item_id, :product_id, :sku, :name, :qty, :price, :subtotal, :tax, :tax_ppm, :tax_name, :discount,
    :row_total, :base_price, :base_subtotal, :base_tax, :base_discount, :base_row_total, :to_stock) RETURNING id

-- :address_copy
INSERT INTO sales_document_address (document_id, kind, first_name, last_name, company, street1, street2, city, region,
    postcode, country, phone, vat_id)
SELECT CAST($1 AS BIGINT), kind, first_name, last_name, company, street1, street2, city, region, postcode, country, phone,
    vat_id
FROM sales_order_address WHERE order_id = $2

-- :address
SELECT first_name, last_name, company, street1, street2, city, region, postcode, country, phone, vat_id
FROM sales_document_address WHERE document_id = $1 AND kind = $2

-- :word
INSERT INTO sales_document_word (word, document_id, kind) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING

-- :mail_sent
INSERT INTO sales_document_mail (document_id, sent_at) VALUES ($1, $2)
ON CONFLICT (document_id) DO UPDATE SET sent_at = excluded.sent_at

-- :item_moved
-- Condition and change in one: what somebody else took meanwhile is not taken twice.
UPDATE sales_order_item SET qty_invoiced = qty_invoiced + $3, qty_shipped = qty_shipped + $4,
    qty_refunded = qty_refunded + $5, qty_canceled = qty_canceled + $6
WHERE id = $1 AND order_id = $2 AND qty_invoiced + $3 + qty_canceled + $6 <= qty_ordered
    AND qty_shipped + $4 + qty_canceled + $6 <= qty_ordered AND qty_refunded + $5 <= qty_invoiced + $3

-- :order_moved
UPDATE sales_order SET state = :state, status = :status, paid = paid + :paid, refunded = refunded + :refunded,
    canceled = canceled + :canceled, shipping_invoiced = shipping_invoiced + :shipping_invoiced,
    shipping_refunded = shipping_refunded + :shipping_refunded, base_paid = base_paid + :base_paid,
    base_refunded = base_refunded + :base_refunded, base_canceled = base_canceled + :base_canceled,
    base_shipping_invoiced = base_shipping_invoiced + :base_shipping_invoiced,
    base_shipping_refunded = base_shipping_refunded + :base_shipping_refunded, updated_at = :updated_at,
    version = version + 1
WHERE id = :id AND version = :version AND refunded + :refunded <= paid + :paid
    AND base_refunded + :base_refunded <= base_paid + :base_paid RETURNING id

-- :order_held
UPDATE sales_order SET state = $3, status = $4, held_state = $5, held_status = $6, updated_at = $7, version = version + 1
WHERE id = $1 AND version = $2

-- :products_left
SELECT count(*) FROM sales_order_item i JOIN product p ON p.id = i.product_id WHERE i.order_id = $1

-- :tracks
SELECT id, document_id, carrier, title, number, created_at FROM sales_document_track WHERE document_id = $1
ORDER BY id LIMIT 20

-- :tracks_of_order
SELECT t.id, t.document_id, t.carrier, t.title, t.number, t.created_at
FROM sales_document_track t JOIN sales_document d ON d.id = t.document_id
WHERE d.order_id = $1 ORDER BY t.document_id, t.id LIMIT 400

-- :track_create
INSERT INTO sales_document_track (document_id, carrier, title, number, created_at)
VALUES (:document_id, :carrier, :title, :number, :created_at) RETURNING id

-- :track_remove
DELETE FROM sales_document_track WHERE id = $1 AND document_id = $2

-- :comments
SELECT id, document_id, text, notified, visible, staff_id, author, created_at
FROM sales_document_comment WHERE document_id = $1 ORDER BY id DESC LIMIT 500

-- :comments_visible
SELECT id, document_id, text, notified, visible, staff_id, author, created_at
FROM sales_document_comment WHERE document_id = $1 AND visible ORDER BY id DESC LIMIT 500

-- :comments_of_order
SELECT k.id, k.document_id, d.kind, d.number, k.text, k.notified, k.visible, k.author, k.created_at
FROM sales_document d JOIN sales_document_comment k ON k.document_id = d.id
WHERE d.order_id = $1 ORDER BY k.created_at DESC, k.id DESC LIMIT 500

-- :comment_create
INSERT INTO sales_document_comment (document_id, text, notified, visible, staff_id, author, created_at)
VALUES (:document_id, :text, :notified, :visible, :staff_id, :author, :created_at) RETURNING id

-- :of_order
SELECT d.id, d.kind, d.number, d.order_number, d.view_path, d.bill_name, d.ship_name, d.state, d.currency,
    d.base_currency, o.status AS order_status, d.order_id, d.created_at, d.order_created_at, d.qty, d.grand_total,
    d.base_grand_total, d.subtotal, d.shipping, d.adjustment_refund, d.adjustment_fee, d.email, d.customer_name,
    d.group_name, d.payment_title, d.shipping_title
FROM sales_document d JOIN sales_order o ON o.id = d.order_id
WHERE d.order_id = $1 AND d.kind = $2 ORDER BY d.id LIMIT 400
