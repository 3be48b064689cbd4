#include "domain/cart_row.h"

#include "base/format.h"
#include "domain/cart.sql.h"
#include "domain/cart_price.h"
#include "domain/exchange.h"
#include "domain/order_draft.h"
#include "domain/remember.h"
#include "domain/session.h"
#include "domain/settings.h"
#include "domain/throttle.h"

/* A line as the action log keeps it. */
struct logged_line {
    str sku;
    i64 qty;
};
static const struct field logged_fields[] = {
    FIELD(struct logged_line, sku, F_PLAIN),
    FIELD(struct logged_line, qty, F_PLAIN),
};
static const struct record logged_record = RECORD(struct logged_line, logged_fields);

static void touch_line(struct work *w, i64 item_id, str sku, i64 before, i64 after)
{
    struct logged_line a = {sku, before}, b = {sku, after};
    work_touch_row(w, ENTITY_CART_ITEM, item_id, &logged_record, before ? &a : NULL,
                   after ? &b : NULL);
}

/* ---- changing ---- */

err cart_make(struct work *w, struct cart *out, str *token)
{
    struct ctx *c = w->c;
    *token = S("");
    struct cart k = {0};
    err e = cart_head(c, w->db, &k);
    if (e && e != ERR_NOT_FOUND)
        return e;
    i64 customer = cart_owner(c);
    i64 session = c->actor.who == WHO_VISITOR && !customer ? c->actor.session_id : 0;
    if (k.id == 0 && c->draft)
        return ERR_NOT_FOUND;
    if (k.id == 0) {
        if (c->actor.who != WHO_VISITOR && !customer)
            return ERR_DENIED;
        if (!customer && !session)
            TRY(shop_session_open(w, 0, token, &session));
        TRY(db_send(w->db, &sql_cart_make,
                    ARGS(opt_i64(customer), opt_i64(session), c->view->id, c->now)));
        TRY(customer
                ? db_one(w->db, c->mem, &sql_cart_of_customer, ARGS(customer), &cart_record, &k)
                : db_one(w->db, c->mem, &sql_cart_of_session, ARGS(session), &cart_record, &k));
    }
    TRY(cart_fill_lines(c, w->db, &k));
    *out = k;
    return OK;
}

/* Comes before a change of lines: it locks the cart, so that none is added to one that becomes an order meanwhile.
 * ERR_CONFLICT: it did. */
static err changed(struct work *w, i64 cart_id)
{
    i64 rows = 0;
    TRY(db_run(w->db, &sql_cart_changed, ARGS(cart_id, w->c->now, w->c->view->id), &rows));
    if (rows == 0)
        return ERR_CONFLICT;
    work_touch(w, ENTITY_CART, cart_id, (str){0});
    return OK;
}

static void changed_ahead(struct work *w, i64 cart_id)
{
    db_ahead(w->db, &sql_cart_changed, ARGS(cart_id, w->c->now, w->c->view->id));
}

static err too_many(struct ctx *c, str field, i64 stock)
{
    if (stock <= 0)
        return invalid(c, field, _("This product is out of stock."));
    return invalid_with(c, field, _("Only %1 pieces are in stock."),
                        str_format(c->mem, "%lld", (long long)stock), (str){0}, (str){0});
}

static err check_qty(struct ctx *c, str field, const struct cart_line *l, i64 qty)
{
    if (qty > CART_QTY_MOST)
        return invalid_with(c, field, _("At most %1 pieces can be ordered at once."),
                            str_format(c->mem, "%d", CART_QTY_MOST), (str){0}, (str){0});
    if (!l->backorders && qty > l->stock)
        return too_many(c, field, l->stock);
    return OK;
}

static bool has_product(const struct cart *k, i64 product_id)
{
    for (size_t i = 0; i < k->lines.n; i++)
        if (k->lines.at[i].product_id == product_id)
            return true;
    return false;
}

/* The statement adds to what is there, so that two clicks at once both count; what it gives is checked, and a work that
 * asks too much is rolled back. */
