/* Threads that write, undo, fail and read at once. Made for -Db_sanitize=thread; the sums must agree in any build. */
#include "data/engine.h"
#include "test_store.h"

#include <pthread.h>
#include <string.h>

#define THREADS 12
#define ROUNDS  150

static const struct sql account_move = {
    .name = "account:move",
    .text = S(
        "UPDATE account SET n = n + CASE WHEN id = $1 THEN 1 ELSE -1 END WHERE id = $1 OR id = $2"),
    .n = 2,
};
static const struct sql account_again = {
    .name = "account:again",
    .text = S("INSERT INTO account (id, n) VALUES (1, 0)"),
};
static const struct sql account_sum = {.name = "account:sum",
                                       .text = S("SELECT sum(n) FROM account")};
static const struct sql done_up = {.name = "done:up", .text = S("UPDATE done SET n = n + 1")};
static const struct sql done_get = {.name = "done:get", .text = S("SELECT n FROM done")};

struct player {
    pthread_t thread;
    struct store *store;
    u64 seed;
    i64 done;          /* works that were committed */
    const char *wrong; /* what must not happen */
};

static u64 next(u64 *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* The sum stays 0 in any snapshot. */
static void look(struct player *p, struct db *db)
{
    i64 sum;
    if (db_read_begin(db) || db_i64(db, &account_sum, NO_ARGS, &sum))
        p->wrong = "cannot read";
    else if (sum != 0)
        p->wrong = "the sum is not 0";
    db_read_end(db);
}

static err play_work(struct player *p, u64 dice)
{
    SCOPED(write_end) struct write w = {0};
    i64 from = 1 + (i64)(dice >> 8) % 8, to = 1 + (i64)(dice >> 16) % 8;
    TRY(write_begin(p->store, &w));
    if (from != to)
        TRY(db_run(w.db, &account_move, ARGS(from, to), NULL));
    TRY(db_run(w.db, &done_up, NO_ARGS, NULL));
    if (dice % 7 == 0)
        return OK;
    if (dice % 11 == 0)
        TRY(db_run(w.db, &account_again, NO_ARGS, NULL));
    TRY(write_commit(&w));
    p->done++;
    return OK;
}

static void *play(void *arg)
{
    struct player *p = arg;
    struct db *db;
    if (db_open(p->store, &db)) {
        p->wrong = "cannot open";
        return NULL;
    }
    for (int i = 0; i < ROUNDS && !p->wrong; i++) {
        u64 dice = next(&p->seed);
        err e = play_work(p, dice);
        if (e && e != ERR_CONFLICT)
            p->wrong = "a work broke";
        if (dice % 3 == 0)
            look(p, db);
        if (dice % 50 == 0)
            store_checkpoint(p->store);
    }
    db_close(db);
    return NULL;
}

static void the_sums_agree_after_a_storm(struct test_store *t)
{
    test_script(
        t,
        S("CREATE TABLE account (id BIGINT PRIMARY KEY, n BIGINT NOT NULL);\n"
          "INSERT INTO account (id, n) VALUES (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0);\n"
          "CREATE TABLE done (n BIGINT NOT NULL);\n"
          "INSERT INTO done (n) VALUES (0);\n"));
    struct player players[THREADS];
    i64 done = 0, counted;
    for (size_t i = 0; i < THREADS; i++) {
        players[i] = (struct player){.store = t->store, .seed = 0x9E3779B97F4A7C15u * (i + 1)};
        assert_int_equal(pthread_create(&players[i].thread, NULL, play, &players[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(players[i].thread, NULL);
        assert_null(players[i].wrong);
        done += players[i].done;
    }
    assert_ok(db_i64(t->db, &done_get, NO_ARGS, &counted));
    assert_int_equal(counted, done);
    assert_true(done > THREADS * ROUNDS / 2);
}

static const struct test tests[] = {TEST(the_sums_agree_after_a_storm)};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
