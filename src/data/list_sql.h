/* The statements of a list: names of columns come from the description only, every value is a parameter. Only
 * list.c and its test include this. */
#pragma once

#include "base/base.h"
#include "data/db.h"
#include "data/list.h"

/* Rows whose sort value is NULL come last; they are a part of their own, so that either part follows an index. */
enum list_part {
    LIST_SORTED,    /* rows with a sort value; all rows when sorted by the key alone */
    LIST_UNSORTED,  /* rows without one */
    LIST_ALL_COUNT, /* how many match, one more than LIST_COUNT_MOST at most */
    LIST_SORTED_COUNT,
};

/* The row that a page begins behind. */
struct list_mark {
    bool set;
    struct val sort; /* V_NULL: in the part without a sort value */
    struct val key;
};

/* A word that more rows begin with is asked of each row. */
#define LIST_WORD_MOST 20000

struct list_page {
    enum list_part part;
    const struct list_mark *after; /* NULL: from the first */
    i64 limit, offset;
    bool
        dense; /* very many match: rows are met in the list's order, not looked up by a filter's index and sorted */
    bool few;  /* few match: the other way round */
    u64 common; /* bit i: filter i matches very many rows and others do not: it looks nothing up */
    u64 common_words; /* bit i: the keyword's word i is asked of each row */
};

/* sql->text, its values and their memory are the arena's. ERR_INVALID: a column or filter that is none. */
MUST err list_sql(struct arena *mem, const struct list *l, const struct list_query *q,
                  const struct list_page *page, struct sql *sql, struct args *args);

/* How many rows begin with the word, one more than LIST_WORD_MOST at most. For lists with words. */
void list_word_sql(struct arena *mem, const struct list *l, str word, struct sql *sql,
                   struct args *args);
size_t list_keyword(struct arena *mem, const struct list_query *q,
                    str *words); /* room for LIST_WORDS_MOST */
#define LIST_WORDS_MOST ((size_t)8)

/* NULL: none of this name. */
const struct list_column *list_column_find(const struct list *l, const char *name);
