-- :queue
INSERT INTO mail (kind, to_name, to_address, subject, body, lang, customer_id, order_id, created_at)
VALUES (:kind, :to_name, :to_address, :subject, :body, :lang, :customer_id, :order_id, :created_at) RETURNING id

-- :waiting
SELECT id, kind, to_name, to_address, subject, body, lang, customer_id, order_id, created_at, sent_at
FROM mail WHERE sent_at IS NULL ORDER BY id LIMIT $1

-- :sent
UPDATE mail SET sent_at = $2 WHERE id = $1 AND sent_at IS NULL

-- :order_told
UPDATE sales_order SET mail_sent_at = $2
WHERE id = (SELECT order_id FROM mail WHERE id = $1 AND kind = 'order_new')
