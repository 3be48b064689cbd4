/* Reading the action log (store.md §4.4). Rows are written by work.c, session.c and assist.c and never change. */
#pragma once

#include "data/list.h"
#include "domain/ctx.h"

struct action_log_row {
    i64 id;
    when at;
    str action;       /* "assist.login": the full action name */
    str label;        /* "Login as Customer": English */
    str action_group; /* English */
    bool success;
    str cause; /* of a failure or of an end */
    str ip;
    str staff_name;
    i64 customer_id;
    str customer_ref; /* "": none, or the account is gone */
    str customer_email;
    str detail;
};
struct action_log_rows {
    struct action_log_row *at;
    size_t n;
};
extern const struct list action_log_list;
MUST err action_log_report(struct ctx *c, const struct list_query *q, struct action_log_rows *rows,
                           struct list_answer *answer);

/* One value that changed. Secrets show that they changed, never what they are (AL-12). */
struct action_log_change {
    str entity; /* "admin_user" */
    str label;  /* of the entity, English */
    i64 entity_id;
    str field, before, after;
    bool hidden;
};
struct action_log_entry {
    struct action_log_row row;
    i64 staff_id, assist_id, store_view_id;
    str user_agent, request_id, source;
    str view_path;                                /* website / store / store view */
    str staff_full_name, staff_email, staff_role; /* as they are today; "": the user is gone */
    str reason;                                   /* of the assist session */
    LIST(struct action_log_change) changes;
};
MUST err action_log_get(struct ctx *c, i64 id, struct action_log_entry *out);

/* What the filters offer. */
struct action_log_names {
    str *at;
    size_t n;
};
MUST err action_log_users(struct ctx *c, struct action_log_names *out); /* who occurs in the log */
struct action_log_names action_log_labels(struct ctx *c); /* of all logged actions, English */
