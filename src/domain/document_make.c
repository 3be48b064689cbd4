#include "domain/document_make.h"

#include "base/i18n.h"
#include "domain/document.sql.h"
#include "domain/document_mail.h"
#include "domain/document_note.h"
#include "domain/exchange.h"
#include "domain/order.sql.h"
#include "domain/order_act.h"
#include "domain/order_comment.h"
#include "domain/order_status.h"
#include "domain/search.h"
#include "domain/sequence.h"
#include "domain/settings.h"
#include "domain/stock.h"

#define WORDS_MOST 40

/* What each kind takes of an order. */
static const struct {
    enum order_act act;
    i64 (*left)(const struct order_item *i);
    str told; /* in the history of the order */
} kinds[DOCUMENT_KIND_COUNT] = {
    [DOCUMENT_INVOICE] = {ORDER_ACT_INVOICE, item_to_invoice, _("Invoice #%1 was created.")},
    [DOCUMENT_SHIPMENT] = {ORDER_ACT_SHIPMENT, item_to_ship, _("Shipment #%1 was created.")},
    [DOCUMENT_CREDIT_MEMO] = {ORDER_ACT_CREDIT_MEMO, item_to_refund,
                              _("Credit memo #%1 was created.")},
};

/* A document in the making. db: the work's when it is written, else the reader's. */
struct making {
    struct ctx *c;
    struct db *db;
    const struct document_new *in;
    struct document_draft *d;
};

/* ---- the order ---- */

static err load(struct making *m)
{
    struct ctx *c = m->c;
    struct document_draft *d = m->d;
    db_ahead(m->db, &sql_order_get, ARGS(m->in->order_id));
    db_ahead(m->db, &sql_order_items, ARGS(m->in->order_id));
    order_facts_ahead(m->db, m->in->order_id);
    TRY(db_one(m->db, c->mem, &sql_order_get, ARGS(m->in->order_id), &order_record, &d->order));
    if (m->in->version && m->in->version != d->order.version)
        return ERR_CONFLICT;
    TRY(db_all(m->db, c->mem, &sql_order_items, ARGS(d->order.id), &order_item_record,
               &d->order_items));
    struct order_facts f;
    TRY(order_facts_of(c, m->db, &d->order, &d->order_items, &f));
    return order_may(kinds[m->in->kind].act, &f) ? OK : ERR_DENIED;
}

/* ---- which pieces ---- */

static str field_of(struct ctx *c, i64 order_item_id)
{
    return str_format(c->mem, "qty_%lld", (long long)order_item_id);
}

/* NULL: the form says nothing of the item. */
static const struct document_line *line_of(const struct document_new *in, i64 order_item_id)
{
    for (size_t i = 0; i < in->n; i++)
        if (in->lines[i].order_item_id == order_item_id)
            return &in->lines[i];
    return NULL;
}

/* Every line must be an item of this order, named once: what does not fit is an old or a forged form. */
static err check_lines(struct making *m)
{
    const struct document_new *in = m->in;
    for (size_t i = 0; i < in->n; i++) {
        bool known = false;
        for (size_t k = 0; k < m->d->order_items.n; k++)
            known |= m->d->order_items.at[k].id == in->lines[i].order_item_id;
        if (!known || line_of(in, in->lines[i].order_item_id) != &in->lines[i])
            return ERR_CONFLICT;
    }
    return OK;
}

static err choose(struct making *m, const struct order_item *i, i64 left, i64 *qty, bool *to_stock)
{
    *qty = m->in->all ? left : 0;
    *to_stock = false;
    const struct document_line *l = m->in->all ? NULL : line_of(m->in, i->id);
    if (!l)
        return OK;
    if (l->qty < 0 || l->qty > left)
        return invalid_with(m->c, field_of(m->c, i->id), _("At most %1, and at least 0."),
                            str_format(m->c->mem, "%lld", (long long)left), (str){0}, (str){0});
    *qty = l->qty;
    *to_stock = l->to_stock && m->in->kind == DOCUMENT_CREDIT_MEMO;
    return OK;
}

/* How many pieces of the item went into earlier documents of this kind. */
static i64 done_of(const struct making *m, const struct order_item *i)
{
    return m->in->kind == DOCUMENT_CREDIT_MEMO ? i->qty_refunded : i->qty_invoiced;
}

