#include "data/list_run.h"

#include "base/str.h"
#include "data/engine.h"

#define BIT(i) ((u64)1 << (i))

static err ask(struct list_run *r, const struct list_text *t, i64 *n)
{
    return db_i64(r->db, &t->sql, t->args, n);
}

/* ---- words ---- */

static err find_words(struct list_run *r, struct list_cond *word)
{
    SCOPED(cursor_end) struct cursor c = {0};
    struct list_text t;
    list_sql_found(r->mem, &r->scope, word, &t);
    TRY(cursor_begin(&c, r->db, &t.sql, t.args));
    for (bool row;;) {
        struct val v;
        TRY(cursor_next(&c, &row));
        if (!row)
            return OK;
        if (word->n_found == LIST_STREAMS_MOST) {
            word->many = true;
            return OK;
        }
        TRY(c.db->engine->get(&c, 0, &v));
        word->found[word->n_found++] = str_copy(r->mem, v.s);
    }
}

static err resolve_words(struct list_run *r)
{
    for (size_t i = 0; i < r->conds.n; i++) {
        struct list_cond *c = &r->conds.at[i];
        if (c->column)
            continue;
        c->many = r->l->words.scattered;
        if (c->whole)
            c->found[c->n_found++] = c->text;
        else if (!c->many)
            TRY(find_words(r, c));
        r->conds.none |= c->n_found == 0 && !c->many;
    }
    return OK;
}

/* ---- units ---- */

static struct list_rows rows_of(const struct list_unit *u, i64 limit)
{
    return (struct list_rows){.way = LIST_LOOKUP, .lead = u->conds, .limit = limit};
}

static const struct list_cond *stream_of(const struct list_run *r, const struct list_unit *u)
{
    for (size_t i = 0; i < r->conds.n; i++)
        if (u->conds == BIT(i) && !r->conds.at[i].column)
            return &r->conds.at[i];
    return NULL;
}

static err count_unit(struct list_run *r, struct list_unit *u, i64 most)
{
    struct list_text t;
    struct list_rows rows = rows_of(u, most + 1);
    const struct list_cond *word = stream_of(r, u);
    if (word)
        list_sql_word(r->mem, &r->scope, word, most + 1, false, &t);
    else
        list_sql_count(r->mem, &r->scope, &rows, &t);
    return ask(r, &t, &u->count);
}

static bool has_unit(const struct list_run *r, u64 conds)
{
    for (size_t i = 0; i < r->n_units; i++)
        if (r->units[i].conds == conds)
            return true;
    return false;
}

static err add_unit(struct list_run *r, u64 conds, bool follows, bool stream)
{
    if (has_unit(r, conds))
        return OK;
    struct list_unit *u = &r->units[r->n_units++];
    *u = (struct list_unit){.conds = conds, .follows = follows, .stream = stream};
    return count_unit(r, u, r->most->few);
}

/* An index that follows the order begins and ends where the filters on the order say. */
static err add_units_of(struct list_run *r, const struct list_order *o, u64 within, size_t i)
{
    const struct list_cond *c = &r->conds.at[i];
    bool follows = list_cond_follows(r->l, c, o);
    u64 partners = c->column ? list_cond_partners(&r->conds, c) & ~within : 0;
    TRY(add_unit(r, BIT(i) | (follows && c->column ? within : 0), follows, !c->column));
    return partners ? add_unit(r, BIT(i) | partners, false, false) : OK;
}

static err add_units(struct list_run *r, const struct list_order *o, u64 within)
{
    for (size_t i = 0; i < r->conds.n; i++) {
        TRY(add_units_of(r, o, within, i));
        if (r->units[r->n_units - 1].count == 0)
            return OK;
    }
    return OK;
}

/* ---- where the units stop ---- */

err list_mark_read(struct cursor *c, struct arena *mem, struct list_mark *m)
{
    size_t n = c->db->engine->columns(c);
    TRY(c->db->engine->get(c, n - 2, &m->sort));
    TRY(c->db->engine->get(c, n - 1, &m->key));
    m->sort.s = str_copy(mem, m->sort.s);
    m->key.s = str_copy(mem, m->key.s);
    m->set = true;
    return OK;
}

static err find_stop(struct list_run *r, struct list_unit *u)
{
    SCOPED(cursor_end) struct cursor c = {0};
    struct list_text t;
    struct list_mark m = {0};
    struct list_rows rows = {
        .way = LIST_WALK, .lead = u->conds, .after = &r->begin, .walk = r->most->sample};
    list_sql_stop(r->mem, &r->scope, &rows, &t);
    TRY(cursor_begin(&c, r->db, &t.sql, t.args));
    TRY(cursor_next(&c, &u->stops));
    if (u->stops)
        TRY(list_mark_read(&c, r->mem, &m));
    u->at = m.sort;
    return OK;
}

