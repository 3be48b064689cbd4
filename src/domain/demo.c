#include "domain/demo.h"

#include "base/log.h"
#include "base/secret.h"
#include "data/writer.h"
#include "domain/address.h"
#include "domain/admin_user.h"
#include "domain/cart.h"
#include "domain/cart_rule.h"
#include "domain/category.h"
#include "domain/checkout.h"
#include "domain/consent.h"
#include "domain/customer.h"
#include "domain/demo.sql.h"
#include "domain/demo_story.h"
#include "domain/demo_voucher.h"
#include "domain/demo_websites.h"
#include "domain/demo_words.h"
#include "domain/exchange.h"
#include "domain/order_place.h"
#include "domain/product.h"
#include "domain/role.h"
#include "domain/session.h"
#include "domain/settings.h"
#include "domain/stock.h"

#define AT_ONCE      500 /* products, customers in one work, at least */
#define AT_ONCE_MOST 20000
#define YEARS_BACK   3   /* the oldest account */
#define ORDER_DAYS   360 /* the oldest order */
#define PLENTY       1000000
#define VIEW_EN      1
#define VIEW_DE      2
#define ANNAS_ORDERS 3
#define BENS_ORDERS  2
#define STORIES      48
#define STILL_NEW    6

const struct demo_person demo_staff[] = {
    {S("owner"), S("may do everything")},
    {S("agent"), S("support: customers, orders, may log in as customer")},
    {S("clerk"), S("support without that right")},
    {S("supervisor"), S("sees the action logs only")},
    {{0}, {0}},
};
const struct demo_person demo_customers[] = {
    {S("anna@example.com"), S("allows remote shopping assistance, has orders")},
    {S("ben@example.com"), S("does not allow it, has orders")},
    {S("carol@example.com"), S("allows it, on the website at us.localhost")},
    {{0}, {0}},
};

struct demo {
    struct ctx *c;
    const struct demo_size *size;
    void (*progress)(size_t done, size_t all);
    u64 dice; /* the generator's state */
    when start;
    str hash; /* of everybody's password */
    size_t done, all;
    i64 categories[COUNT(demo_categories)];
    LIST(i64) products;
    LIST(str) slugs;
    i64 first_customer, first_order;
};

