#include "domain/checkout.h"

#include "base/i18n.h"
#include "domain/checkout.sql.h"
#include "domain/customer.h"
#include "domain/remember.h"
#include "domain/settings.h"

static const struct field address_fields[] = {
    FIELD(struct checkout_address, cart_id, F_PLAIN),
    FIELD(struct checkout_address, kind, F_PLAIN),
    FIELD(struct checkout_address, address_id, F_NULL0),
    FIELD(struct checkout_address, first_name, F_PLAIN),
    FIELD(struct checkout_address, last_name, F_PLAIN),
    FIELD(struct checkout_address, company, F_NULL0),
    FIELD(struct checkout_address, street1, F_PLAIN),
    FIELD(struct checkout_address, street2, F_NULL0),
    FIELD(struct checkout_address, city, F_PLAIN),
    FIELD(struct checkout_address, region, F_NULL0),
    FIELD(struct checkout_address, postcode, F_PLAIN),
    FIELD(struct checkout_address, country, F_PLAIN),
    FIELD(struct checkout_address, phone, F_PLAIN),
    FIELD(struct checkout_address, vat_id, F_NULL0),
    FIELD(struct checkout_address, save_in_book, F_PLAIN),
};
static const struct record checkout_address_record =
    RECORD(struct checkout_address, address_fields);

struct customer_address checkout_as_address(const struct checkout_address *a)
{
    return (struct customer_address){
        .first_name = a->first_name,
        .last_name = a->last_name,
        .company = a->company,
        .street1 = a->street1,
        .street2 = a->street2,
        .city = a->city,
        .region = a->region,
        .postcode = a->postcode,
        .country = a->country,
        .phone = a->phone,
        .vat_id = a->vat_id,
    };
}

struct checkout_address checkout_address_of(i64 cart_id, str kind, const struct customer_address *a)
{
    return (struct checkout_address){
        .cart_id = cart_id,
        .kind = kind,
        .address_id = a->id,
        .first_name = a->first_name,
        .last_name = a->last_name,
        .company = a->company,
        .street1 = a->street1,
        .street2 = a->street2,
        .city = a->city,
        .region = a->region,
        .postcode = a->postcode,
        .country = a->country,
        .phone = a->phone,
        .vat_id = a->vat_id,
    };
}

err checkout_addresses(struct ctx *c, struct db *db, i64 cart_id, struct checkout_address *shipping,
                       struct checkout_address *billing)
{
    LIST(struct checkout_address) found = {0};
    TRY(db_all(db, c->mem, &sql_checkout_addresses, ARGS(cart_id), &checkout_address_record,
               &found));
    *shipping = *billing = (struct checkout_address){0};
    for (size_t i = 0; i < found.n; i++)
        *(str_eq(found.at[i].kind, S("shipping")) ? shipping : billing) = found.at[i];
    return OK;
}

void checkout_addresses_ahead(struct db *db, i64 cart_id)
{
    db_ahead(db, &sql_checkout_addresses, ARGS(cart_id));
}

/* A customer's entries, and which of them is offered first. */
static err fill_book(struct ctx *c, struct checkout *k)
{
    struct customer self;
    TRY(customer_get(c, cart_buyer(c), &self));
    TRY(address_choices(c, self.id, CHECKOUT_BOOK_MOST, &k->book));
    k->default_id = self.default_shipping_id;
    if (!k->default_id && k->book.at.n)
        k->default_id = k->book.at.at[0].id;
    return OK;
}

err checkout_get(struct ctx *c, struct checkout *out)
{
    struct checkout k = {.guest = cart_buyer(c) == 0, .closed = remember_has_cart(c)};
    TRY(cart_get(c, &k.cart));
    if (k.cart.id == 0 || (k.cart.lines.n == 0 && !c->draft))
        return ERR_NOT_FOUND;
    if (k.closed) {
        *out = k;
        return OK;
    }
    if (!k.guest)
        TRY(fill_book(c, &k));
    TRY(checkout_addresses(c, c->db, k.cart.id, &k.shipping, &k.billing));
    bool has_address = k.shipping.cart_id || (k.cart.virtual && k.billing.cart_id);
    k.ready =
        has_address && (k.cart.virtual || k.cart.shipping_method.n) && (!k.guest || k.cart.email.n);
    *out = k;
    return OK;
}

