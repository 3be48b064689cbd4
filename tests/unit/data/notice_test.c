#include "data/engine.h"
#include "data/notice.h"
#include "test_store.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define SECONDS_MOST 60 /* so that a broken test ends */

static const struct sql note_add = {
    .name = "note:add", .text = S("INSERT INTO note (text) VALUES ($1)"), .n = 1};
static const struct sql note_count = {.name = "note:count", .text = S("SELECT count(*) FROM note")};

/* What the listener's thread was told. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static char heard[4096];
static i64 notes; /* as the last one who was told saw them */

static void hear(const char *kind, struct db *db, str what)
{
    char line[256];
    i64 n = -1;
    assert_ok(db_read_begin(db));
    if (db_i64(db, &note_count, NO_ARGS, &n))
        n = -1;
    db_read_end(db);
    snprintf(line, sizeof line, "[%s %.*s]", kind, (int)(what.n < 200 ? what.n : 200), what.at);
    pthread_mutex_lock(&lock);
    assert_true(strlen(heard) + strlen(line) < sizeof heard);
    memcpy(heard + strlen(heard), line, strlen(line) + 1);
    notes = n;
    pthread_cond_broadcast(&more);
    pthread_mutex_unlock(&lock);
}

static void hear_pages(struct db *db, str what)
{
    hear("pages", db, what);
}

static void hear_prices(struct db *db, str what)
{
    hear("prices", db, what);
}

static bool is_heard(const char *text)
{
    pthread_mutex_lock(&lock);
    bool is = strstr(heard, text) != NULL;
    pthread_mutex_unlock(&lock);
    return is;
}

/* Waits for it; it must be the next thing that is heard. */
static void assert_heard(const char *text)
{
    struct timespec until;
    size_t n = strlen(text);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += SECONDS_MOST;
    pthread_mutex_lock(&lock);
    while (strlen(heard) < n)
        if (pthread_cond_timedwait(&more, &lock, &until))
            fail_msg("not heard: %s, but: %s", text, heard);
    if (memcmp(heard, text, n) != 0)
        fail_msg("heard %s, not %s", heard, text);
    memmove(heard, heard + n, strlen(heard + n) + 1);
    pthread_mutex_unlock(&lock);
}

static void assert_nothing_more(void)
{
    pthread_mutex_lock(&lock);
    assert_string_equal(heard, "");
    pthread_mutex_unlock(&lock);
}

/* Another process: a store of its own on the same database. */
static struct store *another(struct test_store *t)
{
    struct store *s;
    str why;
    assert_ok(store_open(t->url, false, &s, t->mem, &why));
    return s;
}

static void send_notice(struct store *s, const char *note, str text, bool undo)
{
    SCOPED(write_end) struct write w = {0};
    assert_ok(write_begin(s, &w));
    assert_ok(db_run(w.db, &note_add, ARGS(str_from(note)), NULL));
    assert_ok(notice_send(w.db, text));
    if (!undo)
        assert_ok(write_commit(&w));
}

static bool carries(const struct test_store *t)
{
    return strcmp(t->engine, "postgres") == 0;
}

/* Everybody is told first; only then the listener counts as one that hears. */
static void wait_until_it_hears(void)
{
    for (int i = 0; i < SECONDS_MOST * 100 && notice_is_deaf(); i++)
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    assert_false(notice_is_deaf());
}

static struct notices *listen_to(struct test_store *t)
{
    struct notices *n;
    heard[0] = 0;
    test_script(t, S("CREATE TABLE note (id ID, text TEXT NOT NULL);\n"));
    notice_on(S("pages"), hear_pages);
    notice_on(S("prices"), hear_prices);
    assert_ok(notice_start(t->store, &n));
    if (carries(t))
        assert_heard("[pages ][prices ]");
    wait_until_it_hears();
    return n;
}

