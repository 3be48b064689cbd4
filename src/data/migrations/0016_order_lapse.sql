-- Orders that wait for a payment are looked for every minute, in the order of their ids: few, whatever the table holds.
CREATE INDEX sales_order_pending_payment ON sales_order (id) WHERE state = 'pending_payment';
