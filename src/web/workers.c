#include "web/workers.h"

#include <pthread.h>
#include <stdlib.h>

struct workers {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct job *first, **last;
    size_t waiting, most;
    bool stop;
    size_t n;
    struct lane *(*lane_new)(void *arg);
    void (*lane_end)(struct lane *lane);
    void *arg;
    pthread_t threads[];
};

/* NULL: the pool stops. */
static struct job *next_job(struct workers *w)
{
    pthread_mutex_lock(&w->lock);
    while (!w->first && !w->stop)
        pthread_cond_wait(&w->more, &w->lock);
    struct job *j = w->first;
    if (j) {
        w->first = j->next;
        w->waiting--;
        if (!w->first)
            w->last = &w->first;
    }
    pthread_mutex_unlock(&w->lock);
    return j;
}

static void *run(void *arg)
{
    struct workers *w = arg;
    struct lane *lane = NULL;
    struct job *j;
    while ((j = next_job(w))) {
        if (!lane)
            lane = w->lane_new(w->arg);
        j->run(j, lane);
    }
    if (lane)
        w->lane_end(lane);
    return NULL;
}

struct workers *workers_start(size_t threads, size_t waiting_most,
                              struct lane *(*lane_new)(void *arg),
                              void (*lane_end)(struct lane *lane), void *arg)
{
    struct workers *w = calloc(1, sizeof *w + threads * sizeof w->threads[0]);
    if (!w || pthread_mutex_init(&w->lock, NULL) || pthread_cond_init(&w->more, NULL))
        abort();
    w->last = &w->first;
    w->most = waiting_most;
    w->lane_new = lane_new;
    w->lane_end = lane_end;
    w->arg = arg;
    for (w->n = 0; w->n < threads; w->n++)
        if (pthread_create(&w->threads[w->n], NULL, run, w))
            abort();
    return w;
}

void workers_stop(struct workers *w)
{
    pthread_mutex_lock(&w->lock);
    w->stop = true;
    pthread_cond_broadcast(&w->more);
    pthread_mutex_unlock(&w->lock);
    for (size_t i = 0; i < w->n; i++)
        pthread_join(w->threads[i], NULL);
    pthread_cond_destroy(&w->more);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

bool workers_add(struct workers *w, struct job *j)
{
    pthread_mutex_lock(&w->lock);
    bool fits = w->waiting < w->most && !w->stop;
    if (fits) {
        j->next = NULL;
        *w->last = j;
        w->last = &j->next;
        w->waiting++;
        pthread_cond_signal(&w->more);
    }
    pthread_mutex_unlock(&w->lock);
    return fits;
}
