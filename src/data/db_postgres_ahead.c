#include "base/arena.h"
#include "base/log.h"
#include "base/str.h"
#include "data/db_postgres.h"

#include <string.h>

#define AHEAD_MOST 16

/* One read that was announced. */
struct ahead {
    struct statement *st; /* NULL: it was read */
    u64 number;           /* of the statement: its place may be another one's by now */
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

void postgres_ahead(struct db *db, struct statement *st, struct args args)
{
    struct aheads *a = aheads_of(db);
    if (a->n < AHEAD_MOST)
        a->at[a->n++] =
            (struct ahead){.st = st, .number = st->number, .args = args_copy(a->mem, args)};
}

static struct ahead *find(struct db *db, const struct statement *st, struct args args)
{
    struct aheads *a = db->aheads;
    for (size_t i = 0; a && i < a->n; i++)
        if (a->at[i].st == st && a->at[i].number == st->number && args_eq(a->at[i].args, args))
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
void postgres_read_end(struct db *db)
{
    if (db->aheads)
        forget_all(db->aheads);
    if (!db->begun || db->writes || db->lost || PQtransactionStatus(db->link) == PQTRANS_IDLE)
        return;
    db->leaving = PQsendQuery(db->link, "ROLLBACK");
    db->lost |= !db->leaving;
    /* An answer that nobody fetched would hide the notices behind it. */
    if (db->listening)
        postgres_settle(db);
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

static void send_all(struct cursor *c, struct args args, bool begin)
{
    struct db *db = c->db;
    struct aheads *a = db->aheads;
    if (begin)
        PQsendQueryParams(db->link, db->engine->read_begin, 0, NULL, NULL, NULL, NULL, 0);
    for (size_t i = 0; a && i < a->n; i++)
        if (is_unasked(&a->at[i]))
            postgres_send(db, a->at[i].st, a->at[i].args);
    postgres_send(db, c->st, args);
    PQpipelineSync(db->link);
}

static err receive_all(struct cursor *c, bool begin)
{
    struct db *db = c->db;
    struct aheads *a = db->aheads;
    err first = OK;
    if (begin) {
        PGresult *result = receive(db);
        db->begun = judge(db, "begin", result, &first) == OK;
        PQclear(result);
    }
    for (size_t i = 0; a && i < a->n; i++) {
        struct ahead *one = &a->at[i];
        if (!is_unasked(one))
            continue;
        one->result = receive(db);
        one->asked = true;
        one->e = judge(db, "ahead", one->result, &first);
    }
    c->result = receive(db);
    err e = judge(db, c->q->name, c->result, &first);
    PQclear(PQgetResult(db->link)); /* of the sync */
    return e;
}

static err trip(struct cursor *c, struct args args)
{
    struct db *db = c->db;
    bool begin = !db->begun;
    db->trips++;
    if (!PQenterPipelineMode(db->link))
        return log_broken("database", "no pipeline");
    send_all(c, args, begin);
    err e = receive_all(c, begin);
    if (!PQexitPipelineMode(db->link))
        db->lost = true;
    return e;
}

bool postgres_ahead_start(struct cursor *c, struct args args, err *e)
{
    struct db *db = c->db;
    if (!db->reading)
        return false;
    struct ahead *known = find(db, c->st, args);
    if (known)
        known->st = NULL;
    if (known && known->asked) {
        c->result = known->result;
        known->result = NULL;
        *e = known->e;
        return true;
    }
    if (db->begun && !has_unasked(db->aheads))
        return false;
    *e = trip(c, args);
    return true;
}
