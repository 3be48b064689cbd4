#include "domain/totals.h"

#include "base/i18n.h"
#include "base/str.h"
#include "domain/price.h"
#include "domain/tax.h"

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

/* Beyond the room the last rate takes the rest: no tax is left out. */
static void add_rate(struct totals *t, i64 ppm, str name, money tax)
{
    size_t i = 0;
    if (tax.minor == 0)
        return;
    while (i < t->n_rates && (t->rates[i].ppm != ppm || !str_eq(t->rates[i].name, name)))
        i++;
    if (i == TOTALS_RATES)
        i--;
    else if (i == t->n_rates)
        t->rates[t->n_rates++] = (struct totals_rate){.ppm = ppm, .name = name};
    t->rates[i].tax.minor += tax.minor;
}

/* The discount of a side is what its subtotal is more than what is paid, so that each side adds up. */
static void add_sides(struct totals *t, const struct totals_line *l)
{
    struct price_sides all = price_sides_of(l->subtotal, t->tax_included, l->tax_ppm);
    i64 paid = l->subtotal.minor - l->discount.minor;
    i64 net = t->tax_included ? paid - l->tax.minor : paid;
    t->net.subtotal.minor += all.net.minor;
    t->gross.subtotal.minor += all.gross.minor;
    t->net.discount.minor += all.net.minor - net;
    t->gross.discount.minor += all.gross.minor - net - l->tax.minor;
}

static void begin_sides(struct totals *t)
{
    i64 shipping = t->shipping.minor, tax = t->shipping_tax.minor;
    t->n_rates = 0;
    add_rate(t, t->shipping_ppm, t->shipping_tax_name, t->shipping_tax);
    t->net = (struct totals_side){.shipping = {t->tax_included ? shipping - tax : shipping}};
    t->gross = (struct totals_side){.shipping = {t->tax_included ? shipping : shipping + tax}};
}

void totals_sides(struct totals *t, const struct totals_line *lines, size_t n)
{
    begin_sides(t);
    for (size_t i = 0; i < n; i++) {
        add_rate(t, lines[i].tax_ppm, lines[i].tax_name, lines[i].tax);
        add_sides(t, &lines[i]);
    }
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
    totals_sides(t, lines, n);
    t->grand_total = (money){t->subtotal.minor - t->discount.minor + t->shipping.minor +
                             (t->tax_included ? 0 : t->tax.minor)};
}

/* ---- rows ---- */

static void put(struct totals_rows *rows, int order, str label, money amount)
{
    rows->at[rows->n++] = (struct totals_row){.order = order, .label = label, .amount = amount};
}

struct labels {
    str plain, net, gross;
};

/* One row, or both sides. */
static void put_sides(struct totals_rows *rows, int order, const struct labels *labels,
                      struct price_sides sides, enum tax_shown how)
{
    if (how == TAX_BOTH) {
        put(rows, order, labels->net, sides.net);
        put(rows, order, labels->gross, sides.gross);
    } else {
        put(rows, order, labels->plain, how == TAX_EXCL ? sides.net : sides.gross);
    }
}

static const struct labels subtotal_labels = {_("Subtotal"), _("Subtotal (Excl. Tax)"),
                                              _("Subtotal (Incl. Tax)")};
static const struct labels shipping_labels = {_("Shipping & Handling"),
                                              _("Shipping & Handling (Excl. Tax)"),
                                              _("Shipping & Handling (Incl. Tax)")};

static void put_taxes(struct totals_rows *rows, const struct totals *t,
                      const struct totals_look *look)
{
    str label = look->subtotal == TAX_INCL ? _("Included tax") : _("Tax");
    if (look->by_rate && t->n_rates) {
        for (size_t i = 0; i < t->n_rates; i++) {
            put(rows, 40, label, t->rates[i].tax);
            rows->at[rows->n - 1].ppm = t->rates[i].ppm;
            rows->at[rows->n - 1].tax_name = t->rates[i].name;
        }
    } else if (t->tax.minor || look->zero_tax) {
        put(rows, 40, label, t->tax);
    }
}

/* As they were worked out: on the side that the prices are on. */
static struct totals as_stored(const struct totals *t, struct totals_look *look)
{
    struct totals as = *t;
    struct totals_side side = {t->subtotal, t->discount, t->shipping};
    as.net = as.gross = side;
    *look =
        (struct totals_look){.subtotal = t->tax_included ? TAX_INCL : TAX_EXCL, .zero_tax = true};
    return as;
}

struct totals_rows totals_rows(const struct totals *t, bool shipped, const struct totals_look *look)
{
    struct totals_rows rows = {0};
    struct totals_look stored;
    struct totals as = *t;
    if (!look) {
        as = as_stored(t, &stored);
        look = &stored;
    }
    money discount = look->subtotal == TAX_EXCL ? as.net.discount : as.gross.discount;
    put_sides(&rows, TOTALS_SUBTOTAL, &subtotal_labels,
              (struct price_sides){as.net.subtotal, as.gross.subtotal}, look->subtotal);
    if (discount.minor)
        put(&rows, 20, _("Discount"), (money){-discount.minor});
    if (shipped)
        put_sides(&rows, 30, &shipping_labels,
                  (struct price_sides){as.net.shipping, as.gross.shipping}, look->shipping);
    if (t->adjustment_refund.minor)
        put(&rows, 35, _("Adjustment Refund"), t->adjustment_refund);
    if (t->adjustment_fee.minor)
        put(&rows, 36, _("Adjustment Fee"), (money){-t->adjustment_fee.minor});
    put_taxes(&rows, &as, look);
    if (look->net_total)
        put(&rows, 99, _("Grand Total (Excl. Tax)"), (money){t->grand_total.minor - t->tax.minor});
    put(&rows, 100, look->net_total ? _("Grand Total (Incl. Tax)") : _("Grand Total"),
        t->grand_total);
    rows.at[rows.n - 1].grand = true;
    return rows;
}
