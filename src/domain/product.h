/* Products: the record with its default values, and what the storefront shows of them. A product is in some of the websites,
 * and exists nowhere else; a website may have prices of its own, a store view texts, status and visibility of its own
 * (product_edit.h). What each view shows is worked out when something is saved (product_index), never when a page is made.
 * Inactive products do not exist for the storefront; hidden ones have no page and stand in no list. */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

#define PRODUCT_PRICE_MOST 1000000000 /* minor units */

struct product {
    i64 id;
    str sku, slug;
    bool active, visible;
    money price;         /* gross */
    money special_price; /* 0: none */
    str tax_class;       /* "standard", "reduced", "none" */
    bool virtual;        /* nothing is shipped */
    i64 weight_g;
    str picture; /* an asset */
    when created_at;
    i64 version;
};
extern const struct record product_record;

struct product_text {
    i64 product_id, store_view_id;           /* store_view_id 0: the default text */
    str name, name_fold, brief, description; /* name_fold is worked out */
};
extern const struct record product_text_record;

/* As a store view shows it. Lists come without brief and description. */
struct product_shown {
    i64 id;
    str sku, slug, name, brief, description, picture;
    money price;         /* the regular one */
    money special_price; /* 0: none */
    str tax_class;
    bool virtual;
    i64 qty; /* in stock */
    bool backorders;
};
extern const struct record product_shown_record;
typedef LIST(struct product_shown) product_list;

money product_price(const struct product_shown *p); /* what a piece costs now */
bool product_buyable(const struct product_shown *p);

/* ERR_NOT_FOUND: none, or not for the storefront. */
MUST err product_by_slug(struct ctx *c, str slug, struct product_shown *out);

enum product_order { PRODUCTS_BY_POSITION, PRODUCTS_BY_NAME, PRODUCTS_BY_PRICE };
struct product_query {
    i64 category_id;
    enum product_order order;
    i64 page, per_page; /* page from 1; what lies beyond PRODUCTS_MOST has no number */
};
#define PRODUCTS_MOST 1000
/* What a category lists. *count stops at PRODUCTS_MOST. */
MUST err product_list_of(struct ctx *c, const struct product_query *q, product_list *out,
                         i64 *count);
/* The same by key, at any depth for the same cost: what stands behind a product of the list, or before it. *more: there is
 * another page in that direction. ERR_NOT_FOUND: the list does not have the product. */
enum product_way { PRODUCTS_BEHIND, PRODUCTS_BEFORE };
MUST err product_list_from(struct ctx *c, const struct product_query *q, enum product_way way,
                           i64 product_id, product_list *out, bool *more);
/* The latest ones, for the home page; neighbours of a product in its first category (category_of_product, whose id it
 * gets for the page's tags), for "Goes well with". */
MUST err product_latest(struct ctx *c, i64 most, product_list *out);
MUST err product_neighbours(struct ctx *c, i64 category_id, i64 product_id, product_list *out);
/* The same for a product of a cart: what is in the cart is left out. */
MUST err product_cross_sells(struct ctx *c, i64 cart_id, i64 product_id, product_list *out);
void product_neighbours_ahead(struct ctx *c,
                              i64 product_id); /* they will be asked for (db_ahead) */

struct product_place {
    i64 category_id, position;
};
struct product_new {
    struct product product;           /* id and version are given */
    const struct product_text *texts; /* product_id is given; one of them is the default */
    size_t n_texts;
    const i64 *websites; /* NULL: all */
    size_t n_websites;
    const struct product_place *places;
    size_t n_places;
    i64 stock;
    bool backorders;
};
/* Makes the product with texts, categories, stock, search words and listing rows. ERR_CONFLICT: SKU or slug is taken. */
MUST err product_create(struct work *w, const struct product_new *in, i64 *id);
/* before: as read in this work. Also puts its listing rows in order. ERR_CONFLICT: somebody saved first. */
MUST err product_save(struct work *w, const struct product *before, const struct product *after);
MUST err product_get(struct ctx *c, struct db *db, i64 id, struct product *out);
/* Makes anew what the store views show of a product, with its search words and listing rows: after anything of it changed. */
MUST err product_index(struct work *w, i64 product_id);
/* Stored pages that show it, and the lists that have it or had it before this work. */
MUST err product_drop_pages(struct work *w, i64 product_id);
