/* Taxes: rules, rates, places, classes. */
#include "domain/tax.h"

#include "base/buf.h"
#include "domain/cart.h"
#include "domain/checkout.h"
#include "domain/tax_rate_file.h"
#include "goods.h"

static void TX05_a_postcode_fits_exactly_by_its_beginning_or_in_a_range(struct test_store *t)
{
    (void)t;
    static const struct {
        const char *pattern, *postcode;
        bool fits;
    } cases[] = {{"*", "38640", true},
                 {"*", "", true},
                 {"38640", "38640", true},
                 {"38640", "38641", false},
                 {"386*", "38640", true},
                 {"386*", "3864", true},
                 {"386*", "38", false},
                 {"38000-38999", "38640", true},
                 {"38000-38999", "38000", true},
                 {"38000-38999", "38999", true},
                 {"38000-38999", "39000", false},
                 {"38000-38999", "386400", false},
                 {"EC1A 1BB", "ec1a 1bb", true},
                 {"12345-6789", "12345-6789", true}};
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(tax_postcode_fits(str_from(cases[i].pattern), str_from(cases[i].postcode)),
                         cases[i].fits);
}

static void TX01_same_priorities_add_up_and_further_ones_come_on_top(struct test_store *t)
{
    (void)t;
    struct tax_hit hits[] = {{1, 0, S("standard"), S("*"), S("*"), 50000},
                             {2, 0, S("standard"), S("*"), S("*"), 30000},
                             {1, 0, S("standard"), S("*"), S("*"), 50000}, /* by a second rule */
                             {3, 1, S("standard"), S("*"), S("*"), 100000},
                             {4, 0, S("reduced"), S("*"), S("*"), 70000}};
    struct tax_rates rates = {{hits, COUNT(hits)}};
    assert_int_equal(tax_of_class(&rates, S("standard")), 188000); /* 1.08 * 1.10 */
    assert_int_equal(tax_of_class(&rates, S("reduced")), 70000);
    assert_int_equal(tax_of_class(&rates, S("none")), 0);
}

static void percentages_are_read_as_they_are_written(struct test_store *t)
{
    static const struct {
        const char *text;
        i64 ppm;
    } cases[] = {{"19", 190000}, {"8.875", 88750}, {"0", 0}, {"100", 1000000}, {"0.0001", 1}};
    i64 ppm;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(tax_percent_parse(str_from(cases[i].text), &ppm));
        assert_int_equal(ppm, cases[i].ppm);
        assert_str_equal(tax_percent(t->mem, ppm), str_from(cases[i].text));
    }
    assert_true(tax_percent_parse(S("7,5"), &ppm) && ppm == 75000);
    assert_false(tax_percent_parse(S("100.5"), &ppm) || tax_percent_parse(S("-1"), &ppm) ||
                 tax_percent_parse(S("1.00001"), &ppm) || tax_percent_parse(S(""), &ppm));
}

static i64 a_rate(struct world *w, const char *code, const char *country, const char *region,
                  const char *postcode, i64 ppm)
{
    struct tax_rate_edit in = {.rate = {.code = str_from(code),
                                        .country = str_from(country),
                                        .region = str_from(region),
                                        .postcode = str_from(postcode),
                                        .ppm = ppm}};
    struct actor before = w->c.actor;
    i64 id = 0;
    as_staff(w, P_TAXES);
    assert_ok(tax_rate_save(&w->c, &in, &id));
    w->c.actor = before;
    return id;
}

static i64 a_tax_rule(struct world *w, const char *name, const char *customers, i64 rate,
                      i64 priority)
{
    struct tax_class classes[] = {{.kind = S("customer"), .code = str_from(customers)},
                                  {.kind = S("product"), .code = S("standard")}};
    struct tax_rule_edit in = {.rule = {.name = str_from(name), .priority = priority},
                               .classes = {classes, 2},
                               .rates = {&rate, 1}};
    struct actor before = w->c.actor;
    i64 id = 0;
    as_staff(w, P_TAXES);
    assert_ok(tax_rule_save(&w->c, &in, &id));
    w->c.actor = before;
    return id;
}

static i64 tax_at(struct world *w, i64 customer, const char *country, const char *region,
                  const char *postcode)
{
    struct tax_place to = {str_from(country), str_from(region), str_from(postcode)};
    struct tax_rates rates;
    assert_ok(tax_rates_at(&w->c, w->c.db, customer, &to, &rates));
    return tax_of_class(&rates, S("standard"));
}

static void the_shop_begins_with_the_rates_of_its_countries(struct test_store *t)
{
    struct world *w = world_make(t);
    assert_int_equal(tax_at(w, 0, "DE", "", "38640"), 190000);
    assert_int_equal(tax_at(w, 0, "AT", "", "1010"), 200000);
    assert_int_equal(tax_at(w, 0, "GB", "", ""), 0);
    assert_int_equal(tax_at(w, 0, "US", "NY", "10001"), 0);
}

