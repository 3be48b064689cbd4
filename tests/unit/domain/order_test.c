#include "domain/order.h"

#include "domain/cart.h"
#include "domain/checkout.h"
#include "domain/mail.h"
#include "domain/order_comment.h"
#include "domain/order_status.h"
#include "domain/sales_shown.h"
#include "domain/session.h"
#include "goods.h"

#include <pthread.h>

static order_items items_of(struct world *w, i64 order_id)
{
    order_items items;
    assert_ok(order_items_of(&w->c, order_id, &items));
    return items;
}

static bool has_message(const struct world *w, const char *part)
{
    for (const struct problem *p = w->c.problems; p; p = p->next)
        if (str_has(p->message, str_from(part)))
            return true;
    return false;
}

/* ---- placing ---- */

static void a_guest_buys_and_finds_the_order(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 5, .price = 11900);
    as_guest(w);
    struct order o = buys(w, "mug", 2);
    assert_str_equal(o.number, S("000000001"));
    assert_str_equal(o.status, S("pending"));
    assert_str_equal(o.email, S("gerda@example.com"));
    assert_int_equal(o.customer_id, 0);
    assert_int_equal(o.subtotal.minor, 23800);
    assert_int_equal(o.shipping.minor, 500);
    assert_int_equal(o.tax.minor, 3800 + 80);
    assert_int_equal(o.grand_total.minor, 24300);
    assert_int_equal(stock_of(w, mug), 3);
    order_items items = items_of(w, o.id);
    assert_int_equal(items.n, 1);
    assert_int_equal(items.at[0].qty_ordered, 2);
    assert_str_equal(order_item_status(&items.at[0]), S("Ordered"));
    struct order found;
    assert_ok(order_just_placed(&w->c, o.number, &found));
    assert_int_equal(found.id, o.id);
    struct cart k;
    assert_ok(cart_get(&w->c, &k));
    assert_int_equal(k.lines.n, 0);
    as_guest(w);
    assert_err(ERR_NOT_FOUND, order_just_placed(&w->c, o.number, &found));
    as_visitor(w);
    assert_err(ERR_NOT_FOUND, order_just_placed(&w->c, o.number, &found));
}

static void CO17_placing_twice_gives_one_order(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 5);
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    struct order_placing in = placing_of(w);
    struct order first, second;
    assert_ok(order_place(&w->c, &in, &first));
    assert_ok(order_place(&w->c, &in, &second));
    assert_int_equal(first.id, second.id);
    assert_int_equal(number_of(w, "SELECT count(*) FROM sales_order"), 1);
    assert_int_equal(stock_of(w, mug), 4);
    as_guest(w);
    assert_err(ERR_NOT_FOUND, order_place(&w->c, &in, &second));
}

struct buyer {
    struct test_store *t;
    struct ctx c;
    struct order_placing in;
    pthread_barrier_t *gun;
    struct order order;
    err e;
};

static void *buy(void *arg)
{
    struct buyer *b = arg;
    pthread_barrier_wait(b->gun);
    b->e = order_place(&b->c, &b->in, &b->order);
    return NULL;
}

/* All at once, each with memory and a connection of their own. */
static void buy_at_once(struct test_store *t, struct buyer *buyers, size_t n)
{
    pthread_barrier_t gun;
    pthread_t threads[8];
    pthread_barrier_init(&gun, NULL, (unsigned)n);
    for (size_t i = 0; i < n; i++) {
        buyers[i].gun = &gun;
        buyers[i].c.mem = arena_new(0);
        assert_ok(db_open(t->store, &buyers[i].c.db));
        assert_int_equal(pthread_create(&threads[i], NULL, buy, &buyers[i]), 0);
    }
    for (size_t i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    pthread_barrier_destroy(&gun);
}

static void buyers_end(struct buyer *buyers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        db_close(buyers[i].c.db);
        arena_free(buyers[i].c.mem);
    }
}

