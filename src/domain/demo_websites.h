/* The demo store's second website: in another currency, on a host of its own; and the currencies of the first one. */
#pragma once

#include "domain/ctx.h"

#define DEMO_US_VIEW S("us_en")

struct demo_us {
    i64 website_id, view_id;
};
/* Website, store and store view, while there are no products yet: those that follow are in both websites. Prices are of
 * websites from then on. */
MUST err demo_us_website(struct ctx *c, struct demo_us *out);
/* Of the products (by id) some get a price of their own there, one is only in the main website and one only in this one. */
MUST err demo_us_goods(struct ctx *c, const struct demo_us *us, const i64 *products, size_t n);
/* carol@example.com, who allows remote shopping assistance. hash: of her password. */
MUST err demo_us_people(struct ctx *c, const struct demo_us *us, str hash);
/* The store view (of the main website) shows prices in francs and dollars, too. */
MUST err demo_currencies(struct ctx *c, i64 store_view_id);
/* us.localhost leads to this machine in every browser: the store view's base URL follows the port of the server. */
MUST err demo_at_port(struct ctx *c, int port);
