#include "base/map.h"

#include "base/arena.h"
#include "base/str.h"

struct slot {
    str key;
    void *value;
    bool used;
};

/* Open addressing: a power of two of slots, at most half of them used. */
struct map {
    struct arena *mem;
    struct slot *at;
    size_t room, n;
};

static u64 hash(str key)
{
    u64 h = 14695981039346656037u; /* FNV-1a */
    for (size_t i = 0; i < key.n; i++)
        h = (h ^ (byte)key.at[i]) * 1099511628211u;
    return h ^ h >> 32;
}

struct map *map_new(struct arena *mem, size_t expect)
{
    struct map *m = NEW(mem, struct map);
    m->mem = mem;
    m->room = 8;
    while (m->room / 2 < expect)
        m->room *= 2;
    m->at = NEWN(mem, struct slot, m->room);
    return m;
}

/* The slot of the key, or the free one where it belongs. */
static struct slot *slot_of(const struct map *m, str key)
{
    size_t i = hash(key) & (m->room - 1);
    while (m->at[i].used && !str_eq(m->at[i].key, key))
        i = (i + 1) & (m->room - 1);
    return &m->at[i];
}

static void double_room(struct map *m)
{
    struct map larger = {.mem = m->mem, .room = 2 * m->room, .n = m->n};
    larger.at = NEWN(m->mem, struct slot, larger.room);
    for (size_t i = 0; i < m->room; i++)
        if (m->at[i].used)
            *slot_of(&larger, m->at[i].key) = m->at[i];
    *m = larger;
}

void map_put(struct map *m, str key, void *value)
{
    struct slot *s = slot_of(m, key);
    if (s->used) {
        s->value = value;
        return;
    }
    if (2 * (m->n + 1) > m->room) {
        double_room(m);
        s = slot_of(m, key);
    }
    *s = (struct slot){key, value, true};
    m->n++;
}

void *map_find(const struct map *m, str key)
{
    return slot_of(m, key)->value;
}
