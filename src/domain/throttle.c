#include "domain/throttle.h"

#include "base/secret.h"
#include "domain/throttle.sql.h"

static str key_of(struct arena *mem, const struct throttle *t, str key)
{
    return hash_hex(mem, secret_hash(t->what, key));
}

/* Without a distance the newest moment that would be too near lies in the future. */
static i64 too_near(const struct ctx *c, const struct throttle *t)
{
    return t->apart ? c->now.us - t->apart : INT64_MAX;
}

static i64 since(const struct ctx *c, const struct throttle *t)
{
    return c->now.us - (t->within ? t->within : HOUR);
}

err throttle_take(struct work *w, const struct throttle *t, str key, bool *allowed)
{
    struct ctx *c = w->c;
    i64 n;
    TRY(db_run(w->db, &sql_throttle_clean, ARGS(c->now.us - DAY), NULL));
    TRY(db_run(w->db, &sql_throttle_take,
               ARGS(key_of(c->mem, t, key), c->now.us, since(c, t), t->per_hour, too_near(c, t)),
               &n));
    *allowed = n == 1;
    if (*allowed)
        work_touch(w, ENTITY_ATTEMPT, 0, S(""));
    return OK;
}

err throttle_wait(struct ctx *c, struct db *db, const struct throttle *t, str key, i64 *seconds)
{
    i64 first;
    TRY(db_i64(db, &sql_throttle_first, ARGS(key_of(c->mem, t, key), since(c, t)), &first));
    i64 left = (first - since(c, t)) / SECOND;
    *seconds = left < 1 ? 1 : left;
    return OK;
}

err throttle_open(struct ctx *c, const struct throttle *t, str key, bool *allowed)
{
    i64 shut;
    TRY(db_i64(c->db, &sql_throttle_is_shut,
               ARGS(key_of(c->mem, t, key), since(c, t), t->per_hour, too_near(c, t)), &shut));
    *allowed = !shut;
    return OK;
}
