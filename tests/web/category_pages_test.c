/* Catalog › Categories: the tree, texts in scopes, and which products a category lists. */
#include "house.h"

#include "rows.h"

static bool has(struct answer a, const char *text)
{
    return answer_has(&a, text);
}

#define WITH(b, who)                                                                               \
    struct house *h = house_make(t);                                                               \
    struct browser *b = house_browser(h, who)

static i64 kitchen(struct test_store *t)
{
    return rows_number(t, "SELECT id FROM category WHERE slug = 'kitchen'");
}

static i64 version(struct test_store *t)
{
    return rows_number(t, "SELECT version FROM category WHERE slug = 'kitchen'");
}

static const char *page(struct test_store *t, const char *more)
{
    return at(t, "/admin/categories/%lld%s", (long long)kitchen(t), more);
}

static i64 product(struct test_store *t, const char *sku)
{
    return rows_number(t, at(t, "SELECT id FROM product WHERE sku = '%s'", sku));
}

static struct answer add(struct browser *b, const char *name, i64 parent)
{
    return browser_post(b, "/admin/categories/new",
                        at(b->t,
                           "version=0&active=1&name=%s&slug=&parent_id=%lld&sort_order=5"
                           "&description=",
                           name, (long long)parent));
}

static void a_category_is_added_below_another_and_shown(struct test_store *t)
{
    WITH(b, OWNER);
    struct browser *shop = house_browser(h, VISITOR);
    assert_false(has(browser_get(shop, "/c/kitchen"), "Pots"));
    assert_int_equal(add(b, "Pots", kitchen(t)).status, 303);
    assert_true(has(browser_get(shop, "/c/kitchen"), "/c/pots"));
    assert_int_equal(browser_get(shop, "/c/pots").status, 200);
    struct answer a = browser_get(b, "/admin/categories");
    assert_true(has(a, "\u2003Pots"));
    browser_end(shop);
    browser_end(b);
}

static void ST09_a_new_root_category_is_in_the_menu_in_its_place(struct test_store *t)
{
    WITH(b, OWNER);
    struct browser *shop = house_browser(h, VISITOR);
    assert_int_equal(add(b, "Garden", 0).status, 303);
    assert_true(has(browser_get(shop, "/cart"), "href=\"/c/garden\""));
    browser_end(shop);
    browser_end(b);
}

static void SC09_SC10_a_name_of_a_view_is_kept_for_it_only_and_goes_alone(struct test_store *t)
{
    WITH(b, OWNER);
    struct browser *shop = house_browser(h, VISITOR);
    struct answer a = browser_post(
        b, page(t, "/in/de"),
        at(t, "version=%lld&name=K%%C3%%BCche&inherit%%3Adescription=1", (long long)version(t)));
    assert_int_equal(a.status, 303);
    assert_true(has(browser_get(shop, "/de/c/kitchen"), "Küche"));
    assert_false(has(browser_get(shop, "/c/kitchen"), "Küche"));
    a = browser_post(
        b, page(t, "/in/de"),
        at(t, "version=%lld&inherit%%3Aname=1&inherit%%3Adescription=1", (long long)version(t)));
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM category_view"), 0);
    assert_false(has(browser_get(shop, "/de/c/kitchen"), "Küche"));
    browser_end(shop);
    browser_end(b);
}

static void products_have_positions_leave_and_join(struct test_store *t)
{
    WITH(b, OWNER);
    struct browser *shop = house_browser(h, VISITOR);
    long long mug = product(t, "mug"), cup = product(t, "cup");
    struct answer a = browser_post(
        b, page(t, "/products"),
        at(t,
           "product%%5B%%5D=%lld&position-%lld=9&product%%5B%%5D=%lld&position-%lld=1&sku=&sku_position=0",
           mug, mug, cup, cup));
    assert_int_equal(a.status, 303);
    a = browser_get(shop, "/c/kitchen");
    str rest = a.body;
    while (rest.n && !str_starts(rest, S("Red cup")))
        rest = str_skip(rest, 1);
    assert_true(str_has(rest, S("Blue mug"))); /* behind it */
    a = browser_post(b, page(t, "/products"),
                     at(t, "product%%5B%%5D=%lld&position-%lld=9&out-%lld=1&sku=&sku_position=0",
                        mug, mug, mug));
    assert_int_equal(a.status, 303);
    assert_false(has(browser_get(shop, "/c/kitchen"), "Blue mug"));
    a = browser_post(b, page(t, "/products"), "sku=none&sku_position=0");
    assert_int_equal(a.status, 422);
    assert_true(has(a, "There is no product with this SKU."));
    assert_int_equal(browser_post(b, page(t, "/products"), "sku=mug&sku_position=3").status, 303);
    assert_true(has(browser_get(shop, "/c/kitchen"), "Blue mug"));
    browser_end(shop);
    browser_end(b);
}

