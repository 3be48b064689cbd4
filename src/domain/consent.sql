-- :get
SELECT customer_id, allowed, changed_at, staff_id, staff_name, shown, lang FROM consent WHERE customer_id = $1

-- :put
INSERT INTO consent (customer_id, allowed, changed_at, staff_id, staff_name, shown, lang)
VALUES (:customer_id, :allowed, :changed_at, :staff_id, :staff_name, :shown, :lang)
ON CONFLICT (customer_id) DO UPDATE SET allowed = excluded.allowed, changed_at = excluded.changed_at,
    staff_id = excluded.staff_id, staff_name = excluded.staff_name, shown = excluded.shown, lang = excluded.lang

-- :first
INSERT INTO consent (customer_id, allowed, changed_at, staff_id, staff_name, shown, lang)
VALUES (:customer_id, :allowed, :changed_at, :staff_id, :staff_name, :shown, :lang)

-- The mirror for the grid. A form that was opened before must not bring the old answer back: the version moves.
-- :mirror
UPDATE customer SET assist_allowed = $2, version = version + 1 WHERE id = $1
