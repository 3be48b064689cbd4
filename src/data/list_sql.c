#include "data/list_sql.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "data/engine.h"

#include <string.h>

struct text {
    struct arena *mem;
    struct buf b;
    struct val *values;
    size_t n;
    bool has_where;
    const char
        *order; /* the expression that very many rows are met by; NULL: filters look rows up */
    bool few;   /* filters do, the order does not */
};

static void text_free(struct text *t)
{
    buf_free(&t->b);
}

static void put(struct text *t, const char *part)
{
    buf_put(&t->b, str_from(part));
}

/* Callers keep count: list_sql refuses a query that could need more than DB_PARAMS_MOST. */
static void put_value(struct text *t, struct val v)
{
    assert(t->n < DB_PARAMS_MOST);
    t->values[t->n++] = v;
    buf_char(&t->b, '$');
    buf_i64(&t->b, (i64)t->n);
}

static void put_and(struct text *t)
{
    put(t, t->has_where ? " AND " : " WHERE ");
    t->has_where = true;
}

/* SQLite looks no call up in an index; PostgreSQL reads the bare expression and knows by itself how many match. */
static const char *passed(struct text *t, const char *expression)
{
    return str_z(t->mem, str_format(t->mem, "coalesce(%s, NULL)", expression));
}

/* A filter of the order's own column is where to begin. */
static const char *filtered(struct text *t, const char *expression, bool common)
{
    bool passes = common || (t->order && strcmp(expression, t->order) != 0);
    return passes ? passed(t, expression) : expression;
}

static const char *ordered(struct text *t, const char *expression)
{
    return t->few ? passed(t, expression) : expression;
}

static void put_compare(struct text *t, const char *expression, const char *sign, struct val v)
{
    put_and(t);
    buf_printf(&t->b, "(%s) %s ", expression, sign);
    put_value(t, v);
}

/* ---- words of a keyword ---- */

/* The bytes of the letter or digit at the front, 0 if it is neither (or the rest of a sign). Beyond ASCII all but signs
 * counts as a letter: U+0080 to U+00BF, U+2000 to U+2BFF and U+3000 to U+303F are signs (quotes, dashes, spaces). */
static size_t letter(str s)
{
    byte c = (byte)s.at[0], next = s.n > 1 ? (byte)s.at[1] : 0;
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (c <= 0xC2 || (c == 0xE2 && next < 0xB0) || (c == 0xE3 && next == 0x80))
        return 0;
    return c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

size_t list_words(struct arena *mem, str text, str *words, size_t most)
{
    str rest = str_fold(mem, text);
    size_t n = 0;
    while (rest.n && n < most) {
        size_t length = 0, more;
        while (length < rest.n && (more = letter(str_skip(rest, length))))
            length += more;
        if (length)
            words[n++] = str_head(rest, length);
        rest = str_skip(rest, length ? length : 1);
    }
    return n;
}

/* The least text that no text with this prefix reaches: U+10FFFF is no character. */
static str behind_prefix(struct arena *mem, str prefix)
{
    return str_join(mem, prefix, S("\xF4\x8F\xBF\xBF"));
}

static void put_pattern(struct text *t, str pattern, str word)
{
    while (pattern.n) {
        bool from = str_starts(pattern, S("%1")), to = str_starts(pattern, S("%2"));
        if (from || to)
            put_value(t, val_str(from ? word : behind_prefix(t->mem, word)));
        else
            buf_char(&t->b, pattern.at[0]);
        pattern = str_skip(pattern, from || to ? 2 : 1);
    }
}

static void put_word(struct text *t, str pattern, str word)
{
    put_and(t);
    put_pattern(t, pattern, word);
}

static void put_prefix(struct text *t, const char *expression, str typed)
{
    str prefix = str_fold(t->mem, str_trim(typed));
    if (prefix.n == 0)
        return;
    put_compare(t, expression, ">=", val_str(prefix));
    put_compare(t, expression, "<", val_str(behind_prefix(t->mem, prefix)));
}

/* ---- conditions ---- */

const struct list_column *list_column_find(const struct list *l, const char *name)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->columns[i].name, name) == 0)
            return &l->columns[i];
    return NULL;
}

