#include "data/dialect.h"
#include "data/engine.h"
#include "data/migrate.h"
#include "data/migrate_steps.h"
#include "test_store.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

static void set_version(struct test_store *t, i64 version)
{
    test_script(
        t,
        str_format(t->mem,
                   "INSERT INTO schema_step (version, name, done_at) VALUES (%lld, 'later', 0);\n",
                   (long long)version));
}

static void a_migrated_database_is_up_to_date(struct test_store *t)
{
    static const struct sql steps = {.name = "steps",
                                     .text = S("SELECT count(*) FROM schema_step")};
    str why;
    i64 n;
    assert_ok(migrate_check(t->store, t->mem, &why));
    assert_ok(migrate(t->store, t->mem, &why));
    assert_ok(db_i64(t->db, &steps, NO_ARGS, &n));
    assert_int_equal(n, migrate_version());
    assert_true(migrate_version() >= 1);
}

static void a_newer_database_is_refused(struct test_store *t)
{
    str why;
    set_version(t, 9999);
    assert_err(ERR_CONFLICT, migrate_check(t->store, t->mem, &why));
    assert_true(str_has(why, S("9999")));
    assert_err(ERR_CONFLICT, migrate(t->store, t->mem, &why));
    assert_true(str_has(why, S("newer program")));
}

static void an_empty_database_is_older(struct test_store *t)
{
    str why;
    test_script(t, S("DROP TABLE schema_step;\n"));
    assert_err(ERR_NOT_FOUND, migrate_check(t->store, t->mem, &why));
    assert_true(str_has(why, S("version 0")));
}

/* The tables are still there, so the first step cannot make them. */
static void a_step_that_fails_leaves_nothing(struct test_store *t)
{
    static const struct sql tables = {.name = "tables",
                                      .text = S("SELECT count(*) FROM schema_step")};
    str why;
    i64 n;
    test_script(t, S("DROP TABLE schema_step;\n"));
    assert_err(ERR_BROKEN, migrate(t->store, t->mem, &why));
    assert_true(str_has(why, S("step 1 (")));
    assert_err(ERR_BROKEN, db_i64(t->db, &tables, NO_ARGS, &n));
}

struct node {
    pthread_t thread;
    struct store *store;
    err result;
};

static void *node_migrate(void *arg)
{
    struct node *n = arg;
    struct arena *mem = arena_new(0);
    str why;
    n->result = migrate(n->store, mem, &why);
    arena_free(mem);
    return NULL;
}

/* Each node has a store of its own, as another process would. */
static void nodes_that_start_together_migrate_once(struct test_store *t)
{
    static const struct sql steps = {.name = "steps",
                                     .text = S("SELECT count(*) FROM schema_step")};
    bool is_sqlite = strcmp(t->engine, "sqlite") == 0;
    str url, why;
    if (is_sqlite) {
        url = str_join(t->mem, t->url, S(".new"));
    } else {
        str name = str_format(t->mem, "together_%d", (int)getpid());
        test_script(t, str_format(t->mem, "CREATE SCHEMA %.*s;\n", STR_ARG(name)));
        url = str_format(t->mem, "%.*s options='-c search_path=%.*s'", STR_ARG(t->url),
                         STR_ARG(name));
    }
    struct node nodes[4];
    for (size_t i = 0; i < COUNT(nodes); i++)
        assert_ok(store_open(url, true, &nodes[i].store, t->mem, &why));
    for (size_t i = 0; i < COUNT(nodes); i++)
        assert_int_equal(pthread_create(&nodes[i].thread, NULL, node_migrate, &nodes[i]), 0);
    for (size_t i = 0; i < COUNT(nodes); i++) {
        pthread_join(nodes[i].thread, NULL);
        assert_ok(nodes[i].result);
    }
    struct db *db;
    i64 n;
    assert_ok(db_open(nodes[0].store, &db));
    assert_ok(db_i64(db, &steps, NO_ARGS, &n));
    assert_int_equal(n, migrate_version());
    db_close(db);
    for (size_t i = 0; i < COUNT(nodes); i++)
        store_close(nodes[i].store);
    if (is_sqlite)
        unlink(str_z(t->mem, url));
    else
        test_script(t, str_format(t->mem, "DROP SCHEMA together_%d CASCADE;\n", (int)getpid()));
}

/* ---- the dialect ---- */

