/* What compiled templates call: print a value for its place and type. Owned by the request; output goes to v->out. */
#pragma once

#include "base/buf.h"
#include "base/format.h"
#include "base/i18n.h"
#include "web/request.h"

struct view {
    struct buf *out;
    struct arena *mem;
    const struct words *words;
    const struct format *format;
    const struct zone *zone;
    str currency; /* of money without one of its own */
    struct request *r;
};

/* clang-format off */
/* How one value becomes text, before the escape of its place. An unlisted type does not compile. */
#define VIEW_STR(v, x) _Generic((x), str: view_str, i64: view_i64, int: view_int, size_t: view_size, unsigned: view_unsigned, \
    money: view_money, when: view_moment, html: view_html)(v, x)
/* clang-format on */
str view_str(struct view *v, str s);
str view_i64(struct view *v, i64 n);
str view_int(struct view *v, int n);
str view_size(struct view *v, size_t n);
str view_unsigned(struct view *v, unsigned n);
str view_money(struct view *v, money m);
str view_moment(struct view *v, when t);
html view_html(struct view *v, html h);
