#include "web/cache.h"

#include "base/buf.h"
#include "base/secret.h"
#include "base/str.h"
#include "web/pack.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SHARDS       16
#define BUCKETS      4096
#define WAIT_SECONDS 2
#define ASKED        4096
#define MARK_LETTERS 32

/* How a page's forms end: one server a process. */
static void (*forms_end)(void *made);

struct packed {
    size_t n;
    char at[];
};

/* In one block with the bytes of its page. References: one is the shard's while it is linked. */
struct entry {
    struct page page; /* first: a page is known as its entry */
    struct shard *shard;
    u64 hash;
    size_t size;
    atomic_size_t refs;
    _Atomic u64 checked; /* its tags held at this mark */
    _Atomic(struct packed *) gzip;
    _Atomic(void *) forms[PAGE_FORMS];
    /* the shard's, under its lock */
    bool linked, used;
    struct entry *next;           /* in its bucket */
    struct entry *before, *after; /* in the ring */
};

/* A key that somebody makes a page for. */
struct making {
    u64 hash;
    str key;
    struct making *next;
};

struct shard {
    pthread_mutex_t lock;
    pthread_cond_t made;
    struct entry *buckets[BUCKETS];
    struct entry *hand; /* of the clock that goes around the ring */
    struct making *making;
    size_t bytes, most, n;
    i64 found, missed;
};

struct cache {
    char mark[MARK_LETTERS];
    _Atomic u64 asked[ASKED]; /* hashes of keys that were asked for lately */
    struct shard shards[SHARDS];
};

/* FNV-1a, stirred. Who floods one bucket with chosen addresses makes those pages slow, and has them evicted. */
static u64 hash_of(str key)
{
    u64 h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < key.n; i++)
        h = (h ^ (byte)key.at[i]) * 0x100000001b3u;
    return h ^ h >> 29;
}

static struct shard *shard_of(struct cache *c, u64 hash)
{
    return &c->shards[hash >> 32 & (SHARDS - 1)];
}

static struct entry *entry_of(const struct page *p)
{
    union {
        const struct page *in;
        struct entry *out;
    } at = {.in = p}; /* callers may not change a page; the cache counts its references */
    return at.out;
}

/* ---- references ---- */

static void drop(struct entry *e)
{
    if (atomic_fetch_sub(&e->refs, 1) > 1)
        return;
    for (size_t i = 0; i < PAGE_FORMS; i++) {
        void *made = atomic_load(&e->forms[i]);
        if (made)
            forms_end(made);
    }
    free(atomic_load(&e->gzip));
    free(e);
}

void page_drop(const struct page *p)
{
    if (p)
        drop(entry_of(p));
}

/* ---- linking, under the lock ---- */

static void ring_add(struct shard *s, struct entry *e)
{
    if (!s->hand) {
        s->hand = e->before = e->after = e;
        return;
    }
    e->after = s->hand; /* just behind the hand: it gets there last */
    e->before = s->hand->before;
    e->before->after = e->after->before = e;
}

static void unlink_entry(struct shard *s, struct entry *e)
{
    struct entry **at = &s->buckets[e->hash % BUCKETS];
    while (*at != e)
        at = &(*at)->next;
    *at = e->next;
    if (s->hand == e)
        s->hand = e->after == e ? NULL : e->after;
    e->before->after = e->after;
    e->after->before = e->before;
    s->bytes -= e->size;
    s->n--;
    e->linked = false;
    drop(e);
}

/* Twice around at most: the first time takes what was used lately out of favour. */
static void make_room(struct shard *s)
{
    while (s->bytes > s->most && s->hand) {
        struct entry *e = s->hand;
        s->hand = e->after;
        if (e->used && tags_hold(&e->page.tags, e->page.mark))
            e->used = false;
        else
            unlink_entry(s, e);
    }
}

static struct entry *find(struct shard *s, u64 hash, str key)
{
    struct entry *e = s->buckets[hash % BUCKETS];
    while (e && !(e->hash == hash && str_eq(e->page.key, key)))
        e = e->next;
    return e;
}

static void link_entry(struct shard *s, struct entry *e)
{
    struct entry *old = find(s, e->hash, e->page.key);
    if (old)
        unlink_entry(s, old);
    e->next = s->buckets[e->hash % BUCKETS];
    s->buckets[e->hash % BUCKETS] = e;
    ring_add(s, e);
    e->linked = true;
    s->bytes += e->size;
    s->n++;
    make_room(s);
}

/* ---- looking ---- */

/* Most of the time nothing at all was dropped since the last look, and no tag has to be asked. */
static bool holds(struct entry *e, i64 settings, when now)
{
    u64 mark = tags_mark();
    if (e->page.settings != settings || e->page.until.us <= now.us)
        return false;
    if (atomic_load_explicit(&e->checked, memory_order_relaxed) == mark)
        return true;
    if (!tags_hold(&e->page.tags, e->page.mark))
        return false;
    atomic_store_explicit(&e->checked, mark, memory_order_relaxed);
    return true;
}