static err add_line(struct work *w, const struct cart *k, const struct cart_line *offer, i64 qty,
                    str field)
{
    struct ctx *c = w->c;
    if (k->lines.n >= CART_LINES_MOST && !has_product(k, offer->product_id))
        return invalid(c, field, _("The shopping cart is full."));
    struct args added = ARGS(k->id, offer->product_id, qty);
    changed_ahead(w, k->id);
    db_ahead(w->db, &sql_cart_add, added);
    TRY(changed(w, k->id));
    struct cart_line put = {0};
    TRY(db_one(w->db, c->mem, &sql_cart_add, added, &cart_line_record, &put));
    TRY(check_qty(c, field, offer, put.qty));
    touch_line(w, put.item_id, offer->sku, put.qty - qty, put.qty);
    return OK;
}

err cart_add(struct ctx *c, str slug, i64 qty, str *token)
{
    if (qty < 1)
        return invalid(c, S("qty"), _("Please enter a quantity of at least 1."));
    SCOPED(work_end) struct work w = {0};
    TRY(cart_work(c, ACT_CART_CHANGE, &w));
    struct cart_line offer = {0};
    db_ahead(w.db, &sql_cart_offer, ARGS(slug, c->view->id));
    cart_head_ahead(c, w.db);
    TRY(db_one(w.db, c->mem, &sql_cart_offer, ARGS(slug, c->view->id), &cart_line_record, &offer));
    TRY(check_qty(c, S("qty"), &offer, qty));
    struct cart k;
    str fresh;
    TRY(cart_make(&w, &k, &fresh));
    TRY(add_line(&w, &k, &offer, qty, S("qty")));
    TRY(work_commit(&w));
    *token = fresh;
    return OK;
}

/* Whether so many of an offer can be had beside those that are in the cart. */
static bool can_be_had(const struct cart *k, const struct cart_line *offer, i64 qty)
{
    i64 there = 0;
    for (size_t i = 0; i < k->lines.n; i++)
        if (k->lines.at[i].product_id == offer->product_id)
            there = k->lines.at[i].qty;
    return there + qty <= CART_QTY_MOST && (offer->backorders || there + qty <= offer->stock);
}

static err find_offer(struct work *w, i64 product_id, struct cart_line *out)
{
    struct ctx *c = w->c;
    const struct sql *q = c->draft ? &sql_cart_offer_any : &sql_cart_offer_again;
    TRY(db_one(w->db, c->mem, q, ARGS(product_id, c->view->id), &cart_line_record, out));
    return cart_count_held(c, w->db, out, 1);
}

err cart_put_again(struct work *w, const struct cart_again *items, size_t n, i64 *left)
{
    struct cart k;
    str fresh;
    TRY(cart_make(w, &k, &fresh));
    *left = 0;
    for (size_t i = 0; i < n; i++) {
        struct cart_line offer = {0};
        err e = find_offer(w, items[i].product_id, &offer);
        if (e && e != ERR_NOT_FOUND)
            return e;
        if (e || !can_be_had(&k, &offer, items[i].qty))
            ++*left;
        else
            TRY(add_line(w, &k, &offer, items[i].qty, S("qty")));
    }
    return OK;
}

err cart_add_again(struct ctx *c, const struct cart_again *items, size_t n, i64 *left)
{
    SCOPED(work_end) struct work w = {0};
    TRY(cart_work(c, ACT_CART_CHANGE, &w));
    TRY(cart_put_again(&w, items, n, left));
    if (*left == (i64)n)
        return OK;
    return work_commit(&w);
}

err cart_add_chosen(struct ctx *c, const struct cart_again *items, size_t n)
{
    if (!c->draft)
        return ERR_DENIED;
    SCOPED(work_end) struct work w = {0};
    TRY(cart_work(c, ACT_CART_CHANGE, &w));
    struct cart k;
    str fresh;
    TRY(cart_make(&w, &k, &fresh));
    for (size_t i = 0; i < n; i++) {
        struct cart_line offer = {0};
        TRY(find_offer(&w, items[i].product_id, &offer));
        TRY(add_line(&w, &k, &offer, items[i].qty,
                     str_format(c->mem, "add-%lld", (long long)items[i].product_id)));
    }
    return n ? work_commit(&w) : OK;
}

