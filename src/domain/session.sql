-- :admin
SELECT s.id, s.hash, s.created_at, s.seen_at, u.id AS user_id, u.user_name, u.first_name, u.last_name, u.lang, u.active,
    u.expires_at, u.role_id, r.access_all, r.resources, coalesce(r.scope_all, TRUE) AS scope_all
FROM admin_session s JOIN admin_user u ON u.id = s.user_id LEFT JOIN role r ON r.id = u.role_id
WHERE s.hash = $1 AND s.ended_at IS NULL

-- :admin_user
SELECT u.id, u.user_name, u.password_hash, u.active, u.role_id, u.expires_at, u.failures, u.locked_until
FROM admin_user u WHERE u.user_name_fold = $1

-- :admin_password
SELECT password_hash FROM admin_user WHERE id = $1

-- :admin_failed
UPDATE admin_user SET failures = failures + 1,
    locked_until = CASE WHEN failures + 1 >= CAST($2 AS BIGINT) THEN CAST($3 AS BIGINT) ELSE locked_until END
WHERE id = $1

-- :admin_succeeded
UPDATE admin_user SET failures = 0, locked_until = NULL, last_login_at = $2 WHERE id = $1

-- :admin_open
INSERT INTO admin_session (hash, user_id, created_at, seen_at, ip, user_agent)
VALUES (:hash, :owner_id, :created_at, :created_at, :ip, :user_agent) RETURNING id

-- :admin_end
UPDATE admin_session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL

-- :admin_end_user
UPDATE admin_session SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL AND id <> CAST($3 AS BIGINT)

-- :admin_open_of_user
SELECT id FROM admin_session WHERE user_id = $1 AND ended_at IS NULL AND id <> CAST($2 AS BIGINT) LIMIT 1000

-- :shop
SELECT s.id, s.hash, s.created_at, s.seen_at, c.id AS customer_id, c.first_name, c.last_name, c.active, c.website_id,
    EXISTS (SELECT 1 FROM customer_group_excluded x WHERE x.group_id = c.group_id AND x.website_id = CAST($2 AS BIGINT)) AS excluded,
    (SELECT sum(i.qty) FROM cart k JOIN cart_item i ON i.cart_id = k.id
      WHERE k.open AND k.session_id = s.id AND k.customer_id IS NULL AND k.staff_id IS NULL) AS guest_qty,
    (SELECT count(*) FROM cart k JOIN cart_item i ON i.cart_id = k.id
      WHERE k.open AND k.session_id = s.id AND k.customer_id IS NULL AND k.staff_id IS NULL) AS guest_lines,
    (SELECT sum(i.qty) FROM cart k JOIN cart_item i ON i.cart_id = k.id
      WHERE k.open AND k.customer_id = c.id AND k.staff_id IS NULL) AS qty,
    (SELECT count(*) FROM cart k JOIN cart_item i ON i.cart_id = k.id
      WHERE k.open AND k.customer_id = c.id AND k.staff_id IS NULL) AS lines,
    coalesce((SELECT k.id FROM cart k WHERE k.open AND k.customer_id = c.id AND k.staff_id IS NULL),
      (SELECT k.id FROM cart k WHERE k.open AND k.session_id = s.id AND k.customer_id IS NULL AND k.staff_id IS NULL)) AS cart_id,
    nullif((SELECT g.tax_class FROM customer_group g WHERE g.id = c.group_id),
      (SELECT v.tax_class FROM customer_group v WHERE v.id = 0)) AS tax_class
FROM shop_session s LEFT JOIN customer c ON c.id = s.customer_id
WHERE s.hash = $1 AND s.ended_at IS NULL

-- :shop_open
INSERT INTO shop_session (hash, customer_id, created_at, seen_at, ip, user_agent)
VALUES (:hash, :owner_id, :created_at, :created_at, :ip, :user_agent) RETURNING id

-- :shop_end
UPDATE shop_session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL

-- :shop_end_customer
UPDATE shop_session SET ended_at = $2 WHERE customer_id = $1 AND ended_at IS NULL AND id <> CAST($3 AS BIGINT)

-- :customer
-- Of the website, or of all of them ($3).
SELECT c.id, c.first_name, c.last_name, c.password_hash, c.active, c.confirmed, c.failures, c.locked_until,
    EXISTS (SELECT 1 FROM customer_group_excluded x WHERE x.group_id = c.group_id AND x.website_id = $1) AS excluded
FROM customer c WHERE c.email_fold = $2 AND (c.website_id = $1 OR CAST($3 AS BOOLEAN)) ORDER BY c.id LIMIT 1

-- :customer_failed
UPDATE customer SET failures = failures + 1,
    locked_until = CASE WHEN CAST($2 AS BIGINT) > 0 AND failures + 1 >= CAST($2 AS BIGINT)
        THEN CAST($3 AS BIGINT) ELSE locked_until END
WHERE id = $1

-- :customer_succeeded
UPDATE customer SET failures = 0, locked_until = NULL, last_login_at = $2 WHERE id = $1

-- :seen_admin
UPDATE admin_session SET seen_at = $2 WHERE id = $1 AND seen_at < $2

-- :seen_shop
UPDATE shop_session SET seen_at = $2 WHERE id = $1 AND seen_at < $2

-- :seen_assist
UPDATE assist_session SET seen_at = $2 WHERE id = $1 AND seen_at < $2

-- :forget_admin
DELETE FROM admin_session WHERE (ended_at IS NOT NULL AND ended_at < $1) OR created_at < $1

-- :forget_shop
DELETE FROM shop_session WHERE id IN
    (SELECT id FROM shop_session WHERE seen_at < $1 ORDER BY seen_at LIMIT 1000)
