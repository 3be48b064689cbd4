/* Which way a page's rows are found, decided by counts that stop early: so a decision costs the same at any size of the
 * table, and no engine's statistics are needed. Pure.
 *
 *   1. Something matches no row: neither does all of it.
 *   2. Something matches few rows: its index gives them, the rest is asked of each.
 *   3. All match many: rows are walked in the list's order and asked one by one until the page is full. The walk starts
 *      from the index whose matches lie farthest apart in that order.
 *   4. A walk that has met almost no match after `first` rows gives way to a lookup of at most `most` rows, if something
 *      matches no more than that; else it goes on to `most` rows and then says how far it came. */
#pragma once

#include "base/base.h"
#include "data/db.h"

struct list_limits {
    i64 few; /* rows that are looked up and sorted without a second thought; counting stops here */
    i64 sample; /* rows that stand for the rest: where a unit stops, and a count that cannot be exact */
    i64 first; /* rows walked before the plan is looked at again */
    i64 most;  /* rows walked, or looked up, for one page */
};
extern const struct list_limits list_limits;

/* Conditions that one index answers together. */
struct list_unit {
    u64 conds;
    i64 count;    /* rows they match, at most few + 1 */
    bool follows; /* the index gives its rows in the list's order */
    bool stream;  /* of a table of words: the order's own bounds are asked of each row */
    bool stops;   /* its first `sample` rows end before the list does: at */
    struct val at;
};

enum list_way { LIST_NOTHING, LIST_LOOKUP, LIST_WALK };

struct list_plan {
    enum list_way way;
    u64 lead;  /* conditions whose index gives the rows; none: the list's order */
    u64 asked; /* conditions asked of each row */
    bool few;  /* the lead has few rows: all of them may be asked */
    bool open; /* nothing says how many rows a walk passes until the page is full */
};

/* asked: all conditions of the query; within: those on the order itself, which every walk keeps to. */
struct list_plan list_plan_make(const struct list_limits *most, const struct list_unit *units,
                                size_t n, u64 asked, u64 within, bool desc);

/* Whether several units could lead a walk, so that it is worth knowing where each stops. */
bool list_plan_wavers(const struct list_limits *most, const struct list_unit *units, size_t n);

/* Whether a walk that found `hits` in its first rows goes on rather than giving way to a lookup. */
bool list_plan_goes_on(const struct list_limits *most, i64 hits, i64 wanted);
