/* What the pages of the catalogue print. */
#pragma once

#include "domain/category.h"
#include "domain/product.h"
#include "domain/tax.h"
#include "domain/tax_shown.h"
#include "shop/frame.h"

/* A product in a list. */
struct shop_tile {
    str slug, name, picture; /* picture: its address */
    struct price_shown price;
    money before; /* 0: no special price */
    bool sold_out;
};
typedef LIST(struct shop_tile) shop_tiles;
/* Prices as the settings show them, with the taxes of the shop's own place (tax_home). */
MUST err shop_tiles_of(struct ctx *c, const product_list *products, shop_tiles *out);
/* The same for who has the rates of tax_home already. */
shop_tiles shop_tiles_at(struct ctx *c, const struct tax_rates *rates,
                         const product_list *products);
/* A price of the base currency as the catalogue shows it; rates: those of tax_home. */
struct price_shown shop_price(const struct ctx *c, const struct tax_rates *rates, str tax_class,
                              money price);
MUST err shop_home_rates(struct ctx *c, struct tax_rates *out);
void shop_home_rates_ahead(struct ctx *c); /* they will be asked for (db_ahead) */

/* Steps through a list; hrefs are "?…", "" where there is no such page. */
struct shop_pager {
    i64 page, pages, first, last, count;
    bool more; /* there are more than the list counts */
    str previous_href, next_href;
    str first_href; /* of pages without a number: back to those that have one; "": this page has one */
};
/* query: what stays in the address, "sort=name&", or "". ERR_NOT_FOUND: page lies behind the last one. */
MUST err shop_pager_make(struct arena *mem, i64 page, i64 per_page, i64 count, i64 most, str query,
                         struct shop_pager *out);
/* Of a page by key: the products before its first and behind its last one. */
struct shop_pager shop_pager_by_key(struct arena *mem, const product_list *products, bool before,
                                    bool behind, str query);

struct shop_home_page {
    const struct shop_frame *frame;
    category_list categories;
    shop_tiles latest;
};

struct shop_option {
    str value, label; /* label is English, or a number */
    bool on;
};
struct shop_category_page {
    const struct shop_frame *frame;
    struct category_shown category;
    category_list children;
    shop_tiles products;
    LIST(struct shop_option) sorts, sizes;
    struct shop_pager pager;
};

struct shop_product_page {
    const struct shop_frame *frame;
    struct product_shown product;
    struct price_shown price;
    money before;
    i64 tax_ppm;     /* 0: nothing is said of it */
    bool tax_on_top; /* the price that is shown does not contain it */
    bool buyable;
    bool few;                       /* worth telling how many are left */
    struct category_shown category; /* id 0: it is in none */
    shop_tiles neighbours;
};

struct shop_search_page {
    const struct shop_frame *frame;
    str words;
    shop_tiles products;
    struct shop_pager pager;
};
