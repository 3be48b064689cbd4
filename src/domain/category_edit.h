/* Categories as the back office edits them (Catalog › Categories): the tree, one category in a scope (All Store Views holds
 * the default texts, a store view may have its own), and which products it lists at which positions. Staff whose role is
 * bound to websites saves the texts of their views only. */
#pragma once

#include "domain/category.h"

struct store_view;

#define CATEGORY_TREE_MOST     2000
#define CATEGORY_PRODUCTS_PAGE 50

/* A line of the tree, depth first; children by sort order. */
struct category_branch {
    i64 id, parent_id, depth;
    str name;
    bool active;
};
typedef LIST(struct category_branch) category_branches;
/* view NULL: with the default names. */
MUST err category_tree(struct ctx *c, const struct store_view *view, category_branches *out);

struct category_edit {
    struct category category; /* id 0: a new one. slug "": made of the name */
    struct category_text text;
    bool own_name, own_description; /* of the scope; of All Store Views both */
};
MUST err category_edit_get(struct ctx *c, i64 id, const struct store_view *view,
                           struct category_edit *out);
/* ERR_INVALID: messages at name, slug, parent_id; at "version": somebody saved first. */
MUST err category_edit_save(struct ctx *c, const struct category_edit *in, i64 *id);
/* The view's own texts: what is not own is removed there. */
MUST err category_edit_save_in(struct ctx *c, const struct store_view *view,
                               const struct category_edit *in);
/* Its products stay. ERR_INVALID: it has subcategories, or is a store's root. */
MUST err category_delete(struct ctx *c, i64 id);

struct category_product {
    i64 product_id, position;
    str sku, name; /* by default */
    bool active;
};
typedef LIST(struct category_product) category_products;
/* By position: the page behind (position, product), from the beginning with {-1, 0}. *more: there is another. */
MUST err category_products_of(struct ctx *c, i64 id, i64 after_position, i64 after_product,
                              category_products *out, bool *more);
struct category_place {
    i64 product_id, position;
    bool out; /* leaves the category */
};
/* Positions of those that are in it, and one that joins it by SKU ("": none). ERR_INVALID at "sku": no such product. */
MUST err category_places_save(struct ctx *c, i64 id, const struct category_place *places, size_t n,
                              str sku, i64 position);
