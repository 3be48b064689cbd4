#include "web/watch.h"

#include "base/log.h"
#include "base/time.h"
#include "web/site.h"

#include <errno.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define SHARDS        16
#define BUCKETS       4096
#define DRAIN_MOST    256
#define DRAIN_BYTES   (4 << 20)
#define DRAIN_TIME    (2 * SECOND)
#define LOOK_EVERY_MS 500

struct shard {
    pthread_mutex_t lock;
    struct watched *first;
};

struct tally {
    struct address address;
    i64 n;
    struct tally *next;
};

struct drain {
    int fd;
    i64 until, bytes;
};

struct watch {
    struct limits limits;
    struct shard shards[SHARDS];
    pthread_mutex_t tally_lock;
    struct tally *tallies[BUCKETS];
    _Atomic size_t n;
    pthread_mutex_t drain_lock;
    struct drain drains[DRAIN_MOST];
    size_t n_drains;
    int wake;
    atomic_bool stop;
    pthread_t thread;
};

/* ---- connections of an address ---- */

static struct address tally_key(struct address a)
{
    static const byte mapped[12] = {[10] = 0xff, [11] = 0xff};
    if (memcmp(a.at, mapped, sizeof mapped) != 0)
        memset(a.at + 8, 0, 8);
    return a;
}

static struct tally **tally_find(struct watch *w, struct address a)
{
    u64 h = 14695981039346656037u;
    for (size_t i = 0; i < sizeof a.at; i++)
        h = (h ^ a.at[i]) * 1099511628211u;
    struct tally **t = &w->tallies[(h >> 20) % BUCKETS];
    while (*t && memcmp((*t)->address.at, a.at, sizeof a.at) != 0)
        t = &(*t)->next;
    return t;
}

static bool tally_add(struct watch *w, const struct watched *c)
{
    struct address a = tally_key(c->address);
    bool fits = true;
    pthread_mutex_lock(&w->tally_lock);
    struct tally **t = tally_find(w, a);
    if (!*t) {
        *t = calloc(1, sizeof **t);
        if (!*t)
            abort();
        (*t)->address = a;
    }
    if (!c->exempt && (*t)->n >= w->limits.per_address)
        fits = false;
    else
        (*t)->n++;
    pthread_mutex_unlock(&w->tally_lock);
    return fits;
}

static void tally_remove(struct watch *w, const struct watched *c)
{
    pthread_mutex_lock(&w->tally_lock);
    struct tally **t = tally_find(w, tally_key(c->address));
    if (*t && --(*t)->n <= 0) {
        struct tally *gone = *t;
        *t = gone->next;
        free(gone);
    }
    pthread_mutex_unlock(&w->tally_lock);
}

/* ---- the list ---- */

static struct shard *shard_of(struct watch *w, const struct watched *c)
{
    return &w->shards[(unsigned)c->fd % SHARDS];
}

bool watch_add(struct watch *w, struct watched *c)
{
    if (!tally_add(w, c))
        return false;
    struct shard *s = shard_of(w, c);
    c->phase = PHASE_WAIT;
    c->since = c->noticed = time_monotonic();
    pthread_mutex_lock(&s->lock);
    c->prev = NULL;
    c->next = s->first;
    if (s->first)
        s->first->prev = c;
    s->first = c;
    pthread_mutex_unlock(&s->lock);
    w->n++;
    return true;
}

void watch_remove(struct watch *w, struct watched *c)
{
    struct shard *s = shard_of(w, c);
    pthread_mutex_lock(&s->lock);
    if (c->prev)
        c->prev->next = c->next;
    else
        s->first = c->next;
    if (c->next)
        c->next->prev = c->prev;
    pthread_mutex_unlock(&s->lock);
    tally_remove(w, c);
    w->n--;
}

bool watch_phase(struct watched *c, enum phase phase)
{
    int old = c->phase;
    do {
        if (old == PHASE_DOOMED)
            return false;
    } while (!atomic_compare_exchange_weak(&c->phase, &old, (int)phase));
    c->bytes = 0;
    c->since = time_coarse();
    return true;
}

size_t watch_lively(struct watch *w, i64 since)
{
    size_t n = 0;
    for (size_t i = 0; i < SHARDS; i++) {
        pthread_mutex_lock(&w->shards[i].lock);
        for (const struct watched *c = w->shards[i].first; c; c = c->next)
            n += (c->phase != PHASE_WAIT && c->phase != PHASE_DOOMED) || c->since > since;
        pthread_mutex_unlock(&w->shards[i].lock);
    }
    return n;
}

size_t watch_count(struct watch *w)
{
    return w->n;
}

/* ---- clocks ---- */

static bool ask_tcp(const struct watched *c, struct tcp_info *info)
{
    socklen_t n = sizeof *info;
    memset(info, 0, sizeof *info);
    return getsockopt(c->fd, IPPROTO_TCP, TCP_INFO, info, &n) == 0;
}

