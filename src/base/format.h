/* Numbers, money, dates as people write them: tables made from CLDR at build time (tools/cldr), no ICU at run time. */
#pragma once

#include "base/base.h"
#include "base/time.h"

struct arena;
struct format; /* a locale's table */

const struct format *
format_find(str locale); /* "de-DE", "en-US", "en-GB"; unknown → en-US. Never NULL */

str format_number(struct arena *mem, const struct format *f, i64 n);
/* 1.234,56 € / $1,234.56; negative with U+2212. currency is ISO 4217; the digits are its own (EUR 2, JPY 0). */
str format_money(struct arena *mem, const struct format *f, money m, str currency);
/* Tenths of a percent: 190 → "19 %" (with U+00A0), 55 → "5.5%". */
str format_percent(struct arena *mem, const struct format *f, i64 permille);
str format_date(struct arena *mem, const struct format *f, when t,
                const struct zone *z); /* 22.11.2026, Nov 22, 2026 */
str format_time(struct arena *mem, const struct format *f, when t,
                const struct zone *z); /* 14:32, 2:32 PM */
str format_moment(struct arena *mem, const struct format *f, when t,
                  const struct zone *z); /* date, time */
str format_full(struct arena *mem, const struct format *f, when t,
                const struct zone *z); /* Sa., 21. November 2026, 14:32 */
str format_duration(struct arena *mem, const struct format *f,
                    i64 us); /* "12 min", "1 h 5 min", "40 s" */

int currency_digits(str currency);
/* Reads what a person typed: "1.234,56" or "1,234.56" or "12"; the last of , or . with 1 to `digits` digits behind
 * it is the decimal point. Refuses signs and more digits than the currency has. */
bool money_parse(str typed, int digits, i64 most_minor, money *out) MUST;
bool country_known(str iso2);
/* The country's name in the format's language ("Germany", "Deutschland"). */
str format_country(const struct format *f, str iso2);
