/* The page cache as browsers meet it: what is kept, for whom, how long; who gets what out of it. */
#include "domain/customer.h"
#include "domain/customer_group.h"
#include "goods.h"
#include "house.h"
#include "web/cache.h"

#include <string.h>

#define NO_CACHE "login_as_customer/general/disable_page_cache"

static void set(struct house *h, const char *path, const char *value)
{
    struct setting_change change = {.row = setting_find(str_from(path)), .value = str_from(value)};
    assert_ok(settings_save(as_staff(h->w, P_COUNT), &change, 1));
}

static const char *assisted(struct house *h, const char *path)
{
    return at(h->t, "/assist/%.*s%s", STR_ARG(h->label), path);
}

static i64 made(const struct browser *b)
{
    return cache_figures(b->site.cache).made;
}

static struct answer get_with(struct browser *b, const char *path, const char *header)
{
    return browser_send(b, "GET", path, str_from(header), (str){0});
}

/* Pages that are asked for: how many of them had to be made. */
#define expect_made(n, ...)                                                                        \
    do {                                                                                           \
        i64 before_ = made(b);                                                                     \
        __VA_ARGS__;                                                                               \
        assert_int_equal(made(b) - before_, (n));                                                  \
    } while (0)

#define HOUSE(t)                                                                                   \
    struct house *h = house_make(t);                                                               \
    SCOPED(browser_end_of) struct browser *anna = house_browser(h, CUSTOMER);                      \
    SCOPED(browser_end_of) struct browser *ben = house_browser(h, OTHER_CUSTOMER);                 \
    SCOPED(browser_end_of) struct browser *agent = house_browser(h, ASSISTING);                    \
    SCOPED(browser_end_of) struct browser *b = house_browser(h, VISITOR)

/* ---- what is kept ---- */

static void CA06_a_page_is_made_once_for_everybody(struct test_store *t)
{
    HOUSE(t);
    set(h, NO_CACHE, "0");
    expect_made(1, browser_get(anna, "/p/mug"), browser_get(b, "/p/mug"),
                browser_get(ben, "/p/mug"), browser_get(agent, assisted(h, "/p/mug")),
                browser_get(b, "/p/mug"));
}

static void CA06_views_and_addresses_have_pages_of_their_own(struct test_store *t)
{
    HOUSE(t);
    (void)anna, (void)ben, (void)agent;
    expect_made(1, browser_get(b, "/c/kitchen"));
    expect_made(1, browser_get(b, "/de/c/kitchen"));
    expect_made(1, browser_get(b, "/c/kitchen?sort=name"));
    expect_made(1, browser_get(b, "/c/kitchen?sort=name&per=24"));
    expect_made(1, browser_get(b, "/p/cup"));
    expect_made(0, browser_get(b, "/c/kitchen?per=24&sort=name"), browser_get(b, "/p/cup"));
    b->site.base_url = S("https://shop.test");
    expect_made(1, browser_get(b, "/p/cup"));
}

/* Ben's group pays no tax here: he and others of his class get a page of their own, at once. */
static void CA06_TX04_a_group_with_another_tax_class_sees_its_own_prices(struct test_store *t)
{
    HOUSE(t);
    (void)agent;
    test_script(t, S("DELETE FROM tax_rule_class WHERE class = 'wholesale';\n"));
    set(h, "tax/display/type", "excl");
    struct answer visitors = browser_get(b, "/p/mug");
    struct answer before = browser_get(ben, "/p/mug");
    assert_true(answer_has(&visitors, "16.80") && answer_has(&before, "16.80"));
    struct customer_group_edit dealers = {
        .group = {.id = 2, .name = S("Wholesale"), .tax_class = S("wholesale"), .version = 1}};
    i64 id;
    assert_ok(customer_group_save(as_program(h->w), &dealers, &id));
    assert_ok(customer_put_group(as_program(h->w), h->ben.id, 2));
    struct answer his = browser_get(ben, "/p/mug"), hers = browser_get(anna, "/p/mug");
    assert_true(answer_has(&his, "19.99") && !answer_has(&his, "16.80"));
    assert_true(answer_has(&hers, "16.80"));
    expect_made(0, browser_get(ben, "/p/mug"), browser_get(b, "/p/mug"),
                browser_get(anna, "/p/mug"));
    assert_ok(customer_put_group(as_program(h->w), h->ben.id, 1));
    his = browser_get(ben, "/p/mug");
    assert_true(answer_has(&his, "16.80"));
}

