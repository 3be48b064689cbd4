/* One order of the customer's: what was ordered, its documents, tracking numbers; ordering it again and canceling it. And
 * Orders and Returns, where guests find theirs. */
#include "base/i18n.h"
#include "domain/order_status.h"
#include "domain/sales_shown.h"
#include "domain/settings.h"
#include "shop/order_pages.h"
#include "templates/templates.h"
#include "web/form.h"
#include "web/print.h"
#include "web/view.h"

/* ---- what the pages share ---- */

static str title_of(struct request *r, str en, str number)
{
    return tr_fill(r->c.mem, tr(r->c.view->words, en), &number, 1);
}

static err has_documents(struct request *r, enum document_kind kind, i64 order_id, bool *has)
{
    document_rows rows = {0};
    TRY(document_list_of_order(&r->c, kind, order_id, &rows));
    *has = rows.n > 0;
    return OK;
}

static err fill_head(struct request *r, const struct order *o, str here,
                     struct shop_order_head *head)
{
    order_items items = {0};
    order_status_names names;
    TRY(shop_status_names(r, &names));
    *head = (struct shop_order_head){
        .number = o->number,
        .status = order_status_name(&names, o->status),
        .created_at = o->created_at,
        .here = here,
    };
    TRY(order_items_of(&r->c, o->id, &items));
    TRY(order_own_facts(&r->c, o, &items, &head->own));
    TRY(has_documents(r, DOCUMENT_INVOICE, o->id, &head->has_invoices));
    TRY(has_documents(r, DOCUMENT_SHIPMENT, o->id, &head->has_shipments));
    return has_documents(r, DOCUMENT_CREDIT_MEMO, o->id, &head->has_refunds);
}

/* ---- the order ---- */

static err fill_notes(struct request *r, i64 order_id, struct shop_order_page *page)
{
    order_comments seen = {0};
    TRY(order_comments_of(&r->c, order_id, true, &seen));
    page->notes.at = NEWN(r->c.mem, struct shop_note, seen.n);
    page->notes.n = seen.n;
    for (size_t i = 0; i < seen.n; i++)
        page->notes.at[i] = (struct shop_note){
            seen.at[i].created_at,
            order_comment_text(r->c.mem, r->c.view->words, &seen.at[i]),
        };
    return OK;
}

static err show(struct request *r, const struct order *o, bool guest)
{
    struct order_addresses addresses;
    TRY(order_addresses_of(&r->c, r->c.db, o, &addresses));
    struct shop_order_page page = {
        .order = o,
        .title = title_of(r, _("Order #%1"), o->number),
        .billing = address_lines(&r->c, &addresses.billing),
    };
    if (!o->virtual)
        page.shipping = address_lines(&r->c, &addresses.shipping);
    TRY(order_items_of(&r->c, o->id, &page.items));
    struct sales_look look = sales_look(&r->c, o->store_view_id);
    page.items = sales_lines_of_order(r->c.mem, &look, o, &page.items);
    page.totals =
        shop_sums_of(r->c.mem, sales_rows_of_order(r->c.mem, &look, o, &page.items), o->currency);
    TRY(fill_head(r, o, S("items"), &page.head));
    page.head.guest = guest;
    TRY(fill_notes(r, o->id, &page));
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_order, &page);
}

err shop_order(struct request *r)
{
    struct order o;
    TRY(order_of_customer(&r->c, request_arg(r, 0), &o));
    return show(r, &o, false);
}

/* ---- its documents ---- */

static str title_of_kind(enum document_kind kind)
{
    static const str titles[] = {
        [DOCUMENT_INVOICE] = _("Invoice #%1"),
        [DOCUMENT_SHIPMENT] = _("Shipment #%1"),
        [DOCUMENT_CREDIT_MEMO] = _("Refund #%1"),
    };
    return titles[kind];
}

