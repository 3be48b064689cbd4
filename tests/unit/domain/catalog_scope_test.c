/* Products in scopes: what a website and a store view have of their own, and where a product is not at all. */
#include "domain/cart.h"
#include "domain/category.h"
#include "domain/order_own.h"
#include "domain/product.h"
#include "domain/scope.h"
#include "domain/search.h"
#include "domain/settings.h"
#include "domain/wishlist.h"
#include "goods.h"

/* A second website with one view, filled; *c looks at the shop through it. */
static i64 a_website(struct world *w, const char *code)
{
    i64 site, store, view;
    str name = str_from(code);
    struct website_edit s = {.name = name, .code = name, .currency = S("USD")};
    assert_ok(website_save(as_program(w), &s, &site));
    struct store_edit o = {
        .website_id = site, .name = name, .code = str_format(w->c.mem, "%s_store", code)};
    assert_ok(store_save(&w->c, &o, &store));
    struct view_edit v = {.store_id = store, .name = name, .code = name, .enabled = true};
    assert_ok(store_view_save(&w->c, &v, &view));
    for (bool more = true; more;)
        assert_ok(store_view_fill(&w->c, &more));
    return site;
}

static void looks_at(struct world *w, const char *code)
{
    static const struct snapshot *held; /* views live as long as the test */
    snapshot_drop(held);
    held = snapshot_take();
    w->c.view = snapshot_view_by_code(held, str_from(code));
    assert_non_null(w->c.view);
}

static void prices_are_of(struct world *w, const char *scope)
{
    struct setting_change ch = {.row = setting_find(S("catalog/price/scope")),
                                .value = str_from(scope)};
    assert_ok(settings_save(as_program(w), &ch, 1));
    for (bool more = true; more;)
        assert_ok(store_view_fill(&w->c, &more));
}

static i64 price_of(struct world *w, const char *slug)
{
    struct product_shown p;
    assert_ok(product_by_slug(&w->c, str_from(slug), &p));
    return product_price(&p).minor;
}

static void a_new_website_gets_the_products_that_are_there(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug");
    a_website(w, "us");
    looks_at(w, "us");
    struct product_shown p;
    assert_ok(product_by_slug(&w->c, S("mug"), &p));
}

static void SC08_a_website_has_its_own_price_while_prices_are_of_websites(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = A_PRODUCT(w, .sku = "mug", .price = 1000);
    i64 site = a_website(w, "us");
    test_script(t, str_format(t->mem,
                              "INSERT INTO product_price (product_id, website_id, price) "
                              "VALUES (%lld, %lld, 1250);\n",
                              (long long)id, (long long)site));
    works_out(w, id);
    looks_at(w, "us");
    assert_int_equal(price_of(w, "mug"), 1000);
    prices_are_of(w, "website");
    looks_at(w, "us");
    assert_int_equal(price_of(w, "mug"), 1250);
    looks_at(w, "en");
    assert_int_equal(price_of(w, "mug"), 1000);
    prices_are_of(w, "global");
    looks_at(w, "us");
    assert_int_equal(price_of(w, "mug"), 1000);
}

static void a_website_can_be_without_a_special_price(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = A_PRODUCT(w, .sku = "mug", .price = 1000, .special_price = 800);
    i64 site = a_website(w, "us");
    test_script(t, str_format(t->mem,
                              "INSERT INTO product_price (product_id, website_id, special_price) "
                              "VALUES (%lld, %lld, 0);\n",
                              (long long)id, (long long)site));
    prices_are_of(w, "website");
    looks_at(w, "us");
    assert_int_equal(price_of(w, "mug"), 1000);
    looks_at(w, "en");
    assert_int_equal(price_of(w, "mug"), 800);
}

