/* What a cart or an order costs: pure functions of lines, in whole minor units. Tax is rounded once a line, so that the
 * parts that a document prints add up to its total exactly:
 *   prices with tax:    grand total = subtotal − discount + shipping           (tax is contained)
 *   prices without tax: grand total = subtotal − discount + shipping + tax */
#pragma once

#include "domain/tax_shown.h"

struct totals_line {
    money price; /* a piece */
    i64 qty;
    i64 tax_ppm;                    /* millionths */
    str tax_name;                   /* of its rates, as the store view calls them; "": none */
    money discount;                 /* at most the subtotal */
    money subtotal, tax, row_total; /* worked out */
};

#define TOTALS_RATES 6
struct totals_rate {
    i64 ppm;
    str name;
    money tax;
};
/* The same sums on either side of the tax: subtotal − discount + shipping is the grand total, without and with it. */
struct totals_side {
    money subtotal, discount, shipping;
};

struct totals {
    bool tax_included;
    money shipping;
    i64 shipping_ppm;
    str shipping_tax_name;
    money adjustment_refund,
        adjustment_fee; /* of a credit memo: the one is added, the other taken off */
    money subtotal, discount, shipping_tax, tax,
        grand_total; /* worked out; tax: lines and shipping */
    struct totals_side net, gross;
    struct totals_rate
        rates[TOTALS_RATES]; /* the tax by its rate and name; the last one takes what is beyond */
    size_t n_rates;
};

/* The lines' subtotals alone: what comes before discounts. */
void totals_lines(struct totals_line *lines, size_t n);
void totals_work_out(struct totals *t, struct totals_line *lines, size_t n);
/* Sides and rates alone, of amounts that were worked out before: the lines' and the shipping's with their tax, as an order
 * keeps them. Nothing is rounded anew. */
void totals_sides(struct totals *t, const struct totals_line *lines, size_t n);
/* Spreads an amount over parts, in proportion: the shares sum to it exactly, and none is more than its part if the
 * amount is at most the sum of the parts. */
void totals_spread(i64 amount, const i64 *parts, size_t n, i64 *shares);

/* The rows that people see, in their order (CO-22). */
#define TOTALS_SUBTOTAL 10
struct totals_row {
    int order; /* 10, 20, 30, 35, 36, 40, 99, 100 */
    str label; /* English */
    money amount;
    bool grand;
    i64 ppm; /* of the tax in this row, 0: none is named */
    str tax_name;
};
#define TOTALS_ROWS (9 + TOTALS_RATES)
struct totals_rows {
    struct totals_row at[TOTALS_ROWS];
    size_t n;
};
/* How they are shown (… Display Settings). */
struct totals_look {
    enum tax_shown subtotal, shipping;
    bool by_rate;   /* a row for each rate of tax */
    bool zero_tax;  /* a tax of 0 has a row */
    bool net_total; /* the grand total without tax has a row */
};
/* A discount of 0 has no row, nor has shipping where nothing is shipped. look NULL: the amounts as they are. */
struct totals_rows totals_rows(const struct totals *t, bool shipped,
                               const struct totals_look *look);
