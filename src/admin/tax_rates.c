/* Stores › Taxes › Tax Zones and Rates. */
#include "admin/country_options.h"
#include "admin/rule_pages.h"
#include "domain/settings.h"
#include "templates/templates.h"
#include "web/form.h"

static const struct grid_column columns[] = {
    {.name = "id", .label = _("ID"), .look = GRID_NUMBER | GRID_LOW},
    {.name = "code", .label = _("Tax Identifier"), .look = GRID_KEY},
    {.name = "country", .label = _("Country")},
    {.name = "region", .label = _("State/Province")},
    {.name = "postcode", .label = _("Zip/Postal Code")},
    {.name = "rate", .label = _("Rate Percent"), .look = GRID_RIGHT},
};
static const struct grid grid = {
    .label = _("Tax Zones and Rates"),
    .list = &tax_rate_list_of_all,
    .columns = columns,
    .n = COUNT(columns),
    .style = GRID_OLD,
    .sort = "code",
};

static void put_rate(struct grid_page *p, const struct tax_rate *k)
{
    str id = str_format(p->v->mem, "%lld", (long long)k->id);
    str href = url_for(p->r, R_admin_tax_rate, &id, 1);
    grid_row(p, k->code);
    grid_put(p, "id", grid_count(k->id));
    grid_put(p, "code", grid_link(k->code, href));
    grid_put(p, "country", grid_text(view_country(p->v, k->country)));
    grid_put(p, "region", grid_text(k->region));
    grid_put(p, "postcode", grid_text(k->postcode));
    grid_put(p, "rate", grid_text(tax_percent(p->v->mem, k->ppm)));
    grid_action(p, (struct grid_action){.label = grid_tr(p, _("Edit")), .href = href});
}

err admin_tax_rates(struct request *r)
{
    struct admin_list page;
    tax_rate_list rows = {0};
    TRY(grid_read(r, &grid, &page.grid));
    grid_options(&page.grid, "country", country_options(page.grid.v));
    TRY(tax_rate_rows(&r->c, &page.grid.query, &rows, &page.grid.answer));
    for (size_t i = 0; i < rows.n; i++)
        put_rate(&page.grid, &rows.at[i]);
    grid_done(&page.grid);
    return RENDER(r, admin_tax_rates, &page);
}

/* ---- one rate ---- */

static err show(struct request *r, const struct tax_rate_edit *k)
{
    struct tax_rate_page page = {
        .rate = k->rate,
        .titles = view_texts_shown(r, S("title"), &k->titles),
        .countries = country_options(render_view(r)),
        .percent = tax_percent(r->c.mem, k->rate.ppm),
    };
    return RENDER(r, admin_tax_rate, &page);
}

err admin_tax_rate_new(struct request *r)
{
    struct tax_rate_edit k = {
        .rate = {.country = r->c.settings->default_country, .region = S("*"), .postcode = S("*")}};
    return show(r, &k);
}

err admin_tax_rate(struct request *r)
{
    i64 id;
    struct tax_rate_edit k;
    TRY(request_arg_id(r, 0, &id));
    TRY(tax_rate_get(&r->c, id, &k));
    return show(r, &k);
}

struct rate_form {
    str code, country, region, postcode, rate;
    i64 version;
};
static const struct form_field fields[] = {
    {FORM_INPUT(struct rate_form, code), .type = FORM_TEXT, .label = "Tax Identifier",
     .most = TAX_CODE_MOST},
    {FORM_INPUT(struct rate_form, country), .type = FORM_TEXT, .label = "Country", .most = 2},
    {FORM_INPUT(struct rate_form, region), .type = FORM_TEXT, .label = "State/Province",
     .most = 80},
    {FORM_INPUT(struct rate_form, postcode), .type = FORM_TEXT, .label = "Zip/Postal Code",
     .most = 21},
    {FORM_INPUT(struct rate_form, rate), .type = FORM_TEXT, .label = "Rate Percent",
     .required = true, .most = 20},
    {FORM_INPUT(struct rate_form, version), .type = FORM_NUMBER, .label = "Version",
     .most = INT64_MAX},
};
static const struct form rate_form = {fields, COUNT(fields)};

static err save(struct request *r, i64 id)
{
    struct rate_form f = {0};
    i64 saved;
    view_texts titles = {0};
    err e = form_read(r, &rate_form, &f);
    TRY(view_texts_read(r, S("title"), "Title", TAX_TITLE_MOST, &titles));
    TRY(e);
    struct tax_rate_edit k = {
        .rate = {.id = id,
                 .code = f.code,
                 .country = f.country,
                 .region = f.region,
                 .postcode = f.postcode,
                 .version = f.version},
        .titles = titles,
    };
    if (!tax_percent_parse(f.rate, &k.rate.ppm))
        return invalid(&r->c, S("rate"), _("Enter a percentage from 0 to 100."));
    TRY(tax_rate_save(&r->c, &k, &saved));
    flash(r, FLASH_OK, _("You saved the tax rate."));
    return redirect(r, R_admin_tax_rates);
}

err admin_tax_rate_new_post(struct request *r)
{
    return save(r, 0);
}

err admin_tax_rate_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return save(r, id);
}

err admin_tax_rate_delete_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(tax_rate_delete(&r->c, id));
    flash(r, FLASH_OK, _("You deleted the tax rate."));
    return redirect(r, R_admin_tax_rates);
}
