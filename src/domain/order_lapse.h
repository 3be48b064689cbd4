/* Orders that wait for a payment (pending_payment, store.md §2.2) end when it has not come within the Pending Payment Order
 * Lifetime of their website: a job of the program. */
#pragma once

#include "domain/ctx.h"

/* Cancels all whose time is over, each in a work of its own; one that cannot be canceled stays and does not keep the others.
 * An order whose store view is gone has the lifetime of Default Config. */
MUST err order_lapse(struct ctx *c);
