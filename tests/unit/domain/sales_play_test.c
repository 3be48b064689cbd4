/* Random lives of orders: invoices, shipments, credit memos, cancels, holds, stale pages and wrong numbers, in any order
 * that chance gives, in the base currency or in another one. A small model of its own says what must come of each; the
 * store must agree, in both currencies to the minor unit. KONTOR_ORDERS: how many orders; KONTOR_SEED: which ones. */
#include "domain/document_make.h"
#include "domain/exchange.h"
#include "domain/order_act.h"
#include "domain/price.h"
#include "goods.h"

#include <stdio.h>
#include <stdlib.h>

#define ORDERS   1500
#define SEED     20261122
#define ITEMS    3
#define STOCK    1000000
#define STEPS    14
#define FREE     1000000000 /* a discount of everything */
#define QTY_MOST 4
#define KINDS    3

/* What documents said about an item in a currency: subtotal, discount, tax. */
struct model_amounts {
    i64 whole[3], invoiced[3], refunded[3];
};
/* The books are kept twice: as the buyer pays, and in the base currency, which decides. */
enum { PAID_IN, BASE, BOOKS };
struct model_item {
    i64 id, product, ordered, invoiced, shipped, refunded, canceled, stocked;
    struct model_amounts in[BOOKS];
    bool virtual;
};
struct model_book {
    i64 grand, paid, refunded, shipping_invoiced, shipping_refunded;
};

struct model {
    struct world *w;
    u64 random;
    i64 order_id, version;
    struct model_item items[ITEMS];
    size_t n;
    bool tax_included, held, canceled_whole;
    struct model_book in[BOOKS];
    i64 documents[KINDS];
    size_t comments;
};

/* ---- chance ---- */

static u64 roll(struct model *m, u64 sides)
{
    m->random ^= m->random << 13;
    m->random ^= m->random >> 7;
    m->random ^= m->random << 17;
    return m->random % sides;
}

static i64 setting(const char *name, i64 otherwise)
{
    const char *text = getenv(name);
    return text ? atoll(text) : otherwise;
}

/* ---- an order with amounts that divide badly ---- */

static void run_sql(struct model *m, const char *text, struct args args)
{
    struct sql sql = {.name = "play", .text = str_from(text), .n = (unsigned)args.n};
    SCOPED(write_end) struct write w = {0};
    assert_ok(write_begin(m->w->c.store, &w));
    assert_ok(db_run(w.db, &sql, args, NULL));
    assert_ok(write_commit(&w));
}

/* Nothing, something or all of it. */
static void spread_discount(struct model *m, struct totals_line *lines, size_t n)
{
    i64 off = roll(m, 8) == 0 ? FREE : roll(m, 2) ? (i64)roll(m, 5000) : 0;
    i64 parts[ITEMS], shares[ITEMS], all = 0;
    totals_lines(lines, n);
    for (size_t i = 0; i < n; i++)
        all += parts[i] = lines[i].subtotal.minor;
    totals_spread(off < all ? off : all, parts, n, shares);
    for (size_t i = 0; i < n; i++)
        lines[i].discount.minor = shares[i];
}

/* Rates and digits that divide badly, and one at which small prices come to nothing. */
static const struct exchange rates_of_exchange[] = {
    {S("EUR"), S("EUR"), EXCHANGE_SCALE}, {S("EUR"), S("USD"), 108371234},
    {S("EUR"), S("JPY"), 16123456789},    {S("EUR"), S("TND"), 337123456},
    {S("EUR"), S("CHF"), 93999999},       {S("EUR"), S("BTN"), 3100001},
};

