/* Remember Me: the tick of the forms that sign in, and the browser's cookie. */
#pragma once

#include "web/request.h"

/* Whether the tick is offered. */
bool remember_offered(const struct request *r);
/* After a session was opened: ticked remembers its customer, unticked forgets whom the browser knew (PC-01). */
MUST err remember_choose(struct request *r, str session_token, bool ticked);
/* The browser knows nobody any more. */
MUST err remember_forget(struct request *r);
