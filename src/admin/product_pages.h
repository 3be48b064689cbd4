/* What Catalog › Products prints. */
#pragma once

#include "admin/catalog_scope.h"
#include "admin/rule_pages.h"
#include "domain/product_edit.h"
#include "domain/product_list.h"

struct products_page {
    struct grid_page grid;
    bool may_add;
};

struct product_section {
    str id, label; /* label: English */
    scope_rows rows;
};
struct product_page {
    i64 id; /* 0: a new one */
    str title, sub;
    str view; /* code; "": All Store Views */
    str version, qty_seen;
    str shop_href; /* of its page in the store; "": it has none */
    bool may_save, may_delete;
    struct catalog_scope_bar bar;
    LIST(struct product_section) sections;
    struct admin_ticks websites, categories; /* none in a store view */
    bool whole;                              /* All Store Views */
};

/* ---- product_form.c: the fields as a table ---- */

/* Sections with the fields of the scope. stale: somebody saved in the meantime; what is saved now stands beside. */
MUST err product_form_fill(struct request *r, const struct store_view *view,
                           const struct product_edit *now, bool stale, struct product_page *page);
/* What was typed, over what `out` holds. ERR_INVALID: messages at the fields. */
MUST err product_form_read(struct request *r, const struct store_view *view,
                           struct product_edit *out);