static void put_items(struct model *m, const order_items *items, const struct totals_line *base,
                      const struct totals_line *paid)
{
    for (size_t i = 0; i < items->n; i++) {
        i64 id = items->at[i].id;
        run_sql(m,
                "UPDATE sales_order_item SET price = $2, subtotal = $3, discount = $4, tax = $5, "
                "tax_ppm = $6, row_total = $7 WHERE id = $1",
                ARGS(id, paid[i].price, paid[i].subtotal, paid[i].discount, paid[i].tax,
                     paid[i].tax_ppm, paid[i].row_total));
        run_sql(m,
                "UPDATE sales_order_item SET base_price = $2, base_subtotal = $3, "
                "base_discount = $4, base_tax = $5, base_row_total = $6 WHERE id = $1",
                ARGS(id, base[i].price, base[i].subtotal, base[i].discount, base[i].tax,
                     base[i].row_total));
    }
}

static void put_sums(struct model *m, i64 id, const struct totals *base, const struct totals *paid,
                     const struct exchange *x)
{
    run_sql(
        m,
        "UPDATE sales_order SET tax_included = $2, subtotal = $3, discount = $4, shipping = $5, "
        "shipping_tax = $6, shipping_ppm = 190000, tax = $7, grand_total = $8, currency = $9, "
        "base_to_order_rate = $10 WHERE id = $1",
        ARGS(id, paid->tax_included, paid->subtotal, paid->discount, paid->shipping,
             paid->shipping_tax, paid->tax, paid->grand_total, x->currency, x->rate));
    run_sql(m,
            "UPDATE sales_order SET base_subtotal = $2, base_discount = $3, base_shipping = $4, "
            "base_shipping_tax = $5, base_tax = $6, base_grand_total = $7 WHERE id = $1",
            ARGS(id, base->subtotal, base->discount, base->shipping, base->shipping_tax, base->tax,
                 base->grand_total));
}

/* Whatever prices, discount, tax system and currency the order was placed with, documents must add up. */
static void make_uneven(struct model *m, struct order *o, order_items *items)
{
    static const i64 rates[] = {0, 70000, 190000, 200000, 88750};
    const struct exchange *x = &rates_of_exchange[roll(m, COUNT(rates_of_exchange))];
    struct totals_line lines[ITEMS] = {0}, paid_lines[ITEMS] = {0};
    for (size_t i = 0; i < items->n; i++)
        lines[i] = (struct totals_line){.price = {(i64)roll(m, 9999) + 1},
                                        .qty = items->at[i].qty_ordered,
                                        .tax_ppm = rates[roll(m, COUNT(rates))]};
    spread_discount(m, lines, items->n);
    struct totals t = {.tax_included = roll(m, 2) == 0,
                       .shipping = {o->virtual   ? 0
                                    : roll(m, 3) ? (i64)roll(m, 999)
                                                 : 0},
                       .shipping_ppm = 190000};
    struct totals paid = t;
    paid.shipping = exchange(x, t.shipping);
    totals_work_out(&t, lines, items->n);
    exchange_lines(x, lines, items->n, paid_lines);
    totals_work_out(&paid, paid_lines, items->n);
    put_items(m, items, lines, paid_lines);
    put_sums(m, o->id, &t, &paid, x);
}

static void begin_order(struct model *m)
{
    static const char *const slugs[] = {"mug", "soap", "voucher"};
    size_t n = 1 + roll(m, ITEMS);
    for (size_t i = 0; i + 1 < n; i++)
        puts_in_cart(m->w, slugs[i], 1 + (i64)roll(m, QTY_MOST));
    struct order o = buys(m->w, slugs[n - 1], 1 + (i64)roll(m, QTY_MOST));
    order_items items = {0};
    assert_ok(order_items_of(&m->w->c, o.id, &items));
    make_uneven(m, &o, &items);
    assert_ok(order_get(&m->w->c, o.id, &o));
    assert_ok(order_items_of(&m->w->c, o.id, &items));
    m->order_id = o.id;
    m->version = o.version;
    m->tax_included = o.tax_included;
    m->in[PAID_IN].grand = o.grand_total.minor;
    m->in[BASE].grand = o.base_grand_total.minor;
    m->n = items.n;
    for (size_t i = 0; i < items.n; i++)
        m->items[i] = (struct model_item){
            .id = items.at[i].id,
            .product = items.at[i].product_id,
            .ordered = items.at[i].qty_ordered,
            .in = {[PAID_IN].whole = {items.at[i].subtotal.minor, items.at[i].discount.minor,
                                      items.at[i].tax.minor},
                   [BASE].whole = {items.at[i].base_subtotal.minor, items.at[i].base_discount.minor,
                                   items.at[i].base_tax.minor}},
            .virtual = items.at[i].virtual,
        };
}

