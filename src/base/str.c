#include "base/str.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

bool str_eq(str a, str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n) == 0);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

bool str_eq_nocase(str a, str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.at[i]) != lower(b.at[i]))
            return false;
    return true;
}

int str_cmp(str a, str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.at, b.at, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(str s, str prefix)
{
    return s.n >= prefix.n && str_eq(str_head(s, prefix.n), prefix);
}

bool str_ends(str s, str suffix)
{
    return s.n >= suffix.n && str_eq(str_skip(s, s.n - suffix.n), suffix);
}

bool str_has(str s, str part)
{
    return part.n == 0 || (s.n && memmem(s.at, s.n, part.at, part.n));
}

str str_from(const char *z)
{
    return z ? (str){z, strlen(z)} : (str){0};
}

bool str_cut(str *rest, char sep, str *head)
{
    if (!rest->at)
        return false;
    const char *end = rest->n ? memchr(rest->at, sep, rest->n) : NULL;
    if (!end) {
        *head = *rest;
        *rest = (str){0};
        return true;
    }
    *head = (str){rest->at, (size_t)(end - rest->at)};
    *rest = str_skip(*rest, head->n + 1);
    return true;
}

str str_skip(str s, size_t n)
{
    if (n > s.n)
        n = s.n;
    return (str){n ? s.at + n : s.at, s.n - n};
}

str str_head(str s, size_t n)
{
    return (str){s.at, n < s.n ? n : s.n};
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

str str_trim(str s)
{
    while (s.n && is_space(s.at[0]))
        s = str_skip(s, 1);
    while (s.n && is_space(s.at[s.n - 1]))
        s.n--;
    return s;
}

bool str_to_i64(str s, i64 least, i64 most, i64 *n)
{
    bool minus = s.n && s.at[0] == '-';
    if (minus)
        s = str_skip(s, 1);
    if (s.n == 0 || (s.n > 1 && s.at[0] == '0') || (minus && s.at[0] == '0'))
        return false;
    i64 value = 0; /* negative while it grows: the range below zero is the larger one */
    for (size_t i = 0; i < s.n; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, s.at[i] - '0', &value))
            return false;
    }
    if (!minus && __builtin_sub_overflow((i64)0, value, &value))
        return false;
    if (value < least || value > most)
        return false;
    *n = value;
    return true;
}

bool str_is_utf8(str s)
{
    for (size_t i = 0; i < s.n;) {
        if ((byte)s.at[i] < 0x80) {
            i++;
            continue;
        }
        utf8proc_int32_t point;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.at + i,
                                              (utf8proc_ssize_t)(s.n - i), &point);
        if (n <= 0)
            return false;
        i += (size_t)n;
    }
    return true;
}

size_t str_count_chars(str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((byte)s.at[i] & 0xC0) != 0x80;
    return n;
}

str str_copy(struct arena *mem, str s)
{
    return s.n ? (str){memcpy(NEWN(mem, char, s.n), s.at, s.n), s.n} : S("");
}

const char *str_z(struct arena *mem, str s)
{
    char *z = NEWN(mem, char, s.n + 1);
    if (s.n)
        memcpy(z, s.at, s.n);
    return z;
}

str str_join(struct arena *mem, str a, str b)
{
    char *at = NEWN(mem, char, a.n + b.n);
    if (a.n)
        memcpy(at, a.at, a.n);
    if (b.n)
        memcpy(at + a.n, b.at, b.n);
    return (str){at, a.n + b.n};
}

str str_of_ids(struct arena *mem, const i64 *at, size_t n)
{
    enum { DIGITS = 21 }; /* of one, with its blank */
    char *text = NEWN(mem, char, n *DIGITS + 1);
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        used += (size_t)snprintf(text + used, DIGITS + 1, "%s%lld", i ? " " : "", (long long)at[i]);
    return (str){text, used};
}

str str_join_with(struct arena *mem, str a, str between, str b)
{
    const str parts[] = {a, between, b};
    return str_join_all(mem, parts, COUNT(parts));
}

str str_join_all(struct arena *mem, const str *parts, size_t n)
{
    size_t bytes = 0, k = 0;
    for (size_t i = 0; i < n; i++)
        bytes += parts[i].n;
    char *at = NEWN(mem, char, bytes);
    for (size_t i = 0; i < n; i++) {
        if (parts[i].n)
            memcpy(at + k, parts[i].at, parts[i].n);
        k += parts[i].n;
    }
    return (str){at, bytes};
}

/* Most texts are short: they are made on the stack and copied, which takes half of making them twice. */
str str_format(struct arena *mem, const char *format, ...)
{
    va_list args, again;
    char few[256];
    assert(format);
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(few, sizeof few, format, args);
    va_end(args);
    str s = {0};
    if (n >= 0) {
        char *at = NEWN(mem, char, (size_t)n + 1);
        if ((size_t)n < sizeof few)
            memcpy(at, few, (size_t)n + 1);
        else
            vsnprintf(at, (size_t)n + 1, format, again);
        s = (str){at, (size_t)n};
    }
    va_end(again);
    return s;
}

str str_lower(struct arena *mem, str s)
{
    char *at = NEWN(mem, char, s.n);
    for (size_t i = 0; i < s.n; i++)
        at[i] = lower(s.at[i]);
    return (str){at, s.n};
}

static bool is_ascii(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((byte)s.at[i] >= 0x80)
            return false;
    return true;
}

str str_fold(struct arena *mem, str s)
{
    if (is_ascii(s))
        return str_lower(mem, s);
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.at, (utf8proc_ssize_t)s.n, &out,
                                      UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
                                          UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
    str folded = n < 0 ? S("") : str_copy(mem, (str){(const char *)out, (size_t)n});
    free(out);
    return folded;
}

str str_slug(struct arena *mem, str s)
{
    str folded = str_fold(mem, s);
    char *at = NEWN(mem, char, folded.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < folded.n && n < 80; i++) {
        char c = folded.at[i];
        bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (keep)
            at[n++] = c;
        else if (n && at[n - 1] != '-')
            at[n++] = '-';
    }
    while (n && at[n - 1] == '-')
        n--;
    return n ? (str){at, n} : S("x");
}
