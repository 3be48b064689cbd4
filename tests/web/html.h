/* Reads pages as a browser does, well enough for the pages that our templates make: addresses and forms. */
#pragma once

#include "base/base.h"

struct arena;

struct html_urls {
    str *at;
    size_t n;
};
/* Everything that the page refers to: href, src, srcset, action, formaction, as they are followed. */
struct html_urls html_urls(struct arena *mem, str page);

/* A form as it is sent untouched: its values and ticks, the first named button, encoded, without the form token. */
struct html_form {
    bool post;
    str action;
    str fields;
};
struct html_forms {
    struct html_form *at;
    size_t n;
};
struct html_forms html_forms(struct arena *mem, str page);
