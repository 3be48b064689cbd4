/* Currencies: conversion, rates, what a store view offers, and orders that hold both amounts. */
#include "domain/cart.h"
#include "domain/cart_rule.h"
#include "domain/currency_rate.h"
#include "domain/document_make.h"
#include "domain/order_act.h"
#include "domain/order_draft.h"
#include "domain/price.h"
#include "goods.h"

static const struct exchange usd = {S("EUR"), S("USD"), 108370000},
                             jpy = {S("EUR"), S("JPY"), 16123000000},
                             tnd = {S("EUR"), S("TND"), 337000000};

static i64 in(const struct exchange *x, i64 base)
{
    return exchange(x, (money){base}).minor;
}

/* ---- pure ---- */

static void an_amount_has_the_digits_of_its_currency(struct test_store *t)
{
    (void)t;
    assert_int_equal(in(&usd, 1999), 2166);  /* 21.6631… */
    assert_int_equal(in(&jpy, 1999), 3223);  /* 3222.98… yen */
    assert_int_equal(in(&tnd, 1999), 67366); /* 67.3663 */
    assert_int_equal(in(NULL, 1999), 1999);
    struct exchange back = {S("JPY"), S("EUR"), 620000};
    assert_int_equal(in(&back, 1000), 620); /* 1,000 yen are 6.20 */
}

static void halves_are_rounded_away_from_zero_in_any_currency(struct test_store *t)
{
    (void)t;
    struct exchange half = {S("EUR"), S("CHF"), EXCHANGE_SCALE / 2};
    assert_int_equal(in(&half, 1), 1);
    assert_int_equal(in(&half, 3), 2);
    assert_int_equal(in(&half, -3), -2);
    assert_int_equal(in(&half, 0), 0);
    struct exchange most = {S("EUR"), S("TND"), EXCHANGE_MOST};
    assert_int_equal(in(&most, 100000000), 1000000000000000);
}

static void what_is_free_is_free_and_discounts_sum_in_any_currency(struct test_store *t)
{
    (void)t;
    struct totals_line base[3] = {{.price = {333}, .qty = 3, .discount = {100}},
                                  {.price = {999}, .qty = 1, .discount = {999}},
                                  {.price = {5}, .qty = 7}};
    struct totals_line out[3];
    totals_lines(base, 3);
    exchange_lines(&usd, base, 3, out);
    assert_int_equal(out[0].subtotal.minor, 3 * 361);
    assert_int_equal(out[0].discount.minor, 108);
    assert_int_equal(out[1].discount.minor, out[1].subtotal.minor);
    assert_int_equal(out[2].discount.minor, 0);
    base[1].discount.minor = 500;
    base[2].discount.minor = 11;
    exchange_lines(&usd, base, 3, out);
    i64 sum = out[0].discount.minor + out[1].discount.minor + out[2].discount.minor;
    assert_int_equal(sum, in(&usd, 611));
}

/* ---- rates ---- */

static err saves(struct world *w, const char *currency, i64 rate)
{
    struct exchange x = {S("EUR"), str_from(currency), rate};
    return currency_rate_save(as_staff(w, P_CURRENCY_RATES), &x, 1);
}

static void sets(struct world *w, const char *path, const char *value)
{
    struct setting_change change = {.row = setting_find(str_from(path)), .value = str_from(value)};
    assert_ok(settings_save(as_staff(w, P_COUNT), &change, 1));
}

/* "EUR USD", the usual one in brackets if it is not the base currency. */
static str offers(struct world *w)
{
    const struct snapshot *s = snapshot_take();
    const struct store_view *v = s->first;
    str text = S("");
    for (size_t i = 0; i < v->currencies.n; i++) {
        bool usual = v->usual == &v->currencies.at[i];
        text = str_format(w->c.mem, "%.*s%s%s%.*s%s", STR_ARG(text), i ? " " : "", usual ? "[" : "",
                          STR_ARG(v->currencies.at[i].currency), usual ? "]" : "");
    }
    snapshot_drop(s);
    return text;
}

