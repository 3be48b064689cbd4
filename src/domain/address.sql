-- :get
SELECT id, customer_id, first_name, last_name, company, street1, street2, city, region, postcode, country, phone,
    vat_id, version
FROM address WHERE id = $1 AND customer_id = $2

-- :count
SELECT count(*) FROM address a WHERE a.customer_id = $1

-- :count_others
SELECT count(*) FROM address a JOIN customer c ON c.id = a.customer_id
WHERE a.customer_id = $1 AND a.id IS DISTINCT FROM c.default_billing_id AND a.id IS DISTINCT FROM c.default_shipping_id

-- @row
a.id, a.customer_id, a.first_name, a.last_name, a.company, a.street1, a.street2, a.city, a.region, a.postcode,
    a.country, a.phone, a.vat_id, a.version

-- :page
SELECT @row
FROM address a WHERE a.customer_id = $1
ORDER BY a.id LIMIT $2 OFFSET $3

-- :page_others
SELECT @row
FROM address a JOIN customer c ON c.id = a.customer_id
WHERE a.customer_id = $1 AND a.id IS DISTINCT FROM c.default_billing_id AND a.id IS DISTINCT FROM c.default_shipping_id
ORDER BY a.id LIMIT $2 OFFSET $3

-- :insert
INSERT INTO address (customer_id, first_name, last_name, company, street1, street2, city, region, postcode, country,
    phone, vat_id, version)
VALUES (:customer_id, :first_name, :last_name, :company, :street1, :street2, :city, :region, :postcode, :country,
    :phone, :vat_id, 1)
RETURNING id

-- :update
UPDATE address SET first_name = :first_name, last_name = :last_name, company = :company, street1 = :street1,
    street2 = :street2, city = :city, region = :region, postcode = :postcode, country = :country, phone = :phone,
    vat_id = :vat_id, version = version + 1
WHERE id = :id AND customer_id = :customer_id AND version = :version
RETURNING id

-- :delete
DELETE FROM address WHERE id = $1 AND customer_id = $2 AND NOT EXISTS (
    SELECT 1 FROM customer c WHERE c.id = $2 AND (c.default_billing_id = $1 OR c.default_shipping_id = $1))

-- :defaults
SELECT default_billing_id, default_shipping_id FROM customer WHERE id = $1

-- :set_shipping
UPDATE customer SET default_shipping_id = $2 WHERE id = $1

-- The default billing address stands in the customer's row too: the grid filters by it.
-- :set_billing
UPDATE customer SET default_billing_id = $2, bill_phone = $3, bill_postcode = $4, bill_country = $5, bill_region = $6,
    bill_region_fold = $7, bill_postcode_fold = $8
WHERE id = $1
