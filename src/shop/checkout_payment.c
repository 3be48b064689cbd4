/* The checkout's second step: review, payment and placing; then thanks. */
#include "domain/order_place.h"
#include "domain/settings.h"
#include "shop/checkout.h"
#include "templates/templates.h"
#include "web/form.h"

/* Ticked at first; unticking asks for the page with the form of another address (CO-15). */
static bool billing_is_same(struct request *r, const struct cart *k)
{
    if (r->again)
        return !str_eq(form_value(r, S("billing_same"), S("1")), S("0"));
    return query_str(r, S("billing"), 10).n ? query_str(r, S("same"), 10).n > 0 : k->billing_same;
}

/* The lines of a text into a LIST(str) of the page. */
#define FILL_LINES(r, text, list)                                                                  \
    do {                                                                                           \
        str rest_ = (text);                                                                        \
        (list)->at = NEWN((r)->c.mem, str, rest_.n + 1);                                           \
        for (str line_; str_cut(&rest_, '\n', &line_);)                                            \
            (list)->at[(list)->n++] = str_trim(line_);                                             \
    } while (0)

static void fill_payments(struct request *r, const struct checkout *k,
                          struct shop_payment_page *page)
{
    str country = k->cart.billed.country;
    if (!page->billing_same || k->cart.virtual)
        country = form_value(r, S("country"), country);
    struct payment_facts facts = checkout_payment_facts(&k->cart, country);
    struct payment_choices all = payment_choices(&r->c, &facts);
    str typed = form_value(r, S("payment_method"), S(""));
    page->payments.at = (void *)NEWN(r->c.mem, struct shop_payment, all.at.n);
    for (size_t i = 0; i < all.at.n; i++) {
        const struct payment_choice *p = &all.at.at[i];
        struct shop_payment *to = &page->payments.at[page->payments.n++];
        *to = (struct shop_payment){.key = p->key,
                                    .title = p->title,
                                    .number = p->number,
                                    .on = typed.n ? str_eq(typed, p->key) : i == 0};
        FILL_LINES(r, p->note, &to->note);
    }
}

static err fill_terms(struct request *r, struct shop_payment_page *page)
{
    terms_list all = {0};
    TRY(terms_of_checkout(&r->c, r->c.db, &all));
    page->terms.at = (void *)NEWN(r->c.mem, struct shop_terms, all.n);
    for (size_t i = 0; i < all.n; i++) {
        const struct terms *t = &all.at[i];
        struct shop_terms *to = &page->terms.at[page->terms.n++];
        *to = (struct shop_terms){
            .name = t->name,
            .checkbox = t->checkbox,
            .manual = t->manual,
            .field = str_format(r->c.mem, "terms_%lld", (long long)t->id),
        };
        FILL_LINES(r, t->content, &to->lines);
    }
    return OK;
}

static void fill_shipping(struct request *r, const struct checkout *k,
                          struct shop_payment_page *page)
{
    const struct totals *t = &k->cart.totals;
    struct customer_address a = checkout_as_address(&k->shipping);
    struct customer_address other = {.country = a.country};
    if (k->billing.cart_id)
        other = checkout_as_address(&k->billing);
    page->address = address_lines(&r->c, &a);
    page->shipping_title = shipping_title(&r->c, k->cart.shipping_method);
    page->shipping = price_shown_of((struct price_sides){t->net.shipping, t->gross.shipping},
                                    tax_shown_of(r->c.settings->tax_cart_shipping));
    page->form = address_part(r, &other, &(struct customer){0});
    page->form.in_checkout = true;
}

err checkout_payment_page(struct request *r, const struct checkout *k,
                          struct shop_payment_page *page)
{
    *page = (struct shop_payment_page){
        .summary = checkout_summary(r, &k->cart),
        .cart_id = k->cart.id,
        .total = k->cart.totals.grand_total,
        .currency = exchange_currency(&r->c),
        .billing_same = k->cart.virtual || billing_is_same(r, &k->cart),
        .billing_last = str_eq(r->c.settings->billing_shown, S("method")),
        .email = k->guest ? k->cart.email : S(""),
    };
    if (!k->cart.virtual)
        fill_shipping(r, k, page);
    fill_payments(r, k, page);
    TRY(fill_terms(r, page));
    return shop_frame(r, &page->frame);
}

