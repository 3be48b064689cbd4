#include "data/list.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "data/engine.h"
#include "data/list_sql.h"

#include <string.h>

#define PER_PAGE_MOST 200
#define CURSOR_MOST   8192

/* ---- cursors: what the last row of a page is found again by, as base64url ---- */

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

/* A cursor belongs to one order of one list. */
static struct val order_of(struct arena *mem, const struct list *l, const struct list_query *q)
{
    return val_str(
        str_format(mem, "%s %s %s", l->name, q->sort ? q->sort : "", q->desc ? "desc" : "asc"));
}

static str mark_encode(struct arena *mem, const struct list *l, const struct list_query *q,
                       const struct list_mark *m)
{
    SCOPED(buf_free) struct buf b = {0};
    struct val order = order_of(mem, l, q);
    put_part(&b, &order);
    put_part(&b, &m->sort);
    put_part(&b, &m->key);
    return encode(mem, buf_str(&b));
}

static err mark_decode(struct arena *mem, const struct list *l, const struct list_query *q,
                       struct list_mark *m)
{
    str text;
    struct val order;
    if (q->after.n == 0)
        return OK;
    if (q->after.n > CURSOR_MOST || !decode(mem, q->after, &text))
        return ERR_INVALID;
    if (!take_part(&text, &order) || !take_part(&text, &m->sort) || !take_part(&text, &m->key))
        return ERR_INVALID;
    if (text.n || m->key.type == V_NULL || !str_eq(order.s, order_of(mem, l, q).s))
        return ERR_INVALID;
    m->set = true;
    return OK;
}

/* ---- running ---- */

struct run {
    struct db *db;
    struct arena *mem;
    const struct list *l;
    const struct list_query *q;
    const struct record *rec;
    byte *rows;
    size_t n;
    bool more; /* a row behind the page was seen */
    bool dense, few;
    u64 common, common_words;
    struct list_mark after, last;
};

/* What one filter matches alone, at most LIST_COUNT_MOST + 1. */
static err count_filter(struct run *r, size_t i, i64 *n)
{
    struct list_query one = {.filters = &r->q->filters[i], .n = 1, .fixed = r->q->fixed};
    struct list_page page = {.part = LIST_ALL_COUNT};
    struct sql sql;
    struct args args;
    TRY(list_sql(r->mem, r->l, &one, &page, &sql, &args));
    return db_i64(r->db, &sql, args, n);
}

static err find_common_words(struct run *r, size_t *rare)
{
    str words[LIST_WORDS_MOST];
    if (!r->l->words.n || !r->l->words_of.n)
        return OK;
    size_t n = list_keyword(r->mem, r->q, words);
    for (size_t i = 0; i < n; i++) {
        struct sql sql;
        struct args args;
        i64 count;
        list_word_sql(r->mem, r->l, words[i], &sql, &args);
        TRY(db_i64(r->db, &sql, args, &count));
        if (count > LIST_WORD_MOST)
            r->common_words |= (u64)1 << i;
        else
            ++*rare;
    }
    return OK;
}

/* An engine without statistics would look up the rows of any filter. Those of the rarest are few; where there is a rare
 * one, the common ones are asked of its rows. */
static err find_common(struct run *r)
{
    size_t rare = 0;
    u64 common = 0;
    TRY(find_common_words(r, &rare));
    if (r->q->n + rare < 2)
        return OK;
    for (size_t i = 0; i < r->q->n && i < 64; i++) {
        i64 n;
        TRY(count_filter(r, i, &n));
        if (n > LIST_COUNT_MOST)
            common |= (u64)1 << i;
        else
            rare++;
    }
    r->common = rare ? common : 0;
    return OK;
}

static err run_count(struct run *r, enum list_part part, i64 *n)
{
    struct sql sql;
    struct args args;
    struct list_page page = {.part = part, .common = r->common, .common_words = r->common_words};
    TRY(list_sql(r->mem, r->l, r->q, &page, &sql, &args));
    return db_i64(r->db, &sql, args, n);
}

