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

/* The store view of the path's k-th argument. ERR_NOT_FOUND: none, or out of reach. */
MUST err catalog_scope_read(struct request *r, size_t k, const struct store_view **out);
/* The first store view that staff of a bound role reaches; NULL: All Store Views is theirs. */
const struct store_view *catalog_scope_first(struct request *r);
/* view NULL: All Store Views. */
struct catalog_scope_bar catalog_scope_bar(struct request *r, const struct store_view *view);
/* The view that was chosen in the switcher (query "scope"). *chosen false: nothing was. NULL: All Store Views. */
MUST err catalog_scope_chosen(struct request *r, bool *chosen, const struct store_view **out);