static void CO17_placing_at_the_same_moment_gives_one_order(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_customer(w, a_customer(w, "anna@example.com"));
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    struct buyer buyers[6];
    for (size_t i = 0; i < COUNT(buyers); i++)
        buyers[i] = (struct buyer){.t = t, .c = w->c, .in = placing_of(w)};
    buy_at_once(t, buyers, COUNT(buyers));
    for (size_t i = 0; i < COUNT(buyers); i++) {
        assert_ok(buyers[i].e);
        assert_int_equal(buyers[i].order.id, buyers[0].order.id);
    }
    buyers_end(buyers, COUNT(buyers));
    assert_int_equal(number_of(w, "SELECT count(*) FROM sales_order"), 1);
    assert_int_equal(stock_of(w, mug), 49);
    assert_int_equal(mails_of(w, "order_new"), 1);
}

static void the_last_piece_is_sold_once(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 1);
    struct buyer buyers[4];
    for (size_t i = 0; i < COUNT(buyers); i++) {
        as_customer(w, a_customer(w, str_z(t->mem, str_format(t->mem, "b%zu@example.com", i))));
        puts_in_cart(w, "mug", 1);
        chooses_shipping(w, "DE");
        buyers[i] = (struct buyer){.t = t, .c = w->c, .in = placing_of(w)};
    }
    buy_at_once(t, buyers, COUNT(buyers));
    size_t sold = 0;
    for (size_t i = 0; i < COUNT(buyers); i++) {
        sold += buyers[i].e == OK;
        assert_true(buyers[i].e == OK || buyers[i].e == ERR_INVALID);
    }
    buyers_end(buyers, COUNT(buyers));
    assert_int_equal(sold, 1);
    assert_int_equal(stock_of(w, mug), 0);
    assert_int_equal(number_of(w, "SELECT count(*) FROM cart WHERE open"), COUNT(buyers) - 1);
}

static void numbers_have_no_gaps_even_after_failures(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 2);
    as_customer(w, a_customer(w, "anna@example.com"));
    assert_str_equal(buys(w, "mug", 1).number, S("000000001"));
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    struct order_placing in = placing_of(w);
    struct order o;
    stock_is(w, mug, 0);
    assert_err(ERR_INVALID, order_place(&w->c, &in, &o));
    assert_true(has_message(w, "not enough pieces"));
    stock_is(w, mug, 1);
    assert_ok(order_place(&w->c, &in, &o));
    assert_str_equal(o.number, S("000000002"));
}

static void a_changed_price_is_asked_about_never_charged(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 5, .price = 1000);
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    struct order_placing in = placing_of(w);
    price_becomes(w, mug, 1200);
    struct order o;
    assert_err(ERR_INVALID, order_place(&w->c, &in, &o));
    assert_true(has_message(w, "total has changed"));
    in = placing_of(w);
    assert_ok(order_place(&w->c, &in, &o));
    assert_int_equal(o.grand_total.minor, 1700);
}

static void an_order_keeps_what_was_bought(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug =
        A_PRODUCT(w, .sku = "mug", .name = "Mug", .stock = 5, .price = 1000, .special_price = 800);
    as_guest(w);
    struct order o = buys(w, "mug", 1);
    price_becomes(w, mug, 5000);
    order_items items = items_of(w, o.id);
    assert_int_equal(items.at[0].price.minor, 800);
    assert_int_equal(items.at[0].original_price.minor, 1000);
    assert_str_equal(items.at[0].name, S("Mug"));
}

static void nothing_is_placed_before_the_address_is_known(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 5);
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    struct order_placing in = placing_of(w);
    struct order o;
    assert_err(ERR_INVALID, order_place(&w->c, &in, &o));
    chooses_shipping(w, "DE");
    in = placing_of(w);
    in.payment_method = S("gold");
    assert_err(ERR_INVALID, order_place(&w->c, &in, &o));
    assert_true(has_problem(w, "payment_method"));
}

static void the_country_decides_how_much_is_tax(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50, .price = 11900);
    A_PRODUCT(w, .sku = "book", .stock = 50, .price = 10700, .tax_class = "reduced");
    static const struct {
        const char *country;
        i64 tax;
    } cases[] = {{"DE", 1900 + 700 + 80}, {"AT", 1983 + 973 + 83}, {"GB", 0}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        as_guest(w);
        puts_in_cart(w, "mug", 1);
        puts_in_cart(w, "book", 1);
        chooses_shipping(w, cases[i].country);
        struct order_placing in = placing_of(w);
        struct order o;
        assert_ok(order_place(&w->c, &in, &o));
        assert_int_equal(o.tax.minor, cases[i].tax);
        assert_int_equal(o.grand_total.minor, 11900 + 10700 + 500);
    }
}

