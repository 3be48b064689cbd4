/* Bytes that grow: how pages, JSON and CSV are written. The function names its context, so escaping is not a
 * decision. Owns heap memory of its own (a page outlives its arena until it is sent). */
#pragma once

#include "base/base.h"

struct buf {
    char *at;
    size_t n;
    size_t room;
};

void buf_free(struct buf *b);  /* {0} afterwards; fine on {0} */
void buf_clear(struct buf *b); /* keeps its room */
void buf_room(struct buf *b,
              size_t more); /* makes sure that `more` bytes fit without another allocation */

void buf_put(struct buf *b, str s); /* as it is: for what our own code spells */
void buf_char(struct buf *b, char c);
void buf_i64(struct buf *b, i64 n);
void buf_printf(struct buf *b, const char *format, ...) PRINTF(2, 3);

void buf_html(struct buf *b, str s); /* text between tags and in quoted attributes: & < > " ' */
void buf_url(struct buf *b,
             str s); /* one path segment or query value: all but RFC 3986 unreserved is %XX */
void buf_json(
    struct buf *b,
    str s); /* a JSON string with its quotes; also safe inside <script> (< > & U+2028 U+2029) */
void buf_csv(struct buf *b,
             str s); /* one RFC 4180 cell; = + - @ TAB CR in front are neutralised (R40) */
void buf_hex(struct buf *b, const byte *at, size_t n);

static inline str buf_str(const struct buf *b)
{
    return (str){b->at, b->n};
}
