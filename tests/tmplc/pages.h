/* The structs that the templates of these tests print. */
#pragma once

#include "web/view.h"

struct test_line {
    str name, slug;
    i64 qty;
    bool first;
};
struct test_other {
    str name;
    i64 n;
};
struct test_page {
    str name, link, slug, kind;
    i64 n;
    size_t size;
    double weight;
    bool yes, no;
    money price;
    when at, never;
    html body;
    const struct test_other *other;
    LIST(struct test_line) lines;
    LIST(str) tags;
    LIST(struct test_other) none;
};
struct test_frame {
    str title;
};
struct test_field {
    str name, label, value;
    bool required;
    struct {
        i64 least, most;
    } range;
};
#define TEST_SEVEN 7

static inline str view_twice(struct view *v, str s)
{
    return str_join(v->mem, s, s);
}
