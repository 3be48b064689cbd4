/* Marketing › Promotions › Cart Price Rules. */
#include "admin/form_user.h"
#include "admin/rule_pages.h"
#include "domain/customer_group.h"
#include "domain/settings.h"
#include "domain/tax.h"
#include "templates/templates.h"

static const struct grid_column columns[] = {
    {.name = "id", .label = _("ID"), .look = GRID_NUMBER | GRID_LOW},
    {.name = "name", .label = _("Rule"), .look = GRID_KEY},
    {.name = "code", .label = _("Coupon Code")},
    {.name = "from", .label = _("Start"), .look = GRID_NOWRAP},
    {.name = "until", .label = _("End"), .look = GRID_NOWRAP},
    {.name = "active", .label = _("Status")},
    {.name = "used", .label = _("Times Used"), .look = GRID_LOW},
    {.name = "priority", .label = _("Priority"), .look = GRID_NUMBER | GRID_LOW},
};
static const struct grid grid = {
    .label = _("Cart Price Rules"),
    .list = &cart_rule_list_of_all,
    .columns = columns,
    .n = COUNT(columns),
    .style = GRID_OLD,
    .sort = "id",
};

static struct part_options two_states(struct grid_page *p)
{
    struct part_option *two = NEWN(p->v->mem, struct part_option, 2);
    two[0] = (struct part_option){S("1"), grid_tr(p, _("Active"))};
    two[1] = (struct part_option){S("0"), grid_tr(p, _("Inactive"))};
    return (struct part_options){two, 2};
}

static void put_rule(struct grid_page *p, const struct cart_rule *k)
{
    str id = str_format(p->v->mem, "%lld", (long long)k->id);
    str href = url_for(p->r, R_admin_cart_rule, &id, 1);
    grid_row(p, k->name);
    grid_put(p, "id", grid_count(k->id));
    grid_put(p, "name", grid_link(k->name, href));
    grid_put(p, "code", grid_text(k->code));
    grid_put(p, "from", grid_date(k->from_at));
    grid_put(p, "until", grid_date(user_last_day(k->until_at)));
    grid_put(p, "active",
             k->active ? grid_badge(S("ok"), S("check"), grid_tr(p, _("Active")))
                       : grid_badge(S(""), S("ban"), grid_tr(p, _("Inactive"))));
    grid_put(p, "used", grid_count(k->used));
    grid_put(p, "priority", grid_count(k->priority));
    grid_action(p, (struct grid_action){.label = grid_tr(p, _("Edit")), .href = href});
}

err admin_cart_rules(struct request *r)
{
    struct admin_list page;
    cart_rule_list rows = {0};
    TRY(grid_read(r, &grid, &page.grid));
    grid_options(&page.grid, "active", two_states(&page.grid));
    TRY(cart_rule_rows(&r->c, &page.grid.query, &rows, &page.grid.answer));
    for (size_t i = 0; i < rows.n; i++)
        put_rule(&page.grid, &rows.at[i]);
    grid_done(&page.grid);
    return RENDER(r, admin_cart_rules, &page);
}

/* ---- one rule ---- */

static const struct {
    str key, label;
} actions[] = {
    {S("percent"), _("Percent of product price discount")},
    {S("fixed"), _("Fixed amount discount")},
    {S("cart"), _("Fixed amount discount for whole cart")},
    {S("none"), _("No discount")},
};

static bool has_group(const struct cart_rule_groups *groups, i64 id)
{
    for (size_t i = 0; i < groups->n; i++)
        if (groups->at[i] == id)
            return true;
    return false;
}

static err show(struct request *r, const struct cart_rule_edit *k)
{
    struct view *v = render_view(r);
    struct cart_rule_page page = {.rule = k->rule, .until = user_last_day(k->rule.until_at)};
    customer_group_list groups = {0};
    TRY(customer_groups(&r->c, &groups));
    page.groups = ticks_begin(r, S("groups[]"), S("groups"), _("Customer Groups"), groups.n + 1);
    ticks_put(r, &page.groups, S("0"), tr(v->words, _("NOT LOGGED IN")),
              has_group(&k->groups, CART_RULE_NOT_LOGGED));
    for (size_t i = 0; i < groups.n; i++)
        ticks_put(r, &page.groups, view_i64(v, groups.at[i].id), tr(v->words, groups.at[i].name),
                  has_group(&k->groups, groups.at[i].id));
    page.actions.at = NEWN(r->c.mem, struct part_option, COUNT(actions));
    for (size_t i = 0; i < COUNT(actions); i++)
        page.actions.at[page.actions.n++] =
            (struct part_option){actions[i].key, tr(v->words, actions[i].label)};
    page.amount = str_eq(k->rule.action, S("percent"))
                      ? tax_percent(r->c.mem, k->rule.ppm)
                      : money_plain(r->c.mem, k->rule.amount, v->currency);
    return RENDER(r, admin_cart_rule, &page);
}

err admin_cart_rule_new(struct request *r)
{
    struct cart_rule_edit k = {.rule = {.active = true, .action = S("percent")}};
    return show(r, &k);
}

