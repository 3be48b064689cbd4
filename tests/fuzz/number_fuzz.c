/* str_to_i64 against a model of digits in 128 bits; money_parse against what format_amount makes of its answer. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/format.h"
#include "base/str.h"

#include <string.h>

static bool model(str s, __int128 *value)
{
    bool minus = s.n > 0 && s.at[0] == '-';
    size_t i = minus;
    if (i == s.n || s.n - i > 30)
        return false;
    *value = 0;
    for (; i < s.n; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        *value = 10 * *value + (s.at[i] - '0');
    }
    *value = minus ? -*value : *value;
    return true;
}

static bool has_one_spelling(str s)
{
    if (str_starts(s, S("-")))
        return !str_starts(s, S("-0"));
    return s.n == 1 || !str_starts(s, S("0"));
}

static void check_number(str s, i64 least, i64 most)
{
    i64 n = 42;
    __int128 value = 0;
    bool want = model(s, &value) && has_one_spelling(s) && value >= least && value <= most;
    FUZZ_CHECK(str_to_i64(s, least, most, &n) == want);
    FUZZ_CHECK(n == (want ? (i64)value : 42));
}

/* The digits of an amount, without what separates them and without zeros in front. */
static str digits_of(struct arena *mem, str s)
{
    char *at = NEWN(mem, char, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] >= '1' && s.at[i] <= '9')
            at[n++] = s.at[i];
        else if (s.at[i] == '0' && n)
            at[n++] = '0';
    return (str){at, n};
}

/* The digits behind the last separator, where there are not three of them; 0: none. */
static size_t fraction_of(str s)
{
    size_t n = 0;
    while (n < s.n && s.at[s.n - 1 - n] >= '0' && s.at[s.n - 1 - n] <= '9')
        n++;
    return n == s.n ? 0 : n;
}

static void check_money(struct arena *mem, str s, int digits, i64 most)
{
    static const char *const currencies[] = {"JPY", NULL, "EUR", "KWD", NULL};
    money m = {-42}, again;
    bool read = money_parse(s, digits, most, &m);
    FUZZ_CHECK(read == (m.minor != -42));
    if (!read)
        return;
    FUZZ_CHECK(m.minor >= 0 && m.minor <= most);

    /* No digit is lost or invented: what was typed is the number, but for the zeros of its missing cents. */
    str typed = str_trim(s);
    size_t fraction = fraction_of(typed);
    size_t zeros =
        fraction == 0 || fraction > (size_t)digits ? (size_t)digits : (size_t)digits - fraction;
    str want = digits_of(mem, typed);
    for (size_t i = 0; i < zeros && want.n; i++)
        want = str_join(mem, want, S("0"));
    FUZZ_CHECK(str_eq(want, digits_of(mem, str_format(mem, "%lld", (long long)m.minor))));

    if (!currencies[digits])
        return;
    const struct format *f = format_find(most % 2 ? S("de-DE") : S("en-US"));
    str written = format_amount(mem, f, m, str_from(currencies[digits]));
    FUZZ_CHECK(money_parse(written, digits, INT64_MAX, &again));
    FUZZ_CHECK(again.minor == m.minor);
}

int LLVMFuzzerTestOneInput(const byte *at, size_t n)
{
    static struct arena *mem;
    if (!mem)
        mem = arena_new(0);
    arena_empty(mem);
    str s = {(const char *)at, n};
    check_number(s, INT64_MIN, INT64_MAX);
    check_number(s, 1, 500);
    check_number(s, -1000, 0);
    for (int digits = 0; digits <= 4; digits++) {
        check_money(mem, s, digits, INT64_MAX);
        check_money(mem, s, digits, 100000);
    }
    return 0;
}
