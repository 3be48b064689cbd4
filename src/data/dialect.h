/* The one dialect of the migrations, spelled for an engine: a file is cut into statements, and each word that the
 * engines write differently is replaced. Words are upper case and whole; what stands in quotes is left alone. */
#pragma once

#include "base/base.h"

struct arena;
struct dialect;

extern const struct dialect dialect_sqlite;
extern const struct dialect dialect_postgres;

/* Takes the first statement off *rest, without comments and its semicolon, which ends its line. false: none left. */
bool dialect_cut(struct arena *mem, str *rest, str *statement);

/* The statement as the engine understands it; `IMMUTABLE table` and `MUTABLE table` become several, separated by semicolons. */
str dialect_spell(struct arena *mem, const struct dialect *d, str statement);
