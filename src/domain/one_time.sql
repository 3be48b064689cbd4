-- :clear
DELETE FROM one_time WHERE purpose = $1 AND subject_id = $2

-- :put
INSERT INTO one_time (hash, purpose, subject_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)

-- :take
DELETE FROM one_time WHERE hash = $1 AND purpose = $2 AND subject_id = $3 AND expires_at > $4

-- :forget
DELETE FROM one_time WHERE subject_id = $1 AND purpose IN ('customer-reset', 'customer-confirm')
