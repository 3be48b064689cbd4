#include "domain/order_mail.h"

#include "base/i18n.h"
#include "domain/mail_letter.h"
#include "domain/order_status.h"
#include "domain/sales_shown.h"
#include "domain/settings.h"
#include "templates/mail.h"

static bool is_guest(const struct order *o)
{
    return o->customer_id == 0;
}

static err queue(struct work *w, struct letter *l, const struct order *o, str kind)
{
    struct mail m = {
        .kind = kind,
        .to_address = o->email,
        .customer_id = o->customer_id,
        .order_id = o->id,
    };
    return letter_queue_sales(w, l, &m);
}

static void put_check(const struct letter *l, struct mail_order_page *page)
{
    const struct settings *s = l->c.settings;
    if (!str_eq(page->order->payment_method, S("checkmo")) || s->checkmo_address.n == 0)
        return;
    page->check_payable = s->checkmo_payable;
    page->check_address = letter_lines(l->c.mem, s->checkmo_address);
}

err order_mail_new(struct work *w, const struct order *o, const order_items *items,
                   const struct order_addresses *a)
{
    if (!sales_mail_on(w->c, o->store_view_id, S("order_new")))
        return OK;
    SCOPED(letter_end) struct letter l;
    letter_begin(&l, w, o->store_view_id, o->lang);
    letter_head(&l, o->customer_name, _("Your order #%1"), o->number, (str){0});
    struct sales_look look = sales_look(&l.c, o->store_view_id);
    struct totals_rows rows = sales_rows_of_order(l.c.mem, &look, o, items);
    struct mail_order_page page = {
        .letter = l.head,
        .order = o,
        .totals = {rows.at, rows.n},
        .billing = address_lines(&l.c, &a->billing),
        .shipped = a->shipping.country.n != 0,
        .guest = is_guest(o),
    };
    if (page.shipped)
        page.shipping = address_lines(&l.c, &a->shipping);
    page.items = sales_lines_of_order(l.c.mem, &look, o, items);
    put_check(&l, &page);
    t_mail_order_new(&l.v, &page);
    return queue(w, &l, o, S("order_new"));
}

err order_mail_update(struct work *w, const struct order *o, str comment)
{
    if (!sales_mail_on(w->c, o->store_view_id, S("order_update")))
        return OK;
    SCOPED(letter_end) struct letter l;
    letter_begin(&l, w, o->store_view_id, o->lang);
    order_status_names names;
    TRY(order_status_names_of(w->c, w->db, o->store_view_id, l.v.words, &names));
    letter_head(&l, o->customer_name, _("News about your order #%1"), o->number, (str){0});
    struct mail_order_update_page page = {
        .letter = l.head,
        .order = o,
        .status = order_status_name(&names, o->status),
        .comment = letter_lines(l.c.mem, comment),
        .guest = is_guest(o),
    };
    t_mail_order_update(&l.v, &page);
    return queue(w, &l, o, S("order_update"));
}
