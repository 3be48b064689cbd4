/* An order in the making: each section is kept on its own and shown again; Submit Order places it. */
#include "admin/order_draft_pages.h"

#include "base/format.h"
#include "domain/customer.h"
#include "domain/customer_group.h"
#include "domain/exchange.h"
#include "domain/order_comment.h"
#include "domain/price.h"
#include "domain/product.h"
#include "domain/settings.h"
#include "templates/templates.h"
#include "web/form.h"
#include "web/request.h"

#define QTY_PREFIX   S("qty-")
#define PRICE_PREFIX S("price-")
#define ADD_PREFIX   S("add-")

/* The draft of the path's first argument, entered until the desk is left. */
static err enter(struct request *r, struct order_draft *d, struct order_desk *desk)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(order_draft_get(&r->c, id, d));
    order_draft_enter(&r->c, d, snapshot_view(r->snapshot, d->store_view_id), desk);
    return OK;
}

static err back(struct request *r)
{
    return redirect(r, R_admin_draft, request_arg(r, 0));
}

/* ---- what the page shows ---- */

static str named(struct request *r, str prefix, i64 id)
{
    return str_format(r->c.mem, "%.*s%lld", STR_ARG(prefix), (long long)id);
}

static void put_lines(struct request *r, struct view *v, struct admin_draft_page *page)
{
    const struct cart *k = &page->cart;
    page->lines.at = (void *)NEWN(r->c.mem, struct draft_line, k->lines.n + 1);
    for (size_t i = 0; i < k->lines.n; i++) {
        const struct cart_line *l = &k->lines.at[i];
        page->lines.at[page->lines.n++] = (struct draft_line){
            .line = l,
            .qty_name = named(r, QTY_PREFIX, l->item_id),
            .price_name = named(r, PRICE_PREFIX, l->item_id),
            .qty = str_format(r->c.mem, "%lld", (long long)l->qty),
            .price = l->custom_price.minor < 0
                         ? S("")
                         : format_amount(r->c.mem, v->format, l->custom_price, page->base_currency),
            .few = l->trouble == CART_SHORT,
            .off = !l->available,
        };
    }
}

static err put_found(struct request *r, struct admin_draft_page *page)
{
    order_draft_products found = {0};
    page->q = r->again ? form_value(r, S("q"), S("")) : query_str(r, S("q"), 100);
    if (page->q.n == 0)
        return OK;
    page->searched = true;
    TRY(order_draft_search(&r->c, page->q, &found));
    page->found.at = (void *)NEWN(r->c.mem, struct draft_found, found.n + 1);
    for (size_t i = 0; i < found.n; i++)
        page->found.at[page->found.n++] =
            (struct draft_found){&found.at[i], named(r, ADD_PREFIX, found.at[i].id)};
    return OK;
}

static void put_payments(struct request *r, struct admin_draft_page *page)
{
    struct payment_facts facts = checkout_payment_facts(&page->cart, page->cart.billed.country);
    struct payment_choices all = payment_choices(&r->c, &facts);
    str chosen = form_value(r, S("payment_method"), page->cart.payment_method);
    page->payments.at = (void *)NEWN(r->c.mem, struct draft_payment, all.at.n + 1);
    for (size_t i = 0; i < all.at.n; i++)
        page->payments.at[page->payments.n++] = (struct draft_payment){
            .key = all.at.at[i].key,
            .title = all.at.at[i].title,
            .number = all.at.at[i].number,
            .on = str_eq(chosen, all.at.at[i].key),
        };
    if (page->payments.n == 1)
        page->payments.at[0].on = true;
}

static err put_account(struct request *r, const struct order_draft *d,
                       struct admin_draft_page *page)
{
    if (page->guest) {
        page->email = page->cart.email;
        page->group = _("NOT LOGGED IN");
        return OK;
    }
    struct customer k;
    struct customer_group group = {0};
    TRY(customer_get(&r->c, d->customer_id, &k));
    err e = customer_group_get(&r->c, k.group_id, &group);
    if (e && e != ERR_NOT_FOUND)
        return e;
    page->customer_ref = actor_may(&r->c.actor, ACT_CUSTOMER_VIEW) ? k.ref : S("");
    page->name = customer_name(r->c.mem, &k);
    page->email = k.email;
    page->group = group.name;
    return OK;
}

