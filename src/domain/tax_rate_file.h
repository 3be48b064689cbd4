/* Tax rates as a file, as other shops have them: code, country, state, zip/post code, rate, range from, range to, and a column
 * of titles for each store view, under its code. Columns are known by their heading, in any order; all but the first two and
 * the rate may be missing. A rate that is there under its identifier is changed, others are added, none is removed; an empty title
 * takes one away, titles without a column stay. With an error in any line nothing changes. */
#pragma once

#include "domain/tax_rule.h"

#define TAX_FILE_MOST  2000000 /* bytes */
#define TAX_LINES_MOST 100000
#define TAX_SHOWN_MOST 1000 /* rates that a page shows as a text */

struct buf;

struct tax_file_view {
    i64 id;
    str code; /* its column's name */
};
typedef LIST(struct tax_file_view) tax_file_views;
typedef LIST(struct tax_rate_edit) tax_rate_edits;

/* The store views, but for one whose code is a column's name. */
tax_file_views tax_file_views_of(struct ctx *c);
/* Pure. Titles are those of the columns that are there. ERR_INVALID at "csv": the lines that are wrong, by their numbers. */
MUST err tax_rate_parse(struct ctx *c, const tax_file_views *views, str csv, tax_rate_edits *out);
/* In one work. *n: rows of the file. */
MUST err tax_rate_import(struct ctx *c, str csv, i64 *n);

MUST err tax_rate_count(struct ctx *c, i64 *out);
/* All rates, by their identifiers, behind what is in out. Memory does not grow with them but for out's. */
MUST err tax_rate_export(struct ctx *c, struct buf *out);
/* Pure: a part of it. */
void tax_rate_csv_head(struct buf *out, const tax_file_views *views);
void tax_rate_csv_row(struct arena *mem, struct buf *out, const tax_file_views *views,
                      const struct tax_rate_edit *k);
