#include "domain/order.h"

#include "base/i18n.h"
#include "domain/order.sql.h"
#include "domain/order_status.h"
#include "domain/order_words.h"
#include "domain/reach.h"

static const struct field order_fields[] = {
    FIELD(struct order, id, F_PLAIN),
    FIELD(struct order, number, F_PLAIN),
    FIELD(struct order, cart_id, F_NULL0),
    FIELD(struct order, customer_id, F_NULL0),
    FIELD(struct order, account_gone, F_PLAIN),
    FIELD(struct order, session_id, F_NULL0),
    FIELD(struct order, store_view_id, F_PLAIN),
    FIELD(struct order, view_path, F_PLAIN),
    FIELD(struct order, lang, F_PLAIN),
    FIELD(struct order, email, F_PLAIN),
    FIELD(struct order, email_fold, F_PLAIN),
    FIELD(struct order, customer_name, F_PLAIN),
    FIELD(struct order, group_name, F_PLAIN),
    FIELD(struct order, bill_name, F_PLAIN),
    FIELD(struct order, bill_name_fold, F_PLAIN),
    FIELD(struct order, ship_name, F_PLAIN),
    FIELD(struct order, ship_name_fold, F_PLAIN),
    FIELD(struct order, state, F_PLAIN),
    FIELD(struct order, status, F_PLAIN),
    FIELD(struct order, currency, F_PLAIN),
    FIELD(struct order, base_currency, F_PLAIN),
    FIELD(struct order, virtual, F_PLAIN),
    FIELD(struct order, tax_included, F_PLAIN),
    FIELD(struct order, subtotal, F_PLAIN),
    FIELD(struct order, discount, F_PLAIN),
    FIELD(struct order, shipping, F_PLAIN),
    FIELD(struct order, tax, F_PLAIN),
    FIELD(struct order, grand_total, F_PLAIN),
    FIELD(struct order, base_grand_total, F_PLAIN),
    FIELD(struct order, paid, F_PLAIN),
    FIELD(struct order, refunded, F_PLAIN),
    FIELD(struct order, canceled, F_PLAIN),
    FIELD(struct order, shipping_tax, F_PLAIN),
    FIELD(struct order, shipping_ppm, F_PLAIN),
    FIELD(struct order, shipping_tax_name, F_PLAIN),
    FIELD(struct order, shipping_invoiced, F_PLAIN),
    FIELD(struct order, shipping_refunded, F_PLAIN),
    FIELD(struct order, base_to_order_rate, F_PLAIN),
    FIELD(struct order, base_subtotal, F_PLAIN),
    FIELD(struct order, base_discount, F_PLAIN),
    FIELD(struct order, base_shipping, F_PLAIN),
    FIELD(struct order, base_shipping_tax, F_PLAIN),
    FIELD(struct order, base_tax, F_PLAIN),
    FIELD(struct order, base_paid, F_PLAIN),
    FIELD(struct order, base_refunded, F_PLAIN),
    FIELD(struct order, base_canceled, F_PLAIN),
    FIELD(struct order, base_shipping_invoiced, F_PLAIN),
    FIELD(struct order, base_shipping_refunded, F_PLAIN),
    FIELD(struct order, held_state, F_NULL0),
    FIELD(struct order, held_status, F_NULL0),
    FIELD(struct order, edit_of, F_NULL0),
    FIELD(struct order, edited_as, F_NULL0),
    FIELD(struct order, shipping_method, F_NULL0),
    FIELD(struct order, shipping_title, F_NULL0),
    FIELD(struct order, payment_method, F_PLAIN),
    FIELD(struct order, payment_title, F_PLAIN),
    FIELD(struct order, po_number, F_NULL0),
    FIELD(struct order, coupon_code, F_NULL0),
    FIELD(struct order, rule_ids, F_NULL0),
    FIELD(struct order, ip, F_PLAIN),
    FIELD(struct order, assist_id, F_NULL0),
    FIELD(struct order, staff_id, F_NULL0),
    FIELD(struct order, mail_sent_at, F_NULL0),
    FIELD(struct order, created_at, F_PLAIN),
    FIELD(struct order, updated_at, F_PLAIN),
    FIELD(struct order, version, F_PLAIN),
};
const struct record order_record = RECORD(struct order, order_fields);

