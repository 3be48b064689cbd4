-- :version
SELECT n FROM change_count WHERE name = 'settings'

-- :websites
SELECT w.id, w.code, w.name, w.sort_order, w.is_default,
    coalesce((SELECT min(s.id) FROM store s WHERE s.website_id = w.id AND s.is_default), 0) AS default_store_id
FROM website w ORDER BY w.is_default DESC, w.sort_order, w.id LIMIT 1000

-- :stores
SELECT s.id, s.website_id, s.code, s.name, w.name AS website_name, s.is_default,
    coalesce((SELECT min(v.id) FROM store_view v WHERE v.store_id = s.id AND v.is_default), 0) AS default_view_id,
    coalesce(s.root_category_id, 0) AS root_category_id
FROM store s JOIN website w ON w.id = s.website_id
ORDER BY w.is_default DESC, w.sort_order, w.id, s.is_default DESC, s.id LIMIT 1000

-- :views
SELECT v.id, v.store_id, s.website_id, v.code, v.name, s.name AS store_name, w.name AS website_name,
    w.code AS website_code, v.enabled, v.is_default AND s.is_default AS is_default, v.sort_order,
    coalesce(s.root_category_id, 0) AS root_category_id
FROM store_view v JOIN store s ON s.id = v.store_id JOIN website w ON w.id = s.website_id
ORDER BY w.is_default DESC, w.sort_order, w.id, s.is_default DESC, s.id, v.sort_order, v.id LIMIT 1000

-- :all
SELECT scope, scope_id, path, value FROM setting ORDER BY scope, scope_id, path LIMIT 100000

-- :chain
-- The setting's values from the coarsest scope to the asked one. $2, $3: 0 where the scope is coarser.
SELECT scope, scope_id, path, value FROM setting
WHERE path = $1 AND (scope = 'default' AND scope_id = 0 OR scope = 'website' AND scope_id = $2
    OR scope = 'store_view' AND scope_id = $3)

-- :put
INSERT INTO setting (scope, scope_id, path, value) VALUES ($1, $2, $3, $4)
ON CONFLICT (scope, scope_id, path) DO UPDATE SET value = excluded.value

-- :remove
DELETE FROM setting WHERE scope = $1 AND scope_id = $2 AND path = $3

-- :shared_email
SELECT a.id FROM customer a JOIN customer b ON b.email_fold = a.email_fold AND b.id > a.id LIMIT 1

-- :refill
-- Every view works out anew what it shows (store_view_fill).
INSERT INTO view_filling (store_view_id, next_id) SELECT id, 0 FROM store_view WHERE true
ON CONFLICT (store_view_id) DO UPDATE SET next_id = 0
