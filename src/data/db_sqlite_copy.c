#include "data/backup.h"

#include "base/arena.h"
#include "base/str.h"
#include "data/engine.h"

#include <sqlite3.h>

#define PAGES_AT_ONCE 2048

struct copy {
    sqlite3 *from, *to;
};

static void copy_end(struct copy *c)
{
    sqlite3_close(c->from);
    sqlite3_close(c->to);
}

/* The source is read inside one transaction: it stays the database of one moment, however much is written meanwhile. */
static int open_both(const char *url, const char *path, struct copy *c)
{
    int uri = str_starts(str_from(url), S("file:")) ? SQLITE_OPEN_URI : 0;
    int code =
        sqlite3_open_v2(url, &c->from, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE | uri, NULL);
    if (!code)
        code = sqlite3_open_v2(path, &c->to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
    if (!code)
        code = sqlite3_exec(c->from,
                            "PRAGMA query_only=ON; PRAGMA busy_timeout=5000; BEGIN;"
                            "SELECT count(*) FROM sqlite_schema",
                            NULL, NULL, NULL);
    return code;
}

static int copy_pages(struct copy *c)
{
    sqlite3_backup *b = sqlite3_backup_init(c->to, "main", c->from, "main");
    if (!b)
        return sqlite3_extended_errcode(c->to);
    int code = SQLITE_OK;
    while (code == SQLITE_OK)
        code = sqlite3_backup_step(b, PAGES_AT_ONCE);
    int end = sqlite3_backup_finish(b);
    if (code != SQLITE_DONE)
        return code;
    /* One file that stands alone: no log beside it. */
    return end ? end : sqlite3_exec(c->to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
}

/* SQLITE_DONE: it has no fault. */
static int first_fault(sqlite3 *link, struct arena *mem, str *fault)
{
    sqlite3_stmt *handle = NULL;
    str text = engine_sqlite.faults.text;
    int code = sqlite3_prepare_v2(link, text.at, (int)text.n, &handle, NULL);
    if (!code)
        code = sqlite3_step(handle);
    if (code == SQLITE_ROW)
        *fault = str_copy(mem, str_from((const char *)sqlite3_column_text(handle, 0)));
    sqlite3_finalize(handle);
    return code;
}

err sqlite_copy(struct store *s, const char *path, struct arena *mem, str *why)
{
    SCOPED(copy_end) struct copy c = {0};
    str fault = S("");
    int code = open_both(s->url, path, &c);
    if (!code)
        code = copy_pages(&c);
    if (!code)
        code = first_fault(c.to, mem, &fault);
    if (code == SQLITE_DONE)
        return OK;
    *why = fault.n
               ? str_format(mem, "the copy is damaged, so is the database: %.*s", STR_ARG(fault))
               : str_format(mem, "the copy failed: %s", sqlite3_errstr(code));
    return ERR_BROKEN;
}
