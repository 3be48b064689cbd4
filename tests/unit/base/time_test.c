#include "text_test.h"

#include "base/time.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

static str shown(when t, const struct zone *z)
{
    struct civil c = time_civil(t, z);
    static const char *const days[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
    return str_format(mem, "%s %04d-%02d-%02d %02d:%02d:%02d", days[c.weekday], c.year, c.month,
                      c.day, c.hour, c.minute, c.second);
}

static when utc(int year, int month, int day, int hour, int minute)
{
    return time_from_civil(
        (struct civil){.year = year, .month = month, .day = day, .hour = hour, .minute = minute},
        NULL);
}

static when local(const struct zone *z, int year, int month, int day, int hour, int minute)
{
    return time_from_civil(
        (struct civil){.year = year, .month = month, .day = day, .hour = hour, .minute = minute},
        z);
}

static void a_moment_has_a_date_in_utc(void **state)
{
    (void)state;
    assert_text(shown((when){0}, NULL), "Th 1970-01-01 00:00:00");
    assert_text(shown((when){-1}, NULL), "We 1969-12-31 23:59:59");
    assert_text(shown((when){1795271525 * SECOND}, NULL), "Sa 2026-11-21 14:32:05");
    assert_text(shown(utc(2000, 2, 29, 12, 0), NULL), "Tu 2000-02-29 12:00:00");
    assert_text(shown(utc(1900, 3, 1, 0, 0), NULL), "Th 1900-03-01 00:00:00");
    assert_text(shown(utc(2100, 2, 28, 24, 0), NULL), "Mo 2100-03-01 00:00:00");
}

static void every_moment_has_a_year_of_four_digits(void **state)
{
    (void)state;
    assert_text(shown((when){INT64_MIN}, NULL), "Tu 0001-01-02 00:00:00");
    assert_text(time_iso(mem, (when){INT64_MAX}), "9999-12-30T23:59:59Z");
    assert_int_equal(time_civil((when){INT64_MAX}, zone_find(S("Pacific/Kiritimati"))).year, 9999);
    assert_int_equal(time_civil((when){INT64_MIN}, zone_find(S("America/Adak"))).year, 1);
}

static void every_day_of_centuries_goes_there_and_back(void **state)
{
    (void)state;
    int weekday = 0; /* 1900-01-01 is a Monday */
    for (i64 t = utc(1900, 1, 1, 0, 0).us; t < utc(2300, 1, 1, 0, 0).us; t += DAY) {
        struct civil c = time_civil((when){t}, NULL);
        assert_true(time_from_civil(c, NULL).us == t);
        assert_int_equal(c.weekday, weekday);
        weekday = (weekday + 1) % 7;
    }
}

static void berlin_changes_its_clocks_at_one_utc(void **state)
{
    (void)state;
    const struct zone *berlin = zone_find(S("Europe/Berlin"));
    assert_text(shown(utc(2026, 3, 29, 0, 59), berlin), "Su 2026-03-29 01:59:00");
    assert_text(shown(utc(2026, 3, 29, 1, 0), berlin), "Su 2026-03-29 03:00:00");
    assert_text(shown(utc(2026, 10, 25, 0, 59), berlin), "Su 2026-10-25 02:59:00");
    assert_text(shown(utc(2026, 10, 25, 1, 0), berlin), "Su 2026-10-25 02:00:00");
    /* Behind the table of the file its rule counts. */
    assert_text(shown(utc(2126, 3, 31, 0, 59), berlin), "Su 2126-03-31 01:59:00");
    assert_text(shown(utc(2126, 3, 31, 1, 0), berlin), "Su 2126-03-31 03:00:00");
    assert_text(shown(utc(2126, 10, 27, 1, 0), berlin), "Su 2126-10-27 02:00:00");
}

static void new_york_changes_its_clocks_at_two(void **state)
{
    (void)state;
    const struct zone *york = zone_find(S("America/New_York"));
    assert_text(shown(utc(2026, 3, 8, 6, 59), york), "Su 2026-03-08 01:59:00");
    assert_text(shown(utc(2026, 3, 8, 7, 0), york), "Su 2026-03-08 03:00:00");
    assert_text(shown(utc(2026, 11, 1, 5, 59), york), "Su 2026-11-01 01:59:00");
    assert_text(shown(utc(2026, 11, 1, 6, 0), york), "Su 2026-11-01 01:00:00");
}

static void an_hour_that_is_skipped_counts_on_from_before(void **state)
{
    (void)state;
    const struct zone *berlin = zone_find(S("Europe/Berlin"));
    assert_text(shown(local(berlin, 2026, 3, 29, 2, 30), berlin), "Su 2026-03-29 03:30:00");
}

static void of_an_hour_that_comes_twice_the_first_is_meant(void **state)
{
    (void)state;
    const struct zone *berlin = zone_find(S("Europe/Berlin")),
                      *york = zone_find(S("America/New_York"));
    assert_true(local(berlin, 2026, 10, 25, 2, 30).us == utc(2026, 10, 25, 0, 30).us);
    assert_true(local(york, 2026, 11, 1, 1, 30).us == utc(2026, 11, 1, 5, 30).us);
}

/* The C library reads the same files with code of its own. */
static void every_zone_agrees_with_the_c_library(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Europe/Berlin",
        "Europe/Dublin",
        "Europe/London",
        "America/New_York",
        "America/St_Johns",
        "America/Santiago",
        "America/Havana",
        "America/Sao_Paulo",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Africa/Casablanca",
        "Asia/Tehran",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Chatham",
        "Pacific/Kiritimati",
        "America/Nuuk",
        "Etc/GMT+5",
        "UTC",
    };
    for (size_t i = 0; i < COUNT(names); i++) {
        assert_true(zone_known(str_from(names[i])));
        const struct zone *z = zone_find(str_from(names[i]));
        setenv("TZ", names[i], 1);
        tzset();
        for (i64 t = utc(1930, 1, 1, 0, 0).us / SECOND; t < utc(2090, 1, 1, 0, 0).us / SECOND;
             t += 86400 * 3 + 1234) {
            time_t seconds = (time_t)t;
            struct tm tm;
            localtime_r(&seconds, &tm);
            struct civil c = time_civil((when){t * SECOND}, z);
            if (c.year != tm.tm_year + 1900 || c.month != tm.tm_mon + 1 || c.day != tm.tm_mday ||
                c.hour != tm.tm_hour || c.minute != tm.tm_min || c.second != tm.tm_sec ||
                c.weekday != (tm.tm_wday + 6) % 7)
                fail_msg("%s at %lld: %s", names[i], (long long)t,
                         str_z(mem, shown((when){t * SECOND}, z)));
        }
    }
}

