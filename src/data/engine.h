/* What the files of data/ share and nobody else includes: a connection from the inside, and the one interface with
 * two bodies (db_sqlite.c, db_postgres.c). An engine binds, steps and reports; db.c maps rows to records, writer.c
 * decides about transactions. Engines log what they turn into ERR_BROKEN. */
#pragma once

#include "base/base.h"
#include "base/buf.h"
#include "data/db.h"

#include <stdatomic.h>

#define DB_PARAMS_MOST  96
#define DB_COLUMNS_MOST 96
#define DB_STATEMENTS_MOST                                                                         \
    512 /* prepared on one connection; beyond it the one unused for longest goes */
#define DB_BUCKETS 256

struct engine;
struct arena;

/* A prepared statement of one connection. */
struct statement {
    struct statement *next; /* in its bucket */
    struct buf text;
    u64 hash;
    u64 used;     /* db->queries when it was last used */
    void *handle; /* the engine's, or */
    u64 number;   /* what it is called by */
    unsigned n_params;
    byte param_at[DB_PARAMS_MOST]; /* the engine's i-th parameter is $param_at[i] */
    const struct record *rec;      /* what `to` was made for */
    size_t columns;
    short to[DB_COLUMNS_MOST]; /* column to member; -1: none */
};

struct db {
    struct store *store;
    const struct engine *engine;
    void *link;            /* the engine's connection */
    struct arena *mem;     /* lives as long as the connection */
    struct arena *scratch; /* emptied before each statement */
    bool writes;
    bool reading; /* between db_read_begin and db_read_end */
    bool begun; /* … and its transaction has begun; of a work, where it begins with a statement */
    bool leaving;   /* the end of a transaction was sent, and its answer not heard */
    bool lost;      /* the link failed: it must be made anew, whatever it thinks of itself */
    bool listening; /* a connection made anew would hear nothing */
    bool raced;     /* this work was given up for a race of the engine\'s own (a deadlock) */
    err failed;     /* the first failure in this work: what follows is refused with the same */
    u64 queries;
    u64 trips;      /* times that a server was waited for */
    void *aheads;   /* the engine's: what was announced */
    void *watching; /* the engine's: which rows were changed (row_watch.h) */
    u64 names;      /* numbers handed out by an engine that names its statements */
    size_t statements;
    struct statement *buckets[DB_BUCKETS];
    struct statement *spare;
};

struct writer;
struct store {
    const struct engine *engine;
    struct arena *mem;
    const char *url;
    void *own; /* the engine's */
    struct writer *writer;
    atomic_bool down;     /* the server is out of reach, and the log says so */
    _Atomic i64 patience; /* monotonic µs: nobody tries to reach it before */
    atomic_ullong commits, trips;
    str mark; /* of this process, in its notices */
};

/* A statement that runs. */
struct cursor {
    struct db *db;
    struct statement *st;
    const struct sql *q;
    void *result;
    int row;
    i64 changed; /* rows, once the last step said so */
};

struct engine {
    const char *name;
    bool shared;
    const struct dialect *dialect;
    const char *step_begin; /* a script that opens a migration's transaction, NULL: none */
    const char *step_end;   /* … and closes it */
    struct sql has_table;   /* one row with how many tables are named $1 */
    struct sql faults;      /* a row a fault, in words; none: the database is whole */
    const char *read_begin;
    const char *write_begin;

    /* Checks and prepares what all connections share. */
    err (*open)(struct store *s, bool create, struct arena *mem, str *why);
    void (*close)(struct store *s);
    /* Fills db->link. why NULL: a failure is logged instead. */
    err (*connect)(struct db *db, struct arena *mem, str *why);
    void (*disconnect)(struct db *db);
    err (*ready)(
        struct db *db); /* before a statement: a lost connection is made anew if that is possible */

    /* Statements without parameters and rows, separated by semicolons. */
    err (*script)(struct db *db, const char *text);
    bool (*in_transaction)(struct db *db); /* open, perhaps failed */
    bool (*has_orphans)(struct db *db);    /* a deferred foreign key points nowhere */
    void (*checkpoint)(struct store *s);
    /* NULL: rows are not watched (row_watch.h). As a transaction that writes begins, and once it is durable or gone. */
    err (*watch_begin)(struct db *db);
    void (*watch_end)(struct db *db);
    /* NULL: the engine carries no notices. hear waits for some and passes each on; *stop: `wake` has become readable.
     * An error: the connection is lost, and notices perhaps too. */
    err (*listen)(struct db *db);
    err (*hear)(struct db *db, int wake, void (*tell)(struct db *db, str text), bool *stop);
    /* Fills the empty file at path with the database of one moment, and checks it. NULL: the server has its own tools. */
    err (*copy)(struct store *s, const char *path, struct arena *mem, str *why);

    /* Both NULL: a snapshot begins and ends by a script. Else the transaction begins with the first statement. */
    void (*ahead)(struct db *db, struct statement *st, struct args args);
    void (*read_end)(struct db *db);
    /* All NULL: a work begins and ends by scripts, and every statement is waited for. Else its transaction begins with
     * its first statement; send: runs before the next one that is waited for, whose error is this one's, too. */
    err (*send)(struct db *db, const char *name, struct statement *st, struct args args);
    err (*commit)(struct db *db);
    void (*rollback)(struct db *db);

    err (*prepare)(struct db *db, struct statement *st, const struct sql *q);
    void (*forget)(struct db *db, struct statement *st);
    err (*start)(struct cursor *c, struct args args);
    err (*step)(struct cursor *c, bool *row);
    void (*finish)(struct cursor *c);
    size_t (*columns)(struct cursor *c);
    const char *(*column)(struct cursor *c, size_t i);
    /* Texts and bytes live until the next step. */
    err (*get)(struct cursor *c, size_t i, struct val *v);
};

extern const struct engine engine_sqlite;
extern const struct engine engine_postgres;
MUST err sqlite_watch_begin(struct db *db);
void sqlite_watch_end(struct db *db);
MUST err sqlite_copy(struct store *s, const char *path, struct arena *mem, str *why);

/* A connection; db_open's sibling that may write. */
MUST err db_new(struct store *s, bool writes, struct arena *mem, str *why, struct db **out);

/* Transaction control: counts like any statement, not refused after a failure. */
MUST err db_script(struct db *db, const char *text);
void db_forget_all(struct db *db); /* the engine lost its statements (a new connection) */

/* Row by row: for what db_one and db_all do not do. cursor_end also after an error. */
MUST err cursor_begin(struct cursor *c, struct db *db, const struct sql *q, struct args args);
MUST err cursor_next(struct cursor *c, bool *row);
MUST err cursor_read(struct cursor *c, struct arena *mem, const struct record *rec, void *out);
void cursor_end(struct cursor *c);

void writer_open(struct store *s);
void writer_close(struct store *s);
MUST err writer_connect(struct store *s, struct arena *mem,
                        str *why);     /* tells early that writing will work */
size_t store_waiting(struct store *s); /* works that wait for their turn */
