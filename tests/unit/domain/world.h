/* What tests of the domain begin with: a ctx on a test store, with somebody who asks. The clock stands still until a
 * test moves c.now. */
#pragma once

#include "domain/ctx.h"
#include "domain/settings.h"
#include "domain/work.h"
#include "test_store.h"

struct world {
    struct ctx c;
    struct settings settings; /* c.settings: a test may change them */
};

/* The program itself asks, in the default store view. The world lives in t->mem. */
struct world *world_make(struct test_store *t);
struct ctx *as_program(struct world *w);
struct ctx *as_visitor(struct world *w);
struct ctx *as_customer(struct world *w, i64 customer_id);
/* A member of staff with this permission; P_COUNT: all of them. */
struct ctx *as_staff(struct world *w, enum permission p);
/* Staff with all rights acts for a customer. */
struct ctx *as_assist(struct world *w, i64 customer_id);

/* Makes an account "Anna Berger" with this address and A_PASSWORD; gives its id. */
i64 a_customer(struct world *w, const char *email);
#define A_PASSWORD S("Sonnen-Schein7")
/* A member of staff acts for this account right now. */
void a_running_assist(struct world *w, i64 customer_id);

/* The first column of the first row; fails the test without one. */
i64 number_of(struct world *w, const char *sql);
bool has_problem(const struct world *w, const char *field);
/* The body of the last mail of this kind; fails the test without one. */
str mail_body(struct world *w, const char *kind);
i64 mails_of(struct world *w, const char *kind);
