#include "domain/totals.h"

#include "base/i18n.h"
#include "base/str.h"
#include "domain/price.h"

void totals_lines(struct totals_line *lines, size_t n)
{
    for (size_t i = 0; i < n; i++)
        lines[i].subtotal = price_times(lines[i].price, lines[i].qty);
}

/* Each part gets its share of what is left of the amount and of the parts: the last one takes the rest, and no rounding
 * is lost. */
void totals_spread(i64 amount, const i64 *parts, size_t n, i64 *shares)
{
    i64 left = amount, base = 0;
    for (size_t i = 0; i < n; i++)
        base += parts[i];
    for (size_t i = 0; i < n; i++) {
        shares[i] = base > 0 ? share(left, parts[i], base) : 0;
        left -= shares[i];
        base -= parts[i];
    }
}

static money tax_of(const struct totals *t, money amount, i64 ppm)
{
    return t->tax_included ? price_tax_within(amount, ppm) : price_tax_above(amount, ppm);
}

void totals_work_out(struct totals *t, struct totals_line *lines, size_t n)
{
    totals_lines(lines, n);
    t->subtotal = t->discount = (money){0};
    t->shipping_tax = tax_of(t, t->shipping, t->shipping_ppm);
    t->tax = t->shipping_tax;
    for (size_t i = 0; i < n; i++) {
        struct totals_line *l = &lines[i];
        money paid = {l->subtotal.minor - l->discount.minor};
        l->tax = tax_of(t, paid, l->tax_ppm);
        l->row_total = (money){paid.minor + (t->tax_included ? 0 : l->tax.minor)};
        t->subtotal.minor += l->subtotal.minor;
        t->discount.minor += l->discount.minor;
        t->tax.minor += l->tax.minor;
    }
    t->grand_total = (money){t->subtotal.minor - t->discount.minor + t->shipping.minor +
                             (t->tax_included ? 0 : t->tax.minor)};
}

struct totals_rows totals_rows(const struct totals *t, bool shipped)
{
    struct totals_rows rows = {0};
    rows.at[rows.n++] = (struct totals_row){10, _("Subtotal"), t->subtotal, false};
    if (t->discount.minor)
        rows.at[rows.n++] = (struct totals_row){20, _("Discount"), {-t->discount.minor}, false};
    if (shipped)
        rows.at[rows.n++] = (struct totals_row){30, _("Shipping & Handling"), t->shipping, false};
    rows.at[rows.n++] =
        (struct totals_row){40, t->tax_included ? _("Included tax") : _("Tax"), t->tax, false};
    rows.at[rows.n++] = (struct totals_row){100, _("Grand Total"), t->grand_total, true};
    return rows;
}
