#include "domain/totals.h"

#include "base/i18n.h"
#include "base/str.h"
#include "domain/price.h"

static void sum_lines(struct totals *t, struct totals_line *lines, size_t n)
{
    t->subtotal = (money){0};
    for (size_t i = 0; i < n; i++) {
        lines[i].subtotal = price_times(lines[i].price, lines[i].qty);
        t->subtotal.minor += lines[i].subtotal.minor;
    }
}

/* Each line gets its share of what is left of the discount and of the subtotal: the last one takes the rest, and no
 * rounding is lost. */
static void spread_discount(struct totals *t, struct totals_line *lines, size_t n)
{
    if (t->discount.minor > t->subtotal.minor)
        t->discount = t->subtotal;
    i64 left = t->discount.minor, base = t->subtotal.minor;
    for (size_t i = 0; i < n; i++) {
        i64 mine = base > 0 ? share(left, lines[i].subtotal.minor, base) : 0;
        lines[i].discount = (money){mine};
        left -= mine;
        base -= lines[i].subtotal.minor;
    }
}

static money tax_of(const struct totals *t, money amount, i64 permille)
{
    return t->tax_included ? price_tax_in(amount, permille) : price_tax_on(amount, permille);
}

void totals_work_out(struct totals *t, struct totals_line *lines, size_t n)
{
    sum_lines(t, lines, n);
    spread_discount(t, lines, n);
    t->shipping_tax = tax_of(t, t->shipping, t->shipping_permille);
    t->tax = t->shipping_tax;
    for (size_t i = 0; i < n; i++) {
        struct totals_line *l = &lines[i];
        money paid = {l->subtotal.minor - l->discount.minor};
        l->tax = tax_of(t, paid, l->tax_permille);
        l->row_total = (money){paid.minor + (t->tax_included ? 0 : l->tax.minor)};
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
