#include "domain/totals.h"

#include "domain/price.h"
#include "text_test.h"

static u64 seed = 42;
static i64 random_below(i64 n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (i64)((seed >> 33) % (u64)n);
}

static void a_gross_price_contains_its_tax(void **state)
{
    (void)state;
    assert_int_equal(price_tax_within((money){11900}, 190000).minor, 1900);
    assert_int_equal(price_tax_within((money){10700}, 70000).minor, 700);
    assert_int_equal(price_tax_within((money){1999}, 190000).minor, 319);
    assert_int_equal(price_tax_within((money){1999}, 0).minor, 0);
    assert_int_equal(price_tax_above((money){10000}, 190000).minor, 1900);
}

static void halves_round_away_from_zero(void **state)
{
    (void)state;
    assert_int_equal(share(1, 1, 2), 1);
    assert_int_equal(share(-1, 1, 2), -1);
    assert_int_equal(share(5, 1, 4), 1);
    assert_int_equal(share(7, 1, 4), 2);
    assert_int_equal(share(1000000000000000, 1000000000000000, 1000000000000000), 1000000000000000);
}

static void a_special_price_counts_only_when_it_is_lower(void **state)
{
    (void)state;
    assert_int_equal(price_final((money){1000}, (money){0}).minor, 1000);
    assert_int_equal(price_final((money){1000}, (money){900}).minor, 900);
    assert_int_equal(price_final((money){1000}, (money){1100}).minor, 1000);
}

static void check_sums(const struct totals *t, const struct totals_line *lines, size_t n)
{
    i64 subtotal = 0, discount = 0, tax = t->shipping_tax.minor, rows = 0;
    for (size_t i = 0; i < n; i++) {
        assert_true(lines[i].discount.minor >= 0);
        assert_true(lines[i].discount.minor <= lines[i].subtotal.minor);
        assert_true(lines[i].tax.minor >= 0);
        subtotal += lines[i].subtotal.minor;
        discount += lines[i].discount.minor;
        tax += lines[i].tax.minor;
        rows += lines[i].row_total.minor;
    }
    assert_int_equal(t->subtotal.minor, subtotal);
    assert_int_equal(t->discount.minor, discount);
    assert_int_equal(t->tax.minor, tax);
    i64 shipping = t->shipping.minor + (t->tax_included ? 0 : t->shipping_tax.minor);
    assert_int_equal(t->grand_total.minor, rows + shipping);
    i64 net = t->net.subtotal.minor - t->net.discount.minor + t->net.shipping.minor;
    i64 gross = t->gross.subtotal.minor - t->gross.discount.minor + t->gross.shipping.minor;
    i64 by_rate = 0;
    for (size_t i = 0; i < t->n_rates; i++)
        by_rate += t->rates[i].tax.minor;
    assert_int_equal(t->grand_total.minor, gross);
    assert_int_equal(t->grand_total.minor, net + tax);
    assert_int_equal(by_rate, tax);
}

/* As much of the amount as the lines are worth, spread over them. */
static void takes_off(struct totals_line *lines, size_t n, i64 amount)
{
    i64 parts[12], shares[12], all = 0;
    totals_lines(lines, n);
    for (size_t i = 0; i < n; i++)
        all += parts[i] = lines[i].subtotal.minor;
    totals_spread(amount < all ? amount : all, parts, n, shares);
    for (size_t i = 0; i < n; i++)
        lines[i].discount.minor = shares[i];
}

static void shares_sum_to_the_whole_and_none_exceeds_its_part(void **state)
{
    (void)state;
    for (int round = 0; round < 20000; round++) {
        i64 parts[12], shares[12], all = 0, sum = 0;
        size_t n = 1 + (size_t)random_below(12);
        for (size_t i = 0; i < n; i++)
            all += parts[i] = random_below(round % 5 ? 3000 : 3);
        i64 amount = all ? random_below(all + 1) : 0;
        totals_spread(amount, parts, n, shares);
        for (size_t i = 0; i < n; i++) {
            assert_true(shares[i] >= 0 && shares[i] <= parts[i]);
            sum += shares[i];
        }
        assert_int_equal(sum, amount);
    }
}

static void whatever_is_in_a_cart_its_parts_sum_to_the_whole(void **state)
{
    (void)state;
    static const i64 rates[] = {0, 55000, 70000, 88750, 190000, 200000};
    for (int round = 0; round < 20000; round++) {
        struct totals_line lines[12] = {0};
        size_t n = (size_t)random_below(13);
        for (size_t i = 0; i < n; i++) {
            lines[i].price = (money){random_below(round % 7 ? 30000 : 1000000000)};
            lines[i].qty = 1 + random_below(round % 5 ? 9 : 10000);
            lines[i].tax_ppm = rates[random_below(6)];
        }
        if (random_below(3) == 0)
            takes_off(lines, n, random_below(50000));
        struct totals t = {
            .tax_included = random_below(2),
            .shipping = {random_below(2000)},
            .shipping_ppm = rates[random_below(6)],
        };
        totals_work_out(&t, lines, n);
        check_sums(&t, lines, n);
    }
}

