#include "domain/cart_price.h"

#include "domain/cart.sql.h"
#include "domain/exchange.h"
#include "domain/price.h"
#include "domain/remember.h"
#include "domain/settings.h"

struct place_row {
    str kind, country, region, postcode;
};
static const struct field place_fields[] = {
    FIELD(struct place_row, kind, F_PLAIN),
    FIELD(struct place_row, country, F_PLAIN),
    FIELD(struct place_row, region, F_NULL0),
    FIELD(struct place_row, postcode, F_PLAIN),
};
static const struct record place_record = RECORD(struct place_row, place_fields);

/* Where the cart knows a place of its own; else the kept address is the account's, and not for everybody's eyes. */
static bool has_places(const struct ctx *c, const struct cart *k)
{
    return !k->asked && !remember_has_cart(c);
}

/* Where nothing is known yet, the shop's default place stands in. */
static err find_places(struct ctx *c, struct db *db, struct cart *k)
{
    LIST(struct place_row) rows = {0};
    k->to = k->billed = tax_home(c->settings);
    if (k->asked)
        k->to = k->billed = *k->asked;
    if (!has_places(c, k))
        return OK;
    TRY(db_all(db, c->mem, &sql_cart_places, ARGS(k->id), &place_record, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        const struct place_row *row = &rows.at[i];
        struct tax_place place = {row->country, row->region, row->postcode};
        if (str_eq(row->kind, S("billing")))
            k->billed = place;
        if (str_eq(row->kind, S("shipping")) || rows.n == 1)
            k->to = place;
    }
    if (rows.n == 1)
        k->billed = k->to;
    return OK;
}

/* TX-02. */
static struct tax_place tax_place(const struct ctx *c, const struct cart *k)
{
    const struct settings *s = c->settings;
    if (str_eq(s->tax_based_on, S("origin")))
        return (struct tax_place){s->origin_country, s->origin_region, s->origin_postcode};
    return str_eq(s->tax_based_on, S("billing")) ? k->billed : k->to;
}

static struct totals_line *make_lines(struct ctx *c, const struct cart *k,
                                      const struct tax_rates *rates)
{
    struct totals_line *sums = NEWN(c->mem, struct totals_line, k->lines.n);
    for (size_t i = 0; i < k->lines.n; i++) {
        struct cart_line *l = &k->lines.at[i];
        l->tax_ppm = tax_of_class(rates, l->tax_class);
        sums[i].price =
            l->custom_price.minor >= 0 ? l->custom_price : price_final(l->price, l->special_price);
        sums[i].qty = l->qty;
        sums[i].tax_ppm = l->tax_ppm;
        sums[i].tax_name = tax_name_of_class(c->mem, rates, l->tax_class);
    }
    totals_lines(sums, k->lines.n);
    return sums;
}

static struct shipping_facts facts_of(const struct cart *k, const struct totals_line *sums)
{
    struct shipping_facts f = {.country = k->to.country,
                               .region = k->to.region,
                               .postcode = k->to.postcode,
                               .free = k->rules.free_shipping};
    money all = {k->base.subtotal.minor - k->base.discount.minor}, tax = k->base.tax;
    bool with = k->base.tax_included;
    f.value_gross = with ? all : (money){all.minor + tax.minor};
    f.value_net = with ? (money){all.minor - tax.minor} : all;
    for (size_t i = 0; i < k->lines.n; i++) {
        const struct cart_line *l = &k->lines.at[i];
        i64 value = sums[i].subtotal.minor - sums[i].discount.minor;
        if (l->virtual) {
            f.value_virtual.minor += value;
            continue;
        }
        f.value.minor += value;
        f.pieces += l->qty;
        f.weight_g += l->qty * l->weight_g;
    }
    return f;
}

/* Shipping prices of the settings may have their tax where the cart's prices have none, and the other way. */
static money as_cart(const struct ctx *c, const struct cart *k, money price)
{
    bool with = c->settings->shipping_with_tax;
    if (with == k->base.tax_included)
        return price;
    i64 tax = with ? -price_tax_within(price, k->shipping_ppm).minor
                   : price_tax_above(price, k->shipping_ppm).minor;
    return (money){price.minor + tax};
}

static err find_shipping(struct ctx *c, struct db *db, struct cart *k)
{
    if (k->virtual || !k->shipping_method.n)
        return OK;
    struct shipping_offer offer;
    err e = shipping_offer(c, db, k->shipping_method, &k->shipping, &offer);
    if (e == ERR_NOT_FOUND) {
        k->shipping_method = (str){0};
        return OK;
    }
    TRY(e);
    k->base.shipping = as_cart(c, k, offer.price);
    k->base.shipping_ppm = k->shipping_ppm;
    k->base.shipping_tax_name = k->shipping_tax_name;
    return OK;
}

/* The same once more at the prices that are shown. */
static struct totals_line *convert(struct ctx *c, struct cart *k, const struct totals_line *base)
{
    struct totals_line *sums = NEWN(c->mem, struct totals_line, k->lines.n);
    exchange_lines(c->exchange, base, k->lines.n, sums);
    k->totals = (struct totals){.tax_included = k->base.tax_included,
                                .shipping = exchange_shown(c, k->base.shipping),
                                .shipping_ppm = k->base.shipping_ppm,
                                .shipping_tax_name = k->base.shipping_tax_name};
    totals_work_out(&k->totals, sums, k->lines.n);
    return sums;
}

static void show_line(const struct ctx *c, const struct cart *k, struct cart_line *l,
                      const struct totals_line *sums)
{
    bool with = k->totals.tax_included;
    l->sums = *sums;
    l->price_shown = price_shown_of(price_sides_of(sums->price, with, sums->tax_ppm),
                                    tax_shown_of(c->settings->tax_cart_price));
    l->subtotal_shown = price_shown_of(price_sides_of(sums->subtotal, with, sums->tax_ppm),
                                       tax_shown_of(c->settings->tax_cart_subtotal));
}

err cart_price(struct ctx *c, struct db *db, struct cart *k)
{
    struct tax_rates rates;
    cart_rule_list rules = {0};
    TRY(find_places(c, db, k));
    struct tax_place place = tax_place(c, k);
    struct cart_rule_buyer who = {k->customer_id, str_fold(c->mem, k->email), k->coupon};
    tax_rates_ahead(c, db, k->customer_id, &place);
    cart_rules_ahead(c, db, &who);
    TRY(tax_rates_at(c, db, k->customer_id, &place, &rates));
    TRY(cart_rules_for(c, db, &who, &rules));
    struct totals_line *base = make_lines(c, k, &rates);
    cart_rules_apply(c->mem, &rules, base, k->lines.n, &k->rules);
    k->base.tax_included = c->settings->prices_with_tax;
    totals_work_out(&k->base, base, k->lines.n);
    k->shipping = facts_of(k, base);
    k->shipping_ppm = tax_of_class(&rates, c->settings->shipping_tax_class);
    k->shipping_tax_name = tax_name_of_class(c->mem, &rates, c->settings->shipping_tax_class);
    TRY(find_shipping(c, db, k));
    totals_work_out(&k->base, base, k->lines.n);
    const struct totals_line *sums = convert(c, k, base);
    for (size_t i = 0; i < k->lines.n; i++) {
        k->lines.at[i].base = base[i];
        show_line(c, k, &k->lines.at[i], &sums[i]);
    }
    return OK;
}

void cart_price_ahead(struct ctx *c, struct db *db, const struct cart *k)
{
    if (has_places(c, k))
        db_ahead(db, &sql_cart_places, ARGS(k->id));
}

err cart_offers(struct ctx *c, struct db *db, const struct cart *k, const struct tax_place *to,
                struct shipping_offers *out)
{
    struct shipping_facts f = k->shipping;
    f.country = to->country;
    f.region = to->region;
    f.postcode = to->postcode;
    TRY(shipping_offers(c, db, &f, out));
    for (size_t i = 0; i < out->at.n; i++) {
        struct shipping_offer *o = &out->at.at[i];
        o->price = exchange_shown(c, as_cart(c, k, o->price));
        o->shown = price_shown_of(price_sides_of(o->price, k->totals.tax_included, k->shipping_ppm),
                                  tax_shown_of(c->settings->tax_shipping_shows));
    }
    return OK;
}

struct totals_rows cart_totals_rows(const struct cart *k, const struct totals_look *look)
{
    return totals_rows(&k->totals, k->shipping_method.n && !k->virtual, look);
}

struct totals_look cart_look(const struct settings *s)
{
    return (struct totals_look){
        .subtotal = tax_shown_of(s->tax_cart_subtotal),
        .shipping = tax_shown_of(s->tax_cart_shipping),
        .by_rate = s->tax_cart_by_rate,
        .zero_tax = s->tax_cart_zero,
        .net_total = s->tax_cart_net_total,
    };
}
