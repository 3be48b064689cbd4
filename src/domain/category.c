#include "domain/category.h"

#include "domain/category.sql.h"
#include "domain/settings.h"

static const struct field category_fields[] = {
    FIELD(struct category, id, F_PLAIN),      FIELD(struct category, parent_id, F_NULL0),
    FIELD(struct category, slug, F_PLAIN),    FIELD(struct category, sort_order, F_PLAIN),
    FIELD(struct category, active, F_PLAIN),  FIELD(struct category, picture, F_NULL0),
    FIELD(struct category, version, F_PLAIN),
};
const struct record category_record = RECORD(struct category, category_fields);

static const struct field text_fields[] = {
    FIELD(struct category_text, category_id, F_PLAIN),
    FIELD(struct category_text, store_view_id, F_PLAIN),
    FIELD(struct category_text, name, F_PLAIN),
    FIELD(struct category_text, description, F_PLAIN),
};
const struct record category_text_record = RECORD(struct category_text, text_fields);

static const struct field shown_fields[] = {
    FIELD(struct category_shown, id, F_PLAIN),
    FIELD(struct category_shown, parent_id, F_NULL0),
    FIELD(struct category_shown, slug, F_PLAIN),
    FIELD(struct category_shown, name, F_PLAIN),
    FIELD(struct category_shown, description, F_PLAIN),
    FIELD(struct category_shown, picture, F_NULL0),
};
static const struct record shown_record = RECORD(struct category_shown, shown_fields);

err category_menu(struct ctx *c, category_list *out)
{
    i64 root = c->view->root_category_id;
    if (root)
        return category_children(c, root, out);
    return db_all(c->db, c->mem, &sql_category_menu, ARGS(c->view->id), &shown_record, out);
}

void category_menu_ahead(struct ctx *c)
{
    i64 root = c->view->root_category_id;
    if (root)
        db_ahead(c->db, &sql_category_children, ARGS(c->view->id, root));
    else
        db_ahead(c->db, &sql_category_menu, ARGS(c->view->id));
}

err category_roots(struct ctx *c, category_list *out)
{
    return db_all(c->db, c->mem, &sql_category_roots, ARGS(c->view->id), &shown_record, out);
}

err category_children(struct ctx *c, i64 parent_id, category_list *out)
{
    return db_all(c->db, c->mem, &sql_category_children, ARGS(c->view->id, parent_id),
                  &shown_record, out);
}

err category_by_slug(struct ctx *c, str slug, struct category_shown *out)
{
    return db_one(c->db, c->mem, &sql_category_by_slug, ARGS(c->view->id, slug), &shown_record,
                  out);
}

err category_of_product(struct ctx *c, i64 product_id, struct category_shown *out)
{
    return db_one(c->db, c->mem, &sql_category_of_product, ARGS(c->view->id, product_id),
                  &shown_record, out);
}

err category_create(struct work *w, struct category *in)
{
    TRY(db_put(w->db, &sql_category_create, &category_record, in, &in->id));
    work_touch_row(w, ENTITY_CATEGORY, in->id, &category_record, NULL, in);
    return OK;
}

err category_text_put(struct work *w, const struct category_text *text)
{
    if (text->store_view_id)
        TRY(db_run(w->db, &sql_category_view_put,
                   ARGS(text->category_id, text->store_view_id, text->name, text->description),
                   NULL));
    else
        TRY(db_put(w->db, &sql_category_text_put, &category_text_record, text, NULL));
    work_touch_row(w, ENTITY_CATEGORY, text->category_id, &category_text_record, NULL, text);
    return OK;
}