err admin_cart_rule(struct request *r)
{
    i64 id;
    struct cart_rule_edit k = {0};
    TRY(request_arg_id(r, 0, &id));
    TRY(cart_rule_get(&r->c, id, &k));
    return show(r, &k);
}

struct rule_form {
    str name, description, code, action, amount;
    bool active, stop, free_shipping;
    i64 uses_most, uses_each, priority, version;
    when from, until;
    money subtotal_least;
};
static const char *const action_keys[] = {"percent", "fixed", "cart", "none", NULL};
static const struct form_field fields[] = {
    {FORM_INPUT(struct rule_form, name), .type = FORM_TEXT, .label = "Rule Name", .most = 120},
    {FORM_INPUT(struct rule_form, description), .type = FORM_LINES, .label = "Description",
     .most = 2000},
    {FORM_INPUT(struct rule_form, active), .type = FORM_YES_NO, .label = "Active",
     .required = true},
    {FORM_INPUT(struct rule_form, code), .type = FORM_TEXT, .label = "Coupon Code",
     .most = COUPON_CODE_MOST},
    {FORM_INPUT(struct rule_form, uses_most), .type = FORM_NUMBER, .label = "Uses per Coupon",
     .most = 1000000000},
    {FORM_INPUT(struct rule_form, uses_each), .type = FORM_NUMBER, .label = "Uses per Customer",
     .most = 1000000000},
    {FORM_INPUT(struct rule_form, from), .type = FORM_DAY, .label = "From"},
    {FORM_INPUT(struct rule_form, until), .type = FORM_DAY, .label = "To"},
    {FORM_INPUT(struct rule_form, priority), .type = FORM_NUMBER, .label = "Priority",
     .most = 1000000},
    {FORM_INPUT(struct rule_form, stop), .type = FORM_YES_NO, .label = "Discard subsequent rules",
     .required = true},
    {FORM_INPUT(struct rule_form, subtotal_least), .type = FORM_MONEY,
     .label = "Subtotal of at least", .most = 100000000000},
    {FORM_INPUT(struct rule_form, action), .type = FORM_CHOICE, .label = "Apply", .required = true,
     .choices = action_keys},
    {FORM_INPUT(struct rule_form, amount), .type = FORM_TEXT, .label = "Discount Amount",
     .most = 20},
    {FORM_INPUT(struct rule_form, free_shipping), .type = FORM_YES_NO, .label = "Free Shipping",
     .required = true},
    {FORM_INPUT(struct rule_form, version), .type = FORM_NUMBER, .label = "Version",
     .most = INT64_MAX},
};
static const struct form rule_form = {fields, COUNT(fields)};

/* A percentage for "percent", an amount for the others; what is neither is refused here. */
static err read_amount(struct request *r, const struct rule_form *f, struct cart_rule *out)
{
    str typed = str_trim(f->amount);
    if (typed.n == 0)
        return OK;
    bool good = str_eq(f->action, S("percent"))
                    ? tax_percent_parse(typed, &out->ppm)
                    : money_parse(typed, currency_digits(render_view(r)->currency), 100000000000,
                                  &out->amount);
    return good ? OK : invalid(&r->c, S("amount"), _("Please enter a number."));
}

static err read_groups(struct request *r, struct cart_rule_groups *out)
{
    LIST(str) typed;
    TRY(form_list(r, S("groups[]"), CART_RULE_GROUPS_MOST, &typed));
    out->n = 0;
    for (size_t i = 0; i < typed.n; i++)
        if (str_to_i64(typed.at[i], 0, INT64_MAX, &out->at[out->n]))
            out->n++;
    return OK;
}

static err save(struct request *r, i64 id)
{
    struct rule_form f = {0};
    struct cart_rule_edit edit = {0};
    i64 saved;
    TRY(form_read(r, &rule_form, &f));
    TRY(read_groups(r, &edit.groups));
    edit.rule = (struct cart_rule){
        .id = id,
        .name = f.name,
        .description = f.description,
        .active = f.active,
        .code = f.code,
        .uses_most = f.uses_most,
        .uses_each = f.uses_each,
        .from_at = f.from,
        .until_at = user_day_end(r, f.until),
        .priority = f.priority,
        .stop = f.stop,
        .subtotal_least = f.subtotal_least,
        .action = f.action,
        .free_shipping = f.free_shipping,
        .version = f.version,
    };
    TRY(read_amount(r, &f, &edit.rule));
    TRY(cart_rule_save(&r->c, &edit, &saved));
    flash(r, FLASH_OK, _("You saved the rule."));
    return redirect(r, R_admin_cart_rules);
}

err admin_cart_rule_new_post(struct request *r)
{
    return save(r, 0);
}

err admin_cart_rule_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return save(r, id);
}

err admin_cart_rule_delete_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(cart_rule_delete(&r->c, id));
    flash(r, FLASH_OK, _("You deleted the rule."));
    return redirect(r, R_admin_cart_rules);
}
