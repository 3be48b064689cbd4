/* What the files of the cart share: its rows, whose it is, and reading it. */
#pragma once

#include "domain/cart.h"

extern const struct record cart_record, cart_line_record;

/* A statement that finds a cart, with its values. */
struct cart_finder {
    const struct sql *q; /* NULL: there is none to find */
    struct val values[4];
};
struct args cart_finder_args(const struct cart_finder *f);

/* The account whose open cart the actor works on; 0: none, a visitor's own one is meant. */
i64 cart_owner(const struct ctx *c);

/* The actor's open cart without its lines. ERR_NOT_FOUND: there is none. */
MUST err cart_head(struct ctx *c, struct db *db, struct cart *out);
void cart_head_ahead(struct ctx *c, struct db *db);

/* The pieces of the order that a draft replaces come back to stock when it is placed: they are counted in. */
MUST err cart_count_held(struct ctx *c, struct db *db, struct cart_line *lines, size_t n);

/* Its lines, without prices; and with them, rules and totals. */
MUST err cart_fill_lines(struct ctx *c, struct db *db, struct cart *k);
MUST err cart_fill(struct ctx *c, struct db *db, struct cart *k);
void cart_fill_ahead(struct ctx *c, struct db *db, const struct cart *k);
