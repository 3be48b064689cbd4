#include "web/server.h"

#include "base/log.h"
#include "domain/known.h"
#include "web/cache.h"
#include "web/connection.h"
#include "web/listen.h"
#include "web/route.h"

#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SLOW_THREADS 2
#define CACHE_BYTES  ((size_t)64 << 20)
#define LONG_THREADS 1
#define STOP_SECONDS 10
#define KNOCK_TIME   (SECOND / 10) /* that a handshake of TCP may take once we stop */
#define QUIET_TIME   (SECOND / 2)  /* after which a connection is not in use just now */

struct server {
    struct serving v;
    struct MHD_Daemon *daemons[LISTEN_MOST];
    int ports[LISTEN_MOST], listeners[LISTEN_MOST];
    size_t n;
    atomic_bool leaving; /* told to stop, but everybody is still let in */
    i64 drain_seconds;
};

/* ---- starting ---- */

static err start_daemon(struct server *s, struct arena *mem, str listen_on, unsigned loops,
                        str *why)
{
    int fd = -1;
    TRY(listen_open(mem, listen_on, &fd, &s->ports[s->n], why));
    s->listeners[s->n] = fd;
    /* A pool of one is the daemon's own thread. */
    struct MHD_OptionItem more[] = {{MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)loops, NULL},
                                    {MHD_OPTION_END, 0, NULL}};
    if (loops < 2)
        more[0] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
    struct MHD_Daemon *d =
        MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0,
                         NULL, NULL, connection_request, &s->v, MHD_OPTION_LISTEN_SOCKET, fd, //
                         MHD_OPTION_CONNECTION_LIMIT, (unsigned)s->v.limits.connections,      //
                         MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)s->v.limits.idle_seconds,   //
                         MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_POOL,                 //
                         MHD_OPTION_STRICT_FOR_CLIENT, 1,                                     //
                         MHD_OPTION_URI_LOG_CALLBACK, connection_target, &s->v,               //
                         MHD_OPTION_UNESCAPE_CALLBACK, connection_keep_as_sent, &s->v,        //
                         MHD_OPTION_NOTIFY_COMPLETED, connection_completed, &s->v,            //
                         MHD_OPTION_NOTIFY_CONNECTION, connection_notify, &s->v,              //
                         MHD_OPTION_ARRAY, more, MHD_OPTION_END);
    if (!d)
        return listen_fails(mem, listen_on, fd, "serve", why);
    s->daemons[s->n++] = d;
    return OK;
}

static void block_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

err server_start(const struct server_options *options, struct arena *mem, struct server **out,
                 str *why)
{
    struct server *s = NEW(mem, struct server);
    TRY(server_site(options, mem, &s->v.site, why));
    s->v.limits = s->v.site.limits;
    s->v.no_log = options->no_log;
    s->v.shared = store_is_shared(options->store);
    s->v.site.leaving = &s->leaving;
    s->drain_seconds = options->drain_seconds;
    block_signals();
    listen_room(s->v.limits.connections);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_MMAP_THRESHOLD, 8 << 20);
    routes_start();
    TRY(lanes_begin(&s->v.lanes));
    size_t kept = options->cache_bytes ? options->cache_bytes : CACHE_BYTES;
    s->v.site.cache = cache_new(kept - kept / 4);
    s->v.site.own = cache_new(kept / 4);
    cache_forms_end(s->v.site.cache, connection_end_form);
    s->v.site.known = known_new();
    s->v.watch = watch_start(&s->v.limits);
    size_t workers = options->workers ? options->workers : s->v.shared ? 16 : 64;
    s->v.workers =
        workers_start(workers, (size_t)s->v.limits.waiting, lane_new, lane_end, &s->v.lanes);
    s->v.slow = workers_start(SLOW_THREADS, (size_t)s->v.limits.waiting_slow, lane_new_slow,
                              lane_end, &s->v.lanes);
    s->v.longer = workers_start(LONG_THREADS, (size_t)s->v.limits.waiting_long, lane_new_slow,
                                lane_end, &s->v.lanes);
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned loops = options->loops ? (unsigned)options->loops : cores > 0 ? (unsigned)cores : 1;
    for (size_t i = 0; i < options->n_listen; i++) {
        err e = start_daemon(s, mem, options->listen[i], loops, why);
        if (e) {
            server_stop(s);
            return e;
        }
    }
    *out = s;
    return OK;
}

int server_port(const struct server *s, size_t k)
{
    return k < s->n ? s->ports[k] : 0;
}

/* ---- stopping ---- */

void server_wait(struct server *s, void (*tick)(void *arg), void *arg)
{
    (void)s;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    struct timespec second = {.tv_sec = 1};
    while (sigtimedwait(&set, NULL, &second) < 0)
        if (tick)
            tick(arg);
}

/* Until a balancer has seen at /healthz that nobody should come any more. Whoever says it twice does not want to wait. */
static void drain(struct server *s)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    struct timespec wait = {.tv_sec = s->drain_seconds};
    s->leaving = true;
    if (s->drain_seconds)
        (void)!sigtimedwait(&set, NULL, &wait);
}

static size_t waiting_outside(const struct server *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        n += listen_waiting(s->listeners[i]);
    return n;
}

/* Nobody new; who knocked already comes in, also who was about to. */
static void close_doors(struct server *s)
{
    i64 now = time_monotonic(), least = now + KNOCK_TIME, most = now + SECOND;
    for (size_t i = 0; i < s->n; i++)
        listen_let_nobody_in(s->listeners[i]);
    while (s->n && (now < least || (waiting_outside(s) && now < most))) {
        usleep(5000);
        now = time_monotonic();
    }
    for (size_t i = 0; i < s->n; i++)
        if (MHD_quiesce_daemon(s->daemons[i]) >= 0)
            close(s->listeners[i]);
}

/* Answers say by now that the connection closes. One that was quiet for a while may be closed without an answer. */
static void wait_for_requests(struct server *s)
{
    i64 until = time_monotonic() + STOP_SECONDS * SECOND;
    while ((s->v.in_flight > 0 || watch_lively(s->v.watch, time_monotonic() - QUIET_TIME)) &&
           time_monotonic() < until)
        usleep(5000);
    if (s->v.in_flight > 0)
        log_warn("stopping", "%lld requests did not finish", (long long)s->v.in_flight);
}

void server_stop(struct server *s)
{
    drain(s);
    s->v.stopping = true;
    close_doors(s);
    wait_for_requests(s);
    /* Workers first: they answer and resume what is suspended, or the library could not end. */
    workers_stop(s->v.workers);
    workers_stop(s->v.slow);
    workers_stop(s->v.longer);
    for (size_t i = 0; i < s->n; i++)
        MHD_stop_daemon(s->daemons[i]);
    watch_stop(s->v.watch);
    lanes_end(&s->v.lanes);
    cache_free(s->v.site.cache);
    cache_free(s->v.site.own);
    known_free(s->v.site.known);
}
