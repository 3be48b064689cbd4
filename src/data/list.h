/* Any list: filter, sort, page, from one description. A page costs the same at any size of the table: counting stops at
 * LIST_COUNT_MOST, pages go by key, and a search through rows that do not match stops too and says where it goes on.
 * What the description names must have its index, or the list must be short. */
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

/* An index (filter, key) serves every column; (sort, key) every order. */
struct list_column {
    const char *name;   /* in the URL: "email" */
    const char *filter; /* SQL expression to filter on; NULL: the same as sort */
    const char *sort;   /* SQL expression to sort by; NULL: not sortable */
    enum list_kind kind;
    const char *
        with; /* LIST_EXACT, LIST_YES_NO: columns that have an index (filter, their sort, key): "name zip" */
    bool worded; /* LIST_PREFIX: the first word of the column is in the table of words */
    bool
        along; /* LIST_DAYS: grows as the key does. Where days are asked for, the order of the key is the column's: that
                   of a row whose clock was behind may differ */
};

/* Every word of a row, folded; indexes (word, row) and (row, word). */
struct list_words {
    const char *table; /* NULL: no keyword search */
    const char *row;   /* its column that holds the list's key */
    const char *where; /* as the list's own, in the table's columns; NULL: none */
    bool scattered;    /* the rows of a word do not follow the key */
};

struct list {
    const char *name;
    str select;      /* "SELECT c.id, …" */
    str from;        /* "customer c": what conditions and orders need */
    str joins;       /* "JOIN …": what is only shown; the row stays one row */
    str where;       /* a fixed condition with $1.. bound from `fixed`, may be empty */
    const char *key; /* unique column that ends every ORDER BY and names the row: "c.id" */
    const struct list_column *columns;
    size_t n;
    struct list_words words;
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
    i64 page; /* from 1; page * per_page may not pass LIST_COUNT_MOST; without meaning beside a cursor */
    i64 per_page; /* 1 to 200 */
    str after;    /* a cursor out of an earlier answer: the rows behind it */
    str before;   /* … or those in front of it */
    struct args fixed;
    bool uncounted; /* an export: count stays 0 */
};

struct list_answer {
    i64 count;            /* matching rows, at most LIST_COUNT_MOST */
    bool more_than_count; /* there are more */
    bool at_least;        /* there may be more: not all rows were asked */
    bool numbered;        /* pages up to count go by number, if not too many rows lie between */
    i64 page;     /* the page that these rows are, without a cursor: 1 where none goes by number */
    bool further; /* asking stopped before the page was full; the cursor goes on from there */
    str next;     /* cursor for the rows behind these; empty at the end */
    str previous; /* … and for those in front; empty at the beginning */
};

/* Rows into a LIST(type). ERR_INVALID: a sort, filter or cursor that the list does not have. */
MUST err list_run(struct db *db, struct arena *mem, const struct list *l,
                  const struct list_query *q, const struct record *rec, void *rows,
                  struct list_answer *answer);

/* The words of a text as the keyword search knows them: folded, runs of letters and digits. Who fills a words table
 * uses this too. How many, at most `most`. */
size_t list_words(struct arena *mem, str text, str *words, size_t most);
