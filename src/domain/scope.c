#include "domain/scope.h"

#include "base/format.h"
#include "domain/product.h"
#include "domain/scope.sql.h"
#include "domain/settings.h"
#include "domain/settings.sql.h"

#define CODE_MOST    32
#define NAME_MOST    80
#define FILL_AT_ONCE 200

static const struct field website_fields[] = {
    FIELD(struct website_edit, id, F_PLAIN),
    FIELD(struct website_edit, name, F_PLAIN),
    FIELD(struct website_edit, code, F_PLAIN),
    FIELD(struct website_edit, currency, F_PLAIN),
    FIELD(struct website_edit, sort_order, F_PLAIN),
    FIELD(struct website_edit, is_default, F_PLAIN),
    FIELD(struct website_edit, version, F_PLAIN),
    FIELD(struct website_edit, default_store_id, F_PLAIN),
};
static const struct record website_record = RECORD(struct website_edit, website_fields);

static const struct field store_fields[] = {
    FIELD(struct store_edit, id, F_PLAIN),
    FIELD(struct store_edit, website_id, F_PLAIN),
    FIELD(struct store_edit, name, F_PLAIN),
    FIELD(struct store_edit, code, F_PLAIN),
    FIELD(struct store_edit, root_category_id, F_NULL0),
    FIELD(struct store_edit, is_default, F_PLAIN),
    FIELD(struct store_edit, version, F_PLAIN),
    FIELD(struct store_edit, default_view_id, F_PLAIN),
};
static const struct record store_record = RECORD(struct store_edit, store_fields);

static const struct field view_fields[] = {
    FIELD(struct view_edit, id, F_PLAIN),         FIELD(struct view_edit, store_id, F_PLAIN),
    FIELD(struct view_edit, name, F_PLAIN),       FIELD(struct view_edit, code, F_PLAIN),
    FIELD(struct view_edit, enabled, F_PLAIN),    FIELD(struct view_edit, sort_order, F_PLAIN),
    FIELD(struct view_edit, is_default, F_PLAIN), FIELD(struct view_edit, version, F_PLAIN),
};
static const struct record view_record = RECORD(struct view_edit, view_fields);

err website_get(struct ctx *c, i64 id, struct website_edit *out)
{
    return db_one(c->db, c->mem, &sql_scope_website, ARGS(id), &website_record, out);
}

err store_get(struct ctx *c, i64 id, struct store_edit *out)
{
    return db_one(c->db, c->mem, &sql_scope_store, ARGS(id), &store_record, out);
}

err store_view_get(struct ctx *c, i64 id, struct view_edit *out)
{
    return db_one(c->db, c->mem, &sql_scope_view, ARGS(id), &view_record, out);
}

/* ---- what the three levels share ---- */

/* A part of addresses may not be taken for one of ours: "/cart" of a view called cart would be nobody's page. */
static bool is_reserved(str code)
{
    static const str words[] = {
        S("account"),  S("admin"),    S("arrive"),   S("assist"), S("c"),       S("cart"),
        S("checkout"), S("close"),    S("currency"), S("enter"),  S("healthz"), S("orders"),
        S("p"),        S("password"), S("register"), S("search"), S("static"),  S("wishlist")};
    for (size_t i = 0; i < COUNT(words); i++)
        if (str_eq(words[i], code))
            return true;
    return false;
}

/* Begins with a–z, then a–z, 0–9 and _ (SC-15, SC-16). */
static bool is_code(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.at[i];
        bool letter = ch >= 'a' && ch <= 'z', other = (ch >= '0' && ch <= '9') || ch == '_';
        if (!letter && !(other && i > 0))
            return false;
    }
    return s.n > 0 && s.n <= CODE_MOST;
}

static err check_name_and_code(struct work *w, const struct sql *taken, str name, str code, i64 id)
{
    struct ctx *c = w->c;
    err e = OK;
    i64 other = 0;
    if (name.n == 0)
        e = invalid(c, S("name"), _("This is a required field."));
    else if (!str_is_utf8(name) || str_count_chars(name) > NAME_MOST)
        e = invalid_with(c, S("name"), _("At most %1 characters."), S("80"), (str){0}, (str){0});
    if (!is_code(code))
        return invalid(
            c, S("code"),
            _("Begin with a letter from a to z; then a to z, 0 to 9 and _, at most 32."));
    if (is_reserved(code))
        return invalid(c, S("code"),
                       _("This word stands for a page of the store. Please choose another code."));
    err found = db_i64(w->db, taken, ARGS(code, id), &other);
    if (found == OK)
        return invalid(c, S("code"), _("This code is already taken."));
    return found == ERR_NOT_FOUND ? e : found;
}

