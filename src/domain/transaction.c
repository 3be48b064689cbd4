#include "domain/transaction.h"

#include "domain/reach.h"
#include "domain/transaction.sql.h"

const struct choice transaction_kinds[] = {
    {S("order"), _("Order")},     {S("authorization"), _("Authorization")},
    {S("capture"), _("Capture")}, {S("void"), _("Void")},
    {S("refund"), _("Refund")},   {{0}, {0}},
};

static const struct field fields[] = {
    FIELD(struct transaction, id, F_PLAIN),
    FIELD(struct transaction, order_id, F_PLAIN),
    FIELD(struct transaction, store_view_id, F_PLAIN),
    FIELD(struct transaction, order_number, F_PLAIN),
    FIELD(struct transaction, txn_id, F_PLAIN),
    FIELD(struct transaction, parent_txn_id, F_PLAIN),
    FIELD(struct transaction, method, F_PLAIN),
    FIELD(struct transaction, kind, F_PLAIN),
    FIELD(struct transaction, closed, F_PLAIN),
    FIELD(struct transaction, created_at, F_PLAIN),
};
static const struct record transaction_record = RECORD(struct transaction, fields);

static bool is_kind(str kind)
{
    for (const struct choice *k = transaction_kinds; k->key.n; k++)
        if (str_eq(k->key, kind))
            return true;
    return false;
}

static bool is_number(str txn_id)
{
    return txn_id.n && str_count_chars(txn_id) <= TRANSACTION_ID_MOST;
}

/* The order has it. */
static err find(struct work *w, i64 order_id, str txn_id)
{
    i64 id;
    return db_i64(w->db, &sql_transaction_taken, ARGS(order_id, txn_id), &id);
}

err transaction_add(struct work *w, const struct order *o, const struct transaction_new *in)
{
    struct transaction t = {
        .order_id = o->id,
        .store_view_id = o->store_view_id,
        .order_number = o->number,
        .txn_id = in->txn_id,
        .parent_txn_id = in->parent_txn_id,
        .method = o->payment_method,
        .kind = in->kind,
        .closed = in->closed,
        .created_at = w->c->now,
    };
    if (!is_number(t.txn_id) || !is_kind(t.kind))
        return ERR_INVALID;
    err e = find(w, o->id, t.txn_id);
    if (e != ERR_NOT_FOUND)
        return e ? e : ERR_CONFLICT;
    if (t.parent_txn_id.n)
        TRY(find(w, o->id, t.parent_txn_id));
    TRY(db_put(w->db, &sql_transaction_add, &transaction_record, &t, &t.id));
    if (in->closes_parent)
        TRY(db_run(w->db, &sql_transaction_close, ARGS(o->id, t.parent_txn_id), NULL));
    work_touch_row(w, ENTITY_TRANSACTION, t.id, &transaction_record, NULL, &t);
    return OK;
}

err transactions_of(struct ctx *c, i64 order_id, transaction_list *out)
{
    return db_all(c->db, c->mem, &sql_transaction_of_order, ARGS(order_id), &transaction_record,
                  out);
}

/* ---- the grid ---- */

static const struct list_column columns[] = {
    {.name = "id", .filter = "t.id", .sort = "t.id", .kind = LIST_RANGE},
    {.name = "order", .filter = "t.order_number", .sort = "t.order_number", .kind = LIST_PREFIX},
    {.name = "txn", .filter = "lower(t.txn_id)", .sort = "lower(t.txn_id)", .kind = LIST_PREFIX},
    {.name = "parent",
     .filter = "lower(t.parent_txn_id)",
     .sort = "lower(t.parent_txn_id)",
     .kind = LIST_PREFIX},
    {.name = "method", .kind = LIST_NONE},
    {.name = "kind", .filter = "t.kind", .kind = LIST_EXACT},
    {.name = "closed", .filter = "t.closed", .kind = LIST_YES_NO},
    {.name = "created_at", .sort = "t.created_at", .kind = LIST_DAYS, .along = true},
};

#define LIST_OF(condition)                                                                         \
    {                                                                                              \
        .name = "transactions",                                                                    \
        .select =                                                                                  \
            S("SELECT t.id, t.order_id, t.store_view_id, t.order_number, t.txn_id, "               \
              "t.parent_txn_id, t.method, t.kind, t.closed, t.created_at"),                        \
        .from = S("payment_transaction t"), .where = S(condition), .key = "t.id",                  \
        .columns = columns, .n = COUNT(columns),                                                   \
    }
const struct list transaction_list_of_all = LIST_OF("");
static const struct list bound_list = LIST_OF(REACH_VIEW("t.store_view_id", "$1"));

err transaction_rows(struct ctx *c, const struct list_query *q, transaction_list *rows,
                     struct list_answer *answer)
{
    struct list_query mine = *q;
    if (!reach_is_bound(c))
        return list_run(c->db, c->mem, &transaction_list_of_all, q, &transaction_record, rows,
                        answer);
    mine.fixed = ARGS(reach_role(c));
    return list_run(c->db, c->mem, &bound_list, &mine, &transaction_record, rows, answer);
}
