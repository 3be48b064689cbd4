#include "domain/assist.h"

#include "base/log.h"
#include "base/secret.h"
#include "domain/assist.sql.h"
#include "domain/assist_handover.h"
#include "domain/assist_row.h"
#include "domain/log_row.h"
#include "domain/one_time.h"
#include "domain/reach.h"
#include "domain/role_permits.h"
#include "domain/session.h"
#include "domain/settings.h"

#include <pthread.h>

#define TOKEN_LENGTH 43
#define LABEL_LENGTH 16
#define REASON_MOST  200

/* ---- causes ---- */

static const struct {
    str key, refused, ended;
} causes[ASSIST_CAUSE_COUNT] = {
#define CAUSE(id, key, refused, ended) [ASSIST_##id] = {S(key), S(refused), S(ended)},
#include "domain/causes.def"
#undef CAUSE
};

str assist_cause_key(enum assist_cause cause)
{
    return causes[cause].key;
}

str assist_cause_refused(enum assist_cause cause)
{
    return causes[cause].refused;
}

str assist_cause_ended(enum assist_cause cause)
{
    return causes[cause].ended;
}

enum assist_cause assist_cause_find(str key)
{
    for (enum assist_cause i = 1; i < ASSIST_CAUSE_COUNT; i++)
        if (str_eq(causes[i].key, key))
            return i;
    return ASSIST_OK;
}

/* ---- the offer ---- */

struct subject {
    i64 id;
    str ref, first_name, last_name, email;
    i64 website_id, store_view_id;
    bool active, confirmed, allowed;
    i64 group_id;
};
static const struct field subject_fields[] = {
    FIELD(struct subject, id, F_PLAIN),
    FIELD(struct subject, ref, F_PLAIN),
    FIELD(struct subject, first_name, F_PLAIN),
    FIELD(struct subject, last_name, F_PLAIN),
    FIELD(struct subject, email, F_PLAIN),
    FIELD(struct subject, website_id, F_PLAIN),
    FIELD(struct subject, store_view_id, F_PLAIN),
    FIELD(struct subject, active, F_PLAIN),
    FIELD(struct subject, confirmed, F_PLAIN),
    FIELD(struct subject, allowed, F_PLAIN),
    FIELD(struct subject, group_id, F_PLAIN),
};
static const struct record subject_record = RECORD(struct subject, subject_fields);

bool assist_button(const struct ctx *c)
{
    return c->settings->assist_enabled && actor_may(&c->actor, ACT_ASSIST_START);
}

static bool is_manual(const struct ctx *c)
{
    return str_eq(c->settings->assist_store_view, S("1"));
}

/* Websites that the subject's group is kept out of (GR-03). */
struct website_id {
    i64 id;
};
typedef LIST(struct website_id) website_ids;

static err read_excluded(struct db *db, struct arena *mem, i64 group, website_ids *out)
{
    static const struct field id_fields[] = {FIELD(struct website_id, id, F_PLAIN)};
    static const struct record id_record = RECORD(struct website_id, id_fields);
    *out = (website_ids){0};
    return db_all(db, mem, &sql_assist_excluded, ARGS(group), &id_record, out);
}

/* Enabled, of a website where the account counts, and open to its group. */
static bool is_usable(const struct ctx *c, const struct store_view *v, const struct subject *s,
                      const website_ids *excluded)
{
    if (!v || !v->enabled || !accounts_reach(c->settings, s->website_id, v))
        return false;
    for (size_t i = 0; i < excluded->n; i++)
        if (excluded->at[i].id == v->website_id)
            return false;
    return true;
}

/* All usable views: the offered one first (OV-05), then by website, store and order. */
static void list_views(struct ctx *c, const struct snapshot *snap, const struct subject *s,
                       const website_ids *excluded, struct assist_offer *out)
{
    out->views.at = NEWN(c->mem, const struct store_view *, snap->views.n + 1);
    for (int first = 1; first >= 0; first--)
        for (size_t i = 0; i < snap->views.n; i++) {
            const struct store_view *v = &snap->views.at[i];
            if (is_usable(c, v, s, excluded) && (v->id == out->view_id) == first)
                out->views.at[out->views.n++] = v;
        }
}

