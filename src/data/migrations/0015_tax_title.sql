-- What a tax rate is called in a store view, where that is not its identifier.
CREATE TABLE tax_rate_title (
    rate_id BIGINT NOT NULL REFERENCES tax_rate (id) ON DELETE CASCADE,
    store_view_id BIGINT NOT NULL REFERENCES store_view (id) ON DELETE CASCADE, title TEXT NOT NULL,
    PRIMARY KEY (rate_id, store_view_id));
CREATE INDEX tax_rate_title_view ON tax_rate_title (store_view_id);

-- The names of the rates when the order was placed; those of before have none, their percentage stands alone.
ALTER TABLE sales_order ADD COLUMN shipping_tax_name TEXT NOT NULL DEFAULT '';
ALTER TABLE sales_order_item ADD COLUMN tax_name TEXT NOT NULL DEFAULT '';
ALTER TABLE sales_document ADD COLUMN shipping_tax_name TEXT NOT NULL DEFAULT '';
ALTER TABLE sales_document_item ADD COLUMN tax_name TEXT NOT NULL DEFAULT '';
