/* What the pages of orders in the back office print. */
#pragma once

#include "admin/frame.h"
#include "domain/order.h"
#include "domain/order_comment.h"
#include "web/address_form.h"
#include "web/grid.h"

str order_badge(str state); /* the kind of badge that a state wears */

extern const struct grid admin_orders_grid;
struct admin_orders_page {
    struct grid_page grid;
};

/* What every tab of an order has in its head. */
struct order_head {
    const struct order *order;
    str id; /* argument of the order's routes */
    str title, sub;
    struct part_admin_badges badges;
    bool assist;   /* the button stands here (OV-02 to OV-04) */
    bool comments; /* the tab is the current one */
};

struct order_line {
    const struct order_item *item;
    str status; /* English */
};

struct order_address_block {
    struct address_lines lines;
    str phone, vat_id;
    bool edit;
};

struct order_note {
    str text, status, author;
    when at;
    i64 notified;
    bool visible, of_assist;
};
struct order_notes {
    struct order_note *at;
    size_t n;
};

struct admin_order_page {
    struct order_head head;
    str customer_ref; /* "": a guest's, or the reader may not see customers */
    LIST(str) path;   /* website, store, store view */
    str ip;           /* "": hidden by the setting */
    str mail_note;    /* English: whether the confirmation went out */
    LIST(struct order_line) lines;
    LIST(struct totals_row) totals;
    money due;
    struct order_address_block billing, shipping;
    struct order_notes notes;
    bool may_comment;
    struct part_options statuses;
};

struct admin_order_comments_page {
    struct order_head head;
    struct order_notes notes;
};

struct admin_order_address_page {
    struct order_head head;
    str kind, title;
    struct part_address form;
};