/* Auto-Detection: the view where the account was made; if that is not usable, the website's default one (CF-08). */
static i64 detect_view(const struct ctx *c, const struct snapshot *snap, const struct subject *s,
                       i64 order_view, const website_ids *excluded)
{
    i64 wanted[] = {order_view, s->store_view_id};
    for (size_t i = 0; i < COUNT(wanted); i++)
        if (wanted[i] && is_usable(c, snapshot_view(snap, wanted[i]), s, excluded))
            return wanted[i];
    i64 any = 0;
    for (size_t i = 0; i < snap->views.n; i++) {
        const struct store_view *v = &snap->views.at[i];
        if (!is_usable(c, v, s, excluded))
            continue;
        if (v->is_default && v->website_id == s->website_id)
            return v->id;
        any = any ? any : v->id;
    }
    return any;
}

static enum assist_cause policy_of_start(const struct ctx *c, const struct subject *s, i64 view)
{
    if (c->actor.who == WHO_ASSIST)
        return ASSIST_NESTED;
    if (!c->settings->assist_enabled)
        return ASSIST_FEATURE_OFF;
    if (!actor_may(&c->actor, ACT_ASSIST_START))
        return ASSIST_NO_RIGHT;
    if (!s->id)
        return ASSIST_NO_CUSTOMER;
    if (!s->allowed)
        return ASSIST_NO_CONSENT;
    if (!s->active || !s->confirmed)
        return ASSIST_INACTIVE;
    return view ? ASSIST_OK : ASSIST_NO_VIEW;
}

/* db: the work's at the start, so that what is checked is what is committed with (R17). */
static err make_offer(struct ctx *c, struct db *db, str ref, i64 order_view,
                      struct assist_offer *out)
{
    struct subject s = {0};
    err e = db_one(db, c->mem, &sql_assist_customer, ARGS(ref), &subject_record, &s);
    if (e && e != ERR_NOT_FOUND)
        return e;
    /* Out of reach is as unknown as unknown (R16). */
    err reached = s.id ? reach_website(c, db, s.website_id) : OK;
    if (reached == ERR_NOT_FOUND)
        s = (struct subject){0};
    else
        TRY(reached);
    website_ids excluded = {0};
    if (s.id)
        TRY(read_excluded(db, c->mem, s.group_id, &excluded));
    const struct snapshot *snap = snapshot_take();
    *out = (struct assist_offer){
        .customer_id = s.id,
        .customer_ref = s.ref,
        .customer_name =
            str_format(c->mem, "%.*s %.*s", STR_ARG(s.first_name), STR_ARG(s.last_name)),
        .customer_email = s.email,
        .view_id = s.id ? detect_view(c, snap, &s, is_manual(c) ? order_view : 0, &excluded) : 0,
    };
    if (s.id && is_manual(c))
        list_views(c, snap, &s, &excluded, out);
    snapshot_drop(snap);
    out->cause = policy_of_start(c, &s, out->view_id);
    return OK;
}

err assist_offer(struct ctx *c, str customer_ref, i64 order_view, struct assist_offer *out)
{
    return make_offer(c, c->db, customer_ref, order_view, out);
}

err assist_order(struct ctx *c, i64 order_id, struct assist_order *out)
{
    static const struct field order_fields[] = {
        FIELD(struct assist_order, id, F_PLAIN),
        FIELD(struct assist_order, number, F_PLAIN),
        FIELD(struct assist_order, store_view_id, F_PLAIN),
        FIELD(struct assist_order, customer_ref, F_PLAIN),
    };
    static const struct record order_record = RECORD(struct assist_order, order_fields);
    return db_one(c->db, c->mem, &sql_assist_order, ARGS(order_id), &order_record, out);
}

/* ---- the start ---- */

struct session_row {
    str label;
    struct hash hash;
    i64 staff_id;
    str staff_name;
    i64 admin_session_id, customer_id, store_view_id;
    str reason, source, return_path;
    when started_at;
    str ip, user_agent;
    str origin;        /* "": on one host */
    struct hash nonce; /* of the handover */
};
static const struct field session_fields[] = {
    FIELD(struct session_row, label, F_PLAIN),
    FIELD(struct session_row, hash, F_HIDDEN),
    FIELD(struct session_row, staff_id, F_PLAIN),
    FIELD(struct session_row, staff_name, F_PLAIN),
    FIELD(struct session_row, admin_session_id, F_PLAIN),
    FIELD(struct session_row, customer_id, F_PLAIN),
    FIELD(struct session_row, store_view_id, F_PLAIN),
    FIELD(struct session_row, reason, F_PLAIN),
    FIELD(struct session_row, source, F_PLAIN),
    FIELD(struct session_row, return_path, F_PLAIN),
    FIELD(struct session_row, started_at, F_PLAIN),
    FIELD(struct session_row, ip, F_PLAIN),
    FIELD(struct session_row, user_agent, F_PLAIN),
    FIELD(struct session_row, origin, F_PLAIN),
    FIELD(struct session_row, nonce, F_HIDDEN),
};
static const struct record session_record = RECORD(struct session_row, session_fields);

