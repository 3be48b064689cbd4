/* What a cart costs: taxes of the place, cart price rules, shipping, and the sums. Inside of cart.c; others read the
 * cart. */
#pragma once

#include "domain/cart.h"

/* Lines, email, coupon and method are there; prices, discounts, taxes and sums are worked out. A way to ship that is no
 * longer to be had is taken off. */
MUST err cart_price(struct ctx *c, struct db *db, struct cart *k);
/* What it begins with will be asked for (db_ahead). */
void cart_price_ahead(struct ctx *c, struct db *db, const struct cart *k);