/* ---- the model's rules, written from the specification ---- */

static i64 most(i64 a, i64 b)
{
    return a > b ? a : b;
}

static i64 left_of(const struct model_item *i, enum document_kind kind)
{
    if (kind == DOCUMENT_INVOICE)
        return i->ordered - i->invoiced - i->canceled;
    if (kind == DOCUMENT_CREDIT_MEMO)
        return i->invoiced - i->refunded;
    return i->virtual ? 0 : i->ordered - i->canceled - most(i->shipped, i->refunded);
}

static i64 left_in_all(const struct model *m, enum document_kind kind)
{
    i64 n = 0;
    for (size_t i = 0; i < m->n; i++)
        n += left_of(&m->items[i], kind);
    return n;
}

static const char *state_of(const struct model *m)
{
    i64 invoiced = 0, shipped = 0, refunded = 0, canceled = 0, ordered = 0;
    for (size_t i = 0; i < m->n; i++) {
        invoiced += m->items[i].invoiced;
        shipped += m->items[i].shipped;
        refunded += m->items[i].refunded;
        canceled += m->items[i].canceled;
        ordered += m->items[i].ordered;
    }
    if (m->held)
        return "holded";
    if (canceled == ordered)
        return "canceled";
    bool open = left_in_all(m, DOCUMENT_INVOICE) || left_in_all(m, DOCUMENT_SHIPMENT);
    if (open)
        return invoiced || shipped ? "processing" : "new";
    return refunded && m->in[BASE].paid <= m->in[BASE].refunded ? "closed" : "complete";
}

static bool is_open(const struct model *m)
{
    str s = str_from(state_of(m));
    return str_eq(s, S("new")) || str_eq(s, S("processing"));
}

static bool may_make(const struct model *m, enum document_kind kind)
{
    if (kind == DOCUMENT_CREDIT_MEMO)
        return (is_open(m) || str_eq(str_from(state_of(m)), S("complete"))) &&
               m->in[BASE].paid > m->in[BASE].refunded;
    return is_open(m) && left_in_all(m, kind) > 0;
}

/* ---- what the store is asked ---- */

/* A document's amounts in one of its currencies. */
struct said {
    i64 tax, shipping, shipping_tax, refund, fee, grand;
};
struct said_item {
    i64 amounts[3], row_total;
};

static struct said said_by(const struct document *d, int book)
{
    if (book == BASE)
        return (struct said){d->base_tax.minor,
                             d->base_shipping.minor,
                             d->base_shipping_tax.minor,
                             d->base_adjustment_refund.minor,
                             d->base_adjustment_fee.minor,
                             d->base_grand_total.minor};
    return (struct said){d->tax.minor,
                         d->shipping.minor,
                         d->shipping_tax.minor,
                         d->adjustment_refund.minor,
                         d->adjustment_fee.minor,
                         d->grand_total.minor};
}

static struct said_item item_said(const struct document_item *x, int book)
{
    if (book == BASE)
        return (struct said_item){
            {x->base_subtotal.minor, x->base_discount.minor, x->base_tax.minor},
            x->base_row_total.minor};
    return (struct said_item){{x->subtotal.minor, x->discount.minor, x->tax.minor},
                              x->row_total.minor};
}

static struct model_item *mine_of(struct model *m, i64 order_item_id)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->items[i].id == order_item_id)
            return &m->items[i];
    fail();
    return NULL;
}

