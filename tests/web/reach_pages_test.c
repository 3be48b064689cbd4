/* Role Scopes: a role that is bound to a website sees and changes only what belongs to it (UR-10). */
#include "house.h"

#include "domain/reach.h"
#include "domain/scope.h"
#include "domain/settings.h"
#include "rows.h"

static bool has(struct answer a, const char *text)
{
    return answer_has(&a, text);
}

/* The agent's role reaches a second website only; Ben's account moves there. */
static struct browser *bound_agent(struct house *h)
{
    struct ctx *c = as_program(h->w);
    struct website_edit site = {.name = S("US Website"), .code = S("us"), .currency = S("USD")};
    struct store_edit store = {.name = S("US Store"), .code = S("us_store")};
    struct view_edit view = {.name = S("American"), .code = S("us_en"), .enabled = true};
    assert_ok(website_save(c, &site, &store.website_id));
    assert_ok(store_save(c, &store, &view.store_id));
    i64 id;
    assert_ok(store_view_save(c, &view, &id));
    test_script(
        h->t,
        str_format(h->t->mem,
                   "UPDATE customer SET website_id = 2, store_view_id = %lld WHERE id = %lld;\n"
                   "UPDATE sales_order SET store_view_id = %lld WHERE customer_id = %lld;\n"
                   "UPDATE role SET scope_all = FALSE WHERE id = %d;\n"
                   "INSERT INTO role_website (role_id, website_id) VALUES (%d, 2);\n",
                   (long long)id, (long long)h->ben.id, (long long)id, (long long)h->ben.id,
                   STAFF_AGENT, STAFF_AGENT));
    return house_browser(h, AGENT);
}

static const char *customer_page(struct house *h, const struct house_customer *k)
{
    return at(h->t, "/admin/customers/%.*s", STR_ARG(k->ref));
}

static void CG15_UR10_customers_and_orders_of_other_websites_are_not_there(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = bound_agent(h);
    struct answer a = browser_get(b, "/admin/customers");
    assert_int_equal(a.status, 200);
    assert_true(has(a, "ben@customers.test"));
    assert_false(has(a, "anna@customers.test") || has(a, "clara@customers.test"));
    a = browser_get(b, "/admin/customers?keyword=anna");
    assert_false(has(a, "anna@customers.test"));
    a = browser_get(b, "/admin/orders");
    assert_true(str_has(a.body, h->ben.number));
    assert_false(str_has(a.body, h->anna.number));
    assert_int_equal(browser_get(b, customer_page(h, &h->ben)).status, 200);
    struct answer theirs = browser_get(b, customer_page(h, &h->anna));
    assert_int_not_equal(theirs.status, 200);
    assert_false(has(theirs, "anna@customers.test"));
    assert_int_equal(browser_get(b, at(t, "/admin/orders/%lld", (long long)h->ben.order_id)).status,
                     200);
    assert_int_equal(
        browser_get(b, at(t, "/admin/orders/%lld", (long long)h->anna.order_id)).status, 404);
    a = browser_get(b, "/admin/search?q=Anna");
    assert_false(has(a, "anna@customers.test"));
    browser_end(b);
}

static void UR10_nothing_of_another_website_is_changed(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = bound_agent(h);
    str orders = rows_where(t, "sales_order", S("1 = 1")), people = rows_of_customer(t, h->anna.id);
    const char *const posts[] = {
        at(t, "/admin/orders/%lld/comments", (long long)h->anna.order_id),
        at(t, "/admin/orders/%lld/cancel", (long long)h->anna.order_id),
        at(t, "/admin/orders/%lld/hold", (long long)h->anna.order_id),
        at(t, "/admin/customers/%.*s/account", STR_ARG(h->anna.ref)),
        at(t, "/admin/customers/%.*s/delete", STR_ARG(h->anna.ref)),
        at(t, "/admin/customers/%.*s/reset", STR_ARG(h->anna.ref)),
    };
    for (size_t i = 0; i < COUNT(posts); i++) {
        struct answer a = browser_post(
            b, posts[i], "version=1&comment=x&first_name=X&last_name=Y&email=x%40x.test");
        assert_true(a.status == 404 || a.status == 303 || a.status == 403 || a.status == 422);
    }
    assert_str_equal(rows_where(t, "sales_order", S("1 = 1")), orders);
    assert_str_equal(rows_of_customer(t, h->anna.id), people);
    browser_end(b);
}

