#include "domain/order_status_edit.h"

#include "base/i18n.h"
#include "domain/order_status.sql.h"

static const struct field status_fields[] = {
    FIELD(struct order_status, id, F_PLAIN),
    FIELD(struct order_status, code, F_PLAIN),
    FIELD(struct order_status, label, F_PLAIN),
    FIELD(struct order_status, version, F_PLAIN),
};
static const struct record status_record = RECORD(struct order_status, status_fields);

static const struct field state_fields[] = {
    FIELD(struct order_status_state, id, F_PLAIN),
    FIELD(struct order_status_state, status, F_PLAIN),
    FIELD(struct order_status_state, state, F_PLAIN),
    FIELD(struct order_status_state, is_default, F_PLAIN),
    FIELD(struct order_status_state, visible, F_PLAIN),
};
static const struct record state_record = RECORD(struct order_status_state, state_fields);

static const struct field row_fields[] = {
    FIELD(struct order_status_row, id, F_PLAIN),
    FIELD(struct order_status_row, status_id, F_PLAIN),
    FIELD(struct order_status_row, code, F_PLAIN),
    FIELD(struct order_status_row, label, F_PLAIN),
    FIELD(struct order_status_row, state, F_PLAIN),
    FIELD(struct order_status_row, is_default, F_PLAIN),
    FIELD(struct order_status_row, visible, F_PLAIN),
};
static const struct record row_record = RECORD(struct order_status_row, row_fields);

/* ---- the list ---- */

/* Labels are shown in the reader's language, which the database does not know. */
static const struct list_column columns[] = {
    {.name = "label", .kind = LIST_NONE},
    {.name = "code", .sort = "x.code", .kind = LIST_PREFIX},
    {.name = "is_default", .sort = "x.is_default", .kind = LIST_YES_NO},
    {.name = "visible", .sort = "x.visible", .kind = LIST_YES_NO},
    {.name = "state", .sort = "x.state", .kind = LIST_EXACT},
};
const struct list order_status_list = {
    .name = "order_statuses",
    .select = S("SELECT x.id, x.status_id, x.code, x.label, x.state, x.is_default, x.visible"),
    .from = S("(SELECT coalesce(a.id, -s.id) AS id, s.id AS status_id, s.code, s.label, "
              "coalesce(a.state, '') AS state, coalesce(a.is_default, FALSE) AS is_default, "
              "coalesce(a.visible, FALSE) AS visible FROM order_status s "
              "LEFT JOIN order_status_state a ON a.status = s.code) x"),
    .key = "x.id",
    .columns = columns,
    .n = COUNT(columns),
};

err order_status_list_run(struct ctx *c, const struct list_query *q, order_status_rows *rows,
                          struct list_answer *answer)
{
    return list_run(c->db, c->mem, &order_status_list, q, &row_record, rows, answer);
}

/* ---- one status ---- */

err order_status_get(struct ctx *c, i64 id, struct order_status_edit *out)
{
    struct order_status_edit k = {0};
    TRY(db_one(c->db, c->mem, &sql_order_status_get, ARGS(id), &status_record, &k.status));
    TRY(db_all(c->db, c->mem, &sql_order_status_labels, ARGS(k.status.code), &view_text_record,
               &k.labels));
    *out = k;
    return OK;
}

static bool is_code(str s)
{
    if (s.n == 0 || s.n > ORDER_STATUS_CODE_MOST || s.at[0] < 'a' || s.at[0] > 'z')
        return false;
    for (size_t i = 1; i < s.n; i++) {
        char k = s.at[i];
        if (!(k >= 'a' && k <= 'z') && !(k >= 'A' && k <= 'Z') && !(k >= '0' && k <= '9') &&
            k != '_')
            return false;
    }
    return true;
}

static err check(struct ctx *c, const struct order_status_edit *in)
{
    err e = OK;
    if (in->status.id == 0 && !is_code(in->status.code))
        e = invalid(c, S("code"),
                    _("Use at most 32 letters, digits and underscores, the first a letter from a "
                      "to z."));
    if (in->status.label.n == 0)
        e = invalid(c, S("label"), _("This is a required field."));
    else if (str_count_chars(in->status.label) > ORDER_STATUS_LABEL_MOST)
        e = invalid(c, S("label"), _("This text is too long."));
    err texts = view_texts_check(c, S("label"), &in->labels, ORDER_STATUS_LABEL_MOST);
    return e ? e : texts;
}

static err create(struct work *w, struct order_status *s)
{
    struct ctx *c = w->c;
    i64 count = 0;
    TRY(db_i64(w->db, &sql_order_status_count, NO_ARGS, &count));
    if (count >= ORDER_STATUSES_MOST)
        return invalid(c, S(""), _("There are too many statuses."));
    err e = db_put(w->db, &sql_order_status_create, &status_record, s, &s->id);
    if (e == ERR_NOT_FOUND)
        return invalid(c, S("code"), _("Another status has this code."));
    TRY(e);
    work_touch_row(w, ENTITY_ORDER_STATUS, s->id, &status_record, NULL, s);
    return OK;
}

