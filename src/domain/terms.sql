-- :of_view
SELECT t.id, t.name, t.active, t.manual, t.checkbox, t.content, t.sort_order, t.version FROM terms t
WHERE t.active AND EXISTS (SELECT 1 FROM terms_view v WHERE v.terms_id = t.id AND v.store_view_id IN (0, $1))
ORDER BY t.sort_order, t.id LIMIT 20

-- :get
SELECT id, name, active, manual, checkbox, content, sort_order, version FROM terms WHERE id = $1

-- :views
SELECT store_view_id FROM terms_view WHERE terms_id = $1 ORDER BY store_view_id LIMIT 50

-- :create
INSERT INTO terms (name, active, manual, checkbox, content, sort_order, version)
VALUES (:name, :active, :manual, :checkbox, :content, :sort_order, 1) RETURNING id

-- :save
UPDATE terms SET name = :name, active = :active, manual = :manual, checkbox = :checkbox, content = :content,
    sort_order = :sort_order, version = version + 1
WHERE id = :id AND version = :version RETURNING id

-- :forget_views
DELETE FROM terms_view WHERE terms_id = $1

-- :put_view
INSERT INTO terms_view (terms_id, store_view_id) VALUES ($1, $2) ON CONFLICT DO NOTHING

-- :delete
DELETE FROM terms WHERE id = $1
