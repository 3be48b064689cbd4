/* Transactions (store.md §2.14): what a way to pay and its gateway did for an order, under the gateway's own numbers. The
 * offline ways (pay_*.c) leave none. */
#pragma once

#include "data/list.h"
#include "domain/ctx.h"
#include "domain/order.h"
#include "domain/settings.h"
#include "domain/work.h"

#define TRANSACTION_ID_MOST 100 /* characters */

struct transaction {
    i64 id, order_id, store_view_id;
    str order_number;
    str txn_id, parent_txn_id; /* the gateway's; parent "": none */
    str method;                /* key of a payment method */
    str kind;                  /* a key of transaction_kinds */
    bool closed;               /* nothing follows on it */
    when created_at;
};
typedef LIST(struct transaction) transaction_list;
extern const struct choice
    transaction_kinds[]; /* "order", "authorization", "capture", "void", "refund" */

/* What a method tells of an answer of its gateway. */
struct transaction_new {
    str txn_id, parent_txn_id; /* parent "": none */
    str kind;
    bool closed;
    bool closes_parent; /* the whole amount of the parent is captured, voided or refunded */
};
/* Inside the work of its cause. ERR_CONFLICT: the order has this number already (the gateway answered twice); ERR_NOT_FOUND:
 * the order has no such parent; ERR_INVALID: no number, one that is too long, or no such kind. */
MUST err transaction_add(struct work *w, const struct order *o, const struct transaction_new *in);

extern const struct list
    transaction_list_of_all; /* its columns; rows come by transaction_rows alone */
/* Of the orders in the actor's reach. */
MUST err transaction_rows(struct ctx *c, const struct list_query *q, transaction_list *rows,
                          struct list_answer *answer);
/* An order has a handful; the first 200, oldest first. */
MUST err transactions_of(struct ctx *c, i64 order_id, transaction_list *out);
