/* Persistent Shopping Cart: what a browser remembers of a customer, and what it never does. */
#include "goods.h"
#include "house.h"
#include "rows.h"

#include <string.h>

#define REMEMBER S("kontor-remember")
#define SESSION  S("kontor-shop")
#define ANNA     "email=anna%40customers.test&password=Sonnen-Schein7"

static void set(struct test_store *t, const char *path, const char *value)
{
    test_script(
        t,
        str_from(at(t,
                    "DELETE FROM setting WHERE path = '%s';\nINSERT INTO setting (scope, scope_id, "
                    "path, value) VALUES ('default', 0, '%s', '%s');",
                    path, path, value)));
    assert_ok(snapshot_load(t->db));
}

#define SHOP(t)                                                                                    \
    struct house *h = house_make(t);                                                               \
    set(t, "persistent/options/enabled", "1");                                                     \
    SCOPED(browser_end_of) struct browser *b = house_browser(h, VISITOR)

static void signs_in(struct browser *b, const char *fields)
{
    assert_int_equal(browser_post(b, "/sign-in", fields).status, 303);
    assert_true(answer_has(&(struct answer){.body = browser_get(b, "/").body}, "Sign Out"));
}

static void sessions_end(struct test_store *t)
{
    test_script(t, S("UPDATE shop_session SET ended_at = 1;"));
}

/* Anna signs in with the tick, and her session ends. */
static void is_remembered(struct browser *b)
{
    signs_in(b, ANNA "&remember=1");
    sessions_end(b->t);
    browser_get(b, "/"); /* takes the session's cookie back */
    assert_int_equal(browser_cookie(b, SESSION).n, 0);
}

static void PC01_only_the_tick_makes_a_browser_remember(struct test_store *t)
{
    SHOP(t);
    struct answer a = browser_get(b, "/sign-in");
    assert_true(answer_has(&a, "name=\"remember\" type=\"checkbox\" value=\"1\" checked"));
    signs_in(b, ANNA);
    assert_int_equal(browser_cookie(b, REMEMBER).n, 0);
    sessions_end(t);
    a = browser_get(b, "/");
    assert_false(answer_has(&a, "Anna"));
    a = browser_post(b, "/sign-in", ANNA "&remember=1");
    bool lives_long = false;
    for (size_t i = 0; i < a.n_headers; i++)
        lives_long |= str_starts(a.headers[i].value, S("kontor-remember=")) &&
                      str_has(a.headers[i].value, S("; Path=/; Max-Age=31536000; HttpOnly"));
    assert_true(lives_long);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM shop_remember"), 1);
    (void)h;
}

static void PC01_nobody_is_remembered_unless_the_settings_say_so(struct test_store *t)
{
    SHOP(t);
    static const char *const off[] = {"persistent/options/enabled",
                                      "persistent/options/remember_enabled"};
    for (size_t i = 0; i < COUNT(off); i++) {
        set(t, off[i], "0");
        struct answer a = browser_get(b, "/sign-in");
        assert_false(answer_has(&a, "Remember Me"));
        a = browser_get(b, "/register");
        assert_false(answer_has(&a, "Remember Me"));
        signs_in(b, ANNA "&remember=1");
        assert_int_equal(browser_cookie(b, REMEMBER).n, 0);
        sessions_end(t);
        set(t, off[i], "1");
    }
    set(t, "persistent/options/remember_default", "0");
    struct answer a = browser_get(b, "/sign-in");
    assert_true(answer_has(&a, "name=\"remember\" type=\"checkbox\" value=\"1\" aria-"));
    (void)h;
}

static void PC01_a_new_account_may_be_remembered_too(struct test_store *t)
{
    SHOP(t);
    browser_post(b, "/register",
                 "first_name=Nora&last_name=Neu&email=nora%40example.com&password=Sonnen-Schein7&"
                 "confirm=Sonnen-Schein7&remember=1");
    assert_true(browser_cookie(b, REMEMBER).n > 0);
    sessions_end(t);
    struct answer a = browser_get(b, "/");
    assert_true(answer_has(&a, "Welcome, Nora Neu!"));
    (void)h;
}

static void name_and_cart_outlive_the_session_and_nothing_else(struct test_store *t)
{
    SHOP(t);
    is_remembered(b);
    struct answer a = browser_get(b, "/cart");
    assert_int_equal(a.actor.who, WHO_VISITOR);
    assert_int_equal(a.actor.customer_id, 0);
    assert_true(answer_has(&a, "Welcome, Anna Berger!") && answer_has(&a, "Not Anna Berger?"));
    assert_true(answer_has(&a, "Cart: 2 items in cart") && answer_has(&a, "Blue mug"));
    assert_true(answer_has(&a, ">Sign In</a>") && !answer_has(&a, "Sign Out"));
    static const char *const hers[] = {"/account", "/account/orders", "/account/edit",
                                       "/account/addresses", "/account/wishlist"};
    for (size_t i = 0; i < COUNT(hers); i++) {
        a = browser_get(b, hers[i]);
        assert_int_equal(a.status, 303);
        assert_true(str_starts(a.location, S("/sign-in")));
    }
    browser_post(b, "/cart/add/cup", "qty=3");
    assert_int_equal(
        rows_number(t, at(t,
                          "SELECT sum(i.qty) FROM cart k JOIN cart_item i ON i.cart_id = k.id "
                          "WHERE k.open AND k.customer_id = %lld",
                          (long long)h->anna.id)),
        5);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM cart WHERE open AND customer_id IS NULL"),
                     0);
}

