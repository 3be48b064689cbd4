#include "base/time.h"

#include "base/arena.h"
#include "base/str.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ZONEINFO    "/usr/share/zoneinfo/"
#define LONGEST     64              /* of a zone's name */
#define FILE_BYTES  ((size_t)65536) /* the largest zone file is under 4 KB */
#define DAY_SECONDS 86400

/* Years have four digits in every zone: a day after 0001-01-01, a day before the end of 9999. */
#define FIRST_SECOND (-62135510400)
#define LAST_SECOND  253402214399

#ifdef KONTOR_TEST_CLOCK
/* Seconds that a test has moved the clock by: the number in the file that KONTOR_CLOCK_FILE names. */
static i64 moved_by(void)
{
    const char *path = getenv("KONTOR_CLOCK_FILE");
    FILE *f = path ? fopen(path, "r") : NULL;
    if (!f)
        return 0;
    char digits[32] = {0};
    size_t n = fread(digits, 1, sizeof digits - 1, f);
    fclose(f);
    i64 seconds = 0;
    bool ok = str_to_i64(str_trim((str){digits, n}), -1000000000, 1000000000, &seconds);
    return ok ? seconds * SECOND : 0;
}
#else
static i64 moved_by(void)
{
    return 0;
}
#endif

when time_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (when){(i64)now.tv_sec * SECOND + now.tv_nsec / 1000 + moved_by()};
}

i64 time_monotonic(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (i64)now.tv_sec * SECOND + now.tv_nsec / 1000;
}

i64 time_coarse(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (i64)now.tv_sec * SECOND + now.tv_nsec / 1000;
}

/* Calendar arithmetic. Days count from 1970-01-01; years begin in March, so that the leap day is their last. */

static i64 floor_div(i64 a, i64 b)
{
    return a / b - (a % b < 0);
}

static i64 days_of(i64 year, int month, int day)
{
    i64 y = month <= 2 ? year - 1 : year;
    i64 era = floor_div(y, 400);
    i64 of_era = y - era * 400;
    i64 of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void date_of(i64 days, struct civil *c)
{
    i64 z = days + 719468;
    i64 era = floor_div(z, 146097);
    i64 day_of_era = z - era * 146097;
    i64 year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    i64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    i64 march_month = (5 * day_of_year + 2) / 153;
    c->day = (int)(day_of_year - (153 * march_month + 2) / 5 + 1);
    c->month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);
    c->year = (int)(year_of_era + era * 400 + (c->month <= 2));
    c->weekday = (int)(days + 3 - 7 * floor_div(days + 3, 7)); /* 1970-01-01 is a Thursday */
}

