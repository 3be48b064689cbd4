#include "base/log.h"
#include "base/time.h"
#include "data/engine.h"
#include "data/migrate_steps.h"
#include "data/record.h"
#include "test_store.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct thing {
    i64 id;
    str name;
    bool ready;
    money price;
    when at;
    struct hash proof;
    i64 owner_id;
    str note;
};

static const struct field thing_fields[] = {
    FIELD(struct thing, id, F_PLAIN),       FIELD(struct thing, name, F_PLAIN),
    FIELD(struct thing, ready, F_PLAIN),    FIELD(struct thing, price, F_PLAIN),
    FIELD(struct thing, at, F_NULL0),       FIELD(struct thing, proof, F_HIDDEN),
    FIELD(struct thing, owner_id, F_NULL0), FIELD(struct thing, note, F_NULL0),
};
static const struct record thing_record = RECORD(struct thing, thing_fields);

static const str things =
    S("CREATE TABLE owner (id ID, name TEXT NOT NULL UNIQUE CHECK (name <> ''));\n"
      "CREATE TABLE thing (\n"
      "    id ID, name TEXT NOT NULL, ready BOOLEAN NOT NULL, price BIGINT NOT NULL, at BIGINT,\n"
      "    proof BYTEA NOT NULL, owner_id BIGINT REFERENCES owner (id), note TEXT);\n");

/* As tools/sqlgen makes them. */
static const struct sql thing_add = {
    .name = "thing:add",
    .text = S("INSERT INTO thing (name, ready, price, at, proof, owner_id, note)"
              " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id"),
    .n = 7,
    .params = (const char *const[]){"name", "ready", "price", "at", "proof", "owner_id", "note"},
};
static const struct sql thing_get = {
    .name = "thing:get",
    .text = S("SELECT id, name, ready, price, at, proof, owner_id, note FROM thing WHERE id = $1"),
    .n = 1,
};
static const struct sql thing_all = {
    .name = "thing:all",
    .text = S("SELECT id, name FROM thing ORDER BY id LIMIT 1000"),
};
static const struct sql thing_rename = {
    .name = "thing:rename",
    .text = S("UPDATE thing SET name = $2 WHERE id = $1"),
    .n = 2,
};
static const struct sql thing_count = {.name = "thing:count",
                                       .text = S("SELECT count(*) FROM thing")};
static const struct sql thing_note = {
    .name = "thing:note",
    .text = S("SELECT note FROM thing WHERE id = $1"),
    .n = 1,
};
static const struct sql owner_add = {
    .name = "owner:add",
    .text = S("INSERT INTO owner (name) VALUES ($1) RETURNING id"),
    .n = 1,
};
static const struct sql owner_count = {.name = "owner:count",
                                       .text = S("SELECT count(*) FROM owner")};

static i64 count(struct test_store *t, const struct sql *q)
{
    i64 n = -1;
    assert_ok(db_i64(t->db, q, NO_ARGS, &n));
    return n;
}

static i64 add_thing(struct test_store *t, const struct thing *thing)
{
    i64 id = 0;
    struct write w;
    assert_ok(write_begin(t->store, &w));
    assert_ok(db_put(w.db, &thing_add, &thing_record, thing, &id));
    assert_ok(write_commit(&w));
    return id;
}

static void a_row_comes_back_as_it_went(struct test_store *t)
{
    test_script(t, things);
    struct thing in = {.name = S("Grüße \"'; DROP TABLE thing; --"),
                       .ready = true,
                       .price = {-1999},
                       .at = {INT64_MAX},
                       .note = S("x")};
    for (size_t i = 0; i < sizeof in.proof.at; i++)
        in.proof.at[i] = (byte)(i * 9);
    struct thing out;
    assert_ok(db_one(t->db, t->mem, &thing_get, ARGS(add_thing(t, &in)), &thing_record, &out));
    assert_str_equal(out.name, in.name);
    assert_true(out.ready);
    assert_int_equal(out.price.minor, -1999);
    assert_true(out.at.us == INT64_MAX);
    assert_memory_equal(&out.proof, &in.proof, sizeof in.proof);
    assert_str_equal(out.note, S("x"));
}

