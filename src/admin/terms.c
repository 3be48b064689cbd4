/* Stores › Settings › Terms and Conditions. */
#include "domain/terms.h"

#include "admin/rule_pages.h"
#include "domain/settings.h"
#include "templates/templates.h"
#include "web/form.h"

static const struct grid_column columns[] = {
    {.name = "id", .label = _("ID"), .look = GRID_NUMBER | GRID_LOW},
    {.name = "name", .label = _("Condition Name"), .look = GRID_KEY},
    {.name = "active", .label = _("Status")},
    {.name = "manual", .label = _("Applied")},
};
static const struct grid grid = {
    .label = _("Terms and Conditions"),
    .list = &terms_list_of_all,
    .columns = columns,
    .n = COUNT(columns),
    .style = GRID_OLD,
    .sort = "id",
};

static struct part_options two(struct view *v, str yes, str no)
{
    struct part_option *both = NEWN(v->mem, struct part_option, 2);
    both[0] = (struct part_option){S("1"), tr(v->words, yes)};
    both[1] = (struct part_option){S("0"), tr(v->words, no)};
    return (struct part_options){both, 2};
}

static void put_terms(struct grid_page *p, const struct terms *t)
{
    str id = str_format(p->v->mem, "%lld", (long long)t->id);
    str href = url_for(p->r, R_admin_terms_edit, &id, 1);
    grid_row(p, t->name);
    grid_put(p, "id", grid_count(t->id));
    grid_put(p, "name", grid_link(t->name, href));
    grid_put(p, "active",
             t->active ? grid_badge(S("ok"), S("check"), grid_tr(p, _("Enabled")))
                       : grid_badge(S(""), S("ban"), grid_tr(p, _("Disabled"))));
    grid_put(p, "manual", grid_text(grid_tr(p, t->manual ? _("Manually") : _("Automatically"))));
    grid_action(p, (struct grid_action){.label = grid_tr(p, _("Edit")), .href = href});
}

err admin_terms(struct request *r)
{
    struct admin_list page;
    terms_list rows = {0};
    TRY(grid_read(r, &grid, &page.grid));
    grid_options(&page.grid, "active", two(page.grid.v, _("Enabled"), _("Disabled")));
    grid_options(&page.grid, "manual", two(page.grid.v, _("Manually"), _("Automatically")));
    TRY(terms_rows(&r->c, &page.grid.query, &rows, &page.grid.answer));
    for (size_t i = 0; i < rows.n; i++)
        put_terms(&page.grid, &rows.at[i]);
    grid_done(&page.grid);
    return RENDER(r, admin_terms, &page);
}

/* ---- one of them ---- */

static bool has_view(const struct terms_edit *k, i64 id)
{
    for (size_t i = 0; i < k->n_views; i++)
        if (k->views[i] == id)
            return true;
    return false;
}

static err show(struct request *r, const struct terms_edit *k)
{
    struct view *v = render_view(r);
    const struct snapshot *s = r->snapshot;
    struct terms_page page = {
        .terms = k->terms,
        .modes = two(v, _("Manually"), _("Automatically")),
        .views = ticks_begin(r, S("views[]"), S("views"), _("Store View"), s->views.n + 1),
    };
    ticks_put(r, &page.views, S("0"), tr(v->words, _("All Store Views")), has_view(k, 0));
    for (size_t i = 0; i < s->views.n; i++)
        ticks_put(r, &page.views, view_i64(v, s->views.at[i].id), s->views.at[i].name,
                  has_view(k, s->views.at[i].id));
    return RENDER(r, admin_terms_edit, &page);
}

err admin_terms_new(struct request *r)
{
    struct terms_edit k = {.terms = {.active = true, .manual = true}, .n_views = 1};
    return show(r, &k);
}

err admin_terms_edit(struct request *r)
{
    i64 id;
    struct terms_edit k = {0};
    TRY(request_arg_id(r, 0, &id));
    TRY(terms_get(&r->c, id, &k));
    return show(r, &k);
}

static const struct form_field fields[] = {
    {FORM_INPUT(struct terms, name), .type = FORM_TEXT, .label = "Condition Name", .most = 120},
    {FORM_INPUT(struct terms, active), .type = FORM_YES_NO, .label = "Enabled", .required = true},
    {FORM_INPUT(struct terms, manual), .type = FORM_YES_NO, .label = "Applied", .required = true},
    {FORM_INPUT(struct terms, checkbox), .type = FORM_TEXT, .label = "Checkbox Text", .most = 500},
    {FORM_INPUT(struct terms, content), .type = FORM_LINES, .label = "Content",
     .most = TERMS_TEXT_MOST},
    {FORM_INPUT(struct terms, sort_order), .type = FORM_NUMBER, .label = "Sort Order",
     .most = 1000000},
    {FORM_INPUT(struct terms, version), .type = FORM_NUMBER, .label = "Version", .most = INT64_MAX},
};
static const struct form terms_form = {fields, COUNT(fields)};

static err save(struct request *r, i64 id)
{
    struct terms_edit edit = {0};
    LIST(str) typed;
    i64 saved;
    TRY(form_read(r, &terms_form, &edit.terms));
    TRY(form_list(r, S("views[]"), TERMS_VIEWS_MOST, &typed));
    edit.terms.id = id;
    for (size_t i = 0; i < typed.n; i++)
        if (str_to_i64(typed.at[i], 0, INT64_MAX, &edit.views[edit.n_views]))
            edit.n_views++;
    TRY(terms_save(&r->c, &edit, &saved));
    flash(r, FLASH_OK, _("You saved the condition."));
    return redirect(r, R_admin_terms);
}

err admin_terms_new_post(struct request *r)
{
    return save(r, 0);
}

err admin_terms_edit_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return save(r, id);
}

err admin_terms_delete_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(terms_delete(&r->c, id));
    flash(r, FLASH_OK, _("You deleted the condition."));
    return redirect(r, R_admin_terms);
}
