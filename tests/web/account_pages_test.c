/* The customer's account as a browser meets it. */
#include "domain/customer.h"
#include "house.h"
#include "rows.h"

#include <stdio.h>

#define SHOP(t, who)                                                                               \
    struct house *h = house_make(t);                                                               \
    SCOPED(browser_end_of) struct browser *b = house_browser(h, who)

static void set(struct test_store *t, const char *path, const char *value)
{
    test_script(
        t,
        str_format(
            t->mem,
            "DELETE FROM setting WHERE path = '%s';\nINSERT INTO setting (scope, scope_id, path, "
            "value) VALUES ('default', 0, '%s', '%s');",
            path, path, value));
    assert_ok(snapshot_load(t->db));
}

static i64 number(struct test_store *t, const char *sql)
{
    return rows_number(t, sql);
}

/* ---- registration ---- */

#define NORA                                                                                       \
    "first_name=Nora&last_name=Neu&email=nora%40example.com&password=Wald-Lichtung3&"              \
    "confirm=Wald-Lichtung3"

static void SF01_SF02_registering_asks_for_everything_and_ticks_nothing(struct test_store *t)
{
    SHOP(t, VISITOR);
    struct answer a = browser_get(b, "/register");
    static const char *const fields[] = {"first_name", "last_name", "newsletter", "consent",
                                         "email",      "password",  "confirm"};
    assert_int_equal(a.status, 200);
    for (size_t i = 0; i < COUNT(fields); i++)
        assert_true(answer_has(&a, at(t, "name=\"%s\"", fields[i])));
    assert_false(answer_has(&a, " checked"));
    assert_true(answer_has(&a, "Allow remote shopping assistance"));
    a = browser_post(b, "/register", NORA);
    assert_int_equal(a.status, 303);
    assert_str_equal(a.location, S("/account"));
    a = browser_get(b, "/account");
    assert_true(answer_has(&a, "Nora Neu"));
    assert_int_equal(
        number(t,
               "SELECT count(*) FROM consent c JOIN customer k ON k.id = c.customer_id WHERE "
               "k.first_name = 'Nora'"),
        0);
    browser_keep(b, S("kontor-shop"), S(""), S("/"));
    browser_post(b, "/register", NORA "2&consent_shown=1&consent=1"); /* confirm differs: refused */
    a = browser_post(b, "/register",
                     "first_name=Ida&last_name=Ja&email=ida%40example.com&password=Wald-Lichtung3&"
                     "confirm=Wald-Lichtung3&consent_shown=1&consent=1");
    assert_int_equal(a.status, 303);
    assert_int_equal(
        number(t,
               "SELECT count(*) FROM consent c JOIN customer k ON k.id = c.customer_id WHERE "
               "k.first_name = 'Ida' AND c.allowed"),
        1);
}

static void
SF03_SF04_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(struct test_store *t)
{
    SHOP(t, VISITOR);
    struct answer a = browser_post(
        b, "/register",
        "first_name=Nora&last_name=&email=anna%40customers.test&password=kurz&confirm=kurz");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "value=\"Nora\""));
    assert_true(answer_has(&a, "id=\"last_name-e\""));
    assert_false(answer_has(&a, "value=\"kurz\""));
    a = browser_post(
        b, "/register",
        "first_name=Nora&last_name=Neu&email=nora%40example.com&password=kurz&confirm=kurz");
    assert_true(answer_has(&a, "id=\"password-e\""));
    a = browser_post(
        b, "/register",
        "first_name=Nora&last_name=Neu&email=anna%40customers.test&password=Wald-Lichtung3&"
        "confirm=Wald-Lichtung3");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "id=\"email-e\""));
    assert_int_equal(number(t, "SELECT count(*) FROM customer"), 3);
}

/* ---- signing in and out ---- */

static void SF06_every_wrong_sign_in_gets_the_same_answer(struct test_store *t)
{
    SHOP(t, VISITOR);
    struct answer known = browser_post(b, "/sign-in", "email=anna%40customers.test&password=wrong");
    struct answer unknown =
        browser_post(b, "/sign-in", "email=nobody%40customers.test&password=wrong");
    const char *said = "The account sign-in was incorrect or your account is disabled temporarily.";
    assert_int_equal(known.status, 422);
    assert_int_equal(unknown.status, 422);
    assert_true(answer_has(&known, said) && answer_has(&unknown, said));
    assert_int_equal(known.body.n - S("anna").n, unknown.body.n - S("nobody").n);
    assert_int_equal(browser_get(b, "/account").status, 303);
}

