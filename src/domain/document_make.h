/* Making an invoice, a shipment or a credit memo of an order: one work that checks against the order as it is at that
 * moment, writes the document, moves quantities, money, stock and the order's state, writes the history and the mail;
 * or nothing of it. Preview works the same out and writes nothing (Update Qty's, Update Totals).
 *
 * Amounts are in two currencies, the order's and the base one. Each part of an order's amounts is part_of it in either, so
 * that documents add up to the order in both. Adjustments are given in the base currency and converted at the order's
 * rate; what rounding leaves between both is settled in them: who gets back all of the base amount gets back all that was
 * paid, and never more. */
#pragma once

#include "domain/document.h"

struct document_line {
    i64 order_item_id;
    i64 qty; /* 0: none of it */
    bool to_stock;
};

struct document_new {
    enum document_kind kind;
    i64 order_id, version; /* of the order as the page showed it; another one is ERR_CONFLICT */
    const struct document_line *lines;
    size_t n;
    bool all; /* instead of lines: whatever is left */
    /* Of a credit memo, in the base currency; all: what is left. */
    money shipping, adjustment_refund, adjustment_fee;
    str comment;
    bool visible, mail; /* Append Comments; Email Copy */
    const struct document_track *tracks;
    size_t tracks_n;
    bool with_shipment; /* of an invoice: ship the same pieces at once, with the tracks */
};

struct document_draft {
    struct document document;
    document_items items; /* each order item that something is left of, qty as asked */
    struct order order;
    order_items order_items;
    money
        shipping_most; /* a credit memo's Refund Shipping may be at most this much, in the base currency */
    money refund_most; /* and all of it at most this */
};

/* What the page begins with: everything that is left, or what `in` asks for. ERR_DENIED: the order does not allow it now
 * (order_life.h). ERR_INVALID: messages at "qty_<order item id>", "shipping", "adjustment_refund",
 * "adjustment_fee", "" (nothing chosen, more than was paid). */
MUST err document_preview(struct ctx *c, const struct document_new *in, struct document_draft *out);
/* The same, written. ERR_CONFLICT: somebody else changed the order meanwhile; nothing was written. */
MUST err document_make(struct ctx *c, const struct document_new *in, struct document *out);
/* The same inside a work that somebody else opened; who may, is that work's to know. */
MUST err document_write(struct work *w, const struct document_new *in, struct document_draft *out);
