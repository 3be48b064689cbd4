/* Faults of the reference that come from several stores, websites or hosts (login-as-customer.md §11): each test has the
 * number under which others met it, and fails where it happens. The back office is on admin.test, the main website on
 * shop.test, the other one on us.test. */
#include "legs.h"

#include "domain/scope.h"
#include "rows.h"

struct hosts {
    struct house *h;
    struct second us;
    struct browser *admin, *shop;
};

static bool has(struct answer a, const char *text)
{
    return answer_has(&a, text);
}

/* Clara is of the other website. */
static struct hosts hosts_make(struct test_store *t)
{
    struct house *h = house_make(t);
    struct hosts w = {.h = h, .us = second_website(h)};
    set(h, "admin/url/custom", "http://admin.test/");
    set_at(h, (struct scope){SCOPE_WEBSITE, 1}, "web/unsecure/base_url", "http://shop.test/");
    test_script(t, str_format(t->mem,
                              "UPDATE customer SET website_id = %lld, store_view_id = %lld WHERE "
                              "id = %lld;\n"
                              "UPDATE sales_order SET store_view_id = %lld WHERE customer_id = "
                              "%lld;\n",
                              (long long)w.us.website, (long long)w.us.view, (long long)h->clara.id,
                              (long long)w.us.view, (long long)h->clara.id));
    w.admin = house_browser(h, AGENT);
    w.shop = browser_again(w.admin);
    return w;
}

static void hosts_end(struct hosts *w)
{
    browser_end(w->shop);
    browser_end(w->admin);
}

static const char *start_path(struct hosts *w, const struct house_customer *k)
{
    return at(w->h->t, "/admin/assist/customer/%.*s", STR_ARG(k->ref));
}

static struct opened opens(struct hosts *w, const struct house_customer *k)
{
    return open_assist(w->admin, w->shop, start_path(w, k), "from=view");
}

static void expect_open(const struct opened *o, const char *host, const char *name)
{
    assert_int_equal(o->page.status, 200);
    assert_int_equal(o->page.actor.who, WHO_ASSIST);
    assert_str_equal(o->host, str_from(host));
    assert_true(has(o->page, name));
}

/* Nobody is signed in: a page that is kept is given without asking. */
static bool is_nobodys(struct answer a)
{
    return a.actor.who == WHO_VISITOR || a.actor.who == WHO_NOBODY;
}

/* The back office answers, and the storefront of the main website shows a visitor and its default view. */
static void expect_sound(struct hosts *w)
{
    struct answer a = get_at(w->admin, "admin.test", S("/admin/customers"));
    assert_int_equal(a.status, 200);
    a = get_at(w->shop, "shop.test", S("/"));
    assert_int_equal(a.status, 200);
    assert_true(is_nobodys(a));
    assert_true(has(a, "lang=\"en\""));
}

static void m2_29119_a_second_customer_opens_too(struct test_store *t)
{
    struct hosts w = hosts_make(t);
    struct opened anna = opens(&w, &w.h->anna);
    struct opened clara = opens(&w, &w.h->clara);
    expect_open(&anna, "shop.test", "Anna Berger");
    expect_open(&clara, "us.test", "Clara");
    struct answer a = get_at(w.shop, "shop.test",
                             str_format(t->mem, "/assist/%.*s/account", STR_ARG(anna.label)));
    assert_int_equal(a.status, 200);
    assert_true(has(a, "Anna Berger"));
    hosts_end(&w);
}

static void m2_32782_every_login_opens_not_only_every_other_one(struct test_store *t)
{
    struct hosts w = hosts_make(t);
    for (int i = 0; i < 4; i++) {
        struct opened o = opens(&w, i % 2 ? &w.h->clara : &w.h->anna);
        expect_open(&o, i % 2 ? "us.test" : "shop.test", i % 2 ? "Clara" : "Anna Berger");
        if (i < 2)
            assert_int_equal(close_assist(w.admin, w.shop, &o).status, 200);
    }
    hosts_end(&w);
}

static void m2_34764_nothing_of_a_session_is_left_after_it(struct test_store *t)
{
    struct hosts w = hosts_make(t);
    expect_sound(&w);
    struct opened o = opens(&w, &w.h->clara);
    assert_int_equal(close_assist(w.admin, w.shop, &o).status, 200);
    for (int i = 0; i < 3; i++)
        expect_sound(&w);
    struct answer a = get_at(w.shop, "us.test", S("/"));
    assert_int_equal(a.status, 200);
    assert_true(is_nobodys(a));
    hosts_end(&w);
}

