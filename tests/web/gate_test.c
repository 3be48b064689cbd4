/* The gate, over made-up pages (sample.c). */
#include "browser.h"
#include "sample.h"
#include "web/form.h"
#include "web/static.h"

#include <string.h>

#define POST_FORM "Content-Type: application/x-www-form-urlencoded\r\n"

/* Somebody who is signed in, by rows as the domain would write them. */
static void a_session(struct browser *b, char kind, str token)
{
    struct hash h = secret_hash(kind == 'a' ? S("admin-session") : S("shop-session"), token);
    str hex = hash_hex(b->t->mem, h);
    i64 now = time_now().us;
    bool sqlite = str_eq(str_from(b->t->engine), S("sqlite"));
    str blob = str_format(b->t->mem, sqlite ? "X'%.*s'" : "decode('%.*s', 'hex')", STR_ARG(hex));
    test_script(
        b->t,
        str_format(
            b->t->mem,
            "INSERT INTO %s (hash, %s, created_at, seen_at, ip, user_agent) VALUES (%.*s, 1, %lld, "
            "%lld, '', '');",
            kind == 'a' ? "admin_session" : "shop_session", kind == 'a' ? "user_id" : "customer_id",
            STR_ARG(blob), (long long)now, (long long)now));
}

#define TOKEN "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static void a_customer(struct browser *b)
{
    test_script(
        b->t,
        S("INSERT INTO customer (id, ref, website_id, store_view_id, group_id, first_name, last_name, "
          "name_fold, email, email_fold, active, confirmed, newsletter, created_at, failures, version) "
          "VALUES (1, 'abc', 1, 1, 1, 'Anna', 'Berger', 'anna berger', 'a@x.test', 'a@x.test', TRUE, "
          "TRUE, FALSE, 1, 0, 1);"));
    a_session(b, 's', S(TOKEN));
    browser_keep(b, S("kontor-shop"), S(TOKEN), S("/"));
}

static void a_clerk(struct browser *b, const char *resources)
{
    test_script(
        b->t,
        str_format(
            b->t->mem,
            "INSERT INTO role (id, name, access_all, resources, version) VALUES (1, 'r', FALSE, "
            "'%s', 1);"
            "INSERT INTO admin_user (id, user_name, user_name_fold, first_name, last_name, email, "
            "email_fold, password_hash, lang, active, role_id, failures, created_at, version) "
            "VALUES (1, 'jm', 'jm', 'J', 'M', 'j@x.test', 'j@x.test', '', 'en-US', TRUE, 1, 0, 1, "
            "1);",
            resources));
    a_session(b, 'a', S(TOKEN));
    browser_keep(b, S("kontor-admin"), S(TOKEN), S("/admin"));
}

/* ---- places ---- */

static void a_page_is_found_by_its_path(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct answer a = browser_get(b, "/p/cup");
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "<title>cup</title>"));
    assert_int_equal(browser_get(b, "/p/cup/more").status, 404);
    assert_int_equal(browser_get(b, "/nothing").status, 404);
    browser_end(b);
}

static void another_store_view_shows_its_code_in_every_link(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct answer a = browser_get(b, "/de/p/cup");
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "href=\"/de/p/cup\""));
    a = browser_get(b, "/p/cup");
    assert_true(answer_has(&a, "href=\"/p/cup\""));
    a = browser_get(b, "/de/echo");
    assert_true(answer_has(&a, "view=de base=/de page=/echo"));
    browser_end(b);
}

static void a_wrong_method_is_405_and_says_which_are_right(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct answer a = browser_send(b, "DELETE", "/form", (str){0}, (str){0});
    assert_int_equal(a.status, 405);
    assert_str_equal(answer_header(&a, "Allow"), S("GET, HEAD, POST"));
    a = browser_send(b, "GET", "/slow", (str){0}, (str){0});
    assert_int_equal(a.status, 405);
    assert_str_equal(answer_header(&a, "Allow"), S("POST"));
    browser_end(b);
}

