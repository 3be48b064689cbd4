/* Cart price rules and coupons: what they take off, for whom, and how often. */
#include "domain/cart_rule.h"

#include "domain/cart.h"
#include "domain/checkout.h"
#include "domain/order_act.h"
#include "domain/tax.h"
#include "goods.h"

#include <pthread.h>

static i64 a_rule(struct world *w, struct cart_rule r)
{
    struct cart_rule_edit in = {.rule = r, .groups = {{0, 1, 2, 3}, 4}};
    struct actor before = w->c.actor;
    i64 id = 0;
    in.rule.name = r.name.n ? r.name : S("Rule");
    in.rule.active = true;
    as_staff(w, P_CART_RULES);
    assert_ok(cart_rule_save(&w->c, &in, &id));
    w->c.actor = before;
    return id;
}
#define A_RULE(w, ...) a_rule((w), (struct cart_rule){__VA_ARGS__})

static struct cart cart_of(struct world *w)
{
    struct cart k;
    assert_ok(cart_get(&w->c, &k));
    return k;
}

static void shop_with_a_mug(struct world *w)
{
    A_PRODUCT(w, .sku = "mug", .stock = 500, .price = 1000);
    as_guest(w);
}

static void CO05_a_code_counts_once_and_can_be_taken_out(struct test_store *t)
{
    struct world *w = world_make(t);
    shop_with_a_mug(w);
    A_RULE(w, .code = S("Sommer10"), .action = S("percent"), .ppm = 100000);
    puts_in_cart(w, "mug", 2);
    assert_err(ERR_INVALID, cart_coupon(&w->c, S("winter")));
    assert_true(has_problem(w, "coupon"));
    assert_int_equal(cart_of(w).coupon.n, 0);
    assert_ok(cart_coupon(&w->c, S(" SOMMER10 ")));
    assert_int_equal(cart_of(w).totals.discount.minor, 200);
    assert_int_equal(cart_of(w).totals.grand_total.minor, 1800);
    assert_err(ERR_INVALID, cart_coupon(&w->c, S("winter")));
    assert_ok(cart_coupon(&w->c, S("sommer10")));
    assert_ok(cart_coupon(&w->c, S("")));
    assert_int_equal(cart_of(w).totals.discount.minor, 0);
}

static void each_action_takes_off_what_it_says(struct test_store *t)
{
    struct world *w = world_make(t);
    shop_with_a_mug(w);
    A_PRODUCT(w, .sku = "pen", .stock = 500, .price = 99);
    A_RULE(w, .code = S("p"), .action = S("percent"), .ppm = 333300);
    A_RULE(w, .code = S("f"), .action = S("fixed"), .amount = {150});
    A_RULE(w, .code = S("c"), .action = S("cart"), .amount = {777});
    A_RULE(w, .code = S("all"), .action = S("cart"), .amount = {1000000});
    puts_in_cart(w, "mug", 3);
    puts_in_cart(w, "pen", 2);
    static const struct {
        const char *code;
        i64 off;
    } cases[] = {{"p", 1066}, {"f", 450 + 198}, {"c", 777}, {"all", 3198}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_ok(cart_coupon(&w->c, str_from(cases[i].code)));
        struct cart k = cart_of(w);
        assert_int_equal(k.totals.discount.minor, cases[i].off);
        assert_int_equal(k.lines.at[0].sums.discount.minor + k.lines.at[1].sums.discount.minor,
                         cases[i].off);
        assert_int_equal(k.totals.grand_total.minor, 3198 - cases[i].off);
    }
}

static void a_rule_can_pay_for_shipping(struct test_store *t)
{
    struct world *w = world_make(t);
    shop_with_a_mug(w);
    A_RULE(w, .code = S("frei"), .action = S("none"), .free_shipping = true);
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    assert_int_equal(cart_of(w).totals.shipping.minor, 500);
    assert_ok(cart_coupon(&w->c, S("frei")));
    assert_int_equal(cart_of(w).totals.shipping.minor, 0);
    assert_int_equal(cart_of(w).totals.grand_total.minor, 1000);
}

