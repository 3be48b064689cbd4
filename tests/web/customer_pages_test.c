/* Customers in the back office as a browser meets them. */
#include "domain/customer.h"
#include "house.h"
#include "rows.h"

#include <stdio.h>

#define OFFICE(t, who)                                                                             \
    struct house *h = office_make(t);                                                              \
    SCOPED(browser_end_of) struct browser *b = house_browser(h, who)

/* Roles of this test: agents see and log in as, clerks change and delete, neither touches the permission. */
static struct house *office_make(struct test_store *t)
{
    struct house *h = house_make(t);
    test_script(
        t,
        str_format(
            t->mem,
            "UPDATE role SET resources = 'search customers customers.all sales.orders.view assist.login' "
            "WHERE id = %d;\n"
            "UPDATE role SET resources = 'search customers customers.all customers.edit "
            "customers.delete customers.reset sales.orders.view' WHERE id = %d;\n",
            STAFF_AGENT, STAFF_CLERK));
    return h;
}

static i64 number(struct test_store *t, const char *sql)
{
    return rows_number(t, sql);
}

/* The page of Anna: "", "account", "addresses" … */
static const char *anna(struct house *h, const char *tab)
{
    return at(h->t, "/admin/customers/%.*s%s%s", STR_ARG(h->anna.ref), tab[0] ? "/" : "", tab);
}

static i64 version_of_anna(struct house *h)
{
    return number(h->t, "SELECT version FROM customer WHERE email = 'anna@customers.test'");
}

/* The account form as it is shown, with more behind it. */
static const char *form(struct house *h, const char *more)
{
    return at(
        h->t,
        "version=%lld&active=1&group=1&first_name=Anna&last_name=Berger&email=anna%%40customers.test&%s",
        (long long)version_of_anna(h), more);
}

/* ---- the grid ---- */

static void CG01_the_grid_has_its_fifteen_columns_and_the_action(struct test_store *t)
{
    OFFICE(t, AGENT);
    struct answer a = browser_get(b, "/admin/customers");
    static const char *const heads[] = {"ID",
                                        "Name",
                                        "Email",
                                        "Group",
                                        "Phone",
                                        "ZIP",
                                        "Country",
                                        "State/Province",
                                        "Customer Since",
                                        "Web Site",
                                        "Confirmed email",
                                        "Account Created in",
                                        "Date of Birth",
                                        "Tax/VAT Number",
                                        "Gender"};
    assert_int_equal(a.status, 200);
    for (size_t i = 0; i < COUNT(heads); i++)
        assert_true(answer_has(&a, at(t, "data-l=\"%s\"", heads[i])));
    assert_true(answer_has(&a, "Edit"));
    assert_true(answer_has(&a, at(t, "/admin/assist/customer/%.*s", STR_ARG(h->anna.ref))));
    assert_false(
        answer_has(&a, at(t, "/admin/assist/customer/%.*s", STR_ARG(h->ben.ref)))); /* no consent */
}

static bool has_head(const struct answer *a, const char *label)
{
    str heads, rest = a->body;
    while (rest.n && !str_starts(rest, S("<thead>")))
        rest = str_skip(rest, 1);
    for (heads = rest; rest.n && !str_starts(rest, S("</thead>"));)
        rest = str_skip(rest, 1);
    return str_has(str_head(heads, heads.n - rest.n), str_from(label));
}

