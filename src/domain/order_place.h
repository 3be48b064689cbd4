/* Placing the actor's cart as an order: one work, or nothing. Stock, prices and addresses are checked again, since what
 * the pages showed may be old. Placing the same cart twice gives one order, and both answers name it (CO-17). In an
 * assist session the order is the customer's, and its history says who placed it (CO-20, CO-21, OV-21). */
#pragma once

#include "domain/order.h"

/* A draft of staff's (ctx.draft) that replaces an order cancels it in the same work; the new one has its number with -1,
 * -2 … */
struct order_placing {
    i64 cart_id; /* as the page showed it */
    bool has_seen;
    money
        seen; /* the grand total that the page showed; a different one is asked about, never charged */
    str seen_currency; /* … and what that was in; "": the page did not say */
    bool billing_same;
    struct customer_address billing; /* if not the same */
    str payment_method;
    str po_number;       /* what the payment method asks for */
    const i64 *accepted; /* ids of the terms that were ticked (CO-16) */
    size_t n_accepted;
    /* of staff's draft only (order_draft.h) */
    bool silent; /* no confirmation by email */
    str comment; /* for the history; the customer sees it if shown */
    bool comment_shown;
};
/* *out: the order. ERR_INVALID: something changed or is missing, the ctx says what; the cart is as it was.
 * ERR_NOT_FOUND: no such cart of theirs. ERR_OFTEN: more orders than the settings allow; ctx.again_after. */
MUST err order_place(struct ctx *c, const struct order_placing *in, struct order *out);