static void a_region_and_a_postcode_have_rates_of_their_own(struct test_store *t)
{
    struct world *w = world_make(t);
    a_tax_rule(w, "New York", "retail", a_rate(w, "NY", "US", "NY", "*", 40000), 0);
    a_tax_rule(w, "City", "retail", a_rate(w, "NYC", "US", "NY", "100*", 48750), 1);
    assert_int_equal(tax_at(w, 0, "US", "NY", "12345"), 40000);
    assert_int_equal(tax_at(w, 0, "US", "NY", "10001"), 90700); /* 1.04 * 1.04875 */
    assert_int_equal(tax_at(w, 0, "US", "CA", "10001"), 0);
}

static void TX04_another_group_pays_another_tax(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 anna = a_customer(w, "anna@example.com");
    a_tax_rule(w, "Wholesale", "wholesale", a_rate(w, "W", "DE", "*", "*", 10000), 0);
    assert_int_equal(tax_at(w, anna, "DE", "", ""), 190000);
    test_script(t, S("UPDATE customer_group SET tax_class = 'wholesale' WHERE id = 2;\n"
                     "UPDATE customer SET group_id = 2;"));
    assert_int_equal(tax_at(w, anna, "DE", "", ""), 200000);
}

static void an_order_keeps_the_rate_to_the_millionth(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50, .price = 10000);
    test_script(t, S("UPDATE tax_rate SET ppm = 88750 WHERE code = 'DE 19 %';"));
    w->settings.prices_with_tax = w->settings.shipping_with_tax = false;
    as_guest(w);
    struct order o = buys(w, "mug", 1);
    order_items items;
    assert_ok(order_items_of(&w->c, o.id, &items));
    assert_int_equal(items.at[0].tax_ppm, 88750);
    assert_int_equal(items.at[0].tax.minor, 888);
    assert_int_equal(o.shipping_ppm, 88750);
}

static void TX02_the_setting_says_whose_place_counts(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50, .price = 12000);
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    struct customer_address vienna = an_address("AT");
    assert_ok(checkout_save_billing(&w->c, &vienna));
    static const struct {
        const char *basis;
        i64 tax;
    } cases[] = {{"shipping", 1916}, {"billing", 2000}, {"origin", 0}};
    w->settings.origin_country = S("GB");
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct cart k;
        w->settings.tax_based_on = str_from(cases[i].basis);
        assert_ok(cart_get(&w->c, &k));
        assert_int_equal(k.lines.at[0].sums.tax.minor, cases[i].tax);
        assert_int_equal(k.totals.grand_total.minor, 12500);
    }
}

static void prices_without_tax_get_it_on_top(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 50, .price = 10000);
    w->settings.prices_with_tax = w->settings.shipping_with_tax = false;
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    struct cart k;
    assert_ok(cart_get(&w->c, &k));
    assert_int_equal(k.totals.tax.minor, 1900 + 95);
    assert_int_equal(k.totals.grand_total.minor, 10000 + 500 + 1995);
    w->settings.shipping_with_tax = true; /* 5.00 contain 0.80 */
    assert_ok(cart_get(&w->c, &k));
    assert_int_equal(k.totals.shipping.minor, 420);
    assert_int_equal(k.totals.grand_total.minor, 10000 + 420 + 1900 + 80);
    w->settings.prices_with_tax = true;
    w->settings.shipping_with_tax = false;
    assert_ok(cart_get(&w->c, &k));
    assert_int_equal(k.totals.shipping.minor, 595);
    assert_int_equal(k.totals.grand_total.minor, 10595);
}

static void a_cart_of_many_lines_asks_no_more_often(struct test_store *t)
{
    struct world *w = world_make(t);
    as_guest(w);
    u64 asked[2];
    for (i64 i = 0; i < 12; i++) {
        const char *sku = str_z(t->mem, str_format(t->mem, "p%lld", (long long)i));
        A_PRODUCT(w, .sku = sku, .stock = 50, .tax_class = i % 2 ? "standard" : "reduced");
        puts_in_cart(w, sku, 1);
        struct cart k;
        u64 before = db_queries(w->c.db);
        assert_ok(cart_get(&w->c, &k));
        asked[i > 0] = db_queries(w->c.db) - before;
    }
    assert_int_equal(asked[0], asked[1]);
    assert_true(asked[1] <= 5);
}

static void rates_that_make_a_tax_have_one_name(struct test_store *t)
{
    struct tax_hit hits[] = {
        {1, 0, S("standard"), S("*"), S("*"), 50000, S("State")},
        {2, 0, S("standard"), S("*"), S("*"), 30000, S("City")},
        {1, 0, S("standard"), S("*"), S("*"), 50000, S("State")}, /* by a second rule */
        {4, 0, S("reduced"), S("*"), S("*"), 70000, S("VAT")}};
    struct tax_rates rates = {{hits, COUNT(hits)}};
    assert_str_equal(tax_name_of_class(t->mem, &rates, S("standard")), S("State + City"));
    assert_str_equal(tax_name_of_class(t->mem, &rates, S("reduced")), S("VAT"));
    assert_str_equal(tax_name_of_class(t->mem, &rates, S("none")), S(""));
}