static void CG02_chosen_columns_stay_with_the_user_and_the_list(struct test_store *t)
{
    OFFICE(t, AGENT);
    struct answer a = browser_get(b, "/admin/customers");
    assert_true(has_head(&a, "Phone") && !has_head(&a, "Newsletter"));
    a = browser_post(b, "/admin/grids/customers/columns", "c[]=email&c[]=newsletter&q=Anna");
    assert_int_equal(a.status, 303);
    assert_str_equal(a.location, S("/admin/customers?q=Anna&c%5B%5D=name&c%5B%5D=email&"
                                   "c%5B%5D=newsletter"));
    a = browser_get(b, "/admin/customers");
    assert_true(has_head(&a, "Newsletter") && has_head(&a, "Email") && has_head(&a, "Name"));
    assert_false(has_head(&a, "Phone"));
    a = browser_get(b, "/admin/orders");
    assert_true(has_head(&a, "Purchase Date"));

    /* In the next session too, and for nobody else. */
    struct browser *later = browser_again(b), *other = house_browser(h, CLERK);
    browser_keep(later, S("kontor-admin"), house_sign_in_staff(h, STAFF_AGENT), S("/admin"));
    a = browser_get(later, "/admin/customers");
    assert_int_equal(a.status, 200);
    assert_true(has_head(&a, "Newsletter") && !has_head(&a, "Phone"));
    a = browser_get(other, "/admin/customers");
    assert_true(has_head(&a, "Phone") && !has_head(&a, "Newsletter"));
    browser_end(other);
    browser_end(later);
}

static void CG02_default_brings_the_lists_own_columns_back(struct test_store *t)
{
    OFFICE(t, AGENT);
    assert_int_equal(browser_post(b, "/admin/grids/customers/columns", "c[]=lock").status, 303);
    assert_int_equal(number(t, "SELECT count(*) FROM grid_choice"), 1);
    struct answer a =
        browser_post(b, "/admin/grids/customers/columns", "c[]=lock&default=1&sort=email&dir=desc");
    assert_str_equal(a.location, S("/admin/customers?sort=email&dir=desc"));
    a = browser_get(b, "/admin/customers");
    assert_true(has_head(&a, "Phone") && !has_head(&a, "Account Lock"));
    assert_int_equal(number(t, "SELECT count(*) FROM grid_choice"), 0);
    (void)h;
}

static void CG02_without_a_tick_the_fixed_column_is_left(struct test_store *t)
{
    OFFICE(t, AGENT);
    struct answer a = browser_post(b, "/admin/grids/customers/columns", "");
    assert_str_equal(a.location, S("/admin/customers?c%5B%5D=name"));
    a = browser_get(b, "/admin/customers");
    assert_true(has_head(&a, "Name") && !has_head(&a, "Email") && !has_head(&a, "Phone"));
    (void)h;
}

static void CG02_an_address_with_columns_shows_everybody_the_same(struct test_store *t)
{
    OFFICE(t, AGENT);
    assert_int_equal(browser_post(b, "/admin/grids/customers/columns", "c[]=lock").status, 303);
    struct answer a = browser_get(b, "/admin/customers?c[]=email&c[]=zip");
    assert_true(has_head(&a, "ZIP") && !has_head(&a, "Account Lock"));
    assert_true(answer_has(&a, "c%5B%5D=email&amp;c%5B%5D=zip&amp;sort="));
    a = browser_get(b, "/admin/customers");
    assert_true(has_head(&a, "Account Lock") && !has_head(&a, "ZIP"));
    assert_true(answer_has(&a, "c%5B%5D=name&amp;c%5B%5D=lock&amp;sort="));
    (void)h;
}

static void CG02_only_lists_and_columns_that_exist_are_saved(struct test_store *t)
{
    OFFICE(t, AGENT);
    assert_int_equal(browser_post(b, "/admin/grids/staff/columns", "c[]=lock").status, 404);
    assert_int_equal(
        browser_post(b, "/admin/grids/customers/columns", "c[]=password&c[]=zip").status, 303);
    assert_str_equal(rows_text(t, "SELECT shown FROM grid_choice"), S("name zip"));
    test_script(t, S("UPDATE role SET resources = 'customers customers.all' WHERE id = 2;\n"));
    assert_int_equal(browser_post(b, "/admin/grids/orders/columns", "c[]=email").status, 403);
    b->never_token = true;
    assert_int_equal(browser_post(b, "/admin/grids/customers/columns", "").status, 403);
    assert_str_equal(rows_text(t, "SELECT shown FROM grid_choice"), S("name zip"));
    (void)h;
}

static void CG03_the_oldest_account_comes_first(struct test_store *t)
{
    OFFICE(t, AGENT);
    struct answer a = browser_get(b, "/admin/customers");
    str body = a.body;
    while (body.n && !str_starts(body, S("Anna Berger")))
        body = str_skip(body, 1);
    assert_true(str_has(body, S("Ben Carter")) && str_has(body, S("Clara Diaz")));
}

