/* Login as Customer over two hosts, page by page: admin.test, and help.test for assisted sessions. */
#include "legs.h"

#include "domain/assist.h"
#include "domain/settings.h"
#include "rows.h"

static bool has(struct answer a, const char *text)
{
    return answer_has(&a, text);
}

/* The hosts set, and the agent's browser at the back office. The house's browsers send their cookies to every path, so what
 * the storefront's host sets is kept by another one. */
static struct browser *agent_at_admin(struct house *h)
{
    set(h, "login_as_customer/general/assist_url", "http://help.test/");
    set(h, "admin/url/custom", "http://admin.test/");
    struct browser *b = house_browser(h, AGENT);
    b->host = S("admin.test");
    return b;
}

struct leg1 {
    struct answer page;
    str action, secret;
};
static struct leg1 start(struct house *h, struct browser *b)
{
    struct answer a =
        browser_post(b, at(h->t, "/admin/assist/customer/%.*s", STR_ARG(h->anna.ref)), "from=view");
    assert_int_equal(a.status, 200);
    return (struct leg1){a, attribute(a, "action=\"http://help.test"),
                         attribute(a, "name=\"secret\" value=\"")};
}

static void R14_a_session_opens_on_its_own_host_step_by_step(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = agent_at_admin(h), *shop = browser_again(b);
    struct leg1 one = start(h, b);
    assert_true(str_has(answer_header(&one.page, "Content-Security-Policy"),
                        S("form-action 'self' http://help.test;")));
    assert_str_equal(answer_header(&one.page, "Referrer-Policy"), S("strict-origin"));
    assert_str_equal(answer_header(&one.page, "Cache-Control"), S("private, no-store"));

    struct answer two = arrive(shop, "help.test", one.action, one.secret, "http://admin.test");
    assert_int_equal(two.status, 303);
    assert_true(str_starts(two.location, S("http://admin.test/admin/assist/")));
    str label = label_of(two.location);
    str account = str_format(t->mem, "/assist/%.*s/account", STR_ARG(label));
    assert_int_equal(get_at(shop, "help.test", account).status, 401);

    struct answer three = get_at(b, "admin.test", path_of(two.location));
    assert_int_equal(three.status, 303);
    assert_true(str_starts(three.location, S("http://help.test/assist/")));

    struct answer four = get_at(shop, "help.test", path_of(three.location));
    assert_int_equal(four.status, 200);
    assert_true(str_ends(answer_header(&four, "Refresh"), account));
    struct answer a = get_at(shop, "help.test", account);
    assert_int_equal(a.status, 200);
    assert_true(has(a, "Anna Berger"));
    assert_int_equal(a.actor.who, WHO_ASSIST);
    const struct answer *const legs[] = {&two, &three, &four};
    for (size_t i = 0; i < COUNT(legs); i++)
        for (size_t k = 0; k < legs[i]->n_headers; k++)
            assert_false(str_has(legs[i]->headers[k].value, one.secret));

    a = browser_post(shop, at(t, "/assist/%.*s/close-session", STR_ARG(label)), "");
    assert_int_equal(a.status, 303);
    assert_true(str_starts(a.location, S("http://admin.test/admin/assist/")));
    a = get_at(b, "admin.test", path_of(a.location));
    assert_int_equal(a.status, 200);
    assert_str_equal(answer_header(&a, "Refresh"),
                     str_join(t->mem, S("0; url=/admin/customers/"), h->anna.ref));
    browser_end(shop);
    browser_end(b);
}

static void R13_another_browser_does_not_get_in(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = agent_at_admin(h), *other = browser_again(b);
    struct leg1 one = start(h, b);
    struct answer two = arrive(other, "help.test", one.action, one.secret, "http://admin.test");
    assert_int_equal(two.status, 303);
    assert_int_equal(get_at(other, "admin.test", path_of(two.location)).status, 403);
    str label = label_of(two.location);
    assert_int_equal(
        get_at(other, "help.test", str_format(t->mem, "/assist/%.*s/account", STR_ARG(label)))
            .status,
        401);
    assert_int_equal(
        get_at(other, "help.test",
               str_format(t->mem, "/assist/%.*s/enter?view=1&proof=%064d", STR_ARG(label), 0))
            .status,
        403);
    browser_end(other);
    browser_end(b);
}

static i64 open_sessions(struct house *h)
{
    assert_ok(assist_sweep(as_program(h->w)));
    return rows_number(h->t, "SELECT count(*) FROM assist_session WHERE ended_at IS NULL");
}

