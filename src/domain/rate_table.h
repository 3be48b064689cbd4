/* The table of the shipping method Table Rates: one for each website and condition, brought in and taken out as CSV.
 * A row: country, region, postcode (each may be * for all others), a value from which it counts, a price. The most
 * special destination wins, then the highest value that is reached (SM-03). */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

#define RATE_SCALE     10000 /* values have four decimals: kilograms, units of money, pieces */
#define RATE_ROWS_MOST 5000
#define RATE_FILE_MOST 400000 /* bytes */

enum rate_by { RATE_BY_WEIGHT, RATE_BY_PRICE, RATE_BY_ITEMS };
enum rate_by rate_by_of(str setting); /* "weight", "price", "items" */
str rate_by_key(enum rate_by by);

struct rate_place {
    str country, region, postcode;
};
struct rate_row {
    i64 website_id;
    str kind;    /* rate_by_key */
    str country; /* two letters, or "*" */
    str region, region_fold, postcode;
    i64 least; /* times RATE_SCALE */
    money price;
};
typedef LIST(struct rate_row) rate_rows;

/* ERR_NOT_FOUND: no row. db: a ctx's or a work's. */
MUST err rate_find(struct ctx *c, struct db *db, enum rate_by by, const struct rate_place *to,
                   i64 value, money *out);
/* All rows of a condition, in the order of the file. */
MUST err rate_list(struct ctx *c, enum rate_by by, rate_rows *out);

/* Reads a file: its first line is the heading. ERR_INVALID: a message at "csv" for each bad line, with its number
 * (SM-04). Pure of the database. */
MUST err rate_parse(struct ctx *c, enum rate_by by, str csv, rate_rows *out);
/* … and puts its rows in the place of those of the condition; with a bad line nothing changes. */
MUST err rate_import(struct ctx *c, enum rate_by by, str csv, i64 *n);
str rate_csv(struct arena *mem, enum rate_by by, const rate_rows *rows);
