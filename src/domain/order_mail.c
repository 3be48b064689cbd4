#include "domain/order_mail.h"

#include "base/buf.h"
#include "base/format.h"
#include "domain/mail.h"
#include "domain/order_status.h"
#include "domain/settings.h"

/* A letter in the making: its words, its formats, its order. */
struct letter {
    struct ctx c; /* as if the reader asked, in the order's own store view */
    const struct words *words;
    const struct format *format;
    const struct order *o;
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
    return tr_fill(l->c.mem, tr(l->words, en), &arg, 1);
}

static str amount(struct letter *l, money m)
{
    return format_money(l->c.mem, l->format, m, l->o->currency);
}

static void begin(struct letter *l, struct ctx *c, const struct order *o)
{
    *l = (struct letter){.c = *c, .o = o};
    l->words = words_find(o->lang);
    l->format = format_find(l->words->locale);
    line(l, fill(l, _("Hello %1,"), o->customer_name));
    line(l, S(""));
}

static void put_items(struct letter *l, const order_items *items)
{
    for (size_t i = 0; i < items->n; i++) {
        const struct order_item *it = &items->at[i];
        line(l, str_format(l->c.mem, "%lld × %.*s (%.*s): %.*s", (long long)it->qty_ordered,
                           STR_ARG(it->name), STR_ARG(it->sku), STR_ARG(amount(l, it->subtotal))));
    }
    line(l, S(""));
    struct totals_rows rows = order_totals_rows(l->o);
    for (size_t i = 0; i < rows.n; i++)
        line(l, str_format(l->c.mem, "%.*s: %.*s", STR_ARG(tr(l->words, rows.at[i].label)),
                           STR_ARG(amount(l, rows.at[i].amount))));
}

static void put_address(struct letter *l, str label, const struct customer_address *a)
{
    if (a->country.n == 0)
        return;
    line(l, S(""));
    line(l, tr(l->words, label));
    struct address_lines lines = address_lines(&l->c, a);
    for (size_t i = 0; i < lines.at.n; i++)
        line(l, lines.at.at[i]);
    line(l, format_country(l->c.view->format, lines.country));
}

static void put_methods(struct letter *l)
{
    line(l, S(""));
    if (l->o->shipping_title.n)
        line(l, str_format(l->c.mem, "%.*s: %.*s", STR_ARG(tr(l->words, _("Shipping Method"))),
                           STR_ARG(l->o->shipping_title)));
    line(l, str_format(l->c.mem, "%.*s: %.*s", STR_ARG(tr(l->words, _("Payment Method"))),
                       STR_ARG(l->o->payment_title)));
    if (!str_eq(l->o->payment_method, S("checkmo")) || l->c.settings->checkmo_address.n == 0)
        return;
    line(l, fill(l, _("Make Check Payable to: %1"), l->c.settings->checkmo_payable));
    line(l, tr(l->words, _("Send Check to:")));
    line(l, l->c.settings->checkmo_address);
}

static err queue(struct work *w, struct letter *l, str kind, str subject)
{
    line(l, S(""));
    line(l, l->c.settings->store_name);
    struct mail m = {
        .kind = kind,
        .to_name = l->o->customer_name,
        .to_address = l->o->email,
        .subject = subject,
        .body = str_copy(l->c.mem, buf_str(&l->body)),
        .lang = l->o->lang,
        .customer_id = l->o->customer_id,
        .order_id = l->o->id,
    };
    return mail_queue(w, &m);
}

err order_mail_new(struct work *w, const struct order *o, const order_items *items,
                   const struct order_addresses *a)
{
    SCOPED(letter_end) struct letter l;
    begin(&l, w->c, o);
    line(&l, fill(&l, _("thank you for your order #%1."), o->number));
    line(&l, S(""));
    put_items(&l, items);
    put_address(&l, _("Shipping Address"), &a->shipping);
    put_address(&l, _("Billing Address"), &a->billing);
    put_methods(&l);
    return queue(w, &l, S("order_new"), fill(&l, _("Your order #%1"), o->number));
}

/* Staff asks from the back office: the letter is written as the order's own store view would. */
static err update_letter(struct work *w, const struct order *o, str comment)
{
    SCOPED(letter_end) struct letter l;
    begin(&l, w->c, o);
    str args[] = {o->number, tr(l.words, order_status_label(o->status))};
    line(&l, tr_fill(l.c.mem, tr(l.words, _("your order #%1 has the status: %2.")), args, 2));
    if (comment.n) {
        line(&l, S(""));
        line(&l, comment);
    }
    return queue(w, &l, S("order_update"), fill(&l, _("News about your order #%1"), o->number));
}

err order_mail_update(struct work *w, const struct order *o, str comment)
{
    const struct snapshot *s = snapshot_take();
    const struct store_view *view = snapshot_view(s, o->store_view_id);
    const struct settings *before = w->c->settings;
    if (view)
        w->c->settings = &view->settings;
    err e = update_letter(w, o, comment);
    w->c->settings = before;
    snapshot_drop(s);
    return e;
}
