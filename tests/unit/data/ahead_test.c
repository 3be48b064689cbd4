#include "test_store.h"

#include <string.h>

struct note {
    i64 id;
    str text;
};
static const struct field note_fields[] = {FIELD(struct note, id, F_PLAIN),
                                           FIELD(struct note, text, F_PLAIN)};
static const struct record note_record = RECORD(struct note, note_fields);
typedef LIST(struct note) notes;

static const struct sql note_get = {
    .name = "note:get", .text = S("SELECT id, text FROM note WHERE id = $1"), .n = 1};
static const struct sql note_all = {.name = "note:all",
                                    .text =
                                        S("SELECT id, text FROM note WHERE text >= $1 ORDER BY id"),
                                    .n = 1};
static const struct sql note_count = {.name = "note:count", .text = S("SELECT count(*) FROM note")};
static const struct sql note_add = {
    .name = "note:add", .text = S("INSERT INTO note (text) VALUES ($1)"), .n = 1};
static const struct sql divide = {
    .name = "divide", .text = S("SELECT 7 / CAST($1 AS BIGINT)"), .n = 1};

static void make_notes(struct test_store *t)
{
    test_script(t, S("CREATE TABLE note (id ID, text TEXT NOT NULL);\n"
                     "INSERT INTO note (text) VALUES ('one'), ('two'), ('three');\n"));
}

static str text_of(struct test_store *t, i64 id)
{
    struct note n = {0};
    assert_ok(db_one(t->db, t->mem, &note_get, ARGS(id), &note_record, &n));
    return n.text;
}

static i64 count(struct test_store *t)
{
    i64 n = -1;
    assert_ok(db_i64(t->db, &note_count, NO_ARGS, &n));
    return n;
}

/* Prepares what is used below: that costs a trip of its own, once a connection. */
static void warm_up(struct test_store *t)
{
    const struct sql *all[] = {&note_get, &note_all, &note_count, &divide};
    make_notes(t);
    for (size_t i = 0; i < COUNT(all); i++)
        assert_ok(db_prepare(t->db, all[i]));
}

static bool has_trips(const struct test_store *t)
{
    return strcmp(t->engine, "postgres") == 0;
}

static void what_is_announced_comes_with_the_next_read(struct test_store *t)
{
    notes all = {0};
    warm_up(t);
    u64 before = db_trips(t->db);
    assert_ok(db_read_begin(t->db));
    db_ahead(t->db, &note_get, ARGS(2));
    db_ahead(t->db, &note_all, ARGS(S("t")));
    assert_int_equal(count(t), 3);
    assert_str_equal(text_of(t, 2), S("two"));
    assert_ok(db_all(t->db, t->mem, &note_all, ARGS(S("t")), &note_record, &all));
    db_read_end(t->db);
    assert_int_equal(all.n, 2);
    assert_str_equal(all.at[1].text, S("three"));
    assert_int_equal(db_trips(t->db) - before, has_trips(t) ? 1 : 0);
}

static void another_value_is_another_read(struct test_store *t)
{
    warm_up(t);
    assert_ok(db_read_begin(t->db));
    db_ahead(t->db, &note_get, ARGS(1));
    db_ahead(t->db, &note_get, ARGS(3));
    assert_str_equal(text_of(t, 2), S("two"));
    assert_str_equal(text_of(t, 3), S("three"));
    assert_str_equal(text_of(t, 1), S("one"));
    assert_str_equal(text_of(t, 1), S("one"));
    db_read_end(t->db);
}

static void the_values_are_copied(struct test_store *t)
{
    char text[] = "two";
    notes all = {0};
    warm_up(t);
    assert_ok(db_read_begin(t->db));
    db_ahead(t->db, &note_all, ARGS(str_from(text)));
    text[0] = (char)(text[0] + 1);
    assert_int_equal(count(t), 3);
    assert_ok(db_all(t->db, t->mem, &note_all, ARGS(S("two")), &note_record, &all));
    db_read_end(t->db);
    assert_int_equal(all.n, 1);
}

