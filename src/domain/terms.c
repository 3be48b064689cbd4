#include "domain/terms.h"

#include "domain/settings.h"
#include "domain/terms.sql.h"

static const struct field fields[] = {
    FIELD(struct terms, id, F_PLAIN),         FIELD(struct terms, name, F_PLAIN),
    FIELD(struct terms, active, F_PLAIN),     FIELD(struct terms, manual, F_PLAIN),
    FIELD(struct terms, checkbox, F_PLAIN),   FIELD(struct terms, content, F_PLAIN),
    FIELD(struct terms, sort_order, F_PLAIN), FIELD(struct terms, version, F_PLAIN),
};
const struct record terms_record = RECORD(struct terms, fields);

err terms_of_checkout(struct ctx *c, struct db *db, terms_list *out)
{
    if (!c->settings->terms_enabled) {
        *out = (terms_list){0};
        return OK;
    }
    return db_all(db, c->mem, &sql_terms_of_view, ARGS(c->view->id), &terms_record, out);
}

void terms_ahead(struct ctx *c, struct db *db)
{
    if (c->settings->terms_enabled)
        db_ahead(db, &sql_terms_of_view, ARGS(c->view->id));
}

static bool has(const i64 *ids, size_t n, i64 id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

err terms_check(struct ctx *c, struct db *db, const i64 *accepted, size_t n)
{
    terms_list all = {0};
    err e = OK;
    TRY(terms_of_checkout(c, db, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].manual && !has(accepted, n, all.at[i].id))
            e = invalid(c, str_format(c->mem, "terms_%lld", (long long)all.at[i].id),
                        _("Please agree to the terms and conditions to place the order."));
    return e;
}

static const struct list_column columns[] = {
    {.name = "id", .sort = "t.id", .kind = LIST_EXACT},
    {.name = "name", .filter = "lower(t.name)", .sort = "t.name", .kind = LIST_PREFIX},
    {.name = "active", .filter = "t.active", .kind = LIST_YES_NO},
    {.name = "manual", .filter = "t.manual", .kind = LIST_YES_NO},
};
const struct list terms_list_of_all = {
    .name = "terms",
    .select = S("SELECT t.id, t.name, t.active, t.manual, t.checkbox, t.content, t.sort_order, "
                "t.version"),
    .from = S("terms t"),
    .key = "t.id",
    .columns = columns,
    .n = COUNT(columns),
};

err terms_rows(struct ctx *c, const struct list_query *q, terms_list *rows,
               struct list_answer *answer)
{
    return list_run(c->db, c->mem, &terms_list_of_all, q, &terms_record, rows, answer);
}

struct view_row {
    i64 store_view_id;
};
static const struct field view_fields[] = {FIELD(struct view_row, store_view_id, F_PLAIN)};
static const struct record view_record = RECORD(struct view_row, view_fields);

err terms_get(struct ctx *c, i64 id, struct terms_edit *out)
{
    LIST(struct view_row) rows = {0};
    TRY(db_one(c->db, c->mem, &sql_terms_get, ARGS(id), &terms_record, &out->terms));
    TRY(db_all(c->db, c->mem, &sql_terms_views, ARGS(id), &view_record, &rows));
    out->n_views = 0;
    for (size_t i = 0; i < rows.n && i < TERMS_VIEWS_MOST; i++)
        out->views[out->n_views++] = rows.at[i].store_view_id;
    return OK;
}

static err check(struct ctx *c, const struct terms_edit *in)
{
    const struct terms *t = &in->terms;
    err e = OK;
    if (t->name.n == 0)
        e = invalid(c, S("name"), _("This is a required field."));
    if (t->manual && t->checkbox.n == 0)
        e = invalid(c, S("checkbox"), _("This is a required field."));
    if (t->content.n == 0)
        e = invalid(c, S("content"), _("This is a required field."));
    if (in->n_views == 0)
        e = invalid(c, S("views"), _("Choose at least one store view."));
    return e;
}

static err put(struct work *w, struct terms *t)
{
    struct terms before = {0};
    if (t->id == 0) {
        TRY(db_put(w->db, &sql_terms_create, &terms_record, t, &t->id));
        work_touch_row(w, ENTITY_TERMS, t->id, &terms_record, NULL, t);
        return OK;
    }
    TRY(db_one(w->db, w->c->mem, &sql_terms_get, ARGS(t->id), &terms_record, &before));
    i64 saved;
    err e = db_put(w->db, &sql_terms_save, &terms_record, t, &saved);
    if (e)
        return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
    work_touch_row(w, ENTITY_TERMS, t->id, &terms_record, &before, t);
    return OK;
}

err terms_save(struct ctx *c, const struct terms_edit *in, i64 *id)
{
    struct terms t = in->terms;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_TERMS_SAVE, &w));
    TRY(check(c, in));
    TRY(put(&w, &t));
    TRY(db_run(w.db, &sql_terms_forget_views, ARGS(t.id), NULL));
    for (size_t i = 0; i < in->n_views; i++)
        TRY(db_run(w.db, &sql_terms_put_view, ARGS(t.id, in->views[i]), NULL));
    work_touch(&w, ENTITY_TERMS, t.id, (str){0});
    work_detail(&w, t.name);
    TRY(work_commit(&w));
    *id = t.id;
    return OK;
}

err terms_delete(struct ctx *c, i64 id)
{
    struct terms before = {0};
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_TERMS_DELETE, &w));
    TRY(db_one(w.db, c->mem, &sql_terms_get, ARGS(id), &terms_record, &before));
    TRY(db_run(w.db, &sql_terms_delete, ARGS(id), NULL));
    work_touch_row(&w, ENTITY_TERMS, id, &terms_record, &before, NULL);
    work_detail(&w, before.name);
    return work_commit(&w);
}