static void null0_members_are_null_and_read_as_nothing(struct test_store *t)
{
    static const struct sql nulls = {
        .name = "nulls",
        .text =
            S("SELECT count(*) FROM thing WHERE at IS NULL AND owner_id IS NULL AND note IS NULL"),
    };
    test_script(t, things);
    i64 id = add_thing(t, &(struct thing){.name = S("")});
    assert_int_equal(count(t, &nulls), 1);
    struct thing out = {.note = S("old"), .owner_id = 7};
    assert_ok(db_one(t->db, t->mem, &thing_get, ARGS(id), &thing_record, &out));
    assert_int_equal(out.owner_id, 0);
    assert_int_equal(out.note.n, 0);
    assert_int_equal(out.at.us, 0);
    str note = S("old");
    assert_ok(db_str(t->db, t->mem, &thing_note, ARGS(id), &note));
    assert_int_equal(note.n, 0);
}

static void no_row_is_not_found_and_leaves_the_result_alone(struct test_store *t)
{
    test_script(t, things);
    struct thing out = {.id = 77};
    i64 n = 5;
    str s = S("old");
    assert_err(ERR_NOT_FOUND, db_one(t->db, t->mem, &thing_get, ARGS(1), &thing_record, &out));
    assert_err(ERR_NOT_FOUND, db_i64(t->db, &thing_get, ARGS(1), &n));
    assert_err(ERR_NOT_FOUND, db_str(t->db, t->mem, &thing_note, ARGS(1), &s));
    assert_int_equal(out.id, 77);
    assert_int_equal(n, 5);
    assert_str_equal(s, S("old"));
}

static void a_list_holds_every_row_in_order(struct test_store *t)
{
    test_script(t, things);
    struct write w;
    assert_ok(write_begin(t->store, &w));
    for (i64 i = 1; i <= 100; i++) {
        struct thing thing = {.name = str_format(t->mem, "thing %lld", (long long)i)};
        assert_ok(db_put(w.db, &thing_add, &thing_record, &thing, NULL));
    }
    assert_ok(write_commit(&w));
    LIST(struct thing) all;
    assert_ok(db_all(t->db, t->mem, &thing_all, NO_ARGS, &thing_record, &all));
    assert_int_equal(all.n, 100);
    assert_str_equal(all.at[99].name, S("thing 100"));
    assert_str_equal(all.at[0].name, S("thing 1"));
}

static void R39_a_reading_connection_refuses_a_write(struct test_store *t)
{
    static const struct sql drop = {.name = "drop", .text = S("DROP TABLE thing")};
    static const struct sql off = {.name = "off", .text = S("DELETE FROM owner")};
    test_script(t, things);
    i64 id;
    assert_err(ERR_BROKEN, db_run(t->db, &thing_rename, ARGS(1, S("x")), NULL));
    assert_err(ERR_BROKEN,
               db_put(t->db, &thing_add, &thing_record, &(struct thing){.name = S("x")}, &id));
    assert_err(ERR_BROKEN, db_run(t->db, &drop, NO_ARGS, NULL));
    assert_err(ERR_BROKEN, db_run(t->db, &off, NO_ARGS, NULL));
    assert_ok(db_read_begin(t->db));
    assert_err(ERR_BROKEN, db_i64(t->db, &owner_add, ARGS(S("x")), &id));
    db_read_end(t->db);
    assert_int_equal(count(t, &thing_count), 0);
    assert_int_equal(count(t, &owner_count), 0);
}

static void a_parameter_may_stand_anywhere_and_twice(struct test_store *t)
{
    static const struct sql q = {
        .name = "q",
        .text = S(
            "SELECT name FROM thing WHERE name = $3 AND (price > $2 OR price = $1) AND name = $3"),
        .n = 3,
    };
    test_script(t, things);
    (void)add_thing(t, &(struct thing){.name = S("n"), .price = {5}});
    str name;
    assert_ok(db_str(t->db, t->mem, &q, ARGS(5, 100, S("n")), &name));
    assert_err(ERR_NOT_FOUND, db_str(t->db, t->mem, &q, ARGS(100, 5, S("n")), &name));
}

