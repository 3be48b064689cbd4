/* What the pages of cart and checkout print. */
#pragma once

#include "domain/checkout.h"
#include "domain/order.h"
#include "domain/terms.h"
#include "shop/catalog_pages.h"
#include "web/address_form.h"

struct shop_sums {
    LIST(struct totals_row) rows;
    str currency; /* "": the store view's */
};
struct shop_sums shop_sums_of(struct arena *mem, struct totals_rows rows, str currency);
/* Where in the checkout the reader is: step 1 or 2. */
struct shop_steps {
    int at;
};

struct shop_cart_line {
    const struct cart_line *line;
    str field; /* the name of its quantity: "qty-12" */
    str qty;
    struct price_shown price, subtotal;
    bool gone, few; /* cannot be sold as it stands */
};
typedef LIST(struct shop_cart_line) shop_cart_lines;
/* At most so many of the cart's lines, from one on. */
shop_cart_lines shop_cart_lines_of(struct arena *mem, const struct cart *k, size_t from,
                                   size_t most);
/* The shop's words about the least that an order has to be worth. */
str cart_least_note(struct request *r);

/* Estimate Shipping and Tax: what it would cost to send the cart somewhere. */
struct shop_estimate {
    bool asked; /* somebody asked: the ways are there */
    struct tax_place to;
    struct part_options countries, regions; /* no regions: free text */
    struct shipping_offers ways;
    str way; /* the key of the one that is in the sums; "": none */
};
struct shop_cart_page {
    const struct shop_frame *frame;
    struct cart cart;
    shop_cart_lines lines; /* of this page */
    struct shop_pager pager;
    shop_tiles cross_sells;
    struct shop_sums totals;
    struct shop_estimate estimate;
    bool clearable;
    bool too_small;   /* to be ordered */
    str least;        /* the shop's words about that */
    bool keeps;       /* lines can be moved to the wish list: somebody is signed in */
    bool coupon_lost; /* its code no longer counts for what is in the cart */
};

struct shop_mini_cart_page {
    const struct shop_frame *frame;
    struct cart cart;
    shop_cart_lines lines;
    i64 further; /* lines that are not named */
    i64 count;   /* pieces or lines, as configured */
    bool scrolls;
    struct shop_sums totals; /* the subtotal */
    bool too_small;
    str least;
    str next; /* the page behind it; "": unknown */
};

/* The order summary beside the checkout; how many lines it has at most is a setting. */
struct shop_summary {
    struct {
        const struct cart_line *at;
        size_t n;
    } lines;
    i64 further; /* lines that are not named */
    struct shop_sums totals;
};

struct shop_choice {
    i64 id;
    struct address_lines lines;
    bool on;
};
struct shop_checkout_page {
    const struct shop_frame *frame;
    struct shop_summary summary;
    bool guest, virtual;
    str has_account; /* the address of a guest who is told that it has an account; "": nobody is told */
    bool allowed; /* may go on: is signed in, or guests may buy here */
    str known;    /* whom the browser remembers */
    str next;     /* of the sign-in page: leads back here */
    bool guests;  /* may go on as a guest who is not remembered any more */
    str email;
    bool fresh; /* a new address is typed; otherwise one of the choices is picked */
    LIST(struct shop_choice) choices;
    struct part_address form;
    struct shipping_offers ways;
    str way; /* the key of the one that is chosen */
};

struct shop_payment {
    str key, title;
    str number;     /* English label of what it asks for; "": nothing */
    LIST(str) note; /* lines */
    bool on;
};
struct shop_terms {
    str name, checkbox;
    str field; /* of its box: "terms_3" */
    bool manual;
    LIST(str) lines;
};
struct shop_payment_page {
    const struct shop_frame *frame;
    struct shop_summary summary;
    i64 cart_id;
    money total;
    str currency;
    bool billing_same;
    bool billing_last; /* the billing address stands behind the ways to pay */
    str email;
    struct address_lines address; /* shipping */
    str shipping_title;
    struct price_shown shipping;
    LIST(struct shop_payment) payments;
    LIST(struct shop_terms) terms;
    struct part_address form;
};

/* Of a cart that is not shipped: all of it at once. */
struct shop_virtual_page {
    struct shop_checkout_page step;
    struct shop_payment_page pay;
};

struct shop_success_page {
    const struct shop_frame *frame;
    const struct order *order;
    bool customer;
};
