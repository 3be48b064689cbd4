-- What sqlgen_test reads: every form that a file of statements can have.

-- :get
-- Explained in a line,
-- or two.
SELECT id, name
    FROM sample  -- a remark
   WHERE id = $1 AND 'it''s $9 :no -- text' <> "name";

-- :add_named
INSERT INTO sample (name, price, again)
VALUES (:name, :price, :name)
RETURNING id
-- :swap
SELECT $2, $1, $2
-- :none
SELECT 1 ;

-- @columns
-- What several statements read.
id,
    name

-- @all
SELECT @columns FROM sample

-- :by_name
@all WHERE name = $1 AND 'x@columns' <> name

-- :in_order
@all ORDER BY id
