/* Prices with and without their tax, as Tax › … Display Settings say (TX-03): what stands large, and what stands below
 * it. Pure. */
#pragma once

#include "base/base.h"
#include "base/str.h"

enum tax_shown { TAX_INCL = 0, TAX_EXCL, TAX_BOTH };
/* Of a setting's value. */
enum tax_shown tax_shown_of(str setting);

struct price_sides {
    money net, gross;
};
/* with_tax: the price contains its tax. */
struct price_sides price_sides_of(money price, bool with_tax, i64 ppm);

struct price_shown {
    money amount;
    bool both;
    money net;    /* if both */
    str currency; /* "": the reader's */
};
/* A line of an order or of its documents, in the currency that was paid and in the base one (sales_shown.h). */
struct sales_shown {
    struct price_shown price, subtotal, base_price, base_subtotal;
};
struct price_shown price_shown_of(struct price_sides sides, enum tax_shown how);
