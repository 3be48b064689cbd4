/* Taxes by rules (store.md §7.6): a rule joins classes of customers and of products with rates of places. Rates of one
 * priority are added, those of a further one are on top of what came before (TX-01). All rates of a cart come by one
 * question. A rate is in millionths: 19 % is 190000. */
#pragma once

#include "domain/ctx.h"

#define TAX_ONE      1000000 /* 100 % */
#define TAX_STANDARD S("standard")
#define TAX_RETAIL   S("retail") /* the class of customers who are not signed in */

struct tax_place {
    str country, region, postcode;
};
/* A rate that a rule has for a class of products, in a place's country. */
struct tax_hit {
    i64 rate_id, priority;
    str product_class;
    str region, postcode; /* "*": all; a postcode may end in * or be a range: "38000-38999" */
    i64 ppm;
    str title; /* in the store view of the ctx; its identifier where it has none there */
};
struct tax_rates {
    LIST(struct tax_hit) hits; /* those of the place, by class and priority */
};
/* Where a buyer is whose place nobody knows. */
struct tax_place tax_home(const struct settings *s);
/* What the customer (0: nobody who is known) pays at the place. db: a ctx's or a work's. */
MUST err tax_rates_at(struct ctx *c, struct db *db, i64 customer_id, const struct tax_place *place,
                      struct tax_rates *out);
/* They will be asked for (db_ahead). */
void tax_rates_ahead(struct ctx *c, struct db *db, i64 customer_id, const struct tax_place *place);
/* For who reads the catalogue: by the class of the actor's group (actor.tax_class), on a page that is kept for all of it
 * (CA-06). */
MUST err tax_rates_shown(struct ctx *c, const struct tax_place *place, struct tax_rates *out);
void tax_rates_shown_ahead(struct ctx *c, const struct tax_place *place); /* db_ahead */

/* ---- pure ---- */

/* The rate of a class of products, 0 where there is none. */
i64 tax_of_class(const struct tax_rates *rates, str product_class);
/* What the rates are called that make it: "VAT", "State + City". */
str tax_name_of_class(struct arena *mem, const struct tax_rates *rates, str product_class);
/* "*", "38640", "386*", "38000-38999". */
bool tax_postcode_fits(str pattern, str postcode);
