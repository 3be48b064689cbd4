/* The search of the top bar. */
#include "admin/config_scope.h"
#include "admin/home_pages.h"
#include "domain/settings.h"
#include "templates/templates.h"

#define SETTINGS_MOST 3

/* Products have no page in the back office: they are shown as the shop shows them. */
static void link_products(struct request *r, struct admin_search *page)
{
    const struct search_hits *hits = &page->found.products;
    page->product_hrefs.at = NEWN(r->c.mem, str, hits->n);
    page->product_hrefs.n = hits->n;
    for (size_t i = 0; i < hits->n; i++)
        page->product_hrefs.at[i] =
            url_for_view(r, r->c.view, (str){0}, R_shop_product, &hits->at[i].ref, 1);
}

err admin_search(struct request *r)
{
    struct scope scope;
    struct admin_search page = {.typed = str_trim(query_str(r, S("q"), 200))};
    TRY(global_search(&r->c, page.typed, &page.found));
    link_products(r, &page);
    if (config_scope_read(r, &scope) == OK)
        config_search(r, scope, page.typed, SETTINGS_MOST, &page.settings);
    page.nothing =
        page.found.orders.n + page.found.customers.n + page.found.products.n + page.settings.at.n ==
        0;
    return RENDER(r, admin_search, &page);
}