/* A parameter that the page does not depend on is nothing that its handler sees. */
static void R33_what_the_row_does_not_name_changes_nothing(struct test_store *t)
{
    HOUSE(t);
    (void)h, (void)anna, (void)ben, (void)agent;
    struct answer first =
        get_with(b, "/p/mug?utm_source=evil&q=canary",
                 "X-Forwarded-Host: evil.test\r\nX-Forwarded-Prefix: /canary\r\nX-Original-URL: "
                 "/canary\r\nAccept-Language: de\r\nUser-Agent: canary\r\nReferer: "
                 "http://canary.test/\r\nCookie: other=canary\r\n");
    assert_int_equal(first.status, 200);
    assert_false(answer_has(&first, "canary"));
    assert_false(answer_has(&first, "evil"));
    expect_made(0, first = browser_get(b, "/p/mug"));
    b->host = S("evil.test"); /* a page of its own, which nobody gets who asks for the shop */
    expect_made(1, browser_get(b, "/p/mug"));
    b->host = S("Shop.test");
    expect_made(0, first = browser_get(b, "/p/mug?sort=name"));
    assert_false(answer_has(&first, "evil"));
}

static void what_is_no_page_is_not_kept(struct test_store *t)
{
    HOUSE(t);
    (void)h, (void)anna, (void)ben, (void)agent;
    for (int i = 0; i < 2; i++) {
        struct answer a;
        expect_made(1, a = browser_get(b, "/p/nothing"));
        assert_int_equal(a.status, 404);
        assert_str_equal(answer_header(&a, "Cache-Control"), S("private, no-store"));
    }
    assert_int_equal(cache_figures(b->site.cache).pages, 0);
}

static void CA08_CA09_carts_accounts_and_posts_are_never_kept(struct test_store *t)
{
    static const char *const pages[] = {
        "/cart",    "/checkout", "/account",     "/account/wishlist",
        "/sign-in", "/register", "/search?q=mug"};
    HOUSE(t);
    (void)h, (void)ben, (void)agent;
    for (size_t i = 0; i < COUNT(pages); i++) {
        struct answer a = browser_get(b, pages[i]), k = browser_get(anna, pages[i]);
        assert_str_equal(answer_header(&a, "Cache-Control"), S("private, no-store"));
        assert_str_equal(answer_header(&k, "Cache-Control"), S("private, no-store"));
    }
    struct answer p = browser_post(anna, "/cart/add/mug", "qty=1");
    assert_int_equal(p.status, 303);
    p = browser_post(b, "/sign-in", "email=x%40y.test&password=wrong");
    assert_str_equal(answer_header(&p, "Cache-Control"), S("private, no-store"));
    assert_int_equal(cache_figures(b->site.cache).pages, 1); /* "/", for the token of the form */
}

static void CA03_without_the_cache_every_page_is_made(struct test_store *t)
{
    HOUSE(t);
    (void)h, (void)anna, (void)ben, (void)agent;
    set(h, "system/full_page_cache/enabled", "0");
    struct answer a;
    expect_made(0, a = browser_get(b, "/p/mug"));
    assert_str_equal(answer_header(&a, "Cache-Control"), S("private, no-store"));
    assert_int_equal(cache_figures(b->site.cache).pages, 0);
}

/* ---- how long ---- */

