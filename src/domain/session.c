#include "domain/session.h"

#include "base/log.h"
#include "base/secret.h"
#include "domain/cart.h"
#include "domain/known.h"
#include "domain/log_row.h"
#include "domain/remember.h"
#include "domain/role_permits.h"
#include "domain/session.sql.h"
#include "domain/session_seen.h"
#include "domain/settings.h"

#include <stdlib.h>

#define FLUSH_MOST 512

static const str admin_purpose = S("admin-session");
static const str shop_purpose = S("shop-session");

static bool is_idle(char kind, i64 id, when row_seen, i64 idle_us, when now)
{
    i64 memory = session_seen_at(kind, id);
    i64 last = memory > row_seen.us ? memory : row_seen.us;
    return now.us - last > idle_us;
}

/* ---- back office ---- */

struct admin_row {
    i64 id;
    struct hash hash;
    when created_at, seen_at;
    i64 user_id;
    str user_name, first_name, last_name, lang;
    bool active;
    when expires_at;
    i64 role_id;
    bool access_all;
    str resources;
    bool scope_all;
};
static const struct field admin_fields[] = {
    FIELD(struct admin_row, id, F_PLAIN),         FIELD(struct admin_row, hash, F_PLAIN),
    FIELD(struct admin_row, created_at, F_PLAIN), FIELD(struct admin_row, seen_at, F_PLAIN),
    FIELD(struct admin_row, user_id, F_PLAIN),    FIELD(struct admin_row, user_name, F_PLAIN),
    FIELD(struct admin_row, first_name, F_PLAIN), FIELD(struct admin_row, last_name, F_PLAIN),
    FIELD(struct admin_row, lang, F_PLAIN),       FIELD(struct admin_row, active, F_PLAIN),
    FIELD(struct admin_row, expires_at, F_PLAIN), FIELD(struct admin_row, role_id, F_PLAIN),
    FIELD(struct admin_row, access_all, F_PLAIN), FIELD(struct admin_row, resources, F_PLAIN),
    FIELD(struct admin_row, scope_all, F_PLAIN),
};
static const struct record admin_record = RECORD(struct admin_row, admin_fields);

bool staff_expired(when expires_at, when now)
{
    return expires_at.us && expires_at.us <= now.us;
}

err admin_session_find(struct ctx *c, str token, struct session *out)
{
    if (!secret_is_token(token))
        return ERR_NOT_FOUND;
    struct hash h = secret_hash(admin_purpose, token);
    struct admin_row row = {0};
    TRY(db_one(c->db, c->mem, &sql_session_admin, ARGS(&h), &admin_record, &row));
    const struct settings *s = c->settings;
    bool over = is_idle('a', row.id, row.seen_at, s->admin_session_seconds * SECOND, c->now) ||
                c->now.us - row.created_at.us > s->admin_session_hours * HOUR;
    if (over || !row.active || staff_expired(row.expires_at, c->now) || !row.role_id)
        return ERR_NOT_FOUND;
    *out = (struct session){
        .id = row.id,
        .hash = row.hash,
        .actor = {.who = WHO_STAFF,
                  .staff_id = row.user_id,
                  .staff_name = row.user_name,
                  .session_id = row.id,
                  .permits = role_permits(row.access_all, row.resources),
                  .scope_role = row.scope_all ? 0 : row.role_id},
        .customer_name =
            str_format(c->mem, "%.*s %.*s", STR_ARG(row.first_name), STR_ARG(row.last_name)),
        .lang = row.lang,
    };
    return OK;
}

struct open_row {
    struct hash hash;
    i64 owner_id;
    when created_at;
    str ip, user_agent;
};
static const struct field open_fields[] = {
    FIELD(struct open_row, hash, F_PLAIN),       FIELD(struct open_row, owner_id, F_NULL0),
    FIELD(struct open_row, created_at, F_PLAIN), FIELD(struct open_row, ip, F_PLAIN),
    FIELD(struct open_row, user_agent, F_PLAIN),
};
static const struct record open_record = RECORD(struct open_row, open_fields);

static err open_session(struct work *w, const struct sql *q, str purpose, i64 owner, str *token,
                        i64 *id)
{
    struct ctx *c = w->c;
    str fresh = secret_token(c->mem);
    struct log_row cut = log_row_of(c, w->action);
    struct open_row row = {secret_hash(purpose, fresh), owner, c->now, cut.ip, cut.user_agent};
    TRY(db_put(w->db, q, &open_record, &row, id));
    *token = fresh;
    return OK;
}

