/* How many pieces there are. A product without a row has none. Taking is one statement with its condition, so that the
 * last piece is sold once. */
#pragma once

#include "domain/work.h"

#define STOCK_MOST 1000000000

/* Takes n pieces. *taken false: fewer are left and the product has no backorders; nothing was taken. *left: what is
 * there afterwards, negative when it is owed. */
MUST err stock_take(struct work *w, i64 product_id, i64 n, bool *taken, i64 *left);
void stock_take_ahead(struct work *w, i64 product_id, i64 n); /* the same will follow (db_ahead) */
/* Puts n pieces back. */
MUST err stock_give(struct work *w, i64 product_id, i64 n);
MUST err stock_set(struct work *w, i64 product_id, i64 qty, bool backorders);
