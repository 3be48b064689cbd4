/* The history of an order: a row for each change of its status and each comment. The customer sees the visible ones and
 * never who of the staff wrote them. A text of the store's own is translated where it is shown; what a person typed is
 * not. */
#pragma once

#include "domain/order.h"

#define ORDER_COMMENT_MOST 4000 /* characters */

enum order_notified { ORDER_NOT_APPLICABLE = 0, ORDER_NOT_NOTIFIED = 1, ORDER_NOTIFIED = 2 };

struct order_comment {
    i64 id, order_id;
    str status;
    str text;
    str arg; /* fills %1 of a text of the store's own */
    i64 notified;
    bool visible;
    bool of_store; /* the text is the store's own */
    i64 staff_id;  /* 0: not by staff */
    str author;    /* user name; for staff only */
    i64 assist_id; /* written in an assist session */
    when created_at;
};
typedef LIST(struct order_comment) order_comments;
MUST err order_comments_of(struct ctx *c, i64 order_id, bool visible_only, order_comments *out);
/* The text as people read it. */
str order_comment_text(struct arena *mem, const struct words *words, const struct order_comment *k);

/* Inside a work: author, assist session and time are the actor's. */
MUST err order_comment_put(struct work *w, struct order_comment k);

struct order_comment_new {
    i64 order_id;
    str status; /* one of the present state's */
    str text;
    bool notify, visible;
};
/* Staff comments on an order, may choose another status of its state, and may mail the text to the customer (OV-14 to
 * OV-16). ERR_INVALID: status of another state, or neither text nor change. ERR_CONFLICT: the state changed meanwhile. */
MUST err order_comment_add(struct ctx *c, const struct order_comment_new *in);
