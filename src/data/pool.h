/* How many connections to a shared database one process may use to write; each reading thread has one more of its own. */
#pragma once

#include <stddef.h>

struct store;

#define POOL_MOST 16

/* From 1 to POOL_MOST, before anybody writes; POOL_MOST at first. Works beyond it wait for their turn. No effect on SQLite, which
 * has one. */
void store_pool(struct store *s, size_t connections);