static err refuse(struct ctx *c, const struct assist_start *in, i64 customer_id,
                  enum assist_cause cause)
{
    struct log_row row = log_row_of(c, ACT_ASSIST_START);
    row.action_group = action_group_label(GROUP_LOGIN_AS_CUSTOMER);
    row.customer_id = customer_id;
    row.source = in->source;
    row.detail =
        customer_id ? str_format(c->mem, "customer %lld", (long long)customer_id) : S("customer");
    TRY(log_refusal(c, row, assist_cause_key(cause)));
    return ERR_DENIED;
}

/* The view that the session opens: the chosen one of those offered, or the detected one. */
static err choose_view(struct ctx *c, const struct assist_start *in,
                       const struct assist_offer *offer, i64 *view)
{
    if (!is_manual(c)) {
        *view = offer->view_id;
        return OK;
    }
    for (size_t i = 0; i < offer->views.n; i++)
        if (str_eq(offer->views.at[i]->code, in->store_view)) {
            *view = offer->views.at[i]->id;
            return OK;
        }
    return invalid(c, S("store_view"), _("Please select a store view."));
}

static err check_reason(struct ctx *c, str reason)
{
    if (str_eq(c->settings->assist_reason, S("required")) && reason.n == 0)
        return invalid(c, S("reason"), _("Please enter a reason or a ticket number."));
    if (!str_is_utf8(reason) || str_count_chars(reason) > REASON_MOST)
        return invalid(c, S("reason"), _("At most 200 characters."));
    return OK;
}

/* The origin of the storefront that the session goes to; "": it is the host that asks. */
static str other_origin(const struct ctx *c, const struct assist_start *in, i64 view)
{
    str url = c->settings->assist_url;
    const struct snapshot *snap = snapshot_take();
    const struct store_view *v = snapshot_view(snap, view);
    str own = v ? str_copy(c->mem, v->origin) : (str){0};
    snapshot_drop(snap);
    str origin = url.n ? str_head(url, url.n - 1) : own;
    return origin.n && in->host.n && !str_eq_nocase(url_host(origin), in->host) ? origin : (str){0};
}

/* Leg 1 of a handover: what its page carries. The token that the row was made with is nobody's. */
static err begin_handover(struct work *w, i64 id, struct assist_started *out)
{
    out->token = S("");
    return one_time_secret_put(w, ASSIST_HANDOVER, id, ASSIST_HANDOVER_SECONDS * SECOND,
                               &out->secret);
}

static err open_session(struct work *w, const struct assist_start *in,
                        const struct assist_offer *offer, i64 view, struct assist_started *out)
{
    struct ctx *c = w->c;
    struct log_row cut = log_row_of(c, ACT_ASSIST_START);
    out->label = secret_label(c->mem);
    out->token = secret_token(c->mem);
    out->to = other_origin(c, in, view);
    out->nonce = out->to.n ? secret_token(c->mem) : S("");
    out->store_view_id = view;
    struct session_row row = {
        .label = out->label,
        .hash = secret_hash(ASSIST_SESSION, out->token),
        .staff_id = c->actor.staff_id,
        .staff_name = c->actor.staff_name,
        .admin_session_id = c->actor.session_id,
        .customer_id = offer->customer_id,
        .store_view_id = view,
        .reason = str_eq(c->settings->assist_reason, S("off")) ? S("") : in->reason,
        .source = in->source,
        .return_path = in->return_path,
        .started_at = c->now,
        .ip = cut.ip,
        .user_agent = cut.user_agent,
        .origin = out->to.n ? in->origin : S(""),
        .nonce = secret_hash(ASSIST_NONCE, out->nonce),
    };
    i64 id;
    TRY(db_put(w->db, &sql_assist_open, &session_record, &row, &id));
    if (out->to.n)
        TRY(begin_handover(w, id, out));
    work_touch_row(w, ENTITY_ASSIST_SESSION, id, &session_record, NULL, &row);
    w->assist_id = id;
    w->store_view_id = view;
    return OK;
}