static bool is_refused(struct world *w)
{
    struct order_placing in = placing_of(w);
    struct order o;
    err e = order_place(&w->c, &in, &o);
    assert_true(e == OK || e == ERR_INVALID);
    return e == ERR_INVALID;
}

/* Two mugs: 39.98 with tax, 33.60 without. */
static void CO07_an_order_below_the_minimum_is_refused(struct test_store *t)
{
    static const struct {
        i64 least;
        bool enabled, with_tax, refused;
    } cases[] = {{3999, true, true, true},   {3998, true, true, false}, {3998, true, false, true},
                 {3360, true, false, false}, {3361, true, false, true}, {9999, false, true, false}};
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    for (size_t i = 0; i < COUNT(cases); i++) {
        w->settings.least_enabled = false;
        as_guest(w);
        puts_in_cart(w, "mug", 2);
        chooses_shipping(w, "DE");
        w->settings.least_amount = (money){cases[i].least};
        w->settings.least_enabled = cases[i].enabled;
        w->settings.least_with_tax = cases[i].with_tax;
        struct cart k;
        assert_ok(cart_get(&w->c, &k));
        assert_int_equal(cart_is_too_small(&w->c, &k), cases[i].refused);
        assert_int_equal(is_refused(w), cases[i].refused);
    }
}

static void OV09_a_virtual_order_ships_nothing(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "course", .stock = 50, .virtual = true);
    as_guest(w);
    struct order o = buys(w, "course", 1);
    assert_true(o.virtual);
    assert_int_equal(o.shipping.minor, 0);
    assert_int_equal(o.shipping_method.n, 0);
    struct order_addresses a;
    assert_ok(order_addresses_of(&w->c, w->c.db, &o, &a));
    assert_int_equal(a.shipping.country.n, 0);
    assert_str_equal(a.billing.city, S("Goslar"));
    order_items items = {0};
    struct sales_look look = sales_look(&w->c, o.store_view_id);
    assert_ok(order_items_of(&w->c, o.id, &items));
    assert_int_equal(sales_rows_of_order(w->c.mem, &look, &o, &items).n, 3);
}

static void backordered_pieces_are_counted(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 2, .backorders = true);
    as_guest(w);
    struct order o = buys(w, "mug", 5);
    assert_int_equal(items_of(w, o.id).at[0].qty_backordered, 3);
}

/* ---- the checkout's first step ---- */

static struct checkout_step a_step(const char *country)
{
    return (struct checkout_step){.email = S("gerda@example.com"),
                                  .address = an_address(country),
                                  .shipping_method = S("flatrate")};
}

static i64 addresses_of(struct world *w)
{
    (void)w;
    return number_of(w, "SELECT count(*) FROM address");
}

static void CO13_a_new_address_is_kept_only_if_ticked(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_customer(w, a_customer(w, "anna@example.com"));
    buys(w, "mug", 1);
    assert_int_equal(addresses_of(w), 0);
    puts_in_cart(w, "mug", 1);
    struct checkout_step step = a_step("AT");
    step.save_in_book = true;
    assert_ok(checkout_save(&w->c, &step));
    assert_int_equal(addresses_of(w), 0);
    struct order_placing in = placing_of(w);
    struct order o;
    assert_ok(order_place(&w->c, &in, &o));
    assert_int_equal(addresses_of(w), 1);
    puts_in_cart(w, "mug", 1);
    step = (struct checkout_step){.shipping_method = S("flatrate")};
    step.address_id = number_of(w, "SELECT max(id) FROM address");
    assert_ok(checkout_save(&w->c, &step));
    in = placing_of(w);
    assert_ok(order_place(&w->c, &in, &o));
    assert_int_equal(addresses_of(w), 1);
    struct order_addresses a;
    assert_ok(order_addresses_of(&w->c, w->c.db, &o, &a));
    assert_str_equal(a.shipping.country, S("AT"));
}

