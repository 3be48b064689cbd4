/* What Catalog › Categories prints: the tree beside the form of one category. */
#pragma once

#include "admin/catalog_scope.h"
#include "domain/category_edit.h"

struct category_line {
    str name, href, indent;
    bool active, current;
};
struct category_member {
    i64 product_id, position;
    str sku, name, position_name, out_name;
    bool active, out;
};
struct category_page {
    i64 id;      /* 0: a new one, or nothing chosen */
    bool chosen; /* there is a form */
    str title, sub;
    str view; /* code; "": All Store Views */
    str version;
    str shop_href; /* "": it has no page in the store */
    bool may_add, may_save, may_delete;
    struct catalog_scope_bar bar;
    LIST(struct category_line) tree;
    scope_rows rows;
    bool whole; /* All Store Views */
    LIST(struct category_member) members;
    str from_position, from_product; /* where the page of members begins */
    str next_href, first_href;       /* "": none */
};
