#include "domain/product_edit.h"

#include "domain/product.sql.h"
#include "domain/product_edit.sql.h"
#include "domain/product_log.h"
#include "domain/reach.h"
#include "domain/settings.h"
#include "domain/stock.h"

#define SKU_MOST  64
#define SLUG_MOST 80
#define NAME_MOST 200

/* ---- reading ---- */

struct view_row {
    str name, brief, description;
    bool active, visible;
    bool own_name, own_brief, own_description, own_active, own_visible;
};
static const struct field view_fields[] = {
    FIELD(struct view_row, name, F_NULL0),        FIELD(struct view_row, brief, F_NULL0),
    FIELD(struct view_row, description, F_NULL0), FIELD(struct view_row, active, F_PLAIN),
    FIELD(struct view_row, visible, F_PLAIN),     FIELD(struct view_row, own_name, F_PLAIN),
    FIELD(struct view_row, own_brief, F_PLAIN),   FIELD(struct view_row, own_description, F_PLAIN),
    FIELD(struct view_row, own_active, F_PLAIN),  FIELD(struct view_row, own_visible, F_PLAIN),
};
static const struct record view_record = RECORD(struct view_row, view_fields);

struct price_row {
    money price, special_price;
    bool own_price, own_special;
};
static const struct field price_fields[] = {
    FIELD(struct price_row, price, F_PLAIN),
    FIELD(struct price_row, special_price, F_PLAIN),
    FIELD(struct price_row, own_price, F_PLAIN),
    FIELD(struct price_row, own_special, F_PLAIN),
};
static const struct record price_record = RECORD(struct price_row, price_fields);

struct stock_row {
    i64 qty;
    bool backorders;
};
static const struct field stock_fields[] = {
    FIELD(struct stock_row, qty, F_PLAIN),
    FIELD(struct stock_row, backorders, F_PLAIN),
};
static const struct record stock_record = RECORD(struct stock_row, stock_fields);

struct id_row {
    i64 id;
};
static const struct field id_fields[] = {FIELD(struct id_row, id, F_PLAIN)};
static const struct record id_record = RECORD(struct id_row, id_fields);

bool product_prices_are_of_websites(const struct ctx *c)
{
    return str_eq(c->settings->price_scope, S("website"));
}

static bool found_or(err *e)
{
    bool found = *e == OK;
    if (*e == ERR_NOT_FOUND)
        *e = OK;
    return found;
}

static err read_ids(struct ctx *c, struct db *db, const struct sql *q, i64 id,
                    struct product_ids *out)
{
    LIST(struct id_row) rows = {0};
    TRY(db_all(db, c->mem, q, ARGS(id), &id_record, &rows));
    out->n = 0;
    for (size_t i = 0; i < rows.n && i < COUNT(out->at); i++)
        out->at[out->n++] = rows.at[i].id;
    return OK;
}

static err read_default(struct ctx *c, struct db *db, i64 id, struct product_edit *out)
{
    struct stock_row stock = {0};
    TRY(product_get(c, db, id, &out->product));
    TRY(db_one(db, c->mem, &sql_product_edit_text, ARGS(id), &product_text_record, &out->text));
    err e = db_one(db, c->mem, &sql_product_edit_stock, ARGS(id), &stock_record, &stock);
    if (e && e != ERR_NOT_FOUND)
        return e;
    out->qty = out->qty_seen = stock.qty;
    out->backorders = stock.backorders;
    out->own = (struct product_own){true, true, true, true, true, true, true};
    TRY(read_ids(c, db, &sql_product_edit_websites, id, &out->websites));
    return read_ids(c, db, &sql_product_edit_categories, id, &out->categories);
}

/* What the view has of its own stands in front of the default. */
static err read_view(struct ctx *c, struct db *db, i64 view_id, struct product_edit *out)
{
    struct view_row v = {0};
    out->own.name = out->own.brief = out->own.description = false;
    out->own.active = out->own.visible = false;
    err e = db_one(db, c->mem, &sql_product_edit_view, ARGS(out->product.id, view_id), &view_record,
                   &v);
    if (!found_or(&e))
        return e;
    out->own.name = v.own_name;
    out->own.brief = v.own_brief;
    out->own.description = v.own_description;
    out->own.active = v.own_active;
    out->own.visible = v.own_visible;
    if (v.own_name)
        out->text.name = v.name;
    if (v.own_brief)
        out->text.brief = v.brief;
    if (v.own_description)
        out->text.description = v.description;
    if (v.own_active)
        out->product.active = v.active;
    if (v.own_visible)
        out->product.visible = v.visible;
    return OK;
}