static void a_null_parameter_equals_nothing(struct test_store *t)
{
    static const struct sql q = {
        .name = "q",
        .text = S("SELECT count(*) FROM thing WHERE owner_id = $1"),
        .n = 1,
    };
    test_script(t, things);
    (void)add_thing(t, &(struct thing){.name = S("nobody's")});
    i64 n;
    assert_ok(db_i64(t->db, &q, ARGS(opt_i64(0)), &n));
    assert_int_equal(n, 0);
}

static void unique_check_and_foreign_key_are_conflicts(struct test_store *t)
{
    test_script(t, things);
    struct write w;
    i64 id;
    assert_ok(write_begin(t->store, &w));
    assert_ok(db_i64(w.db, &owner_add, ARGS(S("anna")), &id));
    assert_ok(write_commit(&w));
    assert_ok(write_begin(t->store, &w));
    assert_err(ERR_CONFLICT, db_i64(w.db, &owner_add, ARGS(S("anna")), &id));
    write_end(&w);
    assert_ok(write_begin(t->store, &w));
    assert_err(ERR_CONFLICT, db_i64(w.db, &owner_add, ARGS(S("")), &id));
    write_end(&w);
    assert_ok(write_begin(t->store, &w));
    struct thing stray = {.name = S("x"), .owner_id = 404};
    assert_err(ERR_CONFLICT, db_put(w.db, &thing_add, &thing_record, &stray, NULL));
    write_end(&w);
    assert_int_equal(count(t, &owner_count), 1);
    assert_int_equal(count(t, &thing_count), 0);
}

static void after_a_failed_statement_a_work_does_nothing_more(struct test_store *t)
{
    test_script(t, things);
    struct write w;
    i64 id;
    assert_ok(write_begin(t->store, &w));
    assert_ok(db_i64(w.db, &owner_add, ARGS(S("anna")), &id));
    assert_err(ERR_CONFLICT, db_i64(w.db, &owner_add, ARGS(S("anna")), &id));
    assert_err(ERR_CONFLICT, db_i64(w.db, &owner_add, ARGS(S("berta")), &id));
    assert_err(ERR_CONFLICT, write_commit(&w));
    assert_int_equal(count(t, &owner_count), 0);
}

static void changed_counts_the_rows(struct test_store *t)
{
    static const struct sql all = {
        .name = "all", .text = S("UPDATE owner SET name = name || $1"), .n = 1};
    test_script(t, things);
    struct write w;
    i64 changed = -1, id;
    assert_ok(write_begin(t->store, &w));
    assert_ok(db_run(w.db, &all, ARGS(S("!")), &changed));
    assert_int_equal(changed, 0);
    assert_ok(db_i64(w.db, &owner_add, ARGS(S("anna")), &id));
    assert_ok(db_i64(w.db, &owner_add, ARGS(S("berta")), &id));
    assert_ok(db_run(w.db, &all, ARGS(S("!")), &changed));
    assert_int_equal(changed, 2);
    assert_ok(db_run(w.db, &thing_rename, ARGS(404, S("x")), &changed));
    assert_int_equal(changed, 0);
    assert_ok(write_commit(&w));
}

static void a_snapshot_does_not_see_what_came_after_it(struct test_store *t)
{
    test_script(t, things);
    assert_ok(db_read_begin(t->db));
    assert_int_equal(count(t, &thing_count), 0);
    (void)add_thing(t, &(struct thing){.name = S("late")});
    assert_int_equal(count(t, &thing_count), 0);
    db_read_end(t->db);
    assert_int_equal(count(t, &thing_count), 1);
}

static void R37_a_text_with_nul_or_broken_utf8_is_refused(struct test_store *t)
{
    test_script(t, things);
    static const str bad[] = {S("a\0b"), S("\xff"), S("\xc0\xaf"), S("\xed\xa0\x80")};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct write w;
        i64 id;
        assert_ok(write_begin(t->store, &w));
        assert_err(ERR_INVALID, db_i64(w.db, &owner_add, ARGS(bad[i]), &id));
        assert_ok(write_commit(&w));
    }
    assert_int_equal(count(t, &owner_count), 0);
}