static void CO22_rows_stand_in_the_order_10_20_30_40_100(void **state)
{
    (void)state;
    struct totals_line lines[] = {
        {.price = {11900}, .qty = 1, .tax_ppm = 190000, .discount = {1190}}};
    struct totals t = {.tax_included = true, .shipping = {500}, .shipping_ppm = 190000};
    totals_work_out(&t, lines, 1);
    struct totals_rows rows = totals_rows(&t, true, NULL);
    static const int orders[] = {10, 20, 30, 40, 100};
    static const i64 amounts[] = {11900, -1190, 500, 1790, 11210};
    assert_int_equal(rows.n, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(rows.at[i].order, orders[i]);
        assert_int_equal(rows.at[i].amount.minor, amounts[i]);
    }
    assert_true(rows.at[4].grand);
}

static void rows_are(const struct totals_rows *rows, const i64 *amounts, size_t n)
{
    assert_int_equal(rows->n, n);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(rows->at[i].amount.minor, amounts[i]);
}

static void TX03_rows_show_either_side_of_the_tax_or_both(void **state)
{
    (void)state;
    struct totals_line lines[] = {
        {.price = {11900}, .qty = 1, .tax_ppm = 190000, .discount = {1190}},
        {.price = {10700}, .qty = 1, .tax_ppm = 70000}};
    struct totals t = {.tax_included = true, .shipping = {595}, .shipping_ppm = 190000};
    totals_work_out(&t, lines, 2);
    struct totals_look look = {.subtotal = TAX_EXCL, .shipping = TAX_EXCL};
    struct totals_rows rows = totals_rows(&t, true, &look);
    rows_are(&rows, (i64[]){20000, -1000, 500, 2505, 22005}, 5);
    assert_true(str_eq(rows.at[3].label, S("Tax")));
    look = (struct totals_look){
        .subtotal = TAX_BOTH, .shipping = TAX_BOTH, .by_rate = true, .net_total = true};
    rows = totals_rows(&t, true, &look);
    rows_are(&rows, (i64[]){20000, 22600, -1190, 500, 595, 1805, 700, 19500, 22005}, 9);
    assert_true(str_eq(rows.at[0].label, S("Subtotal (Excl. Tax)")));
    assert_true(str_eq(rows.at[1].label, S("Subtotal (Incl. Tax)")));
    assert_int_equal(rows.at[5].ppm, 190000);
    assert_int_equal(rows.at[6].ppm, 70000);
    assert_true(str_eq(rows.at[8].label, S("Grand Total (Incl. Tax)")));
}

static void TX03_no_tax_has_a_row_only_where_it_is_asked_for(void **state)
{
    (void)state;
    struct totals_line lines[] = {{.price = {1000}, .qty = 1}};
    struct totals t = {.tax_included = true};
    totals_work_out(&t, lines, 1);
    struct totals_look look = {.zero_tax = true, .by_rate = true};
    struct totals_rows rows = totals_rows(&t, false, &look);
    rows_are(&rows, (i64[]){1000, 0, 1000}, 3);
    look.zero_tax = false;
    rows = totals_rows(&t, false, &look);
    rows_are(&rows, (i64[]){1000, 1000}, 2);
}

static void TX03_a_price_has_two_sides(void **state)
{
    (void)state;
    struct price_sides s = price_sides_of((money){11900}, true, 190000);
    assert_int_equal(s.net.minor, 10000);
    assert_int_equal(s.gross.minor, 11900);
    s = price_sides_of((money){10000}, false, 190000);
    assert_int_equal(s.net.minor, 10000);
    assert_int_equal(s.gross.minor, 11900);
    assert_int_equal(price_shown_of(s, tax_shown_of(S("excl"))).amount.minor, 10000);
    assert_int_equal(price_shown_of(s, tax_shown_of(S("incl"))).amount.minor, 11900);
    assert_false(price_shown_of(s, tax_shown_of(S("incl"))).both);
    assert_true(price_shown_of(s, tax_shown_of(S("both"))).both);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(TX03_rows_show_either_side_of_the_tax_or_both),
        cmocka_unit_test(TX03_no_tax_has_a_row_only_where_it_is_asked_for),
        cmocka_unit_test(TX03_a_price_has_two_sides),
        cmocka_unit_test(a_gross_price_contains_its_tax),
        cmocka_unit_test(halves_round_away_from_zero),
        cmocka_unit_test(a_special_price_counts_only_when_it_is_lower),
        cmocka_unit_test(whatever_is_in_a_cart_its_parts_sum_to_the_whole),
        cmocka_unit_test(shares_sum_to_the_whole_and_none_exceeds_its_part),
        cmocka_unit_test(CO22_rows_stand_in_the_order_10_20_30_40_100),
    };
    return RUN(tests);
}