static err read_price(struct ctx *c, struct db *db, i64 website_id, struct product_edit *out)
{
    struct price_row p = {0};
    out->own.price = out->own.special_price = false;
    err e = db_one(db, c->mem, &sql_product_edit_price, ARGS(out->product.id, website_id),
                   &price_record, &p);
    if (!found_or(&e))
        return e;
    out->own.price = p.own_price;
    out->own.special_price = p.own_special;
    if (p.own_price)
        out->product.price = p.price;
    if (p.own_special)
        out->product.special_price = p.special_price;
    return OK;
}

static err reach(struct ctx *c, struct db *db, i64 id, const struct store_view *view)
{
    i64 website;
    if (!reach_is_bound(c))
        return OK;
    if (view)
        TRY(reach_view(c, db, view->id));
    return db_i64(db, &sql_product_edit_reach, ARGS(reach_role(c), id), &website);
}

static err get(struct ctx *c, struct db *db, i64 id, const struct store_view *view,
               struct product_edit *out)
{
    TRY(reach(c, db, id, view));
    TRY(read_default(c, db, id, out));
    if (!view)
        return OK;
    TRY(read_view(c, db, view->id, out));
    return read_price(c, db, view->website_id, out);
}

err product_edit_get(struct ctx *c, i64 id, const struct store_view *view, struct product_edit *out)
{
    return get(c, c->db, id, view, out);
}

/* ---- checking ---- */

static err required(struct ctx *c, str field, str value, i64 most)
{
    if (value.n == 0)
        return invalid(c, field, _("This is a required field."));
    if (!str_is_utf8(value) || str_count_chars(value) > (size_t)most)
        return invalid_with(c, field, _("At most %1 characters."),
                            str_format(c->mem, "%lld", (long long)most), (str){0}, (str){0});
    return OK;
}

/* What str_slug would leave alone. */
static bool is_slug(struct arena *mem, str s)
{
    return s.n <= SLUG_MOST && str_eq(s, str_slug(mem, s));
}

/* ERR_INVALID at the field: the row that is found is another one. */
static err not_taken(struct work *w, const struct sql *q, str value, i64 id, str field, str message)
{
    i64 other;
    err e = db_i64(w->db, q, ARGS(value, id), &other);
    if (e == OK)
        return invalid(w->c, field, message);
    return e == ERR_NOT_FOUND ? OK : e;
}

/* All messages at once: the worst of both stays. */
static void both(err *e, err next)
{
    if (next && (*e == OK || *e == ERR_INVALID))
        *e = next;
}

static err known(struct work *w, const struct sql *q, const struct product_ids *ids, str field)
{
    i64 found;
    for (size_t i = 0; i < ids->n; i++) {
        err e = db_i64(w->db, q, ARGS(ids->at[i]), &found);
        if (e)
            return e == ERR_NOT_FOUND ? invalid(w->c, field, _("Choose one of the values.")) : e;
    }
    return OK;
}

static err check_global(struct work *w, const struct product_edit *in)
{
    struct ctx *c = w->c;
    const struct product *p = &in->product;
    i64 found;
    err e = required(c, S("sku"), p->sku, SKU_MOST);
    both(&e, required(c, S("name"), in->text.name, NAME_MOST));
    if (p->sku.n)
        both(&e, not_taken(w, &sql_product_edit_sku_taken, p->sku, p->id, S("sku"),
                           _("This SKU is already taken.")));
    if (!is_slug(c->mem, p->slug))
        both(&e, invalid(c, S("slug"), _("Only a to z, 0 to 9 and -, at most 80.")));
    both(&e, not_taken(w, &sql_product_edit_slug_taken, p->slug, p->id, S("slug"),
                       _("This URL key is already taken.")));
    err class = db_i64(w->db, &sql_product_edit_tax_class, ARGS(p->tax_class), &found);
    if (class == ERR_NOT_FOUND)
        class = invalid(c, S("tax_class"), _("Choose one of the values."));
    both(&e, class);
    both(&e, known(w, &sql_product_edit_website_there, &in->websites, S("websites")));
    both(&e, known(w, &sql_product_edit_category_there, &in->categories, S("categories")));
    return e;
}

