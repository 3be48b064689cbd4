/* New invoice, new shipment, new credit memo: the page, Update Qty's and the submit. */
#include "admin/document_form.h"
#include "admin/document_pages.h"

#include "domain/settings.h"
#include "templates/templates.h"

static i64 left_of(enum document_kind kind, const struct order_item *i)
{
    switch (kind) {
    case DOCUMENT_INVOICE:
        return item_to_invoice(i);
    case DOCUMENT_SHIPMENT:
        return item_to_ship(i);
    case DOCUMENT_CREDIT_MEMO:
        return item_to_refund(i);
    case DOCUMENT_KIND_COUNT:
        break;
    }
    return 0;
}

/* ---- what the page shows ---- */

struct making {
    enum document_kind kind;
    struct document_typed typed;
    struct document_draft draft; /* of what is typed, or of everything that is left */
    bool works_out;
};

/* A credit memo that is asked for from an invoice begins with the pieces of that invoice (IN-17). */
static err begin_with_invoice(struct request *r, struct making *m)
{
    i64 id;
    struct document invoice;
    document_items items = {0};
    TRY(query_i64(r, S("invoice"), 1, INT64_MAX, 0, &id));
    if (m->kind != DOCUMENT_CREDIT_MEMO || id == 0 ||
        document_get(&r->c, DOCUMENT_INVOICE, id, &invoice) ||
        invoice.order_id != m->draft.order.id)
        return OK;
    TRY(document_items_of(&r->c, id, &items));
    struct document_line *lines = NEWN(r->c.mem, struct document_line, items.n + 1);
    for (size_t k = 0; k < items.n; k++) {
        i64 left = 0;
        for (size_t j = 0; j < m->draft.order_items.n; j++)
            if (m->draft.order_items.at[j].id == items.at[k].order_item_id)
                left = left_of(m->kind, &m->draft.order_items.at[j]);
        lines[k] = (struct document_line){items.at[k].order_item_id,
                                          items.at[k].qty < left ? items.at[k].qty : left, false};
    }
    i64 shipping = m->draft.shipping_most.minor;
    struct document_new in = {
        .kind = m->kind,
        .order_id = invoice.order_id,
        .lines = lines,
        .n = items.n,
        .shipping = {invoice.base_shipping.minor < shipping ? invoice.base_shipping.minor
                                                            : shipping},
    };
    struct document_draft draft;
    if (document_preview(&r->c, &in, &draft) == OK) {
        m->draft = draft;
        m->works_out = true;
    }
    return OK;
}

static err work_out(struct request *r, i64 order_id, struct making *m)
{
    struct document_new all = {.kind = m->kind, .order_id = order_id, .all = true};
    err e = document_preview(&r->c, &all, &m->draft);
    if (e && e != ERR_INVALID)
        return e;
    m->works_out = e == OK;
    if (!r->again)
        return begin_with_invoice(r, m);
    struct document_draft draft;
    e = document_form_read(r, m->kind, &m->typed);
    m->typed.in.version = 0; /* the page shows the order as it is now */
    m->works_out = !e && document_preview(&r->c, &m->typed.in, &draft) == OK;
    if (m->works_out)
        m->draft = draft;
    return OK;
}

static const struct document_item *amounts_of(const struct making *m, i64 order_item_id)
{
    for (size_t k = 0; m->works_out && k < m->draft.items.n; k++)
        if (m->draft.items.at[k].order_item_id == order_item_id)
            return &m->draft.items.at[k];
    return NULL;
}

static void put_lines(struct request *r, const struct making *m, struct document_new_fields *f)
{
    const order_items *items = &m->draft.order_items;
    f->lines.at = (void *)NEWN(r->c.mem, struct document_new_line, items->n + 1);
    for (size_t k = 0; k < items->n; k++) {
        const struct order_item *i = &items->at[k];
        i64 left = left_of(m->kind, i);
        if (left == 0)
            continue;
        const struct document_item *amounts = amounts_of(m, i->id);
        f->lines.at[f->lines.n++] = (struct document_new_line){
            .item = i,
            .name = str_format(r->c.mem, "qty_%lld", (long long)i->id),
            .stock_name = str_format(r->c.mem, "stock_%lld", (long long)i->id),
            .left = left,
            .qty = amounts ? amounts->qty : left,
            .amounts = amounts,
        };
    }
}

static void put_tracks(struct request *r, const struct making *m, struct document_new_fields *f)
{
    const struct document_typed *t = &m->typed;
    f->full = t->n_rows == DOCUMENT_TRACKS_MOST;
    f->tracks.at = (void *)NEWN(r->c.mem, struct document_new_track, t->n_rows + 1);
    for (size_t i = 0; i < t->n_rows; i++) {
        struct document_track_names names = document_track_names(r->c.mem, t->rows[i]);
        f->tracks.at[f->tracks.n++] = (struct document_new_track){
            .row = str_format(r->c.mem, "%lld", (long long)t->rows[i]),
            .carrier_name = names.carrier,
            .title_name = names.title,
            .number_name = names.number,
            .drop_name = names.drop,
            .carriers = document_carrier_options(r),
        };
    }
}

