#include "domain/document.h"

#include "base/i18n.h"
#include "domain/document.sql.h"
#include "domain/order_status.h"
#include "domain/reach.h"

/* ---- kinds ---- */

static const struct {
    str key, label, plural;
    enum entity entity;
    enum action view, make, comment, mail;
} kinds[DOCUMENT_KIND_COUNT] = {
#define DOCUMENT(id, key, label, plural, state, view, make, comment, mail)                         \
    [DOCUMENT_##id] = {S(key),     S(label),   S(plural),     ENTITY_##id,                         \
                       ACT_##view, ACT_##make, ACT_##comment, ACT_##mail},
#include "domain/documents.def"
#undef DOCUMENT
};

str document_key(enum document_kind kind)
{
    return kinds[kind].key;
}

str document_label(enum document_kind kind)
{
    return kinds[kind].label;
}

str document_plural(enum document_kind kind)
{
    return kinds[kind].plural;
}

enum entity document_entity(enum document_kind kind)
{
    return kinds[kind].entity;
}

enum action document_action_view(enum document_kind kind)
{
    return kinds[kind].view;
}

enum action document_action_make(enum document_kind kind)
{
    return kinds[kind].make;
}

enum action document_action_comment(enum document_kind kind)
{
    return kinds[kind].comment;
}

enum action document_action_mail(enum document_kind kind)
{
    return kinds[kind].mail;
}

bool document_kind_find(str key, enum document_kind *out)
{
    for (enum document_kind i = 0; i < DOCUMENT_KIND_COUNT; i++)
        if (str_eq(kinds[i].key, key)) {
            *out = i;
            return true;
        }
    return false;
}

str document_state_label(const struct document *d)
{
    if (str_eq(d->state, S("paid")))
        return _("Paid");
    return str_eq(d->state, S("refunded")) ? _("Refunded") : S("");
}

/* ---- rows ---- */

static const struct field document_fields[] = {
    FIELD(struct document, id, F_PLAIN),
    FIELD(struct document, kind, F_PLAIN),
    FIELD(struct document, number, F_PLAIN),
    FIELD(struct document, order_id, F_PLAIN),
    FIELD(struct document, order_number, F_PLAIN),
    FIELD(struct document, order_created_at, F_PLAIN),
    FIELD(struct document, customer_id, F_NULL0),
    FIELD(struct document, store_view_id, F_PLAIN),
    FIELD(struct document, view_path, F_PLAIN),
    FIELD(struct document, lang, F_PLAIN),
    FIELD(struct document, email, F_PLAIN),
    FIELD(struct document, customer_name, F_PLAIN),
    FIELD(struct document, group_name, F_PLAIN),
    FIELD(struct document, bill_name, F_PLAIN),
    FIELD(struct document, bill_name_fold, F_PLAIN),
    FIELD(struct document, ship_name, F_PLAIN),
    FIELD(struct document, ship_name_fold, F_PLAIN),
    FIELD(struct document, payment_title, F_PLAIN),
    FIELD(struct document, shipping_title, F_NULL0),
    FIELD(struct document, state, F_PLAIN),
    FIELD(struct document, qty, F_PLAIN),
    FIELD(struct document, currency, F_PLAIN),
    FIELD(struct document, base_currency, F_PLAIN),
    FIELD(struct document, tax_included, F_PLAIN),
    FIELD(struct document, subtotal, F_PLAIN),
    FIELD(struct document, discount, F_PLAIN),
    FIELD(struct document, shipping, F_PLAIN),
    FIELD(struct document, shipping_tax, F_PLAIN),
    FIELD(struct document, shipping_ppm, F_PLAIN),
    FIELD(struct document, shipping_tax_name, F_PLAIN),
    FIELD(struct document, tax, F_PLAIN),
    FIELD(struct document, adjustment_refund, F_PLAIN),
    FIELD(struct document, adjustment_fee, F_PLAIN),
    FIELD(struct document, grand_total, F_PLAIN),
    FIELD(struct document, base_subtotal, F_PLAIN),
    FIELD(struct document, base_discount, F_PLAIN),
    FIELD(struct document, base_shipping, F_PLAIN),
    FIELD(struct document, base_shipping_tax, F_PLAIN),
    FIELD(struct document, base_tax, F_PLAIN),
    FIELD(struct document, base_adjustment_refund, F_PLAIN),
    FIELD(struct document, base_adjustment_fee, F_PLAIN),
    FIELD(struct document, base_grand_total, F_PLAIN),
    FIELD(struct document, staff_id, F_NULL0),
    FIELD(struct document, author, F_NULL0),
    FIELD(struct document, mail_sent_at, F_NULL0),
    FIELD(struct document, created_at, F_PLAIN),
};
const struct record document_record = RECORD(struct document, document_fields);

static const struct field item_fields[] = {
    FIELD(struct document_item, id, F_PLAIN),
    FIELD(struct document_item, document_id, F_PLAIN),
    FIELD(struct document_item, order_item_id, F_PLAIN),
    FIELD(struct document_item, product_id, F_NULL0),
    FIELD(struct document_item, sku, F_PLAIN),
    FIELD(struct document_item, name, F_PLAIN),
    FIELD(struct document_item, qty, F_PLAIN),
    FIELD(struct document_item, price, F_PLAIN),
    FIELD(struct document_item, subtotal, F_PLAIN),
    FIELD(struct document_item, tax, F_PLAIN),
    FIELD(struct document_item, tax_ppm, F_PLAIN),
    FIELD(struct document_item, tax_name, F_PLAIN),
    FIELD(struct document_item, discount, F_PLAIN),
    FIELD(struct document_item, row_total, F_PLAIN),
    FIELD(struct document_item, base_price, F_PLAIN),
    FIELD(struct document_item, base_subtotal, F_PLAIN),
    FIELD(struct document_item, base_tax, F_PLAIN),
    FIELD(struct document_item, base_discount, F_PLAIN),
    FIELD(struct document_item, base_row_total, F_PLAIN),
    FIELD(struct document_item, to_stock, F_PLAIN),
};
const struct record document_item_record = RECORD(struct document_item, item_fields);

err document_get(struct ctx *c, enum document_kind kind, i64 id, struct document *out)
{
    TRY(db_one(c->db, c->mem, &sql_document_get, ARGS(id, document_key(kind)), &document_record,
               out));
    return reach_view(c, c->db, out->store_view_id);
}

err document_of_customer(struct ctx *c, enum document_kind kind, str number, struct document *out)
{
    return db_one(c->db, c->mem, &sql_document_of_customer,
                  ARGS(number, document_key(kind), opt_i64(c->actor.customer_id)), &document_record,
                  out);
}

err document_items_of(struct ctx *c, i64 document_id, document_items *out)
{
    return db_all(c->db, c->mem, &sql_document_items, ARGS(document_id), &document_item_record,
                  out);
}

static err read_address(struct ctx *c, i64 document_id, str kind, struct customer_address *out)
{
    err e =
        db_one(c->db, c->mem, &sql_document_address, ARGS(document_id, kind), &address_record, out);
    return e == ERR_NOT_FOUND ? OK : e;
}

err document_addresses_of(struct ctx *c, i64 document_id, struct order_addresses *out)
{
    *out = (struct order_addresses){0};
    TRY(read_address(c, document_id, S("billing"), &out->billing));
    return read_address(c, document_id, S("shipping"), &out->shipping);
}

/* ---- totals ---- */

struct document document_in_base(const struct document *d)
{
    struct document b = *d;
    b.currency = d->base_currency;
    b.subtotal = d->base_subtotal;
    b.discount = d->base_discount;
    b.shipping = d->base_shipping;
    b.shipping_tax = d->base_shipping_tax;
    b.tax = d->base_tax;
    b.adjustment_refund = d->base_adjustment_refund;
    b.adjustment_fee = d->base_adjustment_fee;
    b.grand_total = d->base_grand_total;
    return b;
}

document_items document_items_in_base(struct arena *mem, const document_items *items)
{
    document_items b = {(void *)NEWN(mem, struct document_item, items->n + 1), items->n};
    for (size_t i = 0; i < items->n; i++) {
        struct document_item *it = &b.at[i];
        *it = items->at[i];
        it->price = it->base_price;
        it->subtotal = it->base_subtotal;
        it->tax = it->base_tax;
        it->discount = it->base_discount;
        it->row_total = it->base_row_total;
    }
    return b;
}

/* paid: with the tax when prices include it. Beyond the room the last rate takes the rest: no tax is left out. */
static void add_tax(struct document_taxes *t, bool included, i64 ppm, i64 paid, i64 tax)
{
    if (paid == 0 && tax == 0)
        return;
    size_t i = 0;
    while (i < t->n && t->at[i].ppm > ppm)
        i++;
    if (i == t->n || t->at[i].ppm != ppm) {
        if (t->n == DOCUMENT_TAXES_MOST) {
            i = i < t->n ? i : t->n - 1;
        } else {
            for (size_t k = t->n++; k > i; k--)
                t->at[k] = t->at[k - 1];
            t->at[i] = (struct document_tax){.ppm = ppm};
        }
    }
    t->at[i].base.minor += included ? paid - tax : paid;
    t->at[i].tax.minor += tax;
}

struct document_taxes document_taxes(const struct document *d, const document_items *items)
{
    struct document_taxes t = {0};
    for (size_t k = 0; k < items->n; k++) {
        const struct document_item *i = &items->at[k];
        add_tax(&t, d->tax_included, i->tax_ppm, i->subtotal.minor - i->discount.minor,
                i->tax.minor);
    }
    add_tax(&t, d->tax_included, d->shipping_ppm, d->shipping.minor, d->shipping_tax.minor);
    return t;
}
