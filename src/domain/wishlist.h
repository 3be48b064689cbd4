/* A customer's wish list: products kept for later. Always the actor's own (R35). */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

#define WISHLIST_MOST 200

struct wishlist_item {
    i64 product_id;
    str slug, sku, name, picture, tax_class;
    money price, special_price; /* price: what a piece costs now */
    bool shown, backorders;     /* shown: it has a page */
    i64 qty;
    bool buyable; /* shown, and in stock or orderable without */
    when added_at;
};
struct wishlist {
    LIST(struct wishlist_item) at; /* the latest first */
};
/* The names are those of c->view. */
MUST err wishlist_get(struct ctx *c, i64 customer_id, struct wishlist *out);
/* Adding what is there already is fine. ERR_NOT_FOUND: no such product. ERR_INVALID: the list is full. */
MUST err wishlist_add(struct ctx *c, str slug);
MUST err wishlist_remove(struct ctx *c, str slug);