static err stale(struct ctx *c)
{
    return invalid(
        c, S("version"),
        _("Somebody else saved this in the meantime. Your entries are still here; save again to keep them."));
}

/* ---- saving ---- */

static bool has(const struct product_ids *ids, i64 id)
{
    for (size_t i = 0; i < ids->n; i++)
        if (ids->at[i] == id)
            return true;
    return false;
}

/* Leaves those that are not in `after`, joins those that were not in `before`. */
static err put_ids(struct work *w, i64 id, const struct product_ids *before,
                   const struct product_ids *after, const struct sql *leave, const struct sql *join)
{
    for (size_t i = 0; i < before->n; i++)
        if (!has(after, before->at[i]))
            TRY(db_run(w->db, leave, ARGS(id, before->at[i]), NULL));
    for (size_t i = 0; i < after->n; i++)
        if (!has(before, after->at[i]))
            TRY(db_run(w->db, join, ARGS(id, after->at[i]), NULL));
    return OK;
}

static err put_stock(struct work *w, i64 id, const struct product_edit *in)
{
    i64 moved, there;
    TRY(db_i64(w->db, &sql_product_edit_stock_there, ARGS(id), &there));
    if (!there)
        return stock_set(w, id, in->qty, in->backorders);
    TRY(db_run(w->db, &sql_product_edit_stock_move,
               ARGS(id, in->qty - in->qty_seen, in->backorders), &moved));
    if (!moved)
        return invalid(w->c, S("qty"),
                       _("Orders have taken pieces in the meantime: fewer than that are left."));
    work_touch(w, ENTITY_STOCK, id, (str){0});
    return OK;
}

static err put_text(struct work *w, const struct product_edit *in)
{
    struct product_text t = in->text;
    t.product_id = in->product.id;
    t.store_view_id = 0;
    t.name_fold = str_fold(w->c->mem, t.name);
    return db_put(w->db, &sql_product_text_put, &product_text_record, &t, NULL);
}

static err put_lists(struct work *w, const struct product_edit *before,
                     const struct product_edit *in)
{
    i64 id = in->product.id;
    TRY(put_ids(w, id, &before->websites, &in->websites, &sql_product_edit_leave_website,
                &sql_product_into));
    return put_ids(w, id, &before->categories, &in->categories, &sql_product_edit_leave_category,
                   &sql_product_edit_join_category);
}

static err create(struct work *w, struct product_edit *in)
{
    struct product_edit none = {0};
    struct product_new fresh = {
        .product = in->product,
        .texts = &in->text,
        .n_texts = 1,
        .websites = in->websites.at,
        .n_websites = in->websites.n,
        .stock = in->qty,
        .backorders = in->backorders,
    };
    fresh.product.created_at = w->c->now;
    TRY(product_create(w, &fresh, &in->product.id));
    TRY(put_ids(w, in->product.id, &none.categories, &in->categories,
                &sql_product_edit_leave_category, &sql_product_edit_join_category));
    return in->categories.n ? product_index(w, in->product.id) : OK;
}

static err change(struct work *w, struct product_edit *in, const struct product_edit *before)
{
    struct product base = before->product;
    base.version = in->product.version;
    in->product.created_at = base.created_at;
    TRY(put_text(w, in));
    TRY(put_lists(w, before, in));
    TRY(put_stock(w, in->product.id, in));
    err e = product_save(w, &base, &in->product);
    return e == ERR_CONFLICT ? stale(w->c) : e;
}

static void tidy(struct arena *mem, struct product_edit *in)
{
    in->product.sku = str_trim(in->product.sku);
    in->text.name = str_trim(in->text.name);
    in->text.store_view_id = 0;
    in->product.slug = str_trim(in->product.slug);
    if (in->product.slug.n == 0)
        in->product.slug = str_slug(mem, in->text.name);
}