static const struct cart_line *line_of(const struct cart *k, i64 item_id)
{
    for (size_t i = 0; i < k->lines.n; i++)
        if (k->lines.at[i].item_id == item_id)
            return &k->lines.at[i];
    return NULL;
}

static bool is_real(const struct ctx *c, const struct cart_line *l, const struct cart_change *d)
{
    return l && (l->qty != d->qty ||
                 (c->draft && d->has_price && d->price.minor != l->custom_price.minor));
}

static err set_line(struct work *w, const struct cart *k, const struct cart_line *l,
                    const struct cart_change *d)
{
    i64 qty = d->qty;
    str field = str_format(w->c->mem, "qty-%lld", (long long)l->item_id);
    if (qty < 0)
        return invalid(w->c, field, _("Please enter a quantity of at least 0."));
    if (qty > l->qty)
        TRY(check_qty(w->c, field, l, qty));
    i64 done;
    if (qty == 0)
        TRY(db_run(w->db, &sql_cart_remove, ARGS(l->item_id, k->id), &done));
    else
        TRY(db_run(w->db, &sql_cart_set, ARGS(l->item_id, k->id, qty), &done));
    if (done && qty != l->qty)
        touch_line(w, l->item_id, l->sku, l->qty, qty);
    if (qty && w->c->draft && d->has_price)
        TRY(db_run(w->db, &sql_cart_price, ARGS(l->item_id, k->id, d->price), NULL));
    return OK;
}

static size_t real_changes(const struct ctx *c, const struct cart *k,
                           const struct cart_change *changes, size_t n)
{
    size_t real = 0;
    for (size_t i = 0; i < n; i++)
        real += is_real(c, line_of(k, changes[i].item_id), &changes[i]);
    return real;
}

err cart_set(struct ctx *c, const struct cart_change *changes, size_t n)
{
    SCOPED(work_end) struct work w = {0};
    TRY(cart_work(c, ACT_CART_CHANGE, &w));
    struct cart k;
    TRY(cart_read(&w, &k));
    if (real_changes(c, &k, changes, n) == 0)
        return OK;
    TRY(changed(&w, k.id));
    err bad = OK;
    for (size_t i = 0; i < n; i++) {
        const struct cart_line *l = line_of(&k, changes[i].item_id);
        if (!is_real(c, l, &changes[i]))
            continue;
        err e = set_line(&w, &k, l, &changes[i]);
        if (e && e != ERR_INVALID)
            return e;
        bad = e ? e : bad;
    }
    return bad ? bad : work_commit(&w);
}

err cart_remove(struct ctx *c, i64 item_id)
{
    struct cart k;
    TRY(cart_get(c, &k));
    if (k.id == 0)
        return ERR_NOT_FOUND;
    return cart_set(c, &(struct cart_change){.item_id = item_id}, 1);
}

err cart_clear(struct ctx *c)
{
    if (!c->settings->cart_clearable)
        return ERR_DENIED;
    struct cart k;
    TRY(cart_get(c, &k));
    struct cart_change *out = NEWN(c->mem, struct cart_change, k.lines.n);
    for (size_t i = 0; i < k.lines.n; i++)
        out[i].item_id = k.lines.at[i].item_id;
    return cart_set(c, out, k.lines.n);
}

/* Codes are secrets of a kind: nobody tries them all. */
static const struct throttle tries = {.what = S("coupon.try"), .per_hour = 60};

static err try_coupon(struct work *w, i64 cart_id, str code, bool *applies)
{
    struct ctx *c = w->c;
    bool allowed = false;
    TRY(throttle_take(w, &tries, c->ip, &allowed));
    if (!allowed)
        return invalid(c, S("coupon"), _("Too many attempts. Please try again later."));
    TRY(db_run(w->db, &sql_cart_coupon, ARGS(cart_id, code, c->now), NULL));
    struct cart k;
    TRY(cart_read(w, &k));
    *applies = k.rules.coupon;
    if (!*applies)
        TRY(db_run(w->db, &sql_cart_coupon, ARGS(cart_id, VAL_NULL, c->now), NULL));
    return OK;
}

