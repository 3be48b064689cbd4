/* Orders that staff makes in the back office: a new one for a customer or a guest, one placed again, one that replaces
 * another. A draft is a cart of its own that belongs to the member of staff who began it; while it is entered, cart.h,
 * checkout.h and order_place.h work on it by the same rules as for buyers, with the permission of its purpose. The
 * customer's own cart is never touched. */
#pragma once

#include "domain/ctx.h"
#include "domain/order.h"

#define ORDER_DRAFT_DAYS 30 /* a draft that nobody touched for so long goes */

enum order_purpose { ORDER_NEW_ONE = 0, ORDER_REORDER, ORDER_EDIT, ORDER_PURPOSES };

struct order_draft {
    i64 id;          /* of its cart */
    i64 customer_id; /* 0: a guest */
    i64 store_view_id;
    i64 order_id; /* what it began with; 0: nothing */
    str purpose;  /* "create", "reorder", "edit" */
    str currency; /* what it is paid in; "", or not offered any more: the view's usual one */
};
enum action order_draft_action(const struct order_draft *d);
bool order_draft_replaces(
    const struct order_draft *d); /* its order is canceled when it is placed */

/* A new one. customer_id 0: a guest with this e-mail. ERR_INVALID at "email"; ERR_NOT_FOUND: no such customer. */
struct order_draft_new {
    i64 customer_id;
    str email;
    const struct store_view *view; /* where it is sold: language, currency, settings */
};
MUST err order_draft_begin(struct ctx *c, const struct order_draft_new *in, i64 *id);
/* With an order's items, addresses and methods. *left: lines that could not be had. ERR_DENIED: the order does not allow
 * it (order_life.h). view: the order's, NULL if that is gone. */
MUST err order_draft_from(struct ctx *c, enum order_purpose purpose, i64 order_id,
                          const struct store_view *view, i64 *id, i64 *left);

/* ERR_NOT_FOUND: none of the actor's own, or placed; ERR_DENIED: the actor may no longer do what it is for. */
MUST err order_draft_get(struct ctx *c, i64 id, struct order_draft *out);
/* The order that a draft became. ERR_NOT_FOUND: none. */
MUST err order_draft_order(struct ctx *c, i64 id, struct order *out);
/* Order Currency. ERR_INVALID at "currency": the entered draft's view does not offer it. */
MUST err order_draft_pay_in(struct ctx *c, str currency);
MUST err order_draft_drop(struct ctx *c, i64 id);

/* Makes c work on a draft in its store view (NULL: c's) until it is left. d and view live as long. */
struct order_desk {
    struct ctx *c;
    const struct store_view *view;
    const struct settings *settings;
    const struct exchange *exchange;
};
void order_draft_enter(struct ctx *c, const struct order_draft *d, const struct store_view *view,
                       struct order_desk *desk);
void order_draft_leave(struct order_desk *desk); /* for SCOPED; nothing if none was entered */

/* What can be put into an entered draft, by SKU or words. */
struct order_draft_product {
    i64 id;
    str sku, name;
    money price; /* in the currency of the order */
    i64 stock;
    bool backorders, active;
};
typedef LIST(struct order_draft_product) order_draft_products;
#define ORDER_DRAFT_FOUND 20
MUST err order_draft_search(struct ctx *c, str typed, order_draft_products *out);
