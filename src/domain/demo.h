/* The demo store, made through the domain's own functions: nothing is a raw row. The same seed makes the same store. */
#pragma once

#include "domain/ctx.h"

#define DEMO_PASSWORD "Kontor-demo-1"

struct demo_size {
    u64 seed;
    i64 customers, orders, products;
};

/* Who can sign in; each list ends with an empty sign_in. what is English. */
struct demo_person {
    str sign_in, what;
};
extern const struct demo_person demo_staff[], demo_customers[];

/* Whether the store holds customers already, so that nothing is made. */
MUST err demo_is_there(struct ctx *c, bool *there);

/* c: the program's own. progress is called often; done never falls. Takes a while: bulk works of many rows each. */
MUST err demo_fill(struct ctx *c, const struct demo_size *size,
                   void (*progress)(size_t done, size_t all));
