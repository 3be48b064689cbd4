/* SQL on one connection, the same on SQLite and PostgreSQL. A connection belongs to one thread at a time; it only
 * reads unless data/writer.c opened it for a work: the engine itself refuses the write. Rows are copied into the
 * caller's arena; statements are prepared once a connection and never leave data/. Knows no shop. */
#pragma once

#include "base/base.h"
#include "data/record.h"

struct arena;
struct db;

/* A statement out of some x.sql; made by tools/sqlgen only (it turns :name into $k). A parameter's type is inferred
 * from what it meets: one that meets only other parameters, NULL or small literals ($1 + 1, coalesce($1, $2),
 * a SELECT's own column) needs CAST($1 AS BIGINT) or AS TEXT. Never insert an id by hand: only the next id of a
 * migration knows of it. */
struct sql {
    const char *name; /* "customer:get" */
    str text;
    unsigned n;                /* parameters */
    const char *const *params; /* names for :name statements, NULL for $1 statements */
};

/* A value to bind. */
enum vtype { V_NULL, V_I64, V_BOOL, V_STR, V_BYTES };
struct val {
    enum vtype type;
    i64 n;
    str s;
};
struct args {
    const struct val *at;
    size_t n;
};

/* clang-format off */
static inline struct val val_i64(i64 n) { return (struct val){.type = V_I64, .n = n}; }
static inline struct val val_bool(bool b) { return (struct val){.type = V_BOOL, .n = b}; }
static inline struct val val_str(str s) { return (struct val){.type = V_STR, .s = s}; }
static inline struct val val_money(money m) { return val_i64(m.minor); }
static inline struct val val_when(when t) { return val_i64(t.us); }
static inline struct val val_same(struct val v) { return v; }
/* The hash must live until the call returns: pass a variable, not a temporary. */
static inline struct val val_hash(const struct hash *h) { return (struct val){.type = V_BYTES, .s = {(const char *)h->at, sizeof h->at}}; }
#define VAL(x) _Generic((x), i64: val_i64, int: val_i64, size_t: val_i64, bool: val_bool, str: val_str, \
    money: val_money, when: val_when, struct hash *: val_hash, const struct hash *: val_hash, struct val: val_same)(x)
#define VAL_NULL ((struct val){.type = V_NULL})
static inline struct val opt_i64(i64 n) { return n ? val_i64(n) : VAL_NULL; }
static inline struct val opt_str(str s) { return s.n ? val_str(s) : VAL_NULL; }
/* ARGS(id, name): up to 16 values. NO_ARGS: none. */
#define ARGS_1(a) VAL(a)
#define ARGS_2(a, ...) VAL(a), ARGS_1(__VA_ARGS__)
#define ARGS_3(a, ...) VAL(a), ARGS_2(__VA_ARGS__)
#define ARGS_4(a, ...) VAL(a), ARGS_3(__VA_ARGS__)
#define ARGS_5(a, ...) VAL(a), ARGS_4(__VA_ARGS__)
#define ARGS_6(a, ...) VAL(a), ARGS_5(__VA_ARGS__)
#define ARGS_7(a, ...) VAL(a), ARGS_6(__VA_ARGS__)
#define ARGS_8(a, ...) VAL(a), ARGS_7(__VA_ARGS__)
#define ARGS_9(a, ...) VAL(a), ARGS_8(__VA_ARGS__)
#define ARGS_10(a, ...) VAL(a), ARGS_9(__VA_ARGS__)
#define ARGS_11(a, ...) VAL(a), ARGS_10(__VA_ARGS__)
#define ARGS_12(a, ...) VAL(a), ARGS_11(__VA_ARGS__)
#define ARGS_N(_1,_2,_3,_4,_5,_6,_7,_8,_9,_10,_11,_12,N,...) N
#define ARGS(...) ((struct args){(const struct val[]){ARGS_N(__VA_ARGS__,ARGS_12,ARGS_11,ARGS_10,ARGS_9,ARGS_8, \
    ARGS_7,ARGS_6,ARGS_5,ARGS_4,ARGS_3,ARGS_2,ARGS_1)(__VA_ARGS__)}, ARGS_N(__VA_ARGS__,12,11,10,9,8,7,6,5,4,3,2,1)})
