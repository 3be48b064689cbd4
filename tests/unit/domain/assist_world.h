/* What domain tests are about: a store with staff and customers, and a ctx for whoever acts. Rows come from a script, not
 * from the functions under test. */
#pragma once

#include "test_store.h"

#include "domain/ctx.h"
#include "domain/settings.h"

#define NOON ((when){1790000000LL * 1000000}) /* where tests begin */

enum { ANNA = 1, BEN = 2, CLARA = 3 }; /* customers: allowed; not allowed; allowed and inactive */
enum {
    OWNER = 1,
    AGENT = 2,
    CLERK = 3,
    GONE = 4
}; /* staff: everything; may assist; may not; inactive */
enum { OWNER_SESSION = 1, AGENT_SESSION = 2, CLERK_SESSION = 3 };

struct world {
    struct test_store *t;
    struct ctx c; /* of the one who acts: see world_as_… */
    const struct snapshot *snapshot;
};

/* The store above, with Login as Customer switched on. */
void world_begin(struct test_store *t, struct world *w);
void world_end(struct world *w);
void world_set(struct world *w, const char *path,
               const char *value); /* a setting, and the snapshot anew */
void world_script(struct world *w, const char *sql);
void world_pass(struct world *w, i64 us); /* time goes by */

struct ctx *world_as_staff(struct world *w, i64 staff, i64 session);
struct ctx *world_as_customer(struct world *w, i64 customer);
struct ctx *world_as_visitor(struct world *w);
struct ctx *world_as_program(struct world *w);

i64 world_count(struct world *w, const char *sql); /* the first column of the first row */
