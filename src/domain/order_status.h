/* States and statuses of orders (store.md §2.1). The state drives what can be done and is never shown; the status is its
 * label. A state has one default status; others are chosen by hand. One table says it all. */
#pragma once

#include "base/base.h"

#define ORDER_NEW     S("new")
#define ORDER_PENDING S("pending")
#define ORDER_HOLDED  S("holded")

#define ORDER_STATUSES_MOST 4
struct order_statuses {
    str at[ORDER_STATUSES_MOST];
    size_t n;
};
str order_state_of(str status); /* that a new order with this status has */
/* The statuses of a state, the default first; the present one is among them. */
struct order_statuses order_statuses_of(str state, str present);

str order_status_label(str status); /* English; an unknown one is its own label */
/* Whether customers see an order of this state. */
bool order_state_visible(str state);
/* The states that customers do not see, for the list of their orders. */
#define ORDER_HIDDEN_STATE S("pending_payment")
/* complete, closed and canceled orders change no more. */
bool order_state_final(str state);

/* All statuses, each once, in order; "": past the end. For filters. */
str order_status_at(size_t i);
