/* Watches every connection's clock: the library's own time-out is reset by every byte, so a client that drips could
 * stay for ever. Counts connections an address. Drains refused bodies, so that the client sees the answer. One thread. */
#pragma once

#include "base/base.h"
#include "web/net.h"

#include <stdatomic.h>

struct limits;
struct watch;

enum phase {
    PHASE_WAIT,  /* between requests, or inside a head */
    PHASE_BODY,  /* a body comes in */
    PHASE_WORK,  /* we work: no limit */
    PHASE_SEND,  /* the answer goes out */
    PHASE_DOOMED /* the watch has shut it */
};

/* One connection. The caller owns it; between watch_add and watch_remove its socket must stay open. */
struct watched {
    int fd;
    struct address address;
    bool exempt; /* from the limit of its address */
    _Atomic int phase;
    _Atomic i64 since; /* monotonic µs: when the phase began */
    _Atomic i64 bytes; /* of the body so far */
    /* the watch's own */
    i64 noticed; /* the `since` that the next two belong to */
    u64 base;    /* bytes of the connection when the phase was first seen */
    i64 head_since;
    struct watched *next, *prev;
};

struct watch *watch_start(const struct limits *limits);
void watch_stop(struct watch *w);

/* false: the address has too many; it is not added. */
bool watch_add(struct watch *w, struct watched *c) MUST;
void watch_remove(struct watch *w, struct watched *c);

/* false: the watch has shut the connection; its request must be dropped. */
bool watch_phase(struct watched *c, enum phase phase);

/* Takes over a duplicate of a socket whose client may still be sending: reads and forgets for 2 s or 4 MB, closes. */
void watch_drain(struct watch *w, int fd);

size_t watch_count(struct watch *w); /* connections now */
/* Those with a request under way, or whose last one ended (or that came) later than this: monotonic µs. */
size_t watch_lively(struct watch *w, i64 since);