static void
SF07_after_ten_wrong_passwords_the_grid_shows_the_account_as_locked(struct test_store *t)
{
    SHOP(t, VISITOR);
    SCOPED(browser_end_of) struct browser *staff = house_browser(h, AGENT);
    struct answer a = browser_get(staff, "/admin/customers?c[]=lock");
    assert_false(answer_has(&a, "Locked"));
    for (int i = 0; i < 10; i++)
        browser_post(b, "/sign-in", "email=anna%40customers.test&password=wrong");
    a = browser_post(b, "/sign-in", "email=anna%40customers.test&password=Sonnen-Schein7");
    assert_int_equal(a.status, 422);
    a = browser_get(staff, "/admin/customers?c[]=lock");
    assert_true(answer_has(&a, "Locked"));
}

static void SF08_signing_in_leads_to_the_dashboard_or_back(struct test_store *t)
{
    SHOP(t, VISITOR);
    const char *anna = "email=anna%40customers.test&password=Sonnen-Schein7";
    struct answer a = browser_post(b, "/sign-in", anna);
    assert_str_equal(a.location, S("/account"));
    browser_keep(b, S("kontor-shop"), S(""), S("/"));
    a = browser_get(b, "/account/orders"); /* the page that asked comes first in any case */
    assert_int_equal(a.status, 303);
    a = browser_get(b, str_z(t->mem, a.location));
    str rest = a.body, next = {0};
    assert_true(str_has(rest, S("name=\"next\" value=\"")));
    while (!str_starts(rest, S("name=\"next\" value=\"")))
        rest = str_skip(rest, 1);
    rest = str_skip(rest, S("name=\"next\" value=\"").n);
    str_cut(&rest, '"', &next);
    a = browser_post(b, "/sign-in", at(t, "%s&next=%.*s", anna, STR_ARG(next)));
    assert_str_equal(a.location, S("/account/orders"));
    browser_keep(b, S("kontor-shop"), S(""), S("/"));
    set(t, "customer/startup/redirect_dashboard", "0");
    b->more = S("Referer: http://shop.test/p/mug\r\n");
    a = browser_get(b, "/sign-in");
    assert_true(answer_has(&a, "/p/mug\""));
    b->more = S("Referer: http://evil.test/p/mug\r\n");
    a = browser_get(b, "/sign-in");
    assert_false(answer_has(&a, "/p/mug\""));
    a = browser_post(b, "/sign-in", at(t, "%s&next=https://evil.test/", anna));
    assert_str_equal(a.location, S("/"));
}

static void SF13_signing_out_ends_the_session_and_leads_home(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    str token = str_copy(t->mem, browser_cookie(b, S("kontor-shop")));
    struct answer a = browser_post(b, "/sign-out", "");
    assert_str_equal(a.location, S("/"));
    assert_int_equal(browser_cookie(b, S("kontor-shop")).n, 0);
    browser_keep(b, S("kontor-shop"), token, S("/"));
    assert_int_equal(browser_get(b, "/account").status, 303);
}

/* ---- forgotten passwords ---- */

static void SF09_known_and_unknown_addresses_are_told_the_same(struct test_store *t)
{
    SHOP(t, VISITOR);
    struct answer a = browser_post(b, "/password/forgot", "email=anna%40customers.test");
    struct answer page_a = browser_get(b, "/password/reset");
    struct answer c = browser_post(b, "/password/forgot", "email=nobody%40customers.test");
    struct answer page_c = browser_get(b, "/password/reset");
    assert_int_equal(a.status, 303);
    assert_int_equal(c.status, 303);
    assert_str_equal(a.location, c.location);
    assert_int_equal(page_a.body.n, page_c.body.n);
    assert_true(answer_has(&page_a, "If there is an account with this address"));
    assert_int_equal(number(t, "SELECT count(*) FROM mail WHERE kind = 'customer_reset'"), 1);
    a = browser_post(b, "/password/forgot", "email=anna%40customers.test");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "Too many requests"));
}

static void SF11_SF12_R32_the_code_is_typed_and_works_once(struct test_store *t)
{
    SHOP(t, VISITOR);
    SCOPED(browser_end_of) struct browser *anna = house_browser(h, CUSTOMER);
    b->site.base_url = S("https://shop.example/");
    b->more = S("X-Forwarded-Proto: https\r\n");
    browser_post(b, "/password/forgot", "email=anna%40customers.test");
    str body = rows_text(t, "SELECT body FROM mail WHERE kind = 'customer_reset'"), line,
        code = {0};
    assert_true(str_has(body, S("https://shop.example/password/reset")));
    assert_false(str_has(body, S("reset?")) || str_has(body, S("reset#")) ||
                 str_has(body, S("reset/")));
    while (str_cut(&body, '\n', &line))
        if (line.n == 11 && line.at[5] == '-')
            code = line;
    const char *fields = at(
        t,
        "email=anna%%40customers.test&code=%.*s&password=Neues-Passwort5&confirm=Neues-Passwort5",
        STR_ARG(code));
    struct answer a = browser_post(b, "/password/reset", fields);
    assert_int_equal(a.status, 303);
    assert_int_equal(browser_get(anna, "/account").status, 303); /* her other sessions are over */
    a = browser_post(b, "/password/reset", fields);
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "id=\"code-e\""));
    a = browser_post(b, "/sign-in", "email=anna%40customers.test&password=Neues-Passwort5");
    assert_int_equal(a.status, 303);
}

