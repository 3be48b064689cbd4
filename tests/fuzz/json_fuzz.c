/* What json_parse accepts is written again and read again: the same value, within the promised limits. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/str.h"

#define MOST 4096

static void write(struct json *j, const char *key, const struct jval *v)
{
    switch (v->type) {
    case J_NULL:
        json_nil(j, key);
        return;
    case J_BOOL:
        json_bool(j, key, v->n);
        return;
    case J_INT:
        json_i64(j, key, v->n);
        return;
    case J_STR:
        json_str(j, key, v->s);
        return;
    case J_LIST:
    case J_MAP:
        break;
    }
    static struct arena *keys;
    if (!keys)
        keys = arena_new(0);
    if (v->type == J_MAP)
        json_map(j, key);
    else
        json_list(j, key);
    for (i64 i = 0; i < v->n; i++)
        write(j, v->type == J_MAP ? str_z(keys, v->keys[i]) : NULL, &v->items[i]);
    json_close(j);
    if (j->depth == 1)
        arena_empty(keys);
}

static bool same(const struct jval *a, const struct jval *b)
{
    if (a->type != b->type || a->n != b->n || !str_eq(a->s, b->s))
        return false;
    if (a->type != J_LIST && a->type != J_MAP)
        return true;
    for (i64 i = 0; i < a->n; i++) {
        if (!same(&a->items[i], &b->items[i]))
            return false;
        if (a->type == J_MAP && !str_eq(a->keys[i], b->keys[i]))
            return false;
    }
    return true;
}

static unsigned depth(const struct jval *v)
{
    unsigned most = 0;
    if (v->type == J_LIST || v->type == J_MAP)
        for (i64 i = 0; i < v->n; i++) {
            unsigned d = 1 + depth(&v->items[i]);
            most = d > most ? d : most;
        }
    return most;
}

static void check_round_trip(struct arena *mem, const struct jval *v)
{
    static struct buf out;
    struct json j;
    const struct jval *again = NULL;
    buf_clear(&out);
    json_begin(&j, &out);
    write(&j, "v", v);
    json_end(&j);
    FUZZ_CHECK(str_is_utf8(buf_str(&out)));
    FUZZ_CHECK(!str_has(buf_str(&out), S("<")));
    FUZZ_CHECK(json_parse(mem, buf_str(&out), SIZE_MAX, &again) == OK);
    FUZZ_CHECK(same(v, json_get(again, S("v"))));
}

int LLVMFuzzerTestOneInput(const byte *at, size_t n)
{
    static struct arena *mem;
    if (!mem)
        mem = arena_new(0);
    arena_empty(mem);
    const struct jval *v = NULL;
    err e = json_parse(mem, (str){(const char *)at, n}, MOST, &v);
    FUZZ_CHECK(e == OK || e == ERR_INVALID);
    FUZZ_CHECK((e == OK) == (v != NULL));
    if (!v)
        return 0;
    FUZZ_CHECK(n <= MOST);
    FUZZ_CHECK(depth(v) <= 32);
    if (depth(v) <= 28) /* the writer has fewer levels, and one is the map around it */
        check_round_trip(mem, v);
    return 0;
}
