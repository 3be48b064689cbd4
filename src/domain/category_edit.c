#include "domain/category_edit.h"

#include "domain/category.sql.h"
#include "domain/category_edit.sql.h"
#include "domain/product.h"
#include "domain/product.sql.h"
#include "domain/reach.h"
#include "domain/settings.h"

#define NAME_MOST  120
#define DEPTH_MOST 50

/* ---- the tree ---- */

static const struct field branch_fields[] = {
    FIELD(struct category_branch, id, F_PLAIN),
    FIELD(struct category_branch, parent_id, F_NULL0),
    FIELD(struct category_branch, name, F_PLAIN),
    FIELD(struct category_branch, active, F_PLAIN),
};
static const struct record branch_record = RECORD(struct category_branch, branch_fields);

/* Those below the parent, each with what is below it. Rows come by sort order. */
static void put_below(const category_branches *rows, i64 parent, i64 depth, category_branches *out)
{
    for (size_t i = 0; i < rows->n && depth < DEPTH_MOST; i++) {
        if (rows->at[i].parent_id != parent)
            continue;
        out->at[out->n] = rows->at[i];
        out->at[out->n++].depth = depth;
        put_below(rows, rows->at[i].id, depth + 1, out);
    }
}

err category_tree(struct ctx *c, const struct store_view *view, category_branches *out)
{
    category_branches rows = {0};
    TRY(db_all(c->db, c->mem, &sql_category_edit_tree, ARGS(view ? view->id : (i64)0),
               &branch_record, &rows));
    out->at = NEWN(c->mem, struct category_branch, rows.n);
    out->n = 0;
    put_below(&rows, 0, 0, out);
    return OK;
}

/* ---- reading ---- */

struct view_row {
    str name, description;
    bool own_name, own_description;
};
static const struct field view_fields[] = {
    FIELD(struct view_row, name, F_NULL0),
    FIELD(struct view_row, description, F_NULL0),
    FIELD(struct view_row, own_name, F_PLAIN),
    FIELD(struct view_row, own_description, F_PLAIN),
};
static const struct record view_record = RECORD(struct view_row, view_fields);

static err get(struct ctx *c, struct db *db, i64 id, const struct store_view *view,
               struct category_edit *out)
{
    struct view_row own = {0};
    TRY(db_one(db, c->mem, &sql_category_edit_get, ARGS(id), &category_record, &out->category));
    TRY(db_one(db, c->mem, &sql_category_edit_text, ARGS(id), &category_text_record, &out->text));
    out->own_name = out->own_description = true;
    if (!view)
        return OK;
    TRY(reach_view(c, db, view->id));
    err e = db_one(db, c->mem, &sql_category_edit_view, ARGS(id, view->id), &view_record, &own);
    if (e && e != ERR_NOT_FOUND)
        return e;
    out->own_name = own.own_name;
    out->own_description = own.own_description;
    if (own.own_name)
        out->text.name = own.name;
    if (own.own_description)
        out->text.description = own.description;
    return OK;
}

err category_edit_get(struct ctx *c, i64 id, const struct store_view *view,
                      struct category_edit *out)
{
    return get(c, c->db, id, view, out);
}

/* ---- checking ---- */

static err check_name(struct ctx *c, str name)
{
    if (name.n == 0)
        return invalid(c, S("name"), _("This is a required field."));
    if (!str_is_utf8(name) || str_count_chars(name) > NAME_MOST)
        return invalid_with(c, S("name"), _("At most %1 characters."), S("120"), (str){0},
                            (str){0});
    return OK;
}

static err check_slug(struct work *w, const struct category *k)
{
    i64 other;
    if (!str_eq(k->slug, str_slug(w->c->mem, k->slug)))
        return invalid(w->c, S("slug"), _("Only a to z, 0 to 9 and -, at most 80."));
    err e = db_i64(w->db, &sql_category_edit_slug_taken, ARGS(k->slug, k->id), &other);
    if (e == OK)
        return invalid(w->c, S("slug"), _("This URL key is already taken."));
    return e == ERR_NOT_FOUND ? OK : e;
}

/* A category is not below itself. */
static err check_parent(struct work *w, const struct category *k)
{
    i64 up = k->parent_id;
    for (int depth = 0; up; depth++) {
        if (up == k->id || depth == DEPTH_MOST)
            return invalid(w->c, S("parent_id"), _("A category cannot stand below itself."));
        err e = db_i64(w->db, &sql_category_edit_parent, ARGS(up), &up);
        if (e == ERR_NOT_FOUND)
            return invalid(w->c, S("parent_id"), _("Choose one of the values."));
        if (e)
            return e;
    }
    return OK;
}

