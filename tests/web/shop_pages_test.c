/* The storefront as a browser meets it: frame, catalogue, cart, checkout, My Orders. */
#include "goods.h"
#include "house.h"
#include "rows.h"

#include <stdio.h>
#include <string.h>

#define SHOP(t, who)                                                                               \
    struct house *h = house_make(t);                                                               \
    SCOPED(browser_end_of) struct browser *b = house_browser(h, who)

#define GERDA                                                                                      \
    "email=gerda%40example.com&address_id=0&first_name=Gerda&last_name=Gast&street1=Am+Anger+5&"   \
    "city=Goslar&postcode=38640&country=DE&phone=%2B49+30+1&shipping_method=flatrate"

static void set(struct test_store *t, const char *path, const char *value)
{
    test_script(
        t,
        str_from(at(t,
                    "DELETE FROM setting WHERE path = '%s';\nINSERT INTO setting (scope, scope_id, "
                    "path, value) VALUES ('default', 0, '%s', '%s');\n"
                    "UPDATE change_count SET n = n + 1 WHERE name = 'settings';",
                    path, path, value)));
    assert_ok(snapshot_load(t->db));
    browser_forget_pages();
}

static void stands_in_order(str body, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        while (body.n && !str_starts(body, str_from(texts[i])))
            body = str_skip(body, 1);
        if (body.n == 0)
            fail_msg("%s is missing, or not behind %s", texts[i],
                     i ? texts[i - 1] : "the beginning");
    }
}

/* What stands between two texts, the first time. */
static str between(str body, const char *from, const char *to)
{
    while (body.n && !str_starts(body, str_from(from)))
        body = str_skip(body, 1);
    str rest = body = str_skip(body, strlen(from));
    while (rest.n && !str_starts(rest, str_from(to)))
        rest = str_skip(rest, 1);
    return str_head(body, body.n - rest.n);
}

static const char *assisted(struct house *h, const char *path)
{
    return at(h->t, "/assist/%.*s%s", STR_ARG(h->label), path);
}

/* ---- the frame ---- */

static const char *const pages[] = {
    "/",         "/c/kitchen", "/p/mug",          "/search?q=mug", "/cart",
    "/checkout", "/account",   "/account/orders", "/nothing",
};

static void ST01_ST02_every_assisted_page_has_the_banner(struct test_store *t)
{
    SHOP(t, ASSISTING);
    for (size_t i = 0; i < COUNT(pages); i++) {
        struct answer a = browser_get(b, assisted(h, pages[i]));
        assert_int_equal(a.status, str_eq(str_from(pages[i]), S("/nothing")) ? 404 : 200);
        assert_true(answer_has(&a, "class=\"lacb\""));
        assert_true(answer_has(&a, "You are logged in as Anna Berger on Main Website."));
        assert_true(answer_has(&a, "Support: aron"));
        assert_true(answer_has(&a, "Ends at "));
        assert_true(answer_has(&a, "Close Session"));
        assert_true(answer_has(&a, "<title>[Support] "));
        assert_true(answer_has(&a, "noindex"));
        assert_true(answer_has(&a, "<body class=\"sf\">"));
    }
    struct answer a = browser_get(b, assisted(h, "/de/p/mug"));
    assert_true(answer_has(&a, "class=\"lacb\""));
    assert_true(answer_has(&a, "als Anna Berger auf"));
}

static void ST02_the_banner_shows_a_name_and_nothing_that_it_could_do(struct test_store *t)
{
    SHOP(t, ASSISTING);
    test_script(
        t, str_from(at(
               t, "UPDATE customer SET first_name = '<script>alert(1)</script>' WHERE id = %lld;",
               (long long)h->anna.id)));
    struct answer a = browser_get(b, assisted(h, "/"));
    assert_true(answer_has(&a, "&lt;script&gt;alert(1)&lt;/script&gt; Berger"));
    assert_false(answer_has(&a, "<script>alert"));
}

static void ST03_the_customer_and_visitors_never_see_a_banner(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    SCOPED(browser_end_of) struct browser *v = house_browser(h, VISITOR);
    for (size_t i = 0; i < COUNT(pages); i++) {
        struct answer a = browser_get(b, pages[i]), of_visitor = browser_get(v, pages[i]);
        assert_false(answer_has(&a, "lacb") || answer_has(&a, "[Support]") ||
                     answer_has(&a, "noindex"));
        assert_false(answer_has(&of_visitor, "lacb") || answer_has(&of_visitor, "[Support]"));
    }
}

