#include "data/writer.h"

#include "base/arena.h"
#include "base/log.h"
#include "data/engine.h"
#include "data/pool.h"

#include <pthread.h>

#define GROUP_MOST 64

/* A thread that waits: for its turn, or for the fsync that covers its work. It lives on that thread's stack. */
struct waiter {
    struct waiter *next;
    pthread_cond_t wake;
    bool go;
    err result;
};

struct waiters {
    struct waiter *first, **last;
    size_t n;
};

struct writer {
    pthread_mutex_t lock;

    /* One connection (SQLite). `busy` is the turn: who has it owns db and the members without a lock. */
    bool busy;
    struct waiters queue; /* for the turn, in order; with a pool: for a connection */
    struct waiters group; /* works of the open transaction that are finished but not durable */
    struct db *db;
    bool open;    /* a transaction is open */
    size_t works; /* … and had so many works, also those that rolled back */

    /* Many connections (PostgreSQL): `free` more may be used; the queue waits for one of them. */
    size_t free;
    struct db *idle[POOL_MOST];
    size_t n_idle;
};

/* A work inside a work would wait for itself. */
static _Thread_local struct store *at_work;

/* ---- waiting ---- */

static void wait_in(struct writer *wr, struct waiters *list, struct waiter *me)
{
    *me = (struct waiter){0};
    pthread_cond_init(&me->wake, NULL);
    if (!list->first)
        list->last = &list->first;
    *list->last = me;
    list->last = &me->next;
    list->n++;
    while (!me->go)
        pthread_cond_wait(&me->wake, &wr->lock);
    pthread_cond_destroy(&me->wake);
}

static void wake_first(struct waiters *list, err result)
{
    struct waiter *w = list->first;
    list->first = w->next;
    list->n--;
    w->result = result;
    w->go = true;
    pthread_cond_signal(&w->wake);
}

/* ---- one connection, groups of works ---- */

static void take_turn(struct writer *wr)
{
    struct waiter me;
    pthread_mutex_lock(&wr->lock);
    if (wr->busy)
        wait_in(wr, &wr->queue, &me);
    wr->busy = true;
    pthread_mutex_unlock(&wr->lock);
}

/* With the lock held. */
static void pass_turn(struct writer *wr)
{
    if (wr->queue.first)
        wake_first(&wr->queue, OK);
    else
        wr->busy = false;
}

static void give_turn(struct writer *wr)
{
    pthread_mutex_lock(&wr->lock);
    pass_turn(wr);
    pthread_mutex_unlock(&wr->lock);
}

/* With the lock held: whether the next work joins the open transaction. */
static bool may_grow(const struct writer *wr)
{
    return wr->queue.first && wr->works < GROUP_MOST;
}

/* Ends the transaction for all its works; a COMMIT that fails undoes them all. */
static err close_group(struct store *s, bool changed)
{
    struct db *db = s->writer->db;
    size_t members = s->writer->group.n;
    err e = OK;
    if (changed && !db->engine->in_transaction(db))
        e = log_broken("write", "the transaction of %zu finished works is gone", members);
    else if (changed && db_script(db, "COMMIT"))
        e = log_broken("write", "cannot commit; %zu finished works are undone too", members);
    if (db->engine->in_transaction(db))
        (void)!db_script(db, "ROLLBACK");
    db->engine->watch_end(db);
    if (changed && !e)
        atomic_fetch_add(&s->commits, 1);
    return e;
}

/* Commits, tells every work of the group, and passes the turn. */
static err end_group(struct store *s, bool mine)
{
    struct writer *wr = s->writer;
    err e = close_group(s, mine || wr->group.first);
    wr->open = false;
    pthread_mutex_lock(&wr->lock);
    while (wr->group.first)
        wake_first(&wr->group, e);
    pass_turn(wr);
    pthread_mutex_unlock(&wr->lock);
    return e;
}

static err group_begin(struct store *s)
{
    struct writer *wr = s->writer;
    struct db *db = wr->db;
    if (!wr->open) {
        TRY(db_script(db, db->engine->write_begin));
        wr->open = true;
        wr->works = 0;
        TRY(db->engine->watch_begin(db));
    }
    wr->works++;
    return db_script(db, "SAVEPOINT work");
}

static err turn_begin(struct store *s, struct write *w)
{
    struct writer *wr = s->writer;
    take_turn(wr);
    wr->db->failed = OK;
    err e = group_begin(s);
    if (!e)
        w->db = wr->db;
    else if (wr->open)
        (void)!end_group(s, false);
    else
        give_turn(wr);
    return e;
}

/* Its savepoint is undone; the works before it in the group stay. */
static void turn_end(struct write *w)
{
    struct writer *wr = w->store->writer;
    if (wr->db->engine->in_transaction(wr->db) &&
        db_script(wr->db, "ROLLBACK TO work; RELEASE work"))
        (void)!db_script(wr->db, "ROLLBACK");
    pthread_mutex_lock(&wr->lock);
    bool grow = may_grow(wr) && wr->db->engine->in_transaction(wr->db);
    if (grow)
        pass_turn(wr);
    pthread_mutex_unlock(&wr->lock);
    if (!grow)
        (void)!end_group(w->store, false);
}

