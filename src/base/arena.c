#include "base/arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALIGN   ((size_t)16)
#define BLOCK   ((size_t)32 * 1024)
#define LARGEST (SIZE_MAX / 4)

struct block {
    struct block *next;
    size_t room, used;
    alignas(16) byte at[];
};

struct arena {
    struct block *first; /* kept across arena_empty */
    struct block *now;   /* the newest: allocations come from here */
    size_t used;
};

static _Noreturn void out_of_memory(size_t n)
{
    fprintf(stderr, "kontor: out of memory (%zu bytes)\n", n);
    abort();
}

static struct block *block_new(size_t room, struct block *next)
{
    struct block *b = malloc(sizeof *b + room);
    if (!b)
        out_of_memory(room);
    b->next = next;
    b->room = room;
    b->used = 0;
    return b;
}

struct arena *arena_new(size_t keep)
{
    struct arena *mem = malloc(sizeof *mem);
    if (!mem)
        out_of_memory(sizeof *mem);
    mem->first = mem->now = block_new(keep < BLOCK ? BLOCK : keep, NULL);
    mem->used = 0;
    return mem;
}

/* Blocks form a list from the newest to the first. */
static void free_down_to(struct arena *mem, struct block *stay)
{
    while (mem->now != stay) {
        struct block *next = mem->now->next;
        free(mem->now);
        mem->now = next;
    }
}

void arena_free(struct arena *mem)
{
    if (!mem)
        return;
    free_down_to(mem, NULL);
    free(mem);
}

void arena_empty(struct arena *mem)
{
    free_down_to(mem, mem->first);
    mem->first->used = 0;
    mem->used = 0;
}

void *arena_take(struct arena *mem, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes) || bytes > LARGEST)
        out_of_memory(SIZE_MAX);
    bytes = (bytes + ALIGN - 1) & ~(ALIGN - 1);
    struct block *b = mem->now;
    if (b->room - b->used < bytes)
        b = mem->now = block_new(bytes > BLOCK ? bytes : BLOCK, b);
    void *at = b->at + b->used;
    b->used += bytes;
    mem->used += bytes;
    return memset(at, 0, bytes);
}

size_t arena_used(const struct arena *mem)
{
    return mem->used;
}
