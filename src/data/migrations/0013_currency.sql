-- Rates of exchange: so many of currency for one of base, times 100,000,000. A pair without a row is not offered.
CREATE TABLE currency_rate (
    base TEXT NOT NULL, currency TEXT NOT NULL, rate BIGINT NOT NULL CHECK (rate > 0), PRIMARY KEY (base, currency));

-- The base currency is a setting of the website like the currencies that are shown.
INSERT INTO setting (scope, scope_id, path, value)
SELECT 'website', id, 'currency/options/base', currency FROM website WHERE currency <> 'EUR';
ALTER TABLE website DROP COLUMN currency;

-- What an order that staff makes is paid in; otherwise the shopper's choice counts.
ALTER TABLE cart ADD COLUMN currency TEXT;

-- Orders and documents hold every amount twice: as the buyer pays it, and in the base currency (base_…).
ALTER TABLE sales_order ADD COLUMN base_to_order_rate BIGINT NOT NULL DEFAULT 100000000;
ALTER TABLE sales_order ADD COLUMN base_subtotal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN base_discount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN base_shipping BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN base_shipping_tax BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN base_tax BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN base_paid BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN base_refunded BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN base_canceled BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN base_shipping_invoiced BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN base_shipping_refunded BIGINT NOT NULL DEFAULT 0;
UPDATE sales_order SET base_subtotal = subtotal, base_discount = discount, base_shipping = shipping,
    base_shipping_tax = shipping_tax, base_tax = tax, base_grand_total = grand_total, base_paid = paid,
    base_refunded = refunded, base_canceled = canceled, base_shipping_invoiced = shipping_invoiced,
    base_shipping_refunded = shipping_refunded;

ALTER TABLE sales_order_item ADD COLUMN base_original_price BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_order_item ADD COLUMN base_price BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_order_item ADD COLUMN base_subtotal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_order_item ADD COLUMN base_tax BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_order_item ADD COLUMN base_discount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_order_item ADD COLUMN base_row_total BIGINT NOT NULL DEFAULT 0;
UPDATE sales_order_item SET base_original_price = original_price, base_price = price, base_subtotal = subtotal,
    base_tax = tax, base_discount = discount, base_row_total = row_total;

-- What documents say stays what it was.
MUTABLE sales_document;
ALTER TABLE sales_document ADD COLUMN base_subtotal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_document ADD COLUMN base_discount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_document ADD COLUMN base_shipping BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_document ADD COLUMN base_shipping_tax BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_document ADD COLUMN base_tax BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_document ADD COLUMN base_adjustment_refund BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_document ADD COLUMN base_adjustment_fee BIGINT NOT NULL DEFAULT 0;
UPDATE sales_document SET base_subtotal = subtotal, base_discount = discount, base_shipping = shipping,
    base_shipping_tax = shipping_tax, base_tax = tax, base_adjustment_refund = adjustment_refund,
    base_adjustment_fee = adjustment_fee, base_grand_total = grand_total;
IMMUTABLE sales_document;
MUTABLE sales_document_item;
ALTER TABLE sales_document_item ADD COLUMN base_price BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_document_item ADD COLUMN base_subtotal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_document_item ADD COLUMN base_tax BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_document_item ADD COLUMN base_discount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sales_document_item ADD COLUMN base_row_total BIGINT NOT NULL DEFAULT 0;
UPDATE sales_document_item SET base_price = price, base_subtotal = subtotal, base_tax = tax, base_discount = discount,
    base_row_total = row_total;
IMMUTABLE sales_document_item;