static void take_amounts(struct model *m, const struct document *d, int book)
{
    document_items items = {0};
    assert_ok(document_items_of(&m->w->c, d->id, &items));
    enum document_kind kind;
    assert_true(document_kind_find(d->kind, &kind));
    struct said said = said_by(d, book);
    i64 sum = 0, tax = said.shipping_tax;
    for (size_t k = 0; k < items.n; k++) {
        struct said_item x = item_said(&items.at[k], book);
        struct model_amounts *mine = &mine_of(m, items.at[k].order_item_id)->in[book];
        i64 *to = kind == DOCUMENT_INVOICE ? mine->invoiced : mine->refunded;
        for (size_t a = 0; a < 3; a++)
            to[a] += x.amounts[a];
        sum += x.row_total;
        tax += x.amounts[2];
    }
    if (kind == DOCUMENT_SHIPMENT)
        return;
    i64 shipping = said.shipping + (m->tax_included ? 0 : said.shipping_tax);
    assert_int_equal(tax, said.tax);
    assert_int_equal(sum + shipping + said.refund - said.fee, said.grand);
    assert_true(said.refund >= 0 && said.fee >= 0);
}

static void count_money(struct model *m, enum document_kind kind, const struct document *d)
{
    for (int book = 0; book < BOOKS; book++) {
        struct model_book *in = &m->in[book];
        struct said said = said_by(d, book);
        if (kind == DOCUMENT_INVOICE) {
            in->paid += said.grand;
            in->shipping_invoiced += said.shipping;
        } else if (kind == DOCUMENT_CREDIT_MEMO) {
            in->refunded += said.grand;
            in->shipping_refunded += said.shipping;
        }
    }
    /* Who gets back all of the one has got back all of the other. */
    if (kind == DOCUMENT_CREDIT_MEMO && m->in[BASE].refunded == m->in[BASE].paid)
        assert_int_equal(m->in[PAID_IN].refunded, m->in[PAID_IN].paid);
}

static void took(struct model *m, const struct document_new *in, const struct document *d)
{
    for (size_t i = 0; i < m->n; i++) {
        struct model_item *it = &m->items[i];
        i64 qty = in->all ? left_of(it, in->kind) : in->lines[i].qty;
        if (in->kind == DOCUMENT_INVOICE)
            it->invoiced += qty;
        else if (in->kind == DOCUMENT_SHIPMENT)
            it->shipped += qty;
        else
            it->refunded += qty;
        it->stocked +=
            in->kind == DOCUMENT_CREDIT_MEMO && !in->all && in->lines[i].to_stock ? qty : 0;
    }
    count_money(m, in->kind, d);
    m->documents[in->kind]++;
    m->comments++;
    m->version++;
    for (int book = 0; book < BOOKS; book++)
        take_amounts(m, d, book);
}

static void try_document(struct model *m, enum document_kind kind)
{
    struct document_line lines[ITEMS];
    struct document_new in = {.kind = kind, .order_id = m->order_id, .lines = lines, .n = m->n};
    bool wrong = false, some = false;
    in.all = roll(m, 5) == 0;
    for (size_t i = 0; i < m->n; i++) {
        i64 left = left_of(&m->items[i], kind);
        i64 qty = (i64)roll(m, (u64)left + 1) + (roll(m, 40) == 0 ? left + 1 : 0);
        lines[i] = (struct document_line){m->items[i].id, qty, roll(m, 2) == 0};
        wrong |= !in.all && qty > left;
        some |= in.all ? left > 0 : qty > 0;
    }
    if (kind == DOCUMENT_CREDIT_MEMO && !in.all) {
        in.shipping.minor =
            (i64)roll(m, (u64)(m->in[BASE].shipping_invoiced - m->in[BASE].shipping_refunded) + 1);
        in.adjustment_refund.minor = roll(m, 6) == 0 ? (i64)roll(m, 300) : 0;
        in.adjustment_fee.minor = roll(m, 6) == 0 ? (i64)roll(m, 300) : 0;
    }
    in.version = roll(m, 8) == 0 ? m->version + 1 + (i64)roll(m, 3) : m->version;
    struct document d;
    m->w->c.problems = NULL;
    err e = document_make(&m->w->c, &in, &d);
    if (in.version != m->version)
        assert_int_equal(e, ERR_CONFLICT);
    else if (!may_make(m, kind))
        assert_int_equal(e, ERR_DENIED);
    else if (wrong || (!some && kind != DOCUMENT_CREDIT_MEMO))
        assert_int_equal(e, ERR_INVALID);
    else if (kind != DOCUMENT_CREDIT_MEMO)
        assert_int_equal(e, OK);
    else /* its amount may be nothing, or more than what is left */
        assert_true(e == OK || e == ERR_INVALID);
    if (e == OK)
        took(m, &in, &d);
}

