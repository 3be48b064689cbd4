#include "domain/category.h"
#include "domain/product.h"
#include "domain/stock.h"
#include "goods.h"

/* What a page noted, as the cache keeps it. */
struct shown {
    struct tags tags;
    u64 mark;
};

static void begin(struct world *w, struct shown *s)
{
    *s = (struct shown){.mark = tags_mark()};
    w->c.tags = &s->tags;
}

static bool holds(struct world *w, const struct shown *s)
{
    w->c.tags = NULL;
    return tags_hold(&s->tags, s->mark);
}

static struct shown page_of_product(struct world *w, const char *slug)
{
    struct shown s;
    struct product_shown p;
    begin(w, &s);
    assert_ok(product_by_slug(&w->c, str_from(slug), &p));
    assert_true(holds(w, &s));
    return s;
}

static struct shown page_of_category(struct world *w, i64 category)
{
    struct shown s;
    product_list list;
    i64 count;
    struct product_query q = {.category_id = category, .page = 1, .per_page = 12};
    begin(w, &s);
    assert_ok(product_list_of(&w->c, &q, &list, &count));
    assert_true(holds(w, &s));
    return s;
}

static struct shown page_of_latest(struct world *w)
{
    struct shown s;
    product_list list;
    begin(w, &s);
    assert_ok(product_latest(&w->c, 8, &list));
    return s;
}

static void a_saved_product_drops_the_pages_that_show_it(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 kitchen = a_category(w, "kitchen", 1), garden = a_category(w, "garden", 2);
    i64 mug = A_PRODUCT(w, .sku = "mug", .category = kitchen);
    A_PRODUCT(w, .sku = "cup", .category = kitchen);
    A_PRODUCT(w, .sku = "rake", .category = garden);
    struct shown own = page_of_product(w, "mug"), other = page_of_product(w, "cup");
    struct shown list = page_of_category(w, kitchen), far = page_of_category(w, garden);
    struct shown home = page_of_latest(w);
    price_becomes(w, mug, 4711);
    assert_false(holds(w, &own));
    assert_false(holds(w, &list));
    assert_false(holds(w, &home));
    assert_true(holds(w, &other));
    assert_true(holds(w, &far));
}

static void a_new_product_drops_the_lists_that_now_have_it(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 kitchen = a_category(w, "kitchen", 1), garden = a_category(w, "garden", 2);
    A_PRODUCT(w, .sku = "mug", .category = kitchen);
    struct shown own = page_of_product(w, "mug"), home = page_of_latest(w);
    struct shown list = page_of_category(w, kitchen), far = page_of_category(w, garden);
    A_PRODUCT(w, .sku = "cup", .category = kitchen);
    assert_false(holds(w, &list));
    assert_false(holds(w, &home));
    assert_true(holds(w, &own));
    assert_true(holds(w, &far));
}

static void stock_that_is_taken_drops_the_pages_that_say_how_much_is_left(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 3);
    A_PRODUCT(w, .sku = "cup", .stock = 3);
    struct shown own = page_of_product(w, "mug"), other = page_of_product(w, "cup");
    stock_is(w, mug, 2);
    assert_false(holds(w, &own));
    assert_true(holds(w, &other));
}

static void a_category_is_in_the_menu_of_every_page(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug");
    struct shown own = page_of_product(w, "mug");
    a_category(w, "kitchen", 1);
    assert_false(holds(w, &own));
}

static void a_work_that_is_given_up_drops_nothing(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 3);
    struct shown own = page_of_product(w, "mug");
    {
        SCOPED(work_end) struct work k = {0};
        assert_ok(work_begin(as_program(w), ACT_STORE_SETUP, &k));
        assert_ok(stock_set(&k, mug, 1, false));
    }
    assert_true(holds(w, &own));
}

/* The rendering began before the change and ends after it: what it read is old. */
static void a_page_that_was_begun_before_the_change_does_not_hold(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 3);
    struct shown s;
    struct product_shown p;
    begin(w, &s);
    w->c.tags = NULL;
    stock_is(w, mug, 2);
    w->c.tags = &s.tags;
    assert_ok(product_by_slug(&w->c, S("mug"), &p));
    assert_false(holds(w, &s));
}

static void a_tag_is_noted_once(struct test_store *t)
{
    struct tags tags = {0};
    for (i64 i = 0; i < 100; i++)
        tags_add(&tags, t->mem, tag_of(TAG_PRODUCT, i % 40));
    assert_int_equal(tags.n, 40);
    assert_true(tag_of(TAG_PRODUCT, 7).n != tag_of(TAG_LISTING, 7).n);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(a_saved_product_drops_the_pages_that_show_it),
        TEST(a_new_product_drops_the_lists_that_now_have_it),
        TEST(stock_that_is_taken_drops_the_pages_that_say_how_much_is_left),
        TEST(a_category_is_in_the_menu_of_every_page),
        TEST(a_work_that_is_given_up_drops_nothing),
        TEST(a_page_that_was_begun_before_the_change_does_not_hold),
        TEST(a_tag_is_noted_once),
    };
    return run_on_both(tests, COUNT(tests));
}
