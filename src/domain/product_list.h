/* The list of products in the back office, by default values. Staff that is bound to websites sees those of its websites. */
#pragma once

#include "data/list.h"
#include "domain/ctx.h"

struct product_row {
    i64 id;
    str sku, slug, name, picture;
    money price; /* by default */
    bool active, visible;
    i64 qty;
    str websites; /* their names, ", " between */
};
typedef LIST(struct product_row) product_rows;
extern const struct list product_list_of_all;
MUST err product_rows_of(struct ctx *c, const struct list_query *q, product_rows *out,
                         struct list_answer *answer);
