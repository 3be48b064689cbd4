#include "base/arena.h"
#include "base/log.h"
#include "base/str.h"
#include "data/dialect.h"
#include "data/engine.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define WAIT_MS     5000
#define PAGE        4096
#define WAL_MOST    (64 * 1024 * 1024 / PAGE) /* pages: a checkpoint is due */
#define WAL_TOO_BIG (4 * WAL_MOST) /* readers overlap so that the log never starts again */

struct sqlite_store {
    atomic_int wal_pages;
};

/* ---- errors ---- */

static bool is_conflict(int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return true;
    default:
        return (code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED;
    }
}

static err as_err(struct db *db, const char *name)
{
    sqlite3 *link = db->link;
    int code = sqlite3_extended_errcode(link);
    if (db->writes && is_conflict(code))
        return ERR_CONFLICT;
    return log_broken("database", "%s: %s (sqlite %d)", name, sqlite3_errmsg(link), code);
}

/* ---- opening ---- */

static bool is_uri(const char *url)
{
    return strncmp(url, "file:", 5) == 0;
}

/* Customers' data: only the owner reads it. SQLite gives its log and index the same mode. */
static err make_file(const char *path, struct arena *mem, str *why)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        *why = str_format(mem, "cannot make the database %s: %m", path);
        return ERR_BROKEN;
    }
    close(fd);
    return OK;
}

/* The file of a url, which is a path or "file:" path "?" settings. */
static const char *path_of(struct arena *mem, const char *url)
{
    str path = S(""), rest = str_from(url);
    if (!is_uri(url))
        return url;
    rest = str_skip(rest, sizeof "file:" - 1);
    (void)!str_cut(&rest, '?', &path);
    return str_z(mem, path);
}

/* Bytes of a savepoint's journal that stay in memory: 30 pages, which most works do not change. One piece, which has to be
 * below 128 KB: the engine could not write it to its file otherwise. */
#define JOURNAL_BYTES (124 << 10)

/* Statistics of memory cost a lock with every allocation, and nobody reads them. */
static void configure(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, JOURNAL_BYTES);
}

static err sqlite_open(struct store *s, bool create, struct arena *mem, str *why)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, configure);
    const char *path = path_of(mem, s->url);
    s->own = NEW(s->mem, struct sqlite_store);
    if (access(path, R_OK | W_OK) == 0)
        return OK;
    if (errno == ENOENT && create)
        return make_file(path, mem, why);
    *why = str_format(mem, "cannot open the database %s: %m", path);
    return errno == ENOENT ? ERR_NOT_FOUND : ERR_BROKEN;
}

static void sqlite_close(struct store *s)
{
    (void)s;
}

static int on_commit(void *own, sqlite3 *link, const char *name, int pages)
{
    (void)link;
    (void)name;
    atomic_store(&((struct sqlite_store *)own)->wal_pages, pages);
    return SQLITE_OK;
}

