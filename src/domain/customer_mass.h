/* What staff do with several accounts at once (store.md §1.2). Each account is a work of its own: one that cannot does not
 * stop the others. */
#pragma once

#include "domain/ctx.h"

#define CUSTOMERS_AT_ONCE 200

enum customer_mass_act {
    CUSTOMERS_DELETE,
    CUSTOMERS_SUBSCRIBE,
    CUSTOMERS_UNSUBSCRIBE,
    CUSTOMERS_GROUP
};

struct customer_mass {
    i64 done, skipped; /* skipped: gone meanwhile, or out of reach */
};
/* The action that the actor needs for it. */
enum action customer_mass_action(enum customer_mass_act act);
/* group_id: of CUSTOMERS_GROUP. ERR_INVALID: no such group, at "group"; ERR_DENIED. */
MUST err customer_mass(struct ctx *c, enum customer_mass_act act, const str *refs, size_t n,
                       i64 group_id, struct customer_mass *out);
