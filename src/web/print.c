#include "web/print.h"

#include "base/i18n.h"
#include "domain/pdf.h"
#include "domain/sales_shown.h"
#include "domain/settings.h"

void print_begin(struct request *r, struct print_page *page, size_t most)
{
    *page = (struct print_page){.assist = r->assist};
    page->sheets.at = NEWN(r->c.mem, struct print_sheet, most);
}

static void put_sender(struct arena *mem, struct print_sheet *s, const struct settings *set)
{
    str rest = str_copy(mem, set->pdf_address), line;
    s->sender.at = NEWN(mem, str, rest.n + 1);
    s->store_name = str_copy(mem, set->store_name);
    while (str_cut(&rest, '\n', &line)) {
        line = str_trim(line);
        if (line.n)
            s->sender.at[s->sender.n++] = line;
    }
}

/* The shop's name and address are those of the store view where it was bought. */
static void begin_sheet(struct request *r, i64 store_view_id, const struct order_addresses *a,
                        struct print_sheet *s)
{
    const struct snapshot *all = snapshot_take();
    const struct store_view *v = snapshot_view(all, store_view_id);
    put_sender(r->c.mem, s, v ? &v->settings : &all->global);
    snapshot_drop(all);
    s->sold_to = address_lines(&r->c, &a->billing);
    s->ships = a->shipping.country.n > 0;
    if (s->ships)
        s->ship_to = address_lines(&r->c, &a->shipping);
}

static void add_sheet(struct print_page *page, const struct print_sheet *s, str many)
{
    page->title = page->sheets.n ? many : s->kind;
    page->number = page->sheets.n ? S("") : s->number;
    page->sheets.at[page->sheets.n++] = *s;
}

static void put_totals(struct arena *mem, struct print_sheet *s, struct totals_rows rows)
{
    s->totals.at = NEWN(mem, struct totals_row, rows.n);
    s->totals.n = rows.n;
    for (size_t i = 0; i < rows.n; i++)
        s->totals.at[i] = rows.at[i];
}

err print_add_order(struct request *r, struct print_page *page, const struct order *o)
{
    struct print_sheet s = {
        .kind = _("Order"),
        .number = o->number,
        .created_at = o->created_at,
        .priced = true,
        .payment = o->payment_title,
        .shipping = o->shipping_title,
        .currency = o->currency,
    };
    struct order_addresses a;
    TRY(order_addresses_of(&r->c, r->c.db, o, &a));
    begin_sheet(r, o->store_view_id, &a, &s);
    order_items items;
    TRY(order_items_of(&r->c, o->id, &items));
    struct sales_look look = sales_look(&r->c, o->store_view_id);
    items = sales_lines_of_order(r->c.mem, &look, o, &items);
    s.lines.at = NEWN(r->c.mem, struct print_line, items.n);
    s.lines.n = items.n;
    for (size_t i = 0; i < items.n; i++) {
        const struct order_item *x = &items.at[i];
        s.lines.at[i] = (struct print_line){x->name, x->sku,         x->qty_ordered,   x->tax_ppm,
                                            x->tax,  x->shown.price, x->shown.subtotal};
    }
    put_totals(r->c.mem, &s, sales_rows_of_order(r->c.mem, &look, o, &items));
    add_sheet(page, &s, _("Orders"));
    return OK;
}

static void put_items(struct request *r, struct print_sheet *s, const struct document *d,
                      const document_items *stored)
{
    struct arena *mem = r->c.mem;
    struct sales_look look = sales_look(&r->c, d->store_view_id);
    document_items lines = sales_lines_of_document(mem, &look, d, stored), *items = &lines;
    s->lines.at = NEWN(mem, struct print_line, items->n);
    s->lines.n = items->n;
    for (size_t i = 0; i < items->n; i++) {
        const struct document_item *x = &items->at[i];
        s->lines.at[i] = (struct print_line){x->name, x->sku,         x->qty,           x->tax_ppm,
                                             x->tax,  x->shown.price, x->shown.subtotal};
    }
    if (!s->priced)
        return;
    put_totals(mem, s, sales_rows_of_document(mem, &look, d, items));
    struct document_taxes taxes = document_taxes(d, items);
    s->taxes.at = NEWN(mem, struct document_tax, taxes.n);
    s->taxes.n = taxes.n;
    for (size_t i = 0; i < taxes.n; i++)
        s->taxes.at[i] = taxes.at[i];
}

err print_add_document(struct request *r, struct print_page *page, const struct document *d)
{
    enum document_kind kind;
    if (!document_kind_find(d->kind, &kind))
        return ERR_NOT_FOUND;
    struct print_sheet s = {
        .kind = pdf_title(kind),
        .number = d->number,
        .order_number = d->order_number,
        .created_at = d->created_at,
        .order_created_at = d->order_created_at,
        .priced = kind != DOCUMENT_SHIPMENT,
        .payment = d->payment_title,
        .shipping = d->shipping_title,
        .currency = d->currency,
        .pieces = d->qty,
    };
    document_items items;
    struct order_addresses a;
    TRY(document_addresses_of(&r->c, d->id, &a));
    begin_sheet(r, d->store_view_id, &a, &s);
    TRY(document_items_of(&r->c, d->id, &items));
    if (kind == DOCUMENT_SHIPMENT)
        TRY(document_tracks_of(&r->c, d->id, &s.tracks));
    put_items(r, &s, d, &items);
    add_sheet(page, &s, pdf_plural(kind));
    return OK;
}
