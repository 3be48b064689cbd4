#include "domain/order_place.h"

#include "base/i18n.h"
#include "base/log.h"
#include "domain/checkout.h"
#include "domain/customer.h"
#include "domain/customer_group.h"
#include "domain/document_make.h"
#include "domain/exchange.h"
#include "domain/mail.h"
#include "domain/order.sql.h"
#include "domain/order_act.h"
#include "domain/order_comment.h"
#include "domain/order_draft.h"
#include "domain/order_mail.h"
#include "domain/order_status.h"
#include "domain/order_words.h"
#include "domain/price.h"
#include "domain/sequence.h"
#include "domain/settings.h"
#include "domain/stock.h"
#include "domain/terms.h"
#include "domain/throttle.h"

#include <stdlib.h>

/* An order in the making. */
struct making {
    const struct order_placing *in;
    struct cart cart;
    struct checkout_address shipping, billing;
    struct order order;
    order_items items;
    struct order_addresses addresses;
    struct cart_rule_buyer buyer;
    struct order replaced; /* by a draft that edits it; id 0: none */
    bool fresh;            /* placed by this call */
};

/* ---- checks ---- */

static err check_lines(struct ctx *c, const struct cart *k)
{
    if (k->lines.n == 0)
        return invalid(c, S(""), _("The shopping cart is empty."));
    err e = OK;
    for (size_t i = 0; i < k->lines.n; i++) {
        const struct cart_line *l = &k->lines.at[i];
        if (l->trouble == CART_GONE)
            e = invalid_with(c, S(""), _("%1 is no longer available."), l->name, (str){0},
                             (str){0});
        else if (l->trouble == CART_SHORT)
            e = invalid_with(c, S(""), _("There are not enough pieces of %1 in stock."), l->name,
                             (str){0}, (str){0});
    }
    return e;
}

static bool is_as_seen(const struct ctx *c, const struct order_placing *in, const struct totals *t)
{
    bool currency = in->seen_currency.n == 0 || str_eq(in->seen_currency, exchange_currency(c));
    return currency && in->seen.minor == t->grand_total.minor;
}

static err check_choices(struct ctx *c, const struct making *m)
{
    const struct cart *k = &m->cart;
    bool guest = cart_buyer(c) == 0;
    if (guest && !c->draft && !c->settings->guest_checkout)
        return invalid(c, S(""), _("Please sign in or create an account to check out."));
    if (guest && k->email.n == 0)
        return invalid(c, S(""), _("Please enter your email address first."));
    TRY(cart_check_least(c, k));
    if (!k->virtual && (!m->shipping.cart_id || !k->shipping_method.n))
        return invalid(c, S(""), _("Please choose a shipping address and method first."));
    if (k->virtual && !m->billing.cart_id)
        return invalid(c, S(""), _("Please enter your billing address first."));
    if (m->in->has_seen && !is_as_seen(c, m->in, &k->totals))
        return invalid(c, S(""), _("The total has changed. Please check your order again."));
    return OK;
}

/* PM-02: by the billing country. */
static err check_payment(struct ctx *c, const struct making *m)
{
    struct payment_facts f = checkout_payment_facts(&m->cart, m->addresses.billing.country);
    return payment_check(c, m->in->payment_method, &f, m->in->po_number);
}

/* ---- steps ---- */

static err settle_addresses(struct work *w, struct making *m)
{
    m->addresses.shipping = checkout_as_address(&m->shipping);
    m->addresses.billing = checkout_as_address(m->cart.virtual ? &m->billing : &m->shipping);
    if (m->in->billing_same || m->cart.virtual)
        return OK;
    TRY(address_check(w->c, &m->in->billing));
    TRY(checkout_put_billing(w, m->cart.id, &m->in->billing));
    m->addresses.billing = m->in->billing;
    return OK;
}

static int by_product(const void *a, const void *b)
{
    const struct cart_line *x = *(const struct cart_line *const *)a,
                           *y = *(const struct cart_line *const *)b;
    return x->product_id < y->product_id ? -1 : x->product_id > y->product_id;
}

