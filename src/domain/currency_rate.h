/* The rates of exchange (Stores › Currency Rates): so many of a currency for one of a base currency, exact decimals, typed
 * or brought in as CSV. They are all websites' together. A pair without a rate is not offered to anybody; carts follow a new
 * rate at once, orders keep theirs. */
#pragma once

#include "domain/ctx.h"
#include "domain/exchange.h"
#include "domain/work.h"

#define CURRENCY_FILE_MOST  100000 /* bytes */
#define CURRENCY_LINES_MOST 2000

typedef LIST(struct exchange) currency_rates; /* rate 0: none */

/* What some store view allows beside its base currency, with or without a rate, and every rate that is stored. */
MUST err currency_rate_list(struct ctx *c, currency_rates *out);
/* Puts rates; rate 0 takes one away. Others stay. ERR_INVALID at "rate-EUR-USD": it is none. */
MUST err currency_rate_save(struct ctx *c, const struct exchange *rates, size_t n);

/* Reads a file of base, currency, rate; its first line is the heading. ERR_INVALID: a message at "csv" for each bad line,
 * with its number. Pure of the database. */
MUST err currency_rate_parse(struct ctx *c, str csv, currency_rates *out);
/* … and puts its rates; with a bad line nothing changes. */
MUST err currency_rate_import(struct ctx *c, str csv, i64 *n);
str currency_rate_csv(struct arena *mem, const currency_rates *rates);

/* "1.08": without zeros at its end. */
str currency_rate_text(struct arena *mem, i64 rate);
/* "rate-EUR-USD": the field of a pair. */
str currency_rate_field(struct arena *mem, const struct exchange *pair);
