/* What the pages of invoices, shipments and credit memos print. One code for the three kinds; what differs stands in
 * document_pages and in the domain's documents.def. */
#pragma once

#include "admin/order_pages.h"
#include "domain/document_make.h"
#include "web/grid.h"

/* Where the pages of a kind are. */
struct document_routes {
    enum route_id list, view, of_order, make, mail, pdf, all_pdf;
    enum order_act act;       /* of the order: makes one */
    str title, new_title;     /* English, of one and of the page that makes one: "Invoice #%1" */
    str submit, made, mailed; /* English */
    const struct grid *grid;
};
extern const struct document_routes document_pages[DOCUMENT_KIND_COUNT];
str document_href(struct request *r, enum document_kind kind, i64 id);

extern const struct grid admin_invoices_grid, admin_shipments_grid, admin_credit_memos_grid;
struct admin_documents_page {
    struct grid_page grid;
    str title, print; /* English */
    str pdf_href;     /* of those that are ticked */
};

struct document_head {
    str kind; /* document_key: says which routes the forms have */
    str id;   /* argument of the document's routes */
    str title, sub;
    struct part_admin_badges badges;
    str list_href, pdf_href;
    bool assist;          /* the button stands here */
    str mail_href;        /* the question; "": may not */
    str credit_memo_href; /* of an invoice that can be refunded; "": none */
    str tracking_href;    /* of a shipment with tracking numbers; "": none */
};

struct part_document_comment {
    str kind, id;
};
struct document_track_row {
    const struct document_track *track;
    str carrier; /* English */
    str document_id;
    bool remove;
};
struct admin_document_page {
    struct document_head head;
    struct order_about about;
    const struct document *document;
    str items_title;
    document_items items;
    struct admin_sums totals, taxes;
    LIST(struct document_track_row) tracks;
    struct part_options carriers;
    bool may_track;
    struct order_notes notes;
    struct part_document_comment comment; /* kind "": may not */
};

/* Send Email, Send Tracking Information: a question and two buttons. */
struct admin_document_question {
    struct document_head head;
    str title, button, email; /* title, button: English */
};

/* Track this Shipment, Track Order: the numbers of each shipment that has some. */
struct tracking_shipment {
    str title;
    LIST(struct document_track_row) tracks;
};
struct admin_tracking_page {
    str back_href;
    LIST(struct tracking_shipment) shipments;
};

/* ---- a new one ---- */

struct document_new_line {
    const struct order_item *item;
    str name;       /* of its field: "qty_12" */
    str stock_name; /* "stock_12" */
    i64 left, qty;
    const struct document_item *amounts; /* NULL: what was typed makes no sense */
};
struct document_new_track {
    str row; /* "1": its fields end in it */
    str carrier_name, title_name, number_name, drop_name;
    struct part_options carriers;
};
struct document_new_fields {
    str kind;
    i64 version,
        seen; /* seen: the grand total that the page shows (base), for the submit that follows */
    LIST(struct document_new_line) lines;
    struct admin_sums totals;
    str base_currency, currency;
    bool works_out; /* the amounts are those of what was typed */
    bool to_stock;  /* Return to Stock is ticked at first */
    bool may_ship;  /* Create Shipment is offered (of an invoice) */
    bool ships;     /* tracking numbers are offered */
    LIST(struct document_new_track) tracks;
    bool full;                                  /* of tracks */
    money shipping, shipping_most, refund_most; /* of a credit memo, in the base currency */
    money adjustment_refund, adjustment_fee;
    bool foreign;            /* it is paid in another currency than the base one */
    str items_title, submit; /* English */
};
struct admin_document_new_page {
    struct order_about about;
    str title, order_href;
    struct document_new_fields fields;
};

struct part_options document_carrier_options(struct request *r);

/* ---- for the handlers of each kind ---- */

MUST err documents_page(struct request *r, enum document_kind kind);
MUST err document_page(struct request *r, enum document_kind kind);
MUST err document_comment_post(struct request *r, enum document_kind kind);
MUST err document_mail_page(struct request *r, enum document_kind kind);
MUST err document_mail_post(struct request *r, enum document_kind kind);
MUST err documents_of_order(struct request *r, enum document_kind kind);
MUST err document_new_page(struct request *r, enum document_kind kind);
MUST err document_new_post(struct request *r, enum document_kind kind);
