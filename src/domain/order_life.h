/* The life of an order: which states it has, what may happen in each and which state follows. Pages draw their buttons
 * from order_may, the domain refuses by it (order_acts.def, store.md §2.2, §2.3, §2.8). Pure functions. */
#pragma once

#include "domain/access.h"
#include "domain/order.h"

enum order_act {
#define ORDER_ACT(id, key, label, action, states, condition) ORDER_ACT_##id,
#include "domain/order_acts.def"
#undef ORDER_ACT
    ORDER_ACT_COUNT
};
str order_act_key(enum order_act act);   /* "credit_memo" */
str order_act_label(enum order_act act); /* English: "Credit Memo" */
enum action order_act_action(enum order_act act);

/* Pieces of one item (store.md §2.4). */
i64 item_to_invoice(const struct order_item *i);
i64 item_to_ship(const struct order_item *i);
i64 item_to_refund(const struct order_item *i);
i64 item_to_cancel(const struct order_item *i);

/* What the rules must know: sums over the items, and money. */
struct order_facts {
    str state;
    bool virtual, has_account, has_products; /* every product of it still exists */
    i64 to_invoice, to_ship, to_cancel, invoiced, shipped, refunded, canceled, ordered;
    money paid, refund; /* total paid, total refunded: in the base currency */
};
struct order_facts order_facts(const struct order *o, const order_items *items);

bool order_may(enum order_act act, const struct order_facts *f);
/* The state after a document or a cancel, from the quantities alone; of a held order its own. */
str order_state_after(const struct order_facts *f);

/* The share of `whole` that `take` of `all` pieces have when `done` went before: however the pieces are grouped, the
 * shares of all of them add up to the whole to the minor unit. 0 <= done, take; done + take <= all; all > 0. */
money part_of(money whole, i64 done, i64 take, i64 all);
