#include "domain/work.h"

#include "base/buf.h"
#include "base/log.h"
#include "data/notice.h"
#include "domain/log_row.h"
#include "domain/settings.h"
#include "domain/work.sql.h"

struct touch {
    enum entity entity;
    i64 id;
    str changes;
    struct touch *next;
};

static const str entity_names[ENTITY_COUNT] = {
#define ENTITY(id, name, label, pages) [ENTITY_##id] = S(name),
#include "domain/entities.def"
#undef ENTITY
};

static const enum tag_kind entity_pages[ENTITY_COUNT] = {
#define ENTITY(id, name, label, pages) [ENTITY_##id] = TAG_##pages,
#include "domain/entities.def"
#undef ENTITY
};

/* What nodes keep in memory: a touch of these makes every node read its snapshot anew. */
static bool is_in_snapshot(enum entity e)
{
    return e == ENTITY_SETTING || e == ENTITY_CURRENCY_RATE || e == ENTITY_WEBSITE ||
           e == ENTITY_STORE || e == ENTITY_STORE_VIEW;
}

str entity_name(enum entity e)
{
    return entity_names[e];
}

static const struct field log_fields[] = {
    FIELD(struct log_row, at, F_PLAIN),
    FIELD(struct log_row, action, F_PLAIN),
    FIELD(struct log_row, label, F_PLAIN),
    FIELD(struct log_row, action_group, F_PLAIN),
    FIELD(struct log_row, success, F_PLAIN),
    FIELD(struct log_row, cause, F_NULL0),
    FIELD(struct log_row, ip, F_PLAIN),
    FIELD(struct log_row, user_agent, F_PLAIN),
    FIELD(struct log_row, request_id, F_PLAIN),
    FIELD(struct log_row, staff_id, F_NULL0),
    FIELD(struct log_row, staff_name, F_NULL0),
    FIELD(struct log_row, customer_id, F_NULL0),
    FIELD(struct log_row, subject, F_PLAIN),
    FIELD(struct log_row, assist_id, F_NULL0),
    FIELD(struct log_row, store_view_id, F_NULL0),
    FIELD(struct log_row, source, F_NULL0),
    FIELD(struct log_row, detail, F_PLAIN),
    FIELD(struct log_row, changes, F_PLAIN),
};
static const struct record log_record = RECORD(struct log_row, log_fields);

/* The group under which the log shows the action: whatever staff does for a customer is Login As Customer. */
static enum action_group group_of(const struct actor *a, const struct action_info *info)
{
    if (a->who == WHO_ASSIST)
        return GROUP_LOGIN_AS_CUSTOMER;
    return info->group == GROUP_QUIET ? GROUP_NONE : info->group;
}

