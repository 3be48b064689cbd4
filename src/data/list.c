#include "data/list.h"

#include "base/arena.h"
#include "base/str.h"
#include "data/engine.h"
#include "data/list_run.h"

#include <string.h>

#define PER_PAGE_MOST 200
#define NO_END        (INT64_C(1) << 60)

/* A page on its way. */
struct page {
    struct list_run r;
    const struct record *rec;
    byte *rows;
    size_t n, most;
    bool more;                   /* a row behind the page was seen */
    struct list_mark head, tail; /* of the first and the last row, as they are read */
    bool stopped; /* the walk came to its end at `tail_of_walk` before the page was full */
    struct list_mark tail_of_walk;
};

/* ---- reading ---- */

static err read_row(struct page *p, struct cursor *c)
{
    TRY(cursor_read(c, p->r.mem, p->rec, p->rows + p->n * p->rec->size));
    TRY(list_mark_read(c, p->r.mem, &p->tail));
    if (p->n++ == 0)
        p->head = p->tail;
    return OK;
}

static err read_rows(struct page *p, const struct list_rows *rows)
{
    SCOPED(cursor_end) struct cursor c = {0};
    struct list_text t;
    list_sql_page(p->r.mem, &p->r.scope, rows, &t);
    TRY(cursor_begin(&c, p->r.db, &t.sql, t.args));
    for (bool row;;) {
        TRY(cursor_next(&c, &row));
        p->more = row && p->n == p->most;
        if (!row || p->more)
            return OK;
        TRY(read_row(p, &c));
    }
}

static i64 wanted(const struct page *p)
{
    return (i64)(p->most - p->n) + 1;
}

static err lookup(struct page *p, i64 offset)
{
    struct list_rows rows = {
        .way = LIST_LOOKUP,
        .lead = p->r.plan.lead,
        .asked = p->r.plan.asked,
        .after = &p->r.begin,
        .limit = wanted(p),
        .offset = offset,
    };
    return read_rows(p, &rows);
}

/* ---- walking ---- */

/* The last row that was walked, when there is none behind it that was asked. */
static err find_end_of_walk(struct page *p, const struct list_rows *rows)
{
    SCOPED(cursor_end) struct cursor c = {0};
    struct list_text t;
    list_sql_stop(p->r.mem, &p->r.scope, rows, &t);
    TRY(cursor_begin(&c, p->r.db, &t.sql, t.args));
    TRY(cursor_next(&c, &p->stopped));
    return p->stopped ? list_mark_read(&c, p->r.mem, &p->tail_of_walk) : OK;
}

static err walk_part(struct page *p, enum list_part part, const struct list_mark *after, i64 walk,
                     i64 offset)
{
    struct list_rows rows = {
        .way = LIST_WALK,
        .lead = p->r.plan.lead,
        .asked = p->r.plan.asked,
        .part = part,
        .after = after,
        .walk = walk,
        .limit = wanted(p),
        .offset = offset,
    };
    TRY(read_rows(p, &rows));
    return p->more || !p->r.plan.open ? OK : find_end_of_walk(p, &rows);
}

/* How many rows of the page's offset lie in the first part. */
static err rows_in_part(struct page *p, enum list_part part, i64 walk, i64 offset, i64 *n)
{
    struct list_text t;
    struct list_rows rows = {
        .way = LIST_WALK,
        .lead = p->r.plan.lead,
        .asked = p->r.plan.asked,
        .part = part,
        .walk = walk,
        .limit = offset,
    };
    list_sql_count(p->r.mem, &p->r.scope, &rows, &t);
    return db_i64(p->r.db, &t.sql, t.args, n);
}

/* Both parts, in the direction of the page, beginning in the one where `after` lies. */
static err walk(struct page *p, const struct list_mark *after, i64 most, i64 offset)
{
    const struct list_scope *s = &p->r.scope;
    enum list_part first = s->backwards ? LIST_UNSORTED : LIST_SORTED;
    enum list_part second = s->backwards ? LIST_SORTED : LIST_UNSORTED;
    p->stopped = false;
    if (!s->sort)
        return walk_part(p, LIST_SORTED, after, most, offset);
    enum list_part at = after->sort.type == V_NULL ? LIST_UNSORTED : LIST_SORTED;
    if (after->set && at == second)
        return walk_part(p, second, after, most, 0);
    size_t before = p->n;
    TRY(walk_part(p, first, after, most, offset));
    if (p->more || p->stopped)
        return OK;
    i64 passed = offset;
    if (offset && p->n == before)
        TRY(rows_in_part(p, first, most, offset, &passed));
    return walk_part(p, second, NULL, most, offset - passed);
}

static err lookup_instead(struct page *p, i64 offset, bool *found)
{
    TRY(list_prepare_lookup(&p->r, found));
    if (!*found)
        return OK;
    p->n = 0;
    p->stopped = false;
    return lookup(p, offset);
}

