/* Hosts, store codes and the accounts of several websites. */
#include "legs.h"

#include "domain/scope.h"
#include "domain/settings.h"
#include "rows.h"

static bool has(struct answer a, const char *text)
{
    return answer_has(&a, text);
}

#define WITH(b, who)                                                                               \
    struct house *h = house_make(t);                                                               \
    struct browser *b = house_browser(h, who)

static void SC20_a_base_url_ends_with_a_slash_and_has_no_path(struct test_store *t)
{
    static const char *const wrongs[] = {"http://shop.example",
                                         "shop.example/",
                                         "ftp://shop.example/",
                                         "http:///",
                                         "http://shop.example/de/",
                                         "http://SHOP.example/",
                                         "http://shop.example:0/",
                                         "http://shop.example:/",
                                         "http://a@b/",
                                         "http://shop.example/?x"};
    struct house *h = house_make(t);
    struct scope view = {SCOPE_VIEW, 2};
    for (size_t i = 0; i < COUNT(wrongs); i++) {
        struct setting_change change = {.row = setting_find(S("web/unsecure/base_url")),
                                        .value = str_from(wrongs[i])};
        if (settings_save_at(as_program(h->w), view, &change, 1) != ERR_INVALID)
            fail_msg("%s is taken", wrongs[i]);
    }
    set_at(h, view, "web/unsecure/base_url", "https://de.shop.example:8443/");
    set_at(h, view, "web/unsecure/base_url", "");
}

static void a_view_with_a_base_url_is_on_its_host_alone(struct test_store *t)
{
    WITH(b, VISITOR);
    second_website(h);
    assert_int_equal(browser_get(b, "/us_en/cart").status, 404);
    at_host(b, "us.test");
    struct answer a = browser_get(b, "/");
    assert_int_equal(a.status, 200);
    assert_true(has(a, "lang=\"en\""));
    assert_int_equal(browser_get(b, "/de/cart").status, 404);
    assert_int_equal(browser_get(b, "/us_en/cart").status, 404);
    at_host(b, "US.TEST");
    assert_int_equal(browser_get(b, "/cart").status, 200);
    browser_end(b);
}

static void a_host_of_nobody_leads_to_the_base_url(struct test_store *t)
{
    WITH(b, VISITOR);
    second_website(h);
    set_at(h, (struct scope){SCOPE_WEBSITE, 1}, "web/unsecure/base_url", "http://shop.test/");
    at_host(b, "other.test");
    struct answer a = browser_get(b, "/cart?x=1");
    assert_int_equal(a.status, 302);
    assert_str_equal(a.location, S("http://shop.test/cart?x=1"));
    set(h, "web/url/redirect_to_base", "301");
    assert_int_equal(browser_get(b, "/cart").status, 301);
    set(h, "web/url/redirect_to_base", "0");
    assert_int_equal(browser_get(b, "/cart").status, 200);
    browser_end(b);
}

static void SC21_with_yes_every_link_has_the_code(struct test_store *t)
{
    WITH(b, VISITOR);
    set(h, "web/url/use_store", "1");
    struct answer a = browser_get(b, "/en/");
    assert_int_equal(a.status, 200);
    str rest = a.body;
    for (; rest.n; rest = str_skip(rest, 1))
        if (str_starts(rest, S("href=\"/")) && !str_starts(rest, S("href=\"/en/")) &&
            !str_starts(rest, S("href=\"/de/")) && !str_starts(rest, S("href=\"/static/")))
            fail_msg("a link without a code: %.*s", 60, rest.at);
    assert_int_equal(browser_get(b, "/cart").status, 200);
    assert_int_equal(browser_get(b, "/en/cart").status, 200);
    browser_end(b);
}

