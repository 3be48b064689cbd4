#include "text_test.h"

static void equality_is_by_bytes_and_length(void **state)
{
    (void)state;
    assert_true(str_eq(S("abc"), S("abc")));
    assert_false(str_eq(S("abc"), S("abd")));
    assert_false(str_eq(S("abc"), S("ab")));
    assert_true(str_eq(S(""), (str){0}));
    assert_true(str_eq_nocase(S("Content-Type"), S("content-TYPE")));
    assert_false(str_eq_nocase(S("[a"), S("{a")));
}

static void order_is_by_bytes_and_a_prefix_comes_first(void **state)
{
    (void)state;
    assert_true(str_cmp(S("a"), S("b")) < 0);
    assert_true(str_cmp(S("b"), S("a")) > 0);
    assert_true(str_cmp(S("a"), S("ab")) < 0);
    assert_true(str_cmp(S("z"), S("ä")) < 0);
    assert_int_equal(str_cmp(S(""), (str){0}), 0);
}

static void parts_are_found(void **state)
{
    (void)state;
    assert_true(str_starts(S("/admin/x"), S("/admin")));
    assert_false(str_starts(S("/adm"), S("/admin")));
    assert_true(str_ends(S("a.css"), S(".css")));
    assert_false(str_ends(S("css"), S(".css")));
    assert_true(str_has(S("abcd"), S("bc")));
    assert_false(str_has(S("abcd"), S("bd")));
    assert_true(str_has(S(""), S("")));
    assert_false(str_has(S(""), S("a")));
}

static void cutting_gives_every_piece_even_empty_ones(void **state)
{
    (void)state;
    str rest = S("a,,b,"), piece;
    assert_true(str_cut(&rest, ',', &piece));
    assert_text(piece, "a");
    assert_true(str_cut(&rest, ',', &piece));
    assert_text(piece, "");
    assert_true(str_cut(&rest, ',', &piece));
    assert_text(piece, "b");
    assert_true(str_cut(&rest, ',', &piece));
    assert_text(piece, "");
    assert_false(str_cut(&rest, ',', &piece));
}

static void skipping_past_the_end_leaves_nothing(void **state)
{
    (void)state;
    assert_text(str_skip(S("abc"), 1), "bc");
    assert_text(str_skip(S("abc"), 9), "");
    assert_text(str_head(S("abc"), 2), "ab");
    assert_text(str_head(S("abc"), 9), "abc");
    assert_text(str_skip((str){0}, 3), "");
    assert_text(str_trim(S(" \t a b \r\n")), "a b");
    assert_text(str_trim(S("  ")), "");
}

static bool number_is(str s, i64 want)
{
    i64 n;
    return str_to_i64(s, INT64_MIN, INT64_MAX, &n) && n == want;
}

static void numbers_are_read_up_to_the_ends_of_their_type(void **state)
{
    (void)state;
    assert_true(number_is(S("0"), 0));
    assert_true(number_is(S("-1"), -1));
    assert_true(number_is(S("9223372036854775807"), INT64_MAX));
    assert_true(number_is(S("-9223372036854775808"), INT64_MIN));
}

static void what_is_no_number_is_refused_and_leaves_the_result_alone(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "-",
        "+1",
        " 1",
        "1 ",
        "01",
        "-0",
        "00",
        "1.0",
        "1e3",
        "0x10",
        "--1",
        "1-",
        "１",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999999999",
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        i64 n = 42;
        if (str_to_i64(str_from(bad[i]), INT64_MIN, INT64_MAX, &n))
            fail_msg("\"%s\" is read as %lld", bad[i], (long long)n);
        assert_int_equal(n, 42);
    }
    i64 n = 42;
    assert_false(str_to_i64((str){"1\0", 2}, INT64_MIN, INT64_MAX, &n));
    assert_int_equal(n, 42);
}

static void a_number_outside_its_range_is_refused(void **state)
{
    (void)state;
    i64 n = 42;
    assert_true(str_to_i64(S("1"), 1, 500, &n));
    assert_true(str_to_i64(S("500"), 1, 500, &n));
    assert_int_equal(n, 500);
    assert_false(str_to_i64(S("0"), 1, 500, &n));
    assert_false(str_to_i64(S("501"), 1, 500, &n));
    assert_false(str_to_i64(S("-5"), -4, 500, &n));
    assert_int_equal(n, 500);
}