static void ST04_ST05_the_header_greets_who_is_there(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    SCOPED(browser_end_of) struct browser *v = house_browser(h, VISITOR);
    struct answer a = browser_get(v, "/");
    assert_true(answer_has(&a, ">Sign In</a>") && answer_has(&a, ">Create an Account</a>"));
    assert_false(answer_has(&a, "Sign Out"));
    a = browser_get(b, "/");
    assert_true(answer_has(&a, "Welcome, Anna Berger!") && answer_has(&a, "Sign Out"));
    assert_false(answer_has(&a, ">Sign In</a>"));
    SCOPED(browser_end_of) struct browser *agent = house_browser(h, ASSISTING);
    a = browser_get(agent, assisted(h, "/"));
    assert_true(answer_has(&a, "Welcome, Anna Berger!"));
    assert_false(answer_has(&a, "Sign Out") || answer_has(&a, ">Create an Account</a>"));
}

static void ST06_ST07_ST08_the_switcher_keeps_page_and_sign_in(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    struct answer a = browser_get(b, "/c/kitchen?sort=name&per=24");
    static const char *const links[] = {
        ">English</a>", "href=\"/de/c/kitchen?sort=name&amp;per=24\"", ">Deutsch</a>"};
    stands_in_order(a.body, links, COUNT(links));
    a = browser_get(b, "/");
    assert_true(answer_has(&a, "href=\"/de/\""));
    a = browser_get(b, "/de/account");
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "Anna Berger") && answer_has(&a, "<html lang=\"de\">"));
    assert_true(answer_has(&a, "href=\"/account\""));
    SCOPED(browser_end_of) struct browser *agent = house_browser(h, ASSISTING);
    a = browser_get(agent, assisted(h, "/p/mug"));
    assert_true(answer_has(&a, at(t, "href=\"/assist/%.*s/de/p/mug\"", STR_ARG(h->label))));
    test_script(t, S("UPDATE store_view SET enabled = FALSE WHERE id = 2;"));
    assert_ok(snapshot_load(t->db));
    a = browser_get(b, "/");
    assert_false(answer_has(&a, "Deutsch"));
}

static void ST09_ST10_navigation_and_breadcrumbs_lead_through_the_categories(struct test_store *t)
{
    SHOP(t, VISITOR);
    struct answer a = browser_get(b, "/p/mug");
    static const char *const texts[] = {"aria-label=\"Main menu\"",
                                        "href=\"/c/kitchen\" aria-current=\"true\"",
                                        "aria-label=\"Breadcrumb\"",
                                        ">Home</a>",
                                        "href=\"/c/kitchen\">kitchen</a>",
                                        "aria-current=\"page\">Blue mug<",
                                        "<h1>Blue mug</h1>"};
    stands_in_order(a.body, texts, COUNT(texts));
    (void)h;
}

static void CO01_the_cart_link_counts_pieces_or_lines(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    struct answer a = browser_get(b, "/");
    assert_true(answer_has(&a, "Cart: 2 items in cart"));
    set(t, "checkout/cart_link/use_qty", "lines");
    a = browser_get(b, "/");
    assert_true(answer_has(&a, "Cart: 1 item in cart"));
    SCOPED(browser_end_of) struct browser *agent = house_browser(h, ASSISTING);
    a = browser_get(agent, assisted(h, "/"));
    assert_true(answer_has(&a, "Cart: 1 item in cart"));
}

/* ---- the catalogue ---- */

static void a_category_has_pages_of_twelve_and_refuses_others(struct test_store *t)
{
    SHOP(t, VISITOR);
    i64 kitchen = rows_number(t, "SELECT id FROM category WHERE slug = 'kitchen'");
    for (int i = 0; i < 12; i++)
        A_PRODUCT(h->w, .sku = at(t, "x%02d", i), .price = 100 + i, .stock = 3,
                  .category = kitchen);
    struct answer a = browser_get(b, "/c/kitchen?sort=price");
    assert_true(answer_has(&a, "14 products") && answer_has(&a, "Page 1 of 2"));
    assert_true(answer_has(&a, "href=\"/p/x00\"") && !answer_has(&a, "href=\"/p/mug\""));
    assert_true(answer_has(&a, "href=\"?sort=price&amp;per=12&amp;page=2\""));
    a = browser_get(b, "/c/kitchen?sort=price&per=12&page=2");
    assert_true(answer_has(&a, "href=\"/p/mug\"") && !answer_has(&a, "href=\"/p/x00\""));
    a = browser_get(b, "/c/kitchen?sort=name&per=24");
    static const char *const by_name[] = {"href=\"/p/mug\"", "href=\"/p/cup\"", "href=\"/p/x00\""};
    stands_in_order(between(a.body, "class=\"rel", "</main>"), by_name, COUNT(by_name));
    static const char *const wrong[] = {"?page=3", "?page=0", "?page=x",
                                        "?per=13", "?per=48", "?sort=id"};
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_int_equal(browser_get(b, at(t, "/c/kitchen%s", wrong[i])).status, 404);
}