static void CA07_a_saved_product_drops_only_the_pages_that_show_it(struct test_store *t)
{
    HOUSE(t);
    (void)anna, (void)ben, (void)agent;
    i64 garden = a_category(h->w, "garden", 2);
    A_PRODUCT(h->w, .sku = "rake", .stock = 7, .category = garden);
    static const char *const all[] = {"/p/mug", "/p/cup", "/c/kitchen", "/p/rake", "/c/garden"};
    for (size_t i = 0; i < COUNT(all); i++)
        browser_get(b, all[i]);
    i64 mug = number_of(h->w, "SELECT id FROM product WHERE sku = 'mug'");
    price_becomes(h->w, mug, 123400);
    expect_made(0, browser_get(b, "/p/rake"), browser_get(b, "/c/garden"));
    struct answer a;
    for (size_t i = 0; i < 3; i++) {
        expect_made(1, a = browser_get(b, all[i]));
        assert_true(answer_has(&a, "1,234.00"));
        assert_true(answer_has(&a, "1,234.00"));
    }
}

/* Off at first, for nobody but visitors, and it names what would drop the page here. */
static void CA07_a_proxy_is_told_what_a_page_shows(struct test_store *t)
{
    HOUSE(t);
    (void)ben, (void)agent;
    str mug = str_format(t->mem, " product-%lld",
                         (long long)number_of(h->w, "SELECT id FROM product WHERE sku = 'mug'"));
    struct answer a = browser_get(b, "/p/mug");
    assert_str_equal(answer_header(&a, "Surrogate-Key"), S(""));
    set(h, "system/full_page_cache/surrogate_keys", "1");
    for (int i = 0; i < 2; i++) {
        a = browser_get(b, "/p/mug");
        assert_true(str_starts(answer_header(&a, "Surrogate-Key"), S("all")));
        assert_true(str_has(answer_header(&a, "Surrogate-Key"), mug));
        a = browser_get(b, "/c/kitchen");
        assert_true(str_has(answer_header(&a, "Surrogate-Key"), mug));
        a = browser_get(anna, "/p/mug");
        assert_str_equal(answer_header(&a, "Surrogate-Key"), S(""));
        a = browser_get(b, "/cart");
        assert_str_equal(answer_header(&a, "Surrogate-Key"), S(""));
    }
}

/* What somebody saw before is sent as it was, and only to them; the form on it can be sent. */
static void a_page_that_was_seen_before_is_ones_own(struct test_store *t)
{
    HOUSE(t);
    (void)agent;
    struct browser *all[] = {anna, ben, anna, ben, anna, ben, anna, ben, b};
    for (size_t i = 0; i < COUNT(all); i++) {
        struct answer a = browser_get(all[i], "/p/mug");
        assert_int_equal(answer_has(&a, "Welcome, Anna"), all[i] == anna);
        assert_int_equal(answer_has(&a, "Welcome, Ben"), all[i] == ben);
        if (all[i] != b)
            assert_str_equal(answer_header(&a, "Cache-Control"), S("private, no-store"));
    }
    bool sqlite = str_eq(str_from(t->engine), S("sqlite"));
    assert_int_equal(cache_figures(b->site.own).pages, sqlite ? 2 : 0);
    assert_int_equal(cache_figures(b->site.own).found, sqlite ? 2 : 0);
    struct answer a = browser_get(anna, "/p/mug?utm_source=x"); /* links repeat it */
    assert_true(answer_has(&a, "utm_source"));
    assert_int_equal(browser_post(anna, "/cart/add/mug", "qty=1").status, 303);
}

static void a_setting_and_an_order_show_at_once(struct test_store *t)
{
    HOUSE(t);
    (void)ben, (void)agent;
    i64 lamp = A_PRODUCT(h->w, .sku = "lamp", .stock = 3);
    struct answer a = browser_get(b, "/p/lamp");
    assert_true(answer_has(&a, "Only 3 left in stock"));
    stock_is(h->w, lamp, 2);
    a = browser_get(b, "/p/lamp");
    assert_true(answer_has(&a, "Only 2 left in stock"));
    as_customer(h->w, h->anna.id);
    buys(h->w, "lamp", 1);
    a = browser_get(anna, "/p/lamp");
    assert_true(answer_has(&a, "Only 1 left in stock"));
    set(h, "general/store_information/name", "Neuer Name");
    a = browser_get(b, "/p/lamp");
    assert_true(answer_has(&a, "Neuer Name"));
}

