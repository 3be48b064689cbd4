#include "domain/assist.h"

#include "base/secret.h"
#include "domain/assist.sql.h"
#include "domain/assist_row.h"
#include "domain/known.h"
#include "domain/role_permits.h"
#include "domain/session.h"
#include "domain/settings.h"

#define TOKEN_LENGTH 43
#define LABEL_LENGTH 16

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

/* ---- every assisted request ---- */

struct running {
    i64 id;
    str label;
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
    i64 qty, lines, cart_id;
    str tax_class;          /* "": the visitors' */
    struct permits permits; /* worked out of the role */
};
static const struct field running_fields[] = {
    FIELD(struct running, id, F_PLAIN),
    FIELD(struct running, label, F_PLAIN),
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
    FIELD(struct running, cart_id, F_PLAIN),
    FIELD(struct running, tax_class, F_NULL0),
};
static const struct record running_record = RECORD(struct running, running_fields);

static err running_get(struct ctx *c, str label, struct running *x)
{
    TRY(db_one(c->db, c->mem, &sql_assist_running, ARGS(label, c->view->website_id),
               &running_record, x));
    x->permits = role_permits(x->access_all, x->resources);
    return OK;
}

struct proof {
    str label;
    struct hash token;
};

static bool is_hash(const struct hash *a, const struct hash *b)
{
    return secret_eq((str){(const char *)a->at, sizeof a->at},
                     (str){(const char *)b->at, sizeof b->at});
}

/* A wrong token is as unknown as a wrong label. */
static err running_read(struct ctx *c, const void *key, void *out)
{
    const struct proof *p = key;
    struct running *x = out;
    TRY(running_get(c, p->label, x));
    return is_hash(&x->hash, &p->token) ? OK : ERR_NOT_FOUND;
}

static void running_tags(struct ctx *c, const void *out, struct tags *t)
{
    const struct running *x = out;
    tags_add(t, c->mem, tag_of(TAG_ASSIST_SESSION, x->id));
    tags_add(t, c->mem, tag_of(TAG_ADMIN_SESSION, x->admin_session_id));
    tags_add(t, c->mem, tag_of(TAG_STAFF, x->staff_id));
    tags_add(t, c->mem, tag_of(TAG_ROLES, 0));
    tags_add(t, c->mem, tag_of(TAG_GROUPS, 0));
    tags_add(t, c->mem, tag_of(TAG_CUSTOMER, x->customer_id));
    if (x->cart_id)
        tags_add(t, c->mem, tag_of(TAG_CART, x->cart_id));
}

static bool running_fits(const void *key, const void *out)
{
    return str_eq(((const struct proof *)key)->label, ((const struct running *)out)->label);
}

static const struct known_source running_source = {
    .record = &running_record, .read = running_read, .fits = running_fits, .tags = running_tags};

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
        .tax_class = x->tax_class,
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
        .customer_name = str_join_with(c->mem, x->first_name, S(" "), x->last_name),
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
    struct proof p = {label, secret_hash(ASSIST_SESSION, token)};
    TRY(known_row(c, &running_source, &p.token, c->view->website_id, &p, &x));
    fill_view(c, &x, label, out);
    if (out->cause == ASSIST_OK)
        c->actor = assist_actor(&x);
    return OK;
}

err assist_judge(struct ctx *c, str label, i64 *id, enum assist_cause *cause)
{
    struct running x = {0};
    TRY(running_get(c, label, &x));
    *id = x.id;
    *cause = cause_of(c, &x);
    return OK;
}
