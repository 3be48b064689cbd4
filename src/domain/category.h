/* Categories: a tree with texts for each store view. A view without its own text shows the default one (row 0).
 * What a category lists is product.h's, how the back office edits it category_edit.h's. */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

struct category {
    i64 id, parent_id; /* parent_id 0: below the root */
    str slug;
    i64 sort_order;
    bool active;
    str picture;
    i64 version;
};
extern const struct record category_record;

struct category_text {
    i64 category_id, store_view_id; /* store_view_id 0: the default text */
    str name, description;
};
extern const struct record category_text_record;

/* As a store view shows it. */
struct category_shown {
    i64 id, parent_id;
    str slug, name, description, picture;
};
typedef LIST(struct category_shown) category_list;

/* Those that may be a store's root category. */
MUST err category_roots(struct ctx *c, category_list *out);
/* Active categories below the store's root, by sort order: the main menu. Lists come without descriptions. */
MUST err category_menu(struct ctx *c, category_list *out);
void category_menu_ahead(struct ctx *c); /* it will be asked for (db_ahead) */
/* The same below a category. */
MUST err category_children(struct ctx *c, i64 parent_id, category_list *out);
/* ERR_NOT_FOUND: none, or not active. */
MUST err category_by_slug(struct ctx *c, str slug, struct category_shown *out);
/* The first active category of a product, for its breadcrumbs. ERR_NOT_FOUND: it is in none. */
MUST err category_of_product(struct ctx *c, i64 product_id, struct category_shown *out);

/* Sets in->id. ERR_CONFLICT: the slug is taken. */
MUST err category_create(struct work *w, struct category *in);
MUST err category_text_put(struct work *w, const struct category_text *text);