static void conditions_hold_to_the_cent_and_the_microsecond(struct test_store *t)
{
    struct world *w = world_make(t);
    shop_with_a_mug(w);
    i64 now = w->c.now.us;
    A_RULE(w, .action = S("fixed"), .amount = {100}, .subtotal_least = {2000});
    A_RULE(w, .action = S("fixed"), .amount = {10}, .from_at = {now}, .until_at = {now + 1});
    A_RULE(w, .action = S("fixed"), .amount = {5000}, .from_at = {now + 1});
    A_RULE(w, .action = S("fixed"), .amount = {5000}, .until_at = {now});
    puts_in_cart(w, "mug", 1);
    assert_int_equal(cart_of(w).totals.discount.minor, 10);
    puts_in_cart(w, "mug", 1);
    assert_int_equal(cart_of(w).totals.discount.minor, 220);
}

static void rules_are_for_their_groups(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 500, .price = 1000);
    struct cart_rule_edit in = {
        .rule = {.name = S("Wholesale"), .active = true, .action = S("fixed"), .amount = {100}},
        .groups = {{2}, 1}};
    i64 id, anna = a_customer(w, "anna@example.com");
    as_staff(w, P_CART_RULES);
    assert_ok(cart_rule_save(&w->c, &in, &id));
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    assert_int_equal(cart_of(w).totals.discount.minor, 0);
    as_customer(w, anna);
    puts_in_cart(w, "mug", 1);
    assert_int_equal(cart_of(w).totals.discount.minor, 0);
    test_script(t, S("UPDATE customer SET group_id = 2;"));
    assert_int_equal(cart_of(w).totals.discount.minor, 100);
}

static void priority_and_stop_decide_what_comes_after_what(struct test_store *t)
{
    struct world *w = world_make(t);
    shop_with_a_mug(w);
    A_RULE(w, .priority = 2, .action = S("percent"), .ppm = 500000);
    A_RULE(w, .priority = 1, .action = S("fixed"), .amount = {200});
    puts_in_cart(w, "mug", 1);
    assert_int_equal(cart_of(w).totals.discount.minor, 200 + 400);
    A_RULE(w, .priority = 0, .action = S("fixed"), .amount = {100}, .stop = true);
    assert_int_equal(cart_of(w).totals.discount.minor, 100);
}

static void the_order_keeps_code_and_counts_the_use(struct test_store *t)
{
    struct world *w = world_make(t);
    shop_with_a_mug(w);
    i64 rule =
        A_RULE(w, .code = S("Danke"), .action = S("fixed"), .amount = {1000}, .uses_each = 1);
    w->settings.flatrate_type = S("N");
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    assert_ok(cart_coupon(&w->c, S("danke")));
    struct order_placing in = placing_of(w);
    struct order o, again;
    assert_err(ERR_INVALID, order_place(&w->c, &in, &o)); /* nothing to pay: not by check */
    in.payment_method = S("free");
    assert_ok(order_place(&w->c, &in, &o));
    assert_ok(order_place(&w->c, &in, &again));
    assert_str_equal(o.coupon_code, S("danke"));
    assert_int_equal(o.grand_total.minor, 0);
    assert_int_equal(number_of(w, "SELECT used FROM cart_rule"), 1);
    /* the same guest again, known by the address */
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    assert_ok(cart_coupon(&w->c, S("danke")));
    chooses_shipping(w, "DE");
    assert_false(cart_of(w).rules.coupon);
    assert_int_equal(cart_of(w).totals.discount.minor, 0);
    /* canceled: the use comes back */
    as_staff(w, P_COUNT);
    assert_ok(order_cancel(&w->c, o.id, 0));
    assert_int_equal(number_of(w, "SELECT used FROM cart_rule"), 0);
    assert_int_equal(number_of(w, "SELECT used FROM cart_rule_use"), 0);
    (void)rule;
}

