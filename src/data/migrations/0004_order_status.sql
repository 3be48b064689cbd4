-- What merchants call the states of an order: a status has labels, stands in one or more states, and each state has one
-- default. The program's own ones are there from the beginning; none is ever deleted.
CREATE TABLE order_status (id ID, code TEXT NOT NULL UNIQUE, label TEXT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE order_status_label (
    status TEXT NOT NULL REFERENCES order_status (code),
    store_view_id BIGINT NOT NULL REFERENCES store_view (id) ON DELETE CASCADE, label TEXT NOT NULL,
    PRIMARY KEY (status, store_view_id));
CREATE TABLE order_status_state (
    id ID, status TEXT NOT NULL REFERENCES order_status (code), state TEXT NOT NULL, is_default BOOLEAN NOT NULL,
    visible BOOLEAN NOT NULL, UNIQUE (state, status));
CREATE UNIQUE INDEX order_status_state_default ON order_status_state (state) WHERE is_default;

-- Where a held order returns to: its status must not vanish meanwhile.
CREATE INDEX sales_order_held ON sales_order (held_status, held_state) WHERE held_status IS NOT NULL;

INSERT INTO order_status (id, code, label, version) VALUES
    (1, 'pending', 'Pending', 1), (2, 'pending_payment', 'Pending Payment', 1), (3, 'processing', 'Processing', 1),
    (4, 'fraud', 'Suspected Fraud', 1), (5, 'complete', 'Complete', 1), (6, 'closed', 'Closed', 1),
    (7, 'canceled', 'Canceled', 1), (8, 'holded', 'On Hold', 1), (9, 'payment_review', 'Payment Review', 1);
INSERT INTO order_status_state (id, status, state, is_default, visible) VALUES
    (1, 'pending', 'new', TRUE, TRUE), (2, 'pending_payment', 'pending_payment', TRUE, FALSE),
    (3, 'processing', 'processing', TRUE, TRUE), (4, 'fraud', 'processing', FALSE, TRUE),
    (5, 'complete', 'complete', TRUE, TRUE), (6, 'closed', 'closed', TRUE, TRUE),
    (7, 'canceled', 'canceled', TRUE, TRUE), (8, 'holded', 'holded', TRUE, TRUE),
    (9, 'payment_review', 'payment_review', TRUE, TRUE), (10, 'fraud', 'payment_review', FALSE, TRUE);