static void a_list_by_price_goes_by_the_prices_of_the_website(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 k = a_category(w, "all", 1);
    i64 mug = A_PRODUCT(w, .sku = "mug", .price = 1000, .category = k);
    A_PRODUCT(w, .sku = "pan", .price = 2000, .category = k);
    i64 site = a_website(w, "us");
    test_script(t, str_format(t->mem,
                              "INSERT INTO product_price (product_id, website_id, price) "
                              "VALUES (%lld, %lld, 3000);\n",
                              (long long)mug, (long long)site));
    prices_are_of(w, "website");
    struct product_query q = {
        .category_id = k, .order = PRODUCTS_BY_PRICE, .page = 1, .per_page = 12};
    product_list list;
    i64 count;
    looks_at(w, "us");
    assert_ok(product_list_of(&w->c, &q, &list, &count));
    assert_str_equal(list.at[0].sku, S("pan"));
    assert_int_equal(list.at[1].price.minor, 3000);
    looks_at(w, "en");
    assert_ok(product_list_of(&w->c, &q, &list, &count));
    assert_str_equal(list.at[0].sku, S("mug"));
}

static void leave(struct world *w, struct test_store *t, i64 id, i64 site)
{
    test_script(
        t,
        str_format(t->mem,
                   "DELETE FROM product_website WHERE product_id = %lld AND website_id = %lld;\n",
                   (long long)id, (long long)site));
    works_out(w, id);
}

static void what_is_not_in_a_website_does_not_exist_there(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 k = a_category(w, "all", 1), customer = a_customer(w, "anna@example.com");
    i64 id = A_PRODUCT(w, .sku = "mug", .category = k, .stock = 9);
    i64 site = a_website(w, "us");
    looks_at(w, "us");
    as_customer(w, customer);
    puts_in_cart(w, "mug", 1);
    assert_ok(wishlist_add(&w->c, S("mug")));
    leave(w, t, id, site);
    as_customer(w, customer);
    struct product_shown p;
    assert_err(ERR_NOT_FOUND, product_by_slug(&w->c, S("mug"), &p));
    product_list list;
    i64 count, left;
    struct product_query q = {.category_id = k, .page = 1, .per_page = 12};
    assert_ok(product_list_of(&w->c, &q, &list, &count));
    assert_int_equal(count, 0);
    assert_ok(product_latest(&w->c, 8, &list));
    assert_int_equal(list.n, 0);
    assert_ok(search_products(&w->c, S("mug"), 1, 12, &list, &count));
    assert_int_equal(count, 0);
    struct cart cart;
    assert_ok(cart_get(&w->c, &cart));
    assert_int_equal(cart.lines.n, 1);
    assert_int_equal(cart.lines.at[0].trouble, CART_GONE);
    struct wishlist wishes;
    assert_ok(wishlist_get(&w->c, customer, &wishes));
    assert_int_equal(wishes.at.n, 0);
    assert_err(ERR_NOT_FOUND, wishlist_add(&w->c, S("mug")));
    struct cart_again again = {id, 1};
    assert_ok(cart_add_again(&w->c, &again, 1, &left));
    assert_int_equal(left, 1);
    str token;
    assert_err(ERR_NOT_FOUND, cart_add(&w->c, S("mug"), 1, &token));
    looks_at(w, "en");
    assert_ok(product_by_slug(&w->c, S("mug"), &p));
    assert_ok(wishlist_get(&w->c, customer, &wishes));
    assert_int_equal(wishes.at.n, 1);
}

static void a_view_hides_what_others_show(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = A_PRODUCT(w, .sku = "mug", .stock = 3);
    test_script(t, str_format(t->mem,
                              "INSERT INTO product_view (product_id, store_view_id, active) "
                              "VALUES (%lld, 2, FALSE);\n",
                              (long long)id));
    works_out(w, id);
    struct product_shown p;
    str token;
    looks_at(w, "de");
    assert_err(ERR_NOT_FOUND, product_by_slug(&w->c, S("mug"), &p));
    assert_err(ERR_NOT_FOUND, cart_add(as_guest(w), S("mug"), 1, &token));
    looks_at(w, "en");
    assert_ok(product_by_slug(&w->c, S("mug"), &p));
}

int main(void)
{
    static const struct test tests[] = {
        TEST(a_new_website_gets_the_products_that_are_there),
        TEST(SC08_a_website_has_its_own_price_while_prices_are_of_websites),
        TEST(a_website_can_be_without_a_special_price),
        TEST(a_list_by_price_goes_by_the_prices_of_the_website),
        TEST(what_is_not_in_a_website_does_not_exist_there),
        TEST(a_view_hides_what_others_show),
    };
    return run_on_both(tests, COUNT(tests));
}
