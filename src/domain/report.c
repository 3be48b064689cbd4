#include "domain/report.h"

#include "domain/report.sql.h"
#include "domain/settings.h"
#include "domain/work.h"

#define ROLL_MOST  62   /* days in one transaction */
#define ROLL_AFTER HOUR /* that a day has been over */

/* An hour or a day of orders. */
struct piece {
    when at;
    i64 orders;
    money amount, tax, shipping;
};
static const struct field piece_fields[] = {
    FIELD(struct piece, at, F_PLAIN),       FIELD(struct piece, orders, F_PLAIN),
    FIELD(struct piece, amount, F_PLAIN),   FIELD(struct piece, tax, F_PLAIN),
    FIELD(struct piece, shipping, F_PLAIN),
};
static const struct record piece_record = RECORD(struct piece, piece_fields);
typedef LIST(struct piece) pieces;

static void add(struct report_sum *sum, const struct piece *p)
{
    sum->orders += p->orders;
    sum->amount.minor += p->amount.minor;
    sum->tax.minor += p->tax.minor;
    sum->shipping.minor += p->shipping.minor;
}

static err rolled_until(struct db *db, when *out)
{
    out->us = 0;
    err e = db_i64(db, &sql_report_rolled_until, NO_ARGS, &out->us);
    return e == ERR_NOT_FOUND ? OK : e;
}

err report_lifetime(struct ctx *c, struct report_sum *out)
{
    struct report_sum sum = {0};
    struct piece days = {0};
    pieces hours = {0};
    when until;
    TRY(rolled_until(c->db, &until));
    TRY(db_one(c->db, c->mem, &sql_report_all_days, NO_ARGS, &piece_record, &days));
    TRY(db_all(c->db, c->mem, &sql_report_hours, ARGS(until), &piece_record, &hours));
    add(&sum, &days);
    for (size_t i = 0; i < hours.n; i++)
        add(&sum, &hours.at[i]);
    *out = sum;
    return OK;
}

/* ---- bars ---- */

static const struct zone *zone_of(const struct ctx *c)
{
    return c->view->zone;
}

static when midnight(struct civil c, const struct zone *z)
{
    c.hour = c.minute = c.second = 0;
    return time_from_civil(c, z);
}

/* The beginning of the bar before the one that begins at t. */
static when hour_before(when t, const struct zone *z)
{
    (void)z;
    return (when){t.us - HOUR};
}

static when day_before(when t, const struct zone *z)
{
    return midnight(time_civil((when){t.us - DAY / 2}, z), z);
}

static when month_before(when t, const struct zone *z)
{
    struct civil c = time_civil((when){t.us - DAY / 2}, z);
    c.day = 1;
    return midnight(c, z);
}

static void add_bar(struct report *r, when at)
{
    assert(r->n < REPORT_BARS_MOST);
    r->bars[r->n++] = (struct report_bar){.at = at};
}

static void turn_round(struct report *r)
{
    for (size_t i = 0, j = r->n; i + 1 < j; i++) {
        struct report_bar b = r->bars[--j];
        r->bars[j] = r->bars[i];
        r->bars[i] = b;
    }
}

/* n bars, from the last one backwards. */
static void make_bars(struct report *r, when last, size_t n,
                      when (*before)(when, const struct zone *), const struct zone *z)
{
    for (when at = last; r->n < n; at = before(at, z))
        add_bar(r, at);
    turn_round(r);
}

static void bars_of(struct ctx *c, enum report_range range, struct report *r)
{
    const struct zone *z = zone_of(c);
    struct civil now = time_civil(c->now, z), first = now;
    first.day = 1;
    size_t months = (size_t)now.month;
    switch (range) {
    case REPORT_24_HOURS:
        make_bars(r, (when){c->now.us / HOUR * HOUR}, 24, hour_before, z);
        return;
    case REPORT_7_DAYS:
        make_bars(r, midnight(now, z), 7, day_before, z);
        return;
    case REPORT_MONTH:
        make_bars(r, midnight(now, z), (size_t)now.day, day_before, z);
        return;
    case REPORT_YEAR:
        make_bars(r, midnight(first, z), months, month_before, z);
        return;
    case REPORT_2_YEARS:
        make_bars(r, midnight(first, z), months + 12, month_before, z);
        return;
    }
}

static void put_into_bar(struct report *r, const struct piece *p)
{
    size_t i = r->n;
    while (i > 1 && r->bars[i - 1].at.us > p->at.us)
        i--;
    r->bars[i - 1].orders += p->orders;
    r->bars[i - 1].amount.minor += p->amount.minor;
    add(&r->total, p);
}