struct login_row {
    i64 id;
    str user_name, password_hash;
    bool active;
    i64 role_id;
    when expires_at;
    i64 failures;
    when locked_until;
};
static const struct field login_fields[] = {
    FIELD(struct login_row, id, F_PLAIN),
    FIELD(struct login_row, user_name, F_PLAIN),
    FIELD(struct login_row, password_hash, F_HIDDEN),
    FIELD(struct login_row, active, F_PLAIN),
    FIELD(struct login_row, role_id, F_PLAIN),
    FIELD(struct login_row, expires_at, F_PLAIN),
    FIELD(struct login_row, failures, F_PLAIN),
    FIELD(struct login_row, locked_until, F_PLAIN),
};
static const struct record login_record = RECORD(struct login_row, login_fields);

static str admin_refusal_cause(const struct login_row *u, bool known, bool right, when now)
{
    if (!known)
        return S("unknown_user");
    if (u->locked_until.us > now.us)
        return S("locked");
    if (!right)
        return S("wrong_password");
    return S("inactive");
}

static err admin_failed(struct ctx *c, const struct login_row *u, str cause)
{
    struct log_row row = log_row_of(c, ACT_ADMIN_SIGN_IN);
    row.staff_id = u->id;
    row.staff_name = u->user_name;
    row.success = false;
    row.cause = cause;
    row.detail = S("sign-in");
    SCOPED(write_end) struct write w = {0};
    TRY(write_begin(c->store, &w));
    if (u->id && !str_eq(cause, S("locked"))) {
        i64 until = c->now.us + c->settings->admin_lock_minutes * MINUTE;
        TRY(db_run(w.db, &sql_session_admin_failed, ARGS(u->id, c->settings->admin_failures, until),
                   NULL));
    }
    TRY(log_row_put(w.db, row));
    TRY(write_commit(&w));
    return invalid(c, S(""),
                   _("You did not sign in correctly or your account is temporarily disabled."));
}

err admin_sessions_end(struct work *w, i64 user_id, i64 keep, enum assist_cause cause)
{
    work_detail(w, w->detail.n ? w->detail : assist_cause_key(cause));
    TRY(assist_end_by_staff(w, user_id, cause));
    return db_run(w->db, &sql_session_admin_end_user, ARGS(user_id, w->c->now, keep), NULL);
}

static err admin_succeeded(struct ctx *c, const struct login_row *u, str *token)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ADMIN_SIGN_IN, &w));
    TRY(db_run(w.db, &sql_session_admin_succeeded, ARGS(u->id, c->now), NULL));
    if (!c->settings->admin_sharing) {
        TRY(assist_end_by_staff(&w, u->id, ASSIST_STAFF_EXPIRED));
        TRY(db_run(w.db, &sql_session_admin_end_user, ARGS(u->id, c->now, (i64)0), NULL));
    }
    i64 id;
    str fresh;
    TRY(open_session(&w, &sql_session_admin_open, admin_purpose, u->id, &fresh, &id));
    work_touch(&w, ENTITY_ADMIN_SESSION, id, S(""));
    work_detail(&w, S("sign-in"));
    /* The actor of this request: its log row names who proved themselves. */
    c->actor.staff_id = u->id;
    c->actor.staff_name = u->user_name;
    TRY(work_commit(&w));
    *token = fresh;
    return OK;
}

err admin_sign_in(struct ctx *c, str user_name, str password, str *token)
{
    struct login_row u = {0};
    err e = db_one(c->db, c->mem, &sql_session_admin_user,
                   ARGS(str_fold(c->mem, str_trim(user_name))), &login_record, &u);
    if (e && e != ERR_NOT_FOUND)
        return e;
    bool known = e == OK;
    bool right = password_ok(u.password_hash, password);
    bool open = known && u.active && u.role_id && !staff_expired(u.expires_at, c->now);
    if (right && open && u.locked_until.us <= c->now.us)
        return admin_succeeded(c, &u, token);
    return admin_failed(c, &u, admin_refusal_cause(&u, known, right, c->now));
}

err admin_sign_out(struct ctx *c)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ADMIN_SIGN_OUT, &w));
    TRY(assist_end_by_admin_session(&w, c->actor.session_id, ASSIST_SIGNED_OUT));
    TRY(db_run(w.db, &sql_session_admin_end, ARGS(c->actor.session_id, c->now), NULL));
    work_touch(&w, ENTITY_ADMIN_SESSION, c->actor.session_id, S(""));
    work_detail(&w, S("sign-out"));
    return work_commit(&w);
}

err admin_verify_self(struct ctx *c, str field, str password)
{
    if (c->actor.who == WHO_SYSTEM)
        return OK;
    str hash = {0};
    TRY(db_str(c->db, c->mem, &sql_session_admin_password, ARGS(c->actor.staff_id), &hash));
    if (password_ok(hash, password))
        return OK;
    return invalid(c, field, _("The password you entered for the current user is invalid."));
}