/* ---- what one gets ---- */

/* Tokens are masked anew in each answer. */
static str without_tokens(struct arena *mem, str body)
{
    static const char begins[] = "name=\"form_token\" value=\"";
    struct buf b = {0};
    while (body.n) {
        bool token = str_starts(body, str_from(begins));
        buf_char(&b, *body.at);
        body = str_skip(body, 1);
        if (!token)
            continue;
        body = str_skip(body, sizeof begins - 2);
        while (body.n && *body.at != '"')
            body = str_skip(body, 1);
    }
    str s = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return s;
}

static void expect_same(struct browser *b, const char *path)
{
    struct cache *cache = b->site.cache;
    b->site.cache = NULL;
    struct answer plain = browser_get(b, path);
    b->site.cache = cache;
    for (int i = 0; i < 2; i++) {
        struct answer kept = browser_get(b, path);
        assert_int_equal(kept.status, plain.status);
        assert_str_equal(without_tokens(b->t->mem, kept.body),
                         without_tokens(b->t->mem, plain.body));
    }
}

static void a_kept_page_is_the_page_that_would_be_made(struct test_store *t)
{
    static const char *const pages[] = {"/",        "/c/kitchen", "/c/kitchen?sort=price&per=24",
                                        "/p/mug",   "/de/",       "/de/c/kitchen",
                                        "/de/p/mug"};
    HOUSE(t);
    set(h, NO_CACHE, "0");
    for (size_t i = 0; i < COUNT(pages); i++) {
        expect_same(b, pages[i]);
        expect_same(anna, pages[i]);
        expect_same(ben, pages[i]);
        expect_same(agent, assisted(h, pages[i]));
        expect_same(b, pages[i]);
    }
}

static void the_form_of_a_kept_page_can_be_sent(struct test_store *t)
{
    HOUSE(t);
    (void)h, (void)anna, (void)ben, (void)agent;
    browser_get(b, "/p/mug");
    struct answer a = browser_get(b, "/p/mug");
    str rest = a.body, token;
    while (!str_starts(rest, S("name=\"form_token\" value=\"")))
        rest = str_skip(rest, 1);
    rest = str_skip(rest, S("name=\"form_token\" value=\"").n);
    str_cut(&rest, '"', &token);
    str body = str_format(t->mem, "qty=1&form_token=%.*s", STR_ARG(token));
    a = browser_send(b, "POST", "/cart/add/mug",
                     S("Content-Type: application/x-www-form-urlencoded\r\nOrigin: "
                       "http://shop.test\r\n"),
                     body);
    assert_int_equal(a.status, 303);
    assert_true(answer_header(&a, "Set-Cookie").n);
}

static bool is_private(const struct answer *a)
{
    return str_eq(answer_header(a, "Cache-Control"), S("private, no-store")) &&
           answer_header(a, "ETag").n == 0;
}

static void R28_only_who_sends_no_cookie_gets_what_may_be_stored(struct test_store *t)
{
    HOUSE(t);
    set(h, NO_CACHE, "0");
    struct answer a = browser_get(b, "/p/mug");
    assert_str_equal(answer_header(&a, "Cache-Control"), S("public, no-cache"));
    assert_str_equal(answer_header(&a, "Vary"), S("cookie, accept-encoding"));
    a = browser_get(anna, "/p/mug");
    assert_true(is_private(&a));
    a = browser_get(agent, assisted(h, "/p/mug"));
    assert_true(is_private(&a));
    a = get_with(b, "/p/mug", "Cookie: kontor-shop=made-up\r\n");
    assert_true(is_private(&a));
    a = get_with(b, "/p/mug", "Cookie: __Host-Kontor-Shop=made-up\r\n");
    assert_true(is_private(&a));
    a = get_with(b, "/p/mug", "Cookie: kontor-flash=made-up\r\n");
    assert_true(is_private(&a));
    (void)ben;
}

