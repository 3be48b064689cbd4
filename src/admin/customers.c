/* Customers › All Customers: the grid. */
#include "admin/customer_pages.h"
#include "admin/group_options.h"

#include "admin/table_file.h"
#include "domain/assist.h"
#include "domain/settings.h"
#include "templates/templates.h"

static const struct grid_column columns[] = {
    {.name = "id", .label = _("ID"), .look = GRID_NUMBER | GRID_LOW},
    {.name = "name", .label = _("Name"), .look = GRID_KEY | GRID_FIXED},
    {.name = "email", .label = _("Email")},
    {.name = "group", .label = _("Group"), .look = GRID_NUMBER},
    {.name = "phone", .label = _("Phone"), .look = GRID_NOWRAP | GRID_LOW},
    {.name = "assist", .label = _("Assistance")},
    {.name = "zip", .label = _("ZIP"), .look = GRID_NOWRAP | GRID_LOW},
    {.name = "country", .label = _("Country"), .look = GRID_LOW},
    {.name = "region", .label = _("State/Province"), .look = GRID_LOW},
    {.name = "since", .label = _("Customer Since"), .look = GRID_NOWRAP},
    {.name = "website", .label = _("Web Site"), .look = GRID_NUMBER | GRID_LOW},
    {.name = "confirmed", .label = _("Confirmed email"), .look = GRID_LOW},
    {.name = "view", .label = _("Account Created in"), .look = GRID_NUMBER | GRID_LOW},
    {.name = "birthday", .label = _("Date of Birth"), .look = GRID_NOWRAP | GRID_LOW},
    {.name = "tax_vat", .label = _("Tax/VAT Number"), .look = GRID_LOW},
    {.name = "gender", .label = _("Gender"), .look = GRID_LOW},
    {.name = "lock", .label = _("Account Lock"), .look = GRID_HIDDEN},
    {.name = "newsletter", .label = _("Newsletter"), .look = GRID_HIDDEN},
};
const struct grid admin_customers_grid = {
    .label = _("Customers"),
    .list = &customer_list,
    .columns = columns,
    .n = COUNT(columns),
    .sort = "id",
    .keyword = _("Name, email …"),
    .none = _("No customers found"),
    .empty = _("There are no customers yet."),
};

static str number_text(struct arena *mem, i64 n)
{
    return str_format(mem, "%lld", (long long)n);
}

static void scope_options(struct grid_page *p)
{
    const struct snapshot *s = p->r->snapshot;
    struct part_options views = {NEWN(p->v->mem, struct part_option, s->views.n), 0};
    struct part_options sites = {NEWN(p->v->mem, struct part_option, s->views.n), 0};
    for (size_t i = 0; i < s->views.n; i++) {
        const struct store_view *v = &s->views.at[i];
        views.at[views.n++] = (struct part_option){number_text(p->v->mem, v->id), v->name};
        str site = number_text(p->v->mem, v->website_id);
        if (!sites.n || !str_eq(sites.at[sites.n - 1].value, site))
            sites.at[sites.n++] = (struct part_option){site, v->website_name};
    }
    grid_options(p, "view", views);
    grid_options(p, "website", sites);
}

static void country_options(struct grid_page *p)
{
    struct country_codes codes = address_countries(&p->r->c);
    struct part_options list = {NEWN(p->v->mem, struct part_option, codes.at.n), codes.at.n};
    for (size_t i = 0; i < list.n; i++)
        list.at[i] = (struct part_option){codes.at.at[i], view_country(p->v, codes.at.at[i])};
    grid_options(p, "country", list);
}

static str gender_label(str gender)
{
    if (str_eq(gender, S("male")))
        return _("Male");
    return str_eq(gender, S("female")) ? _("Female") : S("");
}

static void gender_options(struct grid_page *p)
{
    static const str genders[] = {S("male"), S("female")};
    struct part_options list = {NEWN(p->v->mem, struct part_option, COUNT(genders)),
                                COUNT(genders)};
    for (size_t i = 0; i < list.n; i++)
        list.at[i] = (struct part_option){genders[i], grid_tr(p, gender_label(genders[i]))};
    grid_options(p, "gender", list);
}

