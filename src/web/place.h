/* Where a request leads: host and path to surface, store view and the path of a route. Pure over the snapshot.
 *
 * A host may be the back office's alone (Custom Admin URL), the assisted sessions' alone, or a store view's (Base URL);
 * store views without a base URL are on all others. */
#pragma once

#include "domain/settings.h"
#include "web/route.h"

struct site;

struct place {
    enum surface surface;
    str label;                     /* of an assisted path */
    const struct store_view *view; /* never NULL */
    bool nowhere;                  /* the host has no such pages: 404 */
    bool away;                     /* the host is nobody's: the page is at view->origin */
    str path;                      /* of the route: "/orders/12" */
};

/* path: decoded; chosen: the store view's code out of the cookie, or "". */
struct place place_find(const struct site *site, const struct snapshot *s, str host, str path,
                        str chosen);
