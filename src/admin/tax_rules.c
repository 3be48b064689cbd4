/* Stores › Taxes › Tax Rules. */
#include "admin/rule_pages.h"
#include "templates/templates.h"
#include "web/form.h"

static const struct grid_column columns[] = {
    {.name = "id", .label = _("ID"), .look = GRID_NUMBER | GRID_LOW},
    {.name = "name", .label = _("Name"), .look = GRID_KEY},
    {.name = "priority", .label = _("Priority"), .look = GRID_NUMBER},
    {.name = "sort", .label = _("Sort Order"), .look = GRID_LOW},
};
static const struct grid grid = {
    .label = _("Tax Rules"),
    .list = &tax_rule_list_of_all,
    .columns = columns,
    .n = COUNT(columns),
    .style = GRID_OLD,
    .sort = "name",
};

static void put_rule(struct grid_page *p, const struct tax_rule *k)
{
    str id = str_format(p->v->mem, "%lld", (long long)k->id);
    str href = url_for(p->r, R_admin_tax_rule, &id, 1);
    grid_row(p, k->name);
    grid_put(p, "id", grid_count(k->id));
    grid_put(p, "name", grid_link(k->name, href));
    grid_put(p, "priority", grid_count(k->priority));
    grid_put(p, "sort", grid_count(k->sort_order));
    grid_action(p, (struct grid_action){.label = grid_tr(p, _("Edit")), .href = href});
}

err admin_tax_rules(struct request *r)
{
    struct admin_list page;
    tax_rule_list rows = {0};
    TRY(grid_read(r, &grid, &page.grid));
    TRY(tax_rule_rows(&r->c, &page.grid.query, &rows, &page.grid.answer));
    for (size_t i = 0; i < rows.n; i++)
        put_rule(&page.grid, &rows.at[i]);
    grid_done(&page.grid);
    return RENDER(r, admin_tax_rules, &page);
}

/* ---- one rule ---- */

static bool has_class(const struct tax_rule_edit *k, const struct tax_class *class)
{
    for (size_t i = 0; i < k->classes.n; i++)
        if (str_eq(k->classes.at[i].kind, class->kind) &&
            str_eq(k->classes.at[i].code, class->code))
            return true;
    return false;
}

static bool has_rate(const struct tax_rule_edit *k, i64 id)
{
    for (size_t i = 0; i < k->rates.n; i++)
        if (k->rates.at[i] == id)
            return true;
    return false;
}

static err show(struct request *r, const struct tax_rule_edit *k)
{
    struct view *v = render_view(r);
    struct tax_rule_page page = {.rule = k->rule};
    tax_class_list classes = {0};
    tax_rate_list rates = {0};
    TRY(tax_classes(&r->c, &classes));
    TRY(tax_rate_choices(&r->c, k->rule.id, &rates));
    page.customers =
        ticks_begin(r, S("customer[]"), S("customer"), _("Customer Tax Class"), classes.n);
    page.products = ticks_begin(r, S("product[]"), S("product"), _("Product Tax Class"), classes.n);
    for (size_t i = 0; i < classes.n; i++) {
        bool product = str_eq(classes.at[i].kind, S("product"));
        ticks_put(r, product ? &page.products : &page.customers, classes.at[i].code,
                  tr(v->words, classes.at[i].name), has_class(k, &classes.at[i]));
    }
    page.rates = ticks_begin(r, S("rates[]"), S("rates"), _("Tax Rate"), rates.n);
    for (size_t i = 0; i < rates.n; i++)
        ticks_put(r, &page.rates, view_i64(v, rates.at[i].id), rates.at[i].code,
                  has_rate(k, rates.at[i].id));
    return RENDER(r, admin_tax_rule, &page);
}

err admin_tax_rule_new(struct request *r)
{
    return show(r, &(struct tax_rule_edit){0});
}

err admin_tax_rule(struct request *r)
{
    i64 id;
    struct tax_rule_edit k = {0};
    TRY(request_arg_id(r, 0, &id));
    TRY(tax_rule_get(&r->c, id, &k));
    return show(r, &k);
}

static const struct form_field fields[] = {
    {FORM_INPUT(struct tax_rule, name), .type = FORM_TEXT, .label = "Name", .most = 80},
    {FORM_INPUT(struct tax_rule, priority), .type = FORM_NUMBER, .label = "Priority",
     .most = 1000000},
    {FORM_INPUT(struct tax_rule, sort_order), .type = FORM_NUMBER, .label = "Sort Order",
     .most = 1000000},
    {FORM_INPUT(struct tax_rule, version), .type = FORM_NUMBER, .label = "Version",
     .most = INT64_MAX},
};
static const struct form rule_form = {fields, COUNT(fields)};

static err read_classes(struct request *r, str name, str kind, struct tax_rule_edit *out)
{
    LIST(str) typed;
    TRY(form_list(r, name, TAX_CLASSES_MOST, &typed));
    for (size_t i = 0; i < typed.n; i++)
        out->classes.at[out->classes.n++] = (struct tax_class){.kind = kind, .code = typed.at[i]};
    return OK;
}

static err read_rates(struct request *r, struct tax_rule_edit *out)
{
    LIST(str) typed;
    TRY(form_list(r, S("rates[]"), TAX_RATES_MOST, &typed));
    out->rates.at = NEWN(r->c.mem, i64, typed.n);
    for (size_t i = 0; i < typed.n; i++)
        if (str_to_i64(typed.at[i], 1, INT64_MAX, &out->rates.at[out->rates.n]))
            out->rates.n++;
    return OK;
}

static err save(struct request *r, i64 id)
{
    struct tax_rule_edit edit = {0};
    i64 saved;
    TRY(form_read(r, &rule_form, &edit.rule));
    edit.rule.id = id;
    edit.classes.at = (void *)NEWN(r->c.mem, struct tax_class, (size_t)2 * TAX_CLASSES_MOST);
    TRY(read_classes(r, S("customer[]"), S("customer"), &edit));
    TRY(read_classes(r, S("product[]"), S("product"), &edit));
    TRY(read_rates(r, &edit));
    TRY(tax_rule_save(&r->c, &edit, &saved));
    flash(r, FLASH_OK, _("You saved the tax rule."));
    return redirect(r, R_admin_tax_rules);
}

err admin_tax_rule_new_post(struct request *r)
{
    return save(r, 0);
}

err admin_tax_rule_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return save(r, id);
}

err admin_tax_rule_delete_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(tax_rule_delete(&r->c, id));
    flash(r, FLASH_OK, _("You deleted the tax rule."));
    return redirect(r, R_admin_tax_rules);
}
