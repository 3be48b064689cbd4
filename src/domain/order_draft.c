#include "domain/order_draft.h"

#include "domain/cart.h"
#include "domain/checkout.h"
#include "domain/customer.h"
#include "domain/exchange.h"
#include "domain/order_act.h"
#include "domain/order_draft.sql.h"
#include "domain/reach.h"
#include "domain/search.h"
#include "domain/settings.h"

static const struct field draft_fields[] = {
    FIELD(struct order_draft, id, F_PLAIN),
    FIELD(struct order_draft, customer_id, F_NULL0),
    FIELD(struct order_draft, store_view_id, F_PLAIN),
    FIELD(struct order_draft, order_id, F_NULL0),
    FIELD(struct order_draft, purpose, F_PLAIN),
    FIELD(struct order_draft, currency, F_NULL0),
};
static const struct record draft_record = RECORD(struct order_draft, draft_fields);

static const struct field product_fields[] = {
    FIELD(struct order_draft_product, id, F_PLAIN),
    FIELD(struct order_draft_product, sku, F_PLAIN),
    FIELD(struct order_draft_product, name, F_PLAIN),
    FIELD(struct order_draft_product, price, F_PLAIN),
    FIELD(struct order_draft_product, stock, F_PLAIN),
    FIELD(struct order_draft_product, backorders, F_PLAIN),
    FIELD(struct order_draft_product, active, F_PLAIN),
};
static const struct record found_record = RECORD(struct order_draft_product, product_fields);

static const struct {
    str key;
    enum action action;
} purposes[ORDER_PURPOSES] = {
    [ORDER_NEW_ONE] = {S("create"), ACT_ORDER_CREATE},
    [ORDER_REORDER] = {S("reorder"), ACT_ORDER_REORDER},
    [ORDER_EDIT] = {S("edit"), ACT_ORDER_EDIT_ITEMS},
};

enum action order_draft_action(const struct order_draft *d)
{
    for (size_t i = 0; i < ORDER_PURPOSES; i++)
        if (str_eq(purposes[i].key, d->purpose))
            return purposes[i].action;
    return ACT_NONE;
}

bool order_draft_replaces(const struct order_draft *d)
{
    return str_eq(d->purpose, purposes[ORDER_EDIT].key);
}

/* ---- to and from ---- */

void order_draft_enter(struct ctx *c, const struct order_draft *d, const struct store_view *view,
                       struct order_desk *desk)
{
    *desk = (struct order_desk){c, c->view, c->settings, c->exchange};
    c->draft = d;
    if (!view)
        return;
    c->view = view;
    c->settings = &view->settings;
    c->exchange = exchange_find(view, d->currency);
    if (!c->exchange)
        c->exchange = view->usual;
}

void order_draft_leave(struct order_desk *desk)
{
    if (!desk->c)
        return;
    desk->c->draft = NULL;
    desk->c->view = desk->view;
    desk->c->settings = desk->settings;
    desk->c->exchange = desk->exchange;
}

err order_draft_get(struct ctx *c, i64 id, struct order_draft *out)
{
    struct order_draft d;
    TRY(db_one(c->db, c->mem, &sql_order_draft_get, ARGS(id, c->actor.staff_id), &draft_record,
               &d));
    if (!actor_is_staff(&c->actor) || !actor_may(&c->actor, order_draft_action(&d)))
        return ERR_DENIED;
    *out = d;
    return OK;
}

err order_draft_order(struct ctx *c, i64 id, struct order *out)
{
    i64 order_id = 0;
    TRY(db_i64(c->db, &sql_order_draft_order, ARGS(id, c->actor.staff_id), &order_id));
    return order_get(c, order_id, out);
}

err order_draft_drop(struct ctx *c, i64 id)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ORDER_DRAFT, &w));
    i64 rows = 0;
    TRY(db_run(w.db, &sql_order_draft_drop, ARGS(id, c->actor.staff_id), &rows));
    if (rows == 0)
        return ERR_NOT_FOUND;
    work_touch(&w, ENTITY_CART, id, (str){0});
    return work_commit(&w);
}

err order_draft_pay_in(struct ctx *c, str currency)
{
    i64 rows = 0;
    if (!c->draft)
        return ERR_NOT_FOUND;
    if (!exchange_find(c->view, currency))
        return invalid(c, S("currency"), _("Choose one of the values."));
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ORDER_DRAFT, &w));
    TRY(db_run(w.db, &sql_order_draft_currency,
               ARGS(c->draft->id, c->actor.staff_id, currency, c->now), &rows));
    if (rows == 0)
        return ERR_NOT_FOUND;
    work_touch(&w, ENTITY_CART, c->draft->id, (str){0});
    return work_commit(&w);
}

/* ---- begin ---- */

struct beginning {
    struct order_draft draft;
    str email, shipping_method, payment_method, coupon;
    bool billing_same;
};

/* What nobody finished goes with the next one that is begun. */
static err create(struct work *w, struct beginning *b)
{
    struct ctx *c = w->c;
    struct order_draft *d = &b->draft;
    when old = {c->now.us - (i64)ORDER_DRAFT_DAYS * 86400 * 1000000};
    TRY(db_run(w->db, &sql_order_draft_drop_old, ARGS(c->actor.staff_id, old), NULL));
    TRY(db_i64(w->db, &sql_order_draft_create,
               ARGS(opt_i64(d->customer_id), d->store_view_id, opt_str(b->email),
                    opt_str(b->shipping_method), opt_str(b->payment_method), b->billing_same,
                    opt_str(b->coupon), c->actor.staff_id, d->purpose, opt_i64(d->order_id), c->now,
                    opt_str(d->currency)),
               &d->id));
    work_touch(w, ENTITY_CART, d->id, (str){0});
    work_subject(w, d->customer_id);
    return OK;
}