/* Without it, the kernel would keep megabytes for minutes after the close, for a client that reads nothing. */
static void drop_unsent(int fd)
{
    struct linger now = {.l_onoff = 1};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

/* Nothing has been written for this request yet, so a short answer of our own fits in. An answer that was begun
 * is broken off: the close that the library makes of the shutdown resets the connection. */
static void doom(struct watched *c, int phase, const char *why)
{
    static const char late[] =
        "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    if (!atomic_compare_exchange_strong(&c->phase, &phase, PHASE_DOOMED))
        return;
    if (phase == PHASE_SEND)
        drop_unsent(c->fd);
    else
        (void)!send(c->fd, late, sizeof late - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
    shutdown(c->fd, SHUT_RDWR);
    log_info("connection shut", "%s", why);
}

/* A head's clock starts when the connection's byte count first moves, and only the head's end stops it. */
static void look_at_head(const struct limits *l, struct watched *c, i64 now)
{
    struct tcp_info info;
    i64 since = c->since;
    if (!ask_tcp(c, &info))
        return;
    if (c->noticed != since) {
        c->noticed = since;
        c->base = info.tcpi_bytes_received;
        c->head_since = 0;
    }
    if (info.tcpi_bytes_received > c->base && !c->head_since)
        c->head_since = now;
    if (c->head_since && now - c->head_since > l->header_seconds * SECOND)
        doom(c, PHASE_WAIT, "its head took too long");
}

static bool is_too_slow(const struct limits *l, i64 elapsed, i64 bytes)
{
    i64 late = elapsed - l->grace_seconds * SECOND;
    return late > 0 && bytes < late / SECOND * l->least_rate;
}

static void look_at_send(const struct limits *l, struct watched *c, i64 now)
{
    struct tcp_info info;
    i64 since = c->since;
    if (now - since < SECOND || !ask_tcp(c, &info))
        return;
    if (c->noticed != since) {
        c->noticed = since;
        c->base = info.tcpi_bytes_acked;
    }
    if (is_too_slow(l, now - since, (i64)(info.tcpi_bytes_acked - c->base)))
        doom(c, PHASE_SEND, "its client reads too slowly");
}

static void look(const struct limits *l, struct watched *c, i64 now)
{
    switch ((enum phase)c->phase) {
    case PHASE_WAIT:
        look_at_head(l, c, now);
        break;
    case PHASE_BODY:
        if (is_too_slow(l, now - c->since, c->bytes))
            doom(c, PHASE_BODY, "its body comes too slowly");
        break;
    case PHASE_SEND:
        look_at_send(l, c, now);
        break;
    case PHASE_WORK:
    case PHASE_DOOMED:
        break;
    }
}

static void look_at_all(struct watch *w)
{
    for (size_t i = 0; i < SHARDS; i++) {
        struct shard *s = &w->shards[i];
        pthread_mutex_lock(&s->lock);
        i64 now = time_monotonic();
        for (struct watched *c = s->first; c; c = c->next)
            look(&w->limits, c, now);
        pthread_mutex_unlock(&s->lock);
    }
}

/* ---- draining ---- */

void watch_drain(struct watch *w, int fd)
{
    bool taken = false;
    pthread_mutex_lock(&w->drain_lock);
    if (fd >= 0 && w->n_drains < DRAIN_MOST) {
        w->drains[w->n_drains++] = (struct drain){fd, time_monotonic() + DRAIN_TIME, 0};
        taken = true;
    }
    pthread_mutex_unlock(&w->drain_lock);
    if (!taken && fd >= 0)
        close(fd);
    eventfd_write(w->wake, 1);
}

static bool is_drained(struct drain *d)
{
    char waste[16 * 1024];
    if (time_monotonic() > d->until)
        return true;
    for (;;) {
        ssize_t n = recv(d->fd, waste, sizeof waste, MSG_DONTWAIT);
        if (n < 0)
            return errno != EAGAIN && errno != EINTR;
        if (n == 0)
            return true;
        d->bytes += n;
        if (d->bytes > DRAIN_BYTES)
            return true;
    }
}

static void drain_all(struct watch *w)
{
    pthread_mutex_lock(&w->drain_lock);
    for (size_t i = 0; i < w->n_drains;)
        if (is_drained(&w->drains[i])) {
            close(w->drains[i].fd);
            w->drains[i] = w->drains[--w->n_drains];
        } else
            i++;
    pthread_mutex_unlock(&w->drain_lock);
}

static void wait_a_little(struct watch *w)
{
    struct pollfd fds[DRAIN_MOST + 1] = {{.fd = w->wake, .events = POLLIN}};
    nfds_t n = 1;
    pthread_mutex_lock(&w->drain_lock);
    for (size_t i = 0; i < w->n_drains; i++)
        fds[n++] = (struct pollfd){.fd = w->drains[i].fd, .events = POLLIN};
    pthread_mutex_unlock(&w->drain_lock);
    eventfd_t waste;
    if (poll(fds, n, LOOK_EVERY_MS) > 0 && fds[0].revents)
        eventfd_read(w->wake, &waste);
}

static void *run(void *arg)
{
    struct watch *w = arg;
    i64 next = 0;
    while (!w->stop) {
        wait_a_little(w);
        drain_all(w);
        if (time_monotonic() < next)
            continue;
        next = time_monotonic() + (i64)LOOK_EVERY_MS * 1000;
        look_at_all(w);
    }
    return NULL;
}

struct watch *watch_start(const struct limits *limits)
{
    struct watch *w = calloc(1, sizeof *w);
    if (!w)
        abort();
    w->limits = *limits;
    for (size_t i = 0; i < SHARDS; i++)
        pthread_mutex_init(&w->shards[i].lock, NULL);
    pthread_mutex_init(&w->tally_lock, NULL);
    pthread_mutex_init(&w->drain_lock, NULL);
    w->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (w->wake < 0 || pthread_create(&w->thread, NULL, run, w))
        abort();
    return w;
}

void watch_stop(struct watch *w)
{
    w->stop = true;
    eventfd_write(w->wake, 1);
    pthread_join(w->thread, NULL);
    for (size_t i = 0; i < w->n_drains; i++)
        close(w->drains[i].fd);
    close(w->wake);
    for (size_t i = 0; i < BUCKETS; i++)
        while (w->tallies[i]) {
            struct tally *gone = w->tallies[i];
            w->tallies[i] = gone->next;
            free(gone);
        }
    free(w);
}
