/* Changes that a work sends without waiting, and how often it waits for the server. */
#include "test_store.h"

#include <stdlib.h>
#include <string.h>

static const struct sql note_add = {
    .name = "note:add", .text = S("INSERT INTO note (text) VALUES ($1)"), .n = 1};
static const struct sql note_count = {.name = "note:count", .text = S("SELECT count(*) FROM note")};
static const struct sql note_rename = {
    .name = "note:rename", .text = S("UPDATE note SET text = $2 WHERE text = $1"), .n = 2};
static const struct sql note_id = {
    .name = "note:id", .text = S("SELECT id FROM note WHERE text = $1"), .n = 1};
static const struct sql note_put = {
    .name = "note:put",
    .text = S("INSERT INTO note (text) VALUES ($1) RETURNING id"),
    .n = 1,
    .params = (const char *const[]){"text"},
};

struct note {
    i64 id;
    str text;
};
static const struct field note_fields[] = {FIELD(struct note, id, F_PLAIN),
                                           FIELD(struct note, text, F_PLAIN)};
static const struct record note_record = RECORD(struct note, note_fields);

static i64 count(struct db *db)
{
    i64 n = -1;
    assert_ok(db_i64(db, &note_count, NO_ARGS, &n));
    return n;
}

static bool is_postgres(const struct test_store *t)
{
    return strcmp(t->engine, "postgres") == 0;
}

static void make_notes(struct test_store *t)
{
    test_script(t, S("CREATE TABLE note (id ID, text TEXT NOT NULL UNIQUE);\n"
                     "INSERT INTO note (text) VALUES ('one'), ('two');\n"));
    struct write w;
    assert_ok(write_begin(t->store, &w));
    const struct sql *all[] = {&note_add, &note_count, &note_rename, &note_id, &note_put};
    for (size_t i = 0; i < COUNT(all); i++)
        assert_ok(db_prepare(w.db, all[i]));
    write_end(&w);
}

/* A work that has begun. */
static void begin(struct test_store *t, struct write *w)
{
    assert_ok(write_begin(t->store, w));
    assert_int_equal(count(w->db), 2);
}

static void what_is_sent_is_written_by_the_commit(struct test_store *t)
{
    struct write w;
    make_notes(t);
    u64 before = store_trips(t->store);
    begin(t, &w);
    assert_ok(db_send(w.db, &note_add, ARGS(S("three"))));
    assert_ok(db_send_row(w.db, &note_put, &note_record, &(struct note){.text = S("four")}));
    assert_ok(write_commit(&w));
    assert_int_equal(count(t->db), 4);
    assert_int_equal(store_trips(t->store) - before, is_postgres(t) ? 2 : 0);
}

static void what_is_sent_is_not_written_without_a_commit(struct test_store *t)
{
    struct write w;
    make_notes(t);
    begin(t, &w);
    assert_ok(db_send(w.db, &note_add, ARGS(S("three"))));
    write_end(&w);
    begin(t, &w);
    assert_ok(write_commit(&w));
    assert_int_equal(count(t->db), 2);
}

static void the_next_statement_sees_what_was_sent(struct test_store *t)
{
    struct write w;
    i64 rows = 0;
    make_notes(t);
    begin(t, &w);
    assert_ok(db_send(w.db, &note_add, ARGS(S("three"))));
    assert_int_equal(count(w.db), 3);
    assert_ok(db_send(w.db, &note_rename, ARGS(S("three"), S("drei"))));
    assert_ok(db_run(w.db, &note_rename, ARGS(S("drei"), S("trois")), &rows));
    assert_int_equal(rows, 1);
    assert_ok(write_commit(&w));
}

static void the_first_of_a_work_may_be_sent(struct test_store *t)
{
    struct write w;
    make_notes(t);
    assert_ok(write_begin(t->store, &w));
    assert_ok(db_send(w.db, &note_add, ARGS(S("three"))));
    assert_ok(db_send(w.db, &note_add, ARGS(S("four"))));
    assert_ok(write_commit(&w));
    assert_int_equal(count(t->db), 4);
}

static void many_are_more_than_wait_at_once(struct test_store *t)
{
    struct write w;
    make_notes(t);
    begin(t, &w);
    for (int i = 0; i < 300; i++)
        assert_ok(db_send(w.db, &note_add, ARGS(str_format(t->mem, "note %d", i))));
    assert_ok(write_commit(&w));
    assert_int_equal(count(t->db), 302);
}

static void the_values_of_what_is_sent_are_copied(struct test_store *t)
{
    char text[] = "three";
    struct write w;
    i64 id;
    make_notes(t);
    begin(t, &w);
    assert_ok(db_send(w.db, &note_add, ARGS(str_from(text))));
    text[0] = (char)(text[0] + 1);
    assert_ok(write_commit(&w));
    assert_ok(db_i64(t->db, &note_id, ARGS(S("three")), &id));
}

/* Where it waits for every statement, the engine says at once what is wrong. */
static void a_failure_of_what_was_sent_makes_the_commit_fail(struct test_store *t)
{
    struct write w;
    make_notes(t);
    begin(t, &w);
    assert_ok(db_send(w.db, &note_add, ARGS(S("three"))));
    assert_err(is_postgres(t) ? OK : ERR_CONFLICT, db_send(w.db, &note_add, ARGS(S("two"))));
    assert_err(is_postgres(t) ? OK : ERR_CONFLICT, db_send(w.db, &note_add, ARGS(S("four"))));
    assert_err(ERR_CONFLICT, write_commit(&w));
    assert_int_equal(count(t->db), 2);
    begin(t, &w);
    assert_ok(db_send(w.db, &note_add, ARGS(S("three"))));
    assert_ok(write_commit(&w));
    assert_int_equal(count(t->db), 3);
}