static money row_total(const struct making *m, money subtotal, money discount, money tax)
{
    i64 on_top = m->d->order.tax_included ? 0 : tax.minor;
    return (money){subtotal.minor - discount.minor + on_top};
}

static struct document_item item_for(const struct making *m, const struct order_item *i, i64 qty,
                                     bool to_stock)
{
    struct document_item x = {
        .order_item_id = i->id,
        .product_id = i->product_id,
        .sku = i->sku,
        .name = i->name,
        .qty = qty,
        .to_stock = to_stock,
    };
    if (m->in->kind == DOCUMENT_SHIPMENT)
        return x;
    i64 done = done_of(m, i), all = i->qty_ordered;
    x.price = i->price;
    x.tax_ppm = i->tax_ppm;
    x.tax_name = i->tax_name;
    x.subtotal = part_of(i->subtotal, done, qty, all);
    x.discount = part_of(i->discount, done, qty, all);
    x.tax = part_of(i->tax, done, qty, all);
    x.row_total = row_total(m, x.subtotal, x.discount, x.tax);
    x.base_price = i->base_price;
    x.base_subtotal = part_of(i->base_subtotal, done, qty, all);
    x.base_discount = part_of(i->base_discount, done, qty, all);
    x.base_tax = part_of(i->base_tax, done, qty, all);
    x.base_row_total = row_total(m, x.base_subtotal, x.base_discount, x.base_tax);
    return x;
}

static err work_out_items(struct making *m)
{
    struct document_draft *d = m->d;
    d->items.at = NEWN(m->c->mem, struct document_item, d->order_items.n + 1);
    TRY(check_lines(m));
    err e = OK;
    for (size_t k = 0; k < d->order_items.n; k++) {
        const struct order_item *i = &d->order_items.at[k];
        i64 left = kinds[m->in->kind].left(i), qty = 0;
        bool to_stock = false;
        if (choose(m, i, left, &qty, &to_stock))
            e = ERR_INVALID;
        else if (left)
            d->items.at[d->items.n++] = item_for(m, i, qty, to_stock);
    }
    return e;
}

/* ---- amounts ---- */

static void sum_items(struct making *m)
{
    struct document *x = &m->d->document;
    for (size_t k = 0; k < m->d->items.n; k++) {
        const struct document_item *i = &m->d->items.at[k];
        x->qty += i->qty;
        x->subtotal.minor += i->subtotal.minor;
        x->discount.minor += i->discount.minor;
        x->tax.minor += i->tax.minor;
        x->base_subtotal.minor += i->base_subtotal.minor;
        x->base_discount.minor += i->base_discount.minor;
        x->base_tax.minor += i->base_tax.minor;
    }
}

/* Shipping is charged in full by the first invoice; a credit memo may give back what is left of it. */
static err put_shipping(struct making *m)
{
    const struct order *o = &m->d->order;
    struct document *x = &m->d->document;
    bool invoice = m->in->kind == DOCUMENT_INVOICE;
    i64 all = o->base_shipping.minor;
    i64 done = invoice ? o->base_shipping_invoiced.minor : o->base_shipping_refunded.minor;
    i64 most = (invoice ? all : o->base_shipping_invoiced.minor) - done;
    m->d->shipping_most = (money){most};
    i64 take = invoice || m->in->all ? most : m->in->shipping.minor;
    if (take < 0 || take > most)
        return invalid(m->c, S("shipping"), _("This is more than what is left of the shipping."));
    x->base_shipping = (money){take};
    x->shipping_ppm = o->shipping_ppm;
    x->shipping_tax_name = o->shipping_tax_name;
    if (all == 0)
        return OK;
    x->shipping = part_of(o->shipping, done, take, all);
    x->shipping_tax = part_of(o->shipping_tax, done, take, all);
    x->base_shipping_tax = part_of(o->base_shipping_tax, done, take, all);
    x->tax.minor += x->shipping_tax.minor;
    x->base_tax.minor += x->base_shipping_tax.minor;
    return OK;
}

