#include "data/list_sql.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "data/engine.h"

/* A lookup has fewer rows than this; as a LIMIT it keeps the order out of the engine's choice of an index. */
#define LOOKUP_MOST 1000000

struct text {
    const struct list_scope *s;
    struct arena *mem;
    struct buf b;
    struct val *values;
    size_t n;
};

static void text_free(struct text *t)
{
    buf_free(&t->b);
}

static void put(struct text *t, const char *part)
{
    buf_put(&t->b, str_from(part));
}

static void put_value(struct text *t, struct val v)
{
    assert(t->n < DB_PARAMS_MOST);
    t->values[t->n++] = v;
    buf_char(&t->b, '$');
    buf_i64(&t->b, (i64)t->n);
}

static void put_i64(struct text *t, const char *before, i64 n)
{
    put(t, before);
    put_value(t, val_i64(n));
}

static bool has(u64 set, size_t i)
{
    return set >> i & 1;
}

/* The least text that no text with this prefix reaches: U+10FFFF is no character. */
static str behind_prefix(struct arena *mem, str prefix)
{
    return str_join(mem, prefix, S("\xF4\x8F\xBF\xBF"));
}

/* ---- conditions ---- */

/* SQLite looks no call up in an index; PostgreSQL reads the bare expression and knows by itself how many match. */
static const char *passed(struct text *t, const char *expression)
{
    return str_z(t->mem, str_format(t->mem, "coalesce(%s, NULL)", expression));
}

static void put_compare(struct text *t, const char *expression, const char *sign, struct val v)
{
    buf_printf(&t->b, "(%s) %s ", expression, sign);
    put_value(t, v);
}

static void put_between(struct text *t, const char *expression, struct val from, struct val behind)
{
    put_compare(t, expression, ">=", from);
    put(t, " AND ");
    put_compare(t, expression, "<", behind);
}

static void put_bounds(struct text *t, const char *expression, const struct list_filter *f,
                       const char *last)
{
    if (f->has_from)
        put_compare(t, expression, ">=", val_i64(f->from));
    if (f->has_from && f->has_to)
        put(t, " AND ");
    if (f->has_to)
        put_compare(t, expression, last, val_i64(f->to));
}

static void put_filter(struct text *t, const struct list_cond *c, const char *expression)
{
    const struct list_filter *f = c->filter;
    switch (c->column->kind) {
    case LIST_NONE:
        return;
    case LIST_PREFIX:
        put_between(t, expression, val_str(c->text), val_str(behind_prefix(t->mem, c->text)));
        return;
    case LIST_EXACT:
        put_compare(t, expression, "=", f->has_from ? val_i64(f->from) : val_str(f->text));
        return;
    case LIST_RANGE:
        put_bounds(t, expression, f, "<=");
        return;
    case LIST_DAYS:
        put_bounds(t, expression, f, "<");
        return;
    case LIST_YES_NO:
        put_compare(t, expression, "=", val_bool(f->from != 0));
        return;
    }
}

/* ---- words ---- */

static void put_words_where(struct text *t)
{
    if (t->s->l->words.where)
        buf_printf(&t->b, "(%s) AND ", t->s->l->words.where);
}

/* "word = $1", "word IN ($1, $2)" or the whole range. */
static void put_word_is(struct text *t, const struct list_cond *c)
{
    if (c->many || c->n_found == 0) {
        put_between(t, "word", val_str(c->text), val_str(behind_prefix(t->mem, c->text)));
        return;
    }
    put(t, c->n_found == 1 ? "word = " : "word IN (");
    for (size_t i = 0; i < c->n_found; i++) {
        put(t, i ? ", " : "");
        put_value(t, val_str(c->found[i]));
    }
    put(t, c->n_found == 1 ? "" : ")");
}

