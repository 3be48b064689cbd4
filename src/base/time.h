/* Moments and calendar days. UTC inside; a zone only where something is shown or a day is asked for. */
#pragma once

#include "base/base.h"

#define SECOND ((i64)1000000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

struct arena;

struct civil {
    int year, month, day, hour, minute, second; /* month 1 to 12 */
    int weekday;                                /* 0 Monday to 6 Sunday */
};

when time_now(void);      /* the wall clock: only ctx-makers call it; everyone else reads ctx.now */
i64 time_monotonic(void); /* µs, for durations */

/* Zones by IANA name, loaded once from the system; an unknown name gives UTC. Thread-safe. */
struct zone;
const struct zone *zone_find(str name);

struct civil time_civil(when t, const struct zone *zone);
when time_from_civil(struct civil c, const struct zone *zone);
str time_iso(struct arena *mem, when t); /* 2026-11-21T14:32:05Z */
bool time_day(str yyyy_mm_dd, const struct zone *zone, when *start) MUST; /* midnight that begins that day */
