/* Products as the back office edits them (Catalog › Products), in a scope: All Store Views holds the default values, a store
 * view has texts, status and visibility of its own, its website prices of its own (while Catalog Price Scope is Website).
 * What a scope does not have of its own it inherits; all else is global.
 *
 * Staff whose role is bound to websites reaches the products of these websites and saves in their views only: default
 * values, stock, categories and websites belong to all. */
#pragma once

#include "domain/product.h"

#define PRODUCT_PLACES_MOST   100 /* categories of a product */
#define PRODUCT_WEBSITES_MOST 100

struct store_view;

/* Which values the scope has of its own; of All Store Views all. */
struct product_own {
    bool name, brief, description, active, visible, price, special_price;
};
struct product_ids {
    i64 at[PRODUCT_PLACES_MOST];
    size_t n;
};
struct product_edit {
    struct product
        product; /* as it holds in the scope; id 0: a new one. slug "": made of the name */
    struct product_text text;
    struct product_own own;
    i64 qty, qty_seen; /* saving adds the difference: orders go on meanwhile */
    bool backorders;
    struct product_ids websites, categories;
};

bool product_prices_are_of_websites(const struct ctx *c);
/* What holds in the view, or (view NULL) by default. ERR_NOT_FOUND: none, or out of reach. */
MUST err product_edit_get(struct ctx *c, i64 id, const struct store_view *view,
                          struct product_edit *out);
/* The default values and all that is global. ERR_INVALID: messages at sku, slug, name, qty; at "version": somebody saved
 * first, and nothing was written. */
MUST err product_edit_save(struct ctx *c, const struct product_edit *in, i64 *id);
/* What the view and its website have of their own: what is not own is removed there. The same messages. */
MUST err product_edit_save_in(struct ctx *c, const struct store_view *view,
                              const struct product_edit *in);
/* Carts and wish lists lose it; orders keep their items. */
MUST err product_delete(struct ctx *c, i64 id);