bool checkout_email_ok(str email)
{
    str domain = email, local;
    if (email.n > CUSTOMER_EMAIL_MOST || !str_cut(&domain, '@', &local) || local.n == 0)
        return false;
    for (size_t i = 0; i < email.n; i++)
        if ((byte)email.at[i] <= ' ' ||
            str_has(S("\"(),:;<>[\\]\x7F"), str_head(str_skip(email, i), 1)))
            return false;
    return str_has(domain, S(".")) && !str_has(domain, S("@")) && !str_has(domain, S("..")) &&
           !str_starts(domain, S(".")) && !str_ends(domain, S("."));
}

/* The chosen entry as it stands in the book, or the typed address, checked. */
static err pick_address(struct ctx *c, const struct checkout_step *in, struct customer_address *out)
{
    if (in->address_id == 0) {
        TRY(address_check(c, &in->address));
        *out = in->address;
        out->id = 0;
        return OK;
    }
    err e = ERR_NOT_FOUND;
    if (cart_buyer(c))
        e = address_get(c, cart_buyer(c), in->address_id, out);
    if (e == ERR_NOT_FOUND)
        return invalid(c, S("address_id"), _("Choose one of the addresses."));
    return e ? e : address_check(c, out);
}

static err check_step(struct ctx *c, const struct checkout_step *in)
{
    err e = OK;
    if (remember_has_cart(c) || (c->actor.who == WHO_VISITOR && !c->settings->guest_checkout))
        e = invalid(c, S(""), _("Please sign in or create an account to check out."));
    if (c->actor.who == WHO_VISITOR && !checkout_email_ok(in->email))
        e = invalid(c, S("email"), _("Please enter a valid email address."));
    return e;
}

/* Where it shall go decides which ways there are. */
static err check_shipping(struct work *w, const struct checkout_step *in, const struct cart *k,
                          const struct customer_address *a)
{
    struct ctx *c = w->c;
    struct shipping_offers offers;
    struct tax_place to = {a->country, a->region, a->postcode};
    TRY(cart_offers(c, w->db, k, &to, &offers));
    for (size_t i = 0; i < offers.at.n; i++)
        if (str_eq(offers.at.at[i].key, in->shipping_method) && !offers.at.at[i].error.n)
            return OK;
    return invalid(c, S("shipping_method"), _("Please choose a shipping method."));
}

static err put_choice(struct work *w, const struct cart *k, const struct checkout_step *in)
{
    struct ctx *c = w->c;
    bool guest = c->actor.who == WHO_VISITOR;
    i64 rows = 0;
    TRY(db_run(w->db, &sql_checkout_choose,
               ARGS(k->id, guest ? val_str(in->email) : VAL_NULL,
                    k->virtual ? VAL_NULL : val_str(in->shipping_method), c->now, c->view->id),
               &rows));
    if (rows == 0)
        return ERR_CONFLICT;
    work_touch(w, ENTITY_CART, k->id, (str){0});
    return OK;
}

/* A billing address of its own belongs to an earlier attempt: it is asked for again. */
static err put_address(struct work *w, const struct cart *k, const struct checkout_address *row)
{
    struct checkout_address shipping = {0}, billing = {0};
    if (work_may_be_logged(w))
        TRY(checkout_addresses(w->c, w->db, k->id, &shipping, &billing));
    const struct checkout_address *before = k->virtual ? &billing : &shipping;
    TRY(db_send(w->db, &sql_checkout_forget_billing, ARGS(k->id)));
    TRY(db_send_row(w->db, &sql_checkout_put, &checkout_address_record, row));
    work_touch_row(w, ENTITY_CART, k->id, &checkout_address_record, before->cart_id ? before : NULL,
                   row);
    return OK;
}

err checkout_has_account(struct ctx *c, str email, bool *has)
{
    struct customer k;
    *has = false;
    if (!c->settings->guest_sign_in || cart_buyer(c) || !checkout_email_ok(email))
        return OK;
    err e = customer_by_email(c, c->view->website_id, email, &k);
    *has = e == OK;
    return e == ERR_NOT_FOUND ? OK : e;
}

