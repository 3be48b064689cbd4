#include "domain/order_own.h"

#include "base/i18n.h"
#include "domain/cart.h"
#include "domain/document_make.h"
#include "domain/order.sql.h"
#include "domain/order_act.h"
#include "domain/order_comment.h"
#include "domain/order_own.sql.h"
#include "domain/order_status.h"
#include "domain/settings.h"
#include "domain/throttle.h"

/* ---- what may be done ---- */

static bool is_cancelable(const struct ctx *c, const struct order *o, const struct order_facts *f)
{
    bool open = str_eq(o->state, ORDER_NEW) || str_eq(o->state, S("processing"));
    return c->settings->own_cancel && open && f->shipped == 0 && f->refunded == 0;
}

err order_own_facts(struct ctx *c, const struct order *o, const order_items *items,
                    struct order_own *out)
{
    i64 buyable = 0;
    TRY(db_i64(c->db, &sql_order_own_buyable, ARGS(o->id, c->view->id), &buyable));
    struct order_facts f = order_facts(o, items);
    *out = (struct order_own){
        .may_reorder =
            c->settings->reorder && buyable == (i64)items->n && order_may(ORDER_ACT_REORDER, &f),
        .may_cancel = is_cancelable(c, o, &f),
    };
    return OK;
}

/* ---- again ---- */

err order_again(struct ctx *c, str number, i64 *left)
{
    struct order o;
    order_items items = {0};
    struct order_own own;
    TRY(order_of_customer(c, number, &o));
    TRY(order_items_of(c, o.id, &items));
    TRY(order_own_facts(c, &o, &items, &own));
    if (!own.may_reorder)
        return ERR_NOT_FOUND;
    struct cart_again *again = NEWN(c->mem, struct cart_again, items.n + 1);
    for (size_t i = 0; i < items.n; i++)
        again[i] = (struct cart_again){items.at[i].product_id, items.at[i].qty_ordered};
    return cart_add_again(c, again, items.n, left);
}

/* ---- cancel ---- */

order_reasons order_cancel_reasons(struct ctx *c)
{
    str rest = c->settings->own_cancel_reasons, line;
    order_reasons r = {.at = NEWN(c->mem, str, rest.n + 2)};
    while (str_cut(&rest, '\n', &line))
        if (str_trim(line).n)
            r.at[r.n++] = str_trim(line);
    if (str_trim(rest).n)
        r.at[r.n++] = str_trim(rest);
    if (r.n == 0)
        r.at[r.n++] = tr(c->view->words, _("Other"));
    return r;
}

static bool has_reason(struct ctx *c, str reason)
{
    order_reasons all = order_cancel_reasons(c);
    for (size_t i = 0; i < all.n; i++)
        if (str_eq(all.at[i], reason))
            return true;
    return false;
}

static err refund_paid(struct work *w, i64 order_id, const order_items *items)
{
    struct document_line *lines = NEWN(w->c->mem, struct document_line, items->n + 1);
    for (size_t i = 0; i < items->n; i++)
        lines[i] = (struct document_line){items->at[i].id, item_to_refund(&items->at[i]), true};
    struct order o;
    TRY(order_read(w, order_id, &o));
    struct document_new in = {
        .kind = DOCUMENT_CREDIT_MEMO,
        .order_id = order_id,
        .lines = lines,
        .n = items->n,
        .shipping = {o.base_shipping_invoiced.minor - o.base_shipping_refunded.minor},
        .mail = true,
    };
    struct document_draft draft;
    return document_write(w, &in, &draft);
}

static err cancel(struct work *w, struct order *o, order_items *items, str reason)
{
    struct order_facts f = order_facts(o, items);
    if (f.to_cancel)
        TRY(order_cancel_rest(w, o, items));
    if (o->base_paid.minor > o->base_refunded.minor)
        TRY(refund_paid(w, o->id, items));
    return order_comment_put(w, (struct order_comment){
                                    .order_id = o->id,
                                    .status = o->status,
                                    .text = _("Canceled by the customer: %1"),
                                    .arg = reason,
                                    .notified = ORDER_NOT_APPLICABLE,
                                    .visible = true,
                                    .of_store = true,
                                });
}

err order_cancel_own(struct ctx *c, str number, i64 version, str reason)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ORDER_CANCEL_OWN, &w));
    struct order o;
    order_items items = {0};
    TRY(db_one(w.db, c->mem, &sql_order_of_customer, ARGS(number, opt_i64(c->actor.customer_id)),
               &order_record, &o));
    TRY(db_all(w.db, c->mem, &sql_order_items, ARGS(o.id), &order_item_record, &items));
    struct order_facts f = order_facts(&o, &items);
    if (o.version != version || !is_cancelable(c, &o, &f))
        return ERR_CONFLICT;
    if (!has_reason(c, reason))
        return invalid(c, S("reason"), _("Please choose a reason."));
    TRY(cancel(&w, &o, &items, reason));
    work_detail(&w, str_join(c->mem, S("#"), o.number));
    return work_commit(&w);
}

/* ---- guests ---- */

static const struct throttle tries = {S("order.find"), 30, 0};

static err count_try(struct ctx *c, bool *allowed)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ORDER_FIND, &w));
    TRY(throttle_take(&w, &tries, c->ip, allowed));
    return *allowed ? work_commit(&w) : OK;
}

err order_of_guest(struct ctx *c, str number, str last_name, str email, struct order *out)
{
    bool allowed = false;
    TRY(count_try(c, &allowed));
    if (!allowed)
        return invalid(c, S(""), _("Too many tries. Please try again in an hour."));
    i64 id = 0;
    struct order_addresses a = {0};
    err e = db_i64(c->db, &sql_order_own_of_guest, ARGS(number, str_fold(c->mem, email)), &id);
    if (e && e != ERR_NOT_FOUND)
        return e;
    if (e == OK) {
        TRY(order_get(c, id, out));
        TRY(order_addresses_of(c, c->db, out, &a));
    }
    if (e || !str_eq(str_fold(c->mem, a.billing.last_name), str_fold(c->mem, last_name)))
        return invalid(c, S(""), _("No order fits these details."));
    return OK;
}