err cart_coupon(struct ctx *c, str code)
{
    SCOPED(work_end) struct work w = {0};
    bool applies = true;
    TRY(cart_work(c, ACT_CART_CHANGE, &w));
    struct cart k;
    TRY(cart_read(&w, &k));
    code = str_trim(code);
    if (k.lines.n == 0)
        return ERR_NOT_FOUND;
    if (code.n)
        TRY(try_coupon(&w, k.id, code, &applies));
    else
        TRY(db_run(w.db, &sql_cart_coupon, ARGS(k.id, VAL_NULL, c->now), NULL));
    work_touch(&w, ENTITY_CART, k.id, (str){0});
    TRY(work_commit(&w));
    if (!applies)
        return invalid_with(c, S("coupon"), _("The coupon code \"%1\" is not valid."), code,
                            (str){0}, (str){0});
    return OK;
}

/* Closes it and says whether it was open: a change; and reads it whether it was or not. */
struct taking {
    struct cart_finder close, read;
};

static struct taking taking_of(const struct ctx *c, i64 cart_id)
{
    struct val cart = VAL(cart_id), staff = VAL(c->actor.staff_id), now = VAL(c->now);
    i64 buyer = cart_buyer(c);
    struct val customer = opt_i64(buyer), session = opt_i64(buyer ? 0 : c->actor.session_id);
    if (c->draft)
        return (struct taking){{&sql_cart_take_of_staff, {cart, staff, now}},
                               {&sql_cart_taken_of_staff, {cart, staff}}};
    return (struct taking){{&sql_cart_take, {cart, customer, session, now}},
                           {&sql_cart_taken, {cart, customer, session}}};
}

/* What is read of the cart is read once it is locked: in this order. */
void cart_take_ahead(struct work *w, i64 cart_id)
{
    struct taking t = taking_of(w->c, cart_id);
    struct cart k = {.id = cart_id};
    db_ahead(w->db, t.close.q, cart_finder_args(&t.close));
    db_ahead(w->db, t.read.q, cart_finder_args(&t.read));
    cart_fill_ahead(w->c, w->db, &k);
}

err cart_take(struct work *w, i64 cart_id, struct cart *out, bool *closed)
{
    struct ctx *c = w->c;
    struct taking t = taking_of(c, cart_id);
    struct cart k = {0};
    i64 rows = 0;
    TRY(db_run(w->db, t.close.q, cart_finder_args(&t.close), &rows));
    TRY(db_one(w->db, c->mem, t.read.q, cart_finder_args(&t.read), &cart_record, &k));
    *closed = rows == 0;
    if (rows)
        TRY(cart_fill(c, w->db, &k));
    *out = k;
    return OK;
}

err cart_merge(struct work *w, i64 session_id, i64 customer_id)
{
    struct ctx *c = w->c;
    struct cart guest = {0}, own = {0};
    err e = db_one(w->db, c->mem, &sql_cart_of_session, ARGS(session_id), &cart_record, &guest);
    if (e)
        return e == ERR_NOT_FOUND ? OK : e;
    TRY(db_run(w->db, &sql_cart_make, ARGS(customer_id, VAL_NULL, c->view->id, c->now), NULL));
    TRY(db_one(w->db, c->mem, &sql_cart_of_customer, ARGS(customer_id), &cart_record, &own));
    TRY(changed(w, own.id));
    TRY(db_run(w->db, &sql_cart_merge, ARGS(guest.id, own.id, CART_QTY_MOST), NULL));
    return db_run(w->db, &sql_cart_drop, ARGS(guest.id), NULL);
}

err cart_copy(struct work *w, i64 customer_id, i64 session_id)
{
    struct ctx *c = w->c;
    struct cart from = {0}, to = {0};
    err e = db_one(w->db, c->mem, &sql_cart_of_customer, ARGS(customer_id), &cart_record, &from);
    if (e)
        return e == ERR_NOT_FOUND ? OK : e;
    TRY(db_run(w->db, &sql_cart_make, ARGS(VAL_NULL, session_id, c->view->id, c->now), NULL));
    TRY(db_one(w->db, c->mem, &sql_cart_of_session, ARGS(session_id), &cart_record, &to));
    TRY(changed(w, to.id));
    return db_run(w->db, &sql_cart_merge, ARGS(from.id, to.id, CART_QTY_MOST), NULL);
}
