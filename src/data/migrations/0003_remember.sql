-- A browser that a customer asked to remember them (domain/remember.h): hash of its own token.
CREATE TABLE shop_remember (
    id ID, hash BYTEA NOT NULL UNIQUE, customer_id BIGINT NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL);
CREATE INDEX shop_remember_customer ON shop_remember (customer_id);
CREATE INDEX shop_remember_created ON shop_remember (created_at);
