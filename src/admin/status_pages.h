/* What the pages of Stores › Settings › Order Status print. */
#pragma once

#include "admin/system_pages.h"
#include "admin/view_texts.h"
#include "domain/order_status_edit.h"

struct admin_order_status_page {
    struct order_status status;
    view_text_inputs labels;
};
struct admin_order_status_assign_page {
    struct part_options statuses, states;
};
struct admin_order_status_unassign_page {
    str id, state;
    str label, title; /* of the status, of the state */
};