static err counts(struct work *w, const struct sql *sql, i64 id, bool *some)
{
    i64 n = 0;
    TRY(db_i64(w->db, sql, ARGS(id), &n));
    *some = n > 0;
    return OK;
}

/* The row itself is touched even if nothing of it changed: every work names something. */
static void touch(struct work *w, enum entity e, i64 id, const struct record *rec,
                  const void *before, const void *after, str detail)
{
    work_touch_row(w, e, id, rec, before, after);
    work_touch(w, e, id, (str){0});
    work_detail(w, detail);
}

/* ---- websites ---- */

static err check_website(struct work *w, const struct website_edit *in)
{
    struct ctx *c = w->c;
    i64 found = 0;
    err e = check_name_and_code(w, &sql_scope_website_taken, in->name, in->code, in->id);
    if (e && e != ERR_INVALID)
        return e;
    if (!currency_known(in->currency))
        e = invalid(c, S("currency"), _("Choose one of the values."));
    if (in->default_store_id) {
        err own = db_i64(w->db, &sql_scope_store_of, ARGS(in->default_store_id, in->id), &found);
        if (own == ERR_NOT_FOUND)
            e = invalid(c, S("default_store_id"), _("Choose one of the values."));
        else if (own)
            return own;
    }
    if (!in->is_default)
        return e;
    err shows =
        in->id ? db_i64(w->db, &sql_scope_website_shows, ARGS(in->id), &found) : ERR_NOT_FOUND;
    if (shows == ERR_NOT_FOUND)
        return invalid(c, S("is_default"),
                       _("The default website needs an enabled default store view."));
    return shows ? shows : e;
}

/* A setting of the website: Stores › Configuration › Currency Setup shows the same. */
static err put_currency(struct work *w, const struct website_edit *before,
                        const struct website_edit *site, i64 id)
{
    if (str_eq(before->currency, site->currency))
        return OK;
    return db_run(w->db, &sql_settings_put,
                  ARGS(S("website"), id, S("currency/options/base"), site->currency), NULL);
}

err website_save(struct ctx *c, const struct website_edit *in, i64 *id)
{
    struct website_edit site = *in, before = {0};
    site.name = str_trim(site.name);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_WEBSITE_SAVE, &w));
    if (site.id)
        TRY(db_one(w.db, c->mem, &sql_scope_website, ARGS(site.id), &website_record, &before));
    TRY(check_website(&w, &site));
    i64 saved = 0;
    err e = db_put(w.db, site.id ? &sql_scope_website_save : &sql_scope_website_create,
                   &website_record, &site, &saved);
    if (e)
        return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
    if (!site.id)
        TRY(db_run(w.db, &sql_scope_stocking_put, ARGS(saved), NULL));
    TRY(put_currency(&w, &before, &site, saved));
    if (site.default_store_id)
        TRY(db_run(w.db, &sql_scope_store_default, ARGS(site.default_store_id, saved), NULL));
    if (site.is_default)
        TRY(db_run(w.db, &sql_scope_website_default, ARGS(saved), NULL));
    touch(&w, ENTITY_WEBSITE, saved, &website_record, site.id ? &before : NULL, &site, site.name);
    TRY(work_commit(&w));
    *id = saved;
    return OK;
}

err website_delete(struct ctx *c, i64 id)
{
    struct website_edit before = {0};
    bool stores, customers;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_WEBSITE_DELETE, &w));
    TRY(db_one(w.db, c->mem, &sql_scope_website, ARGS(id), &website_record, &before));
    TRY(counts(&w, &sql_scope_website_stores, id, &stores));
    TRY(counts(&w, &sql_scope_website_customers, id, &customers));
    if (before.is_default)
        return invalid(c, S(""), _("The default website cannot be deleted."));
    if (stores)
        return invalid(c, S(""), _("Delete its stores first."));
    if (customers)
        return invalid(c, S(""), _("Customers still belong to it."));
    TRY(db_run(w.db, &sql_scope_forget_settings, ARGS(S("website"), id), NULL));
    TRY(db_run(w.db, &sql_scope_website_delete, ARGS(id), NULL));
    touch(&w, ENTITY_WEBSITE, id, &website_record, &before, NULL, before.name);
    return work_commit(&w);
}

/* ---- stores ---- */

