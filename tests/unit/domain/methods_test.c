/* Ways to pay, ways to ship, and the terms that stand before an order. */
#include "domain/cart.h"
#include "domain/checkout.h"
#include "domain/rate_table.h"
#include "domain/terms.h"
#include "goods.h"

/* ---- payment ---- */

static bool offered(struct world *w, const char *key, i64 total, const char *country)
{
    struct payment_facts f = {str_from(country), {total}};
    struct payment_choices all = payment_choices(&w->c, &f);
    for (size_t i = 0; i < all.at.n; i++)
        if (str_eq(all.at.at[i].key, str_from(key)))
            return true;
    return false;
}

static void PM01_bounds_of_the_total_are_inclusive(struct test_store *t)
{
    struct world *w = world_make(t);
    w->settings.checkmo_least = (money){1000};
    w->settings.checkmo_most = (money){2000};
    static const struct {
        i64 total;
        bool offered;
    } cases[] = {{999, false}, {1000, true}, {1500, true}, {2000, true}, {2001, false}};
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(offered(w, "checkmo", cases[i].total, "DE"), cases[i].offered);
    w->settings.checkmo_most = (money){0};
    assert_true(offered(w, "checkmo", 100000000, "DE"));
}

static void PM02_the_billing_country_decides(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    w->settings.checkmo_countries = S("DE AT");
    assert_true(offered(w, "checkmo", 1000, "AT"));
    assert_false(offered(w, "checkmo", 1000, "GB"));
    assert_true(offered(w, "checkmo", 1000, "")); /* not known yet */
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    struct order_placing in = placing_of(w);
    struct order o;
    in.billing_same = false;
    in.billing = an_address("GB");
    assert_err(ERR_INVALID, order_place(&w->c, &in, &o));
    assert_true(has_problem(w, "payment_method"));
}

static void CO14_ways_to_pay_stand_by_their_sort_order(struct test_store *t)
{
    struct world *w = world_make(t);
    w->settings.banktransfer_enabled = w->settings.cashondelivery_enabled = true;
    w->settings.banktransfer_sort = 5;
    w->settings.checkmo_sort = 7;
    w->settings.cashondelivery_sort = 6;
    struct payment_facts f = {S("DE"), {1000}};
    struct payment_choices all = payment_choices(&w->c, &f);
    assert_int_equal(all.at.n, 3);
    assert_str_equal(all.at.at[0].key, S("banktransfer"));
    assert_str_equal(all.at.at[1].key, S("cashondelivery"));
    assert_str_equal(all.at.at[2].key, S("checkmo"));
}

static void PM03_a_check_says_whom_to_pay_and_where_it_goes(struct test_store *t)
{
    struct world *w = world_make(t);
    str note = payment_note(&w->c, S("checkmo"));
    assert_true(str_has(note, S("Make Check Payable to: harzwerk GmbH\nSend Check to:\n")));
    assert_true(str_has(note, S("38640 Goslar")));
    w->settings.checkmo_payable = w->settings.checkmo_address = (str){0};
    assert_int_equal(payment_note(&w->c, S("checkmo")).n, 0);
}

static void PM04_a_purchase_order_needs_its_number_and_keeps_it(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    w->settings.purchaseorder_enabled = true;
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    struct order_placing in = placing_of(w);
    struct order o;
    in.payment_method = S("purchaseorder");
    in.po_number = S("  ");
    assert_err(ERR_INVALID, order_place(&w->c, &in, &o));
    assert_true(has_problem(w, "po_number"));
    in.po_number = S(" PO-4711 ");
    w->c.problems = NULL;
    assert_ok(order_place(&w->c, &in, &o));
    assert_str_equal(o.po_number, S("PO-4711"));
    assert_str_equal(o.payment_title, S("Purchase Order"));
}

static void PM05_nothing_to_pay_has_a_way_of_its_own(struct test_store *t)
{
    struct world *w = world_make(t);
    struct payment_facts f = {S("DE"), {0}};
    struct payment_choices all = payment_choices(&w->c, &f);
    assert_int_equal(all.at.n, 1);
    assert_str_equal(all.at.at[0].key, S("free"));
    assert_false(offered(w, "free", 1, "DE"));
}