static void a_currency_is_offered_that_is_allowed_and_has_a_rate(struct test_store *t)
{
    struct world *w = world_make(t);
    assert_str_equal(offers(w), S("EUR"));
    sets(w, "currency/options/allow", "EUR USD JPY");
    assert_str_equal(offers(w), S("EUR"));
    assert_ok(saves(w, "USD", 108370000));
    assert_str_equal(offers(w), S("EUR USD"));
    sets(w, "currency/options/default", "USD");
    assert_str_equal(offers(w), S("EUR [USD]"));
    sets(w, "currency/options/allow", "USD");
    assert_str_equal(offers(w), S("[USD]"));
    assert_ok(saves(w, "USD", 0));
    assert_str_equal(offers(w), S("EUR"));
    struct setting_change bad = {.row = setting_find(S("currency/options/allow")),
                                 .value = S("EUR QQQ")};
    assert_err(ERR_INVALID, settings_save(as_staff(w, P_COUNT), &bad, 1));
}

static void a_rate_is_logged_and_a_wrong_one_refused(struct test_store *t)
{
    struct world *w = world_make(t);
    assert_ok(saves(w, "USD", 108370000));
    assert_ok(saves(w, "USD", 108370000)); /* nothing to do */
    assert_int_equal(
        number_of(w, "SELECT count(*) FROM action_log WHERE action = 'currency_rate.save'"), 1);
    assert_err(ERR_INVALID, saves(w, "USD", -1));
    assert_true(has_problem(w, "rate-EUR-USD"));
    assert_err(ERR_INVALID, saves(w, "USD", EXCHANGE_MOST + 1));
    assert_err(ERR_INVALID, saves(w, "EUR", EXCHANGE_SCALE));
    assert_err(ERR_INVALID, saves(w, "QQQ", EXCHANGE_SCALE));
    struct exchange x = usd;
    assert_err(ERR_DENIED, currency_rate_save(as_staff(w, P_ORDER_VIEW), &x, 1));
    assert_int_equal(number_of(w, "SELECT rate FROM currency_rate"), 108370000);
}

static void bad_lines_of_rates_are_named_and_nothing_changes(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 n = 0;
    assert_ok(saves(w, "USD", 108370000));
    as_staff(w, P_CURRENCY_RATES);
    assert_err(ERR_INVALID,
               currency_rate_import(&w->c,
                                    S("base,currency,rate\nEUR,CHF,0.94\nEUR,QQQ,1\nEUR,EUR,1\n"
                                      "EUR,USD,x\nEUR,USD,0\nEUR,USD\nEUR,CHF,1\nEUR,USD,-1\n"
                                      "EUR,USD,1.123456789\nEUR,USD,1.000.000\nEUR,USD,1000001\n"),
                                    &n));
    static const char *const lines[] = {"3", "4", "5", "6", "7", "8", "9", "10", "11", "12"};
    size_t i = 0;
    for (const struct problem *p = w->c.problems; p; p = p->next, i++) {
        assert_true(i < COUNT(lines));
        assert_str_equal(p->field, S("csv"));
        assert_str_equal(p->args[0], str_from(lines[i]));
    }
    assert_int_equal(i, COUNT(lines));
    assert_int_equal(number_of(w, "SELECT count(*) FROM currency_rate"), 1);
    assert_err(ERR_INVALID, currency_rate_import(&w->c, S("only a heading"), &n));
}

static void rates_of_a_file_join_those_that_are_there(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 n = 0;
    currency_rates all = {0};
    assert_ok(saves(w, "USD", 108370000));
    assert_ok(
        currency_rate_import(&w->c,
                             S("\xEF\xBB\xBF"
                               "base;currency;rate\r\n\"EUR\";CHF;0,94\r\n\r\nEUR;JPY;161.23\r\n"),
                             &n));
    assert_int_equal(n, 2);
    assert_ok(currency_rate_list(&w->c, &all));
    assert_str_equal(
        currency_rate_csv(t->mem, &all),
        S("base,currency,rate\r\nEUR,CHF,0.94\r\nEUR,JPY,161.23\r\nEUR,USD,1.0837\r\n"));
    currency_rates again = {0};
    assert_ok(currency_rate_parse(&w->c, currency_rate_csv(t->mem, &all), &again));
    assert_int_equal(again.n, 3);
    assert_int_equal(again.at[1].rate, 16123000000);
}

/* ---- carts and orders ---- */