/* SQLITE_OK or the code of what failed. */
static int link_open(const char *url, sqlite3 **link)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(url, link, is_uri(url) ? flags | SQLITE_OPEN_URI : flags, NULL);
    if (code)
        return code;
    sqlite3_busy_timeout(*link, WAIT_MS);
    sqlite3_db_config(*link, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(*link, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(*link, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    sqlite3_db_config(*link, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(*link, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    /* recursive_triggers: REPLACE then fires the triggers that refuse a DELETE. */
    return sqlite3_exec(
        *link,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"
        "PRAGMA journal_size_limit=67108864; PRAGMA mmap_size=2147418112; PRAGMA cache_size=-8000;"
        "PRAGMA temp_store=MEMORY; PRAGMA recursive_triggers=ON;"
        "SELECT count(*) FROM sqlite_schema",
        NULL, NULL, NULL);
}

/* Some file systems have no shared memory: there the log cannot be used, and PRAGMA only says so. */
static bool has_wal(sqlite3 *link)
{
    sqlite3_stmt *handle = NULL;
    bool wal = sqlite3_prepare_v2(link, "PRAGMA journal_mode", -1, &handle, NULL) == SQLITE_OK &&
               sqlite3_step(handle) == SQLITE_ROW &&
               str_eq(str_from((const char *)sqlite3_column_text(handle, 0)), S("wal"));
    sqlite3_finalize(handle);
    return wal;
}

static err sqlite_connect(struct db *db, struct arena *mem, str *why)
{
    sqlite3 *link = NULL;
    int code = link_open(db->store->url, &link);
    /* A savepoint's journal in memory is a list that every statement walks to its end: large works would take
     * quadratic time. In a file it is cut in one call; what is small stays in memory (JOURNAL_BYTES). Without spilling a
     * large work writes each page once. */
    if (!code)
        code = sqlite3_exec(link,
                            db->writes ? "PRAGMA temp_store=FILE; PRAGMA cache_spill=OFF"
                                       : "PRAGMA query_only=ON",
                            NULL, NULL, NULL);
    db->link = link;
    bool wal = !code && has_wal(link);
    if (wal) {
        if (db->writes)
            sqlite3_wal_hook(link, on_commit, db->store->own);
        return OK;
    }
    const char *text = !code  ? "no write-ahead log here"
                       : link ? sqlite3_errmsg(link)
                              : sqlite3_errstr(code);
    if (!why)
        return log_broken("database", "cannot open %s: %s (sqlite %d)", db->store->url, text, code);
    *why = str_format(mem, "cannot open the database %s: %s", db->store->url, text);
    return ERR_BROKEN;
}

static void sqlite_disconnect(struct db *db)
{
    sqlite3_close(db->link);
}

static err sqlite_ready(struct db *db)
{
    (void)db;
    return OK;
}

/* ---- transactions ---- */

static err sqlite_script(struct db *db, const char *text)
{
    if (sqlite3_exec(db->link, text, NULL, NULL, NULL))
        return as_err(db, text);
    return OK;
}

static bool sqlite_in_transaction(struct db *db)
{
    return !sqlite3_get_autocommit(db->link);
}

static bool sqlite_has_orphans(struct db *db)
{
    int now = 0, most;
    sqlite3_db_status(db->link, SQLITE_DBSTATUS_DEFERRED_FKS, &now, &most, 0);
    return now != 0;
}

/* A connection of its own: the writer never waits for the copying. */
static void sqlite_checkpoint(struct store *s)
{
    struct sqlite_store *own = s->own;
    int pages = atomic_load(&own->wal_pages);
    if (pages < WAL_MOST)
        return;
    int how = pages < WAL_TOO_BIG ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_RESTART;
    sqlite3 *link = NULL;
    int code = link_open(s->url, &link);
    if (!code)
        code = sqlite3_wal_checkpoint_v2(link, NULL, how, NULL, NULL);
    if (code && (code & 0xFF) != SQLITE_BUSY)
        log_error("checkpoint", "%s (sqlite %d)", link ? sqlite3_errmsg(link) : "", code);
    sqlite3_close(link);
}

/* ---- statements ---- */

/* Here $1 is a name, not a place: places follow the order of first appearance. */
static err number_params(struct statement *st, const struct sql *q)
{
    st->n_params = (unsigned)sqlite3_bind_parameter_count(st->handle);
    if (st->n_params > DB_PARAMS_MOST)
        return log_broken("sql", "%s has %u parameters", q->name, st->n_params);
    for (unsigned i = 0; i < st->n_params; i++) {
        str name = str_from(sqlite3_bind_parameter_name(st->handle, (int)i + 1));
        i64 k;
        if (!str_starts(name, S("$")) || !str_to_i64(str_skip(name, 1), 1, q->n, &k))
            return log_broken("sql", "%s: parameter %.*s", q->name, STR_ARG(name));
        st->param_at[i] = (byte)k;
    }
    return OK;
}

static err sqlite_prepare(struct db *db, struct statement *st, const struct sql *q)
{
    sqlite3_stmt *handle = NULL;
    const char *rest;
    if (sqlite3_prepare_v3(db->link, q->text.at, (int)q->text.n, SQLITE_PREPARE_PERSISTENT, &handle,
                           &rest))
        return as_err(db, q->name);
    st->handle = handle;
    err e = OK;
    if (!handle || rest != q->text.at + q->text.n)
        e = log_broken("sql", "%s is not one statement", q->name);
    if (!e)
        e = number_params(st, q);
    if (e)
        sqlite3_finalize(handle);
    return e;
}

static void sqlite_forget(struct db *db, struct statement *st)
{
    (void)db;
    sqlite3_finalize(st->handle);
}

static int bind(sqlite3_stmt *handle, int i, const struct val *v)
{
    const char *at = v->s.at ? v->s.at : "";
    switch (v->type) {
    case V_NULL:
        return sqlite3_bind_null(handle, i);
    case V_I64:
    case V_BOOL:
        return sqlite3_bind_int64(handle, i, v->n);
    case V_STR:
        return sqlite3_bind_text64(handle, i, at, v->s.n, SQLITE_STATIC, SQLITE_UTF8);
    case V_BYTES:
        return sqlite3_bind_blob64(handle, i, at, v->s.n, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

static err sqlite_start(struct cursor *c, struct args args)
{
    struct statement *st = c->st;
    for (unsigned i = 0; i < st->n_params; i++)
        if (bind(st->handle, (int)i + 1, &args.at[st->param_at[i] - 1]))
            return as_err(c->db, c->q->name);
    return OK;
}

static err sqlite_step(struct cursor *c, bool *row)
{
    sqlite3_stmt *handle = c->st->handle;
    switch (sqlite3_step(handle)) {
    case SQLITE_ROW:
        *row = true;
        return OK;
    case SQLITE_DONE:
        *row = false;
        c->changed = sqlite3_stmt_readonly(handle) ? 0 : sqlite3_changes64(c->db->link);
        return OK;
    default:
        return as_err(c->db, c->q->name);
    }
}

static void sqlite_finish(struct cursor *c)
{
    sqlite3_reset(c->st->handle);
    sqlite3_clear_bindings(c->st->handle);
}

static size_t sqlite_columns(struct cursor *c)
{
    return (size_t)sqlite3_column_count(c->st->handle);
}

static const char *sqlite_column(struct cursor *c, size_t i)
{
    return sqlite3_column_name(c->st->handle, (int)i);
}

static str bytes_of(sqlite3_stmt *handle, int i, const void *at)
{
    return (str){at, (size_t)sqlite3_column_bytes(handle, i)};
}

static err sqlite_get(struct cursor *c, size_t column, struct val *v)
{
    sqlite3_stmt *handle = c->st->handle;
    int i = (int)column;
    switch (sqlite3_column_type(handle, i)) {
    case SQLITE_INTEGER:
        *v = val_i64(sqlite3_column_int64(handle, i));
        return OK;
    case SQLITE_TEXT:
        *v = val_str(bytes_of(handle, i, sqlite3_column_text(handle, i)));
        return OK;
    case SQLITE_BLOB:
        *v =
            (struct val){.type = V_BYTES, .s = bytes_of(handle, i, sqlite3_column_blob(handle, i))};
        return OK;
    case SQLITE_NULL:
        *v = VAL_NULL;
        return OK;
    default:
        return log_broken("sql", "%s: column %s is a floating point number", c->q->name,
                          sqlite_column(c, column));
    }
}

const struct engine engine_sqlite = {
    .name = "sqlite",
    .dialect = &dialect_sqlite,
    .has_table = {.name = "has_table",
                  .text = S("SELECT count(*) FROM sqlite_schema WHERE name = $1"),
                  .n = 1},
    .faults = {.name = "faults",
               .text =
                   S("SELECT integrity_check FROM pragma_integrity_check(1)"
                     " WHERE integrity_check <> 'ok'"
                     " UNION ALL SELECT 'a row of ' || \"table\" || ' points to none of ' || parent"
                     " FROM pragma_foreign_key_check LIMIT 1")},
    .read_begin = "BEGIN",
    .write_begin = "BEGIN IMMEDIATE",
    .open = sqlite_open,
    .close = sqlite_close,
    .connect = sqlite_connect,
    .disconnect = sqlite_disconnect,
    .ready = sqlite_ready,
    .script = sqlite_script,
    .in_transaction = sqlite_in_transaction,
    .has_orphans = sqlite_has_orphans,
    .checkpoint = sqlite_checkpoint,
    .watch_begin = sqlite_watch_begin,
    .watch_end = sqlite_watch_end,
    .copy = sqlite_copy,
    .prepare = sqlite_prepare,
    .forget = sqlite_forget,
    .start = sqlite_start,
    .step = sqlite_step,
    .finish = sqlite_finish,
    .columns = sqlite_columns,
    .column = sqlite_column,
    .get = sqlite_get,
};
