/* What the pages around the work print: sign in, dashboard, search, the own account, errors. */
#pragma once

#include "admin/config_search.h"
#include "domain/global_search.h"
#include "domain/report.h"
#include "web/error.h"

struct admin_sign_in {
    str next; /* the page that was asked for, signed */
};

struct dashboard_bar {
    i64 x, y, width, height; /* in the picture */
    str label;               /* "Mon 3", of the axis and of the table */
    i64 orders;
    money amount;
};
struct dashboard_choice {
    str key, label;
    bool on;
};
struct admin_dashboard {
    str currency;
    struct report_sum lifetime;
    money average;
    str range;
    bool amounts; /* the chart shows amounts, else orders */
    LIST(struct dashboard_choice) ranges;
    LIST(struct dashboard_bar) bars;
    i64 width, height;
    str most; /* what the highest bar stands for */
    struct report_sum total;
    bool sees_orders, sees_customers;
    struct report_orders orders;
    struct report_customers customers;
    struct report_products bestsellers;
};

struct admin_search {
    str typed;
    struct global_search found;
    struct config_hits settings;
    bool nothing;
};

struct admin_account {
    str user_name, first_name, last_name, email, lang;
    i64 version;
    struct part_options langs;
    str role_name;
    when last_login_at;
};
