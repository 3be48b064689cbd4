#include "domain/mail.h"

#include "domain/mail.sql.h"

static const struct field mail_fields[] = {
    FIELD(struct mail, id, F_PLAIN),       FIELD(struct mail, kind, F_PLAIN),
    FIELD(struct mail, to_name, F_PLAIN),  FIELD(struct mail, to_address, F_PLAIN),
    FIELD(struct mail, subject, F_PLAIN),  FIELD(struct mail, body, F_HIDDEN), /* may hold a code */
    FIELD(struct mail, lang, F_PLAIN),     FIELD(struct mail, customer_id, F_NULL0),
    FIELD(struct mail, order_id, F_NULL0), FIELD(struct mail, created_at, F_PLAIN),
    FIELD(struct mail, sent_at, F_NULL0),
};
static const struct record mail_record = RECORD(struct mail, mail_fields);

/* What stands in a header of the mail stays on one line. */
static str one_line(struct arena *mem, str s)
{
    char *at = NEWN(mem, char, s.n);
    for (size_t i = 0; i < s.n; i++)
        at[i] = (byte)s.at[i] < ' ' ? ' ' : s.at[i];
    return (str){at, s.n};
}

err mail_queue(struct work *w, const struct mail *m)
{
    struct mail row = *m;
    row.to_name = one_line(w->c->mem, m->to_name);
    row.to_address = one_line(w->c->mem, m->to_address);
    row.subject = one_line(w->c->mem, m->subject);
    row.created_at = w->c->now;
    TRY(db_put(w->db, &sql_mail_queue, &mail_record, &row, &row.id));
    work_touch(w, ENTITY_MAIL, row.id, (str){0});
    return OK;
}

err mail_waiting(struct ctx *c, i64 most, mail_list *out)
{
    return db_all(c->db, c->mem, &sql_mail_waiting, ARGS(most), &mail_record, out);
}

err mail_sent(struct ctx *c, i64 id)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_MAIL_SENT, &w));
    i64 changed = 0;
    TRY(db_run(w.db, &sql_mail_sent, ARGS(id, c->now), &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    TRY(db_run(w.db, &sql_mail_order_told, ARGS(id, c->now), NULL));
    work_touch(&w, ENTITY_MAIL, id, (str){0});
    return work_commit(&w);
}
