#include "data/migrate.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/str.h"
#include "base/time.h"
#include "data/dialect.h"
#include "data/engine.h"
#include "data/migrate_steps.h"
#include "data/writer.h"

static const struct sql step_table = {
    .name = "migrate:table",
    .text = S("CREATE TABLE IF NOT EXISTS schema_step "
              "(version BIGINT PRIMARY KEY, name TEXT NOT NULL, done_at BIGINT NOT NULL)"),
};
static const struct sql step_last = {
    .name = "migrate:last",
    .text = S("SELECT coalesce(max(version), 0) FROM schema_step"),
};
static const struct sql step_add = {
    .name = "migrate:add",
    .text = S("INSERT INTO schema_step (version, name, done_at) VALUES ($1, $2, $3)"),
    .n = 3,
};

i64 migrate_version(void)
{
    return migrate_steps_n ? migrate_steps[migrate_steps_n - 1].version : 0;
}

/* 0: empty. */
static err version_of(struct db *db, i64 *version)
{
    i64 tables;
    TRY(db_i64(db, &db->engine->has_table, ARGS(S("schema_step")), &tables));
    *version = 0;
    return tables ? db_i64(db, &step_last, NO_ARGS, version) : OK;
}

static err is_newer(struct arena *mem, i64 version, str *why)
{
    *why = str_format(
        mem,
        "the database has version %lld; this program knows versions up to %lld: use a newer program",
        (long long)version, (long long)migrate_version());
    return ERR_CONFLICT;
}

err migrate_script(struct db *db, struct arena *mem, str text)
{
    str statement;
    while (dialect_cut(mem, &text, &statement))
        TRY(db_script(db, str_z(mem, dialect_spell(mem, db->engine->dialect, statement))));
    return OK;
}

static err step_run(struct db *db, struct arena *mem, const struct migrate_step *step)
{
    TRY(migrate_script(db, mem, step->text));
    if (db->engine->step_end)
        TRY(db_script(db, db->engine->step_end));
    return db_run(db, &step_add, ARGS(step->version, step->name, time_now()), NULL);
}

static const struct migrate_step *step_after(i64 version)
{
    for (size_t i = 0; i < migrate_steps_n; i++)
        if (migrate_steps[i].version > version)
            return &migrate_steps[i];
    return NULL;
}

/* One step in one transaction. Another node may be at the same: the version is read behind the engine's lock. */
static err step_next(struct store *s, struct arena *mem, str *why, bool *more)
{
    SCOPED(write_end) struct write w = {0};
    TRY(write_begin(s, &w));
    if (w.db->engine->step_begin)
        TRY(db_script(w.db, w.db->engine->step_begin));
    i64 version;
    TRY(version_of(w.db, &version));
    if (version > migrate_version())
        return is_newer(mem, version, why);
    const struct migrate_step *step = step_after(version);
    *more = step != NULL;
    if (!step)
        return OK;
    if (version == 0)
        TRY(migrate_script(w.db, mem, str_join(mem, step_table.text, S(";"))));
    err e = step_run(w.db, mem, step);
    if (e) {
        *why = str_format(mem, "step %lld (%.*s) of the database failed, nothing of it was done",
                          (long long)step->version, STR_ARG(step->name));
        return e;
    }
    TRY(write_commit(&w));
    log_info("migrate", "step %lld %.*s", (long long)step->version, STR_ARG(step->name));
    return OK;
}

err migrate(struct store *s, struct arena *mem, str *why)
{
    *why = S("");
    bool more = true;
    while (more)
        TRY(step_next(s, mem, why, &more));
    return OK;
}

static void close_scoped(struct db **db)
{
    db_close(*db);
}

err migrate_check(struct store *s, struct arena *mem, str *why)
{
    *why = S("");
    SCOPED(close_scoped) struct db *db = NULL;
    TRY(db_open(s, &db));
    i64 version;
    TRY(version_of(db, &version));
    if (version > migrate_version())
        return is_newer(mem, version, why);
    if (version == migrate_version())
        return OK;
    *why = str_format(mem, "the database has version %lld; version %lld is needed",
                      (long long)version, (long long)migrate_version());
    return ERR_NOT_FOUND;
}
