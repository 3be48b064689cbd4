/* The grids of invoices, shipments and credit memos. */
#include "admin/document_pages.h"

#include "domain/order_status.h"
#include "templates/templates.h"
#include "web/request.h"

static const struct grid_column invoice_columns[] = {
    {"number", _("Invoice"), GRID_KEY | GRID_FIXED},
    {"created_at", _("Invoice Date"), GRID_NOWRAP},
    {"order_number", _("Order #"), 0},
    {"order_created_at", _("Order Date"), GRID_NOWRAP | GRID_LOW},
    {"bill_name", _("Bill-to Name"), 0},
    {"state", _("Status"), 0},
    {"base_grand_total", _("Grand Total (Base)"), GRID_RIGHT | GRID_MONEY | GRID_LOW},
    {"grand_total", _("Grand Total (Purchased)"), GRID_RIGHT | GRID_MONEY},
    {"view", _("Purchased From"), GRID_HIDDEN},
    {"bill_line", _("Billing Address"), GRID_HIDDEN},
    {"ship_line", _("Shipping Address"), GRID_HIDDEN},
    {"customer_name", _("Customer Name"), GRID_HIDDEN},
    {"email", _("Email"), GRID_HIDDEN},
    {"group_name", _("Customer Group"), GRID_HIDDEN},
    {"payment_title", _("Payment Method"), GRID_HIDDEN},
    {"shipping_title", _("Shipping Information"), GRID_HIDDEN},
    {"subtotal", _("Subtotal"), GRID_HIDDEN | GRID_RIGHT},
    {"shipping", _("Shipping and Handling"), GRID_HIDDEN | GRID_RIGHT},
};
static const struct grid_column shipment_columns[] = {
    {"number", _("Shipment"), GRID_KEY | GRID_FIXED},
    {"created_at", _("Ship Date"), GRID_NOWRAP},
    {"order_number", _("Order #"), 0},
    {"order_created_at", _("Order Date"), GRID_NOWRAP | GRID_LOW},
    {"ship_name", _("Ship-to Name"), 0},
    {"qty", _("Total Quantity"), GRID_RIGHT},
    {"order_status", _("Order Status"), GRID_HIDDEN},
    {"view", _("Purchased From"), GRID_HIDDEN},
    {"customer_name", _("Customer Name"), GRID_HIDDEN},
    {"email", _("Email"), GRID_HIDDEN},
    {"group_name", _("Customer Group"), GRID_HIDDEN},
    {"bill_line", _("Billing Address"), GRID_HIDDEN},
    {"ship_line", _("Shipping Address"), GRID_HIDDEN},
    {"payment_title", _("Payment Method"), GRID_HIDDEN},
    {"shipping_title", _("Shipping Information"), GRID_HIDDEN},
};
static const struct grid_column credit_memo_columns[] = {
    {"number", _("Credit Memo"), GRID_KEY | GRID_FIXED},
    {"created_at", _("Created"), GRID_NOWRAP},
    {"order_number", _("Order #"), 0},
    {"order_created_at", _("Order Date"), GRID_NOWRAP | GRID_LOW},
    {"bill_name", _("Bill-to Name"), 0},
    {"state", _("Status"), 0},
    {"base_grand_total", _("Refunded"), GRID_RIGHT | GRID_MONEY},
    {"order_status", _("Order Status"), GRID_HIDDEN},
    {"view", _("Purchased From"), GRID_HIDDEN},
    {"customer_name", _("Customer Name"), GRID_HIDDEN},
    {"email", _("Email"), GRID_HIDDEN},
    {"group_name", _("Customer Group"), GRID_HIDDEN},
    {"bill_line", _("Billing Address"), GRID_HIDDEN},
    {"ship_line", _("Shipping Address"), GRID_HIDDEN},
    {"payment_title", _("Payment Method"), GRID_HIDDEN},
    {"shipping_title", _("Shipping Information"), GRID_HIDDEN},
    {"subtotal", _("Subtotal"), GRID_HIDDEN | GRID_RIGHT},
    {"shipping", _("Shipping & Handling"), GRID_HIDDEN | GRID_RIGHT},
    {"adjustment_refund", _("Adjustment Refund"), GRID_HIDDEN | GRID_RIGHT},
    {"adjustment_fee", _("Adjustment Fee"), GRID_HIDDEN | GRID_RIGHT},
    {"grand_total", _("Grand Total"), GRID_HIDDEN | GRID_RIGHT | GRID_MONEY},
};

const struct grid admin_invoices_grid = {
    .label = _("Invoices"),
    .list = &document_lists[DOCUMENT_INVOICE],
    .columns = invoice_columns,
    .n = COUNT(invoice_columns),
    .sort = "number",
    .desc = true,
    .keyword = _("Invoice or order number, name, email …"),
    .empty = _("There are no invoices yet."),
};
const struct grid admin_shipments_grid = {
    .label = _("Shipments"),
    .list = &document_lists[DOCUMENT_SHIPMENT],
    .columns = shipment_columns,
    .n = COUNT(shipment_columns),
    .sort = "number",
    .desc = true,
    .keyword = _("Shipment or order number, name, email …"),
    .empty = _("There are no shipments yet."),
};
const struct grid admin_credit_memos_grid = {
    .label = _("Credit Memos"),
    .list = &document_lists[DOCUMENT_CREDIT_MEMO],
    .columns = credit_memo_columns,
    .n = COUNT(credit_memo_columns),
    .sort = "number",
    .desc = true,
    .keyword = _("Credit memo or order number, name, email …"),
    .empty = _("There are no credit memos yet."),
};

