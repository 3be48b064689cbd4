/* Buffers for answers, kept and used again. A page is made by one thread and let go by another; without this glibc
 * gives the memory back to the kernel at every request. */
#pragma once

#include "base/buf.h"

struct buf_pool;

struct buf_pool *buf_pool_new(void);
void buf_pool_free(struct buf_pool *p);

/* An empty buffer, with room if one was given back before. NULL: no pool, plain heap. */
struct buf buf_pool_take(struct buf_pool *p);
/* {0} afterwards. Very large ones are freed. Any thread. */
void buf_pool_give(struct buf_pool *p, struct buf *b);
