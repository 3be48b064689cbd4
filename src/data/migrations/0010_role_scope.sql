-- Role Scopes (store.md §4.1): a role that is not scope_all sees and changes only what belongs to its websites.
ALTER TABLE role ADD COLUMN scope_all BOOLEAN NOT NULL DEFAULT TRUE;
CREATE TABLE role_website (
    role_id BIGINT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
    website_id BIGINT NOT NULL REFERENCES website (id) ON DELETE CASCADE, PRIMARY KEY (role_id, website_id));
CREATE INDEX role_website_of ON role_website (website_id);
