/* Files of rows as other programs write them: cells in quotes or not, decimals without separators of thousands. Pure. */
#pragma once

#include "base/base.h"

struct arena;

/* Cuts a line into its trimmed cells, at least one. *n: the most on entry, as many as there are on return. False: there
 * are more, or a quote has no end. */
MUST bool csv_cells(struct arena *mem, str line, char sep, const str **cells, size_t *n);
/* ',' or, where the heading has that alone, ';'. */
char csv_separator(str heading);
size_t csv_lines(str text);
/* "12.5", "12,5": 0 or more, times 10 to the digits; 1.001 is never a thousand and one. False: no such number, more digits,
 * or above most. most: at most a tenth of what an i64 holds. */
MUST bool csv_decimal(str cell, int digits, i64 most, i64 *out);