static err find_stops(struct list_run *r)
{
    for (size_t i = 0; i < r->n_units; i++)
        if (r->units[i].follows)
            TRY(find_stop(r, &r->units[i]));
    return OK;
}

/* ---- the plan ---- */

static err set_scope(struct list_run *r, struct list_order *o)
{
    bool backwards = r->q->before.n > 0;
    TRY(list_conds_of(r->mem, r->l, r->q, &r->conds));
    TRY(list_order_of(r->l, r->q, &r->conds, o));
    r->scope = (struct list_scope){
        .l = r->l,
        .conds = &r->conds,
        .fixed = r->q->fixed,
        .sort = o->by ? o->by->sort : NULL,
        .down = o->desc != backwards,
        .backwards = backwards,
    };
    return OK;
}

static err begin(struct list_run *r)
{
    str cursor = r->q->before.n ? r->q->before : r->q->after;
    return cursor.n ? list_mark_get(r->mem, &r->scope, cursor, &r->begin) : OK;
}

/* In the part without sort values nothing lies farther than anything else. */
static bool is_among_nulls(const struct list_run *r)
{
    return r->scope.sort && r->begin.set && r->begin.sort.type == V_NULL;
}

err list_prepare(struct list_run *r)
{
    struct list_order o;
    assert(r->l->from.n);
    TRY(set_scope(r, &o));
    TRY(begin(r));
    u64 asked = list_conds_asked(&r->conds), within = list_conds_within(r->l, &r->conds, &o);
    TRY(resolve_words(r));
    if (r->conds.none) {
        r->plan.way = LIST_NOTHING;
        return OK;
    }
    TRY(add_units(r, &o, within));
    if (list_plan_wavers(r->most, r->units, r->n_units) && !is_among_nulls(r))
        TRY(find_stops(r));
    r->plan = list_plan_make(r->most, r->units, r->n_units, asked, within, r->scope.down);
    return OK;
}

err list_prepare_lookup(struct list_run *r, bool *found)
{
    const struct list_unit *best = NULL;
    *found = false;
    for (size_t i = 0; i < r->n_units; i++) {
        TRY(count_unit(r, &r->units[i], r->most->most));
        if (r->units[i].count <= r->most->most && (!best || r->units[i].count < best->count))
            best = &r->units[i];
    }
    if (!best)
        return OK;
    *found = true;
    r->plan = (struct list_plan){
        .way = LIST_LOOKUP,
        .lead = best->conds,
        .asked = list_conds_asked(&r->conds) & ~best->conds,
        .few = true,
    };
    return OK;
}

/* ---- counting ---- */

static void tell(struct list_run *r, struct list_answer *a, i64 count)
{
    a->more_than_count = count > r->most->few;
    a->count = a->more_than_count ? r->most->few : count;
}

/* The unit that is the whole query. */
static const struct list_unit *whole(const struct list_run *r)
{
    u64 asked = list_conds_asked(&r->conds);
    for (size_t i = 0; i < r->n_units; i++)
        if ((asked & ~r->units[i].conds) == 0)
            return &r->units[i];
    return NULL;
}

/* A row may have several words that begin as the typed one does. */
static err count_whole(struct list_run *r, const struct list_unit *u, i64 *n)
{
    struct list_text t;
    const struct list_cond *word = stream_of(r, u);
    *n = u->count;
    if (!word || (word->n_found == 1 && !word->many))
        return OK;
    list_sql_word(r->mem, &r->scope, word, r->most->few + 1, true, &t);
    return ask(r, &t, n);
}

static err count_rows(struct list_run *r, struct list_rows rows, i64 *n)
{
    struct list_text t;
    list_sql_count(r->mem, &r->scope, &rows, &t);
    return ask(r, &t, n);
}

err list_count(struct list_run *r, struct list_answer *a)
{
    i64 n = 0, few = r->most->few;
    const struct list_plan *p = &r->plan;
    const struct list_unit *u = whole(r);
    a->numbered = !p->open || u;
    if (r->q->uncounted || p->way == LIST_NOTHING)
        return OK;
    if (u) {
        TRY(count_whole(r, u, &n));
    } else if (!p->open) {
        struct list_rows rows = {LIST_LOOKUP, .lead = p->lead, .asked = p->asked, .limit = few + 1};
        TRY(count_rows(r, rows, &n));
    } else {
        struct list_rows rows = {LIST_WALK, .lead = p->lead, .asked = p->asked,
                                 .walk = r->most->sample, .limit = few};
        TRY(count_rows(r, rows, &n));
        a->at_least = true;
    }
    tell(r, a, n);
    return OK;
}
