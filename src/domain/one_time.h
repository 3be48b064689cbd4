/* Secrets that prove one thing once: a code in a mail. Only the hash of purpose, subject and code is kept (R12); codes are
 * typed together with the e-mail address, so a guess works against one account only. */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

#define ONE_TIME_CODE 10 /* characters a-z2-7: 50 bits */

/* Makes a code; older ones of the same purpose and subject end. */
MUST err one_time_put(struct work *w, str purpose, i64 subject_id, i64 life_us, str *code);
/* Uses it up: condition and change are one statement. ERR_NOT_FOUND: wrong, used or expired. */
MUST err one_time_take(struct work *w, str purpose, i64 subject_id, str code);
/* The same with a secret of 256 bits that no person types. */
MUST err one_time_secret_put(struct work *w, str purpose, i64 subject_id, i64 life_us, str *secret);
MUST err one_time_secret_take(struct work *w, str purpose, i64 subject_id, str secret);
/* Forgets what is open for the subject, whatever the purpose. */
MUST err one_time_forget(struct work *w, i64 subject_id);