/* ---- the account ---- */

static void SF14_the_navigation_names_every_page_and_marks_the_current_one(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    static const char *const pages[] = {"/account",          "/account/orders",
                                        "/account/wishlist", "/account/addresses",
                                        "/account/edit",     "/account/newsletter"};
    for (size_t i = 0; i < COUNT(pages); i++) {
        struct answer a = browser_get(b, pages[i]);
        assert_int_equal(a.status, 200);
        for (size_t k = 0; k < COUNT(pages); k++)
            assert_true(answer_has(
                &a, at(t, "<a href=\"%s\"%s>", pages[k], k == i ? " aria-current=\"page\"" : "")));
    }
}

static void SF15_SF16_the_dashboard_has_its_blocks_and_their_links(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    struct answer a = browser_get(b, "/account");
    static const char *const said[] = {"Contact Information",     "Newsletters",
                                       "Default Billing Address", "Default Shipping Address",
                                       "Recent Orders",           "anna@customers.test"};
    for (size_t i = 0; i < COUNT(said); i++)
        assert_true(answer_has(&a, said[i]));
    assert_true(answer_has(&a, at(t, "/account/orders/%.*s", STR_ARG(h->anna.number))));
    assert_true(answer_has(&a, "/account/edit?change=password"));
    assert_true(answer_has(&a, at(t, "/account/addresses/%lld", (long long)h->anna.address_id)));
    a = browser_get(b, "/account/edit?change=password");
    assert_true(answer_has(&a, "name=\"change_password\" type=\"checkbox\" value=\"1\" checked"));
}

static void SF17_a_saved_name_stands_in_the_head_of_the_page(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    struct answer a = browser_post(b, "/account/edit", "first_name=Anna&last_name=M%C3%BCller");
    assert_int_equal(a.status, 303);
    a = browser_get(b, "/account");
    assert_true(answer_has(&a, "Welcome, Anna Müller!"));
    a = browser_post(b, "/account/edit", "first_name=Anna&last_name=");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "id=\"last_name-e\""));
    /* the box was not on this page, so it says nothing about the permission */
    assert_int_equal(number(t, "SELECT count(*) FROM consent WHERE allowed"), 2);
}

static void SF18_SF19_sign_in_data_needs_the_current_password(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    const char *both =
        "first_name=Anna&last_name=Berger&change_email=1&email=neu%40example.com&change_password=1&"
        "password=Neues-Passwort5&confirm=Neues-Passwort5&current_password=";
    struct answer a = browser_post(b, "/account/edit", both);
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "id=\"current_password-e\""));
    assert_false(answer_has(&a, "Neues-Passwort5"));
    a = browser_post(b, "/account/edit", at(t, "%swrong", both));
    assert_int_equal(a.status, 422);
    a = browser_post(b, "/account/edit", at(t, "%sSonnen-Schein7", both));
    assert_int_equal(a.status, 303);
    assert_int_equal(browser_get(b, "/account").status, 200); /* this session stays */
    assert_int_equal(number(t, "SELECT count(*) FROM customer WHERE email = 'neu@example.com'"), 1);
}

static void SF20_SF21_the_tick_shows_the_permission_and_takes_it_back(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    set(t, "login_as_customer/general/shopping_assistance_checkbox_title",
        "Darf unser Team helfen?");
    struct answer a = browser_get(b, "/account/edit");
    assert_true(answer_has(&a, "Darf unser Team helfen?"));
    assert_true(answer_has(&a, "they see what you see and can act for you"));
    assert_true(
        answer_has(&a, "id=\"consent\" name=\"consent\" type=\"checkbox\" value=\"1\" checked"));
    assert_true(answer_has(&a, "Last support session:"));
    const char *page = at(t, "/assist/%.*s/account", STR_ARG(h->label));
    SCOPED(browser_end_of) struct browser *agent = house_browser(h, ASSISTING);
    assert_int_equal(browser_get(agent, page).status, 200);
    browser_post(b, "/account/edit", "first_name=Anna&last_name=Berger&consent_shown=1");
    assert_int_equal(browser_get(agent, page).status, 401);
    a = browser_get(b, "/account/edit");
    assert_false(answer_has(&a, "value=\"1\" checked"));
}