static void PM07_what_costs_nothing_is_invoiced_at_once_if_the_setting_says_so(struct test_store *t)
{
    static const struct {
        const char *status;
        bool on;
        i64 invoices;
    } cases[] = {{"pending", true, 0}, {"processing", false, 0}, {"processing", true, 1}};
    struct world *w = world_make(t);
    shop_with_a_mug(w);
    A_RULE(w, .action = S("percent"), .ppm = TAX_ONE, .free_shipping = true);
    for (size_t i = 0; i < COUNT(cases); i++) {
        w->settings.free_status = str_from(cases[i].status);
        w->settings.free_invoice = cases[i].on;
        as_guest(w);
        puts_in_cart(w, "mug", 2);
        chooses_shipping(w, "DE");
        struct order_placing in = placing_of(w);
        struct order o;
        in.payment_method = S("free");
        assert_ok(order_place(&w->c, &in, &o));
        assert_int_equal(number_of(w, "SELECT count(*) FROM sales_document"), cases[i].invoices);
    }
}

struct buyer {
    struct ctx c;
    struct settings settings;
    struct order_placing in;
    pthread_barrier_t *gun;
    err e;
};

static void *buy(void *arg)
{
    struct buyer *b = arg;
    struct order o;
    pthread_barrier_wait(b->gun);
    b->e = order_place(&b->c, &b->in, &o);
    return NULL;
}

/* Everybody has the code in the cart; two uses are left. */
static void the_last_use_is_sold_once(struct test_store *t)
{
    enum { BUYERS = 6, USES = 2 };
    struct world *w = world_make(t);
    shop_with_a_mug(w);
    A_RULE(w, .code = S("last"), .action = S("fixed"), .amount = {100}, .uses_most = USES);
    struct buyer buyers[BUYERS];
    pthread_t threads[BUYERS];
    pthread_barrier_t gun;
    pthread_barrier_init(&gun, NULL, BUYERS);
    for (size_t i = 0; i < BUYERS; i++) {
        as_guest(w);
        puts_in_cart(w, "mug", 1);
        chooses_shipping(w, "DE");
        assert_ok(cart_coupon(&w->c, S("last")));
        buyers[i] = (struct buyer){.c = w->c, .in = placing_of(w), .gun = &gun};
        buyers[i].c.mem = arena_new(0);
        assert_ok(db_open(t->store, &buyers[i].c.db));
    }
    for (size_t i = 0; i < BUYERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, buy, &buyers[i]), 0);
    size_t won = 0;
    for (size_t i = 0; i < BUYERS; i++) {
        pthread_join(threads[i], NULL);
        won += buyers[i].e == OK;
        if (buyers[i].e) {
            assert_int_equal(buyers[i].e, ERR_INVALID);
            assert_non_null(buyers[i].c.problems);
        }
        db_close(buyers[i].c.db);
        arena_free(buyers[i].c.mem);
    }
    pthread_barrier_destroy(&gun);
    assert_int_equal(won, USES);
    assert_int_equal(number_of(w, "SELECT used FROM cart_rule"), USES);
    assert_int_equal(number_of(w, "SELECT count(*) FROM sales_order"), USES);
    assert_int_equal(number_of(w, "SELECT qty FROM stock"), 500 - USES);
}

static void codes_cannot_be_tried_without_end(struct test_store *t)
{
    struct world *w = world_make(t);
    shop_with_a_mug(w);
    puts_in_cart(w, "mug", 1);
    for (int i = 0; i < 60; i++)
        assert_err(ERR_INVALID, cart_coupon(&w->c, S("guess")));
    A_RULE(w, .code = S("real"), .action = S("fixed"), .amount = {100});
    assert_err(ERR_INVALID, cart_coupon(&w->c, S("real")));
    w->c.now.us += HOUR + MINUTE;
    assert_ok(cart_coupon(&w->c, S("real")));
}

