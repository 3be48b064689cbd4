#include "domain/cart.h"

#include "domain/session.h"
#include "goods.h"

static struct cart cart_of(struct world *w)
{
    struct cart k;
    assert_ok(cart_get(&w->c, &k));
    return k;
}

static void a_visitor_gets_a_session_with_the_first_product(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 5);
    as_visitor(w);
    str token;
    assert_ok(cart_add(&w->c, S("mug"), 2, &token));
    assert_true(token.n > 0);
    struct session s;
    assert_ok(shop_session_find(&w->c, token, &s));
    assert_int_equal(s.cart_count, 2);
    w->c.actor = s.actor;
    assert_int_equal(cart_of(w).pieces, 2);
    assert_ok(cart_add(&w->c, S("mug"), 1, &token));
    assert_int_equal(token.n, 0);
    assert_int_equal(cart_of(w).pieces, 3);
    assert_int_equal(cart_of(w).lines.n, 1);
}

static void CO03_more_than_there_is_cannot_be_put_in(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 5);
    as_guest(w);
    puts_in_cart(w, "mug", 4);
    str token;
    assert_err(ERR_INVALID, cart_add(&w->c, S("mug"), 2, &token));
    assert_true(has_problem(w, "qty"));
    assert_int_equal(cart_of(w).pieces, 4);
    struct cart k = cart_of(w);
    struct cart_change up = {k.lines.at[0].item_id, 6};
    assert_err(ERR_INVALID, cart_set(&w->c, &up, 1));
    assert_true(ctx_has_problem(&w->c, str_format(t->mem, "qty-%lld", (long long)up.item_id)));
    up.qty = 5;
    assert_ok(cart_set(&w->c, &up, 1));
    assert_int_equal(cart_of(w).totals.subtotal.minor, 5 * 1999);
}

static struct cart estimated(struct world *w, const char *country, const char *method,
                             struct shipping_offers *offers)
{
    struct cart k;
    struct tax_place *to = NEW(w->c.mem, struct tax_place);
    to->country = str_from(country);
    assert_ok(cart_estimate(&w->c, to, str_from(method), &k, offers));
    return k;
}

static void CO06_an_estimate_has_the_ways_and_prices_of_a_place(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_guest(w);
    puts_in_cart(w, "mug", 2);
    w->settings.freeshipping_enabled = true;
    w->settings.freeshipping_least = (money){2000};
    w->settings.freeshipping_countries = S("AT");
    struct shipping_offers ways;
    struct cart k = estimated(w, "DE", "", &ways);
    assert_int_equal(ways.at.n, 1);
    assert_str_equal(ways.at.at[0].key, S("flatrate"));
    assert_int_equal(k.totals.shipping.minor, 0);
    k = estimated(w, "DE", "flatrate", &ways);
    assert_int_equal(k.totals.shipping.minor, 500);
    assert_int_equal(k.totals.grand_total.minor, 2 * 1999 + 500);
    k = estimated(w, "AT", "freeshipping", &ways);
    assert_int_equal(ways.at.n, 2);
    assert_str_equal(k.shipping_method, S("freeshipping"));
    k = estimated(w, "DE", "freeshipping", &ways);
    assert_int_equal(k.shipping_method.n, 0);
    assert_int_equal(number_of(w, "SELECT count(*) FROM cart_address"), 0);
    assert_int_equal(number_of(w, "SELECT count(*) FROM cart WHERE shipping_method IS NOT NULL"),
                     0);
}

static void CO06_an_estimate_has_the_taxes_of_the_place(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .price = 10000, .stock = 50);
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    struct shipping_offers ways;
    assert_int_equal(estimated(w, "DE", "", &ways).totals.tax.minor, 1597);
    assert_int_equal(estimated(w, "US", "", &ways).totals.tax.minor, 0);
}

