-- :buyable
-- How many items of the order can be bought again in the store view.
SELECT count(*) FROM sales_order_item i
    JOIN product_shown n ON n.product_id = i.product_id AND n.store_view_id = $2 AND n.active
    LEFT JOIN stock s ON s.product_id = i.product_id
WHERE i.order_id = $1 AND (coalesce(s.qty, 0) > 0 OR coalesce(s.backorders, FALSE))

-- :of_guest
SELECT o.id FROM sales_order o
WHERE o.number = $1 AND o.customer_id IS NULL AND o.email_fold = $2 
    AND NOT EXISTS (SELECT 1 FROM order_status_state v WHERE v.state = o.state AND v.status = o.status AND NOT v.visible)
