-- :behind
SELECT count(*) FROM change_count s WHERE s.name = 'settings'
    AND s.n > coalesce((SELECT p.n FROM change_count p WHERE p.name = 'pages'), 0)

-- :refreshed
INSERT INTO change_count (name, n) SELECT 'pages', s.n + CAST($1 AS BIGINT) FROM change_count s WHERE s.name = 'settings'
ON CONFLICT (name) DO UPDATE SET n = excluded.n
