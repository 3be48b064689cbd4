/* What customers are told about their orders, in the order's language and with the settings of its store view. A kind of mail
 * that is switched off ("Sales Emails") is OK and writes nothing. */
#pragma once

#include "domain/order.h"

/* The confirmation of an order that was just placed, or the same once more. */
MUST err order_mail_new(struct work *w, const struct order *o, const order_items *items,
                        const struct order_addresses *a);
/* A comment of the store, with the order's status. */
MUST err order_mail_update(struct work *w, const struct order *o, str comment);
