-- :row
SELECT l.id, l.at, l.action, l.label, l.action_group, l.success, l.cause, l.ip, l.staff_name, l.customer_id,
    c.ref AS customer_ref, l.customer_email, l.detail
FROM action_log l LEFT JOIN customer c ON c.id = l.customer_id
WHERE l.id = $1

-- :rest
SELECT l.staff_id, l.assist_id, l.store_view_id, l.user_agent, l.request_id, l.source, l.changes,
    w.name AS website_name, s.name AS store_name, v.name AS view_name, u.first_name, u.last_name,
    u.email AS staff_email, r.name AS staff_role, x.reason
FROM action_log l
    LEFT JOIN store_view v ON v.id = l.store_view_id
    LEFT JOIN store s ON s.id = v.store_id
    LEFT JOIN website w ON w.id = s.website_id
    LEFT JOIN admin_user u ON u.id = l.staff_id
    LEFT JOIN role r ON r.id = u.role_id
    LEFT JOIN assist_session x ON x.id = l.assist_id
WHERE l.id = $1

-- Every name once, each by one step in the index.
-- :users
WITH RECURSIVE names (name) AS (
    SELECT min(staff_name) FROM action_log
    UNION ALL
    SELECT (SELECT min(l.staff_name) FROM action_log l WHERE l.staff_name > names.name) FROM names
        WHERE names.name IS NOT NULL)
SELECT name FROM names WHERE name IS NOT NULL LIMIT 500
