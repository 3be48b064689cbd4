/* What the pages of customers in the back office print. Addresses of pages name a customer by ref (R32). */
#pragma once

#include "admin/frame.h"
#include "domain/address.h"
#include "domain/cart.h"
#include "domain/consent.h"
#include "domain/customer.h"
#include "domain/customer_list.h"
#include "domain/order.h"
#include "domain/wishlist.h"
#include "web/address_form.h"
#include "web/grid.h"

extern const struct grid admin_customers_grid;
struct customer_row;
/* A row of the grid, and of its file. */
void admin_customers_put(struct grid_page *p, const struct customer_row *k);

/* A question before something is done with several. */
struct admin_customers_question {
    str act, button; /* button: English */
    str action;      /* address of the form */
    bool bad, groups;
    LIST(str) refs;
    struct part_options options; /* of groups */
};
struct admin_customers_page {
    struct grid_page grid;
    bool may_add, may_edit, may_delete;
    str csv, xml; /* addresses of the files */
};

/* Head, buttons and tabs of one customer. here: "view", "account", "addresses", "orders", "cart", "wishlist". */
struct customer_head {
    str ref, name, sub, here;
    struct part_admin_badges badges;
    bool assist; /* the button stands here (CE-03) */
    bool may_edit, may_delete, may_reset, may_force;
    bool locked;
    bool sees_orders;
    bool saves; /* the page has the form "customer" */
};
/* ERR_NOT_FOUND: no such customer; answer with customer_gone then. */
MUST err customer_load(struct request *r, str here, struct customer *k, struct customer_head *head);
/* A page of a customer that was deleted meanwhile: a message, back to the grid (CE-28). */
MUST err customer_gone(struct request *r);

struct customer_order {
    str id, number, bill_name, ship_name, view, status, badge, currency; /* status is English */
    when created_at;
    money grand_total;
};
struct customer_orders_table {
    LIST(struct customer_order) rows;
};

struct admin_customer_page {
    struct customer_head head;
    struct customer k;
    bool locked;
    struct customer_facts facts;
    struct consent consent;
    when helped_at; /* never: support was never here */
    i64 helped_for;
    bool has_billing;
    struct address_lines billing;
    struct customer_orders_table orders;
    i64 cart_lines, cart_pieces;
    i64 wishes;
    str currency;
};

struct admin_customer_account_page {
    struct customer_head head;
    str title;
    bool fresh;     /* a new customer */
    bool for_order; /* who gets an order next */
    struct customer k;
    bool shows_consent, may_consent;
    struct consent consent;
    struct part_options groups, websites, views, genders;
    str group, website, view;
    str website_name;
};

struct admin_customer_addresses_page {
    struct customer_head head;
    bool has_billing, has_shipping;
    struct customer_address billing, shipping;
    struct address_lines billing_lines, shipping_lines;
    struct address_page others;
    i64 previous, next; /* 0: none */
};
struct admin_customer_address_page {
    struct customer_head head;
    str title;
    bool fresh;
    struct part_address form;
};

struct admin_customer_orders_page {
    struct customer_head head;
    struct customer_orders_table orders;
    i64 count, page, previous, next;
};
struct customer_cart_line {
    const struct cart_line *line;
    money price;
};
struct admin_customer_cart_page {
    struct customer_head head;
    LIST(struct customer_cart_line) lines;
    LIST(struct totals_row) totals;
    str currency;
};
struct admin_customer_wishlist_page {
    struct customer_head head;
    struct wishlist list;
    str currency;
};

/* Delete, Reset Password, delete an address: a question and two buttons. */
struct admin_customer_question {
    struct customer_head head;
    i64 address_id;
    struct address_lines lines; /* of the address */
};
