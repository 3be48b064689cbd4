#include "domain/wishlist.h"

#include "domain/product.h"
#include "world.h"

static void a_product(struct world *w, str sku, str slug, bool active, i64 stock)
{
    struct product_text text = {.name = sku, .brief = S(""), .description = S("")};
    struct product_new in = {
        .product = {.sku = sku,
                    .slug = slug,
                    .active = active,
                    .visible = true,
                    .price = {1999},
                    .tax_class = S("standard"),
                    .picture = S("products/HW-1001.svg")},
        .texts = &text,
        .n_texts = 1,
        .stock = stock,
    };
    i64 id;
    as_program(w);
    SCOPED(work_end) struct work work = {0};
    assert_ok(work_begin(&w->c, ACT_STORE_SETUP, &work));
    assert_ok(product_create(&work, &in, &id));
    work_touch(&work, ENTITY_PRODUCT, id, S(""));
    assert_ok(work_commit(&work));
}

static void a_product_is_kept_once_and_taken_off(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 anna = a_customer(w, "anna@example.com");
    a_product(w, S("HW-1"), S("mug"), true, 3);
    struct wishlist l;
    as_customer(w, anna);
    assert_ok(wishlist_add(&w->c, S("mug")));
    assert_ok(wishlist_add(&w->c, S("mug")));
    assert_ok(wishlist_get(&w->c, anna, &l));
    assert_int_equal(l.at.n, 1);
    assert_true(l.at.at[0].buyable);
    assert_ok(wishlist_remove(&w->c, S("mug")));
    assert_ok(wishlist_remove(&w->c, S("mug")));
    assert_ok(wishlist_get(&w->c, anna, &l));
    assert_int_equal(l.at.n, 0);
}

static void what_is_not_sold_cannot_be_added(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 anna = a_customer(w, "anna@example.com");
    a_product(w, S("HW-1"), S("mug"), false, 3);
    as_customer(w, anna);
    assert_err(ERR_NOT_FOUND, wishlist_add(&w->c, S("mug")));
    assert_err(ERR_NOT_FOUND, wishlist_add(&w->c, S("none")));
    as_visitor(w);
    assert_err(ERR_DENIED, wishlist_add(&w->c, S("mug")));
}

static void R35_a_list_is_its_owners(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 anna = a_customer(w, "anna@example.com"), bert = a_customer(w, "bert@example.com");
    a_product(w, S("HW-1"), S("mug"), true, 0);
    struct wishlist l;
    as_customer(w, anna);
    assert_ok(wishlist_add(&w->c, S("mug")));
    as_customer(w, bert);
    assert_ok(wishlist_remove(&w->c, S("mug")));
    assert_ok(wishlist_get(&w->c, bert, &l));
    assert_int_equal(l.at.n, 0);
    assert_ok(wishlist_get(&w->c, anna, &l));
    assert_int_equal(l.at.n, 1);
    assert_false(l.at.at[0].buyable);
}

static const struct test tests[] = {
    TEST(a_product_is_kept_once_and_taken_off),
    TEST(what_is_not_sold_cannot_be_added),
    TEST(R35_a_list_is_its_owners),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
