#include "web/lanes.h"

#include "base/arena.h"
#include "base/log.h"
#include "data/db.h"
#include "web/bufs.h"
#include "web/pack.h"
#include "web/site.h"

#include <stdlib.h>
#include <sys/resource.h>

#define ARENA_KEEP ((size_t)256 * 1024)
#define SLOW_NICE  5

struct pool_kept {
    struct buf_pool *pool;
    struct pool_kept *next;
};

static struct buf_pool *new_pool(struct lanes *l)
{
    struct pool_kept *k = calloc(1, sizeof *k);
    if (!k)
        abort();
    k->pool = buf_pool_new();
    pthread_mutex_lock(&l->lock);
    k->next = l->pools;
    l->pools = k;
    pthread_mutex_unlock(&l->lock);
    return k->pool;
}

static void end_of_thread(void *lane)
{
    lane_end(lane);
}

err lanes_begin(struct lanes *l)
{
    pthread_mutex_init(&l->lock, NULL);
    l->pools = NULL;
    return pthread_key_create(&l->own, end_of_thread) ? log_broken("server", "no thread key") : OK;
}

void lanes_end(struct lanes *l)
{
    pthread_key_delete(l->own);
    while (l->pools) {
        struct pool_kept *k = l->pools;
        l->pools = k->next;
        buf_pool_free(k->pool);
        free(k);
    }
}

struct lane *lanes_own(struct lanes *l)
{
    struct lane *lane = pthread_getspecific(l->own);
    if (!lane) {
        lane = lane_new(l);
        pthread_setspecific(l->own, lane);
    }
    return lane;
}

struct lane *lane_new(void *arg)
{
    struct lane *l = calloc(1, sizeof *l);
    if (!l)
        abort();
    l->mem = arena_new(ARENA_KEEP);
    l->bufs = new_pool(arg);
    return l;
}

/* In Linux a thread has a niceness of its own. */
struct lane *lane_new_slow(void *arg)
{
    if (setpriority(PRIO_PROCESS, 0, SLOW_NICE))
        log_warn("server", "slow threads run at the usual priority");
    return lane_new(arg);
}

void lane_end(struct lane *l)
{
    if (l->db)
        db_close(l->db);
    packer_free(l->packer);
    arena_free(l->mem);
    free(l);
}