static void PM06_the_method_decides_the_status_of_a_new_order(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    w->settings.checkmo_status = S("processing");
    as_guest(w);
    struct order o = buys(w, "mug", 1);
    assert_str_equal(o.status, S("processing"));
    assert_str_equal(o.state, S("processing"));
}

static void assigned(struct test_store *t, const char *status, const char *state)
{
    test_script(
        t, str_format(t->mem,
                      "INSERT INTO order_status (code, label, version) VALUES ('%s', '%s', 1) "
                      "ON CONFLICT DO NOTHING;\nINSERT INTO order_status_state (status, state, "
                      "is_default, visible) VALUES ('%s', '%s', FALSE, TRUE);",
                      status, status, status, state));
}

static void PM06_any_status_of_new_or_processing_may_begin_an_order(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    assigned(t, "waits", "new");
    assigned(t, "packs", "processing");
    assigned(t, "both", "new");
    assigned(t, "both", "processing");
    assigned(t, "done", "complete");
    static const struct {
        const char *chosen, *status, *state;
    } cases[] = {
        {"waits", "waits", "new"},        {"packs", "packs", "processing"},
        {"both", "both", "new"},          {"", "pending", "new"},
        {"done", "pending", "new"},       {"never_was", "pending", "new"},
        {"fraud", "fraud", "processing"},
    };
    as_guest(w);
    for (size_t i = 0; i < COUNT(cases); i++) {
        w->settings.checkmo_status = str_from(cases[i].chosen);
        struct order o = buys(w, "mug", 1);
        assert_str_equal(o.status, str_from(cases[i].status));
        assert_str_equal(o.state, str_from(cases[i].state));
    }
}

static void PM06_only_such_a_status_can_be_chosen(struct test_store *t)
{
    struct world *w = world_make(t);
    assigned(t, "done", "complete");
    assigned(t, "waits", "new");
    struct setting_change ch = {.row = setting_find(S("payment/checkmo/order_status"))};
    static const char *const wrong[] = {"done", "never_was", "Pending", "x y"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        ch.value = str_from(wrong[i]);
        assert_err(ERR_INVALID, settings_save(&w->c, &ch, 1));
        assert_true(has_problem(w, "payment/checkmo/order_status"));
        w->c.problems = NULL;
    }
    ch.value = S("waits");
    assert_ok(settings_save(&w->c, &ch, 1));
}

static void orders_are_placed_no_faster_than_the_setting_says(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_guest(w);
    for (int i = 0; i < 12; i++) /* off at first */
        buys(w, "mug", 1);
    w->settings.rate_limited = true;
    w->settings.rate_guest = 2;
    for (int i = 0; i < 2; i++)
        buys(w, "mug", 1);
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    struct order_placing in = placing_of(w);
    struct order o;
    w->c.now.us += 20 * SECOND;
    assert_err(ERR_OFTEN, order_place(&w->c, &in, &o));
    assert_int_equal(w->c.again_after, 40);
    assert_true(has_problem(w, ""));
    w->c.problems = NULL;
    w->c.now.us += 41 * SECOND;
    assert_ok(order_place(&w->c, &in, &o));
}

static void a_method_that_is_off_cannot_be_sent_in(struct test_store *t)
{
    struct world *w = world_make(t);
    struct payment_facts f = {S("DE"), {1000}};
    as_guest(w);
    assert_err(ERR_INVALID, payment_check(&w->c, S("banktransfer"), &f, S("")));
    assert_err(ERR_INVALID, payment_check(&w->c, S("free"), &f, S("")));
    assert_err(ERR_INVALID, payment_check(&w->c, S(""), &f, S("")));
}

/* ---- shipping ---- */

static i64 price_of(struct world *w, const char *key, const struct shipping_facts *f)
{
    struct shipping_offer o;
    err e = shipping_offer(&w->c, w->c.db, str_from(key), f, &o);
    if (e == ERR_NOT_FOUND)
        return -1;
    assert_ok(e);
    return o.price.minor;
}

