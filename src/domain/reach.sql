-- :website
SELECT website_id FROM role_website WHERE role_id = $1 AND website_id = $2

-- :view
SELECT rw.website_id FROM role_website rw JOIN store s ON s.website_id = rw.website_id
    JOIN store_view v ON v.store_id = s.id
WHERE rw.role_id = $1 AND v.id = $2
