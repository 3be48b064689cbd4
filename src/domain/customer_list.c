#include "domain/customer_list.h"

#include "domain/reach.h"

static const struct field fields[] = {
    FIELD(struct customer_row, id, F_PLAIN),
    FIELD(struct customer_row, ref, F_PLAIN),
    FIELD(struct customer_row, first_name, F_PLAIN),
    FIELD(struct customer_row, last_name, F_PLAIN),
    FIELD(struct customer_row, email, F_PLAIN),
    FIELD(struct customer_row, group_id, F_PLAIN),
    FIELD(struct customer_row, website_id, F_PLAIN),
    FIELD(struct customer_row, store_view_id, F_PLAIN),
    FIELD(struct customer_row, group_name, F_PLAIN),
    FIELD(struct customer_row, website_name, F_PLAIN),
    FIELD(struct customer_row, view_name, F_PLAIN),
    FIELD(struct customer_row, bill_phone, F_NULL0),
    FIELD(struct customer_row, bill_postcode, F_NULL0),
    FIELD(struct customer_row, bill_country, F_NULL0),
    FIELD(struct customer_row, bill_region, F_NULL0),
    FIELD(struct customer_row, created_at, F_PLAIN),
    FIELD(struct customer_row, birthday, F_NULL0),
    FIELD(struct customer_row, locked_until, F_NULL0),
    FIELD(struct customer_row, confirmed, F_PLAIN),
    FIELD(struct customer_row, active, F_PLAIN),
    FIELD(struct customer_row, assist_allowed, F_PLAIN),
    FIELD(struct customer_row, newsletter, F_PLAIN),
    FIELD(struct customer_row, tax_vat, F_NULL0),
    FIELD(struct customer_row, gender, F_NULL0),
};
static const struct record row_record = RECORD(struct customer_row, fields);

static const struct list_column columns[] = {
    {"id", NULL, "c.id", LIST_RANGE},
    {"name", NULL, "c.name_fold", LIST_PREFIX, .worded = true},
    {"email", NULL, "c.email_fold", LIST_PREFIX, .worded = true},
    {"group", NULL, "c.group_id", LIST_EXACT},
    {"phone", NULL, "c.bill_phone", LIST_PREFIX},
    {"zip", NULL, "c.bill_postcode_fold", LIST_PREFIX},
    {"country", NULL, "c.bill_country", LIST_EXACT, .with = "name zip"},
    {"region", NULL, "c.bill_region_fold", LIST_PREFIX},
    {"since", NULL, "c.created_at", LIST_DAYS},
    {"website", NULL, "c.website_id", LIST_EXACT},
    {"confirmed", NULL, "c.confirmed", LIST_YES_NO},
    {"view", NULL, "c.store_view_id", LIST_EXACT},
    {"birthday", NULL, "c.birthday", LIST_DAYS},
    {"tax_vat", NULL, "c.tax_vat_fold", LIST_PREFIX},
    {"gender", NULL, "c.gender", LIST_EXACT},
    {"assist", NULL, "c.assist_allowed", LIST_YES_NO},
    {"lock", NULL, NULL, LIST_NONE},
    {"newsletter", NULL, NULL, LIST_NONE},
};

/* The same rows, but for staff that is bound to websites. */
#define LIST_WHERE(condition, words_condition)                                                                    \
    {                                                                                                             \
        .name = "customers",                                                                                      \
        .select = S(                                                                                              \
            "SELECT c.id, c.ref, c.first_name, c.last_name, c.email, c.group_id, c.website_id, c.store_view_id, " \
            "g.name AS group_name, w.name AS website_name, v.name AS view_name, c.bill_phone, c.bill_postcode, "  \
            "c.bill_country, c.bill_region, c.created_at, c.birthday, c.locked_until, c.confirmed, c.active, "    \
            "c.assist_allowed, c.newsletter, c.tax_vat, c.gender"),                                               \
        .from = S("customer c"),                                                                                  \
        .joins =                                                                                                  \
            S("JOIN customer_group g ON g.id = c.group_id JOIN website w ON w.id = c.website_id "                 \
              "JOIN store_view v ON v.id = c.store_view_id"),                                                     \
        .key = "c.id", .columns = columns, .n = COUNT(columns),                                                   \
        .words = {.table = "customer_word", .row = "customer_id", .where = words_condition},                      \
        .where = S(condition),                                                                                    \
    }
const struct list customer_list = LIST_WHERE("", NULL);
static const struct list bound_list = LIST_WHERE(
    REACH_WEBSITE("c.website_id", "$1"), REACH_WORDS_WEBSITE("customer", "customer_id", "$1"));

err customer_list_run(struct ctx *c, const struct list_query *q, customer_rows *out,
                      struct list_answer *answer)
{
    if (!reach_is_bound(c))
        return list_run(c->db, c->mem, &customer_list, q, &row_record, out, answer);
    struct list_query bound = *q;
    bound.fixed = ARGS(reach_role(c));
    return list_run(c->db, c->mem, &bound_list, &bound, &row_record, out, answer);
}
