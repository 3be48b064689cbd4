/* The checkout: where it goes and how; then review, payment and placing; then thanks. */
#include "domain/checkout.h"

#include "domain/order_place.h"
#include "domain/remember.h"
#include "domain/settings.h"
#include "shop/checkout_pages.h"
#include "templates/templates.h"
#include "web/form.h"

static struct shop_summary summary_of(struct request *r, const struct cart *k)
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

/* ERR_NOT_FOUND: there is nothing to check out yet; the cart says why. */
static err get_checkout(struct request *r, struct checkout *k)
{
    TRY(checkout_get(&r->c, k));
    return cart_is_too_small(&r->c, &k->cart) ? ERR_NOT_FOUND : OK;
}

err shop_checkout(struct request *r)
{
    struct checkout k;
    struct customer_address first;
    err e = get_checkout(r, &k);
    if (e == ERR_NOT_FOUND)
        return redirect(r, R_shop_cart);
    TRY(e);
    TRY(first_address(r, &k, &first));
    struct shop_checkout_page page = {
        .summary = summary_of(r, &k.cart),
        .guest = k.guest,
        .virtual = k.cart.virtual,
        .allowed = !k.closed && (!k.guest || r->c.settings->guest_checkout),
        .known = r->c.remembered ? r->c.remembered->name : S(""),
        .next = request_next_make(r, r->path),
        .guests = k.closed && r->c.settings->guest_checkout,
        .email = k.cart.email,
        .fresh = types_address(r, &k),
        .form = address_form(r, &first),
    };
    TRY(find_account(r, &k, &page));
    TRY(shop_frame(r, &page.frame));
    TRY(fill_ways(r, &k, &page));
    fill_choices(r, &k, &page);
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

err shop_checkout_post(struct request *r)
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
    err e = checkout_save(&r->c, &step);
    if (e == ERR_NOT_FOUND)
        return redirect(r, R_shop_cart);
    TRY(e);
    return redirect(r, R_shop_checkout_payment);
}

/* ---- step 2 ---- */

/* Ticked at first; unticking asks for the page with the form of another address (CO-15). */
static bool billing_is_same(struct request *r, const struct cart *k)
{
    if (k->virtual)
        return true;
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
    if (!page->billing_same)
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

err shop_checkout_payment(struct request *r)
{
    struct checkout k;
    err e = get_checkout(r, &k);
    if (e == ERR_NOT_FOUND)
        return redirect(r, R_shop_cart);
    TRY(e);
    if (!k.ready)
        return redirect(r, R_shop_checkout);
    struct customer_address a = checkout_as_address(k.cart.virtual ? &k.billing : &k.shipping);
    struct customer_address other = {.country = a.country};
    if (k.billing.cart_id)
        other = checkout_as_address(&k.billing);
    struct shop_payment_page page = {
        .summary = summary_of(r, &k.cart),
        .cart_id = k.cart.id,
        .total = k.cart.totals.grand_total,
        .virtual = k.cart.virtual,
        .billing_same = billing_is_same(r, &k.cart),
        .email = k.guest ? k.cart.email : S(""),
        .address = address_lines(&r->c, &a),
        .shipping_title = shipping_title(&r->c, k.cart.shipping_method),
        .shipping = price_shown_of(
            (struct price_sides){k.cart.totals.net.shipping, k.cart.totals.gross.shipping},
            tax_shown_of(r->c.settings->tax_cart_shipping)),
        .form = address_form(r, &other),
    };
    fill_payments(r, &k, &page);
    TRY(fill_terms(r, &page));
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_checkout_payment, &page);
}

struct place_form {
    i64 cart_id, total;
    str payment_method, billing_same, po_number;
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

/* What depends on the billing address is worked out with it before the order is placed. A cart that has become an order
 * has nothing to keep. */
static err keep_billing(struct request *r, const struct customer_address *typed)
{
    struct checkout k;
    err e = checkout_get(&r->c, &k);
    if (e == ERR_NOT_FOUND || (e == OK && k.cart.virtual))
        return OK;
    TRY(e);
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
    TRY(keep_billing(r, same ? NULL : &typed.a));
    i64 accepted[TERMS_MOST];
    struct order_placing in = {
        .cart_id = f.cart_id,
        .has_seen = true,
        .seen = {f.total},
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
