-- :classes
SELECT id, kind, code, name FROM tax_class ORDER BY kind, id LIMIT 200

-- :choices
SELECT r.id, r.code, r.country, r.region, r.region_fold, r.postcode, r.ppm, r.version
FROM tax_rate r LEFT JOIN tax_rule_rate x ON x.rate_id = r.id AND x.rule_id = $1
ORDER BY CASE WHEN x.rule_id IS NULL THEN 1 ELSE 0 END, r.code LIMIT 1000

-- :titles
SELECT store_view_id, title AS text FROM tax_rate_title WHERE rate_id = $1 ORDER BY store_view_id LIMIT 200

-- :forget_titles
DELETE FROM tax_rate_title WHERE rate_id = $1

-- :put_title
INSERT INTO tax_rate_title (rate_id, store_view_id, title)
SELECT CAST($1 AS BIGINT), v.id, $3 FROM store_view v WHERE v.id = $2
ON CONFLICT (rate_id, store_view_id) DO UPDATE SET title = excluded.title

-- :forget_title
DELETE FROM tax_rate_title WHERE rate_id = $1 AND store_view_id = $2

-- :after
SELECT id, code, country, region, region_fold, postcode, ppm, version FROM tax_rate
WHERE code > $1 ORDER BY code LIMIT 1000

-- :titles_after
SELECT t.rate_id, t.store_view_id, t.title AS text FROM tax_rate_title t
JOIN (SELECT id FROM tax_rate WHERE code > $1 ORDER BY code LIMIT 1000) r ON r.id = t.rate_id
ORDER BY t.rate_id, t.store_view_id LIMIT 200000

-- :rate_count
SELECT count(*) FROM tax_rate

-- :rate
SELECT id, code, country, region, region_fold, postcode, ppm, version FROM tax_rate WHERE id = $1

-- :rate_taken
SELECT id FROM tax_rate WHERE code = $1 AND id <> $2

-- :rate_used
SELECT rule_id FROM tax_rule_rate WHERE rate_id = $1 LIMIT 1

-- :rate_create
INSERT INTO tax_rate (code, country, region, region_fold, postcode, ppm, version)
VALUES (:code, :country, :region, :region_fold, :postcode, :ppm, 1) RETURNING id

-- :rate_save
UPDATE tax_rate SET code = :code, country = :country, region = :region, region_fold = :region_fold,
    postcode = :postcode, ppm = :ppm, version = version + 1 WHERE id = :id AND version = :version RETURNING id

-- :rate_delete
DELETE FROM tax_rate WHERE id = $1

-- :get
SELECT id, name, priority, sort_order, version FROM tax_rule WHERE id = $1

-- :rule_classes
SELECT 0 AS id, kind, class AS code, '' AS name FROM tax_rule_class WHERE rule_id = $1 ORDER BY kind, class LIMIT 200

-- :rule_rates
SELECT r.id, r.code, r.country, r.region, r.region_fold, r.postcode, r.ppm, r.version
FROM tax_rate r JOIN tax_rule_rate x ON x.rate_id = r.id WHERE x.rule_id = $1 ORDER BY r.id LIMIT 1000

-- :taken
SELECT id FROM tax_rule WHERE name = $1 AND id <> $2

-- :create
INSERT INTO tax_rule (name, priority, sort_order, version) VALUES (:name, :priority, :sort_order, 1) RETURNING id

-- :save
UPDATE tax_rule SET name = :name, priority = :priority, sort_order = :sort_order, version = version + 1
WHERE id = :id AND version = :version RETURNING id

-- :forget_classes
DELETE FROM tax_rule_class WHERE rule_id = $1

-- :forget_rates
DELETE FROM tax_rule_rate WHERE rule_id = $1

-- :put_class
INSERT INTO tax_rule_class (rule_id, kind, class)
SELECT CAST($1 AS BIGINT), k.kind, k.code FROM tax_class k WHERE k.kind = $2 AND k.code = $3
ON CONFLICT DO NOTHING

-- :put_rate
INSERT INTO tax_rule_rate (rule_id, rate_id) SELECT CAST($1 AS BIGINT), r.id FROM tax_rate r WHERE r.id = $2
ON CONFLICT DO NOTHING

-- :delete
DELETE FROM tax_rule WHERE id = $1