static void a_proxy_may_keep_pages_when_it_is_told_for_how_long(struct test_store *t)
{
    HOUSE(t);
    (void)h, (void)ben, (void)agent;
    set(h, "system/full_page_cache/ttl", "600");
    struct answer a = browser_get(b, "/p/mug");
    assert_str_equal(answer_header(&a, "Cache-Control"), S("public, max-age=0, s-maxage=600"));
    a = browser_get(anna, "/p/mug");
    assert_true(is_private(&a));
}

static void an_unchanged_page_is_not_sent_again(struct test_store *t)
{
    HOUSE(t);
    (void)ben, (void)agent;
    struct answer a = browser_get(b, "/p/mug");
    str etag = answer_header(&a, "ETag");
    assert_true(str_starts(etag, S("W/\"")));
    const char *header = at(t, "If-None-Match: \"other\", %.*s\r\n", STR_ARG(etag));
    a = get_with(b, "/p/mug", header);
    assert_int_equal(a.status, 304);
    assert_int_equal(a.body.n, 0);
    assert_str_equal(answer_header(&a, "ETag"), etag);
    assert_str_equal(answer_header(&a, "Cache-Control"), S("public, no-cache"));
    /* What a visitor's browser kept is not what a customer sees. */
    const char *both = at(t, "%sCookie: kontor-shop=%.*s\r\n", header, STR_ARG(h->anna.token));
    a = get_with(anna, "/p/mug", both);
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "Welcome, Anna Berger!"));
    price_becomes(h->w, number_of(h->w, "SELECT id FROM product WHERE sku = 'mug'"), 777);
    a = get_with(b, "/p/mug", header);
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "7.77"));
}

static void CA12_what_is_private_follows_at_once(struct test_store *t)
{
    HOUSE(t);
    (void)h, (void)agent, (void)ben;
    struct answer a = browser_get(b, "/p/mug");
    assert_true(answer_has(&a, "Cart: 0 items in cart"));
    browser_post(b, "/cart/add/mug", "qty=3");
    a = browser_get(b, "/p/mug");
    assert_true(answer_has(&a, "Cart: 3 items in cart"));
    a = browser_get(b, "/de/p/mug");
    assert_true(answer_has(&a, "Warenkorb: 3 Artikel im Warenkorb"));
    a = browser_get(anna, "/p/mug");
    assert_true(answer_has(&a, "Welcome, Anna Berger!"));
    browser_post(anna, "/sign-out", "");
    a = browser_get(anna, "/p/mug");
    assert_false(answer_has(&a, "Anna"));
    a = browser_get(anna, "/p/mug");
    assert_true(answer_has(&a, "Welcome to our store"));
    assert_true(answer_has(&a, "Cart: 0 items in cart"));
}

/* ---- Login as Customer ---- */

static void expect_nobody(const struct answer *a)
{
    assert_int_equal(a->status, 200);
    assert_false(answer_has(a, "lacb"));
    assert_false(answer_has(a, "Anna"));
    assert_false(answer_has(a, "/assist/"));
    assert_false(answer_has(a, "[Support]"));
    assert_false(answer_has(a, "noindex"));
}

static void
CF05_CA10_with_the_cache_disabled_support_neither_reads_nor_fills_it(struct test_store *t)
{
    HOUSE(t);
    (void)anna, (void)ben;
    set(h, NO_CACHE, "1");
    struct answer a;
    i64 found = cache_figures(b->site.cache).found;
    expect_made(0, a = browser_get(agent, assisted(h, "/p/mug")));
    assert_true(answer_has(&a, "You are logged in as Anna Berger"));
    assert_true(is_private(&a));
    assert_int_equal(cache_figures(b->site.cache).pages, 0);
    expect_made(1, a = browser_get(b, "/p/mug"));
    expect_nobody(&a);
    expect_made(0, a = browser_get(agent, assisted(h, "/p/mug")));
    assert_int_equal(cache_figures(b->site.cache).found, found);
}

