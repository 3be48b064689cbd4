/* The shopping cart: one open cart a customer, one a visitor's session. Whose it is, is decided in one place from the
 * actor: staff acting for a customer works on the customer's real cart, and no other cart is ever touched (CO-09). A visitor
 * whose browser remembers a customer sees and changes the customer's cart, and can do nothing else with it (remember.h).
 * Amounts are worked out when the cart is read, never stored. */
#pragma once

#include "domain/cart_rule.h"
#include "domain/ctx.h"
#include "domain/shipping.h"
#include "domain/tax.h"
#include "domain/totals.h"
#include "domain/work.h"

#define CART_QTY_MOST   10000 /* pieces of a line */
#define CART_LINES_MOST 100

enum cart_trouble {
    CART_FINE = 0,
    CART_GONE,
    CART_SHORT
}; /* GONE: not sold any more; SHORT: too few in stock */

struct cart_line {
    i64 item_id, product_id;
    str sku, slug, name, picture;
    money price, special_price; /* of a piece, in the base currency */
    money custom_price;         /* set by staff, in the base currency; minor -1: none */
    str tax_class;
    bool virtual, available, backorders;
    bool elsewhere;           /* not in the website of the store view */
    i64 qty, stock, weight_g; /* weight_g: of a piece */
    i64 tax_ppm;
    enum cart_trouble trouble;
    struct totals_line sums;                        /* as the buyer pays it (ctx.exchange) */
    struct totals_line base;                        /* in the base currency */
    struct price_shown price_shown, subtotal_shown; /* as customers read them */
};

struct cart {
    i64 id; /* 0: there is none yet, which is an empty one */
    i64 customer_id, session_id, store_view_id, version;
    str email; /* of a guest in the checkout */
    str shipping_method, payment_method;
    bool billing_same;
    str coupon;          /* the code that was entered; rules.coupon tells whether it counts */
    struct tax_place to; /* where it goes, as far as that is known */
    struct tax_place billed;
    const struct tax_place
        *asked; /* somewhere else it might go: what it would cost there; NULL: nobody asks */
    LIST(struct cart_line) lines;
    i64 pieces;
    struct cart_rule_result rules;
    struct shipping_facts shipping; /* what the ways to ship look at */
    i64 shipping_ppm;               /* the tax on shipping */
    str shipping_tax_name;
    bool virtual;         /* nothing of it is shipped */
    bool trouble;         /* some line cannot be sold as it stands */
    struct totals totals; /* as the buyer pays it */
    struct totals base;   /* in the base currency: what is decided is decided by it */
};

/* Whom the cart is for: the acting customer, or whom the order is made for by staff. 0: a guest. */
i64 cart_buyer(const struct ctx *c);
/* Begins a work on the cart as `own` does for buyers; of staff's draft with the draft's rights (order_draft.h). */
MUST err cart_work(struct ctx *c, enum action own, struct work *w);

/* The actor's open cart, or an empty one; of ctx.draft if there is one, as everything below. */
MUST err cart_get(struct ctx *c, struct cart *out);
/* The same with the prices of a place that it might go to, and the ways to ship it there (CO-06). method: the one that
 * counts in the sums, "" for the one that was chosen before. Nothing is kept. */
MUST err cart_estimate(struct ctx *c, const struct tax_place *to, str method, struct cart *out,
                       struct shipping_offers *offers);
/* The same inside a work. */
MUST err cart_read(struct work *w, struct cart *out);
/* The open cart of an account, for the back office. */
MUST err cart_of_customer(struct ctx *c, i64 customer_id, struct cart *out);
/* The ways to ship it to a place, their prices as the cart's are: with or without tax, in the currency that is shown. */
MUST err cart_offers(struct ctx *c, struct db *db, const struct cart *k, const struct tax_place *to,
                     struct shipping_offers *out);
/* The amounts that stand below it, by CO-22. */
struct totals_rows cart_totals_rows(const struct cart *k, const struct totals_look *look);
/* As customers read them (TX-03); staff reads the amounts as they are: NULL. */
struct totals_look cart_look(const struct settings *s);

/* Adds pieces of a product. A visitor without a session gets one: *token is its cookie, else "". ERR_NOT_FOUND: no such
 * product. ERR_INVALID at "qty": not that many can be had; nothing was added. */
MUST err cart_add(struct ctx *c, str slug, i64 qty, str *token);

/* Pieces of products, by id, for an order that is placed again: hidden ones too, since they were bought before. What
 * cannot be had in full is left out; *left says how many lines that are. What was in the cart stays. */
struct cart_again {
    i64 product_id, qty;
};
MUST err cart_put_again(struct work *w, const struct cart_again *items, size_t n, i64 *left);
MUST err cart_add_again(struct ctx *c, const struct cart_again *items, size_t n, i64 *left);

/* Chosen by staff for a draft, disabled and hidden ones too. All or none; ERR_INVALID at "add-<product id>". */
MUST err cart_add_chosen(struct ctx *c, const struct cart_again *items, size_t n);

struct cart_change {
    i64 item_id;
    i64 qty;        /* 0 takes the line out */
    bool has_price; /* of a draft only: price is the line's own, minor -1 takes it away */
    money price;
};
/* Sets quantities, all or none. ERR_INVALID at "qty-<item id>": not that many can be had. Lines that are gone or not the
 * actor's are passed over. */
MUST err cart_set(struct ctx *c, const struct cart_change *changes, size_t n);
/* What is out already is fine. ERR_NOT_FOUND: there is no cart. */
MUST err cart_remove(struct ctx *c, i64 item_id);

/* Takes everything out (CO-04). ERR_DENIED: the shop does not offer that. */
MUST err cart_clear(struct ctx *c);

/* CO-07: what it has to be worth before it can be ordered, in the base currency, 0: anything. Staff's drafts may be
 * worth anything. */
money cart_least(const struct ctx *c);
bool cart_is_too_small(const struct ctx *c, const struct cart *k);
/* Says so: ERR_INVALID with the shop's words, or OK. */
MUST err cart_check_least(struct ctx *c, const struct cart *k);

/* One code at a time (CO-05). ERR_INVALID at "coupon": it does not count for this cart, or there were too many tries. An
 * empty one takes it out. */
MUST err cart_coupon(struct ctx *c, str code);

/* Inside the work of a sign-in: the lines of a session's cart join the customer's (CO-08). Nothing to merge is fine. */
MUST err cart_merge(struct work *w, i64 session_id, i64 customer_id);

/* Inside the work in which a browser forgets the customer: a session's cart gets the lines of the customer's, which stays. */
MUST err cart_copy(struct work *w, i64 customer_id, i64 session_id);

/* The actor's open cart inside a work, made if there is none, with its lines but without sums. *token: see cart_add. */
MUST err cart_make(struct work *w, struct cart *out, str *token);

/* Closes the actor's cart for good, as the first step of an order, and gives it with its lines. ERR_NOT_FOUND: no such
 * cart of theirs. *closed: it had been closed before, and only its id is given. */
MUST err cart_take(struct work *w, i64 cart_id, struct cart *out, bool *closed);
void cart_take_ahead(struct work *w, i64 cart_id); /* it is what the work begins with (db_ahead) */
