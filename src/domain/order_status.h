/* States and statuses of orders (store.md §2.1). The state drives what can be done, is the program's and never shown; the
 * status is what people see of it. Merchants name statuses and assign them to states (order_status_edit.h); each state
 * has one default, which the workflow sets; others are chosen by hand. */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

#define ORDER_NEW             S("new")
#define ORDER_PENDING         S("pending")
#define ORDER_PENDING_PAYMENT S("pending_payment")
#define ORDER_HOLDED          S("holded")

#define ORDER_STATUSES_MOST 200

/* ---- states ---- */

str order_state_at(size_t i);      /* all of them, in order; "": past the end */
str order_state_title(str state);  /* English; an unknown one is its own title */
bool order_state_final(str state); /* complete, closed and canceled orders change no more */

/* ---- statuses ---- */

struct order_status_name {
    str code, label;
};
typedef LIST(struct order_status_name) order_status_names;

/* All statuses as a store view calls them, in the language of words where it has no word of its own; store_view_id 0: as
 * the back office calls them. db: a ctx's or a work's. */
MUST err order_status_names_of(struct ctx *c, struct db *db, i64 store_view_id,
                               const struct words *words, order_status_names *out);
str order_status_name(const order_status_names *names,
                      str code); /* an unknown one is its own name */

/* The codes that an order of a state may have, the default first. */
typedef LIST(str) order_status_codes;
MUST err order_statuses_of(struct ctx *c, struct db *db, str state, order_status_codes *out);
/* The state of a new order that begins with this status: New or Processing, whichever it is assigned to, New if to both.
 * ERR_NOT_FOUND: neither. */
MUST err order_status_first_state(struct ctx *c, struct db *db, str status, str *state);
void order_status_first_state_ahead(struct work *w,
                                    str status); /* it will be asked for (db_ahead) */
/* What an order gets that enters the state. */
MUST err order_status_default(struct work *w, str state, str *out);
void order_status_default_ahead(struct work *w, str state);
