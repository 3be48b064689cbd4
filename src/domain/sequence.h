/* Numbers of documents, without gaps: one that a rolled back work drew is drawn again. */
#pragma once

#include "domain/work.h"

/* The next number of a sequence, from 1. Its row is locked until the work ends: draw late. */
MUST err sequence_next(struct work *w, str name, i64 *n);
