#include "web/bufs.h"

#include <pthread.h>
#include <stdlib.h>

#define KEEP_MOST       64
#define KEEP_MOST_BYTES ((size_t)256 * 1024)

struct buf_pool {
    pthread_mutex_t lock;
    struct buf kept[KEEP_MOST];
    size_t n;
};

struct buf_pool *buf_pool_new(void)
{
    struct buf_pool *p = calloc(1, sizeof *p);
    if (!p || pthread_mutex_init(&p->lock, NULL))
        abort();
    return p;
}

void buf_pool_free(struct buf_pool *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->n; i++)
        buf_free(&p->kept[i]);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

struct buf buf_pool_take(struct buf_pool *p)
{
    struct buf b = {0};
    if (!p)
        return b;
    pthread_mutex_lock(&p->lock);
    if (p->n)
        b = p->kept[--p->n];
    pthread_mutex_unlock(&p->lock);
    return b;
}

void buf_pool_give(struct buf_pool *p, struct buf *b)
{
    struct buf old = *b;
    *b = (struct buf){0};
    if (!old.at)
        return;
    if (p && old.room <= KEEP_MOST_BYTES) {
        buf_clear(&old);
        pthread_mutex_lock(&p->lock);
        if (p->n < KEEP_MOST) {
            p->kept[p->n++] = old;
            old = (struct buf){0};
        }
        pthread_mutex_unlock(&p->lock);
    }
    buf_free(&old);
}
