#include "domain/order_own.h"

#include "domain/cart.h"
#include "domain/document_make.h"
#include "domain/order_act.h"
#include "domain/order_comment.h"
#include "goods.h"

/* Anna's order of 2 mugs, in a shop that allows reorder and cancellation. */
struct sale {
    struct test_store *t;
    struct world *w;
    i64 anna, mug;
    struct order order;
    order_items items;
};

static void reload(struct sale *s)
{
    assert_ok(order_get(&s->w->c, s->order.id, &s->order));
    assert_ok(order_items_of(&s->w->c, s->order.id, &s->items));
}

static struct sale a_sale(struct test_store *t)
{
    struct sale s = {.t = t, .w = world_make(t)};
    s.w->settings.own_cancel = true;
    s.w->settings.own_cancel_reasons = S("Too late\n  Other \n\n");
    s.mug = A_PRODUCT(s.w, .sku = "mug", .stock = 9, .price = 11900);
    A_PRODUCT(s.w, .sku = "soap", .stock = 9, .price = 1070);
    s.anna = a_customer(s.w, "anna@example.com");
    as_customer(s.w, s.anna);
    s.order = buys(s.w, "mug", 2);
    reload(&s);
    return s;
}

static struct order_own facts(struct sale *s)
{
    struct order_own own;
    reload(s);
    assert_ok(order_own_facts(&s->w->c, &s->order, &s->items, &own));
    return own;
}

static void makes(struct sale *s, enum document_kind kind, i64 qty)
{
    struct document_line line = {s->items.at[0].id, qty, false};
    struct document_new in = {.kind = kind, .order_id = s->order.id, .lines = &line, .n = 1};
    struct document d;
    as_staff(s->w, P_COUNT);
    assert_ok(document_make(&s->w->c, &in, &d));
    as_customer(s->w, s->anna);
}

static i64 qty_in_cart(struct sale *s, i64 product_id)
{
    struct cart k;
    assert_ok(cart_get(&s->w->c, &k));
    for (size_t i = 0; i < k.lines.n; i++)
        if (k.lines.at[i].product_id == product_id)
            return k.lines.at[i].qty;
    return 0;
}

static void product_is(struct sale *s, const char *what)
{
    test_script(s->t, str_format(s->w->c.mem, "UPDATE product SET %s WHERE id = %lld;\n", what,
                                 (long long)s->mug));
    works_out(s->w, s->mug);
}

/* ---- again ---- */

static void SF39_ordering_again_keeps_what_is_in_the_cart(struct test_store *t)
{
    struct sale s = a_sale(t);
    puts_in_cart(s.w, "soap", 1);
    puts_in_cart(s.w, "mug", 1);
    i64 left = -1;
    assert_ok(order_again(&s.w->c, s.order.number, &left));
    assert_int_equal(left, 0);
    assert_int_equal(qty_in_cart(&s, s.mug), 3);
    struct cart k;
    assert_ok(cart_get(&s.w->c, &k));
    assert_int_equal(k.lines.n, 2);
}

static void SF38_what_cannot_be_bought_is_not_offered_again(struct test_store *t)
{
    struct sale s = a_sale(t);
    i64 left;
    assert_true(facts(&s).may_reorder);
    s.w->settings.reorder = false;
    assert_false(facts(&s).may_reorder);
    s.w->settings.reorder = true;
    stock_is(s.w, s.mug, 0);
    assert_false(facts(&s).may_reorder);
    assert_err(ERR_NOT_FOUND, order_again(&s.w->c, s.order.number, &left));
    stock_is(s.w, s.mug, 5);
    product_is(&s, "active = FALSE");
    assert_false(facts(&s).may_reorder);
    product_is(&s, "active = TRUE");
    as_staff(s.w, P_COUNT);
    assert_ok(order_hold(&s.w->c, s.order.id, 0));
    as_customer(s.w, s.anna);
    assert_false(facts(&s).may_reorder);
}

static void what_is_left_of_the_stock_is_not_exceeded(struct test_store *t)
{
    struct sale s = a_sale(t);
    stock_is(s.w, s.mug, 1);
    i64 left = 0;
    assert_ok(order_again(&s.w->c, s.order.number, &left));
    assert_int_equal(left, 1);
    assert_int_equal(qty_in_cart(&s, s.mug), 0);
}

static void SF40_a_hidden_product_can_be_ordered_again(struct test_store *t)
{
    struct sale s = a_sale(t);
    product_is(&s, "visible = FALSE");
    assert_true(facts(&s).may_reorder);
    i64 left = -1;
    assert_ok(order_again(&s.w->c, s.order.number, &left));
    assert_int_equal(left, 0);
    assert_int_equal(qty_in_cart(&s, s.mug), 2);
    struct cart k;
    assert_ok(cart_get(&s.w->c, &k));
    assert_false(k.trouble);
}

static void R35_an_order_of_somebody_else_is_not_ordered_again(struct test_store *t)
{
    struct sale s = a_sale(t);
    as_program(s.w);
    as_customer(s.w, a_customer(s.w, "ben@example.com"));
    i64 left;
    assert_err(ERR_NOT_FOUND, order_again(&s.w->c, s.order.number, &left));
    assert_err(ERR_NOT_FOUND,
               order_cancel_own(&s.w->c, s.order.number, s.order.version, S("Other")));
}

/* ---- cancel ---- */