static void try_cancel(struct model *m)
{
    i64 to_cancel = 0;
    for (size_t i = 0; i < m->n; i++) {
        i64 a = left_of(&m->items[i], DOCUMENT_INVOICE),
            b = left_of(&m->items[i], DOCUMENT_SHIPMENT);
        to_cancel += m->items[i].virtual || a < b ? a : b;
    }
    err e = order_cancel(&m->w->c, m->order_id, m->version);
    assert_int_equal(e, is_open(m) && to_cancel ? OK : ERR_DENIED);
    if (e)
        return;
    for (size_t i = 0; i < m->n; i++) {
        i64 a = left_of(&m->items[i], DOCUMENT_INVOICE),
            b = left_of(&m->items[i], DOCUMENT_SHIPMENT);
        i64 qty = m->items[i].virtual || a < b ? a : b;
        m->items[i].canceled += qty;
        m->items[i].stocked += qty;
    }
    m->comments++;
    m->version++;
}

static void try_hold(struct model *m)
{
    bool may = m->held || is_open(m);
    bool unhold = m->held ? roll(m, 8) != 0 : roll(m, 8) == 0;
    err e = unhold ? order_unhold(&m->w->c, m->order_id, m->version)
                   : order_hold(&m->w->c, m->order_id, m->version);
    assert_int_equal(e, may && unhold == m->held ? OK : ERR_DENIED);
    if (e)
        return;
    m->held = !m->held;
    m->comments++;
    m->version++;
}

static void step(struct model *m)
{
    switch (roll(m, 12)) {
    case 0:
        try_cancel(m);
        break;
    case 1:
    case 2:
        try_hold(m);
        break;
    default:
        try_document(m, (enum document_kind)roll(m, KINDS));
    }
}

/* ---- what must hold after every step ---- */

static void check_items(struct model *m)
{
    order_items items = {0};
    assert_ok(order_items_of(&m->w->c, m->order_id, &items));
    assert_int_equal(items.n, m->n);
    for (size_t i = 0; i < m->n; i++) {
        const struct order_item *is = &items.at[i];
        const struct model_item *must = &m->items[i];
        assert_int_equal(is->qty_invoiced, must->invoiced);
        assert_int_equal(is->qty_shipped, must->shipped);
        assert_int_equal(is->qty_refunded, must->refunded);
        assert_int_equal(is->qty_canceled, must->canceled);
        assert_true(is->qty_invoiced + is->qty_canceled <= is->qty_ordered);
        assert_true(is->qty_refunded <= is->qty_invoiced);
        for (size_t k = 0; k < 3 * BOOKS && must->invoiced == must->ordered; k++)
            assert_int_equal(must->in[k / 3].invoiced[k % 3], must->in[k / 3].whole[k % 3]);
        for (size_t k = 0; k < 3 * BOOKS && must->refunded == must->ordered; k++)
            assert_int_equal(must->in[k / 3].refunded[k % 3], must->in[k / 3].whole[k % 3]);
    }
}