static void utf8_is_valid_without_surrogates_and_overlong_forms(void **state)
{
    (void)state;
    assert_true(str_is_utf8(S("")));
    assert_true(str_is_utf8(S("Größe 😀")));
    assert_true(str_is_utf8(S("\xF4\x8F\xBF\xBF")));
    assert_false(str_is_utf8(S("\xC0\x80")));
    assert_false(str_is_utf8(S("\xE0\x80\xAF")));
    assert_false(str_is_utf8(S("\xED\xA0\x80")));
    assert_false(str_is_utf8(S("\xF4\x90\x80\x80")));
    assert_false(str_is_utf8(S("\xFF")));
    assert_false(str_is_utf8(S("\x80")));
    assert_false(str_is_utf8(S("a\xC3")));
    assert_int_equal(str_count_chars(S("Größe 😀")), 7);
}

static void copies_are_their_own(void **state)
{
    (void)state;
    char room[] = "abc";
    str copy = str_copy(mem, (str){room, 3});
    room[0] = 'x';
    assert_text(copy, "abc");
    assert_string_equal(str_z(mem, str_head(S("abcdef"), 3)), "abc");
    assert_string_equal(str_z(mem, (str){0}), "");
    assert_text(str_join(mem, S("ab"), S("cd")), "abcd");
    assert_text(str_join(mem, (str){0}, (str){0}), "");
    assert_text(str_of_ids(mem, (const i64[]){1, -30, INT64_MIN}, 3), "1 -30 -9223372036854775808");
    assert_text(str_of_ids(mem, NULL, 0), "");
    assert_text(str_format(mem, "%d-%s", 7, "x"), "7-x");
    assert_text(str_lower(mem, S("ABC-Ä")), "abc-Ä");
    assert_text(str_from(NULL), "");
}

static void folding_ignores_case_and_accents(void **state)
{
    (void)state;
    assert_text(str_fold(mem, S("MULLER")), "muller");
    assert_text(str_fold(mem, S("Müller")), "muller");
    assert_text(str_fold(mem, S("Mu\u0308ller")), "muller");
    assert_text(str_fold(mem, S("Straße")), "strasse");
    assert_text(str_fold(mem, S("ﬁne")), "fine");
    assert_text(str_fold(mem, S("ÉCOLE Łódź")), "ecole łodz");
    assert_text(str_fold(mem, S("\xFF")), "");
}

static void a_slug_is_short_plain_and_never_empty(void **state)
{
    (void)state;
    assert_text(str_slug(mem, S("Blauer Becher, 0,3 l")), "blauer-becher-0-3-l");
    assert_text(str_slug(mem, S("  --Größe!! ")), "grosse");
    assert_text(str_slug(mem, S("")), "x");
    assert_text(str_slug(mem, S("日本")), "x");
    assert_text(str_slug(mem, S("../../etc/passwd")), "etc-passwd");
    char at[300];
    for (size_t i = 0; i < sizeof at; i++)
        at[i] = i % 3 ? 'a' : '-';
    str slug = str_slug(mem, (str){at, sizeof at});
    assert_true(slug.n <= 80 && slug.n > 70);
    assert_int_not_equal(slug.at[slug.n - 1], '-');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equality_is_by_bytes_and_length),
        cmocka_unit_test(order_is_by_bytes_and_a_prefix_comes_first),
        cmocka_unit_test(parts_are_found),
        cmocka_unit_test(cutting_gives_every_piece_even_empty_ones),
        cmocka_unit_test(skipping_past_the_end_leaves_nothing),
        cmocka_unit_test(numbers_are_read_up_to_the_ends_of_their_type),
        cmocka_unit_test(what_is_no_number_is_refused_and_leaves_the_result_alone),
        cmocka_unit_test(a_number_outside_its_range_is_refused),
        cmocka_unit_test(utf8_is_valid_without_surrogates_and_overlong_forms),
        cmocka_unit_test(copies_are_their_own),
        cmocka_unit_test(folding_ignores_case_and_accents),
        cmocka_unit_test(a_slug_is_short_plain_and_never_empty),
    };
    return RUN(tests);
}