static void R35_an_address_of_somebody_else_cannot_be_chosen(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_customer(w, a_customer(w, "anna@example.com"));
    struct customer_address a = an_address("DE");
    a.customer_id = w->c.actor.customer_id;
    assert_ok(address_save(&w->c, &a, true, true));
    i64 hers = number_of(w, "SELECT max(id) FROM address");
    as_customer(w, a_customer(w, "ben@example.com"));
    puts_in_cart(w, "mug", 1);
    struct checkout_step step = {.address_id = hers, .shipping_method = S("flatrate")};
    assert_err(ERR_INVALID, checkout_save(&w->c, &step));
    assert_true(has_problem(w, "address_id"));
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    step.email = S("x@example.com");
    assert_err(ERR_INVALID, checkout_save(&w->c, &step));
}

static void where_staff_sends_a_customers_cart_stands_in_the_log(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_assist(w, a_customer(w, "anna@example.com"));
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    chooses_shipping(w, "AT");
    static const struct sql q = {
        .name = "test:log",
        .text = S(
            "SELECT changes FROM action_log WHERE action = 'checkout.change' ORDER BY id DESC LIMIT 1")};
    str changes = {0};
    assert_ok(db_str(w->c.db, t->mem, &q, NO_ARGS, &changes));
    assert_true(str_has(changes, S("[\"country\",\"DE\",\"AT\"]")));
}

static void what_step_1_lacks_is_told_all_at_once(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    struct checkout_step step = a_step("FR");
    step.email = S("gerda");
    step.address.city = S("");
    step.shipping_method = S("pigeon");
    assert_err(ERR_INVALID, checkout_save(&w->c, &step));
    assert_true(has_problem(w, "email"));
    assert_true(has_problem(w, "city"));
    assert_true(has_problem(w, "country"));
    assert_true(has_problem(w, "shipping_method"));
}

static void CO11_guests_are_turned_away_when_the_setting_says_so(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    w->settings.guest_checkout = false;
    struct checkout_step step = a_step("DE");
    assert_err(ERR_INVALID, checkout_save(&w->c, &step));
    w->settings.guest_checkout = true;
    assert_ok(checkout_save(&w->c, &step));
    w->settings.guest_checkout = false;
    struct order_placing in = placing_of(w);
    struct order o;
    assert_err(ERR_INVALID, order_place(&w->c, &in, &o));
}

static void CO15_a_billing_address_of_its_own_is_checked_and_kept(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    struct order_placing in = placing_of(w);
    in.billing_same = false;
    struct order o;
    assert_err(ERR_INVALID, order_place(&w->c, &in, &o));
    assert_true(has_problem(w, "street1"));
    in.billing = an_address("DE");
    in.billing.first_name = S("Gustav");
    assert_ok(order_place(&w->c, &in, &o));
    assert_str_equal(o.bill_name, S("Gustav Berger"));
    assert_str_equal(o.ship_name, S("Anna Berger"));
}

static void addresses_of_mail_are_recognised(struct test_store *t)
{
    (void)t;
    static const char *const good[] = {"a@b.de", "anna.berger+shop@mail.example.com",
                                       "ü@exämple.de"};
    static const char *const bad[] = {"",        "a",        "a@",       "@b.de", "a@b",
                                      "a@@b.de", "a b@c.de", "a@b.de\n", "a@.de", "a@b.",
                                      "a@b..de", "a,b@c.de", "<a@b.de>"};
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(checkout_email_ok(str_from(good[i])));
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(checkout_email_ok(str_from(bad[i])));
}

/* ---- staff for a customer ---- */

