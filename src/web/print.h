/* What a browser prints: orders and their documents as pages without a frame, in the reader's language (LO-04), many in one
 * page. Storefront and back office share it; who may see what is the caller's question:
 *
 *     struct print_page page;
 *     print_begin(r, &page, 1);
 *     TRY(print_add_order(r, &page, &order));
 *     return RENDER(r, print_sheets, &page); */
#pragma once

#include "domain/assist.h"
#include "domain/document.h"
#include "web/request.h"
#include "web/static.h"
#include "web/view_form.h"

struct print_line {
    str name, sku;
    i64 qty, tax_ppm;
    money tax;
    struct price_shown price, subtotal;
};

struct print_sheet {
    str kind, number; /* kind: English, "Invoice" */
    str order_number; /* "": this is the order itself, or its setting says no */
    when created_at, order_created_at;
    str store_name;
    LIST(str) sender; /* lines of the store's address */
    bool priced;      /* a packing slip is not */
    struct address_lines sold_to, ship_to;
    bool ships; /* ship_to is there */
    str payment, shipping, currency;
    LIST(struct print_line) lines;
    LIST(struct totals_row) totals;
    LIST(struct document_tax) taxes; /* of documents */
    document_tracks tracks;
    i64 pieces;
};

struct print_page {
    const struct assist_view *assist; /* staff acts for the customer; NULL: nobody does */
    str title, number;                /* title: English; number: "" when there are many */
    LIST(struct print_sheet) sheets;
};

/* most: how many will be added. */
void print_begin(struct request *r, struct print_page *page, size_t most);
MUST err print_add_order(struct request *r, struct print_page *page, const struct order *o);
MUST err print_add_document(struct request *r, struct print_page *page, const struct document *d);
