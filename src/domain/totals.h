/* What a cart or an order costs: pure functions of lines, in whole minor units. Tax is rounded once a line, so that the
 * parts that a document prints add up to its total exactly:
 *   prices with tax:    grand total = subtotal − discount + shipping           (tax is contained)
 *   prices without tax: grand total = subtotal − discount + shipping + tax */
#pragma once

#include "base/base.h"

struct totals_line {
    money price; /* a piece */
    i64 qty;
    i64 tax_ppm;                    /* millionths */
    money discount;                 /* at most the subtotal */
    money subtotal, tax, row_total; /* worked out */
};

struct totals {
    bool tax_included;
    money shipping;
    i64 shipping_ppm;
    money subtotal, discount, shipping_tax, tax,
        grand_total; /* worked out; tax: lines and shipping */
};

/* The lines' subtotals alone: what comes before discounts. */
void totals_lines(struct totals_line *lines, size_t n);
void totals_work_out(struct totals *t, struct totals_line *lines, size_t n);
/* Spreads an amount over parts, in proportion: the shares sum to it exactly, and none is more than its part if the
 * amount is at most the sum of the parts. */
void totals_spread(i64 amount, const i64 *parts, size_t n, i64 *shares);

/* The rows that people see, in their order (CO-22). */
struct totals_row {
    int order; /* 10, 20, 30, 40, 100 */
    str label; /* English */
    money amount;
    bool grand;
};
#define TOTALS_ROWS 5
struct totals_rows {
    struct totals_row at[TOTALS_ROWS];
    size_t n;
};
/* A discount of 0 has no row, nor has shipping where nothing is shipped. */
struct totals_rows totals_rows(const struct totals *t, bool shipped);