static str items_title(enum document_kind kind)
{
    static const str titles[DOCUMENT_KIND_COUNT] = {
        [DOCUMENT_INVOICE] = _("Items to Invoice"),
        [DOCUMENT_SHIPMENT] = _("Items to Ship"),
        [DOCUMENT_CREDIT_MEMO] = _("Items to Refund"),
    };
    return titles[kind];
}

static struct document_new_fields fields_of(struct request *r, const struct making *m)
{
    const struct order *o = &m->draft.order;
    const struct document *d = &m->draft.document;
    bool ships = m->kind == DOCUMENT_INVOICE && !o->virtual &&
                 actor_may(&r->c.actor, ACT_SHIPMENT_CREATE);
    struct document_new_fields f = {
        .kind = document_key(m->kind),
        .version = o->version,
        .seen = m->works_out ? d->base_grand_total.minor : -1,
        .base_currency = o->base_currency,
        .currency = o->currency,
        .foreign = !str_eq(o->base_currency, o->currency),
        .works_out = m->works_out,
        .may_ship = ships,
        .to_stock = r->c.settings->auto_return,
        .ships = ships || m->kind == DOCUMENT_SHIPMENT,
        .shipping = m->works_out ? d->base_shipping : m->draft.shipping_most,
        .shipping_most = m->draft.shipping_most,
        .refund_most = {o->base_paid.minor - o->base_refunded.minor},
        .adjustment_refund = d->base_adjustment_refund,
        .adjustment_fee = d->base_adjustment_fee,
        .items_title = items_title(m->kind),
        .submit = document_pages[m->kind].submit,
    };
    put_lines(r, m, &f);
    put_tracks(r, m, &f);
    return f;
}

static err not_now(struct request *r)
{
    flash(r, FLASH_BAD, _("This order does not allow it any more. Nothing was changed."));
    return redirect(r, R_admin_order, request_arg(r, 0));
}

/* The messages of a submit stay as they are: what is worked out here for the page adds none. */
static err work_out_quietly(struct request *r, i64 order_id, struct making *m)
{
    struct problem *kept = r->c.problems;
    r->c.problems = NULL;
    err e = work_out(r, order_id, m);
    r->c.problems = kept;
    return e;
}

err document_new_page(struct request *r, enum document_kind kind)
{
    i64 id;
    struct making m = {.kind = kind};
    TRY(request_arg_id(r, 0, &id));
    err e = work_out_quietly(r, id, &m);
    if (e == ERR_DENIED)
        return not_now(r);
    TRY(e);
    const struct order *o = &m.draft.order;
    struct sales_look look = sales_look(&r->c, o->store_view_id);
    m.draft.order_items = sales_lines_of_order(r->c.mem, &look, o, &m.draft.order_items);
    m.draft.items = sales_lines_of_document(r->c.mem, &look, &m.draft.document, &m.draft.items);
    str arg = request_arg(r, 0);
    struct admin_document_new_page page = {
        .title = view_words(render_view(r), document_pages[kind].new_title, &o->number, 1),
        .order_href = url_for(r, R_admin_order, &arg, 1),
        .fields = fields_of(r, &m),
    };
    if (m.works_out)
        page.fields.totals =
            admin_sums_of_document(r->c.mem, &look, &m.draft.document, &m.draft.items);
    TRY(order_about_read(r, o, NULL, &page.about));
    page.about.links = actor_may(&r->c.actor, ACT_ORDER_VIEW);
    return RENDER(r, admin_document_new, &page);
}

/* ---- the submit ---- */

static err again(struct request *r, enum document_kind kind)
{
    r->again = true;
    return document_new_page(r, kind);
}

static err changed(struct request *r)
{
    return invalid(
        &r->c, S(""),
        _("Somebody else changed this order meanwhile. Nothing was written: please check "
          "the quantities and submit again."));
}

/* Nothing is written for another amount than the page showed: who changes quantities sees the totals first (IN-06). */
static err check(struct request *r, const struct document_typed *t)
{
    struct document_draft draft;
    TRY(document_preview(&r->c, &t->in, &draft));
    if (t->update || t->in.kind == DOCUMENT_SHIPMENT ||
        draft.document.base_grand_total.minor == t->seen)
        return OK;
    return invalid(
        &r->c, S(""),
        _("The totals have changed with the quantities. Please check them and submit again."));
}

static err submit(struct request *r, const struct document_typed *t)
{
    struct document made;
    TRY(check(r, t));
    return t->update ? OK : document_make(&r->c, &t->in, &made);
}

err document_new_post(struct request *r, enum document_kind kind)
{
    struct document_typed t;
    err e = document_form_read(r, kind, &t);
    if (t.changes_rows) {
        r->c.problems = NULL;
        return again(r, kind);
    }
    TRY(e);
    e = submit(r, &t);
    if (e == ERR_CONFLICT)
        return changed(r);
    if (e == ERR_DENIED)
        return not_now(r);
    TRY(e);
    if (t.update)
        return again(r, kind);
    flash(r, FLASH_OK,
          t.in.with_shipment ? _("You created the invoice and shipment.")
                             : document_pages[kind].made);
    return redirect(r, R_admin_order, request_arg(r, 0));
}
