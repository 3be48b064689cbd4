/* What the pages of Stores › Settings › All Stores print. */
#pragma once

#include "admin/frame.h"
#include "domain/scope.h"

/* A line of All Stores: a store view with its store and website; ids 0 where there is none yet. */
struct store_line {
    i64 website_id, store_id, view_id;
    str website, website_code, store, store_code, view, view_code;
    bool enabled, is_default; /* of the view */
    str href;                 /* of the view's home page; "": it has none */
};
struct stores_page {
    LIST(struct store_line) lines;
};
struct website_page {
    struct website_edit site;
    struct part_options stores, currencies;
};
struct store_page {
    struct store_edit store;
    struct part_options websites, categories, views;
};
struct store_view_page {
    struct view_edit view;
    struct part_options stores, statuses;
};
