-- :customer
-- What the policy must know of a customer, by the ref that stands in the page's address.
SELECT c.id, c.ref, c.first_name, c.last_name, c.email, c.website_id, c.store_view_id, c.active, c.confirmed,
    n.allowed, c.group_id
FROM customer c LEFT JOIN consent n ON n.customer_id = c.id
WHERE c.ref = $1

-- :open
INSERT INTO assist_session (label, hash, staff_id, staff_name, admin_session_id, customer_id, store_view_id, reason,
    source, return_path, started_at, seen_at, ip, user_agent, origin, nonce)
VALUES (:label, :hash, :staff_id, :staff_name, :admin_session_id, :customer_id, :store_view_id, :reason,
    :source, :return_path, :started_at, :started_at, :ip, :user_agent, :origin, :nonce) RETURNING id

-- :running
-- The whole policy's facts of a session in one row (R17).
SELECT x.id, x.label, x.hash, x.staff_id, x.staff_name, x.admin_session_id, x.customer_id, x.store_view_id, x.return_path, x.origin,
    x.started_at, x.seen_at, x.ended_at, x.end_cause,
    a.ended_at AS admin_ended_at, a.created_at AS admin_created_at, a.seen_at AS admin_seen_at, a.id AS admin_id,
    u.active AS staff_active, u.expires_at AS staff_expires_at, r.access_all, r.resources,
    coalesce(r.scope_all, FALSE) OR EXISTS (SELECT 1 FROM role_website rw
        WHERE rw.role_id = r.id AND rw.website_id = c.website_id) AS reaches,
    c.first_name, c.last_name, c.active AS customer_active, c.website_id, n.allowed,
    EXISTS (SELECT 1 FROM customer_group_excluded e WHERE e.group_id = c.group_id AND e.website_id = CAST($2 AS BIGINT)) AS excluded,
    (SELECT sum(i.qty) FROM cart k JOIN cart_item i ON i.cart_id = k.id
      WHERE k.open AND k.customer_id = x.customer_id AND k.staff_id IS NULL) AS qty,
    (SELECT count(*) FROM cart k JOIN cart_item i ON i.cart_id = k.id
      WHERE k.open AND k.customer_id = x.customer_id AND k.staff_id IS NULL) AS lines,
    (SELECT k.id FROM cart k WHERE k.open AND k.customer_id = x.customer_id AND k.staff_id IS NULL) AS cart_id,
    nullif((SELECT g.tax_class FROM customer_group g WHERE g.id = c.group_id),
      (SELECT v.tax_class FROM customer_group v WHERE v.id = 0)) AS tax_class
FROM assist_session x
    LEFT JOIN admin_session a ON a.id = x.admin_session_id
    LEFT JOIN admin_user u ON u.id = x.staff_id
    LEFT JOIN role r ON r.id = u.role_id
    LEFT JOIN customer c ON c.id = x.customer_id
    LEFT JOIN consent n ON n.customer_id = x.customer_id
WHERE x.label = $1

-- :end
UPDATE assist_session SET ended_at = $2, end_cause = $3 WHERE id = $1 AND ended_at IS NULL
RETURNING started_at

-- :open_all
SELECT label FROM assist_session WHERE ended_at IS NULL ORDER BY id LIMIT 10000

-- :open_ids
SELECT id, customer_id, staff_id, staff_name FROM assist_session
WHERE ended_at IS NULL AND (staff_id = $1 OR admin_session_id = $2 OR customer_id = $3 OR CAST($4 AS BOOLEAN))
ORDER BY id LIMIT 10000

-- :open_rights
SELECT x.id, x.customer_id, x.staff_id, x.staff_name, r.access_all, r.resources,
    coalesce(r.scope_all, FALSE) OR EXISTS (SELECT 1 FROM role_website rw JOIN customer c ON c.website_id = rw.website_id
        WHERE rw.role_id = r.id AND c.id = x.customer_id) AS reaches
FROM assist_session x LEFT JOIN admin_user u ON u.id = x.staff_id LEFT JOIN role r ON r.id = u.role_id
WHERE x.ended_at IS NULL ORDER BY x.id LIMIT 10000

-- :one
SELECT id, customer_id, staff_id, staff_name FROM assist_session WHERE id = $1 AND ended_at IS NULL

-- :handover
SELECT id, customer_id, staff_id, staff_name, store_view_id, origin, nonce, started_at FROM assist_session
WHERE label = $1 AND ended_at IS NULL

-- :open_up
UPDATE assist_session SET hash = $2 WHERE id = $1 AND ended_at IS NULL

-- :back
SELECT return_path, nonce FROM assist_session WHERE label = $1 AND origin <> ''

-- :return_path
SELECT return_path FROM assist_session WHERE id = $1

-- :last
SELECT started_at, ended_at FROM assist_session WHERE customer_id = $1 ORDER BY id DESC LIMIT 1

-- :order
SELECT o.id, o.number, o.store_view_id, c.ref AS customer_ref
FROM sales_order o LEFT JOIN customer c ON c.id = o.customer_id AND NOT o.account_gone
WHERE o.id = $1

-- :excluded
-- The websites that a customer's group is kept out of.
SELECT website_id AS id FROM customer_group_excluded WHERE group_id = $1 ORDER BY website_id LIMIT 1000
