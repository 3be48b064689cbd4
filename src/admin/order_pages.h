/* What the pages of orders in the back office print. */
#pragma once

#include "admin/frame.h"
#include "admin/sums.h"
#include "domain/document.h"
#include "domain/order_act.h"
#include "domain/order_comment.h"
#include "domain/order_status.h"
#include "web/address_form.h"
#include "web/grid.h"

/* Statuses as the back office calls them, in the reader's language. */
MUST err order_names(struct request *r, order_status_names *out);
str order_badge(str state); /* the kind of badge that a state wears */

extern const struct grid admin_orders_grid;
struct admin_orders_page {
    struct grid_page grid;
    bool may_create;
    bool may_cancel, may_hold, may_unhold, prints_invoices, prints_shipments, prints_credit_memos;
    bool acts; /* one of them at least */
};

/* A button of an order: a row of order_acts.def that the order and the reader's rights allow. */
struct order_button {
    enum order_act act;
    str label; /* English */
    str href;  /* of the page behind a link; "": a form */
    bool asks; /* the page is a question, shown as a dialog */
    bool primary;
};
struct order_tab {
    str key, label, href; /* label: English */
    bool counts, current;
    i64 n;
};

/* What every tab of an order has in its head. */
struct order_head {
    const struct order *order;
    str id; /* argument of the order's routes */
    str title, sub;
    struct part_admin_badges badges;
    bool assist; /* the button stands here (OV-02 to OV-04) */
    str tab;     /* the current one's key: "information", "invoice" … */
    LIST(struct order_button) buttons;
    LIST(struct order_tab) tabs;
    order_items items;
    order_status_names names;
    document_rows documents[DOCUMENT_KIND_COUNT]; /* of the kinds that the reader may see */
};
/* The order of the first argument of the path. */
MUST err order_head_read(struct request *r, str tab, struct order *o, struct order_head *out);
str order_title(struct request *r, const struct order *o); /* "Order #000000001" */

struct order_line {
    const struct order_item *item;
    str status; /* English */
};

struct order_address_block {
    struct address_lines lines;
    str phone, vat_id;
    bool edit;
};

struct order_link {
    str id, number; /* "": none */
};

/* What pages of an order and of its documents say of it. */
struct order_about {
    const struct order *order;
    /* The order it was edited from, the one it became. */
    struct order_link replaces, replaced_by;
    str id;           /* argument of the order's routes */
    bool links;       /* the number leads to the order */
    bool tracked;     /* its shipments have tracking numbers that the reader may see */
    str status;       /* English */
    str customer_ref; /* "": a guest's, or the reader may not see customers */
    LIST(str) path;   /* website, store, store view */
    str ip;           /* "": hidden by the setting */
    str mail_note;    /* English: whether the confirmation went out */
    struct order_address_block billing, shipping;
};
/* as_made: the addresses of a document; NULL: those of the order as it is, with their links to edit them. */
MUST err order_about_read(struct request *r, const struct order *o,
                          const struct order_addresses *as_made, struct order_about *out);

struct order_note {
    str title; /* as it is shown */
    str text, author;
    when at;
    i64 notified;
    bool visible, of_assist;
    str icon;
};
struct order_notes {
    struct order_note *at;
    size_t n;
};
/* The order's own, newest first. */
MUST err order_notes_read(struct request *r, i64 order_id, const order_status_names *names,
                          struct order_notes *out);
/* With those of its documents whose kind the reader may see. */
MUST err order_history_read(struct request *r, i64 order_id, const order_status_names *names,
                            struct order_notes *out);

struct admin_order_page {
    struct order_head head;
    struct order_about about;
    LIST(struct order_line) lines;
    struct admin_sums totals;
    struct order_notes notes;
    bool may_comment;
    struct part_options statuses;
};

struct admin_order_comments_page {
    struct order_head head;
    struct order_notes notes;
};

/* Invoices, shipments or credit memos of one order. */
struct order_document {
    const struct document_row *row;
    str href;
};
struct admin_order_documents_page {
    struct order_head head;
    str kind, title, none; /* kind: document_key; title, none: English */
    LIST(struct order_document) rows;
};

/* Cancel, Send Email: a question and two buttons. */
struct admin_order_question {
    struct order_head head;
    str act; /* order_act_key */
};

/* Cancel, Hold, Unhold of chosen orders. */
struct admin_orders_question {
    str act, button; /* act: order_act_key; button: as it is shown */
    LIST(str) ids;
};

struct admin_order_address_page {
    struct order_head head;
    str kind, title;
    struct part_address form;
};
