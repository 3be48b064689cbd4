/* How often the works of an order wait for PostgreSQL, once their statements are prepared. */
#include "domain/cart.h"
#include "domain/checkout.h"
#include "domain/document_make.h"
#include "goods.h"

/* Since the last call. */
static u64 trips(struct world *w)
{
    static u64 before;
    u64 now = store_trips(w->c.store), n = now - before;
    before = now;
    return n;
}

static struct order buys_both(struct world *w, u64 put[2], u64 *chose, u64 *placed)
{
    struct order o = {0};
    (void)trips(w);
    puts_in_cart(w, "mug", 1);
    put[0] = trips(w);
    puts_in_cart(w, "jug", 2);
    put[1] = trips(w);
    chooses_shipping(w, "DE");
    *chose = trips(w);
    struct order_placing in = placing_of(w);
    assert_ok(order_place(&w->c, &in, &o));
    *placed = trips(w);
    return o;
}

/* Whoever they are: the cart with all that is told of it, its prices, what others want too, the order, the rest. */
static void placing_an_order_waits_five_times(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    A_PRODUCT(w, .sku = "jug", .stock = 50);
    i64 anna = a_customer(w, "anna@example.com");
    for (int i = 0; i < 2; i++) {
        u64 put[2] = {0}, chose = 0, placed = 0;
        if (i == 0)
            as_guest(w);
        else
            as_customer(w, anna);
        (void)buys_both(w, put, &chose, &placed); /* prepares the statements */
        (void)buys_both(w, put, &chose, &placed);
        assert_int_equal(put[0], 5);
        assert_int_equal(put[1], 4);
        assert_int_equal(chose, 5);
        assert_int_equal(placed, 5);
    }
}

static void making_an_invoice_waits_nine_times(struct test_store *t)
{
    struct world *w = world_make(t);
    struct document made;
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    A_PRODUCT(w, .sku = "jug", .stock = 50);
    as_guest(w);
    for (int i = 0; i < 2; i++) {
        u64 put[2] = {0}, chose = 0, placed = 0;
        struct order o = buys_both(w, put, &chose, &placed);
        as_staff(w, P_COUNT);
        struct document_new in = {
            .kind = DOCUMENT_INVOICE, .order_id = o.id, .version = o.version, .all = true};
        (void)trips(w);
        assert_ok(document_make(&w->c, &in, &made));
        u64 n = trips(w);
        assert_true(i == 0 || n == 9); /* the first prepares its statements */
        as_guest(w);
    }
}

static const struct test tests[] = {
    TEST(placing_an_order_waits_five_times),
    TEST(making_an_invoice_waits_nine_times),
};

int main(void)
{
    return run_on_postgres(tests, COUNT(tests));
}
