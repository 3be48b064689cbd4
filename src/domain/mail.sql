-- :queue
INSERT INTO mail (kind, message_id, from_name, from_address, to_name, to_address, to_fold, rcpt, copy, subject, body, html,
    secret, lang, customer_id, order_id, state, tries, last_error, created_at, next_try_at, failed_at)
VALUES (:kind, :message_id, :from_name, :from_address, :to_name, :to_address, :to_fold, :rcpt, :copy, :subject, :body, :html,
    :secret, :lang, :customer_id, :order_id, :state, 0, :last_error, :created_at, :next_try_at, :failed_at) RETURNING id

-- :due
SELECT id FROM mail WHERE state = 'waiting' AND next_try_at <= $1 ORDER BY next_try_at, id LIMIT 1

-- :claim
UPDATE mail SET next_try_at = $2, tries = tries + 1, first_try_at = coalesce(first_try_at, $1)
WHERE id = (SELECT id FROM mail WHERE state = 'waiting' AND next_try_at <= $1 ORDER BY next_try_at, id LIMIT 1)
    AND state = 'waiting' AND next_try_at <= $1
RETURNING id, kind, message_id, from_name, from_address, to_name, to_address, rcpt, copy, subject, body, html, secret, lang,
    customer_id, order_id, state, tries, last_error, created_at, next_try_at, first_try_at, failed_at, sent_at

-- :sent
UPDATE mail SET state = 'sent', sent_at = $2, last_error = NULL,
    body = CASE WHEN secret THEN '' ELSE body END, html = CASE WHEN secret THEN NULL ELSE html END
WHERE id = $1 AND state = 'waiting'

-- :order_told
UPDATE sales_order SET mail_sent_at = $2
WHERE id = (SELECT order_id FROM mail WHERE id = $1 AND kind = 'order_new' AND NOT copy)

-- :later
UPDATE mail SET next_try_at = $3, last_error = $4 WHERE id = $1 AND tries = $2 AND state = 'waiting'

-- :back
UPDATE mail SET next_try_at = $3, tries = tries - 1 WHERE id = $1 AND tries = $2 AND state = 'waiting'

-- :failed
UPDATE mail SET state = 'failed', failed_at = $3, last_error = $4,
    body = CASE WHEN secret THEN '' ELSE body END, html = CASE WHEN secret THEN NULL ELSE html END
WHERE id = $1 AND tries = $2 AND state = 'waiting'

-- :again
UPDATE mail SET state = 'waiting', failed_at = NULL, first_try_at = NULL, tries = 0, next_try_at = $2
WHERE id = $1 AND state = 'failed' AND NOT secret

-- :old
SELECT id FROM mail WHERE created_at < $1 AND state <> 'waiting' ORDER BY created_at, id LIMIT 1

-- :forget_old
DELETE FROM mail WHERE id IN
    (SELECT id FROM mail WHERE created_at < $1 AND state <> 'waiting' ORDER BY created_at, id LIMIT 500)

-- :get
SELECT id, kind, message_id, from_name, from_address, to_name, to_address, rcpt, copy, subject,
    CASE WHEN secret THEN '' ELSE body END AS body, CASE WHEN secret THEN NULL ELSE html END AS html, secret, lang,
    customer_id, order_id, state, tries, last_error, created_at, next_try_at, first_try_at, failed_at, sent_at
FROM mail WHERE id = $1
