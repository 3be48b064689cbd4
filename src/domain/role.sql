-- :get
SELECT r.id, r.name, r.access_all, r.resources, r.version, r.scope_all,
    (SELECT count(*) FROM admin_user u WHERE u.role_id = r.id) AS users
FROM role r WHERE r.id = $1

-- :of_user
SELECT r.id, r.name, r.access_all, r.resources, r.version, r.scope_all
FROM admin_user u JOIN role r ON r.id = u.role_id WHERE u.id = $1 AND u.active

-- :all
SELECT id, name, access_all, resources, version FROM role ORDER BY name, id LIMIT 500

-- :by_name
SELECT id FROM role WHERE name = $1

-- :put
INSERT INTO role (name, access_all, resources, scope_all, version)
VALUES (:name, :access_all, :resources, :scope_all, 1) RETURNING id

-- :save
UPDATE role SET name = $3, access_all = $4, resources = $5, scope_all = $6, version = version + 1 WHERE id = $1 AND version = $2

-- :delete
DELETE FROM role WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM admin_user u WHERE u.role_id = $1)

-- :user_role
SELECT role_id FROM admin_user WHERE id = $1

-- :assign
UPDATE admin_user SET role_id = $2, version = version + 1 WHERE id = $1

-- :websites
SELECT website_id AS id FROM role_website WHERE role_id = $1 ORDER BY website_id LIMIT 1000

-- :forget_websites
DELETE FROM role_website WHERE role_id = $1

-- :put_website
INSERT INTO role_website (role_id, website_id) SELECT CAST($1 AS BIGINT), id FROM website WHERE id = $2

-- :beyond
-- The role reaches further than the other one.
SELECT r.id FROM role r
WHERE r.id = $1 AND (r.scope_all OR EXISTS (SELECT 1 FROM role_website x WHERE x.role_id = r.id
    AND NOT EXISTS (SELECT 1 FROM role_website m WHERE m.role_id = $2 AND m.website_id = x.website_id)))
