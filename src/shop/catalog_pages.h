/* What the pages of the catalogue print. */
#pragma once

#include "domain/category.h"
#include "domain/product.h"
#include "shop/frame.h"

/* A product in a list. */
struct shop_tile {
    str slug, name, picture; /* picture: its address */
    money price, before;     /* before 0: no special price */
    bool sold_out;
};
typedef LIST(struct shop_tile) shop_tiles;
shop_tiles shop_tiles_of(struct arena *mem, const product_list *products);

/* Steps through a list; hrefs are "?…", "" where there is no such page. */
struct shop_pager {
    i64 page, pages, first, last, count;
    bool more; /* there are more than the list counts */
    str previous_href, next_href;
};
/* query: what stays in the address, "sort=name&", or "". ERR_NOT_FOUND: page lies behind the last one. */
MUST err shop_pager_make(struct arena *mem, i64 page, i64 per_page, i64 count, i64 most, str query,
                         struct shop_pager *out);

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
    money price, before;
    i64 tax_ppm; /* of the default country; 0: nothing is said */
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
