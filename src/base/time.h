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
i64 time_coarse(void);    /* the same clock, up to some ms behind, and cheap */

/* Zones by IANA name, loaded once from the system; an unknown name gives UTC. Thread-safe. NULL stands for UTC. */
struct zone;
const struct zone *zone_find(str name);
bool zone_known(str name);

/* What lies outside the years 1 to 9999 is shown as their first or last day. */
struct civil time_civil(when t, const struct zone *zone);
/* An hour that a clock skips counts on from before the change; of an hour that comes twice, the first. */
when time_from_civil(struct civil c, const struct zone *zone);
str time_iso(struct arena *mem, when t); /* 2026-11-21T14:32:05Z; never gives the empty text */
bool time_day(str yyyy_mm_dd, const struct zone *zone,
              when *start) MUST; /* the first moment of that day */

#define TIME_ISO_BYTES 20
str time_iso_at(char room[TIME_ISO_BYTES], when t); /* as time_iso, in the caller's room */
