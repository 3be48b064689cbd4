#include "base/json.h"

#include "base/arena.h"
#include "base/str.h"

#include <jansson.h>
#include <string.h>

#define DEEPEST 32

/* Writing: bit d of `list` says what closes level d. */

static void key_and_comma(struct json *j, const char *key)
{
    assert(j->depth > 0);
    bool *more = &j->more[j->depth];
    if (*more)
        buf_char(j->out, ',');
    *more = true;
    assert(!key == j->list[j->depth]);
    if (!key)
        return;
    buf_json(j->out, str_from(key));
    buf_char(j->out, ':');
}

static void open(struct json *j, bool list)
{
    j->depth++;
    assert(j->depth < COUNT(j->more));
    j->more[j->depth] = false;
    j->list[j->depth] = list;
    buf_char(j->out, list ? '[' : '{');
}

void json_begin(struct json *j, struct buf *out)
{
    *j = (struct json){.out = out};
    open(j, false);
}

void json_end(struct json *j)
{
    assert(j->depth == 1);
    json_close(j);
}

void json_map(struct json *j, const char *key)
{
    key_and_comma(j, key);
    open(j, false);
}

void json_list(struct json *j, const char *key)
{
    key_and_comma(j, key);
    open(j, true);
}

void json_close(struct json *j)
{
    assert(j->depth > 0);
    buf_char(j->out, j->list[j->depth] ? ']' : '}');
    j->depth--;
}

void json_str(struct json *j, const char *key, str s)
{
    key_and_comma(j, key);
    buf_json(j->out, s);
}

void json_i64(struct json *j, const char *key, i64 n)
{
    key_and_comma(j, key);
    buf_i64(j->out, n);
}

void json_bool(struct json *j, const char *key, bool yes)
{
    key_and_comma(j, key);
    buf_put(j->out, yes ? S("true") : S("false"));
}

void json_nil(struct json *j, const char *key)
{
    key_and_comma(j, key);
    buf_put(j->out, S("null"));
}

/* Reading: jansson checks the text; what it made is copied into the arena and given back. */

static err value_copy(struct arena *mem, json_t *from, unsigned depth, struct jval *to);

static err list_copy(struct arena *mem, json_t *from, unsigned depth, struct jval *to)
{
    size_t n = json_array_size(from);
    struct jval *items = NEWN(mem, struct jval, n);
    for (size_t i = 0; i < n; i++)
        TRY(value_copy(mem, json_array_get(from, i), depth + 1, &items[i]));
    *to = (struct jval){.type = J_LIST, .n = (i64)n, .items = items};
    return OK;
}

static err map_copy(struct arena *mem, json_t *from, unsigned depth, struct jval *to)
{
    size_t n = json_object_size(from), i = 0;
    struct jval *items = NEWN(mem, struct jval, n);
    str *keys = NEWN(mem, str, n);
    const char *key;
    json_t *value;
    json_object_foreach(from, key, value)
    {
        keys[i] = str_copy(mem, str_from(key));
        TRY(value_copy(mem, value, depth + 1, &items[i]));
        i++;
    }
    *to = (struct jval){.type = J_MAP, .n = (i64)n, .items = items, .keys = keys};
    return OK;
}

static err value_copy(struct arena *mem, json_t *from, unsigned depth, struct jval *to)
{
    if (depth > DEEPEST)
        return ERR_INVALID;
    switch (json_typeof(from)) {
    case JSON_NULL:
        *to = (struct jval){.type = J_NULL};
        return OK;
    case JSON_TRUE:
    case JSON_FALSE:
        *to = (struct jval){.type = J_BOOL, .n = json_is_true(from)};
        return OK;
    case JSON_INTEGER:
        *to = (struct jval){.type = J_INT, .n = json_integer_value(from)};
        return OK;
    case JSON_STRING:
        *to = (struct jval){
            .type = J_STR,
            .s = str_copy(mem, (str){json_string_value(from), json_string_length(from)}),
        };
        return OK;
    case JSON_ARRAY:
        return list_copy(mem, from, depth, to);
    case JSON_OBJECT:
        return map_copy(mem, from, depth, to);
    case JSON_REAL:
        return ERR_INVALID;
    }
    return ERR_INVALID;
}

static void json_drop(json_t **value)
{
    json_decref(*value);
}

err json_parse(struct arena *mem, str text, size_t most_bytes, const struct jval **out)
{
    if (text.n == 0 || text.n > most_bytes)
        return ERR_INVALID;
    SCOPED(json_drop)
    json_t *value = json_loadb(text.at, text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
    if (!value)
        return ERR_INVALID;
    struct jval *copy = NEW(mem, struct jval);
    TRY(value_copy(mem, value, 0, copy));
    *out = copy;
    return OK;
}

const struct jval *json_get(const struct jval *v, str key)
{
    if (!v || v->type != J_MAP)
        return NULL;
    for (i64 i = 0; i < v->n; i++)
        if (str_eq(v->keys[i], key))
            return &v->items[i];
    return NULL;
}