static void CO20_an_order_of_staff_is_the_customers_and_says_so(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    i64 anna = a_customer(w, "anna@example.com");
    as_assist(w, anna);
    w->c.ip = S("192.0.2.14");
    struct order o = buys(w, "mug", 1);
    assert_int_equal(o.customer_id, anna);
    assert_str_equal(o.email, S("anna@example.com"));
    assert_int_equal(o.assist_id, 1);
    assert_int_equal(o.staff_id, 7);
    assert_str_equal(o.ip, S("192.0.2.14")); /* CO-21 */
    assert_int_equal(mails_of(w, "order_new"), 1);
    assert_false(str_has(mail_body(w, "order_new"), S("mia")));
    as_customer(w, anna);
    order_comments seen;
    assert_ok(order_comments_of(&w->c, o.id, true, &seen));
    assert_int_equal(seen.n, 1);
    assert_str_equal(order_comment_text(t->mem, words_find(S("en")), &seen.at[0]),
                     S("Placed by the store on your behalf."));
    order_comments all;
    assert_ok(order_comments_of(&w->c, o.id, false, &all));
    assert_int_equal(all.n, 3);
    assert_str_equal(order_comment_text(t->mem, words_find(S("en")), &all.at[1]),
                     S("Placed by mia using Login as Customer.")); /* OV-21 */
    assert_int_equal(number_of(w, "SELECT count(*) FROM action_log WHERE action = 'order.place'"),
                     1);
}

/* ---- reading ---- */

static void SF31_an_order_of_somebody_else_is_not_found(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    i64 anna = a_customer(w, "anna@example.com"), ben = a_customer(w, "ben@example.com");
    as_customer(w, anna);
    struct order o = buys(w, "mug", 1), found;
    assert_ok(order_of_customer(&w->c, o.number, &found));
    as_customer(w, ben);
    assert_err(ERR_NOT_FOUND, order_of_customer(&w->c, o.number, &found));
    assert_err(ERR_NOT_FOUND, order_just_placed(&w->c, o.number, &found));
    as_guest(w);
    assert_err(ERR_NOT_FOUND, order_of_customer(&w->c, o.number, &found));
    struct order guests = buys(w, "mug", 1);
    as_visitor(w);
    assert_err(ERR_NOT_FOUND, order_of_customer(&w->c, guests.number, &found));
}

static void SF29_own_orders_are_listed_newest_first(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_customer(w, a_customer(w, "anna@example.com"));
    struct order a = buys(w, "mug", 1), b = buys(w, "mug", 2);
    as_customer(w, a_customer(w, "ben@example.com"));
    buys(w, "mug", 3);
    as_customer(w, a.customer_id);
    order_rows rows;
    i64 count;
    assert_ok(order_list_own(&w->c, 1, 10, &rows, &count));
    assert_int_equal(count, 2);
    assert_str_equal(rows.at[0].number, b.number);
    assert_str_equal(rows.at[1].number, a.number);
    assert_ok(order_list_own(&w->c, 2, 1, &rows, &count));
    assert_int_equal(rows.n, 1);
    assert_str_equal(rows.at[0].number, a.number);
}

static void SF30_orders_of_hidden_states_are_not_listed(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_customer(w, a_customer(w, "anna@example.com"));
    struct order o = buys(w, "mug", 1), found;
    test_script(t,
                S("UPDATE sales_order SET state = 'pending_payment', status = 'pending_payment'"));
    order_rows rows;
    i64 count;
    assert_ok(order_list_own(&w->c, 1, 10, &rows, &count));
    assert_int_equal(count, 0);
    assert_err(ERR_NOT_FOUND, order_of_customer(&w->c, o.number, &found));
    assert_ok(order_list_of_customer(&w->c, o.customer_id, 1, 10, &rows, &count));
    assert_int_equal(count, 1);
}

static void OG08_the_keyword_finds_number_names_and_address(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_customer(w, a_customer(w, "anna@mail.example"));
    buys(w, "mug", 1);
    as_guest(w);
    buys(w, "mug", 1);
    as_staff(w, P_ORDER_VIEW);
    static const struct {
        const char *keyword;
        i64 found;
    } cases[] = {
        {"000000001", 1}, {"anna@mail.example", 1}, {"gerda", 1}, {"berg", 2}, {"nobody", 0}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct list_query q = {
            .keyword = str_from(cases[i].keyword), .page = 1, .per_page = 20, .desc = true};
        order_rows rows;
        struct list_answer answer;
        assert_ok(order_list(&w->c, &q, &rows, &answer));
        assert_int_equal(answer.count, cases[i].found);
    }
}