static void R14_whoever_knows_the_label_ends_nothing_and_learns_nothing(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = agent_at_admin(h), *shop = browser_again(b), *other = browser_again(b);
    i64 before = open_sessions(h);
    struct leg1 one = start(h, b);
    str label = label_of(one.action);
    const char *paths[] = {at(t, "/admin/assist/%.*s", STR_ARG(label)),
                           at(t, "/admin/assist/%.*s?proof=%064d", STR_ARG(label), 0),
                           at(t, "/admin/assist/%.*s/back", STR_ARG(label))};
    for (int step = 0; step < 3; step++) {
        for (size_t i = 0; i < COUNT(paths); i++)
            assert_int_equal(get_at(other, "admin.test", str_from(paths[i])).status, 404);
        assert_int_equal(open_sessions(h), before + 1);
        if (step == 0) {
            struct answer two =
                arrive(shop, "help.test", one.action, one.secret, "http://admin.test");
            struct answer three = get_at(b, "admin.test", path_of(two.location));
            assert_int_equal(get_at(shop, "help.test", path_of(three.location)).status, 200);
        }
        if (step == 1) /* who started may come back to that address */
            assert_int_equal(get_at(b, "admin.test", str_from(paths[2])).status, 200);
    }
    struct answer a =
        get_at(shop, "help.test", str_format(t->mem, "/assist/%.*s/account", STR_ARG(label)));
    assert_int_equal(a.status, 200);
    browser_end(other);
    browser_end(shop);
    browser_end(b);
}

static void R13_secret_origin_and_time_are_checked(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = agent_at_admin(h);
    struct leg1 one = start(h, b);
    static const char *const origins[] = {NULL, "null", "http://help.test", "https://admin.test",
                                          "http://evil.example"};
    for (size_t i = 0; i < COUNT(origins); i++)
        assert_int_equal(arrive(b, "help.test", one.action, one.secret, origins[i]).status, 403);
    assert_int_equal(arrive(b, "help.test", one.action, S("wrong"), "http://admin.test").status,
                     403);
    assert_int_equal(arrive(b, "help.test", S("/arrive"), one.secret, "http://admin.test").status,
                     404);
    assert_int_equal(arrive(b, "help.test", one.action, one.secret, "http://admin.test").status,
                     303);
    assert_int_equal(arrive(b, "help.test", one.action, one.secret, "http://admin.test").status,
                     403);
    assert_int_equal(
        rows_number(
            t, "SELECT count(*) FROM action_log WHERE cause = 'handover_refused' AND NOT success"),
        COUNT(origins) + 2);
    browser_end(b);
}

static void R14_the_hosts_serve_nothing_of_each_other(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = agent_at_admin(h);
    static const char *const elsewhere[][2] = {{"help.test", "/admin/dashboard"},
                                               {"help.test", "/cart"},
                                               {"help.test", "/"},
                                               {"admin.test", "/cart"},
                                               {"shop.test", "/admin/dashboard"}};
    for (size_t i = 0; i < COUNT(elsewhere); i++)
        if (get_at(b, elsewhere[i][0], str_from(elsewhere[i][1])).status != 404)
            fail_msg("%s%s", elsewhere[i][0], elsewhere[i][1]);
    struct browser *assisting = house_browser(h, ASSISTING);
    str account = str_format(t->mem, "/assist/%.*s/account", STR_ARG(h->label));
    assert_int_equal(get_at(assisting, "admin.test", account).status, 404);
    assert_int_equal(get_at(assisting, "shop.test", account).status, 404);
    assert_int_equal(get_at(assisting, "help.test", account).status, 200);
    browser_end(assisting);
    browser_end(b);
}

static void the_page_works_without_javascript(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = agent_at_admin(h);
    struct leg1 one = start(h, b);
    assert_true(has(one.page, "<form method=\"post\" action=\"http://help.test/assist/"));
    assert_true(has(one.page, ">Open the Storefront</button>"));
    str form = one.page.body;
    while (form.n && !str_starts(form, S("action=\"http://help.test")))
        form = str_skip(form, 1);
    for (size_t i = 0; i < form.n; i++)
        if (str_starts(str_skip(form, i), S("</form>")))
            form.n = i;
    assert_false(str_has(form, S("form_token")));
    browser_end(b);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(R14_a_session_opens_on_its_own_host_step_by_step),
        TEST(R13_another_browser_does_not_get_in),
        TEST(R14_whoever_knows_the_label_ends_nothing_and_learns_nothing),
        TEST(R13_secret_origin_and_time_are_checked),
        TEST(R14_the_hosts_serve_nothing_of_each_other),
        TEST(the_page_works_without_javascript),
    };
    return run_on_both(tests, COUNT(tests));
}
