/* Which rows of a few tables a commit of this process changed: found by the engine, whoever wrote the statement, so that
 * nobody can forget to say it. For what is kept of those rows in memory. SQLite only, where one process serves (what another
 * one writes is noticed by notice.h); on PostgreSQL other nodes write as well, and nothing is told. */
#pragma once

#include "base/base.h"

struct store;

#define ROW_WATCHES_MOST 16

struct row_watch {
    const char *table;
    const char *
        column; /* a number that says which row, before and after the change; NULL: any row counts, as 0 */
    const char *but; /* a change of this column alone does not count; NULL: all do */
    int what;        /* the watcher's own */
};
struct row_changed {
    int what;
    i64 value;
};

/* Called on the writer's thread once the commit is durable and before anybody is told. n 0: too much has changed to list it.
 * More may be told than has changed, never less. */
typedef void row_watch_fn(const struct row_changed *rows, size_t n);

/* Once a process. What a transaction writes that was open before is not told. */
void row_watch_on(const struct row_watch *list, size_t n, row_watch_fn *fn);
bool row_watch_tells(const struct store *s);
