/* Who may do what: the tables permissions.def and actions.def as types, and the one question. Pure: no SQL.
 * Sources: store.md §4.2 (resource tree), design §5; R05, R09, R17. */
#pragma once

#include "base/base.h"

/* Nobody first: a forgotten column is a refusal. The first block are not resources of a role. */
enum permission {
    P_NOBODY = 0,
    P_ANYONE, /* visitors too */
    P_CUSTOMER, /* a customer in person, or staff acting for one where the action's assist column allows */
    P_STAFF,     /* any member of staff who is signed in */
    P_ASSISTING, /* only staff acting for a customer (R02) */
    P_PROGRAM,   /* the program itself: command line, jobs, demo data */
#define PERMISSION(id, key, parent, label) P_##id,
#include "domain/permissions.def"
#undef PERMISSION
    P_COUNT
};
#define P_ROOT        P_NOBODY /* parent of the top resources */
#define P_FIRST_GRANT (P_PROGRAM + 1)

/* A role's ticked resources. */
struct permits {
    u64 bits[2];
};
_Static_assert(P_COUNT <= 128, "struct permits has 128 bits");

struct permission_info {
    str key; /* stable, in the database: "assist.login" */
    enum permission parent;
    str label; /* English; translated where shown */
};
const struct permission_info *permission_info(enum permission p);
bool permission_find(str key, enum permission *out);

bool permits_has(const struct permits *g, enum permission p);
void permits_add(struct permits *g,
                 enum permission p); /* with its ancestors: they carry the menu (UR-06) */
struct permits permits_all(void);

/* Groups of the action log (store.md §4.4). GROUP_NONE: not logged (reading). GROUP_QUIET: a customer's own doing,
 * not logged unless staff does it for them; then it is GROUP_LOGIN_AS_CUSTOMER. */
enum action_group {
    GROUP_NONE,
    GROUP_QUIET,
#define ACTION_GROUP(id, key, rule, label, hint) GROUP_##id,
#include "domain/groups.def"
#undef ACTION_GROUP
    GROUP_COUNT
};
str action_group_label(enum action_group g); /* English; "" for the first two */

/* What staff acting for a customer may do with an action (design §8.5). Unlisted means refused. */
enum assist_rule { ASSIST_NEVER = 0, ASSIST_MAY };

enum action {
    ACT_NONE = 0,
#define ACTION(id, name, label, who, group, assist) ACT_##id,
#include "domain/actions.def"
#undef ACTION
    ACT_COUNT
};

struct action_info {
    str name;  /* stable, "assist.login": the log's Full Action Name */
    str label; /* English, "Login as Customer": the log's Action; "": never logged */
    enum permission who;
    enum action_group group;
    enum assist_rule assist;
};
const struct action_info *action_info(enum action a);

enum who { WHO_NOBODY = 0, WHO_VISITOR, WHO_CUSTOMER, WHO_STAFF, WHO_ASSIST, WHO_SYSTEM };

/* Who asks. Written by session.c and assist.c only (R01); everybody else reads. */
struct actor {
    enum who who;
    i64 customer_id; /* WHO_CUSTOMER, WHO_ASSIST: the account that is acted on */
    i64 staff_id;    /* WHO_STAFF, WHO_ASSIST: the human who proved themselves (R19) */
    str staff_name;  /* the user name */
    str tax_class;   /* of the customer's group, where it is not the visitors'; "": the visitors' */
    i64 assist_id;   /* WHO_ASSIST: the running assist session */
    i64 session_id;  /* the row of this surface's session, 0: none */
    struct permits permits;
    i64 scope_role; /* WHO_STAFF: the role whose websites bound what is reached (reach.h); 0: nothing does */
};

/* The subset rule: a customer action in an assist session needs both columns; staff rights never apply there (R09). */
bool actor_may(const struct actor *a, enum action action);
bool actor_is_staff(const struct actor *a); /* in the back office, not acting for a customer */