static err put_adjustments(struct making *m)
{
    struct document *x = &m->d->document;
    const struct order *o = &m->d->order;
    if (m->in->kind != DOCUMENT_CREDIT_MEMO || m->in->all)
        return OK;
    err e = OK;
    if (m->in->adjustment_refund.minor < 0)
        e = invalid(m->c, S("adjustment_refund"), _("Please enter an amount of 0 or more."));
    if (m->in->adjustment_fee.minor < 0)
        e = invalid(m->c, S("adjustment_fee"), _("Please enter an amount of 0 or more."));
    struct exchange rate = {o->base_currency, o->currency, o->base_to_order_rate};
    x->base_adjustment_refund = m->in->adjustment_refund;
    x->base_adjustment_fee = m->in->adjustment_fee;
    x->adjustment_refund = exchange(&rate, x->base_adjustment_refund);
    x->adjustment_fee = exchange(&rate, x->base_adjustment_fee);
    return e;
}

static void sum_up(struct document *x)
{
    x->grand_total.minor = x->subtotal.minor - x->discount.minor + x->shipping.minor +
                           (x->tax_included ? 0 : x->tax.minor) + x->adjustment_refund.minor -
                           x->adjustment_fee.minor;
    x->base_grand_total.minor = x->base_subtotal.minor - x->base_discount.minor +
                                x->base_shipping.minor + (x->tax_included ? 0 : x->base_tax.minor) +
                                x->base_adjustment_refund.minor - x->base_adjustment_fee.minor;
}

/* Moves a difference into the adjustments, whose parts stay 0 or more. */
static void adjust(struct document *x, i64 difference)
{
    money *less = difference < 0 ? &x->adjustment_refund : &x->adjustment_fee;
    money *more = difference < 0 ? &x->adjustment_fee : &x->adjustment_refund;
    i64 size = difference < 0 ? -difference : difference;
    i64 taken = less->minor < size ? less->minor : size;
    less->minor -= taken;
    more->minor += size - taken;
    x->grand_total.minor += difference;
}

/* In the order's currency at most what is left of it, all of it with the last of the base currency, and not below 0. */
static void settle(struct making *m)
{
    struct document *x = &m->d->document;
    const struct order *o = &m->d->order;
    i64 left = o->paid.minor - o->refunded.minor, total = x->grand_total.minor;
    bool last = x->base_grand_total.minor == m->d->refund_most.minor;
    if (last || total > left)
        adjust(x, left - total);
    else if (total < 0)
        adjust(x, -total);
}

static err check_refund(struct making *m)
{
    const struct document *x = &m->d->document;
    const struct order *o = &m->d->order;
    m->d->refund_most = (money){o->base_paid.minor - o->base_refunded.minor};
    if (x->base_grand_total.minor > m->d->refund_most.minor)
        return invalid(m->c, S(""), _("This is more than what was paid and not refunded yet."));
    i64 least = VIEW_SAYS(m->c, o->store_view_id, zero_memo) ? 0 : 1;
    if (x->base_grand_total.minor < least)
        return invalid(m->c, S(""), _("A credit memo must refund something."));
    settle(m);
    return OK;
}

static err work_out_amounts(struct making *m)
{
    struct document *x = &m->d->document;
    sum_items(m);
    if (m->in->kind == DOCUMENT_SHIPMENT)
        return x->qty ? OK
                      : invalid(m->c, S(""), _("Please enter a quantity for at least one item."));
    TRY(put_shipping(m));
    TRY(put_adjustments(m));
    sum_up(x);
    if (m->in->kind == DOCUMENT_CREDIT_MEMO)
        return check_refund(m);
    return x->qty ? OK : invalid(m->c, S(""), _("Please enter a quantity for at least one item."));
}

static str state_of(enum document_kind kind)
{
    static const str states[] = {
#define DOCUMENT(id, key, label, plural, state, ...) [DOCUMENT_##id] = S(state),
#include "domain/documents.def"
#undef DOCUMENT
    };
    return states[kind];
}

