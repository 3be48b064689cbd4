/* Roles of the back office: a name and what its users may do, as resources of permissions.def (store.md §4.1). Nobody
 * grants what they do not hold themselves, and nobody changes what is stronger than they are: both are decided on the
 * rows of the change's own transaction (R09, R10). */
#pragma once

#include "data/list.h"
#include "domain/ctx.h"
#include "domain/work.h"

#define ROLE_NAME_MOST 80

struct role {
    i64 id;
    str name;
    bool access_all;
    str resources; /* keys in the order of permissions.def, separated by spaces */
    i64 version;
    i64 users; /* how many have it; where it is read */
    bool scope_all;
    str websites; /* ids of those that bind it, separated by spaces; role_get gives them */
};

/* Websites of Role Scopes that are chosen one by one. */
#define ROLE_WEBSITES_MOST 200

MUST err role_get(struct ctx *c, i64 id, struct role *out);
struct permits role_permits_of(const struct role *r);
bool role_has_website(const struct role *r, i64 website_id); /* of those that bind it */

/* For choosing one: all of them by name, at most 500. */
struct roles {
    struct role *at;
    size_t n;
};
MUST err role_all(struct ctx *c, struct roles *out);

extern const struct list role_list;
MUST err role_rows(struct ctx *c, const struct list_query *q, struct roles *rows,
                   struct list_answer *answer);

/* What a form of ticks means, given what was ticked before (UR-06): a parent newly ticked without any child ticks all
 * below; a parent newly unticked unticks what was ticked below; any other tick brings its ancestors. */
struct permits role_ticks(const struct permits *before, const struct permits *posted);

struct role_edit {
    str name;
    bool access_all;
    struct permits permits; /* without access_all */
    bool choosing;          /* the form showed the resources: none at all is refused */
    bool scoped;            /* Role Scopes: only these websites (reach.h) */
    i64 websites[ROLE_WEBSITES_MOST];
    size_t n_websites;
    i64 version;      /* that the form showed; 0 for a new role */
    str own_password; /* of the acting user */
};
/* Creates (id 0) or saves. Ends the assist sessions of users who lose the right. ERR_INVALID at "name", "resources", "scopes",
 * "own_password", ""; ERR_CONFLICT: somebody saved it first. Slow: checks a password. */
MUST err role_save(struct ctx *c, i64 id, const struct role_edit *in, i64 *saved);

/* ERR_INVALID: users are assigned (UR-09). Slow. */
MUST err role_remove(struct ctx *c, i64 id, str own_password);

/* Moves the users to the role, each from the one it has (UR-08). Slow. */
MUST err role_assign(struct ctx *c, i64 id, const i64 *user_ids, size_t n, str own_password);

/* Inside a work. ERR_INVALID at `field`: the role allows what the actor may not, or reading it failed to find it. */
MUST err role_within_own(struct work *w, i64 role_id, str field);