err shop_checkout_payment(struct request *r)
{
    struct checkout k;
    struct shop_payment_page page;
    err e = checkout_open(r, &k);
    if (e == ERR_NOT_FOUND)
        return redirect(r, R_shop_cart);
    TRY(e);
    if (k.cart.virtual && r->again)
        return checkout_virtual(r, &k);
    if (k.cart.virtual || !k.ready)
        return redirect(r, R_shop_checkout);
    TRY(checkout_payment_page(r, &k, &page));
    return RENDER(r, shop_checkout_payment, &page);
}

struct place_form {
    i64 cart_id, total;
    str currency, payment_method, billing_same, po_number;
};
static const char *const yes_no[] = {"1", "0", NULL};
static const struct form_field place_fields[] = {
    {FORM_INPUT(struct place_form, cart_id), FORM_NUMBER, "Cart", .required = true, .least = 1,
     .most = INT64_MAX},
    {FORM_INPUT(struct place_form, total), FORM_NUMBER, "Total", .required = true,
     .most = INT64_MAX},
    {FORM_INPUT(struct place_form, currency), FORM_TEXT, "Currency", .most = 3},
    {FORM_INPUT(struct place_form, payment_method), FORM_TEXT, "Payment Method", .required = true,
     .most = 40},
    {FORM_INPUT(struct place_form, billing_same), FORM_CHOICE, "Billing Address", .required = true,
     .choices = yes_no},
    {FORM_INPUT(struct place_form, po_number), FORM_TEXT, "Purchase Order Number",
     .most = PAYMENT_NUMBER_MOST},
};
static const struct form place_form = {place_fields, COUNT(place_fields)};

/* The boxes come as terms_<id>. */
static size_t read_accepted(struct request *r, i64 *ids)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_fields && n < TERMS_MOST; i++)
        if (str_starts(r->fields[i].name, S("terms_")) &&
            str_to_i64(str_skip(r->fields[i].name, 6), 1, INT64_MAX, &ids[n]))
            n++;
    return n;
}

/* What depends on the billing address is worked out with it before the order is placed. What is not shipped has its
 * address in the same form. A cart that has become an order has nothing to keep. */
static err keep_billing(struct request *r, i64 cart_id, const struct customer_address *typed)
{
    struct checkout k;
    err e = checkout_get(&r->c, &k);
    if (e == ERR_NOT_FOUND || (e == OK && k.cart.id != cart_id))
        return OK;
    TRY(e);
    if (k.cart.virtual)
        return checkout_step_save(r);
    if (!typed && k.cart.billing_same)
        return OK;
    return checkout_save_billing(&r->c, typed);
}

err shop_checkout_place(struct request *r)
{
    struct place_form f = {0};
    struct typed_address typed = {0};
    struct order o;
    TRY(form_read(r, &place_form, &f));
    bool same = str_eq(f.billing_same, S("1"));
    if (!same)
        TRY(address_form_read(r, &typed));
    TRY(keep_billing(r, f.cart_id, same ? NULL : &typed.a));
    i64 accepted[TERMS_MOST];
    struct order_placing in = {
        .cart_id = f.cart_id,
        .has_seen = true,
        .seen = {f.total},
        .seen_currency = f.currency,
        .billing_same = same,
        .billing = typed.a,
        .payment_method = f.payment_method,
        .po_number = f.po_number,
        .accepted = accepted,
        .n_accepted = read_accepted(r, accepted),
    };
    TRY(order_place(&r->c, &in, &o));
    return redirect_with_query(r, str_join(r->c.mem, S("order="), o.number),
                               R_shop_checkout_success);
}

/* ---- thanks ---- */

err shop_checkout_success(struct request *r)
{
    struct order o;
    TRY(order_just_placed(&r->c, query_str(r, S("order"), 40), &o));
    struct shop_success_page page = {.order = &o, .customer = o.customer_id != 0};
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_checkout_success, &page);
}