static void a_path_that_climbs_or_hides_a_slash_is_refused(struct test_store *t)
{
    struct browser *b = browser_new(t);
    const char *bad[] = {"/p/../admin", "/p/%2e%2e/admin", "/p/a%2fb",  "/p/a%00b",  "/p/a%0ab",
                         "/p/%",        "/p/%f",           "/p/%zz",    "/p/%ff%fe", "/./p",
                         "/?a=%00",     "/?a=%ff",         "/?a=1&a=2", "/?=x"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_int_equal(browser_get(b, bad[i]).status, 400);
    assert_int_equal(browser_get(b, "/p/a%20b").status, 200);
    assert_int_equal(browser_get(b, "/?a=1&b%5B%5D=2&b%5B%5D=3").status, 200);
    browser_end(b);
}

/* ---- forms ---- */

static void a_form_with_its_token_is_accepted(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct answer a = browser_post(b, "/form", "name=Anna&email=a%40Example.COM&qty=3");
    assert_int_equal(a.status, 303);
    assert_str_equal(a.location, S("/form/Anna"));
    browser_end(b);
}

static void R38_a_form_without_its_token_goes_nowhere(struct test_store *t)
{
    struct browser *b = browser_new(t);
    b->never_token = true;
    u64 before = db_queries(t->db);
    struct answer a = browser_post(b, "/form", "name=Anna");
    assert_int_equal(a.status, 403);
    assert_int_equal(db_queries(t->db), before);
    a = browser_post(b, "/form", "name=Anna&form_token=");
    assert_int_equal(a.status, 403);
    a = browser_post(b, "/form", "name=Anna&form_token=AAAA");
    assert_int_equal(a.status, 403);
    browser_end(b);
}

static void R38_a_form_from_another_origin_goes_nowhere(struct test_store *t)
{
    static const char *const others[] = {
        "Origin: http://evil.test\r\n",
        "Origin: null\r\n",
        "Origin: http://shop.test.evil.test\r\n",
        "Origin: http://shop.test:81\r\n",
        "Referer: http://evil.test/shop.test\r\n",
        "",
        "Origin: http://shop.test\r\nSec-Fetch-Site: cross-site\r\n",
        "Origin: http://shop.test\r\nSec-Fetch-Site: same-site\r\n"};
    struct browser *b = browser_new(t);
    b->never_origin = true;
    for (size_t i = 0; i < COUNT(others); i++) {
        b->more = str_from(others[i]);
        assert_int_equal(browser_post(b, "/form", "name=Anna").status, 403);
    }
    b->more = S("Referer: http://shop.test/form\r\n");
    assert_int_equal(browser_post(b, "/form", "name=Anna").status, 303);
    b->more = S("Origin: http://shop.test\r\nSec-Fetch-Site: same-origin\r\n");
    assert_int_equal(browser_post(b, "/form", "name=Anna").status, 303);
    browser_end(b);
}

static void a_token_of_one_session_is_no_token_of_another(struct test_store *t)
{
    struct browser *b = browser_new(t);
    a_customer(b);
    struct browser *visitor = browser_again(b);
    b->never_token = visitor->never_token = true;
    str day = str_format(t->mem, "visitor %d %lld", SURFACE_SHOP, (long long)(time_now().us / DAY));
    str token = secret_mask(t->mem, secret_mac(b->site.key, day));
    const char *fields =
        str_z(t->mem, str_format(t->mem, "name=Anna&form_token=%.*s", STR_ARG(token)));
    assert_int_equal(browser_post(visitor, "/form", fields).status, 303);
    assert_int_equal(browser_post(b, "/form", fields).status, 403);
    b->never_token = false;
    assert_int_equal(browser_post(b, "/form", "name=Anna").status, 303);
    browser_end(visitor);
    browser_end(b);
}

static void a_wrong_form_is_shown_again_with_what_was_typed(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct answer a = browser_post(b, "/form", "name=%20&email=no&qty=100");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "<p class=problem id=\"name\">Name is required."));
    assert_true(answer_has(&a, "<p class=problem id=\"email\">This email address is not valid."));
    assert_true(
        answer_has(&a, "<p class=problem id=\"qty\">Quantity must be a number from 1 to 99."));
    a = browser_post(b, "/form", "name=Someone+with+a+very+long+name%3Cb%3E");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "value=\"Someone with a very long name&lt;b&gt;\""));
    assert_false(answer_has(&a, "stored name"));
    browser_end(b);
}

