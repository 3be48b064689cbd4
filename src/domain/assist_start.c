/* How a session of Login as Customer begins: the button's offer, and the start. */
#include "domain/assist.h"

#include "base/secret.h"
#include "domain/assist.sql.h"
#include "domain/assist_handover.h"
#include "domain/assist_row.h"
#include "domain/log_row.h"
#include "domain/one_time.h"
#include "domain/reach.h"
#include "domain/settings.h"

#define REASON_MOST 200

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
