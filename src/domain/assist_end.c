/* How sessions of Login as Customer end, each with its row in the log. */
#include "domain/assist.h"

#include "domain/assist.sql.h"
#include "domain/assist_row.h"
#include "domain/log_row.h"
#include "domain/role_permits.h"

#include <pthread.h>

/* ---- endings ---- */

struct open_row {
    i64 id, customer_id, staff_id;
    str staff_name;
    bool access_all, reaches;
    str resources;
};
static const struct field open_fields[] = {
    FIELD(struct open_row, id, F_PLAIN),         FIELD(struct open_row, customer_id, F_PLAIN),
    FIELD(struct open_row, staff_id, F_PLAIN),   FIELD(struct open_row, staff_name, F_PLAIN),
    FIELD(struct open_row, access_all, F_PLAIN), FIELD(struct open_row, resources, F_PLAIN),
    FIELD(struct open_row, reaches, F_PLAIN),
};
static const struct record open_record = RECORD(struct open_row, open_fields);

/* Ends one session and writes its row of the log, in the work's transaction. Ended already: nothing happens. */
static err end_one(struct work *w, const struct open_row *x, enum assist_cause cause)
{
    struct ctx *c = w->c;
    i64 started;
    err e = db_i64(w->db, &sql_assist_end, ARGS(x->id, c->now, assist_cause_key(cause)), &started);
    if (e)
        return e == ERR_NOT_FOUND ? OK : e;
    struct log_row row =
        log_row_of(c, cause == ASSIST_CLOSED ? ACT_ASSIST_CLOSE : ACT_ASSIST_EXPIRE);
    row.action_group = action_group_label(GROUP_LOGIN_AS_CUSTOMER);
    row.cause = assist_cause_key(cause);
    row.staff_id = x->staff_id;
    row.staff_name = x->staff_name;
    row.customer_id = x->customer_id;
    row.assist_id = x->id;
    row.detail = str_format(c->mem, "%lld s", (long long)((c->now.us - started) / SECOND));
    TRY(log_row_put(w->db, row));
    work_touch(w, ENTITY_ASSIST_SESSION, x->id, S(""));
    return OK;
}

typedef LIST(struct open_row) open_list;

static err end_where(struct work *w, i64 staff, i64 admin_session, i64 customer, bool all,
                     enum assist_cause cause)
{
    open_list rows = {0};
    TRY(db_all(w->db, w->c->mem, &sql_assist_open_ids,
               ARGS(opt_i64(staff), opt_i64(admin_session), opt_i64(customer), all), &open_record,
               &rows));
    for (size_t i = 0; i < rows.n; i++)
        TRY(end_one(w, &rows.at[i], cause));
    return OK;
}

err assist_end_by_staff(struct work *w, i64 staff_id, enum assist_cause cause)
{
    return end_where(w, staff_id, 0, 0, false, cause);
}

err assist_end_by_admin_session(struct work *w, i64 admin_session_id, enum assist_cause cause)
{
    return end_where(w, 0, admin_session_id, 0, false, cause);
}

err assist_end_by_customer(struct work *w, i64 customer_id, enum assist_cause cause)
{
    return end_where(w, 0, 0, customer_id, false, cause);
}

err assist_end_all(struct work *w, enum assist_cause cause)
{
    return end_where(w, 0, 0, 0, true, cause);
}

err assist_end_without_right(struct work *w)
{
    open_list rows = {0};
    TRY(db_all(w->db, w->c->mem, &sql_assist_open_rights, NO_ARGS, &open_record, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        struct permits p = role_permits(rows.at[i].access_all, rows.at[i].resources);
        if (!permits_has(&p, P_ASSIST_LOGIN) || !rows.at[i].reaches)
            TRY(end_one(w, &rows.at[i], ASSIST_NO_RIGHT));
    }
    return OK;
}

err assist_close(struct ctx *c, str *return_path)
{
    if (c->actor.who != WHO_ASSIST)
        return ERR_DENIED;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ASSIST_CLOSE, &w));
    struct open_row x = {.id = c->actor.assist_id,
                         .customer_id = c->actor.customer_id,
                         .staff_id = c->actor.staff_id,
                         .staff_name = c->actor.staff_name};
    str path;
    TRY(db_str(w.db, c->mem, &sql_assist_return_path, ARGS(x.id), &path));
    TRY(end_one(&w, &x, ASSIST_CLOSED));
    if (w.touches) {
        /* end_one wrote the row of this action, with cause and duration. */
        w.logged = true;
        TRY(work_commit(&w));
    }
    *return_path = path;
    return OK;
}

/* ---- what a reading request found over ---- */

#define OVER_MOST 256

static pthread_mutex_t over_lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
    i64 id;
    enum assist_cause cause;
} over[OVER_MOST];
static size_t over_n;

/* A full table loses nothing: assist_sweep finds what fails its policy by itself. */
void assist_over(i64 assist_id, enum assist_cause cause)
{
    pthread_mutex_lock(&over_lock);
    bool known = false;
    for (size_t i = 0; i < over_n; i++)
        known |= over[i].id == assist_id;
    if (!known && over_n < OVER_MOST) {
        over[over_n].id = assist_id;
        over[over_n++].cause = cause;
    }
    pthread_mutex_unlock(&over_lock);
}

static bool over_take(i64 *id, enum assist_cause *cause)
{
    pthread_mutex_lock(&over_lock);
    bool some = over_n > 0;
    if (some) {
        *id = over[--over_n].id;
        *cause = over[over_n].cause;
    }
    pthread_mutex_unlock(&over_lock);
    return some;
}

static err expire(struct ctx *c, i64 id, enum assist_cause cause)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ASSIST_EXPIRE, &w));
    struct open_row x = {0};
    err e = db_one(w.db, c->mem, &sql_assist_one, ARGS(id), &open_record, &x);
    if (e)
        return e == ERR_NOT_FOUND ? OK : e;
    TRY(end_one(&w, &x, cause));
    w.logged = true;
    return w.touches ? work_commit(&w) : OK;
}

err assist_end_over(struct ctx *c)
{
    i64 id;
    enum assist_cause cause;
    while (over_take(&id, &cause))
        TRY(expire(c, id, cause));
    return OK;
}

err assist_sweep(struct ctx *c)
{
    TRY(assist_end_over(c));
    struct label_row {
        str label;
    };
    static const struct field label_fields[] = {FIELD(struct label_row, label, F_PLAIN)};
    static const struct record label_record = RECORD(struct label_row, label_fields);
    LIST(struct label_row) labels = {0};
    TRY(db_all(c->db, c->mem, &sql_assist_open_all, NO_ARGS, &label_record, &labels));
    for (size_t i = 0; i < labels.n; i++) {
        i64 id;
        enum assist_cause why;
        err e = assist_judge(c, labels.at[i].label, &id, &why);
        if (e == ERR_NOT_FOUND)
            continue;
        TRY(e);
        if (why != ASSIST_OK)
            TRY(expire(c, id, why));
    }
    return OK;
}

err assist_last(struct ctx *c, i64 customer_id, struct assist_last *out)
{
    static const struct field last_fields[] = {
        FIELD(struct assist_last, started_at, F_PLAIN),
        FIELD(struct assist_last, ended_at, F_PLAIN),
    };
    static const struct record last_record = RECORD(struct assist_last, last_fields);
    return db_one(c->db, c->mem, &sql_assist_last, ARGS(customer_id), &last_record, out);
}
