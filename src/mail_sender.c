#include "mail_sender.h"

#include "base/log.h"
#include "mail_folder.h"
#include "system.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define ROUND_SECONDS 1
#define AT_ONCE       20 /* mails between two looks at settings and clock */
#define COURIERS      4  /* connections to the mail server */

/* One thread with a connection of its own. A mail is claimed before it is sent, so no two of them have the same one. */
struct courier {
    struct mail_sender *sender;
    struct system s;
    struct smtp *smtp;
    pthread_t thread;
    bool runs;
};

struct mail_sender {
    str folder;
    struct courier couriers[COURIERS];
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stop;
};

static void do_round(struct courier *k)
{
    err e = system_refresh(&k->s);
    if (e == ERR_AWAY)
        return;
    if (e)
        log_warn("mail", "settings could not be read");
    struct ctx *c = &k->s.c;
    str folder = k->sender->folder;
    e = folder.n ? mail_folder_deliver(c, folder) : mail_smtp_deliver(c, k->smtp, AT_ONCE);
    if (e)
        log_warn("mail", "the outbox could not be sent");
}

static bool wait_for_round(struct mail_sender *s)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ROUND_SECONDS;
    pthread_mutex_lock(&s->lock);
    if (!s->stop)
        pthread_cond_timedwait(&s->wake, &s->lock, &until);
    bool stop = s->stop;
    pthread_mutex_unlock(&s->lock);
    return !stop;
}

static void *send_mails(void *arg)
{
    struct courier *k = arg;
    while (wait_for_round(k->sender))
        do_round(k);
    if (k->sender->folder.n)
        do_round(k); /* a folder takes no time: it has everything at the end */
    return NULL;
}

static err courier_start(struct courier *k, struct store *store, const struct smtp_secret *secret)
{
    TRY(system_begin(store, &k->s));
    TRY(smtp_new(secret, &k->smtp));
    if (pthread_create(&k->thread, NULL, send_mails, k))
        return log_broken("mail", "no thread");
    k->runs = true;
    return OK;
}

err mail_sender_start(struct store *store, str folder, const struct smtp_secret *secret,
                      struct mail_sender **out)
{
    struct mail_sender *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->folder = folder;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->wake, NULL);
    err e = OK;
    for (size_t i = 0; e == OK && i < (folder.n ? 1 : COURIERS); i++) {
        s->couriers[i].sender = s;
        e = courier_start(&s->couriers[i], store, secret);
    }
    if (e) {
        mail_sender_stop(s);
        return e;
    }
    *out = s;
    return OK;
}

void mail_sender_stop(struct mail_sender *s)
{
    if (!s)
        return;
    pthread_mutex_lock(&s->lock);
    s->stop = true;
    pthread_cond_broadcast(&s->wake);
    pthread_mutex_unlock(&s->lock);
    for (size_t i = 0; i < COURIERS; i++)
        if (s->couriers[i].runs)
            smtp_stop(s->couriers[i].smtp);
    for (size_t i = 0; i < COURIERS; i++) {
        struct courier *k = &s->couriers[i];
        if (k->runs)
            pthread_join(k->thread, NULL);
        smtp_free(k->smtp);
        system_end(&k->s);
    }
    free(s);
}