static void texts_compare_by_bytes(struct test_store *t)
{
    static const struct sql sorted = {.name = "sorted",
                                      .text = S("SELECT name FROM owner ORDER BY name LIMIT 10")};
    static const struct sql prefix = {
        .name = "prefix",
        .text = S("SELECT count(*) FROM owner WHERE name >= $1 AND name < $2"),
        .n = 2,
    };
    test_script(t, things);
    test_script(t,
                S("INSERT INTO owner (name) VALUES ('b'), ('B'), ('a'), ('ä'), ('_'), ('-a');\n"));
    LIST(struct thing) rows;
    assert_ok(db_all(t->db, t->mem, &sorted, NO_ARGS, &thing_record, &rows));
    static const str order[] = {S("-a"), S("B"), S("_"), S("a"), S("b"), S("ä")};
    assert_int_equal(rows.n, COUNT(order));
    for (size_t i = 0; i < rows.n; i++)
        assert_str_equal(rows.at[i].name, order[i]);
    i64 n;
    assert_ok(db_i64(t->db, &prefix, ARGS(S("a"), S("a\xf4\x8f\xbf\xbf")), &n));
    assert_int_equal(n, 1);
}

static void a_column_that_no_member_wants_is_an_error(struct test_store *t)
{
    static const struct sql q = {.name = "q",
                                 .text = S("SELECT id, name AS naem FROM owner LIMIT 1")};
    static const struct sql wrong = {.name = "wrong",
                                     .text = S("SELECT name AS id FROM owner LIMIT 1")};
    test_script(t, things);
    test_script(t, S("INSERT INTO owner (name) VALUES ('a');\n"));
    struct thing out;
    assert_err(ERR_BROKEN, db_one(t->db, t->mem, &q, NO_ARGS, &thing_record, &out));
    assert_err(ERR_BROKEN, db_one(t->db, t->mem, &wrong, NO_ARGS, &thing_record, &out));
}

static void the_wrong_number_of_values_is_an_error(struct test_store *t)
{
    test_script(t, things);
    struct thing out;
    assert_err(ERR_BROKEN, db_one(t->db, t->mem, &thing_get, NO_ARGS, &thing_record, &out));
    assert_err(ERR_BROKEN, db_one(t->db, t->mem, &thing_get, ARGS(1, 2), &thing_record, &out));
}

static void a_statement_is_prepared_once_and_old_ones_make_room(struct test_store *t)
{
    for (int i = 0; i < 3 * DB_STATEMENTS_MOST; i++) {
        struct sql q = {.name = "many",
                        .text = str_format(t->mem, "SELECT %d", i % (DB_STATEMENTS_MOST + 100))};
        i64 n;
        assert_ok(db_i64(t->db, &q, NO_ARGS, &n));
        assert_int_equal(n, i % (DB_STATEMENTS_MOST + 100));
        assert_true(t->db->statements <= DB_STATEMENTS_MOST);
    }
    assert_int_equal(t->db->statements, DB_STATEMENTS_MOST);
}

static void queries_are_counted(struct test_store *t)
{
    test_script(t, things);
    u64 before = db_queries(t->db);
    (void)count(t, &thing_count);
    (void)count(t, &owner_count);
    assert_int_equal(db_queries(t->db) - before, 2);
}

static void a_work_reads_what_it_wrote_and_others_do_not(struct test_store *t)
{
    test_script(t, things);
    struct write w;
    i64 id, n;
    assert_ok(write_begin(t->store, &w));
    assert_ok(db_i64(w.db, &owner_add, ARGS(S("anna")), &id));
    assert_ok(db_i64(w.db, &owner_count, NO_ARGS, &n));
    assert_int_equal(n, 1);
    assert_int_equal(count(t, &owner_count), 0);
    assert_ok(write_commit(&w));
    assert_int_equal(count(t, &owner_count), 1);
}

/* ---- opening: no database is needed ---- */

static void why_it_does_not_open(struct test_store *t, const char *url, bool create, err expected,
                                 str part)
{
    struct store *s = NULL;
    str why;
    assert_err(expected, store_open(str_from(url), create, &s, t->mem, &why));
    assert_null(s);
    if (!str_has(why, part) || str_has(why, S("\n")))
        print_error("why: %.*s\n", STR_ARG(why));
    assert_true(str_has(why, part));
    assert_false(str_has(why, S("\n")));
}

