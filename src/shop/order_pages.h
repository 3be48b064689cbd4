/* What the pages of My Orders print. */
#pragma once

#include "domain/customer.h"
#include "domain/document.h"
#include "domain/order_comment.h"
#include "domain/order_own.h"
#include "domain/order_status.h"
#include "shop/account_pages.h"
#include "shop/checkout_pages.h"

/* Statuses as this store view calls them. */
MUST err shop_status_names(struct request *r, order_status_names *out);

/* With statuses as this store view calls them. */
MUST err shop_orders_shown(struct request *r, const order_rows *rows,
                           struct shop_orders_table *out);

struct shop_orders_page {
    const struct shop_frame *frame;
    struct shop_orders_table orders;
    LIST(struct shop_option) sizes;
    struct shop_pager pager;
};

/* Head, buttons and tabs of every page of an order. */
struct shop_order_head {
    str number, status;
    when created_at;
    struct order_own own;
    bool guest; /* found by its details: no tabs, no buttons */
    bool has_invoices, has_shipments, has_refunds;
    str here; /* "items", "invoices", "shipments", "refunds" */
};

struct shop_note {
    when at;
    str text;
};
struct shop_order_page {
    const struct shop_frame *frame;
    const struct order *order;
    str title;
    struct shop_order_head head;
    order_items items;
    struct shop_sums totals;
    struct address_lines billing, shipping;
    LIST(struct shop_note) notes;
};

struct shop_track {
    str carrier; /* English */
    str title, number;
};
struct shop_document {
    struct document document;
    str title;   /* "Invoice #000000001" */
    str number;  /* of the order */
    bool priced; /* shipments show no prices */
    document_items items;
    struct shop_sums totals;
    LIST(struct shop_track) tracks;
    LIST(struct shop_note) notes;
};
struct shop_documents_page {
    const struct shop_frame *frame;
    str title, label; /* label: English, of the tab */
    struct shop_order_head head;
    LIST(struct shop_document) documents;
};

struct shop_tracking_page {
    const struct shop_frame *frame;
    str number; /* of the order */
    LIST(struct shop_document) shipments;
};

struct shop_order_cancel_page {
    const struct shop_frame *frame;
    str number, title;
    i64 version;
    order_reasons reasons;
};

struct shop_find_order_page {
    const struct shop_frame *frame;
};
