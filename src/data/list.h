/* Any list: filter, sort, page, from one description. Text filters are prefixes of words on an indexed folded
 * column; counting stops at LIST_COUNT_MOST; pages beyond it go by key. So the cost does not grow with the table. */
#pragma once

#include "base/base.h"
#include "data/db.h"

struct arena;

#define LIST_COUNT_MOST 1000

enum list_kind {
    LIST_NONE,   /* not filterable */
    LIST_PREFIX, /* text: column is folded, value is folded here: col >= v AND col < v+1 */
    LIST_EXACT,  /* equal to the value: to the number if has_from, else to the text */
    LIST_RANGE,  /* number, money: from, to, both inclusive */
    LIST_DAYS, /* a when column by calendar days in the caller's zone: from is the midnight that begins the first
                    day, to the one that ends the last */
    LIST_YES_NO,
};

struct list_column {
    const char *name;   /* in the URL: "email" */
    const char *filter; /* SQL expression to filter on; NULL: the same as sort */
    const char *sort;   /* SQL expression to sort by; NULL: not sortable */
    enum list_kind kind;
};

struct list {
    const char *name;
    str select;      /* "SELECT c.id, … FROM customer c JOIN …" without WHERE */
    str where;       /* a fixed condition with $1.. bound from `fixed`, may be empty */
    const char *key; /* unique column that ends every ORDER BY and names the row: "c.id" */
    const struct list_column *columns;
    size_t n;
    const char *
        keyword; /* column name that the keyword search filters like LIST_PREFIX on a words table; NULL: none */
    str words; /* EXISTS-free join text for the keyword: "c.id IN (SELECT customer_id FROM customer_word WHERE word >= %1 AND word < %2)" */
    str words_of; /* the same asked of one row, for words that very many rows have: "EXISTS (SELECT 1 FROM customer_word x
                            WHERE x.customer_id = c.id AND x.word >= %1 AND x.word < %2)"; empty: always the one above */
};

struct list_filter {
    const char *column; /* a name of the list */
    str text;           /* PREFIX, EXACT */
    i64 from, to;       /* RANGE, DAYS (µs), YES_NO in from */
    bool has_from, has_to;
};

struct list_query {
    const struct list_filter *filters;
    size_t n;
    str keyword; /* every word of it must begin a word of the row */
    const char *
        sort; /* column name; NULL: the key. Rows without a value come last, whatever the direction */
    bool desc;
    i64 page; /* from 1; page * per_page may not pass LIST_COUNT_MOST; without meaning when after is set */
    i64 per_page; /* 1 to 200 */
    str after;    /* a cursor out of an earlier answer: pages beyond; empty: none */
    struct args fixed;
    bool uncounted; /* an export: count stays 0 */
};

struct list_answer {
    i64 count; /* matching rows, at most LIST_COUNT_MOST */
    bool more_than_count;
    str next; /* cursor for the rows after these; empty at the end */
};

/* Rows into a LIST(type). ERR_INVALID: a sort, filter or cursor that the list does not have. */
MUST err list_run(struct db *db, struct arena *mem, const struct list *l,
                  const struct list_query *q, const struct record *rec, void *rows,
                  struct list_answer *answer);

/* The words of a text as the keyword search knows them: folded, runs of letters and digits. Who fills a words table
 * uses this too. How many, at most `most`. */
size_t list_words(struct arena *mem, str text, str *words, size_t most);
