#include "domain/document.h"

#include "domain/document.sql.h"
#include "domain/reach.h"

static const struct field row_fields[] = {
    FIELD(struct document_row, id, F_PLAIN),
    FIELD(struct document_row, kind, F_PLAIN),
    FIELD(struct document_row, number, F_PLAIN),
    FIELD(struct document_row, order_number, F_PLAIN),
    FIELD(struct document_row, view_path, F_PLAIN),
    FIELD(struct document_row, bill_name, F_PLAIN),
    FIELD(struct document_row, ship_name, F_PLAIN),
    FIELD(struct document_row, state, F_PLAIN),
    FIELD(struct document_row, currency, F_PLAIN),
    FIELD(struct document_row, base_currency, F_PLAIN),
    FIELD(struct document_row, order_status, F_PLAIN),
    FIELD(struct document_row, order_id, F_PLAIN),
    FIELD(struct document_row, created_at, F_PLAIN),
    FIELD(struct document_row, order_created_at, F_PLAIN),
    FIELD(struct document_row, qty, F_PLAIN),
    FIELD(struct document_row, grand_total, F_PLAIN),
    FIELD(struct document_row, base_grand_total, F_PLAIN),
    FIELD(struct document_row, subtotal, F_PLAIN),
    FIELD(struct document_row, shipping, F_PLAIN),
    FIELD(struct document_row, adjustment_refund, F_PLAIN),
    FIELD(struct document_row, adjustment_fee, F_PLAIN),
    FIELD(struct document_row, email, F_PLAIN),
    FIELD(struct document_row, customer_name, F_PLAIN),
    FIELD(struct document_row, group_name, F_PLAIN),
    FIELD(struct document_row, payment_title, F_PLAIN),
    FIELD(struct document_row, shipping_title, F_NULL0),
    FIELD(struct document_row, bill_line, F_NULL0),
    FIELD(struct document_row, ship_line, F_NULL0),
};
static const struct record row_record = RECORD(struct document_row, row_fields);

/* Columns without an index of their own are shown, not filtered and not sorted. */
static const struct list_column columns[] = {
    {"number", "d.number", "d.id", LIST_PREFIX},
    {"created_at", NULL, "d.created_at", LIST_DAYS, .along = true},
    {"order_number", NULL, "d.order_number", LIST_PREFIX},
    {"order_created_at", NULL, "d.order_created_at", LIST_DAYS},
    {"bill_name", NULL, "d.bill_name_fold", LIST_PREFIX, .worded = true},
    {"ship_name", NULL, "d.ship_name_fold", LIST_PREFIX, .worded = true},
    {"state", NULL, "d.state", LIST_EXACT, .with = "created_at"},
    {"grand_total", NULL, "d.grand_total", LIST_RANGE},
    {"base_grand_total", NULL, "d.base_grand_total", LIST_RANGE},
    {"qty", NULL, "d.qty", LIST_RANGE},
    {"order_status", NULL, NULL, LIST_NONE},
    {"view", NULL, NULL, LIST_NONE},
    {"email", NULL, NULL, LIST_NONE},
    {"customer_name", NULL, NULL, LIST_NONE},
    {"group_name", NULL, NULL, LIST_NONE},
    {"subtotal", NULL, NULL, LIST_NONE},
    {"shipping", NULL, NULL, LIST_NONE},
    {"adjustment_refund", NULL, NULL, LIST_NONE},
    {"adjustment_fee", NULL, NULL, LIST_NONE},
    {"payment_title", NULL, NULL, LIST_NONE},
    {"shipping_title", NULL, NULL, LIST_NONE},
    {"bill_line", NULL, NULL, LIST_NONE},
    {"ship_line", NULL, NULL, LIST_NONE},
};

#define ADDRESS_LINE(kind)                                                                         \
    "(SELECT a.street1 || ', ' || a.postcode || ' ' || a.city || ', ' || a.country "               \
    "FROM sales_order_address a WHERE a.order_id = d.order_id AND a.kind = '" kind "')"

