-- :get
SELECT value FROM secret_key WHERE name = 'site'

-- :put
INSERT INTO secret_key (name, value) VALUES ('site', $1) ON CONFLICT (name) DO NOTHING
