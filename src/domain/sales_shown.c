#include "domain/sales_shown.h"

#include "base/arena.h"
#include "domain/settings.h"

static struct sales_look look_of(const struct settings *s)
{
    return (struct sales_look){
        .totals = {.subtotal = tax_shown_of(s->tax_sales_subtotal),
                   .shipping = tax_shown_of(s->tax_sales_shipping),
                   .by_rate = s->tax_sales_by_rate,
                   .zero_tax = s->tax_sales_zero,
                   .net_total = s->tax_sales_net_total},
        .price = tax_shown_of(s->tax_sales_price),
        .subtotal = tax_shown_of(s->tax_sales_subtotal),
    };
}

struct sales_look sales_look(const struct ctx *c, i64 store_view_id)
{
    const struct snapshot *s = snapshot_take();
    const struct store_view *view = snapshot_view(s, store_view_id);
    struct sales_look look = look_of(view ? &view->settings : c->settings);
    snapshot_drop(s);
    return look;
}

/* ---- rows ---- */

struct totals_rows sales_rows_of_order(struct arena *mem, const struct sales_look *look,
                                       const struct order *o, const order_items *items)
{
    struct totals_line *lines = NEWN(mem, struct totals_line, items->n + 1);
    for (size_t i = 0; i < items->n; i++) {
        const struct order_item *x = &items->at[i];
        lines[i] = (struct totals_line){.tax_ppm = x->tax_ppm,
                                        .tax_name = x->tax_name,
                                        .discount = x->discount,
                                        .subtotal = x->subtotal,
                                        .tax = x->tax};
    }
    struct totals t = {
        .tax_included = o->tax_included,
        .subtotal = o->subtotal,
        .discount = o->discount,
        .shipping = o->shipping,
        .shipping_tax = o->shipping_tax,
        .shipping_ppm = o->shipping_ppm,
        .shipping_tax_name = o->shipping_tax_name,
        .tax = o->tax,
        .grand_total = o->grand_total,
    };
    totals_sides(&t, lines, items->n);
    return totals_rows(&t, !o->virtual, &look->totals);
}

struct totals_rows sales_rows_of_document(struct arena *mem, const struct sales_look *look,
                                          const struct document *d, const document_items *items)
{
    enum document_kind kind;
    if (!document_kind_find(d->kind, &kind) || kind == DOCUMENT_SHIPMENT)
        return (struct totals_rows){0};
    struct totals_line *lines = NEWN(mem, struct totals_line, items->n + 1);
    for (size_t i = 0; i < items->n; i++) {
        const struct document_item *x = &items->at[i];
        lines[i] = (struct totals_line){.tax_ppm = x->tax_ppm,
                                        .tax_name = x->tax_name,
                                        .discount = x->discount,
                                        .subtotal = x->subtotal,
                                        .tax = x->tax};
    }
    struct totals t = {
        .tax_included = d->tax_included,
        .subtotal = d->subtotal,
        .discount = d->discount,
        .shipping = d->shipping,
        .shipping_tax = d->shipping_tax,
        .shipping_ppm = d->shipping_ppm,
        .shipping_tax_name = d->shipping_tax_name,
        .adjustment_refund = d->adjustment_refund,
        .adjustment_fee = d->adjustment_fee,
        .tax = d->tax,
        .grand_total = d->grand_total,
    };
    totals_sides(&t, lines, items->n);
    return totals_rows(&t, d->shipping.minor != 0, &look->totals);
}

/* ---- lines ---- */

static struct price_shown shown(money price, bool with_tax, i64 ppm, enum tax_shown how,
                                str currency)
{
    struct price_shown p = price_shown_of(price_sides_of(price, with_tax, ppm), how);
    p.currency = currency;
    return p;
}

order_items sales_lines_of_order(struct arena *mem, const struct sales_look *look,
                                 const struct order *o, const order_items *items)
{
    order_items lines = {NEWN(mem, struct order_item, items->n + 1), items->n};
    bool with = o->tax_included;
    for (size_t i = 0; i < items->n; i++) {
        struct order_item *x = &lines.at[i];
        *x = items->at[i];
        x->shown = (struct sales_shown){
            shown(x->price, with, x->tax_ppm, look->price, o->currency),
            shown(x->subtotal, with, x->tax_ppm, look->subtotal, o->currency),
            shown(x->base_price, with, x->tax_ppm, look->price, o->base_currency),
            shown(x->base_subtotal, with, x->tax_ppm, look->subtotal, o->base_currency),
        };
    }
    return lines;
}

document_items sales_lines_of_document(struct arena *mem, const struct sales_look *look,
                                       const struct document *d, const document_items *items)
{
    document_items lines = {NEWN(mem, struct document_item, items->n + 1), items->n};
    bool with = d->tax_included;
    for (size_t i = 0; i < items->n; i++) {
        struct document_item *x = &lines.at[i];
        *x = items->at[i];
        x->shown = (struct sales_shown){
            shown(x->price, with, x->tax_ppm, look->price, d->currency),
            shown(x->subtotal, with, x->tax_ppm, look->subtotal, d->currency),
            shown(x->base_price, with, x->tax_ppm, look->price, d->base_currency),
            shown(x->base_subtotal, with, x->tax_ppm, look->subtotal, d->base_currency),
        };
    }
    return lines;
}