static err try_script(struct test_store *t, str text)
{
    SCOPED(write_end) struct write w = {0};
    TRY(write_begin(t->store, &w));
    TRY(migrate_script(w.db, t->mem, text));
    return write_commit(&w);
}

static void an_immutable_table_refuses_update_and_delete(struct test_store *t)
{
    static const struct sql count = {.name = "count",
                                     .text = S("SELECT count(*) FROM page WHERE text = 'kept'")};
    i64 n;
    test_script(t, S("CREATE TABLE page (id ID, text TEXT NOT NULL);\n"
                     "IMMUTABLE page;\n"
                     "INSERT INTO page (text) VALUES ('kept');\n"));
    assert_err(ERR_BROKEN, try_script(t, S("UPDATE page SET text = 'changed';\n")));
    assert_err(ERR_BROKEN, try_script(t, S("DELETE FROM page;\n")));
    if (strcmp(t->engine, "sqlite") == 0)
        assert_err(ERR_BROKEN,
                   try_script(t, S("REPLACE INTO page (id, text) VALUES (1, 'changed');\n")));
    else
        assert_err(ERR_BROKEN, try_script(t, S("TRUNCATE page;\n")));
    assert_ok(db_i64(t->db, &count, NO_ARGS, &n));
    assert_int_equal(n, 1);
    assert_ok(try_script(t, S("INSERT INTO page (text) VALUES ('kept');\n")));
}

static void a_second_immutable_table_is_fine(struct test_store *t)
{
    test_script(t,
                S("CREATE TABLE a (id ID);\nIMMUTABLE a;\nCREATE TABLE b (id ID);\nIMMUTABLE b;\n"
                  "INSERT INTO b (id) VALUES (1);\n"));
    assert_err(ERR_BROKEN, try_script(t, S("DELETE FROM b;\n")));
}

static void a_step_may_convert_an_immutable_table(struct test_store *t)
{
    test_script(t,
                S("CREATE TABLE a (id ID, n BIGINT);\nIMMUTABLE a;\nINSERT INTO a (n) VALUES (1);\n"
                  "MUTABLE a;\nUPDATE a SET n = 2;\nIMMUTABLE a;\n"));
    assert_err(ERR_BROKEN, try_script(t, S("UPDATE a SET n = 3;\n")));
}

static str step_with(str part)
{
    for (size_t i = 0; i < migrate_steps_n; i++)
        if (str_has(migrate_steps[i].text, part))
            return migrate_steps[i].text;
    fail_msg("no step has %.*s", STR_ARG(part));
    return (str){0};
}

static i64 number_of(struct test_store *t, str text)
{
    struct sql q = {.name = "number", .text = text};
    i64 n;
    assert_ok(db_i64(t->db, &q, NO_ARGS, &n));
    return n;
}

/* The tables as they were, with the columns that the step is about. */
static void rates_in_thousandths_become_millionths(struct test_store *t)
{
    test_script(
        t,
        S("MUTABLE sales_document;\nMUTABLE sales_document_item;\n"
          "ALTER TABLE sales_order RENAME TO x1;\nALTER TABLE sales_order_item RENAME TO x2;\n"
          "ALTER TABLE sales_document RENAME TO x3;\nALTER TABLE sales_document_item RENAME TO x4;\n"
          "CREATE TABLE sales_order (id ID, shipping_permille BIGINT NOT NULL);\n"
          "CREATE TABLE sales_order_item (id ID, tax_permille BIGINT NOT NULL);\n"
          "CREATE TABLE sales_document (id ID, shipping_permille BIGINT NOT NULL);\n"
          "CREATE TABLE sales_document_item (id ID, tax_permille BIGINT NOT NULL);\n"
          "IMMUTABLE sales_document;\nIMMUTABLE sales_document_item;\n"
          "INSERT INTO sales_order (shipping_permille) VALUES (190);\n"
          "INSERT INTO sales_order_item (tax_permille) VALUES (70), (0);\n"
          "INSERT INTO sales_document (shipping_permille) VALUES (55);\n"
          "INSERT INTO sales_document_item (tax_permille) VALUES (200);\n"));
    test_script(t, step_with(S("RENAME COLUMN shipping_permille")));
    assert_int_equal(number_of(t, S("SELECT shipping_ppm FROM sales_order")), 190000);
    assert_int_equal(number_of(t, S("SELECT CAST(sum(tax_ppm) AS BIGINT) FROM sales_order_item")),
                     70000);
    assert_int_equal(number_of(t, S("SELECT shipping_ppm FROM sales_document")), 55000);
    assert_int_equal(number_of(t, S("SELECT tax_ppm FROM sales_document_item")), 200000);
    assert_err(ERR_BROKEN, try_script(t, S("UPDATE sales_document SET shipping_ppm = 1;\n")));
    assert_err(ERR_BROKEN, try_script(t, S("DELETE FROM sales_document_item;\n")));
}

