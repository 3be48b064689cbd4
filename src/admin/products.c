/* Catalog › Products: the grid, by default values. */
#include "admin/product_pages.h"
#include "domain/reach.h"
#include "domain/settings.h"
#include "templates/templates.h"

static const struct grid_column columns[] = {
    {.name = "id", .label = _("ID"), .look = GRID_NUMBER | GRID_LOW},
    {.name = "picture", .label = _("Thumbnail"), .look = GRID_LOW},
    {.name = "name", .label = _("Name"), .look = GRID_KEY | GRID_FIXED},
    {.name = "sku", .label = _("SKU"), .look = GRID_NOWRAP},
    {.name = "price", .label = _("Price"), .look = GRID_RIGHT | GRID_MONEY},
    {.name = "qty", .label = _("Quantity"), .look = GRID_RIGHT},
    {.name = "visible", .label = _("Visibility")},
    {.name = "active", .label = _("Status")},
    {.name = "websites", .label = _("Websites"), .look = GRID_NUMBER | GRID_LOW},
};
static const struct grid grid = {
    .label = _("Products"),
    .list = &product_list_of_all,
    .columns = columns,
    .n = COUNT(columns),
    .sort = "id",
    .keyword = _("Name, SKU …"),
    .none = _("No products found"),
    .empty = _("There are no products yet."),
};

static void two_options(struct grid_page *p, const char *column, str yes, str no)
{
    struct part_option *two = NEWN(p->v->mem, struct part_option, 2);
    two[0] = (struct part_option){S("1"), grid_tr(p, yes)};
    two[1] = (struct part_option){S("0"), grid_tr(p, no)};
    grid_options(p, column, (struct part_options){two, 2});
}

static void website_options(struct grid_page *p)
{
    const struct snapshot *s = p->r->snapshot;
    struct part_options sites = {NEWN(p->v->mem, struct part_option, s->websites.n), 0};
    for (size_t i = 0; i < s->websites.n; i++)
        if (reach_website(&p->r->c, p->r->c.db, s->websites.at[i].id) == OK)
            sites.at[sites.n++] = (struct part_option){view_digits(p->v, s->websites.at[i].id),
                                                       s->websites.at[i].name};
    grid_options(p, "websites", sites);
}

static void put_product(struct grid_page *p, const struct product_row *k)
{
    str id = str_format(p->v->mem, "%lld", (long long)k->id);
    str href = url_for(p->r, R_admin_product, &id, 1);
    grid_row(p, k->name);
    grid_put(p, "id", grid_text(id));
    grid_put(p, "picture", grid_picture(k->picture));
    grid_put(p, "name", grid_link(k->name, href));
    grid_put(p, "sku", grid_text(k->sku));
    grid_put(p, "price", grid_amount(k->price, p->r->snapshot->first->currency));
    grid_put(p, "qty", grid_count(k->qty));
    grid_put(
        p, "visible",
        grid_text(grid_tr(p, k->visible ? _("Catalog, Search") : _("Not Visible Individually"))));
    grid_put(p, "active",
             k->active ? grid_badge(S("ok"), S("check"), grid_tr(p, _("Enabled")))
                       : grid_badge(S(""), S("ban"), grid_tr(p, _("Disabled"))));
    grid_put(p, "websites",
             k->websites.n ? grid_text(k->websites) : grid_none(grid_tr(p, _("None"))));
    grid_action(p, (struct grid_action){.label = grid_tr(p, _("Edit")), .href = href});
}

err admin_products(struct request *r)
{
    struct products_page page = {.may_add = actor_may(&r->c.actor, ACT_CATALOG_SAVE)};
    product_rows rows = {0};
    TRY(grid_read(r, &grid, &page.grid));
    two_options(&page.grid, "visible", _("Catalog, Search"), _("Not Visible Individually"));
    two_options(&page.grid, "active", _("Enabled"), _("Disabled"));
    website_options(&page.grid);
    TRY(product_rows_of(&r->c, &page.grid.query, &rows, &page.grid.answer));
    for (size_t i = 0; i < rows.n; i++)
        put_product(&page.grid, &rows.at[i]);
    grid_done(&page.grid);
    return RENDER(r, admin_products, &page);
}