static void put_addresses(struct request *r, const struct checkout *k,
                          struct admin_draft_page *page)
{
    struct customer_address to = checkout_as_address(&k->shipping);
    struct customer_address billed = checkout_as_address(&k->billing);
    page->has_shipping = k->shipping.cart_id;
    page->has_billing = k->billing.cart_id;
    page->billing_same = !k->cart.virtual && k->cart.billing_same;
    if (page->has_shipping)
        page->shipping = address_lines(&r->c, &to);
    if (page->has_billing)
        page->billing = address_lines(&r->c, &billed);
}

static err put_origin(struct request *r, const struct order_draft *d, struct admin_draft_page *page)
{
    struct order o;
    page->replaces = order_draft_replaces(d);
    page->title = _("Create New Order");
    if (!d->order_id)
        return OK;
    TRY(order_get(&r->c, d->order_id, &o));
    page->order_id = str_format(r->c.mem, "%lld", (long long)o.id);
    page->order_number = o.number;
    if (page->replaces)
        page->title = _("Edit Order");
    return OK;
}

static struct part_options currencies_of(struct request *r)
{
    const struct store_view *view = r->c.view;
    struct part_options all = {NEWN(r->c.mem, struct part_option, view->currencies.n), 0};
    for (size_t i = 0; i < view->currencies.n && view->currencies.n > 1; i++)
        all.at[all.n++] =
            (struct part_option){view->currencies.at[i].currency, view->currencies.at[i].currency};
    return all;
}