static err fill_tracks(struct request *r, i64 id, struct shop_document *out)
{
    document_tracks tracks = {0};
    TRY(document_tracks_of(&r->c, id, &tracks));
    out->tracks.at = NEWN(r->c.mem, struct shop_track, tracks.n + 1);
    out->tracks.n = tracks.n;
    for (size_t i = 0; i < tracks.n; i++)
        out->tracks.at[i] = (struct shop_track){document_carrier_label(tracks.at[i].carrier),
                                                tracks.at[i].title, tracks.at[i].number};
    return OK;
}

static err fill_document(struct request *r, enum document_kind kind, i64 id,
                         struct shop_document *out)
{
    document_comments seen = {0};
    TRY(document_get(&r->c, kind, id, &out->document));
    TRY(document_items_of(&r->c, id, &out->items));
    TRY(fill_tracks(r, id, out));
    TRY(document_comments_of(&r->c, id, true, &seen));
    out->title = title_of(r, title_of_kind(kind), out->document.number);
    out->number = out->document.order_number;
    out->priced = kind != DOCUMENT_SHIPMENT;
    struct sales_look look = sales_look(&r->c, out->document.store_view_id);
    out->items = sales_lines_of_document(r->c.mem, &look, &out->document, &out->items);
    out->totals =
        shop_sums_of(r->c.mem, sales_rows_of_document(r->c.mem, &look, &out->document, &out->items),
                     out->document.currency);
    out->notes.at = NEWN(r->c.mem, struct shop_note, seen.n + 1);
    for (size_t i = 0; i < seen.n; i++)
        out->notes.at[out->notes.n++] = (struct shop_note){seen.at[i].created_at, seen.at[i].text};
    return OK;
}

static err show_documents(struct request *r, enum document_kind kind, str here, str label)
{
    struct order o;
    document_rows rows = {0};
    struct shop_documents_page page = {.label = label};
    TRY(order_of_customer(&r->c, request_arg(r, 0), &o));
    TRY(document_list_of_order(&r->c, kind, o.id, &rows));
    if (rows.n == 0)
        return ERR_NOT_FOUND;
    page.title = title_of(r, _("Order #%1"), o.number);
    page.documents.at = NEWN(r->c.mem, struct shop_document, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        TRY(fill_document(r, kind, rows.at[i].id, &page.documents.at[page.documents.n++]));
    TRY(fill_head(r, &o, here, &page.head));
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_order_documents, &page);
}

err shop_order_invoices(struct request *r)
{
    return show_documents(r, DOCUMENT_INVOICE, S("invoices"), _("Invoices"));
}

err shop_order_shipments(struct request *r)
{
    return show_documents(r, DOCUMENT_SHIPMENT, S("shipments"), _("Order Shipments"));
}

err shop_order_refunds(struct request *r)
{
    return show_documents(r, DOCUMENT_CREDIT_MEMO, S("refunds"), _("Refunds"));
}

err shop_order_tracking(struct request *r)
{
    struct order o;
    document_rows rows = {0};
    TRY(order_of_customer(&r->c, request_arg(r, 0), &o));
    TRY(document_list_of_order(&r->c, DOCUMENT_SHIPMENT, o.id, &rows));
    struct shop_tracking_page page = {.number = o.number};
    page.shipments.at = NEWN(r->c.mem, struct shop_document, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        struct shop_document *d = &page.shipments.at[page.shipments.n];
        TRY(fill_document(r, DOCUMENT_SHIPMENT, rows.at[i].id, d));
        page.shipments.n += d->tracks.n > 0;
    }
    if (page.shipments.n == 0)
        return ERR_NOT_FOUND;
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_order_tracking, &page);
}

/* ---- print (SF-36) ---- */

err shop_order_print(struct request *r)
{
    struct order o;
    struct print_page page;
    TRY(order_of_customer(&r->c, request_arg(r, 0), &o));
    print_begin(r, &page, 1);
    TRY(print_add_order(r, &page, &o));
    return RENDER(r, print_sheets, &page);
}

