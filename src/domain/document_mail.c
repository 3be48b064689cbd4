#include "domain/document_mail.h"

#include "domain/mail_letter.h"
#include "domain/sales_shown.h"
#include "templates/mail.h"

/* The words of the kinds; by their keys, which are the database's. */
static const struct said {
    str kind, mail_new, mail_update, subject, news;
} all_said[] = {
    {S("invoice"), S("invoice_new"), S("invoice_update"), _("Invoice #%1 for your order #%2"),
     _("News about invoice #%1 for your order #%2")},
    {S("shipment"), S("shipment_new"), S("shipment_update"), _("Shipment #%1 of your order #%2"),
     _("News about shipment #%1 of your order #%2")},
    {S("credit_memo"), S("credit_memo_new"), S("credit_memo_update"),
     _("Credit memo #%1 for your order #%2"), _("News about credit memo #%1 for your order #%2")},
};

static const struct said *said_of(const struct document *d)
{
    const struct said *s = all_said;
    while (!str_eq(s->kind, d->kind))
        s++;
    return s;
}

static void put_tracks(struct letter *l, const document_tracks *tracks,
                       struct mail_document_page *page)
{
    page->tracks.at = (void *)NEWN(l->c.mem, struct mail_track, tracks->n + 1);
    for (size_t i = 0; i < tracks->n; i++) {
        const struct document_track *t = &tracks->at[i];
        page->tracks.at[page->tracks.n++] = (struct mail_track){
            .carrier = tr(l->v.words, document_carrier_label(t->carrier)),
            .title = t->title,
            .number = t->number,
        };
    }
}

static err queue(struct work *w, struct letter *l, const struct order *o, str kind, bool *queued)
{
    struct mail m = {
        .kind = kind,
        .to_address = o->email,
        .customer_id = o->customer_id,
        .order_id = o->id,
    };
    TRY(letter_queue_sales(w, l, &m));
    *queued = true;
    return OK;
}

err document_mail_new(struct work *w, const struct order *o, const struct document *d,
                      const document_items *items, const document_tracks *tracks, str comment,
                      bool *queued)
{
    const struct said *s = said_of(d);
    *queued = false;
    if (!sales_mail_on(w->c, o->store_view_id, s->mail_new))
        return OK;
    SCOPED(letter_end) struct letter l;
    letter_begin(&l, w, o->store_view_id, o->lang);
    letter_head(&l, o->customer_name, s->subject, d->number, o->number);
    struct sales_look look = sales_look(&l.c, o->store_view_id);
    struct totals_rows rows = sales_rows_of_document(l.c.mem, &look, d, items);
    struct mail_document_page page = {
        .letter = l.head,
        .order = o,
        .document = d,
        .totals = {rows.at, rows.n},
        .comment = letter_lines(l.c.mem, comment),
        .guest = o->customer_id == 0,
    };
    page.items = sales_lines_of_document(l.c.mem, &look, d, items);
    put_tracks(&l, tracks, &page);
    t_mail_document_new(&l.v, &page);
    return queue(w, &l, o, s->mail_new, queued);
}

err document_mail_update(struct work *w, const struct order *o, const struct document *d,
                         str comment, bool *queued)
{
    const struct said *s = said_of(d);
    *queued = false;
    if (!sales_mail_on(w->c, o->store_view_id, s->mail_update))
        return OK;
    SCOPED(letter_end) struct letter l;
    letter_begin(&l, w, o->store_view_id, o->lang);
    letter_head(&l, o->customer_name, s->news, d->number, o->number);
    struct mail_document_page page = {
        .letter = l.head,
        .order = o,
        .document = d,
        .comment = letter_lines(l.c.mem, comment),
        .guest = o->customer_id == 0,
    };
    t_mail_document_update(&l.v, &page);
    return queue(w, &l, o, s->mail_update, queued);
}