static void put_badges(struct grid_page *p, const struct customer_row *k)
{
    grid_put(p, "assist",
             k->assist_allowed ? grid_badge(S("ok"), S("check"), grid_tr(p, _("Allowed")))
                               : grid_none(grid_tr(p, _("Not allowed"))));
    grid_put(p, "confirmed",
             grid_text(grid_tr(p, k->confirmed ? _("Confirmed") : _("Confirmation Required"))));
    grid_put(p, "lock",
             k->locked_until.us > p->r->c.now.us
                 ? grid_badge(S("warn"), S("lock"), grid_tr(p, _("Locked")))
                 : grid_text(grid_tr(p, _("Unlocked"))));
    grid_put(p, "newsletter", grid_text(grid_tr(p, k->newsletter ? _("Yes") : _("No"))));
}

void admin_customers_put(struct grid_page *p, const struct customer_row *k)
{
    str name = str_format(p->v->mem, "%.*s %.*s", STR_ARG(k->first_name), STR_ARG(k->last_name));
    str href = url_for(p->r, R_admin_customer, &k->ref, 1);
    grid_row(p, name);
    grid_put(p, "id", grid_text(number_text(p->v->mem, k->id)));
    grid_put(p, "name", grid_link(name, href));
    grid_put(p, "email", grid_text(k->email));
    grid_put(p, "group", grid_text(grid_tr(p, k->group_name)));
    grid_put(p, "phone", grid_text(k->bill_phone));
    grid_put(p, "zip", grid_text(k->bill_postcode));
    grid_put(p, "country",
             grid_text(k->bill_country.n ? view_country(p->v, k->bill_country) : S("")));
    grid_put(p, "region", grid_text(k->bill_region));
    grid_put(p, "since", grid_date(k->created_at));
    grid_put(p, "website", grid_text(k->website_name));
    grid_put(p, "view", grid_text(k->view_name));
    grid_put(p, "birthday", k->birthday.us ? grid_date(k->birthday) : grid_text(S("")));
    grid_put(p, "tax_vat", grid_text(k->tax_vat));
    grid_put(p, "gender", grid_text(grid_tr(p, gender_label(k->gender))));
    put_badges(p, k);
    grid_action(p, (struct grid_action){
                       .label = grid_tr(p, _("Edit")),
                       .href = url_for(p->r, R_admin_customer_account, &k->ref, 1),
                   });
    if (k->assist_allowed && assist_button(&p->r->c))
        grid_action(p, (struct grid_action){
                           .label = grid_tr(p, _("Login as Customer")),
                           .href = url_for(p->r, R_admin_assist_customer, &k->ref, 1),
                           .icon = S("log-in"),
                           .assist = true,
                       });
    grid_ticks(p, k->ref, false, false);
}

err admin_customers(struct request *r)
{
    bool may_save = actor_may(&r->c.actor, ACT_CUSTOMER_SAVE);
    struct admin_customers_page page = {
        .may_add = may_save,
        .may_edit = may_save,
        .may_delete = actor_may(&r->c.actor, ACT_CUSTOMER_DELETE),
        .csv = table_file_href(r, R_admin_customers_export, S("csv")),
        .xml = table_file_href(r, R_admin_customers_export, S("xml")),
    };
    customer_rows rows = {0};
    TRY(grid_read(r, &admin_customers_grid, &page.grid));
    TRY(customer_list_run(&r->c, &page.grid.query, &rows, &page.grid.answer));
    struct part_options groups;
    TRY(group_options(page.grid.v, &groups));
    grid_options(&page.grid, "group", groups);
    scope_options(&page.grid);
    country_options(&page.grid);
    page.grid.tick = (struct grid_tick){.form = S("mass"), .name = S("c[]")};
    gender_options(&page.grid);
    for (size_t i = 0; i < rows.n; i++)
        admin_customers_put(&page.grid, &rows.at[i]);
    grid_done(&page.grid);
    return RENDER(r, admin_customers, &page);
}
