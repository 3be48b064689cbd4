#include "domain/demo_websites.h"

#include "domain/address.h"
#include "domain/consent.h"
#include "domain/currency_rate.h"
#include "domain/customer.h"
#include "domain/product_edit.h"
#include "domain/scope.h"
#include "domain/settings.h"

struct demo_setting {
    const char *path, *value;
};

static err set_all(struct ctx *c, struct scope scope, const struct demo_setting *values, size_t n)
{
    struct setting_change *changes = NEWN(c->mem, struct setting_change, n);
    for (size_t i = 0; i < n; i++)
        changes[i] = (struct setting_change){.row = setting_find(str_from(values[i].path)),
                                             .value = str_from(values[i].value)};
    return settings_save_at(c, scope, changes, n);
}

static err make_hierarchy(struct ctx *c, i64 *site, i64 *view)
{
    static const struct demo_setting of_site[] = {
        {"general/locale/timezone", "America/New_York"},
        {"general/country/allow", "US"},
        {"carriers/flatrate/price", "6.00"},
        {"tax/calculation/price_includes_tax", "0"},
        {"tax/calculation/shipping_includes_tax", "0"},
    };
    static const struct demo_setting of_view[] = {
        {"general/locale/code", "en-US"},
        {"general/country/default", "US"},
        {"general/store_information/name", "harzwerk US"},
    };
    i64 store;
    struct website_edit w = {
        .name = S("US Website"), .code = S("us"), .currency = S("USD"), .sort_order = 10};
    TRY(website_save(c, &w, site));
    struct store_edit s = {.website_id = *site, .name = S("US Store"), .code = S("us_store")};
    TRY(store_save(c, &s, &store));
    struct view_edit v = {
        .store_id = store, .name = S("English (US)"), .code = DEMO_US_VIEW, .enabled = true};
    TRY(store_view_save(c, &v, view));
    TRY(set_all(c, (struct scope){SCOPE_WEBSITE, *site}, of_site, COUNT(of_site)));
    return set_all(c, (struct scope){SCOPE_VIEW, *view}, of_view, COUNT(of_view));
}

static err make_carol(struct ctx *c, i64 site, i64 view, str hash)
{
    struct customer_new in = {
        .website_id = site,
        .store_view_id = view,
        .first_name = S("Carol"),
        .last_name = S("Miller"),
        .email = S("carol@example.com"),
        .password_hash = hash,
        .created_at = {c->now.us - 90 * DAY},
    };
    i64 id, address;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_REGISTER, &w));
    TRY(customer_add(&w, &in, &id));
    struct customer_address a = {
        .customer_id = id,
        .first_name = in.first_name,
        .last_name = in.last_name,
        .street1 = S("12 Maple Street"),
        .city = S("Springfield"),
        .region = S("Illinois"),
        .postcode = S("62701"),
        .country = S("US"),
        .phone = S("+1 217 555 0142"),
    };
    TRY(address_add(&w, &a, true, true, &address));
    TRY(consent_first(&w, id));
    work_touch(&w, ENTITY_CUSTOMER, id, S(""));
    return work_commit(&w);
}

/* Prices that people there are used to, and what is sold in one of the websites only. */
#define DEMO_PRICED 20

static err price_one(struct ctx *c, const struct store_view *us, i64 id)
{
    struct product_edit e = {0};
    TRY(product_edit_get(c, id, us, &e));
    e.product.price.minor = (e.product.price.minor * 115 / 10000 + 1) * 100 - 5;
    e.own.price = true;
    return product_edit_save_in(c, us, &e);
}

static err only_in(struct ctx *c, i64 id, i64 website)
{
    struct product_edit e = {0};
    TRY(product_edit_get(c, id, NULL, &e));
    e.websites = (struct product_ids){.at = {website}, .n = 1};
    return product_edit_save(c, &e, &id);
}

static err make_prices(struct ctx *c, i64 site, i64 view, const i64 *products, size_t n)
{
    const struct snapshot *s = snapshot_take();
    const struct settings *before = c->settings;
    c->settings = &s->global;
    err e = OK;
    for (size_t i = 0; e == OK && i < n && i < DEMO_PRICED; i++)
        e = price_one(c, snapshot_view(s, view), products[i]);
    if (e == OK && n > DEMO_PRICED + 1) {
        e = only_in(c, products[DEMO_PRICED], 1);
        e = e ? e : only_in(c, products[DEMO_PRICED + 1], site);
    }
    c->settings = before;
    snapshot_drop(s);
    return e;
}

err demo_us_website(struct ctx *c, struct demo_us *out)
{
    struct setting_change own_prices = {.row = setting_find(S("catalog/price/scope")),
                                        .value = S("website")};
    TRY(make_hierarchy(c, &out->website_id, &out->view_id));
    TRY(settings_save(c, &own_prices, 1));
    for (bool more = true; more;)
        TRY(store_view_fill(c, &more));
    return OK;
}

err demo_us_goods(struct ctx *c, const struct demo_us *us, const i64 *products, size_t n)
{
    return make_prices(c, us->website_id, us->view_id, products, n);
}

err demo_us_people(struct ctx *c, const struct demo_us *us, str hash)
{
    return make_carol(c, us->website_id, us->view_id, hash);
}

err demo_currencies(struct ctx *c, i64 store_view_id)
{
    static const struct exchange rates[] = {{S("EUR"), S("CHF"), 94120000},
                                            {S("EUR"), S("USD"), 108370000}};
    static const struct demo_setting of_view[] = {{"currency/options/allow", "EUR CHF USD"}};
    TRY(currency_rate_save(c, rates, COUNT(rates)));
    return set_all(c, (struct scope){SCOPE_VIEW, store_view_id}, of_view, COUNT(of_view));
}

err demo_at_port(struct ctx *c, int port)
{
    static const str path = S("web/unsecure/base_url");
    const struct snapshot *s = snapshot_take();
    const struct store_view *v = snapshot_view_by_code(s, DEMO_US_VIEW);
    struct scope scope = {SCOPE_VIEW, v ? v->id : 0};
    str url = str_format(c->mem, "http://us.localhost:%d/", port);
    bool fits = !v || str_eq(v->settings.base_url, url);
    snapshot_drop(s);
    struct setting_change change = {.row = setting_find(path), .value = url};
    return fits ? OK : settings_save_at(c, scope, &change, 1);
}
