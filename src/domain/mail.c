#include "domain/mail.h"

#include "base/secret.h"
#include "domain/mail.sql.h"
#include "domain/settings.h"

#define BACKOFF_LEAST MINUTE
#define BACKOFF_MOST  HOUR
#define ERROR_MOST    500

static const struct field mail_fields[] = {
    FIELD(struct mail, id, F_PLAIN),
    FIELD(struct mail, kind, F_PLAIN),
    FIELD(struct mail, message_id, F_PLAIN),
    FIELD(struct mail, from_name, F_PLAIN),
    FIELD(struct mail, from_address, F_PLAIN),
    FIELD(struct mail, to_name, F_PLAIN),
    FIELD(struct mail, to_address, F_PLAIN),
    FIELD(struct mail, to_fold, F_PLAIN),
    FIELD(struct mail, rcpt, F_PLAIN),
    FIELD(struct mail, copy, F_PLAIN),
    FIELD(struct mail, subject, F_PLAIN),
    FIELD(struct mail, body, F_HIDDEN),
    FIELD(struct mail, html, F_HIDDEN | F_NULL0),
    FIELD(struct mail, secret, F_PLAIN),
    FIELD(struct mail, lang, F_PLAIN),
    FIELD(struct mail, customer_id, F_NULL0),
    FIELD(struct mail, order_id, F_NULL0),
    FIELD(struct mail, state, F_PLAIN),
    FIELD(struct mail, tries, F_PLAIN),
    FIELD(struct mail, last_error, F_NULL0),
    FIELD(struct mail, created_at, F_PLAIN),
    FIELD(struct mail, next_try_at, F_PLAIN),
    FIELD(struct mail, first_try_at, F_NULL0),
    FIELD(struct mail, failed_at, F_NULL0),
    FIELD(struct mail, sent_at, F_NULL0),
};
static const struct record mail_record = RECORD(struct mail, mail_fields);

/* ---- writing ---- */

static bool is_control(char c)
{
    return (byte)c < ' ' || c == 127;
}