static void put_range(struct text *t, const char *expression, const struct list_filter *f,
                      const char *last)
{
    if (f->has_from)
        put_compare(t, expression, ">=", val_i64(f->from));
    if (f->has_to)
        put_compare(t, expression, last, val_i64(f->to));
}

static err put_filter(struct text *t, const struct list *l, const struct list_filter *f,
                      bool common)
{
    const struct list_column *c = list_column_find(l, f->column);
    if (!c)
        return ERR_INVALID;
    const char *expression = filtered(t, c->filter ? c->filter : c->sort, common);
    switch (c->kind) {
    case LIST_NONE:
        return ERR_INVALID;
    case LIST_PREFIX:
        put_prefix(t, expression, f->text);
        return OK;
    case LIST_EXACT:
        put_compare(t, expression, "=", f->has_from ? val_i64(f->from) : val_str(f->text));
        return OK;
    case LIST_RANGE:
        put_range(t, expression, f, "<=");
        return OK;
    case LIST_DAYS:
        put_range(t, expression, f, "<");
        return OK;
    case LIST_YES_NO:
        put_compare(t, expression, "=", val_bool(f->from != 0));
        return OK;
    }
    return ERR_INVALID;
}

size_t list_keyword(struct arena *mem, const struct list_query *q, str *words)
{
    return list_words(mem, q->keyword, words, LIST_WORDS_MOST);
}

static err put_keyword(struct text *t, const struct list *l, const struct list_query *q, u64 common)
{
    str keyword = q->keyword;
    if (str_trim(keyword).n == 0)
        return OK;
    const struct list_column *c = l->keyword ? list_column_find(l, l->keyword) : NULL;
    if (l->words.n) {
        str words[LIST_WORDS_MOST];
        size_t n = list_keyword(t->mem, q, words);
        for (size_t i = 0; i < n; i++)
            put_word(t, common >> i & 1 ? l->words_of : l->words, words[i]);
        /* A keyword of signs alone begins no word. */
        if (n == 0)
            put_word(t, S("1 = 0"), S(""));
    } else if (c) {
        put_prefix(t, c->filter ? c->filter : c->sort, keyword);
    } else {
        return ERR_INVALID;
    }
    return OK;
}

static err put_conditions(struct text *t, const struct list *l, const struct list_query *q,
                          const struct list_page *page)
{
    for (size_t i = 0; i < q->fixed.n; i++)
        t->values[t->n++] = q->fixed.at[i];
    if (l->where.n) {
        put_and(t);
        buf_printf(&t->b, "(%.*s)", STR_ARG(l->where));
    }
    for (size_t i = 0; i < q->n; i++)
        TRY(put_filter(t, l, &q->filters[i], page->common >> i & 1));
    return put_keyword(t, l, q, page->common_words);
}

/* ---- the parts of a list ---- */

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* Where the FROM of the outermost SELECT begins. */
static size_t from_at(str s)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = 1; i + 5 <= s.n; i++) {
        quoted ^= s.at[i] == '\'';
        depth += quoted ? 0 : (s.at[i] == '(') - (s.at[i] == ')');
        bool word =
            str_starts(str_skip(s, i), S("FROM")) && is_space(s.at[i - 1]) && is_space(s.at[i + 4]);
        if (word && depth == 0 && !quoted)
            return i - 1;
    }
    return s.n;
}

static void put_after(struct text *t, const struct list *l, const char *sort,
                      const struct list_page *page, bool desc)
{
    const struct list_mark *m = page->after;
    const char *sign = desc ? "<" : ">";
    if (!m || !m->set)
        return;
    if (!sort || page->part == LIST_UNSORTED) {
        put_compare(t, ordered(t, l->key), sign, m->key);
        return;
    }
    put_and(t);
    buf_printf(&t->b, "((%s), %s) %s (", ordered(t, sort), l->key, sign);
    put_value(t, m->sort);
    put(t, ", ");
    put_value(t, m->key);
    put(t, ")");
}

