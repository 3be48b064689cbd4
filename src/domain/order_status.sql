-- :names
SELECT s.code, coalesce(l.label, s.label) AS label FROM order_status s
LEFT JOIN order_status_label l ON l.status = s.code AND l.store_view_id = $1 ORDER BY s.id LIMIT 200

-- :of_state
SELECT status AS code, '' AS label FROM order_status_state WHERE state = $1 ORDER BY is_default DESC, id LIMIT 200

-- :default_of
SELECT status FROM order_status_state WHERE state = $1 AND is_default

-- :first_state
SELECT state FROM order_status_state WHERE status = $1 AND state IN ('new', 'processing') ORDER BY state LIMIT 1

-- :get
SELECT id, code, label, version FROM order_status WHERE id = $1

-- :by_code
SELECT id, code, label, version FROM order_status WHERE code = $1

-- :count
SELECT count(*) FROM order_status

-- :create
INSERT INTO order_status (code, label, version) VALUES (:code, :label, 1) ON CONFLICT (code) DO NOTHING RETURNING id

-- :save
UPDATE order_status SET label = :label, version = version + 1 WHERE id = :id AND version = :version RETURNING id

-- :labels
SELECT store_view_id, label AS text FROM order_status_label WHERE status = $1 ORDER BY store_view_id LIMIT 200

-- :forget_labels
DELETE FROM order_status_label WHERE status = $1

-- :put_label
INSERT INTO order_status_label (status, store_view_id, label)
SELECT $1, v.id, $3 FROM store_view v WHERE v.id = $2

-- :assigned
SELECT id, status, state, is_default, visible FROM order_status_state WHERE state = $1 AND status = $2

-- :others
SELECT id, status, state, is_default, visible FROM order_status_state WHERE state = $1 AND status <> $2
ORDER BY is_default DESC, id LIMIT 1

-- :assign
INSERT INTO order_status_state (status, state, is_default, visible) VALUES (:status, :state, :is_default, :visible)
ON CONFLICT (state, status) DO UPDATE SET is_default = excluded.is_default, visible = excluded.visible RETURNING id

-- :not_default
UPDATE order_status_state SET is_default = FALSE WHERE state = $1 AND is_default

-- :make_default
UPDATE order_status_state SET is_default = TRUE WHERE id = $1

-- :unassign
DELETE FROM order_status_state WHERE state = $1 AND status = $2

-- :used
SELECT 1 FROM sales_order WHERE status = $2 AND state = $1
UNION ALL SELECT 1 FROM sales_order WHERE held_status = $2 AND held_state = $1 LIMIT 1
