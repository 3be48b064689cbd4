/* The migrations as tools/sqlgen embeds them, in order. */
#pragma once

#include "base/base.h"

struct arena;
struct db;

struct migrate_step {
    i64 version;
    str name;
    str text;
};

extern const struct migrate_step migrate_steps[];
extern const size_t migrate_steps_n;

/* Runs a text in the dialect of the migrations, statement by statement; inside a work. */
MUST err migrate_script(struct db *db, struct arena *mem, str text);