static void R35_a_field_sent_twice_is_refused(struct test_store *t)
{
    struct browser *b = browser_new(t);
    assert_int_equal(browser_post(b, "/form", "name=Anna&name=Bert").status, 400);
    browser_end(b);
}

static void only_forms_are_read(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct answer a =
        browser_send(b, "POST", "/form", S("Content-Type: application/json\r\n"), S("{}"));
    assert_int_equal(a.status, 415);
    assert_true(answer_has(&a, "<shop frame>"));
    a = browser_send(b, "POST", "/form", (str){0}, S("name=x"));
    assert_int_equal(a.status, 415);
    browser_end(b);
}

static void more_than_200_fields_or_2000_items_of_lists_are_too_many(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct buf body = {0};
    for (int i = 0; i < 201; i++)
        buf_printf(&body, "f%d=1&", i);
    struct answer a = browser_send(b, "POST", "/form", S(POST_FORM), buf_str(&body));
    assert_int_equal(a.status, 413);
    buf_clear(&body);
    for (size_t i = 0; i <= FORM_ITEMS_MOST; i++)
        buf_put(&body, S("a[]=1&"));
    a = browser_send(b, "POST", "/form", S(POST_FORM), buf_str(&body));
    assert_int_equal(a.status, 413);
    buf_free(&body);
    browser_end(b);
}

/* ---- who asks ---- */

static void a_visitor_is_sent_to_sign_in_and_back(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct answer a = browser_get(b, "/admin/customers?page=2");
    assert_int_equal(a.status, 303);
    assert_true(str_starts(a.location, S("/admin/sign-in?next=")));
    a = browser_get(b, str_z(t->mem, a.location));
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "./admin/customers?page=2\""));
    browser_end(b);
}

static void R42_only_a_target_that_we_signed_is_followed(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct answer a =
        browser_post(b, "/sign-in", "next=00000000000000000000000000000000.%2Fp%2Fcup");
    assert_str_equal(a.location, S("/"));
    a = browser_post(b, "/sign-in", "next=%2F%2Fevil.test");
    assert_str_equal(a.location, S("/"));
    const char *const outside[] = {"/out?to=//evil.test", "/out?to=https://evil.test",
                                   "/out?to=/%5Cevil.test", "/out?to=/%09/evil.test", "/out?to="};
    for (size_t i = 0; i < COUNT(outside); i++)
        assert_int_not_equal(browser_get(b, outside[i]).status, 303);
    assert_str_equal(browser_get(b, "/out?to=/p/cup").location, S("/p/cup"));
    browser_end(b);
}

static void staff_see_what_their_role_allows(struct test_store *t)
{
    struct browser *b = browser_new(t);
    a_clerk(b, "customers customers.all");
    struct answer a = browser_get(b, "/admin/customers");
    assert_int_equal(a.status, 200);
    assert_int_equal(a.actor.who, WHO_STAFF);
    a = browser_post(b, "/admin/customers/abc", "name=Anna");
    assert_int_equal(a.status, 403);
    assert_true(answer_has(&a, "<admin frame>"));
    assert_true(answer_has(&a, "Edit"));
    browser_end(b);
}

