#include "domain/order_comment.h"

#include "base/i18n.h"
#include "domain/mail.h"
#include "domain/order.sql.h"
#include "domain/order_mail.h"
#include "domain/order_status.h"

static const struct field comment_fields[] = {
    FIELD(struct order_comment, id, F_PLAIN),
    FIELD(struct order_comment, order_id, F_PLAIN),
    FIELD(struct order_comment, status, F_PLAIN),
    FIELD(struct order_comment, text, F_PLAIN),
    FIELD(struct order_comment, arg, F_NULL0),
    FIELD(struct order_comment, notified, F_PLAIN),
    FIELD(struct order_comment, visible, F_PLAIN),
    FIELD(struct order_comment, of_store, F_PLAIN),
    FIELD(struct order_comment, staff_id, F_NULL0),
    FIELD(struct order_comment, author, F_NULL0),
    FIELD(struct order_comment, assist_id, F_NULL0),
    FIELD(struct order_comment, created_at, F_PLAIN),
};
static const struct record comment_record = RECORD(struct order_comment, comment_fields);

err order_comments_of(struct ctx *c, i64 order_id, bool visible_only, order_comments *out)
{
    return db_all(c->db, c->mem, visible_only ? &sql_order_comments_visible : &sql_order_comments,
                  ARGS(order_id), &comment_record, out);
}

str order_comment_text(struct arena *mem, const struct words *words, const struct order_comment *k)
{
    return k->of_store ? tr_fill(mem, tr(words, k->text), &k->arg, 1) : k->text;
}

err order_comment_put(struct work *w, struct order_comment k)
{
    const struct actor *a = &w->c->actor;
    k.staff_id = a->staff_id;
    k.author = a->staff_id ? a->staff_name : (str){0};
    k.assist_id = a->assist_id;
    k.created_at = w->c->now;
    TRY(work_put_new(w, &sql_order_comment_create, &comment_record, &k, &k.id));
    work_touch_row(w, ENTITY_ORDER_COMMENT, k.id, &comment_record, NULL, &k);
    return OK;
}

/* The present one may stay, whatever has become of it. */
static err check_status(struct work *w, const struct order *o, str status)
{
    order_status_codes all;
    TRY(order_statuses_of(w->c, w->db, o->state, &all));
    bool has = str_eq(status, o->status);
    for (size_t i = 0; i < all.n; i++)
        has |= str_eq(all.at[i], status);
    return has ? OK
               : invalid(w->c, S("status"), _("An order in this state cannot have this status."));
}

static err check(struct work *w, const struct order *o, const struct order_comment_new *in)
{
    struct ctx *c = w->c;
    TRY(check_status(w, o, in->status));
    if (str_count_chars(in->text) > ORDER_COMMENT_MOST)
        return invalid(c, S("comment"), _("This text is too long."));
    if (in->text.n == 0 && str_eq(in->status, o->status))
        return invalid(c, S("comment"), _("Please enter a comment."));
    return OK;
}

static err put_status(struct work *w, const struct order *before, str status)
{
    i64 rows = 0;
    TRY(db_run(w->db, &sql_order_put_status, ARGS(before->id, before->state, status, w->c->now),
               &rows));
    if (rows == 0)
        return ERR_CONFLICT;
    struct order after = *before;
    after.status = status;
    work_touch_row(w, ENTITY_ORDER, before->id, &order_record, before, &after);
    return OK;
}

err order_comment_add(struct ctx *c, const struct order_comment_new *in)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ORDER_COMMENT, &w));
    struct order o;
    TRY(order_read(&w, in->order_id, &o));
    TRY(check(&w, &o, in));
    TRY(put_status(&w, &o, in->status));
    o.status = in->status;
    bool told = in->notify && sales_mail_on(c, o.store_view_id, S("order_update"));
    TRY(order_comment_put(&w, (struct order_comment){
                                  .order_id = o.id,
                                  .status = in->status,
                                  .text = in->text,
                                  .notified = told ? ORDER_NOTIFIED : ORDER_NOT_NOTIFIED,
                                  .visible = in->visible,
                              }));
    if (in->notify)
        TRY(order_mail_update(&w, &o, in->text));
    work_subject(&w, o.customer_id);
    work_detail(&w, str_join(c->mem, S("#"), o.number));
    return work_commit(&w);
}