static void SF42_only_open_orders_without_shipments_can_be_canceled(struct test_store *t)
{
    struct sale s = a_sale(t);
    assert_true(facts(&s).may_cancel);
    s.w->settings.own_cancel = false;
    assert_false(facts(&s).may_cancel);
    s.w->settings.own_cancel = true;
    makes(&s, DOCUMENT_INVOICE, 1);
    assert_true(facts(&s).may_cancel);
    makes(&s, DOCUMENT_SHIPMENT, 1);
    assert_false(facts(&s).may_cancel);
    assert_err(ERR_CONFLICT,
               order_cancel_own(&s.w->c, s.order.number, s.order.version, S("Other")));
}

static void SF43_a_reason_of_the_list_must_be_chosen(struct test_store *t)
{
    struct sale s = a_sale(t);
    order_reasons reasons = order_cancel_reasons(&s.w->c);
    assert_int_equal(reasons.n, 2);
    assert_str_equal(reasons.at[1], S("Other"));
    assert_err(ERR_INVALID, order_cancel_own(&s.w->c, s.order.number, s.order.version, S("")));
    assert_true(has_problem(s.w, "reason"));
    s.w->settings.own_cancel_reasons = S(" \n");
    assert_int_equal(order_cancel_reasons(&s.w->c).n, 1);
}

static void SF44_a_pending_order_is_canceled_with_a_note(struct test_store *t)
{
    struct sale s = a_sale(t);
    assert_ok(order_cancel_own(&s.w->c, s.order.number, s.order.version, S("Too late")));
    reload(&s);
    assert_str_equal(s.order.state, S("canceled"));
    assert_int_equal(stock_of(s.w, s.mug), 9);
    order_comments notes = {0};
    assert_ok(order_comments_of(&s.w->c, s.order.id, true, &notes));
    assert_str_equal(notes.at[0].arg, S("Too late"));
}

static void SF44_a_paid_order_is_refunded_and_closed(struct test_store *t)
{
    struct sale s = a_sale(t);
    makes(&s, DOCUMENT_INVOICE, 2);
    reload(&s);
    assert_ok(order_cancel_own(&s.w->c, s.order.number, s.order.version, S("Other")));
    reload(&s);
    assert_str_equal(s.order.state, S("closed"));
    assert_int_equal(s.order.refunded.minor, s.order.grand_total.minor);
    assert_int_equal(stock_of(s.w, s.mug), 9);
}

static void SF44_a_partly_paid_order_is_canceled_and_refunded(struct test_store *t)
{
    struct sale s = a_sale(t);
    makes(&s, DOCUMENT_INVOICE, 1);
    reload(&s);
    assert_ok(order_cancel_own(&s.w->c, s.order.number, s.order.version, S("Other")));
    reload(&s);
    assert_str_equal(s.order.state, S("closed"));
    assert_int_equal(s.order.refunded.minor, 11900 + 500);
    assert_int_equal(stock_of(s.w, s.mug), 9);
}

static void SF45_a_stale_page_cancels_nothing(struct test_store *t)
{
    struct sale s = a_sale(t);
    assert_err(ERR_CONFLICT,
               order_cancel_own(&s.w->c, s.order.number, s.order.version + 1, S("Other")));
    reload(&s);
    assert_str_equal(s.order.state, S("new"));
    assert_int_equal(stock_of(s.w, s.mug), 7);
}

/* ---- guests ---- */

static void SF46_a_guest_finds_only_the_order_that_fits_in_all_three(struct test_store *t)
{
    struct sale s = a_sale(t);
    as_guest(s.w);
    struct order o = buys(s.w, "mug", 1), found;
    as_visitor(s.w);
    struct ctx *c = &s.w->c;
    assert_ok(order_of_guest(c, o.number, S("BERGER"), S("Gerda@Example.com"), &found));
    assert_int_equal(found.id, o.id);
    assert_err(ERR_INVALID,
               order_of_guest(c, o.number, S("Meier"), S("gerda@example.com"), &found));
    assert_err(ERR_INVALID, order_of_guest(c, o.number, S("Berger"), S("g@example.com"), &found));
    assert_err(ERR_INVALID,
               order_of_guest(c, s.order.number, S("Berger"), S("anna@example.com"), &found));
    for (int i = 0; i < 40; i++)
        assert_err(ERR_INVALID,
                   order_of_guest(c, o.number, S("X"), S("gerda@example.com"), &found));
    assert_err(ERR_INVALID,
               order_of_guest(c, o.number, S("Berger"), S("gerda@example.com"), &found));
}

int main(void)
{
    static const struct test tests[] = {
        TEST(SF39_ordering_again_keeps_what_is_in_the_cart),
        TEST(SF38_what_cannot_be_bought_is_not_offered_again),
        TEST(what_is_left_of_the_stock_is_not_exceeded),
        TEST(SF40_a_hidden_product_can_be_ordered_again),
        TEST(R35_an_order_of_somebody_else_is_not_ordered_again),
        TEST(SF42_only_open_orders_without_shipments_can_be_canceled),
        TEST(SF43_a_reason_of_the_list_must_be_chosen),
        TEST(SF44_a_pending_order_is_canceled_with_a_note),
        TEST(SF44_a_paid_order_is_refunded_and_closed),
        TEST(SF44_a_partly_paid_order_is_canceled_and_refunded),
        TEST(SF45_a_stale_page_cancels_nothing),
        TEST(SF46_a_guest_finds_only_the_order_that_fits_in_all_three),
    };
    return run_on_both(tests, COUNT(tests));
}