/* splitmix64: the same seed gives the same store on every machine. */
static u64 roll(struct demo *d)
{
    u64 z = d->dice += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static size_t pick(struct demo *d, size_t n)
{
    return (size_t)(roll(d) % n);
}

static void step(struct demo *d, size_t n)
{
    d->done += n;
    d->progress(d->done, d->all);
}

static void as_program(struct demo *d)
{
    d->c->actor = (struct actor){.who = WHO_SYSTEM, .staff_name = S(""), .permits = permits_all()};
    d->c->problems = NULL;
}

/* ---- the shop itself ---- */

static err switch_on(struct demo *d)
{
    static const struct {
        const char *path, *value;
    } values[] = {
        {"login_as_customer/general/enabled", "1"},
        {"payment/banktransfer/active", "1"},
        {"payment/banktransfer/instructions",
         "harzwerk GmbH\nIBAN DE02 1203 0000 0000 2020 51\nBIC BYLADEM1001"},
        {"payment/cashondelivery/active", "1"},
        {"payment/cashondelivery/specificcountry", "DE AT"},
        {"payment/purchaseorder/active", "1"},
    };
    struct setting_change changes[COUNT(values)];
    for (size_t i = 0; i < COUNT(values); i++)
        changes[i] = (struct setting_change){.row = setting_find(str_from(values[i].path)),
                                             .value = str_from(values[i].value)};
    return settings_save(d->c, changes, COUNT(values));
}

/* A coupon for everybody: WELCOME10. */
static err make_coupon(struct demo *d)
{
    struct cart_rule_edit welcome = {
        .rule = {.name = S("Welcome: 10 % off"),
                 .active = true,
                 .code = S("WELCOME10"),
                 .action = S("percent"),
                 .ppm = 100000},
        .groups = {{CART_RULE_NOT_LOGGED, 1, 2, 3}, 4},
    };
    i64 id;
    return cart_rule_save(d->c, &welcome, &id);
}

static err make_user(struct demo *d, str name, str first, str last, i64 role)
{
    struct admin_user_edit user = {
        .user_name = name,
        .first_name = first,
        .last_name = last,
        .email = str_format(d->c->mem, "%.*s@example.com", STR_ARG(name)),
        .lang = S("en"),
        .password = S(DEMO_PASSWORD),
        .confirm = S(DEMO_PASSWORD),
        .active = true,
        .role_id = role,
    };
    i64 id;
    return admin_user_save(d->c, 0, &user, &id);
}

static err make_role(struct demo *d, str name, const enum permission *grants, size_t n, i64 *id)
{
    struct role_edit role = {.name = name, .access_all = n == 0};
    for (size_t i = 0; i < n; i++)
        permits_add(&role.permits, grants[i]);
    return role_save(d->c, 0, &role, id);
}

static err make_staff(struct demo *d)
{
    static const enum permission support[] = {
        P_ASSIST_LOGIN,   P_DASHBOARD,     P_ORDER_VIEW,        P_ORDER_COMMENT,   P_ORDER_EDIT,
        P_CUSTOMERS_EDIT, P_CUSTOMERS_ALL, P_CUSTOMERS_CONSENT, P_CUSTOMERS_RESET, P_GLOBAL_SEARCH};
    static const enum permission logs[] = {P_ASSIST_LOG, P_ACTION_LOG_REPORT};
    i64 owners, agents, clerks, supervisors;
    TRY(make_role(d, S("Administrators"), NULL, 0, &owners));
    TRY(make_role(d, S("Support"), support, COUNT(support), &agents));
    TRY(make_role(d, S("Clerks"), support + 1, COUNT(support) - 1, &clerks));
    TRY(make_role(d, S("Supervisors"), logs, COUNT(logs), &supervisors));
    TRY(make_user(d, S("owner"), S("Olga"), S("Brandt"), owners));
    TRY(make_user(d, S("agent"), S("Mia"), S("Sommer"), agents));
    TRY(make_user(d, S("clerk"), S("Tom"), S("Winter"), clerks));
    return make_user(d, S("supervisor"), S("Eva"), S("Lindner"), supervisors);
}

static err make_category(struct work *w, size_t i, i64 *id)
{
    const struct demo_category *k = &demo_categories[i];
    struct category category = {
        .slug = k->slug, .sort_order = (i64)i, .active = true, .picture = k->picture};
    TRY(category_create(w, &category));
    struct category_text en = {category.id, 0, k->name_en, k->text_en};
    struct category_text de = {category.id, VIEW_DE, k->name_de, k->text_de};
    TRY(category_text_put(w, &en));
    TRY(category_text_put(w, &de));
    *id = category.id;
    return OK;
}

static err make_categories(struct demo *d)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(d->c, ACT_CATEGORY_SAVE, &w));
    for (size_t i = 0; i < COUNT(demo_categories); i++)
        TRY(make_category(&w, i, &d->categories[i]));
    return work_commit(&w);
}

/* "one two" up to the first full stop. */
static str first_sentence(str text)
{
    str head, rest = text;
    return str_cut(&rest, '.', &head) ? str_head(text, head.n + 1) : text;
}

/* Beyond the written ones, editions of them: "Enamel mug 2". */
static str edition(struct demo *d, str s, const char *between, size_t round)
{
    return round ? str_format(d->c->mem, "%.*s%s%zu", STR_ARG(s), between, round + 1) : s;
}

static err make_product(struct work *w, struct demo *d, size_t i)
{
    const struct demo_product *p = &demo_products[i % COUNT(demo_products)];
    size_t round = i / COUNT(demo_products);
    struct product_text texts[] = {
        {.store_view_id = 0,
         .name = edition(d, p->name_en, " ", round),
         .brief = first_sentence(p->text_en),
         .description = p->text_en},
        {.store_view_id = VIEW_DE,
         .name = edition(d, p->name_de, " ", round),
         .brief = first_sentence(p->text_de),
         .description = p->text_de},
    };
    struct product_place place = {d->categories[p->category], (i64)i};
    struct product_new in = {
        .product = {.sku = edition(d, p->sku, "-", round),
                    .slug = edition(d, p->slug, "-", round),
                    .active = true,
                    .visible = true,
                    .price = {p->cents},
                    .tax_class = p->tax_permille == 70 ? S("reduced") : S("standard"),
                    .weight_g = 100 + (i64)pick(d, 2000),
                    .picture = p->picture,
                    .created_at = {d->start.us - (i64)(i % 300) * DAY}},
        .texts = texts,
        .n_texts = COUNT(texts),
        .places = &place,
        .n_places = 1,
        .stock = PLENTY,
    };
    TRY(product_create(w, &in, &d->products.at[i]));
    d->slugs.at[i] = in.product.slug;
    return OK;
}

