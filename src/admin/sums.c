#include "admin/sums.h"

#include "base/i18n.h"

struct admin_sums admin_sums_of(struct arena *mem, const struct totals_row *base, size_t n_base,
                                const struct totals_row *paid, size_t n_paid)
{
    struct admin_sums s = {.at = {(void *)NEWN(mem, struct admin_sum, n_base + n_paid), 0}};
    size_t b = 0, p = 0;
    while (b < n_base || p < n_paid) {
        bool of_base = b < n_base && (p == n_paid || base[b].order <= paid[p].order);
        bool of_paid = p < n_paid && (b == n_base || paid[p].order <= base[b].order);
        const struct totals_row *row = of_base ? &base[b] : &paid[p];
        struct admin_sum sum = {
            .label = row->label, .ppm = row->ppm, .tax_name = row->tax_name, .grand = row->grand};
        if (of_base)
            sum.base = base[b++].amount;
        if (of_paid)
            sum.paid = paid[p++].amount;
        s.at.at[s.at.n++] = sum;
    }
    return s;
}

static void add(struct admin_sums *s, str label, money base, money paid)
{
    s->at.at[s->at.n++] = (struct admin_sum){.label = label, .base = base, .paid = paid};
}

#define MONEY_ROWS 3

struct admin_sums admin_sums_of_order(struct arena *mem, const struct sales_look *look,
                                      const struct order *o, const order_items *items)
{
    struct order in_base = order_in_base(o);
    order_items base_items = order_items_in_base(mem, items);
    struct totals_rows base = sales_rows_of_order(mem, look, &in_base, &base_items);
    struct totals_rows paid = sales_rows_of_order(mem, look, o, items);
    struct admin_sums rows = admin_sums_of(mem, base.at, base.n, paid.at, paid.n), s = rows;
    s.at.at = (void *)NEWN(mem, struct admin_sum, rows.at.n + MONEY_ROWS);
    for (size_t i = 0; i < rows.at.n; i++)
        s.at.at[i] = rows.at.at[i];
    add(&s, _("Total Paid"), o->base_paid, o->paid);
    add(&s, _("Total Refunded"), o->base_refunded, o->refunded);
    add(&s, _("Total Due"), order_due(&in_base), order_due(o));
    s.base_currency = o->base_currency;
    s.currency = o->currency;
    return s;
}

struct admin_sums admin_sums_of_document(struct arena *mem, const struct sales_look *look,
                                         const struct document *d, const document_items *items)
{
    struct document in_base = document_in_base(d);
    document_items base_items = document_items_in_base(mem, items);
    struct totals_rows base = sales_rows_of_document(mem, look, &in_base, &base_items);
    struct totals_rows paid = sales_rows_of_document(mem, look, d, items);
    struct admin_sums s = admin_sums_of(mem, base.at, base.n, paid.at, paid.n);
    s.base_currency = d->base_currency;
    s.currency = d->currency;
    return s;
}

static const struct document_tax *tax_at(const struct document_taxes *t, i64 ppm)
{
    static const struct document_tax none;
    for (size_t i = 0; i < t->n; i++)
        if (t->at[i].ppm == ppm)
            return &t->at[i];
    return &none;
}

struct admin_sums admin_taxes_of_document(struct arena *mem, const struct document *d,
                                          const document_items *items)
{
    struct document in_base = document_in_base(d);
    document_items base_items = document_items_in_base(mem, items);
    struct document_taxes base = document_taxes(&in_base, &base_items);
    struct document_taxes paid = document_taxes(d, items);
    struct admin_sums s = {.at = {(void *)NEWN(mem, struct admin_sum, base.n), 0},
                           .base_currency = d->base_currency,
                           .currency = d->currency};
    for (size_t i = 0; i < base.n; i++) {
        const struct document_tax *b = &base.at[i], *p = tax_at(&paid, b->ppm);
        s.at.at[s.at.n++] = (struct admin_sum){
            .ppm = b->ppm, .base = b->tax, .paid = p->tax, .base_on = b->base, .paid_on = p->base};
    }
    return s;
}
