/* One order: its facts, its comments, its addresses. */
#include "admin/order_pages.h"

#include "domain/assist.h"
#include "domain/order_status.h"
#include "domain/settings.h"
#include "templates/templates.h"
#include "web/form.h"
#include "web/request.h"

static err find_order(struct request *r, struct order *out)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return order_get(&r->c, id, out);
}

static struct order_head head_of(struct request *r, const struct order *o)
{
    struct view *v = render_view(r);
    struct part_badge *badge = NEW(r->c.mem, struct part_badge);
    *badge = (struct part_badge){order_badge(o->state), S(""),
                                 view_tr(v, order_status_label(o->status))};
    return (struct order_head){
        .order = o,
        .id = request_arg(r, 0),
        .title = view_words(v, _("Order #%1"), &o->number, 1),
        .sub = str_format(r->c.mem, "%.*s · %.*s", STR_ARG(view_full(v, o->created_at)),
                          STR_ARG(view_money(v, o->grand_total, o->currency))),
        .badges = {badge, 1},
        .assist = assist_button(&r->c) && order_has_account(o),
    };
}

static void split_path(struct request *r, const struct order *o, struct admin_order_page *page)
{
    page->path.at = NEWN(r->c.mem, str, 3);
    str rest = o->view_path;
    for (str part; page->path.n < 3 && str_cut(&rest, '\n', &part);)
        page->path.at[page->path.n++] = part;
}

static struct order_address_block block_of(struct request *r, const struct order *o,
                                           const struct customer_address *a)
{
    return (struct order_address_block){
        .lines = address_lines(&r->c, a),
        .phone = a->phone,
        .vat_id = a->vat_id,
        .edit = actor_may(&r->c.actor, ACT_ORDER_ADDRESS) && order_address_open(o),
    };
}

static err read_notes(struct request *r, i64 order_id, struct order_notes *out)
{
    order_comments all = {0};
    TRY(order_comments_of(&r->c, order_id, false, &all));
    *out = (struct order_notes){NEWN(r->c.mem, struct order_note, all.n), all.n};
    struct view *v = render_view(r);
    for (size_t i = 0; i < all.n; i++) {
        const struct order_comment *k = &all.at[i];
        out->at[i] = (struct order_note){
            .text = order_comment_text(r->c.mem, v->words, k),
            .status = order_status_label(k->status),
            .author = k->author,
            .at = k->created_at,
            .notified = k->notified,
            .visible = k->visible,
            .of_assist = k->assist_id != 0,
        };
    }
    return OK;
}

static err read_lines(struct request *r, const struct order *o, struct admin_order_page *page)
{
    order_items items = {0};
    TRY(order_items_of(&r->c, o->id, &items));
    page->lines.at = NEWN(r->c.mem, struct order_line, items.n);
    page->lines.n = items.n;
    for (size_t i = 0; i < items.n; i++)
        page->lines.at[i] = (struct order_line){&items.at[i], order_item_status(&items.at[i])};
    return OK;
}

static err mail_note(struct request *r, const struct order *o, str *out)
{
    bool waits;
    TRY(order_mail_waits(&r->c, o->id, &waits));
    *out = o->mail_sent_at.us ? _("The order confirmation email was sent")
           : waits            ? _("The order confirmation email waits to be sent")
                              : _("The order confirmation email is not sent");
    return OK;
}

static struct part_options status_options(struct request *r, const struct order *o)
{
    struct order_statuses all = order_statuses_of(o->state, o->status);
    struct part_options list = {NEWN(r->c.mem, struct part_option, all.n), all.n};
    for (size_t i = 0; i < all.n; i++)
        list.at[i] =
            (struct part_option){all.at[i], view_tr(render_view(r), order_status_label(all.at[i]))};
    return list;
}

err admin_order(struct request *r)
{
    struct order o;
    struct order_addresses addresses;
    struct assist_order account;
    TRY(find_order(r, &o));
    struct admin_order_page page = {
        .head = head_of(r, &o),
        .ip = r->c.settings->hide_ip ? S("") : o.ip,
        .due = order_due(&o),
        .may_comment = actor_may(&r->c.actor, ACT_ORDER_COMMENT),
        .statuses = status_options(r, &o),
    };
    struct totals_rows totals = order_totals_rows(&o);
    page.totals.at = totals.at;
    page.totals.n = totals.n;
    split_path(r, &o, &page);
    TRY(order_addresses_of(&r->c, r->c.db, &o, &addresses));
    page.billing = block_of(r, &o, &addresses.billing);
    page.shipping = block_of(r, &o, &addresses.shipping);
    TRY(assist_order(&r->c, o.id, &account));
    if (actor_may(&r->c.actor, ACT_CUSTOMER_VIEW))
        page.customer_ref = account.customer_ref;
    TRY(mail_note(r, &o, &page.mail_note));
    TRY(read_lines(r, &o, &page));
    TRY(read_notes(r, o.id, &page.notes));
    return RENDER(r, admin_order, &page);
}

err admin_order_comments(struct request *r)
{
    struct order o;
    TRY(find_order(r, &o));
    struct admin_order_comments_page page = {.head = head_of(r, &o)};
    page.head.comments = true;
    TRY(read_notes(r, o.id, &page.notes));
    return RENDER(r, admin_order_comments, &page);
}

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
    TRY(find_order(r, &o));
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
        .head = head_of(r, &o),
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