static void OG06_the_grid_filters_and_sorts_by_totals(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50, .price = 1000);
    for (i64 n = 1; n <= 3; n++) {
        as_guest(w);
        buys(w, "mug", n);
    }
    as_staff(w, P_ORDER_VIEW);
    struct list_filter f = {
        .column = "grand_total", .from = 2500, .to = 3500, .has_from = true, .has_to = true};
    struct list_query q = {
        .filters = &f, .n = 1, .page = 1, .per_page = 20, .sort = "grand_total", .desc = true};
    order_rows rows;
    struct list_answer answer;
    assert_ok(order_list(&w->c, &q, &rows, &answer));
    assert_int_equal(answer.count, 2);
    assert_int_equal(rows.at[0].grand_total.minor, 3500);
    assert_true(str_has(rows.at[0].bill_line, S("Am Anger 5, 38640 Goslar, DE")));
    q = (struct list_query){.page = 1, .per_page = 20, .desc = true}; /* OG-03 */
    assert_ok(order_list(&w->c, &q, &rows, &answer));
    assert_str_equal(rows.at[0].number, S("000000003"));
}

/* ---- history ---- */

static void OV16_only_visible_comments_reach_the_customer(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_customer(w, a_customer(w, "anna@example.com"));
    struct order o = buys(w, "mug", 1);
    as_staff(w, P_ORDER_COMMENT);
    struct order_comment_new in = {.order_id = o.id, .status = o.status, .text = S("Only for us")};
    assert_ok(order_comment_add(&w->c, &in));
    in.text = S("For you");
    in.visible = true;
    assert_ok(order_comment_add(&w->c, &in));
    order_comments seen;
    assert_ok(order_comments_of(&w->c, o.id, true, &seen));
    assert_int_equal(seen.n, 1);
    assert_str_equal(seen.at[0].text, S("For you"));
    assert_int_equal(
        number_of(w, "SELECT count(*) FROM action_log WHERE action_group = 'Sales Orders'"),
        2); /* AL-14 */
    assert_int_equal(mails_of(w, "order_update"), 0);
}

static void OV15_notify_mails_the_text_in_the_orders_language(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    const struct snapshot *s = snapshot_take();
    w->c.view = snapshot_view(s, 2);
    as_customer(w, a_customer(w, "anna@example.com"));
    struct order o = buys(w, "mug", 1);
    assert_str_equal(o.lang, S("de"));
    assert_true(str_has(mail_body(w, "order_new"), S("19,99\xC2\xA0€")));
    w->c.view = s->first;
    as_staff(w, P_ORDER_COMMENT);
    struct order_comment_new in = {
        .order_id = o.id, .status = o.status, .text = S("Kommt <morgen>"), .notify = true};
    assert_ok(order_comment_add(&w->c, &in));
    assert_true(str_has(mail_body(w, "order_update"), S("Kommt <morgen>")));
    static const struct sql lang = {.name = "test:lang",
                                    .text = S("SELECT lang FROM mail WHERE kind = 'order_update'")};
    str l;
    assert_ok(db_str(w->c.db, t->mem, &lang, NO_ARGS, &l));
    assert_str_equal(l, S("de"));
    order_comments all;
    assert_ok(order_comments_of(&w->c, o.id, false, &all));
    assert_int_equal(all.at[0].notified, ORDER_NOTIFIED);
    snapshot_drop(s);
}

static void OV14_a_status_must_belong_to_the_state(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_guest(w);
    struct order o = buys(w, "mug", 1);
    as_staff(w, P_ORDER_COMMENT);
    struct order_comment_new in = {.order_id = o.id, .status = S("complete"), .text = S("x")};
    assert_err(ERR_INVALID, order_comment_add(&w->c, &in));
    assert_true(has_problem(w, "status"));
    in = (struct order_comment_new){.order_id = o.id, .status = o.status};
    assert_err(ERR_INVALID, order_comment_add(&w->c, &in));
    test_script(t, S("UPDATE sales_order SET state = 'processing', status = 'processing'"));
    in.status = S("fraud");
    assert_ok(order_comment_add(&w->c, &in)); /* a change of status alone is a row too */
    assert_ok(order_get(&w->c, o.id, &o));
    assert_str_equal(o.status, S("fraud"));
}

