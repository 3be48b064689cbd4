/* All orders: the grid. */
#include "admin/order_pages.h"

#include "domain/order_status.h"
#include "domain/settings.h"
#include "templates/templates.h"
#include "web/request.h"

static const struct grid_column columns[] = {
    {"number", _("ID"), GRID_KEY | GRID_FIXED},
    {"view", _("Purchase Point"), GRID_LOW, _("All Store Views")},
    {"created_at", _("Purchase Date"), GRID_NOWRAP},
    {"bill_name", _("Bill-to Name"), 0},
    {"ship_name", _("Ship-to Name"), GRID_LOW},
    {"base_grand_total", _("Grand Total (Base)"), GRID_RIGHT | GRID_MONEY | GRID_LOW},
    {"grand_total", _("Grand Total (Purchased)"), GRID_RIGHT | GRID_MONEY},
    {"status", _("Status"), 0},
    {"bill_line", _("Billing Address"), GRID_HIDDEN},
    {"ship_line", _("Shipping Address"), GRID_HIDDEN},
    {"shipping_title", _("Shipping Information"), GRID_HIDDEN},
    {"email", _("Customer Email"), GRID_HIDDEN},
    {"group_name", _("Customer Group"), GRID_HIDDEN},
    {"subtotal", _("Subtotal"), GRID_HIDDEN | GRID_RIGHT},
    {"shipping", _("Shipping and Handling"), GRID_HIDDEN | GRID_RIGHT},
    {"customer_name", _("Customer Name"), GRID_HIDDEN},
    {"payment_title", _("Payment Method"), GRID_HIDDEN},
    {"refunded", _("Total Refunded"), GRID_HIDDEN | GRID_RIGHT},
};
const struct grid admin_orders_grid = {
    .label = _("Orders"),
    .list = &order_list_of_all,
    .columns = columns,
    .n = COUNT(columns),
    .sort = "number",
    .desc = true,
    .keyword = _("Order number, name, email …"),
};

static struct part_options view_options(struct request *r)
{
    const struct snapshot *s = r->snapshot;
    struct part_options list = {NEWN(r->c.mem, struct part_option, s->views.n), s->views.n};
    for (size_t i = 0; i < list.n; i++) {
        const struct store_view *v = &s->views.at[i];
        list.at[i] = (struct part_option){str_format(r->c.mem, "%lld", (long long)v->id),
                                          str_format(r->c.mem, "%.*s / %.*s / %.*s",
                                                     STR_ARG(v->website_name),
                                                     STR_ARG(v->store_name), STR_ARG(v->name))};
    }
    return list;
}

static struct part_options status_options(struct arena *mem, const order_status_names *names)
{
    struct part_options list = {NEWN(mem, struct part_option, names->n), names->n};
    for (size_t i = 0; i < names->n; i++)
        list.at[i] = (struct part_option){names->at[i].code, names->at[i].label};
    return list;
}

str order_badge(str state)
{
    if (str_eq(state, S("complete")))
        return S("ok");
    if (str_eq(state, S("canceled")) || str_eq(state, S("closed")))
        return S("");
    return str_eq(state, S("holded")) ? S("warn") : S("info");
}

static struct grid_cell view_cell(struct arena *mem, str path)
{
    str website, rest = path;
    str_cut(&rest, '\n', &website);
    struct grid_cell cell = grid_text(website);
    SCOPED(buf_free) struct buf b = {0};
    for (str part; str_cut(&rest, '\n', &part);) {
        if (b.n)
            buf_put(&b, S(" / "));
        buf_put(&b, part);
    }
    cell.sub = str_copy(mem, buf_str(&b));
    return cell;
}

static void put_row(struct grid_page *g, struct request *r, const struct order_row *o,
                    const order_status_names *names)
{
    str id = str_format(r->c.mem, "%lld", (long long)o->id);
    str href = url_for(r, R_admin_order, &id, 1);
    grid_row(g, o->number);
    grid_put(g, "number", grid_link(o->number, href));
    grid_put(g, "view", view_cell(r->c.mem, o->view_path));
    grid_put(g, "created_at", grid_moment(o->created_at));
    grid_put(g, "bill_name", grid_text(o->bill_name));
    grid_put(g, "ship_name", grid_text(o->ship_name));
    grid_put(g, "base_grand_total", grid_amount(o->base_grand_total, o->base_currency));
    grid_put(g, "grand_total", grid_amount(o->grand_total, o->currency));
    grid_put(g, "status",
             grid_badge(order_badge(o->state), S(""), order_status_name(names, o->status)));
    grid_put(g, "bill_line", grid_text(o->bill_line));
    grid_put(g, "ship_line", grid_text(o->ship_line));
    grid_put(g, "shipping_title", grid_text(o->shipping_title));
    grid_put(g, "email", grid_text(o->email));
    grid_put(g, "group_name", grid_text(o->group_name));
    grid_put(g, "subtotal", grid_amount(o->subtotal, o->currency));
    grid_put(g, "shipping", grid_amount(o->shipping, o->currency));
    grid_put(g, "customer_name", grid_text(o->customer_name));
    grid_put(g, "payment_title", grid_text(o->payment_title));
    grid_put(g, "refunded", grid_amount(o->refunded, o->currency));
    grid_action(g, (struct grid_action){.label = grid_tr(g, _("View")), .href = href});
    grid_ticks(g, id, false, false);
}

err admin_orders(struct request *r)
{
    struct admin_orders_page page = {0};
    order_rows rows = {0};
    order_status_names names;
    TRY(order_names(r, &names));
    TRY(grid_read(r, &admin_orders_grid, &page.grid));
    TRY(order_list(&r->c, &page.grid.query, &rows, &page.grid.answer));
    grid_options(&page.grid, "view", view_options(r));
    grid_options(&page.grid, "status", status_options(r->c.mem, &names));
    page.may_create = actor_may(&r->c.actor, ACT_ORDER_CREATE);
    page.may_cancel = actor_may(&r->c.actor, ACT_ORDER_CANCEL);
    page.may_hold = actor_may(&r->c.actor, ACT_ORDER_HOLD);
    page.may_unhold = actor_may(&r->c.actor, ACT_ORDER_UNHOLD);
    page.prints_invoices = actor_may(&r->c.actor, ACT_INVOICES_VIEW);
    page.prints_shipments = actor_may(&r->c.actor, ACT_SHIPMENTS_VIEW);
    page.prints_credit_memos = actor_may(&r->c.actor, ACT_CREDIT_MEMOS_VIEW);
    page.acts = page.may_cancel || page.may_hold || page.may_unhold || page.prints_invoices ||
                page.prints_shipments || page.prints_credit_memos;
    if (page.acts)
        page.grid.tick = (struct grid_tick){.form = S("mass"), .name = S("o[]")};
    for (size_t i = 0; i < rows.n; i++)
        put_row(&page.grid, r, &rows.at[i], &names);
    grid_done(&page.grid);
    return RENDER(r, admin_orders, &page);
}
