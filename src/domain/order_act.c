#include "domain/order_act.h"

#include "base/i18n.h"
#include "domain/cart_rule.h"
#include "domain/document.sql.h"
#include "domain/mail.h"
#include "domain/order.sql.h"
#include "domain/order_comment.h"
#include "domain/order_mail.h"
#include "domain/order_status.h"
#include "domain/stock.h"

/* ---- what may be done ---- */

err order_facts_of(struct ctx *c, struct db *db, const struct order *o, const order_items *items,
                   struct order_facts *out)
{
    (void)c;
    i64 products = 0;
    TRY(db_i64(db, &sql_document_products_left, ARGS(o->id), &products));
    *out = order_facts(o, items);
    out->has_products &= products == (i64)items->n;
    return OK;
}

void order_facts_ahead(struct db *db, i64 order_id)
{
    db_ahead(db, &sql_document_products_left, ARGS(order_id));
}

bool order_act_shown(const struct ctx *c, enum order_act act, const struct order_facts *f)
{
    return actor_may(&c->actor, order_act_action(act)) && order_may(act, f);
}

/* ---- changes ---- */

err order_item_move(struct work *w, const struct order_item *before, const struct order_item *after)
{
    i64 rows = 0;
    i64 invoiced = after->qty_invoiced - before->qty_invoiced;
    i64 shipped = after->qty_shipped - before->qty_shipped;
    i64 refunded = after->qty_refunded - before->qty_refunded;
    i64 canceled = after->qty_canceled - before->qty_canceled;
    TRY(db_run(w->db, &sql_document_item_moved,
               ARGS(after->id, after->order_id, invoiced, shipped, refunded, canceled), &rows));
    if (rows == 0)
        return ERR_CONFLICT;
    work_touch_row(w, ENTITY_ORDER_ITEM, after->id, &order_item_record, before, after);
    return OK;
}

static err tell(struct work *w, const struct order *o, str text, str arg)
{
    return order_comment_put(w, (struct order_comment){
                                    .order_id = o->id,
                                    .status = o->status,
                                    .text = text,
                                    .arg = arg,
                                    .notified = ORDER_NOT_APPLICABLE,
                                    .of_store = true,
                                });
}

/* A state that stays keeps its status: one that was chosen by hand is not overwritten. */
static err enter(struct work *w, struct order *o, str state)
{
    if (str_eq(o->state, state))
        return OK;
    o->state = state;
    return order_status_default(w, state, &o->status);
}

static void add(money *to, money m)
{
    to->minor += m.minor;
}

/* As the statement takes it: amounts are what is added. */
static struct order added_of(const struct order *o, const struct order_move *m)
{
    return (struct order){
        .id = o->id,
        .version = o->version,
        .state = o->state,
        .status = o->status,
        .updated_at = o->updated_at,
        .paid = m->paid,
        .refunded = m->refunded,
        .canceled = m->canceled,
        .shipping_invoiced = m->shipping_invoiced,
        .shipping_refunded = m->shipping_refunded,
        .base_paid = m->base_paid,
        .base_refunded = m->base_refunded,
        .base_canceled = m->base_canceled,
        .base_shipping_invoiced = m->base_shipping_invoiced,
        .base_shipping_refunded = m->base_shipping_refunded,
    };
}

err order_move(struct work *w, struct order *o, const order_items *items,
               const struct order_move *m)
{
    struct order before = *o;
    add(&o->paid, m->paid);
    add(&o->refunded, m->refunded);
    add(&o->canceled, m->canceled);
    add(&o->shipping_invoiced, m->shipping_invoiced);
    add(&o->shipping_refunded, m->shipping_refunded);
    add(&o->base_paid, m->base_paid);
    add(&o->base_refunded, m->base_refunded);
    add(&o->base_canceled, m->base_canceled);
    add(&o->base_shipping_invoiced, m->base_shipping_invoiced);
    add(&o->base_shipping_refunded, m->base_shipping_refunded);
    struct order_facts f = order_facts(o, items);
    TRY(enter(w, o, order_state_after(&f)));
    o->updated_at = w->c->now;
    struct order added = added_of(o, m);
    i64 id = 0;
    err e = db_put(w->db, &sql_document_order_moved, &order_record, &added, &id);
    if (e)
        return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
    o->version++;
    work_touch_row(w, ENTITY_ORDER, o->id, &order_record, &before, o);
    return tell(w, o, m->told, m->arg);
}

/* ---- acts ---- */

struct act {
    struct order order;
    order_items items;
};

static err begin(struct work *w, enum order_act act, i64 id, i64 version, struct act *out)
{
    *out = (struct act){0};
    TRY(order_read(w, id, &out->order));
    if (version && version != out->order.version)
        return ERR_CONFLICT;
    TRY(db_all(w->db, w->c->mem, &sql_order_items, ARGS(id), &order_item_record, &out->items));
    struct order_facts f;
    TRY(order_facts_of(w->c, w->db, &out->order, &out->items, &f));
    if (!order_may(act, &f))
        return ERR_DENIED;
    work_subject(w, out->order.customer_id);
    work_detail(w, str_join(w->c->mem, S("#"), out->order.number));
    return OK;
}

/* In the order of products, as orders take them: nobody waits in a circle. */
static err give_back(struct work *w, const struct act *a, const i64 *qty)
{
    i64 last = 0;
    for (size_t n = 0; n < a->items.n; n++) {
        size_t next = a->items.n;
        for (size_t i = 0; i < a->items.n; i++) {
            i64 id = a->items.at[i].product_id;
            if (id > last && (next == a->items.n || id < a->items.at[next].product_id))
                next = i;
        }
        if (next == a->items.n)
            return OK;
        last = a->items.at[next].product_id;
        if (qty[next])
            TRY(stock_give(w, last, qty[next]));
    }
    return OK;
}

