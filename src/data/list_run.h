/* One run of a list: list_prepare decides the way, list.c goes it. Only list.c, list_prepare.c and tests include this. */
#pragma once

#include "data/list_mark.h"

struct cursor;

#define LIST_UNITS_MOST (2 * LIST_CONDS_MOST)

struct list_run {
    struct db *db;
    struct arena *mem;
    const struct list *l;
    const struct list_query *q;
    const struct list_limits *most;
    struct list_conds conds;
    struct list_scope scope;
    struct list_mark begin; /* where the page begins */
    struct list_unit units[LIST_UNITS_MOST];
    size_t n_units;
    struct list_plan plan;
};

/* Conditions, what each matches, and the plan. */
MUST err list_prepare(struct list_run *r);
/* How many rows match, as far as the answer tells. */
MUST err list_count(struct list_run *r, struct list_answer *answer);
/* Another plan, for a walk that leads nowhere. *found: something matches no more rows than may be looked up. */
MUST err list_prepare_lookup(struct list_run *r, bool *found);

/* list_run with other limits: for tests. */
MUST err list_run_within(const struct list_limits *most, struct db *db, struct arena *mem,
                         const struct list *l, const struct list_query *q, const struct record *rec,
                         void *rows, struct list_answer *answer);

/* list_sort and list_key are the last two columns of the row that c stands on. */
MUST err list_mark_read(struct cursor *c, struct arena *mem, struct list_mark *m);