err order_draft_begin(struct ctx *c, const struct order_draft_new *in, i64 *id)
{
    struct customer k;
    if (!actor_may(&c->actor, ACT_ORDER_CREATE))
        return ERR_DENIED;
    if (in->customer_id)
        TRY(customer_get(c, in->customer_id, &k));
    else if (!checkout_email_ok(in->email))
        return invalid(c, S("email"), _("Please enter a valid email address."));
    TRY(reach_view(c, c->db, in->view->id));
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ORDER_DRAFT, &w));
    struct beginning b = {
        .draft = {.customer_id = in->customer_id,
                  .store_view_id = in->view->id,
                  .purpose = purposes[ORDER_NEW_ONE].key},
        .email = in->customer_id ? S("") : in->email,
        .billing_same = true,
    };
    TRY(create(&w, &b));
    TRY(work_commit(&w));
    *id = b.draft.id;
    return OK;
}

/* ---- from an order ---- */

static err put_address(struct work *w, i64 id, str kind, struct customer_address a)
{
    a.id = 0;
    struct checkout_address row = checkout_address_of(id, kind, &a);
    return checkout_address_put(w, &row);
}

static err put_addresses(struct work *w, i64 id, const struct order *o,
                         const struct order_addresses *a, bool same)
{
    if (!o->virtual)
        TRY(put_address(w, id, S("shipping"), a->shipping));
    return o->virtual || !same ? put_address(w, id, S("billing"), a->billing) : OK;
}

static err put_items(struct work *w, const order_items *items, i64 *left)
{
    struct cart_again *again = NEWN(w->c->mem, struct cart_again, items->n + 1);
    for (size_t i = 0; i < items->n; i++)
        again[i] = (struct cart_again){items->at[i].product_id, items->at[i].qty_ordered};
    return cart_put_again(w, again, items->n, left);
}

static err check(struct ctx *c, enum order_purpose purpose, const struct order *o,
                 const order_items *items)
{
    struct order_facts f;
    TRY(order_facts_of(c, c->db, o, items, &f));
    enum order_act act = purpose == ORDER_EDIT ? ORDER_ACT_EDIT : ORDER_ACT_REORDER;
    return actor_may(&c->actor, purposes[purpose].action) && order_may(act, &f) ? OK : ERR_DENIED;
}

static struct beginning beginning_of(const struct order *o, enum order_purpose purpose,
                                     const struct store_view *view)
{
    bool account = order_has_account(o);
    return (struct beginning){
        .draft = {.customer_id = account ? o->customer_id : 0,
                  .store_view_id = view->id,
                  .order_id = o->id,
                  .purpose = purposes[purpose].key,
                  .currency = o->currency},
        .email = account ? S("") : o->email,
        .shipping_method = o->shipping_method,
        .payment_method = o->payment_method,
        .coupon = purpose == ORDER_EDIT ? o->coupon_code : S(""),
    };
}

err order_draft_from(struct ctx *c, enum order_purpose purpose, i64 order_id,
                     const struct store_view *view, i64 *id, i64 *left)
{
    struct order o;
    order_items items = {0};
    struct order_addresses a;
    TRY(order_get(c, order_id, &o));
    TRY(order_items_of(c, order_id, &items));
    TRY(order_addresses_of(c, c->db, &o, &a));
    TRY(check(c, purpose, &o, &items));
    struct beginning b = beginning_of(&o, purpose, view ? view : c->view);
    b.billing_same = o.virtual ||
                     record_changes(c->mem, &address_record, &a.billing, &a.shipping).n == 0;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ORDER_DRAFT, &w));
    TRY(create(&w, &b));
    SCOPED(order_draft_leave) struct order_desk desk;
    order_draft_enter(c, &b.draft, view, &desk);
    TRY(put_addresses(&w, b.draft.id, &o, &a, b.billing_same));
    TRY(put_items(&w, &items, left));
    TRY(work_commit(&w));
    *id = b.draft.id;
    return OK;
}

/* ---- products ---- */

static struct order_draft_product product_of(const struct ctx *c, const struct product_shown *p)
{
    return (struct order_draft_product){
        .id = p->id,
        .sku = p->sku,
        .name = p->name,
        .price = exchange_shown(c, product_price(p)),
        .stock = p->qty,
        .backorders = p->backorders,
        .active = true,
    };
}

err order_draft_search(struct ctx *c, str typed, order_draft_products *out)
{
    struct order_draft_product exact;
    product_list found = {0};
    i64 count;
    *out = (order_draft_products){
        .at = (void *)NEWN(c->mem, struct order_draft_product, ORDER_DRAFT_FOUND + 1)};
    err e = db_one(c->db, c->mem, &sql_order_draft_by_sku, ARGS(str_trim(typed), c->view->id),
                   &found_record, &exact);
    if (e && e != ERR_NOT_FOUND)
        return e;
    exact.price = exchange_shown(c, exact.price);
    if (e == OK)
        out->at[out->n++] = exact;
    TRY(search_products(c, typed, 1, ORDER_DRAFT_FOUND, &found, &count));
    for (size_t i = 0; i < found.n; i++)
        if (e || found.at[i].id != exact.id)
            out->at[out->n++] = product_of(c, &found.at[i]);
    return OK;
}