/* Asked of one row. By bounds rather than an equality: nothing to make a hash of the whole table for. */
static void put_word_of(struct text *t, const struct list_cond *c, const char *row)
{
    const struct list_words *w = &t->s->l->words;
    buf_printf(&t->b, "EXISTS (SELECT 1 FROM %s WHERE ", w->table);
    put_words_where(t);
    put_word_is(t, c);
    buf_printf(&t->b, " AND %s BETWEEN %s AND %s)", w->row, row, row);
}

static void put_word_rows(struct text *t, const struct list_cond *c, const char *key)
{
    const struct list_words *w = &t->s->l->words;
    buf_printf(&t->b, "%s IN (SELECT %s FROM %s WHERE ", key, w->row, w->table);
    put_words_where(t);
    put_word_is(t, c);
    put(t, ")");
}

/* ---- sets of conditions ---- */

enum how { BARE, PASSED };

static void put_cond(struct text *t, const struct list_cond *c, enum how how)
{
    const char *key = t->s->l->key;
    if (c->column) {
        const char *expression = list_cond_on(c);
        put_filter(t, c, how == PASSED ? passed(t, expression) : expression);
    } else if (how == PASSED) {
        put_word_of(t, c, key);
    } else {
        put_word_rows(t, c, key);
    }
}

static void put_where(struct text *t)
{
    str where = t->s->l->where;
    if (where.n)
        buf_printf(&t->b, " WHERE (%.*s)", STR_ARG(where));
    else
        put(t, " WHERE 1 = 1");
}

static void put_from(struct text *t)
{
    buf_printf(&t->b, " FROM %.*s", STR_ARG(t->s->l->from));
    put_where(t);
}

static void put_set(struct text *t, u64 set, enum how how)
{
    for (size_t i = 0; i < t->s->conds->n; i++) {
        if (!has(set, i))
            continue;
        put(t, " AND ");
        put_cond(t, &t->s->conds->at[i], how);
    }
}

/* ---- orders and marks ---- */

static const char *sign_of(const struct list_scope *s)
{
    return s->down ? "<" : ">";
}

static const char *direction_of(const struct list_scope *s)
{
    return s->down ? " DESC" : "";
}

static void put_order(struct text *t, const char *sort, const char *key)
{
    put(t, " ORDER BY ");
    if (sort)
        buf_printf(&t->b, "%s%s, ", sort, direction_of(t->s));
    buf_printf(&t->b, "%s%s", key, direction_of(t->s));
}

static void put_pair(struct text *t, const char *sort, const char *key, const struct list_mark *m)
{
    buf_printf(&t->b, "(%s, %s) %s (", sort, key, sign_of(t->s));
    put_value(t, m->sort);
    put(t, ", ");
    put_value(t, m->key);
    put(t, ")");
}

/* Within a part of a walk. */
static void put_after(struct text *t, const struct list_rows *rows)
{
    const struct list_mark *m = rows->after;
    const char *sort = rows->part == LIST_SORTED ? t->s->sort : NULL;
    if (!m || !m->set)
        return;
    put(t, " AND ");
    if (sort)
        put_pair(t, sort, t->s->l->key, m);
    else
        put_compare(t, t->s->l->key, sign_of(t->s), m->key);
}

/* Of all rows at once, those without a sort value at the end (or, backwards, at the beginning). */
static void put_after_anywhere(struct text *t, const struct list_mark *m)
{
    const char *sort = t->s->sort ? passed(t, t->s->sort) : NULL;
    const char *key = passed(t, t->s->l->key);
    if (!m || !m->set)
        return;
    put(t, " AND ");
    if (!sort) {
        put_compare(t, key, sign_of(t->s), m->key);
        return;
    }
    bool in_nulls = m->sort.type == V_NULL, other_part = in_nulls == t->s->backwards;
    put(t, "(");
    if (other_part)
        buf_printf(&t->b, "%s IS %sNULL OR ", sort, in_nulls ? "NOT " : "");
    if (in_nulls) {
        buf_printf(&t->b, "(%s IS NULL AND ", sort);
        put_compare(t, key, sign_of(t->s), m->key);
        put(t, ")");
    } else {
        put_pair(t, sort, key, m);
    }
    put(t, ")");
}

