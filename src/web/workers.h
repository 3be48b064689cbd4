/* A fixed number of threads and a bounded queue in front of them. What is queued runs once, in order of arrival, on
 * some thread; each thread has a lane of its own. */
#pragma once

#include "base/base.h"

struct lane;
struct workers;

struct job {
    void (*run)(struct job *j, struct lane *lane);
    struct job *next; /* the queue's */
};

/* lane_new makes each thread's lane, lane_end ends it, both on that thread. */
struct workers *workers_start(size_t threads, size_t waiting_most,
                              struct lane *(*lane_new)(void *arg),
                              void (*lane_end)(struct lane *lane), void *arg);
/* Ends when the queue is empty and every job done. */
void workers_stop(struct workers *w);

/* false: the queue is full; nothing was queued. */
bool workers_add(struct workers *w, struct job *j) MUST;
