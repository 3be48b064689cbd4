/* What the pages of Stores › Settings › Order Status print. */
#pragma once

#include "admin/system_pages.h"
#include "domain/order_status_edit.h"

/* The label of one store view, with the name of its field. */
struct status_view_label {
    str name, view, value;
};
struct admin_order_status_page {
    struct order_status status;
    LIST(struct status_view_label) labels;
};
struct admin_order_status_assign_page {
    struct part_options statuses, states;
};
struct admin_order_status_unassign_page {
    str id, state;
    str label, title; /* of the status, of the state */
};
