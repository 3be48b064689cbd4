-- :find
SELECT price FROM ship_rate WHERE website_id = $1 AND kind = $2 AND country IN ($3, '*') AND region_fold IN ($4, '*')
    AND postcode IN ($5, '*') AND least <= $6
ORDER BY CASE WHEN country = '*' THEN 1 ELSE 0 END, CASE WHEN region_fold = '*' THEN 1 ELSE 0 END,
    CASE WHEN postcode = '*' THEN 1 ELSE 0 END, least DESC LIMIT 1

-- :list
SELECT website_id, kind, country, region, region_fold, postcode, least, price FROM ship_rate
WHERE website_id = $1 AND kind = $2 ORDER BY country, region, postcode, least LIMIT 5000

-- :forget
DELETE FROM ship_rate WHERE website_id = $1 AND kind = $2

-- :put
INSERT INTO ship_rate (website_id, kind, country, region, region_fold, postcode, least, price)
VALUES (:website_id, :kind, :country, :region, :region_fold, :postcode, :least, :price)
