/* Cursors: what the row that a page begins or ends with is found again by, as base64url. A cursor belongs to one order of
 * one list. */
#pragma once

#include "data/list_sql.h"

str list_mark_put(struct arena *mem, const struct list_scope *s, const struct list_mark *m);
/* ERR_INVALID: made up, cut off, or of another order. */
MUST err list_mark_get(struct arena *mem, const struct list_scope *s, str cursor,
                       struct list_mark *m);