static const struct field item_fields[] = {
    FIELD(struct order_item, id, F_PLAIN),
    FIELD(struct order_item, order_id, F_PLAIN),
    FIELD(struct order_item, product_id, F_NULL0),
    FIELD(struct order_item, sku, F_PLAIN),
    FIELD(struct order_item, name, F_PLAIN),
    FIELD(struct order_item, picture, F_PLAIN),
    FIELD(struct order_item, virtual, F_PLAIN),
    FIELD(struct order_item, qty_ordered, F_PLAIN),
    FIELD(struct order_item, qty_invoiced, F_PLAIN),
    FIELD(struct order_item, qty_shipped, F_PLAIN),
    FIELD(struct order_item, qty_refunded, F_PLAIN),
    FIELD(struct order_item, qty_canceled, F_PLAIN),
    FIELD(struct order_item, qty_backordered, F_PLAIN),
    FIELD(struct order_item, original_price, F_PLAIN),
    FIELD(struct order_item, price, F_PLAIN),
    FIELD(struct order_item, subtotal, F_PLAIN),
    FIELD(struct order_item, tax, F_PLAIN),
    FIELD(struct order_item, tax_ppm, F_PLAIN),
    FIELD(struct order_item, tax_name, F_PLAIN),
    FIELD(struct order_item, discount, F_PLAIN),
    FIELD(struct order_item, row_total, F_PLAIN),
    FIELD(struct order_item, base_original_price, F_PLAIN),
    FIELD(struct order_item, base_price, F_PLAIN),
    FIELD(struct order_item, base_subtotal, F_PLAIN),
    FIELD(struct order_item, base_tax, F_PLAIN),
    FIELD(struct order_item, base_discount, F_PLAIN),
    FIELD(struct order_item, base_row_total, F_PLAIN),
};
const struct record order_item_record = RECORD(struct order_item, item_fields);

/* The first rule that fits (store.md §2.4); due: what the customer shall have in the end. */
str order_item_status(const struct order_item *i)
{
    i64 due = i->qty_ordered - i->qty_canceled - i->qty_refunded;
    i64 moved = i->qty_invoiced + i->qty_shipped + i->qty_refunded + i->qty_canceled;
    if (moved == 0 && i->qty_backordered == 0)
        return _("Ordered");
    if (i->qty_shipped && i->qty_invoiced && i->qty_shipped == due)
        return _("Shipped");
    if (i->qty_invoiced && !i->qty_shipped && i->qty_invoiced == due)
        return _("Invoiced");
    if (i->qty_backordered && i->qty_backordered == due)
        return _("Backordered");
    if (i->qty_refunded && i->qty_refunded == i->qty_ordered)
        return _("Refunded");
    if (i->qty_canceled && i->qty_canceled == i->qty_ordered)
        return _("Canceled");
    i64 most = i->qty_shipped > i->qty_invoiced ? i->qty_shipped : i->qty_invoiced;
    return most < due ? _("Partial") : _("Mixed");
}

err order_get(struct ctx *c, i64 id, struct order *out)
{
    TRY(db_one(c->db, c->mem, &sql_order_get, ARGS(id), &order_record, out));
    return reach_view(c, c->db, out->store_view_id);
}

err order_read(struct work *w, i64 id, struct order *out)
{
    TRY(db_one(w->db, w->c->mem, &sql_order_get, ARGS(id), &order_record, out));
    return reach_view(w->c, w->db, out->store_view_id);
}

err order_of_customer(struct ctx *c, str number, struct order *out)
{
    return db_one(c->db, c->mem, &sql_order_of_customer,
                  ARGS(number, opt_i64(c->actor.customer_id)), &order_record, out);
}

err order_just_placed(struct ctx *c, str number, struct order *out)
{
    bool guest = c->actor.who == WHO_VISITOR;
    struct val customer = opt_i64(c->actor.customer_id);
    struct val session = opt_i64(guest ? c->actor.session_id : 0);
    return db_one(c->db, c->mem, &sql_order_just_placed, ARGS(number, customer, session),
                  &order_record, out);
}

err order_items_of(struct ctx *c, i64 order_id, order_items *out)
{
    return db_all(c->db, c->mem, &sql_order_items, ARGS(order_id), &order_item_record, out);
}

err order_mail_waits(struct ctx *c, i64 order_id, bool *waits)
{
    i64 id = 0;
    err e = db_i64(c->db, &sql_order_mail_waits, ARGS(order_id), &id);
    if (e && e != ERR_NOT_FOUND)
        return e;
    *waits = id != 0;
    return OK;
}