static err print_all(struct request *r, enum document_kind kind)
{
    struct order o;
    document_rows rows = {0};
    struct print_page page;
    TRY(order_of_customer(&r->c, request_arg(r, 0), &o));
    TRY(document_list_of_order(&r->c, kind, o.id, &rows));
    if (rows.n == 0)
        return ERR_NOT_FOUND;
    print_begin(r, &page, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        struct document d;
        TRY(document_get(&r->c, kind, rows.at[i].id, &d));
        TRY(print_add_document(r, &page, &d));
    }
    return RENDER(r, print_sheets, &page);
}

err shop_order_invoices_print(struct request *r)
{
    return print_all(r, DOCUMENT_INVOICE);
}

err shop_order_shipments_print(struct request *r)
{
    return print_all(r, DOCUMENT_SHIPMENT);
}

err shop_order_refunds_print(struct request *r)
{
    return print_all(r, DOCUMENT_CREDIT_MEMO);
}

/* ---- again, and canceled ---- */

err shop_order_again_post(struct request *r)
{
    i64 left = 0;
    if (r->c.actor.who == WHO_VISITOR)
        return ERR_NOT_FOUND;
    TRY(order_again(&r->c, request_arg(r, 0), &left));
    if (left)
        flash(r, FLASH_WARN,
              _("Some products cannot be ordered in this quantity any more and were left out."));
    else
        flash(r, FLASH_OK, _("The products of your order are in your shopping cart."));
    return redirect(r, R_shop_cart);
}

struct cancel_form {
    i64 version;
    str reason;
};
static const struct form_field cancel_fields[] = {
    {FORM_INPUT(struct cancel_form, version), .type = FORM_NUMBER, .label = "Version",
     .required = true, .least = 1, .most = INT64_MAX},
    {FORM_INPUT(struct cancel_form, reason), .type = FORM_TEXT, .label = "Reason", .required = true,
     .most = ORDER_REASON_MOST},
};
static const struct form cancel_form = {cancel_fields, COUNT(cancel_fields)};

err shop_order_cancel(struct request *r)
{
    struct order o;
    struct shop_order_head head;
    TRY(order_of_customer(&r->c, request_arg(r, 0), &o));
    TRY(fill_head(r, &o, S(""), &head));
    if (!head.own.may_cancel)
        return ERR_NOT_FOUND;
    struct shop_order_cancel_page page = {
        .number = o.number,
        .title = title_of(r, _("Cancel order #%1"), o.number),
        .version = o.version,
        .reasons = order_cancel_reasons(&r->c),
    };
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_order_cancel, &page);
}

err shop_order_cancel_post(struct request *r)
{
    struct cancel_form in = {0};
    TRY(form_read(r, &cancel_form, &in));
    str number = request_arg(r, 0);
    err e = order_cancel_own(&r->c, number, in.version, in.reason);
    if (e == ERR_CONFLICT)
        flash(r, FLASH_BAD, _("The order changed meanwhile and was not canceled."));
    else if (e)
        return e;
    else
        flash(r, FLASH_OK, _("Your order was canceled."));
    return redirect(r, R_shop_order, number);
}

/* ---- guests ---- */

err shop_find_order(struct request *r)
{
    struct shop_find_order_page page = {0};
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_find_order, &page);
}

struct find_form {
    str number, last_name, email;
};
static const struct form_field find_fields[] = {
    {FORM_INPUT(struct find_form, number), .type = FORM_TEXT, .label = "Order #", .required = true,
     .most = 32},
    {FORM_INPUT(struct find_form, last_name), .type = FORM_TEXT, .label = "Billing Last Name",
     .required = true},
    {FORM_INPUT(struct find_form, email), .type = FORM_EMAIL, .label = "Email", .required = true},
};
static const struct form find_form = {find_fields, COUNT(find_fields)};

/* The order is the answer of the form itself: no address leads to it. */
err shop_find_order_post(struct request *r)
{
    struct find_form in = {0};
    struct order o;
    TRY(form_read(r, &find_form, &in));
    TRY(order_of_guest(&r->c, in.number, in.last_name, in.email, &o));
    return show(r, &o, true);
}
