/* Customers › Customer Groups (store.md §1.4). */
#include "admin/group_pages.h"
#include "domain/settings.h"
#include "domain/tax_rule.h"
#include "templates/templates.h"
#include "web/form.h"

static const struct grid_column columns[] = {
    {.name = "id", .label = _("ID"), .look = GRID_NUMBER | GRID_LOW},
    {.name = "name", .label = _("Group"), .look = GRID_KEY},
    {.name = "tax_class", .label = _("Tax Class")},
};
static const struct grid grid = {
    .label = _("Customer Groups"),
    .list = &customer_group_list_of_all,
    .columns = columns,
    .n = COUNT(columns),
    .style = GRID_OLD,
    .sort = "id",
};

static err class_options(struct request *r, struct part_options *out)
{
    struct view *v = render_view(r);
    tax_class_list classes = {0};
    TRY(tax_classes(&r->c, &classes));
    *out = (struct part_options){NEWN(v->mem, struct part_option, classes.n), 0};
    for (size_t i = 0; i < classes.n; i++)
        if (str_eq(classes.at[i].kind, S("customer")))
            out->at[out->n++] =
                (struct part_option){classes.at[i].code, tr(v->words, classes.at[i].name)};
    return OK;
}

static str class_label(const struct part_options *classes, str code)
{
    for (size_t i = 0; i < classes->n; i++)
        if (str_eq(classes->at[i].value, code))
            return classes->at[i].label;
    return code;
}

static void put_group(struct grid_page *p, const struct customer_group *g,
                      const struct part_options *classes)
{
    str id = view_i64(p->v, g->id);
    str name = grid_tr(p, g->name);
    str href = url_for(p->r, R_admin_customer_group, &id, 1);
    grid_row(p, name);
    grid_put(p, "id", grid_count(g->id));
    grid_put(p, "name", grid_link(name, href));
    grid_put(p, "tax_class", grid_text(class_label(classes, g->tax_class)));
    grid_action(p, (struct grid_action){.label = grid_tr(p, _("Edit")), .href = href});
}

/* A role that is bound to websites only reads (wide.def). */
static bool may_save(struct request *r)
{
    return actor_may(&r->c.actor, ACT_CUSTOMER_GROUP_SAVE);
}

err admin_customer_groups(struct request *r)
{
    struct customer_groups_page page = {.may_save = may_save(r)};
    customer_group_list rows = {0};
    struct part_options classes;
    TRY(grid_read(r, &grid, &page.grid));
    TRY(class_options(r, &classes));
    grid_options(&page.grid, "tax_class", classes);
    TRY(customer_group_rows(&r->c, &page.grid.query, &rows, &page.grid.answer));
    for (size_t i = 0; i < rows.n; i++)
        put_group(&page.grid, &rows.at[i], &classes);
    grid_done(&page.grid);
    return RENDER(r, admin_customer_groups, &page);
}

/* ---- one group ---- */

/* NOT LOGGED IN has the number 0. */
static err group_id(struct request *r, i64 *id)
{
    return str_to_i64(request_arg(r, 0), 0, INT64_MAX, id) ? OK : ERR_NOT_FOUND;
}

static bool is_excluded(const struct customer_group_edit *k, i64 website)
{
    for (size_t i = 0; i < k->excluded.n; i++)
        if (k->excluded.at[i] == website)
            return true;
    return false;
}

static err show(struct request *r, const struct customer_group_edit *k)
{
    struct view *v = render_view(r);
    const struct snapshot *s = r->snapshot;
    struct customer_group_page page = {
        .group = k->group,
        .fixed = k->group.id == CUSTOMER_GROUP_VISITORS,
        .may_save = may_save(r),
        .excluded =
            ticks_begin(r, S("excluded[]"), S("excluded"), _("Excluded Website(s)"), s->websites.n),
    };
    page.excluded.hint =
        _("Members cannot sign in there, and support cannot log in as them there.");
    if (k->group.id > 0 && page.may_save)
        TRY(customer_group_deletable(&r->c, r->c.db, k->group.id, &page.deletable));
    TRY(class_options(r, &page.classes));
    for (size_t i = 0; i < s->websites.n; i++)
        ticks_put(r, &page.excluded, view_i64(v, s->websites.at[i].id), s->websites.at[i].name,
                  is_excluded(k, s->websites.at[i].id));
    return RENDER(r, admin_customer_group, &page);
}

err admin_customer_group_new(struct request *r)
{
    struct customer_group_edit k = {.group = {.id = -1}};
    return show(r, &k);
}

err admin_customer_group(struct request *r)
{
    i64 id;
    struct customer_group_edit k = {0};
    TRY(group_id(r, &id));
    TRY(customer_group_edit_get(&r->c, id, &k));
    return show(r, &k);
}

static const struct form_field fields[] = {
    {FORM_INPUT(struct customer_group, name), .type = FORM_TEXT, .label = "Group Name",
     .most = CUSTOMER_GROUP_NAME_MOST, .required = true},
    {FORM_INPUT(struct customer_group, tax_class), .type = FORM_TEXT, .label = "Tax Class",
     .most = 64, .required = true},
    {FORM_INPUT(struct customer_group, version), .type = FORM_NUMBER, .label = "Version",
     .most = INT64_MAX},
};
static const struct form group_form = {fields, COUNT(fields)};

static err read_excluded(struct request *r, struct customer_group_edit *out)
{
    LIST(str) typed;
    TRY(form_list(r, S("excluded[]"), CUSTOMER_GROUP_KEPT_OUT_MOST, &typed));
    out->excluded.at = NEWN(r->c.mem, i64, typed.n);
    for (size_t i = 0; i < typed.n; i++)
        if (str_to_i64(typed.at[i], 1, INT64_MAX, &out->excluded.at[out->excluded.n]))
            out->excluded.n++;
        else
            return invalid(&r->c, S("excluded"), _("Choose one of the values."));
    return OK;
}

static err save(struct request *r, i64 id)
{
    struct customer_group_edit edit = {0};
    i64 saved;
    TRY(form_read(r, &group_form, &edit.group));
    TRY(read_excluded(r, &edit));
    edit.group.id = id;
    TRY(customer_group_save(&r->c, &edit, &saved));
    flash(r, FLASH_OK, _("You saved the customer group."));
    return redirect(r, R_admin_customer_groups);
}

err admin_customer_group_new_post(struct request *r)
{
    return save(r, -1);
}

err admin_customer_group_post(struct request *r)
{
    i64 id;
    TRY(group_id(r, &id));
    return save(r, id);
}

/* ---- delete ---- */

err admin_customer_group_delete(struct request *r)
{
    i64 id;
    struct customer_group_edit k = {0};
    TRY(group_id(r, &id));
    TRY(customer_group_edit_get(&r->c, id, &k));
    struct customer_group_page page = {.group = k.group};
    TRY(customer_group_deletable(&r->c, r->c.db, id, &page.deletable));
    return RENDER(r, admin_customer_group_delete, &page);
}

err admin_customer_group_delete_post(struct request *r)
{
    i64 id;
    TRY(group_id(r, &id));
    TRY(customer_group_delete(&r->c, id));
    flash(r, FLASH_OK, _("You deleted the customer group."));
    return redirect(r, R_admin_customer_groups);
}