static struct order_item item_of(const struct ctx *c, const struct cart_line *l, i64 left)
{
    i64 owed = left < 0 ? -left : 0;
    return (struct order_item){
        .product_id = l->product_id,
        .sku = l->sku,
        .name = l->name,
        .picture = l->picture,
        .virtual = l->virtual,
        .qty_ordered = l->qty,
        .qty_backordered = owed < l->qty ? owed : l->qty,
        .original_price = exchange_shown(c, l->price),
        .price = l->sums.price,
        .subtotal = l->sums.subtotal,
        .tax = l->sums.tax,
        .tax_ppm = l->tax_ppm,
        .tax_name = l->sums.tax_name,
        .discount = l->sums.discount,
        .row_total = l->sums.row_total,
        .base_original_price = l->price,
        .base_price = l->base.price,
        .base_subtotal = l->base.subtotal,
        .base_tax = l->base.tax,
        .base_discount = l->base.discount,
        .base_row_total = l->base.row_total,
    };
}

/* The cart's lines in the order of products, so that two orders never wait for each other's rows in a circle. */
static struct cart_line **sorted_lines(struct arena *mem, const struct cart *k)
{
    size_t n = k->lines.n;
    struct cart_line **lines = NEWN(mem, struct cart_line *, n);
    for (size_t i = 0; i < n; i++)
        lines[i] = &k->lines.at[i];
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
    qsort(lines, n, sizeof lines[0], by_product);
    return lines;
}

static err take_stock(struct work *w, struct making *m, struct cart_line *const *lines)
{
    size_t n = m->cart.lines.n;
    m->items.at = NEWN(w->c->mem, struct order_item, n);
    m->items.n = n;
    for (size_t i = 0; i < n; i++) {
        bool taken = false;
        i64 left = 0;
        TRY(stock_take(w, lines[i]->product_id, lines[i]->qty, &taken, &left));
        if (!taken)
            return invalid_with(w->c, S(""), _("%1 has just been sold out."), lines[i]->name,
                                (str){0}, (str){0});
        m->items.at[lines[i] - m->cart.lines.at] = item_of(w->c, lines[i], left);
    }
    return OK;
}

static err fill_customer(struct work *w, struct making *m)
{
    struct ctx *c = w->c;
    struct order *o = &m->order;
    if (cart_buyer(c) == 0) {
        o->session_id = c->draft ? 0 : c->actor.session_id;
        o->email = m->cart.email;
        o->customer_name = order_name_of(c->mem, &m->addresses.billing);
        o->group_name = _("NOT LOGGED IN");
        return OK;
    }
    struct customer k;
    TRY(customer_read(w, cart_buyer(c), &k));
    o->customer_id = k.id;
    o->email = k.email;
    o->customer_name = customer_name(c->mem, &k);
    return customer_group_name(w, k.id, &o->group_name);
}

static str view_path(struct ctx *c)
{
    const struct store_view *v = c->view;
    return str_format(c->mem, "%.*s\n%.*s\n%.*s", STR_ARG(v->website_name), STR_ARG(v->store_name),
                      STR_ARG(v->name));
}

/* The setting of the method chooses the status (PM-06). One that is no longer assigned is passed over. */
static err fill_state(struct work *w, struct order *o)
{
    str status = payment_status(w->c, o->payment_method);
    err e = status.n ? order_status_first_state(w->c, w->db, status, &o->state) : ERR_NOT_FOUND;
    if (e == OK)
        o->status = status;
    if (e != ERR_NOT_FOUND)
        return e;
    o->state = ORDER_NEW;
    return order_status_default(w, o->state, &o->status);
}

static void fill_amounts(const struct ctx *c, const struct cart *k, struct order *o)
{
    const struct totals *t = &k->totals, *base = &k->base;
    o->currency = exchange_currency(c);
    o->base_currency = c->view->currency;
    o->base_to_order_rate = exchange_rate(c);
    o->tax_included = t->tax_included;
    o->subtotal = t->subtotal;
    o->discount = t->discount;
    o->shipping = t->shipping;
    o->shipping_tax = t->shipping_tax;
    o->shipping_ppm = t->shipping_ppm;
    o->shipping_tax_name = t->shipping_tax_name;
    o->tax = t->tax;
    o->grand_total = t->grand_total;
    o->base_subtotal = base->subtotal;
    o->base_discount = base->discount;
    o->base_shipping = base->shipping;
    o->base_shipping_tax = base->shipping_tax;
    o->base_tax = base->tax;
    o->base_grand_total = base->grand_total;
}