err checkout_save(struct ctx *c, const struct checkout_step *in)
{
    SCOPED(work_end) struct work w = {0};
    TRY(cart_work(c, ACT_CHECKOUT_CHANGE, &w));
    struct cart k;
    TRY(cart_read(&w, &k));
    if (k.lines.n == 0)
        return ERR_NOT_FOUND;
    TRY(cart_check_least(c, &k));
    struct customer_address a = {0};
    err picked = pick_address(c, in, &a);
    err checked = check_step(c, in), shipped = OK;
    if (!k.virtual)
        shipped = check_shipping(&w, in, &k, picked ? &in->address : &a);
    if (picked || checked || shipped)
        return picked && picked != ERR_INVALID ? picked : shipped ? shipped : ERR_INVALID;
    TRY(put_choice(&w, &k, in));
    struct checkout_address row =
        checkout_address_of(k.id, k.virtual ? S("billing") : S("shipping"), &a);
    row.save_in_book = in->save_in_book && !a.id && c->actor.who != WHO_VISITOR;
    TRY(put_address(&w, &k, &row));
    return work_commit(&w);
}

err checkout_put_billing(struct work *w, i64 cart_id, const struct customer_address *a)
{
    struct checkout_address row = checkout_address_of(cart_id, S("billing"), a);
    row.address_id = 0;
    return db_send_row(w->db, &sql_checkout_put, &checkout_address_record, &row);
}

err checkout_save_billing(struct ctx *c, const struct customer_address *a)
{
    if (remember_has_cart(c))
        return ERR_NOT_FOUND;
    if (a)
        TRY(address_check(c, a));
    SCOPED(work_end) struct work w = {0};
    TRY(cart_work(c, ACT_CHECKOUT_CHANGE, &w));
    struct cart k;
    TRY(cart_read(&w, &k));
    if (k.id == 0 || k.virtual)
        return ERR_NOT_FOUND;
    i64 rows = 0;
    TRY(db_run(w.db, &sql_checkout_billing_same, ARGS(k.id, a == NULL, c->now), &rows));
    if (rows == 0)
        return ERR_CONFLICT;
    if (a)
        TRY(checkout_put_billing(&w, k.id, a));
    else
        TRY(db_run(w.db, &sql_checkout_forget_billing, ARGS(k.id), NULL));
    work_touch(&w, ENTITY_CART, k.id, (str){0});
    return work_commit(&w);
}

/* ---- part by part ---- */

static err draft_cart(struct work *w, struct cart *k)
{
    TRY(cart_work(w->c, ACT_CHECKOUT_CHANGE, w));
    TRY(cart_read(w, k));
    return k->id && w->c->draft ? OK : ERR_NOT_FOUND;
}

err checkout_put_address(struct ctx *c, str kind, const struct checkout_step *in)
{
    struct customer_address a = {0};
    TRY(pick_address(c, in, &a));
    SCOPED(work_end) struct work w = {.c = c};
    struct cart k;
    TRY(draft_cart(&w, &k));
    struct checkout_address row = checkout_address_of(k.id, kind, &a);
    row.save_in_book = in->save_in_book && !a.id && cart_buyer(c);
    TRY(db_put(w.db, &sql_checkout_put, &checkout_address_record, &row, NULL));
    if (str_eq(kind, S("billing")))
        TRY(db_run(w.db, &sql_checkout_billing_same, ARGS(k.id, k.virtual, c->now), NULL));
    work_touch(&w, ENTITY_CART, k.id, (str){0});
    return work_commit(&w);
}

err checkout_address_put(struct work *w, const struct checkout_address *row)
{
    return db_put(w->db, &sql_checkout_put, &checkout_address_record, row, NULL);
}

err checkout_put_method(struct ctx *c, str shipping_method)
{
    SCOPED(work_end) struct work w = {.c = c};
    struct cart k;
    TRY(draft_cart(&w, &k));
    struct customer_address to = {
        .country = k.to.country, .region = k.to.region, .postcode = k.to.postcode};
    struct checkout_step in = {.shipping_method = shipping_method};
    TRY(check_shipping(&w, &in, &k, &to));
    TRY(db_run(w.db, &sql_checkout_shipping_method, ARGS(k.id, shipping_method, c->now), NULL));
    work_touch(&w, ENTITY_CART, k.id, (str){0});
    return work_commit(&w);
}

err checkout_put_email(struct ctx *c, str email)
{
    if (!checkout_email_ok(email))
        return invalid(c, S("email"), _("Please enter a valid email address."));
    SCOPED(work_end) struct work w = {.c = c};
    struct cart k;
    TRY(draft_cart(&w, &k));
    TRY(db_run(w.db, &sql_checkout_email, ARGS(k.id, email, c->now), NULL));
    work_touch(&w, ENTITY_CART, k.id, (str){0});
    return work_commit(&w);
}

struct payment_facts checkout_payment_facts(const struct cart *k, str country)
{
    return (struct payment_facts){country, k->base.grand_total};
}
