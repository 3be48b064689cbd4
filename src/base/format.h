/* Numbers, money, dates as people write them: tables made from CLDR (tools/cldr.mjs), no ICU at run time.
 * U+00A0 stands wherever CLDR forbids a line break; below zero is U+2212. "Never" is printed as the empty text. */
#pragma once

#include "base/base.h"
#include "base/time.h"

struct arena;
struct format; /* a locale's table */

/* "de-DE", "de-AT", "en-US", "en-GB", "en-XA"; otherwise the language's own ("de" → de-DE), or en-US. Never NULL. */
const struct format *format_find(str locale);

str format_number(struct arena *mem, const struct format *f, i64 n);
/* 1.234,56 € / $1,234.56. currency is ISO 4217; the digits are its own (EUR 2, JPY 0). */
str format_money(struct arena *mem, const struct format *f, money m, str currency);
/* For an input: 1234,56 / 1234.56, as money_parse reads it. */
str format_amount(struct arena *mem, const struct format *f, money m, str currency);
/* A decimal with so many digits, without zeros at its end and without groups: 108370000, 8 → 1,0837. At least 0. */
str format_scaled(struct arena *mem, const struct format *f, i64 n, int digits);
/* Millionths: 190000 → "19 %" (with U+00A0), 88750 → "8.875%". */
str format_percent(struct arena *mem, const struct format *f, i64 ppm);

/* 22.11.2026, Nov 22, 2026 · 14:32, 2:32 PM · the two with ", " between · Sa., 21. November 2026, 14:32 */
str format_date(struct arena *mem, const struct format *f, when t, const struct zone *z);
str format_time(struct arena *mem, const struct format *f, when t, const struct zone *z);
str format_moment(struct arena *mem, const struct format *f, when t, const struct zone *z);
str format_full(struct arena *mem, const struct format *f, when t, const struct zone *z);
/* Cut to the two largest units: "40 s", "12 min", "1 h 5 min". */
str format_duration(struct arena *mem, const struct format *f, i64 us);

bool currency_known(str currency);
str currency_at(size_t k); /* the k-th one that is shipped, by code; "": there are no more */
int currency_digits(str currency); /* 2 for an unknown one */
/* For machines: 1234.56, -0.05. */
str money_plain(struct arena *mem, money m, str currency);
/* Reads what a person typed: "1.234,56" or "1,234.56" or "12"; the last of , or . with 1 to `digits` digits behind
 * it is the decimal point. Refuses signs and more digits than the currency has. */
bool money_parse(str typed, int digits, i64 most_minor, money *out) MUST;

bool country_known(str iso2);
str country_at(size_t i); /* the i-th by code, of ISO 3166; the empty text past the end */
/* The country's name in the format's language ("Germany", "Deutschland"); an unknown code is its own name. */
str format_country(const struct format *f, str iso2);