static void a_failure_of_what_was_sent_comes_from_the_next_statement(struct test_store *t)
{
    struct write w;
    i64 n;
    make_notes(t);
    begin(t, &w);
    assert_err(is_postgres(t) ? OK : ERR_CONFLICT, db_send(w.db, &note_add, ARGS(S("two"))));
    assert_err(ERR_CONFLICT, db_i64(w.db, &note_count, NO_ARGS, &n));
    assert_err(ERR_CONFLICT, db_send(w.db, &note_add, ARGS(S("three"))));
    assert_err(ERR_CONFLICT, db_run(w.db, &note_add, ARGS(S("three")), NULL));
    assert_err(ERR_CONFLICT, write_commit(&w));
    assert_int_equal(count(t->db), 2);
}

static void no_text_that_is_broken_is_sent(struct test_store *t)
{
    struct write w;
    make_notes(t);
    begin(t, &w);
    assert_err(ERR_INVALID, db_send(w.db, &note_add, ARGS(S("\xFF"))));
    assert_err(ERR_BROKEN, db_send(w.db, &note_add, NO_ARGS));
    write_end(&w);
}

static void what_a_work_announces_comes_in_the_order_of_the_calls(struct test_store *t)
{
    struct write w;
    i64 rows = 0, id = 0;
    make_notes(t);
    u64 before = store_trips(t->store);
    assert_ok(write_begin(t->store, &w));
    db_ahead(w.db, &note_rename, ARGS(S("two"), S("zwei")));
    db_ahead(w.db, &note_id, ARGS(S("zwei")));
    db_ahead(w.db, &note_count, NO_ARGS);
    assert_ok(db_run(w.db, &note_rename, ARGS(S("two"), S("zwei")), &rows));
    assert_int_equal(rows, 1);
    assert_ok(db_i64(w.db, &note_id, ARGS(S("zwei")), &id));
    assert_int_equal(count(w.db), 2);
    assert_ok(write_commit(&w));
    assert_int_equal(store_trips(t->store) - before, is_postgres(t) ? 2 : 0);
    assert_ok(db_i64(t->db, &note_id, ARGS(S("zwei")), &id));
}

/* ---- PostgreSQL ---- */

static void a_connection_lost_before_the_first_statement_is_not_noticed(struct test_store *t)
{
    struct write w;
    i64 id;
    make_notes(t);
    assert_ok(write_begin(t->store, &w));
    db_ahead(w.db, &note_id, ARGS(S("two")));
    test_cut_connections(t);
    assert_int_equal(count(w.db), 2);
    assert_ok(db_i64(w.db, &note_id, ARGS(S("two")), &id));
    assert_ok(db_send(w.db, &note_add, ARGS(S("three"))));
    assert_ok(write_commit(&w));
    assert_int_equal(count(t->db), 3);
}

static void a_connection_lost_with_what_was_sent_ends_the_work(struct test_store *t)
{
    struct write w;
    i64 n;
    make_notes(t);
    begin(t, &w);
    assert_ok(db_send(w.db, &note_add, ARGS(S("three"))));
    test_cut_connections(t);
    assert_err(ERR_AWAY, db_i64(w.db, &note_count, NO_ARGS, &n));
    assert_err(ERR_AWAY, db_send(w.db, &note_add, ARGS(S("four"))));
    assert_err(ERR_AWAY, write_commit(&w));
    begin(t, &w);
    assert_ok(db_send(w.db, &note_add, ARGS(S("five"))));
    test_cut_connections(t);
    assert_err(ERR_AWAY, write_commit(&w));
    assert_int_equal(count(t->db), 2);
}

/* The rollback is under way while the next work takes the connection. */
static void after_a_work_that_was_given_up_the_next_one_is_whole(struct test_store *t)
{
    struct write w;
    make_notes(t);
    for (int i = 0; i < 20; i++) {
        begin(t, &w);
        assert_ok(db_run(w.db, &note_add, ARGS(S("three")), NULL));
        write_end(&w);
    }
    begin(t, &w);
    assert_ok(db_run(w.db, &note_add, ARGS(S("three")), NULL));
    assert_ok(write_commit(&w));
    assert_int_equal(count(t->db), 3);
}

static const struct test both[] = {
    TEST(what_is_sent_is_written_by_the_commit),
    TEST(what_is_sent_is_not_written_without_a_commit),
    TEST(the_next_statement_sees_what_was_sent),
    TEST(the_first_of_a_work_may_be_sent),
    TEST(many_are_more_than_wait_at_once),
    TEST(the_values_of_what_is_sent_are_copied),
    TEST(a_failure_of_what_was_sent_makes_the_commit_fail),
    TEST(a_failure_of_what_was_sent_comes_from_the_next_statement),
    TEST(no_text_that_is_broken_is_sent),
    TEST(what_a_work_announces_comes_in_the_order_of_the_calls),
    TEST(after_a_work_that_was_given_up_the_next_one_is_whole),
};
static const struct test postgres[] = {
    TEST(a_connection_lost_before_the_first_statement_is_not_noticed),
    TEST(a_connection_lost_with_what_was_sent_ends_the_work),
};

int main(void)
{
    return run_on_both(both, COUNT(both)) + run_on_postgres(postgres, COUNT(postgres));
}
