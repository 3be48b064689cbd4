/* The statements of a list: names of columns come from the description only, every value is a parameter. Rows that are
 * walked come through a subquery with a LIMIT, which neither engine looks into: it ends the walk, and what is asked of a
 * row cannot change the way. Only list.c and its test include this. */
#pragma once

#include "data/list_cond.h"
#include "data/list_plan.h"

/* Rows whose sort value is NULL come last; they are a part of their own, so that either part follows an index. */
enum list_part {
    LIST_SORTED,   /* rows with a sort value; all rows when sorted by the key alone */
    LIST_UNSORTED, /* rows without one */
};

/* The row that a page begins behind. */
struct list_mark {
    bool set;
    struct val
        sort; /* V_NULL: in the part without a sort value; when sorted by the key alone: the key */
    struct val key;
};

/* What all statements of one query share. */
struct list_scope {
    const struct list *l;
    const struct list_conds *conds;
    struct args fixed;
    const char *sort; /* expression; NULL: the key alone */
    bool
        down; /* towards lesser values; rows without one stay at the end of the list's own direction */
    bool backwards; /* against the list's own direction */
};

/* Which rows, and the way to them. */
struct list_rows {
    enum list_way way; /* LIST_LOOKUP, LIST_WALK */
    u64 lead, asked;
    enum list_part part;           /* of a walk */
    const struct list_mark *after; /* NULL: from the first */
    i64 walk;                      /* of a walk that asks: rows at most */
    i64 limit, offset;
};

struct list_text {
    struct sql sql;
    struct args args;
};

/* Texts, values and their memory are the arena's. */

/* The columns of the list, list_sort, list_key. */
void list_sql_page(struct arena *mem, const struct list_scope *s, const struct list_rows *rows,
                   struct list_text *out);
/* How many there are, up to the limit. */
void list_sql_count(struct arena *mem, const struct list_scope *s, const struct list_rows *rows,
                    struct list_text *out);
/* list_sort and list_key of the row with the number `walk`, asked or not. */
void list_sql_stop(struct arena *mem, const struct list_scope *s, const struct list_rows *rows,
                   struct list_text *out);

/* Of a word: the words of the table that begin so, at most LIST_STREAMS_MOST + 1; and how many rows have one, up to
 * most. each: a row with several counts once. */
void list_sql_found(struct arena *mem, const struct list_scope *s, const struct list_cond *word,
                    struct list_text *out);
void list_sql_word(struct arena *mem, const struct list_scope *s, const struct list_cond *word,
                   i64 most, bool each, struct list_text *out);
