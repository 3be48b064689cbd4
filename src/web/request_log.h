/* The line that the log gets for each request. */
#pragma once

#include "web/request.h"

/* started: time_monotonic() when it began. Never the query, a token or an e-mail address (R32). */
void request_log(const struct request *r, i64 started, size_t bytes);
