/* Numbers of documents, without gaps: one that a rolled back work drew is drawn again. */
#pragma once

#include "domain/work.h"

/* The next number of a sequence, from 1. Its row is locked until the work ends: draw late. */
MUST err sequence_next(struct work *w, str name, i64 *n);
/* The next document number of a store: nine digits; a further store's begin with its id. Its store views share one
 * sequence a kind: "order", "invoice" … (store.md §2.18). */
MUST err sequence_number(struct work *w, str kind, i64 store_id, str *out);
void sequence_number_ahead(struct work *w, str kind, i64 store_id); /* it will follow (db_ahead) */
