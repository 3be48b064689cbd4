#include "text_test.h"

#include "base/json.h"

#include <string.h>

static void commas_and_braces_are_the_writers_business(void **state)
{
    (void)state;
    SCOPED(buf_free) struct buf b = {0};
    struct json j;
    json_begin(&j, &b);
    json_str(&j, "name", S("a\"b"));
    json_list(&j, "list");
    json_i64(&j, NULL, -5);
    json_map(&j, NULL);
    json_close(&j);
    json_nil(&j, NULL);
    json_close(&j);
    json_bool(&j, "yes", true);
    json_map(&j, "deep");
    json_bool(&j, "no", false);
    json_close(&j);
    json_end(&j);
    assert_text(buf_str(&b),
                "{\"name\":\"a\\\"b\",\"list\":[-5,{},null],\"yes\":true,\"deep\":{\"no\":false}}");
}

static void what_was_written_is_read_back(void **state)
{
    (void)state;
    static const char odd[] = "quote \" slash \\ line\n tab\t </script> \u2028 😀";
    SCOPED(buf_free) struct buf b = {0};
    struct json j;
    json_begin(&j, &b);
    json_str(&j, "odd", str_from(odd));
    json_i64(&j, "least", INT64_MIN);
    json_i64(&j, "most", INT64_MAX);
    json_list(&j, "list");
    json_str(&j, NULL, S(""));
    json_bool(&j, NULL, true);
    json_close(&j);
    json_end(&j);

    const struct jval *v;
    assert_int_equal(json_parse(mem, buf_str(&b), 1000, &v), OK);
    assert_int_equal(v->type, J_MAP);
    assert_int_equal(v->n, 4);
    assert_text(json_get(v, S("odd"))->s, odd);
    assert_true(json_get(v, S("least"))->n == INT64_MIN);
    assert_true(json_get(v, S("most"))->n == INT64_MAX);
    const struct jval *list = json_get(v, S("list"));
    assert_int_equal(list->type, J_LIST);
    assert_int_equal(list->n, 2);
    assert_text(list->items[0].s, "");
    assert_int_equal(list->items[1].type, J_BOOL);
    assert_null(json_get(v, S("else")));
    assert_null(json_get(list, S("odd")));
    assert_null(json_get(NULL, S("odd")));
}

static void the_order_of_keys_is_kept(void **state)
{
    (void)state;
    const struct jval *v;
    assert_int_equal(json_parse(mem, S(" {\"z\":1,\"a\":2,\"m\":null} "), 100, &v), OK);
    assert_text(v->keys[0], "z");
    assert_text(v->keys[1], "a");
    assert_text(v->keys[2], "m");
    assert_int_equal(v->items[2].type, J_NULL);
}

static void what_is_ambiguous_or_no_json_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        " ",
        "{",
        "}",
        "{}x",
        "{} {}",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "{a:1}",
        "[1,]",
        "{\"a\":1,}",
        "01",
        "+1",
        "1.0",
        "1e3",
        "NaN",
        "Infinity",
        "9223372036854775808",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\x01\"",
        "\"\xFF\"",
        "// x\n1",
        "True",
        "\xEF\xBB\xBF{}",
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        const struct jval *v = NULL;
        if (json_parse(mem, str_from(bad[i]), 100, &v) != ERR_INVALID)
            fail_msg("%s is read", bad[i]);
        assert_null(v);
    }
}

static void depth_and_size_have_a_limit(void **state)
{
    (void)state;
    char at[3000];
    const struct jval *v;
    memset(at, '[', 32);
    memset(at + 32, ']', 32);
    assert_int_equal(json_parse(mem, (str){at, 64}, 100, &v), OK);
    memset(at, '[', 34);
    memset(at + 34, ']', 34);
    assert_int_equal(json_parse(mem, (str){at, 68}, 100, &v), ERR_INVALID);
    memset(at, '[', sizeof at);
    assert_int_equal(json_parse(mem, (str){at, sizeof at}, sizeof at, &v), ERR_INVALID);
    assert_int_equal(json_parse(mem, S("[1,2]"), 5, &v), OK);
    assert_int_equal(json_parse(mem, S("[1,2]"), 4, &v), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_and_braces_are_the_writers_business),
        cmocka_unit_test(what_was_written_is_read_back),
        cmocka_unit_test(the_order_of_keys_is_kept),
        cmocka_unit_test(what_is_ambiguous_or_no_json_is_refused),
        cmocka_unit_test(depth_and_size_have_a_limit),
    };
    return RUN(tests);
}