static void CF06_CA11_with_the_cache_support_gets_kept_pages_with_its_banner(struct test_store *t)
{
    HOUSE(t);
    (void)anna, (void)ben;
    set(h, NO_CACHE, "0");
    struct answer a;
    expect_made(1, a = browser_get(agent, assisted(h, "/p/mug")));
    assert_true(answer_has(&a, "You are logged in as Anna Berger"));
    expect_made(0, a = browser_get(b, "/p/mug"));
    expect_nobody(&a);
    expect_made(0, a = browser_get(agent, assisted(h, "/p/mug")));
    assert_true(is_private(&a));
    assert_true(answer_has(&a, "You are logged in as Anna Berger"));
    assert_true(answer_has(&a, "Welcome, Anna Berger!"));
    assert_true(answer_has(&a, "Cart: 2 items in cart"));
    assert_true(answer_has(&a, "<title>[Support] "));
    assert_true(answer_has(&a, "noindex"));
    assert_true(answer_has(&a, at(t, "action=\"%s\"", assisted(h, "/cart/add/mug"))));
    assert_false(answer_has(&a, "href=\"/c/"));
}

static void CA13_the_end_of_a_session_takes_its_person_along(struct test_store *t)
{
    HOUSE(t);
    (void)ben;
    set(h, NO_CACHE, "0");
    struct answer a = browser_get(agent, assisted(h, "/p/mug"));
    assert_true(answer_has(&a, "Anna Berger"));
    a = browser_post(agent, assisted(h, "/close-session"), "");
    assert_int_equal(a.status, 303);
    a = browser_get(agent, assisted(h, "/p/mug"));
    assert_int_equal(a.status, 401);
    assert_false(answer_has(&a, "Anna"));
    a = browser_get(agent, "/p/mug");
    assert_false(answer_has(&a, "Anna"));
    a = browser_get(b, "/p/mug");
    expect_nobody(&a);
    a = browser_get(anna, "/p/mug");
    assert_true(answer_has(&a, "Welcome, Anna Berger!"));
    assert_false(answer_has(&a, "lacb"));
}

int main(void)
{
    static const struct test tests[] = {
        TEST(CA06_a_page_is_made_once_for_everybody),
        TEST(CA06_views_and_addresses_have_pages_of_their_own),
        TEST(CA06_TX04_a_group_with_another_tax_class_sees_its_own_prices),
        TEST(R33_what_the_row_does_not_name_changes_nothing),
        TEST(what_is_no_page_is_not_kept),
        TEST(CA08_CA09_carts_accounts_and_posts_are_never_kept),
        TEST(CA03_without_the_cache_every_page_is_made),
        TEST(CA07_a_saved_product_drops_only_the_pages_that_show_it),
        TEST(CA07_a_proxy_is_told_what_a_page_shows),
        TEST(a_page_that_was_seen_before_is_ones_own),
        TEST(a_setting_and_an_order_show_at_once),
        TEST(a_kept_page_is_the_page_that_would_be_made),
        TEST(the_form_of_a_kept_page_can_be_sent),
        TEST(R28_only_who_sends_no_cookie_gets_what_may_be_stored),
        TEST(a_proxy_may_keep_pages_when_it_is_told_for_how_long),
        TEST(an_unchanged_page_is_not_sent_again),
        TEST(CA12_what_is_private_follows_at_once),
        TEST(CF05_CA10_with_the_cache_disabled_support_neither_reads_nor_fills_it),
        TEST(CF06_CA11_with_the_cache_support_gets_kept_pages_with_its_banner),
        TEST(CA13_the_end_of_a_session_takes_its_person_along),
    };
    return run_on_both(tests, COUNT(tests));
}
