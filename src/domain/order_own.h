/* What customers do with their own orders, and staff for them: order again, cancel; and how a guest finds an order. */
#pragma once

#include "domain/order_life.h"

#define ORDER_REASON_MOST 200 /* characters */

struct order_own {
    bool
        may_reorder; /* SF-38: allowed by settings, in a state for it, everything of it can be bought */
    bool may_cancel; /* SF-41, SF-42: allowed by settings, pending or processing, nothing shipped */
};
MUST err order_own_facts(struct ctx *c, const struct order *o, const order_items *items,
                         struct order_own *out);

/* Puts the order's items into the actor's cart beside what is there (SF-39, SF-40). *left: lines that could not be had.
 * ERR_NOT_FOUND: no such order of theirs, or not to be ordered again. */
MUST err order_again(struct ctx *c, str number, i64 *left);

/* The reasons of the settings, a line each; never none. */
typedef LIST(str) order_reasons;
order_reasons order_cancel_reasons(struct ctx *c);
/* SF-43 to SF-45: cancels what is not invoiced and gives back what was paid, with the pieces to stock. ERR_INVALID at
 * "reason": not one of the list. ERR_CONFLICT: the order is another one meanwhile; nothing changed. */
MUST err order_cancel_own(struct ctx *c, str number, i64 version, str reason);

/* SF-46: a guest's order by its number, the last name of its billing address and its e-mail; all three must fit, and the
 * answer does not say which does not. ERR_INVALID: none, or too many tries from this address. */
MUST err order_of_guest(struct ctx *c, str number, str last_name, str email, struct order *out);
