#include "data/notice.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/str.h"
#include "data/engine.h"
#include "data/writer.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define KINDS_MOST     16
#define ROUND_MS       1000
#define PATIENCE_LEAST 50 /* ms: the wait before the next try to connect, doubled each time */
#define PATIENCE_MOST  1000

_Static_assert(PATIENCE_MOST <= ROUND_MS, "a server that is back is heard within a round");

static struct {
    str kind;
    notice_fn *fn;
} listeners[KINDS_MOST];
static size_t listeners_n;
static atomic_bool deaf;

void notice_on(str kind, notice_fn *fn)
{
    for (size_t i = 0; i < listeners_n; i++)
        if (str_eq(listeners[i].kind, kind)) {
            listeners[i].fn = fn;
            return;
        }
    assert(listeners_n < KINDS_MOST);
    listeners[listeners_n].kind = kind;
    listeners[listeners_n++].fn = fn;
}

bool notice_is_deaf(void)
{
    return atomic_load(&deaf);
}

/* ---- sending ---- */

/* With the sender's mark in front. */
static const struct sql tell_others = {
    .name = "notice:send",
    .text = S("SELECT pg_notify('kontor', CAST($1 AS TEXT) || ' ' || CAST($2 AS TEXT))"),
    .n = 2,
};

err notice_send(struct db *db, str text)
{
    str rest = text;
    if (!db->engine->hear)
        return OK;
    if (text.n > NOTICE_MOST)
        (void)!str_cut(&rest, ' ', &text);
    return db_send(db, &tell_others, ARGS(db->store->mark, text));
}

/* ---- telling ---- */

static void tell_all(struct db *db)
{
    for (size_t i = 0; i < listeners_n; i++)
        listeners[i].fn(db, S(""));
}

/* "<mark> <kind> <details>"; what is not of that form concerns everybody. */
static void tell(struct db *db, str text)
{
    str rest = text, mark, kind;
    if (!str_cut(&rest, ' ', &mark) || !str_cut(&rest, ' ', &kind)) {
        tell_all(db);
        return;
    }
    if (str_eq(mark, db->store->mark))
        return;
    for (size_t i = 0; i < listeners_n; i++)
        if (str_eq(listeners[i].kind, kind))
            listeners[i].fn(db, rest);
}

/* ---- listening ---- */

struct notices {
    struct store *store;
    pthread_t thread;
    int wake;  /* readable: stop */
    bool lost; /* and the log says so */
};

/* true: stop. */
static bool pause_for(struct notices *n, int ms)
{
    struct pollfd fd = {.fd = n->wake, .events = POLLIN};
    return poll(&fd, 1, ms) > 0;
}

/* Until the connection is lost or the thread shall stop. */
static err listen_once(struct notices *n, struct db *db)
{
    bool stop = false;
    TRY(db->engine->listen(db));
    tell_all(db);
    if (atomic_exchange(&deaf, false) && n->lost)
        log_info("notices", "listening again");
    n->lost = false;
    while (!stop)
        TRY(db->engine->hear(db, n->wake, tell, &stop));
    return OK;
}

static void hear_notices(struct notices *n)
{
    int patience = PATIENCE_LEAST;
    do {
        struct db *db = NULL;
        err e = db_open(n->store, &db);
        if (!e) {
            patience = PATIENCE_LEAST;
            e = listen_once(n, db);
        }
        db_close(db);
        if (!e)
            return;
        atomic_store(&deaf, true);
        if (!n->lost)
            log_warn("notices", "not listening: what other nodes change is not known");
        n->lost = true;
        patience = 2 * patience < PATIENCE_MOST ? 2 * patience : PATIENCE_MOST;
    } while (!pause_for(n, patience));
}

/* What the writer's own connection sees changes only by others: it is this process's only one that writes. */
static err version_of(struct store *s, i64 *version)
{
    static const struct sql data_version = {
        .name = "notice:version", .text = S("SELECT data_version FROM pragma_data_version")};
    SCOPED(write_end) struct write w = {0};
    TRY(write_begin(s, &w));
    return db_i64(w.db, &data_version, NO_ARGS, version);
}

static void watch_file(struct notices *n)
{
    i64 known = -1, version;
    struct db *db = NULL;
    do {
        if (version_of(n->store, &version) || version == known)
            continue;
        if (!db && db_open(n->store, &db))
            continue;
        if (known >= 0)
            tell_all(db);
        known = version;
    } while (!pause_for(n, ROUND_MS));
    db_close(db);
}

static void *run(void *arg)
{
    struct notices *n = arg;
    if (n->store->engine->hear)
        hear_notices(n);
    else
        watch_file(n);
    atomic_store(&deaf, false);
    return NULL;
}

err notice_start(struct store *s, struct notices **out)
{
    struct notices *n = calloc(1, sizeof *n);
    if (!n)
        abort();
    *n = (struct notices){.store = s, .wake = eventfd(0, EFD_CLOEXEC)};
    atomic_store(&deaf, s->engine->hear != NULL);
    if (n->wake >= 0 && pthread_create(&n->thread, NULL, run, n) == 0) {
        *out = n;
        return OK;
    }
    if (n->wake >= 0)
        close(n->wake);
    free(n);
    return log_broken("notices", "no thread");
}

void notice_stop(struct notices *n)
{
    if (!n)
        return;
    (void)!eventfd_write(n->wake, 1);
    pthread_join(n->thread, NULL);
    close(n->wake);
    free(n);
}