static void comments_need_the_permission(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_guest(w);
    struct order o = buys(w, "mug", 1);
    as_staff(w, P_ORDER_VIEW);
    struct order_comment_new in = {.order_id = o.id, .status = o.status, .text = S("x")};
    assert_err(ERR_DENIED, order_comment_add(&w->c, &in));
    struct customer_address a = an_address("DE");
    assert_err(ERR_DENIED, order_address_save(&w->c, o.id, o.version, S("billing"), &a));
}

static void OA11_a_changed_address_leaves_the_amounts(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_guest(w);
    struct order o = buys(w, "mug", 1), after;
    as_staff(w, P_ORDER_EDIT);
    struct customer_address a = an_address("AT");
    a.first_name = S("Zenzi");
    assert_ok(order_address_save(&w->c, o.id, o.version, S("shipping"), &a));
    assert_ok(order_get(&w->c, o.id, &after));
    assert_int_equal(after.tax.minor, o.tax.minor);
    assert_int_equal(after.grand_total.minor, o.grand_total.minor);
    assert_str_equal(after.ship_name, S("Zenzi Berger"));
    assert_str_equal(after.bill_name, S("Anna Berger"));
    assert_err(ERR_CONFLICT, order_address_save(&w->c, o.id, o.version, S("shipping"), &a));
    struct list_query q = {.keyword = S("zenzi"), .page = 1, .per_page = 20};
    order_rows rows;
    struct list_answer answer;
    assert_ok(order_list(&w->c, &q, &rows, &answer));
    assert_int_equal(answer.count, 1);
    test_script(t, S("UPDATE sales_order SET state = 'complete', status = 'complete'"));
    assert_err(ERR_INVALID, order_address_save(&w->c, o.id, after.version, S("shipping"), &a));
}

