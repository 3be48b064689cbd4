#include "domain/access.h"

#include "base/str.h"

static const struct permission_info permissions[P_COUNT] = {
#define PERMISSION(id, key, parent, label) [P_##id] = {S(key), P_##parent, S(label)},
#include "domain/permissions.def"
#undef PERMISSION
};

static const str group_labels[GROUP_COUNT] = {
#define ACTION_GROUP(id, key, rule, label, hint) [GROUP_##id] = S(label),
#include "domain/groups.def"
#undef ACTION_GROUP
};

static const struct action_info actions[ACT_COUNT] = {
#define ACTION(id, name, label, who, group, assist)                                                \
    [ACT_##id] = {S(name), S(label), P_##who, GROUP_##group, ASSIST_##assist},
#include "domain/actions.def"
#undef ACTION
};

const struct permission_info *permission_info(enum permission p)
{
    assert(p < P_COUNT);
    return &permissions[p];
}

bool permission_find(str key, enum permission *out)
{
    for (enum permission p = P_FIRST_GRANT; p < P_COUNT; p++)
        if (str_eq(permissions[p].key, key))
            return *out = p, true;
    return false;
}

bool permits_has(const struct permits *g, enum permission p)
{
    return (g->bits[p / 64] >> (p % 64)) & 1;
}

void permits_add(struct permits *g, enum permission p)
{
    for (; p >= P_FIRST_GRANT; p = permissions[p].parent)
        g->bits[p / 64] |= (u64)1 << (p % 64);
}

struct permits permits_all(void)
{
    struct permits g = {0};
    for (enum permission p = P_FIRST_GRANT; p < P_COUNT; p++)
        permits_add(&g, p);
    return g;
}

str action_group_label(enum action_group g)
{
    return group_labels[g];
}

const struct action_info *action_info(enum action a)
{
    assert(a < ACT_COUNT);
    return &actions[a];
}

/* What a role that is bound to websites may not touch. */
static const bool wide[ACT_COUNT] = {
#define WIDE(id) [ACT_##id] = true,
#include "domain/wide.def"
#undef WIDE
};

static bool staff_may(const struct actor *a, enum action action, enum permission who)
{
    if (a->scope_role && wide[action])
        return false;
    return who == P_ANYONE || who == P_STAFF ||
           (who >= P_FIRST_GRANT && permits_has(&a->permits, who));
}

/* The subset rule (R09): what the customer may, what the action's row lets staff do for them, and what the agent's own
 * role allows. Rights of the back office never reach an assist session. */
static bool assist_may(const struct actor *a, const struct action_info *info)
{
    bool for_customers =
        info->who == P_ANYONE || info->who == P_CUSTOMER || info->who == P_ASSISTING;
    return for_customers && info->assist == ASSIST_MAY && permits_has(&a->permits, P_ASSIST_LOGIN);
}

bool actor_may(const struct actor *a, enum action action)
{
    const struct action_info *info = action_info(action);
    switch (a->who) {
    case WHO_NOBODY:
        return false;
    case WHO_VISITOR:
        return info->who == P_ANYONE;
    case WHO_CUSTOMER:
        return info->who == P_ANYONE || info->who == P_CUSTOMER;
    case WHO_STAFF:
        return staff_may(a, action, info->who);
    case WHO_ASSIST:
        return assist_may(a, info);
    case WHO_SYSTEM:
        return info->who != P_NOBODY;
    }
    return false;
}

bool actor_is_staff(const struct actor *a)
{
    return a->who == WHO_STAFF;
}