static void m2_34848_the_first_login_after_a_new_base_url_opens(struct test_store *t)
{
    struct hosts w = hosts_make(t);
    set_at(w.h, (struct scope){SCOPE_VIEW, w.us.view}, "web/unsecure/base_url", "http://new.test/");
    struct opened o = opens(&w, &w.h->clara);
    expect_open(&o, "new.test", "Clara");
    hosts_end(&w);
}

static void m2_39523_who_saw_another_website_first_gets_in(struct test_store *t)
{
    struct hosts w = hosts_make(t);
    get_at(w.shop, "shop.test", S("/"));
    struct answer a = browser_post(at_host(w.shop, "shop.test"), "/sign-in",
                                   "email=ben%40customers.test&password=Sonnen-Schein7");
    assert_int_equal(a.status, 303);
    struct opened o = opens(&w, &w.h->clara);
    expect_open(&o, "us.test", "Clara");
    a = get_at(w.shop, "shop.test", S("/account"));
    assert_int_equal(a.status, 200);
    assert_true(has(a, "Ben Carter")); /* and Ben is still signed in */
    hosts_end(&w);
}

static void m2_32796_the_cookie_of_a_store_view_does_not_shut_the_back_office(struct test_store *t)
{
    struct hosts w = hosts_make(t);
    set(w.h, "web/url/use_store", "0");
    struct opened o = opens(&w, &w.h->anna);
    struct answer a =
        get_at(w.shop, "shop.test",
               str_format(t->mem, "/assist/%.*s/store-view/de?next=/account", STR_ARG(o.label)));
    assert_true(a.status == 303 || a.status == 200);
    const char *const codes[] = {"de", "en", "us_en", "gone"};
    for (size_t i = 0; i < COUNT(codes); i++) {
        browser_keep(w.admin, S("kontor-view"), str_from(codes[i]), S("/"));
        browser_keep(w.admin, S("store"), str_from(codes[i]), S("/"));
        a = get_at(w.admin, "admin.test", S("/admin/customers"));
        assert_int_equal(a.status, 200);
    }
    hosts_end(&w);
}

static void
m2_31298_the_back_office_stays_open_after_a_customer_of_another_website(struct test_store *t)
{
    struct hosts w = hosts_make(t);
    opens(&w, &w.h->clara);
    struct answer a = get_at(w.admin, "admin.test", S("/admin/orders"));
    assert_int_equal(a.status, 200);
    assert_int_equal(a.actor.who, WHO_STAFF);
    hosts_end(&w);
}

static void m2_36430_a_customer_made_in_another_store_opens(struct test_store *t)
{
    struct hosts w = hosts_make(t);
    test_script(t, str_format(t->mem, "UPDATE customer SET store_view_id = 2 WHERE id = %lld;\n",
                              (long long)w.h->anna.id));
    struct opened o = opens(&w, &w.h->anna);
    expect_open(&o, "shop.test", "Anna Berger");
    assert_true(has(o.page, "lang=\"de\""));
    hosts_end(&w);
}

static void offers(struct hosts *w, const char *path, const char *view)
{
    struct answer a = get_at(w->admin, "admin.test", str_from(path));
    assert_int_equal(a.status, 200);
    if (!has(a, "<select") || !has(a, view))
        fail_msg("%s offers no %s", path, view);
}

static void m2_29752_sales_documents_offer_store_views(struct test_store *t)
{
    struct hosts w = hosts_make(t);
    house_documents(w.h);
    browser_end(w.admin);
    w.admin = house_browser(w.h, OWNER);
    set(w.h, "login_as_customer/general/store_view_manual_choice_enabled", "1");
    offers(&w, start_path(&w, &w.h->anna), "Deutsch");
    offers(&w, at(t, "/admin/assist/order/%lld", (long long)w.h->anna.order_id), "Deutsch");
    static const char *const kinds[] = {"invoice", "shipment", "credit_memo"};
    for (int i = 0; i < DOCUMENT_KIND_COUNT; i++)
        offers(&w, at(t, "/admin/assist/%s/%lld", kinds[i], (long long)w.h->document_ids[i]),
               "Deutsch");
    hosts_end(&w);
}

