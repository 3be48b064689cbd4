/* The sessions of Login as Customer, as the log of it lists them (store.md §4.4). Reading only. */
#pragma once

#include "data/list.h"
#include "domain/ctx.h"

struct assist_log_row {
    i64 id;
    when started_at, ended_at; /* ended_at: never, while it runs */
    str end_cause;             /* key of causes.def; "" while it runs */
    str staff_name;
    i64 customer_id;
    str customer_ref, first_name, last_name, email; /* "": the account is gone */
    str reason, source, ip;
    str website_name, view_name;
};
struct assist_log_rows {
    struct assist_log_row *at;
    size_t n;
};
extern const struct list assist_log_list;
MUST err assist_log_report(struct ctx *c, const struct list_query *q, struct assist_log_rows *rows,
                           struct list_answer *answer);
