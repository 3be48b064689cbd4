#include "domain/cart_row.h"

#include "base/format.h"
#include "domain/cart.sql.h"
#include "domain/cart_price.h"
#include "domain/exchange.h"
#include "domain/order_draft.h"
#include "domain/remember.h"
#include "domain/session.h"
#include "domain/settings.h"

static const struct field cart_fields[] = {
    FIELD(struct cart, id, F_PLAIN),
    FIELD(struct cart, customer_id, F_NULL0),
    FIELD(struct cart, session_id, F_NULL0),
    FIELD(struct cart, store_view_id, F_PLAIN),
    FIELD(struct cart, version, F_PLAIN),
    FIELD(struct cart, email, F_NULL0),
    FIELD(struct cart, shipping_method, F_NULL0),
    FIELD(struct cart, payment_method, F_NULL0),
    FIELD(struct cart, billing_same, F_PLAIN),
    FIELD(struct cart, coupon, F_NULL0),
};
const struct record cart_record = RECORD(struct cart, cart_fields);

static const struct field line_fields[] = {
    FIELD(struct cart_line, item_id, F_PLAIN),   FIELD(struct cart_line, product_id, F_PLAIN),
    FIELD(struct cart_line, sku, F_PLAIN),       FIELD(struct cart_line, slug, F_PLAIN),
    FIELD(struct cart_line, name, F_PLAIN),      FIELD(struct cart_line, picture, F_PLAIN),
    FIELD(struct cart_line, price, F_PLAIN),     FIELD(struct cart_line, special_price, F_NULL0),
    FIELD(struct cart_line, tax_class, F_PLAIN), FIELD(struct cart_line, virtual, F_PLAIN),
    FIELD(struct cart_line, available, F_PLAIN), FIELD(struct cart_line, backorders, F_PLAIN),
    FIELD(struct cart_line, qty, F_PLAIN),       FIELD(struct cart_line, stock, F_PLAIN),
    FIELD(struct cart_line, weight_g, F_PLAIN),  FIELD(struct cart_line, custom_price, F_PLAIN),
    FIELD(struct cart_line, elsewhere, F_PLAIN),
};
const struct record cart_line_record = RECORD(struct cart_line, line_fields);

/* ---- whose ---- */

i64 cart_buyer(const struct ctx *c)
{
    if (c->draft)
        return c->draft->customer_id;
    return c->actor.who == WHO_VISITOR ? 0 : c->actor.customer_id;
}

i64 cart_owner(const struct ctx *c)
{
    const struct actor *a = &c->actor;
    if (a->who == WHO_CUSTOMER || a->who == WHO_ASSIST)
        return a->customer_id;
    return remember_has_cart(c) ? c->remembered->customer_id : 0;
}

err cart_work(struct ctx *c, enum action own, struct work *w)
{
    if (!c->draft)
        return work_begin(c, own, w);
    enum action final = order_draft_action(c->draft);
    *w = (struct work){.c = c};
    if (!actor_may(&c->actor, final))
        return ERR_DENIED;
    TRY(work_begin(c, own == ACT_ORDER_PLACE ? final : ACT_ORDER_DRAFT, w));
    work_subject(w, c->draft->customer_id);
    return OK;
}

/* ---- reading ---- */

struct args cart_finder_args(const struct cart_finder *f)
{
    return (struct args){f->values, f->q->n};
}

/* The one place that says whose cart an actor works on. */
static struct cart_finder finder_of(const struct ctx *c)
{
    const struct actor *a = &c->actor;
    i64 owner = c->draft ? 0 : cart_owner(c);
    if (c->draft)
        return (struct cart_finder){&sql_cart_of_staff, {VAL(c->draft->id), VAL(a->staff_id)}};
    if (owner)
        return (struct cart_finder){&sql_cart_of_customer, {VAL(owner)}};
    if (a->who == WHO_VISITOR && a->session_id)
        return (struct cart_finder){&sql_cart_of_session, {VAL(a->session_id)}};
    return (struct cart_finder){0};
}

err cart_head(struct ctx *c, struct db *db, struct cart *out)
{
    struct cart_finder f = finder_of(c);
    return f.q ? db_one(db, c->mem, f.q, cart_finder_args(&f), &cart_record, out) : ERR_NOT_FOUND;
}

void cart_head_ahead(struct ctx *c, struct db *db)
{
    struct cart_finder f = finder_of(c);
    if (f.q)
        db_ahead(db, f.q, cart_finder_args(&f));
}

