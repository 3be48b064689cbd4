#include "domain/remember.h"

#include "base/secret.h"
#include "domain/cart.h"
#include "domain/remember.sql.h"
#include "domain/session.h"
#include "domain/settings.h"

static const str purpose = S("shop-remember");

struct remember_row {
    i64 id;
    struct hash hash;
    i64 customer_id, website_id;
    str first_name, last_name;
    i64 qty, lines;
};
static const struct field fields[] = {
    FIELD(struct remember_row, id, F_PLAIN),
    FIELD(struct remember_row, hash, F_PLAIN),
    FIELD(struct remember_row, customer_id, F_PLAIN),
    FIELD(struct remember_row, first_name, F_PLAIN),
    FIELD(struct remember_row, last_name, F_PLAIN),
    FIELD(struct remember_row, website_id, F_PLAIN),
    FIELD(struct remember_row, qty, F_PLAIN),
    FIELD(struct remember_row, lines, F_PLAIN),
};
static const struct record record = RECORD(struct remember_row, fields);

/* What was made before is too old. */
static when oldest(const struct ctx *c)
{
    return (when){c->now.us - c->settings->remember_seconds * SECOND};
}

static bool is_on(const struct ctx *c)
{
    return c->settings->remember_enabled && c->settings->remember_offered;
}

bool remember_has_cart(const struct ctx *c)
{
    return c->actor.who == WHO_VISITOR && c->remembered && c->remembered->has_cart;
}

err remember_find(struct ctx *c, str token, struct remembered *out)
{
    if (!c->settings->remember_enabled || !secret_is_token(token))
        return ERR_NOT_FOUND;
    if (!c->db)
        return ERR_AWAY;
    struct hash h = secret_hash(purpose, token);
    struct remember_row row = {0};
    TRY(db_one(c->db, c->mem, &sql_remember_find, ARGS(&h, oldest(c), c->view->website_id), &record,
               &row));
    if (!accounts_reach(c->settings, row.website_id, c->view))
        return ERR_NOT_FOUND;
    bool has_cart = c->settings->remember_cart;
    bool lines = str_eq(c->settings->cart_count_lines, S("lines"));
    *out = (struct remembered){
        .id = row.id,
        .hash = row.hash,
        .customer_id = row.customer_id,
        .name = str_format(c->mem, "%.*s %.*s", STR_ARG(row.first_name), STR_ARG(row.last_name)),
        .has_cart = has_cart,
        .cart_count = !has_cart ? 0
                      : lines   ? row.lines
                                : row.qty,
    };
    return OK;
}

static err put(struct work *w, i64 customer_id, str *token)
{
    struct ctx *c = w->c;
    str fresh = secret_token(c->mem);
    struct hash h = secret_hash(purpose, fresh);
    TRY(db_run(w->db, &sql_remember_sweep, ARGS(oldest(c)), NULL));
    TRY(db_run(w->db, &sql_remember_put, ARGS(&h, customer_id, c->now), NULL));
    work_touch(w, ENTITY_SHOP_SESSION, 0, S(""));
    work_subject(w, customer_id);
    *token = fresh;
    return OK;
}

err remember_customer(struct ctx *c, str session_token, str *token)
{
    *token = S("");
    if (!is_on(c))
        return OK;
    struct session s;
    TRY(shop_session_find(c, session_token, &s));
    if (s.actor.who != WHO_CUSTOMER)
        return ERR_NOT_FOUND;
    str fresh;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_REMEMBER, &w));
    TRY(put(&w, s.actor.customer_id, &fresh));
    TRY(work_commit(&w));
    *token = fresh;
    return OK;
}

static err end(struct work *w, str token)
{
    struct hash h = secret_hash(purpose, token);
    TRY(db_run(w->db, &sql_remember_end, ARGS(&h), NULL));
    work_touch(w, ENTITY_SHOP_SESSION, 0, S(""));
    return OK;
}

err remember_end(struct ctx *c, str token)
{
    if (!secret_is_token(token))
        return OK;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_REMEMBER, &w));
    TRY(end(&w, token));
    return work_commit(&w);
}

err remember_leave(struct ctx *c, str token, str *session)
{
    *session = S("");
    if (!c->remembered)
        return ERR_NOT_FOUND;
    str fresh = S("");
    i64 visitor = c->actor.session_id;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_REMEMBER, &w));
    if (!visitor)
        TRY(shop_session_open(&w, 0, &fresh, &visitor));
    if (remember_has_cart(c))
        TRY(cart_copy(&w, c->remembered->customer_id, visitor));
    TRY(end(&w, token));
    TRY(work_commit(&w));
    *session = fresh;
    return OK;
}

err remember_end_all(struct work *w, i64 customer_id)
{
    return db_run(w->db, &sql_remember_end_all, ARGS(customer_id), NULL);
}