static void every_half_hour_of_a_year_goes_there_and_back(void **state)
{
    (void)state;
    static const char *const names[] = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"};
    for (size_t i = 0; i < COUNT(names); i++) {
        const struct zone *z = zone_find(str_from(names[i]));
        int other = 0;
        for (i64 t = utc(2026, 1, 1, 0, 0).us; t < utc(2027, 1, 1, 0, 0).us; t += 30 * MINUTE)
            other += time_from_civil(time_civil((when){t}, z), z).us != t;
        assert_int_equal(other, i == 2 ? 1 : 2); /* only the repeated hour, or half hour */
    }
}

static void an_unknown_zone_is_utc(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "Europe/Nowhere",
        "../etc/passwd",
        "/etc/localtime",
        "Europe",
        "Europe/Berlin\n",
        "zone.tab",
        "tzdata.zi",
        "Europe/../Europe/Berlin",
        "leapseconds",
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_false(zone_known(str_from(bad[i])));
        assert_ptr_equal(zone_find(str_from(bad[i])), zone_find(S("UTC")));
    }
    assert_false(zone_known((str){"Europe/Berlin\0x", 15}));
}

static void *find_them_all(void *hours)
{
    static const char *const names[] = {"Europe/Paris", "Europe/Rome", "Europe/Madrid",
                                        "Asia/Tokyo", "Asia/Seoul"};
    int *sum = hours;
    for (size_t i = 0; i < 500; i++)
        *sum += time_civil((when){1}, zone_find(str_from(names[i % COUNT(names)]))).hour;
    return NULL;
}

