-- Lists by a choice in an order that goes together with it: all customers of a country have their names together.
CREATE INDEX customer_country_name ON customer (bill_country, name_fold, id);
CREATE INDEX customer_country_postcode ON customer (bill_country, bill_postcode_fold, id);