static bool is_leap(i64 year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in(i64 year, int month)
{
    static const byte days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* The rule of a zone for the years behind its table: the footer of its file, a POSIX TZ text. */

enum rule_kind { NO_RULE, JULIAN, DAY_OF_YEAR, WEEK_OF_MONTH };

struct rule {
    enum rule_kind kind;
    int month, week, day; /* week 1 to 5 (the last); day: of the week from Sunday, or of the year */
    i64 seconds;          /* of the local clock before the change */
};

struct footer {
    bool given;
    i64 standard, summer; /* seconds east of UTC */
    struct rule begins, ends;
};

static bool take(str *s, char c)
{
    if (s->n == 0 || s->at[0] != c)
        return false;
    *s = str_skip(*s, 1);
    return true;
}

static bool take_number(str *s, i64 most, i64 *n)
{
    size_t digits = 0;
    while (digits < s->n && s->at[digits] >= '0' && s->at[digits] <= '9')
        digits++;
    i64 value = 0;
    for (size_t i = 0; i < digits && i < 6; i++)
        value = 10 * value + (s->at[i] - '0');
    if (digits == 0 || digits > 6 || value > most)
        return false;
    *s = str_skip(*s, digits);
    *n = value;
    return true;
}

/* "CET" or "<+0330>". */
static bool take_name(str *s)
{
    bool quoted = take(s, '<');
    size_t n = 0;
    while (n < s->n &&
           (quoted ? s->at[n] != '>' : ((s->at[n] | 32) >= 'a' && (s->at[n] | 32) <= 'z')))
        n++;
    *s = str_skip(*s, n);
    return n > 0 && (!quoted || take(s, '>'));
}

/* "-1", "+5:30", "2:00:00", in seconds. */
static bool take_clock(str *s, i64 *seconds)
{
    bool minus = take(s, '-');
    if (!minus)
        take(s, '+');
    i64 hours, minutes = 0, rest = 0;
    if (!take_number(s, 167, &hours))
        return false;
    if (take(s, ':') && !take_number(s, 59, &minutes))
        return false;
    if (take(s, ':') && !take_number(s, 59, &rest))
        return false;
    *seconds = (hours * 3600 + minutes * 60 + rest) * (minus ? -1 : 1);
    return true;
}

/* "M3.5.0/2", "J60", "59". */
static bool take_rule(str *s, struct rule *r)
{
    i64 month = 0, week = 0, day;
    if (take(s, 'M')) {
        r->kind = WEEK_OF_MONTH;
        if (!take_number(s, 12, &month) || !take(s, '.') || !take_number(s, 5, &week) ||
            !take(s, '.') || !take_number(s, 6, &day) || month < 1 || week < 1)
            return false;
    } else {
        r->kind = take(s, 'J') ? JULIAN : DAY_OF_YEAR;
        if (!take_number(s, 365, &day))
            return false;
    }
    r->month = (int)month;
    r->week = (int)week;
    r->day = (int)day;
    r->seconds = 7200;
    return !take(s, '/') || take_clock(s, &r->seconds);
}

static bool footer_read(str s, struct footer *f)
{
    i64 west;
    if (!take_name(&s) || !take_clock(&s, &west))
        return false;
    f->standard = f->summer = -west;
    f->given = true;
    if (s.n == 0)
        return true;
    if (!take_name(&s))
        return false;
    f->summer = f->standard + 3600;
    if (s.n && s.at[0] != ',') {
        if (!take_clock(&s, &west))
            return false;
        f->summer = -west;
    }
    return take(&s, ',') && take_rule(&s, &f->begins) && take(&s, ',') && take_rule(&s, &f->ends) &&
           s.n == 0;
}

/* Seconds since 1970 on the local clock at which the rule applies in that year. */
static i64 rule_in(struct rule r, i64 year)
{
    i64 days = days_of(year, 1, 1);
    if (r.kind == JULIAN) {
        days += r.day - 1 + (r.day >= 60 && is_leap(year)); /* J60 is always March 1 */
    } else if (r.kind == DAY_OF_YEAR) {
        days += r.day;
    } else {
        i64 first = days_of(year, r.month, 1);
        int weekday = (int)(first + 4 - 7 * floor_div(first + 4, 7)); /* from Sunday */
        int day = 1 + (r.day - weekday + 7) % 7 + 7 * (r.week - 1);
        while (day > days_in(year, r.month))
            day -= 7;
        days = first + day - 1;
    }
    return days * DAY_SECONDS + r.seconds;
}

static i64 footer_offset(const struct footer *f, i64 seconds)
{
    if (f->begins.kind == NO_RULE)
        return f->standard;
    struct civil local;
    date_of(floor_div(seconds + f->standard, DAY_SECONDS), &local);
    i64 begins = rule_in(f->begins, local.year) - f->standard;
    i64 ends = rule_in(f->ends, local.year) - f->summer;
    bool summer =
        begins < ends ? seconds >= begins && seconds < ends : seconds >= begins || seconds < ends;
    return summer ? f->summer : f->standard;
}

/* A zone's file (TZif, RFC 8536), read once. */

struct change {
    i64 at; /* seconds since 1970 */
    i64 offset;
};

struct zone {
    struct zone *next;
    str name;
    i64 first; /* the offset before the first change */
    struct change *changes;
    size_t n;
    struct footer footer;
};

static struct zone utc = {.name = {"UTC", 3}, .footer = {.given = true}};

/* Readers walk the list without a lock; it only grows, at its head, by whoever holds the lock. */
static struct zone *_Atomic zones = &utc;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct arena *kept; /* the zones' memory, as long as the process */

struct header {
    u64 isut, isstd, leaps, changes, types, chars;
};

/* The big-endian number of n bytes at the front; a file that is too short gives false. */
static bool take_be(str *s, size_t n, u64 *value)
{
    if (s->n < n)
        return false;
    *value = 0;
    for (size_t i = 0; i < n; i++)
        *value = *value << 8 | (byte)s->at[i];
    *s = str_skip(*s, n);
    return true;
}

static bool take_header(str *s, struct header *h)
{
    if (!str_starts(*s, S("TZif")) || s->n < 44 || s->at[4] < '2')
        return false;
    *s = str_skip(*s, 20);
    return take_be(s, 4, &h->isut) && take_be(s, 4, &h->isstd) && take_be(s, 4, &h->leaps) &&
           take_be(s, 4, &h->changes) && take_be(s, 4, &h->types) && take_be(s, 4, &h->chars);
}

static size_t body_bytes(const struct header *h, size_t time_bytes)
{
    return h->changes * (time_bytes + 1) + h->types * 6 + h->chars + h->leaps * (time_bytes + 4) +
           h->isstd + h->isut;
}

static bool zone_read(struct arena *mem, str file, struct zone *z)
{
    struct header h;
    if (!take_header(&file, &h) || file.n < body_bytes(&h, 4))
        return false;
    file = str_skip(file, body_bytes(&h, 4)); /* the 32-bit copy for old readers */
    if (!take_header(&file, &h) || file.n < body_bytes(&h, 8) || h.types == 0)
        return false;
    str times = file, kinds = str_skip(file, h.changes * 8), types = str_skip(kinds, h.changes);
    file = str_skip(file, body_bytes(&h, 8));

    i64 offsets[256];
    for (size_t i = 0; i < h.types && i < COUNT(offsets); i++) {
        u64 offset;
        if (!take_be(&types, 4, &offset))
            return false;
        types = str_skip(types, 2);
        offsets[i] = (int32_t)offset;
    }
    z->first = offsets[0];
    z->changes = NEWN(mem, struct change, h.changes);
    for (z->n = 0; z->n < h.changes; z->n++) {
        u64 at;
        size_t kind = (byte)kinds.at[z->n];
        if (!take_be(&times, 8, &at) || kind >= h.types)
            return false;
        z->changes[z->n] = (struct change){(i64)at, offsets[kind]};
    }
    str line, text;
    if (!take(&file, '\n') || !str_cut(&file, '\n', &text))
        return true;
    line = text;
    return line.n == 0 || footer_read(line, &z->footer);
}

/* Only names that stay below the folder: letters, digits, _ + - and / between them. */
static bool is_name(str name)
{
    if (name.n == 0 || name.n > LONGEST || name.at[0] == '/')
        return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '_' || c == '+' || c == '-' || c == '/'))
            return false;
    }
    return true;
}

