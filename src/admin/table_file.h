/* Tables as files: CSV (RFC 4180; a leading = + - @ is made harmless) and Excel XML. */
#pragma once

#include "base/buf.h"
#include "web/grid.h"

#define TABLE_FILE_MOST 10000 /* rows: a file is made while its reader waits */
#define TABLE_AT_ONCE   200

/* One way to write a table. */
struct table_format {
    str key;  /* in addresses: "csv", "xml" */
    str type; /* MIME */
    str before, after, row, row_end;
    void (*cell)(struct buf *b, str s, bool first);
};
const struct table_format *table_format(str key); /* NULL: there is none */

void table_begin(const struct table_format *f, struct buf *b);
void table_line(const struct table_format *f, struct buf *b, const str *cells, size_t n);
void table_end(const struct table_format *f, struct buf *b);

/* The heads of a grid's shown columns, and its rows from `from` on, as plain text: times in ISO 8601, amounts with their
 * currency. */
void table_heads(const struct table_format *f, struct buf *b, const struct grid_page *p);
void table_rows(const struct table_format *f, struct buf *b, const struct grid_page *p);

/* The address of the file of what the page shows: `page` takes the format and the page's own query. */
str table_file_href(struct request *r, enum route_id page, str format);

/* The menu of a page's head: addresses of both files. */
struct admin_export {
    str csv, xml;
};