static void a_store_that_cannot_open_says_why_in_one_line(struct test_store *t)
{
    why_it_does_not_open(t, "/nowhere/at/all/shop.db", true, ERR_BROKEN,
                         S("No such file or directory"));
    why_it_does_not_open(t, "/nowhere/at/all/shop.db", false, ERR_NOT_FOUND,
                         S("/nowhere/at/all/shop.db"));
    why_it_does_not_open(t, "/tmp", true, ERR_BROKEN, S("/tmp"));
    const char *file = str_z(t->mem, str_format(t->mem, "/tmp/kontor-text-%d", (int)getpid()));
    FILE *f = fopen(file, "w");
    for (int i = 0; i < 1000; i++)
        fputs("this is a letter, not a database\n", f);
    fclose(f);
    why_it_does_not_open(t, file, true, ERR_BROKEN, S("not a database"));
    unlink(file);
    why_it_does_not_open(t, "postgresql://nobody@127.0.0.1:1/none", true, ERR_AWAY,
                         S("cannot reach"));
    why_it_does_not_open(t, "host=/nowhere dbname=x", true, ERR_AWAY, S("cannot reach"));
}

static void assert_private(struct test_store *t, str file)
{
    struct stat st;
    assert_int_equal(stat(str_z(t->mem, file), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void a_new_database_is_its_owners_alone(struct test_store *t)
{
    str file = str_format(t->mem, "/tmp/kontor-private-%d", (int)getpid()), why;
    struct store *s;
    mode_t before = umask(0);
    assert_ok(store_open(file, true, &s, t->mem, &why));
    umask(before);
    assert_private(t, file);
    assert_private(t, str_join(t->mem, file, S("-wal")));
    assert_private(t, str_join(t->mem, file, S("-shm")));
    store_close(s);
    unlink(str_z(t->mem, file));
}

/* A database in memory has no log that a second connection could read. */
static void a_database_without_a_log_is_refused(struct test_store *t)
{
    str file = str_format(t->mem, "/tmp/kontor-memory-%d", (int)getpid());
    const char *url = str_z(t->mem, str_format(t->mem, "file:%.*s?mode=memory", STR_ARG(file)));
    why_it_does_not_open(t, url, true, ERR_BROKEN, S("write-ahead log"));
    unlink(str_z(t->mem, file));
}

static void a_url_may_choose_how_files_are_locked(struct test_store *t)
{
    str file = str_format(t->mem, "/tmp/kontor-alone-%d", (int)getpid()), why;
    str url = str_format(t->mem, "file:%.*s?vfs=unix-excl", STR_ARG(file));
    struct store *s;
    assert_ok(store_open(url, true, &s, t->mem, &why));
    assert_private(t, file);
    /* The log's index is in this process: another one is shut out. */
    assert_int_equal(access(str_z(t->mem, str_join(t->mem, file, S("-shm"))), F_OK), -1);
    store_close(s);
    unlink(str_z(t->mem, file));
}

static const struct test tests[] = {
    TEST(a_row_comes_back_as_it_went),
    TEST(null0_members_are_null_and_read_as_nothing),
    TEST(no_row_is_not_found_and_leaves_the_result_alone),
    TEST(a_list_holds_every_row_in_order),
    TEST(R39_a_reading_connection_refuses_a_write),
    TEST(a_parameter_may_stand_anywhere_and_twice),
    TEST(a_null_parameter_equals_nothing),
    TEST(unique_check_and_foreign_key_are_conflicts),
    TEST(after_a_failed_statement_a_work_does_nothing_more),
    TEST(changed_counts_the_rows),
    TEST(a_snapshot_does_not_see_what_came_after_it),
    TEST(R37_a_text_with_nul_or_broken_utf8_is_refused),
    TEST(texts_compare_by_bytes),
    TEST(a_column_that_no_member_wants_is_an_error),
    TEST(the_wrong_number_of_values_is_an_error),
    TEST(a_statement_is_prepared_once_and_old_ones_make_room),
    TEST(queries_are_counted),
    TEST(a_work_reads_what_it_wrote_and_others_do_not),
};
static const struct test once[] = {
    TEST(a_store_that_cannot_open_says_why_in_one_line), TEST(a_new_database_is_its_owners_alone),
    TEST(a_database_without_a_log_is_refused), TEST(a_url_may_choose_how_files_are_locked)};

int main(void)
{
    return run_on_both(tests, COUNT(tests)) + run_on_sqlite(once, COUNT(once));
}