/* ---- storefront ---- */

struct shop_row {
    i64 id;
    struct hash hash;
    when created_at, seen_at;
    i64 customer_id;
    str first_name, last_name;
    bool active;
    i64 website_id;
    bool excluded; /* the group is kept out of this website (GR-03) */
    i64 guest_qty, guest_lines, qty, lines;
    i64 cart_id;   /* whose pieces are counted */
    str tax_class; /* "": the visitors' */
};
static const struct field shop_fields[] = {
    FIELD(struct shop_row, id, F_PLAIN),          FIELD(struct shop_row, hash, F_PLAIN),
    FIELD(struct shop_row, created_at, F_PLAIN),  FIELD(struct shop_row, seen_at, F_PLAIN),
    FIELD(struct shop_row, customer_id, F_PLAIN), FIELD(struct shop_row, first_name, F_PLAIN),
    FIELD(struct shop_row, last_name, F_PLAIN),   FIELD(struct shop_row, active, F_PLAIN),
    FIELD(struct shop_row, website_id, F_PLAIN),  FIELD(struct shop_row, excluded, F_PLAIN),
    FIELD(struct shop_row, guest_qty, F_PLAIN),   FIELD(struct shop_row, guest_lines, F_PLAIN),
    FIELD(struct shop_row, qty, F_PLAIN),         FIELD(struct shop_row, lines, F_PLAIN),
    FIELD(struct shop_row, cart_id, F_PLAIN),     FIELD(struct shop_row, tax_class, F_NULL0),
};
static const struct record shop_record = RECORD(struct shop_row, shop_fields);

static err shop_read(struct ctx *c, const void *key, void *out)
{
    return db_one(c->db, c->mem, &sql_session_shop,
                  ARGS((const struct hash *)key, c->view->website_id), &shop_record, out);
}

/* A guest's cart in a customer's session is nobody's: not counted. */
static void shop_tags(struct ctx *c, const void *out, struct tags *t)
{
    const struct shop_row *row = out;
    tags_add(t, c->mem, tag_of(TAG_SHOP_SESSION, row->id));
    tags_add(t, c->mem, tag_of(TAG_GROUPS, 0));
    if (row->customer_id)
        tags_add(t, c->mem, tag_of(TAG_CUSTOMER, row->customer_id));
    if (row->cart_id)
        tags_add(t, c->mem, tag_of(TAG_CART, row->cart_id));
}

static const struct known_source shop_source = {
    .record = &shop_record, .read = shop_read, .tags = shop_tags};

err shop_session_find(struct ctx *c, str token, struct session *out)
{
    if (!secret_is_token(token))
        return ERR_NOT_FOUND;
    struct hash h = secret_hash(shop_purpose, token);
    struct shop_row row = {0};
    TRY(known_row(c, &shop_source, &h, c->view->website_id, &h, &row));
    bool customer = row.customer_id != 0;
    if (customer && (row.excluded || !accounts_reach(c->settings, row.website_id, c->view)))
        return ERR_NOT_FOUND;
    i64 idle =
        customer ? c->settings->customer_session_minutes * MINUTE : c->settings->cart_days * DAY;
    if (is_idle('s', row.id, row.seen_at, idle, c->now) || (customer && !row.active))
        return ERR_NOT_FOUND;
    bool lines = str_eq(c->settings->cart_count_lines, S("lines"));
    i64 own = lines ? row.lines : row.qty, guests = lines ? row.guest_lines : row.guest_qty;
    *out = (struct session){
        .id = row.id,
        .hash = row.hash,
        .actor = {.who = customer ? WHO_CUSTOMER : WHO_VISITOR,
                  .customer_id = row.customer_id,
                  .session_id = row.id,
                  .tax_class = row.tax_class},
        .customer_name =
            customer ? str_join_with(c->mem, row.first_name, S(" "), row.last_name) : S(""),
        .cart_count = customer ? own : guests,
    };
    return OK;
}

err shop_session_open(struct work *w, i64 customer_id, str *token, i64 *id)
{
    i64 fresh;
    TRY(open_session(w, &sql_session_shop_open, shop_purpose, customer_id, token, &fresh));
    work_touch(w, ENTITY_SHOP_SESSION, fresh, S(""));
    *id = fresh;
    return OK;
}

