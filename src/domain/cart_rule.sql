-- :for_buyer
SELECT r.id, r.name, r.description, r.active, r.code, r.code_fold, r.uses_most, r.uses_each, r.used, r.from_at,
    r.until_at, r.priority, r.stop, r.subtotal_least, r.action, r.ppm, r.amount, r.free_shipping, r.version
FROM cart_rule r JOIN cart_rule_group g ON g.rule_id = r.id
WHERE r.active AND g.group_id = coalesce((SELECT k.group_id FROM customer k WHERE k.id = $1), 0)
    AND (r.code_fold IS NULL OR r.code_fold = $2) AND (r.from_at IS NULL OR r.from_at <= $4)
    AND (r.until_at IS NULL OR r.until_at > $4) AND (r.uses_most = 0 OR r.used < r.uses_most)
    AND (r.uses_each = 0 OR NOT EXISTS (SELECT 1 FROM cart_rule_use x
        WHERE x.rule_id = r.id AND x.who = $3 AND x.used >= r.uses_each))
ORDER BY r.priority, r.id LIMIT 200

-- :use
UPDATE cart_rule SET used = used + 1 WHERE id = $1 AND active AND (uses_most = 0 OR used < uses_most)

-- :use_each
INSERT INTO cart_rule_use (rule_id, who, used) VALUES ($1, $2, 1)
ON CONFLICT (rule_id, who) DO UPDATE SET used = cart_rule_use.used + 1 WHERE cart_rule_use.used < $3

-- :give_back
UPDATE cart_rule SET used = used - 1 WHERE id = $1 AND used > 0

-- :give_back_each
UPDATE cart_rule_use SET used = used - 1 WHERE rule_id = $1 AND who = $2 AND used > 0

-- :get
SELECT id, name, description, active, code, code_fold, uses_most, uses_each, used, from_at, until_at, priority, stop,
    subtotal_least, action, ppm, amount, free_shipping, version
FROM cart_rule WHERE id = $1

-- :groups
SELECT group_id FROM cart_rule_group WHERE rule_id = $1 ORDER BY group_id LIMIT 50

-- :code_taken
SELECT id FROM cart_rule WHERE code_fold = $1 AND id <> $2

-- :create
INSERT INTO cart_rule (name, description, active, code, code_fold, uses_most, uses_each, used, from_at, until_at,
    priority, stop, subtotal_least, action, ppm, amount, free_shipping, version)
VALUES (:name, :description, :active, :code, :code_fold, :uses_most, :uses_each, 0, :from_at, :until_at,
    :priority, :stop, :subtotal_least, :action, :ppm, :amount, :free_shipping, 1) RETURNING id

-- :save
UPDATE cart_rule SET name = :name, description = :description, active = :active, code = :code, code_fold = :code_fold,
    uses_most = :uses_most, uses_each = :uses_each, from_at = :from_at, until_at = :until_at, priority = :priority,
    stop = :stop, subtotal_least = :subtotal_least, action = :action, ppm = :ppm, amount = :amount,
    free_shipping = :free_shipping, version = version + 1
WHERE id = :id AND version = :version RETURNING id

-- :forget_groups
DELETE FROM cart_rule_group WHERE rule_id = $1

-- :put_group
INSERT INTO cart_rule_group (rule_id, group_id) VALUES ($1, $2) ON CONFLICT DO NOTHING

-- :delete
DELETE FROM cart_rule WHERE id = $1
