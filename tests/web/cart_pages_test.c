/* The mini cart, and the cart's page where it is long. */
#include "goods.h"
#include "house.h"
#include "rows.h"

#include <stdio.h>
#include <string.h>

#define WITH(t, who)                                                                               \
    struct house *h = house_make(t);                                                               \
    SCOPED(end_of) struct browser *b = house_browser(h, who)

static void end_of(struct browser **b)
{
    browser_end(*b);
}

static void set(struct test_store *t, const char *path, const char *value)
{
    test_script(t, str_format(t->mem,
                              "DELETE FROM setting WHERE path = '%s';\nINSERT INTO setting (scope, "
                              "scope_id, path, value) VALUES ('default', 0, '%s', '%s');\n"
                              "UPDATE change_count SET n = n + 1 WHERE name = 'settings';",
                              path, path, value));
    assert_ok(snapshot_load(t->db));
    browser_forget_pages();
}

static const char *zf(struct test_store *t, str s)
{
    return str_z(t->mem, s);
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

static i64 times(str body, const char *what)
{
    i64 n = 0;
    for (; body.n; body = str_skip(body, 1))
        n += str_starts(body, str_from(what));
    return n;
}

/* The address behind the icon of the page's cart. */
static const char *mini_of(struct test_store *t, const struct answer *a)
{
    str link = between(a->body, "data-dialog=\"#mini\" data-from=\"", "\"");
    assert_true(link.n > 0);
    return zf(t, link);
}

static void fill(struct house *h, struct browser *b, int n)
{
    for (int i = 0; i < n; i++) {
        const char *sku = zf(h->t, str_format(h->t->mem, "m%02d", i));
        A_PRODUCT(h->w, .sku = sku, .price = 100, .stock = 9);
        browser_post(b, zf(h->t, str_format(h->t->mem, "/cart/add/%s", sku)), "qty=1");
    }
}

static str mini_list(const struct answer *a)
{
    return between(a->body, "id=\"mini\"", "</section>");
}

static void CO02_the_icon_opens_a_list_that_scrolls_and_ends(struct test_store *t)
{
    WITH(t, VISITOR);
    fill(h, b, 4);
    struct answer a = browser_get(b, "/p/mug"), mini = browser_get(b, mini_of(t, &a));
    assert_int_equal(mini.status, 200);
    assert_int_equal(times(mini_list(&mini), "<li>"), 4);
    assert_false(str_has(mini_list(&mini), S("sumlist scroll")));
    assert_true(answer_has(&mini, "Proceed to Checkout") &&
                answer_has(&mini, "View and Edit Cart"));
    str totals = between(mini.body, "<dl class=\"totals\">", "</dl>");
    assert_true(str_has(totals, S("Subtotal")) && str_has(totals, S("€4.00")));
    assert_false(str_has(totals, S("Grand Total")));
    browser_post(b, "/cart/add/mug", "qty=1"); /* five: from here on it scrolls */
    mini = browser_get(b, "/cart/mini");
    assert_true(str_has(mini_list(&mini), S("sumlist scroll")));
    A_PRODUCT(h->w, .sku = "n0", .price = 100, .stock = 9);
    browser_post(b, "/cart/add/n0", "qty=1");
    set(t, "checkout/sidebar/count", "7");
    set(t, "checkout/sidebar/max_items_display_count", "3");
    mini = browser_get(b, "/cart/mini");
    assert_int_equal(times(mini_list(&mini), "<li>"), 3);
    assert_true(answer_has(&mini, "and 3 more products"));
    assert_false(str_has(mini_list(&mini), S("sumlist scroll")));
}

static void CO02_ten_lines_are_listed_unless_set_otherwise(struct test_store *t)
{
    WITH(t, VISITOR);
    fill(h, b, 12);
    struct answer mini = browser_get(b, "/cart/mini");
    assert_int_equal(times(mini_list(&mini), "<li>"), 10);
    assert_true(answer_has(&mini, "and 2 more products") && answer_has(&mini, "12 items in cart"));
}

static void CO02_the_mini_cart_changes_lines_and_leads_back(struct test_store *t)
{
    WITH(t, CUSTOMER);
    struct answer a = browser_get(b, "/c/kitchen?sort=name"), mini = browser_get(b, mini_of(t, &a));
    str next = between(mini.body, "name=\"next\" value=\"", "\"");
    long long item = (long long)h->anna.item_id;
    assert_true(str_has(mini_list(&mini), S("Remove Blue mug from the shopping cart?")));
    a = browser_post(b, "/cart",
                     zf(t, str_format(t->mem, "next=%.*s&qty-%lld=3", STR_ARG(next), item)));
    assert_str_equal(a.location, S("/c/kitchen?sort=name"));
    a = browser_get(b, "/cart/mini");
    assert_true(answer_has(&a, "value=\"3\"") && answer_has(&a, "3 items in cart"));
    a = browser_post(b, zf(t, str_format(t->mem, "/cart/remove/%lld", item)),
                     "next=forged./somewhere");
    assert_str_equal(a.location, S("/cart"));
    a = browser_get(b, "/cart/mini");
    assert_true(answer_has(&a, "You have no items in your shopping cart."));
}

static void CO02_the_mini_cart_is_private_and_can_be_turned_off(struct test_store *t)
{
    WITH(t, CUSTOMER);
    SCOPED(end_of) struct browser *agent = house_browser(h, ASSISTING);
    SCOPED(end_of) struct browser *visitor = house_browser(h, VISITOR);
    struct answer mine = browser_get(b, "/cart/mini"), none = browser_get(visitor, "/cart/mini");
    struct answer theirs =
        browser_get(agent, zf(t, str_format(t->mem, "/assist/%.*s/cart/mini", STR_ARG(h->label))));
    assert_true(str_has(mini_list(&mine), S("Blue mug")) &&
                str_has(mini_list(&theirs), S("Blue mug")));
    assert_false(answer_has(&none, "Blue mug</a>"));
    assert_true(str_has(answer_header(&mine, "Cache-Control"), S("no-store")));
    struct answer page =
        browser_get(agent, zf(t, str_format(t->mem, "/assist/%.*s/p/cup", STR_ARG(h->label))));
    assert_true(str_starts(str_from(mini_of(t, &page)), S("/assist/"))); /* a kept page's hole */
    set(t, "checkout/sidebar/display", "0");
    page = browser_get(b, "/p/cup");
    assert_false(answer_has(&page, "data-dialog=\"#mini\""));
    assert_true(answer_has(&page, "href=\"/cart\""));
    assert_int_equal(browser_get(b, "/cart/mini").status, 404);
}

static void a_long_cart_has_pages_that_stay_while_it_is_changed(struct test_store *t)
{
    WITH(t, VISITOR);
    fill(h, b, 21);
    struct answer a = browser_get(b, "/cart");
    assert_int_equal(times(a.body, "form=\"cart\""), 20);
    assert_true(answer_has(&a, "Page 1 of 2") && answer_has(&a, "€21.00"));
    a = browser_get(b, "/cart?page=2");
    assert_int_equal(times(a.body, "form=\"cart\""), 1);
    str item = between(a.body, "id=\"qty-", "\"");
    struct answer set_to =
        browser_post(b, "/cart", zf(t, str_format(t->mem, "page=2&qty-%.*s=99", STR_ARG(item))));
    assert_int_equal(set_to.status, 422);
    assert_true(answer_has(&set_to, "Page 2 of 2") &&
                answer_has(&set_to, "Only 9 pieces are in stock."));
    set_to =
        browser_post(b, "/cart", zf(t, str_format(t->mem, "page=2&qty-%.*s=2", STR_ARG(item))));
    assert_str_equal(set_to.location, S("/cart?page=2"));
    browser_post(b, zf(t, str_format(t->mem, "/cart/remove/%.*s", STR_ARG(item))), "page=2");
    a = browser_get(b, "/cart?page=2"); /* which is not there any more */
    assert_int_equal(times(a.body, "form=\"cart\""), 20);
    set(t, "checkout/cart/number_items_to_display_pager", "15");
    a = browser_get(b, "/cart?page=2");
    assert_int_equal(times(a.body, "form=\"cart\""), 5);
}

static void a_line_is_moved_to_the_wish_list(struct test_store *t)
{
    WITH(t, CUSTOMER);
    struct answer a = browser_get(b, "/cart");
    const char *path = at(t, "/cart/keep/%lld", (long long)h->anna.item_id);
    assert_true(answer_has(&a, path));
    test_script(t, S("DELETE FROM wishlist_item;\n"));
    SCOPED(end_of) struct browser *ben = house_browser(h, OTHER_CUSTOMER);
    assert_int_equal(browser_post(ben, path, "").status, 404);
    assert_int_equal(browser_post(b, path, "").status, 303);
    assert_int_equal(rows_number(t, at(t, "SELECT count(*) FROM cart_item WHERE id = %lld",
                                       (long long)h->anna.item_id)),
                     0);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM wishlist_item"), 1);
    a = browser_get(b, "/cart");
    assert_true(answer_has(&a, "has been moved to your wish list."));
    SCOPED(end_of) struct browser *guest = house_browser(h, VISITOR);
    a = browser_post(guest, path, "");
    assert_true(a.status == 303 && str_has(a.location, S("/sign-in")));
}

static void the_cart_shows_what_goes_with_it(struct test_store *t)
{
    WITH(t, VISITOR);
    browser_post(b, "/cart/add/mug", "qty=1");
    struct answer a = browser_get(b, "/cart");
    str more = between(a.body, "Goes well with", "</section>");
    assert_true(str_has(more, S("href=\"/p/cup\"")) && !str_has(more, S("href=\"/p/mug\"")));
    browser_post(b, "/cart/add/cup", "qty=1");
    a = browser_get(b, "/cart");
    more = between(a.body, "Goes well with", "</section>");
    assert_false(str_has(more, S("href=\"/p/cup\"")) || str_has(more, S("href=\"/p/mug\"")));
    browser_post(b, "/cart/clear", "");
    set(t, "checkout/cart/crosssell_enabled", "0");
    a = browser_get(b, "/cart");
    assert_false(answer_has(&a, "Goes well with"));
    (void)h;
}

int main(void)
{
    static const struct test tests[] = {
        TEST(CO02_the_icon_opens_a_list_that_scrolls_and_ends),
        TEST(CO02_ten_lines_are_listed_unless_set_otherwise),
        TEST(CO02_the_mini_cart_changes_lines_and_leads_back),
        TEST(CO02_the_mini_cart_is_private_and_can_be_turned_off),
        TEST(a_long_cart_has_pages_that_stay_while_it_is_changed),
        TEST(a_line_is_moved_to_the_wish_list),
        TEST(the_cart_shows_what_goes_with_it),
    };
    return run_on_both(tests, COUNT(tests));
}
