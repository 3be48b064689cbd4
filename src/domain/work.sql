-- :log
INSERT INTO action_log (at, action, label, action_group, success, cause, ip, user_agent, request_id, staff_id,
    staff_name, customer_id, customer_email, assist_id, store_view_id, source, detail, changes)
VALUES (:at, :action, :label, :action_group, :success, :cause, :ip, :user_agent, :request_id, :staff_id,
    :staff_name, :customer_id,
    (SELECT email FROM customer WHERE id = CAST(:subject AS BIGINT)),
    :assist_id, :store_view_id, :source, :detail, :changes)
RETURNING id

-- :count_up
UPDATE change_count SET n = n + 1 WHERE name = $1