static err make_products(struct demo *d)
{
    size_t n = (size_t)d->size->products;
    d->products.at = NEWN(d->c->mem, i64, n);
    d->slugs.at = NEWN(d->c->mem, str, n);
    d->products.n = d->slugs.n = n;
    for (size_t from = 0; from < n; from += AT_ONCE) {
        size_t to = from + AT_ONCE < n ? from + AT_ONCE : n;
        SCOPED(work_end) struct work w = {0};
        TRY(work_begin(d->c, ACT_CATALOG_SAVE, &w));
        for (size_t i = from; i < to; i++)
            TRY(make_product(&w, d, i));
        TRY(work_commit(&w));
        step(d, to - from);
    }
    return OK;
}

/* What the shelves hold when the past year's orders are gone. */
static err fill_shelves(struct demo *d)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(d->c, ACT_CATALOG_SAVE, &w));
    for (size_t i = 0; i < d->products.n; i++)
        TRY(stock_set(&w, d->products.at[i], demo_products[i % COUNT(demo_products)].stock, false));
    return work_commit(&w);
}

/* ---- people ---- */

struct person {
    str first, last, email;
    bool german, consent, newsletter;
    const struct demo_place *place;
};

static const struct demo_place *place_in(struct demo *d, str country)
{
    for (;;) {
        const struct demo_place *p = &demo_places[pick(d, COUNT(demo_places))];
        if (!country.n || str_eq(p->country, country))
            return p;
    }
}

static bool speaks_german(const struct demo_place *p)
{
    return str_eq(p->country, S("DE")) || str_eq(p->country, S("AT"));
}

static struct person anybody(struct demo *d, struct arena *mem, size_t i)
{
    struct person p = {.place = place_in(d, S(""))};
    p.german = speaks_german(p.place);
    p.first = p.german ? demo_first_names_de[pick(d, COUNT(demo_first_names_de))]
                       : demo_first_names_en[pick(d, COUNT(demo_first_names_en))];
    p.last = p.german ? demo_last_names_de[pick(d, COUNT(demo_last_names_de))]
                      : demo_last_names_en[pick(d, COUNT(demo_last_names_en))];
    p.email =
        str_format(mem, "%.*s.%.*s.%zu@%s", STR_ARG(str_slug(mem, p.first)),
                   STR_ARG(str_slug(mem, p.last)), i, p.german ? "example.de" : "example.com");
    p.consent = pick(d, 3) == 0;
    p.newsletter = pick(d, 4) == 0;
    return p;
}

static struct person person_at(struct demo *d, struct arena *mem, size_t i)
{
    if (i == 0)
        return (struct person){S("Anna"), S("Berger"), S("anna@example.com"), true,
                               true,      true,        place_in(d, S("DE"))};
    if (i == 1)
        return (struct person){S("Ben"), S("Carter"), S("ben@example.com"), false,
                               false,    false,       place_in(d, S("GB"))};
    return anybody(d, mem, i);
}

static str phone_of(struct demo *d, struct arena *mem, const struct demo_place *p)
{
    u64 most = 1;
    for (int i = 0; i < p->phone_digits; i++)
        most *= 10;
    return str_format(mem, "%.*s%0*llu", STR_ARG(p->phone), p->phone_digits,
                      (unsigned long long)(roll(d) % most));
}

static str street_of(struct demo *d, struct arena *mem, str country)
{
    const struct demo_street *s;
    do
        s = &demo_streets[pick(d, COUNT(demo_streets))];
    while (!str_eq(s->country, country));
    bool behind = str_eq(country, S("DE")) || str_eq(country, S("AT"));
    int number = 1 + (int)pick(d, 120);
    return behind ? str_format(mem, "%.*s %d", STR_ARG(s->name), number)
                  : str_format(mem, "%d %.*s", number, STR_ARG(s->name));
}

static struct customer_address address_for(struct demo *d, struct arena *mem,
                                           const struct person *p, i64 customer)
{
    return (struct customer_address){
        .customer_id = customer,
        .first_name = p->first,
        .last_name = p->last,
        .company = pick(d, 8) == 0 ? demo_companies[pick(d, COUNT(demo_companies))] : S(""),
        .street1 = street_of(d, mem, p->place->country),
        .city = p->place->city,
        .region = p->place->region,
        .postcode = p->place->postcode,
        .country = p->place->country,
        .phone = phone_of(d, mem, p->place),
    };
}

