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

-- A form of the account that was opened before must not bring the old answer back.
-- :customer_moves
UPDATE customer SET version = version + 1 WHERE id = $1
