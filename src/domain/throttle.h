/* How often something may be tried by somebody: counted in the database, so it holds for all nodes and across restarts.
 * Keys are hashed: the table knows no addresses. */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

struct throttle {
    str what;     /* "password.forgot" */
    i64 per_hour; /* at most */
    i64 apart;    /* µs between two; 0: any */
    i64 within;   /* µs, at most a day: "per hour" is per this; 0: an hour */
};
/* Counts one try by `key` unless it is too many: then *allowed is false and nothing is counted. */
MUST err throttle_take(struct work *w, const struct throttle *t, str key, bool *allowed);
/* Seconds until another try is allowed, at least 1. */
MUST err throttle_wait(struct ctx *c, struct db *db, const struct throttle *t, str key,
                       i64 *seconds);
/* Whether another try would be allowed: reads only. */
MUST err throttle_open(struct ctx *c, const struct throttle *t, str key, bool *allowed);
