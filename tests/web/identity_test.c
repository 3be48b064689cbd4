/* Nobody sees anything of anybody else (R27, R28, R33, N19): every page of the storefront, asked for by a visitor, two
 * customers and support in random order through one page cache, says what it would say without the cache, to the cookie,
 * and nothing that belongs to another one of them. */
#include "goods.h"
#include "house.h"
#include "web/cache.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS  1200
#define NOBODYS 4

/* What is only one person's; the assist session's own label and staff are the agent's. */
struct canaries {
    str texts[8];
    size_t n;
};

struct stage {
    struct house *h;
    struct browser *browsers[NOBODYS];
    enum person people[NOBODYS];
    struct canaries own[PERSONS];
    u64 dice;
};

static u64 roll(struct stage *s, u64 n)
{
    s->dice ^= s->dice << 13;
    s->dice ^= s->dice >> 7;
    s->dice ^= s->dice << 17;
    return s->dice % n;
}

static void add(struct canaries *c, str text)
{
    assert_true(text.n > 3 && c->n < COUNT(c->texts));
    c->texts[c->n++] = text;
}

static void add_customer(struct canaries *c, const struct house_customer *k, str name, str street)
{
    add(c, name);
    add(c, street); /* names stand in invented addresses of others, too */
    add(c, k->email);
    add(c, k->ref);
    add(c, k->number);
    add(c, k->token);
}

static void set_stage(struct stage *s, struct test_store *t)
{
    static const enum person people[] = {VISITOR, CUSTOMER, OTHER_CUSTOMER, ASSISTING};
    *s = (struct stage){.h = house_make(t), .dice = 0x2545f4914f6cdd1d};
    for (size_t i = 0; i < NOBODYS; i++) {
        s->people[i] = people[i];
        s->browsers[i] = house_browser(s->h, people[i]);
    }
    add_customer(&s->own[CUSTOMER], &s->h->anna, S("Welcome, Anna"), S("Haus Berger"));
    add_customer(&s->own[OTHER_CUSTOMER], &s->h->ben, S("Ben Carter"), S("Haus Carter"));
    add(&s->own[ASSISTING], s->h->label);
    add(&s->own[ASSISTING], s->h->assist_token);
    add(&s->own[ASSISTING], S("aron"));
    add(&s->own[ASSISTING], S("class=\"lacb\""));
}

static bool may_see(enum person who, enum person whose)
{
    return who == whose || (who == ASSISTING && whose == CUSTOMER);
}

static void expect_own(struct stage *s, enum person who, const char *path, const struct answer *a)
{
    for (enum person whose = 0; whose < PERSONS; whose++)
        for (size_t i = 0; i < s->own[whose].n && !may_see(who, whose); i++)
            if (str_has(a->body, s->own[whose].texts[i]))
                fail_msg("%s got %s with \"%.*s\" of %s", person_names[who], path,
                         STR_ARG(s->own[whose].texts[i]), person_names[whose]);
}

/* ---- with and without ---- */

/* Tokens are masked anew each time, and an incident has its own number. */
static str settled(struct arena *mem, str body)
{
    static const str begins[] = {S("name=\"form_token\" value=\""), S("name=\"next\" value=\"")};
    struct buf b = {0};
    while (body.n) {
        size_t k = 0;
        while (k < COUNT(begins) && !str_starts(body, begins[k]))
            k++;
        if (k == COUNT(begins)) {
            buf_char(&b, *body.at);
            body = str_skip(body, 1);
            continue;
        }
        str rest = str_skip(body, begins[k].n), value;
        str_cut(&rest, '"', &value);
        body = rest;
    }
    str out = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return out;
}

static void expect_same_body(const char *path, str got, str wanted)
{
    size_t n = got.n < wanted.n ? got.n : wanted.n, k = 0;
    if (str_eq(got, wanted))
        return;
    while (k < n && got.at[k] == wanted.at[k])
        k++;
    k = k > 60 ? k - 60 : 0;
    fail_msg("%s: \"%.*s\" where without the cache there is \"%.*s\"", path,
             STR_ARG(str_head(str_skip(got, k), 200)), STR_ARG(str_head(str_skip(wanted, k), 200)));
}

static size_t cookies_of(const struct answer *a, str names[RESPONSE_HEADERS])
{
    size_t n = 0;
    for (size_t i = 0; i < a->n_headers; i++)
        if (str_eq(a->headers[i].name, S("Set-Cookie"))) {
            str rest = a->headers[i].value;
            str_cut(&rest, '=', &names[n++]);
        }
    return n;
}

static void expect_same_cookies(const char *path, const struct answer *a, const struct answer *b)
{
    str one[RESPONSE_HEADERS], other[RESPONSE_HEADERS];
    size_t n = cookies_of(a, one);
    if (n != cookies_of(b, other))
        fail_msg("%s: a cookie was lost or stored", path);
    for (size_t i = 0; i < n; i++)
        assert_str_equal(one[i], other[i]);
}

static void expect_headers(enum person who, const char *path, const struct answer *a)
{
    str control = answer_header(a, "Cache-Control");
    if (str_has(str_from(path), S("/static/")))
        return;
    bool stored = str_starts(control, S("public"));
    str names[RESPONSE_HEADERS];
    if (stored && (who != VISITOR || a->status != 200 || cookies_of(a, names)))
        fail_msg("%s may be stored for %s", path, person_names[who]);
}

