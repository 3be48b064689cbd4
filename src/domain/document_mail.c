#include "domain/document_mail.h"

#include "base/buf.h"
#include "base/format.h"
#include "domain/mail.h"
#include "domain/settings.h"

/* A letter in the making: its words, its formats. */
struct letter {
    struct arena *mem;
    const struct words *words;
    const struct format *format;
    const struct document *d;
    struct buf body;
};

static void letter_end(struct letter *l)
{
    buf_free(&l->body);
}

static void line(struct letter *l, str text)
{
    buf_put(&l->body, text);
    buf_char(&l->body, '\n');
}

static str fill(struct letter *l, str en, str arg)
{
    return tr_fill(l->mem, tr(l->words, en), &arg, 1);
}

static str amount(struct letter *l, money m)
{
    return format_money(l->mem, l->format, m, l->d->currency);
}

static void begin(struct letter *l, struct work *w, const struct document *d)
{
    *l = (struct letter){.mem = w->c->mem, .d = d, .words = words_find(d->lang)};
    l->format = format_find(l->words->locale);
    line(l, fill(l, _("Hello %1,"), d->customer_name));
    line(l, S(""));
}

static void put_items(struct letter *l, const document_items *items)
{
    for (size_t i = 0; i < items->n; i++) {
        const struct document_item *it = &items->at[i];
        str name = str_format(l->mem, "%lld × %.*s (%.*s)", (long long)it->qty, STR_ARG(it->name),
                              STR_ARG(it->sku));
        bool priced = !str_eq(l->d->kind, S("shipment"));
        line(l, !priced ? name
                        : str_format(l->mem, "%.*s: %.*s", STR_ARG(name),
                                     STR_ARG(amount(l, it->subtotal))));
    }
}

static void put_totals(struct letter *l)
{
    struct document_totals rows = document_totals_rows(l->d);
    for (size_t i = 0; i < rows.n; i++)
        line(l, str_format(l->mem, "%.*s: %.*s", STR_ARG(tr(l->words, rows.at[i].label)),
                           STR_ARG(amount(l, rows.at[i].amount))));
}

static void put_tracks(struct letter *l, const document_tracks *tracks)
{
    for (size_t i = 0; i < tracks->n; i++)
        line(l, str_format(l->mem, "%.*s: %.*s", STR_ARG(tracks->at[i].title),
                           STR_ARG(tracks->at[i].number)));
}

static void put_comment(struct letter *l, str comment)
{
    if (comment.n == 0)
        return;
    line(l, S(""));
    line(l, comment);
}

static str subject_new(const struct document *d)
{
    return str_eq(d->kind, S("invoice"))    ? _("Invoice #%1 for your order #%2")
           : str_eq(d->kind, S("shipment")) ? _("Shipment #%1 of your order #%2")
                                            : _("Credit memo #%1 for your order #%2");
}

static str subject_update(const struct document *d)
{
    return str_eq(d->kind, S("invoice"))    ? _("News about invoice #%1 for your order #%2")
           : str_eq(d->kind, S("shipment")) ? _("News about shipment #%1 of your order #%2")
                                            : _("News about credit memo #%1 for your order #%2");
}

static err queue(struct work *w, struct letter *l, const struct order *o, str what, str subject,
                 bool *queued)
{
    str numbers[] = {l->d->number, o->number};
    line(l, S(""));
    line(l, w->c->settings->store_name);
    struct mail m = {
        .kind = str_format(l->mem, "%.*s_%.*s", STR_ARG(l->d->kind), STR_ARG(what)),
        .to_name = l->d->customer_name,
        .to_address = o->email,
        .subject = tr_fill(l->mem, tr(l->words, subject), numbers, COUNT(numbers)),
        .body = str_copy(l->mem, buf_str(&l->body)),
        .lang = l->d->lang,
        .customer_id = o->customer_id,
        .order_id = o->id,
    };
    TRY(mail_queue(w, &m));
    *queued = true;
    return OK;
}

err document_mail_new(struct work *w, const struct order *o, const struct document *d,
                      const document_items *items, const document_tracks *tracks, str comment,
                      bool *queued)
{
    SCOPED(letter_end) struct letter l;
    *queued = false;
    begin(&l, w, d);
    put_items(&l, items);
    put_totals(&l);
    put_tracks(&l, tracks);
    put_comment(&l, comment);
    return queue(w, &l, o, S("new"), subject_new(d), queued);
}

err document_mail_update(struct work *w, const struct order *o, const struct document *d,
                         str comment, bool *queued)
{
    SCOPED(letter_end) struct letter l;
    *queued = false;
    begin(&l, w, d);
    put_comment(&l, comment);
    return queue(w, &l, o, S("update"), subject_update(d), queued);
}
