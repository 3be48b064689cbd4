-- A session whose storefront is on another host than the back office: origin is where it was started ("" on one host),
-- nonce the hash of what only the browser that started it knows.
ALTER TABLE assist_session ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE assist_session ADD COLUMN nonce BYTEA;
