/* What the customer of a draft has in the cart, on the wish list, and ordered last: staff puts it into the order with a
 * tick. The customer's own cart stays as it is. */
#pragma once

#include "domain/order_draft.h"

enum draft_activity { ACTIVITY_CART, ACTIVITY_WISHES, ACTIVITY_ORDERED, ACTIVITIES };
str draft_activity_label(enum draft_activity k); /* English: "Shopping Cart" */

struct activity_item {
    i64 product_id, qty;
    str name, sku;
};
typedef LIST(struct activity_item) activity_items;

/* Of a guest there is nothing. c is at the draft's desk. */
MUST err draft_activity(struct ctx *c, const struct order_draft *d, enum draft_activity k,
                        activity_items *out);
