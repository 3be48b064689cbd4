#include "data/record.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/time.h"

const struct field *record_field(const struct record *rec, str name)
{
    for (size_t i = 0; i < rec->n; i++)
        if (str_eq(str_from(rec->fields[i].name), name))
            return &rec->fields[i];
    return NULL;
}

static str number_text(struct arena *mem, i64 n)
{
    return str_format(mem, "%lld", (long long)n);
}

/* Empty: the value that a new row has. */
static str field_text(struct arena *mem, const struct field *f, const void *row)
{
    const void *at = (const byte *)row + f->at;
    switch (f->type) {
    case F_I64:
    case F_MONEY:
        return *(const i64 *)at || !(f->flags & F_NULL0) ? number_text(mem, *(const i64 *)at)
                                                         : S("");
    case F_BOOL:
        return *(const bool *)at ? S("true") : S("false");
    case F_STR:
        return *(const str *)at;
    case F_WHEN:
        return ((const when *)at)->us ? time_iso(mem, *(const when *)at) : S("");
    case F_HASH:
        return hash_hex(mem, *(const struct hash *)at);
    }
    return S("");
}

static void put_text(struct buf *b, const struct field *f, const void *row, str text)
{
    buf_char(b, ',');
    if (row && !(f->flags & F_HIDDEN))
        buf_json(b, text);
    else
        buf_put(b, S("null"));
}

str record_changes(struct arena *mem, const struct record *rec, const void *before,
                   const void *after)
{
    SCOPED(buf_free) struct buf b = {0};
    for (size_t i = 0; i < rec->n; i++) {
        const struct field *f = &rec->fields[i];
        str from = before ? field_text(mem, f, before) : S("");
        str to = after ? field_text(mem, f, after) : S("");
        if (str_eq(from, to))
            continue;
        buf_put(&b, b.n ? S(",[") : S("[["));
        buf_json(&b, str_from(f->name));
        put_text(&b, f, before, from);
        put_text(&b, f, after, to);
        buf_char(&b, ']');
    }
    if (b.n)
        buf_char(&b, ']');
    return str_copy(mem, buf_str(&b));
}