static struct zone *zone_load(str name)
{
    char path[sizeof ZONEINFO + LONGEST] = ZONEINFO;
    memcpy(path + sizeof ZONEINFO - 1, name.at, name.n);
    FILE *f = fopen(path, "rbe");
    if (!f)
        return NULL;
    if (!kept)
        kept = arena_new(0);
    char *bytes = NEWN(kept, char, FILE_BYTES);
    size_t n = fread(bytes, 1, FILE_BYTES, f);
    fclose(f);
    struct zone *z = NEW(kept, struct zone);
    z->name = str_copy(kept, name);
    return zone_read(kept, (str){bytes, n}, z) ? z : NULL;
}

static const struct zone *known(str name)
{
    for (const struct zone *z = atomic_load_explicit(&zones, memory_order_acquire); z; z = z->next)
        if (str_eq(z->name, name))
            return z;
    return NULL;
}

/* NULL: there is no such zone. */
static const struct zone *find(str name)
{
    const struct zone *z = known(name);
    if (z || !is_name(name))
        return z;
    pthread_mutex_lock(&lock);
    z = known(name);
    struct zone *loaded = z ? NULL : zone_load(name);
    if (loaded) {
        loaded->next = atomic_load_explicit(&zones, memory_order_relaxed);
        atomic_store_explicit(&zones, loaded, memory_order_release);
        z = loaded;
    }
    pthread_mutex_unlock(&lock);
    return z;
}

