/* The checkout's two steps on the actor's cart: where it goes and how, then review, payment and placing
 * (order_place.h). What was chosen is kept with the cart; nothing of it is trusted again without a check. */
#pragma once

#include "domain/address.h"
#include "domain/cart.h"
#include "domain/payment.h"

#define CHECKOUT_BOOK_MOST 50 /* entries of the address book that are offered */

struct checkout_address {
    i64 cart_id;
    str kind;       /* "shipping", "billing" */
    i64 address_id; /* out of the address book; 0: typed */
    str first_name, last_name, company, street1, street2, city, region, postcode, country, phone,
        vat_id;
    bool save_in_book;
};
struct customer_address checkout_as_address(const struct checkout_address *a);

struct checkout {
    struct cart cart;
    bool guest;
    bool
        closed; /* the browser only remembers the customer: they sign in first (PC-03); no address is given */
    struct address_page book; /* of a customer */
    i64 default_id;           /* the entry that is offered first, 0: none */
    struct checkout_address
        shipping; /* cart_id 0: not chosen yet; of a virtual cart it is the billing address */
    struct checkout_address billing; /* differs from shipping only if cart.billing_same is false */
    bool ready;                      /* step 1 is done */
};
/* ERR_NOT_FOUND: there is nothing in the cart. */
MUST err checkout_get(struct ctx *c, struct checkout *out);
/* The addresses inside a work, of a cart that may be closed. */
MUST err checkout_addresses(struct ctx *c, struct db *db, i64 cart_id,
                            struct checkout_address *shipping, struct checkout_address *billing);
void checkout_addresses_ahead(struct db *db, i64 cart_id); /* they will be asked for (db_ahead) */

struct checkout_step {
    str email;      /* of a guest */
    i64 address_id; /* Ship Here: an entry of the actor's own address book; 0: the address below */
    struct customer_address address;
    bool save_in_book; /* keep the new address when the order is placed (CO-13) */
    str shipping_method;
};
/* Whether a guest is told that this address has an account: only where the shop says so (CO-12). */
MUST err checkout_has_account(struct ctx *c, str email, bool *has);
/* Step 1. ERR_INVALID: messages at the members' names; "address_id" for an entry that is not theirs. */
MUST err checkout_save(struct ctx *c, const struct checkout_step *in);
/* Inside the work that places the order: a billing address of its own. */
MUST err checkout_put_billing(struct work *w, i64 cart_id, const struct customer_address *a);
/* … and before it, so that what depends on it (taxes, payment methods) is shown before it is charged. Without one (NULL)
 * it is the shipping address again. */
MUST err checkout_save_billing(struct ctx *c, const struct customer_address *a);

/* ---- for an order that staff makes (ctx.draft): each part is kept on its own, in any order ---- */

/* kind: "shipping", "billing". Uses address and save_in_book of `in`. Messages as for step 1. */
MUST err checkout_put_address(struct ctx *c, str kind, const struct checkout_step *in);
/* The address must be there. ERR_INVALID at "shipping_method". */
MUST err checkout_put_method(struct ctx *c, str shipping_method);
/* Inside a work: an address as it is, unchecked. */
struct checkout_address checkout_address_of(i64 cart_id, str kind,
                                            const struct customer_address *a);
MUST err checkout_address_put(struct work *w, const struct checkout_address *row);
MUST err checkout_put_email(struct ctx *c, str email); /* of a guest; ERR_INVALID at "email" */

/* What payment depends on: of a cart, billed to this country. */
struct payment_facts checkout_payment_facts(const struct cart *k, str country);
/* A person's e-mail address, well enough formed to be written to. */
bool checkout_email_ok(str email);