static void SM01_a_flat_rate_is_for_the_order_each_piece_or_nothing(struct test_store *t)
{
    struct world *w = world_make(t);
    struct shipping_facts f = {.country = S("DE"), .pieces = 3};
    assert_int_equal(price_of(w, "flatrate", &f), 500);
    w->settings.flatrate_type = S("I");
    assert_int_equal(price_of(w, "flatrate", &f), 1500);
    w->settings.flatrate_type = S("N");
    assert_int_equal(price_of(w, "flatrate", &f), 0);
}

static void SM02_a_handling_fee_of_6_percent_is_6_percent(struct test_store *t)
{
    struct world *w = world_make(t);
    struct shipping_facts f = {.country = S("DE"), .pieces = 1};
    w->settings.flatrate_handling = (money){600};
    assert_int_equal(price_of(w, "flatrate", &f), 1100);
    w->settings.flatrate_handling_type = S("P");
    assert_int_equal(price_of(w, "flatrate", &f), 530);
    f.free = true;
    assert_int_equal(price_of(w, "flatrate", &f), 0);
}

static const char table[] =
    "Country,Region/State,Zip/Postal Code,Weight (and above),Shipping Price\n"
    "*,*,*,0,20.00\n"
    "DEU,*,*,0,5.00\n"
    "DE,*,*,\"2.5\",8.90\n"
    "DE,*,38640,0,3.00\r\n"
    "USA,CA,*,0,30\n";

static void imports(struct world *w, const char *csv)
{
    i64 n = 0;
    as_staff(w, P_CONFIG_SHIPPING);
    assert_ok(rate_import(&w->c, RATE_BY_WEIGHT, str_from(csv), &n));
}

static void SM03_the_most_special_row_and_the_highest_value_win(struct test_store *t)
{
    struct world *w = world_make(t);
    imports(w, table);
    w->settings.tablerate_enabled = true;
    static const struct {
        const char *country, *region, *postcode;
        i64 grams, price;
    } cases[] = {{"DE", "", "10115", 100, 500},  {"DE", "", "10115", 2499, 500},
                 {"DE", "", "10115", 2500, 890}, {"DE", "", "38640", 9000, 300},
                 {"FR", "", "75001", 1, 2000},   {"US", "CA", "90001", 1, 3000},
                 {"US", "NY", "10001", 1, 2000}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct shipping_facts f = {.country = str_from(cases[i].country),
                                   .region = str_from(cases[i].region),
                                   .postcode = str_from(cases[i].postcode),
                                   .weight_g = cases[i].grams};
        assert_int_equal(price_of(w, "tablerate", &f), cases[i].price);
    }
}

static void SM03_price_and_pieces_count_too(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 n;
    as_staff(w, P_CONFIG_SHIPPING);
    w->settings.tablerate_enabled = true;
    assert_ok(rate_import(&w->c, RATE_BY_PRICE, S("h\n*,*,*,0,9.00\n*,*,*,50.00,4.00\n"), &n));
    assert_ok(rate_import(&w->c, RATE_BY_ITEMS, S("h\n*,*,*,0,9.00\n*,*,*,3,2.00\n"), &n));
    struct shipping_facts f = {.country = S("DE"), .pieces = 3, .value = {4999}};
    w->settings.tablerate_by = S("price");
    assert_int_equal(price_of(w, "tablerate", &f), 900);
    f.value_virtual = (money){1};
    assert_int_equal(price_of(w, "tablerate", &f), 400);
    w->settings.tablerate_virtual = false;
    assert_int_equal(price_of(w, "tablerate", &f), 900);
    w->settings.tablerate_by = S("items");
    assert_int_equal(price_of(w, "tablerate", &f), 200);
}

