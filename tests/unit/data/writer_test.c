#include "data/engine.h"
#include "test_store.h"

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define THREADS 64
#define EACH    10

static const struct sql row_add = {
    .name = "row:add", .text = S("INSERT INTO note (text) VALUES ($1)"), .n = 1};
static const struct sql row_count = {.name = "row:count", .text = S("SELECT count(*) FROM note")};
static const struct sql count_up = {
    .name = "count:up", .text = S("UPDATE counter SET n = n + 1 WHERE id = $1"), .n = 1};
static const struct sql count_get = {.name = "count:get",
                                     .text = S("SELECT n FROM counter WHERE id = 1")};

static void make_tables(struct test_store *t)
{
    test_script(t, S("CREATE TABLE note (id ID, text TEXT NOT NULL UNIQUE);\n"
                     "CREATE TABLE counter (id BIGINT PRIMARY KEY, n BIGINT NOT NULL);\n"
                     "INSERT INTO counter (id, n) VALUES (1, 0), (2, 0);\n"));
}

static i64 number(struct test_store *t, const struct sql *q)
{
    i64 n = -1;
    assert_ok(db_i64(t->db, q, NO_ARGS, &n));
    return n;
}

static err add_note(struct store *s, const char *text)
{
    SCOPED(write_end) struct write w = {0};
    TRY(write_begin(s, &w));
    TRY(db_run(w.db, &row_add, ARGS(str_from(text)), NULL));
    return write_commit(&w);
}

/* ---- a work in a thread of its own, stopped where the test wants it ---- */

struct worker {
    struct store *store;
    char text[24];
    pthread_t thread;
    sem_t inside; /* the work has its turn */
    sem_t go_on;
    bool undo;        /* ends without a commit */
    atomic_bool told; /* write_commit came back */
    err result;
};

static void *worker_run(void *arg)
{
    struct worker *w = arg;
    SCOPED(write_end) struct write write = {0};
    err e = write_begin(w->store, &write);
    sem_post(&w->inside);
    sem_wait(&w->go_on);
    if (!e)
        e = db_run(write.db, &row_add, ARGS(str_from(w->text)), NULL);
    if (!e && !w->undo)
        e = write_commit(&write);
    w->result = e;
    atomic_store(&w->told, true);
    return NULL;
}

static void worker_start(struct worker *w, struct store *s, int i)
{
    *w = (struct worker){.store = s};
    snprintf(w->text, sizeof w->text, "note %d", i);
    sem_init(&w->inside, 0, 0);
    sem_init(&w->go_on, 0, 0);
    assert_int_equal(pthread_create(&w->thread, NULL, worker_run, w), 0);
}

static err worker_join(struct worker *w)
{
    pthread_join(w->thread, NULL);
    sem_destroy(&w->inside);
    sem_destroy(&w->go_on);
    return w->result;
}

/* The first has its turn, the others wait for theirs, in order, and do not stop once they have it. */
static void start_group(struct test_store *t, struct worker *workers, size_t n)
{
    worker_start(&workers[0], t->store, 0);
    sem_wait(&workers[0].inside);
    for (size_t i = 1; i < n; i++) {
        worker_start(&workers[i], t->store, (int)i);
        while (store_waiting(t->store) < i)
            usleep(100);
    }
}

static void let_go(struct worker *workers, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sem_post(&workers[i].go_on);
}

/* ---- both engines ---- */

static void a_work_that_is_not_committed_writes_nothing(struct test_store *t)
{
    make_tables(t);
    struct write w;
    assert_ok(write_begin(t->store, &w));
    assert_ok(db_run(w.db, &row_add, ARGS(S("x")), NULL));
    write_end(&w);
    write_end(&w);
    assert_int_equal(number(t, &row_count), 0);
    assert_ok(add_note(t->store, "x"));
    assert_int_equal(number(t, &row_count), 1);
}

static void after_a_commit_the_end_does_nothing(struct test_store *t)
{
    make_tables(t);
    struct write w;
    assert_ok(write_begin(t->store, &w));
    assert_ok(db_run(w.db, &row_add, ARGS(S("x")), NULL));
    assert_ok(write_commit(&w));
    write_end(&w);
    assert_int_equal(number(t, &row_count), 1);
}

static void *count_thread(void *arg)
{
    struct store *s = arg;
    size_t *lost = calloc(1, sizeof *lost);
    for (int i = 0; i < EACH; i++) {
        SCOPED(write_end) struct write w = {0};
        if (write_begin(s, &w) || db_run(w.db, &count_up, ARGS(1), NULL) || write_commit(&w))
            ++*lost;
    }
    return lost;
}