static void copy_order(struct making *m)
{
    const struct order *o = &m->d->order;
    m->d->document = (struct document){
        .kind = document_key(m->in->kind),
        .order_id = o->id,
        .order_number = o->number,
        .order_created_at = o->created_at,
        .customer_id = o->customer_id,
        .store_view_id = o->store_view_id,
        .view_path = o->view_path,
        .lang = o->lang,
        .email = o->email,
        .customer_name = o->customer_name,
        .group_name = o->group_name,
        .bill_name = o->bill_name,
        .bill_name_fold = o->bill_name_fold,
        .ship_name = o->ship_name,
        .ship_name_fold = o->ship_name_fold,
        .payment_title = o->payment_title,
        .shipping_title = o->shipping_title,
        .state = state_of(m->in->kind),
        .currency = o->currency,
        .base_currency = o->base_currency,
        .tax_included = o->tax_included,
        .staff_id = m->c->actor.staff_id,
        .author = m->c->actor.staff_name,
        .created_at = m->c->now,
    };
}

static err work_out(struct making *m)
{
    *m->d = (struct document_draft){0};
    TRY(load(m));
    copy_order(m);
    TRY(work_out_items(m));
    if (str_count_chars(m->in->comment) > ORDER_COMMENT_MOST)
        return invalid(m->c, S("comment"), _("This text is too long."));
    return work_out_amounts(m);
}

err document_preview(struct ctx *c, const struct document_new *in, struct document_draft *out)
{
    struct making m = {c, c->db, in, out};
    return work_out(&m);
}

/* ---- writing ---- */

/* Each text has room for its words: lists count on the first of any. */
static err put_words(struct work *w, const struct document *x)
{
    const str texts[] = {x->number,    x->order_number, x->customer_name,
                         x->bill_name, x->ship_name,    x->email};
    struct words_of words = search_words_of(w->c->mem, texts, COUNT(texts), WORDS_MOST);
    for (size_t i = 0; i < words.at.n; i++)
        TRY(db_send(w->db, &sql_document_word, ARGS(words.at.at[i], x->id, x->kind)));
    return OK;
}

static i64 store_of(const struct order *o)
{
    const struct snapshot *s = snapshot_take();
    const struct store_view *v = snapshot_view(s, o->store_view_id);
    i64 id = v ? v->store_id : 1;
    snapshot_drop(s);
    return id;
}

/* Only the items of which something is taken. */
static void drop_empty(document_items *items)
{
    size_t n = 0;
    for (size_t i = 0; i < items->n; i++)
        if (items->at[i].qty)
            items->at[n++] = items->at[i];
    items->n = n;
}

static err put_document(struct work *w, struct making *m)
{
    struct document *x = &m->d->document;
    TRY(sequence_number(w, x->kind, store_of(&m->d->order), &x->number));
    TRY(db_put(w->db, &sql_document_create, &document_record, x, &x->id));
    for (size_t i = 0; i < m->d->items.n; i++) {
        struct document_item *it = &m->d->items.at[i];
        it->document_id = x->id;
        TRY(db_send_row(w->db, &sql_document_item_create, &document_item_record, it));
    }
    TRY(put_words(w, x));
    TRY(db_send(w->db, &sql_document_address_copy, ARGS(x->id, x->order_id)));
    for (size_t i = 0; m->in->kind == DOCUMENT_SHIPMENT && i < m->in->tracks_n; i++) {
        struct document_track t = m->in->tracks[i];
        t.document_id = x->id;
        TRY(document_track_put(w, &t));
    }
    work_touch_row(w, document_entity(m->in->kind), x->id, &document_record, NULL, x);
    return OK;
}

/* NULL: nothing of it. */
static const struct document_item *taken_of(const struct making *m, const struct order_item *i)
{
    for (size_t k = 0; k < m->d->items.n; k++)
        if (m->d->items.at[k].order_item_id == i->id)
            return &m->d->items.at[k];
    return NULL;
}

/* The quantities of the order's items; the condition in the statement refuses what somebody else took meanwhile. */
static err move_items(struct work *w, struct making *m)
{
    enum document_kind kind = m->in->kind;
    for (size_t k = 0; k < m->d->order_items.n; k++) {
        struct order_item *i = &m->d->order_items.at[k], before = *i;
        const struct document_item *x = taken_of(m, i);
        if (!x)
            continue;
        i->qty_invoiced += kind == DOCUMENT_INVOICE ? x->qty : 0;
        i->qty_shipped += kind == DOCUMENT_SHIPMENT ? x->qty : 0;
        i->qty_refunded += kind == DOCUMENT_CREDIT_MEMO ? x->qty : 0;
        TRY(order_item_move(w, &before, i));
        if (x->to_stock && x->product_id)
            TRY(stock_give(w, x->product_id, x->qty));
    }
    return OK;
}

