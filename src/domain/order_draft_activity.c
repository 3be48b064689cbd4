#include "domain/order_draft_activity.h"

#include "base/i18n.h"
#include "domain/cart.h"
#include "domain/order_draft.sql.h"
#include "domain/wishlist.h"

static const struct field item_fields[] = {
    FIELD(struct activity_item, product_id, F_PLAIN),
    FIELD(struct activity_item, qty, F_PLAIN),
    FIELD(struct activity_item, name, F_PLAIN),
    FIELD(struct activity_item, sku, F_PLAIN),
};
static const struct record item_record = RECORD(struct activity_item, item_fields);

static err in_cart(struct ctx *c, i64 customer_id, activity_items *out)
{
    struct cart k;
    TRY(cart_of_customer(c, customer_id, &k));
    *out = (activity_items){NEWN(c->mem, struct activity_item, k.lines.n + 1), k.lines.n};
    for (size_t i = 0; i < k.lines.n; i++) {
        const struct cart_line *l = &k.lines.at[i];
        out->at[i] = (struct activity_item){l->product_id, l->qty, l->name, l->sku};
    }
    return OK;
}

static err wished(struct ctx *c, i64 customer_id, activity_items *out)
{
    struct wishlist list;
    TRY(wishlist_get(c, customer_id, &list));
    *out = (activity_items){NEWN(c->mem, struct activity_item, list.at.n + 1), list.at.n};
    for (size_t i = 0; i < list.at.n; i++) {
        const struct wishlist_item *w = &list.at.at[i];
        out->at[i] = (struct activity_item){w->product_id, 1, w->name, w->sku};
    }
    return OK;
}

static err ordered_last(struct ctx *c, i64 customer_id, activity_items *out)
{
    return db_all(c->db, c->mem, &sql_order_draft_ordered_last, ARGS(customer_id), &item_record,
                  out);
}

static const struct {
    str label;
    err (*read)(struct ctx *c, i64 customer_id, activity_items *out);
} activities[ACTIVITIES] = {
    [ACTIVITY_CART] = {_("Shopping Cart"), in_cart},
    [ACTIVITY_WISHES] = {_("Wish List"), wished},
    [ACTIVITY_ORDERED] = {_("Last Ordered Items"), ordered_last},
};

str draft_activity_label(enum draft_activity k)
{
    return activities[k].label;
}

err draft_activity(struct ctx *c, const struct order_draft *d, enum draft_activity k,
                   activity_items *out)
{
    *out = (activity_items){0};
    return d->customer_id ? activities[k].read(c, d->customer_id, out) : OK;
}
