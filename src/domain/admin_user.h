/* Users of the back office (store.md §4.3). A user has exactly one role; who loses the right to be here loses the
 * running sessions with it, assisted ones included (US-04). Nobody changes a user who may more than they do. */
#pragma once

#include "data/list.h"
#include "domain/ctx.h"
#include "domain/work.h"

#define ADMIN_NAME_MOST  60
#define ADMIN_EMAIL_MOST 120

struct admin_user {
    i64 id;
    str user_name, user_name_fold;
    str first_name, last_name;
    str email, email_fold;
    str password_hash; /* written, never read */
    str lang;          /* interface locale: "en", "de" */
    bool active;
    i64 role_id;
    str role_name;
    when expires_at, created_at, last_login_at, locked_until;
    i64 version;
};
struct admin_users {
    struct admin_user *at;
    size_t n;
};

/* Active, not expired, with a role: may sign in (US-02, US-03). */
bool admin_user_open(const struct ctx *c, const struct admin_user *u);
MUST err admin_user_get(struct ctx *c, i64 id, struct admin_user *out);
MUST err admin_user_by_name(struct ctx *c, str user_name, struct admin_user *out);

extern const struct list admin_user_list;
MUST err admin_user_rows(struct ctx *c, const struct list_query *q, struct admin_users *rows,
                         struct list_answer *answer);

struct admin_user_edit {
    str user_name, first_name, last_name, email, lang;
    str password, confirm; /* both empty: it stays; required for a new user */
    bool active;
    i64 role_id;
    when expires_at; /* the first moment in which the account is Inactive; 0: never */
    i64 version;     /* that the form showed; 0 for a new user */
    str own_password;
};
/* Creates (id 0) or saves. ERR_INVALID at the fields' names; ERR_CONFLICT: somebody saved it first. Slow. */
MUST err admin_user_save(struct ctx *c, i64 id, const struct admin_user_edit *in, i64 *saved);
/* ERR_INVALID: oneself, or somebody who may more. Slow. */
MUST err admin_user_remove(struct ctx *c, i64 id, str own_password);

/* The acting user's own data: all but role, activity and expiry, which are taken as they stand. Slow. */
MUST err admin_account_save(struct ctx *c, const struct admin_user_edit *in);
