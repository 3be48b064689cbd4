/* Ways to ship: one interface, a file each (ship_*.c), one table (shipping.c). A method says what it asks for what is
 * sent to where; settings say whether it is offered at all. Prices are with or without tax as the shop's shipping prices
 * are (setting); taxes are not this file's. */
#pragma once

#include "domain/ctx.h"
#include "domain/tax_shown.h"

/* What is sent, and where to. Values are after discounts. */
struct shipping_facts {
    str country, region, postcode;
    money value;         /* of what is sent, as the prices are: with or without tax */
    money value_net;     /* of the whole cart, without tax */
    money value_gross;   /* … with tax */
    money value_virtual; /* of what is not sent, as the prices are */
    i64 pieces, weight_g;
    bool free; /* a cart price rule pays for it */
};

/* The settings that each has (SHIPPING_SETTINGS). */
struct shipping_settings {
    bool enabled, show; /* show: also when it cannot be chosen, with its error */
    str title, name, error, countries;
    i64 sort;
    bool percent; /* the handling fee is a part of the price: 6.00 is 6 % (SM-02) */
    money handling;
};

struct shipping_method {
    str key; /* in the database and in settings: "flatrate" */
    struct shipping_settings (*settings)(const struct settings *s);
    /* What it asks, without handling. ERR_NOT_FOUND: it does not send this there. */
    err (*price)(struct ctx *c, struct db *db, const struct shipping_facts *f, money *out);
};

/* The members that ship_<key>.c returns, out of the settings that carry its key in their names. */
#define SHIPPING_SETTINGS(s, key)                                                                  \
    .enabled = (s)->key##_enabled, .show = (s)->key##_show, .title = (s)->key##_title,             \
    .name = (s)->key##_name, .error = (s)->key##_error, .countries = (s)->key##_countries,         \
    .sort = (s)->key##_sort
#define SHIPPING_HANDLING(s, key)                                                                  \
    .percent = str_eq((s)->key##_handling_type, S("P")), .handling = (s)->key##_handling

extern const struct shipping_method ship_flatrate, ship_tablerate, ship_freeshipping;

/* In the store view's words. */
struct shipping_offer {
    str key, title, name;
    money price;              /* with handling */
    struct price_shown shown; /* of an offer for a cart: as customers read it */
    str error;                /* why it cannot be chosen; "": it can */
};
struct shipping_offers {
    LIST(struct shipping_offer) at;
};
/* By sort order (CO-14, SM-06). db: a ctx's or a work's. */
MUST err shipping_offers(struct ctx *c, struct db *db, const struct shipping_facts *f,
                         struct shipping_offers *out);
/* One of them. ERR_NOT_FOUND: it cannot be chosen. */
MUST err shipping_offer(struct ctx *c, struct db *db, str key, const struct shipping_facts *f,
                        struct shipping_offer *out);

/* "Flat Rate - Fixed": as an order keeps it. */
str shipping_title(const struct ctx *c, str key);
/* The price with its handling fee: pure. */
money shipping_with_handling(money price, const struct shipping_settings *s);
