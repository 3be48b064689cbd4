/* What the files of the PostgreSQL engine share: errors, and the parts of the engine that stand in other files. */
#pragma once

#include "data/engine.h"

#include <libpq-fe.h>

/* What a result that is not done means; logs what is our fault. name: for the log. */
err postgres_err(struct db *db, const char *name, const PGresult *result);
bool postgres_done(const PGresult *result);

/* db_postgres_statement.c */
MUST err postgres_prepare(struct db *db, struct statement *st, const struct sql *q);
void postgres_forget(struct db *db, struct statement *st);
MUST err postgres_start(struct cursor *c, struct args args);
MUST err postgres_step(struct cursor *c, bool *row);
void postgres_finish(struct cursor *c);
size_t postgres_columns(struct cursor *c);
const char *postgres_column(struct cursor *c, size_t i);
MUST err postgres_get(struct cursor *c, size_t column, struct val *v);

void postgres_send(struct db *db, const struct statement *st, struct args args);

/* db_postgres_ahead.c: several statements in one round trip. The BEGIN of a snapshot or work goes with its first one. */
void postgres_ahead(struct db *db, struct statement *st, struct args args);
/* false: it is an ordinary statement. true: c->result is its answer, or *e says why not. */
bool postgres_ahead_start(struct cursor *c, struct args args, err *e);
void postgres_ahead_free(struct db *db);
void postgres_read_end(struct db *db);
void postgres_settle(struct db *db); /* before anything else is said on the connection */
MUST err postgres_send_later(struct db *db, const char *name, struct statement *st,
                             struct args args);
MUST err postgres_flush(struct db *db); /* what was sent later is sent, and waited for */
MUST err postgres_commit(struct db *db);
void postgres_rollback(struct db *db); /* also after a commit, when it does nothing */

/* db_postgres_listen.c */
MUST err postgres_listen(struct db *db);
MUST err postgres_hear(struct db *db, int wake, void (*tell)(struct db *db, str text), bool *stop);
