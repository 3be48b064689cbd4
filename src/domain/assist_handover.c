#include "domain/assist_handover.h"

#include "base/secret.h"
#include "domain/assist.sql.h"
#include "domain/assist_row.h"
#include "domain/log_row.h"
#include "domain/one_time.h"

struct handover {
    i64 id, customer_id, staff_id;
    str staff_name;
    i64 store_view_id;
    str origin;
    struct hash nonce;
    when started_at;
};
static const struct field handover_fields[] = {
    FIELD(struct handover, id, F_PLAIN),
    FIELD(struct handover, customer_id, F_PLAIN),
    FIELD(struct handover, staff_id, F_PLAIN),
    FIELD(struct handover, staff_name, F_PLAIN),
    FIELD(struct handover, store_view_id, F_PLAIN),
    FIELD(struct handover, origin, F_PLAIN),
    FIELD(struct handover, nonce, F_HIDDEN),
    FIELD(struct handover, started_at, F_PLAIN),
};
static const struct record handover_record = RECORD(struct handover, handover_fields);

static bool is_nonce(const struct hash *kept, str nonce)
{
    struct hash given = secret_hash(ASSIST_NONCE, nonce);
    return nonce.n && secret_eq((str){(const char *)kept->at, sizeof kept->at},
                                (str){(const char *)given.at, sizeof given.at});
}

static err refuse(struct ctx *c, const struct handover *x, enum assist_cause cause)
{
    struct log_row row = log_row_of(c, ACT_ASSIST_ARRIVE);
    row.action_group = action_group_label(GROUP_LOGIN_AS_CUSTOMER);
    row.staff_id = x->staff_id;
    row.staff_name = x->staff_name;
    row.customer_id = x->customer_id;
    row.assist_id = x->id;
    row.detail = S("other host");
    TRY(log_refusal(c, row, assist_cause_key(cause)));
    return ERR_DENIED;
}

/* Condition and change are one work: of two that come with the same secret one finds it used. */
static err take(struct work *w, const struct handover *x, str secret, struct assist_arrival *out)
{
    struct ctx *c = w->c;
    TRY(one_time_secret_take(w, ASSIST_HANDOVER, x->id, secret));
    out->token = secret_token(c->mem);
    struct hash h = secret_hash(ASSIST_SESSION, out->token);
    i64 n = 0;
    TRY(db_run(w->db, &sql_assist_open_up, ARGS(x->id, &h), &n));
    if (n != 1)
        return ERR_NOT_FOUND;
    work_touch(w, ENTITY_ASSIST_SESSION, x->id, S(""));
    return work_commit(w);
}

err assist_arrive(struct ctx *c, str label, str secret, str origin, struct assist_arrival *out)
{
    struct handover x = {0};
    err e = db_one(c->db, c->mem, &sql_assist_handover, ARGS(label), &handover_record, &x);
    if (e)
        return e == ERR_NOT_FOUND ? refuse(c, &x, ASSIST_HANDOVER_REFUSED) : e;
    if (x.origin.n == 0 || !str_eq(x.origin, origin))
        return refuse(c, &x, ASSIST_HANDOVER_REFUSED);
    *out = (struct assist_arrival){.store_view_id = x.store_view_id, .origin = x.origin};
    {
        SCOPED(work_end) struct work w = {0};
        TRY(work_begin(c, ACT_ASSIST_ARRIVE, &w));
        e = take(&w, &x, secret, out);
    }
    return e == ERR_NOT_FOUND ? refuse(c, &x, ASSIST_HANDOVER_REFUSED) : e;
}

err assist_came_from(struct ctx *c, str label, str nonce, i64 *store_view_id)
{
    struct handover x = {0};
    TRY(db_one(c->db, c->mem, &sql_assist_handover, ARGS(label), &handover_record, &x));
    if (x.origin.n == 0)
        return ERR_NOT_FOUND;
    if (is_nonce(&x.nonce, nonce)) {
        *store_view_id = x.store_view_id;
        return OK;
    }
    /* Somebody used a secret that is not theirs. Later it is an old address that was found. */
    if (c->now.us - x.started_at.us <= (i64)2 * ASSIST_HANDOVER_SECONDS * SECOND)
        assist_over(x.id, ASSIST_OTHER_BROWSER);
    return ERR_DENIED;
}

err assist_back(struct ctx *c, str label, str nonce, str *path)
{
    struct back_row {
        str return_path;
        struct hash nonce;
    } x;
    static const struct field back_fields[] = {
        FIELD(struct back_row, return_path, F_PLAIN),
        FIELD(struct back_row, nonce, F_HIDDEN),
    };
    static const struct record back_record = RECORD(struct back_row, back_fields);
    TRY(db_one(c->db, c->mem, &sql_assist_back, ARGS(label), &back_record, &x));
    if (!is_nonce(&x.nonce, nonce))
        return ERR_NOT_FOUND;
    *path = x.return_path;
    return OK;
}
