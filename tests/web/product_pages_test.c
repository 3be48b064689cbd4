/* Catalog › Products: the grid and the page of a product, in All Store Views and in store views. */
#include "house.h"

#include "domain/product_edit.h"
#include "domain/settings.h"
#include "rows.h"

static bool has(struct answer a, const char *text)
{
    return answer_has(&a, text);
}

#define WITH(b, who)                                                                               \
    struct house *h = house_make(t);                                                               \
    struct browser *b = house_browser(h, who)

#define WHOLE                                                                                      \
    "status=1&visibility=1&picture=products%%2FHW-1001.svg&tax_class=standard&backorders=0"        \
    "&virtual=0&weight=100&short_description=&description=&websites%%5B%%5D=1"
/* What a view inherits. */
#define ALL_BOXES                                                                                  \
    "inherit%%3Astatus=1&inherit%%3Avisibility=1&inherit%%3Ashort_description=1"                   \
    "&inherit%%3Adescription=1"

static i64 mug(struct test_store *t)
{
    return rows_number(t, "SELECT id FROM product WHERE sku = 'mug'");
}

static i64 version(struct test_store *t)
{
    return rows_number(t, "SELECT version FROM product WHERE sku = 'mug'");
}

static const char *page(struct test_store *t)
{
    return at(t, "/admin/products/%lld", (long long)mug(t));
}

static const char *page_in(struct test_store *t, const char *view)
{
    return at(t, "/admin/products/%lld/in/%s", (long long)mug(t), view);
}

/* The German texts: the name as given, all else inherited. */
static struct answer save_german(struct browser *b, const char *name, i64 from)
{
    return browser_post(
        b, page_in(b->t, "de"),
        at(b->t, "version=%lld&qty_seen=0&stay=1&name=%s&" ALL_BOXES, (long long)from, name));
}

static void prices_are_of_websites(struct house *h)
{
    struct setting_change ch = {.row = setting_find(S("catalog/price/scope")),
                                .value = S("website")};
    assert_ok(settings_save(as_program(h->w), &ch, 1));
}

static void the_grid_finds_products_by_name_sku_and_status(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, "/admin/products");
    assert_true(has(a, "Blue mug") && has(a, "Red cup") && has(a, "Main Website"));
    a = browser_get(b, "/admin/products?q=blue");
    assert_true(has(a, "Blue mug") && !has(a, "Red cup"));
    a = browser_get(b, "/admin/products?q=cup");
    assert_true(has(a, "Red cup") && !has(a, "Blue mug"));
    a = browser_get(b, "/admin/products?sku=mu");
    assert_true(has(a, "Blue mug") && !has(a, "Red cup"));
    a = browser_get(b, "/admin/products?active=0");
    assert_true(!has(a, "Blue mug") && !has(a, "Red cup"));
    test_script(t, S("DELETE FROM product_website WHERE product_id = "
                     "(SELECT id FROM product WHERE sku = 'cup');\n"));
    a = browser_get(b, "/admin/products?websites=1");
    assert_true(has(a, "Blue mug") && !has(a, "Red cup"));
    a = browser_get(b, "/admin/products?websites=1&q=cup&sort=name");
    assert_true(!has(a, "Blue mug") && !has(a, "Red cup"));
    static const char *const orders[] = {"id", "name", "sku", "price", "visible", "active"};
    for (size_t i = 0; i < COUNT(orders); i++)
        assert_int_equal(browser_get(b, at(t, "/admin/products?sort=%s", orders[i])).status, 200);
    browser_end(b);
}

static void SC09_SC10_a_name_of_a_view_is_kept_for_it_only_and_goes_alone(struct test_store *t)
{
    WITH(b, OWNER);
    struct browser *shop = house_browser(h, VISITOR);
    struct answer a = save_german(b, "Blauer+Becher", version(t));
    assert_int_equal(a.status, 303);
    assert_true(str_ends(a.location, str_from("/in/de")));
    assert_true(has(browser_get(shop, "/de/p/mug"), "Blauer Becher"));
    assert_true(has(browser_get(shop, "/p/mug"), "Blue mug"));
    a = browser_get(b, page_in(t, "de"));
    assert_true(has(a, "value=\"Blauer Becher\""));
    a = browser_post(b, page_in(t, "de"),
                     at(t, "version=%lld&qty_seen=0&inherit%%3Aname=1&name=x&" ALL_BOXES,
                        (long long)version(t)));
    assert_int_equal(a.status, 303);
    assert_true(str_ends(a.location, str_from("/admin/products")));
    assert_int_equal(rows_number(t, "SELECT count(*) FROM product_view"), 0);
    assert_true(has(browser_get(shop, "/de/p/mug"), "Blue mug"));
    browser_end(shop);
    browser_end(b);
}