static void fill_order(struct ctx *c, struct making *m)
{
    struct order *o = &m->order;
    o->cart_id = m->cart.id;
    o->store_view_id = c->view->id;
    o->view_path = view_path(c);
    o->lang = c->view->words->lang;
    o->email_fold = str_fold(c->mem, o->email);
    o->bill_name = order_name_of(c->mem, &m->addresses.billing);
    o->bill_name_fold = str_fold(c->mem, o->bill_name);
    o->ship_name = order_name_of(c->mem, &m->addresses.shipping);
    o->ship_name_fold = str_fold(c->mem, o->ship_name);
    o->virtual = m->cart.virtual;
    fill_amounts(c, &m->cart, o);
    if (!o->virtual) {
        o->shipping_method = m->cart.shipping_method;
        o->shipping_title = shipping_title(c, o->shipping_method);
    }
    o->payment_method = m->in->payment_method;
    o->payment_title = payment_title(c, o->payment_method);
    o->po_number = str_trim(m->in->po_number);
    if (m->cart.rules.coupon)
        o->coupon_code = m->cart.coupon;
    o->rule_ids = cart_rule_ids(c->mem, &m->cart.rules);
    o->ip = c->ip;
    o->assist_id = c->actor.assist_id;
    o->staff_id = c->actor.staff_id;
    o->created_at = o->updated_at = c->now;
    o->version = 1;
}

/* 000000012, 000000012-1, 000000012-2. */
static str number_after(struct arena *mem, str number)
{
    str rest = number, head;
    i64 n = 0;
    if (!str_cut(&rest, '-', &head) || (rest.n && !str_to_i64(rest, 1, 1000000, &n)))
        head = number;
    return str_format(mem, "%.*s-%lld", STR_ARG(head), (long long)n + 1);
}

/* What many orders want: pieces, uses of rules, and last the number, for whose row all orders wait. Other orders wait for
 * these rows until the work ends, so nothing that could be done before comes after. */
static err take_shared(struct work *w, struct making *m)
{
    struct ctx *c = w->c;
    struct order *o = &m->order;
    const struct cart_rule_result *rules = &m->cart.rules;
    struct cart_line *const *lines = sorted_lines(c->mem, &m->cart);
    o->edit_of = m->replaced.id;
    for (size_t i = 0; i < m->cart.lines.n; i++)
        stock_take_ahead(w, lines[i]->product_id, lines[i]->qty);
    cart_rules_use_ahead(w, rules, &m->buyer);
    if (!o->edit_of)
        sequence_number_ahead(w, S("order"), c->view->store_id);
    TRY(take_stock(w, m, lines));
    TRY(cart_rules_use(w, rules, &m->buyer));
    if (!o->edit_of)
        return sequence_number(w, S("order"), c->view->store_id, &o->number);
    o->number = number_after(c->mem, m->replaced.number);
    return OK;
}

static err write_order(struct work *w, struct making *m)
{
    struct order *o = &m->order;
    TRY(db_put(w->db, &sql_order_create, &order_record, o, &o->id));
    for (size_t i = 0; i < m->items.n; i++) {
        m->items.at[i].order_id = o->id;
        TRY(db_send_row(w->db, &sql_order_item_create, &order_item_record, &m->items.at[i]));
    }
    TRY(order_address_put(w, o->id, S("billing"), &m->addresses.billing));
    if (!o->virtual)
        TRY(order_address_put(w, o->id, S("shipping"), &m->addresses.shipping));
    return order_words_put(w, o);
}

/* CO-13: only a ticked new address joins the book. */
static err save_in_book(struct work *w, const struct making *m)
{
    const struct checkout_address *typed = m->cart.virtual ? &m->billing : &m->shipping;
    if (!typed->save_in_book || cart_buyer(w->c) == 0)
        return OK;
    struct customer_address a = checkout_as_address(typed);
    a.customer_id = cart_buyer(w->c);
    return address_put(w, &a, false, false);
}

