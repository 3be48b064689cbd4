/* The columns that a user chooses for a list (CG-02): one form for all lists that have a menu of columns. */
#include "web/grid_columns.h"

#include "admin/customer_pages.h"
#include "admin/document_pages.h"
#include "web/request.h"

static const struct {
    const struct grid *grid;
    enum route_id page;
} grids[] = {
    {&admin_customers_grid, R_admin_customers},       {&admin_orders_grid, R_admin_orders},
    {&admin_invoices_grid, R_admin_invoices},         {&admin_shipments_grid, R_admin_shipments},
    {&admin_credit_memos_grid, R_admin_credit_memos},
};

err admin_grid_columns_post(struct request *r)
{
    for (size_t i = 0; i < COUNT(grids); i++) {
        if (!str_eq(str_from(grids[i].grid->list->name), request_arg(r, 0)))
            continue;
        if (!actor_may(&r->c.actor, route_at(grids[i].page)->action))
            return ERR_DENIED;
        return grid_columns_post(r, grids[i].grid, grids[i].page);
    }
    return ERR_NOT_FOUND;
}
