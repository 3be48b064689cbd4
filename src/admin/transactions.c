/* Sales › Operations › Transactions, and the tab of an order that has some. */
#include "admin/system_pages.h"
#include "admin/transaction_pages.h"
#include "domain/payment.h"
#include "templates/templates.h"

static const struct grid_column columns[] = {
    {.name = "id", .label = _("ID"), .look = GRID_NUMBER | GRID_LOW},
    {.name = "order", .label = _("Order ID")},
    {.name = "txn", .label = _("Transaction ID"), .look = GRID_KEY},
    {.name = "parent", .label = _("Parent Transaction ID"), .look = GRID_LOW},
    {.name = "method", .label = _("Payment Method")},
    {.name = "kind", .label = _("Transaction Type")},
    {.name = "closed", .label = _("Closed")},
    {.name = "created_at", .label = _("Created"), .look = GRID_NOWRAP},
};
static const struct grid grid = {
    .label = _("Transactions"),
    .list = &transaction_list_of_all,
    .columns = columns,
    .n = COUNT(columns),
    .style = GRID_OLD,
    .sort = "id",
    .desc = true,
    .empty = _("No transactions yet. Only online ways to pay leave some."),
};

static str kind_label(str kind)
{
    for (const struct choice *k = transaction_kinds; k->key.n; k++)
        if (str_eq(k->key, kind))
            return k->label;
    return kind;
}

static struct part_options kind_options(const struct grid_page *p)
{
    struct part_options all = {0};
    while (transaction_kinds[all.n].key.n)
        all.n++;
    all.at = NEWN(p->v->mem, struct part_option, all.n);
    for (size_t i = 0; i < all.n; i++)
        all.at[i] =
            (struct part_option){transaction_kinds[i].key, grid_tr(p, transaction_kinds[i].label)};
    return all;
}

static struct grid_cell order_cell(const struct grid_page *p, const struct transaction *t)
{
    str id = view_i64(p->v, t->order_id);
    return actor_may(&p->r->c.actor, ACT_ORDER_VIEW)
               ? grid_link(t->order_number, url_for(p->r, R_admin_order, &id, 1))
               : grid_text(t->order_number);
}

static void put_row(struct grid_page *p, const struct transaction *t)
{
    grid_row(p, t->txn_id);
    grid_put(p, "id", grid_count(t->id));
    grid_put(p, "order", order_cell(p, t));
    grid_put(p, "txn", grid_text(t->txn_id));
    grid_put(p, "parent", grid_text(t->parent_txn_id));
    grid_put(p, "method", grid_text(payment_title(&p->r->c, t->method)));
    grid_put(p, "kind", grid_text(grid_tr(p, kind_label(t->kind))));
    grid_put(p, "closed", grid_text(grid_tr(p, t->closed ? _("Yes") : _("No"))));
    grid_put(p, "created_at", grid_moment(t->created_at));
}

err admin_transactions(struct request *r)
{
    struct admin_list page;
    transaction_list rows = {0};
    TRY(grid_read(r, &grid, &page.grid));
    grid_options(&page.grid, "kind", kind_options(&page.grid));
    TRY(transaction_rows(&r->c, &page.grid.query, &rows, &page.grid.answer));
    for (size_t i = 0; i < rows.n; i++)
        put_row(&page.grid, &rows.at[i]);
    grid_done(&page.grid);
    return RENDER(r, admin_transactions, &page);
}

err admin_order_transactions(struct request *r)
{
    struct order o;
    transaction_list rows = {0};
    struct order_transactions_page page = {0};
    TRY(order_head_read(r, S("transactions"), &o, &page.head));
    TRY(transactions_of(&r->c, o.id, &rows));
    page.lines.at = (void *)NEWN(r->c.mem, struct transaction_line, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        page.lines.at[page.lines.n++] = (struct transaction_line){
            &rows.at[i], kind_label(rows.at[i].kind), payment_title(&r->c, rows.at[i].method)};
    return RENDER(r, admin_order_transactions, &page);
}
