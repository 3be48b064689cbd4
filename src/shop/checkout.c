/* The checkout: where it goes and how; then review, payment and placing; then thanks. */
#include "domain/checkout.h"

#include "domain/order_place.h"
#include "domain/settings.h"
#include "shop/checkout_pages.h"
#include "templates/templates.h"
#include "web/form.h"

static struct shop_summary summary_of(struct arena *mem, const struct cart *k)
{
    size_t n = k->lines.n < SUMMARY_MOST ? k->lines.n : SUMMARY_MOST;
    return (struct shop_summary){
        .lines = {k->lines.at, n},
        .further = (i64)(k->lines.n - n),
        .totals = shop_sums_of(mem, cart_totals_rows(k), S("")),
    };
}

/* ---- step 1 ---- */

/* Whether the form of a new address is shown: when there is none to choose, when it is asked for, when it was typed. */
static bool types_address(struct request *r, const struct checkout *k)
{
    if (k->guest || k->book.at.n == 0)
        return true;
    if (r->again)
        return str_eq(form_value(r, S("address_id"), S("")), S("0"));
    return str_eq(query_str(r, S("address"), 10), S("new"));
}

static i64 chosen_id(struct request *r, const struct checkout *k)
{
    i64 id = k->shipping.cart_id && k->shipping.address_id ? k->shipping.address_id : k->default_id;
    i64 typed = 0;
    if (r->again && str_to_i64(form_value(r, S("address_id"), S("")), 1, INT64_MAX, &typed))
        return typed;
    return id;
}

static void fill_choices(struct request *r, const struct checkout *k,
                         struct shop_checkout_page *page)
{
    i64 on = chosen_id(r, k);
    page->choices.at = NEWN(r->c.mem, struct shop_choice, k->book.at.n);
    for (size_t i = 0; i < k->book.at.n; i++) {
        const struct customer_address *a = &k->book.at.at[i];
        page->choices.at[page->choices.n++] =
            (struct shop_choice){a->id, address_lines(&r->c, a), a->id == on};
    }
}

/* What a new address begins with: what was typed before, or the customer's name. */
static err first_address(struct request *r, const struct checkout *k, struct customer_address *out)
{
    const struct checkout_address *kept = k->cart.virtual ? &k->billing : &k->shipping;
    *out = (struct customer_address){0};
    if (kept->cart_id && !kept->address_id) {
        *out = checkout_as_address(kept);
    } else if (!k->guest) {
        struct customer self;
        TRY(customer_self(&r->c, &self));
        out->first_name = self.first_name;
        out->last_name = self.last_name;
    }
    return OK;
}

static struct part_address address_form(struct request *r, const struct customer_address *a)
{
    struct part_address form = address_part(r, a, &(struct customer){0});
    form.in_checkout = true;
    return form;
}

err shop_checkout(struct request *r)
{
    struct checkout k;
    struct customer_address first;
    err e = checkout_get(&r->c, &k);
    if (e == ERR_NOT_FOUND)
        return redirect(r, R_shop_cart);
    TRY(e);
    TRY(first_address(r, &k, &first));
    struct shop_checkout_page page = {
        .summary = summary_of(r->c.mem, &k.cart),
        .guest = k.guest,
        .virtual = k.cart.virtual,
        .allowed = !k.guest || r->c.settings->guest_checkout,
        .email = k.cart.email,
        .fresh = types_address(r, &k),
        .form = address_form(r, &first),
        .flat_title = checkout_shipping_title(&r->c, SHIP_FLAT),
        .flat_price = {r->c.settings->flat_price},
    };
    TRY(shop_frame(r, &page.frame));
    fill_choices(r, &k, &page);
    return RENDER(r, shop_checkout, &page);
}

struct step_form {
    str email, shipping_method;
    i64 address_id;
    bool save_in_book;
};
static const struct form_field step_fields[] = {
    {FORM_INPUT(struct step_form, email), FORM_EMAIL, "Email", .most = CUSTOMER_EMAIL_MOST},
    {FORM_INPUT(struct step_form, shipping_method), FORM_TEXT, "Shipping Method", .most = 40},
    {FORM_INPUT(struct step_form, address_id), FORM_NUMBER, "Address", .most = INT64_MAX},
    {FORM_INPUT(struct step_form, save_in_book), FORM_CHECK, "Save in address book"},
};
static const struct form step_form = {step_fields, COUNT(step_fields)};