static err check(struct work *w, const struct category_edit *in)
{
    err e = check_name(w->c, in->text.name), slug = check_slug(w, &in->category),
        parent = check_parent(w, &in->category);
    if (slug && slug != ERR_INVALID)
        return slug;
    if (parent && parent != ERR_INVALID)
        return parent;
    return e || slug || parent ? ERR_INVALID : OK;
}

static err stale(struct ctx *c)
{
    return invalid(
        c, S("version"),
        _("Somebody else saved this in the meantime. Your entries are still here; save again to keep them."));
}

/* ---- saving ---- */

static err put_default(struct work *w, struct category_edit *in, const struct category_edit *before)
{
    struct category *k = &in->category;
    i64 saved;
    if (!k->id)
        return category_create(w, k);
    k->picture = before->category.picture;
    err e = db_put(w->db, &sql_category_edit_save, &category_record, k, &saved);
    if (e)
        return e == ERR_NOT_FOUND ? stale(w->c) : e;
    work_touch_row(w, ENTITY_CATEGORY, k->id, &category_record, &before->category, k);
    return OK;
}

err category_edit_save(struct ctx *c, const struct category_edit *in, i64 *id)
{
    struct category_edit edit = *in, before = {0};
    struct category *k = &edit.category;
    bool fresh = !k->id;
    edit.text.name = str_trim(edit.text.name);
    k->slug = str_trim(k->slug);
    if (k->slug.n == 0)
        k->slug = str_slug(c->mem, edit.text.name);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CATEGORY_SAVE, &w));
    if (!fresh)
        TRY(get(c, w.db, k->id, NULL, &before));
    if (before.category.version != k->version)
        return stale(c);
    TRY(check(&w, &edit));
    TRY(put_default(&w, &edit, &before));
    edit.text.category_id = k->id;
    edit.text.store_view_id = 0;
    TRY(db_put(w.db, &sql_category_text_put, &category_text_record, &edit.text, NULL));
    work_touch_row(&w, ENTITY_CATEGORY, k->id, &category_text_record, fresh ? NULL : &before.text,
                   &edit.text);
    work_touch(&w, ENTITY_CATEGORY, k->id, (str){0});
    work_detail(&w, edit.text.name);
    TRY(work_commit(&w));
    *id = k->id;
    return OK;
}

/* What a view has of its own, for the log: "" is inherited. */
static struct category_text own_texts(const struct category_edit *e, i64 view_id)
{
    return (struct category_text){.category_id = e->category.id,
                                  .store_view_id = view_id,
                                  .name = e->own_name ? e->text.name : (str){0},
                                  .description =
                                      e->own_description ? e->text.description : (str){0}};
}

static err put_own(struct work *w, i64 view_id, const struct category_edit *in)
{
    i64 id = in->category.id;
    if (!in->own_name && !in->own_description)
        return db_run(w->db, &sql_category_edit_view_forget, ARGS(id, view_id), NULL);
    return db_run(w->db, &sql_category_view_put,
                  ARGS(id, view_id, in->own_name ? val_str(in->text.name) : VAL_NULL,
                       in->own_description ? val_str(in->text.description) : VAL_NULL),
                  NULL);
}

err category_edit_save_in(struct ctx *c, const struct store_view *view,
                          const struct category_edit *in)
{
    struct category_edit edit = *in, before = {0};
    i64 id = edit.category.id, moved;
    edit.text.name = str_trim(edit.text.name);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CATEGORY_SAVE_IN, &w));
    TRY(get(c, w.db, id, view, &before));
    TRY(db_run(w.db, &sql_category_edit_touch, ARGS(id, edit.category.version), &moved));
    if (!moved)
        return stale(c);
    if (edit.own_name)
        TRY(check_name(c, edit.text.name));
    TRY(put_own(&w, view->id, &edit));
    struct category_text from = own_texts(&before, view->id), to = own_texts(&edit, view->id);
    work_touch_row(&w, ENTITY_CATEGORY, id, &category_text_record, &from, &to);
    work_touch(&w, ENTITY_CATEGORY, id, (str){0});
    work_detail(&w, str_format(c->mem, "%.*s, view:%.*s", STR_ARG(before.category.slug),
                               STR_ARG(view->code)));
    return work_commit(&w);
}