static err make_customer(struct work *w, struct demo *d, size_t i, i64 *id)
{
    struct arena *mem = w->c->mem;
    struct person p = person_at(d, mem, i);
    struct customer_new in = {
        .website_id = w->c->view->website_id,
        .store_view_id = p.german ? VIEW_DE : VIEW_EN,
        .first_name = p.first,
        .last_name = p.last,
        .email = p.email,
        .password_hash = d->hash,
        .newsletter = p.newsletter,
        .gender = pick(d, 5) == 0 ? pick(d, 2) ? S("female") : S("male") : S(""),
        .created_at = {d->start.us - (i64)(roll(d) % ((u64)YEARS_BACK * 365 * 24)) * HOUR},
    };
    TRY(customer_add(w, &in, id));
    struct customer_address a = address_for(d, mem, &p, *id);
    i64 address;
    TRY(address_add(w, &a, true, true, &address));
    if (i == 0 || pick(d, 4) == 0) {
        struct person away = p;
        away.place = place_in(d, p.place->country);
        a = address_for(d, mem, &away, *id);
        TRY(address_add(w, &a, false, false, &address));
    }
    return p.consent ? consent_first(w, *id) : OK;
}

/* One work of many customers. Its arena holds a work's worth of text at most. */
static err make_some_customers(struct demo *d, size_t from, size_t to)
{
    struct arena *mem = arena_new(0), *own = d->c->mem;
    d->c->mem = mem;
    err e;
    {
        SCOPED(work_end) struct work w = {0};
        e = work_begin(d->c, ACT_REGISTER, &w);
        i64 id = 0;
        for (size_t i = from; i < to && e == OK; i++) {
            e = make_customer(&w, d, i, &id);
            if (e == OK && i == 0)
                d->first_customer = id;
        }
        if (e == OK) {
            work_touch(&w, ENTITY_CUSTOMER, id, S(""));
            e = work_commit(&w);
        }
    }
    d->c->mem = own;
    arena_free(mem);
    return e;
}

/* The more there are, the more share a page of an index: a work writes it once. */
static size_t customers_at_once(size_t all)
{
    size_t part = all / 50;
    return part < AT_ONCE ? AT_ONCE : part > AT_ONCE_MOST ? AT_ONCE_MOST : part;
}

static err make_customers(struct demo *d)
{
    size_t n = (size_t)d->size->customers, most = customers_at_once(n);
    for (size_t from = 0; from < n; from += most) {
        size_t to = from + most < n ? from + most : n;
        TRY(make_some_customers(d, from, to));
        store_checkpoint(d->c->store);
        step(d, to - from);
    }
    return OK;
}

/* ---- orders ---- */

/* Who places the k-th of n orders: the last ones are Anna's and Ben's, so that they are easy to find; 0: a guest. */
static i64 buyer_of(struct demo *d, i64 k, i64 n)
{
    if (k >= n - ANNAS_ORDERS)
        return d->first_customer;
    if (k >= n - ANNAS_ORDERS - BENS_ORDERS)
        return d->first_customer + 1;
    return pick(d, 10) == 0 ? 0 : d->first_customer + (i64)pick(d, (size_t)d->size->customers);
}

static err fill_cart(struct demo *d)
{
    size_t lines = 1 + pick(d, 3);
    for (size_t i = 0; i < lines; i++) {
        str token = S("");
        TRY(cart_add(d->c, d->slugs.at[pick(d, d->slugs.n)], 1 + (i64)pick(d, 3), &token));
        struct session s;
        if (token.n) { /* a guest's first piece opens their session */
            TRY(shop_session_find(d->c, token, &s));
            d->c->actor = s.actor;
        }
    }
    return OK;
}

static err choose_delivery(struct demo *d, i64 buyer)
{
    struct checkout checkout;
    TRY(checkout_get(d->c, &checkout));
    struct checkout_step in = {.shipping_method = S("flatrate"), .address_id = checkout.default_id};
    if (buyer == 0) {
        struct person p = anybody(d, d->c->mem, pick(d, PLENTY));
        in.address_id = 0;
        in.email = p.email;
        in.address = address_for(d, d->c->mem, &p, 0);
    }
    return checkout_save(d->c, &in);
}

static err place(struct demo *d)
{
    struct cart cart;
    struct order order;
    TRY(cart_get(d->c, &cart));
    struct order_placing in = {
        .cart_id = cart.id, .billing_same = true, .payment_method = S("checkmo")};
    TRY(order_place(d->c, &in, &order));
    if (!d->first_order)
        d->first_order = order.id;
    return OK;
}