static size_t run_threads(struct test_store *t)
{
    pthread_t threads[THREADS];
    size_t lost = 0;
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, count_thread, t->store), 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *result;
        pthread_join(threads[i], &result);
        lost += *(size_t *)result;
        free(result);
    }
    return lost;
}

static void no_change_of_64_threads_is_lost(struct test_store *t)
{
    make_tables(t);
    assert_int_equal(run_threads(t), 0);
    assert_int_equal(number(t, &count_get), THREADS * EACH);
}

/* More than any journal keeps in memory. */
static void a_work_may_change_megabytes(struct test_store *t)
{
    static const struct sql longer = {.name = "note:longer",
                                      .text = S("UPDATE note SET text = text || 'x'")};
    make_tables(t);
    char *text = NEWN(t->mem, char, 4000);
    memset(text, 'a', 4000);
    for (int round = 0; round < 2; round++) {
        struct write w;
        assert_ok(write_begin(t->store, &w));
        for (int i = 0; i < 1000; i++) {
            str s = str_format(t->mem, "%d %d %.*s", round, i, 4000, text);
            assert_ok(db_run(w.db, &row_add, ARGS(s), NULL));
        }
        assert_ok(db_run(w.db, &longer, NO_ARGS, NULL));
        assert_ok(write_commit(&w));
    }
    assert_int_equal(number(t, &row_count), 2000);
}

static void an_orphan_at_commit_is_a_conflict_of_its_work(struct test_store *t)
{
    static const struct sql orphan = {.name = "orphan",
                                      .text = S("INSERT INTO child (note_id) VALUES (404)")};
    static const struct sql children = {.name = "children",
                                        .text = S("SELECT count(*) FROM child")};
    make_tables(t);
    test_script(
        t,
        S("CREATE TABLE child (note_id BIGINT REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED);\n"));
    struct write w;
    assert_ok(write_begin(t->store, &w));
    assert_ok(db_run(w.db, &orphan, NO_ARGS, NULL));
    assert_err(ERR_CONFLICT, write_commit(&w));
    assert_int_equal(number(t, &children), 0);
    assert_ok(add_note(t->store, "x"));
}

/* ---- SQLite: groups ---- */

static void works_of_64_threads_share_one_commit(struct test_store *t)
{
    make_tables(t);
    struct worker workers[THREADS];
    start_group(t, workers, THREADS);
    u64 before = store_commits(t->store);
    let_go(workers, THREADS);
    for (size_t i = 0; i < THREADS; i++)
        assert_ok(worker_join(&workers[i]));
    assert_int_equal(store_commits(t->store) - before, 1);
    assert_int_equal(number(t, &row_count), THREADS);
}

static void a_group_ends_after_64_works(struct test_store *t)
{
    make_tables(t);
    struct worker workers[THREADS + 1];
    start_group(t, workers, THREADS + 1);
    u64 before = store_commits(t->store);
    let_go(workers, THREADS + 1);
    for (size_t i = 0; i < THREADS + 1; i++)
        assert_ok(worker_join(&workers[i]));
    assert_int_equal(store_commits(t->store) - before, 2);
}

static void nobody_is_told_done_before_the_commit(struct test_store *t)
{
    make_tables(t);
    struct worker workers[2];
    start_group(t, workers, 2);
    let_go(workers, 1);
    sem_wait(&workers[1].inside);
    usleep(20000);
    assert_false(atomic_load(&workers[0].told));
    assert_int_equal(number(t, &row_count), 0);
    let_go(workers + 1, 1);
    assert_ok(worker_join(&workers[0]));
    assert_ok(worker_join(&workers[1]));
    assert_int_equal(number(t, &row_count), 2);
}

static void a_work_that_fails_leaves_the_others_of_its_group(struct test_store *t)
{
    make_tables(t);
    struct worker workers[3];
    start_group(t, workers, 3);
    memcpy(workers[1].text, workers[0].text, sizeof workers[1].text);
    u64 before = store_commits(t->store);
    let_go(workers, 3);
    assert_ok(worker_join(&workers[0]));
    assert_err(ERR_CONFLICT, worker_join(&workers[1]));
    assert_ok(worker_join(&workers[2]));
    assert_int_equal(store_commits(t->store) - before, 1);
    assert_int_equal(number(t, &row_count), 2);
}

