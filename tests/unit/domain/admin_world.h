/* Staff with passwords, on top of assist_world.h: a manager who may change users and roles, but nothing else. */
#pragma once

#include "domain/assist_world.h"

#include "domain/admin_user.h"
#include "domain/role.h"

#define OWN_PASSWORD S("Kontor-demo-1") /* of everybody */

enum { MANAGER = 5, MANAGER_SESSION = 5 };
enum {
    OWNERS = 1,
    SUPPORT = 2,
    CLERKS = 3,
    MANAGERS = 4,
    NOBODYS = 5
}; /* roles; the last one has no users */

void staff_begin(struct test_store *t, struct world *w);
struct ctx *as_owner(struct world *w);
struct ctx *as_manager(struct world *w);

/* A valid form for a new user of a role; for a user that exists, with its version. */
struct admin_user_edit a_user(i64 role_id);
struct admin_user_edit user_now(struct world *w, i64 id);
/* As the role form shows it. */
struct role_edit role_now(struct world *w, i64 id);
struct permits permits_of(const char *keys); /* "customers.all assist.login" */

str sign_in_token(struct world *w, const char *user); /* the cookie; fails the test if refused */
err sign_in_as(struct world *w, const char *user, str password);