static const struct {
    unsigned at; /* of the setting */
    bool always;
} group_rules[GROUP_COUNT] = {
#define ACTION_GROUP(id, key, rule, label, hint)                                                   \
    [GROUP_##id] = {offsetof(struct settings, log_##key), (rule) == LOG_ALWAYS},
#include "domain/groups.def"
#undef ACTION_GROUP
};

/* Whether the action's group has entries in the log (AL-10). */
static bool is_logged(const struct ctx *c, enum action action)
{
    enum action_group g = group_of(&c->actor, action_info(action));
    if (g == GROUP_NONE)
        return false;
    return group_rules[g].always || *(const bool *)((const byte *)c->settings + group_rules[g].at);
}

/* Client texts are cut, so that a row of the log has a bound. */
static str at_most(str s, size_t n)
{
    s = str_head(s, n);
    while (s.n && !str_is_utf8(s))
        s.n--;
    return s;
}

struct log_row log_row_of(const struct ctx *c, enum action action)
{
    const struct action_info *info = action_info(action);
    return (struct log_row){
        .at = c->now,
        .action = info->name,
        .label = info->label,
        .action_group = action_group_label(group_of(&c->actor, info)),
        .success = true,
        .ip = at_most(c->ip, 64),
        .user_agent = at_most(c->user_agent, 255),
        .request_id = c->request_id,
        .staff_id = c->actor.staff_id,
        .staff_name = c->actor.staff_name,
        .customer_id = c->actor.customer_id,
        .assist_id = c->actor.assist_id,
        .store_view_id = c->view && c->actor.who == WHO_ASSIST ? c->view->id : 0,
        .detail = S(""),
        .changes = S(""),
    };
}

err log_row_put(struct db *db, struct log_row row)
{
    row.subject = row.customer_id;
    row.detail = at_most(row.detail, 255);
    return db_send_row(db, &sql_work_log, &log_record, &row);
}

err log_refusal(struct ctx *c, struct log_row row, str cause)
{
    row.success = false;
    row.cause = cause;
    SCOPED(write_end) struct write w = {0};
    TRY(write_begin(c->store, &w));
    TRY(log_row_put(w.db, row));
    return write_commit(&w);
}

void work_refused(struct ctx *c, enum action action)
{
    if (!is_logged(c, action))
        return;
    if (log_refusal(c, log_row_of(c, action), S("no_right")))
        log_error("refusal not logged", "request %.*s", STR_ARG(c->request_id));
}

err work_begin(struct ctx *c, enum action action, struct work *w)
{
    *w = (struct work){.c = c, .action = action, .subject = c->actor.customer_id};
    if (!actor_may(&c->actor, action)) {
        work_refused(c, action);
        return ERR_DENIED;
    }
    TRY(write_begin(c->store, &w->write));
    w->db = w->write.db;
    return OK;
}

void work_touch(struct work *w, enum entity e, i64 id, str changes)
{
    struct touch *t = NEW(w->c->mem, struct touch);
    *t = (struct touch){e, id, changes, w->touches};
    w->touches = t;
    enum tag_kind pages = entity_pages[e];
    if (pages)
        work_drop(w, pages, pages == TAG_ALL ? 0 : id);
}

void work_drop(struct work *w, enum tag_kind kind, i64 id)
{
    tags_add(&w->tags, w->c->mem, tag_of(kind, id));
}

void work_touch_row(struct work *w, enum entity e, i64 id, const struct record *rec,
                    const void *before, const void *after)
{
    str changes = record_changes(w->c->mem, rec, before, after);
    if (changes.n || !before || !after)
        work_touch(w, e, id, changes);
}

bool work_may_be_logged(const struct work *w)
{
    return group_of(&w->c->actor, action_info(w->action)) != GROUP_NONE;
}

err work_put_new(struct work *w, const struct sql *q, const struct record *rec, const void *row,
                 i64 *id)
{
    return work_may_be_logged(w) ? db_put(w->db, q, rec, row, id) : db_send_row(w->db, q, rec, row);
}

void work_subject(struct work *w, i64 customer_id)
{
    w->subject = customer_id;
}

void work_detail(struct work *w, str detail)
{
    w->detail = detail;
}

void work_source(struct work *w, str source)
{
    w->source = source;
}

static struct touch *reversed(struct touch *t)
{
    struct touch *out = NULL;
    while (t) {
        struct touch *next = t->next;
        t->next = out;
        out = t;
        t = next;
    }
    return out;
}

/* [{"entity":"cart_item","id":7,"changes":[["qty",null,"2"]]},…] */
static str changes_of(struct work *w)
{
    struct buf b = {0};
    buf_char(&b, '[');
    for (struct touch *t = w->touches; t; t = t->next) {
        buf_put(&b, b.n > 1 ? S(",{\"entity\":") : S("{\"entity\":"));
        buf_json(&b, entity_names[t->entity]);
        buf_put(&b, S(",\"id\":"));
        buf_i64(&b, t->id);
        buf_put(&b, S(",\"changes\":"));
        buf_put(&b, t->changes.n ? t->changes : S("[]"));
        buf_char(&b, '}');
    }
    buf_char(&b, ']');
    str s = str_copy(w->c->mem, buf_str(&b));
    buf_free(&b);
    return s;
}

static str first_detail(struct work *w)
{
    if (w->detail.n || !w->touches)
        return w->detail;
    return str_format(w->c->mem, "%.*s %lld", STR_ARG(entity_names[w->touches->entity]),
                      (long long)w->touches->id);
}

static err write_log(struct work *w)
{
    struct log_row row = log_row_of(w->c, w->action);
    row.customer_id = w->subject;
    row.source = w->source;
    row.detail = first_detail(w);
    row.changes = changes_of(w);
    if (w->assist_id) {
        row.assist_id = w->assist_id;
        row.store_view_id = w->store_view_id;
    }
    return log_row_put(w->db, row);
}

/* Who let support into an account stays on record, whatever the group of the action. */
static bool must_be_logged(const struct work *w)
{
    if (!work_may_be_logged(w))
        return false;
    for (const struct touch *t = w->touches; t; t = t->next)
        if (t->entity == ENTITY_CONSENT)
            return true;
    return is_logged(w->c, w->action);
}

/* Other nodes hear it at once; the count is for whoever missed it. */
static err tell_snapshot(struct db *db)
{
    TRY(db_send(db, &sql_work_count_up, ARGS(S("settings"))));
    return notice_send(db, S("settings"));
}

err work_commit(struct work *w)
{
    assert(!w->done);
    assert(w->touches && "a work names what it changed");
    w->touches = reversed(w->touches);
    if (!w->logged && must_be_logged(w))
        TRY(write_log(w));
    bool snapshot = false;
    for (struct touch *t = w->touches; t; t = t->next)
        snapshot |= is_in_snapshot(t->entity);
    if (snapshot)
        TRY(tell_snapshot(w->db));
    if (w->tags.n)
        TRY(notice_send(w->db, tags_notice(w->c->mem, &w->tags)));
    err e = write_commit(&w->write);
    tags_drop(
        &w->tags); /* even if it failed: a lost connection does not say whether the commit came */
    TRY(e);
    w->done = w->c->wrote = true;
    return snapshot ? snapshot_refresh(w->c->db) : OK;
}

void work_end(struct work *w)
{
    if (w->done)
        return;
    write_end(&w->write);
    if (w->c)
        w->c->raced |= write_raced(&w->write);
}

err work_try(struct ctx *c, enum action action, err (*fn)(struct work *w, void *arg), void *arg)
{
    err e = ERR_CONFLICT;
    for (int i = 0; i < 5 && e == ERR_CONFLICT; i++) {
        SCOPED(work_end) struct work w = {0};
        TRY(work_begin(c, action, &w));
        e = fn(&w, arg);
        if (e == OK)
            e = work_commit(&w);
    }
    return e;
}
