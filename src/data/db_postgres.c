#include "data/db_postgres.h"
#include "base/arena.h"
#include "base/log.h"
#include "base/str.h"
#include "base/time.h"
#include "data/dialect.h"

#define PATIENCE (SECOND / 5) /* after an attempt that failed */

/* ---- errors ---- */

/* libpq's message without its line break. */
static str problem_of(const char *message)
{
    str line = S(""), rest = str_from(message);
    (void)!str_cut(&rest, '\n', &line);
    return line;
}

static const struct {
    str code; /* SQLSTATE, or how it begins */
    err means;
    bool race;
} meanings[] = {
    {S("40001"), ERR_CONFLICT, true},
    {S("40P01"), ERR_CONFLICT, true},
    {S("55P03"), ERR_CONFLICT, false},
    {S("23503"), ERR_CONFLICT, false},
    {S("23001"), ERR_CONFLICT, false},
    {S("23505"), ERR_CONFLICT, false},
    {S("23514"), ERR_CONFLICT, false},
    {S("22P02"), ERR_INVALID, false},
    {S("22003"), ERR_INVALID, false},
    {S("22021"), ERR_INVALID, false},
    {S("08"), ERR_AWAY, false},
    {S("57P0"), ERR_AWAY, false},  /* it stops, crashed, or starts */
    {S("53300"), ERR_AWAY, false}, /* it has no connection left */
};

/* Said once until it is back. */
static err is_away(struct db *db, const char *name, str text)
{
    db->lost = true;
    if (!atomic_exchange(&db->store->down, true))
        log_error("database", "out of reach: %s: %.*s", name, STR_ARG(text));
    return ERR_AWAY;
}