/* A kind has one status for now: the one that its documents are made with. */
static void put_states(struct grid_page *g, enum document_kind kind)
{
    struct part_option *one = NEW(g->v->mem, struct part_option);
    struct document d = {.state = kind == DOCUMENT_INVOICE ? S("paid") : S("refunded")};
    *one = (struct part_option){d.state, grid_tr(g, document_state_label(&d))};
    grid_options(g, "state", (struct part_options){one, 1});
}

static str on_one_line(struct arena *mem, str path)
{
    SCOPED(buf_free) struct buf b = {0};
    for (str part; str_cut(&path, '\n', &part);) {
        if (b.n)
            buf_put(&b, S(" / "));
        buf_put(&b, part);
    }
    return str_copy(mem, buf_str(&b));
}

static void put_amounts(struct grid_page *g, const struct document_row *d)
{
    grid_put(g, "base_grand_total", grid_amount(d->base_grand_total, d->base_currency));
    grid_put(g, "grand_total", grid_amount(d->grand_total, d->currency));
    grid_put(g, "subtotal", grid_amount(d->subtotal, d->currency));
    grid_put(g, "shipping", grid_amount(d->shipping, d->currency));
    grid_put(g, "adjustment_refund", grid_amount(d->adjustment_refund, d->currency));
    grid_put(g, "adjustment_fee", grid_amount(d->adjustment_fee, d->currency));
}

static void put_row(struct grid_page *g, struct request *r, enum document_kind kind,
                    const struct document_row *d, const order_status_names *names)
{
    str href = document_href(r, kind, d->id);
    str order = str_format(r->c.mem, "%lld", (long long)d->order_id);
    struct document state = {.state = d->state};
    grid_row(g, d->number);
    grid_put(g, "number", grid_link(d->number, href));
    grid_put(g, "created_at", grid_moment(d->created_at));
    grid_put(g, "order_number",
             actor_may(&r->c.actor, ACT_ORDER_VIEW)
                 ? grid_link(d->order_number, url_for(r, R_admin_order, &order, 1))
                 : grid_text(d->order_number));
    grid_put(g, "order_created_at", grid_moment(d->order_created_at));
    grid_put(g, "bill_name", grid_text(d->bill_name));
    grid_put(g, "ship_name", grid_text(d->ship_name));
    grid_put(g, "state", grid_badge(S("ok"), S(""), grid_tr(g, document_state_label(&state))));
    grid_put(g, "qty", grid_count(d->qty));
    grid_put(g, "order_status", grid_text(order_status_name(names, d->order_status)));
    grid_put(g, "view", grid_text(on_one_line(r->c.mem, d->view_path)));
    grid_put(g, "bill_line", grid_text(d->bill_line));
    grid_put(g, "ship_line", grid_text(d->ship_line));
    grid_put(g, "customer_name", grid_text(d->customer_name));
    grid_put(g, "email", grid_text(d->email));
    grid_put(g, "group_name", grid_text(grid_tr(g, d->group_name)));
    grid_put(g, "payment_title", grid_text(d->payment_title));
    grid_put(g, "shipping_title", grid_text(d->shipping_title));
    put_amounts(g, d);
    grid_action(g, (struct grid_action){.label = grid_tr(g, _("View")), .href = href});
    grid_ticks(g, str_format(r->c.mem, "%lld", (long long)d->id), false, false);
}

err documents_page(struct request *r, enum document_kind kind)
{
    static const str prints[] = {
        [DOCUMENT_INVOICE] = _("PDF Invoices"),
        [DOCUMENT_SHIPMENT] = _("PDF Packing Slips"),
        [DOCUMENT_CREDIT_MEMO] = _("PDF Credit Memos"),
    };
    struct admin_documents_page page = {
        .title = document_plural(kind),
        .print = prints[kind],
        .pdf_href = url_for(r, document_pages[kind].all_pdf, NULL, 0),
    };
    document_rows rows = {0};
    order_status_names names = {0};
    TRY(grid_read(r, document_pages[kind].grid, &page.grid));
    TRY(document_list(&r->c, kind, &page.grid.query, &rows, &page.grid.answer));
    if (grid_shows(&page.grid, "order_status"))
        TRY(order_names(r, &names));
    put_states(&page.grid, kind);
    page.grid.tick = (struct grid_tick){.form = S("mass"), .name = S("d[]")};
    for (size_t i = 0; i < rows.n; i++)
        put_row(&page.grid, r, kind, &rows.at[i], &names);
    grid_done(&page.grid);
    return RENDER(r, admin_documents, &page);
}
