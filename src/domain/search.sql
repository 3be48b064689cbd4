-- @other_words
-- Up to four further words of the query, each by its beginning.
WHERE ($4 = '' OR EXISTS (SELECT 1 FROM product_word x WHERE x.product_id = f.product_id
        AND x.store_view_id = $1 AND x.word >= $4 AND x.word < $5))
    AND ($6 = '' OR EXISTS (SELECT 1 FROM product_word x WHERE x.product_id = f.product_id
        AND x.store_view_id = $1 AND x.word >= $6 AND x.word < $7))
    AND ($8 = '' OR EXISTS (SELECT 1 FROM product_word x WHERE x.product_id = f.product_id
        AND x.store_view_id = $1 AND x.word >= $8 AND x.word < $9))
    AND ($10 = '' OR EXISTS (SELECT 1 FROM product_word x WHERE x.product_id = f.product_id
        AND x.store_view_id = $1 AND x.word >= $10 AND x.word < $11))

-- :found
SELECT p.id, p.sku, p.slug, p.picture, n.price, n.special_price, p.tax_class, p.virtual, n.name,
    coalesce(s.qty, 0) AS qty, coalesce(s.backorders, FALSE) AS backorders
FROM (SELECT f.product_id, max(f.weight) AS weight
    FROM (SELECT product_id, weight FROM product_word
        WHERE word >= $2 AND word < $3 AND store_view_id = $1 LIMIT 5000) f
    @other_words
    GROUP BY f.product_id) l
JOIN product p ON p.id = l.product_id
JOIN product_shown n ON n.product_id = p.id AND n.store_view_id = $1
LEFT JOIN stock s ON s.product_id = p.id
ORDER BY l.weight DESC, n.name_fold, p.id LIMIT $12 OFFSET $13

-- :count
SELECT count(*)
FROM (SELECT f.product_id
    FROM (SELECT product_id FROM product_word
        WHERE word >= $2 AND word < $3 AND store_view_id = $1 LIMIT 5000) f
    @other_words
    GROUP BY f.product_id LIMIT $12) l

-- :put
INSERT INTO product_word (word, store_view_id, product_id, weight) VALUES ($1, $2, $3, $4)
ON CONFLICT (word, store_view_id, product_id)
DO UPDATE SET weight = CASE WHEN excluded.weight > product_word.weight THEN excluded.weight
    ELSE product_word.weight END

-- :forget
DELETE FROM product_word WHERE product_id = $1
