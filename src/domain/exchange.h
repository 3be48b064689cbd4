/* Currencies beside the base one. Prices, settings, rules and reports are in the base currency of the website; buyers
 * may see and pay in another one that the store view allows and that has a rate (currency_rate.h).
 *
 * This is the one place where an amount of the base currency becomes one of another: a piece's price, a shipping price,
 * a discount, a threshold that people are told. What follows from these — row totals, taxes, sums — is never converted:
 * it is worked out twice by the same functions (totals.h, part_of), from the base amounts and from the converted ones,
 * so that it adds up to the minor unit in either currency. Whatever is decided (which rule, which way to ship or pay,
 * whether it is enough, what is left to refund) is decided in the base currency.
 *
 * Halves are rounded away from zero, to the minor units of the currency (JPY 0, EUR 2, TND 3 digits). */
#pragma once

#include "base/base.h"
#include "domain/totals.h"

struct ctx;
struct store_view;

#define EXCHANGE_SCALE  100000000LL /* a rate of 1.08 is 108000000 */
#define EXCHANGE_DIGITS 8
#define EXCHANGE_MOST   (1000000 * EXCHANGE_SCALE)

struct exchange {
    str base, currency;
    i64 rate; /* of `currency` for one of `base`, times EXCHANGE_SCALE */
};

/* Pure. x NULL: the amount as it is. */
money exchange(const struct exchange *x, money base);
/* The same lines at converted prices: subtotals and discounts are there, taxes are not worked out yet. A line that costs
 * nothing costs nothing in any currency; the discounts together are the converted discount. */
void exchange_lines(const struct exchange *x, const struct totals_line *base, size_t n,
                    struct totals_line *out);

/* What the actor is shown and pays in (ctx.exchange): the amount, and its currency. */
money exchange_shown(const struct ctx *c, money base);
str exchange_currency(const struct ctx *c);
i64 exchange_rate(const struct ctx *c); /* times EXCHANGE_SCALE */

/* One of those that the view offers. NULL: it does not; its own base currency is the offer with rate 1. */
const struct exchange *exchange_find(const struct store_view *v, str currency);
