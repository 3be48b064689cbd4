/* Answers a CACHED row from the page cache (design §7): the handler runs once a key, for a request that a visitor could
 * have sent, and never learns who asks. A visitor without cookies gets those bytes as they are; everybody else gets
 * them with the holes made for them, and nothing of that is kept. */
#pragma once

#include "web/request.h"

/* The row, the settings and who asks allow it; otherwise the handler answers by itself. */
bool page_is_cached(const struct request *r);
/* As a handler ends. Runs the handler if the page is not there. */
MUST err page_answer(struct request *r);

/* Answers at once if the page is there and the place is known: to a visitor without cookies before anything is known of who
 * asks, to others once the actor is set. No database. False: nothing has happened. */
bool page_answer_kept(struct request *r);

/* What proxies may do with an answer that may_store. */
str page_cache_control(const struct request *r);
