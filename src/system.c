#include "system.h"

#include "base/log.h"
#include "data/writer.h"
#include "domain/assist.h"
#include "domain/job.h"
#include "domain/mail.h"
#include "domain/order_lapse.h"
#include "domain/report.h"
#include "domain/scope.h"
#include "domain/session.h"
#include "domain/settings.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define ROUND_SECONDS 1

err system_begin(struct store *store, struct system *out)
{
    struct db *db;
    TRY(db_open(store, &db));
    err e = snapshot_load(db);
    if (e) {
        db_close(db);
        return e;
    }
    *out = (struct system){.snapshot = snapshot_take()};
    out->c = (struct ctx){
        .mem = arena_new(0),
        .db = db,
        .store = store,
        .now = time_now(),
        .actor = {.who = WHO_SYSTEM, .staff_name = S(""), .permits = permits_all()},
        .settings = &out->snapshot->global,
        .view = out->snapshot->first,
        .ip = S(""),
        .user_agent = S("kontor"),
        .request_id = S(""),
    };
    return OK;
}

void system_end(struct system *s)
{
    if (!s->c.mem)
        return;
    snapshot_drop(s->snapshot);
    db_close(s->c.db);
    arena_free(s->c.mem);
    *s = (struct system){0};
}

err system_refresh(struct system *s)
{
    struct ctx *c = &s->c;
    arena_empty(c->mem);
    c->problems = NULL;
    c->now = time_now();
    err e = snapshot_refresh(c->db);
    snapshot_drop(s->snapshot);
    s->snapshot = snapshot_take();
    c->settings = &s->snapshot->global;
    c->view = s->snapshot->first;
    return e;
}

struct housekeeper {
    struct system s;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stop;
};

/* Some products a round: what waits for the writer waits briefly. */
static err fill_views(struct ctx *c)
{
    bool more;
    return store_view_fill(c, &more);
}

static const struct duty {
    const char *trouble;
    err (*own)(struct ctx *c); /* what each process has to do itself */
    struct job job;            /* or what one of them does for all */
} duties[] = {
    {"last use of sessions could not be written", sessions_flush, {.every = 0}},
    {"assist sessions could not be ended", assist_end_over, {.every = 0}},
    {"assist sessions could not be ended",
     NULL,
     {S("assist.sweep"), SECOND / 2, MINUTE, assist_sweep}},
    {"a new store view could not be filled",
     NULL,
     {S("store_view.fill"), SECOND / 2, MINUTE, fill_views}},
    {"old emails could not be deleted", NULL, {S("mail.clean"), MINUTE, 10 * MINUTE, mail_clean}},
    {"orders without their payment could not be canceled",
     NULL,
     {S("order.lapse"), MINUTE, 10 * MINUTE, order_lapse}},
    {"days could not be summed up", NULL, {S("report.roll"), MINUTE, 10 * MINUTE, report_roll}},
};

/* Each duty stands alone: one that fails is logged and does not keep the others from theirs. */
static void do_round(struct housekeeper *h)
{
    struct ctx *c = &h->s.c;
    err e = system_refresh(&h->s);
    if (e == ERR_AWAY)
        return; /* the log says so, once */
    if (e)
        log_warn("housekeeping", "settings could not be read");
    for (size_t i = 0; i < COUNT(duties); i++) {
        const struct duty *d = &duties[i];
        if (d->own ? d->own(c) : job_run(c, &d->job))
            log_warn("housekeeping", "%s", d->trouble);
    }
    store_checkpoint(c->store);
}

static bool wait_for_round(struct housekeeper *h)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ROUND_SECONDS;
    pthread_mutex_lock(&h->lock);
    if (!h->stop)
        pthread_cond_timedwait(&h->wake, &h->lock, &until);
    bool stop = h->stop;
    pthread_mutex_unlock(&h->lock);
    return !stop;
}

static void *keep_house(void *arg)
{
    struct housekeeper *h = arg;
    while (wait_for_round(h))
        do_round(h);
    do_round(h);
    return NULL;
}

err housekeeper_start(struct store *store, struct housekeeper **out)
{
    struct housekeeper *h = calloc(1, sizeof *h);
    if (!h)
        abort();
    err e = system_begin(store, &h->s);
    if (e) {
        free(h);
        return e;
    }
    pthread_mutex_init(&h->lock, NULL);
    pthread_cond_init(&h->wake, NULL);
    if (pthread_create(&h->thread, NULL, keep_house, h)) {
        system_end(&h->s);
        free(h);
        return log_broken("housekeeper", "no thread");
    }
    *out = h;
    return OK;
}

void housekeeper_stop(struct housekeeper *h)
{
    if (!h)
        return;
    pthread_mutex_lock(&h->lock);
    h->stop = true;
    pthread_cond_signal(&h->wake);
    pthread_mutex_unlock(&h->lock);
    pthread_join(h->thread, NULL);
    system_end(&h->s);
    free(h);
}
