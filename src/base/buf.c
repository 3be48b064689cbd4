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

static const str html_of[256] = {
    ['&'] = {"&amp;",  5},
      ['<'] = {"&lt;",   4},
      ['>'] = {"&gt;",   4},
    ['"'] = {"&quot;", 6},
      ['\''] = {"&#39;",  5},
};

void buf_html(struct buf *b, str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        str to = html_of[(byte)s.at[i]];
        if (to.n == 0)
            continue;
        buf_put(b, (str){s.at + from, i - from});
        buf_put(b, to);
        from = i + 1;
    }
    buf_put(b, str_skip(s, from));
}

static bool is_unreserved(byte c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void buf_url(struct buf *b, str s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        byte c = (byte)s.at[i];
        if (is_unreserved(c))
            buf_char(b, (char)c);
        else
            buf_put(b, (str){
                           (char[]){'%', hex[c >> 4], hex[c & 15]},
                           3
            });
    }
}

/* The length of U+2028 or U+2029 at s[i], which JavaScript ends a line at; 0 otherwise. */
static bool is_line_separator(str s, size_t i)
{
    return s.n - i >= 3 && (byte)s.at[i] == 0xE2 && (byte)s.at[i + 1] == 0x80 &&
           ((byte)s.at[i + 2] & 0xFE) == 0xA8;
}

void buf_json(struct buf *b, str s)
{
    buf_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        byte c = (byte)s.at[i];
        if (c == '"' || c == '\\') {
            buf_char(b, '\\');
            buf_char(b, (char)c);
        } else if (c == '\n') {
            buf_put(b, S("\\n"));
        } else if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x7F) {
            buf_printf(b, "\\u%04x", c);
        } else if (is_line_separator(s, i)) {
            buf_printf(b, "\\u202%c", (byte)s.at[i + 2] == 0xA8 ? '8' : '9');
            i += 2;
        } else {
            buf_char(b, (char)c);
        }
    }
    buf_char(b, '"');
}

void buf_csv(struct buf *b, str s)
{
    bool formula = s.n && memchr("=+-@\t\r", s.at[0], 6);
    buf_char(b, '"');
    if (formula)
        buf_char(b, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.at[i] == '"')
            buf_char(b, '"');
        buf_char(b, s.at[i]);
    }
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