static void threads_may_ask_for_a_zone_at_the_same_time(void **state)
{
    (void)state;
    pthread_t threads[4];
    int sums[COUNT(threads)] = {0}, alone = 0;
    for (size_t i = 0; i < COUNT(threads); i++)
        pthread_create(&threads[i], NULL, find_them_all, &sums[i]);
    for (size_t i = 0; i < COUNT(threads); i++)
        pthread_join(threads[i], NULL);
    find_them_all(&alone);
    for (size_t i = 0; i < COUNT(threads); i++)
        assert_int_equal(sums[i], alone);
    assert_ptr_equal(zone_find(S("Asia/Tokyo")), zone_find(S("Asia/Tokyo")));
}

static void iso_is_utc_and_never_is_empty(void **state)
{
    (void)state;
    assert_text(time_iso(mem, (when){1795271525 * SECOND + 999999}), "2026-11-21T14:32:05Z");
    assert_text(time_iso(mem, (when){0}), "");
}

static void a_day_begins_at_its_first_moment(void **state)
{
    (void)state;
    const struct zone *berlin = zone_find(S("Europe/Berlin"));
    when t;
    assert_true(time_day(S("2026-11-21"), berlin, &t));
    assert_text(time_iso(mem, t), "2026-11-20T23:00:00Z");
    assert_true(time_day(S("2026-07-01"), berlin, &t));
    assert_text(time_iso(mem, t), "2026-06-30T22:00:00Z");
    assert_true(time_day(S("2024-02-29"), NULL, &t));
    /* Clocks went from midnight to one o'clock. */
    assert_true(time_day(S("2018-11-04"), zone_find(S("America/Sao_Paulo")), &t));
    assert_text(shown(t, zone_find(S("America/Sao_Paulo"))), "Su 2018-11-04 01:00:00");
}

static void what_is_no_day_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",           "2026-11-2",  "2026-02-29", "2026-13-01", "2026-00-01",  "2026-01-00",
        "2026-04-31", "0000-01-01", "26-11-21",   "2026/11/21", "2026-11-21T", "2026-11-+1",
        "-026-11-21", "2026- 1-21", "21.11.2026",
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        when t = {7};
        if (time_day(str_from(bad[i]), NULL, &t))
            fail_msg("\"%s\" is a day", bad[i]);
        assert_int_equal(t.us, 7);
    }
}

static void the_clocks_go_forward(void **state)
{
    (void)state;
    assert_true(time_now().us > utc(2025, 1, 1, 0, 0).us);
    i64 first = time_monotonic();
    assert_true(time_monotonic() >= first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_moment_has_a_date_in_utc),
        cmocka_unit_test(every_moment_has_a_year_of_four_digits),
        cmocka_unit_test(every_day_of_centuries_goes_there_and_back),
        cmocka_unit_test(berlin_changes_its_clocks_at_one_utc),
        cmocka_unit_test(new_york_changes_its_clocks_at_two),
        cmocka_unit_test(an_hour_that_is_skipped_counts_on_from_before),
        cmocka_unit_test(of_an_hour_that_comes_twice_the_first_is_meant),
        cmocka_unit_test(every_zone_agrees_with_the_c_library),
        cmocka_unit_test(every_half_hour_of_a_year_goes_there_and_back),
        cmocka_unit_test(an_unknown_zone_is_utc),
        cmocka_unit_test(threads_may_ask_for_a_zone_at_the_same_time),
        cmocka_unit_test(iso_is_utc_and_never_is_empty),
        cmocka_unit_test(a_day_begins_at_its_first_moment),
        cmocka_unit_test(what_is_no_day_is_refused),
        cmocka_unit_test(the_clocks_go_forward),
    };
    return RUN(tests);
}