struct order order_in_base(const struct order *o)
{
    struct order b = *o;
    b.currency = o->base_currency;
    b.subtotal = o->base_subtotal;
    b.discount = o->base_discount;
    b.shipping = o->base_shipping;
    b.shipping_tax = o->base_shipping_tax;
    b.tax = o->base_tax;
    b.grand_total = o->base_grand_total;
    b.paid = o->base_paid;
    b.refunded = o->base_refunded;
    b.canceled = o->base_canceled;
    b.shipping_invoiced = o->base_shipping_invoiced;
    b.shipping_refunded = o->base_shipping_refunded;
    return b;
}

order_items order_items_in_base(struct arena *mem, const order_items *items)
{
    order_items b = {NEWN(mem, struct order_item, items->n + 1), items->n};
    for (size_t i = 0; i < items->n; i++) {
        struct order_item *it = &b.at[i];
        *it = items->at[i];
        it->original_price = it->base_original_price;
        it->price = it->base_price;
        it->subtotal = it->base_subtotal;
        it->tax = it->base_tax;
        it->discount = it->base_discount;
        it->row_total = it->base_row_total;
    }
    return b;
}

money order_due(const struct order *o)
{
    return (money){o->grand_total.minor - o->paid.minor};
}

bool order_has_account(const struct order *o)
{
    return o->customer_id && !o->account_gone;
}

/* ---- addresses ---- */

static err read_address(struct ctx *c, struct db *db, i64 order_id, str kind,
                        struct customer_address *out)
{
    err e = db_one(db, c->mem, &sql_order_address, ARGS(order_id, kind), &address_record, out);
    return e == ERR_NOT_FOUND ? OK : e;
}

err order_addresses_of(struct ctx *c, struct db *db, const struct order *o,
                       struct order_addresses *out)
{
    struct order_addresses a = {0};
    TRY(read_address(c, db, o->id, S("billing"), &a.billing));
    TRY(read_address(c, db, o->id, S("shipping"), &a.shipping));
    *out = a;
    return OK;
}

bool order_address_open(const struct order *o)
{
    return !order_state_final(o->state);
}

static err put_names(struct work *w, const struct order *o, bool billing, str name)
{
    const struct sql *q = billing ? &sql_order_bill_name : &sql_order_ship_name;
    TRY(db_run(w->db, q, ARGS(o->id, name, str_fold(w->c->mem, name)), NULL));
    TRY(db_run(w->db, &sql_order_forget_words, ARGS(o->id), NULL));
    struct order renamed = *o;
    *(billing ? &renamed.bill_name : &renamed.ship_name) = name;
    return order_words_put(w, &renamed);
}

static err save_address(struct work *w, const struct order *o, str kind,
                        const struct customer_address *in)
{
    struct ctx *c = w->c;
    struct customer_address before = {0}, after = address_with_region_code(*in);
    TRY(db_one(w->db, c->mem, &sql_order_address, ARGS(o->id, kind), &address_record, &before));
    after.id = after.customer_id = after.version = 0;
    TRY(order_address_put(w, o->id, kind, &after));
    bool billing = str_eq(kind, S("billing"));
    str name = order_name_of(c->mem, in);
    if (!str_eq(name, billing ? o->bill_name : o->ship_name))
        TRY(put_names(w, o, billing, name));
    work_touch_row(w, ENTITY_ORDER, o->id, &address_record, &before, &after);
    return OK;
}

err order_address_save(struct ctx *c, i64 order_id, i64 version, str kind,
                       const struct customer_address *in)
{
    TRY(address_check(c, in));
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ORDER_ADDRESS, &w));
    struct order o;
    TRY(order_read(&w, order_id, &o));
    if (!order_address_open(&o))
        return invalid(c, S(""), _("The address of this order can no longer be changed."));
    i64 rows = 0;
    TRY(db_run(w.db, &sql_order_changed, ARGS(order_id, version, c->now), &rows));
    if (rows == 0)
        return ERR_CONFLICT;
    TRY(save_address(&w, &o, kind, in));
    work_touch(&w, ENTITY_ORDER, order_id, (str){0});
    work_subject(&w, o.customer_id);
    work_detail(&w, str_join(c->mem, S("#"), o.number));
    return work_commit(&w);
}
