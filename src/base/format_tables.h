/* What format.c prints with; format_tables.c holds the data, which tools/cldr.mjs writes. */
#pragma once

#include "base/format.h"

struct currency {
    char code[4];
    byte digits;
};

/* A pattern is CLDR's: d dd MM MMM MMMM y EEE HH h mm a; everything else stands for itself. */
struct format {
    str locale;
    str group, money_group, decimal;
    str percent;       /* behind the number, with its space */
    bool symbol_first; /* the currency's symbol stands before the number */
    const str
        *symbols; /* by place in `currencies`, with the space that parts them from the number */
    str date, full, time;
    str months[12], short_months[12], weekdays[7];
    const str *countries; /* by country_places, less 1 */
};

extern const struct format formats[]; /* a language's first stands for the language */
extern const size_t formats_n;
extern const struct currency currencies[]; /* sorted by code */
extern const size_t currencies_n;
extern const char country_codes[][3]; /* sorted */
extern const size_t countries_n;
extern const byte country_places[26][26]; /* by the two letters of ISO 3166; 0: no country */
