/* What the dashboard tells: how much was ordered, when, by whom, what (store.md §6.2). Whole days are summed up once and
 * kept, so that the cost of a page does not grow with the number of orders. Amounts are in the base currency. Reads,
 * but for report_roll. */
#pragma once

#include "domain/ctx.h"

struct report_sum {
    i64 orders;
    money amount, tax, shipping;
};
/* Of all orders ever placed. */
MUST err report_lifetime(struct ctx *c, struct report_sum *out);

enum report_range { REPORT_24_HOURS, REPORT_7_DAYS, REPORT_MONTH, REPORT_YEAR, REPORT_2_YEARS };
#define REPORT_BARS_MOST 31

struct report_bar {
    when at; /* where it begins */
    i64 orders;
    money amount;
};
struct report {
    struct report_bar bars
        [REPORT_BARS_MOST]; /* hours, days or months, without a gap, the last one not over yet */
    size_t n;
    struct report_sum total;
};
MUST err report_of(struct ctx *c, enum report_range range, struct report *out);

struct report_order {
    i64 id;
    str number, customer_name, status, currency;
    money grand_total;
    when created_at;
};
struct report_customer {
    str ref, first_name, last_name, email;
    when created_at;
};
struct report_product {
    str sku, name;
    i64 qty;
};
struct report_orders {
    struct report_order *at;
    size_t n;
};
struct report_customers {
    struct report_customer *at;
    size_t n;
};
struct report_products {
    struct report_product *at;
    size_t n;
};
MUST err report_last_orders(struct ctx *c, struct report_orders *out);      /* five */
MUST err report_new_customers(struct ctx *c, struct report_customers *out); /* five */
MUST err report_bestsellers(struct ctx *c,
                            struct report_products *out); /* five of the latest 5,000 lines */

/* For the housekeeper: sums up days that are over; a run takes at most 62 of them. Whoever adds orders of the past
 * to a store that serves already empties sales_day. */
MUST err report_roll(struct ctx *c);