/* What stands in a header of the mail stays on one line. */
static str one_line(struct arena *mem, str s)
{
    char *at = NEWN(mem, char, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        at[i] = is_control(s.at[i]) ? ' ' : s.at[i];
    return str_trim((str){at, s.n});
}

bool mail_address_ok(str address)
{
    str host = address, user;
    if (address.n > 254 || !str_cut(&host, '@', &user) || !user.n || !host.n ||
        str_has(host, S("@")))
        return false;
    for (size_t i = 0; i < address.n; i++)
        if (is_control(address.at[i]) || str_has(S(" <>()[]:;,\\\""), (str){address.at + i, 1}))
            return false;
    return str_is_utf8(address);
}

str mail_new_id(struct arena *mem, str from)
{
    str host = from, user;
    bool named = mail_address_ok(from) && str_cut(&host, '@', &user);
    return str_format(mem, "<%.*s@%.*s>", STR_ARG(secret_label(mem)),
                      STR_ARG(named ? host : S("kontor.invalid")));
}

bool mail_written(const struct ctx *c)
{
    return !c->settings->mail_disabled;
}

static void settle(struct ctx *c, struct mail *m)
{
    if (m->from_address.n == 0) {
        m->from_name = c->settings->general_contact_name;
        m->from_address = c->settings->store_email;
    }
    m->from_name = one_line(c->mem, m->from_name);
    m->to_name = one_line(c->mem, m->to_name);
    m->subject = one_line(c->mem, m->subject);
    m->rcpt = m->rcpt.n ? m->rcpt : m->to_address;
    m->to_fold = str_fold(c->mem, m->to_address);
    if (m->message_id.n == 0)
        m->message_id = mail_new_id(c->mem, m->from_address);
    m->state = S("waiting");
    m->last_error = (str){0};
    m->created_at = m->next_try_at = c->now;
    m->failed_at = m->first_try_at = m->sent_at = (when){0};
}

/* It stays what it is, so that staff sees what is wrong; no mail server ever does. */
static void refuse(struct ctx *c, struct mail *m)
{
    m->to_address = one_line(c->mem, m->to_address);
    m->from_address = one_line(c->mem, m->from_address);
    m->rcpt = one_line(c->mem, m->rcpt);
    m->state = S("failed");
    m->last_error = S("an address of this mail cannot be one");
    m->failed_at = c->now;
    if (m->secret)
        m->body = m->html = S("");
}

err mail_queue(struct work *w, const struct mail *m)
{
    if (!mail_written(w->c))
        return OK;
    struct mail row = *m;
    settle(w->c, &row);
    if (!mail_address_ok(row.to_address) || !mail_address_ok(row.from_address) ||
        !mail_address_ok(row.rcpt))
        refuse(w->c, &row);
    TRY(work_put_new(w, &sql_mail_queue, &mail_record, &row, &row.id));
    work_touch(w, ENTITY_MAIL, row.id, (str){0});
    return OK;
}

/* ---- sending ---- */

static err claim(struct work *w, void *arg)
{
    struct ctx *c = w->c;
    struct mail *out = arg;
    when until = {c->now.us + MAIL_LEASE};
    TRY(db_one(w->db, c->mem, &sql_mail_claim, ARGS(c->now, until), &mail_record, out));
    work_touch(w, ENTITY_MAIL, out->id, (str){0});
    return OK;
}

err mail_claim(struct ctx *c, struct mail *out)
{
    i64 id;
    if (!mail_written(c))
        return ERR_NOT_FOUND;
    TRY(db_i64(c->db, &sql_mail_due, ARGS(c->now), &id));
    return work_try(c, ACT_MAIL_SENT, claim, out);
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

i64 mail_backoff(i64 tries)
{
    i64 wait = BACKOFF_LEAST;
    for (i64 i = 1; i < tries && wait < BACKOFF_MOST; i++)
        wait *= 2;
    return wait < BACKOFF_MOST ? wait : BACKOFF_MOST;
}

/* Up to a fifth more: mails that failed together are not tried together. */
static i64 with_chance(i64 wait)
{
    u64 random;
    secret_random(&random, sizeof random);
    return wait + (i64)(random % (u64)(wait / 5 + 1));
}

static err mark(struct ctx *c, const struct sql *q, const struct mail *m, struct args args)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_MAIL_SENT, &w));
    i64 changed = 0;
    TRY(db_run(w.db, q, args, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    work_touch(&w, ENTITY_MAIL, m->id, (str){0});
    return work_commit(&w);
}

err mail_not_sent(struct ctx *c, const struct mail *m, str why, bool final)
{
    str said = one_line(c->mem, str_head(why, ERROR_MOST));
    if (!str_is_utf8(said))
        said = S("the mail server's answer cannot be read");
    when next = {c->now.us + with_chance(mail_backoff(m->tries))};
    if (final || next.us - m->first_try_at.us > MAIL_TRIED)
        return mark(c, &sql_mail_failed, m, ARGS(m->id, m->tries, c->now, said));
    return mark(c, &sql_mail_later, m, ARGS(m->id, m->tries, next, said));
}

err mail_put_back(struct ctx *c, const struct mail *m)
{
    return mark(c, &sql_mail_back, m, ARGS(m->id, m->tries, c->now));
}

/* The first look costs no turn at the writer: there is seldom one to delete. */
err mail_clean(struct ctx *c)
{
    when before = {c->now.us - c->settings->mail_keep_days * DAY};
    i64 id;
    if (c->settings->mail_keep_days == 0)
        return OK;
    err e = db_i64(c->db, &sql_mail_old, ARGS(before), &id);
    if (e)
        return e == ERR_NOT_FOUND ? OK : e;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_HOUSEKEEPING, &w));
    TRY(db_run(w.db, &sql_mail_forget_old, ARGS(before), NULL));
    work_touch(&w, ENTITY_MAIL, 0, (str){0});
    return work_commit(&w);
}

/* ---- the back office ---- */

err mail_get(struct ctx *c, i64 id, struct mail *out)
{
    return db_one(c->db, c->mem, &sql_mail_get, ARGS(id), &mail_record, out);
}

err mail_again(struct ctx *c, i64 id)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_MAIL_AGAIN, &w));
    i64 changed = 0;
    TRY(db_run(w.db, &sql_mail_again, ARGS(id, c->now), &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    work_touch(&w, ENTITY_MAIL, id, (str){0});
    work_detail(&w, str_format(c->mem, "#%lld", (long long)id));
    return work_commit(&w);
}
