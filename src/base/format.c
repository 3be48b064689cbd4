#include "base/format.h"

#include "base/arena.h"
#include "base/format_tables.h"
#include "base/str.h"

#include <string.h>

#define MINUS S("\u2212")

static str language(str locale)
{
    str head;
    return str_cut(&locale, '-', &head) ? head : locale;
}

const struct format *format_find(str locale)
{
    const struct format *same_language = NULL, *english = NULL;
    for (size_t i = 0; i < formats_n; i++) {
        const struct format *f = &formats[i];
        if (str_eq(f->locale, locale))
            return f;
        if (!same_language && str_eq(language(f->locale), language(locale)))
            same_language = f;
        if (str_eq(f->locale, S("en-US")))
            english = f;
    }
    return same_language ? same_language : english;
}

/* Text that is written from its end, as the digits of a number come. */
struct back {
    char at[96];
    size_t from;
};

static void back_begin(struct back *b)
{
    b->from = sizeof b->at;
}

static void put(struct back *b, str s)
{
    assert(s.n <= b->from);
    b->from -= s.n;
    if (s.n)
        memcpy(b->at + b->from, s.at, s.n);
}

/* At least `least` digits, in groups of three if there is a text between them. */
static void put_digits(struct back *b, u64 n, int least, str group)
{
    for (int i = 0; i < least || n; i++) {
        if (i && i % 3 == 0)
            put(b, group);
        b->at[--b->from] = (char)('0' + n % 10);
        n /= 10;
    }
}

static void put_amount(struct back *b, u64 minor, int digits, str decimal, str group)
{
    static const u64 powers[] = {1, 10, 100, 1000, 10000};
    if (digits) {
        put_digits(b, minor % powers[digits], digits, S(""));
        put(b, decimal);
    }
    put_digits(b, minor / powers[digits], 1, group);
}

static str back_copy(struct arena *mem, const struct back *b)
{
    return str_copy(mem, (str){b->at + b->from, sizeof b->at - b->from});
}

static u64 size_of(i64 n)
{
    return n < 0 ? 0 - (u64)n : (u64)n;
}

str format_number(struct arena *mem, const struct format *f, i64 n)
{
    struct back b;
    back_begin(&b);
    put_digits(&b, size_of(n), 1, f->group);
    if (n < 0)
        put(&b, MINUS);
    return back_copy(mem, &b);
}

