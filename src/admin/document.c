/* One invoice, shipment or credit memo: what it says, and the comments and tracking numbers beside it. The document itself
 * never changes. */
#include "admin/document_pages.h"

#include "domain/assist.h"
#include "domain/order_status.h"
#include "templates/templates.h"
#include "web/form.h"
#include "web/request.h"

/* A document with the order that it is of. */
struct pair_of {
    struct document document;
    struct order order;
};

static err find_pair(struct request *r, enum document_kind kind, struct pair_of *out)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(document_get(&r->c, kind, id, &out->document));
    return order_get(&r->c, out->document.order_id, &out->order);
}

/* ---- the head ---- */

static struct part_admin_badges badges_of(struct request *r, const struct document *d)
{
    struct part_badge *badge = NEW(r->c.mem, struct part_badge);
    str label = document_state_label(d);
    *badge = (struct part_badge){S("ok"), S(""), view_tr(render_view(r), label)};
    return (struct part_admin_badges){badge, label.n != 0};
}

static err put_credit_memo(struct request *r, const struct pair_of *p, struct document_head *head)
{
    order_items items = {0};
    struct order_facts facts;
    TRY(order_items_of(&r->c, p->order.id, &items));
    TRY(order_facts_of(&r->c, r->c.db, &p->order, &items, &facts));
    if (!order_act_shown(&r->c, ORDER_ACT_CREDIT_MEMO, &facts))
        return OK;
    str order = str_format(r->c.mem, "%lld", (long long)p->order.id);
    head->credit_memo_href = str_format(r->c.mem, "%.*s?invoice=%lld",
                                        STR_ARG(url_for(r, R_admin_order_credit_memo, &order, 1)),
                                        (long long)p->document.id);
    return OK;
}

static str mail_note(enum document_kind kind, const struct document *d)
{
    static const str sent[DOCUMENT_KIND_COUNT] = {
        [DOCUMENT_INVOICE] = _("The invoice email was sent"),
        [DOCUMENT_SHIPMENT] = _("The shipment email was sent"),
        [DOCUMENT_CREDIT_MEMO] = _("The credit memo email was sent"),
    };
    static const str not_sent[DOCUMENT_KIND_COUNT] = {
        [DOCUMENT_INVOICE] = _("The invoice email is not sent"),
        [DOCUMENT_SHIPMENT] = _("The shipment email is not sent"),
        [DOCUMENT_CREDIT_MEMO] = _("The credit memo email is not sent"),
    };
    return d->mail_sent_at.us ? sent[kind] : not_sent[kind];
}

static err read_head(struct request *r, enum document_kind kind, struct pair_of *p,
                     struct document_head *out)
{
    TRY(find_pair(r, kind, p));
    struct view *v = render_view(r);
    const struct document *d = &p->document;
    str id = request_arg(r, 0);
    *out = (struct document_head){
        .kind = document_key(kind),
        .id = id,
        .title = view_words(v, document_pages[kind].title, &d->number, 1),
        .sub = view_full(v, d->created_at),
        .badges = badges_of(r, d),
        .list_href = url_for(r, document_pages[kind].list, NULL, 0),
        .pdf_href = url_for(r, document_pages[kind].pdf, &id, 1),
        .assist = assist_button(&r->c) && order_has_account(&p->order),
    };
    if (actor_may(&r->c.actor, document_action_mail(kind)))
        out->mail_href = url_for(r, document_pages[kind].mail, &id, 1);
    str amount = kind == DOCUMENT_SHIPMENT
                     ? S("")
                     : str_join(r->c.mem, S(" · "),
                                view_both(v, d->base_grand_total, d->base_currency, d->grand_total,
                                          d->currency));
    out->sub = str_format(r->c.mem, "%.*s%.*s · %.*s", STR_ARG(out->sub), STR_ARG(amount),
                          STR_ARG(view_tr(v, mail_note(kind, d))));
    return kind == DOCUMENT_INVOICE ? put_credit_memo(r, p, out) : OK;
}

/* ---- the page ---- */

static err read_notes(struct request *r, const struct document *d, struct order_notes *out)
{
    document_comments all = {0};
    TRY(document_comments_of(&r->c, d->id, false, &all));
    *out = (struct order_notes){NEWN(r->c.mem, struct order_note, all.n + 1), all.n};
    for (size_t i = 0; i < all.n; i++)
        out->at[i] = (struct order_note){
            .title = all.at[i].author,
            .text = all.at[i].text,
            .at = all.at[i].created_at,
            .notified = all.at[i].notified,
            .visible = all.at[i].visible,
            .icon = S("message-square"),
        };
    return OK;
}

struct part_options document_carrier_options(struct request *r)
{
    size_t n = 0;
    while (document_carriers[n])
        n++;
    struct part_options list = {NEWN(r->c.mem, struct part_option, n), n};
    for (size_t i = 0; i < n; i++) {
        str key = str_from(document_carriers[i]);
        list.at[i] =
            (struct part_option){key, view_tr(render_view(r), document_carrier_label(key))};
    }
    return list;
}

static err read_tracks(struct request *r, const struct document *d,
                       struct admin_document_page *page)
{
    document_tracks all = {0};
    TRY(document_tracks_of(&r->c, d->id, &all));
    page->may_track = actor_may(&r->c.actor, ACT_SHIPMENT_TRACK);
    page->carriers = document_carrier_options(r);
    page->tracks.at = (void *)NEWN(r->c.mem, struct document_track_row, all.n + 1);
    page->tracks.n = all.n;
    for (size_t i = 0; i < all.n; i++)
        page->tracks.at[i] = (struct document_track_row){
            .track = &all.at[i],
            .carrier = document_carrier_label(all.at[i].carrier),
            .document_id = page->head.id,
            .remove = page->may_track,
        };
    return OK;
}