static void an_empty_cart_has_no_ways(struct test_store *t)
{
    struct world *w = world_make(t);
    as_visitor(w);
    struct shipping_offers ways;
    struct cart k = estimated(w, "DE", "flatrate", &ways);
    assert_int_equal(k.lines.n, 0);
    assert_int_equal(ways.at.n, 0);
}

static void what_does_not_exist_cannot_be_put_in(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "ghost", .stock = 5, .hidden = true);
    as_guest(w);
    str token;
    assert_err(ERR_NOT_FOUND, cart_add(&w->c, S("ghost"), 1, &token));
    assert_err(ERR_NOT_FOUND, cart_add(&w->c, S("nothing"), 1, &token));
    assert_err(ERR_INVALID, cart_add(&w->c, S("ghost"), 0, &token));
    assert_err(ERR_INVALID, cart_add(&w->c, S("ghost"), -3, &token));
}

static void setting_quantities_is_all_or_nothing(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 5);
    A_PRODUCT(w, .sku = "pan", .stock = 1);
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    puts_in_cart(w, "pan", 1);
    struct cart k = cart_of(w);
    struct cart_change changes[] = {{k.lines.at[0].item_id, 3}, {k.lines.at[1].item_id, 2}};
    assert_err(ERR_INVALID, cart_set(&w->c, changes, 2));
    assert_int_equal(cart_of(w).pieces, 2);
    changes[1].qty = 0;
    assert_ok(cart_set(&w->c, changes, 2));
    assert_int_equal(cart_of(w).lines.n, 1);
    assert_int_equal(cart_of(w).pieces, 3);
}

static void R35_a_line_of_somebody_elses_cart_stays(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 5);
    i64 anna = a_customer(w, "anna@example.com"), ben = a_customer(w, "ben@example.com");
    as_customer(w, anna);
    puts_in_cart(w, "mug", 1);
    i64 line = cart_of(w).lines.at[0].item_id;
    as_customer(w, ben);
    assert_err(ERR_NOT_FOUND, cart_remove(&w->c, line));
    puts_in_cart(w, "mug", 1);
    assert_ok(cart_remove(&w->c, line));
    assert_ok(cart_set(&w->c, &(struct cart_change){line, 4}, 1));
    as_customer(w, anna);
    assert_int_equal(cart_of(w).pieces, 1);
}

static void CO08_a_guest_cart_joins_the_customers_at_sign_in(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    A_PRODUCT(w, .sku = "pan", .stock = 50);
    i64 anna = a_customer(w, "anna@example.com");
    as_customer(w, anna);
    puts_in_cart(w, "mug", 1);
    as_guest(w);
    puts_in_cart(w, "mug", 2);
    puts_in_cart(w, "pan", 3);
    str token;
    assert_ok(customer_sign_in(&w->c, S("anna@example.com"), A_PASSWORD, &token));
    as_customer(w, anna);
    struct cart k = cart_of(w);
    assert_int_equal(k.lines.n, 2);
    assert_int_equal(k.lines.at[0].qty, 3);
    assert_int_equal(k.lines.at[1].qty, 3);
    assert_int_equal(number_of(w, "SELECT count(*) FROM cart"), 1);
}

static void CO09_staff_for_a_customer_works_on_the_customers_cart(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    i64 anna = a_customer(w, "anna@example.com");
    as_customer(w, anna);
    puts_in_cart(w, "mug", 1);
    i64 cart = cart_of(w).id;
    as_guest(w); /* the agent's own storefront */
    puts_in_cart(w, "mug", 7);
    i64 guest_session = w->c.actor.session_id, guest_cart = cart_of(w).id;
    as_assist(w, anna);
    w->c.actor.session_id = guest_session;
    assert_int_equal(cart_of(w).id, cart);
    puts_in_cart(w, "mug", 2);
    as_customer(w, anna);
    assert_int_equal(cart_of(w).pieces, 3); /* CO-10 */
    as_visitor(w)->actor.session_id = guest_session;
    assert_int_equal(cart_of(w).id, guest_cart);
    assert_int_equal(cart_of(w).pieces, 7);
}