static err own_comment(struct work *w, const struct order *o, str text, str arg, bool visible,
                       enum order_notified notified)
{
    return order_comment_put(w, (struct order_comment){
                                    .order_id = o->id,
                                    .status = o->status,
                                    .text = text,
                                    .arg = arg,
                                    .notified = notified,
                                    .visible = visible,
                                    .of_store = true,
                                });
}

static err tell_of_staff(struct work *w, struct making *m)
{
    struct order *o = &m->order;
    TRY(own_comment(w, o, _("Created by %1 in the back office."), w->c->actor.staff_name, false,
                    ORDER_NOT_APPLICABLE));
    if (m->replaced.id)
        TRY(own_comment(w, o, _("Replaces order #%1."), m->replaced.number, false,
                        ORDER_NOT_APPLICABLE));
    if (m->in->comment.n == 0)
        return OK;
    return order_comment_put(w, (struct order_comment){.order_id = o->id,
                                                       .status = o->status,
                                                       .text = m->in->comment,
                                                       .notified = ORDER_NOT_NOTIFIED,
                                                       .visible = m->in->comment_shown});
}

static err tell(struct work *w, struct making *m)
{
    struct order *o = &m->order;
    bool mailed = sales_mail_on(w->c, o->store_view_id, S("order_new")) && !m->in->silent;
    if (mailed)
        TRY(order_mail_new(w, o, &m->items, &m->addresses));
    TRY(own_comment(w, o, _("Order placed."), (str){0}, false,
                    mailed ? ORDER_NOTIFIED : ORDER_NOT_NOTIFIED));
    if (w->c->draft)
        return tell_of_staff(w, m);
    if (w->c->actor.who != WHO_ASSIST)
        return OK;
    TRY(own_comment(w, o, _("Placed by %1 using Login as Customer."), w->c->actor.staff_name, false,
                    ORDER_NOT_APPLICABLE));
    return own_comment(w, o, _("Placed by the store on your behalf."), (str){0}, true,
                       ORDER_NOT_APPLICABLE);
}

/* ---- in place of another ---- */

static err refuse_edit(struct ctx *c)
{
    return invalid(c, S(""),
                   _("The order that is edited has changed and can no longer be replaced."));
}

/* Its pieces and its coupon are given back before the new one takes them. */
static err cancel_replaced(struct work *w, struct making *m)
{
    struct ctx *c = w->c;
    struct order *o = &m->replaced;
    if (!c->draft || !order_draft_replaces(c->draft))
        return OK;
    order_items items = {0};
    struct order_facts f;
    TRY(order_read(w, c->draft->order_id, o));
    TRY(db_all(w->db, c->mem, &sql_order_items, ARGS(o->id), &order_item_record, &items));
    TRY(order_facts_of(c, w->db, o, &items, &f));
    if (o->edited_as || !order_may(ORDER_ACT_EDIT, &f))
        return refuse_edit(c);
    return order_cancel_rest(w, o, &items);
}

static err link_replaced(struct work *w, struct making *m)
{
    struct order before = m->replaced, *after = &m->replaced;
    i64 rows = 0;
    if (!before.id)
        return OK;
    TRY(db_run(w->db, &sql_order_edited_as, ARGS(before.id, m->order.id), &rows));
    if (rows == 0)
        return refuse_edit(w->c);
    after->edited_as = m->order.id;
    work_touch_row(w, ENTITY_ORDER, before.id, &order_record, &before, after);
    return own_comment(w, after, _("Replaced by order #%1."), m->order.number, false,
                       ORDER_NOT_APPLICABLE);
}

/* ---- the work ---- */

/* What is read whatever the cart holds comes with it. */
static void announce(struct work *w, const struct making *m)
{
    struct ctx *c = w->c;
    str status = payment_status(c, m->in->payment_method);
    cart_take_ahead(w, m->in->cart_id);
    checkout_addresses_ahead(w->db, m->in->cart_id);
    if (!c->draft)
        terms_ahead(c, w->db);
    if (cart_buyer(c)) {
        customer_read_ahead(w, cart_buyer(c));
        customer_group_name_ahead(w, cart_buyer(c));
    }
    if (status.n)
        order_status_first_state_ahead(w, status);
    else
        order_status_default_ahead(w, ORDER_NEW);
}

