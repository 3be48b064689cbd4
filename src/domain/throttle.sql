-- :take
INSERT INTO attempt (key, at)
SELECT CAST($1 AS TEXT), CAST($2 AS BIGINT)
WHERE (SELECT count(*) FROM attempt WHERE key = CAST($1 AS TEXT) AND at > CAST($3 AS BIGINT)) < CAST($4 AS BIGINT)
    AND NOT EXISTS (SELECT 1 FROM attempt WHERE key = CAST($1 AS TEXT) AND at > CAST($5 AS BIGINT))

-- :is_shut
SELECT CASE WHEN (SELECT count(*) FROM attempt WHERE key = CAST($1 AS TEXT) AND at > CAST($2 AS BIGINT))
        >= CAST($3 AS BIGINT)
    OR EXISTS (SELECT 1 FROM attempt WHERE key = CAST($1 AS TEXT) AND at > CAST($4 AS BIGINT))
    THEN 1 ELSE 0 END

-- :first
SELECT coalesce(min(at), 0) FROM attempt WHERE key = CAST($1 AS TEXT) AND at > CAST($2 AS BIGINT)

-- :clean
DELETE FROM attempt WHERE at < $1
