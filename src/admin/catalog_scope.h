/* The scope in which a page of the catalogue is edited: All Store Views, or one store view. Its switcher, and what the box
 * beside a field means there. */
#pragma once

#include "admin/scope_form.h"

struct store_view;

/* A line of the switcher. Websites and stores are headings. */
struct catalog_scope_line {
    str value, label; /* value: the view's code; "" with heading: none */
    bool heading, current;
};
struct catalog_scope_bar {
    LIST(struct catalog_scope_line) lines;
    str note;   /* English: what it means to edit here */
    bool alone; /* nothing to choose from */
};

/* The two pages of a record: in All Store Views, and in a store view. */
struct catalog_pages {
    enum route_id whole, in;
};
/* Leads to the record's page in a scope. view NULL: All Store Views. */
MUST err catalog_scope_to(struct request *r, const struct catalog_pages *pages, str id,
                          const struct store_view *view);
/* For the page in All Store Views, which is also what the switcher leads to. *moved: another scope was chosen, or is where
 * staff of a bound role begins, and the answer leads there. */
MUST err catalog_scope_whole(struct request *r, const struct catalog_pages *pages, i64 *id,
                             bool *moved);
/* For the page in a store view: both arguments of its address. ERR_NOT_FOUND: there is no such view, or it is out of reach. */
MUST err catalog_scope_in(struct request *r, i64 *id, const struct store_view **view);

/* view NULL: All Store Views. */
struct catalog_scope_bar catalog_scope_bar(struct request *r, const struct store_view *view);
