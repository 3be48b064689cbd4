/* The demo store's second website: in another currency, on a host of its own; and the currencies of the first one. */
#pragma once

#include "domain/ctx.h"

#define DEMO_US_VIEW S("us_en")

/* Website, store and store view, filled with the products that are there, and one customer: carol@example.com, who allows
 * remote shopping assistance. hash: of her password. Of the products (by id) some get a price of their own there, one is
 * only in the main website and one only in the new one. */
MUST err demo_us_website(struct ctx *c, const i64 *products, size_t n, str hash);
/* The store view (of the main website) shows prices in francs and dollars, too. */
MUST err demo_currencies(struct ctx *c, i64 store_view_id);
/* us.localhost leads to this machine in every browser: the store view's base URL follows the port of the server. */
MUST err demo_at_port(struct ctx *c, int port);
