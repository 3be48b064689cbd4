-- :of_order
SELECT id, order_id, store_view_id, order_number, txn_id, parent_txn_id, method, kind, closed, created_at
FROM payment_transaction WHERE order_id = $1 ORDER BY id LIMIT 200

-- :taken
SELECT id FROM payment_transaction WHERE order_id = $1 AND txn_id = $2

-- :add
INSERT INTO payment_transaction (order_id, store_view_id, order_number, txn_id, parent_txn_id, method, kind, closed,
    created_at)
VALUES (:order_id, :store_view_id, :order_number, :txn_id, :parent_txn_id, :method, :kind, :closed, :created_at)
RETURNING id

-- :close
UPDATE payment_transaction SET closed = TRUE WHERE order_id = $1 AND txn_id = $2
