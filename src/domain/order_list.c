#include "domain/order.h"

#include "domain/order.sql.h"
#include "domain/order_status.h"
#include "domain/reach.h"

static const struct field row_fields[] = {
    FIELD(struct order_row, id, F_PLAIN),
    FIELD(struct order_row, number, F_PLAIN),
    FIELD(struct order_row, view_path, F_PLAIN),
    FIELD(struct order_row, bill_name, F_PLAIN),
    FIELD(struct order_row, ship_name, F_PLAIN),
    FIELD(struct order_row, currency, F_PLAIN),
    FIELD(struct order_row, base_currency, F_PLAIN),
    FIELD(struct order_row, state, F_PLAIN),
    FIELD(struct order_row, status, F_PLAIN),
    FIELD(struct order_row, created_at, F_PLAIN),
    FIELD(struct order_row, grand_total, F_PLAIN),
    FIELD(struct order_row, base_grand_total, F_PLAIN),
    FIELD(struct order_row, subtotal, F_PLAIN),
    FIELD(struct order_row, shipping, F_PLAIN),
    FIELD(struct order_row, refunded, F_PLAIN),
    FIELD(struct order_row, email, F_PLAIN),
    FIELD(struct order_row, customer_name, F_PLAIN),
    FIELD(struct order_row, group_name, F_PLAIN),
    FIELD(struct order_row, payment_title, F_PLAIN),
    FIELD(struct order_row, shipping_title, F_NULL0),
    FIELD(struct order_row, bill_line, F_NULL0),
    FIELD(struct order_row, ship_line, F_NULL0),
    FIELD(struct order_row, assist_id, F_NULL0),
    FIELD(struct order_row, customer_id, F_NULL0),
    FIELD(struct order_row, account_gone, F_PLAIN),
};
static const struct record row_record = RECORD(struct order_row, row_fields);

/* Columns without an index of their own are shown, not filtered and not sorted: the cost of a page must not grow with
 * the table. */
static const struct list_column columns[] = {
    {"number", "o.number", "o.id", LIST_PREFIX},
    {"view", "o.store_view_id", NULL, LIST_EXACT, .with = "created_at"},
    {"created_at", NULL, "o.created_at", LIST_DAYS, .along = true},
    {"bill_name", NULL, "o.bill_name_fold", LIST_PREFIX, .worded = true},
    {"ship_name", NULL, "o.ship_name_fold", LIST_PREFIX, .worded = true},
    {"base_grand_total", NULL, "o.base_grand_total", LIST_RANGE},
    {"grand_total", NULL, "o.grand_total", LIST_RANGE},
    {"status", NULL, "o.status", LIST_EXACT, .with = "created_at"},
    {"email", NULL, "o.email_fold", LIST_PREFIX, .worded = true},
    {"customer_name", NULL, NULL, LIST_NONE},
    {"group_name", NULL, NULL, LIST_NONE},
    {"subtotal", NULL, NULL, LIST_NONE},
    {"shipping", NULL, NULL, LIST_NONE},
    {"refunded", NULL, NULL, LIST_NONE},
    {"payment_title", NULL, NULL, LIST_NONE},
    {"shipping_title", NULL, NULL, LIST_NONE},
    {"bill_line", NULL, NULL, LIST_NONE},
    {"ship_line", NULL, NULL, LIST_NONE},
};

/* The same rows, but for staff that is bound to websites. */
#define LIST_WHERE(condition, words_condition)                                                     \
    {                                                                                              \
        .name = "orders",                                                                          \
        .select =                                                                                  \
            S("SELECT o.id, o.number, o.view_path, o.bill_name, o.ship_name, o.currency, "         \
              "o.base_currency, o.state, o.status, o.created_at, o.grand_total, "                  \
              "o.base_grand_total, o.subtotal, o.shipping, o.refunded, o.email, "                  \
              "o.customer_name, o.group_name, o.payment_title, o.shipping_title, o.assist_id, "    \
              "o.customer_id, o.account_gone, "                                                    \
              "(SELECT a.street1 || ', ' || a.postcode || ' ' || a.city || ', ' || a.country "     \
              "FROM sales_order_address a WHERE a.order_id = o.id AND a.kind = 'billing') "        \
              "AS bill_line, "                                                                     \
              "(SELECT a.street1 || ', ' || a.postcode || ' ' || a.city || ', ' || a.country "     \
              "FROM sales_order_address a WHERE a.order_id = o.id AND a.kind = 'shipping') "       \
              "AS ship_line"),                                                                     \
        .from = S("sales_order o"), .key = "o.id", .columns = columns, .n = COUNT(columns),        \
        .words = {.table = "sales_order_word", .row = "order_id", .where = words_condition},       \
        .where = S(condition),                                                                     \
    }
const struct list order_list_of_all = LIST_WHERE("", NULL);
static const struct list bound_list = LIST_WHERE(REACH_VIEW("o.store_view_id", "$1"),
                                                 REACH_WORDS_VIEW("sales_order", "order_id", "$1"));

err order_list(struct ctx *c, const struct list_query *q, order_rows *out,
               struct list_answer *answer)
{
    if (!reach_is_bound(c))
        return list_run(c->db, c->mem, &order_list_of_all, q, &row_record, out, answer);
    struct list_query bound = *q;
    bound.fixed = ARGS(reach_role(c));
    return list_run(c->db, c->mem, &bound_list, &bound, &row_record, out, answer);
}

struct listing {
    const struct sql *rows, *count;
};

static err list_of(struct ctx *c, i64 customer_id, struct listing l, i64 page, i64 per_page,
                   order_rows *out, i64 *count)
{
    i64 skip = (page - 1) * per_page, most = LIST_COUNT_MOST;
    struct val customer = opt_i64(customer_id);
    TRY(db_i64(c->db, l.count, ARGS(customer, most), count));
    *out = (order_rows){0};
    if (skip >= most)
        return OK;
    return db_all(c->db, c->mem, l.rows, ARGS(customer, per_page, skip), &row_record, out);
}

err order_list_own(struct ctx *c, i64 page, i64 per_page, order_rows *out, i64 *count)
{
    struct listing l = {&sql_order_own, &sql_order_own_count};
    return list_of(c, c->actor.customer_id, l, page, per_page, out, count);
}

err order_list_of_customer(struct ctx *c, i64 customer_id, i64 page, i64 per_page, order_rows *out,
                           i64 *count)
{
    struct listing l = {&sql_order_of_account, &sql_order_of_account_count};
    return list_of(c, customer_id, l, page, per_page, out, count);
}
