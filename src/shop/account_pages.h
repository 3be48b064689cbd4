/* What the pages of registration, sign-in and the customer's own account print. */
#pragma once

#include "domain/address.h"
#include "domain/consent.h"
#include "domain/customer.h"
#include "domain/order.h"
#include "domain/tax_shown.h"
#include "domain/wishlist.h"
#include "shop/frame.h"
#include "web/address_form.h"
#include "web/parts.h"

/* {% layout shop_account_box { .here = "orders", .title = _("My Orders") } %} … {% end %} inside parts_shop: the navigation
 * of the account beside the page, its heading and what is wrong with its form above it. here: "account", "orders",
 * "wishlist", "addresses", "edit", "newsletter". */
struct part_account_box {
    str here, title;
};

/* A new password with its meter, twice. */
struct part_new_password {
    str name, label; /* of the first field; the second is "confirm" */
    bool required;
};

struct shop_register_page {
    const struct shop_frame *frame;
    bool asks_consent;
    str consent_title, consent_tooltip;
    bool remembers, remembers_first; /* the tick "Remember Me" is offered, is set at first */
};
struct shop_sign_in_page {
    const struct shop_frame *frame;
    str next;
    bool remembers, remembers_first;
};
struct shop_plain_page { /* forgot, reset, confirm: forms without facts */
    const struct shop_frame *frame;
};

/* The customer's own orders as a table; shop_orders_shown (order_pages.h) makes it. */
struct shop_order_row {
    str number, ship_name, status, currency;
    when created_at;
    money grand_total;
};
struct shop_orders_table {
    LIST(struct shop_order_row) rows;
};
struct shop_account_page {
    const struct shop_frame *frame;
    struct customer k;
    str name;
    bool has_billing, has_shipping;
    struct customer_address billing, shipping;
    struct address_lines billing_lines, shipping_lines;
    struct shop_orders_table orders; /* the latest five */
    bool acted_for;                  /* by staff */
};

struct shop_account_edit_page {
    const struct shop_frame *frame;
    struct customer k;
    bool acted_for; /* staff acts for the customer: no sign-in data, no permission (R22) */
    bool shows_consent;
    struct consent consent;
    str consent_title, consent_tooltip;
    when helped_at;                   /* never: support was never here */
    i64 helped_for;                   /* µs */
    bool wants_email, wants_password; /* ticked at first */
};

struct shop_newsletter_page {
    const struct shop_frame *frame;
    bool subscribed;
};

struct shop_addresses_page {
    const struct shop_frame *frame;
    bool has_billing, has_shipping;
    struct customer_address billing, shipping;
    struct address_lines billing_lines, shipping_lines;
    struct address_page others;
    i64 previous, next; /* 0: none */
};
struct shop_address_page {
    const struct shop_frame *frame;
    str title;
    bool fresh;
    struct part_address form;
};
struct shop_address_delete_page {
    const struct shop_frame *frame;
    i64 id;
    struct address_lines lines;
};

struct shop_wished {
    const struct wishlist_item *item;
    struct price_shown price;
};
struct shop_wishlist_page {
    const struct shop_frame *frame;
    LIST(struct shop_wished) items;
};
