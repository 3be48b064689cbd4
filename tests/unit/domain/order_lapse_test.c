/* Orders whose payment does not come (Pending Payment Order Lifetime). */
#include "domain/order_lapse.h"

#include "domain/settings.h"
#include "goods.h"

struct waiting {
    struct world *w;
    i64 mug;
    struct order order;
};

/* Two of nine mugs, ordered now and not paid. */
static struct waiting waits(struct test_store *t)
{
    struct waiting s = {.w = world_make(t)};
    s.mug = A_PRODUCT(s.w, .sku = "mug", .stock = 9);
    as_guest(s.w);
    s.order = buys(s.w, "mug", 2);
    test_script(t, S("UPDATE sales_order SET state = 'pending_payment', status = "
                     "'pending_payment', created_at = created_at - 1;"));
    return s;
}

static void lapses_after(struct waiting *s, i64 minutes)
{
    struct ctx *c = as_program(s->w);
    c->now.us += minutes * MINUTE;
    assert_ok(order_lapse(c));
    c->now.us -= minutes * MINUTE;
    assert_ok(order_get(c, s->order.id, &s->order));
}

static void an_order_without_its_payment_ends_and_gives_its_stock_back(struct test_store *t)
{
    struct waiting s = waits(t);
    lapses_after(&s, 479);
    assert_str_equal(s.order.state, S("pending_payment"));
    assert_int_equal(stock_of(s.w, s.mug), 7);
    lapses_after(&s, 480);
    assert_str_equal(s.order.state, S("canceled"));
    assert_str_equal(s.order.status, S("canceled"));
    assert_int_equal(s.order.canceled.minor, s.order.grand_total.minor);
    assert_int_equal(stock_of(s.w, s.mug), 9);
    assert_int_equal(number_of(s.w,
                               "SELECT count(*) FROM sales_order_comment WHERE arg = '480' AND "
                               "of_store AND status = 'canceled'"),
                     1);
    lapses_after(&s, 1000);
    assert_int_equal(stock_of(s.w, s.mug), 9);
}

static void orders_that_wait_for_no_payment_stay(struct test_store *t)
{
    static const char *const states[] = {"new", "processing", "holded", "payment_review"};
    struct waiting s = waits(t);
    for (size_t i = 0; i < COUNT(states); i++) {
        test_script(t, str_format(t->mem, "UPDATE sales_order SET state = '%s';", states[i]));
        lapses_after(&s, 10000);
        assert_str_equal(s.order.state, str_from(states[i]));
    }
    assert_int_equal(stock_of(s.w, s.mug), 7);
}

static void lives(struct waiting *s, struct scope scope, const char *minutes)
{
    struct setting_change change = {.row = setting_find(S("sales/orders/delete_pending_after")),
                                    .value = str_from(minutes)};
    assert_ok(settings_save_at(as_staff(s->w, P_COUNT), scope, &change, 1));
}

static void a_website_has_a_lifetime_of_its_own_and_0_is_none(struct test_store *t)
{
    struct waiting s = waits(t);
    lives(&s, (struct scope){SCOPE_WEBSITE, 1}, "0");
    lapses_after(&s, 100000);
    assert_str_equal(s.order.state, S("pending_payment"));
    lives(&s, (struct scope){SCOPE_WEBSITE, 1}, "30");
    lapses_after(&s, 29);
    assert_str_equal(s.order.state, S("pending_payment"));
    lapses_after(&s, 30);
    assert_str_equal(s.order.state, S("canceled"));
}

static void an_order_of_no_store_view_has_the_lifetime_of_all(struct test_store *t)
{
    struct waiting s = waits(t);
    test_script(t, S("UPDATE sales_order SET store_view_id = 99;"));
    lapses_after(&s, 479);
    assert_str_equal(s.order.state, S("pending_payment"));
    lapses_after(&s, 480);
    assert_str_equal(s.order.state, S("canceled"));
}

int main(void)
{
    static const struct test tests[] = {
        TEST(an_order_without_its_payment_ends_and_gives_its_stock_back),
        TEST(orders_that_wait_for_no_payment_stay),
        TEST(a_website_has_a_lifetime_of_its_own_and_0_is_none),
        TEST(an_order_of_no_store_view_has_the_lifetime_of_all),
    };
    return run_on_both(tests, COUNT(tests));
}
