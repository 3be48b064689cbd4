/* What the action log keeps of a change of a product: values before and after, as people read them. */
#pragma once

#include "domain/product_edit.h"

/* Names the product as touched. view NULL: of All Store Views; else what the view and its website have of their own.
 * before NULL: created; after NULL: deleted. */
void product_log(struct work *w, const struct store_view *view, const struct product_edit *before,
                 const struct product_edit *after);
