/* The only way to write. SQLite: one connection; works that wait for it run one after the other, each in a
 * savepoint of one open transaction, and one fsync commits them all: nobody is told "done" before that fsync.
 * PostgreSQL: a pool of connections, one transaction (READ COMMITTED) a work: what a work read may have changed when
 * it writes, so the condition stands in the statement that writes. It begins with the first statement, which may find
 * the server gone (ERR_AWAY). Blocks; never call it on a loop thread, nor
 * inside another work of the same thread. */
#pragma once

#include "base/base.h"

struct store;
struct db;

struct write {
    struct store *store;
    struct db *db; /* reads here see the work's own changes */
    bool open;
    bool raced;
    u64 trips; /* of the connection before */
};

MUST err write_begin(struct store *s, struct write *w);
/* Returns after the change is durable. ERR_CONFLICT: the engine gave up a race, nothing was written (retry);
 * ERR_BROKEN: the disk or server said no, nothing was written; ERR_AWAY: the server is gone, and whether the commit
 * came through is not known if that was its very moment. */
MUST err write_commit(struct write *w);
/* Given up for a race that has nothing to do with what was asked (a deadlock): the same again may succeed. */
bool write_raced(const struct write *w); /* once it has ended */
void write_end(struct write *w);         /* rolls back unless committed; for SCOPED */

u64 store_commits(const struct store *s); /* transactions committed so far: tests count fsyncs */
u64 store_trips(const struct store *s);   /* times that works waited for a server so far */

/* Background checkpoint (SQLite): call now and then from the housekeeper. */
void store_checkpoint(struct store *s);
