/* One order: its facts, its comments, its addresses. */
#include "admin/order_pages.h"

#include "domain/order_status.h"
#include "templates/templates.h"
#include "web/form.h"
#include "web/request.h"

static void put_lines(struct request *r, struct admin_order_page *page)
{
    const order_items *items = &page->head.items;
    page->lines.at = NEWN(r->c.mem, struct order_line, items->n);
    page->lines.n = items->n;
    for (size_t i = 0; i < items->n; i++)
        page->lines.at[i] = (struct order_line){&items->at[i], order_item_status(&items->at[i])};
}

/* The present status is among them, whatever has become of it. */
static err put_statuses(struct request *r, const struct order *o, struct admin_order_page *page)
{
    order_status_codes all;
    TRY(order_statuses_of(&r->c, r->c.db, o->state, &all));
    struct part_options list = {NEWN(r->c.mem, struct part_option, all.n + 1), 0};
    bool has = false;
    for (size_t i = 0; i < all.n; i++) {
        list.at[list.n++] =
            (struct part_option){all.at[i], order_status_name(&page->head.names, all.at[i])};
        has |= str_eq(all.at[i], o->status);
    }
    if (!has)
        list.at[list.n++] =
            (struct part_option){o->status, order_status_name(&page->head.names, o->status)};
    page->statuses = list;
    return OK;
}

err admin_order(struct request *r)
{
    struct order o;
    struct admin_order_page page = {0};
    TRY(order_head_read(r, S("information"), &o, &page.head));
    TRY(order_about_read(r, &o, NULL, &page.about));
    page.may_comment = actor_may(&r->c.actor, ACT_ORDER_COMMENT);
    TRY(put_statuses(r, &o, &page));
    struct sales_look look = sales_look(&r->c, o.store_view_id);
    page.head.items = sales_lines_of_order(r->c.mem, &look, &o, &page.head.items);
    page.totals = admin_sums_of_order(r->c.mem, &look, &o, &page.head.items);
    put_lines(r, &page);
    TRY(order_notes_read(r, o.id, &page.head.names, &page.notes));
    return RENDER(r, admin_order, &page);
}

err admin_order_comments(struct request *r)
{
    struct order o;
    struct admin_order_comments_page page = {0};
    TRY(order_head_read(r, S("comments"), &o, &page.head));
    TRY(order_history_read(r, o.id, &page.head.names, &page.notes));
    return RENDER(r, admin_order_comments, &page);
}

/* ---- comments ---- */

struct comment_form {
    str status, comment;
    bool notify, visible;
};
static const struct form_field comment_fields[] = {
    {FORM_INPUT(struct comment_form, status), .type = FORM_TEXT, .label = "Status", .most = 40},
    {FORM_INPUT(struct comment_form, comment), .type = FORM_LINES, .label = "Comment",
     .most = ORDER_COMMENT_MOST},
    {FORM_INPUT(struct comment_form, notify), .type = FORM_CHECK,
     .label = "Notify Customer by Email"},
    {FORM_INPUT(struct comment_form, visible), .type = FORM_CHECK,
     .label = "Visible on Storefront"},
};
static const struct form comment_form = {comment_fields, COUNT(comment_fields)};

err admin_order_comment_post(struct request *r)
{
    struct comment_form form = {0};
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(form_read(r, &comment_form, &form));
    struct order_comment_new in = {.order_id = id,
                                   .status = form.status,
                                   .text = form.comment,
                                   .notify = form.notify,
                                   .visible = form.visible};
    TRY(order_comment_add(&r->c, &in));
    flash(r, FLASH_OK, _("The comment has been added."));
    return redirect(r, R_admin_order, request_arg(r, 0));
}

/* ---- addresses ---- */

static bool is_kind(str kind)
{
    return str_eq(kind, S("billing")) || str_eq(kind, S("shipping"));
}

err admin_order_address(struct request *r)
{
    struct order o;
    struct order_addresses addresses;
    str kind = request_arg(r, 1);
    if (!is_kind(kind))
        return ERR_NOT_FOUND;
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(order_get(&r->c, id, &o));
    TRY(order_addresses_of(&r->c, r->c.db, &o, &addresses));
    bool billing = str_eq(kind, S("billing"));
    if (!billing && o.virtual)
        return ERR_NOT_FOUND;
    if (!r->again && !order_address_open(&o)) {
        flash(r, FLASH_WARN, _("The address of this order can no longer be changed."));
        return redirect(r, R_admin_order, request_arg(r, 0));
    }
    struct customer_address *a = billing ? &addresses.billing : &addresses.shipping;
    a->version = o.version; /* the order's: its addresses have none of their own */
    struct admin_order_address_page page = {
        .head = {.order = &o, .id = request_arg(r, 0), .title = order_title(r, &o)},
        .kind = kind,
        .title = billing ? _("Edit Billing Address") : _("Edit Shipping Address"),
        .form = address_part(r, a, &(struct customer){0}),
    };
    page.form.offers_defaults = false;
    return RENDER(r, admin_order_address, &page);
}

err admin_order_address_post(struct request *r)
{
    struct typed_address in = {0};
    i64 id;
    if (!is_kind(request_arg(r, 1)))
        return ERR_NOT_FOUND;
    TRY(request_arg_id(r, 0, &id));
    TRY(address_form_read(r, &in));
    TRY(order_address_save(&r->c, id, in.a.version, request_arg(r, 1), &in.a));
    flash(r, FLASH_OK, _("You updated the order address."));
    return redirect(r, R_admin_order, request_arg(r, 0));
}