static void CG04_the_keyword_finds_by_name_and_address(struct test_store *t)
{
    OFFICE(t, AGENT);
    static const char *const words[] = {"berger", "anna", "BERG", "anna%40customers.test",
                                        "anna+berg"};
    for (size_t i = 0; i < COUNT(words); i++) {
        struct answer a = browser_get(b, at(t, "/admin/customers?q=%s", words[i]));
        assert_true(answer_has(&a, "Anna Berger"));
        assert_false(answer_has(&a, "Ben Carter"));
    }
    struct answer a = browser_get(b, "/admin/customers?q=customers");
    assert_true(answer_has(&a, "Anna Berger") && answer_has(&a, "Ben Carter"));
    a = browser_get(b, "/admin/customers?q=nobody");
    assert_false(answer_has(&a, "Anna Berger"));
}

static void CG05_CG06_each_column_filters_and_filters_add_up(struct test_store *t)
{
    OFFICE(t, AGENT);
    test_script(
        t,
        S("UPDATE customer SET gender = 'female', tax_vat = 'DE123', tax_vat_fold = 'de123', birthday = "
          "978350400000000, bill_region_fold = 'niedersachsen' WHERE first_name = 'Anna';"));
    static const char *const finds[] = {"name=anna",
                                        "email=anna",
                                        "gender=female",
                                        "tax_vat=DE1",
                                        "assist=1&name=anna",
                                        "website=1&name=anna",
                                        "view=1&name=anna",
                                        "confirmed=1&name=anna",
                                        "zip=38&name=anna",
                                        "country=DE&name=anna",
                                        "group=1&name=anna",
                                        "phone=%2B49&name=anna",
                                        "region=nied&name=anna",
                                        "birthday_from=2001-01-01&birthday_to=2001-01-01"};
    static const char *const misses[] = {
        "name=anna&assist=0",       "gender=male", "tax_vat=AT", "country=AT", "group=2",
        "birthday_from=2001-01-02", "confirmed=0", "zip=99"};
    for (size_t i = 0; i < COUNT(finds); i++) {
        struct answer a = browser_get(b, at(t, "/admin/customers?%s", finds[i]));
        if (!answer_has(&a, "Anna Berger") || answer_has(&a, "Ben Carter"))
            fail_msg("%s", finds[i]);
    }
    for (size_t i = 0; i < COUNT(misses); i++) {
        struct answer a = browser_get(b, at(t, "/admin/customers?%s", misses[i]));
        if (answer_has(&a, "Anna Berger"))
            fail_msg("%s", misses[i]);
    }
    struct answer a = browser_get(b, "/admin/customers?name=anna&assist=1");
    assert_true(answer_has(&a, "Remove filter: Name") && answer_has(&a, "Clear all"));
}

/* ---- one customer ---- */

static void CE01_tabs_and_CE03_the_button_for_who_may(struct test_store *t)
{
    OFFICE(t, AGENT);
    SCOPED(browser_end_of) struct browser *clerk = house_browser(h, CLERK);
    static const char *const tabs[] = {"", "account", "addresses", "orders", "cart", "wishlist"};
    for (size_t i = 0; i < COUNT(tabs); i++) {
        struct answer a = browser_get(b, anna(h, tabs[i]));
        assert_int_equal(a.status, 200);
        for (size_t k = 0; k < COUNT(tabs); k++)
            assert_true(answer_has(&a, at(t, "href=\"%s\"", anna(h, tabs[k]))));
        assert_true(answer_has(&a, at(t, "/admin/assist/customer/%.*s", STR_ARG(h->anna.ref))));
        a = browser_get(clerk, anna(h, tabs[i]));
        assert_false(answer_has(&a, "/admin/assist/customer/"));
    }
    test_script(t, S("DELETE FROM setting WHERE path = 'login_as_customer/general/enabled';"));
    assert_ok(snapshot_load(t->db));
    struct answer a = browser_get(b, anna(h, ""));
    assert_false(answer_has(&a, "/admin/assist/customer/"));
}

