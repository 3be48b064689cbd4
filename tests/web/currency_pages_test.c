/* Currencies as browsers meet them: the choice of a shopper, kept pages, staff's rates and brackets. */
#include "goods.h"
#include "house.h"
#include "rows.h"

#include "domain/currency_rate.h"
#include "domain/document_make.h"
#include "web/cache.h"

static void set(struct house *h, const char *path, const char *value)
{
    struct setting_change change = {.row = setting_find(str_from(path)), .value = str_from(value)};
    assert_ok(settings_save(as_staff(h->w, P_COUNT), &change, 1));
}

static void rates(struct house *h)
{
    static const struct exchange all[] = {{S("EUR"), S("USD"), 110000000},
                                          {S("EUR"), S("JPY"), 16000000000}};
    assert_ok(currency_rate_save(as_staff(h->w, P_COUNT), all, COUNT(all)));
    set(h, "currency/options/allow", "EUR USD JPY CHF");
}

#define SHOP(t)                                                                                    \
    struct house *h = house_make(t);                                                               \
    rates(h);                                                                                      \
    SCOPED(browser_end_of) struct browser *b = house_browser(h, VISITOR)

/* The mug costs 19.99. */
static bool costs(struct browser *b, const char *amount)
{
    struct answer a = browser_get(b, "/p/mug");
    assert_int_equal(a.status, 200);
    return answer_has(&a, at(b->t, "<p class=\"price\">%s</p>", amount));
}

static void a_shopper_chooses_what_is_allowed_and_has_a_rate(struct test_store *t)
{
    SHOP(t);
    assert_true(costs(b, "€19.99"));
    struct answer a = browser_get(b, "/p/mug");
    assert_true(answer_has(&a, "/currency/USD?next=") && answer_has(&a, ">JPY</a>"));
    assert_false(answer_has(&a, "CHF"));
    a = browser_get(b, "/currency/USD");
    assert_int_equal(a.status, 303);
    assert_true(costs(b, "$21.99"));
    browser_get(b, "/currency/JPY");
    assert_true(costs(b, "¥3,198"));
    assert_int_equal(browser_get(b, "/currency/CHF").status, 404);
    assert_int_equal(browser_get(b, "/currency/x").status, 404);
    assert_true(costs(b, "¥3,198"));
    set(h, "currency/options/allow", "EUR USD");
    assert_true(costs(b, "€19.99")); /* no longer offered */
    set(h, "currency/options/allow", "EUR");
    a = browser_get(b, "/p/mug");
    assert_false(answer_has(&a, "/currency/"));
}

static int allows(struct browser *owner, const char *chosen)
{
    return browser_post(owner, "/admin/config/currency",
                        at(owner->t,
                           "currency%%2Foptions%%2Fbase=EUR&currency%%2Foptions%%2F"
                           "default=&%s",
                           chosen))
        .status;
}

static str allowed(struct test_store *t)
{
    return rows_text(t, "SELECT value FROM setting WHERE path = 'currency/options/allow'");
}

#define ALLOW(code) "&currency%2Foptions%2Fallow%5B%5D=" code

static void staff_chooses_the_currencies_that_are_allowed(struct test_store *t)
{
    SHOP(t);
    SCOPED(browser_end_of) struct browser *owner = house_browser(h, OWNER);
    struct answer a = browser_get(owner, "/admin/config/currency");
    assert_true(answer_has(&a, "name=\"currency/options/allow[]\" multiple"));
    assert_true(answer_has(&a, "<option value=\"CHF\" selected>CHF</option>"));
    assert_true(answer_has(&a, "<option value=\"GBP\">GBP</option>"));
    assert_int_equal(allows(owner, ALLOW("USD") ALLOW("EUR")), 303);
    assert_str_equal(allowed(t), S("USD EUR"));
    assert_int_equal(allows(owner, ALLOW("USD") ALLOW("QQQ")), 422);
    assert_str_equal(allowed(t), S("USD EUR"));
    assert_int_equal(allows(owner, ""), 303);
    assert_str_equal(allowed(t), S(""));
    assert_int_equal(allows(owner, "&inherit%3Acurrency%2Foptions%2Fallow=1"), 303);
    assert_int_equal(
        rows_number(t, "SELECT count(*) FROM setting WHERE path = 'currency/options/allow'"), 0);
    (void)b;
}

static bool is_public(const struct answer *a)
{
    return str_starts(answer_header(a, "Cache-Control"), S("public"));
}

