#include "domain/category.h"
#include "domain/product.h"
#include "domain/search.h"
#include "domain/stock.h"
#include "goods.h"

static str names_of(struct world *w, const product_list *l)
{
    str s = {0};
    for (size_t i = 0; i < l->n; i++)
        s = str_format(w->c.mem, "%.*s%s%.*s", STR_ARG(s), i ? " " : "", STR_ARG(l->at[i].sku));
    return s;
}

static void a_view_without_its_own_text_shows_the_default_one(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .name = "Mug", .name_de = "Becher");
    A_PRODUCT(w, .sku = "pan", .name = "Pan");
    struct product_shown p;
    assert_ok(product_by_slug(&w->c, S("mug"), &p));
    assert_str_equal(p.name, S("Mug"));
    const struct snapshot *s = snapshot_take();
    w->c.view = snapshot_view(s, 2);
    assert_ok(product_by_slug(&w->c, S("mug"), &p));
    assert_str_equal(p.name, S("Becher"));
    assert_ok(product_by_slug(&w->c, S("pan"), &p));
    assert_str_equal(p.name, S("Pan"));
    snapshot_drop(s);
}

static void a_hidden_product_is_not_found(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 k = a_category(w, "all", 1);
    A_PRODUCT(w, .sku = "mug", .hidden = true, .category = k);
    struct product_shown p;
    assert_err(ERR_NOT_FOUND, product_by_slug(&w->c, S("mug"), &p));
    product_list list;
    i64 count = 9;
    struct product_query q = {.category_id = k, .page = 1, .per_page = 12};
    assert_ok(product_list_of(&w->c, &q, &list, &count));
    assert_int_equal(count, 0);
    assert_ok(search_products(&w->c, S("mug"), 1, 12, &list, &count));
    assert_int_equal(count, 0);
}

static void a_category_lists_by_position_name_and_price(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 k = a_category(w, "all", 1);
    A_PRODUCT(w, .sku = "c", .name = "Äpfel", .price = 300, .category = k, .position = 1);
    A_PRODUCT(w, .sku = "a", .name = "Zange", .price = 100, .category = k, .position = 2);
    A_PRODUCT(w, .sku = "b", .name = "Beil", .price = 900, .special_price = 200, .category = k,
              .position = 3);
    product_list list;
    i64 count;
    struct product_query q = {.category_id = k, .page = 1, .per_page = 12};
    assert_ok(product_list_of(&w->c, &q, &list, &count));
    assert_str_equal(names_of(w, &list), S("c a b"));
    assert_int_equal(count, 3);
    q.order = PRODUCTS_BY_NAME;
    assert_ok(product_list_of(&w->c, &q, &list, &count));
    assert_str_equal(names_of(w, &list), S("c b a"));
    q.order = PRODUCTS_BY_PRICE;
    assert_ok(product_list_of(&w->c, &q, &list, &count));
    assert_str_equal(names_of(w, &list), S("a b c"));
    q.page = 2;
    q.per_page = 2;
    assert_ok(product_list_of(&w->c, &q, &list, &count));
    assert_str_equal(names_of(w, &list), S("c"));
}