static void R37_a_token_that_proves_nothing_is_taken_back(struct test_store *t)
{
    struct browser *b = browser_new(t);
    const char *const bad[] = {"x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB", "AAAA%00",
                               "A' OR 1=1"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        browser_keep(b, S("kontor-admin"), str_from(bad[i]), S("/admin"));
        struct answer a = browser_get(b, "/admin/customers");
        assert_int_equal(a.status, 303);
        assert_int_equal(a.actor.who, WHO_VISITOR);
        assert_str_equal(browser_cookie(b, S("kontor-admin")), S(""));
    }
    browser_end(b);
}

static void R03_every_changed_byte_of_a_token_proves_nothing(struct test_store *t)
{
    struct browser *b = browser_new(t);
    a_clerk(b, "customers customers.all");
    char token[] = TOKEN;
    for (size_t i = 0; i < sizeof token - 1; i++) {
        token[i] = 'B';
        browser_keep(b, S("kontor-admin"), str_from(token), S("/admin"));
        assert_int_equal(browser_get(b, "/admin/customers").status, 303);
        token[i] = 'A';
    }
    browser_end(b);
}

static void R21_two_identities_in_one_request_are_refused(struct test_store *t)
{
    struct browser *b = browser_new(t);
    a_clerk(b, "customers");
    browser_keep(b, S("kontor-assist"), S("x"), S("/"));
    assert_int_equal(browser_get(b, "/admin/").status, 400);
    browser_keep(b, S("kontor-assist"), (str){0}, S("/"));
    browser_keep(b, S("__SeCuRe-kontor-assist"), S("x"), S("/"));
    assert_int_equal(browser_get(b, "/admin/").status, 400);
    browser_keep(b, S("__SeCuRe-kontor-assist"), (str){0}, S("/"));
    assert_int_equal(browser_get(b, "/admin/").status, 200);
    browser_keep(b, S("kontor-admin"), S(TOKEN), S("/"));
    assert_int_equal(browser_get(b, "/assist/k7f3abcd/").status, 400);
    browser_end(b);
}

static void a_session_cookie_that_comes_twice_is_refused(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct answer a =
        browser_send(b, "GET", "/", S("Cookie: kontor-shop=a; kontor-shop=b\r\n"), (str){0});
    assert_int_equal(a.status, 400);
    browser_end(b);
}

static void a_label_without_its_token_is_401(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct answer a = browser_get(b, "/assist/k7f3abcdefghijkl/p/cup");
    assert_int_equal(a.status, 401);
    assert_true(answer_has(&a, "<shop frame>"));
    assert_int_equal(a.actor.who, WHO_VISITOR);
    browser_end(b);
}

static void a_label_that_is_none_never_reaches_a_link(struct test_store *t)
{
    struct browser *b = browser_new(t);
    const char *const odd[] = {"/assist/%22%3E%3Cscript%3E/p/cup",
                               "/assist/ABC/",
                               "/assist//p/cup",
                               "/assist/abcdefghijklmnopqrstuvwxyz0123456789/",
                               "/assist",
                               "/assist/"};
    for (size_t i = 0; i < COUNT(odd); i++) {
        struct answer a = browser_get(b, odd[i]);
        assert_int_equal(a.status, 404);
        assert_false(answer_has(&a, "script>"));
    }
    browser_end(b);
}

static void a_form_of_a_session_that_is_over_leads_to_sign_in(struct test_store *t)
{
    struct browser *b = browser_new(t);
    browser_keep(b, S("kontor-admin"), S(TOKEN), S("/admin"));
    struct answer a = browser_post(b, "/admin/customers/abc", "name=Anna");
    assert_int_equal(a.status, 303);
    assert_str_equal(a.location, S("/admin/sign-in"));
    assert_str_equal(browser_cookie(b, S("kontor-admin")), S(""));
    a = browser_get(b, "/admin/sign-in");
    assert_true(answer_has(&a, "Your session is over. Please sign in again."));
    browser_end(b);
}