static void amounts_are_the_base_currencys_too(struct test_store *t)
{
    test_script(
        t, S("MUTABLE sales_document;\nMUTABLE sales_document_item;\n"
             "ALTER TABLE sales_order RENAME TO x1;\nALTER TABLE sales_order_item RENAME TO x2;\n"
             "ALTER TABLE sales_document RENAME TO x3;\n"
             "ALTER TABLE sales_document_item RENAME TO x4;\nDROP TABLE currency_rate;\n"
             "ALTER TABLE cart DROP COLUMN currency;\n"
             "ALTER TABLE website ADD COLUMN currency TEXT NOT NULL DEFAULT 'CHF';\n"
             "CREATE TABLE sales_order (id ID, subtotal BIGINT, discount BIGINT, shipping BIGINT, "
             "shipping_tax BIGINT, tax BIGINT, grand_total BIGINT, base_grand_total BIGINT, paid "
             "BIGINT, refunded BIGINT, canceled BIGINT, shipping_invoiced BIGINT, "
             "shipping_refunded BIGINT);\n"
             "CREATE TABLE sales_order_item (id ID, original_price BIGINT, price BIGINT, subtotal "
             "BIGINT, tax BIGINT, discount BIGINT, row_total BIGINT);\n"
             "CREATE TABLE sales_document (id ID, subtotal BIGINT, discount BIGINT, shipping "
             "BIGINT, shipping_tax BIGINT, tax BIGINT, adjustment_refund BIGINT, adjustment_fee "
             "BIGINT, grand_total BIGINT, base_grand_total BIGINT);\n"
             "CREATE TABLE sales_document_item (id ID, price BIGINT, subtotal BIGINT, tax BIGINT, "
             "discount BIGINT, row_total BIGINT);\n"
             "IMMUTABLE sales_document;\nIMMUTABLE sales_document_item;\n"
             "INSERT INTO sales_order VALUES (1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);\n"
             "INSERT INTO sales_order_item VALUES (1, 1, 2, 3, 4, 5, 6);\n"
             "INSERT INTO sales_document VALUES (1, 1, 2, 3, 4, 5, 6, 7, 8, 9);\n"
             "INSERT INTO sales_document_item VALUES (1, 1, 2, 3, 4, 5);\n"));
    test_script(t, step_with(S("CREATE TABLE currency_rate")));
    static const str same[] = {
        S("SELECT count(*) FROM sales_order WHERE base_subtotal = 1 AND base_discount = 2 AND "
          "base_shipping = 3 AND base_shipping_tax = 4 AND base_tax = 5 AND base_grand_total = 6 "
          "AND base_paid = 8 AND base_refunded = 9 AND base_canceled = 10 AND "
          "base_shipping_invoiced = 11 AND base_shipping_refunded = 12 AND base_to_order_rate = "
          "100000000"),
        S("SELECT count(*) FROM sales_order_item WHERE base_original_price = 1 AND base_price = 2 "
          "AND base_subtotal = 3 AND base_tax = 4 AND base_discount = 5 AND base_row_total = 6"),
        S("SELECT count(*) FROM sales_document WHERE base_subtotal = 1 AND base_discount = 2 AND "
          "base_shipping = 3 AND base_shipping_tax = 4 AND base_tax = 5 AND base_adjustment_refund "
          "= 6 AND base_adjustment_fee = 7 AND base_grand_total = 8"),
        S("SELECT count(*) FROM sales_document_item WHERE base_price = 1 AND base_subtotal = 2 AND "
          "base_tax = 3 AND base_discount = 4 AND base_row_total = 5"),
        S("SELECT count(*) FROM setting WHERE scope = 'website' AND scope_id = 1 AND path = "
          "'currency/options/base' AND value = 'CHF'"),
    };
    for (size_t i = 0; i < COUNT(same); i++)
        assert_int_equal(number_of(t, same[i]), 1);
    assert_err(ERR_BROKEN, try_script(t, S("UPDATE sales_document SET base_tax = 1;\n")));
}

