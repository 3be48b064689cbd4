#include "data/list_mark.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <string.h>

#define CURSOR_MOST 8192

/* ---- base64url ---- */

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static str encode(struct arena *mem, str s)
{
    char *at = NEWN(mem, char, s.n / 3 * 4 + 4);
    size_t n = 0;
    unsigned bits = 0, held = 0;
    for (size_t i = 0; i < s.n; i++) {
        bits = bits << 8 | (byte)s.at[i];
        for (held += 8; held >= 6; held -= 6)
            at[n++] = digits[bits >> (held - 6) & 63];
    }
    if (held)
        at[n++] = digits[bits << (6 - held) & 63];
    return (str){at, n};
}

static bool decode(struct arena *mem, str s, str *out)
{
    char *at = NEWN(mem, char, s.n);
    size_t n = 0;
    unsigned bits = 0, held = 0;
    for (size_t i = 0; i < s.n; i++) {
        const char *digit = s.at[i] ? strchr(digits, s.at[i]) : NULL;
        if (!digit)
            return false;
        bits = bits << 6 | (unsigned)(digit - digits);
        held += 6;
        if (held >= 8) {
            held -= 8;
            at[n++] = (char)(bits >> held);
        }
    }
    *out = (str){at, n};
    return true;
}

/* ---- parts ---- */

/* n: NULL, i: number, b: yes or no, t: text. A NUL ends each part: no text in the database holds one. */
static void put_part(struct buf *b, const struct val *v)
{
    static const char letters[] = {
        [V_NULL] = 'n', [V_I64] = 'i', [V_BOOL] = 'b', [V_STR] = 't', [V_BYTES] = 't'};
    buf_char(b, letters[v->type]);
    if (v->type == V_I64 || v->type == V_BOOL)
        buf_i64(b, v->n);
    else
        buf_put(b, v->s);
    buf_char(b, 0);
}

static bool take_part(str *rest, struct val *v)
{
    str part;
    if (!str_cut(rest, 0, &part) || part.n == 0 || !rest->at)
        return false;
    str value = str_skip(part, 1);
    *v = VAL_NULL;
    switch (part.at[0]) {
    case 'n':
        return value.n == 0;
    case 'i':
        v->type = V_I64;
        return str_to_i64(value, INT64_MIN, INT64_MAX, &v->n);
    case 'b':
        v->type = V_BOOL;
        return str_to_i64(value, 0, 1, &v->n);
    case 't':
        *v = val_str(value);
        return str_is_utf8(value);
    default:
        return false;
    }
}

static struct val order_of(struct arena *mem, const struct list_scope *s)
{
    return val_str(str_format(mem, "%s %s %s", s->l->name, s->sort ? s->sort : "",
                              s->down != s->backwards ? "desc" : "asc"));
}

str list_mark_put(struct arena *mem, const struct list_scope *s, const struct list_mark *m)
{
    SCOPED(buf_free) struct buf b = {0};
    struct val order = order_of(mem, s);
    put_part(&b, &order);
    put_part(&b, &m->sort);
    put_part(&b, &m->key);
    return encode(mem, buf_str(&b));
}

err list_mark_get(struct arena *mem, const struct list_scope *s, str cursor, struct list_mark *m)
{
    str text;
    struct val order;
    if (cursor.n > CURSOR_MOST || !decode(mem, cursor, &text))
        return ERR_INVALID;
    if (!take_part(&text, &order) || !take_part(&text, &m->sort) || !take_part(&text, &m->key))
        return ERR_INVALID;
    if (text.n || m->key.type == V_NULL || !str_eq(order.s, order_of(mem, s).s))
        return ERR_INVALID;
    m->set = true;
    return OK;
}