static void put_order(struct text *t, const struct list *l, const char *sort,
                      const struct list_page *page, bool desc)
{
    const char *direction = desc ? " DESC" : "";
    put(t, " ORDER BY ");
    if (sort && page->part == LIST_SORTED)
        buf_printf(&t->b, "(%s)%s, ", ordered(t, sort), direction);
    buf_printf(&t->b, "%s%s LIMIT ", ordered(t, l->key), direction);
    put_value(t, val_i64(page->limit));
    put(t, " OFFSET ");
    put_value(t, val_i64(page->offset));
}

static err put_list(struct text *t, const struct list *l, const struct list_query *q,
                    const struct list_page *page)
{
    const struct list_column *c = q->sort ? list_column_find(l, q->sort) : NULL;
    if (q->sort && (!c || !c->sort))
        return ERR_INVALID;
    const char *sort = c ? c->sort : NULL;
    bool counts = page->part == LIST_ALL_COUNT || page->part == LIST_SORTED_COUNT;
    size_t from = from_at(l->select);
    if (page->dense && !counts)
        t->order = sort && page->part == LIST_SORTED ? sort : l->key;
    t->few = page->few && !counts;
    if (counts)
        put(t, "SELECT count(*) FROM (SELECT 1 AS one");
    else
        buf_printf(&t->b, "%.*s, %s AS list_sort, %s AS list_key",
                   STR_ARG(str_head(l->select, from)), sort ? sort : l->key, l->key);
    buf_put(&t->b, str_skip(l->select, from));
    TRY(put_conditions(t, l, q, page));
    if (sort && page->part != LIST_ALL_COUNT) {
        put_and(t);
        buf_printf(&t->b, "(%s) IS %sNULL", ordered(t, sort),
                   page->part == LIST_UNSORTED ? "" : "NOT ");
    }
    if (counts) {
        buf_printf(&t->b, " LIMIT %d) AS list_rows", LIST_COUNT_MOST + 1);
        return OK;
    }
    put_after(t, l, sort, page, q->desc);
    put_order(t, l, sort, page, q->desc);
    return OK;
}

/* "c.id IN (SELECT … %1 … %2)": what stands in the brackets. */
static str within(str words)
{
    str head = {0}, rest = words;
    str_cut(&rest, '(', &head);
    return str_head(rest, rest.n ? rest.n - 1 : 0);
}

void list_word_sql(struct arena *mem, const struct list *l, str word, struct sql *sql,
                   struct args *args)
{
    SCOPED(text_free)
    struct text t = {
        .mem = mem, .values = NEWN(mem, struct val, DB_PARAMS_MOST), .has_where = true};
    put(&t, "SELECT count(*) FROM (");
    put_pattern(&t, within(l->words), word);
    buf_printf(&t.b, " LIMIT %d) AS list_words", LIST_WORD_MOST + 1);
    *sql = (struct sql){.name = l->name, .text = str_copy(mem, buf_str(&t.b)), .n = (unsigned)t.n};
    *args = (struct args){t.values, t.n};
}

err list_sql(struct arena *mem, const struct list *l, const struct list_query *q,
             const struct list_page *page, struct sql *sql, struct args *args)
{
    /* Two values a filter and a word, two for the mark, two for the page. */
    if (q->fixed.n + 2 * q->n + 2 * LIST_WORDS_MOST + 4 > DB_PARAMS_MOST)
        return ERR_INVALID;
    SCOPED(text_free) struct text t = {.mem = mem, .values = NEWN(mem, struct val, DB_PARAMS_MOST)};
    TRY(put_list(&t, l, q, page));
    *sql = (struct sql){.name = l->name, .text = str_copy(mem, buf_str(&t.b)), .n = (unsigned)t.n};
    *args = (struct args){t.values, t.n};
    return OK;
}