/* The tables as they were before products had scopes, with a product that has a text for one view. */
static void products_come_into_all_websites_and_keep_what_views_show(struct test_store *t)
{
    test_script(
        t,
        S("DROP TABLE website_filling;\nDROP TABLE product_name_word;\nDROP TABLE product_shown;\n"
          "DROP TABLE category_view;\nDROP TABLE product_view;\nDROP TABLE product_price;\n"
          "DROP TABLE product_website;\nDROP INDEX product_name;\nDROP INDEX product_sku;\n"
          "DROP INDEX product_price_order;\nDROP INDEX product_active;\nDROP INDEX product_visible;\n"
          "ALTER TABLE product DROP COLUMN name_fold;\nALTER TABLE product DROP COLUMN sku_fold;\n"
          "INSERT INTO website (id, code, name, sort_order, is_default) "
          "VALUES (7, 'us', 'US', 1, FALSE);\n"
          "INSERT INTO store (id, website_id, code, name, is_default) VALUES (7, 7, 'us', 'US', TRUE);\n"
          "INSERT INTO store_view (id, store_id, code, name, enabled, sort_order, is_default) "
          "VALUES (7, 7, 'us', 'US', TRUE, 0, TRUE);\n"
          "INSERT INTO product (id, sku, slug, active, visible, price, special_price, tax_class, virtual, "
          "weight_g, picture, created_at, version) VALUES "
          "(5, 'Mug', 'mug', TRUE, FALSE, 900, 700, 'standard', FALSE, 1, '', 1, 1);\n"
          "INSERT INTO product_text (product_id, store_view_id, name, name_fold, short, description) VALUES "
          "(5, 0, 'Mug', 'mug', 's', 'd'), (5, 2, 'Becher', 'becher', 'k', 'b'), (5, 99, 'x', 'x', '', '');\n"
          "INSERT INTO category (id, parent_id, slug, sort_order, active, version) "
          "VALUES (5, NULL, 'k', 0, TRUE, 1);\n"
          "INSERT INTO category_text (category_id, store_view_id, name, description) VALUES "
          "(5, 0, 'Kitchen', ''), (5, 2, 'Küche', '');\n"));
    test_script(t, step_with(S("CREATE TABLE product_shown")));
    assert_int_equal(number_of(t, S("SELECT count(*) FROM product_website")), 2);
    assert_int_equal(number_of(t, S("SELECT count(*) FROM product_text")), 1);
    assert_int_equal(number_of(t, S("SELECT count(*) FROM product_view WHERE name = 'Becher' AND "
                                    "short = 'k' AND active IS NULL AND store_view_id = 2")),
                     1);
    assert_int_equal(number_of(t, S("SELECT count(*) FROM category_view WHERE name = 'Küche'")), 1);
    assert_int_equal(number_of(t, S("SELECT count(*) FROM category_text")), 1);
    assert_int_equal(
        number_of(t, S("SELECT count(*) FROM product_shown WHERE active AND NOT listed "
                       "AND price = 900 AND special_price = 700")),
        3);
    assert_int_equal(number_of(t, S("SELECT count(*) FROM product_shown WHERE name = 'Becher'")),
                     1);
    assert_int_equal(
        number_of(t,
                  S("SELECT count(*) FROM product WHERE name_fold = 'mug' AND sku_fold = 'mug'")),
        1);
    assert_int_equal(number_of(t, S("SELECT count(*) FROM view_filling WHERE next_id = 0")), 3);
}

static void a_column_takes_only_its_type(struct test_store *t)
{
    test_script(t,
                S("CREATE TABLE typed (id ID, n BIGINT, yes BOOLEAN, bytes BYTEA, text TEXT);\n"));
    assert_ok(try_script(
        t, S("INSERT INTO typed (n, yes, text) VALUES (9223372036854775807, TRUE, 'x');\n")));
    assert_true(try_script(t, S("INSERT INTO typed (n) VALUES ('many');\n")) != OK);
    assert_true(try_script(t, S("INSERT INTO typed (yes) VALUES ('maybe');\n")) != OK);
}