static void only_the_name_is_remembered_where_the_cart_is_not(struct test_store *t)
{
    SHOP(t);
    set(t, "persistent/options/shopping_cart", "0");
    is_remembered(b);
    struct answer a = browser_get(b, "/cart");
    assert_true(answer_has(&a, "Welcome, Anna Berger!"));
    assert_true(answer_has(&a, "You have no items in your shopping cart."));
    browser_post(b, "/cart/add/cup", "qty=1");
    a = browser_get(b, "/checkout");
    assert_true(answer_has(&a, "name=\"email\""));
    (void)h;
}

static void PC02_not_me_ends_it_with_an_empty_cart(struct test_store *t)
{
    SHOP(t);
    is_remembered(b);
    struct answer a = browser_post(b, "/forget-me", "");
    assert_str_equal(a.location, S("/"));
    assert_int_equal(browser_cookie(b, REMEMBER).n, 0);
    a = browser_get(b, "/cart");
    assert_false(answer_has(&a, "Anna"));
    assert_true(answer_has(&a, "You have no items in your shopping cart."));
    assert_int_equal(rows_number(t, "SELECT count(*) FROM shop_remember"), 0);
    signs_in(b, ANNA);
    a = browser_get(b, "/cart");
    assert_true(answer_has(&a, "Blue mug"));
    (void)h;
}

static void PC03_the_checkout_asks_to_sign_in(struct test_store *t)
{
    SHOP(t);
    is_remembered(b);
    i64 before = rows_number(t, "SELECT count(*) FROM sales_order");
    struct answer a = browser_get(b, "/checkout");
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "Please sign in or create an account to check out."));
    assert_false(answer_has(&a, "name=\"city\"") || answer_has(&a, "Goslar"));
    assert_true(answer_has(&a, "href=\"/sign-in?next="));
    a = browser_post(b, "/checkout",
                     "email=x%40example.com&address_id=0&first_name=X&last_name=Y&street1=Z+1&"
                     "city=Goslar&postcode=38640&country=DE&phone=1&shipping_method=flatrate");
    assert_int_equal(a.status, 422);
    a = browser_post(
        b, "/checkout",
        at(t, "address_id=%lld&shipping_method=flatrate", (long long)h->anna.address_id));
    assert_int_equal(a.status, 422);
    assert_str_equal(browser_get(b, "/checkout/payment").location, S("/checkout"));
    i64 cart = rows_number(
        t, at(t, "SELECT id FROM cart WHERE open AND customer_id = %lld", (long long)h->anna.id));
    a = browser_post(
        b, "/checkout/payment",
        at(t, "cart_id=%lld&total=4498&payment_method=checkmo&billing_same=1", (long long)cart));
    assert_int_equal(a.status, 404);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM sales_order"), before);
}

static void PC03_a_guest_may_buy_what_is_in_the_cart_and_is_forgotten(struct test_store *t)
{
    SHOP(t);
    is_remembered(b);
    struct answer a = browser_get(b, "/checkout");
    assert_true(answer_has(&a, "Check Out as Guest"));
    a = browser_post(b, "/checkout/guest", "");
    assert_str_equal(a.location, S("/checkout"));
    assert_int_equal(browser_cookie(b, REMEMBER).n, 0);
    a = browser_get(b, "/checkout");
    assert_true(answer_has(&a, "name=\"email\"") && answer_has(&a, "Blue mug"));
    assert_false(answer_has(&a, "Anna"));
    assert_int_equal(rows_number(t, at(t,
                                       "SELECT sum(i.qty) FROM cart k JOIN cart_item i ON "
                                       "i.cart_id = k.id WHERE k.open AND k.customer_id = %lld",
                                       (long long)h->anna.id)),
                     2);
    set(t, "checkout/options/guest_checkout", "0");
    is_remembered(b);
    a = browser_get(b, "/checkout");
    assert_false(answer_has(&a, "Check Out as Guest"));
}

