/* What the pages of cart price rules, taxes, table rates and terms print. */
#pragma once

#include "admin/system_pages.h"
#include "admin/ticks.h"
#include "admin/view_texts.h"
#include "domain/cart_rule.h"
#include "domain/rate_table.h"
#include "domain/tax_rule.h"
#include "domain/terms.h"

struct cart_rule_page {
    struct cart_rule rule;
    struct admin_ticks groups;
    struct part_options actions;
    str amount; /* as the action takes it: a percentage or an amount */
    when until; /* the last day */
};
struct tax_rate_page {
    struct tax_rate rate;
    view_text_inputs titles;
    struct part_options countries;
    str percent;
};
struct tax_rate_import_page {
    str csv;
};
struct tax_rule_page {
    struct tax_rule rule;
    struct admin_ticks customers, products, rates;
};
struct terms_page {
    struct terms terms;
    struct admin_ticks views;
    struct part_options modes;
};
struct rate_table_page {
    str by, by_label; /* by_label: English */
    str csv;
    i64 n;
};
