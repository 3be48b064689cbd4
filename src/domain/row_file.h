/* Files of rows that staff brings in as CSV: a heading, then a row a line. What is wrong is told at "csv", each line by its
 * number, the first ones together; with one of them the whole file counts as wrong. Pure of the database. */
#pragma once

#include "domain/ctx.h"

#define ROW_FILE_BAD_MOST 20 /* bad lines that are named at once */

struct row_line {
    struct ctx *c;
    i64 number; /* the heading's is 1 */
    const str *cells;
    size_t n;
};
/* What a file is of. into: the caller's, for what is read. Both return ERR_INVALID for a line that row_bad told of;
 * anything else ends the reading. */
struct row_file {
    size_t columns; /* of each row; 0: as many as the heading has */
    size_t rows_most;
    str wrong_columns; /* the message for a line with others; %1: its number */
    /* Once, before any row: room for `lines` of them. */
    err (*begin)(const struct row_line *heading, size_t lines, void *into);
    err (*row)(const struct row_line *line, void *into);
};
/* Gives each row that is not empty to f->row. ERR_INVALID: something is wrong, or there is none. */
MUST err row_file_read(struct ctx *c, const struct row_file *f, str csv, void *into);
/* ERR_INVALID with a message at "csv"; %1: the line's number, %2: what. */
err row_bad(const struct row_line *line, str message, str what);