static void a_further_page_of_products_stays_open_when_it_is_saved(struct test_store *t)
{
    WITH(b, OWNER);
    long long mug = product(t, "mug"), cup = product(t, "cup");
    const char *behind = at(t, "?position=0&product=%lld", mug);
    struct answer a = browser_get(b, page(t, behind));
    assert_true(has(a, at(t, "name=\"position-%lld\"", cup)) &&
                !has(a, at(t, "name=\"position-%lld\"", mug)));
    const char *fields = at(
        t, "from_position=0&from_product=%lld&product%%5B%%5D=%lld&position-%lld", mug, cup, cup);
    a = browser_post(b, page(t, "/products"), at(t, "%s=x&sku=&sku_position=0", fields));
    assert_int_equal(a.status, 422);
    assert_true(has(a, at(t, "name=\"position-%lld\"", cup)) && has(a, "value=\"x\"") &&
                !has(a, at(t, "name=\"position-%lld\"", mug)));
    a = browser_post(b, page(t, "/products"), at(t, "%s=7&sku=&sku_position=0", fields));
    assert_int_equal(a.status, 303);
    assert_true(str_ends(a.location, str_from(behind)));
    browser_end(b);
}

static void a_category_is_not_below_itself(struct test_store *t)
{
    WITH(b, OWNER);
    assert_int_equal(add(b, "Pots", kitchen(t)).status, 303);
    struct answer a = browser_post(
        b, page(t, ""),
        at(t,
           "version=%lld&active=1&name=Kitchen&slug=kitchen&parent_id=%lld&sort_order=1&description=",
           (long long)version(t),
           (long long)rows_number(t, "SELECT id FROM category WHERE slug = 'pots'")));
    assert_int_equal(a.status, 422);
    assert_true(has(a, "A category cannot stand below itself."));
    browser_end(b);
}

static void a_stale_form_is_told_and_keeps_what_was_typed(struct test_store *t)
{
    WITH(b, OWNER);
    i64 old = version(t);
    const char *typed = at(t, "version=%lld&name=Eins&inherit%%3Adescription=1", (long long)old);
    assert_int_equal(browser_post(b, page(t, "/in/de"), typed).status, 303);
    struct answer a =
        browser_post(b, page(t, "/in/de"),
                     at(t, "version=%lld&name=Zwei&inherit%%3Adescription=1", (long long)old));
    assert_int_equal(a.status, 422);
    assert_true(has(a, "Somebody else saved this in the meantime.") && has(a, "value=\"Zwei\""));
    assert_true(has(a, "Saved in the meantime: <strong>Eins</strong>"));
    browser_end(b);
}

static void a_deleted_category_is_gone_and_its_products_stay(struct test_store *t)
{
    WITH(b, OWNER);
    struct browser *shop = house_browser(h, VISITOR);
    assert_int_equal(browser_get(shop, "/c/kitchen").status, 200);
    assert_int_equal(add(b, "Pots", kitchen(t)).status, 303);
    assert_int_equal(browser_post(b, page(t, "/delete"), "").status, 422);
    assert_int_equal(
        browser_post(b,
                     at(t, "/admin/categories/%lld/delete",
                        (long long)rows_number(t, "SELECT id FROM category WHERE slug = 'pots'")),
                     "")
            .status,
        303);
    assert_int_equal(browser_post(b, page(t, "/delete"), "").status, 303);
    assert_int_equal(browser_get(shop, "/c/kitchen").status, 404);
    assert_int_equal(browser_get(shop, "/p/mug").status, 200);
    browser_end(shop);
    browser_end(b);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(a_category_is_added_below_another_and_shown),
        TEST(ST09_a_new_root_category_is_in_the_menu_in_its_place),
        TEST(SC09_SC10_a_name_of_a_view_is_kept_for_it_only_and_goes_alone),
        TEST(products_have_positions_leave_and_join),
        TEST(a_further_page_of_products_stays_open_when_it_is_saved),
        TEST(a_category_is_not_below_itself),
        TEST(a_stale_form_is_told_and_keeps_what_was_typed),
        TEST(a_deleted_category_is_gone_and_its_products_stay),
    };
    return run_on_both(tests, COUNT(tests));
}