static void a_work_undone_inside_a_group_leaves_nothing(struct test_store *t)
{
    make_tables(t);
    struct worker workers[3];
    start_group(t, workers, 3);
    workers[0].undo = workers[1].undo = true;
    let_go(workers, 3);
    for (size_t i = 0; i < 3; i++)
        assert_ok(worker_join(&workers[i]));
    assert_int_equal(number(t, &row_count), 1);
}

static void the_last_of_a_group_may_fail(struct test_store *t)
{
    make_tables(t);
    struct worker workers[2];
    start_group(t, workers, 2);
    memcpy(workers[1].text, workers[0].text, sizeof workers[1].text);
    let_go(workers, 2);
    assert_ok(worker_join(&workers[0]));
    assert_err(ERR_CONFLICT, worker_join(&workers[1]));
    assert_int_equal(number(t, &row_count), 1);
}

/* From now on no file grows: what a full disk does. */
static void fill_disk(struct test_store *t, struct rlimit *before)
{
    struct stat st;
    assert_int_equal(stat(str_z(t->mem, str_join(t->mem, t->url, S("-wal"))), &st), 0);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, before);
    setrlimit(RLIMIT_FSIZE,
              &(struct rlimit){.rlim_cur = (rlim_t)st.st_size, .rlim_max = before->rlim_max});
}

static void a_failed_commit_writes_nothing_for_the_whole_group(struct test_store *t)
{
    make_tables(t);
    struct worker workers[5];
    struct rlimit before;
    start_group(t, workers, 5);
    u64 commits = store_commits(t->store);
    fill_disk(t, &before);
    let_go(workers, 5);
    for (size_t i = 0; i < 5; i++)
        assert_err(ERR_BROKEN, worker_join(&workers[i]));
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(store_commits(t->store), commits);
    assert_int_equal(number(t, &row_count), 0);
    assert_ok(add_note(t->store, "afterwards"));
    assert_int_equal(number(t, &row_count), 1);
}

static void a_full_disk_is_broken_and_the_store_works_afterwards(struct test_store *t)
{
    static const struct sql big = {
        .name = "big",
        .text = S(
            "INSERT INTO note (text) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
            " WHERE i < 30000) SELECT $1 || CAST(i AS TEXT) FROM n"),
        .n = 1,
    };
    make_tables(t);
    struct rlimit before;
    char *text = NEWN(t->mem, char, 2000);
    memset(text, 'x', 2000);
    struct write w;
    assert_ok(write_begin(t->store, &w));
    fill_disk(t, &before);
    /* Which step meets the full disk is the engine's choice: the cache keeps all pages until the commit. */
    err e = db_run(w.db, &big, ARGS(((str){text, 2000})), NULL);
    err again = db_run(w.db, &row_add, ARGS(S("not outside of the work")), NULL);
    err end = write_commit(&w);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(e, again);
    assert_int_equal(end, ERR_BROKEN);
    assert_int_equal(number(t, &row_count), 0);
    assert_ok(add_note(t->store, "afterwards"));
    assert_int_equal(number(t, &row_count), 1);
}

static i64 file_size(struct test_store *t)
{
    struct stat st;
    assert_int_equal(stat(str_z(t->mem, t->url), &st), 0);
    return st.st_size;
}

static void a_checkpoint_brings_a_long_log_home(struct test_store *t)
{
    static const struct sql big = {
        .name = "big", .text = S("INSERT INTO page (bytes) VALUES (zeroblob($1))"), .n = 1};
    make_tables(t);
    test_script(t, S("CREATE TABLE page (id ID, bytes BYTEA NOT NULL);\n"));
    i64 before = file_size(t);
    store_checkpoint(t->store);
    assert_int_equal(file_size(t), before);
    struct write w;
    assert_ok(write_begin(t->store, &w));
    for (int i = 0; i < 70; i++)
        assert_ok(db_run(w.db, &big, ARGS(1 << 20), NULL));
    assert_ok(write_commit(&w));
    assert_int_equal(file_size(t), before);
    store_checkpoint(t->store);
    assert_true(file_size(t) > 64 << 20);
    assert_ok(add_note(t->store, "x"));
    assert_int_equal(number(t, &row_count), 1);
}

/* ---- PostgreSQL: a pool ---- */

static void *deadlock_thread(void *arg)
{
    struct worker *w = arg;
    struct write write;
    i64 first = w->text[0] == 'a' ? 1 : 2;
    err e = write_begin(w->store, &write);
    if (!e)
        e = db_run(write.db, &count_up, ARGS(first), NULL);
    sem_post(&w->inside);
    sem_wait(&w->go_on);
    if (!e)
        e = db_run(write.db, &count_up, ARGS(3 - first), NULL);
    if (!e)
        e = write_commit(&write);
    write_end(&write);
    w->result = e;
    return NULL;
}

