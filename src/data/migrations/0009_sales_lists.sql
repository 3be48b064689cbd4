-- Orders and documents of one state, newest first or of some days.
CREATE INDEX sales_order_status_date ON sales_order (status, created_at, id);
CREATE INDEX sales_order_view_date ON sales_order (store_view_id, created_at, id);
CREATE INDEX sales_document_state_date ON sales_document (kind, state, created_at, id);
-- Which words a row has: what a walk asks each row.
CREATE INDEX sales_order_word_of ON sales_order_word (order_id, word);
CREATE INDEX sales_document_word_of ON sales_document_word (document_id, word);
