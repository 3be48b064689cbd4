#include "text_test.h"

#include "base/format.h"

#define NBSP "\u00a0"

static const struct format *de, *at, *us, *gb;

static int find_formats(void **state)
{
    de = format_find(S("de-DE"));
    at = format_find(S("de-AT"));
    us = format_find(S("en-US"));
    gb = format_find(S("en-GB"));
    return arena_before(state);
}

static void an_unknown_locale_takes_its_language_or_english(void **state)
{
    (void)state;
    assert_ptr_equal(format_find(S("de")), de);
    assert_ptr_equal(format_find(S("de-CH")), de);
    assert_ptr_equal(format_find(S("en")), us);
    assert_ptr_equal(format_find(S("fr-FR")), us);
    assert_ptr_equal(format_find(S("")), us);
    assert_ptr_not_equal(at, de);
    assert_text(format_number(mem, format_find(S("en-XA")), 1234), "1,234");
}

static void numbers_are_grouped(void **state)
{
    (void)state;
    assert_text(format_number(mem, de, 0), "0");
    assert_text(format_number(mem, de, 999), "999");
    assert_text(format_number(mem, de, 1000), "1.000");
    assert_text(format_number(mem, us, 12483), "12,483");
    assert_text(format_number(mem, at, 12483), "12" NBSP "483");
    assert_text(format_number(mem, de, -1234567), "\u22121.234.567");
    assert_text(format_number(mem, us, INT64_MIN), "\u22129,223,372,036,854,775,808");
    assert_text(format_number(mem, us, INT64_MAX), "9,223,372,036,854,775,807");
}

static void money_is_written_as_its_country_does(void **state)
{
    (void)state;
    money m = {123456};
    assert_text(format_money(mem, de, m, S("EUR")), "1.234,56" NBSP "€");
    assert_text(format_money(mem, at, m, S("EUR")), "€" NBSP "1.234,56");
    assert_text(format_money(mem, us, m, S("EUR")), "€1,234.56");
    assert_text(format_money(mem, us, m, S("USD")), "$1,234.56");
    assert_text(format_money(mem, gb, m, S("USD")), "US$1,234.56");
    assert_text(format_money(mem, gb, m, S("GBP")), "£1,234.56");
    assert_text(format_money(mem, us, m, S("CHF")), "CHF" NBSP "1,234.56");
    assert_text(format_money(mem, de, m, S("CHF")), "1.234,56" NBSP "CHF");
}

static void money_below_zero_has_a_minus_in_front(void **state)
{
    (void)state;
    assert_text(format_money(mem, de, (money){-2000}, S("EUR")), "\u221220,00" NBSP "€");
    assert_text(format_money(mem, us, (money){-2000}, S("EUR")), "\u2212€20.00");
    assert_text(format_money(mem, at, (money){-5}, S("EUR")), "\u2212€" NBSP "0,05");
    assert_text(format_money(mem, us, (money){INT64_MIN}, S("EUR")),
                "\u2212€92,233,720,368,547,758.08");
}

static void a_rate_has_eight_digits_and_none_at_its_end(void **state)
{
    (void)state;
    money m;
    assert_true(money_parse(S("1,0837"), 8, INT64_MAX, &m));
    assert_int_equal(m.minor, 108370000);
    assert_true(money_parse(S("161.23"), 8, INT64_MAX, &m));
    assert_int_equal(m.minor, 16123000000);
    assert_false(money_parse(S("1.123456789"), 8, INT64_MAX, &m));
    assert_false(money_parse(S("x"), 8, INT64_MAX, &m));
    assert_text(format_scaled(mem, de, 108370000, 8), "1,0837");
    assert_text(format_scaled(mem, us, 108370000, 8), "1.0837");
    assert_text(format_scaled(mem, us, 12300000000000, 8), "123000");
    assert_text(format_scaled(mem, us, 1, 8), "0.00000001");
    assert_text(format_scaled(mem, us, 0, 8), "0");
}

static void each_currency_has_its_own_digits(void **state)
{
    (void)state;
    assert_text(format_money(mem, us, (money){1234}, S("JPY")), "¥1,234");
    assert_text(format_money(mem, us, (money){1234}, S("KWD")), "KWD" NBSP "1.234");
    assert_text(format_money(mem, de, (money){0}, S("EUR")), "0,00" NBSP "€");
    assert_text(format_money(mem, us, (money){7}, S("BHD")), "BHD" NBSP "0.007");
    assert_int_equal(currency_digits(S("EUR")), 2);
    assert_int_equal(currency_digits(S("JPY")), 0);
    assert_int_equal(currency_digits(S("TND")), 3);
    assert_int_equal(currency_digits(S("RSD")), 2);
}