err assist_begin(struct ctx *c, const struct assist_start *in, struct assist_started *out,
                 enum assist_cause *cause)
{
    struct assist_offer offer;
    if (!assist_button(c)) {
        TRY(make_offer(c, c->db, in->customer_ref, in->order_view, &offer));
        *cause = offer.cause ? offer.cause : ASSIST_NO_RIGHT;
        return refuse(c, in, offer.customer_id, *cause);
    }
    TRY(check_reason(c, in->reason));
    i64 view = 0;
    {
        SCOPED(work_end) struct work w = {0};
        TRY(work_begin(c, ACT_ASSIST_START, &w));
        TRY(make_offer(c, w.db, in->customer_ref, in->order_view, &offer));
        *cause = offer.cause;
        if (offer.cause == ASSIST_OK) {
            TRY(choose_view(c, in, &offer, &view));
            TRY(open_session(&w, in, &offer, view, out));
            work_subject(&w, offer.customer_id);
            work_source(&w, in->source);
            work_detail(&w, str_format(c->mem, "customer %lld", (long long)offer.customer_id));
            TRY(work_commit(&w));
        }
    }
    if (offer.cause != ASSIST_OK)
        return refuse(c, in, offer.customer_id, offer.cause);
    return OK;
}

/* ---- every assisted request ---- */

struct running {
    i64 id;
    struct hash hash;
    i64 staff_id;
    str staff_name;
    i64 admin_session_id, customer_id, store_view_id;
    str return_path, origin;
    when started_at, seen_at, ended_at;
    str end_cause;
    when admin_ended_at, admin_created_at, admin_seen_at;
    i64 admin_id;
    bool staff_active;
    when staff_expires_at;
    bool access_all;
    bool reaches; /* the role's websites hold the customer's */
    str resources, first_name, last_name;
    bool customer_active;
    i64 website_id;
    bool allowed, excluded;
    i64 qty, lines;
    struct permits permits; /* worked out of the role */
};
static const struct field running_fields[] = {
    FIELD(struct running, id, F_PLAIN),
    FIELD(struct running, hash, F_PLAIN),
    FIELD(struct running, staff_id, F_PLAIN),
    FIELD(struct running, staff_name, F_PLAIN),
    FIELD(struct running, admin_session_id, F_PLAIN),
    FIELD(struct running, customer_id, F_PLAIN),
    FIELD(struct running, store_view_id, F_PLAIN),
    FIELD(struct running, return_path, F_PLAIN),
    FIELD(struct running, origin, F_PLAIN),
    FIELD(struct running, started_at, F_PLAIN),
    FIELD(struct running, seen_at, F_PLAIN),
    FIELD(struct running, ended_at, F_PLAIN),
    FIELD(struct running, end_cause, F_PLAIN),
    FIELD(struct running, admin_ended_at, F_PLAIN),
    FIELD(struct running, admin_created_at, F_PLAIN),
    FIELD(struct running, admin_seen_at, F_PLAIN),
    FIELD(struct running, admin_id, F_PLAIN),
    FIELD(struct running, staff_active, F_PLAIN),
    FIELD(struct running, staff_expires_at, F_PLAIN),
    FIELD(struct running, access_all, F_PLAIN),
    FIELD(struct running, reaches, F_PLAIN),
    FIELD(struct running, resources, F_PLAIN),
    FIELD(struct running, first_name, F_PLAIN),
    FIELD(struct running, last_name, F_PLAIN),
    FIELD(struct running, customer_active, F_PLAIN),
    FIELD(struct running, website_id, F_PLAIN),
    FIELD(struct running, allowed, F_PLAIN),
    FIELD(struct running, excluded, F_PLAIN),
    FIELD(struct running, qty, F_PLAIN),
    FIELD(struct running, lines, F_PLAIN),
};
static const struct record running_record = RECORD(struct running, running_fields);

static err running_get(struct ctx *c, str label, struct running *x)
{
    TRY(db_one(c->db, c->mem, &sql_assist_running, ARGS(label, c->view->website_id),
               &running_record, x));
    x->permits = role_permits(x->access_all, x->resources);
    return OK;
}

static i64 later(i64 a, i64 b)
{
    return a > b ? a : b;
}

/* Work in the assist session counts as use of the back office session too (gate.c notes both). */
static bool admin_session_alive(const struct ctx *c, const struct running *x)
{
    if (!x->admin_id || x->admin_ended_at.us)
        return false;
    i64 last = later(x->admin_seen_at.us, session_seen_at('a', x->admin_session_id));
    return c->now.us - last <= c->settings->admin_session_seconds * SECOND &&
           c->now.us - x->admin_created_at.us <= c->settings->admin_session_hours * HOUR;
}

