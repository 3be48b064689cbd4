-- :any_customer
SELECT id FROM customer ORDER BY id LIMIT 1