static void LO01_amounts_are_written_as_the_store_view_writes_them(struct test_store *t)
{
    SHOP(t, VISITOR);
    A_PRODUCT(h->w, .sku = "dear", .price = 123456, .stock = 1);
    struct answer a = browser_get(b, "/p/dear");
    assert_true(answer_has(&a, "€1,234.56"));
    a = browser_get(b, "/de/p/dear");
    assert_true(answer_has(&a, "1.234,56\xC2\xA0€"));
}

static void what_is_sold_out_or_hidden_cannot_be_bought(struct test_store *t)
{
    SHOP(t, VISITOR);
    A_PRODUCT(h->w, .sku = "gone");
    A_PRODUCT(h->w, .sku = "ghost", .stock = 5, .hidden = true);
    struct answer a = browser_get(b, "/p/gone");
    assert_true(answer_has(&a, "Out of stock") && !answer_has(&a, "Add to Cart"));
    a = browser_post(b, "/cart/add/gone", "qty=1");
    assert_str_equal(a.location, S("/p/gone"));
    a = browser_get(b, "/p/gone");
    assert_true(answer_has(&a, "This product is out of stock."));
    assert_int_equal(browser_get(b, "/p/ghost").status, 404);
    assert_int_equal(browser_post(b, "/cart/add/ghost", "qty=1").status, 404);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM cart WHERE customer_id IS NULL AND open"),
                     0);
}

static void the_search_shows_what_was_typed_and_nothing_that_it_could_do(struct test_store *t)
{
    SHOP(t, VISITOR);
    struct answer a = browser_get(b, "/search?q=mu");
    assert_true(answer_has(&a, "href=\"/p/mug\"") && !answer_has(&a, "href=\"/p/cup\""));
    assert_true(answer_has(&a, "value=\"mu\""));
    a = browser_get(b, "/search?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "&lt;script&gt;"));
    assert_false(answer_has(&a, "<script>alert"));
    (void)h;
}

static void CO04_the_cart_is_cleared_only_where_that_is_offered(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    struct answer a = browser_get(b, "/cart");
    assert_false(answer_has(&a, "Clear Shopping Cart"));
    assert_int_equal(browser_post(b, "/cart/clear", "").status, 403);
    set(t, "checkout/cart/enable_clear_shopping_cart", "1");
    a = browser_get(b, "/cart");
    assert_true(answer_has(&a, "<summary class=\"btn quiet\">Clear Shopping Cart</summary>"));
    browser_post(b, "/cart/clear", "");
    a = browser_get(b, "/cart");
    assert_true(answer_has(&a, "You have no items in your shopping cart."));
    (void)h;
}

static void CO07_below_the_minimum_the_checkout_is_closed(struct test_store *t)
{
    SHOP(t, VISITOR);
    browser_post(b, "/cart/add/mug", "qty=2");
    set(t, "sales/minimum_order/active", "1");
    set(t, "sales/minimum_order/amount", "5000");
    struct answer a = browser_get(b, "/cart");
    assert_true(answer_has(&a, "The minimum order amount is €50.00."));
    assert_false(answer_has(&a, "Proceed to Checkout"));
    assert_str_equal(browser_get(b, "/checkout").location, S("/cart"));
    assert_str_equal(browser_post(b, "/checkout", GERDA).location, S("/cart"));
    set(t, "sales/minimum_order/description", "Bitte ab %1.");
    a = browser_get(b, "/cart");
    assert_true(answer_has(&a, "Bitte ab €50.00."));
    browser_post(b, "/cart/add/mug", "qty=1");
    a = browser_get(b, "/cart");
    assert_true(answer_has(&a, "Proceed to Checkout"));
    assert_int_equal(browser_get(b, "/checkout").status, 200);
    (void)h;
}

static void after_adding_the_cart_is_shown_where_the_setting_says_so(struct test_store *t)
{
    SHOP(t, VISITOR);
    assert_str_equal(browser_post(b, "/cart/add/mug", "qty=1").location, S("/p/mug"));
    set(t, "checkout/cart/redirect_to_cart", "1");
    assert_str_equal(browser_post(b, "/cart/add/mug", "qty=1").location, S("/cart"));
    (void)h;
}

static void CO12_a_known_address_is_told_only_where_the_setting_says_so(struct test_store *t)
{
    SHOP(t, VISITOR);
    const char *anna =
        "email=anna%40customers.test&address_id=0&first_name=Gerda&last_name=Gast&"
        "street1=Am+Anger+5&city=Goslar&postcode=38640&country=DE&phone=1&shipping_method=flatrate";
    browser_post(b, "/cart/add/mug", "qty=2");
    assert_str_equal(browser_post(b, "/checkout", anna).location, S("/checkout/payment"));
    set(t, "checkout/options/enable_guest_checkout_login", "1");
    assert_str_equal(browser_post(b, "/checkout", GERDA).location, S("/checkout/payment"));
    struct answer a = browser_post(b, "/checkout", anna);
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "This address has an account.") &&
                answer_has(&a, "name=\"has_account\" value=\"anna@customers.test\""));
    a = browser_post(b, "/checkout", at(t, "%s&has_account=anna%%40customers.test", anna));
    assert_str_equal(a.location, S("/checkout/payment"));
    (void)h;
}