static void
SF22_R22_an_assist_session_shows_the_permission_and_changes_no_sign_in_data(struct test_store *t)
{
    SHOP(t, ASSISTING);
    const char *page = at(t, "/assist/%.*s/account/edit", STR_ARG(h->label));
    struct answer a = browser_get(b, page);
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "Only the customer can change the email address and the password."));
    assert_true(answer_has(&a, " checked disabled"));
    assert_false(answer_has(&a, "name=\"current_password\"") ||
                 answer_has(&a, "name=\"consent_shown\""));
    static const char *const forged[] = {
        "consent_shown=1",
        "consent=1",
        "change_email=1&email=evil%40example.com&current_password=Sonnen-Schein7",
        "change_password=1&password=Neues-Passwort5&confirm=Neues-Passwort5&current_password=Sonnen-Schein7",
    };
    for (size_t i = 0; i < COUNT(forged); i++) {
        a = browser_post(b, page, at(t, "first_name=Eve&last_name=Evil&%s", forged[i]));
        assert_int_equal(a.status, 403);
    }
    assert_int_equal(number(t,
                            "SELECT count(*) FROM customer WHERE first_name = 'Anna' AND email = "
                            "'anna@customers.test' AND assist_allowed"),
                     1);
    a = browser_post(
        b, page,
        "first_name=Anna&last_name=Huber"); /* what a customer may without a password, staff may */
    assert_int_equal(a.status, 303);
    assert_int_equal(
        number(t, "SELECT count(*) FROM customer WHERE last_name = 'Huber' AND assist_allowed"), 1);
}

/* ---- addresses ---- */

#define HOME                                                                                       \
    "first_name=Anna&last_name=Berger&street1=Weg+1&city=Goslar&postcode=38640&country=DE&"        \
    "region=NI&phone=1&version=1"

static void SF24_SF25_defaults_stand_apart_and_names_are_filled_in(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    struct answer a = browser_get(b, "/account/addresses");
    assert_true(answer_has(&a, "Change Billing Address") &&
                answer_has(&a, "Change Shipping Address"));
    assert_true(answer_has(&a, "You have no other address entries"));
    a = browser_get(b, "/account/addresses/new");
    assert_true(answer_has(&a, "value=\"Anna\"") && answer_has(&a, "value=\"Berger\""));
    assert_true(answer_has(&a, "Use as my default billing address"));
    assert_true(answer_has(&a, "Use as my default shipping address"));
    a = browser_post(b, "/account/addresses/new", HOME);
    assert_int_equal(a.status, 303);
    a = browser_get(b, "/account/addresses");
    assert_true(answer_has(&a, "Weg 1") && answer_has(&a, "Niedersachsen"));
    a = browser_post(b, "/account/addresses/new",
                     "first_name=Anna&last_name=&street1=&city=&country=US&postcode=");
    assert_int_equal(a.status, 422);
    static const char *const wrong[] = {"last_name-e", "street1-e", "city-e",
                                        "postcode-e",  "phone-e",   "region-e"};
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_true(answer_has(&a, at(t, "id=\"%s\"", wrong[i])));
}

static void CE22_regions_follow_the_country_without_javascript(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    struct answer a = browser_post(b, "/account/addresses/new",
                                   "first_name=Anna&city=Salem&country=US&refresh=1");
    assert_true(answer_has(&a, "<option value=\"OR\">Oregon</option>"));
    assert_true(answer_has(&a, "value=\"Salem\""));
    assert_false(answer_has(&a, "errsum"));
    a = browser_post(b, "/account/addresses/new",
                     "first_name=Anna&city=Leeds&country=GB&refresh=1");
    assert_true(answer_has(&a, "name=\"region\" type=\"text\""));
    assert_int_equal(number(t, "SELECT count(*) FROM address"), 3);
}

static void SF26_defaults_have_no_delete_and_a_forged_one_is_refused(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    struct answer a = browser_get(b, "/account/addresses");
    assert_false(answer_has(&a, "/delete"));
    a = browser_post(b, at(t, "/account/addresses/%lld/delete", (long long)h->anna.address_id), "");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "A default address cannot be deleted."));
    browser_post(b, "/account/addresses/new", HOME);
    i64 other = number(t, "SELECT max(id) FROM address");
    a = browser_get(b, at(t, "/account/addresses/%lld/delete", (long long)other));
    assert_true(answer_has(&a, "Do you want to delete this address?"));
    a = browser_post(b, at(t, "/account/addresses/%lld/delete", (long long)other), "");
    assert_int_equal(a.status, 303);
    assert_int_equal(number(t, "SELECT count(*) FROM address"), 3);
}