static void CE04_the_button_stands_without_consent_too(struct test_store *t)
{
    OFFICE(t, AGENT);
    struct answer a = browser_get(b, at(t, "/admin/customers/%.*s", STR_ARG(h->ben.ref)));
    assert_true(answer_has(&a, at(t, "/admin/assist/customer/%.*s", STR_ARG(h->ben.ref))));
}

static void CE02_CN01_a_new_customer_has_one_tab_and_no_password(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = browser_get(b, "/admin/customers/new");
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "Associate to Website") &&
                answer_has(&a, "Send Welcome Email From"));
    assert_false(answer_has(&a, "type=\"password\"") || answer_has(&a, "Shopping Cart"));
    a = browser_post(
        b, "/admin/customers/new",
        "website=1&store_view=2&group=2&first_name=Nora&last_name=Neu&email=nora%40example.com&stay=1");
    assert_int_equal(a.status, 303);
    assert_true(str_ends(a.location, S("/account")));
    assert_int_equal(
        number(
            t,
            "SELECT count(*) FROM customer WHERE email = 'nora@example.com' AND group_id = 2 AND "
            "store_view_id = 2 AND password_hash IS NULL"),
        1);
    assert_int_equal(
        number(t, "SELECT count(*) FROM mail WHERE kind = 'customer_welcome' AND lang = 'de'"), 1);
    a = browser_post(b, "/admin/customers/new",
                     "website=1&store_view=9&group=1&first_name=&last_name=B&email=x");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "id=\"first_name-e\"") && answer_has(&a, "id=\"email-e\""));
}

static void CE06_CE08_the_toggle_is_the_customers_tick(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = browser_get(b, anna(h, "account"));
    assert_true(answer_has(&a, "id=\"consent\" name=\"consent\""));
    assert_true(answer_has(&a, "Changed by the customer on"));
    a = browser_post(b, anna(h, "account"), form(h, "consent_shown=1&consent=0&stay=1"));
    assert_int_equal(a.status, 303);
    SCOPED(browser_end_of) struct browser *shop = house_browser(h, CUSTOMER);
    a = browser_get(shop, "/account/edit");
    assert_false(answer_has(&a, "value=\"1\" checked"));
    assert_int_equal(
        number(t, "SELECT count(*) FROM consent WHERE NOT allowed AND staff_name = 'olga'"), 1);
    assert_int_equal(
        number(t,
               "SELECT count(*) FROM assist_session WHERE ended_at IS NULL AND customer_id = "
               "(SELECT id FROM customer WHERE email = 'anna@customers.test')"),
        0);
}

static void W16_a_toggle_without_the_right_is_refused_aloud(struct test_store *t)
{
    OFFICE(t, CLERK);
    struct answer a = browser_get(b, anna(h, "account"));
    assert_true(answer_has(&a, "Your role does not allow changing this permission."));
    assert_false(answer_has(&a, "consent_shown"));
    a = browser_post(b, anna(h, "account"), form(h, "consent_shown=1&consent=0"));
    assert_int_equal(a.status, 422);
    assert_true(
        answer_has(&a, "You may not change the permission for remote shopping assistance."));
    assert_int_equal(number(t, "SELECT count(*) FROM consent WHERE allowed"), 2);
    a = browser_post(b, anna(h, "account"), form(h, "stay=1")); /* the rest of the form is theirs */
    assert_int_equal(a.status, 303);
}

static void CE11_CE12_saving_leads_to_the_grid_or_stays(struct test_store *t)
{
    OFFICE(t, CLERK);
    struct answer a = browser_post(b, anna(h, "account"), form(h, "newsletter=1"));
    assert_str_equal(a.location, S("/admin/customers"));
    a = browser_get(b, "/admin/customers");
    assert_true(answer_has(&a, "You saved the customer."));
    a = browser_post(b, anna(h, "account"), form(h, "stay=1"));
    assert_str_equal(a.location, str_from(anna(h, "account")));
    assert_int_equal(number(t, "SELECT count(*) FROM customer WHERE newsletter"), 0);
}