static void put_order_anywhere(struct text *t, const char *prefix)
{
    const char *direction = direction_of(t->s);
    put(t, " ORDER BY ");
    if (t->s->sort)
        buf_printf(&t->b, "%slist_sort IS NULL%s, %slist_sort%s, ", prefix,
                   t->s->backwards ? " DESC" : "", prefix, direction);
    buf_printf(&t->b, "%slist_key%s", prefix, direction);
}

static void put_limits(struct text *t, i64 limit, i64 offset)
{
    put_i64(t, " LIMIT ", limit);
    if (offset)
        put_i64(t, " OFFSET ", offset);
}

/* ---- rows of a lookup ---- */

static void put_lookup(struct text *t, const struct list_rows *rows)
{
    const char *sort = t->s->sort ? t->s->sort : t->s->l->key;
    put(t, "SELECT list_sort, list_key FROM (SELECT ");
    buf_printf(&t->b, "%s AS list_sort, %s AS list_key", sort, t->s->l->key);
    put_from(t);
    put_set(t, rows->lead, BARE);
    put_set(t, rows->asked, PASSED);
    put_after_anywhere(t, rows->after);
    buf_printf(&t->b, " LIMIT %d) AS list_found", LOOKUP_MOST);
    put_order_anywhere(t, "");
    put_limits(t, rows->limit, rows->offset);
}

/* ---- rows of a walk ---- */

/* The word that leads; NULL: filters or the order do. */
static const struct list_cond *word_of(const struct list_scope *s, u64 lead)
{
    for (size_t i = 0; i < s->conds->n; i++)
        if (has(lead, i) && !s->conds->at[i].column)
            return &s->conds->at[i];
    return NULL;
}

static void put_stream_part(struct text *t, str word, const struct list_rows *rows)
{
    const struct list_words *w = &t->s->l->words;
    buf_printf(&t->b, "SELECT %s AS list_row, word AS list_word FROM %s WHERE ", w->row, w->table);
    put_words_where(t);
    put(t, "word = ");
    put_value(t, val_str(word));
    if (rows->after && rows->after->set) {
        put(t, " AND ");
        put_compare(t, w->row, sign_of(t->s), rows->after->key);
    }
}

/* The rows of all words that begin so, merged in the order of the key. */
static void put_stream(struct text *t, const struct list_cond *word, const struct list_rows *rows,
                       i64 limit, i64 offset)
{
    for (size_t i = 0; i < word->n_found; i++) {
        put(t, i ? " UNION ALL " : "");
        put_stream_part(t, word->found[i], rows);
    }
    put_order(t, NULL, "list_row");
    put_limits(t, limit, offset);
}

/* A row that has several of the words is met as often, and counts with the least. */
static void put_first_of(struct text *t, const struct list_cond *word)
{
    const struct list_words *w = &t->s->l->words;
    buf_printf(&t->b, "NOT EXISTS (SELECT 1 FROM %s WHERE ", w->table);
    put_words_where(t);
    put_compare(t, "word", ">=", val_str(word->text));
    buf_printf(&t->b, " AND word < list_word AND %s BETWEEN list_row AND list_row)", w->row);
}

static void put_hit_of_stream(struct text *t, const struct list_cond *word, u64 asked)
{
    const char *and = "";
    bool filters = false;
    if (word->n_found > 1) {
        put_first_of(t, word);
        and = " AND ";
    }
    for (size_t i = 0; i < t->s->conds->n; i++) {
        filters |= has(asked, i) && t->s->conds->at[i].column;
        if (!has(asked, i) || t->s->conds->at[i].column)
            continue;
        put(t, and);
        put_word_of(t, &t->s->conds->at[i], "list_row");
        and = " AND ";
    }
    if (!filters)
        return;
    buf_printf(&t->b, "%sEXISTS (SELECT 1", and);
    put_from(t);
    for (size_t i = 0; i < t->s->conds->n; i++)
        if (has(asked, i) && t->s->conds->at[i].column)
            put_set(t, (u64)1 << i, PASSED);
    buf_printf(&t->b, " AND %s BETWEEN list_row AND list_row)", t->s->l->key);
}