static struct cart cart_of(struct world *w)
{
    struct cart k;
    assert_ok(cart_get(&w->c, &k));
    return k;
}

static void a_cart_is_worked_out_in_both_currencies(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 9);
    as_guest(w);
    puts_in_cart(w, "mug", 3);
    w->c.exchange = &usd;
    chooses_shipping(w, "DE");
    struct cart k = cart_of(w);
    assert_int_equal(k.base.subtotal.minor, 3 * 1999);
    assert_int_equal(k.totals.subtotal.minor, 3 * 2166); /* not 64.99, the sum converted */
    assert_int_equal(k.totals.shipping.minor, in(&usd, k.base.shipping.minor));
    assert_int_equal(k.totals.tax.minor, price_tax_within((money){3 * 2166}, 190000).minor +
                                             price_tax_within(k.totals.shipping, 190000).minor);
    assert_int_equal(k.lines.at[0].price_shown.amount.minor, 2166);
    struct shipping_offers ways;
    assert_ok(cart_offers(&w->c, w->c.db, &k, &k.to, &ways));
    assert_int_equal(ways.at.at[0].price.minor, k.totals.shipping.minor);
}

static void what_is_enough_is_decided_in_the_base_currency(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 9);
    w->settings.least_enabled = true;
    w->settings.least_with_tax = true;
    w->settings.least_amount = (money){2000};
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    w->c.exchange = &jpy; /* 3,223 minor units, but 19.99 in euros */
    struct cart k = cart_of(w);
    assert_true(cart_is_too_small(&w->c, &k));
    assert_err(ERR_INVALID, cart_check_least(&w->c, &k));
    assert_true(str_has(w->c.problems->args[0], S("3,225"))); /* told in yen */
    w->settings.least_amount = (money){1999};
    assert_false(cart_is_too_small(&w->c, &k));
}

static void CO22_an_order_holds_both_currencies_and_its_rate(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 9);
    as_guest(w);
    w->c.exchange = &usd;
    w->settings.checkmo_most = (money){6600}; /* 64.97 in euros fit, 70.40 dollars would not */
    struct order o = buys(w, "mug", 3), read;
    assert_ok(order_get(&w->c, o.id, &read));
    assert_str_equal(read.currency, S("USD"));
    assert_str_equal(read.base_currency, S("EUR"));
    assert_int_equal(read.base_to_order_rate, usd.rate);
    assert_int_equal(read.base_subtotal.minor, 3 * 1999);
    assert_int_equal(read.subtotal.minor, 3 * 2166);
    assert_int_equal(read.base_grand_total.minor,
                     read.base_subtotal.minor + read.base_shipping.minor);
    assert_int_equal(read.grand_total.minor, read.subtotal.minor + read.shipping.minor);
    order_items items = {0};
    assert_ok(order_items_of(&w->c, o.id, &items));
    assert_int_equal(items.at[0].price.minor, 2166);
    assert_int_equal(items.at[0].base_price.minor, 1999);
    assert_int_equal(items.at[0].base_original_price.minor, 1999);
    struct order base = order_in_base(&read);
    assert_str_equal(base.currency, S("EUR"));
    assert_int_equal(base.grand_total.minor, read.base_grand_total.minor);
    assert_true(str_has(mail_body(w, "order_new"), S("$64.98")));
}

static void an_order_is_not_charged_in_another_currency_than_was_seen(struct test_store *t)
{
    struct world *w = world_make(t);
    struct exchange same = {S("EUR"), S("CHF"), EXCHANGE_SCALE};
    A_PRODUCT(w, .sku = "mug", .stock = 9);
    as_guest(w);
    puts_in_cart(w, "mug", 1);
    chooses_shipping(w, "DE");
    struct order_placing in = placing_of(w);
    struct order o;
    in.seen_currency = S("EUR");
    w->c.exchange = &same;
    assert_err(ERR_INVALID, order_place(&w->c, &in, &o));
    in.seen_currency = S("CHF");
    assert_ok(order_place(&w->c, &in, &o));
    assert_str_equal(o.currency, S("CHF"));
}