struct asked {
    const char *path;
    const char *plain; /* what the page would be without the cache */
};

struct jar {
    struct cookie_kept cookies[COUNT(((struct browser *)0)->cookies)];
    size_t n;
};

static struct jar jar_of(const struct browser *b)
{
    struct jar j = {.n = b->n_cookies};
    memcpy(j.cookies, b->cookies, sizeof j.cookies);
    return j;
}

static void put_back(struct browser *b, const struct jar *j)
{
    memcpy(b->cookies, j->cookies, sizeof j->cookies);
    b->n_cookies = j->n;
}

/* With these cookies; the browser has its own again afterwards. */
static struct answer ask_without_cache(struct browser *b, const struct jar *with, const char *path)
{
    struct cache *cache = b->site.cache;
    struct jar own = jar_of(b);
    put_back(b, with);
    b->site.cache = NULL;
    struct answer a = browser_get(b, path);
    b->site.cache = cache;
    put_back(b, &own);
    return a;
}

/* Some pages tell how long something has lasted: what came in between two answers must be like one of them. */
static void ask(struct stage *s, size_t i, struct asked asked)
{
    const char *path = asked.path;
    struct browser *b = s->browsers[i];
    struct arena *mem = b->t->mem;
    struct jar before = jar_of(b);
    struct answer plain = ask_without_cache(b, &before, asked.plain);
    struct answer a = browser_get(b, path);
    assert_int_equal(a.status, plain.status);
    expect_same_cookies(path, &a, &plain);
    expect_headers(s->people[i], path, &a);
    if (a.status == 200)
        expect_own(s, s->people[i], path, &a);
    if (a.status == 500 || str_eq(settled(mem, a.body), settled(mem, plain.body)))
        return;
    plain = ask_without_cache(b, &before, asked.plain);
    expect_same_body(path, settled(mem, a.body), settled(mem, plain.body));
}

/* ---- where to ---- */

static const struct route *some_route(struct stage *s)
{
    /* What is kept is asked for as often as all the rest. */
    static const enum route_id kept[] = {R_shop_home, R_shop_category, R_shop_product};
    if (roll(s, 2) == 0)
        return route_at(kept[roll(s, 3)]);
    const struct route *r;
    do
        r = route_at((enum route_id)(1 + roll(s, route_table_n - 1)));
    while (r->method != GET || r->surface == SURFACE_ADMIN);
    return r;
}

/* A visitor's page does not know parameters that its row does not declare: the link to its other language has none. */
static bool is_seen(const struct route *r, const struct browser *b, const char *query)
{
    str rest = str_skip(str_from(query), 1), name;
    str_cut(&rest, '=', &name);
    return !(r->flags & CACHED) || b->n_cookies || str_has(r->params, name);
}

static struct asked some_path(struct stage *s, size_t i)
{
    static const char *const more[] = {"",       "?sort=name", "?page=2",       "?utm_source=x",
                                       "?q=mug", "?per=24",    "?next=%2Fcart", "?sort=nothing"};
    static const char *const views[] = {"", "/de"};
    struct house *h = s->h;
    const struct route *r = some_route(s);
    str base = house_base(h, r->surface, s->people[i]);
    if (r->surface == SURFACE_SHOP)
        base = str_join(h->t->mem, base, str_from(views[roll(s, 2)]));
    const char *path = str_z(h->t->mem, house_path(h, r, base)),
               *query = more[roll(s, COUNT(more))];
    const char *all = at(h->t, "%s%s", path, query);
    return (struct asked){all, is_seen(r, s->browsers[i], query) ? all : path};
}

static void disable_for_support(struct stage *s, bool yes)
{
    struct setting_change change = {
        .row = setting_find(S("login_as_customer/general/disable_page_cache")),
        .value = yes ? S("1") : S("0"),
    };
    assert_ok(settings_save(as_staff(s->h->w, P_COUNT), &change, 1));
}

static void something_happens(struct stage *s)
{
    struct browser *guest = s->browsers[0];
    u64 what = roll(s, 60);
    if (what < 2)
        disable_for_support(s, what);
    else if (what < 4)
        price_becomes(s->h->w, number_of(s->h->w, "SELECT id FROM product WHERE sku = 'mug'"),
                      (i64)(1000 + roll(s, 1000)));
    else if (what == 4)
        browser_post(guest, "/cart/add/mug", "qty=1");
    else if (what == 5)
        guest->n_cookies = 0; /* another visitor */
    else if (what == 6)       /* messages for the next page */
        browser_post(guest, "/sign-in", "email=nobody%40example.com&password=wrong");
}

static void nobody_sees_anything_of_anybody_else(struct test_store *t)
{
    struct stage s;
    set_stage(&s, t);
    for (int round = 0; round < ROUNDS; round++) {
        something_happens(&s);
        size_t i = roll(&s, NOBODYS);
        ask(&s, i, some_path(&s, i));
    }
    struct cache_figures f = cache_figures(s.browsers[0]->site.cache);
    assert_true(f.found > ROUNDS / 8); /* the cache had a part in it */
    for (size_t i = 0; i < NOBODYS; i++)
        browser_end(s.browsers[i]);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(nobody_sees_anything_of_anybody_else),
    };
    return run_on_both(tests, COUNT(tests));
}