static const struct currency *currency_find(str code)
{
    if (code.n != 3)
        return NULL;
    size_t low = 0, high = currencies_n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = memcmp(code.at, currencies[middle].code, 3);
        if (order == 0)
            return &currencies[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static int digits_of(const struct currency *c)
{
    return c ? c->digits : 2;
}

bool currency_known(str currency)
{
    return currency_find(currency) != NULL;
}

str currency_at(size_t k)
{
    return k < currencies_n ? (str){currencies[k].code, 3} : (str){0};
}

int currency_digits(str currency)
{
    return digits_of(currency_find(currency));
}

static void put_symbol(struct back *b, const struct format *f, const struct currency *c, str code)
{
    if (c) {
        put(b, f->symbols[c - currencies]);
        return;
    }
    code = str_head(code, 8);
    put(b, f->symbol_first ? S("\u00a0") : code);
    put(b, f->symbol_first ? code : S("\u00a0"));
}

str format_money(struct arena *mem, const struct format *f, money m, str currency)
{
    const struct currency *c = currency_find(currency);
    struct back b;
    back_begin(&b);
    if (!f->symbol_first)
        put_symbol(&b, f, c, currency);
    put_amount(&b, size_of(m.minor), digits_of(c), f->decimal, f->money_group);
    if (f->symbol_first)
        put_symbol(&b, f, c, currency);
    if (m.minor < 0)
        put(&b, MINUS);
    return back_copy(mem, &b);
}

static str amount(struct arena *mem, money m, int digits, str decimal)
{
    struct back b;
    back_begin(&b);
    put_amount(&b, size_of(m.minor), digits, decimal, S(""));
    if (m.minor < 0)
        put(&b, S("-"));
    return back_copy(mem, &b);
}

str format_amount(struct arena *mem, const struct format *f, money m, str currency)
{
    return amount(mem, m, currency_digits(currency), f->decimal);
}

str money_plain(struct arena *mem, money m, str currency)
{
    return amount(mem, m, currency_digits(currency), S("."));
}

str format_scaled(struct arena *mem, const struct format *f, i64 n, int digits)
{
    struct back b;
    u64 whole = size_of(n), part = 0, unit = 1;
    back_begin(&b);
    for (int i = 0; i < digits; i++, unit *= 10)
        part += whole % 10 * unit, whole /= 10;
    while (part && part % 10 == 0) {
        part /= 10;
        digits--;
    }
    if (part) {
        put_digits(&b, part, digits, S(""));
        put(&b, f->decimal);
    }
    put_digits(&b, whole, 1, S(""));
    return back_copy(mem, &b);
}

#define PERCENT 10000 /* of a million */

str format_percent(struct arena *mem, const struct format *f, i64 ppm)
{
    struct back b;
    back_begin(&b);
    u64 n = size_of(ppm), part = n % PERCENT;
    int digits = 4;
    while (part && part % 10 == 0) {
        part /= 10;
        digits--;
    }
    put(&b, f->percent);
    if (part) {
        put_digits(&b, part, digits, S(""));
        put(&b, f->decimal);
    }
    put_digits(&b, n / PERCENT, 1, f->group);
    if (ppm < 0)
        put(&b, MINUS);
    return back_copy(mem, &b);
}

/* A date as its pattern says, in a line on the stack. */
struct line {
    char at[128];
    size_t n;
};

static void add(struct line *l, str s)
{
    assert(s.n <= sizeof l->at - l->n);
    memcpy(l->at + l->n, s.at, s.n);
    l->n += s.n;
}

/* 0 to 9999, with zeros in front if it is shorter than asked. */
static void add_number(struct line *l, int n, size_t least)
{
    char four[] = {
        (char)('0' + n / 1000 % 10),
        (char)('0' + n / 100 % 10),
        (char)('0' + n / 10 % 10),
        (char)('0' + n % 10),
    };
    size_t size = n >= 1000 ? 4 : n >= 100 ? 3 : n >= 10 ? 2 : 1;
    if (size < least)
        size = least;
    add(l, (str){four + 4 - size, size});
}

/* One field: a letter, so many times. */
static void add_field(struct line *l, const struct format *f, struct civil c, char letter,
                      size_t times)
{
    switch (letter) {
    case 'd':
        add_number(l, c.day, times);
        return;
    case 'M':
        if (times <= 2)
            add_number(l, c.month, times);
        else
            add(l, (times == 3 ? f->short_months : f->months)[c.month - 1]);
        return;
    case 'y':
        add_number(l, c.year, times);
        return;
    case 'E':
        add(l, f->weekdays[c.weekday]);
        return;
    case 'H':
        add_number(l, c.hour, times);
        return;
    case 'h':
        add_number(l, (c.hour + 11) % 12 + 1, times);
        return;
    case 'm':
        add_number(l, c.minute, times);
        return;
    case 'a':
        add(l, c.hour < 12 ? S("AM") : S("PM"));
        return;
    default:
        assert(false); /* a letter that no pattern has */
    }
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void add_pattern(struct line *l, const struct format *f, struct civil c, str pattern)
{
    while (pattern.n) {
        char first = pattern.at[0];
        size_t times = 1;
        while (times < pattern.n && is_letter(first) && pattern.at[times] == first)
            times++;
        if (is_letter(first))
            add_field(l, f, c, first, times);
        else
            add(l, str_head(pattern, 1));
        pattern = str_skip(pattern, times);
    }
}

/* day and time are patterns; either may be empty. */
static str moment(struct arena *mem, const struct format *f, when t, const struct zone *z, str day,
                  str time)
{
    if (t.us == 0)
        return S("");
    struct line l;
    l.n = 0;
    struct civil c = time_civil(t, z);
    add_pattern(&l, f, c, day);
    if (day.n && time.n)
        add(&l, S(", "));
    add_pattern(&l, f, c, time);
    return str_copy(mem, (str){l.at, l.n});
}

str format_date(struct arena *mem, const struct format *f, when t, const struct zone *z)
{
    return moment(mem, f, t, z, f->date, S(""));
}

str format_time(struct arena *mem, const struct format *f, when t, const struct zone *z)
{
    return moment(mem, f, t, z, S(""), f->time);
}

str format_moment(struct arena *mem, const struct format *f, when t, const struct zone *z)
{
    return moment(mem, f, t, z, f->date, f->time);
}

str format_full(struct arena *mem, const struct format *f, when t, const struct zone *z)
{
    return moment(mem, f, t, z, f->full, f->time);
}

/* h, min and s are understood in every language we ship; only the digits' grouping is the locale's. */
str format_duration(struct arena *mem, const struct format *f, i64 us)
{
    u64 seconds = us < 0 ? 0 : (u64)(us / SECOND), minutes = seconds / 60, hours = minutes / 60;
    struct back b;
    back_begin(&b);
    if (minutes == 0) {
        put(&b, S(" s"));
        put_digits(&b, seconds, 1, S(""));
        return back_copy(mem, &b);
    }
    if (hours == 0 || minutes % 60) {
        put(&b, S(" min"));
        put_digits(&b, minutes % 60, 1, S(""));
    }
    if (hours) {
        put(&b, minutes % 60 ? S(" h ") : S(" h"));
        put_digits(&b, hours, 1, f->group);
    }
    return back_copy(mem, &b);
}

/* The digits of a whole number without zeros in front, plain or in groups of three between the same separators. */
static bool whole_parse(str s, str *plain, char room[20])
{
    size_t n = 0, run = 0;
    char separator = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];
        if (c >= '0' && c <= '9') {
            if (n == 20 || (separator && run == 3))
                return false;
            room[n++] = c;
            run++;
            continue;
        }
        bool first = !separator;
        if ((c != ',' && c != '.') || (!first && c != separator))
            return false;
        if (first ? run < 1 || run > 3 || room[0] == '0' : run != 3)
            return false;
        separator = c;
        run = 0;
    }
    *plain = (str){room, n};
    return n > 0 && (!separator || run == 3);
}

/* Where the decimal point is; s.n if there is none. */
static size_t point_of(str s, int digits)
{
    for (size_t i = s.n; i-- > 0;)
        if (s.at[i] == ',' || s.at[i] == '.')
            return s.n - i - 1 >= 1 && s.n - i - 1 <= (size_t)digits ? i : s.n;
    return s.n;
}

bool money_parse(str typed, int digits, i64 most_minor, money *out)
{
    assert(digits >= 0 && digits <= 9);
    typed = str_trim(typed);
    size_t point = point_of(typed, digits);
    str whole = str_head(typed, point), fraction = str_skip(typed, point + 1), plain;
    char room[20];
    i64 minor;
    if (point < typed.n && str_has(whole, str_head(str_skip(typed, point), 1)))
        return false; /* one separator for two purposes: 1.234.56 */
    if (!whole_parse(whole, &plain, room) || !str_to_i64(plain, 0, INT64_MAX, &minor))
        return false;
    for (size_t i = 0; i < (size_t)digits; i++) {
        char c = i < fraction.n ? fraction.at[i] : '0';
        if (c < '0' || c > '9')
            return false;
        if (__builtin_mul_overflow(minor, 10, &minor) ||
            __builtin_add_overflow(minor, c - '0', &minor))
            return false;
    }
    if (minor > most_minor)
        return false;
    out->minor = minor;
    return true;
}

/* 1 + the country's place in the tables; 0: no country. */
static size_t place_of(str iso2)
{
    if (iso2.n != 2)
        return 0;
    unsigned a = (unsigned)(iso2.at[0] - 'A'), b = (unsigned)(iso2.at[1] - 'A');
    return a < 26 && b < 26 ? country_places[a][b] : 0;
}

bool country_known(str iso2)
{
    return place_of(iso2) != 0;
}

str country_at(size_t i)
{
    return i < countries_n ? (str){country_codes[i], 2} : S("");
}

str format_country(const struct format *f, str iso2)
{
    size_t place = place_of(iso2);
    return place ? f->countries[place - 1] : iso2;
}