static void what_another_process_commits_is_heard(struct test_store *t)
{
    struct store *other = another(t);
    struct notices *n = listen_to(t);
    if (!carries(t)) {
        /* The file is looked at each second; the first look only remembers. */
        send_notice(other, "one", S("pages 1"), false);
        for (int i = 0; i < SECONDS_MOST * 20 && !is_heard("[prices ]"); i++) {
            send_notice(other, "again", S("pages 1"), false);
            nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
        }
        assert_heard("[pages ][prices ]");
    } else {
        send_notice(other, "one", S("pages product:7 category:3"), false);
        assert_heard("[pages product:7 category:3]");
        assert_int_equal(notes, 1);
        send_notice(other, "two", S("prices"), false);
        assert_heard("[prices ]");
        assert_int_equal(notes, 2);
        assert_nothing_more();
    }
    notice_stop(n);
    store_close(other);
}

static void what_is_undone_is_not_heard(struct test_store *t)
{
    struct store *other = another(t);
    struct notices *n = listen_to(t);
    send_notice(other, "undone", S("pages undone"), true);
    send_notice(other, "done", S("pages done"), false);
    assert_heard("[pages done]");
    notice_stop(n);
    store_close(other);
}

static void own_notices_are_not_heard(struct test_store *t)
{
    struct store *other = another(t);
    struct notices *n = listen_to(t);
    send_notice(t->store, "own", S("pages own"), false);
    send_notice(other, "others", S("pages others"), false);
    assert_heard("[pages others]");
    notice_stop(n);
    store_close(other);
}

static void a_notice_that_is_too_long_is_one_for_all_of_its_kind(struct test_store *t)
{
    struct store *other = another(t);
    struct notices *n = listen_to(t);
    char *text = NEWN(t->mem, char, 2 * NOTICE_MOST);
    memset(text, 'x', 2 * NOTICE_MOST);
    memcpy(text, "pages ", 6);
    send_notice(other, "long", (str){text, 2 * NOTICE_MOST}, false);
    assert_heard("[pages ]");
    send_notice(other, "just fits", (str){text, NOTICE_MOST}, false);
    assert_heard("[pages xxx");
    heard[0] = 0;
    notice_stop(n);
    store_close(other);
}

static void an_unknown_kind_is_passed_over(struct test_store *t)
{
    struct store *other = another(t);
    struct notices *n = listen_to(t);
    send_notice(other, "x", S("weather rain"), false);
    send_notice(other, "y", S("prices up"), false);
    assert_heard("[prices up]");
    assert_nothing_more();
    notice_stop(n);
    store_close(other);
}

static void after_a_lost_connection_everything_counts_as_changed(struct test_store *t)
{
    static const struct sql kill = {
        .name = "kill",
        .text = S("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                  " WHERE query LIKE 'LISTEN%' OR query = 'SELECT 1' OR query LIKE '%FROM note%'"
                  " AND pid <> pg_backend_pid() AND datname = current_database()")};
    struct store *other = another(t);
    struct notices *n = listen_to(t);
    i64 killed = 0;
    while (!killed)
        assert_ok(db_i64(t->db, &kill, NO_ARGS, &killed));
    assert_heard("[pages ][prices ]");
    send_notice(other, "then", S("pages then"), false);
    assert_heard("[pages then]");
    wait_until_it_hears();
    notice_stop(n);
    store_close(other);
}

static void own_writing_is_no_news(struct test_store *t)
{
    struct notices *n = listen_to(t);
    struct store *other = another(t);
    for (int i = 0; i < 25; i++) {
        send_notice(t->store, "own", S("pages own"), false);
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    }
    assert_nothing_more();
    send_notice(other, "others", S("pages"), false);
    assert_heard("[pages ][prices ]");
    notice_stop(n);
    store_close(other);
}

static const struct test both[] = {TEST(what_another_process_commits_is_heard)};
static const struct test sqlite[] = {TEST(own_writing_is_no_news)};
static const struct test postgres[] = {
    TEST(what_is_undone_is_not_heard),
    TEST(own_notices_are_not_heard),
    TEST(a_notice_that_is_too_long_is_one_for_all_of_its_kind),
    TEST(an_unknown_kind_is_passed_over),
    TEST(after_a_lost_connection_everything_counts_as_changed),
};

int main(void)
{
    int failed = run_on_both(both, COUNT(both));
    failed += run_on_sqlite(sqlite, COUNT(sqlite));
    return failed + run_on_postgres(postgres, COUNT(postgres));
}