/* Behind the last number a list goes on by key, both ways, and ends where it ends. */
static void a_list_goes_on_by_key_in_every_order(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 k = a_category(w, "all", 1);
    static const char *const names[] = {"d", "b", "e", "a", "c"};
    for (size_t i = 0; i < COUNT(names); i++)
        A_PRODUCT(w, .sku = names[i], .name = names[i], .price = 100 * (i64)(5 - i), .category = k,
                  .position = (i64)i);
    static const struct {
        enum product_order order;
        const char *first, *second, *third;
    } cases[] = {
        {PRODUCTS_BY_POSITION, "d b", "e a", "c"},
        {PRODUCTS_BY_NAME, "a b", "c d", "e"},
        {PRODUCTS_BY_PRICE, "c a", "e b", "d"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct product_query q = {
            .category_id = k, .order = cases[i].order, .page = 1, .per_page = 2};
        product_list list;
        i64 count;
        bool more;
        assert_ok(product_list_of(&w->c, &q, &list, &count));
        assert_str_equal(names_of(w, &list), str_from(cases[i].first));
        i64 last = list.at[1].id;
        assert_ok(product_list_from(&w->c, &q, PRODUCTS_BEHIND, last, &list, &more));
        assert_str_equal(names_of(w, &list), str_from(cases[i].second));
        assert_true(more);
        i64 first = list.at[0].id;
        last = list.at[1].id;
        assert_ok(product_list_from(&w->c, &q, PRODUCTS_BEHIND, last, &list, &more));
        assert_str_equal(names_of(w, &list), str_from(cases[i].third));
        assert_false(more);
        assert_ok(product_list_from(&w->c, &q, PRODUCTS_BEFORE, first, &list, &more));
        assert_str_equal(names_of(w, &list), str_from(cases[i].first));
        assert_false(more);
        assert_err(ERR_NOT_FOUND,
                   product_list_from(&w->c, &q, PRODUCTS_BEHIND, 99999, &list, &more));
    }
}

static void a_changed_price_moves_the_product_in_its_list(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 k = a_category(w, "all", 1);
    i64 a = A_PRODUCT(w, .sku = "a", .price = 100, .category = k);
    A_PRODUCT(w, .sku = "b", .price = 200, .category = k);
    price_becomes(w, a, 300);
    product_list list;
    i64 count;
    struct product_query q = {
        .category_id = k, .order = PRODUCTS_BY_PRICE, .page = 1, .per_page = 12};
    assert_ok(product_list_of(&w->c, &q, &list, &count));
    assert_str_equal(names_of(w, &list), S("b a"));
}

static void a_stale_product_is_a_conflict(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = A_PRODUCT(w, .sku = "a");
    struct product old;
    assert_ok(product_get(&w->c, w->c.db, id, &old));
    price_becomes(w, id, 300);
    SCOPED(work_end) struct work work = {0};
    assert_ok(work_begin(&w->c, ACT_CATALOG_SAVE, &work));
    assert_err(ERR_CONFLICT, product_save(&work, &old, &old));
}

static void every_typed_word_must_begin_a_word(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "HW-1", .name = "Enamel Mug “Summit”", .text = "For the pan and the fire.");
    A_PRODUCT(w, .sku = "HW-2", .name = "Iron Pan", .text = "Heavy; beside it a mug is small.");
    A_PRODUCT(w, .sku = "HW-3", .name = "Stirnlampe „Glühwürmchen“");
    static const struct {
        const char *typed, *found;
    } cases[] = {
        {"mug", "HW-1 HW-2"}, /* the name weighs more */
        {"pan", "HW-2 HW-1"},
        {"mu sum", "HW-1"},
        {"MUG iron", "HW-2"},
        {"ug", ""},
        {"gluhw", "HW-3"},
        {"Glühwürmchen", "HW-3"},
        {"hw-2", "HW-2"},
        {"mug nothing", ""},
        {"", ""},
        {"%%%", ""},
        {"'; DROP TABLE product; --", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        product_list list;
        i64 count;
        assert_ok(search_products(&w->c, str_from(cases[i].typed), 1, 12, &list, &count));
        assert_str_equal(names_of(w, &list), str_from(cases[i].found));
        assert_int_equal(count, list.n);
    }
}

static void equal_finds_go_by_name(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "1", .name = "Seil Z");
    A_PRODUCT(w, .sku = "2", .name = "Seil ä");
    A_PRODUCT(w, .sku = "3", .name = "Seil b");
    product_list list;
    i64 count;
    assert_ok(search_products(&w->c, S("seil"), 1, 12, &list, &count));
    assert_str_equal(names_of(w, &list), S("2 3 1"));
    assert_ok(search_products(&w->c, S("seil"), 2, 2, &list, &count));
    assert_str_equal(names_of(w, &list), S("1"));
    assert_int_equal(count, 3);
}

static void taking_more_than_there_is_takes_nothing(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = A_PRODUCT(w, .sku = "a", .stock = 3);
    i64 owed = A_PRODUCT(w, .sku = "b", .stock = 1, .backorders = true);
    bool taken;
    i64 left = 0;
    SCOPED(work_end) struct work work = {0};
    assert_ok(work_begin(&w->c, ACT_CATALOG_SAVE, &work));
    assert_ok(stock_take(&work, id, 4, &taken, &left));
    assert_false(taken);
    assert_ok(stock_take(&work, id, 3, &taken, &left));
    assert_true(taken);
    assert_int_equal(left, 0);
    assert_ok(stock_take(&work, owed, 5, &taken, &left));
    assert_true(taken);
    assert_int_equal(left, -4);
    assert_ok(stock_give(&work, id, 2));
    assert_ok(work_commit(&work));
    assert_int_equal(stock_of(w, id), 2);
}

static void ST09_the_menu_lists_active_categories_in_order(struct test_store *t)
{
    struct world *w = world_make(t);
    a_category(w, "second", 2);
    a_category(w, "first", 1);
    category_list menu;
    assert_ok(category_menu(&w->c, &menu));
    assert_int_equal(menu.n, 2);
    assert_str_equal(menu.at[0].slug, S("first"));
    assert_str_equal(menu.at[1].slug, S("second"));
}

int main(void)
{
    static const struct test tests[] = {
        TEST(a_view_without_its_own_text_shows_the_default_one),
        TEST(a_hidden_product_is_not_found),
        TEST(a_category_lists_by_position_name_and_price),
        TEST(a_list_goes_on_by_key_in_every_order),
        TEST(a_changed_price_moves_the_product_in_its_list),
        TEST(a_stale_product_is_a_conflict),
        TEST(every_typed_word_must_begin_a_word),
        TEST(equal_finds_go_by_name),
        TEST(taking_more_than_there_is_takes_nothing),
        TEST(ST09_the_menu_lists_active_categories_in_order),
    };
    return run_on_both(tests, COUNT(tests));
}