static err turn_commit(struct write *w)
{
    struct writer *wr = w->store->writer;
    struct db *db = wr->db;
    err e = db->failed;
    if (!e && db->engine->has_orphans(db))
        e = ERR_CONFLICT;
    if (!e)
        e = db_script(db, "RELEASE work");
    if (e) {
        turn_end(w);
        return e;
    }
    pthread_mutex_lock(&wr->lock);
    if (!may_grow(wr)) {
        pthread_mutex_unlock(&wr->lock);
        return end_group(w->store, true);
    }
    struct waiter me;
    pass_turn(wr);
    wait_in(wr, &wr->group, &me);
    pthread_mutex_unlock(&wr->lock);
    return me.result;
}

/* ---- a pool of connections, a transaction a work ---- */

/* NULL: none is idle, the caller makes one. */
static struct db *pool_take(struct writer *wr)
{
    struct waiter me;
    pthread_mutex_lock(&wr->lock);
    if (wr->free)
        wr->free--;
    else
        wait_in(wr, &wr->queue, &me);
    struct db *db = wr->n_idle ? wr->idle[--wr->n_idle] : NULL;
    pthread_mutex_unlock(&wr->lock);
    return db;
}

/* db NULL: one that could not be made. */
static void pool_give(struct writer *wr, struct db *db)
{
    pthread_mutex_lock(&wr->lock);
    if (db)
        wr->idle[wr->n_idle++] = db;
    if (wr->queue.first)
        wake_first(&wr->queue, OK);
    else
        wr->free++;
    pthread_mutex_unlock(&wr->lock);
}

static err pool_begin(struct store *s, struct write *w)
{
    struct db *db = pool_take(s->writer);
    err e = db ? OK : db_new(s, true, NULL, NULL, &db);
    if (!e) {
        db->failed = OK;
        db->raced = false;
        w->db = db;
        w->trips = db->trips;
    } else {
        pool_give(s->writer, NULL);
    }
    return e;
}

static void pool_end(struct write *w)
{
    w->raced = w->db->raced;
    w->db->engine->rollback(w->db);
    atomic_fetch_add(&w->store->trips, w->db->trips - w->trips);
    pool_give(w->store->writer, w->db);
}

static err pool_commit(struct write *w)
{
    err e = w->db->failed;
    if (!e)
        e = w->db->engine->commit(w->db);
    if (!e)
        atomic_fetch_add(&w->store->commits, 1);
    pool_end(w);
    return e;
}

/* ---- what the layers above call ---- */

err write_begin(struct store *s, struct write *w)
{
    assert(at_work != s);
    *w = (struct write){.store = s};
    TRY(s->engine->shared ? pool_begin(s, w) : turn_begin(s, w));
    w->open = true;
    at_work = s;
    return OK;
}

err write_commit(struct write *w)
{
    assert(w->open);
    w->open = false;
    at_work = NULL;
    err e = w->store->engine->shared ? pool_commit(w) : turn_commit(w);
    w->db = NULL;
    return e;
}

void write_end(struct write *w)
{
    if (!w->open)
        return;
    w->open = false;
    at_work = NULL;
    if (w->store->engine->shared)
        pool_end(w);
    else
        turn_end(w);
    w->db = NULL;
}

bool write_raced(const struct write *w)
{
    return w->raced;
}

void store_checkpoint(struct store *s)
{
    s->engine->checkpoint(s);
}

/* ---- opening ---- */

void writer_open(struct store *s)
{
    struct writer *wr = s->writer = NEW(s->mem, struct writer);
    pthread_mutex_init(&wr->lock, NULL);
    wr->free = POOL_MOST;
}

err writer_connect(struct store *s, struct arena *mem, str *why)
{
    struct writer *wr = s->writer;
    struct db *db;
    TRY(db_new(s, true, mem, why, &db));
    if (s->engine->shared)
        wr->idle[wr->n_idle++] = db;
    else
        wr->db = db;
    return OK;
}

void writer_close(struct store *s)
{
    struct writer *wr = s->writer;
    at_work = NULL;
    db_close(wr->db);
    while (wr->n_idle)
        db_close(wr->idle[--wr->n_idle]);
    pthread_mutex_destroy(&wr->lock);
}

void store_pool(struct store *s, size_t connections)
{
    assert(connections >= 1 && connections <= POOL_MOST);
    s->writer->free = connections;
}

size_t store_waiting(struct store *s)
{
    pthread_mutex_lock(&s->writer->lock);
    size_t n = s->writer->queue.n;
    pthread_mutex_unlock(&s->writer->lock);
    return n;
}
