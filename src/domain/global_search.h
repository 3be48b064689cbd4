/* The search of the back office's top bar: orders by number or name, customers by name or e-mail, products by SKU or
 * name; only the kinds that the actor may list (UI-03). */
#pragma once

#include "domain/ctx.h"

#define GLOBAL_SEARCH_MOST 20 /* of each kind */

struct search_hit {
    i64 id;
    str ref;   /* customer: ref; product: slug */
    str title; /* number, name */
    str sub;
};
struct search_hits {
    struct search_hit *at;
    size_t n;
    bool allowed; /* the actor may look for this kind */
    bool more;
};
struct global_search {
    struct search_hits orders, customers, products;
};
/* An empty text finds nothing. */
MUST err global_search(struct ctx *c, str typed, struct global_search *out);