static void a_hidden_spelling_of_a_slow_page_is_slow_too(struct test_store *t)
{
    struct browser *b = browser_new(t);
    static const struct {
        const char *method, *target;
        enum gate_speed speed;
    } rows[] = {
        {"GET", "/", GATE_QUICK},
        {"GET", "/sign-in", GATE_QUICK},
        {"POST", "/form", GATE_WRITE},
        {"POST", "/sign-in", GATE_SLOW},
        {"POST", "/sign-in?next=x", GATE_SLOW},
        {"POST", "/sign%2Din", GATE_SLOW},
        {"POST", "/de/s%69gn-in", GATE_SLOW},
        {"POST", "/assist/abc/de/sign-in", GATE_SLOW},
        {"POST", "/nothing", GATE_WRITE},
        {"POST", "/%", GATE_WRITE},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(gate_speed(&b->site, t->mem,
                                    &(struct head){.method = str_from(rows[i].method),
                                                   .target = str_from(rows[i].target),
                                                   .host = b->host}),
                         rows[i].speed);
    browser_end(b);
}

/* ---- errors ---- */

static void every_error_has_its_status_in_the_frame(struct test_store *t)
{
    static const struct {
        const char *path;
        int status;
        const char *says;
    } rows[] = {
        {"/fail/invalid", 400, "Bad Request"},
        {"/fail/missing", 404, "Page not found"},
        {"/fail/conflict", 409, "Somebody else"},
        {"/fail/broken", 500, "Something went wrong"},
    };
    struct browser *b = browser_new(t);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct answer a = browser_get(b, rows[i].path);
        assert_int_equal(a.status, rows[i].status);
        assert_true(answer_has(&a, "<shop frame>"));
        assert_true(answer_has(&a, rows[i].says));
        assert_str_equal(browser_cookie(b, S("leftover")), S(""));
    }
    struct answer a = browser_get(b, "/fail/denied");
    assert_int_equal(a.status, 303);
    a_customer(b);
    a = browser_get(b, "/fail/denied");
    assert_int_equal(a.status, 403);
    browser_end(b);
}

static void an_error_page_that_fails_leaves_the_last_resort(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct answer a = browser_get(b, "/fail/missing?error=1");
    assert_int_equal(a.status, 404);
    assert_false(answer_has(&a, "<shop frame>"));
    assert_true(answer_has(&a, "<h1>Page not found</h1>"));
    browser_end(b);
}

static void R39_a_page_that_tries_to_write_is_broken_not_obeyed(struct test_store *t)
{
    struct browser *b = browser_new(t);
    assert_int_equal(browser_get(b, "/write").status, 500);
    struct answer a = browser_get(b, "/de/echo");
    assert_int_equal(a.status, 200);
    browser_end(b);
}

/* ---- messages ---- */

static void a_message_is_shown_once_by_the_next_page(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct answer a = browser_post(b, "/form", "name=M%C3%BCller+%26+Co");
    assert_int_equal(a.status, 303);
    a = browser_get(b, str_z(t->mem, a.location));
    assert_true(answer_has(&a, "<p class=flash>Saved Müller &amp; Co.</p>"));
    a = browser_get(b, "/");
    assert_false(answer_has(&a, "flash"));
    browser_end(b);
}

static void a_message_that_we_did_not_sign_is_not_shown(struct test_store *t)
{
    struct browser *b = browser_new(t);
    browser_post(b, "/form", "name=Anna");
    str own = str_copy(t->mem, browser_cookie(b, S("kontor-flash")));
    assert_true(own.n > 0);
    browser_keep(b, S("kontor-flash"), str_join(t->mem, own, S("x")), S("/"));
    struct answer a = browser_get(b, "/");
    assert_false(answer_has(&a, "flash"));
    browser_end(b);
}

/* ---- headers ---- */

