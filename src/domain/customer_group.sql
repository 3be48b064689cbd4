-- :all
SELECT id, code, name, tax_class FROM customer_group ORDER BY id LIMIT 200

-- :get
SELECT id, code, name, tax_class FROM customer_group WHERE id = $1