static void the_summary_names_as_many_lines_as_the_setting_says(struct test_store *t)
{
    SHOP(t, VISITOR);
    browser_post(b, "/cart/add/mug", "qty=1");
    browser_post(b, "/cart/add/cup", "qty=1");
    struct answer a = browser_get(b, "/checkout");
    assert_true(answer_has(&a, "Blue mug") && answer_has(&a, "Red cup"));
    set(t, "checkout/options/max_items_display_count", "1");
    a = browser_get(b, "/checkout");
    assert_true(answer_has(&a, "Blue mug") && !answer_has(&a, "Red cup"));
    assert_true(answer_has(&a, "and 1 more product"));
    (void)h;
}

/* "mug" costs 19.99, which has 3.19 of tax in it. */
static void TX03_the_catalogue_shows_prices_with_tax_without_or_both(struct test_store *t)
{
    SHOP(t, VISITOR);
    static const char *const paths[] = {"/", "/c/kitchen", "/search?q=mug", "/p/mug"};
    static const struct {
        const char *how;
        bool net, gross;
    } cases[] = {{"incl", false, true}, {"excl", true, false}, {"both", true, true}};
    for (size_t k = 0; k < COUNT(cases); k++) {
        set(t, "tax/display/type", cases[k].how);
        for (size_t i = 0; i < COUNT(paths); i++) {
            struct answer a = browser_get(b, paths[i]);
            assert_int_equal(answer_has(&a, "€19.99"), cases[k].gross);
            assert_int_equal(answer_has(&a, "€16.80"), cases[k].net);
        }
    }
    struct answer a = browser_get(b, "/p/mug");
    assert_true(answer_has(&a, "Excl. Tax: €16.80") && answer_has(&a, "Incl. 19% VAT"));
    set(t, "tax/display/type", "excl");
    a = browser_get(b, "/p/mug");
    assert_true(answer_has(&a, "Excl. 19% VAT"));
    set(t, "tax/calculation/price_includes_tax", "0");
    set(t, "tax/display/type", "incl");
    a = browser_get(b, "/p/mug");
    assert_true(answer_has(&a, "€23.79") && !answer_has(&a, "€19.99"));
    (void)h;
}

/* ---- the cart ---- */

static void TX03_the_cart_shows_prices_with_tax_without_or_both(struct test_store *t)
{
    SHOP(t, VISITOR);
    browser_post(b, "/cart/add/mug", "qty=2");
    static const char *const settings[] = {"tax/cart_display/price", "tax/cart_display/subtotal",
                                           "tax/cart_display/shipping", "tax/display/shipping"};
    for (size_t i = 0; i < COUNT(settings); i++)
        set(t, settings[i], "excl");
    struct answer a = browser_get(b, "/cart?country=DE&method=flatrate");
    static const char *const net[] = {"€16.80", "€33.60",   "Subtotal", "€33.60", "Shipping",
                                      "€4.20",  "<dt>Tax<", "€7.18",    "€44.98"};
    stands_in_order(a.body, net, COUNT(net));
    assert_false(answer_has(&a, "€5.00"));
    for (size_t i = 0; i < COUNT(settings); i++)
        set(t, settings[i], "both");
    set(t, "tax/cart_display/full_summary", "1");
    set(t, "tax/cart_display/grandtotal", "1");
    a = browser_get(b, "/cart?country=DE&method=flatrate");
    static const char *const both[] = {"€19.99",
                                       "Excl. Tax: €16.80",
                                       "Subtotal (Excl. Tax)",
                                       "€33.60",
                                       "Subtotal (Incl. Tax)",
                                       "€39.98",
                                       "Shipping &amp; Handling (Excl. Tax)",
                                       "€4.20",
                                       "Shipping &amp; Handling (Incl. Tax)",
                                       "€5.00",
                                       "Tax: DE 19 % (19%)",
                                       "€7.18",
                                       "Grand Total (Excl. Tax)",
                                       "€37.80",
                                       "Grand Total (Incl. Tax)",
                                       "€44.98",
                                       "Excl. Tax: €4.20"};
    stands_in_order(a.body, both, COUNT(both));
    browser_post(b, "/checkout", GERDA);
    a = browser_get(b, "/checkout/payment");
    static const char *const review[] = {"Excl. Tax: €4.20", "Excl. Tax: €33.60",
                                         "Subtotal (Incl. Tax)"};
    stands_in_order(a.body, review, COUNT(review));
    (void)h;
}