static void what_staff_puts_in_stands_in_the_log(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    i64 anna = a_customer(w, "anna@example.com");
    as_customer(w, anna);
    puts_in_cart(w, "mug", 1);
    assert_int_equal(number_of(w, "SELECT count(*) FROM action_log WHERE action = 'cart.change'"),
                     0);
    as_assist(w, anna);
    puts_in_cart(w, "mug", 2);
    static const struct sql q = {
        .name = "test:log",
        .text = S("SELECT changes FROM action_log WHERE action = 'cart.change'")};
    str changes = {0};
    assert_ok(db_str(w->c.db, t->mem, &q, NO_ARGS, &changes));
    assert_true(str_has(changes, S("[\"qty\",\"1\",\"3\"]")));
}

static void what_is_not_sold_any_more_is_told(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 5);
    as_guest(w);
    puts_in_cart(w, "mug", 3);
    assert_false(cart_of(w).trouble);
    stock_is(w, mug, 2);
    struct cart k = cart_of(w);
    assert_true(k.trouble);
    assert_int_equal(k.lines.at[0].trouble, CART_SHORT);
}

/* A random walk: whatever is added, set and removed, the cart holds what a simple model says. */
static void any_sequence_of_changes_leaves_what_it_should(struct test_store *t)
{
    struct world *w = world_make(t);
    static const char *const slugs[] = {"a", "b", "c", "d"};
    i64 model[4] = {0};
    for (size_t i = 0; i < 4; i++)
        A_PRODUCT(w, .sku = slugs[i], .price = 100 + 37 * (i64)i, .stock = 20);
    as_guest(w);
    u64 seed = 7;
    for (int step = 0; step < 150; step++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        size_t i = (seed >> 33) % 4;
        i64 qty = (i64)((seed >> 40) % 9);
        str token;
        w->c.problems = NULL;
        if ((seed >> 50) % 3 == 0) {
            struct cart k = cart_of(w);
            for (size_t n = 0; n < k.lines.n; n++)
                if (str_eq(k.lines.at[n].slug, str_from(slugs[i]))) {
                    assert_ok(
                        cart_set(&w->c, &(struct cart_change){k.lines.at[n].item_id, qty}, 1));
                    model[i] = qty;
                }
        } else if (cart_add(&w->c, str_from(slugs[i]), qty, &token) == OK) {
            model[i] += qty;
        } else {
            assert_true(qty < 1 || model[i] + qty > 20);
        }
        struct cart k = cart_of(w);
        i64 pieces = 0, sum = 0;
        for (size_t n = 0; n < 4; n++) {
            pieces += model[n];
            sum += model[n] * (100 + 37 * (i64)n);
        }
        assert_int_equal(k.pieces, pieces);
        assert_int_equal(k.totals.subtotal.minor, sum);
        assert_int_equal(k.totals.grand_total.minor, sum);
    }
}

int main(void)
{
    static const struct test tests[] = {
        TEST(a_visitor_gets_a_session_with_the_first_product),
        TEST(CO03_more_than_there_is_cannot_be_put_in),
        TEST(what_does_not_exist_cannot_be_put_in),
        TEST(setting_quantities_is_all_or_nothing),
        TEST(R35_a_line_of_somebody_elses_cart_stays),
        TEST(CO06_an_estimate_has_the_ways_and_prices_of_a_place),
        TEST(CO06_an_estimate_has_the_taxes_of_the_place),
        TEST(an_empty_cart_has_no_ways),
        TEST(CO08_a_guest_cart_joins_the_customers_at_sign_in),
        TEST(CO09_staff_for_a_customer_works_on_the_customers_cart),
        TEST(what_staff_puts_in_stands_in_the_log),
        TEST(what_is_not_sold_any_more_is_told),
        TEST(any_sequence_of_changes_leaves_what_it_should),
    };
    return run_on_both(tests, COUNT(tests));
}
