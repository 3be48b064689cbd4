-- :addresses
SELECT cart_id, kind, address_id, first_name, last_name, company, street1, street2, city, region, postcode, country,
    phone, vat_id, save_in_book FROM cart_address WHERE cart_id = $1 ORDER BY kind LIMIT 2

-- :put
INSERT INTO cart_address (cart_id, kind, address_id, first_name, last_name, company, street1, street2, city, region,
    postcode, country, phone, vat_id, save_in_book)
VALUES (:cart_id, :kind, :address_id, :first_name, :last_name, :company, :street1, :street2, :city, :region,
    :postcode, :country, :phone, :vat_id, :save_in_book)
ON CONFLICT (cart_id, kind) DO UPDATE SET address_id = excluded.address_id, first_name = excluded.first_name,
    last_name = excluded.last_name, company = excluded.company, street1 = excluded.street1,
    street2 = excluded.street2, city = excluded.city, region = excluded.region, postcode = excluded.postcode,
    country = excluded.country, phone = excluded.phone, vat_id = excluded.vat_id,
    save_in_book = excluded.save_in_book

-- :forget_billing
DELETE FROM cart_address WHERE cart_id = $1 AND kind = 'billing'

-- :choose
UPDATE cart SET email = $2, shipping_method = $3, billing_same = TRUE, updated_at = $4, store_view_id = $5,
    version = version + 1
WHERE id = $1 AND open

-- :email
UPDATE cart SET email = $2, updated_at = $3, version = version + 1 WHERE id = $1 AND open

-- :shipping_method
UPDATE cart SET shipping_method = $2, updated_at = $3, version = version + 1 WHERE id = $1 AND open

-- :billing_same
UPDATE cart SET billing_same = $2, updated_at = $3, version = version + 1 WHERE id = $1 AND open