/* Staff may sell what is not offered, but nothing that is not in the website. */
static enum cart_trouble trouble_of(const struct ctx *c, const struct cart_line *l)
{
    if (l->elsewhere || (!l->available && !c->draft))
        return CART_GONE;
    return l->backorders || l->qty <= l->stock ? CART_FINE : CART_SHORT;
}

err cart_count_held(struct ctx *c, struct db *db, struct cart_line *lines, size_t n)
{
    LIST(struct cart_line) held = {0};
    if (!c->draft || !order_draft_replaces(c->draft))
        return OK;
    TRY(db_all(db, c->mem, &sql_cart_held, ARGS(c->draft->order_id), &cart_line_record, &held));
    for (size_t h = 0; h < held.n; h++)
        for (size_t i = 0; i < n; i++)
            if (lines[i].product_id == held.at[h].product_id)
                lines[i].stock += held.at[h].qty;
    return OK;
}

err cart_fill_lines(struct ctx *c, struct db *db, struct cart *k)
{
    TRY(db_all(db, c->mem, &sql_cart_lines, ARGS(k->id, c->view->id), &cart_line_record,
               &k->lines));
    TRY(cart_count_held(c, db, k->lines.at, k->lines.n));
    k->virtual = k->lines.n > 0;
    for (size_t i = 0; i < k->lines.n; i++) {
        struct cart_line *l = &k->lines.at[i];
        l->trouble = trouble_of(c, l);
        k->trouble |= l->trouble != CART_FINE;
        k->virtual &= l->virtual;
        k->pieces += l->qty;
    }
    return OK;
}

void cart_fill_ahead(struct ctx *c, struct db *db, const struct cart *k)
{
    db_ahead(db, &sql_cart_lines, ARGS(k->id, c->view->id));
    cart_price_ahead(c, db, k);
}

err cart_fill(struct ctx *c, struct db *db, struct cart *k)
{
    cart_fill_ahead(c, db, k);
    TRY(cart_fill_lines(c, db, k));
    return k->lines.n ? cart_price(c, db, k) : OK;
}

static err read_cart(struct ctx *c, struct db *db, struct cart *out)
{
    struct cart k = {0};
    err e = cart_head(c, db, &k);
    if (e == OK)
        e = cart_fill(c, db, &k);
    if (e && e != ERR_NOT_FOUND)
        return e;
    *out = k;
    return OK;
}

err cart_get(struct ctx *c, struct cart *out)
{
    return read_cart(c, c->db, out);
}

err cart_estimate(struct ctx *c, const struct tax_place *to, str method, struct cart *out,
                  struct shipping_offers *offers)
{
    struct cart k = {0};
    struct shipping_offers ways = {0};
    err e = cart_head(c, c->db, &k);
    if (e && e != ERR_NOT_FOUND)
        return e;
    k.asked = to;
    k.shipping_method = method.n ? method : k.shipping_method;
    if (e == OK)
        TRY(cart_fill(c, c->db, &k));
    if (k.lines.n && !k.virtual)
        TRY(cart_offers(c, c->db, &k, to, &ways));
    *out = k;
    *offers = ways;
    return OK;
}

err cart_read(struct work *w, struct cart *out)
{
    return read_cart(w->c, w->db, out);
}

err cart_of_customer(struct ctx *c, i64 customer_id, struct cart *out)
{
    struct cart k = {0};
    err e = db_one(c->db, c->mem, &sql_cart_of_customer, ARGS(customer_id), &cart_record, &k);
    if (e == OK)
        e = cart_fill(c, c->db, &k);
    if (e && e != ERR_NOT_FOUND)
        return e;
    *out = k;
    return OK;
}

/* ---- enough to order ---- */

money cart_least(const struct ctx *c)
{
    return c->settings->least_enabled && !c->draft ? c->settings->least_amount : (money){0};
}

bool cart_is_too_small(const struct ctx *c, const struct cart *k)
{
    const struct settings *s = c->settings;
    const struct totals_side *side = s->least_with_tax ? &k->base.gross : &k->base.net;
    i64 worth = side->subtotal.minor - (s->least_discounted ? side->discount.minor : 0);
    return worth < cart_least(c).minor;
}

err cart_check_least(struct ctx *c, const struct cart *k)
{
    if (!cart_is_too_small(c, k))
        return OK;
    str amount = format_money(c->mem, c->view->format, exchange_shown(c, cart_least(c)),
                              exchange_currency(c));
    return invalid_with(c, S(""), c->settings->least_refusal, amount, (str){0}, (str){0});
}
