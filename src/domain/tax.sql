-- :rate
SELECT permille FROM tax_rate WHERE country = $1 AND tax_class = $2
