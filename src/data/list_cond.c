#include "data/list_cond.h"

#include "base/str.h"

#include <string.h>

#define BIT(i)      ((u64)1 << (i))
#define WORD_LENGTH 40 /* longer words may stand cut in a table of words */

const struct list_column *list_column_find(const struct list *l, const char *name)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->columns[i].name, name) == 0)
            return &l->columns[i];
    return NULL;
}

static const char *filter_of(const struct list_column *c)
{
    return c->filter ? c->filter : c->sort;
}

const char *list_cond_on(const struct list_cond *c)
{
    return filter_of(c->column);
}

/* ---- making ---- */

static err add(struct list_conds *c, struct list_cond cond)
{
    if (c->n == LIST_CONDS_MOST)
        return ERR_INVALID;
    c->at[c->n++] = cond;
    return OK;
}

/* A text that begins so begins with this word, too. */
static err add_implied(struct arena *mem, struct list_conds *c, const struct list_column *column,
                       str prefix)
{
    str word;
    if (!column->worded || list_words(mem, prefix, &word, 1) == 0 || word.n > WORD_LENGTH ||
        !str_starts(prefix, word))
        return OK;
    return add(c, (struct list_cond){.text = word, .whole = word.n < prefix.n, .implied = true});
}

static err add_filter(struct arena *mem, const struct list *l, struct list_conds *c,
                      const struct list_filter *f)
{
    const struct list_column *column = list_column_find(l, f->column);
    if (!column || column->kind == LIST_NONE)
        return ERR_INVALID;
    struct list_cond cond = {.column = column, .filter = f};
    bool bounded = column->kind == LIST_RANGE || column->kind == LIST_DAYS;
    if (bounded && !f->has_from && !f->has_to)
        return OK;
    if (column->kind != LIST_PREFIX)
        return add(c, cond);
    cond.text = str_fold(mem, str_trim(f->text));
    if (cond.text.n == 0)
        return OK;
    TRY(add(c, cond));
    return add_implied(mem, c, column, cond.text);
}

static err add_keyword(struct arena *mem, const struct list *l, struct list_conds *c, str keyword)
{
    str words[LIST_WORDS_MOST];
    if (str_trim(keyword).n == 0)
        return OK;
    if (!l->words.table)
        return ERR_INVALID;
    size_t n = list_words(mem, keyword, words, LIST_WORDS_MOST);
    c->none = n == 0;
    for (size_t i = 0; i < n; i++)
        TRY(add(c, (struct list_cond){.text = words[i]}));
    return OK;
}

err list_conds_of(struct arena *mem, const struct list *l, const struct list_query *q,
                  struct list_conds *out)
{
    out->n = 0;
    out->none = false;
    for (size_t i = 0; i < q->n; i++)
        TRY(add_filter(mem, l, out, &q->filters[i]));
    return add_keyword(mem, l, out, q->keyword);
}

/* A column with days asked for that grows as the key does: the walk begins at the days. NULL: none. */
static const struct list_column *along(const struct list_conds *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].column && c->at[i].column->along)
            return c->at[i].column;
    return NULL;
}

err list_order_of(const struct list *l, const struct list_query *q, const struct list_conds *c,
                  struct list_order *out)
{
    const struct list_column *by = q->sort ? list_column_find(l, q->sort) : NULL;
    if (q->sort && (!by || !by->sort))
        return ERR_INVALID;
    /* A column that shows the key is ordered as the key. */
    bool by_key = !by || strcmp(by->sort, l->key) == 0;
    *out = (struct list_order){.by = by_key ? along(c) : by, .desc = q->desc};
    return OK;
}

/* ---- asking ---- */

u64 list_conds_asked(const struct list_conds *c)
{
    u64 all = 0;
    for (size_t i = 0; i < c->n; i++)
        all |= c->at[i].implied ? 0 : BIT(i);
    return all;
}

static const char *order_on(const struct list *l, const struct list_order *o)
{
    return o->by ? o->by->sort : l->key;
}

u64 list_conds_within(const struct list *l, const struct list_conds *c, const struct list_order *o)
{
    u64 within = 0;
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].column && strcmp(list_cond_on(&c->at[i]), order_on(l, o)) == 0)
            within |= BIT(i);
    return within;
}

static bool names(const char *list, const char *name)
{
    str rest = str_from(list ? list : ""), one;
    while (str_cut(&rest, ' ', &one))
        if (str_eq(one, str_from(name)))
            return true;
    return false;
}

static bool is_equality(const struct list_cond *c)
{
    return c->column && (c->column->kind == LIST_EXACT || c->column->kind == LIST_YES_NO);
}

bool list_cond_follows(const struct list *l, const struct list_cond *c, const struct list_order *o)
{
    if (!c->column)
        return !o->by && !c->many && !l->words.scattered;
    if (strcmp(list_cond_on(c), order_on(l, o)) == 0)
        return true;
    return is_equality(c) && (!o->by || names(c->column->with, o->by->name));
}

u64 list_cond_partners(const struct list_conds *all, const struct list_cond *c)
{
    u64 partners = 0;
    if (!is_equality(c) || !c->column->with)
        return 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct list_column *other = all->at[i].column;
        if (other && other->sort && strcmp(filter_of(other), other->sort) == 0 &&
            names(c->column->with, other->name))
            partners |= BIT(i);
    }
    return partners;
}