/* The last two columns, kept beyond the row. */
static err read_mark(struct run *r, struct cursor *c)
{
    size_t n = r->db->engine->columns(c);
    TRY(r->db->engine->get(c, n - 2, &r->last.sort));
    TRY(r->db->engine->get(c, n - 1, &r->last.key));
    r->last.sort.s = str_copy(r->mem, r->last.sort.s);
    r->last.key.s = str_copy(r->mem, r->last.key.s);
    return OK;
}

static err read_rows(struct run *r, struct cursor *c)
{
    size_t most = (size_t)r->q->per_page;
    for (bool row;;) {
        TRY(cursor_next(c, &row));
        if (!row)
            return OK;
        if (r->n == most) {
            r->more = true;
            return OK;
        }
        TRY(cursor_read(c, r->mem, r->rec, r->rows + r->n * r->rec->size));
        if (++r->n == most)
            TRY(read_mark(r, c));
    }
}

static err run_part(struct run *r, enum list_part part, i64 offset)
{
    SCOPED(cursor_end) struct cursor c = {0};
    struct sql sql;
    struct args args;
    bool mine = !r->q->sort || (part == LIST_UNSORTED) == (r->after.sort.type == V_NULL);
    struct list_page page = {
        .part = part,
        .after = mine ? &r->after : NULL,
        .limit = r->q->per_page - (i64)r->n + 1,
        .offset = offset,
        .dense = r->dense,
        .few = r->few,
        .common = r->common,
        .common_words = r->common_words,
    };
    TRY(list_sql(r->mem, r->l, r->q, &page, &sql, &args));
    TRY(cursor_begin(&c, r->db, &sql, args));
    return read_rows(r, &c);
}

/* How many rows without a sort value stand before the page. */
static err unsorted_offset(struct run *r, i64 offset, i64 *out)
{
    i64 sorted;
    *out = 0;
    if (r->n || offset == 0)
        return OK;
    TRY(run_count(r, LIST_SORTED_COUNT, &sorted));
    *out = offset > sorted ? offset - sorted : 0;
    return OK;
}

static err run_page(struct run *r)
{
    i64 offset = r->after.set ? 0 : (r->q->page - 1) * r->q->per_page;
    if (!r->after.set || !r->q->sort || r->after.sort.type != V_NULL)
        TRY(run_part(r, LIST_SORTED, offset));
    if (!r->q->sort || r->more)
        return OK;
    TRY(unsorted_offset(r, offset, &offset));
    return run_part(r, LIST_UNSORTED, offset);
}

static bool is_page(const struct list_query *q)
{
    if (q->per_page < 1 || q->per_page > PER_PAGE_MOST)
        return false;
    return q->after.n ||
           (q->page >= 1 && q->page <= LIST_COUNT_MOST && q->page * q->per_page <= LIST_COUNT_MOST);
}

err list_run(struct db *db, struct arena *mem, const struct list *l, const struct list_query *q,
             const struct record *rec, void *rows, struct list_answer *answer)
{
    struct run r = {.db = db, .mem = mem, .l = l, .q = q, .rec = rec};
    i64 count = 0;
    if (!is_page(q))
        return ERR_INVALID;
    TRY(mark_decode(mem, l, q, &r.after));
    r.rows = arena_take(mem, (size_t)q->per_page, rec->size);
    TRY(find_common(&r));
    if (!q->uncounted)
        TRY(run_count(&r, LIST_ALL_COUNT, &count));
    /* Sorting all that match would cost more with every row of the table; so would passing all to find a few. */
    r.dense = count > LIST_COUNT_MOST;
    r.few = !q->uncounted && !r.dense && (q->n || q->keyword.n);
    TRY(run_page(&r));
    LIST(void) list = {r.rows, r.n};
    memcpy(rows, &list, sizeof list);
    *answer = (struct list_answer){
        .count = count < LIST_COUNT_MOST ? count : LIST_COUNT_MOST,
        .more_than_count = count > LIST_COUNT_MOST,
        .next = r.more ? mark_encode(mem, l, q, &r.last) : S(""),
    };
    return OK;
}
