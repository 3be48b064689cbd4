/* What threads share in the domain, used by several at once: for ThreadSanitizer, and true without it. */
#include "domain/assist_world.h"
#include "domain/session.h"
#include "domain/session_seen.h"

#include <pthread.h>

#define ROUNDS 2000

struct shared {
    struct test_store *t;
    _Atomic int wrong;
};

static void *read_settings(void *arg)
{
    struct shared *s = arg;
    for (int i = 0; i < ROUNDS; i++) {
        const struct snapshot *snap = snapshot_take();
        if (snap->views.n != 2 || snap->first->settings.store_name.n == 0)
            s->wrong++;
        snapshot_drop(snap);
    }
    return NULL;
}

static void *swap_settings(void *arg)
{
    struct shared *s = arg;
    struct db *db;
    if (db_open(s->t->store, &db)) {
        s->wrong++;
        return NULL;
    }
    for (int i = 0; i < ROUNDS / 20; i++)
        if (snapshot_load(db))
            s->wrong++;
    db_close(db);
    return NULL;
}

static void settings_are_read_while_they_are_swapped(struct test_store *t)
{
    struct world w;
    world_begin(t, &w);
    struct shared s = {.t = t};
    pthread_t threads[4];
    for (size_t i = 0; i < COUNT(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, i ? read_settings : swap_settings, &s),
                         0);
    for (size_t i = 0; i < COUNT(threads); i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(s.wrong, 0);
    world_end(&w);
}

static void *use_sessions(void *arg)
{
    (void)arg;
    for (i64 i = 1; i <= ROUNDS; i++) {
        session_seen('s', i, (when){NOON.us + i});
        (void)session_seen_at('s', i);
    }
    return NULL;
}

static void *write_sessions(void *arg)
{
    struct shared *s = arg;
    struct seen seen[64];
    for (int i = 0; i < ROUNDS / 10; i++) {
        size_t n = session_seen_unwritten(seen, COUNT(seen));
        for (size_t k = 0; k < n; k++)
            if (seen[k].at.us != NOON.us + seen[k].id)
                s->wrong++;
        if (i % 50 == 0)
            session_seen_forget((when){0});
    }
    return NULL;
}

static void last_uses_are_noted_while_they_are_written(struct test_store *t)
{
    struct shared s = {.t = t};
    pthread_t threads[4];
    session_seen_forget((when){INT64_MAX});
    for (size_t i = 0; i < COUNT(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, i ? use_sessions : write_sessions, &s),
                         0);
    for (size_t i = 0; i < COUNT(threads); i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(s.wrong, 0);
    assert_int_equal(session_seen_at('s', ROUNDS), NOON.us + ROUNDS);
}

static const struct test tests[] = {
    TEST(settings_are_read_while_they_are_swapped),
    TEST(last_uses_are_noted_while_they_are_written),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