static err check_store(struct work *w, const struct store_edit *in, const struct store_edit *before)
{
    struct ctx *c = w->c;
    struct website_edit site;
    i64 found = 0;
    err e = check_name_and_code(w, &sql_scope_store_taken, in->name, in->code, in->id);
    if (e && e != ERR_INVALID)
        return e;
    err site_there =
        db_one(w->db, c->mem, &sql_scope_website, ARGS(in->website_id), &website_record, &site);
    if (site_there == ERR_NOT_FOUND)
        e = invalid(c, S("website_id"), _("Choose one of the values."));
    else if (site_there)
        return site_there;
    if (before->is_default && in->website_id != before->website_id)
        e = invalid(c, S("website_id"), _("The default store of a website cannot be moved."));
    if (in->root_category_id) {
        err root = db_i64(w->db, &sql_scope_category, ARGS(in->root_category_id), &found);
        if (root == ERR_NOT_FOUND)
            e = invalid(c, S("root_category_id"), _("Choose one of the values."));
        else if (root)
            return root;
    }
    if (!in->default_view_id)
        return e;
    err view = db_i64(w->db, &sql_scope_view_of, ARGS(in->default_view_id, in->id), &found);
    if (view == ERR_NOT_FOUND)
        return invalid(c, S("default_view_id"), _("Choose an enabled store view of this store."));
    return view ? view : e;
}

err store_save(struct ctx *c, const struct store_edit *in, i64 *id)
{
    struct store_edit store = *in, before = {0};
    store.name = str_trim(store.name);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_STORE_SAVE, &w));
    if (store.id)
        TRY(db_one(w.db, c->mem, &sql_scope_store, ARGS(store.id), &store_record, &before));
    store.is_default = before.is_default;
    TRY(check_store(&w, &store, &before));
    i64 saved = 0;
    err e = db_put(w.db, store.id ? &sql_scope_store_save : &sql_scope_store_create, &store_record,
                   &store, &saved);
    if (e)
        return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
    if (store.id && store.website_id != before.website_id)
        TRY(db_run(w.db, &sql_scope_filling_store, ARGS(saved), NULL));
    if (store.default_view_id)
        TRY(db_run(w.db, &sql_scope_view_default, ARGS(store.default_view_id, saved), NULL));
    touch(&w, ENTITY_STORE, saved, &store_record, store.id ? &before : NULL, &store, store.name);
    TRY(work_commit(&w));
    *id = saved;
    return OK;
}

err store_delete(struct ctx *c, i64 id)
{
    struct store_edit before = {0};
    bool views;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_STORE_DELETE, &w));
    TRY(db_one(w.db, c->mem, &sql_scope_store, ARGS(id), &store_record, &before));
    TRY(counts(&w, &sql_scope_store_views, id, &views));
    if (before.is_default && views)
        return invalid(c, S(""), _("The default store of a website cannot be deleted."));
    if (views)
        return invalid(c, S(""), _("Delete its store views first."));
    TRY(db_run(w.db, &sql_scope_store_delete, ARGS(id), NULL));
    touch(&w, ENTITY_STORE, id, &store_record, &before, NULL, before.name);
    return work_commit(&w);
}

/* ---- store views ---- */

static err check_view(struct work *w, const struct view_edit *in, const struct view_edit *before)
{
    struct ctx *c = w->c;
    struct store_edit store;
    err e = check_name_and_code(w, &sql_scope_view_taken, in->name, in->code, in->id);
    if (e && e != ERR_INVALID)
        return e;
    err there = db_one(w->db, c->mem, &sql_scope_store, ARGS(in->store_id), &store_record, &store);
    if (there == ERR_NOT_FOUND)
        e = invalid(c, S("store_id"), _("Choose one of the values."));
    else if (there)
        return there;
    if (before->is_default && in->store_id != before->store_id)
        e = invalid(c, S("store_id"), _("A default store view cannot be moved."));
    if (before->is_default && !in->enabled)
        e = invalid(c, S("enabled"), _("A default store view cannot be disabled."));
    return e;
}

err store_view_save(struct ctx *c, const struct view_edit *in, i64 *id)
{
    struct view_edit view = *in, before = {0};
    view.name = str_trim(view.name);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_STORE_VIEW_SAVE, &w));
    if (view.id)
        TRY(db_one(w.db, c->mem, &sql_scope_view, ARGS(view.id), &view_record, &before));
    view.is_default = before.is_default;
    TRY(check_view(&w, &view, &before));
    i64 saved = 0;
    err e = db_put(w.db, view.id ? &sql_scope_view_save : &sql_scope_view_create, &view_record,
                   &view, &saved);
    if (e)
        return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
    if (view.store_id != before.store_id)
        TRY(db_run(w.db, &sql_scope_filling_view, ARGS(saved), NULL));
    touch(&w, ENTITY_STORE_VIEW, saved, &view_record, view.id ? &before : NULL, &view, view.name);
    TRY(work_commit(&w));
    *id = saved;
    return OK;
}