static void a_visitor_fills_changes_and_empties_a_cart(struct test_store *t)
{
    SHOP(t, VISITOR);
    struct answer a = browser_post(b, "/cart/add/mug", "qty=2");
    assert_int_equal(a.status, 303);
    assert_true(browser_cookie(b, S("kontor-shop")).n > 0);
    a = browser_get(b, "/p/mug");
    assert_true(answer_has(&a, "You added Blue mug to your shopping cart."));
    assert_true(answer_has(&a, "Cart: 2 items in cart"));
    a = browser_get(b, "/cart");
    assert_true(answer_has(&a, "€39.98"));
    i64 id = rows_number(t, "SELECT max(id) FROM cart_item");
    a = browser_post(b, "/cart", at(t, "qty-%lld=3", (long long)id));
    assert_str_equal(a.location, S("/cart"));
    a = browser_get(b, "/cart");
    assert_true(answer_has(&a, "€59.97"));
    a = browser_post(b, "/cart", at(t, "qty-%lld=1.5", (long long)id)); /* CO-03 */
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "value=\"1.5\"") &&
                answer_has(&a, at(t, "id=\"qty-%lld-e\"", (long long)id)));
    a = browser_post(b, "/cart", at(t, "qty-%lld=100001", (long long)id));
    assert_int_equal(a.status, 422);
    a = browser_post(b, at(t, "/cart/remove/%lld", (long long)id), "");
    a = browser_get(b, "/cart");
    assert_true(answer_has(&a, "You have no items in your shopping cart."));
    (void)h;
}

static void CO09_CO10_what_staff_puts_in_is_in_the_customers_cart(struct test_store *t)
{
    SHOP(t, ASSISTING);
    SCOPED(browser_end_of) struct browser *anna = house_browser(h, CUSTOMER);
    struct answer a = browser_post(b, assisted(h, "/cart/add/cup"), "qty=4");
    assert_int_equal(a.status, 303);
    assert_true(str_starts(a.location, S("/assist/")));
    a = browser_get(anna, "/cart");
    assert_true(answer_has(&a, "Red cup") && answer_has(&a, "value=\"4\""));
}

static void PC04_an_assist_session_neither_sets_nor_changes_a_shop_cookie(struct test_store *t)
{
    SHOP(t, ASSISTING);
    for (size_t i = 0; i < COUNT(pages); i++)
        browser_get(b, assisted(h, pages[i]));
    browser_post(b, assisted(h, "/cart/add/cup"), "qty=1");
    assert_int_equal(browser_cookie(b, S("kontor-shop")).n, 0);
}

static void CO06_shipping_and_tax_are_estimated_without_writing(struct test_store *t)
{
    SHOP(t, VISITOR);
    browser_post(b, "/cart/add/mug", "qty=2");
    struct answer a = browser_get(b, "/cart");
    assert_true(answer_has(&a, "Estimate Shipping and Tax") && !answer_has(&a, "Flat Rate"));
    str before = rows_all(t, "");
    a = browser_get(b, "/cart?country=DE&region=&postcode=38640");
    assert_true(answer_has(&a, "<option value=\"DE\" selected>") && answer_has(&a, "38640"));
    assert_true(answer_has(&a, "Flat Rate") && answer_has(&a, "€5.00"));
    assert_false(answer_has(&a, "Shipping &amp; Handling"));
    a = browser_get(b, "/cart?country=DE&region=&postcode=38640&method=flatrate");
    static const char *const rows[] = {"Shipping &amp; Handling", "€5.00", "€44.98"};
    stands_in_order(a.body, rows, COUNT(rows));
    a = browser_get(b, "/cart?country=US");
    assert_true(answer_has(&a, "<option value=\"NY\">"));
    assert_int_equal(browser_get(b, "/cart?country=XX").status, 404);
    a = browser_get(b, "/cart?country=DE&postcode=%22%3E%3Cscript%3E&method=none");
    assert_true(a.status == 200 && !answer_has(&a, "\"><script>"));
    assert_str_equal(rows_all(t, ""), before);
    (void)h;
}

/* ---- the checkout ---- */

/* The form of the second step, untouched. */
static const char *place_fields(struct test_store *t, const struct answer *a, const char *same)
{
    str cart = between(a->body, "name=\"cart_id\" value=\"", "\"");
    str total = between(a->body, "name=\"total\" value=\"", "\"");
    return at(t, "cart_id=%.*s&total=%.*s&payment_method=checkmo&billing_same=%s", STR_ARG(cart),
              STR_ARG(total), same);
}