static void every_answer_bears_the_headers(struct test_store *t)
{
    const char *const paths[] = {
        "/", "/nothing", "/fail/broken", "/healthz", "/static/0/x", "/admin/customers", "/%"};
    struct browser *b = browser_new(t);
    for (size_t i = 0; i < COUNT(paths); i++) {
        struct answer a = browser_get(b, paths[i]);
        assert_true(str_starts(answer_header(&a, "Content-Security-Policy"),
                               S("default-src 'none'; script-src ")));
        assert_str_equal(answer_header(&a, "X-Content-Type-Options"), S("nosniff"));
        assert_str_equal(answer_header(&a, "Referrer-Policy"), S("same-origin"));
        assert_str_equal(answer_header(&a, "Cross-Origin-Opener-Policy"), S("same-origin"));
        assert_str_equal(answer_header(&a, "Cache-Control"), S("private, no-store"));
        assert_str_equal(answer_header(&a, "Server"), S(""));
    }
    browser_end(b);
}

static void R27_an_answer_with_a_cookie_is_never_stored(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct answer a = browser_get(b, "/cached");
    assert_true(str_starts(answer_header(&a, "Cache-Control"), S("public")));
    a = browser_get(b, "/cached?cookie=1");
    assert_str_equal(answer_header(&a, "Cache-Control"), S("private, no-store"));
    browser_end(b);
}

static void cookies_are_bound_to_https_when_the_shop_is(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct answer a = browser_post(b, "/form", "name=Anna");
    str plain = answer_header(&a, "Set-Cookie");
    assert_true(str_starts(plain, S("kontor-flash=")));
    assert_true(str_ends(plain, S("; HttpOnly; SameSite=Lax")));
    b->site.base_url = S("https://shop.test");
    a = browser_post(b, "/form", "name=Anna");
    str secure = answer_header(&a, "Set-Cookie");
    assert_true(str_starts(secure, S("__Host-kontor-flash=")));
    assert_true(str_ends(secure, S("; HttpOnly; SameSite=Lax; Secure")));
    assert_str_equal(answer_header(&a, "Strict-Transport-Security"), S("max-age=31536000"));
    /* The name without its prefix proves nothing there. */
    a_clerk(b, "customers customers.all");
    assert_int_equal(browser_get(b, "/admin/customers").status, 303);
    browser_keep(b, S("__Secure-kontor-admin"), S(TOKEN), S("/admin"));
    assert_int_equal(browser_get(b, "/admin/customers").status, 200);
    browser_end(b);
}

static void R33_only_a_trusted_proxy_says_who_the_client_is(struct test_store *t)
{
    struct browser *b = browser_new(t);
    b->more = S(
        "X-Forwarded-For: 10.9.8.7, 203.0.113.5\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Prefix: /evil\r\n"
        "X-Forwarded-Host: evil.test\r\n");
    struct answer a = browser_get(b, "/echo");
    assert_true(answer_has(&a, "ip=192.0.2.7 https=0"));
    assert_false(answer_has(&a, "evil"));
    static struct network proxy;
    assert_true(network_parse(S("192.0.2.0/24"), &proxy));
    b->site.proxies = (struct networks){&proxy, 1};
    a = browser_get(b, "/echo");
    assert_true(answer_has(&a, "ip=203.0.113.5 https=1"));
    assert_false(answer_has(&a, "evil"));
    browser_end(b);
}

static void a_page_is_packed_when_the_browser_takes_it(struct test_store *t)
{
    struct browser *b = browser_new(t);
    b->more = S("Accept-Encoding: br, gzip\r\n");
    struct answer a = browser_get(b, "/big");
    assert_str_equal(answer_header(&a, "Content-Encoding"), S("gzip"));
    assert_str_equal(answer_header(&a, "Vary"), S("Accept-Encoding"));
    assert_true(a.body.n < 10000);
    b->more = S("Accept-Encoding: gzip;q=0\r\n");
    a = browser_get(b, "/big");
    assert_str_equal(answer_header(&a, "Content-Encoding"), S(""));
    assert_true(a.body.n > 400000);
    browser_end(b);
}

