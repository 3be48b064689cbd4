/* The schema's numbered steps (data/migrations/0001_….sql), forward only, each in one transaction with its row in
 * schema_step. The files speak one dialect; on SQLite BIGINT and BOOLEAN become INTEGER, BYTEA BLOB, tables STRICT;
 * `id ID` is each engine's own key; `IMMUTABLE table;` makes triggers that refuse UPDATE and DELETE,
 * `MUTABLE table;` takes them away for a step that converts what is there. */
#pragma once

#include "base/base.h"

struct store;
struct arena;

/* Brings the database to this program's version. ERR_CONFLICT: it is newer than the program (*why says so). */
MUST err migrate(struct store *s, struct arena *mem, str *why);
/* OK: up to date. ERR_CONFLICT: newer. ERR_NOT_FOUND: older or empty; serve then migrates. */
MUST err migrate_check(struct store *s, struct arena *mem, str *why);
i64 migrate_version(void);