/* The policy as a list of conditions, in the order in which a person would want to be told. */
static enum assist_cause policy_of_running(const struct ctx *c, const struct running *x)
{
    const struct settings *s = c->settings;
    i64 last = later(x->seen_at.us, session_seen_at('x', x->id));
    const struct {
        bool fails;
        enum assist_cause cause;
    } rules[] = {
        {!s->assist_enabled, ASSIST_FEATURE_OFF},
        {!x->staff_active || staff_expired(x->staff_expires_at, c->now), ASSIST_STAFF_INACTIVE},
        {!permits_has(&x->permits, P_ASSIST_LOGIN), ASSIST_NO_RIGHT},
        {!x->website_id, ASSIST_NO_CUSTOMER},
        {!x->reaches, ASSIST_NO_RIGHT},
        {!x->allowed, ASSIST_NO_CONSENT},
        {!x->customer_active, ASSIST_INACTIVE},
        {c->now.us - x->started_at.us > s->assist_total_minutes * MINUTE, ASSIST_TOTAL},
        {c->now.us - last > s->assist_idle_minutes * MINUTE, ASSIST_IDLE},
        {x->admin_ended_at.us != 0, ASSIST_SIGNED_OUT},
        {!admin_session_alive(c, x), ASSIST_STAFF_EXPIRED},
    };
    for (size_t i = 0; i < COUNT(rules); i++)
        if (rules[i].fails)
            return rules[i].cause;
    return ASSIST_OK;
}

static enum assist_cause cause_of(const struct ctx *c, const struct running *x)
{
    if (x->ended_at.us) {
        enum assist_cause cause = assist_cause_find(x->end_cause);
        return cause ? cause : ASSIST_CLOSED;
    }
    return policy_of_running(c, x);
}

static bool is_label(str label)
{
    if (label.n != LABEL_LENGTH)
        return false;
    for (size_t i = 0; i < label.n; i++) {
        char ch = label.at[i];
        if (!((ch >= 'a' && ch <= 'z') || (ch >= '2' && ch <= '7')))
            return false;
    }
    return true;
}

static struct actor assist_actor(const struct running *x)
{
    return (struct actor){
        .who = WHO_ASSIST,
        .customer_id = x->customer_id,
        .staff_id = x->staff_id,
        .staff_name = x->staff_name,
        .assist_id = x->id,
        .permits = x->permits,
    };
}

static void fill_view(struct ctx *c, const struct running *x, str label, struct assist_view *out)
{
    const struct snapshot *snap = snapshot_take();
    const struct store_view *v = snapshot_view(snap, x->store_view_id);
    bool lines = str_eq(c->settings->cart_count_lines, S("lines"));
    *out = (struct assist_view){
        .id = x->id,
        .customer_id = x->customer_id,
        .staff_id = x->staff_id,
        .store_view_id = x->store_view_id,
        .admin_session_id = x->admin_session_id,
        .cart_count = lines ? x->lines : x->qty,
        .label = label,
        .customer_name =
            str_format(c->mem, "%.*s %.*s", STR_ARG(x->first_name), STR_ARG(x->last_name)),
        .staff_name = x->staff_name,
        .website_name = v ? str_copy(c->mem, v->website_name) : S(""),
        .return_path = x->return_path,
        .started_at = x->started_at,
        .ends_at = {x->started_at.us + c->settings->assist_total_minutes * MINUTE},
        .hash = x->hash,
        .origin = x->origin,
        .barred = x->excluded || !accounts_reach(c->settings, x->website_id, c->view),
        .cause = cause_of(c, x),
    };
    snapshot_drop(snap);
}

err assist_find(struct ctx *c, str label, str token, struct assist_view *out)
{
    if (!is_label(label) || token.n != TOKEN_LENGTH)
        return ERR_NOT_FOUND;
    struct running x = {0};
    TRY(running_get(c, label, &x));
    struct hash h = secret_hash(ASSIST_SESSION, token);
    str stored = {(const char *)x.hash.at, sizeof x.hash.at};
    str given = {(const char *)h.at, sizeof h.at};
    if (!secret_eq(stored, given))
        return ERR_NOT_FOUND;
    fill_view(c, &x, label, out);
    if (out->cause == ASSIST_OK)
        c->actor = assist_actor(&x);
    return OK;
}

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
        struct running x = {0};
        err e = running_get(c, labels.at[i].label, &x);
        if (e == ERR_NOT_FOUND)
            continue;
        TRY(e);
        enum assist_cause why = cause_of(c, &x);
        if (why != ASSIST_OK)
            TRY(expire(c, x.id, why));
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
