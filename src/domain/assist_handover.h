/* Login as Customer when the storefront is on another host than the back office (design §8 step 3). Four legs, and no
 * secret in an address, a log or a referrer:
 *
 *   1  back office   POST  assist_begin with an origin: the session is there and logged, but nothing opens it yet. Its page
 *                          is a form with a one-time secret; the browser gets a cookie with a nonce
 *   2  storefront    POST  assist_arrive: the secret is used up (once, under any concurrency, within 30 s, from that
 *                          origin only); the browser gets the session's cookie, which is still shut
 *   3  back office   GET   with a signed proof of leg 2 assist_came_from: the nonce says that it is the browser that
 *                          started (R13)
 *   4  storefront    GET   a signed proof of leg 3 becomes a cookie beside the session's; with both it is open
 *
 * Close Session leads back to the back office's host, where the nonce says once more whose session it was.
 *
 * Whoever gets hold of the secret, the session's cookie or the proof alone has nothing. */
#pragma once

#include "domain/assist.h"

#define ASSIST_HANDOVER_SECONDS 30

struct assist_arrival {
    i64 store_view_id;
    str token;  /* of the session's cookie */
    str origin; /* of the back office: "https://admin.example" */
};
/* Leg 2. origin: what the browser says the form came from. ERR_DENIED: whatever is wrong; logged with its cause. */
MUST err assist_arrive(struct ctx *c, str label, str secret, str origin,
                       struct assist_arrival *out);

/* Where a session that was handed over came from: a path of the back office. ERR_NOT_FOUND: no such session, or it was
 * started in another browser. */
MUST err assist_back(struct ctx *c, str label, str nonce, str *path);

/* Leg 3, reading only. ERR_NOT_FOUND: no such session, it is over, or it was never handed over. ERR_DENIED: another
 * browser; while the handover may be under way the session is handed to the housekeeper, which ends it with that cause.
 * *view: where it goes on. */
MUST err assist_came_from(struct ctx *c, str label, str nonce, i64 *store_view_id);