/* One that does not hold is forgotten. */
static struct entry *look(struct shard *s, u64 hash, str key, i64 settings, when now)
{
    struct entry *e = find(s, hash, key);
    if (e && !holds(e, settings, now)) {
        unlink_entry(s, e);
        return NULL;
    }
    if (e) {
        e->used = true;
        s->found++;
        atomic_fetch_add(&e->refs, 1);
    }
    return e;
}

static struct making **making_of(struct shard *s, u64 hash, str key)
{
    struct making **m = &s->making;
    while (*m && !((*m)->hash == hash && str_eq((*m)->key, key)))
        m = &(*m)->next;
    return m;
}

/* False: it takes too long. */
static bool wait_for_maker(struct shard *s, u64 hash, str key)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += WAIT_SECONDS;
    while (*making_of(s, hash, key))
        if (pthread_cond_timedwait(&s->made, &s->lock, &until))
            return false;
    return true;
}

static void begin_making(struct shard *s, u64 hash, str key)
{
    struct making *m = malloc(sizeof *m + key.n);
    if (!m)
        abort();
    char *at = (char *)(m + 1);
    memcpy(at, key.at, key.n);
    *m = (struct making){hash, {at, key.n}, s->making};
    s->making = m;
    s->missed++;
}

enum cache_turn cache_get(struct cache *c, str key, i64 settings, when now, const struct page **out)
{
    u64 hash = hash_of(key);
    struct shard *s = shard_of(c, hash);
    enum cache_turn turn = CACHE_FOUND;
    pthread_mutex_lock(&s->lock);
    struct entry *e = look(s, hash, key, settings, now);
    if (!e && *making_of(s, hash, key)) {
        if (wait_for_maker(s, hash, key))
            e = look(s, hash, key, settings, now);
        else
            turn = CACHE_ALONE;
    }
    /* Whoever made it may have been overtaken by a save, or found an error page: then the next one makes it. */
    if (!e && turn == CACHE_FOUND && *making_of(s, hash, key))
        turn = CACHE_ALONE;
    else if (!e && turn == CACHE_FOUND) {
        begin_making(s, hash, key);
        turn = CACHE_MAKE;
    }
    pthread_mutex_unlock(&s->lock);
    if (e)
        *out = &e->page;
    return turn;
}

const struct page *cache_find(struct cache *c, str key, i64 settings, when now)
{
    u64 hash = hash_of(key);
    struct shard *s = shard_of(c, hash);
    pthread_mutex_lock(&s->lock);
    struct entry *e = look(s, hash, key, settings, now);
    pthread_mutex_unlock(&s->lock);
    return e ? &e->page : NULL;
}

/* ---- keeping ---- */

static char *put(char **at, const void *from, size_t n)
{
    char *start = *at;
    if (n)
        memcpy(start, from, n);
    *at += n;
    return start;
}

static str put_str(char **at, str s)
{
    return (str){put(at, s.at, s.n), s.n};
}

static size_t size_of(const struct page *p)
{
    size_t n = sizeof(struct entry) + p->n_gaps * sizeof *p->gaps + p->tags.n * sizeof *p->tags.at;
    for (size_t i = 0; i < p->n_gaps; i++)
        n += p->gaps[i].arg.n;
    return n + p->key.n + p->text.n + p->etag.n;
}

/* Gaps and tags first: what follows needs no alignment. */
static struct entry *copy_of(const struct page *p)
{
    size_t size = size_of(p);
    struct entry *e = calloc(1, size);
    if (!e)
        abort();
    char *at = (char *)(e + 1);
    e->page = *p;
    e->size = size;
    struct gap *gaps = (struct gap *)(void *)put(&at, p->gaps, p->n_gaps * sizeof *p->gaps);
    e->page.tags.at = (tag *)(void *)put(&at, p->tags.at, p->tags.n * sizeof *p->tags.at);
    e->page.tags.room = p->tags.n;
    for (size_t i = 0; i < p->n_gaps; i++)
        gaps[i].arg = put_str(&at, gaps[i].arg);
    e->page.gaps = gaps;
    e->page.key = put_str(&at, p->key);
    e->page.etag = put_str(&at, p->etag);
    e->page.text = put_str(&at, p->text);
    atomic_store(&e->refs, 1);
    atomic_store(&e->checked, p->mark);
    return e;
}

/* With the lock held. */
static void end_making(struct shard *s, u64 hash, str key)
{
    struct making **m = making_of(s, hash, key), *done = *m;
    assert(done);
    *m = done->next;
    free(done);
    pthread_cond_broadcast(&s->made);
}

