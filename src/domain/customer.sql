-- @row
id, ref, website_id, store_view_id, group_id, first_name, last_name, name_fold, email, email_fold, active,
    confirmed, newsletter, tax_vat, tax_vat_fold, gender, birthday, created_at, last_login_at, failures, locked_until,
    default_billing_id, default_shipping_id, bill_phone, bill_postcode, bill_postcode_fold, bill_country, bill_region,
    bill_region_fold, assist_allowed, version

-- :get
SELECT @row
FROM customer WHERE id = $1

-- :by_ref
SELECT @row
FROM customer WHERE ref = $1

-- :by_email
SELECT @row
FROM customer WHERE email_fold = $2 AND (website_id = $1 OR CAST($3 AS BOOLEAN)) ORDER BY id LIMIT 1

-- :is_taken
SELECT count(*) FROM customer WHERE email_fold = $2 AND (website_id = $1 OR CAST($4 AS BOOLEAN)) AND id <> $3

-- :password
SELECT password_hash FROM customer WHERE id = $1

-- :insert
INSERT INTO customer (ref, website_id, store_view_id, group_id, first_name, last_name, name_fold, email, email_fold,
    password_hash, active, confirmed, newsletter, tax_vat, tax_vat_fold, gender, birthday, created_at, failures,
    version)
VALUES (:ref, :website_id, :store_view_id, :group_id, :first_name, :last_name, :name_fold, :email, :email_fold,
    :password_hash, :active, :confirmed, :newsletter, :tax_vat, :tax_vat_fold, :gender, :birthday, :created_at, 0, 1)
RETURNING id

-- :update
UPDATE customer SET group_id = :group_id, first_name = :first_name, last_name = :last_name, name_fold = :name_fold,
    email = :email, email_fold = :email_fold, active = :active, newsletter = :newsletter, tax_vat = :tax_vat,
    tax_vat_fold = :tax_vat_fold, gender = :gender, birthday = :birthday, version = version + 1
WHERE id = :id AND version = :version
RETURNING id

-- :put_lists
UPDATE customer SET newsletter = $2, group_id = $3, version = version + 1 WHERE id = $1

-- :put_newsletter
UPDATE customer SET newsletter = $2, version = version + 1 WHERE id = $1

-- :put_confirmed
UPDATE customer SET confirmed = TRUE, version = version + 1 WHERE id = $1

-- :put_password
UPDATE customer SET password_hash = $2, failures = 0, locked_until = NULL, version = version + 1 WHERE id = $1

-- :unlock
UPDATE customer SET failures = 0, locked_until = NULL WHERE id = $1

-- :delete
DELETE FROM customer WHERE id = $1

-- :orders_stay
UPDATE sales_order SET account_gone = TRUE WHERE customer_id = $1

-- :words_clear
DELETE FROM customer_word WHERE customer_id = $1

-- :word
INSERT INTO customer_word (word, customer_id) VALUES ($1, $2) ON CONFLICT (word, customer_id) DO NOTHING

-- :facts
SELECT g.name AS group_name, w.name AS website_name, v.name AS view_name,
    (SELECT max(s.seen_at) FROM shop_session s WHERE s.customer_id = c.id) AS seen_at,
    (SELECT count(*) FROM shop_session s WHERE s.customer_id = c.id AND s.ended_at IS NULL AND s.seen_at > $2) > 0
        AS online
FROM customer c JOIN customer_group g ON g.id = c.group_id JOIN website w ON w.id = c.website_id
    JOIN store_view v ON v.id = c.store_view_id
WHERE c.id = $1

-- :sales
SELECT count(*) AS orders, CAST(coalesce(sum(base_grand_total - base_refunded - base_canceled), 0) AS BIGINT) AS lifetime
FROM sales_order WHERE customer_id = $1 AND state <> 'canceled'