static void PC04_an_assist_session_neither_reads_nor_writes_it(struct test_store *t)
{
    SHOP(t);
    is_remembered(b);
    str known = browser_cookie(b, REMEMBER);
    SCOPED(browser_end_of) struct browser *agent = house_browser(h, ASSISTING);
    SCOPED(browser_end_of) struct browser *alone = house_browser(h, ASSISTING);
    /* The agent's own browser remembers Ben. */
    test_script(
        t, str_from(at(t, "UPDATE shop_remember SET customer_id = %lld;", (long long)h->ben.id)));
    browser_keep(agent, REMEMBER, known, S("/"));
    static const char *const pages[] = {"/", "/cart", "/checkout", "/account", "/p/mug"};
    for (size_t i = 0; i < COUNT(pages); i++) {
        const char *path = at(t, "/assist/%.*s%s", STR_ARG(h->label), pages[i]);
        struct answer a = browser_get(agent, path);
        assert_int_equal(a.status, 200);
        assert_int_equal(a.actor.who, WHO_ASSIST);
        assert_true(answer_has(&a, "Welcome, Anna Berger!"));
        assert_false(answer_has(&a, "Ben ") || answer_has(&a, "Not "));
    }
    browser_post(agent, at(t, "/assist/%.*s/cart/add/cup", STR_ARG(h->label)), "qty=1");
    assert_str_equal(browser_cookie(agent, REMEMBER), known);
    static const char *const forms[] = {"/forget-me", "/checkout/guest", "/sign-in"};
    for (size_t i = 0; i < COUNT(forms); i++)
        assert_int_equal(browser_post(alone, at(t, "/assist/%.*s%s", STR_ARG(h->label), forms[i]),
                                      ANNA "&remember=1")
                             .status,
                         403);
    assert_int_equal(browser_cookie(alone, REMEMBER).n, 0);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM shop_remember"), 1);
}

static void signing_out_forgets_where_the_setting_says_so(struct test_store *t)
{
    SHOP(t);
    signs_in(b, ANNA "&remember=1");
    browser_post(b, "/sign-out", "");
    assert_int_equal(browser_cookie(b, REMEMBER).n, 0);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM shop_remember"), 0);
    set(t, "persistent/options/logout_clear", "0");
    signs_in(b, ANNA "&remember=1");
    browser_post(b, "/sign-out", "");
    struct answer a = browser_get(b, "/cart");
    assert_true(answer_has(&a, "Not Anna Berger?") && answer_has(&a, "Blue mug"));
    (void)h;
}

static void another_person_who_signs_in_replaces_the_first(struct test_store *t)
{
    SHOP(t);
    is_remembered(b);
    signs_in(b, "email=ben%40customers.test&password=Sonnen-Schein7&remember=1");
    sessions_end(t);
    struct answer a = browser_get(b, "/");
    assert_true(answer_has(&a, "Welcome, Ben "));
    assert_int_equal(rows_number(t, "SELECT count(*) FROM shop_remember"), 1);
    signs_in(b, ANNA);
    assert_int_equal(browser_cookie(b, REMEMBER).n, 0);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM shop_remember"), 0);
    (void)h;
}

static void a_new_password_is_forgotten_everywhere(struct test_store *t)
{
    SHOP(t);
    is_remembered(b);
    signs_in(b, ANNA "&remember=1");
    browser_post(b, "/account/edit",
                 "first_name=Anna&last_name=Berger&change_password=1&current_password="
                 "Sonnen-Schein7&password=Regen-Bogen9&confirm=Regen-Bogen9");
    assert_int_equal(rows_number(t, "SELECT count(*) FROM shop_remember"), 0);
    (void)h;
}

static void what_is_too_old_or_made_up_remembers_nobody(struct test_store *t)
{
    SHOP(t);
    is_remembered(b);
    str good = browser_cookie(b, REMEMBER);
    static const char *const bad[] = {"x", "../../etc", "'%20OR%201=1",
                                      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        browser_keep(b, REMEMBER, str_from(bad[i]), S("/"));
        struct answer a = browser_get(b, "/");
        assert_int_equal(a.status, 200);
        assert_false(answer_has(&a, "Anna"));
    }
    browser_keep(b, REMEMBER, good, S("/"));
    struct answer a = browser_get(b, "/");
    assert_true(answer_has(&a, "Welcome, Anna Berger!"));
    test_script(t, S("UPDATE customer SET active = FALSE;"));
    a = browser_get(b, "/");
    assert_false(answer_has(&a, "Anna"));
    test_script(t, S("UPDATE customer SET active = TRUE;"
                     "UPDATE shop_remember SET created_at = created_at - 31536001000000;"));
    a = browser_get(b, "/");
    assert_false(answer_has(&a, "Anna"));
    (void)h;
}

int main(void)
{
    static const struct test tests[] = {
        TEST(PC01_only_the_tick_makes_a_browser_remember),
        TEST(PC01_nobody_is_remembered_unless_the_settings_say_so),
        TEST(PC01_a_new_account_may_be_remembered_too),
        TEST(name_and_cart_outlive_the_session_and_nothing_else),
        TEST(only_the_name_is_remembered_where_the_cart_is_not),
        TEST(PC02_not_me_ends_it_with_an_empty_cart),
        TEST(PC03_the_checkout_asks_to_sign_in),
        TEST(PC03_a_guest_may_buy_what_is_in_the_cart_and_is_forgotten),
        TEST(PC04_an_assist_session_neither_reads_nor_writes_it),
        TEST(signing_out_forgets_where_the_setting_says_so),
        TEST(another_person_who_signs_in_replaces_the_first),
        TEST(a_new_password_is_forgotten_everywhere),
        TEST(what_is_too_old_or_made_up_remembers_nobody),
    };
    return run_on_both(tests, COUNT(tests));
}
