/* How orders, invoices and credit memos show their amounts (TX-03): … Sales Display Settings of the order's store view
 * say which side of the tax stands where. Pages, print, mails and PDF ask here, and none decides by itself. What is
 * shown comes from what was stored; nothing is worked out anew. */
#pragma once

#include "domain/document.h"
#include "domain/order.h"

struct sales_look {
    struct totals_look totals;
    enum tax_shown price, subtotal; /* of a line */
};
/* The reader's own settings if the store view is gone. */
struct sales_look sales_look(const struct ctx *c, i64 store_view_id);

/* The rows below the lines, in the order of CO-22; a shipment has none. */
struct totals_rows sales_rows_of_order(struct arena *mem, const struct sales_look *look,
                                       const struct order *o, const order_items *items);
struct totals_rows sales_rows_of_document(struct arena *mem, const struct sales_look *look,
                                          const struct document *d, const document_items *items);

/* The lines with `shown` filled. */
order_items sales_lines_of_order(struct arena *mem, const struct sales_look *look,
                                 const struct order *o, const order_items *items);
document_items sales_lines_of_document(struct arena *mem, const struct sales_look *look,
                                       const struct document *d, const document_items *items);
