/* What one process tells the others that share its database: something that they keep in memory has changed. A notice
 * is a kind and perhaps a blank and details: "settings", "pages product:7 category:3". It leaves with the commit of the
 * work that sends it, or not at all, and arrives within moments, on a thread of its own.
 * PostgreSQL carries it (LISTEN, NOTIFY). On SQLite nothing is carried: a look at the file each second tells that
 * another process has written, and everything counts as changed; so it does after a lost connection. */
#pragma once

#include "base/base.h"

struct db;
struct store;

#define NOTICE_MOST 4000 /* bytes; of a longer one only the kind is sent: all of it changed */

/* db: of an open work. A work's own process is not told: it drops what it keeps before the commit is confirmed. */
MUST err notice_send(struct db *db, str text);

/* Whoever keeps something in memory registers once, before notice_start. what: the details behind the kind; "": anything
 * of that kind may have changed. db reads, and belongs to the caller: no transaction may stay open on it. */
typedef void notice_fn(struct db *db, str what);
void notice_on(str kind, notice_fn *fn);

/* Notices may be missed at this moment: what is kept may be out of date, so a cache neither answers nor fills. Ends only
 * after everybody was told that everything changed. False where nobody listens (commands, tests without nodes). */
bool notice_is_deaf(void);

/* The listening thread of this process: one. Does not fail for a database that is out of reach: it tries again. */
struct notices;
MUST err notice_start(struct store *s, struct notices **out);
void notice_stop(struct notices *n);