err shop_checkout_post(struct request *r)
{
    struct step_form f = {0};
    struct typed_address typed = {0};
    TRY(form_read(r, &step_form, &f));
    if (f.address_id == 0)
        TRY(address_form_read(r, &typed));
    struct checkout_step step = {
        .email = f.email,
        .address_id = f.address_id,
        .address = typed.a,
        .save_in_book = f.save_in_book,
        .shipping_method = f.shipping_method,
    };
    err e = checkout_save(&r->c, &step);
    if (e == ERR_NOT_FOUND)
        return redirect(r, R_shop_cart);
    TRY(e);
    return redirect(r, R_shop_checkout_payment);
}

/* ---- step 2 ---- */

/* Ticked at first; unticking asks for the page with the form of another address (CO-15). */
static bool billing_is_same(struct request *r)
{
    if (r->again)
        return !str_eq(form_value(r, S("billing_same"), S("1")), S("0"));
    return query_str(r, S("billing"), 10).n == 0 || query_str(r, S("same"), 10).n > 0;
}

static void fill_lines(struct request *r, str text, struct shop_payment_page *page)
{
    page->send_to.at = NEWN(r->c.mem, str, text.n + 1);
    for (str line; str_cut(&text, '\n', &line);)
        page->send_to.at[page->send_to.n++] = str_trim(line);
}

err shop_checkout_payment(struct request *r)
{
    struct checkout k;
    err e = checkout_get(&r->c, &k);
    if (e == ERR_NOT_FOUND)
        return redirect(r, R_shop_cart);
    TRY(e);
    if (!k.ready)
        return redirect(r, R_shop_checkout);
    struct customer_address a = checkout_as_address(k.cart.virtual ? &k.billing : &k.shipping);
    struct customer_address other = {.country = a.country};
    struct shop_payment_page page = {
        .summary = summary_of(r->c.mem, &k.cart),
        .cart_id = k.cart.id,
        .total = k.cart.totals.grand_total,
        .virtual = k.cart.virtual,
        .billing_same = k.cart.virtual || billing_is_same(r),
        .email = k.guest ? k.cart.email : S(""),
        .address = address_lines(&r->c, &a),
        .shipping_title = checkout_shipping_title(&r->c, k.cart.shipping_method),
        .shipping = k.cart.totals.shipping,
        .payment_title = checkout_payment_title(&r->c, PAY_CHECKMO),
        .payable_to = r->c.settings->checkmo_payable,
        .form = address_form(r, &other),
    };
    fill_lines(r, r->c.settings->checkmo_address, &page);
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_checkout_payment, &page);
}

struct place_form {
    i64 cart_id, total;
    str payment_method, billing_same;
};
static const char *const yes_no[] = {"1", "0", NULL};
static const struct form_field place_fields[] = {
    {FORM_INPUT(struct place_form, cart_id), FORM_NUMBER, "Cart", .required = true, .least = 1,
     .most = INT64_MAX},
    {FORM_INPUT(struct place_form, total), FORM_NUMBER, "Total", .required = true,
     .most = INT64_MAX},
    {FORM_INPUT(struct place_form, payment_method), FORM_TEXT, "Payment Method", .required = true,
     .most = 40},
    {FORM_INPUT(struct place_form, billing_same), FORM_CHOICE, "Billing Address", .required = true,
     .choices = yes_no},
};
static const struct form place_form = {place_fields, COUNT(place_fields)};

err shop_checkout_place(struct request *r)
{
    struct place_form f = {0};
    struct typed_address typed = {0};
    struct order o;
    TRY(form_read(r, &place_form, &f));
    bool same = str_eq(f.billing_same, S("1"));
    if (!same)
        TRY(address_form_read(r, &typed));
    struct order_placing in = {
        .cart_id = f.cart_id,
        .has_seen = true,
        .seen = {f.total},
        .billing_same = same,
        .billing = typed.a,
        .payment_method = f.payment_method,
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
