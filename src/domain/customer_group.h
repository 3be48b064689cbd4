/* Customer groups: who gets which tax class and prices. The first three come with the schema. */
#pragma once

#include "domain/ctx.h"

#define CUSTOMER_GROUP_DEFAULT 1

struct customer_group {
    i64 id;
    str code, name, tax_class;
};
/* All of them, by id into a LIST(struct customer_group). */
struct customer_groups {
    LIST(struct customer_group) at;
};
MUST err customer_groups(struct ctx *c, struct customer_groups *out);
MUST err customer_group_get(struct ctx *c, i64 id, struct customer_group *out);