struct shopper_row {
    i64 id;
    str first_name, last_name, password_hash;
    bool active, confirmed;
    i64 failures;
    when locked_until;
    bool excluded;
};
static const struct field shopper_fields[] = {
    FIELD(struct shopper_row, id, F_PLAIN),
    FIELD(struct shopper_row, first_name, F_PLAIN),
    FIELD(struct shopper_row, last_name, F_PLAIN),
    FIELD(struct shopper_row, password_hash, F_HIDDEN),
    FIELD(struct shopper_row, active, F_PLAIN),
    FIELD(struct shopper_row, confirmed, F_PLAIN),
    FIELD(struct shopper_row, failures, F_PLAIN),
    FIELD(struct shopper_row, locked_until, F_PLAIN),
    FIELD(struct shopper_row, excluded, F_PLAIN),
};
static const struct record shopper_record = RECORD(struct shopper_row, shopper_fields);

static err customer_failed(struct ctx *c, i64 customer_id, bool counts)
{
    if (customer_id && counts) {
        i64 until = c->now.us + c->settings->customer_lock_minutes * MINUTE;
        SCOPED(write_end) struct write w = {0};
        TRY(write_begin(c->store, &w));
        TRY(db_run(w.db, &sql_session_customer_failed,
                   ARGS(customer_id, c->settings->customer_failures, until), NULL));
        TRY(write_commit(&w));
    }
    return invalid(
        c, S(""),
        _("The account sign-in was incorrect or your account is disabled temporarily. Please wait and try "
          "again later."));
}

static err customer_succeeded(struct ctx *c, i64 customer_id, str *token)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_SIGN_IN, &w));
    TRY(db_run(w.db, &sql_session_customer_succeeded, ARGS(customer_id, c->now), NULL));
    i64 id, visitor = c->actor.session_id;
    str fresh;
    TRY(shop_session_open(&w, customer_id, &fresh, &id));
    if (visitor) {
        TRY(cart_merge(&w, visitor, customer_id));
        TRY(db_run(w.db, &sql_session_shop_end, ARGS(visitor, c->now), NULL));
    }
    TRY(work_commit(&w));
    *token = fresh;
    return OK;
}

err customer_sign_in(struct ctx *c, str email, str password, str *token)
{
    struct shopper_row u = {0};
    err e = db_one(
        c->db, c->mem, &sql_session_customer,
        ARGS(c->view->website_id, str_fold(c->mem, str_trim(email)), accounts_shared(c->settings)),
        &shopper_record, &u);
    if (e && e != ERR_NOT_FOUND)
        return e;
    bool right = password_ok(u.password_hash, password);
    bool locked = u.locked_until.us > c->now.us;
    bool open = e == OK && u.active && u.confirmed && !u.excluded && !locked;
    if (right && open)
        return customer_succeeded(c, u.id, token);
    return customer_failed(c, u.id, !right && !locked);
}

err customer_sign_out(struct ctx *c)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_SIGN_OUT, &w));
    TRY(db_run(w.db, &sql_session_shop_end, ARGS(c->actor.session_id, c->now), NULL));
    work_touch(&w, ENTITY_SHOP_SESSION, c->actor.session_id, S(""));
    return work_commit(&w);
}

err customer_sessions_end(struct work *w, i64 customer_id, i64 keep, enum assist_cause cause)
{
    TRY(assist_end_by_customer(w, customer_id, cause));
    TRY(remember_end_all(w, customer_id));
    return db_run(w->db, &sql_session_shop_end_customer, ARGS(customer_id, w->c->now, keep), NULL);
}

/* ---- housekeeping ---- */

static const struct sql *seen_statement(char kind)
{
    switch (kind) {
    case 'a':
        return &sql_session_seen_admin;
    case 'x':
        return &sql_session_seen_assist;
    default:
        return &sql_session_seen_shop;
    }
}

static int by_session(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* In one order on all nodes: two that write down the same people never wait for each other in a ring. */
static err flush_some(struct ctx *c, struct seen *seen, size_t n)
{
    qsort(seen, n, sizeof *seen, by_session);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_SESSIONS_SEEN, &w));
    for (size_t i = 0; i < n; i++)
        TRY(db_run(w.db, seen_statement(seen[i].kind), ARGS(seen[i].id, seen[i].at), NULL));
    work_touch(&w, ENTITY_SHOP_SESSION, 0, S(""));
    return work_commit(&w);
}

err sessions_flush(struct ctx *c)
{
    struct seen seen[FLUSH_MOST];
    for (size_t n; (n = session_seen_unwritten(seen, FLUSH_MOST)) > 0;) {
        err e = flush_some(c, seen, n);
        if (e) {
            session_seen_unsay(seen, n);
            return e;
        }
    }
    session_seen_forget((when){c->now.us - HOUR});
    return OK;
}