static void a_static_file_is_kept_for_ever_under_its_fingerprint(struct test_store *t)
{
    struct browser *b = browser_new(t);
    str url = static_url(S("app.css"));
    struct answer a = browser_get(b, str_z(t->mem, url));
    assert_int_equal(a.status, 200);
    assert_str_equal(answer_header(&a, "Cache-Control"), S("public, max-age=31536000, immutable"));
    assert_str_equal(a.type, S("text/css; charset=utf-8"));
    assert_true(str_has(a.body, str_join(t->mem, S("url(\""), static_url(S("inter-latin.woff2")))));
    b->more = S("Accept-Encoding: gzip, br\r\n");
    struct answer packed = browser_get(b, str_z(t->mem, url));
    assert_str_equal(answer_header(&packed, "Content-Encoding"), S("br"));
    assert_true(packed.body.n < a.body.n / 2);
    assert_int_equal(browser_get(b, "/static/0000000000000000/app.css").status, 404);
    assert_int_equal(browser_get(b, "/static/0000000000000000/../app.css").status, 400);
    browser_end(b);
}

static void the_policy_lets_one_script_run(struct test_store *t)
{
    struct browser *b = browser_new(t);
    struct answer a = browser_get(b, "/");
    str hash = view_integrity(NULL, S("enhance.js"));
    assert_true(str_starts(hash, S("sha256-")));
    str expected = str_format(
        t->mem,
        "default-src 'none'; script-src '%.*s'; style-src 'self'; img-src 'self'; font-src "
        "'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types enhance",
        STR_ARG(hash));
    assert_str_equal(answer_header(&a, "Content-Security-Policy"), expected);
    browser_end(b);
}

static const struct test tests[] = {
    TEST(a_page_is_found_by_its_path),
    TEST(another_store_view_shows_its_code_in_every_link),
    TEST(a_wrong_method_is_405_and_says_which_are_right),
    TEST(a_path_that_climbs_or_hides_a_slash_is_refused),
    TEST(a_form_with_its_token_is_accepted),
    TEST(R38_a_form_without_its_token_goes_nowhere),
    TEST(R38_a_form_from_another_origin_goes_nowhere),
    TEST(a_token_of_one_session_is_no_token_of_another),
    TEST(a_wrong_form_is_shown_again_with_what_was_typed),
    TEST(R35_a_field_sent_twice_is_refused),
    TEST(only_forms_are_read),
    TEST(more_than_200_fields_or_2000_items_of_lists_are_too_many),
    TEST(a_visitor_is_sent_to_sign_in_and_back),
    TEST(R42_only_a_target_that_we_signed_is_followed),
    TEST(staff_see_what_their_role_allows),
    TEST(R37_a_token_that_proves_nothing_is_taken_back),
    TEST(R03_every_changed_byte_of_a_token_proves_nothing),
    TEST(R21_two_identities_in_one_request_are_refused),
    TEST(a_session_cookie_that_comes_twice_is_refused),
    TEST(a_label_without_its_token_is_401),
    TEST(a_label_that_is_none_never_reaches_a_link),
    TEST(a_form_of_a_session_that_is_over_leads_to_sign_in),
    TEST(a_hidden_spelling_of_a_slow_page_is_slow_too),
    TEST(every_error_has_its_status_in_the_frame),
    TEST(an_error_page_that_fails_leaves_the_last_resort),
    TEST(R39_a_page_that_tries_to_write_is_broken_not_obeyed),
    TEST(a_message_is_shown_once_by_the_next_page),
    TEST(a_message_that_we_did_not_sign_is_not_shown),
    TEST(every_answer_bears_the_headers),
    TEST(R27_an_answer_with_a_cookie_is_never_stored),
    TEST(cookies_are_bound_to_https_when_the_shop_is),
    TEST(R33_only_a_trusted_proxy_says_who_the_client_is),
    TEST(a_page_is_packed_when_the_browser_takes_it),
    TEST(a_static_file_is_kept_for_ever_under_its_fingerprint),
    TEST(the_policy_lets_one_script_run),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