static void CO17_CO19_a_guest_buys_and_a_second_click_shows_the_same_order(struct test_store *t)
{
    SHOP(t, VISITOR);
    assert_str_equal(browser_get(b, "/checkout").location, S("/cart"));
    browser_post(b, "/cart/add/mug", "qty=2");
    assert_str_equal(browser_get(b, "/checkout/payment").location, S("/checkout"));
    struct answer a = browser_post(b, "/checkout",
                                   "email=gerda&address_id=0&country=DE&shipping_method=flatrate");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "id=\"email-e\"") && answer_has(&a, "value=\"gerda\""));
    a = browser_post(b, "/checkout",
                     "email=gerda%40example.com&address_id=0&country=DE&shipping_method=flatrate");
    assert_true(answer_has(&a, "id=\"city-e\""));
    a = browser_post(b, "/checkout", GERDA);
    assert_str_equal(a.location, S("/checkout/payment"));
    a = browser_get(b, "/checkout/payment");
    static const char *const rows[] = {"Subtotal",    "€39.98",       "Shipping &amp; Handling",
                                       "€5.00",       "Included tax", "€7.18",
                                       "Grand Total", "€44.98"}; /* CO-22 */
    stands_in_order(between(a.body, "<dl class=\"totals\">", "</dl>"), rows, COUNT(rows));
    assert_true(answer_has(&a, "gerda@example.com") && answer_has(&a, "Am Anger 5"));
    const char *fields = place_fields(t, &a, "1");
    struct answer first = browser_post(b, "/checkout/payment", fields);
    struct answer second = browser_post(b, "/checkout/payment", fields);
    assert_int_equal(first.status, 303);
    assert_str_equal(first.location, second.location);
    assert_int_equal(
        rows_number(t, "SELECT count(*) FROM sales_order WHERE email = 'gerda@example.com'"),
        2); /* with the one of the house */
    a = browser_get(b, str_z(t->mem, first.location));
    str number = between(a.body, "<b class=\"num\">", "</b>");
    assert_int_equal(number.n, 9);
    assert_true(answer_has(&a, "gerda@example.com") && answer_has(&a, "Create an Account"));
    SCOPED(browser_end_of) struct browser *other = house_browser(h, VISITOR);
    assert_int_equal(browser_get(other, str_z(t->mem, first.location)).status, 404);
}

static void CO13_a_customer_picks_an_address_or_types_one(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    struct answer a = browser_get(b, "/checkout");
    assert_true(answer_has(&a, at(t, "name=\"address_id\" value=\"%lld\" required checked",
                                  (long long)h->anna.address_id)));
    assert_false(answer_has(&a, "name=\"email\"") || answer_has(&a, "name=\"street1\""));
    a = browser_get(b, "/checkout?address=new");
    assert_true(answer_has(&a, "name=\"street1\"") && answer_has(&a, "name=\"save_in_book\""));
    assert_true(answer_has(&a, "value=\"Anna\"")); /* the name of the account */
    a = browser_post(b, "/checkout",
                     "address_id=0&first_name=Anna&country=DE&shipping_method=flatrate");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "id=\"street1-e\""));
    a = browser_post(
        b, "/checkout",
        at(t, "address_id=%lld&shipping_method=flatrate", (long long)h->ben.address_id));
    assert_int_equal(a.status, 422); /* Ben's address */
    a = browser_post(
        b, "/checkout",
        at(t, "address_id=%lld&shipping_method=flatrate", (long long)h->anna.address_id));
    assert_str_equal(a.location, S("/checkout/payment"));
}

static void CO15_billing_is_the_same_until_unticked(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    browser_post(b, "/checkout",
                 at(t, "address_id=%lld&shipping_method=flatrate", (long long)h->anna.address_id));
    struct answer a = browser_get(b, "/checkout/payment");
    assert_true(answer_has(
        &a, "name=\"same\" form=\"bill-to\" type=\"checkbox\" value=\"1\" data-auto checked"));
    assert_false(answer_has(&a, "name=\"street1\""));
    a = browser_get(b, "/checkout/payment?billing=1");
    assert_true(answer_has(&a, "name=\"street1\"") &&
                answer_has(&a, "name=\"billing_same\" value=\"0\""));
    const char *fields = place_fields(t, &a, "0");
    a = browser_post(b, "/checkout/payment", fields);
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "id=\"street1-e\"") &&
                answer_has(&a, "name=\"billing_same\" value=\"0\""));
    a = browser_post(
        b, "/checkout/payment",
        at(t,
           "%s&first_name=Firma&last_name=Berger&street1=Weg+1&city=Wien&postcode=1010&country=AT&phone=1",
           fields));
    assert_int_equal(a.status, 303);
    assert_str_equal(rows_text(t, "SELECT bill_name FROM sales_order ORDER BY id DESC"),
                     S("Firma Berger"));
}

static void CO11_guests_are_asked_to_sign_in_when_they_may_not_buy(struct test_store *t)
{
    SHOP(t, VISITOR);
    browser_post(b, "/cart/add/mug", "qty=1");
    set(t, "checkout/options/guest_checkout", "0");
    struct answer a = browser_get(b, "/checkout");
    assert_true(answer_has(&a, "Please sign in or create an account to check out."));
    assert_false(answer_has(&a, "name=\"email\""));
    assert_int_equal(browser_post(b, "/checkout", GERDA).status, 422);
    (void)h;
}