static err move_order(struct work *w, struct making *m)
{
    const struct document *x = &m->d->document;
    struct order_move move = {.told = kinds[m->in->kind].told, .arg = x->number};
    if (m->in->kind == DOCUMENT_INVOICE) {
        move.paid = x->grand_total;
        move.base_paid = x->base_grand_total;
        move.shipping_invoiced = x->shipping;
        move.base_shipping_invoiced = x->base_shipping;
    } else if (m->in->kind == DOCUMENT_CREDIT_MEMO) {
        move.refunded = x->grand_total;
        move.base_refunded = x->base_grand_total;
        move.shipping_refunded = x->shipping;
        move.base_shipping_refunded = x->base_shipping;
    }
    return order_move(w, &m->d->order, &m->d->order_items, &move);
}

static err tell(struct work *w, struct making *m)
{
    struct document *x = &m->d->document;
    bool queued = false;
    if (m->in->mail) {
        document_tracks tracks = {0};
        TRY(db_all(w->db, w->c->mem, &sql_document_tracks, ARGS(x->id), &document_track_record,
                   &tracks));
        str text = m->in->visible ? m->in->comment : (str){0};
        TRY(document_mail_new(w, &m->d->order, x, &m->d->items, &tracks, text, &queued));
    }
    if (queued)
        TRY(db_send(w->db, &sql_document_mail_sent, ARGS(x->id, w->c->now)));
    if (m->in->comment.n == 0)
        return OK;
    return document_comment_put(
        w, (struct document_comment){
               .document_id = x->id,
               .text = m->in->comment,
               .notified = queued && m->in->visible ? ORDER_NOTIFIED : ORDER_NOT_NOTIFIED,
               .visible = m->in->visible,
           });
}

static err write(struct work *w, struct making *m)
{
    TRY(work_out(m));
    drop_empty(&m->d->items);
    TRY(move_items(w, m));
    TRY(put_document(w, m));
    TRY(move_order(w, m));
    return tell(w, m);
}

/* The same pieces as the invoice, as far as they can be shipped: a second document of the same work. */
static err ship_too(struct work *w, const struct making *invoice)
{
    struct ctx *c = w->c;
    if (!actor_may(&c->actor, ACT_SHIPMENT_CREATE))
        return invalid(c, S("with_shipment"), _("You are not allowed to ship."));
    const struct document_draft *d = invoice->d;
    struct document_line *lines = NEWN(c->mem, struct document_line, d->items.n);
    size_t n = 0;
    for (size_t k = 0; k < d->items.n; k++)
        for (size_t j = 0; j < d->order_items.n; j++) {
            const struct order_item *i = &d->order_items.at[j];
            i64 left = item_to_ship(i), qty = d->items.at[k].qty;
            if (i->id == d->items.at[k].order_item_id && left)
                lines[n++] = (struct document_line){i->id, qty < left ? qty : left, false};
        }
    if (n == 0)
        return OK;
    struct document_new in = *invoice->in;
    in.kind = DOCUMENT_SHIPMENT;
    in.version = 0;
    in.lines = lines;
    in.n = n;
    in.all = false;
    in.comment = (str){0};
    struct document_draft draft;
    struct making m = {c, w->db, &in, &draft};
    return write(w, &m);
}

err document_write(struct work *w, const struct document_new *in, struct document_draft *out)
{
    struct making m = {w->c, w->db, in, out};
    return write(w, &m);
}

err document_make(struct ctx *c, const struct document_new *in, struct document *out)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, document_action_make(in->kind), &w));
    struct document_draft draft;
    struct making m = {c, w.db, in, &draft};
    TRY(write(&w, &m));
    if (in->kind == DOCUMENT_INVOICE && in->with_shipment)
        TRY(ship_too(&w, &m));
    work_subject(&w, draft.order.customer_id);
    work_detail(&w, str_format(c->mem, "#%.*s, order #%.*s", STR_ARG(draft.document.number),
                               STR_ARG(draft.order.number)));
    TRY(work_commit(&w));
    *out = draft.document;
    return OK;
}