static void SM04_bad_lines_are_named_and_nothing_changes(struct test_store *t)
{
    struct world *w = world_make(t);
    imports(w, table);
    i64 n = 0;
    as_staff(w, P_CONFIG_SHIPPING);
    assert_err(ERR_INVALID, rate_import(&w->c, RATE_BY_WEIGHT,
                                        S("h\nDE,*,*,0,1.00\nXX,*,*,0,1.00\nDE,*,*,x,1.00\n"
                                          "DE,*,*,1,1.001\nDE,*\nUS,Atlantis,*,0,1\nDE,*,*,0,2\n"
                                          "DE,*,*,1.23456,2\nDE,*,*,-1,2\n"),
                                        &n));
    static const char *const lines[] = {"3", "4", "5", "6", "7", "8", "9", "10"};
    size_t i = 0;
    for (const struct problem *p = w->c.problems; p; p = p->next, i++) {
        assert_true(i < COUNT(lines));
        assert_str_equal(p->field, S("csv"));
        assert_str_equal(p->args[0], str_from(lines[i]));
    }
    assert_int_equal(i, COUNT(lines));
    assert_int_equal(number_of(w, "SELECT count(*) FROM ship_rate"), 5);
    assert_err(ERR_INVALID, rate_import(&w->c, RATE_BY_WEIGHT, S("only a heading"), &n));
    as_staff(w, P_ORDER_VIEW);
    assert_err(ERR_DENIED, rate_import(&w->c, RATE_BY_WEIGHT, str_from(table), &n));
}

static void what_is_exported_can_be_imported_again(struct test_store *t)
{
    struct world *w = world_make(t);
    imports(w, table);
    rate_rows rows = {0}, again = {0};
    assert_ok(rate_list(&w->c, RATE_BY_WEIGHT, &rows));
    str csv = rate_csv(t->mem, RATE_BY_WEIGHT, &rows);
    assert_true(str_has(csv, S("\"DEU\",\"*\",\"*\",\"2.5000\",\"8.90\"\r\n")));
    assert_ok(rate_parse(&w->c, RATE_BY_WEIGHT, csv, &again));
    assert_int_equal(again.n, rows.n);
    assert_str_equal(rate_csv(t->mem, RATE_BY_WEIGHT, &again), csv);
}

static void SM05_free_shipping_begins_at_its_amount_with_or_without_tax(struct test_store *t)
{
    struct world *w = world_make(t);
    w->settings.freeshipping_enabled = true;
    struct shipping_facts f = {
        .country = S("DE"), .value_gross = {5000}, .value_net = {4202}, .pieces = 1};
    assert_int_equal(price_of(w, "freeshipping", &f), 0);
    f.value_gross = (money){4999};
    assert_int_equal(price_of(w, "freeshipping", &f), -1);
    f.free = true;
    assert_int_equal(price_of(w, "freeshipping", &f), 0);
    f.free = w->settings.freeshipping_tax = false;
    f.value_gross = (money){5900};
    assert_int_equal(price_of(w, "freeshipping", &f), -1);
    f.value_net = (money){5000};
    assert_int_equal(price_of(w, "freeshipping", &f), 0);
}

static void SM06_what_does_not_apply_is_hidden_or_says_why(struct test_store *t)
{
    struct world *w = world_make(t);
    struct shipping_facts f = {.country = S("FR"), .pieces = 1};
    struct shipping_offers all;
    w->settings.flatrate_countries = S("DE AT");
    assert_ok(shipping_offers(&w->c, w->c.db, &f, &all));
    assert_int_equal(all.at.n, 0);
    w->settings.flatrate_show = true;
    w->settings.flatrate_error = S("Not to France.");
    assert_ok(shipping_offers(&w->c, w->c.db, &f, &all));
    assert_int_equal(all.at.n, 1);
    assert_str_equal(all.at.at[0].error, S("Not to France."));
    assert_int_equal(price_of(w, "flatrate", &f), -1);
}

static void a_way_to_ship_that_is_gone_is_asked_for_again(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    struct order_placing in = placing_of(w);
    struct order o;
    struct checkout k;
    w->settings.flatrate_enabled = false;
    w->settings.freeshipping_enabled = true;
    assert_ok(checkout_get(&w->c, &k));
    assert_false(k.ready);
    assert_int_equal(k.cart.totals.shipping.minor, 0);
    assert_err(ERR_INVALID, order_place(&w->c, &in, &o));
}