static void a_saved_price_is_on_every_page_of_the_next_request(struct test_store *t)
{
    WITH(b, OWNER);
    struct browser *shop = house_browser(h, VISITOR);
    assert_true(has(browser_get(shop, "/c/kitchen"), "19.99"));
    assert_true(has(browser_get(shop, "/de/p/mug"), "19,99"));
    struct answer a =
        browser_post(b, page(t),
                     at(t,
                        "version=%lld&qty=7&qty_seen=7&name=Blue+mug&sku=mug&slug=mug&price=24.50"
                        "&special_price=&categories%%5B%%5D=1&" WHOLE,
                        (long long)version(t)));
    assert_int_equal(a.status, 303);
    assert_true(has(browser_get(shop, "/c/kitchen"), "24.50"));
    assert_true(has(browser_get(shop, "/p/mug"), "24.50"));
    assert_true(has(browser_get(shop, "/de/p/mug"), "24,50"));
    assert_true(has(browser_get(shop, "/"), "24.50"));
    browser_end(shop);
    browser_end(b);
}

static void a_price_is_the_websites_only_when_the_setting_says_so(struct test_store *t)
{
    WITH(b, OWNER);
    assert_false(has(browser_get(b, page_in(t, "de")), "name=\"price\""));
    prices_are_of_websites(h);
    assert_true(has(browser_get(b, page_in(t, "de")), "name=\"price\""));
    struct answer a = browser_post(
        b, page_in(t, "de"),
        at(t,
           "version=%lld&qty_seen=0&inherit%%3Aname=1&price=30&inherit%%3Aspecial_price=1&" ALL_BOXES,
           (long long)version(t)));
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT price FROM product_price WHERE website_id = 1"), 3000);
    struct browser *shop = house_browser(h, VISITOR);
    assert_true(has(browser_get(shop, "/p/mug"), "30.00"));
    browser_end(shop);
    browser_end(b);
}

static void a_stale_form_is_told_and_keeps_what_was_typed(struct test_store *t)
{
    WITH(b, OWNER);
    i64 old = version(t);
    assert_int_equal(save_german(b, "Erste", old).status, 303);
    struct answer a = save_german(b, "Zweite", old);
    assert_int_equal(a.status, 422);
    assert_true(has(a, "Somebody else saved this in the meantime."));
    assert_true(has(a, "value=\"Zweite\""));
    assert_true(has(a, "Saved in the meantime: <strong>Erste</strong>"));
    assert_true(has(a, at(t, "name=\"version\" value=\"%lld\"", (long long)version(t))));
    assert_true(
        str_eq(rows_text(t, "SELECT name FROM product_view WHERE store_view_id = 2"), S("Erste")));
    assert_int_equal(save_german(b, "Zweite", version(t)).status, 303);
    browser_end(b);
}

static void what_is_wrong_is_told_at_its_field_and_nothing_is_written(struct test_store *t)
{
    WITH(b, OWNER);
    str before = rows_where(t, "product", S("1 = 1"));
    struct answer a = browser_post(
        b, "/admin/products/new",
        "version=0&qty=x&qty_seen=0&name=&sku=mug&slug=mug&price=ten&special_price=&"
        "status=1&visibility=1&picture=..%2Fsecret&tax_class=nope&backorders=0&virtual=0&weight=1"
        "&short_description=&description=");
    assert_int_equal(a.status, 422);
    assert_true(has(a, "id=\"price-e\"") && has(a, "id=\"qty-e\"") && has(a, "id=\"picture-e\""));
    a = browser_post(
        b, "/admin/products/new",
        at(t, "version=0&qty=1&qty_seen=0&name=&sku=mug&slug=mug&price=1&special_price=&" WHOLE));
    assert_int_equal(a.status, 422);
    assert_true(has(a, "id=\"sku-e\"") && has(a, "id=\"slug-e\"") && has(a, "id=\"name-e\""));
    assert_str_equal(rows_where(t, "product", S("1 = 1")), before);
    browser_end(b);
}

