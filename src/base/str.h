/* Text as a view. All length arithmetic of the house is here and nowhere else: a parser is a loop of cuts. */
#pragma once

#include "base/base.h"

struct arena;

bool str_eq(str a, str b);
bool str_eq_nocase(str a, str b); /* ASCII only */
int str_cmp(str a, str b);        /* by bytes, as COLLATE "C" */
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
bool str_has(str s, str part);
str str_from(const char *z); /* NULL gives the empty text */

/* Takes the text before the first sep off the front of *rest into *head. false: nothing is left. The last
 * piece has no sep behind it; "a,,b" gives "a", "", "b"; "a," gives "a", "". */
bool str_cut(str *rest, char sep, str *head);

/* Without the first n bytes (all of it gone if shorter); the first n bytes. */
str str_skip(str s, size_t n);
str str_head(str s, size_t n);
str str_trim(str s); /* ASCII space, tab, CR, LF at both ends */

/* Whole text as a decimal number within [least, most]; "-" allowed, "+", spaces and leading zeros beyond
 * one digit are not. false leaves *n alone. */
bool str_to_i64(str s, i64 least, i64 most, i64 *n) MUST;

/* Valid UTF-8 without surrogates and overlong forms (RFC 3629). */
bool str_is_utf8(str s);
size_t str_count_chars(str s); /* code points; s is valid UTF-8 */

/* Copies into the arena. str_z is for the border to C APIs: NUL-terminated; a NUL inside ends it. */
str str_copy(struct arena *mem, str s);
const char *str_z(struct arena *mem, str s);
str str_join(struct arena *mem, str a, str b);
str str_join_with(struct arena *mem, str a, str between, str b);
str str_join_all(struct arena *mem, const str *parts, size_t n);
str str_format(struct arena *mem, const char *format, ...) PRINTF(2, 3);
str str_of_ids(struct arena *mem, const i64 *at, size_t n); /* "1 3"; "": none */
str str_lower(struct arena *mem, str s);                    /* ASCII only */

/* NFKC case folding with accents removed (utf8proc): "Müller" and "MULLER" give "muller". For search columns. */
str str_fold(struct arena *mem, str s);

/* "Blauer Becher, 0,3 l" gives "blauer-becher-0-3-l": [a-z0-9-], at most 80 bytes, never empty ("x"). */
str str_slug(struct arena *mem, str s);