static void what_was_not_read_is_forgotten_with_the_snapshot(struct test_store *t)
{
    warm_up(t);
    assert_ok(db_read_begin(t->db));
    db_ahead(t->db, &note_count, NO_ARGS);
    assert_str_equal(text_of(t, 1), S("one"));
    db_read_end(t->db);
    struct write w;
    assert_ok(write_begin(t->store, &w));
    assert_ok(db_run(w.db, &note_add, ARGS(S("four")), NULL));
    assert_ok(write_commit(&w));
    assert_int_equal(count(t), 4);
    assert_ok(db_read_begin(t->db));
    assert_int_equal(count(t), 4);
    db_read_end(t->db);
}

static void outside_a_snapshot_nothing_is_announced(struct test_store *t)
{
    warm_up(t);
    db_ahead(t->db, &note_count, NO_ARGS);
    test_script(t, S("DELETE FROM note;\n"));
    assert_int_equal(count(t), 0);
}

static void one_snapshot_holds_for_all_of_them(struct test_store *t)
{
    warm_up(t);
    assert_ok(db_read_begin(t->db));
    db_ahead(t->db, &note_count, NO_ARGS);
    assert_str_equal(text_of(t, 1), S("one"));
    test_script(t, S("DELETE FROM note;\n"));
    assert_int_equal(count(t), 3);
    assert_int_equal(count(t), 3);
    db_read_end(t->db);
    assert_int_equal(count(t), 0);
}

static void many_are_more_than_fit_and_are_read_all_the_same(struct test_store *t)
{
    warm_up(t);
    assert_ok(db_read_begin(t->db));
    for (int i = 0; i < 160; i++)
        db_ahead(t->db, &note_get, ARGS(1 + i % 3));
    for (int i = 0; i < 160; i++)
        assert_str_equal(text_of(t, 1 + i % 3), i % 3 == 0   ? S("one")
                                                : i % 3 == 1 ? S("two")
                                                             : S("three"));
    db_read_end(t->db);
}

static void a_failure_among_them_fails_the_snapshot_only(struct test_store *t)
{
    i64 n;
    warm_up(t);
    assert_ok(db_read_begin(t->db));
    db_ahead(t->db, &divide, ARGS(0));
    assert_err(ERR_BROKEN, db_i64(t->db, &note_count, NO_ARGS, &n));
    assert_err(ERR_BROKEN, db_i64(t->db, &divide, ARGS(0), &n));
    db_read_end(t->db);
    assert_int_equal(count(t), 3);
    assert_ok(db_read_begin(t->db));
    db_ahead(t->db, &note_count, NO_ARGS);
    assert_ok(db_i64(t->db, &divide, ARGS(7), &n));
    assert_int_equal(n, 1);
    assert_int_equal(count(t), 3);
    db_read_end(t->db);
}

static void a_connection_lost_before_the_snapshot_is_not_noticed(struct test_store *t)
{
    warm_up(t);
    assert_int_equal(count(t), 3);
    test_cut_connections(t);
    assert_ok(db_read_begin(t->db));
    db_ahead(t->db, &note_get, ARGS(2));
    assert_int_equal(count(t), 3);
    assert_str_equal(text_of(t, 2), S("two"));
    db_read_end(t->db);
}

static const struct test both[] = {
    TEST(what_is_announced_comes_with_the_next_read),
    TEST(another_value_is_another_read),
    TEST(the_values_are_copied),
    TEST(what_was_not_read_is_forgotten_with_the_snapshot),
    TEST(outside_a_snapshot_nothing_is_announced),
    TEST(one_snapshot_holds_for_all_of_them),
    TEST(many_are_more_than_fit_and_are_read_all_the_same),
};
static const struct test postgres[] = {
    TEST(a_failure_among_them_fails_the_snapshot_only),
    TEST(a_connection_lost_before_the_snapshot_is_not_noticed),
};

int main(void)
{
    int failed = run_on_both(both, COUNT(both));
    return failed + run_on_postgres(postgres, COUNT(postgres));
}
