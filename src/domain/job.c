#include "domain/job.h"

#include "base/secret.h"
#include "domain/job.sql.h"
#include "domain/work.h"

/* Most rounds end here, without a transaction that writes. */
static err is_waiting(struct ctx *c, const struct job *job, bool *waits)
{
    i64 n;
    TRY(db_i64(c->db, &sql_job_waits, ARGS(job->name, c->now), &n));
    *waits = n > 0;
    return OK;
}

err job_take(struct ctx *c, const struct job *job, str *holder)
{
    bool waits;
    i64 taken;
    *holder = S("");
    TRY(is_waiting(c, job, &waits));
    if (waits)
        return OK;
    str me = secret_label(c->mem);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_HOUSEKEEPING, &w));
    TRY(db_run(w.db, &sql_job_take,
               ARGS(job->name, c->now.us + job->every, c->now.us + job->lease, me, c->now),
               &taken));
    if (!taken)
        return OK;
    work_touch(&w, ENTITY_JOB, 0, S(""));
    TRY(work_commit(&w));
    *holder = me;
    return OK;
}

err job_done(struct ctx *c, const struct job *job, str holder)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_HOUSEKEEPING, &w));
    TRY(db_run(w.db, &sql_job_done, ARGS(job->name, holder), NULL));
    work_touch(&w, ENTITY_JOB, 0, S(""));
    return work_commit(&w);
}

err job_run(struct ctx *c, const struct job *job)
{
    str holder;
    if (!store_is_shared(c->store))
        return job->run(c);
    TRY(job_take(c, job, &holder));
    if (holder.n == 0)
        return OK;
    err e = job->run(c);
    err given = job_done(c, job, holder);
    return e ? e : given;
}
