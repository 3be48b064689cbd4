/* Cancel, hold, unhold and Send Email: what staff does with an order besides documents. Each refuses by order_life.h
 * (ERR_DENIED), writes its row of the history and the log, and gives back stock where it must. */
#pragma once

#include "domain/order_life.h"

/* version: of the order as the page showed it. ERR_CONFLICT: somebody else changed it meanwhile. */
MUST err order_cancel(struct ctx *c, i64 id, i64 version);
MUST err order_hold(struct ctx *c, i64 id, i64 version);
MUST err order_unhold(struct ctx *c, i64 id, i64 version);
MUST err order_mail_again(struct ctx *c, i64 id);
/* Cancels one whose payment did not come within so many minutes. ERR_DENIED: it waits for none, or nothing is left to
 * cancel. */
MUST err order_cancel_unpaid(struct ctx *c, i64 id, i64 minutes);

/* Mass actions: what can be done is done, the rest is counted. */
struct order_mass {
    i64 done, skipped;
};
MUST err order_mass(struct ctx *c, enum order_act act, const i64 *ids, size_t n,
                    struct order_mass *out);

/* What an order allows now, and what this actor may of it. db: the reader's or a work's. */
MUST err order_facts_of(struct ctx *c, struct db *db, const struct order *o,
                        const order_items *items, struct order_facts *out);
void order_facts_ahead(struct db *db, i64 order_id); /* they will be asked for (db_ahead) */
bool order_act_shown(const struct ctx *c, enum order_act act, const struct order_facts *f);

/* ---- for documents: inside their works ---- */

/* Writes changed quantities of an item. ERR_CONFLICT: what is taken is not there any more. */
MUST err order_item_move(struct work *w, const struct order_item *before,
                         const struct order_item *after);
/* What a document or a cancel does to its order. */
struct order_move {
    money paid, refunded, canceled, shipping_invoiced, shipping_refunded; /* added */
    money base_paid, base_refunded, base_canceled, base_shipping_invoiced, base_shipping_refunded;
    str told; /* English, for the history; %1 is arg */
    str arg;
};
/* Adds m to o, which becomes what is written; its state follows from the items as they are now. Writes the history.
 * ERR_CONFLICT: the order's version is another one meanwhile. */
MUST err order_move(struct work *w, struct order *o, const order_items *items,
                    const struct order_move *m);
/* Cancels what is left of an order inside a work; o and items become what is written. */
MUST err order_cancel_rest(struct work *w, struct order *o, order_items *items);
