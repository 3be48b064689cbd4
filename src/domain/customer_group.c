#include "domain/customer_group.h"

#include "domain/customer_group.sql.h"

static const struct field fields[] = {
    FIELD(struct customer_group, id, F_PLAIN),
    FIELD(struct customer_group, code, F_PLAIN),
    FIELD(struct customer_group, name, F_PLAIN),
    FIELD(struct customer_group, tax_class, F_PLAIN),
};
static const struct record group_record = RECORD(struct customer_group, fields);

err customer_groups(struct ctx *c, struct customer_groups *out)
{
    return db_all(c->db, c->mem, &sql_customer_group_all, NO_ARGS, &group_record, &out->at);
}

err customer_group_get(struct ctx *c, i64 id, struct customer_group *out)
{
    return db_one(c->db, c->mem, &sql_customer_group_get, ARGS(id), &group_record, out);
}