static void a_new_product_is_in_its_websites_and_categories(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a =
        browser_post(b, "/admin/products/new",
                     at(t,
                        "version=0&qty=3&qty_seen=0&name=Green+Bowl&sku=bowl&slug=&price=9.90"
                        "&special_price=8&categories%%5B%%5D=1&" WHOLE));
    assert_int_equal(a.status, 303);
    struct browser *shop = house_browser(h, VISITOR);
    a = browser_get(shop, "/p/green-bowl");
    assert_int_equal(a.status, 200);
    assert_true(has(a, "Green Bowl") && has(a, "8.00"));
    assert_true(has(browser_get(shop, "/c/kitchen"), "Green Bowl"));
    assert_true(has(browser_get(shop, "/search?q=bowl"), "Green Bowl"));
    browser_end(shop);
    browser_end(b);
}

static void the_quantity_is_moved_by_what_was_changed(struct test_store *t)
{
    WITH(b, OWNER);
    i64 there = rows_number(
        t, "SELECT qty FROM stock s JOIN product p ON p.id = s.product_id WHERE p.sku = 'mug'");
    struct answer a =
        browser_post(b, page(t),
                     at(t,
                        "version=%lld&qty=12&qty_seen=10&name=Blue+mug&sku=mug&slug=mug&price=19.99"
                        "&special_price=&" WHOLE,
                        (long long)version(t)));
    assert_int_equal(a.status, 303);
    assert_int_equal(
        rows_number(
            t, "SELECT qty FROM stock s JOIN product p ON p.id = s.product_id WHERE p.sku = 'mug'"),
        there + 2);
    browser_end(b);
}

static void a_deleted_product_is_gone_and_orders_keep_its_name(struct test_store *t)
{
    WITH(b, OWNER);
    i64 items = rows_number(t, "SELECT count(*) FROM sales_order_item WHERE sku = 'mug'");
    assert_true(items > 0);
    struct browser *shop = house_browser(h, VISITOR);
    assert_int_equal(browser_get(shop, "/p/mug").status, 200);
    assert_true(has(browser_get(shop, "/c/kitchen"), "Blue mug"));
    assert_true(has(browser_get(b, page(t)), "Do you really want to delete it?"));
    assert_int_equal(
        browser_post(b, at(t, "/admin/products/%lld/delete", (long long)mug(t)), "").status, 303);
    assert_int_equal(browser_get(shop, "/p/mug").status, 404);
    assert_false(has(browser_get(shop, "/c/kitchen"), "Blue mug"));
    assert_int_equal(
        rows_number(t, "SELECT count(*) FROM sales_order_item WHERE name = 'Blue mug'"), items);
    browser_end(shop);
    browser_end(b);
}

static void a_change_is_logged_with_before_and_after(struct test_store *t)
{
    WITH(b, OWNER);
    assert_int_equal(save_german(b, "Becher", version(t)).status, 303);
    assert_int_equal(save_german(b, "Tasse", version(t)).status, 303);
    str changes = rows_text(t,
                            "SELECT changes FROM action_log WHERE action = 'product.save_in' "
                            "ORDER BY id DESC LIMIT 1");
    assert_true(str_has(changes, S("[\"name\",\"Becher\",\"Tasse\"]")));
    assert_true(str_eq(rows_text(t,
                                 "SELECT detail FROM action_log WHERE action = 'product.save_in' "
                                 "ORDER BY id DESC LIMIT 1"),
                       S("mug, view:de")));
    browser_end(b);
}

static void the_search_of_the_top_bar_leads_to_the_page(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, "/admin/search?q=blue");
    assert_true(has(a, at(t, "href=\"/admin/products/%lld\"", (long long)mug(t))));
    browser_end(b);
    b = house_browser(h, AGENT);
    assert_false(has(browser_get(b, "/admin/search?q=blue"), "Blue mug"));
    assert_int_equal(browser_get(b, "/admin/products").status, 403);
    browser_end(b);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(the_grid_finds_products_by_name_sku_and_status),
        TEST(SC09_SC10_a_name_of_a_view_is_kept_for_it_only_and_goes_alone),
        TEST(a_saved_price_is_on_every_page_of_the_next_request),
        TEST(a_price_is_the_websites_only_when_the_setting_says_so),
        TEST(a_stale_form_is_told_and_keeps_what_was_typed),
        TEST(what_is_wrong_is_told_at_its_field_and_nothing_is_written),
        TEST(a_new_product_is_in_its_websites_and_categories),
        TEST(the_quantity_is_moved_by_what_was_changed),
        TEST(a_deleted_product_is_gone_and_orders_keep_its_name),
        TEST(a_change_is_logged_with_before_and_after),
        TEST(the_search_of_the_top_bar_leads_to_the_page),
    };
    return run_on_both(tests, COUNT(tests));
}