static void put_hit(struct text *t, u64 asked)
{
    put(t, "1 = 1");
    put_set(t, asked, PASSED);
}

/* One part of the list in its order, as a list_sort, list_key. */
static void put_part(struct text *t, const struct list_rows *rows, bool asks)
{
    const char *sort = rows->part == LIST_SORTED ? t->s->sort : NULL;
    buf_printf(&t->b, "SELECT %s AS list_sort, %s AS list_key",
               t->s->sort ? t->s->sort : t->s->l->key, t->s->l->key);
    if (asks) {
        put(t, ", (");
        put_hit(t, rows->asked);
        put(t, ") AS list_hit");
    }
    put_from(t);
    put_set(t, rows->lead, BARE);
    if (t->s->sort)
        buf_printf(&t->b, " AND (%s) IS %sNULL", t->s->sort,
                   rows->part == LIST_UNSORTED ? "" : "NOT ");
    put_after(t, rows);
    put_order(t, sort, t->s->l->key);
}

static void put_walk_of_words(struct text *t, const struct list_cond *word,
                              const struct list_rows *rows)
{
    bool asks = rows->asked || word->n_found > 1;
    put(t, "SELECT list_row AS list_sort, list_row AS list_key FROM (");
    put_stream(t, word, rows, asks ? rows->walk : rows->limit, asks ? 0 : rows->offset);
    put(t, ") AS list_stream");
    if (!asks)
        return;
    put(t, " WHERE ");
    put_hit_of_stream(t, word, rows->asked);
    put_limits(t, rows->limit, rows->offset);
}

static void put_walk(struct text *t, const struct list_rows *rows)
{
    const struct list_cond *word = word_of(t->s, rows->lead);
    if (word) {
        put_walk_of_words(t, word, rows);
    } else if (rows->asked) {
        put(t, "SELECT list_sort, list_key FROM (");
        put_part(t, rows, true);
        put_i64(t, " LIMIT ", rows->walk);
        put(t, ") AS list_walk WHERE list_hit");
        put_limits(t, rows->limit, rows->offset);
    } else {
        put_part(t, rows, false);
        put_limits(t, rows->limit, rows->offset);
    }
}

static void put_keys(struct text *t, const struct list_rows *rows)
{
    if (rows->way == LIST_LOOKUP)
        put_lookup(t, rows);
    else
        put_walk(t, rows);
}

/* ---- statements ---- */

static struct text text_new(struct arena *mem, const struct list_scope *s, bool fixed)
{
    struct text t = {.s = s, .mem = mem, .values = NEWN(mem, struct val, DB_PARAMS_MOST)};
    for (size_t i = 0; fixed && i < s->fixed.n; i++)
        t.values[t.n++] = s->fixed.at[i];
    return t;
}

static void finish(struct text *t, struct list_text *out)
{
    out->sql = (struct sql){
        .name = t->s->l->name, .text = str_copy(t->mem, buf_str(&t->b)), .n = (unsigned)t->n};
    out->args = (struct args){t->values, t->n};
}

void list_sql_page(struct arena *mem, const struct list_scope *s, const struct list_rows *rows,
                   struct list_text *out)
{
    SCOPED(text_free) struct text t = text_new(mem, s, true);
    buf_printf(&t.b, "%.*s, list_page.list_sort, list_page.list_key FROM (", STR_ARG(s->l->select));
    put_keys(&t, rows);
    buf_printf(&t.b, ") AS list_page CROSS JOIN %.*s %.*s", STR_ARG(s->l->from),
               STR_ARG(s->l->joins));
    buf_printf(&t.b, " WHERE %s = list_page.list_key", s->l->key);
    put_order_anywhere(&t, "list_page.");
    finish(&t, out);
}

