#include "text_test.h"

#include <string.h>

static void writes_follow_each_other_and_the_room_grows(void **state)
{
    (void)state;
    SCOPED(buf_free) struct buf b = {0};
    for (int i = 0; i < 1000; i++)
        buf_put(&b, S("0123456789"));
    assert_int_equal(b.n, 10000);
    assert_int_equal(b.at[9999], '9');
    buf_clear(&b);
    assert_int_equal(b.n, 0);
    assert_true(b.room >= 10000);
    buf_put(&b, (str){0});
    buf_char(&b, 'x');
    buf_printf(&b, "%05.1f", 2.25);
    assert_text(buf_str(&b), "x002.2");
}

static void numbers_are_written_up_to_the_ends_of_their_type(void **state)
{
    (void)state;
    SCOPED(buf_free) struct buf b = {0};
    buf_i64(&b, 0);
    buf_char(&b, ' ');
    buf_i64(&b, INT64_MIN);
    buf_char(&b, ' ');
    buf_i64(&b, INT64_MAX);
    assert_text(buf_str(&b), "0 -9223372036854775808 9223372036854775807");
}

static void html_cannot_leave_text_or_an_attribute(void **state)
{
    (void)state;
    SCOPED(buf_free) struct buf b = {0};
    buf_html(&b, S("<a href=\"x\" title='y'>Müller & Söhne</a>"));
    assert_text(buf_str(&b),
                "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;Müller &amp; Söhne&lt;/a&gt;");
}

static void a_url_piece_keeps_only_unreserved_characters(void **state)
{
    (void)state;
    SCOPED(buf_free) struct buf b = {0};
    buf_url(&b, S("aZ09-._~ /?#&=%+ü"));
    assert_text(buf_str(&b), "aZ09-._~%20%2F%3F%23%26%3D%25%2B%C3%BC");
}

static void a_json_string_is_safe_inside_a_script_block(void **state)
{
    (void)state;
    SCOPED(buf_free) struct buf b = {0};
    buf_json(&b, S("\"\\ \n\t\x01\x7F </script>&\u2028\u2029 ü"));
    assert_text(buf_str(&b),
                "\"\\\"\\\\ \\n\\u0009\\u0001\\u007f "
                "\\u003c/script\\u003e\\u0026\\u2028\\u2029 ü\"");
}

static void R40_a_cell_that_begins_as_a_formula_is_neutralised(void **state)
{
    (void)state;
    static const char *const cells[][2] = {
        {"=1+1", "\"'=1+1\""}, {"+1", "\"'+1\""},
        {"-1", "\"'-1\""},     {"@SUM(A1)", "\"'@SUM(A1)\""},
        {"\t=1", "\"'\t=1\""}, {"\r=1", "\"'\r=1\""},
        {"a=1", "\"a=1\""},    {"a\"b\r\nc,d", "\"a\"\"b\r\nc,d\""},
        {"", "\"\""},
    };
    for (size_t i = 0; i < COUNT(cells); i++) {
        SCOPED(buf_free) struct buf b = {0};
        buf_csv(&b, str_from(cells[i][0]));
        assert_text(buf_str(&b), cells[i][1]);
    }
}

static void bytes_are_written_in_hexadecimal(void **state)
{
    (void)state;
    SCOPED(buf_free) struct buf b = {0};
    buf_hex(&b, (const byte *)"\x00\x7F\xFF", 3);
    assert_text(buf_str(&b), "007fff");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_follow_each_other_and_the_room_grows),
        cmocka_unit_test(numbers_are_written_up_to_the_ends_of_their_type),
        cmocka_unit_test(html_cannot_leave_text_or_an_attribute),
        cmocka_unit_test(a_url_piece_keeps_only_unreserved_characters),
        cmocka_unit_test(a_json_string_is_safe_inside_a_script_block),
        cmocka_unit_test(R40_a_cell_that_begins_as_a_formula_is_neutralised),
        cmocka_unit_test(bytes_are_written_in_hexadecimal),
    };
    return RUN(tests);
}