static void m2_29754_no_open_store_view_is_explained(struct test_store *t)
{
    struct hosts w = hosts_make(t);
    set(w.h, "login_as_customer/general/store_view_manual_choice_enabled", "1");
    test_script(t, str_format(t->mem,
                              "INSERT INTO customer_group_excluded (group_id, website_id) VALUES "
                              "(1, %lld);\n",
                              (long long)w.us.website));
    struct answer a = get_at(w.admin, "admin.test", str_from(start_path(&w, &w.h->clara)));
    assert_true(has(a, "No store view is open to this customer."));
    assert_false(has(a, "American"));
    a = browser_post(at_host(w.admin, "admin.test"), start_path(&w, &w.h->clara),
                     "from=view&store_view=us_en");
    assert_int_equal(a.status, 403);
    hosts_end(&w);
}

static void lac_58_each_store_of_a_website_can_be_entered(struct test_store *t)
{
    struct hosts w = hosts_make(t);
    struct ctx *c = as_program(w.h->w);
    i64 store, id;
    assert_ok(store_save(
        c, &(struct store_edit){.website_id = 1, .name = S("Outlet"), .code = S("outlet")},
        &store));
    assert_ok(store_view_save(
        c,
        &(struct view_edit){
            .store_id = store, .name = S("Outlet EN"), .code = S("outlet_en"), .enabled = true},
        &id));
    set(w.h, "login_as_customer/general/store_view_manual_choice_enabled", "1");
    offers(&w, start_path(&w, &w.h->anna), "Main Website / Outlet / Outlet EN");
    struct opened o =
        open_assist(w.admin, w.shop, start_path(&w, &w.h->anna), "from=view&store_view=outlet_en");
    expect_open(&o, "shop.test", "Anna Berger");
    assert_true(has(o.page, "/outlet_en/"));
    hosts_end(&w);
}

static void lac_102_a_customer_of_the_second_website_lands_there(struct test_store *t)
{
    struct hosts w = hosts_make(t);
    struct opened o = opens(&w, &w.h->clara);
    expect_open(&o, "us.test", "Clara");
    /* and from an order of theirs */
    o = open_assist(w.admin, w.shop,
                    at(t, "/admin/assist/order/%lld", (long long)w.h->clara.order_id), "from=view");
    expect_open(&o, "us.test", "Clara");
    hosts_end(&w);
}

static void lac_134_store_codes_in_addresses_lead_to_pages(struct test_store *t)
{
    static const char *const ways[] = {"1", "0", "others"};
    struct hosts w = hosts_make(t);
    for (size_t i = 0; i < COUNT(ways); i++) {
        set(w.h, "web/url/use_store", ways[i]);
        browser_end(w.shop);
        w.shop = browser_again(w.admin);
        struct opened o = opens(&w, &w.h->anna);
        expect_open(&o, "shop.test", "Anna Berger");
        o = opens(&w, &w.h->clara);
        expect_open(&o, "us.test", "Clara");
    }
    hosts_end(&w);
}

static void mf_37_what_is_said_to_be_open_is_no_sign_in_page(struct test_store *t)
{
    struct hosts w = hosts_make(t);
    set(w.h, "customer/account_share/scope", "0");
    set(w.h, "login_as_customer/general/store_view_manual_choice_enabled", "1");
    static const struct {
        const char *view, *host;
    } all[] = {{"en", "shop.test"}, {"de", "shop.test"}, {"us_en", "us.test"}};
    for (size_t i = 0; i < COUNT(all); i++) {
        struct opened o = open_assist(w.admin, w.shop, start_path(&w, &w.h->anna),
                                      at(t, "from=view&store_view=%s", all[i].view));
        expect_open(&o, all[i].host, "Anna Berger");
        assert_false(has(o.page, "name=\"password\""));
    }
    hosts_end(&w);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(m2_29119_a_second_customer_opens_too),
        TEST(m2_32782_every_login_opens_not_only_every_other_one),
        TEST(m2_34764_nothing_of_a_session_is_left_after_it),
        TEST(m2_34848_the_first_login_after_a_new_base_url_opens),
        TEST(m2_39523_who_saw_another_website_first_gets_in),
        TEST(m2_32796_the_cookie_of_a_store_view_does_not_shut_the_back_office),
        TEST(m2_31298_the_back_office_stays_open_after_a_customer_of_another_website),
        TEST(m2_36430_a_customer_made_in_another_store_opens),
        TEST(m2_29752_sales_documents_offer_store_views),
        TEST(m2_29754_no_open_store_view_is_explained),
        TEST(lac_58_each_store_of_a_website_can_be_entered),
        TEST(lac_102_a_customer_of_the_second_website_lands_there),
        TEST(lac_134_store_codes_in_addresses_lead_to_pages),
        TEST(mf_37_what_is_said_to_be_open_is_no_sign_in_page),
    };
    return run_on_both(tests, COUNT(tests));
}
