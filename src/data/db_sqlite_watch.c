/* row_watch.h on SQLite: its hook sees each row that the one writing connection inserts, changes or deletes, also by
 * cascades. */
#define SQLITE_ENABLE_PREUPDATE_HOOK /* Debian's library has it; the header says so only then */

#include "data/row_watch.h"

#include "base/arena.h"
#include "base/str.h"
#include "data/engine.h"

#include <sqlite3.h>
#include <string.h>

#define CHANGES_MOST 4096

static const struct row_watch *watches;
static size_t watches_n;
static _Atomic(row_watch_fn *) tell;

/* Of a writing connection. Columns have the places that they had in the schema of that version. */
struct watching {
    i64 schema;
    struct {
        int at, but; /* -1: the table or the column is not there */
    } columns[ROW_WATCHES_MOST];
    size_t n;
    bool too_many;
    struct row_changed rows[CHANGES_MOST];
};

void row_watch_on(const struct row_watch *list, size_t n, row_watch_fn *fn)
{
    assert(n <= ROW_WATCHES_MOST);
    watches = list;
    watches_n = n;
    atomic_store(&tell, fn);
}

bool row_watch_tells(const struct store *s)
{
    return !s->engine->shared;
}

/* ---- one row ---- */

static void note(struct watching *w, int what, i64 value)
{
    if (w->n && w->rows[w->n - 1].what == what && w->rows[w->n - 1].value == value)
        return;
    if (w->n == CHANGES_MOST)
        w->too_many = true;
    else
        w->rows[w->n++] = (struct row_changed){what, value};
}

static bool is_same(sqlite3_value *a, sqlite3_value *b)
{
    int type = sqlite3_value_type(a);
    if (type != sqlite3_value_type(b))
        return false;
    if (type == SQLITE_NULL)
        return true;
    if (type == SQLITE_INTEGER)
        return sqlite3_value_int64(a) == sqlite3_value_int64(b);
    int n = sqlite3_value_bytes(a);
    return n == sqlite3_value_bytes(b) &&
           (n == 0 || memcmp(sqlite3_value_blob(a), sqlite3_value_blob(b), (size_t)n) == 0);
}

static bool changes_only(sqlite3 *link, int column)
{
    for (int i = 0; i < sqlite3_preupdate_count(link); i++) {
        sqlite3_value *before, *after;
        if (i == column)
            continue;
        if (sqlite3_preupdate_old(link, i, &before) || sqlite3_preupdate_new(link, i, &after) ||
            !is_same(before, after))
            return false;
    }
    return true;
}

static void note_row(struct watching *w, sqlite3 *link, int op, size_t i)
{
    sqlite3_value *value;
    int at = w->columns[i].at, but = w->columns[i].but;
    if (op == SQLITE_UPDATE && but >= 0 && changes_only(link, but))
        return;
    if (!watches[i].column) {
        note(w, watches[i].what, 0);
        return;
    }
    bool found = at >= 0;
    if (found && op != SQLITE_INSERT && (found = !sqlite3_preupdate_old(link, at, &value)))
        note(w, watches[i].what, sqlite3_value_int64(value));
    if (found && op != SQLITE_DELETE && (found = !sqlite3_preupdate_new(link, at, &value)))
        note(w, watches[i].what, sqlite3_value_int64(value));
    w->too_many |= !found;
}

static void on_row(void *own, sqlite3 *link, int op, const char *base, const char *table,
                   sqlite3_int64 before, sqlite3_int64 after)
{
    (void)base, (void)before, (void)after;
    for (size_t i = 0; i < watches_n; i++)
        if (strcmp(table, watches[i].table) == 0)
            note_row(own, link, op, i);
}

/* ---- one transaction ---- */

static err column_of(struct db *db, const char *table, const char *name, int *at)
{
    static const struct sql column = {
        .name = "row_watch:column",
        .text = S("SELECT cid FROM pragma_table_info($1) WHERE name = $2"),
        .n = 2,
    };
    i64 n = -1;
    err e = name ? db_i64(db, &column, ARGS(str_from(table), str_from(name)), &n) : OK;
    *at = (int)n;
    return e == ERR_NOT_FOUND ? OK : e;
}

static err find_columns(struct db *db, struct watching *w)
{
    for (size_t i = 0; i < watches_n; i++) {
        TRY(column_of(db, watches[i].table, watches[i].column, &w->columns[i].at));
        TRY(column_of(db, watches[i].table, watches[i].but, &w->columns[i].but));
    }
    return OK;
}

err sqlite_watch_begin(struct db *db)
{
    static const struct sql version = {
        .name = "row_watch:schema",
        .text = S("SELECT schema_version FROM pragma_schema_version"),
    };
    struct watching *w = db->watching;
    i64 schema;
    if (!atomic_load(&tell))
        return OK;
    if (!w) {
        w = db->watching = NEW(db->mem, struct watching);
        w->schema = -1;
        sqlite3_preupdate_hook(db->link, on_row, w);
    }
    TRY(db_i64(db, &version, NO_ARGS, &schema));
    if (schema != w->schema)
        TRY(find_columns(db, w));
    w->schema = schema;
    return OK;
}

void sqlite_watch_end(struct db *db)
{
    struct watching *w = db->watching;
    row_watch_fn *fn = atomic_load(&tell);
    if (!w)
        return;
    if (w->n || w->too_many)
        fn(w->rows, w->too_many ? 0 : w->n);
    w->n = 0;
    w->too_many = false;
}
