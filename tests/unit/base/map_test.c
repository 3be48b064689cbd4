#include "text_test.h"

#include "base/map.h"

static void what_was_put_is_found_and_the_rest_is_not(void **state)
{
    (void)state;
    enum { KEYS = 5000 };
    static int values[KEYS];
    struct map *m = map_new(mem, 3);
    for (int i = 0; i < KEYS; i++)
        map_put(m, str_format(mem, "key %d", i), &values[i]);
    for (int i = 0; i < KEYS; i++)
        assert_ptr_equal(map_find(m, str_format(mem, "key %d", i)), &values[i]);
    assert_null(map_find(m, S("key 5000")));
    assert_null(map_find(m, S("")));
}

static void putting_again_replaces(void **state)
{
    (void)state;
    int one, two;
    struct map *m = map_new(mem, 0);
    map_put(m, S("a"), &one);
    map_put(m, S("a"), &two);
    assert_ptr_equal(map_find(m, S("a")), &two);
}

static void the_empty_text_is_a_key_like_any_other(void **state)
{
    (void)state;
    int one;
    struct map *m = map_new(mem, 0);
    assert_null(map_find(m, S("")));
    map_put(m, (str){0}, &one);
    assert_ptr_equal(map_find(m, S("")), &one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_found_and_the_rest_is_not),
        cmocka_unit_test(putting_again_replaces),
        cmocka_unit_test(the_empty_text_is_a_key_like_any_other),
    };
    return RUN(tests);
}
