/* Amounts of an order or a document in both of its currencies, row by row (store.md §2.5). */
#pragma once

#include "domain/sales_shown.h"

struct admin_sum {
    str label; /* English */
    i64 ppm;   /* of a tax by its rate */
    str tax_name;
    bool grand;
    money base, paid;       /* in the base currency, as it was paid */
    money base_on, paid_on; /* what a tax is on, without it */
};
struct admin_sums {
    LIST(struct admin_sum) at;
    str base_currency, currency;
};

/* The rows of both, in their order: one that only one of them has is 0 in the other. */
struct admin_sums admin_sums_of(struct arena *mem, const struct totals_row *base, size_t n_base,
                                const struct totals_row *paid, size_t n_paid);
struct admin_sums admin_sums_of_order(struct arena *mem, const struct sales_look *look,
                                      const struct order *o, const order_items *items);
struct admin_sums admin_sums_of_document(struct arena *mem, const struct sales_look *look,
                                         const struct document *d, const document_items *items);
struct admin_sums admin_taxes_of_document(struct arena *mem, const struct document *d,
                                          const document_items *items);