static str items_title(enum document_kind kind)
{
    static const str titles[DOCUMENT_KIND_COUNT] = {
        [DOCUMENT_INVOICE] = _("Items Invoiced"),
        [DOCUMENT_SHIPMENT] = _("Items Shipped"),
        [DOCUMENT_CREDIT_MEMO] = _("Items Refunded"),
    };
    return titles[kind];
}

err document_page(struct request *r, enum document_kind kind)
{
    struct pair_of p;
    struct order_addresses addresses;
    struct admin_document_page page = {0};
    TRY(read_head(r, kind, &p, &page.head));
    const struct document *d = &p.document;
    page.document = d;
    page.items_title = items_title(kind);
    TRY(document_addresses_of(&r->c, d->id, &addresses));
    TRY(order_about_read(r, &p.order, &addresses, &page.about));
    TRY(document_items_of(&r->c, d->id, &page.items));
    TRY(read_notes(r, d, &page.notes));
    if (kind == DOCUMENT_SHIPMENT)
        TRY(read_tracks(r, d, &page));
    if (page.tracks.n)
        page.head.tracking_href = url_for(r, R_admin_shipment_tracking, &page.head.id, 1);
    struct sales_look look = sales_look(&r->c, d->store_view_id);
    page.items = sales_lines_of_document(r->c.mem, &look, d, &page.items);
    page.totals = admin_sums_of_document(r->c.mem, &look, d, &page.items);
    if (kind != DOCUMENT_SHIPMENT)
        page.taxes = admin_taxes_of_document(r->c.mem, d, &page.items);
    if (actor_may(&r->c.actor, document_action_comment(kind)))
        page.comment = (struct part_document_comment){page.head.kind, page.head.id};
    return RENDER(r, admin_document, &page);
}

/* ---- comments ---- */

struct comment_form {
    str comment;
    bool notify, visible;
};
static const struct form_field comment_fields[] = {
    {FORM_INPUT(struct comment_form, comment), .type = FORM_LINES, .label = "Comment",
     .most = ORDER_COMMENT_MOST},
    {FORM_INPUT(struct comment_form, notify), .type = FORM_CHECK,
     .label = "Notify Customer by Email"},
    {FORM_INPUT(struct comment_form, visible), .type = FORM_CHECK,
     .label = "Visible on Storefront"},
};
static const struct form comment_form = {comment_fields, COUNT(comment_fields)};

err document_comment_post(struct request *r, enum document_kind kind)
{
    struct comment_form form = {0};
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(form_read(r, &comment_form, &form));
    struct document_comment_new in = {
        .kind = kind,
        .document_id = id,
        .text = form.comment,
        .notify = form.notify,
        .visible = form.visible,
    };
    TRY(document_comment_add(&r->c, &in));
    flash(r, FLASH_OK, _("The comment has been added."));
    return redirect(r, document_pages[kind].view, request_arg(r, 0));
}

/* ---- mail ---- */

err document_mail_page(struct request *r, enum document_kind kind)
{
    struct pair_of p;
    struct admin_document_question page = {
        .title = kind == DOCUMENT_SHIPMENT ? _("Do you want to send the tracking information?")
                                           : _("Do you want to send the email once more?"),
        .button = kind == DOCUMENT_SHIPMENT ? _("Send Tracking Information") : _("Send Email"),
    };
    TRY(read_head(r, kind, &p, &page.head));
    page.email = p.order.email;
    return RENDER(r, admin_document_question, &page);
}

err document_mail_post(struct request *r, enum document_kind kind)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(document_mail_again(&r->c, kind, id));
    flash(r, FLASH_OK, document_pages[kind].mailed);
    return redirect(r, document_pages[kind].view, request_arg(r, 0));
}

/* ---- tracking numbers ---- */

struct track_form {
    str carrier, title, number;
};
static const struct form_field track_fields[] = {
    {FORM_INPUT(struct track_form, carrier), .type = FORM_CHOICE, .label = "Carrier",
     .required = true, .choices = document_carriers},
    {FORM_INPUT(struct track_form, title), .type = FORM_TEXT, .label = "Title", .most = 100},
    {FORM_INPUT(struct track_form, number), .type = FORM_TEXT, .label = "Number", .required = true,
     .most = 100},
};
static const struct form track_form = {track_fields, COUNT(track_fields)};

err admin_shipment_track_post(struct request *r)
{
    struct track_form form = {0};
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(form_read(r, &track_form, &form));
    struct document_track in = {
        .document_id = id,
        .carrier = form.carrier,
        .title = form.title,
        .number = form.number,
    };
    TRY(document_track_add(&r->c, &in));
    flash(r, FLASH_OK, _("The tracking number has been added."));
    return redirect(r, R_admin_shipment, request_arg(r, 0));
}

err admin_shipment_track_remove_post(struct request *r)
{
    i64 id, track;
    TRY(request_arg_id(r, 0, &id));
    TRY(request_arg_id(r, 1, &track));
    TRY(document_track_remove(&r->c, id, track));
    flash(r, FLASH_OK, _("The tracking number has been removed."));
    return redirect(r, R_admin_shipment, request_arg(r, 0));
}