static void an_unknown_currency_is_its_own_symbol(void **state)
{
    (void)state;
    assert_true(currency_known(S("EUR")));
    assert_false(currency_known(S("eur")));
    assert_false(currency_known(S("EURO")));
    assert_false(currency_known(S("QQQ")));
    assert_false(currency_known(S("")));
    assert_text(format_money(mem, us, (money){100}, S("QQQ")), "QQQ" NBSP "1.00");
    assert_text(format_money(mem, de, (money){100}, S("QQQ")), "1,00" NBSP "QQQ");
}

static void an_amount_for_an_input_can_be_read_again(void **state)
{
    (void)state;
    assert_text(format_amount(mem, de, (money){123456}, S("EUR")), "1234,56");
    assert_text(format_amount(mem, us, (money){5}, S("EUR")), "0.05");
    assert_text(money_plain(mem, (money){-123456}, S("EUR")), "-1234.56");
    assert_text(money_plain(mem, (money){1234}, S("JPY")), "1234");
    static const i64 amounts[] = {0, 1, 10, 99, 100, 123456, 99999999999};
    static const char *const currencies[] = {"JPY", "EUR", "KWD"};
    for (size_t i = 0; i < COUNT(amounts); i++)
        for (size_t k = 0; k < COUNT(currencies); k++) {
            str currency = str_from(currencies[k]);
            money m;
            str typed = format_amount(mem, k % 2 ? de : us, (money){amounts[i]}, currency);
            assert_true(money_parse(typed, currency_digits(currency), INT64_MAX, &m));
            assert_true(m.minor == amounts[i]);
        }
}

static void percent_has_a_digit_only_if_it_needs_one(void **state)
{
    (void)state;
    assert_text(format_percent(mem, de, 190000), "19" NBSP "%");
    assert_text(format_percent(mem, us, 190000), "19%");
    assert_text(format_percent(mem, us, 55000), "5.5%");
    assert_text(format_percent(mem, de, 55000), "5,5" NBSP "%");
    assert_text(format_percent(mem, us, 0), "0%");
    assert_text(format_percent(mem, us, 5000), "0.5%");
    assert_text(format_percent(mem, us, -75000), "\u22127.5%");
    assert_text(format_percent(mem, us, 88750), "8.875%");
    assert_text(format_percent(mem, de, 1), "0,0001" NBSP "%");
    assert_text(format_percent(mem, us, 10000050), "1,000.005%");
}

static void a_date_is_written_in_the_readers_zone(void **state)
{
    (void)state;
    const struct zone *berlin = zone_find(S("Europe/Berlin")),
                      *york = zone_find(S("America/New_York"));
    when t = {1795271525 * SECOND}; /* 2026-11-21T14:32:05Z */
    assert_text(format_date(mem, de, t, berlin), "21.11.2026");
    assert_text(format_date(mem, us, t, york), "Nov 21, 2026");
    assert_text(format_date(mem, gb, t, NULL), "21 Nov 2026");
    assert_text(format_time(mem, de, t, berlin), "15:32");
    assert_text(format_time(mem, us, t, york), "9:32 AM");
    assert_text(format_moment(mem, de, t, berlin), "21.11.2026, 15:32");
    assert_text(format_moment(mem, us, t, NULL), "Nov 21, 2026, 2:32 PM");
    assert_text(format_full(mem, de, t, berlin), "Sa., 21. November 2026, 15:32");
    assert_text(format_full(mem, us, t, york), "Sat, November 21, 2026, 9:32 AM");
    assert_text(format_full(mem, gb, t, NULL), "Sat, 21 November 2026, 14:32");
}

static void single_digits_are_written_as_the_language_does(void **state)
{
    (void)state;
    when t = time_from_civil((struct civil){.year = 2027, .month = 1, .day = 5, .minute = 7}, NULL);
    assert_text(format_moment(mem, de, t, NULL), "05.01.2027, 00:07");
    assert_text(format_moment(mem, us, t, NULL), "Jan 5, 2027, 12:07 AM");
    assert_text(format_full(mem, at, t, NULL), "Di., 5. Jänner 2027, 00:07");
    when noon = {t.us + 12 * HOUR};
    assert_text(format_time(mem, us, noon, NULL), "12:07 PM");
    assert_text(format_time(mem, us, (when){noon.us + HOUR}, NULL), "1:07 PM");
}

static void never_is_empty(void **state)
{
    (void)state;
    assert_text(format_date(mem, de, (when){0}, NULL), "");
    assert_text(format_full(mem, us, (when){0}, NULL), "");
}