static void a_changed_price_is_shown_before_it_is_charged(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    browser_post(b, "/checkout",
                 at(t, "address_id=%lld&shipping_method=flatrate", (long long)h->anna.address_id));
    struct answer a = browser_get(b, "/checkout/payment");
    const char *fields = place_fields(t, &a, "1");
    price_becomes(h->w, rows_number(t, "SELECT id FROM product WHERE sku = 'mug'"), 2500);
    a = browser_post(b, "/checkout/payment", fields);
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "The total has changed.") && answer_has(&a, "€55.00"));
    a = browser_post(b, "/checkout/payment", place_fields(t, &a, "1"));
    assert_int_equal(a.status, 303);
}

static void CO20_an_assisted_order_is_the_customers_and_says_who_placed_it(struct test_store *t)
{
    SHOP(t, ASSISTING);
    struct answer a = browser_post(
        b, assisted(h, "/checkout"),
        at(t, "address_id=%lld&shipping_method=flatrate", (long long)h->anna.address_id));
    assert_int_equal(a.status, 303);
    a = browser_get(b, assisted(h, "/checkout/payment"));
    assert_true(answer_has(&a, "You are ordering on behalf of Anna Berger."));
    a = browser_post(b, assisted(h, "/checkout/payment"), place_fields(t, &a, "1"));
    assert_int_equal(a.status, 303);
    a = browser_get(b, str_z(t->mem, a.location));
    assert_true(answer_has(&a, "Thank you for your purchase!"));
    str number = rows_text(t, "SELECT number FROM sales_order ORDER BY id DESC");
    SCOPED(browser_end_of) struct browser *anna = house_browser(h, CUSTOMER);
    a = browser_get(anna, at(t, "/account/orders/%.*s", STR_ARG(number)));
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "Placed by the store on your behalf."));
    assert_false(answer_has(&a, "aron"));
    SCOPED(browser_end_of) struct browser *owner = house_browser(h, OWNER);
    i64 id = rows_number(t, "SELECT max(id) FROM sales_order");
    a = browser_get(owner, at(t, "/admin/orders/%lld", (long long)id)); /* OV-21, CO-21 */
    assert_true(answer_has(&a, "Placed by aron using Login as Customer."));
    assert_true(answer_has(&a, "Of the member of staff who placed it using Login as Customer"));
}

/* ---- My Orders ---- */

static void SF29_LO02_my_orders_are_a_table_with_dates_of_the_view(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    test_script(
        t, str_from(at(t, "UPDATE sales_order SET created_at = 1795000000000000 WHERE id = %lld;",
                       (long long)h->anna.order_id)));
    struct answer a = browser_get(b, "/account/orders");
    static const char *const heads[] = {"Order #</th>", "Date</th>", "Ship To</th>",
                                        "Order Total</th>", "Status</th>"};
    stands_in_order(a.body, heads, COUNT(heads));
    assert_true(answer_has(&a, str_z(t->mem, h->anna.number)) &&
                !answer_has(&a, str_z(t->mem, h->ben.number)));
    assert_true(answer_has(&a, "Nov 18, 2026") && answer_has(&a, "Pending"));
    a = browser_get(b, "/de/account/orders");
    assert_true(answer_has(&a, "18.11.2026") && answer_has(&a, "Ausstehend")); /* LO-05 */
}

static void SF31_SF33_SF34_an_order_shows_what_the_back_office_shows(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    SCOPED(browser_end_of) struct browser *owner = house_browser(h, OWNER);
    struct answer a = browser_get(b, at(t, "/account/orders/%.*s", STR_ARG(h->anna.number)));
    assert_true(answer_has(&a, "Ordered: 1") && !answer_has(&a, "Shipped:"));
    str shown = str_copy(t->mem, between(a.body, "<dl class=\"totals\">", "</dl>"));
    test_script(
        t, str_from(
               at(t,
                  "UPDATE sales_order_item SET qty_ordered = 4, qty_shipped = 2, qty_canceled = 1, "
                  "qty_refunded = 1 WHERE order_id = %lld;",
                  (long long)h->anna.order_id)));
    a = browser_get(b, at(t, "/account/orders/%.*s", STR_ARG(h->anna.number)));
    assert_true(answer_has(&a, "Shipped: 2") && answer_has(&a, "Canceled: 1") &&
                answer_has(&a, "Refunded: 1"));
    a = browser_get(owner, at(t, "/admin/orders/%lld", (long long)h->anna.order_id));
    str theirs = between(a.body, "<dl class=\"totals\">", "</dl>");
    assert_true(shown.n > 100);
    assert_true(str_starts(theirs, shown));
    assert_int_equal(browser_get(b, at(t, "/account/orders/%.*s", STR_ARG(h->ben.number))).status,
                     404);
}