static void a_stale_form_of_a_customer_gets_409(struct test_store *t)
{
    OFFICE(t, CLERK);
    const char *old = form(h, "newsletter=1");
    browser_post(b, anna(h, "account"), form(h, "newsletter=1"));
    struct answer a = browser_post(b, anna(h, "account"), old);
    assert_int_equal(a.status, 409);
}

static void CE17_CE18_CE19_wrong_fields_say_so_and_mark_the_tab(struct test_store *t)
{
    OFFICE(t, CLERK);
    struct answer a = browser_post(
        b, anna(h, "account"),
        "version=1&active=1&group=1&first_name=&last_name=&email=ben%40customers.test");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "id=\"first_name-e\"") && answer_has(&a, "id=\"last_name-e\""));
    assert_true(answer_has(&a, "(needs correction)"));
    const char *taken =
        at(t, "version=%lld&active=1&group=1&first_name=A&last_name=B&email=BEN%%40customers.test",
           (long long)version_of_anna(h));
    a = browser_post(b, anna(h, "account"), taken);
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "There is already an account with this email address."));
    a = browser_post(b, anna(h, "account"), form(h, "group=999"));
    assert_int_equal(a.status, 400); /* a field twice */
}

static void CE13_CE28_a_deleted_customer_is_gone_and_stale_pages_lead_back(struct test_store *t)
{
    OFFICE(t, CLERK);
    struct answer a = browser_get(b, anna(h, "delete"));
    assert_true(answer_has(&a, "Do you want to delete this customer?"));
    a = browser_post(b, anna(h, "delete"), "");
    assert_str_equal(a.location, S("/admin/customers"));
    a = browser_get(b, "/admin/customers");
    assert_true(answer_has(&a, "You deleted the customer Anna Berger."));
    assert_int_equal(
        number(
            t,
            "SELECT count(*) FROM sales_order WHERE account_gone AND customer_name = 'Anna Berger'"),
        1);
    static const char *const tabs[] = {"",     "account",  "addresses", "orders",
                                       "cart", "wishlist", "delete",    "reset"};
    for (size_t i = 0; i < COUNT(tabs); i++) {
        a = browser_get(b, anna(h, tabs[i]));
        assert_str_equal(a.location, S("/admin/customers"));
    }
    a = browser_post(b, anna(h, "account"), "version=1");
    assert_str_equal(a.location, S("/admin/customers"));
    a = browser_get(b, "/admin/customers");
    assert_true(answer_has(&a, "This customer no longer exists."));
    SCOPED(browser_end_of) struct browser *shop = house_browser(h, CUSTOMER);
    assert_int_equal(browser_get(shop, "/account").status, 303);
}

static void CE14_a_reset_mails_and_shows_no_password(struct test_store *t)
{
    OFFICE(t, CLERK);
    struct answer a = browser_get(b, anna(h, "reset"));
    assert_true(answer_has(&a, "Do you want to reset the password?"));
    a = browser_post(b, anna(h, "reset"), "");
    assert_int_equal(a.status, 303);
    a = browser_get(b, anna(h, "account"));
    assert_true(answer_has(&a, "The customer will receive an email with a code"));
    assert_false(answer_has(&a, "type=\"password\""));
    assert_int_equal(number(t, "SELECT count(*) FROM mail WHERE kind = 'customer_reset'"), 1);
    SCOPED(browser_end_of) struct browser *agent = house_browser(h, AGENT);
    a = browser_get(agent, anna(h, ""));
    assert_false(answer_has(&a, "Reset Password") || answer_has(&a, "Delete Customer"));
    assert_int_equal(browser_post(agent, anna(h, "reset"), "").status, 403);
    assert_int_equal(browser_post(agent, anna(h, "delete"), "").status, 403);
    assert_int_equal(browser_post(agent, anna(h, "account"), form(h, "")).status, 403);
}

