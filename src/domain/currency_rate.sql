-- :all
SELECT base, currency, rate FROM currency_rate ORDER BY base, currency LIMIT 10000

-- :get
SELECT base, currency, rate FROM currency_rate WHERE base = $1 AND currency = $2

-- :put
INSERT INTO currency_rate (base, currency, rate) VALUES (:base, :currency, :rate)
ON CONFLICT (base, currency) DO UPDATE SET rate = excluded.rate

-- :remove
DELETE FROM currency_rate WHERE base = $1 AND currency = $2
