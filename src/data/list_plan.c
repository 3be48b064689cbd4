#include "data/list_plan.h"

#include "base/str.h"
#include "data/list.h"

const struct list_limits list_limits = {
    .few = LIST_COUNT_MOST, .sample = 250, .first = 2000, .most = 20000};

static bool is_few(const struct list_limits *most, const struct list_unit *u)
{
    return u->count <= most->few;
}

/* Fewer rows first; of equal ones, those that come in order: they need no sorting. */
static bool is_rarer(const struct list_unit *a, const struct list_unit *b)
{
    return a->count != b->count ? a->count < b->count : a->follows && !b->follows;
}

static const struct list_unit *rarest(const struct list_unit *units, size_t n)
{
    const struct list_unit *best = NULL;
    for (size_t i = 0; i < n; i++)
        if (!best || is_rarer(&units[i], best))
            best = &units[i];
    return best;
}

static int compare(const struct val *a, const struct val *b)
{
    if (a->type == V_STR && b->type == V_STR)
        return str_cmp(a->s, b->s);
    return (a->n > b->n) - (a->n < b->n);
}

/* The same number of rows reaches farther: they lie farther apart. */
static bool reaches_farther(const struct list_unit *a, const struct list_unit *b, bool desc)
{
    if (!a->stops || !b->stops)
        return !a->stops && b->stops;
    int d = compare(&a->at, &b->at);
    return desc ? d < 0 : d > 0;
}

static const struct list_unit *farthest(const struct list_unit *units, size_t n, bool desc)
{
    const struct list_unit *best = NULL;
    assert(units || n == 0);
    for (size_t i = 0; i < n; i++)
        if (units[i].follows && (!best || reaches_farther(&units[i], best, desc)))
            best = &units[i];
    return best;
}

static struct list_plan walk(const struct list_unit *lead, u64 asked, u64 within)
{
    u64 kept = (lead ? lead->conds : 0) | (lead && lead->stream ? 0 : within);
    u64 rest = asked & ~kept;
    return (struct list_plan){.way = LIST_WALK, .lead = kept, .asked = rest, .open = rest};
}

struct list_plan list_plan_make(const struct list_limits *most, const struct list_unit *units,
                                size_t n, u64 asked, u64 within, bool desc)
{
    const struct list_unit *rare = rarest(units, n);
    if (rare && rare->count == 0)
        return (struct list_plan){.way = LIST_NOTHING};
    if (!rare || !is_few(most, rare))
        return walk(farthest(units, n, desc), asked, within);
    struct list_plan plan = walk(rare, asked, within);
    if (!rare->follows)
        plan = (struct list_plan){
            .way = LIST_LOOKUP, .lead = rare->conds, .asked = asked & ~rare->conds};
    plan.few = true;
    plan.open = false;
    return plan;
}

bool list_plan_wavers(const struct list_limits *most, const struct list_unit *units, size_t n)
{
    size_t leads = 0;
    for (size_t i = 0; i < n; i++) {
        if (is_few(most, &units[i]))
            return false;
        leads += units[i].follows;
    }
    return leads > 1;
}

bool list_plan_goes_on(const struct list_limits *most, i64 hits, i64 wanted)
{
    return hits * (most->most / most->first) >= 2 * wanted;
}
