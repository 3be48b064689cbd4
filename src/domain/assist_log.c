#include "domain/assist_log.h"

#include "domain/reach.h"

static const struct field fields[] = {
    FIELD(struct assist_log_row, id, F_PLAIN),
    FIELD(struct assist_log_row, started_at, F_PLAIN),
    FIELD(struct assist_log_row, ended_at, F_PLAIN),
    FIELD(struct assist_log_row, end_cause, F_PLAIN),
    FIELD(struct assist_log_row, staff_name, F_PLAIN),
    FIELD(struct assist_log_row, customer_id, F_PLAIN),
    FIELD(struct assist_log_row, customer_ref, F_PLAIN),
    FIELD(struct assist_log_row, first_name, F_PLAIN),
    FIELD(struct assist_log_row, last_name, F_PLAIN),
    FIELD(struct assist_log_row, email, F_PLAIN),
    FIELD(struct assist_log_row, reason, F_PLAIN),
    FIELD(struct assist_log_row, source, F_PLAIN),
    FIELD(struct assist_log_row, ip, F_PLAIN),
    FIELD(struct assist_log_row, website_name, F_PLAIN),
    FIELD(struct assist_log_row, view_name, F_PLAIN),
};
static const struct record record = RECORD(struct assist_log_row, fields);

static const struct list_column columns[] = {
    {.name = "started", .filter = "x.started_at", .sort = "x.started_at", .kind = LIST_DAYS},
    {.name = "cause", .filter = "x.end_cause", .kind = LIST_EXACT},
    {.name = "user", .filter = "x.staff_name", .sort = "x.staff_name", .kind = LIST_EXACT},
    {.name = "customer", .filter = "c.email_fold", .kind = LIST_PREFIX},
    {.name = "view", .filter = "x.store_view_id", .kind = LIST_EXACT},
};
/* The same rows, but for staff that is bound to websites. */
#define LIST_WHERE(condition)                                                                          \
    {                                                                                                  \
        .name = "assist_log",                                                                          \
        .select = S(                                                                                   \
            "SELECT x.id, x.started_at, x.ended_at, x.end_cause, x.staff_name, x.customer_id, "        \
            "c.ref AS customer_ref, c.first_name, c.last_name, c.email, x.reason, x.source, x.ip, "    \
            "w.name AS website_name, v.name AS view_name"),                                            \
        .from = S("assist_session x LEFT JOIN customer c ON c.id = x.customer_id"),                    \
        .joins = S(                                                                                    \
            "LEFT JOIN store_view v ON v.id = x.store_view_id LEFT JOIN store s ON s.id = v.store_id " \
            "LEFT JOIN website w ON w.id = s.website_id"),                                             \
        .key = "x.id", .columns = columns, .n = COUNT(columns), .where = S(condition),                 \
    }
const struct list assist_log_list = LIST_WHERE("");
static const struct list bound_list = LIST_WHERE(REACH_VIEW("x.store_view_id", "$1"));

err assist_log_report(struct ctx *c, const struct list_query *q, struct assist_log_rows *rows,
                      struct list_answer *answer)
{
    if (!reach_is_bound(c))
        return list_run(c->db, c->mem, &assist_log_list, q, &record, rows, answer);
    struct list_query bound = *q;
    bound.fixed = ARGS(reach_role(c));
    return list_run(c->db, c->mem, &bound_list, &bound, &record, rows, answer);
}
