/* All tax rates at once, as files bring and take them. */
#pragma once

#include "domain/tax_rate_file.h"

#define TAX_RATES_AT_ONCE 1000
#define TAX_LOGGED_MOST   200 /* changed rates of an import that the log has one by one */

/* The next ones by their identifiers, TAX_RATES_AT_ONCE at most, with all their titles. after "": the first; none: the end.
 * db: a ctx's or a work's. */
MUST err tax_rate_batch(struct db *db, struct arena *mem, str after, tax_rate_edits *out);
/* Puts checked rates, each in the place of the one that has its identifier, and of its titles those that are given. What is
 * as it was is not written. */
MUST err tax_rate_store(struct ctx *c, const tax_rate_edits *rows);
