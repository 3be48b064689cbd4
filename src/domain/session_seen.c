/* When each session was last used, between two flushes: GET pages never write (R39). One lock, one table. */
#include "domain/session_seen.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define ROOM_MIN 1024

struct slot {
    i64 id; /* 0: empty */
    i64 at; /* µs */
    char kind;
    bool written;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct slot *slots;
static size_t room, used;

static size_t place_of(const struct slot *in, size_t in_room, char kind, i64 id)
{
    u64 h = ((u64)id * 0x9E3779B97F4A7C15u) ^ ((u64)(byte)kind << 56);
    size_t i = (size_t)(h >> 17) & (in_room - 1);
    while (in[i].id && (in[i].id != id || in[i].kind != kind))
        i = (i + 1) & (in_room - 1);
    return i;
}

static void grow(void)
{
    size_t more = room ? room * 2 : ROOM_MIN;
    struct slot *to = calloc(more, sizeof *to);
    if (!to)
        abort();
    for (size_t i = 0; i < room; i++)
        if (slots[i].id)
            to[place_of(to, more, slots[i].kind, slots[i].id)] = slots[i];
    free(slots);
    slots = to;
    room = more;
}

void session_seen(char kind, i64 id, when now)
{
    pthread_mutex_lock(&lock);
    if (used * 2 >= room)
        grow();
    struct slot *s = &slots[place_of(slots, room, kind, id)];
    if (!s->id) {
        used++;
        *s = (struct slot){.id = id, .kind = kind};
    }
    if (now.us > s->at) {
        s->at = now.us;
        s->written = false;
    }
    pthread_mutex_unlock(&lock);
}

i64 session_seen_at(char kind, i64 id)
{
    pthread_mutex_lock(&lock);
    i64 at = room ? slots[place_of(slots, room, kind, id)].at : 0;
    pthread_mutex_unlock(&lock);
    return at;
}

size_t session_seen_unwritten(struct seen *out, size_t most)
{
    size_t n = 0;
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < room && n < most; i++)
        if (slots[i].id && !slots[i].written) {
            out[n++] = (struct seen){slots[i].kind, slots[i].id, {slots[i].at}};
            slots[i].written = true;
        }
    pthread_mutex_unlock(&lock);
    return n;
}

void session_seen_unsay(const struct seen *s, size_t n)
{
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < n; i++)
        slots[place_of(slots, room, s[i].kind, s[i].id)].written = false;
    pthread_mutex_unlock(&lock);
}

void session_seen_forget(when before)
{
    pthread_mutex_lock(&lock);
    struct slot *old = slots;
    size_t old_room = room;
    slots = NULL;
    room = used = 0;
    grow();
    for (size_t i = 0; i < old_room; i++) {
        bool keep = old[i].id && (old[i].at >= before.us || !old[i].written);
        if (!keep)
            continue;
        if (used * 2 >= room)
            grow();
        slots[place_of(slots, room, old[i].kind, old[i].id)] = old[i];
        used++;
    }
    free(old);
    pthread_mutex_unlock(&lock);
}
