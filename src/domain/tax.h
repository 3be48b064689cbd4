/* Tax rates by country and tax class ("standard", "reduced", "none"). Prices are gross and the same in every country;
 * the country that is delivered to decides how much of them is tax (store.md §7.6: based on the shipping address). */
#pragma once

#include "domain/ctx.h"

#define TAX_STANDARD S("standard") /* of shipping, too */

/* Thousandths; 0 where no rate is known. db: a ctx's or a work's. */
MUST err tax_rate(struct db *db, str country, str tax_class, i64 *permille);
