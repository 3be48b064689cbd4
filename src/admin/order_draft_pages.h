/* What the pages print on which staff makes an order: whom for, the order in the making, its addresses. */
#pragma once

#include "admin/frame.h"
#include "domain/checkout.h"
#include "domain/customer.h"
#include "domain/order_comment.h"
#include "domain/order_draft.h"
#include "domain/order_draft_activity.h"
#include "domain/order_place.h"
#include "web/address_form.h"
#include "web/grid.h"

extern const struct grid admin_draft_customers_grid;
struct admin_draft_new_page {
    struct grid_page grid;
    bool may_add; /* a new customer */
};

/* Before it begins: for whom, and in which store view. */
struct admin_draft_begin_page {
    str ref; /* "": for a guest */
    str name, email;
    str view; /* id of the store view that is offered first */
    struct part_options views;
};

struct draft_line {
    const struct cart_line *line;
    str qty_name, price_name, qty,
        price;     /* fields and what stands in them; price "": the usual one */
    bool few, off; /* off: not offered in the storefront */
};
struct draft_found {
    const struct order_draft_product *product;
    str name; /* of its field */
};
struct draft_payment {
    str key, title, number;
    LIST(str) note;
    bool on;
};
#define DRAFT_PICKS_MOST 400
struct draft_pick {
    struct activity_item item;
    str value, id;
    str field; /* where its message stands */
};
struct draft_activities {
    str label; /* English */
    LIST(struct draft_pick) picks;
};
struct admin_draft_page {
    str id, title, customer_ref, name, email, group, currency, base_currency, view_name, q,
        order_id, order_number;
    bool guest, replaces, virtual, billing_same, has_shipping, has_billing, coupon_lost, ready;
    struct cart cart;
    LIST(struct draft_line) lines;
    bool searched;
    LIST(struct draft_found) found;
    LIST(struct draft_activities) activities; /* those that have something */
    struct address_lines shipping, billing;
    struct shipping_offers ways;
    LIST(struct draft_payment) payments;
    LIST(struct totals_row) totals;
    struct part_options currencies; /* a choice where there is one */
};

MUST err draft_activities_read(struct request *r, const struct order_draft *d,
                               struct admin_draft_page *page);
/* What was ticked there, behind the *n items that are there already. ERR_NOT_FOUND: no page of ours sends that. */
MUST err draft_picks_read(struct request *r, struct cart_again *items, size_t *n);

struct draft_choice {
    i64 id;
    struct address_lines lines;
    bool on;
};
struct admin_draft_address_page {
    str id, kind, title; /* title: English */
    LIST(struct draft_choice) choices;
    bool fresh, guest; /* fresh: the form of a new address is shown */
    struct part_address form;
};
