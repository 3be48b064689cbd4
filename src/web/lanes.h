/* The lanes of a server's threads: one a thread, made at its first use. The pools that answers are taken from outlive
 * their lanes, for an answer goes back to its pool when the library has sent it. */
#pragma once

#include "base/base.h"

#include <pthread.h>

struct lane;
struct pool_kept;

struct lanes {
    pthread_key_t own; /* of a loop's thread */
    pthread_mutex_t lock;
    struct pool_kept *pools; /* of all lanes, until the last loop has ended */
};

MUST err lanes_begin(struct lanes *l);
/* No thread uses a lane any more. */
void lanes_end(struct lanes *l);

/* The calling thread's lane; it ends with the thread. */
struct lane *lanes_own(struct lanes *l);

/* For workers: arg is the struct lanes. */
struct lane *lane_new(void *arg);
struct lane *lane_new_slow(void *arg); /* of a thread that takes what the loops leave of a core */
void lane_end(struct lane *l);