static void CE20_CE21_addresses_are_added_and_deleted(struct test_store *t)
{
    OFFICE(t, CLERK);
    struct answer a = browser_post(
        b, anna(h, "addresses/new"),
        "first_name=Anna&last_name=Berger&street1=Weg+1&city=Wien&postcode=1010&country=AT&"
        "region=9&phone=1&billing=1");
    assert_int_equal(a.status, 303);
    a = browser_get(b, anna(h, "addresses"));
    assert_true(answer_has(&a, "Weg 1") && answer_has(&a, "Wien"));
    assert_int_equal(number(t, "SELECT count(*) FROM customer WHERE bill_country = 'AT'"), 1);
    i64 fresh = number(t, "SELECT max(id) FROM address");
    a = browser_post(b, anna(h, at(t, "addresses/%lld/delete", (long long)fresh)), "");
    assert_int_equal(a.status, 422);
    const char *old = at(t, "addresses/%lld", (long long)h->anna.address_id);
    a = browser_get(b, anna(h, old));
    assert_true(answer_has(&a, "This is the default shipping address."));
    a = browser_get(b, at(t, "/admin/customers/%.*s/%s", STR_ARG(h->ben.ref), old));
    assert_int_equal(a.status, 404); /* of another customer */
}

static void CE23_the_orders_tab_lists_this_customers_orders_only(struct test_store *t)
{
    OFFICE(t, AGENT);
    struct answer a = browser_get(b, anna(h, "orders"));
    assert_true(answer_has(&a, at(t, "/admin/orders/%lld\"", (long long)h->anna.order_id)));
    assert_false(answer_has(&a, at(t, "/admin/orders/%lld\"", (long long)h->ben.order_id)));
}

static void CE24_the_cart_tab_equals_the_storefronts_cart(struct test_store *t)
{
    OFFICE(t, AGENT);
    SCOPED(browser_end_of) struct browser *shop = house_browser(h, CUSTOMER);
    browser_post(shop, "/cart/add/cup", "qty=3");
    struct answer cart = browser_get(shop, "/cart"), tab = browser_get(b, anna(h, "cart"));
    assert_true(answer_has(&cart, "Blue mug") && answer_has(&cart, "Red cup"));
    assert_true(answer_has(&tab, "Blue mug") && answer_has(&tab, "Red cup"));
    str rest = tab.body, total = {0};
    while (rest.n && !str_starts(rest, S("<dd class=\"g\">")))
        rest = str_skip(rest, 1);
    rest = str_skip(rest, S("<dd class=\"g\">").n);
    str_cut(&rest, '<', &total);
    assert_true(total.n > 3);
    assert_true(str_has(cart.body, total));
}

static void CE25_the_overview_tells_what_support_asks_first(struct test_store *t)
{
    OFFICE(t, AGENT);
    struct answer a = browser_get(b, anna(h, ""));
    static const char *const said[] = {
        "Last Logged In",     "Account Lock",   "Confirmed email",           "Account Created",
        "Account Created in", "Customer Group", "Default Billing Address",   "Lifetime Sales",
        "Average Sale",       "Recent Orders",  "Remote shopping assistance"};
    for (size_t i = 0; i < COUNT(said); i++)
        assert_true(answer_has(&a, said[i]));
}

static void CE15_forced_sign_in_asks_first_and_ends_every_session(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *owner = house_browser(h, OWNER), *customer = house_browser(h, CUSTOMER),
                   *assisting = house_browser(h, ASSISTING), *clerk = house_browser(h, CLERK);
    const char *assisted = at(t, "/assist/%.*s/account", STR_ARG(h->label));
    assert_int_equal(browser_get(customer, "/account").status, 200);
    assert_int_equal(browser_get(assisting, assisted).status, 200);
    assert_int_equal(browser_post(clerk, anna(h, "force-sign-in"), "").status, 403);
    assert_true(
        answer_has(&(struct answer){.body = browser_get(owner, anna(h, "force-sign-in")).body},
                   "Do you want to end all sessions?"));
    assert_int_equal(browser_get(customer, "/account").status, 200);
    assert_int_equal(browser_post(owner, anna(h, "force-sign-in"), "").status, 303);
    assert_int_equal(browser_get(customer, "/account").status, 303);
    struct answer a = browser_get(assisting, assisted);
    assert_int_equal(a.status, 401);
    assert_true(answer_has(&a, "All sessions of the customer were ended."));
    assert_int_equal(number(t, "SELECT count(*) FROM action_log WHERE cause = 'forced_sign_in'"),
                     1);
    assert_int_equal(
        number(
            t,
            "SELECT count(*) FROM action_log WHERE action = 'customer.force_sign_in' AND success"),
        1);
    browser_end(owner);
    browser_end(customer);
    browser_end(assisting);
    browser_end(clerk);
}

