#include "base/buf.h"

#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_free(struct buf *b)
{
    free(b->at);
    *b = (struct buf){0};
}

void buf_clear(struct buf *b)
{
    b->n = 0;
}

static void grow(struct buf *b, size_t more)
{
    assert(more < SIZE_MAX / 4 && b->n < SIZE_MAX / 4);
    size_t room = b->room ? b->room : 256;
    while (room - b->n < more)
        room *= 2;
    char *at = realloc(b->at, room);
    if (!at) {
        fprintf(stderr, "kontor: out of memory (%zu bytes)\n", room);
        abort();
    }
    b->at = at;
    b->room = room;
}

void buf_room(struct buf *b, size_t more)
{
    if (b->room - b->n < more)
        grow(b, more);
}

void buf_put(struct buf *b, str s)
{
    if (s.n == 0)
        return;
    buf_room(b, s.n);
    memcpy(b->at + b->n, s.at, s.n);
    b->n += s.n;
}

void buf_char(struct buf *b, char c)
{
    buf_room(b, 1);
    b->at[b->n++] = c;
}

void buf_i64(struct buf *b, i64 n)
{
    char digits[20];
    size_t i = sizeof digits;
    u64 u = n < 0 ? 0 - (u64)n : (u64)n;
    do
        digits[--i] = (char)('0' + u % 10);
    while (u /= 10);
    if (n < 0)
        digits[--i] = '-';
    buf_put(b, (str){digits + i, sizeof digits - i});
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args, again;
    assert(format);
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0) {
        buf_room(b, (size_t)n + 1);
        vsnprintf(b->at + b->n, (size_t)n + 1, format, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

/* Where a character needs an escape, a bit a context; most text needs none and is copied in long runs. */
enum { IN_HTML = 1, IN_JSON = 2, IN_CSV = 4, IN_URL = 8 };

#define EVERY(first, last, bits) [first... last] = (bits)

/* clang-format off */
static const byte escaped[256] = {
    EVERY(0x00, 0x1F, IN_JSON | IN_URL), [' '] = IN_URL, ['!'] = IN_URL,
    ['"'] = IN_HTML | IN_JSON | IN_CSV | IN_URL, EVERY('#', '%', IN_URL),
    ['&'] = IN_HTML | IN_JSON | IN_URL, ['\''] = IN_HTML | IN_URL, EVERY('(', ',', IN_URL), ['/'] = IN_URL,
    [':'] = IN_URL, [';'] = IN_URL, ['<'] = IN_HTML | IN_JSON | IN_URL, ['='] = IN_URL,
    ['>'] = IN_HTML | IN_JSON | IN_URL, ['?'] = IN_URL, ['@'] = IN_URL, ['['] = IN_URL,
    ['\\'] = IN_JSON | IN_URL, [']'] = IN_URL, ['^'] = IN_URL, ['`'] = IN_URL, EVERY('{', '}', IN_URL),
    [0x7F] = IN_JSON | IN_URL, EVERY(0x80, 0xE1, IN_URL), [0xE2] = IN_JSON | IN_URL, EVERY(0xE3, 0xFF, IN_URL),
};
/* clang-format on */

/* Writes what needs no escape at the front of the text, and leaves the rest. */
static void put_plain(struct buf *b, str *s, byte context)
{
    size_t n = 0;
    while (n < s->n && !(escaped[(byte)s->at[n]] & context))
        n++;
    buf_put(b, (str){s->at, n});
    *s = str_skip(*s, n);
}

/* The same, and the character behind it, which needs an escape; false at the end. */
static bool next_escape(struct buf *b, str *s, byte context, byte *c)
{
    put_plain(b, s, context);
    if (s->n == 0)
        return false;
    *c = (byte)s->at[0];
    *s = str_skip(*s, 1);
    return true;
}

void buf_html(struct buf *b, str s)
{
    static const str entities[128] = {
        ['&'] = {"&amp;", 5},  ['<'] = {"&lt;", 4},   ['>'] = {"&gt;", 4},
        ['"'] = {"&quot;", 6}, ['\''] = {"&#39;", 5},
    };
    byte c;
    while (next_escape(b, &s, IN_HTML, &c))
        buf_put(b, entities[c]);
}

void buf_url(struct buf *b, str s)
{
    static const char hex[] = "0123456789ABCDEF";
    byte c;
    while (next_escape(b, &s, IN_URL, &c))
        buf_put(b, (str){(char[]){'%', hex[c >> 4], hex[c & 15]}, 3});
}

void buf_json(struct buf *b, str s)
{
    static const char hex[] = "0123456789abcdef";
    byte c;
    buf_char(b, '"');
    while (next_escape(b, &s, IN_JSON, &c)) {
        if (c == '"' || c == '\\') {
            buf_put(b, (str){(char[]){'\\', (char)c}, 2});
        } else if (c == '\n') {
            buf_put(b, S("\\n"));
        } else if (c < 0x80) {
            buf_put(b, (str){(char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6});
        } else if (str_starts(s, S("\x80\xA8")) || str_starts(s, S("\x80\xA9"))) {
            /* U+2028 and U+2029, which end a line of JavaScript. */
            buf_put(b, s.at[1] == '\xA8' ? S("\\u2028") : S("\\u2029"));
            s = str_skip(s, 2);
        } else {
            buf_char(b, (char)c);
        }
    }
    buf_char(b, '"');
}

/* A spreadsheet runs a cell that begins so (R40). */
static bool is_formula(char first)
{
    return first == '=' || first == '+' || first == '-' || first == '@' || first == '\t' ||
           first == '\r';
}

void buf_csv(struct buf *b, str s)
{
    bool formula = s.n && is_formula(s.at[0]);
    byte c;
    buf_put(b, formula ? S("\"'") : S("\""));
    while (next_escape(b, &s, IN_CSV, &c))
        buf_put(b, S("\"\""));
    buf_char(b, '"');
}

void buf_hex(struct buf *b, const byte *at, size_t n)
{
    static const char hex[] = "0123456789abcdef";
    buf_room(b, 2 * n);
    for (size_t i = 0; i < n; i++) {
        b->at[b->n++] = hex[at[i] >> 4];
        b->at[b->n++] = hex[at[i] & 15];
    }
}