err product_edit_save(struct ctx *c, const struct product_edit *in, i64 *id)
{
    struct product_edit edit = *in, before = {0};
    tidy(c->mem, &edit);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CATALOG_SAVE, &w));
    if (edit.product.id)
        TRY(get(c, w.db, edit.product.id, NULL, &before));
    if (edit.product.id && before.product.version != edit.product.version)
        return stale(c);
    TRY(check_global(&w, &edit));
    TRY(edit.product.id ? change(&w, &edit, &before) : create(&w, &edit));
    product_log(&w, NULL, edit.product.id == before.product.id ? &before : NULL, &edit);
    work_detail(&w, edit.product.sku);
    TRY(work_commit(&w));
    *id = edit.product.id;
    return OK;
}

static err put_own_texts(struct work *w, i64 view_id, const struct product_edit *in)
{
    const struct product_own *own = &in->own;
    i64 id = in->product.id;
    str fold = str_fold(w->c->mem, in->text.name);
    if (!own->name && !own->brief && !own->description && !own->active && !own->visible)
        return db_run(w->db, &sql_product_edit_view_forget, ARGS(id, view_id), NULL);
    return db_run(w->db, &sql_product_view_put,
                  ARGS(id, view_id, own->name ? val_str(in->text.name) : VAL_NULL,
                       own->name ? val_str(fold) : VAL_NULL,
                       own->brief ? val_str(in->text.brief) : VAL_NULL,
                       own->description ? val_str(in->text.description) : VAL_NULL,
                       own->active ? val_bool(in->product.active) : VAL_NULL,
                       own->visible ? val_bool(in->product.visible) : VAL_NULL),
                  NULL);
}

static err put_own_prices(struct work *w, i64 website_id, const struct product_edit *in)
{
    const struct product_own *own = &in->own;
    i64 id = in->product.id;
    if (!product_prices_are_of_websites(w->c))
        return OK;
    if (!own->price && !own->special_price)
        return db_run(w->db, &sql_product_edit_price_forget, ARGS(id, website_id), NULL);
    return db_run(w->db, &sql_product_edit_price_put,
                  ARGS(id, website_id, own->price ? val_money(in->product.price) : VAL_NULL,
                       own->special_price ? val_money(in->product.special_price) : VAL_NULL),
                  NULL);
}

/* The version is what the form was made from. */
static err next_version(struct work *w, const struct product *p)
{
    i64 moved;
    TRY(db_run(w->db, &sql_product_edit_touch, ARGS(p->id, p->version), &moved));
    return moved ? OK : stale(w->c);
}

err product_edit_save_in(struct ctx *c, const struct store_view *view,
                         const struct product_edit *in)
{
    struct product_edit edit = *in, before = {0};
    edit.text.name = str_trim(edit.text.name);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_PRODUCT_SAVE_IN, &w));
    TRY(get(c, w.db, edit.product.id, view, &before));
    if (before.product.version != edit.product.version)
        return stale(c);
    if (edit.own.name)
        TRY(required(c, S("name"), edit.text.name, NAME_MOST));
    TRY(next_version(&w, &edit.product));
    TRY(put_own_texts(&w, view->id, &edit));
    TRY(put_own_prices(&w, view->website_id, &edit));
    TRY(product_index(&w, edit.product.id));
    product_log(&w, view, &before, &edit);
    work_detail(&w, str_format(c->mem, "%.*s, view:%.*s", STR_ARG(before.product.sku),
                               STR_ARG(view->code)));
    return work_commit(&w);
}

err product_delete(struct ctx *c, i64 id)
{
    struct product_edit before = {0};
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_PRODUCT_DELETE, &w));
    TRY(get(c, w.db, id, NULL, &before));
    TRY(product_drop_pages(&w, id));
    TRY(db_run(w.db, &sql_product_edit_delete, ARGS(id), NULL));
    work_touch_row(&w, ENTITY_PRODUCT, id, &product_record, &before.product, NULL);
    product_log(&w, NULL, &before, NULL);
    work_detail(&w, before.product.sku);
    return work_commit(&w);
}