err category_delete(struct ctx *c, i64 id)
{
    struct category_edit before = {0};
    i64 children;
    str store;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CATEGORY_DELETE, &w));
    TRY(get(c, w.db, id, NULL, &before));
    TRY(db_i64(w.db, &sql_category_edit_children, ARGS(id), &children));
    if (children)
        return invalid(c, S(""), _("Delete or move its subcategories first."));
    err root = db_str(w.db, c->mem, &sql_category_edit_root_of, ARGS(id), &store);
    if (root == OK)
        return invalid_with(c, S(""), _("It is the root category of the store %1."), store,
                            (str){0}, (str){0});
    if (root != ERR_NOT_FOUND)
        return root;
    TRY(db_run(w.db, &sql_category_edit_delete, ARGS(id), NULL));
    work_drop(&w, TAG_LISTING, id);
    work_touch_row(&w, ENTITY_CATEGORY, id, &category_record, &before.category, NULL);
    work_detail(&w, before.text.name);
    return work_commit(&w);
}

/* ---- its products ---- */

static const struct field product_fields[] = {
    FIELD(struct category_product, product_id, F_PLAIN),
    FIELD(struct category_product, position, F_PLAIN),
    FIELD(struct category_product, sku, F_PLAIN),
    FIELD(struct category_product, name, F_PLAIN),
    FIELD(struct category_product, active, F_PLAIN),
};
static const struct record product_record_of = RECORD(struct category_product, product_fields);

err category_products_of(struct ctx *c, i64 id, i64 after_position, i64 after_product,
                         category_products *out, bool *more)
{
    i64 most = CATEGORY_PRODUCTS_PAGE;
    *out = (category_products){0};
    TRY(db_all(c->db, c->mem, &sql_category_edit_products,
               ARGS(id, after_position, after_product, most + 1), &product_record_of, out));
    *more = out->n > CATEGORY_PRODUCTS_PAGE;
    if (*more)
        out->n = CATEGORY_PRODUCTS_PAGE;
    return OK;
}

struct place_row {
    i64 product_id, position;
};
static const struct field place_fields[] = {
    FIELD(struct place_row, product_id, F_PLAIN),
    FIELD(struct place_row, position, F_PLAIN),
};
static const struct record place_record = RECORD(struct place_row, place_fields);

static void log_place(struct work *w, i64 id, i64 product_id, const i64 *before, const i64 *after)
{
    struct place_row a = {product_id, before ? *before : 0}, b = {product_id, after ? *after : 0};
    work_touch_row(w, ENTITY_CATEGORY, id, &place_record, before ? &a : NULL, after ? &b : NULL);
}

/* One that has left meanwhile is passed over. */
static err save_place(struct work *w, i64 id, const struct category_place *p)
{
    i64 before;
    err e = db_i64(w->db, &sql_category_edit_place, ARGS(id, p->product_id), &before);
    if (e)
        return e == ERR_NOT_FOUND ? OK : e;
    if (!p->out && before == p->position)
        return OK;
    if (p->out)
        TRY(db_run(w->db, &sql_category_edit_leave, ARGS(id, p->product_id), NULL));
    else
        TRY(db_run(w->db, &sql_category_edit_move, ARGS(id, p->product_id, p->position), NULL));
    log_place(w, id, p->product_id, &before, p->out ? NULL : &p->position);
    return product_index(w, p->product_id);
}

static err join(struct work *w, i64 id, str sku, i64 position)
{
    i64 product;
    err e = db_i64(w->db, &sql_category_edit_by_sku, ARGS(sku), &product);
    if (e)
        return e == ERR_NOT_FOUND ? invalid(w->c, S("sku"), _("There is no product with this SKU."))
                                  : e;
    TRY(db_run(w->db, &sql_product_place, ARGS(id, product, position), NULL));
    log_place(w, id, product, NULL, &position);
    return product_index(w, product);
}

err category_places_save(struct ctx *c, i64 id, const struct category_place *places, size_t n,
                         str sku, i64 position)
{
    struct category_edit k = {0};
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CATEGORY_SAVE, &w));
    TRY(get(c, w.db, id, NULL, &k));
    for (size_t i = 0; i < n; i++)
        TRY(save_place(&w, id, &places[i]));
    if (str_trim(sku).n)
        TRY(join(&w, id, str_trim(sku), position));
    work_touch(&w, ENTITY_CATEGORY, id, (str){0});
    work_detail(&w, k.text.name);
    return work_commit(&w);
}