static const struct sql *const view_leavings[] = {
    &sql_scope_forget_product_texts, &sql_scope_forget_category_texts, &sql_scope_forget_words,
    &sql_scope_forget_listings,      &sql_scope_forget_shown,          &sql_scope_forget_terms,
    &sql_scope_forget_carts,
};

err store_view_delete(struct ctx *c, i64 id)
{
    struct view_edit before = {0};
    bool customers, orders;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_STORE_VIEW_DELETE, &w));
    TRY(db_one(w.db, c->mem, &sql_scope_view, ARGS(id), &view_record, &before));
    TRY(counts(&w, &sql_scope_view_customers, id, &customers));
    TRY(counts(&w, &sql_scope_view_orders, id, &orders));
    if (before.is_default)
        return invalid(c, S(""), _("A default store view cannot be deleted."));
    if (customers || orders)
        return invalid(c, S(""),
                       _("Customers or orders still belong to it. You can disable it instead."));
    TRY(db_run(w.db, &sql_scope_forget_settings, ARGS(S("store_view"), id), NULL));
    for (size_t i = 0; i < COUNT(view_leavings); i++)
        TRY(db_run(w.db, view_leavings[i], ARGS(id), NULL));
    TRY(db_run(w.db, &sql_scope_view_delete, ARGS(id), NULL));
    touch(&w, ENTITY_STORE_VIEW, id, &view_record, &before, NULL, before.name);
    return work_commit(&w);
}

/* ---- what new websites and views have ---- */

struct product_id {
    i64 id;
};
static const struct field id_fields[] = {FIELD(struct product_id, id, F_PLAIN)};
static const struct record id_record = RECORD(struct product_id, id_fields);
typedef LIST(struct product_id) product_ids;

struct stocking {
    i64 website_id, next_id;
};
static const struct field stocking_fields[] = {
    FIELD(struct stocking, website_id, F_PLAIN),
    FIELD(struct stocking, next_id, F_PLAIN),
};
static const struct record stocking_record = RECORD(struct stocking, stocking_fields);

static err next_products(struct work *w, i64 from, product_ids *out)
{
    *out = (product_ids){0};
    return db_all(w->db, w->c->mem, &sql_scope_filling_products, ARGS(from, (i64)FILL_AT_ONCE),
                  &id_record, out);
}

/* The next products of a new website. */
static err stock_some(struct work *w, const struct stocking *s)
{
    product_ids ids;
    TRY(next_products(w, s->next_id, &ids));
    for (size_t i = 0; i < ids.n; i++) {
        TRY(db_run(w->db, &sql_scope_stocking_product, ARGS(ids.at[i].id, s->website_id), NULL));
        TRY(product_index(w, ids.at[i].id));
    }
    if (ids.n < FILL_AT_ONCE)
        return db_run(w->db, &sql_scope_stocking_done, ARGS(s->website_id), NULL);
    return db_run(w->db, &sql_scope_stocking_move, ARGS(s->website_id, ids.at[ids.n - 1].id), NULL);
}

/* The next products behind from; when there are none the filling is over. */
static err fill_some(struct work *w, i64 from, bool *more)
{
    product_ids ids;
    TRY(next_products(w, from, &ids));
    for (size_t i = 0; i < ids.n; i++)
        TRY(product_index(w, ids.at[i].id));
    *more = ids.n == FILL_AT_ONCE;
    if (*more)
        return db_run(w->db, &sql_scope_filling_move, ARGS(from, ids.at[ids.n - 1].id), NULL);
    return db_run(w->db, &sql_scope_filling_done, ARGS(from), NULL);
}

static err stocking(struct ctx *c, struct db *db, struct stocking *out)
{
    return db_one(db, c->mem, &sql_scope_stocking, NO_ARGS, &stocking_record, out);
}

err store_view_fill(struct ctx *c, bool *more)
{
    struct stocking s = {0};
    i64 from = 0;
    *more = false;
    err new_site = stocking(c, c->db, &s);
    if (new_site && new_site != ERR_NOT_FOUND)
        return new_site;
    err e = new_site ? db_i64(c->db, &sql_scope_filling, NO_ARGS, &from) : OK;
    if (e)
        return e == ERR_NOT_FOUND ? OK : e;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_STORE_VIEW_FILL, &w));
    if (new_site == OK) {
        TRY(stocking(c, w.db, &s));
        TRY(stock_some(&w, &s));
        *more = true;
    } else {
        TRY(db_i64(w.db, &sql_scope_filling, NO_ARGS, &from));
        TRY(fill_some(&w, from, more));
    }
    work_touch(&w, ENTITY_PRODUCT, 0, (str){0});
    return work_commit(&w);
}
