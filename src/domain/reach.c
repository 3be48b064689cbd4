#include "domain/reach.h"

#include "domain/reach.sql.h"

i64 reach_role(const struct ctx *c)
{
    return c->actor.who == WHO_STAFF ? c->actor.scope_role : 0;
}

bool reach_is_bound(const struct ctx *c)
{
    return reach_role(c) != 0;
}

static err reach(struct ctx *c, struct db *db, const struct sql *q, i64 id)
{
    i64 website;
    return reach_is_bound(c) ? db_i64(db, q, ARGS(reach_role(c), id), &website) : OK;
}

err reach_website(struct ctx *c, struct db *db, i64 website_id)
{
    return reach(c, db, &sql_reach_website, website_id);
}

err reach_view(struct ctx *c, struct db *db, i64 store_view_id)
{
    return reach(c, db, &sql_reach_view, store_view_id);
}
