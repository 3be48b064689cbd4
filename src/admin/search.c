/* The search of the top bar. */
#include "admin/config_scope.h"
#include "admin/home_pages.h"
#include "domain/settings.h"
#include "templates/templates.h"

#define SETTINGS_MOST 3

err admin_search(struct request *r)
{
    struct scope scope;
    struct admin_search page = {.typed = str_trim(query_str(r, S("q"), 200))};
    TRY(global_search(&r->c, page.typed, &page.found));
    if (config_scope_read(r, &scope) == OK)
        config_search(r, scope, page.typed, SETTINGS_MOST, &page.settings);
    page.nothing =
        page.found.orders.n + page.found.customers.n + page.found.products.n + page.settings.at.n ==
        0;
    return RENDER(r, admin_search, &page);
}
