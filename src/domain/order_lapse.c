#include "domain/order_lapse.h"

#include "domain/order.sql.h"
#include "domain/order_act.h"
#include "domain/settings.h"

struct lapsed {
    i64 id;
};
static const struct field fields[] = {FIELD(struct lapsed, id, F_PLAIN)};
static const struct record record = RECORD(struct lapsed, fields);

static bool is_ours(err e)
{
    return e == ERR_BROKEN || e == ERR_AWAY;
}

/* view 0: orders whose store view is gone. */
static err lapse_in(struct ctx *c, i64 view, i64 minutes)
{
    LIST(struct lapsed) due = {0};
    i64 last = 0;
    if (minutes == 0)
        return OK;
    do {
        TRY(db_all(c->db, c->mem, &sql_order_lapsed, ARGS(view, c->now.us - minutes * MINUTE, last),
                   &record, &due));
        for (size_t i = 0; i < due.n; i++) {
            last = due.at[i].id;
            err e = order_cancel_unpaid(c, last, minutes);
            if (is_ours(e))
                return e;
        }
    } while (due.n);
    return OK;
}

err order_lapse(struct ctx *c)
{
    const struct snapshot *s = snapshot_take();
    err e = lapse_in(c, 0, s->global.pending_minutes);
    for (size_t i = 0; i < s->views.n && !e; i++)
        e = lapse_in(c, s->views.at[i].id, s->views.at[i].settings.pending_minutes);
    snapshot_drop(s);
    return e;
}