static void CE26_unlock_stands_there_only_for_a_locked_account(struct test_store *t)
{
    OFFICE(t, CLERK);
    struct answer a = browser_get(b, anna(h, ""));
    assert_false(answer_has(&a, "Unlock</button>"));
    test_script(
        t,
        S("UPDATE customer SET failures = 10, locked_until = 9000000000000000 WHERE first_name = 'Anna';"));
    a = browser_get(b, anna(h, ""));
    assert_true(answer_has(&a, "Unlock</button>"));
    a = browser_post(b, anna(h, "unlock"), "");
    assert_int_equal(a.status, 303);
    assert_int_equal(
        number(t, "SELECT count(*) FROM customer WHERE locked_until IS NOT NULL OR failures > 0"),
        0);
}

static void CE27_an_assisted_login_is_no_login_of_the_customer(struct test_store *t)
{
    OFFICE(t, ASSISTING);
    const char *page = at(t, "/assist/%.*s/account", STR_ARG(h->label));
    assert_int_equal(browser_get(b, page).status, 200);
    assert_int_equal(number(t, "SELECT count(*) FROM customer WHERE last_login_at IS NOT NULL"), 0);
}

/* ---- many at once ---- */

static const char *ticked(struct house *h, const char *more)
{
    return at(h->t, "c%%5B%%5D=%.*s&c%%5B%%5D=%.*s%s", STR_ARG(h->anna.ref), STR_ARG(h->ben.ref),
              more);
}

static void CG07_several_are_deleted_after_a_question(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, OWNER);
    struct answer a = browser_get(b, at(t, "/admin/customers/delete?%s", ticked(h, "")));
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "Do you want to delete 2 customers?"));
    assert_int_equal(rows_number(t, "SELECT count(*) FROM customer"), 3);
    a = browser_post(b, "/admin/customers/delete", ticked(h, "&c%5B%5D=gone"));
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM customer"), 1);
    a = browser_get(b, "/admin/customers");
    assert_true(answer_has(&a, "Customers deleted: 2, not possible: 1."));
    a = browser_post(b, "/admin/customers/delete", "");
    assert_int_equal(a.status, 303);
    a = browser_get(b, "/admin/customers");
    assert_true(answer_has(&a, "Please select customers first."));
    browser_end(b);
}

static void CG08_CG09_several_are_subscribed_and_unsubscribed(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, OWNER);
    test_script(t, S("UPDATE customer SET newsletter = FALSE;\n"));
    struct answer a = browser_post(b, "/admin/customers/subscribe", ticked(h, ""));
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM customer WHERE newsletter"), 2);
    a = browser_get(b, at(t, "/admin/customers/unsubscribe?%s", ticked(h, "")));
    assert_true(answer_has(&a, "Do you want to unsubscribe 2 customers from the newsletter?"));
    a = browser_post(b, "/admin/customers/unsubscribe", ticked(h, ""));
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM customer WHERE newsletter"), 0);
    browser_end(b);
}

static void CG10_several_get_a_group(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, OWNER);
    struct answer a = browser_get(b, at(t, "/admin/customers/group?%s", ticked(h, "")));
    assert_true(answer_has(&a, ">Wholesale</option>") && !answer_has(&a, "NOT LOGGED IN"));
    a = browser_post(b, "/admin/customers/group", ticked(h, "&group=77"));
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "Choose one of the groups.") &&
                answer_has(&a, at(t, "value=\"%.*s\"", STR_ARG(h->ben.ref))));
    a = browser_post(b, "/admin/customers/group", ticked(h, "&group=2"));
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM customer WHERE group_id = 2"), 2);
    assert_int_equal(rows_number(t,
                                 "SELECT count(*) FROM action_log WHERE action = "
                                 "'customer.save' AND success"),
                     2);
    browser_end(b);
}