static void UR10_login_as_customer_is_refused_as_for_unknown_ones_and_logged(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = bound_agent(h);
    struct answer theirs =
        browser_post(b, at(t, "/admin/assist/customer/%.*s", STR_ARG(h->anna.ref)), "from=view");
    struct answer nobody = browser_post(b, "/admin/assist/customer/aaaaaaaaaaaaaaaa", "from=view");
    assert_int_equal(theirs.status, 403);
    assert_int_equal(nobody.status, theirs.status);
    assert_int_equal(
        rows_number(t,
                    "SELECT count(*) FROM action_log WHERE cause = 'no_customer' AND NOT success"),
        2);
    browser_end(b);
}

static void UR10_a_running_session_ends_when_the_website_is_taken_away(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, ASSISTING);
    const char *account = at(t, "/assist/%.*s/account", STR_ARG(h->label));
    assert_int_equal(browser_get(b, account).status, 200);
    browser_end(bound_agent(h));
    assert_int_equal(browser_get(b, account).status, 401);
    browser_end(b);
}

static void SC11_a_bound_role_sees_only_its_scopes(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = bound_agent(h);
    test_script(
        t, str_format(
               t->mem,
               "UPDATE role SET resources = 'stores.config stores.config.general' WHERE id = %d;\n",
               STAFF_AGENT));
    struct answer a = browser_get(b, "/admin/config/general");
    assert_int_equal(a.status, 200);
    assert_true(has(a, "<option value=\"website:us\" selected>"));
    assert_false(has(a, "Default Config</option>") || has(a, "website:base") || has(a, "view:de"));
    assert_int_equal(browser_get(b, "/admin/config/general?scope=view%3Ade").status, 403);
    assert_int_equal(browser_get(b, "/admin/config/general?scope=default").status, 403);
    str before = rows_all(t, "action_log");
    assert_int_equal(
        browser_post(b, "/admin/config/general", "scope=view%3Ade&general/store_information/name=X")
            .status,
        403);
    assert_int_equal(
        browser_post(b, "/admin/config/general", "scope=default&general/store_information/name=X")
            .status,
        403);
    assert_str_equal(rows_all(t, "action_log"), before);
    browser_end(b);
}

static void UR10_what_is_of_all_websites_is_out_of_reach(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = bound_agent(h);
    test_script(
        t, str_format(t->mem, "UPDATE role SET access_all = TRUE WHERE id = %d;\n", STAFF_AGENT));
    static const char *const pages[] = {"/admin/dashboard",     "/admin/log",
                                        "/admin/mails",         "/admin/stores/websites/1",
                                        "/admin/tax-rates/new", "/admin/cart-rules/new"};
    for (size_t i = 0; i < COUNT(pages); i++)
        if (browser_get(b, pages[i]).status != 403)
            fail_msg("%s", pages[i]);
    assert_int_equal(browser_get(b, "/admin/").status, 303);
    browser_end(b);
}

/* The mug is in both websites, the cup in the main one only. */
static void UR10_of_the_catalogue_only_its_own_websites_part_is_changed(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = bound_agent(h);
    test_script(t,
                S("UPDATE role SET resources = resources || ' catalog.products catalog.categories' "
                  "WHERE id = 2;\n"
                  "INSERT INTO setting (scope, scope_id, path, value) "
                  "VALUES ('default', 0, 'catalog/price/scope', 'website');\n"
                  "INSERT INTO product_website (product_id, website_id) "
                  "SELECT id, 2 FROM product WHERE sku = 'mug';\n"
                  "DELETE FROM website_filling;\n"));
    assert_ok(snapshot_load(t->db));
    long long mug = rows_number(t, "SELECT id FROM product WHERE sku = 'mug'"),
              cup = rows_number(t, "SELECT id FROM product WHERE sku = 'cup'"), category = 1;
    struct answer a = browser_get(b, "/admin/products");
    assert_true(has(a, "Blue mug") && !has(a, "Red cup") && !has(a, "Add Product"));
    assert_false(has(browser_get(b, "/admin/search?q=cup"), "Red cup"));
    a = browser_get(b, at(t, "/admin/products/%lld", mug));
    assert_int_equal(a.status, 303);
    assert_true(str_ends(a.location, S("/in/us_en")));
    a = browser_get(b, at(t, "/admin/products/%lld/in/us_en", mug));
    assert_int_equal(a.status, 200);
    assert_false(has(a, "All Store Views</option>") || has(a, ">Deutsch<"));
    assert_int_equal(browser_get(b, at(t, "/admin/products/%lld/in/us_en", cup)).status, 404);
    assert_int_equal(browser_get(b, at(t, "/admin/products/%lld/in/de", mug)).status, 404);
    const char *fields = at(t,
                            "version=1&qty_seen=0&name=American+mug&price=25"
                            "&inherit%%3Aspecial_price=1&inherit%%3Astatus=1"
                            "&inherit%%3Avisibility=1&inherit%%3Ashort_description=1"
                            "&inherit%%3Adescription=1");
    str products = rows_where(t, "product", S("1 = 1"));
    assert_int_equal(browser_post(b, at(t, "/admin/products/%lld/in/de", mug), fields).status, 404);
    assert_int_equal(browser_post(b, at(t, "/admin/products/%lld/in/us_en", cup), fields).status,
                     404);
    assert_int_equal(browser_post(b, at(t, "/admin/products/%lld", mug), fields).status, 403);
    assert_int_equal(browser_post(b, at(t, "/admin/products/%lld/delete", mug), "").status, 403);
    assert_int_equal(browser_get(b, "/admin/products/new").status, 403);
    assert_str_equal(rows_where(t, "product", S("1 = 1")), products);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM product_view"), 0);
    assert_int_equal(browser_post(b, at(t, "/admin/products/%lld/in/us_en", mug), fields).status,
                     303);
    assert_int_equal(rows_number(t, "SELECT price FROM product_price WHERE website_id = 2"), 2500);
    assert_int_equal(
        rows_number(t, "SELECT count(*) FROM product_view WHERE name = 'American mug'"), 1);
    a = browser_post(b, at(t, "/admin/categories/%lld/in/us_en", category),
                     "version=1&name=Kitchenware&inherit%3Adescription=1");
    assert_int_equal(a.status, 303);
    assert_int_equal(
        browser_post(b, at(t, "/admin/categories/%lld/in/de", category), "version=2&name=X").status,
        404);
    assert_int_equal(browser_post(b, at(t, "/admin/categories/%lld", category), "version=2").status,
                     403);
    assert_int_equal(
        browser_post(b, at(t, "/admin/categories/%lld/products", category), "sku=cup").status, 403);
    assert_int_equal(browser_post(b, at(t, "/admin/categories/%lld/delete", category), "").status,
                     403);
    browser_end(b);
}

