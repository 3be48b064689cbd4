/* One row of the action log as it is written: by work.c for every change, by session.c and assist.c for what is refused.
 * Rows are never changed; reading them is action_log.c's. */
#pragma once

#include "domain/ctx.h"

struct log_row {
    when at;
    str action, label, action_group; /* label and group: English */
    bool success;
    str cause;
    str ip, user_agent, request_id;
    i64 staff_id;
    str staff_name;
    i64 customer_id;
    i64 subject; /* customer_id again, to look the e-mail up */
    i64 assist_id, store_view_id;
    str source;  /* the page it was asked from: "order #000000012" */
    str detail;  /* "customer 12": never an e-mail, a password or a token (AL-12) */
    str changes; /* JSON of the work's touches */
};

/* Filled from the ctx: who, when, from where. */
struct log_row log_row_of(const struct ctx *c, enum action action);
/* In a work's transaction. */
MUST err log_row_put(struct db *db, struct log_row row);
/* A refusal or a failure, in a transaction of its own. */
MUST err log_refusal(struct ctx *c, struct log_row row, str cause);
