#include "domain/customer_mass.h"

#include "domain/customer.h"
#include "domain/customer_group.h"

enum action customer_mass_action(enum customer_mass_act act)
{
    return act == CUSTOMERS_DELETE ? ACT_CUSTOMER_DELETE : ACT_CUSTOMER_SAVE;
}

static err run(struct ctx *c, enum customer_mass_act act, str ref, i64 group_id)
{
    struct customer k;
    TRY(customer_by_ref(c, ref, &k));
    switch (act) {
    case CUSTOMERS_DELETE:
        return customer_delete(c, k.id);
    case CUSTOMERS_SUBSCRIBE:
        return customer_subscribe(c, k.id, true);
    case CUSTOMERS_UNSUBSCRIBE:
        return customer_subscribe(c, k.id, false);
    case CUSTOMERS_GROUP:
        return customer_put_group(c, k.id, group_id);
    }
    return ERR_BROKEN;
}

static err check_group(struct ctx *c, i64 group_id)
{
    struct customer_group group;
    err e = customer_group_get(c, group_id, &group);
    return e == ERR_NOT_FOUND ? invalid(c, S("group"), _("Choose one of the groups.")) : e;
}

err customer_mass(struct ctx *c, enum customer_mass_act act, const str *refs, size_t n,
                  i64 group_id, struct customer_mass *out)
{
    *out = (struct customer_mass){0};
    if (!actor_may(&c->actor, customer_mass_action(act)))
        return ERR_DENIED;
    if (act == CUSTOMERS_GROUP)
        TRY(check_group(c, group_id));
    for (size_t i = 0; i < n; i++) {
        err e = run(c, act, refs[i], group_id);
        if (e == ERR_BROKEN || e == ERR_AWAY)
            return e;
        out->done += e == OK;
        out->skipped += e != OK;
    }
    return OK;
}