const struct page *cache_put(struct cache *c, enum cache_turn turn, const struct page *made)
{
    struct entry *e = copy_of(made);
    e->hash = hash_of(made->key);
    struct shard *s = e->shard = shard_of(c, e->hash);
    if (turn != CACHE_MAKE)
        return &e->page;
    pthread_mutex_lock(&s->lock);
    if (e->size <= s->most / 4 && tags_hold(&e->page.tags, e->page.mark)) {
        atomic_store(&e->refs, 2);
        link_entry(s, e);
    }
    end_making(s, e->hash, made->key);
    pthread_mutex_unlock(&s->lock);
    return &e->page;
}

void cache_keep_again(struct cache *c, const struct page *made)
{
    u64 hash = hash_of(made->key);
    if (atomic_exchange_explicit(&c->asked[hash % ASKED], hash, memory_order_relaxed) != hash)
        return;
    struct entry *e = copy_of(made);
    e->hash = hash;
    struct shard *s = e->shard = shard_of(c, hash);
    pthread_mutex_lock(&s->lock);
    bool fits = e->size <= s->most / 4 && tags_hold(&e->page.tags, e->page.mark);
    if (fits)
        link_entry(s, e);
    pthread_mutex_unlock(&s->lock);
    if (!fits)
        drop(e);
}

void cache_leave(struct cache *c, str key)
{
    u64 hash = hash_of(key);
    struct shard *s = shard_of(c, hash);
    pthread_mutex_lock(&s->lock);
    end_making(s, hash, key);
    pthread_mutex_unlock(&s->lock);
}

/* ---- compressed ---- */

static struct packed *pack(str text, struct packer *packer)
{
    SCOPED(buf_free) struct buf b = {0};
    if (packer_gzip(packer, text, &b))
        return NULL;
    struct packed *p = malloc(sizeof *p + b.n);
    if (!p)
        abort();
    p->n = b.n;
    memcpy(p->at, b.at, b.n);
    return p;
}

static void grow_by(struct entry *e, size_t n)
{
    struct shard *s = e->shard;
    pthread_mutex_lock(&s->lock);
    if (e->linked) {
        e->size += n;
        s->bytes += n;
        make_room(s);
    }
    pthread_mutex_unlock(&s->lock);
}

str page_gzip(const struct page *page, struct packer *packer)
{
    struct entry *e = entry_of(page);
    struct packed *p = atomic_load(&e->gzip), *none = NULL;
    if (p)
        return (str){p->at, p->n};
    p = pack(page->text, packer);
    if (!p)
        return (str){0};
    if (atomic_compare_exchange_strong(&e->gzip, &none, p)) {
        grow_by(e, p->n);
        return (str){p->at, p->n};
    }
    free(p); /* somebody else was faster */
    return (str){none->at, none->n};
}

/* ---- as it is sent ---- */

void *page_made(const struct page *p, enum page_form form)
{
    return atomic_load_explicit(&entry_of(p)->forms[form], memory_order_acquire);
}

bool page_give(const struct page *p, enum page_form form, void *made)
{
    void *none = NULL;
    return atomic_compare_exchange_strong(&entry_of(p)->forms[form], &none, made);
}

void cache_forms_end(struct cache *c, void (*end)(void *made))
{
    (void)c;
    forms_end = end;
}

/* ---- the whole ---- */

struct cache *cache_new(size_t most_bytes)
{
    struct cache *c = calloc(1, sizeof *c);
    if (!c)
        abort();
    secret_random(c->mark, sizeof c->mark);
    for (size_t i = 0; i < sizeof c->mark; i++)
        c->mark[i] = (char)('a' + (byte)c->mark[i] % 26);
    for (size_t i = 0; i < SHARDS; i++) {
        struct shard *s = &c->shards[i];
        pthread_mutex_init(&s->lock, NULL);
        pthread_cond_init(&s->made, NULL);
        s->most = most_bytes / SHARDS;
    }
    return c;
}

str cache_mark(const struct cache *c)
{
    return (str){c->mark, sizeof c->mark};
}

void cache_flush(struct cache *c)
{
    for (size_t i = 0; i < SHARDS; i++) {
        struct shard *s = &c->shards[i];
        pthread_mutex_lock(&s->lock);
        while (s->hand)
            unlink_entry(s, s->hand);
        pthread_mutex_unlock(&s->lock);
    }
}

void cache_free(struct cache *c)
{
    if (!c)
        return;
    cache_flush(c);
    for (size_t i = 0; i < SHARDS; i++) {
        pthread_mutex_destroy(&c->shards[i].lock);
        pthread_cond_destroy(&c->shards[i].made);
    }
    free(c);
}

struct cache_figures cache_figures(struct cache *c)
{
    struct cache_figures f = {0};
    for (size_t i = 0; i < SHARDS; i++) {
        struct shard *s = &c->shards[i];
        pthread_mutex_lock(&s->lock);
        f.pages += (i64)s->n;
        f.bytes += (i64)s->bytes;
        f.found += s->found;
        f.made += s->missed;
        pthread_mutex_unlock(&s->lock);
    }
    return f;
}
