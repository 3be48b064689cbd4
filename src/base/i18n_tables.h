/* The catalogues that tools/words makes of the .po files, for i18n.c alone. English has none: it is the source. */
#pragma once

#include "base/i18n.h"

/* Sorted by language, the pseudo-locale en-XA last; the words of each sorted by str_cmp of the English. A text
 * with a plural stands under its singular. */
extern const struct words words_table[];
extern const size_t words_table_n;