static void the_weight_of_the_cart_is_what_its_pieces_weigh(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50, .weight_g = 350);
    A_PRODUCT(w, .sku = "course", .stock = 50, .virtual = true, .weight_g = 9000);
    as_guest(w);
    puts_in_cart(w, "mug", 3);
    puts_in_cart(w, "course", 1);
    struct cart k;
    assert_ok(cart_get(&w->c, &k));
    assert_int_equal(k.shipping.weight_g, 1050);
    assert_int_equal(k.shipping.pieces, 3);
    assert_int_equal(k.shipping.value_virtual.minor, 1999);
}

/* ---- terms ---- */

static i64 some_terms(struct world *w, const char *name, bool manual, i64 view)
{
    struct terms_edit in = {.terms = {.name = str_from(name),
                                      .active = true,
                                      .manual = manual,
                                      .checkbox = S("I agree."),
                                      .content = S("Text")},
                            .views = {view},
                            .n_views = 1};
    struct actor before = w->c.actor;
    i64 id = 0;
    as_staff(w, P_TERMS);
    assert_ok(terms_save(&w->c, &in, &id));
    w->c.actor = before;
    return id;
}

static void CO16_without_the_tick_nothing_is_ordered(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_guest(w);
    i64 id = some_terms(w, "Terms", true, 0);
    some_terms(w, "Shown only", false, 0);
    some_terms(w, "Of the German view", true, 2);
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    struct order_placing in = placing_of(w);
    struct order o;
    w->settings.terms_enabled = true;
    assert_err(ERR_INVALID, order_place(&w->c, &in, &o));
    assert_true(ctx_has_problem(&w->c, str_format(t->mem, "terms_%lld", (long long)id)));
    assert_int_equal(number_of(w, "SELECT count(*) FROM sales_order"), 0);
    in.accepted = &id;
    in.n_accepted = 1;
    w->c.problems = NULL;
    assert_ok(order_place(&w->c, &in, &o));
}

static void terms_need_name_text_and_view(struct test_store *t)
{
    struct world *w = world_make(t);
    struct terms_edit in = {.terms = {.manual = true}};
    i64 id;
    as_staff(w, P_TERMS);
    assert_err(ERR_INVALID, terms_save(&w->c, &in, &id));
    assert_true(has_problem(w, "name") && has_problem(w, "content"));
    assert_true(has_problem(w, "checkbox") && has_problem(w, "views"));
    as_staff(w, P_CONFIG);
    assert_err(ERR_DENIED, terms_save(&w->c, &in, &id));
}

static const struct test tests[] = {
    TEST(PM01_bounds_of_the_total_are_inclusive),
    TEST(PM02_the_billing_country_decides),
    TEST(CO14_ways_to_pay_stand_by_their_sort_order),
    TEST(PM03_a_check_says_whom_to_pay_and_where_it_goes),
    TEST(PM04_a_purchase_order_needs_its_number_and_keeps_it),
    TEST(PM05_nothing_to_pay_has_a_way_of_its_own),
    TEST(PM06_the_method_decides_the_status_of_a_new_order),
    TEST(PM06_any_status_of_new_or_processing_may_begin_an_order),
    TEST(PM06_only_such_a_status_can_be_chosen),
    TEST(orders_are_placed_no_faster_than_the_setting_says),
    TEST(a_method_that_is_off_cannot_be_sent_in),
    TEST(SM01_a_flat_rate_is_for_the_order_each_piece_or_nothing),
    TEST(SM02_a_handling_fee_of_6_percent_is_6_percent),
    TEST(SM03_the_most_special_row_and_the_highest_value_win),
    TEST(SM03_price_and_pieces_count_too),
    TEST(SM04_bad_lines_are_named_and_nothing_changes),
    TEST(what_is_exported_can_be_imported_again),
    TEST(SM05_free_shipping_begins_at_its_amount_with_or_without_tax),
    TEST(SM06_what_does_not_apply_is_hidden_or_says_why),
    TEST(a_way_to_ship_that_is_gone_is_asked_for_again),
    TEST(the_weight_of_the_cart_is_what_its_pieces_weigh),
    TEST(CO16_without_the_tick_nothing_is_ordered),
    TEST(terms_need_name_text_and_view),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
