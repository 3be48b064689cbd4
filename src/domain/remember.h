/* Persistent Shopping Cart: a browser that a customer asked to remember them (store.md §7.7). After the session it still
 * knows their name and their cart, and nothing else: who is remembered stays a visitor and may what visitors may.
 * The database keeps a hash of the browser's own token. Staff acting for a customer is never remembered (PC-04). */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

struct remembered {
    i64 id;
    struct hash hash; /* what form tokens are made from */
    i64 customer_id;
    str name;       /* "Anna Berger" */
    bool has_cart;  /* the cart is remembered too (setting) */
    i64 cart_count; /* pieces or lines, as configured */
};

/* Whether the actor is a visitor whose cart is that of a remembered customer. */
bool remember_has_cart(const struct ctx *c);

/* Whose browser it is. ERR_NOT_FOUND: unknown, too old, ended, or nobody is to be remembered. */
MUST err remember_find(struct ctx *c, str token, struct remembered *out);
/* Remembers the customer of a session that was just opened: *token is the new cookie, "" where nobody is to be
 * remembered. */
MUST err remember_customer(struct ctx *c, str session_token, str *token);
/* Forgets this browser; unknown tokens are fine. */
MUST err remember_end(struct ctx *c, str token);
/* Forgets this browser, and what is in the remembered cart stands in a visitor's own: *session is the cookie of its new
 * session, "" if there was one. The customer's cart stays as it is. */
MUST err remember_leave(struct ctx *c, str token, str *session);
/* Inside another work: forgets the customer in all browsers. */
MUST err remember_end_all(struct work *w, i64 customer_id);
