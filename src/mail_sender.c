#include "mail_sender.h"

#include "base/log.h"
#include "mail_folder.h"
#include "system.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define ROUND_SECONDS 1
#define AT_ONCE       20 /* between two looks at settings and clock */

struct mail_sender {
    struct system s;
    str folder;
    struct smtp *smtp;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stop;
};

static void do_round(struct mail_sender *s)
{
    if (system_refresh(&s->s))
        log_warn("mail", "settings could not be read");
    struct ctx *c = &s->s.c;
    err e =
        s->folder.n ? mail_folder_deliver(c, s->folder) : mail_smtp_deliver(c, s->smtp, AT_ONCE);
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
    struct mail_sender *s = arg;
    while (wait_for_round(s))
        do_round(s);
    if (s->folder.n)
        do_round(s); /* a folder takes no time: it has everything at the end */
    return NULL;
}

static void sender_free(struct mail_sender *s)
{
    smtp_free(s->smtp);
    system_end(&s->s);
    free(s);
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
    err e = system_begin(store, &s->s);
    if (e == OK)
        e = smtp_new(secret, &s->smtp);
    if (e == OK && pthread_create(&s->thread, NULL, send_mails, s))
        e = log_broken("mail", "no thread");
    if (e) {
        sender_free(s);
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
    pthread_cond_signal(&s->wake);
    pthread_mutex_unlock(&s->lock);
    smtp_stop(s->smtp);
    pthread_join(s->thread, NULL);
    sender_free(s);
}
