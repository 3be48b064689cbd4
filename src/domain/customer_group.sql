-- :all
SELECT id, code, name, tax_class, version FROM customer_group WHERE id > 0 ORDER BY id LIMIT 200

-- :get
SELECT id, code, name, tax_class, version FROM customer_group WHERE id = $1 AND id > 0

-- :name_of
SELECT g.name FROM customer k JOIN customer_group g ON g.id = k.group_id WHERE k.id = $1

-- :any
SELECT id, code, name, tax_class, version FROM customer_group WHERE id = $1

-- :count
SELECT count(*) FROM customer_group

-- :taken
SELECT id FROM customer_group WHERE code = $1 AND id <> $2

-- :is_default
SELECT scope_id FROM setting WHERE path = 'customer/create_account/default_group' AND value = $1 LIMIT 1

-- :excluded
SELECT website_id FROM customer_group_excluded WHERE group_id = $1 ORDER BY website_id LIMIT 1000

-- :create
INSERT INTO customer_group (code, name, tax_class, version) VALUES (:code, :name, :tax_class, 1) RETURNING id

-- :save
UPDATE customer_group SET code = :code, name = :name, tax_class = :tax_class, version = version + 1
WHERE id = :id AND version = :version RETURNING id

-- :forget_excluded
DELETE FROM customer_group_excluded WHERE group_id = $1

-- :put_excluded
INSERT INTO customer_group_excluded (group_id, website_id)
SELECT CAST($1 AS BIGINT), w.id FROM website w WHERE w.id = $2 ON CONFLICT DO NOTHING

-- :move_members
UPDATE customer SET group_id = $2 WHERE group_id = $1

-- :forget_rules
DELETE FROM cart_rule_group WHERE group_id = $1

-- :delete
DELETE FROM customer_group WHERE id = $1
