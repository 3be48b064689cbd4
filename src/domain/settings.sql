-- :version
SELECT n FROM change_count WHERE name = 'settings'

-- :views
SELECT v.id, v.store_id, s.website_id, v.code, v.name, s.name AS store_name, w.name AS website_name,
    w.code AS website_code, v.enabled, v.is_default AND s.is_default AS is_default, v.sort_order, w.currency,
    w.is_default AS first
FROM store_view v JOIN store s ON s.id = v.store_id JOIN website w ON w.id = s.website_id
ORDER BY w.is_default DESC, w.sort_order, w.id, v.sort_order, v.id LIMIT 1000

-- :all
SELECT scope, scope_id, path, value FROM setting ORDER BY scope, scope_id, path LIMIT 100000

-- :get
SELECT value FROM setting WHERE scope = 'default' AND scope_id = 0 AND path = $1

-- :put
INSERT INTO setting (scope, scope_id, path, value) VALUES ('default', 0, $1, $2)
ON CONFLICT (scope, scope_id, path) DO UPDATE SET value = excluded.value

-- :remove
DELETE FROM setting WHERE scope = 'default' AND scope_id = 0 AND path = $1
