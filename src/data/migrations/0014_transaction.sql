-- What ways to pay and their gateways did for an order (store.md §2.14). Offline ones leave none.
CREATE TABLE payment_transaction (
    id ID, order_id BIGINT NOT NULL REFERENCES sales_order (id), store_view_id BIGINT NOT NULL, order_number TEXT NOT NULL,
    txn_id TEXT NOT NULL, parent_txn_id TEXT NOT NULL, method TEXT NOT NULL, kind TEXT NOT NULL, closed BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL, UNIQUE (order_id, txn_id));
CREATE INDEX payment_transaction_date ON payment_transaction (created_at, id);
CREATE INDEX payment_transaction_number ON payment_transaction (order_number, id);
CREATE INDEX payment_transaction_txn ON payment_transaction (lower(txn_id), id);
CREATE INDEX payment_transaction_parent ON payment_transaction (lower(parent_txn_id), id);
CREATE INDEX payment_transaction_kind ON payment_transaction (kind, id);
CREATE INDEX payment_transaction_closed ON payment_transaction (closed, id);
CREATE INDEX payment_transaction_view ON payment_transaction (store_view_id, id);
