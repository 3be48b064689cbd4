#include "domain/job.h"
#include "world.h"

#include <pthread.h>
#include <stdatomic.h>

#define NODES  6
#define ROUNDS 25

static atomic_int runs, inside, most_inside;
static err result;

/* Somebody else in here at the same time is what a job must never see. */
static err count_run(struct ctx *c)
{
    (void)c;
    int now = atomic_fetch_add(&inside, 1) + 1;
    if (now > atomic_load(&most_inside))
        atomic_store(&most_inside, now);
    atomic_fetch_add(&runs, 1);
    sched_yield();
    atomic_fetch_sub(&inside, 1);
    return result;
}

static const struct job job = {S("count"), 10 * SECOND, MINUTE, count_run};

static void start_counting(void)
{
    atomic_store(&runs, 0);
    atomic_store(&inside, 0);
    atomic_store(&most_inside, 0);
    result = OK;
}

static str taken(struct ctx *c)
{
    str holder;
    assert_ok(job_take(c, &job, &holder));
    return holder;
}

static void a_job_is_taken_when_it_is_due_and_by_one(struct test_store *t)
{
    struct ctx *c = as_program(world_make(t));
    str me = taken(c);
    assert_true(me.n > 0);
    assert_int_equal(taken(c).n, 0);
    c->now.us += 11 * SECOND; /* due again, but somebody has it */
    assert_int_equal(taken(c).n, 0);
    assert_ok(job_done(c, &job, me));
    assert_true(taken(c).n > 0);
}

static void a_job_that_is_done_waits_until_it_is_due(struct test_store *t)
{
    struct ctx *c = as_program(world_make(t));
    assert_ok(job_done(c, &job, taken(c)));
    c->now.us += 9 * SECOND;
    assert_int_equal(taken(c).n, 0);
    c->now.us += SECOND;
    assert_true(taken(c).n > 0);
}

static void who_died_with_a_job_is_followed_when_the_lease_ends(struct test_store *t)
{
    struct ctx *c = as_program(world_make(t));
    str dead = taken(c);
    c->now.us += MINUTE - 1;
    assert_int_equal(taken(c).n, 0);
    c->now.us += 1;
    str next = taken(c);
    assert_true(next.n > 0);
    /* The dead one comes back: what it had is not its own any more. */
    assert_ok(job_done(c, &job, dead));
    c->now.us += 11 * SECOND;
    assert_int_equal(taken(c).n, 0);
}

static void jobs_do_not_wait_for_each_other(struct test_store *t)
{
    static const struct job other = {S("other"), SECOND, MINUTE, count_run};
    struct ctx *c = as_program(world_make(t));
    str holder;
    assert_true(taken(c).n > 0);
    assert_ok(job_take(c, &other, &holder));
    assert_true(holder.n > 0);
}

static void a_job_that_fails_is_given_back(struct test_store *t)
{
    struct ctx *c = as_program(world_make(t));
    start_counting();
    result = ERR_BROKEN;
    assert_err(ERR_BROKEN, job_run(c, &job));
    assert_err(OK, job_run(c, &job)); /* not due */
    assert_int_equal(runs, 1);
    c->now.us += 10 * SECOND;
    assert_err(ERR_BROKEN, job_run(c, &job));
    assert_int_equal(runs, 2);
}

static void where_one_process_serves_a_job_needs_no_row(struct test_store *t)
{
    struct world *w = world_make(t);
    start_counting();
    assert_ok(job_run(as_program(w), &job));
    assert_ok(job_run(as_program(w), &job));
    assert_int_equal(runs, 2);
    assert_int_equal(number_of(w, "SELECT count(*) FROM job"), 0);
}

/* ---- several nodes ---- */

static pthread_barrier_t together; /* their clocks go alike */

struct node {
    pthread_t thread;
    struct ctx c;
};

static void *be_a_node(void *arg)
{
    struct node *n = arg;
    for (int i = 0; i < ROUNDS; i++) {
        pthread_barrier_wait(&together);
        n->c.now.us += 10 * SECOND;
        for (int k = 0; k < 3; k++)
            assert_ok(job_run(&n->c, &job));
    }
    return NULL;
}

static void several_nodes_run_a_job_once_each_time(struct test_store *t)
{
    struct ctx *c = as_program(world_make(t));
    struct node nodes[NODES];
    start_counting();
    pthread_barrier_init(&together, NULL, NODES);
    for (int i = 0; i < NODES; i++) {
        nodes[i].c = *c;
        nodes[i].c.mem = arena_new(0);
        assert_ok(db_open(t->store, &nodes[i].c.db));
        assert_int_equal(pthread_create(&nodes[i].thread, NULL, be_a_node, &nodes[i]), 0);
    }
    for (int i = 0; i < NODES; i++) {
        pthread_join(nodes[i].thread, NULL);
        db_close(nodes[i].c.db);
        arena_free(nodes[i].c.mem);
    }
    pthread_barrier_destroy(&together);
    assert_int_equal(most_inside, 1);
    assert_int_equal(runs, ROUNDS);
}

static const struct test both[] = {
    TEST(a_job_is_taken_when_it_is_due_and_by_one),
    TEST(a_job_that_is_done_waits_until_it_is_due),
    TEST(who_died_with_a_job_is_followed_when_the_lease_ends),
    TEST(jobs_do_not_wait_for_each_other),
};
static const struct test sqlite[] = {TEST(where_one_process_serves_a_job_needs_no_row)};
static const struct test postgres[] = {
    TEST(a_job_that_fails_is_given_back),
    TEST(several_nodes_run_a_job_once_each_time),
};

int main(void)
{
    int failed = run_on_both(both, COUNT(both));
    failed += run_on_sqlite(sqlite, COUNT(sqlite));
    return failed + run_on_postgres(postgres, COUNT(postgres));
}
