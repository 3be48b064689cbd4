/* What placing an order and changing one share: its search words, its addresses and names. */
#pragma once

#include "domain/order.h"

/* Number, names and e-mail address, for the keyword search. */
MUST err order_words_put(struct work *w, const struct order *o);
MUST err order_address_put(struct work *w, i64 order_id, str kind,
                           const struct customer_address *a);
str order_name_of(struct arena *mem, const struct customer_address *a); /* "Anna Berger" */
