-- :hits
SELECT r.id AS rate_id, u.priority, p.class AS product_class, r.region, r.postcode, r.ppm,
    coalesce(t.title, r.code) AS title
FROM tax_rate r JOIN tax_rule_rate x ON x.rate_id = r.id JOIN tax_rule u ON u.id = x.rule_id
JOIN tax_rule_class k ON k.rule_id = u.id AND k.kind = 'customer'
JOIN tax_rule_class p ON p.rule_id = u.id AND p.kind = 'product'
LEFT JOIN tax_rate_title t ON t.rate_id = r.id AND t.store_view_id = $5
WHERE r.country = $1 AND r.region_fold IN ('*', $2) AND k.class = coalesce(nullif(CAST($4 AS TEXT), ''),
    (SELECT g.tax_class FROM customer c
    JOIN customer_group g ON g.id = c.group_id WHERE c.id = $3), (SELECT v.tax_class FROM customer_group v WHERE v.id = 0))
    AND (lower(r.postcode) = $6 OR r.postcode LIKE '%*' OR r.postcode LIKE '%-%')
ORDER BY p.class, u.priority, r.id LIMIT 2000
