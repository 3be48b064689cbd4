/* The checkout's first step: whose order it is, where it goes and how. */
#include "shop/checkout.h"

#include "domain/remember.h"
#include "domain/settings.h"
#include "templates/templates.h"
#include "web/form.h"

struct shop_summary checkout_summary(struct request *r, const struct cart *k)
{
    struct totals_look look = cart_look(r->c.settings);
    size_t most = (size_t)r->c.settings->summary_most;
    size_t n = k->lines.n < most ? k->lines.n : most;
    return (struct shop_summary){
        .lines = {k->lines.at, n},
        .further = (i64)(k->lines.n - n),
        .totals = shop_sums_of(r->c.mem, cart_totals_rows(k, &look), S("")),
    };
}

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

/* Where it would go as the page stands: as typed, as kept, as the chosen entry says. */
static struct tax_place place_of(struct request *r, const struct checkout *k, bool typed)
{
    if (typed && r->again)
        return (struct tax_place){form_value(r, S("country"), k->cart.to.country),
                                  form_value(r, S("region"), S("")),
                                  form_value(r, S("postcode"), S(""))};
    i64 id = typed ? 0 : chosen_id(r, k);
    for (size_t i = 0; i < k->book.at.n; i++)
        if (k->book.at.at[i].id == id)
            return (struct tax_place){k->book.at.at[i].country, k->book.at.at[i].region,
                                      k->book.at.at[i].postcode};
    return k->cart.to;
}

static err fill_ways(struct request *r, const struct checkout *k, struct shop_checkout_page *page)
{
    if (k->cart.virtual)
        return OK;
    struct tax_place to = place_of(r, k, page->fresh);
    TRY(cart_offers(&r->c, r->c.db, &k->cart, &to, &page->ways));
    str chosen = form_value(r, S("shipping_method"), k->cart.shipping_method);
    for (size_t i = 0; i < page->ways.at.n; i++) {
        const struct shipping_offer *o = &page->ways.at.at[i];
        if (!o->error.n && (!page->way.n || str_eq(o->key, chosen)))
            page->way = o->key;
    }
    return OK;
}

/* What offer_sign_in said to a guest is kept in the form. */
static err find_account(struct request *r, const struct checkout *k,
                        struct shop_checkout_page *page)
{
    bool has = false;
    str typed = form_value(r, S("email"), S(""));
    if (r->again && k->guest)
        TRY(checkout_has_account(&r->c, typed, &has));
    page->has_account = has ? typed : S("");
    return OK;
}

err checkout_open(struct request *r, struct checkout *k)
{
    TRY(checkout_get(&r->c, k));
    return cart_is_too_small(&r->c, &k->cart) ? ERR_NOT_FOUND : OK;
}

err checkout_step_page(struct request *r, const struct checkout *k, struct shop_checkout_page *page)
{
    struct customer_address first;
    TRY(first_address(r, k, &first));
    *page = (struct shop_checkout_page){
        .summary = checkout_summary(r, &k->cart),
        .guest = k->guest,
        .virtual = k->cart.virtual,
        .allowed = !k->closed && (!k->guest || r->c.settings->guest_checkout),
        .known = r->c.remembered ? r->c.remembered->name : S(""),
        .next = request_next_make(r, r->path),
        .guests = k->closed && r->c.settings->guest_checkout,
        .email = k->cart.email,
        .fresh = types_address(r, k),
        .form = address_form(r, &first),
    };
    TRY(find_account(r, k, page));
    TRY(shop_frame(r, &page->frame));
    TRY(fill_ways(r, k, page));
    fill_choices(r, k, page);
    return OK;
}

err shop_checkout(struct request *r)
{
    struct checkout k;
    struct shop_checkout_page page;
    err e = checkout_open(r, &k);
    if (e == ERR_NOT_FOUND)
        return redirect(r, R_shop_cart);
    TRY(e);
    if (k.cart.virtual)
        return checkout_virtual(r, &k);
    TRY(checkout_step_page(r, &k, &page));
    return RENDER(r, shop_checkout, &page);
}

struct step_form {
    str email, has_account, shipping_method;
    i64 address_id;
    bool save_in_book;
};
static const struct form_field step_fields[] = {
    {FORM_INPUT(struct step_form, email), FORM_EMAIL, "Email", .most = CUSTOMER_EMAIL_MOST},
    {FORM_INPUT(struct step_form, has_account), FORM_EMAIL, "Email", .most = CUSTOMER_EMAIL_MOST},
    {FORM_INPUT(struct step_form, shipping_method), FORM_TEXT, "Shipping Method", .most = 40},
    {FORM_INPUT(struct step_form, address_id), FORM_NUMBER, "Address", .most = INT64_MAX},
    {FORM_INPUT(struct step_form, save_in_book), FORM_CHECK, "Save in address book"},
};
static const struct form step_form = {step_fields, COUNT(step_fields)};

/* Once an address: whoever sends the form again goes on as a guest. */
static err offer_sign_in(struct request *r, const struct step_form *f)
{
    bool has = false;
    if (!str_eq(f->email, f->has_account))
        TRY(checkout_has_account(&r->c, f->email, &has));
    if (!has)
        return OK;
    return invalid(
        &r->c, S("email"),
        _("This address has an account. Sign in, or send the form again to go on as a guest."));
}

err checkout_step_save(struct request *r)
{
    struct step_form f = {0};
    struct typed_address typed = {0};
    TRY(form_read(r, &step_form, &f));
    TRY(offer_sign_in(r, &f));
    if (f.address_id == 0)
        TRY(address_form_read(r, &typed));
    struct checkout_step step = {
        .email = f.email,
        .address_id = f.address_id,
        .address = typed.a,
        .save_in_book = f.save_in_book,
        .shipping_method = f.shipping_method,
    };
    return checkout_save(&r->c, &step);
}

err shop_checkout_post(struct request *r)
{
    err e = checkout_step_save(r);
    if (e == ERR_NOT_FOUND)
        return redirect(r, R_shop_cart);
    TRY(e);
    return redirect(r, R_shop_checkout_payment);
}
