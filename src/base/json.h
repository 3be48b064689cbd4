/* JSON out: a writer that cannot make an unbalanced or unescaped document. JSON in: jansson, strict. */
#pragma once

#include "base/base.h"
#include "base/buf.h"

/* Writes into a buf that the caller owns. key is NULL inside an array. Commas are its business. */
struct json {
    struct buf *out;
    unsigned depth;
    bool more[32]; /* depth at most 31, asserted */
    bool list[32]; /* what each level is: [ or { */
};

void json_begin(struct json *j, struct buf *out); /* opens the outermost { */
void json_end(struct json *j);                    /* closes it; asserts the balance */
void json_map(struct json *j, const char *key);
void json_list(struct json *j, const char *key);
void json_close(struct json *j);
void json_str(struct json *j, const char *key, str s);
void json_i64(struct json *j, const char *key, i64 n);
void json_bool(struct json *j, const char *key, bool yes);
void json_nil(struct json *j, const char *key);

/* Reading: a parsed value lives in an arena; whole text, no duplicate keys, no floats, depth and size limited. */
struct arena;
struct jval;
MUST err json_parse(struct arena *mem, str text, size_t most_bytes, const struct jval **out);

enum jtype { J_NULL, J_BOOL, J_INT, J_STR, J_LIST, J_MAP };
struct jval {
    enum jtype type;
    i64 n; /* J_INT, J_BOOL; number of items for J_LIST, J_MAP */
    str s; /* J_STR */
    const struct jval *items;
    const str *keys; /* J_MAP */
};
const struct jval *json_get(const struct jval *v, str key); /* NULL: not a map, or not in it */