/* An index that has the conditions has them in this order, too: whoever plans without knowing the values sees it. */
static void put_order_of_lead(struct text *t, u64 lead)
{
    const char *before = " ORDER BY ";
    for (size_t i = 0; i < t->s->conds->n; i++) {
        if (!has(lead, i) || !t->s->conds->at[i].column)
            continue;
        buf_printf(&t->b, "%s%s", before, list_cond_on(&t->s->conds->at[i]));
        before = ", ";
    }
}

static void put_counted_lookup(struct text *t, const struct list_rows *rows)
{
    put(t, "SELECT 1 AS one");
    put_from(t);
    put_set(t, rows->lead, BARE);
    put_set(t, rows->asked, PASSED);
    if (!rows->asked)
        put_order_of_lead(t, rows->lead);
    put_i64(t, " LIMIT ", rows->limit);
}

void list_sql_count(struct arena *mem, const struct list_scope *s, const struct list_rows *rows,
                    struct list_text *out)
{
    SCOPED(text_free) struct text t = text_new(mem, s, true);
    put(&t, "SELECT count(*) FROM (");
    if (rows->way == LIST_LOOKUP)
        put_counted_lookup(&t, rows);
    else
        put_walk(&t, rows);
    put(&t, ") AS list_counted");
    finish(&t, out);
}

void list_sql_stop(struct arena *mem, const struct list_scope *s, const struct list_rows *rows,
                   struct list_text *out)
{
    const struct list_cond *word = word_of(s, rows->lead);
    SCOPED(text_free) struct text t = text_new(mem, s, true);
    if (word) {
        put(&t, "SELECT list_row AS list_sort, list_row AS list_key FROM (");
        put_stream(&t, word, rows, 1, rows->walk - 1);
        put(&t, ") AS list_stream");
    } else {
        put_part(&t, rows, false);
        put_limits(&t, 1, rows->walk - 1);
    }
    finish(&t, out);
}

/* From one word to the next, without reading their rows. */
void list_sql_found(struct arena *mem, const struct list_scope *s, const struct list_cond *word,
                    struct list_text *out)
{
    const char *table = s->l->words.table;
    SCOPED(text_free) struct text t = text_new(mem, s, s->l->words.where);
    buf_printf(&t.b, "WITH RECURSIVE list_found (word) AS (SELECT min(word) FROM %s WHERE ", table);
    put_words_where(&t);
    put_between(&t, "word", val_str(word->text), val_str(behind_prefix(mem, word->text)));
    buf_printf(&t.b, " UNION ALL SELECT (SELECT min(x.word) FROM %s x WHERE ", table);
    put_words_where(&t);
    put(&t, "x.word > list_found.word AND ");
    put_compare(&t, "x.word", "<", val_str(behind_prefix(mem, word->text)));
    put(&t, ") FROM list_found WHERE list_found.word IS NOT NULL) ");
    put(&t, "SELECT word FROM list_found WHERE word IS NOT NULL");
    put_i64(&t, " LIMIT ", (i64)LIST_STREAMS_MOST + 1);
    finish(&t, out);
}

void list_sql_word(struct arena *mem, const struct list_scope *s, const struct list_cond *word,
                   i64 most, bool each, struct list_text *out)
{
    const struct list_words *w = &s->l->words;
    SCOPED(text_free) struct text t = text_new(mem, s, w->where);
    buf_printf(&t.b, "SELECT count(*) FROM (SELECT %s%s FROM %s WHERE ", each ? "DISTINCT " : "",
               w->row, w->table);
    put_words_where(&t);
    put_word_is(&t, word);
    put_i64(&t, " LIMIT ", most);
    put(&t, ") AS list_words");
    finish(&t, out);
}
