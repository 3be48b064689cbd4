#include "domain/order_life.h"

#include "base/i18n.h"
#include "base/str.h"
#include "domain/order_status.h"
#include "domain/price.h"

/* ---- pieces ---- */

static i64 at_least_0(i64 n)
{
    return n > 0 ? n : 0;
}

static i64 larger(i64 a, i64 b)
{
    return a > b ? a : b;
}

static i64 smaller(i64 a, i64 b)
{
    return a < b ? a : b;
}

i64 item_to_invoice(const struct order_item *i)
{
    return at_least_0(i->qty_ordered - i->qty_invoiced - i->qty_canceled);
}

/* The larger of shipped and refunded, not both: a piece that was shipped and then refunded leaves the rest to ship. */
i64 item_to_ship(const struct order_item *i)
{
    if (i->virtual)
        return 0;
    return at_least_0(i->qty_ordered - larger(i->qty_shipped, i->qty_refunded) - i->qty_canceled);
}

i64 item_to_refund(const struct order_item *i)
{
    return at_least_0(i->qty_invoiced - i->qty_refunded);
}

i64 item_to_cancel(const struct order_item *i)
{
    return i->virtual ? item_to_invoice(i) : smaller(item_to_invoice(i), item_to_ship(i));
}

money part_of(money whole, i64 done, i64 take, i64 all)
{
    return (money){share(whole.minor, done + take, all) - share(whole.minor, done, all)};
}

/* ---- facts ---- */

struct order_facts order_facts(const struct order *o, const order_items *items)
{
    struct order_facts f = {
        .state = o->state,
        .virtual = o->virtual,
        .has_account = order_has_account(o),
        .has_products = true,
        .paid = o->base_paid,
        .refund = o->base_refunded,
    };
    for (size_t k = 0; k < items->n; k++) {
        const struct order_item *i = &items->at[k];
        f.to_invoice += item_to_invoice(i);
        f.to_ship += item_to_ship(i);
        f.to_cancel += item_to_cancel(i);
        f.ordered += i->qty_ordered;
        f.invoiced += i->qty_invoiced;
        f.shipped += i->qty_shipped;
        f.refunded += i->qty_refunded;
        f.canceled += i->qty_canceled;
        f.has_products &= i->product_id != 0;
    }
    return f;
}

/* ---- what may happen ---- */

static bool always(const struct order_facts *f)
{
    (void)f;
    return true;
}

static bool has_to_cancel(const struct order_facts *f)
{
    return f->to_cancel > 0;
}

static bool has_to_invoice(const struct order_facts *f)
{
    return f->to_invoice > 0;
}

static bool has_to_ship(const struct order_facts *f)
{
    return f->to_ship > 0;
}

static bool has_to_refund(const struct order_facts *f)
{
    return f->paid.minor > f->refund.minor;
}

static bool has_products(const struct order_facts *f)
{
    return f->has_products;
}

static bool is_untouched(const struct order_facts *f)
{
    return f->invoiced == 0 && f->shipped == 0 && f->has_products;
}

static bool has_account(const struct order_facts *f)
{
    return f->has_account;
}

enum state_bit {
    N = 1 << 0,
    W = 1 << 1,
    P = 1 << 2,
    C = 1 << 3,
    X = 1 << 4,
    A = 1 << 5,
    H = 1 << 6,
    R = 1 << 7,
};
static const struct {
    str state;
    enum state_bit bit;
} states[] = {
    {S("new"), N},    {S("pending_payment"), W}, {S("processing"), P}, {S("complete"), C},
    {S("closed"), X}, {S("canceled"), A},        {ORDER_HOLDED, H},    {S("payment_review"), R},
};

static const struct {
    str key, label;
    enum action action;
    int states;
    bool (*condition)(const struct order_facts *f);
} acts[ORDER_ACT_COUNT] = {
#define ORDER_ACT(id, key, label, action, states, condition)                                       \
    [ORDER_ACT_##id] = {S(key), S(label), ACT_##action, states, condition},
#include "domain/order_acts.def"
#undef ORDER_ACT
};

str order_act_key(enum order_act act)
{
    return acts[act].key;
}

str order_act_label(enum order_act act)
{
    return acts[act].label;
}

enum action order_act_action(enum order_act act)
{
    return acts[act].action;
}

bool order_may(enum order_act act, const struct order_facts *f)
{
    for (size_t i = 0; i < COUNT(states); i++)
        if (str_eq(states[i].state, f->state))
            return (acts[act].states & states[i].bit) && acts[act].condition(f);
    return false;
}

/* ---- what follows ---- */

str order_state_after(const struct order_facts *f)
{
    if (str_eq(f->state, ORDER_HOLDED))
        return f->state;
    if (f->canceled == f->ordered)
        return S("canceled");
    bool moved = f->invoiced + f->shipped > 0;
    if (f->to_invoice || f->to_ship)
        return moved ? S("processing") : f->state;
    /* What was paid is back: an order whose money stays, for shipping or as a fee, is complete. */
    return f->refunded && f->paid.minor <= f->refund.minor ? S("closed") : S("complete");
}