static void UR10_a_bound_role_hands_out_no_wider_one(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = bound_agent(h);
    test_script(
        t, str_format(t->mem, "UPDATE role SET access_all = TRUE WHERE id = %d;\n", STAFF_AGENT));
    struct answer a = browser_post(b, "/admin/roles/new", "name=Wide&own_password=Sonnen-Schein7");
    assert_int_equal(a.status, 422);
    a = browser_post(b, at(t, "/admin/roles/%d/resources", STAFF_AGENT),
                     "version=1&access=all&scope=all&own_password=Sonnen-Schein7");
    assert_int_equal(a.status, 422);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM role WHERE scope_all"), 4);
    browser_end(b);
}

static void UR10_role_scopes_are_chosen_on_the_roles_page(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, OWNER);
    const char *page = at(t, "/admin/roles/%d/resources", STAFF_CLERK);
    assert_true(has(browser_get(b, page), "Role Scopes"));
    const char *fields =
        "version=1&access=custom&resources%5B%5D=customers&resources%5B%5D=customers.all&own_password=Sonnen-Schein7&scope=custom";
    struct answer a = browser_post(b, page, fields);
    assert_int_equal(a.status, 422);
    assert_true(has(a, "Please choose at least one website."));
    a = browser_post(b, page, at(t, "%s&websites%%5B%%5D=9", fields));
    assert_int_equal(a.status, 422);
    a = browser_post(b, page, at(t, "%s&websites%%5B%%5D=1", fields));
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM role_website WHERE website_id = 1"), 1);
    a = browser_post(b, at(t, "/admin/roles/%d", STAFF_CLERK),
                     "name=Counter&version=2&own_password=Sonnen-Schein7");
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM role_website WHERE website_id = 1"), 1);
    assert_true(str_has(
        rows_text(t,
                  "SELECT changes FROM action_log WHERE action = 'role.save' ORDER BY id LIMIT 1"),
        S("websites")));
    browser_end(b);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(CG15_UR10_customers_and_orders_of_other_websites_are_not_there),
        TEST(UR10_nothing_of_another_website_is_changed),
        TEST(UR10_login_as_customer_is_refused_as_for_unknown_ones_and_logged),
        TEST(UR10_a_running_session_ends_when_the_website_is_taken_away),
        TEST(SC11_a_bound_role_sees_only_its_scopes),
        TEST(UR10_what_is_of_all_websites_is_out_of_reach),
        TEST(UR10_of_the_catalogue_only_its_own_websites_part_is_changed),
        TEST(UR10_a_bound_role_hands_out_no_wider_one),
        TEST(UR10_role_scopes_are_chosen_on_the_roles_page),
    };
    return run_on_both(tests, COUNT(tests));
}
