/* Invoices, shipments and credit memos as they are: numbered without gaps, immutable, copied from the order when they are
 * made (document_make.h). What may change afterwards stands in tables of its own: comments, tracking numbers and whether
 * a mail went out. One kind of row for all three; what a kind has not is 0 or "". */
#pragma once

#include "data/list.h"
#include "domain/ctx.h"
#include "domain/order.h"
#include "domain/totals.h"

enum document_kind {
#define DOCUMENT(id, ...) DOCUMENT_##id,
#include "domain/documents.def"
#undef DOCUMENT
    DOCUMENT_KIND_COUNT
};
#define DOCUMENT_ITEMS_MOST  400
#define DOCUMENT_TRACKS_MOST 20

str document_key(enum document_kind kind);    /* "credit_memo" */
str document_label(enum document_kind kind);  /* English: "Credit Memo" */
str document_plural(enum document_kind kind); /* English: "Credit Memos" */
enum entity document_entity(enum document_kind kind);
enum action document_action_view(enum document_kind kind);
enum action document_action_make(enum document_kind kind);
enum action document_action_comment(enum document_kind kind);
enum action document_action_mail(enum document_kind kind);
/* The kind of a key; false: there is none such. */
MUST bool document_kind_find(str key, enum document_kind *out);

struct document {
    i64 id;
    str kind;   /* document_key */
    str number; /* of its own sequence, a store's */
    i64 order_id;
    str order_number;
    when order_created_at;
    i64 customer_id, store_view_id;
    str view_path, lang, email, customer_name, group_name;
    str bill_name, bill_name_fold, ship_name, ship_name_fold;
    str payment_title, shipping_title;
    str state; /* "paid", "shipped", "refunded" */
    i64 qty;   /* pieces in all */
    str currency, base_currency;
    bool tax_included;
    money subtotal, discount, shipping, shipping_tax, tax; /* tax: of lines and shipping */
    i64 shipping_ppm;
    str shipping_tax_name;
    money adjustment_refund, adjustment_fee; /* of a credit memo */
    money grand_total;
    /* The same in the base currency. */
    money base_subtotal, base_discount, base_shipping, base_shipping_tax, base_tax,
        base_adjustment_refund, base_adjustment_fee, base_grand_total;
    i64 staff_id;
    str author; /* user name; for staff only */
    when mail_sent_at, created_at;
};
extern const struct record document_record;

struct document_item {
    i64 id, document_id, order_item_id, product_id;
    str sku, name;
    i64 qty;
    money price, subtotal, tax;
    i64 tax_ppm;
    str tax_name;
    money discount, row_total;
    money base_price, base_subtotal, base_tax, base_discount, base_row_total;
    bool to_stock;            /* of a credit memo: the pieces went back to stock */
    struct sales_shown shown; /* sales_shown.h */
};
extern const struct record document_item_record;
typedef LIST(struct document_item) document_items;

/* "Paid", "Refunded": English; "" for a shipment, which has no status. */
str document_state_label(const struct document *d);

/* ERR_NOT_FOUND: none of this kind has the id. */
MUST err document_get(struct ctx *c, enum document_kind kind, i64 id, struct document *out);
/* One of the acting customer's own (SF-31). */
MUST err document_of_customer(struct ctx *c, enum document_kind kind, str number,
                              struct document *out);
/* The order's addresses as they were when it was made. */
MUST err document_addresses_of(struct ctx *c, i64 document_id, struct order_addresses *out);
MUST err document_items_of(struct ctx *c, i64 document_id, document_items *out);
/* The same document, and its items, with the amounts of the base currency in the place of those that were paid. */
struct document document_in_base(const struct document *d);
document_items document_items_in_base(struct arena *mem, const document_items *items);
/* Tax by rate, highest first, shipping's among it: what an invoice must show. */
struct document_tax {
    i64 ppm;
    money base, tax; /* base: what the tax is on, without it */
};
#define DOCUMENT_TAXES_MOST 8
struct document_taxes {
    struct document_tax at[DOCUMENT_TAXES_MOST];
    size_t n;
};
struct document_taxes document_taxes(const struct document *d, const document_items *items);

/* ---- tracking numbers of shipments ---- */

struct document_track {
    i64 id, document_id;
    str carrier; /* one of document_carriers, or "custom" */
    str title, number;
    when created_at;
};
typedef LIST(struct document_track) document_tracks;
extern const char *const document_carriers[]; /* ends with NULL */
str document_carrier_label(str carrier);      /* English */
MUST err document_tracks_of(struct ctx *c, i64 document_id, document_tracks *out);
/* Of all its shipments, one behind the other. */
MUST err document_tracks_of_order(struct ctx *c, i64 order_id, document_tracks *out);
/* ERR_INVALID: messages at "carrier", "title", "number". */
MUST err document_track_add(struct ctx *c, const struct document_track *in);
MUST err document_track_remove(struct ctx *c, i64 document_id, i64 id);

/* ---- comments ---- */

struct document_comment {
    i64 id, document_id;
    str text;
    i64 notified; /* enum order_notified */
    bool visible;
    i64 staff_id;
    str author; /* for staff only */
    when created_at;
};
typedef LIST(struct document_comment) document_comments;
MUST err document_comments_of(struct ctx *c, i64 document_id, bool visible_only,
                              document_comments *out);
/* Those of all documents of an order, newest first, with the document that each stands at. */
struct document_comment_of {
    i64 id, document_id;
    str kind, number, text;
    i64 notified;
    bool visible;
    str author;
    when created_at;
};
typedef LIST(struct document_comment_of) document_comments_all;
MUST err document_comments_of_order(struct ctx *c, i64 order_id, document_comments_all *out);
struct document_comment_new {
    enum document_kind kind;
    i64 document_id;
    str text;
    bool notify, visible;
};
/* ERR_INVALID: no text ("comment"). Mails the text when notify. */
MUST err document_comment_add(struct ctx *c, const struct document_comment_new *in);
/* Send Email: the document's mail again; the document says from then on that it was sent. */
MUST err document_mail_again(struct ctx *c, enum document_kind kind, i64 id);

/* ---- lists ---- */

struct document_row {
    i64 id;
    str kind, number, order_number, view_path, bill_name, ship_name, state, currency, base_currency;
    str order_status;
    i64 order_id;
    when created_at, order_created_at;
    i64 qty;
    money grand_total, base_grand_total, subtotal, shipping, adjustment_refund, adjustment_fee;
    str email, customer_name, group_name, payment_title, shipping_title, bill_line, ship_line;
};
typedef LIST(struct document_row) document_rows;
/* The grid of a kind in the back office: filters, sort, keyword (number, order number, names, e-mail). */
extern const struct list document_lists[DOCUMENT_KIND_COUNT];
MUST err document_list(struct ctx *c, enum document_kind kind, const struct list_query *q,
                       document_rows *out, struct list_answer *answer);
/* Those of one order, oldest first. */
MUST err document_list_of_order(struct ctx *c, enum document_kind kind, i64 order_id,
                                document_rows *out);
/* Chosen ones for one printed file, in the order of the ids; those of orders in the order of the orders. At most 500. */
#define DOCUMENT_PRINT_MOST 500
typedef LIST(struct document) document_set;
MUST err documents_by_ids(struct ctx *c, enum document_kind kind, const i64 *ids, size_t n,
                          document_set *out);
MUST err documents_by_orders(struct ctx *c, enum document_kind kind, const i64 *order_ids, size_t n,
                             document_set *out);