#define NO_ARGS ((struct args){0})
/* clang-format on */

/* All of them: ERR_INVALID for a text that is no UTF-8 or holds a NUL, or a value that its column cannot take.
 * In a work the first failure is the last: what follows is refused with the same error, so is the commit. Where a
 * row may be there already, write ON CONFLICT DO NOTHING. */

/* The first row. ERR_NOT_FOUND: none; *out is untouched. NULL reads as 0, "", never. */
MUST err db_one(struct db *db, struct arena *mem, const struct sql *q, struct args args,
                const struct record *rec, void *out);
/* All rows into a LIST(type). An endless result is a bug of the statement: every one has its LIMIT. */
MUST err db_all(struct db *db, struct arena *mem, const struct sql *q, struct args args,
                const struct record *rec, void *list);
/* The first column of the first row. ERR_NOT_FOUND: no row. */
MUST err db_i64(struct db *db, const struct sql *q, struct args args, i64 *out);
MUST err db_str(struct db *db, struct arena *mem, const struct sql *q, struct args args, str *out);

/* Writes: only inside a work. *changed (may be NULL): rows. ERR_CONFLICT: a UNIQUE, CHECK or FOREIGN KEY said no. */
MUST err db_run(struct db *db, const struct sql *q, struct args args, i64 *changed);
/* A :name statement bound from a record's members; *id (may be NULL) is RETURNING's first column. */
MUST err db_put(struct db *db, const struct sql *q, const struct record *rec, const void *row,
                i64 *id);

/* The same two without waiting: on PostgreSQL the statement travels with the next one that has an answer, or with the
 * commit, in the order of the calls, and so does its error: it comes from there, and the commit refuses. Only for a
 * change whose failure nobody explains to a person, not even whoever comes next. On SQLite they are db_run and db_put. */
MUST err db_send(struct db *db, const struct sql *q, struct args args);
MUST err db_send_row(struct db *db, const struct sql *q, const struct record *rec, const void *row);

/* One snapshot for several reads: SQLite reads twice as fast inside. Ends with db_read_end, also on error. */
MUST err db_read_begin(struct db *db);
void db_read_end(struct db *db);

/* Inside a snapshot or a work: says that this very read will follow. On PostgreSQL all that was announced is asked for
 * together with the next statement, in one round trip, and the read itself then finds its answer here. Saves nothing on
 * SQLite, where it does nothing. What is announced and not read costs the server's work. The values are copied; announced
 * twice it is asked for once. In a work it may be a change that is run in any case; they run in the order in which they were
 * announced, and nothing else may change in between what is read: the answer would be older. */
void db_ahead(struct db *db, const struct sql *q, struct args args);

/* Only prepares it: the test of every statement. */
MUST err db_prepare(struct db *db, const struct sql *q);
u64 db_queries(const struct db *db); /* statements run on it so far */
u64 db_trips(const struct db *db); /* times that a server was waited for so far: tests count them */

/* ---- opening: for main, the server's threads and tests ---- */
struct store; /* one database: its path or connection string, its writer, its engine */

/* url: a file's path (SQLite; made if absent when create), file:path?vfs=unix-excl (faster, for one process alone), or
 * postgresql://… or "host=…" (libpq). *why gets one line for a person on failure. ERR_NOT_FOUND: no such file. */
MUST err store_open(str url, bool create, struct store **out, struct arena *mem, str *why);
void store_close(struct store *s);
bool store_is_shared(const struct store *s); /* PostgreSQL: reads may block, other nodes exist */

/* A connection that reads, for one thread. */
MUST err db_open(struct store *s, struct db **out);
void db_close(struct db *db);
