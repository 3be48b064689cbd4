/* The database as a whole: a copy of it while others use it, and whether it is in order. */
#pragma once

#include "base/base.h"

struct arena;
struct store;

/* Copies the database of one moment into a new file, checks the copy, and only then gives it its name: what stands at
 * path is whole. Readers and writers go on meanwhile. *why gets one line for a person. ERR_CONFLICT: the file is there
 * already and stays as it is. ERR_INVALID: this engine has tools of its own for that. */
MUST err store_backup(struct store *s, str path, struct arena *mem, str *why);

/* ERR_BROKEN: pages, keys or indexes are damaged; *why says the first fault. Reads everything on SQLite. */
MUST err store_check(struct store *s, struct arena *mem, str *why);
