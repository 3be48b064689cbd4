#include "domain/tag.h"

#include "base/buf.h"
#include "domain/ctx.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#define SLOT_BITS 18

/* Invariant: a drop writes its number into all its slots before `dropped` becomes that number. So who reads a number
 * sees the slots of all drops up to it. */
static _Atomic u64 slots[1 << SLOT_BITS];
static _Atomic u64 dropped;
static pthread_mutex_t drop_lock = PTHREAD_MUTEX_INITIALIZER;

tag tag_of(enum tag_kind kind, i64 id)
{
    return (tag){(u64)id << 4 | (u64)kind};
}

static _Atomic u64 *slot_of(tag t)
{
    return &slots[t.n * 0x9e3779b97f4a7c15u >> (64 - SLOT_BITS)];
}

void tags_add(struct tags *t, struct arena *mem, tag one)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->at[i].n == one.n)
            return;
    if (t->n == t->room) {
        size_t room = t->room ? 2 * t->room : 16;
        tag *more = NEWN(mem, tag, room);
        if (t->n)
            memcpy(more, t->at, t->n * sizeof *more);
        t->at = more;
        t->room = room;
    }
    t->at[t->n++] = one;
}

void page_shows(struct ctx *c, enum tag_kind kind, i64 id)
{
    if (c->tags)
        tags_add(c->tags, c->mem, tag_of(kind, id));
}

u64 tags_mark(void)
{
    return atomic_load_explicit(&dropped, memory_order_acquire);
}

void tags_drop(const struct tags *t)
{
    if (t->n == 0)
        return;
    pthread_mutex_lock(&drop_lock);
    u64 number = atomic_load_explicit(&dropped, memory_order_relaxed) + 1;
    for (size_t i = 0; i < t->n; i++)
        atomic_store_explicit(slot_of(t->at[i]), number, memory_order_relaxed);
    atomic_store_explicit(&dropped, number, memory_order_release);
    pthread_mutex_unlock(&drop_lock);
}

str tags_notice(struct arena *mem, const struct tags *t)
{
    SCOPED(buf_free) struct buf b = {0};
    buf_put(&b, S("pages"));
    for (size_t i = 0; i < t->n; i++) {
        buf_char(&b, ' ');
        buf_i64(&b, (i64)t->at[i].n);
    }
    return str_copy(mem, buf_str(&b));
}

str tags_keys(struct arena *mem, const struct tags *t)
{
    SCOPED(buf_free) struct buf b = {0};
    buf_put(&b, S("all"));
    for (size_t i = 0; i < t->n; i++) {
        enum tag_kind kind = (enum tag_kind)(t->at[i].n & 15);
        if (kind != TAG_PRODUCT && kind != TAG_LISTING)
            continue;
        buf_put(&b, kind == TAG_PRODUCT ? S(" product-") : S(" listing-"));
        buf_i64(&b, (i64)(t->at[i].n >> 4));
    }
    return str_copy(mem, buf_str(&b));
}

void tags_hear(str what)
{
    tag one = tag_of(TAG_ALL, 0);
    struct tags t = {.at = &one, .n = 1};
    str word;
    if (what.n == 0)
        tags_drop(&t);
    while (what.n && str_cut(&what, ' ', &word)) {
        i64 n;
        one = str_to_i64(word, 0, INT64_MAX, &n) ? (tag){(u64)n} : tag_of(TAG_ALL, 0);
        tags_drop(&t);
    }
}

static bool holds(tag t, u64 mark)
{
    return atomic_load_explicit(slot_of(t), memory_order_relaxed) <= mark;
}

bool tags_hold(const struct tags *t, u64 mark)
{
    for (size_t i = 0; i < t->n; i++)
        if (!holds(t->at[i], mark))
            return false;
    return holds(tag_of(TAG_ALL, 0), mark);
}
