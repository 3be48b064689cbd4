-- :rolled_until
SELECT until FROM sales_day ORDER BY day DESC LIMIT 1

-- :first_order
SELECT created_at FROM sales_order ORDER BY created_at, id LIMIT 1

-- :roll
INSERT INTO sales_day (day, until, orders, amount, tax, shipping)
SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), count(*), coalesce(CAST(sum(base_grand_total) AS BIGINT), 0),
    coalesce(CAST(sum(base_tax) AS BIGINT), 0), coalesce(CAST(sum(base_shipping) AS BIGINT), 0)
FROM sales_order WHERE created_at >= $1 AND created_at < $2

-- :all_days
SELECT count(*) AS at, coalesce(CAST(sum(orders) AS BIGINT), 0) AS orders,
    coalesce(CAST(sum(amount) AS BIGINT), 0) AS amount, coalesce(CAST(sum(tax) AS BIGINT), 0) AS tax,
    coalesce(CAST(sum(shipping) AS BIGINT), 0) AS shipping
FROM sales_day

-- :days
SELECT day AS at, orders, amount, tax, shipping FROM sales_day WHERE day >= $1 ORDER BY day LIMIT 1000

-- Orders since a moment, an hour a row.
-- :hours
SELECT created_at / 3600000000 * 3600000000 AS at, count(*) AS orders,
    CAST(sum(base_grand_total) AS BIGINT) AS amount, CAST(sum(base_tax) AS BIGINT) AS tax,
    CAST(sum(base_shipping) AS BIGINT) AS shipping
FROM sales_order WHERE created_at >= $1 GROUP BY 1 ORDER BY 1 LIMIT 100000

-- :last_orders
SELECT id, number, customer_name, status, currency, grand_total, created_at
FROM sales_order ORDER BY created_at DESC, id DESC LIMIT 5

-- :new_customers
SELECT ref, first_name, last_name, email, created_at FROM customer ORDER BY created_at DESC, id DESC LIMIT 5

-- :bestsellers
SELECT sku, max(name) AS name, CAST(sum(qty_ordered) AS BIGINT) AS qty
FROM (SELECT sku, name, qty_ordered FROM sales_order_item ORDER BY id DESC LIMIT 5000) AS latest
GROUP BY sku ORDER BY 3 DESC, 1 LIMIT 5
