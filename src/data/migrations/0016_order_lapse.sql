-- Orders that wait for a payment are looked for every minute.
CREATE INDEX sales_order_pending_payment ON sales_order (store_view_id, id) WHERE state = 'pending_payment';
