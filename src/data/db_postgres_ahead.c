#include "base/arena.h"
#include "base/log.h"
#include "base/str.h"
#include "data/db_postgres.h"

#include <string.h>

#define AHEAD_MOST 64

/* Every statement that waits was used later than those that a full connection drops. */
_Static_assert(AHEAD_MOST < DB_STATEMENTS_MOST / 2, "none is forgotten before it is sent");

/* One statement that waits for a trip: a read that was announced, or a change. */
struct ahead {
    struct statement *st; /* NULL: it was read */
    u64 number;           /* of the statement: its place may be another one's by now */
    const char *change;   /* its name: nobody reads the answer, and it must be sent */
    struct args args;
    bool asked;
    PGresult *result;
    err e;
};

struct aheads {
    struct arena *mem; /* of the values; lives as long as the connection */
    struct ahead at[AHEAD_MOST];
    size_t n;
};

static struct aheads *aheads_of(struct db *db)
{
    if (!db->aheads) {
        struct aheads *a = NEW(db->mem, struct aheads);
        a->mem = arena_new(0);
        db->aheads = a;
    }
    return db->aheads;
}

static struct args args_copy(struct arena *mem, struct args args)
{
    struct val *at = NEWN(mem, struct val, args.n);
    for (size_t i = 0; i < args.n; i++) {
        at[i] = args.at[i];
        at[i].s = str_copy(mem, args.at[i].s);
    }
    return (struct args){at, args.n};
}

static bool args_eq(struct args a, struct args b)
{
    bool eq = a.n == b.n;
    for (size_t i = 0; eq && i < a.n; i++)
        eq = a.at[i].type == b.at[i].type && a.at[i].n == b.at[i].n && str_eq(a.at[i].s, b.at[i].s);
    return eq;
}

static void add(struct aheads *a, struct ahead one)
{
    one.number = one.st->number;
    one.args = args_copy(a->mem, one.args);
    a->at[a->n++] = one;
}

static struct ahead *find(struct db *db, const struct statement *st, struct args args)
{
    struct aheads *a = db->aheads;
    for (size_t i = 0; a && i < a->n; i++)
        if (a->at[i].st == st && a->at[i].number == st->number && !a->at[i].change &&
            args_eq(a->at[i].args, args))
            return &a->at[i];
    return NULL;
}

static void forget_all(struct aheads *a)
{
    for (size_t i = 0; i < a->n; i++)
        PQclear(a->at[i].result);
    a->n = 0;
    arena_empty(a->mem);
}

void postgres_ahead(struct db *db, struct statement *st, struct args args)
{
    struct aheads *a = aheads_of(db);
    if (a->n < AHEAD_MOST && !find(db, st, args))
        add(a, (struct ahead){.st = st, .args = args});
}

void postgres_ahead_free(struct db *db)
{
    struct aheads *a = db->aheads;
    if (!a)
        return;
    forget_all(a);
    arena_free(a->mem);
    db->aheads = NULL;
}

/* The transaction ends without anybody waiting for it; postgres_settle hears the answer. */
static void leave(struct db *db)
{
    if (db->aheads)
        forget_all(db->aheads);
    if (!db->begun || db->lost || PQtransactionStatus(db->link) == PQTRANS_IDLE)
        return;
    db->leaving = PQsendQuery(db->link, "ROLLBACK");
    db->lost |= !db->leaving;
}

void postgres_read_end(struct db *db)
{
    if (db->writes)
        return;
    leave(db);
    /* An answer that nobody fetched would hide the notices behind it. */
    if (db->listening)
        postgres_settle(db);
}

void postgres_rollback(struct db *db)
{
    leave(db);
    db->begun = false;
}

void postgres_settle(struct db *db)
{
    PGresult *result;
    if (!db->leaving)
        return;
    db->leaving = false;
    while ((result = PQgetResult(db->link)))
        PQclear(result);
    db->lost |= PQstatus(db->link) != CONNECTION_OK;
}

/* ---- one round trip ---- */

static bool is_unasked(const struct ahead *a)
{
    return a->st && !a->asked && a->number == a->st->number;
}

static bool has_unasked(const struct aheads *a)
{
    for (size_t i = 0; a && i < a->n; i++)
        if (is_unasked(&a->at[i]))
            return true;
    return false;
}

/* The answer to one statement. NULL: the connection is lost. */
static PGresult *receive(struct db *db)
{
    PGresult *result = PQgetResult(db->link), *more;
    while ((more = PQgetResult(db->link)))
        PQclear(more);
    return result;
}