static void a_rule_is_checked_logged_and_saved_once(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = A_RULE(w, .code = S("A"), .action = S("percent"), .ppm = 1), other;
    struct cart_rule_edit k = {0}, bad = {.rule = {.code = S("a"), .action = S("percent")}};
    as_staff(w, P_CART_RULES);
    assert_err(ERR_INVALID, cart_rule_save(&w->c, &bad, &other));
    assert_true(has_problem(w, "name") && has_problem(w, "groups"));
    assert_true(has_problem(w, "amount") && has_problem(w, "code"));
    assert_ok(cart_rule_get(&w->c, id, &k));
    assert_int_equal(k.groups.n, 4);
    k.rule.ppm = 50000;
    assert_ok(cart_rule_save(&w->c, &k, &other));
    assert_err(ERR_CONFLICT, cart_rule_save(&w->c, &k, &other));
    as_staff(w, P_ORDER_VIEW);
    assert_err(ERR_DENIED, cart_rule_delete(&w->c, id));
    as_staff(w, P_CART_RULES);
    assert_ok(cart_rule_delete(&w->c, id));
    assert_int_equal(
        number_of(w, "SELECT count(*) FROM action_log WHERE action LIKE 'cart_rule.%' AND success"),
        3);
}

static u64 seed = 4711;
static i64 below(i64 n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (i64)((seed >> 33) % (u64)n);
}

/* Whatever the rules are: no line pays less than nothing, and the parts are the whole. */
static void any_rules_on_any_cart_sum_to_the_cent(struct test_store *t)
{
    static const str kinds[] = {S("percent"), S("fixed"), S("cart"), S("none")};
    for (int round = 0; round < 2000; round++) {
        struct cart_rule rows[5] = {0};
        struct totals_line lines[8] = {0};
        size_t n = (size_t)below(9);
        cart_rule_list rules = {rows, (size_t)below(6)};
        for (size_t i = 0; i < rules.n; i++)
            rows[i] = (struct cart_rule){.action = kinds[below(4)],
                                         .ppm = below(TAX_ONE + 1),
                                         .amount = {below(3000)},
                                         .subtotal_least = {below(4000)}};
        for (size_t i = 0; i < n; i++)
            lines[i] = (struct totals_line){
                .price = {below(5000)}, .qty = 1 + below(9), .tax_ppm = 190000};
        struct cart_rule_result result;
        struct totals sums = {.tax_included = below(2)};
        totals_lines(lines, n);
        cart_rules_apply(t->mem, &rules, lines, n, &result);
        totals_work_out(&sums, lines, n);
        i64 rest = 0, off = 0;
        for (size_t i = 0; i < n; i++) {
            assert_true(lines[i].discount.minor >= 0);
            assert_true(lines[i].discount.minor <= lines[i].subtotal.minor);
            off += lines[i].discount.minor;
            rest += lines[i].row_total.minor;
        }
        assert_int_equal(off, sums.discount.minor);
        assert_int_equal(rest, sums.grand_total.minor);
    }
}

static const struct test tests[] = {
    TEST(CO05_a_code_counts_once_and_can_be_taken_out),
    TEST(each_action_takes_off_what_it_says),
    TEST(a_rule_can_pay_for_shipping),
    TEST(conditions_hold_to_the_cent_and_the_microsecond),
    TEST(rules_are_for_their_groups),
    TEST(priority_and_stop_decide_what_comes_after_what),
    TEST(the_order_keeps_code_and_counts_the_use),
    TEST(PM07_what_costs_nothing_is_invoiced_at_once_if_the_setting_says_so),
    TEST(the_last_use_is_sold_once),
    TEST(codes_cannot_be_tried_without_end),
    TEST(a_rule_is_checked_logged_and_saved_once),
    TEST(any_rules_on_any_cart_sum_to_the_cent),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