static money open_of(money total, money paid, money canceled)
{
    i64 open = total.minor - paid.minor - canceled.minor;
    return (money){open > 0 ? open : 0};
}

static err cancel_told(struct work *w, struct act *a, str told, str arg)
{
    i64 *qty = NEWN(w->c->mem, i64, a->items.n + 1);
    for (size_t k = 0; k < a->items.n; k++) {
        struct order_item *i = &a->items.at[k], before = *i;
        qty[k] = item_to_cancel(i);
        i->qty_canceled += qty[k];
        if (qty[k])
            TRY(order_item_move(w, &before, i));
    }
    TRY(give_back(w, a, qty));
    const struct order *o = &a->order;
    struct order_move m = {
        .told = told,
        .arg = arg,
        .canceled = open_of(o->grand_total, o->paid, o->canceled),
        .base_canceled = open_of(o->base_grand_total, o->base_paid, o->base_canceled),
    };
    TRY(order_move(w, &a->order, &a->items, &m));
    if (!str_eq(o->state, S("canceled")) || o->rule_ids.n == 0)
        return OK;
    struct cart_rule_buyer who = {.customer_id = o->customer_id, .email_fold = o->email_fold};
    return cart_rules_give_back(w, o->rule_ids, &who);
}

static err cancel(struct work *w, struct act *a)
{
    return cancel_told(w, a, _("Order canceled."), (str){0});
}

err order_cancel_rest(struct work *w, struct order *o, order_items *items)
{
    struct act a = {*o, *items};
    TRY(cancel(w, &a));
    *o = a.order;
    return OK;
}

static err put_held(struct work *w, struct order *o, const struct order *before, str told)
{
    i64 rows = 0;
    o->updated_at = w->c->now;
    TRY(db_run(w->db, &sql_document_order_held,
               ARGS(o->id, before->version, o->state, o->status, opt_str(o->held_state),
                    opt_str(o->held_status), o->updated_at),
               &rows));
    if (rows == 0)
        return ERR_CONFLICT;
    o->version++;
    work_touch_row(w, ENTITY_ORDER, o->id, &order_record, before, o);
    return tell(w, o, told, (str){0});
}

static err hold(struct work *w, struct act *a)
{
    struct order *o = &a->order, before = *o;
    o->held_state = o->state;
    o->held_status = o->status;
    TRY(enter(w, o, ORDER_HOLDED));
    return put_held(w, o, &before, _("Order put on hold."));
}

static err unhold(struct work *w, struct act *a)
{
    struct order *o = &a->order, before = *o;
    o->state = o->held_state;
    o->status = o->held_status;
    o->held_state = o->held_status = (str){0};
    return put_held(w, o, &before, _("Order released from hold."));
}

static err mail(struct work *w, struct act *a)
{
    struct order_addresses addresses;
    if (!sales_mail_on(w->c, a->order.store_view_id, S("order_new")))
        return invalid(w->c, S(""), _("This kind of email is switched off."));
    TRY(order_addresses_of(w->c, w->db, &a->order, &addresses));
    TRY(order_mail_new(w, &a->order, &a->items, &addresses));
    work_touch(w, ENTITY_ORDER, a->order.id, (str){0});
    return tell(w, &a->order, _("Order confirmation sent again."), (str){0});
}

static err (*const acts[ORDER_ACT_COUNT])(struct work *w, struct act *a) = {
    [ORDER_ACT_CANCEL] = cancel,
    [ORDER_ACT_HOLD] = hold,
    [ORDER_ACT_UNHOLD] = unhold,
    [ORDER_ACT_MAIL] = mail,
};

static err run(struct ctx *c, enum order_act act, i64 id, i64 version)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, order_act_action(act), &w));
    struct act a;
    TRY(begin(&w, act, id, version, &a));
    TRY(acts[act](&w, &a));
    return work_commit(&w);
}

err order_cancel(struct ctx *c, i64 id, i64 version)
{
    return run(c, ORDER_ACT_CANCEL, id, version);
}

err order_hold(struct ctx *c, i64 id, i64 version)
{
    return run(c, ORDER_ACT_HOLD, id, version);
}

err order_unhold(struct ctx *c, i64 id, i64 version)
{
    return run(c, ORDER_ACT_UNHOLD, id, version);
}

err order_mail_again(struct ctx *c, i64 id)
{
    return run(c, ORDER_ACT_MAIL, id, 0);
}

err order_cancel_unpaid(struct ctx *c, i64 id, i64 minutes)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ORDER_CANCEL, &w));
    struct act a;
    TRY(begin(&w, ORDER_ACT_CANCEL, id, 0, &a));
    if (!str_eq(a.order.state, ORDER_PENDING_PAYMENT))
        return ERR_DENIED;
    TRY(cancel_told(&w, &a, _("Order canceled: no payment came within %1 minutes."),
                    str_format(c->mem, "%lld", (long long)minutes)));
    return work_commit(&w);
}

/* Each order is a work of its own: one that cannot does not stop the others. */
err order_mass(struct ctx *c, enum order_act act, const i64 *ids, size_t n, struct order_mass *out)
{
    *out = (struct order_mass){0};
    if (!acts[act] || !actor_may(&c->actor, order_act_action(act)))
        return ERR_DENIED;
    for (size_t i = 0; i < n; i++) {
        err e = run(c, act, ids[i], 0);
        if (e == ERR_BROKEN || e == ERR_AWAY)
            return e;
        out->done += e == OK;
        out->skipped += e != OK;
    }
    return OK;
}