static void a_coupon_takes_off_the_same_in_both(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 9);
    A_PRODUCT(w, .sku = "cup", .stock = 9, .price = 1234);
    struct cart_rule_edit rule = {.rule = {.name = S("Five"),
                                           .active = true,
                                           .code = S("FIVE"),
                                           .action = S("cart"),
                                           .amount = {500}},
                                  .groups = {{CART_RULE_NOT_LOGGED}, 1}};
    i64 id;
    assert_ok(cart_rule_save(as_staff(w, P_COUNT), &rule, &id));
    as_guest(w);
    puts_in_cart(w, "mug", 2);
    puts_in_cart(w, "cup", 1);
    w->c.exchange = &usd;
    assert_ok(cart_coupon(&w->c, S("FIVE")));
    struct cart k = cart_of(w);
    assert_int_equal(k.base.discount.minor, 500);
    assert_int_equal(k.totals.discount.minor, in(&usd, 500));
}

/* ---- documents ---- */

static err refunds(struct world *w, const struct order *o, i64 qty, i64 refund, i64 fee,
                   struct document *d)
{
    order_items items = {0};
    assert_ok(order_items_of(&w->c, o->id, &items));
    struct document_line line = {items.at[0].id, qty, false};
    struct document_new in = {.kind = DOCUMENT_CREDIT_MEMO,
                              .order_id = o->id,
                              .lines = &line,
                              .n = 1,
                              .adjustment_refund = {refund},
                              .adjustment_fee = {fee}};
    return document_make(as_staff(w, P_COUNT), &in, d);
}

static void invoices(struct world *w, const struct order *o, i64 qty, struct document *d)
{
    order_items items = {0};
    assert_ok(order_items_of(&w->c, o->id, &items));
    struct document_line line = {items.at[0].id, qty, false};
    struct document_new in = {.kind = DOCUMENT_INVOICE, .order_id = o->id, .lines = &line, .n = 1};
    assert_ok(document_make(as_staff(w, P_COUNT), &in, d));
}

static void IN09_partial_invoices_sum_in_both_currencies(struct test_store *t)
{
    struct world *w = world_make(t);
    struct document a, b, c;
    A_PRODUCT(w, .sku = "mug", .stock = 9);
    as_guest(w);
    w->c.exchange = &jpy;
    struct order o = buys(w, "mug", 3);
    invoices(w, &o, 1, &a);
    invoices(w, &o, 1, &b);
    invoices(w, &o, 1, &c);
    assert_int_equal(a.grand_total.minor + b.grand_total.minor + c.grand_total.minor,
                     o.grand_total.minor);
    assert_int_equal(a.base_grand_total.minor + b.base_grand_total.minor + c.base_grand_total.minor,
                     o.base_grand_total.minor);
    assert_int_equal(a.tax.minor + b.tax.minor + c.tax.minor, o.tax.minor);
    assert_int_equal(a.base_tax.minor + b.base_tax.minor + c.base_tax.minor, o.base_tax.minor);
    assert_str_equal(a.currency, S("JPY"));
}

static void CM06_adjustments_are_in_the_base_currency(struct test_store *t)
{
    struct world *w = world_make(t);
    struct document d;
    A_PRODUCT(w, .sku = "mug", .stock = 9);
    as_guest(w);
    w->c.exchange = &usd;
    struct order o = buys(w, "mug", 2);
    invoices(w, &o, 2, &d);
    assert_ok(refunds(w, &o, 1, 100, 50, &d));
    assert_int_equal(d.base_grand_total.minor, 1999 + 100 - 50);
    assert_int_equal(d.adjustment_refund.minor, 108);
    assert_int_equal(d.adjustment_fee.minor, 54);
    assert_int_equal(d.grand_total.minor, 2166 + 108 - 54);
    assert_err(ERR_INVALID, refunds(w, &o, 1, o.base_grand_total.minor, 0, &d));
}

