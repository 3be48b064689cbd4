-- :waits
SELECT count(*) FROM job WHERE name = $1 AND (due_at > $2 OR leased_until > $2)

-- :take
INSERT INTO job (name, due_at, leased_until, holder) VALUES ($1, $2, $3, $4)
ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at, leased_until = excluded.leased_until, holder = excluded.holder
WHERE job.due_at <= $5 AND job.leased_until <= $5

-- :done
UPDATE job SET leased_until = 0 WHERE name = $1 AND holder = $2