const struct zone *zone_find(str name)
{
    const struct zone *z = find(name);
    return z ? z : &utc;
}

bool zone_known(str name)
{
    return find(name) != NULL;
}

/* Seconds east of UTC at that moment. */
static i64 offset_at(const struct zone *z, i64 seconds)
{
    if (!z)
        return 0;
    if (z->n == 0 || seconds >= z->changes[z->n - 1].at) {
        if (z->footer.given)
            return footer_offset(&z->footer, seconds);
        return z->n ? z->changes[z->n - 1].offset : z->first;
    }
    size_t low = 0, high = z->n; /* the first change after that moment */
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (z->changes[middle].at > seconds)
            high = middle;
        else
            low = middle + 1;
    }
    return low ? z->changes[low - 1].offset : z->first;
}

static i64 within(i64 least, i64 n, i64 most)
{
    return n < least ? least : n > most ? most : n;
}

struct civil time_civil(when t, const struct zone *zone)
{
    i64 seconds = within(FIRST_SECOND, floor_div(t.us, SECOND), LAST_SECOND);
    seconds += offset_at(zone, seconds);
    i64 days = floor_div(seconds, DAY_SECONDS);
    int rest = (int)(seconds - days * DAY_SECONDS);
    struct civil c = {.hour = rest / 3600, .minute = rest / 60 % 60, .second = rest % 60};
    date_of(days, &c);
    return c;
}

when time_from_civil(struct civil c, const struct zone *zone)
{
    i64 local = days_of(c.year, c.month, c.day) * DAY_SECONDS + (i64)c.hour * 3600 +
                (i64)c.minute * 60 + c.second;
    i64 before = offset_at(zone, local - DAY_SECONDS), after = offset_at(zone, local + DAY_SECONDS);
    i64 early = local - before, late = local - after;
    bool only_late = offset_at(zone, early) != before && offset_at(zone, late) == after;
    return (when){(only_late ? late : early) * SECOND};
}

static void digits(char *at, int n, size_t width)
{
    for (size_t i = width; i-- > 0; n /= 10)
        at[i] = (char)('0' + n % 10);
}

str time_iso_at(char room[TIME_ISO_BYTES], when t)
{
    if (t.us == 0)
        return S("");
    struct civil c = time_civil(t, NULL);
    static const char shape[TIME_ISO_BYTES + 1] = "0000-00-00T00:00:00Z";
    for (size_t i = 0; i < TIME_ISO_BYTES; i++)
        room[i] = shape[i];
    digits(room, c.year, 4);
    digits(room + 5, c.month, 2);
    digits(room + 8, c.day, 2);
    digits(room + 11, c.hour, 2);
    digits(room + 14, c.minute, 2);
    digits(room + 17, c.second, 2);
    return (str){room, TIME_ISO_BYTES};
}

str time_iso(struct arena *mem, when t)
{
    char room[TIME_ISO_BYTES];
    return str_copy(mem, time_iso_at(room, t));
}

bool time_day(str yyyy_mm_dd, const struct zone *zone, when *start)
{
    if (yyyy_mm_dd.n != 10 || yyyy_mm_dd.at[4] != '-' || yyyy_mm_dd.at[7] != '-')
        return false;
    i64 part[3];
    static const struct {
        size_t at, n;
    } parts[] = {{0, 4}, {5, 2}, {8, 2}};
    for (size_t i = 0; i < COUNT(parts); i++) {
        str s = str_head(str_skip(yyyy_mm_dd, parts[i].at), parts[i].n);
        if (!take_number(&s, 9999, &part[i]) || s.n)
            return false;
    }
    if (part[0] < 1 || part[1] < 1 || part[1] > 12 || part[2] < 1 ||
        part[2] > days_in(part[0], (int)part[1]))
        return false;
    *start = time_from_civil(
        (struct civil){.year = (int)part[0], .month = (int)part[1], .day = (int)part[2]}, zone);
    return true;
}