static void SF28_R35_the_address_of_another_customer_is_not_found(struct test_store *t)
{
    SHOP(t, OTHER_CUSTOMER);
    const char *page = at(t, "/account/addresses/%lld", (long long)h->anna.address_id);
    const char *gone = at(t, "%s/delete", page);
    str before = rows_of_customer(t, h->anna.id);
    assert_int_equal(browser_get(b, page).status, 404);
    assert_int_equal(browser_post(b, page, HOME).status, 404);
    assert_int_equal(browser_get(b, gone).status, 404);
    assert_int_equal(browser_post(b, gone, "").status, 404);
    assert_str_equal(rows_of_customer(t, h->anna.id), before);
}

static void R01_ids_in_a_form_change_nobody_else(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    str before = rows_of_customer(t, h->ben.id);
    const char *ids =
        at(t, "id=%lld&customer_id=%lld&actor_id=%lld&customer[id]=%lld", (long long)h->ben.id,
           (long long)h->ben.id, (long long)h->ben.id, (long long)h->ben.id);
    static const struct {
        const char *page, *good, *bad;
    } forms[] = {
        {"/account/edit", "first_name=A&last_name=B", "first_name=&last_name="},
        {"/account/newsletter", "newsletter=1", "newsletter=2"},
        {"/account/addresses/new", HOME, "city="},
        {"/account/wishlist/add/cup", "", "x=1"},
    };
    for (size_t i = 0; i < COUNT(forms); i++) {
        browser_post(b, forms[i].page, at(t, "%s&%s", forms[i].good, ids));
        browser_post(b, forms[i].page,
                     at(t, "%s&%s", forms[i].bad, ids)); /* failing requests too */
        struct answer a = browser_get(b, "/account");
        assert_int_equal(a.actor.customer_id, h->anna.id);
    }
    assert_str_equal(rows_of_customer(t, h->ben.id), before);
    assert_int_equal(
        number(
            t,
            "SELECT count(*) FROM address a JOIN customer k ON k.id = a.customer_id WHERE k.email = "
            "'anna@customers.test'"),
        2);
}

static void a_wish_list_is_filled_bought_from_and_emptied(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    struct answer a = browser_post(b, "/account/wishlist/add/cup", "");
    assert_int_equal(a.status, 303);
    a = browser_get(b, "/account/wishlist");
    assert_true(answer_has(&a, "Red cup") && answer_has(&a, "Blue mug"));
    assert_true(answer_has(&a, "action=\"/cart/add/cup\""));
    browser_post(b, "/account/wishlist/remove/cup", "");
    a = browser_get(b, "/account/wishlist");
    assert_false(answer_has(&a, "Red cup"));
}

static const struct test tests[] = {
    TEST(SF01_SF02_registering_asks_for_everything_and_ticks_nothing),
    TEST(SF03_SF04_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays),
    TEST(SF06_every_wrong_sign_in_gets_the_same_answer),
    TEST(SF07_after_ten_wrong_passwords_the_grid_shows_the_account_as_locked),
    TEST(SF08_signing_in_leads_to_the_dashboard_or_back),
    TEST(SF13_signing_out_ends_the_session_and_leads_home),
    TEST(SF09_known_and_unknown_addresses_are_told_the_same),
    TEST(SF11_SF12_R32_the_code_is_typed_and_works_once),
    TEST(SF14_the_navigation_names_every_page_and_marks_the_current_one),
    TEST(SF15_SF16_the_dashboard_has_its_blocks_and_their_links),
    TEST(SF17_a_saved_name_stands_in_the_head_of_the_page),
    TEST(SF18_SF19_sign_in_data_needs_the_current_password),
    TEST(SF20_SF21_the_tick_shows_the_permission_and_takes_it_back),
    TEST(SF22_R22_an_assist_session_shows_the_permission_and_changes_no_sign_in_data),
    TEST(SF24_SF25_defaults_stand_apart_and_names_are_filled_in),
    TEST(CE22_regions_follow_the_country_without_javascript),
    TEST(SF26_defaults_have_no_delete_and_a_forged_one_is_refused),
    TEST(SF28_R35_the_address_of_another_customer_is_not_found),
    TEST(R01_ids_in_a_form_change_nobody_else),
    TEST(a_wish_list_is_filled_bought_from_and_emptied),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