err postgres_err(struct db *db, const char *name, const PGresult *result)
{
    str code = str_from(PQresultErrorField(result, PG_DIAG_SQLSTATE));
    str text = str_from(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    if (text.n == 0)
        text = problem_of(PQerrorMessage(db->link));
    /* What fails without a code failed on the way. */
    if (PQstatus(db->link) != CONNECTION_OK || code.n == 0)
        return is_away(db, name, text);
    for (size_t i = 0; i < COUNT(meanings); i++) {
        if (!str_starts(code, meanings[i].code))
            continue;
        db->raced |= meanings[i].race;
        return meanings[i].means == ERR_AWAY ? is_away(db, name, text) : meanings[i].means;
    }
    return log_broken("database", "%s: %.*s (%.*s)", name, STR_ARG(text), STR_ARG(code));
}

bool postgres_done(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

/* ---- opening ---- */

static void stay_silent(void *arg, const char *message)
{
    (void)arg;
    (void)message;
}

static err postgres_open(struct store *s, bool create, struct arena *mem, str *why)
{
    (void)s;
    (void)create;
    (void)mem;
    (void)why;
    return OK;
}

static void postgres_close(struct store *s)
{
    (void)s;
}

static PGconn *link_open(const char *url)
{
    /* A server that is gone without a word is noticed; the last one wins, so the operator's own values do. */
    const char *const keys[] = {"connect_timeout",
                                "application_name",
                                "client_encoding",
                                "keepalives_idle",
                                "keepalives_interval",
                                "keepalives_count",
                                "tcp_user_timeout",
                                "dbname",
                                NULL};
    const char *const values[] = {"5", "kontor", "UTF8", "10", "5", "3", "20000", url, NULL};
    PGconn *link = PQconnectdbParams(keys, values, 1);
    PQsetNoticeProcessor(link, stay_silent, NULL);
    return link;
}

static bool link_setup(PGconn *link, bool writes)
{
    PGresult *result =
        PQexec(link, writes ? "SET default_transaction_read_only = off; SET timezone = 'UTC';"
                              "SET statement_timeout = '30s'; SET lock_timeout = '10s'"
                            : "SET default_transaction_read_only = on; SET timezone = 'UTC';"
                              "SET statement_timeout = '30s'");
    bool ok = postgres_done(result);
    PQclear(result);
    return ok;
}

static void warn_if_open(PGconn *link)
{
    const char *host = PQhostaddr(link);
    bool near = !host || !*host || str_starts(str_from(host), S("127.")) ||
                str_eq(str_from(host), S("::1"));
    if (!near && !PQsslInUse(link))
        log_warn("database", "the connection to %s is not encrypted: use sslmode=verify-full",
                 host);
}

/* A server that does not answer holds each attempt for seconds: not everybody tries. */
static bool is_too_early(const struct store *s)
{
    return atomic_load(&s->down) && time_monotonic() < atomic_load(&s->patience);
}

static err postgres_connect(struct db *db, struct arena *mem, str *why)
{
    if (!why && is_too_early(db->store))
        return ERR_AWAY;
    PGconn *link = db->link = link_open(db->store->url);
    if (PQstatus(link) == CONNECTION_OK && link_setup(link, db->writes)) {
        db->lost = false;
        if (why)
            warn_if_open(link);
        if (atomic_exchange(&db->store->down, false))
            log_info("database", "the server is back");
        return OK;
    }
    str text = problem_of(PQerrorMessage(link));
    atomic_store(&db->store->patience, time_monotonic() + PATIENCE);
    if (!why)
        return is_away(db, "connect", text);
    *why = str_format(mem, "cannot reach the database: %.*s", STR_ARG(text));
    return ERR_AWAY;
}

static void postgres_disconnect(struct db *db)
{
    postgres_ahead_free(db);
    db->leaving = false;
    PQfinish(db->link);
    db->link = NULL;
}

static err revive(struct db *db)
{
    if (!db->lost && PQstatus(db->link) == CONNECTION_OK)
        return OK;
    db->lost = true; /* nothing is said to the old one any more */
    db_forget_all(db);
    postgres_disconnect(db);
    return postgres_connect(db, NULL, NULL);
}

/* Never in the middle of a transaction: half of it is lost. */
static err postgres_ready(struct db *db)
{
    postgres_settle(db);
    return db->begun || db->listening ? OK : revive(db);
}

/* ---- transactions ---- */

static err script_once(struct db *db, const char *text)
{
    db->trips++;
    PGresult *result = PQexec(db->link, text);
    err e = postgres_done(result) ? OK : postgres_err(db, text, result);
    PQclear(result);
    return e;
}

/* What stands in no transaction is said again on a new connection, if the server has left the old one meanwhile. */
static err script_outside(struct db *db, const char *text)
{
    if (!db->listening)
        TRY(revive(db));
    err e = script_once(db, text);
    if (e != ERR_AWAY || db->listening)
        return e;
    TRY(revive(db));
    return script_once(db, text);
}

static err postgres_script(struct db *db, const char *text)
{
    postgres_settle(db);
    if (db->begun)
        TRY(postgres_flush(db));
    else if (db->writes)
        TRY(script_outside(db, db->engine->write_begin));
    db->begun |= db->writes;
    return db->begun ? script_once(db, text) : script_outside(db, text);
}

static bool postgres_in_transaction(struct db *db)
{
    PGTransactionStatusType status = PQtransactionStatus(db->link);
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

static bool postgres_has_orphans(struct db *db)
{
    (void)db;
    return false;
}

static void postgres_checkpoint(struct store *s)
{
    (void)s;
}

const struct engine engine_postgres = {
    .name = "postgres",
    .shared = true,
    .dialect = &dialect_postgres,
    /* One node migrates; the others wait for it. */
    .step_begin =
        "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;"
        "SELECT pg_advisory_xact_lock(5501128447)",
    /* Rows that a step inserts with their ids: the next id comes after them. */
    .step_end =
        "DO 'DECLARE r record; BEGIN"
        " FOR r IN SELECT table_name AS t, column_name AS c FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND is_identity = ''YES'' LOOP"
        " EXECUTE format(''SELECT setval(pg_get_serial_sequence(%L, %L), max(%I)) FROM %I"
        " HAVING max(%I) IS NOT NULL'', quote_ident(r.t), r.c, r.c, r.t, r.c);"
        " END LOOP; END'",
    .has_table = {.name = "has_table",
                  .text = S("SELECT count(*) FROM information_schema.tables"
                            " WHERE table_schema = current_schema() AND table_name = $1"),
                  .n = 1},
    .faults = {.name = "faults",
               .text = S("SELECT 'the index ' || c.relname || ' is not valid'"
                         " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                         " JOIN pg_namespace n ON n.oid = c.relnamespace"
                         " WHERE n.nspname = current_schema() AND NOT i.indisvalid"
                         " UNION ALL SELECT 'the constraint ' || k.conname || ' is not validated'"
                         " FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace"
                         " WHERE n.nspname = current_schema() AND NOT k.convalidated LIMIT 1")},
    .read_begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    .write_begin = "BEGIN",
    .open = postgres_open,
    .close = postgres_close,
    .connect = postgres_connect,
    .disconnect = postgres_disconnect,
    .ready = postgres_ready,
    .script = postgres_script,
    .in_transaction = postgres_in_transaction,
    .has_orphans = postgres_has_orphans,
    .checkpoint = postgres_checkpoint,
    .ahead = postgres_ahead,
    .read_end = postgres_read_end,
    .send = postgres_send_later,
    .commit = postgres_commit,
    .rollback = postgres_rollback,
    .listen = postgres_listen,
    .hear = postgres_hear,
    .prepare = postgres_prepare,
    .forget = postgres_forget,
    .start = postgres_start,
    .step = postgres_step,
    .finish = postgres_finish,
    .columns = postgres_columns,
    .column = postgres_column,
    .get = postgres_get,
};