static void a_deadlock_is_a_conflict_for_one(struct test_store *t)
{
    make_tables(t);
    struct worker workers[2];
    for (int i = 0; i < 2; i++) {
        workers[i] = (struct worker){.store = t->store, .text = {(char)('a' + i)}};
        sem_init(&workers[i].inside, 0, 0);
        sem_init(&workers[i].go_on, 0, 0);
        assert_int_equal(pthread_create(&workers[i].thread, NULL, deadlock_thread, &workers[i]), 0);
    }
    sem_wait(&workers[0].inside);
    sem_wait(&workers[1].inside);
    let_go(workers, 2);
    err a = worker_join(&workers[0]), b = worker_join(&workers[1]);
    assert_true((a == OK && b == ERR_CONFLICT) || (a == ERR_CONFLICT && b == OK));
    assert_int_equal(number(t, &count_get), 1);
}

static void more_works_than_connections_wait(struct test_store *t)
{
    make_tables(t);
    struct worker workers[20];
    for (int i = 0; i < 20; i++)
        worker_start(&workers[i], t->store, i);
    /* Sixteen of them are inside, nobody knows which. */
    while (store_waiting(t->store) < 4)
        usleep(100);
    usleep(20000);
    assert_int_equal(store_waiting(t->store), 4);
    let_go(workers, 20);
    for (int i = 0; i < 20; i++)
        assert_ok(worker_join(&workers[i]));
    assert_int_equal(number(t, &row_count), 20);
}

static void a_connection_lost_between_works_and_snapshots_is_not_noticed(struct test_store *t)
{
    make_tables(t);
    assert_int_equal(number(t, &row_count), 0);
    test_cut_connections(t);
    assert_int_equal(number(t, &row_count), 0);
    assert_ok(add_note(t->store, "x"));
    test_cut_connections(t);
    assert_ok(db_read_begin(t->db));
    assert_int_equal(number(t, &row_count), 1);
    db_read_end(t->db);
}

static void a_connection_lost_inside_a_work_or_snapshot_ends_it(struct test_store *t)
{
    make_tables(t);
    struct write w;
    i64 n;
    assert_ok(write_begin(t->store, &w));
    assert_ok(db_run(w.db, &row_add, ARGS(S("a")), NULL));
    assert_ok(db_read_begin(t->db));
    assert_int_equal(number(t, &row_count), 0);
    test_cut_connections(t);
    assert_err(ERR_AWAY, db_i64(t->db, &row_count, NO_ARGS, &n));
    assert_err(ERR_AWAY, db_i64(t->db, &row_count, NO_ARGS, &n));
    db_read_end(t->db);
    assert_err(ERR_AWAY, db_run(w.db, &row_add, ARGS(S("b")), NULL));
    assert_err(ERR_AWAY, db_run(w.db, &row_add, ARGS(S("c")), NULL));
    assert_err(ERR_AWAY, write_commit(&w));
    assert_int_equal(number(t, &row_count), 0);
    assert_ok(add_note(t->store, "d"));
    assert_int_equal(number(t, &row_count), 1);
}

static const struct test both[] = {
    TEST(a_work_that_is_not_committed_writes_nothing),
    TEST(after_a_commit_the_end_does_nothing),
    TEST(no_change_of_64_threads_is_lost),
    TEST(a_work_may_change_megabytes),
    TEST(an_orphan_at_commit_is_a_conflict_of_its_work),
};
static const struct test groups[] = {
    TEST(works_of_64_threads_share_one_commit),
    TEST(a_group_ends_after_64_works),
    TEST(nobody_is_told_done_before_the_commit),
    TEST(a_work_that_fails_leaves_the_others_of_its_group),
    TEST(a_work_undone_inside_a_group_leaves_nothing),
    TEST(the_last_of_a_group_may_fail),
    TEST(a_failed_commit_writes_nothing_for_the_whole_group),
    TEST(a_full_disk_is_broken_and_the_store_works_afterwards),
    TEST(a_checkpoint_brings_a_long_log_home),
};
static const struct test pool[] = {
    TEST(a_deadlock_is_a_conflict_for_one),
    TEST(more_works_than_connections_wait),
    TEST(a_connection_lost_between_works_and_snapshots_is_not_noticed),
    TEST(a_connection_lost_inside_a_work_or_snapshot_ends_it),
};

int main(void)
{
    return run_on_both(both, COUNT(both)) + run_on_sqlite(groups, COUNT(groups)) +
           run_on_postgres(pool, COUNT(pool));
}