static void OV12_an_item_has_the_first_status_that_fits(struct test_store *t)
{
    (void)t;
    static const struct {
        struct order_item item;
        const char *status;
    } cases[] = {
        {{.qty_ordered = 2}, "Ordered"},
        {{.qty_ordered = 2, .qty_invoiced = 2, .qty_shipped = 2}, "Shipped"},
        {{.qty_ordered = 2, .qty_invoiced = 2, .qty_shipped = 1, .qty_canceled = 1}, "Shipped"},
        {{.qty_ordered = 2, .qty_invoiced = 2}, "Invoiced"},
        {{.qty_ordered = 2, .qty_backordered = 2}, "Backordered"},
        {{.qty_ordered = 2, .qty_invoiced = 2, .qty_refunded = 2}, "Refunded"},
        {{.qty_ordered = 2, .qty_canceled = 2}, "Canceled"},
        {{.qty_ordered = 2, .qty_invoiced = 1}, "Partial"},
        {{.qty_ordered = 3, .qty_shipped = 1, .qty_invoiced = 1}, "Partial"},
        {{.qty_ordered = 2, .qty_shipped = 2}, "Mixed"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_str_equal(order_item_status(&cases[i].item), str_from(cases[i].status));
}

static void a_sent_confirmation_is_noted_on_the_order(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_guest(w);
    struct order o = buys(w, "mug", 1);
    bool waits = false;
    assert_ok(order_mail_waits(&w->c, o.id, &waits));
    assert_true(waits);
    as_program(w);
    struct mail mail;
    assert_ok(mail_claim(&w->c, &mail));
    assert_ok(mail_sent(&w->c, mail.id));
    assert_err(ERR_CONFLICT, mail_sent(&w->c, mail.id));
    assert_err(ERR_NOT_FOUND, mail_claim(&w->c, &mail));
    assert_ok(order_get(&w->c, o.id, &o));
    assert_int_equal(o.mail_sent_at.us, w->c.now.us);
    assert_ok(order_mail_waits(&w->c, o.id, &waits));
    assert_false(waits);
}

/* Random carts become orders whose parts add up, whose stock is what was taken, whose numbers count on. */
static void any_cart_becomes_an_order_that_adds_up(struct test_store *t)
{
    struct world *w = world_make(t);
    static const char *const slugs[] = {"a", "b", "c", "d", "e"};
    i64 ids[5], stock[5];
    for (size_t i = 0; i < 5; i++) {
        stock[i] = 40;
        ids[i] = A_PRODUCT(w, .sku = slugs[i], .price = 99 + 1033 * (i64)i, .stock = 40,
                           .tax_class = i % 2 ? "reduced" : "standard", .virtual = i == 4);
    }
    static const char *const countries[] = {"DE", "AT", "GB"};
    u64 seed = 11;
    i64 placed = 0;
    for (int round = 0; round < 25; round++) {
        as_guest(w);
        i64 bought[5] = {0}, lines = 0;
        for (size_t i = 0; i < 5; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            i64 n = (i64)((seed >> 33) % 4);
            if (n == 0 || n > stock[i])
                continue;
            puts_in_cart(w, slugs[i], n);
            bought[i] = n;
            lines++;
        }
        if (lines == 0)
            continue;
        chooses_shipping(w, countries[(seed >> 40) % 3]);
        struct order_placing in = placing_of(w);
        struct order o;
        assert_ok(order_place(&w->c, &in, &o));
        assert_str_equal(o.number, str_format(t->mem, "%09lld", (long long)++placed));
        order_items items = items_of(w, o.id);
        i64 subtotal = 0, tax = 0;
        for (size_t i = 0; i < items.n; i++) {
            subtotal += items.at[i].subtotal.minor;
            tax += items.at[i].tax.minor;
            assert_int_equal(items.at[i].row_total.minor,
                             items.at[i].price.minor * items.at[i].qty_ordered);
        }
        assert_int_equal((i64)items.n, lines);
        assert_int_equal(o.subtotal.minor, subtotal);
        assert_true(o.tax.minor >= tax);
        assert_int_equal(o.grand_total.minor, subtotal + o.shipping.minor);
        for (size_t i = 0; i < 5; i++) {
            stock[i] -= bought[i];
            assert_int_equal(stock_of(w, ids[i]), stock[i]);
        }
    }
}

int main(void)
{
    static const struct test tests[] = {
        TEST(a_guest_buys_and_finds_the_order),
        TEST(CO17_placing_twice_gives_one_order),
        TEST(CO17_placing_at_the_same_moment_gives_one_order),
        TEST(the_last_piece_is_sold_once),
        TEST(numbers_have_no_gaps_even_after_failures),
        TEST(a_changed_price_is_asked_about_never_charged),
        TEST(an_order_keeps_what_was_bought),
        TEST(nothing_is_placed_before_the_address_is_known),
        TEST(the_country_decides_how_much_is_tax),
        TEST(CO07_an_order_below_the_minimum_is_refused),
        TEST(OV09_a_virtual_order_ships_nothing),
        TEST(backordered_pieces_are_counted),
        TEST(CO13_a_new_address_is_kept_only_if_ticked),
        TEST(R35_an_address_of_somebody_else_cannot_be_chosen),
        TEST(where_staff_sends_a_customers_cart_stands_in_the_log),
        TEST(what_step_1_lacks_is_told_all_at_once),
        TEST(CO11_guests_are_turned_away_when_the_setting_says_so),
        TEST(CO15_a_billing_address_of_its_own_is_checked_and_kept),
        TEST(addresses_of_mail_are_recognised),
        TEST(CO20_an_order_of_staff_is_the_customers_and_says_so),
        TEST(SF31_an_order_of_somebody_else_is_not_found),
        TEST(SF29_own_orders_are_listed_newest_first),
        TEST(SF30_orders_of_hidden_states_are_not_listed),
        TEST(OG08_the_keyword_finds_number_names_and_address),
        TEST(OG06_the_grid_filters_and_sorts_by_totals),
        TEST(OV16_only_visible_comments_reach_the_customer),
        TEST(OV15_notify_mails_the_text_in_the_orders_language),
        TEST(OV14_a_status_must_belong_to_the_state),
        TEST(comments_need_the_permission),
        TEST(OA11_a_changed_address_leaves_the_amounts),
        TEST(OV12_an_item_has_the_first_status_that_fits),
        TEST(a_sent_confirmation_is_noted_on_the_order),
        TEST(any_cart_becomes_an_order_that_adds_up),
    };
    return run_on_both(tests, COUNT(tests));
}
