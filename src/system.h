/* The program as an actor of its own: a ctx for commands and jobs, and the housekeeper who does between requests what no
 * request may do. */
#pragma once

#include "domain/ctx.h"

struct snapshot;

/* A ctx over its own arena, connection and snapshot. Ends with system_end. */
struct system {
    struct ctx c;
    const struct snapshot *snapshot;
};
MUST err system_begin(struct store *store, struct system *out);
void system_end(struct system *s);
/* For who works in rounds: empties the arena, reads the clock, follows settings that were changed elsewhere. */
MUST err system_refresh(struct system *s);

/* A thread: flushes sessions' last use, ends assist sessions that are over, follows settings changed elsewhere, sums up
 * days of orders, deletes old emails, checkpoints. */
struct housekeeper;
MUST err housekeeper_start(struct store *store, struct housekeeper **out);
void housekeeper_stop(struct housekeeper *h); /* does its round once more */
