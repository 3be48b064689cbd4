/* Tax rates as a file: identifier, country, region, postcode, rate. A rate that is there under its identifier is changed,
 * others are added, none is removed; with an error in any line nothing changes. */
#pragma once

#include "domain/tax_rule.h"

#define TAX_FILE_MOST  262144 /* bytes */
#define TAX_LINES_MOST 1000

/* Pure. ERR_INVALID at "csv": the lines that are wrong, by their numbers. */
MUST err tax_rate_parse(struct ctx *c, str csv, tax_rate_list *out);
MUST err tax_rate_import(struct ctx *c, str csv, i64 *n);
str tax_rate_csv(struct arena *mem, const tax_rate_list *rates);