/* Proxies keep pages of those without a cookie alone, and they all see the usual currency. */
static void CA06_the_currency_is_in_the_key_of_kept_pages(struct test_store *t)
{
    SHOP(t);
    SCOPED(browser_end_of) struct browser *other = house_browser(h, VISITOR);
    browser_get(other, "/currency/USD");
    assert_true(costs(b, "€19.99"));
    assert_true(costs(other, "$21.99"));
    i64 made = cache_figures(b->site.cache).made;
    for (int i = 0; i < 2; i++) {
        struct answer plain = browser_get(b, "/p/mug"), own = browser_get(other, "/p/mug");
        assert_true(answer_has(&plain, "€19.99") && !answer_has(&plain, "$21.99"));
        assert_true(answer_has(&own, "$21.99") && !answer_has(&own, "€19.99"));
        assert_true(is_public(&plain));
        assert_true(str_has(answer_header(&plain, "Vary"), S("cookie")));
        assert_str_equal(answer_header(&own, "Cache-Control"), S("private, no-store"));
    }
    assert_int_equal(cache_figures(b->site.cache).made, made);
    struct exchange now = {S("EUR"), S("USD"), 200000000};
    assert_ok(currency_rate_save(as_staff(h->w, P_COUNT), &now, 1));
    assert_true(costs(other, "$39.98"));
}

/* The form of the last step, as its page showed cart and total. */
static const char *placing(struct test_store *t, i64 cart, str total, const char *currency)
{
    return at(t, "cart_id=%lld&total=%.*s&currency=%s&payment_method=checkmo&billing_same=1",
              (long long)cart, STR_ARG(total), currency);
}

static void a_cart_and_an_order_are_in_the_chosen_currency(struct test_store *t)
{
    SHOP(t);
    (void)b;
    SCOPED(browser_end_of) struct browser *anna = house_browser(h, CUSTOMER);
    browser_get(anna, "/currency/USD");
    struct answer a = browser_get(anna, "/cart");
    assert_true(answer_has(&a, "$21.99") && !answer_has(&a, "€"));
    browser_post(anna, "/checkout",
                 at(t, "address_id=%lld&shipping_method=flatrate", (long long)h->anna.address_id));
    a = browser_get(anna, "/checkout/payment");
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "name=\"currency\" value=\"USD\"") && !answer_has(&a, "€"));
    i64 cart = rows_number(
        t, at(t, "SELECT id FROM cart WHERE open AND customer_id = %lld", (long long)h->anna.id));
    str total = a.body, mark = S("name=\"total\" value=\""), seen;
    while (total.n && !str_starts(total, mark))
        total = str_skip(total, 1);
    total = str_skip(total, mark.n);
    assert_true(str_cut(&total, '"', &seen));
    seen = str_copy(t->mem, seen);
    a = browser_post(anna, "/checkout/payment", placing(t, cart, seen, "EUR"));
    assert_int_equal(a.status, 422); /* the page showed something else */
    a = browser_post(anna, "/checkout/payment", placing(t, cart, seen, "USD"));
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t,
                                 "SELECT count(*) FROM sales_order WHERE currency = 'USD' AND "
                                 "base_currency = 'EUR' AND base_to_order_rate = 110000000"),
                     1);
}

/* What an agent chose in the shop is not what the customer sees, and the other way round. */
static void an_assisted_session_has_a_choice_of_its_own(struct test_store *t)
{
    SHOP(t);
    (void)b;
    SCOPED(browser_end_of) struct browser *agent = house_browser(h, ASSISTING);
    const char *page = at(t, "/assist/%.*s/p/mug", STR_ARG(h->label));
    browser_get(agent, "/currency/USD");
    assert_true(costs(agent, "$21.99"));
    struct answer a = browser_get(agent, page);
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "€19.99"));
    a = browser_get(agent, at(t, "/assist/%.*s/currency/JPY", STR_ARG(h->label)));
    assert_int_equal(a.status, 303);
    a = browser_get(agent, page);
    assert_true(answer_has(&a, "¥3,198"));
    assert_true(costs(agent, "$21.99"));
}

/* ---- the back office ---- */

