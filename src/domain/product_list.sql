-- :websites
SELECT w.name FROM product_website m JOIN website w ON w.id = m.website_id WHERE m.product_id = $1
ORDER BY w.is_default DESC, w.sort_order, w.id LIMIT 100