/* What rounding leaves between the currencies: three pieces of 0.12 at 1.04 are 0.36 in both, 0.36 converted is 0.37. */
static void who_gets_back_all_of_the_base_gets_back_all_that_was_paid(struct test_store *t)
{
    struct world *w = world_make(t);
    static const struct exchange x = {S("EUR"), S("CHF"), 104000000};
    struct document d;
    struct order read;
    w->settings.flatrate_price = (money){0};
    A_PRODUCT(w, .sku = "mug", .stock = 9, .price = 12);
    as_guest(w);
    w->c.exchange = &x;
    struct order o = buys(w, "mug", 3);
    assert_int_equal(o.grand_total.minor, 36);
    invoices(w, &o, 3, &d);
    assert_ok(refunds(w, &o, 0, 36, 0, &d));
    assert_int_equal(d.base_grand_total.minor, 36);
    assert_int_equal(d.grand_total.minor, 36);
    assert_int_equal(d.adjustment_refund.minor, 36);
    assert_ok(order_get(&w->c, o.id, &read));
    assert_int_equal(read.refunded.minor, read.paid.minor);
    assert_int_equal(read.base_refunded.minor, read.base_paid.minor);
}

static void what_is_canceled_is_counted_in_both(struct test_store *t)
{
    struct world *w = world_make(t);
    struct document d;
    struct order read;
    A_PRODUCT(w, .sku = "mug", .stock = 9);
    as_guest(w);
    w->c.exchange = &usd;
    struct order o = buys(w, "mug", 3);
    invoices(w, &o, 1, &d);
    assert_ok(order_cancel(as_staff(w, P_COUNT), o.id, 0));
    assert_ok(order_get(&w->c, o.id, &read));
    assert_int_equal(read.canceled.minor, 2 * 2166);
    assert_int_equal(read.base_canceled.minor, 2 * 1999);
}

/* ---- staff's orders ---- */

static void a_draft_has_a_currency_of_its_own(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 9), id;
    sets(w, "currency/options/allow", "EUR USD");
    assert_ok(saves(w, "USD", usd.rate));
    w = world_make(t);
    as_staff(w, P_COUNT);
    struct order_draft_new begin = {.email = S("gerda@example.com"), .view = w->c.view};
    struct order_draft d;
    assert_ok(order_draft_begin(&w->c, &begin, &id));
    for (int round = 0; round < 2; round++) {
        SCOPED(order_draft_leave) struct order_desk desk = {0};
        assert_ok(order_draft_get(&w->c, id, &d));
        order_draft_enter(&w->c, &d, w->c.view, &desk);
        struct cart_again item = {mug, 1};
        assert_ok(cart_add_chosen(&w->c, &item, 1));
        struct cart k = cart_of(w);
        assert_int_equal(k.totals.subtotal.minor, round ? 2 * 2166 : 1999);
        if (round)
            continue;
        assert_ok(order_draft_pay_in(&w->c, S("USD")));
        assert_err(ERR_INVALID, order_draft_pay_in(&w->c, S("JPY")));
        struct cart_change price = {
            .item_id = k.lines.at[0].item_id, .qty = 1, .has_price = true, .price = {-1}};
        assert_ok(cart_set(&w->c, &price, 1));
    }
    assert_true(w->c.exchange == NULL);
}

int main(void)
{
    static const struct test pure[] = {
        TEST(an_amount_has_the_digits_of_its_currency),
        TEST(halves_are_rounded_away_from_zero_in_any_currency),
        TEST(what_is_free_is_free_and_discounts_sum_in_any_currency),
    };
    static const struct test both[] = {
        TEST(a_currency_is_offered_that_is_allowed_and_has_a_rate),
        TEST(a_rate_is_logged_and_a_wrong_one_refused),
        TEST(bad_lines_of_rates_are_named_and_nothing_changes),
        TEST(rates_of_a_file_join_those_that_are_there),
        TEST(a_cart_is_worked_out_in_both_currencies),
        TEST(what_is_enough_is_decided_in_the_base_currency),
        TEST(CO22_an_order_holds_both_currencies_and_its_rate),
        TEST(an_order_is_not_charged_in_another_currency_than_was_seen),
        TEST(a_coupon_takes_off_the_same_in_both),
        TEST(IN09_partial_invoices_sum_in_both_currencies),
        TEST(CM06_adjustments_are_in_the_base_currency),
        TEST(who_gets_back_all_of_the_base_gets_back_all_that_was_paid),
        TEST(what_is_canceled_is_counted_in_both),
        TEST(a_draft_has_a_currency_of_its_own),
    };
    return run_on_sqlite(pure, COUNT(pure)) + run_on_both(both, COUNT(both));
}