static void SC22_with_no_a_cookie_chooses_and_the_address_stays(struct test_store *t)
{
    WITH(b, VISITOR);
    set(h, "web/url/use_store", "0");
    struct answer a = browser_get(b, "/cart");
    assert_true(has(a, "lang=\"en\""));
    str rest = a.body;
    while (rest.n && !str_starts(rest, S("/store-view/de?next=")))
        rest = str_skip(rest, 1);
    str link;
    assert_true(str_cut(&rest, '"', &link) && link.n);
    a = browser_get(b, str_z(t->mem, link));
    assert_int_equal(a.status, 303);
    assert_str_equal(a.location, S("/cart"));
    assert_true(has(browser_get(b, "/cart"), "lang=\"de\""));
    assert_int_equal(browser_get(b, "/de/cart").status, 404);
    assert_int_equal(browser_get(b, "/store-view/none").status, 404);
    browser_end(b);
}

/* What stands behind `from` in a link to another language, on a page that is kept and asked for twice by somebody without a
 * cookie. */
static str link_of_kept(struct browser *b, const char *from)
{
    str made = S(""), found;
    for (int i = 0; i < 2; i++) {
        struct answer a = browser_get(b, "/p/mug");
        assert_int_equal(a.status, 200);
        assert_false(has(a, "href=\"#\""));
        found = str_copy(b->t->mem, attribute(a, from));
        assert_true(i == 0 || str_eq(made, found));
        made = found;
    }
    return made;
}

static void SC22_kept_pages_lead_to_the_other_languages(struct test_store *t)
{
    WITH(b, VISITOR);
    set(h, "web/url/use_store", "0");
    str link = link_of_kept(b, "href=\"/store-view/de");
    assert_true(str_starts(link, S("?next=")));
    struct answer a = browser_get(b, at(t, "/store-view/de%.*s", STR_ARG(link)));
    assert_int_equal(a.status, 303);
    assert_str_equal(a.location, S("/p/mug"));
    a = browser_get(b, "/p/mug");
    assert_true(has(a, "lang=\"de\"") && has(a, "href=\"/store-view/en?next="));
    set_at(h, (struct scope){SCOPE_VIEW, 2}, "web/unsecure/base_url", "http://de.test/");
    struct browser *other = browser_again(b);
    assert_str_equal(link_of_kept(other, "href=\"http://de.test"), S("/p/mug"));
    browser_end(other);
    browser_end(b);
}

static void the_back_office_can_have_a_host_of_its_own(struct test_store *t)
{
    WITH(b, OWNER);
    set(h, "admin/url/custom", "http://admin.test/");
    assert_int_equal(browser_get(b, "/admin/dashboard").status, 404);
    at_host(b, "admin.test");
    assert_int_equal(browser_get(b, "/admin/dashboard").status, 200);
    assert_int_equal(browser_get(b, "/cart").status, 404);
    browser_end(b);
}

static void no_page_of_the_shop_can_be_hidden_by_a_code(struct test_store *t)
{
    struct house *h = house_make(t);
    for (size_t i = 1; i < ROUTE_COUNT; i++) {
        const struct route *route = route_at((enum route_id)i);
        str rest = str_skip(route->path, 1), first;
        if (route->surface != SURFACE_SHOP || !str_cut(&rest, '/', &first) || first.n == 0)
            continue;
        struct view_edit view = {.store_id = 1, .name = S("X"), .code = first, .enabled = true};
        i64 id;
        if (store_view_save(as_program(h->w), &view, &id) != ERR_INVALID)
            fail_msg("%.*s is taken as a code", STR_ARG(first));
    }
}

/* ---- accounts ---- */

static struct answer sign_in(struct browser *b)
{
    return browser_post(b, "/sign-in", "email=anna%40customers.test&password=Sonnen-Schein7");
}

static void accounts_of_a_website_do_not_count_on_another(struct test_store *t)
{
    WITH(b, VISITOR);
    second_website(h);
    assert_int_equal(sign_in(at_host(b, "us.test")).status, 422);
    assert_int_equal(sign_in(at_host(b, "shop.test")).status, 303);
    assert_int_equal(browser_get(b, "/account").status, 200);
    at_host(b, "us.test");
    assert_int_equal(browser_get(b, "/account").status, 303);
    browser_keep(b, S("kontor-shop-us"), browser_cookie(b, S("kontor-shop")), S("/"));
    assert_int_equal(browser_get(b, "/account").status, 303);
    browser_end(b);
}