static void staff_types_rates_and_bad_ones_change_nothing(struct test_store *t)
{
    SHOP(t);
    (void)b;
    SCOPED(browser_end_of) struct browser *owner = house_browser(h, OWNER);
    struct answer a = browser_get(owner, "/admin/currency-rates");
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "name=\"rate-EUR-CHF\"") && answer_has(&a, "value=\"1.1\""));
    a = browser_post(owner, "/admin/currency-rates", "rate-EUR-USD=1.2&rate-EUR-CHF=0");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "Enter a number above 0") && answer_has(&a, "value=\"1.2\""));
    assert_int_equal(rows_number(t, "SELECT rate FROM currency_rate WHERE currency = 'USD'"),
                     110000000);
    a = browser_post(owner, "/admin/currency-rates",
                     "rate-EUR-USD=1.08375&rate-EUR-CHF=0.94&rate-EUR-JPY=&rate-EUR-QQQ=1");
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT rate FROM currency_rate WHERE currency = 'USD'"),
                     108375000);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM currency_rate"), 2);
    a = browser_get(owner, "/admin/currency-rates/export");
    assert_true(answer_has(&a, "base,currency,rate\r\nEUR,CHF,0.94\r\nEUR,USD,1.08375\r\n"));
    SCOPED(browser_end_of) struct browser *clerk = house_browser(h, CLERK);
    assert_int_equal(browser_get(clerk, "/admin/currency-rates").status, 403);
    owner->never_token = true;
    assert_int_equal(browser_post(owner, "/admin/currency-rates", "rate-EUR-USD=9").status, 403);
}

static void a_file_of_rates_with_a_bad_line_changes_nothing(struct test_store *t)
{
    SHOP(t);
    (void)b;
    SCOPED(browser_end_of) struct browser *owner = house_browser(h, OWNER);
    str part =
        S("--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\n"
          "Content-Type: text/csv\r\n\r\nbase,currency,rate\nEUR,CHF,0.95\nEUR,CHF,1\n\r\n");
    struct answer a = browser_upload(owner, "/admin/currency-rates/import", part);
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "Line 3: these currencies stand there twice."));
    assert_int_equal(rows_number(t, "SELECT count(*) FROM currency_rate"), 2);
    part =
        S("--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\n"
          "Content-Type: text/csv\r\n\r\nbase,currency,rate\nEUR,CHF,0.95\n\r\n");
    a = browser_upload(owner, "/admin/currency-rates/import", part);
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT rate FROM currency_rate WHERE currency = 'CHF'"),
                     95000000);
}

static void OV10_OV13_staff_reads_base_amounts_with_what_was_paid_in_brackets(struct test_store *t)
{
    SHOP(t);
    (void)b;
    SCOPED(browser_end_of) struct browser *owner = house_browser(h, OWNER);
    static const struct exchange usd = {S("EUR"), S("USD"), 110000000};
    as_guest(h->w);
    h->w->c.exchange = &usd;
    struct order o = buys(h->w, "mug", 2);
    h->w->c.exchange = NULL;
    struct answer a = browser_get(owner, at(t, "/admin/orders/%lld", (long long)o.id));
    static const char *const texts[] = {"€19.99 [$21.99]", "€39.98 [$43.98]",
                                        "The order was placed using USD.", "€0.00 [$0.00]"};
    for (size_t i = 0; i < COUNT(texts); i++)
        assert_true(answer_has(&a, texts[i]));
    a = browser_get(owner, at(t, "/admin/orders/%lld", (long long)h->anna.order_id));
    assert_false(answer_has(&a, "[€"));
    a = browser_get(owner, at(t, "/admin/orders/%lld/invoice", (long long)o.id));
    assert_true(answer_has(&a, "€39.98 [$43.98]"));
    struct document d;
    struct document_new in = {.kind = DOCUMENT_INVOICE, .order_id = o.id, .all = true};
    assert_ok(document_make(as_staff(h->w, P_COUNT), &in, &d));
    a = browser_get(owner, at(t, "/admin/invoices/%lld", (long long)d.id));
    assert_true(answer_has(&a, "€39.98 [$43.98]"));
    a = browser_get(owner, at(t, "/admin/orders/%lld/credit_memo", (long long)o.id));
    assert_true(answer_has(&a, "Enter amounts in the base currency, EUR."));
}

int main(void)
{
    static const struct test tests[] = {
        TEST(a_shopper_chooses_what_is_allowed_and_has_a_rate),
        TEST(staff_chooses_the_currencies_that_are_allowed),
        TEST(CA06_the_currency_is_in_the_key_of_kept_pages),
        TEST(a_cart_and_an_order_are_in_the_chosen_currency),
        TEST(an_assisted_session_has_a_choice_of_its_own),
        TEST(staff_types_rates_and_bad_ones_change_nothing),
        TEST(a_file_of_rates_with_a_bad_line_changes_nothing),
        TEST(OV10_OV13_staff_reads_base_amounts_with_what_was_paid_in_brackets),
    };
    return run_on_both(tests, COUNT(tests));
}