static err walk_or_lookup(struct page *p)
{
    const struct list_limits *most = p->r.most;
    bool found = false;
    TRY(walk(p, &p->r.begin, most->first, 0));
    if (!p->stopped)
        return OK;
    if (!list_plan_goes_on(most, (i64)p->n, (i64)p->most + 1))
        TRY(lookup_instead(p, 0, &found));
    return found ? OK : walk(p, &p->tail_of_walk, most->most - most->first, 0);
}

/* *found: the rows behind so many are within reach. */
static err walk_or_lookup_behind(struct page *p, i64 offset, bool *found)
{
    TRY(walk(p, &p->r.begin, p->r.most->most, offset));
    *found = !p->stopped || p->n == p->most;
    if (*found)
        return OK;
    return lookup_instead(p, offset, found);
}

static err find_open(struct page *p, i64 offset, struct list_answer *a)
{
    bool found = false;
    if (offset)
        TRY(walk_or_lookup_behind(p, offset, &found));
    if (found)
        return OK;
    a->numbered &= offset == 0;
    a->page = 1;
    p->n = 0;
    return walk_or_lookup(p);
}

static err find_rows(struct page *p, struct list_answer *a)
{
    const struct list_plan *plan = &p->r.plan;
    i64 offset = (a->page - 1) * p->r.q->per_page;
    if (plan->way == LIST_NOTHING)
        return OK;
    if (plan->way == LIST_LOOKUP)
        return lookup(p, offset);
    return plan->open ? find_open(p, offset, a) : walk(p, &p->r.begin, NO_END, offset);
}

/* ---- the answer ---- */

static void turn(struct page *p)
{
    size_t size = p->rec->size;
    byte *spare = arena_take(p->r.mem, 1, size);
    for (size_t i = 0, k = p->n; i + 1 < k; i++) {
        k--;
        memcpy(spare, p->rows + i * size, size);
        memcpy(p->rows + i * size, p->rows + k * size, size);
        memcpy(p->rows + k * size, spare, size);
    }
}

static str cursor_of(struct page *p, const struct list_mark *m)
{
    return m->set ? list_mark_put(p->r.mem, &p->r.scope, m) : S("");
}

/* Where the direction of the page goes on, and where it came from. */
static void tell_cursors(struct page *p, struct list_answer *a)
{
    bool backwards = p->r.scope.backwards;
    str on = p->more ? cursor_of(p, &p->tail) : p->stopped ? cursor_of(p, &p->tail_of_walk) : S("");
    str back = p->r.begin.set ? cursor_of(p, &p->head) : S("");
    a->next = backwards ? back : on;
    a->previous = backwards ? on : back;
    a->further = p->stopped && !p->more && p->n < p->most;
    a->numbered &= !a->further;
}

/* A page that holds all there is knows better than a count that stopped. */
static void tell_count(struct page *p, struct list_answer *a)
{
    bool all = !p->r.begin.set && !p->more && !p->stopped;
    if (!a->at_least || p->r.q->uncounted)
        return;
    if (all || a->count < (i64)p->n)
        a->count = (i64)p->n;
    a->at_least = !all && !a->more_than_count;
}

static bool is_page(const struct list_limits *most, const struct list_query *q)
{
    if (q->per_page < 1 || q->per_page > PER_PAGE_MOST)
        return false;
    return q->after.n || q->before.n ||
           (q->page >= 1 && q->page <= most->few && q->page * q->per_page <= most->few);
}

err list_run_within(const struct list_limits *most, struct db *db, struct arena *mem,
                    const struct list *l, const struct list_query *q, const struct record *rec,
                    void *rows, struct list_answer *answer)
{
    struct page *p = NEW(mem, struct page);
    struct list_answer a = {.page = 1};
    if (!is_page(most, q))
        return ERR_INVALID;
    *p = (struct page){
        .r = {.db = db, .mem = mem, .l = l, .q = q, .most = most},
        .rec = rec,
        .rows = arena_take(mem, (size_t)q->per_page, rec->size),
        .most = (size_t)q->per_page,
    };
    TRY(list_prepare(&p->r));
    TRY(list_count(&p->r, &a));
    if (a.numbered && !p->r.begin.set)
        a.page = q->page;
    TRY(find_rows(p, &a));
    tell_cursors(p, &a);
    tell_count(p, &a);
    if (p->r.scope.backwards)
        turn(p);
    LIST(void) list = {p->rows, p->n};
    memcpy(rows, &list, sizeof list);
    *answer = a;
    return OK;
}

err list_run(struct db *db, struct arena *mem, const struct list *l, const struct list_query *q,
             const struct record *rec, void *rows, struct list_answer *answer)
{
    return list_run_within(&list_limits, db, mem, l, q, rec, rows, answer);
}