static void put_all(struct report *r, const pieces *all)
{
    for (size_t i = 0; i < all->n; i++)
        put_into_bar(r, &all->at[i]);
}

err report_of(struct ctx *c, enum report_range range, struct report *out)
{
    struct report r = {0};
    bars_of(c, range, &r);
    when from = r.bars[0].at, until;
    TRY(rolled_until(c->db, &until));
    pieces days = {0}, hours = {0};
    if (range != REPORT_24_HOURS)
        TRY(db_all(c->db, c->mem, &sql_report_days, ARGS(from), &piece_record, &days));
    bool rolled = range != REPORT_24_HOURS && until.us > from.us;
    TRY(db_all(c->db, c->mem, &sql_report_hours, ARGS(rolled ? until : from), &piece_record,
               &hours));
    put_all(&r, &days);
    put_all(&r, &hours);
    *out = r;
    return OK;
}

/* ---- lists ---- */

static const struct field order_fields[] = {
    FIELD(struct report_order, id, F_PLAIN),
    FIELD(struct report_order, number, F_PLAIN),
    FIELD(struct report_order, customer_name, F_PLAIN),
    FIELD(struct report_order, status, F_PLAIN),
    FIELD(struct report_order, currency, F_PLAIN),
    FIELD(struct report_order, grand_total, F_PLAIN),
    FIELD(struct report_order, created_at, F_PLAIN),
};
static const struct record order_record = RECORD(struct report_order, order_fields);

err report_last_orders(struct ctx *c, struct report_orders *out)
{
    return db_all(c->db, c->mem, &sql_report_last_orders, NO_ARGS, &order_record, out);
}

static const struct field customer_fields[] = {
    FIELD(struct report_customer, ref, F_PLAIN),
    FIELD(struct report_customer, first_name, F_PLAIN),
    FIELD(struct report_customer, last_name, F_PLAIN),
    FIELD(struct report_customer, email, F_PLAIN),
    FIELD(struct report_customer, created_at, F_PLAIN),
};
static const struct record new_customer_record = RECORD(struct report_customer, customer_fields);

err report_new_customers(struct ctx *c, struct report_customers *out)
{
    return db_all(c->db, c->mem, &sql_report_new_customers, NO_ARGS, &new_customer_record, out);
}

static const struct field product_fields[] = {
    FIELD(struct report_product, sku, F_PLAIN),
    FIELD(struct report_product, name, F_PLAIN),
    FIELD(struct report_product, qty, F_PLAIN),
};
static const struct record bestseller_record = RECORD(struct report_product, product_fields);

err report_bestsellers(struct ctx *c, struct report_products *out)
{
    return db_all(c->db, c->mem, &sql_report_bestsellers, NO_ARGS, &bestseller_record, out);
}

/* ---- days that are over ---- */

/* Where the next day to sum up begins. ERR_NOT_FOUND: there was no order yet. */
static err roll_start(struct db *db, const struct zone *z, when *from)
{
    TRY(rolled_until(db, from));
    if (from->us)
        return OK;
    when first;
    TRY(db_i64(db, &sql_report_first_order, NO_ARGS, &first.us));
    *from = midnight(time_civil(first, z), z);
    return OK;
}

/* The midnight after the day that begins at t, whatever the clocks do in it. */
static when day_end(when t, const struct zone *z)
{
    return midnight(time_civil((when){t.us + DAY + DAY / 2}, z), z);
}

/* An order that was being placed at midnight still belongs to its day. */
static bool is_over(const struct ctx *c, when until)
{
    return until.us + ROLL_AFTER <= c->now.us;
}

static err roll_days(struct work *w, const struct zone *z)
{
    when day;
    TRY(roll_start(w->db, z, &day));
    when until = day_end(day, z);
    for (int n = 0; n < ROLL_MOST && is_over(w->c, until); n++) {
        TRY(db_run(w->db, &sql_report_roll, ARGS(day, until), NULL));
        work_touch(w, ENTITY_ORDER, 0, S(""));
        day = until;
        until = day_end(day, z);
    }
    return OK;
}

err report_roll(struct ctx *c)
{
    const struct zone *z = zone_of(c);
    when day;
    err e = roll_start(c->db, z, &day);
    if (e == ERR_NOT_FOUND || (e == OK && !is_over(c, day_end(day, z))))
        return OK; /* the usual case, without waiting for the writer */
    TRY(e);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_HOUSEKEEPING, &w));
    e = roll_days(&w, z);
    if (e == ERR_CONFLICT)
        return OK; /* another node has done it */
    TRY(e);
    return w.touches ? work_commit(&w) : OK;
}
