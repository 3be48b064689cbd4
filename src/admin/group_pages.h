/* What the pages of Customers › Customer Groups print. */
#pragma once

#include "admin/system_pages.h"
#include "admin/ticks.h"
#include "domain/customer_group.h"

struct customer_groups_page {
    struct grid_page grid;
    bool may_save;
};
struct customer_group_page {
    struct customer_group group; /* id -1: a new one */
    struct part_options classes;
    struct admin_ticks excluded;
    bool fixed; /* NOT LOGGED IN: its name stays, and nobody in it signs in */
    bool deletable, may_save;
};