static void shared_accounts_count_on_every_website(struct test_store *t)
{
    WITH(b, VISITOR);
    second_website(h);
    set(h, "customer/account_share/scope", "0");
    assert_int_equal(sign_in(at_host(b, "us.test")).status, 303);
    assert_int_equal(browser_get(b, "/account").status, 200);
    browser_end(b);
}

static void accounts_with_one_address_twice_cannot_be_shared(struct test_store *t)
{
    WITH(b, VISITOR);
    struct second s = second_website(h);
    test_script(t,
                str_format(t->mem,
                           "UPDATE customer SET website_id = %lld, email = 'anna@customers.test', "
                           "email_fold = 'anna@customers.test' WHERE id = %lld;\n",
                           (long long)s.website, (long long)h->ben.id));
    struct setting_change change = {.row = setting_find(S("customer/account_share/scope")),
                                    .value = S("0")};
    assert_err(ERR_INVALID, settings_save(as_program(h->w), &change, 1));
    assert_true(has_problem(h->w, "customer/account_share/scope"));
    browser_end(b);
}

static void GR03_a_group_that_is_kept_out_of_a_website_cannot_sign_in_there(struct test_store *t)
{
    WITH(b, VISITOR);
    assert_int_equal(sign_in(b).status, 303);
    test_script(t,
                S("INSERT INTO customer_group_excluded (group_id, website_id) VALUES (1, 1);\n"));
    assert_int_equal(browser_get(b, "/account").status, 303);
    assert_int_equal(sign_in(b).status, 422);
    browser_end(b);
}

static void GR03_support_is_refused_where_the_group_is_kept_out(struct test_store *t)
{
    WITH(b, AGENT);
    test_script(t,
                S("INSERT INTO customer_group_excluded (group_id, website_id) VALUES (1, 1);\n"));
    struct answer a =
        browser_post(b, at(t, "/admin/assist/customer/%.*s", STR_ARG(h->anna.ref)), "from=view");
    assert_int_equal(a.status, 403);
    assert_int_equal(
        rows_number(
            t, "SELECT count(*) FROM action_log WHERE cause = 'no_store_view' AND NOT success"),
        1);
    browser_end(b);
}

static void ST09_the_menu_is_what_stands_below_the_stores_root(struct test_store *t)
{
    WITH(b, VISITOR);
    test_script(
        t, S("INSERT INTO category (id, parent_id, slug, sort_order, active, version) VALUES "
             "(901, NULL, 'root', 9, TRUE, 1), (902, 901, 'below', 0, TRUE, 1);\n"
             "INSERT INTO category_text (category_id, store_view_id, name, description) VALUES "
             "(901, 0, 'The Root', ''), (902, 0, 'Below It', '');\n"));
    struct answer a = browser_get(b, "/cart");
    assert_true(has(a, ">The Root<") && !has(a, ">Below It<"));
    struct store_edit store;
    i64 id;
    assert_ok(store_get(as_program(h->w), 1, &store));
    store.root_category_id = 901;
    assert_ok(store_save(as_program(h->w), &store, &id));
    a = browser_get(b, "/cart");
    assert_true(has(a, ">Below It<") && !has(a, ">The Root<"));
    browser_end(b);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(SC20_a_base_url_ends_with_a_slash_and_has_no_path),
        TEST(a_view_with_a_base_url_is_on_its_host_alone),
        TEST(a_host_of_nobody_leads_to_the_base_url),
        TEST(SC21_with_yes_every_link_has_the_code),
        TEST(SC22_with_no_a_cookie_chooses_and_the_address_stays),
        TEST(SC22_kept_pages_lead_to_the_other_languages),
        TEST(the_back_office_can_have_a_host_of_its_own),
        TEST(no_page_of_the_shop_can_be_hidden_by_a_code),
        TEST(accounts_of_a_website_do_not_count_on_another),
        TEST(shared_accounts_count_on_every_website),
        TEST(accounts_with_one_address_twice_cannot_be_shared),
        TEST(GR03_a_group_that_is_kept_out_of_a_website_cannot_sign_in_there),
        TEST(GR03_support_is_refused_where_the_group_is_kept_out),
        TEST(ST09_the_menu_is_what_stands_below_the_stores_root),
    };
    return run_on_both(tests, COUNT(tests));
}