/* The log may speak of a row that is gone: its number must not come back as another's. */
static void the_number_of_a_deleted_row_is_not_given_again(struct test_store *t)
{
    static const struct sql last = {.name = "last", .text = S("SELECT max(id) FROM row")};
    i64 first, second;
    test_script(
        t,
        S("CREATE TABLE row (id ID, text TEXT NOT NULL);\nINSERT INTO row (text) VALUES ('a'), ('b');\n"));
    assert_ok(db_i64(t->db, &last, NO_ARGS, &first));
    test_script(t, S("DELETE FROM row WHERE text = 'b';\nINSERT INTO row (text) VALUES ('c');\n"));
    assert_ok(db_i64(t->db, &last, NO_ARGS, &second));
    assert_true(second > first);
}

static void rows_of_a_step_with_their_ids_do_not_block_the_next(struct test_store *t)
{
    struct write w;
    test_script(
        t,
        S("CREATE TABLE given (id ID, text TEXT NOT NULL);\nINSERT INTO given (id, text) VALUES (1, 'a');\n"));
    assert_ok(write_begin(t->store, &w));
    if (w.db->engine->step_end)
        assert_ok(db_script(w.db, w.db->engine->step_end));
    assert_ok(write_commit(&w));
    test_script(t, S("INSERT INTO given (text) VALUES ('b');\n"));
}

/* ---- pure ---- */

static void a_text_is_cut_into_statements(struct test_store *t)
{
    str rest = S(
        "-- A comment;\n\nCREATE TABLE a (\n    id ID);\n  -- another\nINSERT INTO a (t)\n  VALUES (';');\n\nx");
    str s;
    assert_true(dialect_cut(t->mem, &rest, &s));
    assert_str_equal(s, S("CREATE TABLE a (\nid ID)"));
    assert_true(dialect_cut(t->mem, &rest, &s));
    assert_str_equal(s, S("INSERT INTO a (t)\nVALUES (';')"));
    assert_true(dialect_cut(t->mem, &rest, &s));
    assert_str_equal(s, S("x"));
    assert_false(dialect_cut(t->mem, &rest, &s));
}

static void only_types_of_columns_are_spelled(struct test_store *t)
{
    str s = S(
        "CREATE TABLE a (id ID, ID_n BIGINT DEFAULT 0, t TEXT CHECK (t <> 'TEXT' AND CAST(t AS TEXT) <> ''))");
    assert_str_equal(
        dialect_spell(t->mem, &dialect_sqlite, s),
        S("CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, ID_n INTEGER DEFAULT 0, "
          "t TEXT CHECK (t <> 'TEXT' AND CAST(t AS TEXT) <> '')) STRICT"));
    assert_str_equal(
        dialect_spell(t->mem, &dialect_postgres, s),
        S("CREATE TABLE a (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, "
          "ID_n BIGINT DEFAULT 0, t TEXT COLLATE \"C\" CHECK (t <> 'TEXT' AND CAST(t AS TEXT) <> ''))"));
    assert_str_equal(
        dialect_spell(t->mem, &dialect_sqlite, S("ALTER TABLE a ADD COLUMN b BOOLEAN")),
        S("ALTER TABLE a ADD COLUMN b INTEGER"));
    assert_str_equal(dialect_spell(t->mem, &dialect_sqlite,
                                   S("INSERT INTO a VALUES ('BOOLEAN', CAST(1 AS BIGINT))")),
                     S("INSERT INTO a VALUES ('BOOLEAN', CAST(1 AS BIGINT))"));
}

static const struct test both[] = {
    TEST(a_migrated_database_is_up_to_date),
    TEST(a_newer_database_is_refused),
    TEST(an_empty_database_is_older),
    TEST(a_step_that_fails_leaves_nothing),
    TEST(nodes_that_start_together_migrate_once),
    TEST(an_immutable_table_refuses_update_and_delete),
    TEST(a_second_immutable_table_is_fine),
    TEST(a_step_may_convert_an_immutable_table),
    TEST(rates_in_thousandths_become_millionths),
    TEST(amounts_are_the_base_currencys_too),
    TEST(products_come_into_all_websites_and_keep_what_views_show),
    TEST(a_column_takes_only_its_type),
    TEST(the_number_of_a_deleted_row_is_not_given_again),
    TEST(rows_of_a_step_with_their_ids_do_not_block_the_next),
};
static const struct test pure[] = {
    TEST(a_text_is_cut_into_statements),
    TEST(only_types_of_columns_are_spelled),
};

int main(void)
{
    return run_on_both(both, COUNT(both)) + run_on_sqlite(pure, COUNT(pure));
}
