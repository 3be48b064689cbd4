/* Who looks at the page, for its holes (holes.def). */
#pragma once

#include "base/base.h"

struct assist_view;

struct shop_language {
    str name, href, lang;
    bool here;
};

struct shop_currency {
    str code;
    bool here;
};

struct shop_person {
    str name;       /* "": a visitor */
    str remembered; /* whom a visitor's browser knows; "": nobody */
    i64 cart_count;
    str mini_cart; /* the address of the list behind the cart's icon; "": there is none */
    const struct assist_view *assist;      /* staff acts for the customer; NULL: nobody does */
    LIST(struct shop_language) languages;  /* empty when there is only one */
    LIST(struct shop_currency) currencies; /* the same */
    str back;                              /* of their links: "next=…", or "" */
};