static void a_duration_has_its_two_largest_units(void **state)
{
    (void)state;
    assert_text(format_duration(mem, de, 40 * SECOND), "40 s");
    assert_text(format_duration(mem, de, 59 * SECOND + 999999), "59 s");
    assert_text(format_duration(mem, us, 12 * MINUTE + 30 * SECOND), "12 min");
    assert_text(format_duration(mem, us, HOUR), "1 h");
    assert_text(format_duration(mem, us, HOUR + 5 * MINUTE), "1 h 5 min");
    assert_text(format_duration(mem, de, 1000 * HOUR), "1.000 h");
    assert_text(format_duration(mem, us, 0), "0 s");
    assert_text(format_duration(mem, us, -5), "0 s");
}

static void what_a_person_types_becomes_money(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int digits;
        i64 minor;
    } good[] = {
        {"12", 2, 1200},
        {"12,5", 2, 1250},
        {"12.50", 2, 1250},
        {"1.234,56", 2, 123456},
        {"1,234.56", 2, 123456},
        {"1234,56", 2, 123456},
        {"1.234", 2, 123400},
        {"1,234", 2, 123400},
        {"1.234", 3, 1234},
        {"1,234,567", 2, 123456700},
        {" 7 ", 2, 700},
        {"0", 2, 0},
        {"0,05", 2, 5},
        {"0.5", 2, 50},
        {"1.234.567,8", 2, 123456780},
        {"500", 0, 500},
        {"1.500", 0, 1500},
        {"0,1234", 4, 1234},
        {"92233720368547758,07", 2, INT64_MAX},
    };
    for (size_t i = 0; i < COUNT(good); i++) {
        money m = {-1};
        if (!money_parse(str_from(good[i].typed), good[i].digits, INT64_MAX, &m) ||
            m.minor != good[i].minor)
            fail_msg("\"%s\" with %d digits is %lld", good[i].typed, good[i].digits,
                     (long long)m.minor);
    }
}

static void what_is_no_amount_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        " ",
        ",",
        ".",
        ",5",
        "5,",
        "-5",
        "+5",
        "−5",
        "5-",
        "1,2345",
        "0,125",
        "0.125",
        "01",
        "00",
        "1 234",
        "1e3",
        "12 €",
        "1.23.456",
        "12.34,567",
        "1.234.56",
        "1,234,56",
        "1..234",
        "1.,234",
        "1234.567",
        "1234,567.89",
        "12,345.678",
        "0.123.456",
        "92233720368547758,08",
        "99999999999999999999",
        "999999999999999999999999",
        "１２",
        "1.2345,00",
        "1'234",
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        money m = {42};
        if (money_parse(str_from(bad[i]), 2, INT64_MAX, &m))
            fail_msg("\"%s\" is read as %lld", bad[i], (long long)m.minor);
        assert_int_equal(m.minor, 42);
    }
    money m = {42};
    assert_false(money_parse(S("5,0"), 0, INT64_MAX, &m));
    assert_true(money_parse(S("10,00"), 2, 1000, &m));
    assert_false(money_parse(S("10,01"), 2, 1000, &m));
    assert_int_equal(m.minor, 1000);
}

static void countries_are_those_of_iso_3166(void **state)
{
    (void)state;
    assert_true(country_known(S("DE")));
    assert_false(country_known(S("de")));
    assert_false(country_known(S("XX")));
    assert_false(country_known(S("DEU")));
    assert_false(country_known(S("")));
    assert_text(format_country(us, S("DE")), "Germany");
    assert_text(format_country(de, S("DE")), "Deutschland");
    assert_text(format_country(de, S("AT")), "Österreich");
    assert_text(format_country(us, S("ZW")), "Zimbabwe");
    assert_text(format_country(us, S("XX")), "XX");
    size_t n = 0;
    for (str code; (code = country_at(n)).n; n++) {
        assert_true(country_known(code));
        assert_true(format_country(de, code).n > 2);
    }
    assert_int_equal(n, 249);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unknown_locale_takes_its_language_or_english),
        cmocka_unit_test(numbers_are_grouped),
        cmocka_unit_test(money_is_written_as_its_country_does),
        cmocka_unit_test(money_below_zero_has_a_minus_in_front),
        cmocka_unit_test(a_rate_has_eight_digits_and_none_at_its_end),
        cmocka_unit_test(each_currency_has_its_own_digits),
        cmocka_unit_test(an_unknown_currency_is_its_own_symbol),
        cmocka_unit_test(an_amount_for_an_input_can_be_read_again),
        cmocka_unit_test(percent_has_a_digit_only_if_it_needs_one),
        cmocka_unit_test(a_date_is_written_in_the_readers_zone),
        cmocka_unit_test(single_digits_are_written_as_the_language_does),
        cmocka_unit_test(never_is_empty),
        cmocka_unit_test(a_duration_has_its_two_largest_units),
        cmocka_unit_test(what_a_person_types_becomes_money),
        cmocka_unit_test(what_is_no_amount_is_refused),
        cmocka_unit_test(countries_are_those_of_iso_3166),
    };
    return cmocka_run_group_tests(tests, find_formats, arena_after);
}
