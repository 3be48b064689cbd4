/* Files of rows, a line at a time. */
#include "text_test.h"

#include "base/csv.h"

static void cells_are_trimmed_and_quotes_taken_off(void **state)
{
    (void)state;
    static const str whole[] = {S("a"), S("b, c"), S("say \"yes\""), S("")};
    const str *cells;
    size_t n = 10;
    assert_true(csv_cells(mem, S(" a ,\"b, c\", ,"), ',', &cells, &n) && n == 4);
    assert_text(cells[2], "");
    n = COUNT(whole);
    assert_true(csv_cells(mem, S("a,\"b, c\",\"say \"\"yes\"\"\","), ',', &cells, &n));
    assert_int_equal(n, COUNT(whole));
    for (size_t i = 0; i < n; i++)
        assert_true(str_eq(cells[i], whole[i]));
}

static void an_empty_line_is_one_empty_cell(void **state)
{
    (void)state;
    const str *cells;
    size_t n = 1;
    assert_true(csv_cells(mem, S(""), ';', &cells, &n) && n == 1 && cells[0].n == 0);
}

static void too_many_cells_and_open_quotes_are_refused(void **state)
{
    (void)state;
    static const struct {
        str line;
        size_t most;
    } bad[] = {{S("a,b,c"), 2}, {S("a,\"b"), 9}, {S("a,\"b\"c"), 9}, {S("\""), 1}, {S("a,"), 1}};
    const str *cells;
    for (size_t i = 0; i < COUNT(bad); i++) {
        size_t n = bad[i].most;
        assert_false(csv_cells(mem, bad[i].line, ',', &cells, &n));
    }
}

static void a_decimal_has_no_separators_of_thousands(void **state)
{
    (void)state;
    i64 n = 0;
    assert_true(csv_decimal(S("12.5"), 2, 100000, &n) && n == 1250);
    assert_true(csv_decimal(S("12,5"), 2, 100000, &n) && n == 1250);
    assert_false(csv_decimal(S("1.001"), 2, 100000, &n) || csv_decimal(S("1.0.0"), 2, 100000, &n) ||
                 csv_decimal(S("-1"), 2, 100000, &n) || csv_decimal(S("1000.01"), 2, 100000, &n) ||
                 csv_decimal(S(""), 2, 100000, &n) || csv_decimal(S("1."), 2, 100000, &n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_trimmed_and_quotes_taken_off),
        cmocka_unit_test(an_empty_line_is_one_empty_cell),
        cmocka_unit_test(too_many_cells_and_open_quotes_are_refused),
        cmocka_unit_test(a_decimal_has_no_separators_of_thousands),
    };
    return RUN(tests);
}