static void SF35_OV16_OV17_only_visible_comments_are_shown_and_only_as_text(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    SCOPED(browser_end_of) struct browser *owner = house_browser(h, OWNER);
    const char *post = at(t, "/admin/orders/%lld/comments", (long long)h->anna.order_id);
    const char *page = at(t, "/account/orders/%.*s", STR_ARG(h->anna.number));
    browser_post(owner, post, "status=pending&comment=Only+for+us");
    browser_post(owner, post, "status=pending&comment=%3Cb%3EFor+you%3C%2Fb%3E&visible=1");
    struct answer a = browser_get(b, page);
    assert_true(answer_has(&a, "&lt;b&gt;For you&lt;/b&gt;"));
    assert_false(answer_has(&a, "Only for us") || answer_has(&a, "<b>For you") ||
                 answer_has(&a, "olga"));
    a = browser_get(owner, at(t, "/admin/orders/%lld/comments", (long long)h->anna.order_id));
    assert_true(answer_has(&a, "&lt;b&gt;For you&lt;/b&gt;") && answer_has(&a, "Only for us") &&
                answer_has(&a, "olga"));
}

/* Behind the last number: to the products behind one, and back to the numbers. */
static void a_page_of_a_category_by_key_has_ways_on_and_back(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, VISITOR);
    long long mug = rows_number(t, "SELECT id FROM product WHERE sku = 'mug'");
    struct answer a = browser_get(b, at(t, "/c/kitchen?sort=name&per=12&behind=%lld", mug));
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "Red cup") && !answer_has(&a, "Blue mug"));
    assert_true(answer_has(&a, "First page"));
    a = browser_get(b, at(t, "/c/kitchen?sort=price&per=12&before=%lld",
                          (long long)rows_number(t, "SELECT id FROM product WHERE sku = 'cup'")));
    assert_true(answer_has(&a, "Blue mug") && !answer_has(&a, "Red cup"));
    assert_int_equal(browser_get(b, "/c/kitchen?behind=999999").status, 404);
    assert_int_equal(browser_get(b, "/c/kitchen?behind=x").status, 404);
    browser_end(b);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(ST01_ST02_every_assisted_page_has_the_banner),
        TEST(ST02_the_banner_shows_a_name_and_nothing_that_it_could_do),
        TEST(ST03_the_customer_and_visitors_never_see_a_banner),
        TEST(ST04_ST05_the_header_greets_who_is_there),
        TEST(ST06_ST07_ST08_the_switcher_keeps_page_and_sign_in),
        TEST(ST09_ST10_navigation_and_breadcrumbs_lead_through_the_categories),
        TEST(CO01_the_cart_link_counts_pieces_or_lines),
        TEST(a_category_has_pages_of_twelve_and_refuses_others),
        TEST(LO01_amounts_are_written_as_the_store_view_writes_them),
        TEST(what_is_sold_out_or_hidden_cannot_be_bought),
        TEST(the_search_shows_what_was_typed_and_nothing_that_it_could_do),
        TEST(a_visitor_fills_changes_and_empties_a_cart),
        TEST(CO09_CO10_what_staff_puts_in_is_in_the_customers_cart),
        TEST(CO04_the_cart_is_cleared_only_where_that_is_offered),
        TEST(CO07_below_the_minimum_the_checkout_is_closed),
        TEST(after_adding_the_cart_is_shown_where_the_setting_says_so),
        TEST(CO12_a_known_address_is_told_only_where_the_setting_says_so),
        TEST(the_summary_names_as_many_lines_as_the_setting_says),
        TEST(TX03_the_catalogue_shows_prices_with_tax_without_or_both),
        TEST(TX03_the_cart_shows_prices_with_tax_without_or_both),
        TEST(CO06_shipping_and_tax_are_estimated_without_writing),
        TEST(PC04_an_assist_session_neither_sets_nor_changes_a_shop_cookie),
        TEST(CO17_CO19_a_guest_buys_and_a_second_click_shows_the_same_order),
        TEST(CO13_a_customer_picks_an_address_or_types_one),
        TEST(CO15_billing_is_the_same_until_unticked),
        TEST(CO11_guests_are_asked_to_sign_in_when_they_may_not_buy),
        TEST(a_changed_price_is_shown_before_it_is_charged),
        TEST(CO20_an_assisted_order_is_the_customers_and_says_who_placed_it),
        TEST(SF29_LO02_my_orders_are_a_table_with_dates_of_the_view),
        TEST(SF31_SF33_SF34_an_order_shows_what_the_back_office_shows),
        TEST(SF35_OV16_OV17_only_visible_comments_are_shown_and_only_as_text),
        TEST(a_page_of_a_category_by_key_has_ways_on_and_back),
    };
    return run_on_both(tests, COUNT(tests));
}
