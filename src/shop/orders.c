/* My Orders: the customer's own orders. */
#include "domain/order_status.h"
#include "domain/settings.h"
#include "shop/order_pages.h"
#include "templates/templates.h"
#include "web/view.h"

err shop_status_names(struct request *r, order_status_names *out)
{
    return order_status_names_of(&r->c, r->c.db, r->c.view->id, r->c.view->words, out);
}

static const i64 sizes[] = {10, 20, 50};

static err read_size(struct request *r, i64 *out)
{
    TRY(query_i64(r, S("per"), sizes[0], sizes[COUNT(sizes) - 1], sizes[0], out));
    for (size_t i = 0; i < COUNT(sizes); i++)
        if (*out == sizes[i])
            return OK;
    return ERR_NOT_FOUND;
}

static void fill_sizes(struct request *r, struct shop_orders_page *page, i64 now)
{
    page->sizes.at = NEWN(r->c.mem, struct shop_option, COUNT(sizes));
    for (size_t i = 0; i < COUNT(sizes); i++) {
        str text = str_format(r->c.mem, "%lld", (long long)sizes[i]);
        page->sizes.at[page->sizes.n++] = (struct shop_option){text, text, sizes[i] == now};
    }
}

err shop_orders_shown(struct request *r, const order_rows *rows, struct shop_orders_table *out)
{
    order_status_names names;
    TRY(shop_status_names(r, &names));
    out->rows.at = NEWN(r->c.mem, struct shop_order_row, rows->n);
    out->rows.n = rows->n;
    for (size_t i = 0; i < rows->n; i++) {
        const struct order_row *o = &rows->at[i];
        out->rows.at[i] = (struct shop_order_row){
            .number = o->number,
            .ship_name = o->ship_name,
            .status = order_status_name(&names, o->status),
            .currency = o->currency,
            .created_at = o->created_at,
            .grand_total = o->grand_total,
        };
    }
    return OK;
}

err shop_orders(struct request *r)
{
    struct shop_orders_page page = {0};
    order_rows rows;
    i64 number, per_page, count;
    TRY(query_i64(r, S("page"), 1, LIST_COUNT_MOST, 1, &number));
    TRY(read_size(r, &per_page));
    TRY(order_list_own(&r->c, number, per_page, &rows, &count));
    str rest = str_format(r->c.mem, "per=%lld&", (long long)per_page);
    TRY(shop_pager_make(r->c.mem, number, per_page, count, LIST_COUNT_MOST, rest, &page.pager));
    TRY(shop_frame(r, &page.frame));
    TRY(shop_orders_shown(r, &rows, &page.orders));
    fill_sizes(r, &page, per_page);
    return RENDER(r, shop_orders, &page);
}