#define MANY 50000

static str many_rates(struct test_store *t, i64 ppm)
{
    struct buf b = {0};
    buf_put(&b, S("Code,Country,State,Zip,Rate,en\n"));
    for (i64 i = 0; i < MANY; i++)
        buf_printf(&b, "US-%05lld,US,CA,%05lld,%lld,\n", (long long)i, (long long)i,
                   (long long)ppm);
    str s = str_copy(t->mem, buf_str(&b));
    buf_free(&b);
    return s;
}

static i64 count_of(struct world *w, const char *condition)
{
    return number_of(
        w,
        str_z(w->c.mem, str_format(w->c.mem, "SELECT count(*) FROM tax_rate WHERE %s", condition)));
}

static void TX05_fifty_thousand_rates_come_and_go_as_a_file(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 n = 0;
    as_staff(w, P_TAXES);
    str file = many_rates(t, 8);
    assert_true(file.n < (size_t)2 << 20);
    assert_ok(tax_rate_import(&w->c, file, &n));
    assert_int_equal(n, MANY);
    assert_int_equal(count_of(w, "ppm = 80000"), MANY);
    assert_ok(tax_rate_import(&w->c, file, &n));
    assert_int_equal(count_of(w, "ppm = 80000 AND version = 1"), MANY); /* nothing to write */
    str bad = str_join(t->mem, many_rates(t, 9), S("US-X,XX,*,*,9,\n"));
    assert_err(ERR_INVALID, tax_rate_import(&w->c, bad, &n));
    assert_true(has_problem(w, "csv"));
    assert_int_equal(count_of(w, "ppm = 80000"), MANY);
    struct buf b = {0};
    assert_ok(tax_rate_export(&w->c, &b));
    assert_ok(tax_rate_import(&w->c, buf_str(&b), &n));
    assert_int_equal(n, MANY + 6);
    assert_int_equal(count_of(w, "version = 1"), MANY + 6);
    buf_free(&b);
}

/* One rate of each postcode of a state does not hide the one that counts. */
static void TX05_a_postcode_is_found_among_thousands(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 n = 0;
    as_staff(w, P_TAXES);
    assert_ok(tax_rate_import(&w->c, many_rates(t, 8), &n));
    test_script(t, S("INSERT INTO tax_rule_rate (rule_id, rate_id) SELECT 1, id FROM tax_rate "
                     "WHERE region = 'CA';"));
    as_visitor(w);
    assert_int_equal(tax_at(w, 0, "US", "CA", "49999"), 80000);
}

static void rates_and_rules_are_checked(struct test_store *t)
{
    struct world *w = world_make(t);
    struct tax_rate_edit rate = {
        .rate = {.code = S("DE 19 %"), .country = S("XX"), .region = S("*"), .ppm = TAX_ONE + 1}};
    struct tax_rule_edit rule = {0};
    i64 id;
    as_staff(w, P_TAXES);
    assert_err(ERR_INVALID, tax_rate_save(&w->c, &rate, &id));
    assert_true(has_problem(w, "code") && has_problem(w, "country") && has_problem(w, "rate"));
    assert_err(ERR_INVALID, tax_rule_save(&w->c, &rule, &id));
    assert_true(has_problem(w, "name") && has_problem(w, "customer"));
    assert_true(has_problem(w, "product") && has_problem(w, "rates"));
    assert_err(ERR_INVALID, tax_rate_delete(&w->c, 1)); /* a rule has it */
    struct tax_rule_edit k = {0};
    assert_ok(tax_rule_get(&w->c, 1, &k));
    k.rule.priority = 3;
    assert_ok(tax_rule_save(&w->c, &k, &id));
    assert_err(ERR_CONFLICT, tax_rule_save(&w->c, &k, &id));
    assert_ok(tax_rule_delete(&w->c, 1));
    assert_ok(tax_rate_delete(&w->c, 1));
    as_staff(w, P_CONFIG);
    assert_err(ERR_DENIED, tax_rule_delete(&w->c, 2));
}

static const struct test tests[] = {
    TEST(TX05_a_postcode_fits_exactly_by_its_beginning_or_in_a_range),
    TEST(TX01_same_priorities_add_up_and_further_ones_come_on_top),
    TEST(percentages_are_read_as_they_are_written),
    TEST(the_shop_begins_with_the_rates_of_its_countries),
    TEST(a_region_and_a_postcode_have_rates_of_their_own),
    TEST(TX04_another_group_pays_another_tax),
    TEST(an_order_keeps_the_rate_to_the_millionth),
    TEST(TX02_the_setting_says_whose_place_counts),
    TEST(prices_without_tax_get_it_on_top),
    TEST(a_cart_of_many_lines_asks_no_more_often),
    TEST(rates_that_make_a_tax_have_one_name),
    TEST(TX05_fifty_thousand_rates_come_and_go_as_a_file),
    TEST(TX05_a_postcode_is_found_among_thousands),
    TEST(rates_and_rules_are_checked),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