static void CG12_CG13_the_file_has_what_the_grid_shows(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, OWNER);
    test_script(t, str_format(t->mem, "UPDATE customer SET bill_phone = '=1+1' WHERE id = %lld;\n",
                              (long long)h->ben.id));
    struct answer a = browser_get(b, "/admin/customers/export/csv?email=ben");
    assert_int_equal(a.status, 200);
    assert_str_equal(a.type, S("text/csv; charset=utf-8"));
    assert_true(answer_has(&a, "\"ID\",\"Name\",\"Email\"") && answer_has(&a, "Ben Carter"));
    assert_true(answer_has(&a, "\"'=1+1\""));
    assert_false(answer_has(&a, "Anna") || answer_has(&a, "\"Account Lock\""));
    a = browser_get(b, at(t, "/admin/customers/export/csv?c%%5B%%5D=%.*s", STR_ARG(h->anna.ref)));
    assert_true(answer_has(&a, "Anna Berger") && !answer_has(&a, "Ben Carter"));
    a = browser_get(b, "/admin/customers/export/xml");
    assert_true(answer_has(&a, "<Data ss:Type=\"String\">Clara Diaz</Data>"));
    assert_int_equal(browser_get(b, "/admin/customers/export/pdf").status, 404);
    browser_end(b);
}

static void who_may_not_delete_or_edit_has_no_button_and_no_way(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, AGENT);
    struct answer a = browser_get(b, "/admin/customers");
    assert_false(answer_has(&a, "/admin/customers/delete"));
    assert_int_equal(browser_post(b, "/admin/customers/delete", ticked(h, "")).status, 403);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM customer"), 3);
    browser_end(b);
}

static const struct test tests[] = {
    TEST(CG07_several_are_deleted_after_a_question),
    TEST(CG08_CG09_several_are_subscribed_and_unsubscribed),
    TEST(CG10_several_get_a_group),
    TEST(CG12_CG13_the_file_has_what_the_grid_shows),
    TEST(who_may_not_delete_or_edit_has_no_button_and_no_way),
    TEST(CG01_the_grid_has_its_fifteen_columns_and_the_action),
    TEST(CG02_chosen_columns_stay_with_the_user_and_the_list),
    TEST(CG02_default_brings_the_lists_own_columns_back),
    TEST(CG02_without_a_tick_the_fixed_column_is_left),
    TEST(CG02_an_address_with_columns_shows_everybody_the_same),
    TEST(CG02_only_lists_and_columns_that_exist_are_saved),
    TEST(CG03_the_oldest_account_comes_first),
    TEST(CG04_the_keyword_finds_by_name_and_address),
    TEST(CG05_CG06_each_column_filters_and_filters_add_up),
    TEST(CE01_tabs_and_CE03_the_button_for_who_may),
    TEST(CE04_the_button_stands_without_consent_too),
    TEST(CE02_CN01_a_new_customer_has_one_tab_and_no_password),
    TEST(CE06_CE08_the_toggle_is_the_customers_tick),
    TEST(W16_a_toggle_without_the_right_is_refused_aloud),
    TEST(CE11_CE12_saving_leads_to_the_grid_or_stays),
    TEST(a_stale_form_of_a_customer_gets_409),
    TEST(CE17_CE18_CE19_wrong_fields_say_so_and_mark_the_tab),
    TEST(CE13_CE28_a_deleted_customer_is_gone_and_stale_pages_lead_back),
    TEST(CE14_a_reset_mails_and_shows_no_password),
    TEST(CE20_CE21_addresses_are_added_and_deleted),
    TEST(CE23_the_orders_tab_lists_this_customers_orders_only),
    TEST(CE24_the_cart_tab_equals_the_storefronts_cart),
    TEST(CE25_the_overview_tells_what_support_asks_first),
    TEST(CE15_forced_sign_in_asks_first_and_ends_every_session),
    TEST(CE26_unlock_stands_there_only_for_a_locked_account),
    TEST(CE27_an_assisted_login_is_no_login_of_the_customer),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