static err change(struct work *w, struct order_status *s)
{
    struct order_status before = {0};
    i64 saved;
    TRY(db_one(w->db, w->c->mem, &sql_order_status_get, ARGS(s->id), &status_record, &before));
    s->code = before.code;
    err e = db_put(w->db, &sql_order_status_save, &status_record, s, &saved);
    if (e)
        return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
    work_touch_row(w, ENTITY_ORDER_STATUS, s->id, &status_record, &before, s);
    return OK;
}

static err put_labels(struct work *w, const struct order_status_edit *in, str code)
{
    TRY(db_run(w->db, &sql_order_status_forget_labels, ARGS(code), NULL));
    for (size_t i = 0; i < in->labels.n; i++) {
        const struct view_text *l = &in->labels.at[i];
        if (l->text.n)
            TRY(db_run(w->db, &sql_order_status_put_label, ARGS(code, l->store_view_id, l->text),
                       NULL));
    }
    return OK;
}

err order_status_save(struct ctx *c, const struct order_status_edit *in)
{
    struct order_status s = in->status;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ORDER_STATUS_SAVE, &w));
    TRY(check(c, in));
    TRY(s.id ? change(&w, &s) : create(&w, &s));
    TRY(put_labels(&w, in, s.code));
    work_touch(&w, ENTITY_ORDER_STATUS, s.id, (str){0});
    work_detail(&w, s.code);
    return work_commit(&w);
}

/* ---- assignments ---- */

static err is_state(struct ctx *c, str state)
{
    for (size_t i = 0; order_state_at(i).n; i++)
        if (str_eq(order_state_at(i), state))
            return OK;
    return invalid(c, S("state"), _("Choose a state."));
}

static err read_status(struct work *w, str code, struct order_status *out)
{
    err e = db_one(w->db, w->c->mem, &sql_order_status_by_code, ARGS(code), &status_record, out);
    return e == ERR_NOT_FOUND ? invalid(w->c, S("status"), _("Choose a status.")) : e;
}

static err may_miss(err e)
{
    return e == ERR_NOT_FOUND ? OK : e;
}

err order_status_assign(struct ctx *c, const struct order_status_state *in)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ORDER_STATUS_ASSIGN, &w));
    TRY(is_state(c, in->state));
    struct order_status status;
    struct order_status_state before = {0}, other = {0}, after = *in;
    TRY(read_status(&w, in->status, &status));
    TRY(may_miss(db_one(w.db, c->mem, &sql_order_status_assigned, ARGS(in->state, in->status),
                        &state_record, &before)));
    TRY(may_miss(db_one(w.db, c->mem, &sql_order_status_others, ARGS(in->state, in->status),
                        &state_record, &other)));
    after.is_default |= before.is_default || other.id == 0;
    if (after.is_default)
        TRY(db_run(w.db, &sql_order_status_not_default, ARGS(in->state), NULL));
    TRY(db_put(w.db, &sql_order_status_assign, &state_record, &after, &after.id));
    work_touch_row(&w, ENTITY_ORDER_STATUS, status.id, &state_record, before.id ? &before : NULL,
                   &after);
    work_touch(&w, ENTITY_ORDER_STATUS, status.id, (str){0});
    work_detail(&w, str_format(c->mem, "%.*s, %.*s", STR_ARG(in->status), STR_ARG(in->state)));
    return work_commit(&w);
}

/* ERR_NOT_FOUND: it is not assigned. */
static err may_unassign(struct work *w, const struct order_status *s, str state,
                        struct order_status_state *before, struct order_status_state *other)
{
    struct ctx *c = w->c;
    i64 used;
    TRY(db_one(w->db, c->mem, &sql_order_status_assigned, ARGS(state, s->code), &state_record,
               before));
    err e = db_i64(w->db, &sql_order_status_used, ARGS(state, s->code), &used);
    if (e == OK)
        return invalid(c, S(""), _("This status cannot be unassigned: orders have it."));
    TRY(may_miss(e));
    e = db_one(w->db, c->mem, &sql_order_status_others, ARGS(state, s->code), &state_record, other);
    if (e == ERR_NOT_FOUND)
        return invalid(c, S(""),
                       _("This status cannot be unassigned: its state has no other one."));
    return e;
}

err order_status_unassign(struct ctx *c, i64 id, str state)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ORDER_STATUS_ASSIGN, &w));
    struct order_status s;
    struct order_status_state before = {0}, other = {0};
    TRY(db_one(w.db, c->mem, &sql_order_status_get, ARGS(id), &status_record, &s));
    TRY(may_unassign(&w, &s, state, &before, &other));
    TRY(db_run(w.db, &sql_order_status_unassign, ARGS(state, s.code), NULL));
    if (before.is_default)
        TRY(db_run(w.db, &sql_order_status_make_default, ARGS(other.id), NULL));
    work_touch_row(&w, ENTITY_ORDER_STATUS, s.id, &state_record, &before, NULL);
    work_detail(&w, str_format(c->mem, "%.*s, %.*s", STR_ARG(s.code), STR_ARG(state)));
    return work_commit(&w);
}
