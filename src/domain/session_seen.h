/* When sessions were last used, kept in memory until sessions_flush writes it. Thread-safe; bounded by the sessions in
 * use, since session_seen_forget drops what is long written. session_seen and session_seen_at are in session.h. */
#pragma once

#include "domain/session.h"

struct seen {
    char kind;
    i64 id;
    when at;
};

/* Takes up to `most` that are not written yet and counts them as written; unsay gives them back. */
size_t session_seen_unwritten(struct seen *out, size_t most);
void session_seen_unsay(const struct seen *s, size_t n);
void session_seen_forget(when before);
