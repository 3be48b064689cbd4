-- :get
SELECT shown FROM grid_choice WHERE staff_id = $1 AND grid = $2

-- :put
INSERT INTO grid_choice (staff_id, grid, shown) VALUES ($1, $2, $3)
ON CONFLICT (staff_id, grid) DO UPDATE SET shown = excluded.shown

-- :remove
DELETE FROM grid_choice WHERE staff_id = $1 AND grid = $2
