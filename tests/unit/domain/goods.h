/* What tests of carts and orders begin with: products, addresses, and carts that are ready to be placed. */
#pragma once

#include "domain/address.h"
#include "domain/order_place.h"
#include "world.h"

struct goods {
    const char *sku; /* also its slug: "mug" */
    i64 price;       /* minor units, gross; 0: 1999 */
    i64 special_price;
    i64 stock, weight_g;
    bool backorders, virtual, hidden;
    const char *tax_class;             /* NULL: "standard" */
    const char *name, *name_de, *text; /* NULL: the SKU; none; "" */
    i64 category;                      /* 0: none */
    i64 position;
};
#define A_PRODUCT(w, ...) a_product((w), (struct goods){__VA_ARGS__})
i64 a_product(struct world *w, struct goods g);
i64 a_category(struct world *w, const char *slug, i64 sort_order);
void stock_is(struct world *w, i64 product_id, i64 qty);
i64 stock_of(struct world *w, i64 product_id);
/* After a test changed the tables below it: what the store views show. */
void works_out(struct world *w, i64 product_id);
void price_becomes(struct world *w, i64 product_id, i64 price);

struct customer_address an_address(const char *country); /* of Anna Berger, complete */

/* A visitor with a session of their own. */
struct ctx *as_guest(struct world *w);

/* The actor puts n pieces into the cart. */
void puts_in_cart(struct world *w, const char *slug, i64 n);
/* … and goes through step 1 with an address in this country. */
void chooses_shipping(struct world *w, const char *country);
struct order_placing placing_of(struct world *w); /* the form of step 2 */
/* All of it: cart, step 1, place. */
struct order buys(struct world *w, const char *slug, i64 n);