/* What follows a failure in the same trip is not run, and fails by it. */
static err judge(struct db *db, const char *name, const PGresult *result, err *first)
{
    if (postgres_done(result))
        return OK;
    if (!*first)
        *first = postgres_err(db, name, result);
    return *first;
}

static void send_text(struct db *db, const char *text)
{
    PQsendQueryParams(db->link, text, 0, NULL, NULL, NULL, NULL, 0);
}

/* With all that waits in front; its own last statement, if any, follows. */
static err trip_begin(struct db *db)
{
    struct aheads *a = db->aheads;
    db->trips++;
    if (!PQenterPipelineMode(db->link))
        return log_broken("database", "no pipeline");
    if (!db->begun)
        send_text(db, db->writes ? db->engine->write_begin : db->engine->read_begin);
    for (size_t i = 0; a && i < a->n; i++)
        if (is_unasked(&a->at[i]))
            postgres_send(db, a->at[i].st, a->at[i].args);
    return OK;
}

static void hear_one(struct db *db, struct ahead *one, err *first)
{
    one->result = receive(db);
    one->asked = true;
    one->e = judge(db, one->change ? one->change : "ahead", one->result, first);
    if (!one->change)
        return;
    PQclear(one->result);
    one->result = NULL;
    one->st = NULL;
}

/* Waits for what stood in front. *first: the first of its failures. */
static void trip_hear(struct db *db, err *first)
{
    struct aheads *a = db->aheads;
    PQpipelineSync(db->link);
    *first = OK;
    if (!db->begun) {
        PGresult *result = receive(db);
        db->begun = judge(db, "begin", result, first) == OK;
        PQclear(result);
    }
    for (size_t i = 0; a && i < a->n; i++)
        if (is_unasked(&a->at[i]))
            hear_one(db, &a->at[i], first);
}

static void trip_end(struct db *db)
{
    struct aheads *a = db->aheads;
    PQclear(PQgetResult(db->link)); /* of the sync */
    if (!PQexitPipelineMode(db->link))
        db->lost = true;
    for (size_t i = 0; a && i < a->n; i++)
        if (a->at[i].st)
            return;
    if (a)
        forget_all(a);
}

static err trip(struct cursor *c, struct args args)
{
    struct db *db = c->db;
    err first;
    TRY(trip_begin(db));
    postgres_send(db, c->st, args);
    trip_hear(db, &first);
    c->result = receive(db);
    err e = judge(db, c->q->name, c->result, &first);
    trip_end(db);
    return e;
}

err postgres_flush(struct db *db)
{
    err first;
    if (!has_unasked(db->aheads))
        return OK;
    TRY(trip_begin(db));
    trip_hear(db, &first);
    trip_end(db);
    return first;
}

/* The answer to what was announced; asks for all that waits if it was not asked yet, in the order of the calls. */
static err take(struct cursor *c, struct ahead *known)
{
    if (!known->asked)
        TRY(postgres_flush(c->db));
    c->result = known->result;
    known->result = NULL;
    known->st = NULL;
    return known->e;
}

bool postgres_ahead_start(struct cursor *c, struct args args, err *e)
{
    struct db *db = c->db;
    if (!db->reading && !db->writes)
        return false;
    struct ahead *known = find(db, c->st, args);
    if (known) {
        *e = take(c, known);
        return true;
    }
    if (db->begun && !has_unasked(db->aheads))
        return false;
    *e = trip(c, args);
    return true;
}

/* ---- changes that nobody waits for ---- */

err postgres_send_later(struct db *db, const char *name, struct statement *st, struct args args)
{
    struct aheads *a = aheads_of(db);
    if (a->n == AHEAD_MOST)
        TRY(postgres_flush(db));
    if (a->n == AHEAD_MOST) /* of reads that nobody has come for */
        forget_all(a);
    add(a, (struct ahead){.st = st, .change = name, .args = args});
    return OK;
}

/* COMMIT of a transaction that failed succeeds with another word. */
static err judge_commit(struct db *db, PGresult *result, err *first)
{
    TRY(judge(db, "commit", result, first));
    if (strcmp(PQcmdStatus(result), "ROLLBACK") == 0)
        return log_broken("database", "the transaction had failed before its COMMIT");
    return OK;
}

err postgres_commit(struct db *db)
{
    err first;
    if (!db->begun)
        return OK;
    TRY(trip_begin(db));
    send_text(db, "COMMIT");
    trip_hear(db, &first);
    PGresult *result = receive(db);
    err e = judge_commit(db, result, &first);
    PQclear(result);
    trip_end(db);
    return e;
}