/* Two of the last ones that have a story are paid in another currency: one has an invoice, one all documents. */
static str currency_of(const struct demo *d, i64 k)
{
    i64 last = d->size->orders - STILL_NEW;
    if (k >= last || k < last - DEMO_STORIES)
        return (str){0};
    if (k % DEMO_STORIES == DEMO_GIVEN_BACK)
        return S("CHF");
    return k % DEMO_STORIES == DEMO_INVOICED ? S("USD") : (str){0};
}

static err make_order(struct demo *d, i64 k)
{
    struct ctx *c = d->c;
    const struct snapshot *snap = snapshot_take();
    i64 buyer = buyer_of(d, k, d->size->orders);
    c->actor = (struct actor){.who = buyer ? WHO_CUSTOMER : WHO_VISITOR, .customer_id = buyer};
    str currency = currency_of(d, k);
    bool german = pick(d, 2) || buyer == d->first_customer || currency.n;
    c->view = snapshot_view(snap, german ? VIEW_DE : VIEW_EN);
    c->settings = &c->view->settings;
    c->exchange = currency.n ? exchange_find(c->view, currency) : NULL;
    c->now.us = d->start.us - (d->size->orders - k) * (ORDER_DAYS * DAY / (d->size->orders + 1));
    c->ip = str_format(c->mem, "203.0.113.%zu", 1 + pick(d, 254));
    err e = fill_cart(d);
    if (e == OK)
        e = choose_delivery(d, buyer);
    if (e == OK)
        e = place(d);
    snapshot_drop(snap);
    return e;
}

static err make_orders(struct demo *d)
{
    struct ctx own = *d->c;
    struct arena *mem = arena_new(0);
    err e = OK;
    for (i64 k = 0; k < d->size->orders && e == OK; k++) {
        arena_empty(mem);
        d->c->mem = mem;
        d->c->problems = NULL;
        e = make_order(d, k);
        step(d, 1);
    }
    for (const struct problem *p = d->c->problems; e && p; p = p->next)
        log_error("demo order", "%.*s: %.*s", STR_ARG(p->field), STR_ARG(p->message));
    *d->c = own;
    arena_free(mem);
    return e;
}

/* Something happened to the later ones; the newest are as they came. */
static err tell_stories(struct demo *d)
{
    struct ctx own = *d->c;
    struct arena *mem = arena_new(0);
    struct order o;
    i64 last = d->size->orders - STILL_NEW, k = last > STORIES ? last - STORIES : 0;
    err e = OK;
    as_program(d);
    for (; k < last && e == OK; k++) {
        arena_empty(mem);
        d->c->mem = mem;
        e = order_get(d->c, d->first_order + k, &o);
        if (e == OK)
            e = demo_story(d->c, k, &o);
    }
    *d->c = own;
    arena_free(mem);
    return e;
}

err demo_is_there(struct ctx *c, bool *there)
{
    i64 id;
    err e = db_i64(c->db, &sql_demo_any_customer, NO_ARGS, &id);
    if (e && e != ERR_NOT_FOUND)
        return e;
    *there = e == OK;
    return OK;
}

err demo_fill(struct ctx *c, const struct demo_size *size,
              void (*progress)(size_t done, size_t all))
{
    struct demo d = {
        .c = c,
        .size = size,
        .progress = progress,
        .dice = size->seed,
        .start = c->now,
        .hash = password_hash(c->mem, S(DEMO_PASSWORD)),
        .all = (size_t)(size->products + size->customers + size->orders),
    };
    struct demo_us us;
    as_program(&d);
    TRY(switch_on(&d));
    TRY(make_coupon(&d));
    TRY(make_staff(&d));
    TRY(make_categories(&d));
    TRY(demo_us_website(c, &us));
    TRY(make_products(&d));
    TRY(make_customers(&d));
    TRY(demo_currencies(c, VIEW_DE));
    TRY(make_orders(&d));
    TRY(tell_stories(&d));
    as_program(&d);
    TRY(fill_shelves(&d));
    TRY(demo_voucher(c, d.categories[COUNT(demo_categories) - 1], VIEW_DE));
    TRY(demo_us_goods(c, &us, d.products.at, d.products.n));
    TRY(demo_us_people(c, &us, d.hash));
    progress(d.all, d.all);
    return OK;
}