static void check_order(struct model *m)
{
    struct order o;
    assert_ok(order_get(&m->w->c, m->order_id, &o));
    assert_str_equal(o.state, str_from(state_of(m)));
    assert_int_equal(o.version, m->version);
    const struct model_book is[BOOKS] = {
        [PAID_IN] = {o.grand_total.minor, o.paid.minor, o.refunded.minor, o.shipping_invoiced.minor,
                     o.shipping_refunded.minor},
        [BASE] = {o.base_grand_total.minor, o.base_paid.minor, o.base_refunded.minor,
                  o.base_shipping_invoiced.minor, o.base_shipping_refunded.minor},
    };
    for (int book = 0; book < BOOKS; book++) {
        assert_memory_equal(&is[book], &m->in[book], sizeof is[book]);
        assert_true(is[book].refunded <= is[book].paid && is[book].paid <= is[book].grand);
    }
    i64 canceled = 0;
    for (size_t i = 0; i < m->n; i++)
        canceled += m->items[i].canceled;
    if (left_in_all(m, DOCUMENT_INVOICE) == 0 && canceled == 0)
        for (int book = 0; book < BOOKS; book++)
            assert_int_equal(is[book].paid, is[book].grand);
    for (enum document_kind k = 0; k < DOCUMENT_KIND_COUNT; k++) {
        document_rows rows = {0};
        assert_ok(document_list_of_order(&m->w->c, k, m->order_id, &rows));
        assert_int_equal(rows.n, m->documents[k]);
    }
    str sql =
        str_format(m->w->c.mem, "SELECT count(*) FROM sales_order_comment WHERE order_id = %lld",
                   (long long)m->order_id);
    assert_int_equal(number_of(m->w, str_z(m->w->c.mem, sql)), m->comments + 1);
}

/* ---- the play ---- */

struct pieces {
    i64 product[ITEMS], taken[ITEMS];
};

static void play(struct test_store *t)
{
    struct world *w = world_make(t);
    struct model m = {.w = w, .random = (u64)setting("KONTOR_SEED", SEED)};
    struct pieces p = {
        .product = {A_PRODUCT(w, .sku = "mug", .stock = STOCK),
                    A_PRODUCT(w, .sku = "soap", .stock = STOCK, .tax_class = "reduced"),
                    A_PRODUCT(w, .sku = "voucher", .stock = STOCK, .virtual = true)}};
    i64 anna = a_customer(w, "anna@example.com");
    i64 n = setting("KONTOR_ORDERS", ORDERS);
    struct arena *mem = w->c.mem;
    for (i64 i = 0; i < n; i++) {
        w->c.mem = arena_new(0);
        w->c.problems = NULL;
        m = (struct model){.w = w, .random = m.random};
        as_customer(w, anna);
        begin_order(&m);
        as_staff(w, P_COUNT);
        for (int k = 0; k < STEPS; k++) {
            step(&m);
            check_items(&m);
            check_order(&m);
        }
        for (size_t k = 0; k < m.n; k++)
            for (size_t j = 0; j < ITEMS; j++)
                p.taken[j] += m.items[k].product == p.product[j]
                                  ? m.items[k].ordered - m.items[k].stocked
                                  : 0;
        arena_free(w->c.mem);
        w->c.mem = mem;
    }
    for (size_t j = 0; j < ITEMS; j++)
        assert_int_equal(stock_of(w, p.product[j]), STOCK - p.taken[j]);
    /* Numbers without a gap, whatever was refused. */
    assert_int_equal(
        number_of(w,
                  "SELECT count(*) FROM (SELECT kind, count(*) AS n, max(number) AS last "
                  "FROM sales_document GROUP BY kind) d WHERE CAST(last AS BIGINT) <> n"),
        0);
    assert_true(number_of(w, "SELECT count(*) FROM sales_document") > n);
}

static void whatever_happens_to_orders_the_books_agree(struct test_store *t)
{
    play(t);
}

int main(void)
{
    static const struct test tests[] = {TEST(whatever_happens_to_orders_the_books_agree)};
    return run_on_both(tests, COUNT(tests));
}
