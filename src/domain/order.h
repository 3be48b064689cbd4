/* Orders as they are: what was bought by whom at which price, copied at the moment of placing, so that no later change of
 * a product, address or account alters it. How one comes to be is order_place.h; comments are order_comment.h. */
#pragma once

#include "data/list.h"
#include "domain/address.h"
#include "domain/ctx.h"
#include "domain/totals.h"
#include "domain/work.h"

struct order {
    i64 id;
    str number;
    i64 cart_id, customer_id; /* customer_id 0: a guest's */
    bool account_gone;        /* the account was deleted since */
    i64 session_id, store_view_id;
    str view_path; /* website, store, store view as they were called, a line each */
    str lang;
    str email, email_fold, customer_name, group_name;
    str bill_name, bill_name_fold, ship_name, ship_name_fold;
    str state, status;
    str currency, base_currency;
    bool virtual, tax_included;
    money subtotal, discount, shipping, tax, grand_total, base_grand_total, paid, refunded,
        canceled;
    money shipping_tax, shipping_invoiced, shipping_refunded; /* with or without tax, as shipping */
    i64 shipping_ppm;
    str shipping_tax_name;
    i64 base_to_order_rate; /* times EXCHANGE_SCALE (exchange.h) */
    /* The same in the base currency. What may be done with the order is decided by these alone. */
    money base_subtotal, base_discount, base_shipping, base_shipping_tax, base_tax, base_paid,
        base_refunded, base_canceled, base_shipping_invoiced, base_shipping_refunded;
    str held_state, held_status; /* where Unhold leads */
    i64 edit_of, edited_as;      /* the order that this one replaced, and that replaced it */
    str shipping_method, shipping_title, payment_method, payment_title, po_number;
    str coupon_code, rule_ids; /* the cart price rules that applied: "3 7" */
    str ip;                    /* of who placed it: staff's own when assist_id is set (CO-21) */
    i64 assist_id, staff_id;
    when mail_sent_at, created_at, updated_at;
    i64 version;
};
extern const struct record order_record;

struct order_item {
    i64 id, order_id, product_id;
    str sku, name, picture;
    bool virtual;
    i64 qty_ordered, qty_invoiced, qty_shipped, qty_refunded, qty_canceled, qty_backordered;
    money original_price, price, subtotal, tax;
    i64 tax_ppm;
    str tax_name; /* as the rates were called in its store view (tax_name_of_class) */
    money discount, row_total;
    money base_original_price, base_price, base_subtotal, base_tax, base_discount, base_row_total;
    struct sales_shown shown; /* sales_shown.h */
};
extern const struct record order_item_record;
typedef LIST(struct order_item) order_items;
str order_item_status(
    const struct order_item *i); /* English: Ordered, Shipped, … (store.md §2.4) */

struct order_addresses {
    struct customer_address billing, shipping; /* shipping is empty for a virtual order */
};

/* Any order, for the back office. */
MUST err order_get(struct ctx *c, i64 id, struct order *out);
MUST err order_read(struct work *w, i64 id, struct order *out);
/* One of the acting customer's own, if customers see its state; what is not theirs is not found (SF-31). */
MUST err order_of_customer(struct ctx *c, str number, struct order *out);
/* The same for who has just placed it: a guest by the session. */
MUST err order_just_placed(struct ctx *c, str number, struct order *out);

MUST err order_items_of(struct ctx *c, i64 order_id, order_items *out);
MUST err order_addresses_of(struct ctx *c, struct db *db, const struct order *o,
                            struct order_addresses *out);
/* Whether an order's addresses may still change: not in a final state. */
bool order_address_open(const struct order *o);
/* Changes the address of an order; amounts stay. kind: "billing", "shipping". ERR_INVALID: something is missing, or the
 * order changes no more. ERR_CONFLICT: somebody else changed the order meanwhile (version). */
MUST err order_address_save(struct ctx *c, i64 order_id, i64 version, str kind,
                            const struct customer_address *in);

/* The same order, and its items, with the amounts of the base currency in the place of those that were paid. */
struct order order_in_base(const struct order *o);
order_items order_items_in_base(struct arena *mem, const order_items *items);
money order_due(const struct order *o);
bool order_has_account(
    const struct order *o); /* a registered customer whose account still exists */
/* Whether its confirmation is queued and waits to be sent. */
MUST err order_mail_waits(struct ctx *c, i64 order_id, bool *waits);

/* ---- lists ---- */

struct order_row {
    i64 id;
    str number, view_path, bill_name, ship_name, currency, base_currency, state, status;
    when created_at;
    money grand_total, base_grand_total, subtotal, shipping, refunded;
    str email, customer_name, group_name, payment_title, shipping_title;
    str bill_line, ship_line; /* addresses on one line */
    i64 assist_id, customer_id;
    bool account_gone;
};
typedef LIST(struct order_row) order_rows;
/* The grid of the back office: filters, sort and keyword (number, names, e-mail). */
extern const struct list order_list_of_all;
MUST err order_list(struct ctx *c, const struct list_query *q, order_rows *out,
                    struct list_answer *answer);

/* The acting customer's own orders that customers see, newest first. *count stops at LIST_COUNT_MOST. */
MUST err order_list_own(struct ctx *c, i64 page, i64 per_page, order_rows *out, i64 *count);
/* An account's latest orders, whatever their state: for the back office. */
MUST err order_list_of_customer(struct ctx *c, i64 customer_id, i64 page, i64 per_page,
                                order_rows *out, i64 *count);
