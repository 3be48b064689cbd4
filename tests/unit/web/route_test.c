/* The matcher, over a small table. */
#include "text_test.h"

#include "web/route.h"

/* clang-format off */
#define ROW(method_, surface_, path_) {.method = method_, .surface = surface_, .path = S(path_), .name = S(path_)}
struct route route_table[] = {
    {0},
    ROW(GET, SURFACE_SHOP, "/"),
    ROW(GET, SURFACE_SHOP, "/orders"),
    ROW(GET, SURFACE_SHOP, "/orders/:id"),
    ROW(GET, SURFACE_SHOP, "/orders/new"),
    ROW(POST, SURFACE_SHOP, "/orders/new"),
    ROW(POST, SURFACE_SHOP, "/orders/:id/lines/:line/delete"),
    ROW(GET, SURFACE_SHOP, "/orders/:id/lines"),
    ROW(GET, SURFACE_ADMIN, "/orders"),
    ROW(POST, SURFACE_SHOP, "/only"),
};
const size_t route_table_n = COUNT(route_table);
/* clang-format on */

static struct route_match match;

static const char *find(enum surface s, enum method m, const char *path)
{
    return route_find(s, m, str_from(path), &match) ? match.route->path.at : "-";
}

static void a_path_finds_its_row(void **state)
{
    (void)state;
    assert_string_equal(find(SURFACE_SHOP, GET, "/"), "/");
    assert_string_equal(find(SURFACE_SHOP, GET, ""), "/");
    assert_string_equal(find(SURFACE_SHOP, GET, "/orders"), "/orders");
    assert_ptr_equal(match.route, &route_table[2]);
    assert_string_equal(find(SURFACE_ADMIN, GET, "/orders"), "/orders");
    assert_ptr_equal(match.route, &route_table[8]);
    assert_string_equal(find(SURFACE_SHOP, GET, "/orders/12"), "/orders/:id");
    assert_text(match.args[0], "12");
}

static void a_plain_part_goes_before_a_name(void **state)
{
    (void)state;
    assert_string_equal(find(SURFACE_SHOP, GET, "/orders/new"), "/orders/new");
    assert_string_equal(find(SURFACE_SHOP, GET, "/orders/new/lines"), "/orders/:id/lines");
    assert_text(match.args[0], "new");
    assert_string_equal(find(SURFACE_SHOP, POST, "/orders/7/lines/8/delete"),
                        "/orders/:id/lines/:line/delete");
    assert_text(match.args[0], "7");
    assert_text(match.args[1], "8");
}

static void what_is_not_there_is_not_found(void **state)
{
    (void)state;
    static const char *const none[] = {"/order", "/orders/", "/orders//lines",   "/orders/1/2",
                                       "//",     "orders",   "/orders/1/lines/2"};
    for (size_t i = 0; i < COUNT(none); i++) {
        assert_string_equal(find(SURFACE_SHOP, GET, none[i]), "-");
        assert_int_equal(match.allowed, 0);
    }
    assert_string_equal(find(SURFACE_OPEN, GET, "/orders"), "-");
}

static void another_method_is_told_apart(void **state)
{
    (void)state;
    assert_string_equal(find(SURFACE_SHOP, GET, "/only"), "-");
    assert_int_equal(match.allowed, 1u << POST);
    assert_string_equal(find(SURFACE_SHOP, METHOD_NONE, "/orders/new"), "-");
    assert_int_equal(match.allowed, 1u << GET | 1u << POST);
}

static void a_form_shows_the_page_above_it_again(void **state)
{
    (void)state;
    assert_int_equal(route_table[5].again, 4);
    assert_int_equal(route_table[6].again, 7);
    assert_int_equal(route_table[9].again, ROUTE_NONE);
}

static int start(void **state)
{
    routes_start();
    return arena_before(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_finds_its_row),
        cmocka_unit_test(a_plain_part_goes_before_a_name),
        cmocka_unit_test(what_is_not_there_is_not_found),
        cmocka_unit_test(another_method_is_told_apart),
        cmocka_unit_test(a_form_shows_the_page_above_it_again),
    };
    return cmocka_run_group_tests(tests, start, arena_after);
}
