-- The categories below it are the store's menu; NULL: those below none.
ALTER TABLE store ADD COLUMN root_category_id BIGINT REFERENCES category (id);
-- Members of the group cannot sign in there, nor be assisted.
CREATE TABLE customer_group_excluded (
    group_id BIGINT NOT NULL REFERENCES customer_group (id) ON DELETE CASCADE,
    website_id BIGINT NOT NULL REFERENCES website (id) ON DELETE CASCADE, PRIMARY KEY (group_id, website_id));
ALTER TABLE website ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE store ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE store_view ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
-- Products whose words and listings a new store view still lacks: those behind next_id.
CREATE TABLE view_filling (
    store_view_id BIGINT PRIMARY KEY REFERENCES store_view (id) ON DELETE CASCADE, next_id BIGINT NOT NULL);
