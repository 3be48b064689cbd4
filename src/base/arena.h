/* Memory that lives and dies together. One arena a request, emptied in one call; nothing in it is freed alone.
 * Does not give memory back while it lives, except by arena_empty. Out of memory ends the process. */
#pragma once

#include "base/base.h"

struct arena;

/* keep: bytes that stay allocated across arena_empty. The caller ends it with arena_free. */
struct arena *arena_new(size_t keep);
void arena_free(struct arena *mem);

/* Forgets everything in it, O(number of blocks); what was in it must not be used any more. */
void arena_empty(struct arena *mem);

/* Zeroed, aligned to 16, never NULL; n * size is checked for overflow. */
void *arena_take(struct arena *mem, size_t n, size_t size) __attribute__((returns_nonnull, malloc));

/* Bytes handed out since it was last emptied. */
size_t arena_used(const struct arena *mem);

#define NEW(mem, type)     ((type *)arena_take((mem), 1, sizeof(type)))
#define NEWN(mem, type, n) ((type *)arena_take((mem), (n), sizeof(type)))
