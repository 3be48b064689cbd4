-- Rates of tax in millionths, as tax_rate has them: 8.875 % is no whole number of thousandths.
ALTER TABLE sales_order RENAME COLUMN shipping_permille TO shipping_ppm;
UPDATE sales_order SET shipping_ppm = shipping_ppm * 1000;
ALTER TABLE sales_order_item RENAME COLUMN tax_permille TO tax_ppm;
UPDATE sales_order_item SET tax_ppm = tax_ppm * 1000;

-- What documents say stays what it was; only the unit is another one.
MUTABLE sales_document;
ALTER TABLE sales_document RENAME COLUMN shipping_permille TO shipping_ppm;
UPDATE sales_document SET shipping_ppm = shipping_ppm * 1000;
IMMUTABLE sales_document;
MUTABLE sales_document_item;
ALTER TABLE sales_document_item RENAME COLUMN tax_permille TO tax_ppm;
UPDATE sales_document_item SET tax_ppm = tax_ppm * 1000;
IMMUTABLE sales_document_item;