#define LIST_OF(plural, condition, words_condition)                                                \
    {                                                                                              \
        .name = plural,                                                                            \
        .select = S(                                                                               \
            "SELECT d.id, d.kind, d.number, d.order_number, d.view_path, d.bill_name, "            \
            "d.ship_name, d.state, d.currency, d.base_currency, o.status AS order_status, "        \
            "d.order_id, d.created_at, d.order_created_at, d.qty, d.grand_total, "                 \
            "d.base_grand_total, d.subtotal, d.shipping, d.adjustment_refund, d.adjustment_fee, "  \
            "d.email, d.customer_name, d.group_name, d.payment_title, "                            \
            "d.shipping_title, " ADDRESS_LINE("billing") " AS bill_line, " ADDRESS_LINE(           \
                "shipping") " AS ship_line"),                                                      \
        .from = S("sales_document d"), .joins = S("JOIN sales_order o ON o.id = d.order_id"),      \
        .where = S("d.kind = $1" condition), .key = "d.id", .columns = columns,                    \
        .n = COUNT(columns),                                                                       \
        .words = {.table = "sales_document_word",                                                  \
                  .row = "document_id",                                                            \
                  .where = "kind = $1" words_condition},                                           \
    }

/* The same rows but for the kind, which is a value of the fixed condition; the name is where columns are saved. */
const struct list document_lists[DOCUMENT_KIND_COUNT] = {
    [DOCUMENT_INVOICE] = LIST_OF("invoices", "", ""),
    [DOCUMENT_SHIPMENT] = LIST_OF("shipments", "", ""),
    [DOCUMENT_CREDIT_MEMO] = LIST_OF("credit_memos", "", ""),
};

/* … for staff that is bound to websites. */
#define BOUND       " AND " REACH_VIEW("d.store_view_id", "$2")
#define BOUND_WORDS " AND " REACH_WORDS_VIEW("sales_document", "document_id", "$2")
static const struct list bound_lists[DOCUMENT_KIND_COUNT] = {
    [DOCUMENT_INVOICE] = LIST_OF("invoices", BOUND, BOUND_WORDS),
    [DOCUMENT_SHIPMENT] = LIST_OF("shipments", BOUND, BOUND_WORDS),
    [DOCUMENT_CREDIT_MEMO] = LIST_OF("credit_memos", BOUND, BOUND_WORDS),
};

err document_list(struct ctx *c, enum document_kind kind, const struct list_query *q,
                  document_rows *out, struct list_answer *answer)
{
    struct list_query mine = *q;
    mine.fixed = ARGS(document_key(kind));
    if (reach_is_bound(c)) {
        mine.fixed = ARGS(document_key(kind), reach_role(c));
        return list_run(c->db, c->mem, &bound_lists[kind], &mine, &row_record, out, answer);
    }
    return list_run(c->db, c->mem, &document_lists[kind], &mine, &row_record, out, answer);
}

err document_list_of_order(struct ctx *c, enum document_kind kind, i64 order_id, document_rows *out)
{
    return db_all(c->db, c->mem, &sql_document_of_order, ARGS(order_id, document_key(kind)),
                  &row_record, out);
}

static err take(struct ctx *c, enum document_kind kind, i64 id, document_set *out)
{
    if (out->n == DOCUMENT_PRINT_MOST)
        return OK;
    err e = document_get(c, kind, id, &out->at[out->n]);
    out->n += e == OK;
    return e == ERR_NOT_FOUND ? OK : e;
}

err documents_by_ids(struct ctx *c, enum document_kind kind, const i64 *ids, size_t n,
                     document_set *out)
{
    out->at = NEWN(c->mem, struct document, DOCUMENT_PRINT_MOST);
    out->n = 0;
    for (size_t i = 0; i < n; i++)
        TRY(take(c, kind, ids[i], out));
    return OK;
}

err documents_by_orders(struct ctx *c, enum document_kind kind, const i64 *order_ids, size_t n,
                        document_set *out)
{
    out->at = NEWN(c->mem, struct document, DOCUMENT_PRINT_MOST);
    out->n = 0;
    for (size_t i = 0; i < n; i++) {
        document_rows rows = {0};
        TRY(document_list_of_order(c, kind, order_ids[i], &rows));
        for (size_t k = 0; k < rows.n; k++)
            TRY(take(c, kind, rows.at[k].id, out));
    }
    return OK;
}