static err fill(struct request *r, struct view *v, const struct order_draft *d,
                struct admin_draft_page *page)
{
    struct checkout k;
    TRY(checkout_get(&r->c, &k));
    page->cart = k.cart;
    page->guest = k.guest;
    page->virtual = k.cart.virtual;
    page->currency = exchange_currency(&r->c);
    page->base_currency = r->c.view->currency;
    page->currencies = currencies_of(r);
    page->view_name = r->c.view->name;
    page->coupon_lost = k.cart.coupon.n && !k.cart.rules.coupon;
    page->ready = k.ready && k.cart.lines.n && !k.cart.trouble;
    put_lines(r, v, page);
    put_addresses(r, &k, page);
    put_payments(r, page);
    TRY(put_found(r, page));
    TRY(draft_activities_read(r, d, page));
    TRY(put_account(r, d, page));
    TRY(put_origin(r, d, page));
    if (!k.cart.virtual && page->has_shipping)
        TRY(cart_offers(&r->c, r->c.db, &k.cart, &k.cart.to, &page->ways));
    struct totals_rows rows = cart_totals_rows(&k.cart, NULL);
    page->totals.at = (void *)NEWN(r->c.mem, struct totals_row, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        page->totals.at[page->totals.n++] = rows.at[i];
    return OK;
}

static err read_page(struct request *r, struct view *v, struct admin_draft_page *page)
{
    struct order_draft d;
    SCOPED(order_draft_leave) struct order_desk desk = {0};
    TRY(enter(r, &d, &desk));
    return fill(r, v, &d, page);
}

err admin_draft(struct request *r)
{
    struct admin_draft_page page = {.id = request_arg(r, 0)};
    TRY(read_page(r, render_view(r), &page));
    return RENDER(r, admin_draft, &page);
}

/* ---- items ---- */

/* Fields whose names are not known beforehand. "": not there. */
static str field_str(const struct request *r, str name)
{
    for (size_t i = 0; i < r->n_fields; i++)
        if (str_eq(r->fields[i].name, name))
            return r->fields[i].value;
    return S("");
}

static err read_price(struct request *r, struct cart_change *d)
{
    str name = named(r, PRICE_PREFIX, d->item_id);
    str typed = str_trim(field_str(r, name));
    d->has_price = true;
    d->price = (money){-1};
    if (typed.n == 0)
        return OK;
    if (!money_parse(typed, currency_digits(r->c.view->currency), PRODUCT_PRICE_MOST, &d->price))
        return invalid(&r->c, name, _("Please enter a valid amount."));
    return OK;
}

static err read_changes(struct request *r, struct cart_change *changes, size_t *n)
{
    err e = OK;
    i64 removed = 0;
    if (!str_to_i64(field_str(r, S("remove")), 1, INT64_MAX, &removed))
        removed = 0;
    for (size_t i = 0; i < r->n_fields; i++) {
        str name = r->fields[i].name;
        struct cart_change d = {0};
        if (!str_starts(name, QTY_PREFIX) ||
            !str_to_i64(str_skip(name, QTY_PREFIX.n), 1, INT64_MAX, &d.item_id))
            continue;
        if (!str_to_i64(str_trim(r->fields[i].value), 0, CART_QTY_MOST, &d.qty))
            e = invalid(&r->c, name, _("Please enter a whole number."));
        err priced = read_price(r, &d);
        e = priced ? priced : e;
        if (d.item_id == removed)
            d.qty = 0;
        changes[(*n)++] = d;
    }
    return e;
}

err admin_draft_items_post(struct request *r)
{
    struct order_draft d;
    SCOPED(order_draft_leave) struct order_desk desk = {0};
    TRY(enter(r, &d, &desk));
    struct cart_change *changes = NEWN(r->c.mem, struct cart_change, r->n_fields + 1);
    size_t n = 0;
    TRY(read_changes(r, changes, &n));
    TRY(cart_set(&r->c, changes, n));
    flash(r, FLASH_OK, _("Items and quantities have been updated."));
    return back(r);
}

static err read_chosen(struct request *r, struct cart_again *items, size_t *n)
{
    err e = OK;
    for (size_t i = 0; i < r->n_fields; i++) {
        str name = r->fields[i].name, typed = str_trim(r->fields[i].value);
        struct cart_again chosen = {0};
        if (!str_starts(name, ADD_PREFIX) || typed.n == 0 ||
            !str_to_i64(str_skip(name, ADD_PREFIX.n), 1, INT64_MAX, &chosen.product_id))
            continue;
        if (!str_to_i64(typed, 0, CART_QTY_MOST, &chosen.qty))
            e = invalid(&r->c, name, _("Please enter a whole number."));
        else if (chosen.qty)
            items[(*n)++] = chosen;
    }
    if (e == OK)
        e = draft_picks_read(r, items, n);
    if (e == OK && *n == 0)
        e = invalid(&r->c, S(""), _("Please choose at least one product."));
    return e;
}

err admin_draft_add_post(struct request *r)
{
    struct order_draft d;
    SCOPED(order_draft_leave) struct order_desk desk = {0};
    TRY(enter(r, &d, &desk));
    struct cart_again *items = NEWN(r->c.mem, struct cart_again, r->n_fields + 1);
    size_t n = 0;
    TRY(read_chosen(r, items, &n));
    TRY(cart_add_chosen(&r->c, items, n));
    flash(r, FLASH_OK, _("The products have been added to the order."));
    return back(r);
}

/* ---- coupon, account, shipping ---- */

struct small_form {
    str coupon, email, shipping_method, currency;
};
static const struct form_field small_fields[] = {
    {FORM_INPUT(struct small_form, coupon), FORM_TEXT, "Discount Code", .most = COUPON_CODE_MOST},
    {FORM_INPUT(struct small_form, email), FORM_EMAIL, "Email", .most = CUSTOMER_EMAIL_MOST},
    {FORM_INPUT(struct small_form, shipping_method), FORM_TEXT, "Shipping Method", .most = 40},
    {FORM_INPUT(struct small_form, currency), FORM_TEXT, "Order Currency", .most = 3},
};
static const struct form small_form = {small_fields, COUNT(small_fields)};

err admin_draft_coupon_post(struct request *r)
{
    struct order_draft d;
    struct small_form f = {0};
    SCOPED(order_draft_leave) struct order_desk desk = {0};
    TRY(enter(r, &d, &desk));
    TRY(form_read(r, &small_form, &f));
    err e = cart_coupon(&r->c, f.coupon);
    if (e == ERR_NOT_FOUND)
        return invalid(&r->c, S("coupon"), _("Please add products first."));
    TRY(e);
    return back(r);
}

err admin_draft_email_post(struct request *r)
{
    struct order_draft d;
    struct small_form f = {0};
    SCOPED(order_draft_leave) struct order_desk desk = {0};
    TRY(enter(r, &d, &desk));
    TRY(form_read(r, &small_form, &f));
    if (d.customer_id)
        return ERR_NOT_FOUND;
    TRY(checkout_put_email(&r->c, f.email));
    return back(r);
}

err admin_draft_currency_post(struct request *r)
{
    struct order_draft d;
    struct small_form f = {0};
    SCOPED(order_draft_leave) struct order_desk desk = {0};
    TRY(enter(r, &d, &desk));
    TRY(form_read(r, &small_form, &f));
    TRY(order_draft_pay_in(&r->c, f.currency));
    return back(r);
}

err admin_draft_method_post(struct request *r)
{
    struct order_draft d;
    struct small_form f = {0};
    SCOPED(order_draft_leave) struct order_desk desk = {0};
    TRY(enter(r, &d, &desk));
    TRY(form_read(r, &small_form, &f));
    TRY(checkout_put_method(&r->c, f.shipping_method));
    return back(r);
}

/* ---- submit ---- */

struct place_form {
    i64 total;
    str total_currency, payment_method, po_number, comment;
    bool comment_shown, confirm;
};
static const struct form_field place_fields[] = {
    {FORM_INPUT(struct place_form, total), FORM_NUMBER, "Total", .required = true,
     .most = INT64_MAX},
    {FORM_INPUT(struct place_form, total_currency), FORM_TEXT, "Order Currency", .most = 3},
    {FORM_INPUT(struct place_form, payment_method), FORM_TEXT, "Payment Method", .most = 40},
    {FORM_INPUT(struct place_form, po_number), FORM_TEXT, "Purchase Order Number",
     .most = PAYMENT_NUMBER_MOST},
    {FORM_INPUT(struct place_form, comment), FORM_LINES, "Order Comments",
     .most = ORDER_COMMENT_MOST},
    {FORM_INPUT(struct place_form, comment_shown), FORM_CHECK, "Visible on Storefront"},
    {FORM_INPUT(struct place_form, confirm), FORM_CHECK, "Email Order Confirmation"},
};
static const struct form place_form = {place_fields, COUNT(place_fields)};

static err to_order(struct request *r, const struct order *o)
{
    return redirect(r, R_admin_order, str_format(r->c.mem, "%lld", (long long)o->id));
}

/* The second click of two finds the order of the first. */
static err placed_before(struct request *r)
{
    struct order o;
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(order_draft_order(&r->c, id, &o));
    return to_order(r, &o);
}

static err place(struct request *r, const struct place_form *f, struct order *o)
{
    struct checkout k;
    TRY(checkout_get(&r->c, &k));
    struct order_placing in = {
        .cart_id = k.cart.id,
        .has_seen = true,
        .seen = {f->total},
        .seen_currency = f->total_currency,
        .billing_same = k.cart.virtual || k.cart.billing_same,
        .billing = checkout_as_address(&k.billing),
        .payment_method = f->payment_method,
        .po_number = f->po_number,
        .silent = !f->confirm,
        .comment = f->comment,
        .comment_shown = f->comment_shown,
    };
    return order_place(&r->c, &in, o);
}

err admin_draft_place_post(struct request *r)
{
    struct order_draft d;
    struct place_form f = {0};
    struct order o;
    SCOPED(order_draft_leave) struct order_desk desk = {0};
    err e = enter(r, &d, &desk);
    if (e == ERR_NOT_FOUND)
        return placed_before(r);
    TRY(e);
    TRY(form_read(r, &place_form, &f));
    TRY(place(r, &f, &o));
    flash(r, FLASH_OK, _("You created the order."));
    return to_order(r, &o);
}

err admin_draft_drop_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(order_draft_drop(&r->c, id));
    flash(r, FLASH_OK, _("The order was not created."));
    return redirect(r, R_admin_orders);
}