static err make(struct work *w, struct making *m)
{
    struct ctx *c = w->c;
    TRY(checkout_addresses(c, w->db, m->cart.id, &m->shipping, &m->billing));
    TRY(check_lines(c, &m->cart));
    TRY(check_choices(c, m));
    TRY(settle_addresses(w, m));
    TRY(check_payment(c, m));
    if (!c->draft)
        TRY(terms_check(c, w->db, m->in->accepted, m->in->n_accepted));
    m->order = (struct order){0};
    TRY(fill_customer(w, m));
    m->buyer = (struct cart_rule_buyer){.customer_id = m->order.customer_id,
                                        .email_fold = str_fold(c->mem, m->order.email)};
    fill_order(c, m);
    TRY(fill_state(w, &m->order));
    TRY(cancel_replaced(w, m));
    TRY(take_shared(w, m));
    TRY(write_order(w, m));
    TRY(link_replaced(w, m));
    TRY(save_in_book(w, m));
    TRY(tell(w, m));
    work_touch_row(w, ENTITY_ORDER, m->order.id, &order_record, NULL, &m->order);
    work_touch(w, ENTITY_CART, m->cart.id, (str){0});
    work_detail(w, str_join(c->mem, S("#"), m->order.number));
    return OK;
}

/* A cart that is closed has its order: the answer to a second click is the same as to the first. */
static err placed_before(struct work *w, struct making *m)
{
    return db_one(w->db, w->c->mem, &sql_order_of_cart, ARGS(m->cart.id), &order_record, &m->order);
}

static err place_once(struct ctx *c, struct making *m)
{
    SCOPED(work_end) struct work w = {0};
    TRY(cart_work(c, ACT_ORDER_PLACE, &w));
    bool closed = false;
    announce(&w, m);
    TRY(cart_take(&w, m->in->cart_id, &m->cart, &closed));
    if (closed)
        return placed_before(&w, m);
    TRY(make(&w, m));
    TRY(work_commit(&w));
    m->fresh = true;
    return OK;
}

/* PM-07: nothing is left to pay, so the program invoices it. The order stands whatever becomes of that. */
static void invoice_at_once(struct ctx *c, const struct order *o)
{
    if (!c->settings->free_invoice || !str_eq(o->payment_method, S("free")) ||
        !str_eq(o->state, S("processing")))
        return;
    struct ctx program = *c;
    program.actor = (struct actor){.who = WHO_SYSTEM, .permits = permits_all()};
    struct document_new in = {
        .kind = DOCUMENT_INVOICE, .order_id = o->id, .version = o->version, .all = true};
    struct document made;
    if (document_make(&program, &in, &made))
        log_warn("no invoice", "order %.*s", STR_ARG(o->number));
}

/* Counted whatever comes of it; staff's drafts are not. */
static err check_rate(struct ctx *c)
{
    const struct settings *s = c->settings;
    i64 buyer = cart_buyer(c), seconds = 0;
    bool allowed = true;
    if (!s->rate_limited || c->draft || !str_to_i64(s->rate_period, 1, DAY / SECOND, &seconds))
        return OK;
    struct throttle t = {.what = buyer ? S("order.customer") : S("order.guest"),
                         .per_hour = buyer ? s->rate_customer : s->rate_guest,
                         .within = seconds * SECOND};
    str key = buyer ? str_format(c->mem, "%lld", (long long)buyer) : c->ip;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ORDER_PLACE, &w));
    TRY(throttle_take(&w, &t, key, &allowed));
    if (allowed)
        return work_commit(&w);
    TRY(throttle_wait(c, w.db, &t, key, &c->again_after));
    err e =
        invalid_with(c, S(""), _("Too many orders were placed. Please try again in %1 seconds."),
                     str_format(c->mem, "%lld", (long long)c->again_after), (str){0}, (str){0});
    return e == ERR_INVALID ? ERR_OFTEN : e;
}

err order_place(struct ctx *c, const struct order_placing *in, struct order *out)
{
    err e = ERR_CONFLICT;
    struct making m;
    TRY(check_rate(c));
    for (int i = 0; i < 5 && e == ERR_CONFLICT; i++) {
        m = (struct making){.in = in};
        e = place_once(c, &m);
    }
    if (e)
        return e;
    if (m.fresh)
        invoice_at_once(c, &m.order);
    *out = m.order;
    return OK;
}
