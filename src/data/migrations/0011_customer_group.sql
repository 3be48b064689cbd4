-- The group of visitors is a group like the others: it has a tax class and cart price rules. code: the name folded.
ALTER TABLE customer_group ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
INSERT INTO customer_group (id, code, name, tax_class) VALUES (0, 'not logged in', 'NOT LOGGED IN', 'retail');
CREATE INDEX cart_rule_group_of ON cart_rule_group (group_id, rule_id);
