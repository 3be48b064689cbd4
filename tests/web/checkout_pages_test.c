/* Choices in the checkout as a browser meets them, and the pages of the back office that they come from. */
#include "goods.h"
#include "house.h"
#include "rows.h"

#include <stdio.h>
#include <string.h>

#define WITH(t, who)                                                                               \
    struct house *h = house_make(t);                                                               \
    SCOPED(end_of) struct browser *b = house_browser(h, who)

static void end_of(struct browser **b)
{
    browser_end(*b);
}

static void set(struct test_store *t, const char *path, const char *value)
{
    test_script(t, str_format(t->mem,
                              "DELETE FROM setting WHERE path = '%s';\nINSERT INTO setting (scope, "
                              "scope_id, path, value) VALUES ('default', 0, '%s', '%s');",
                              path, path, value));
    assert_ok(snapshot_load(t->db));
}

static str between(str body, const char *from, const char *to)
{
    while (body.n && !str_starts(body, str_from(from)))
        body = str_skip(body, 1);
    str rest = body = str_skip(body, strlen(from));
    while (rest.n && !str_starts(rest, str_from(to)))
        rest = str_skip(rest, 1);
    return str_head(body, body.n - rest.n);
}

#define GERDA                                                                                      \
    "email=gerda%40example.com&address_id=0&first_name=Gerda&last_name=Gast&street1=Am+Anger+5&"   \
    "city=Goslar&postcode=38640&country=DE&phone=%2B49+30+1&shipping_method=flatrate"

static struct answer reviews(struct browser *b)
{
    browser_post(b, "/cart/add/mug", "qty=2");
    browser_post(b, "/checkout", GERDA);
    return browser_get(b, "/checkout/payment");
}

/* The second step with a way to pay and whatever else it asks for. */
static struct answer places(struct test_store *t, struct browser *b, const struct answer *page,
                            const char *more)
{
    str cart = between(page->body, "name=\"cart_id\" value=\"", "\"");
    str total = between(page->body, "name=\"total\" value=\"", "\"");
    return browser_post(
        b, "/checkout/payment",
        str_z(t->mem, str_format(t->mem, "cart_id=%.*s&total=%.*s&billing_same=1&%s", STR_ARG(cart),
                                 STR_ARG(total), more)));
}

/* The form of the one page for what is not shipped. */
static struct answer places_virtual(struct test_store *t, struct browser *b,
                                    const struct answer *page, const char *more)
{
    str cart = between(page->body, "name=\"cart_id\" value=\"", "\"");
    str total = between(page->body, "name=\"total\" value=\"", "\"");
    return browser_post(
        b, "/checkout/payment",
        str_z(t->mem, str_format(t->mem, "cart_id=%.*s&total=%.*s&billing_same=1&%s", STR_ARG(cart),
                                 STR_ARG(total), more)));
}

#define GERDA_PAYS                                                                                 \
    "payment_method=checkmo&email=gerda%40example.com&address_id=0&first_name=Gerda&"              \
    "last_name=Gast&street1=Am+Anger+5&city=Goslar&postcode=38640&country=DE&phone=%2B49+30+1"

static i64 orders_of_gerda(struct test_store *t)
{
    return rows_number(
        t, "SELECT count(*) FROM sales_order WHERE email = 'gerda@example.com' AND virtual");
}

static void CO18_what_is_not_shipped_is_bought_on_one_page(struct test_store *t)
{
    WITH(t, VISITOR);
    A_PRODUCT(h->w, .sku = "course", .price = 4900, .stock = 3, .virtual = true);
    browser_post(b, "/cart/add/course", "qty=1");
    struct answer a = browser_get(b, "/cart");
    assert_false(answer_has(&a, "Estimate Shipping and Tax"));
    assert_str_equal(browser_get(b, "/checkout/payment").location, S("/checkout"));
    a = browser_get(b, "/checkout");
    assert_true(answer_has(&a, "Billing Address") && answer_has(&a, "Payment Method") &&
                answer_has(&a, "Place Order"));
    assert_false(answer_has(&a, "Shipping Methods") || answer_has(&a, "class=\"steps\"") ||
                 answer_has(&a, "Ship To"));
    struct answer bad = places_virtual(t, b, &a, "payment_method=checkmo&email=g&address_id=0");
    assert_int_equal(bad.status, 422);
    assert_true(answer_has(&bad, "id=\"email-e\""));
    bad = places_virtual(t, b, &a, "payment_method=checkmo&email=g%40example.com&address_id=0");
    assert_true(bad.status == 422 && answer_has(&bad, "id=\"city-e\""));
    assert_true(answer_has(&bad, "Place Order") && orders_of_gerda(t) == 0);
    struct answer first = places_virtual(t, b, &a, GERDA_PAYS);
    assert_int_equal(first.status, 303);
    struct answer second = places_virtual(t, b, &a, GERDA_PAYS); /* CO-17 */
    assert_str_equal(first.location, second.location);
    assert_int_equal(orders_of_gerda(t), 1);
    a = browser_get(b, str_z(t->mem, first.location));
    assert_true(answer_has(&a, "gerda@example.com"));
}

static void CO18_a_customer_picks_an_address_on_the_one_page(struct test_store *t)
{
    WITH(t, CUSTOMER);
    A_PRODUCT(h->w, .sku = "course", .price = 4900, .stock = 3, .virtual = true);
    browser_post(
        b, str_z(t->mem, str_format(t->mem, "/cart/remove/%lld", (long long)h->anna.item_id)), "");
    browser_post(b, "/cart/add/course", "qty=1");
    struct answer a = browser_get(b, "/checkout");
    assert_false(answer_has(&a, "name=\"street1\"") || answer_has(&a, "name=\"email\""));
    assert_true(answer_has(&a, "name=\"address_id\""));
    const char *others = str_z(t->mem, str_format(t->mem, "payment_method=checkmo&address_id=%lld",
                                                  (long long)h->ben.address_id));
    assert_int_equal(places_virtual(t, b, &a, others).status, 422);
    const char *own = str_z(t->mem, str_format(t->mem, "payment_method=checkmo&address_id=%lld",
                                               (long long)h->anna.address_id));
    struct answer done = places_virtual(t, b, &a, own);
    assert_int_equal(done.status, 303);
    a = browser_get(b, str_z(t->mem, done.location));
    assert_true(answer_has(&a, "Print receipt"));
}

static void CO18_what_changes_with_the_address_is_shown_before_it_is_charged(struct test_store *t)
{
    WITH(t, VISITOR);
    set(t, "tax/calculation/price_includes_tax", "0");
    set(t, "checkout/options/enable_agreements", "1");
    SCOPED(end_of) struct browser *owner = house_browser(h, OWNER);
    browser_post(owner, "/admin/terms/new",
                 "name=Terms&active=1&manual=1&checkbox=I+agree&content=Be+kind."
                 "&views%5B%5D=0&sort_order=0");
    i64 id = rows_number(t, "SELECT id FROM terms");
    A_PRODUCT(h->w, .sku = "course", .price = 10000, .stock = 3, .virtual = true);
    browser_post(b, "/cart/add/course", "qty=1");
    struct answer a = browser_get(b, "/checkout");
    assert_true(answer_has(&a, "€119.00"));
    const char *abroad =
        "payment_method=checkmo&email=gerda%40example.com&address_id=0&"
        "first_name=Gerda&last_name=Gast&street1=Am+Anger+5&city=London&"
        "postcode=N1&country=GB&phone=%2B49+30+1";
    struct answer asks = places_virtual(t, b, &a, abroad);
    assert_int_equal(asks.status, 422);
    assert_true(answer_has(&asks, "The total has changed.") && answer_has(&asks, "€100.00"));
    assert_true(answer_has(&asks, "value=\"London\""));
    struct answer unticked = places_virtual(t, b, &asks, GERDA_PAYS);
    assert_int_equal(unticked.status, 422); /* back home: it costs tax again */
    unticked = places_virtual(t, b, &unticked, GERDA_PAYS);
    assert_true(
        unticked.status == 422 &&
        answer_has(&unticked, "Please agree to the terms and conditions to place the order."));
    assert_true(answer_has(&unticked, "value=\"Goslar\"") && orders_of_gerda(t) == 0);
    const char *agreed =
        str_z(t->mem,
              str_join(t->mem, S(GERDA_PAYS), str_format(t->mem, "&terms_%lld=1", (long long)id)));
    assert_int_equal(places_virtual(t, b, &unticked, agreed).status, 303);
}

static void the_billing_address_stands_where_the_setting_says(struct test_store *t)
{
    WITH(t, VISITOR);
    struct answer a = reviews(b);
    str pay = between(a.body, "id=\"h-pm\"", "</main>");
    assert_true(str_has(pay, S("id=\"h-bill\"")));
    set(t, "checkout/options/display_billing_address_on", "page");
    a = browser_get(b, "/checkout/payment");
    pay = between(a.body, "id=\"h-pm\"", "</main>");
    assert_true(!str_has(pay, S("id=\"h-bill\"")) && answer_has(&a, "id=\"h-bill\""));
    (void)h;
}

static void who_orders_too_often_is_told_when_to_try_again(struct test_store *t)
{
    WITH(t, VISITOR);
    set(t, "sales/backpressure/enabled", "1");
    set(t, "sales/backpressure/guest_limit", "1");
    struct answer a = reviews(b);
    assert_int_equal(places(t, b, &a, "payment_method=none").status, 422);
    struct answer often = places(t, b, &a, "payment_method=checkmo");
    assert_int_equal(often.status, 429);
    assert_true(answer_has(&often, "Too many orders were placed.") &&
                answer_has(&often, "Place Order"));
    i64 wait;
    assert_true(str_to_i64(answer_header(&often, "Retry-After"), 1, 60, &wait));
    (void)h;
}

static void PM06_the_page_offers_every_status_of_new_and_processing(struct test_store *t)
{
    WITH(t, OWNER);
    test_script(t,
                S("INSERT INTO order_status (code, label, version) VALUES ('waits', 'Waits for a "
                  "check', 1);\nINSERT INTO order_status_state (status, state, is_default, "
                  "visible) VALUES ('waits', 'new', FALSE, TRUE);"));
    struct answer a = browser_get(b, "/admin/config/payment");
    assert_true(answer_has(&a, "<option value=\"\" selected>Default of New: Pending</option>"));
    assert_true(answer_has(&a, "<option value=\"waits\">Waits for a check</option>"));
    assert_true(answer_has(&a, "<option value=\"processing\">Processing</option>"));
    assert_false(answer_has(&a, "<option value=\"complete\">"));
    (void)h;
}

static void PM04_the_number_of_a_purchase_order_is_asked_for_beside_its_field(struct test_store *t)
{
    WITH(t, VISITOR);
    set(t, "payment/purchaseorder/active", "1");
    struct answer a = reviews(b);
    assert_true(answer_has(&a, "value=\"checkmo\" required checked"));
    assert_true(answer_has(&a, "Make Check Payable to: harzwerk GmbH")); /* PM-03 */
    assert_true(answer_has(&a, "Purchase Order Number"));
    struct answer bad = places(t, b, &a, "payment_method=purchaseorder");
    assert_int_equal(bad.status, 422);
    assert_true(answer_has(&bad, "Purchase Order Number is required."));
    assert_true(answer_has(&bad, "id=\"po_number-e\""));
    assert_true(answer_has(&bad, "value=\"purchaseorder\" required checked"));
    struct answer done = places(t, b, &a, "payment_method=purchaseorder&po_number=PO+4711");
    assert_int_equal(done.status, 303);
    i64 id = rows_number(t, "SELECT max(id) FROM sales_order");
    SCOPED(end_of) struct browser *owner = house_browser(h, OWNER);
    a = browser_get(owner, str_z(t->mem, str_format(t->mem, "/admin/orders/%lld", (long long)id)));
    assert_true(answer_has(&a, "PO 4711"));
}

static void SM06_a_way_that_does_not_go_there_says_so_and_is_refused(struct test_store *t)
{
    WITH(t, VISITOR);
    set(t, "carriers/flatrate/specificcountry", "AT");
    set(t, "carriers/flatrate/showmethod", "1");
    browser_post(b, "/cart/add/mug", "qty=2");
    struct answer a = browser_get(b, "/checkout");
    assert_true(answer_has(&a, "This shipping method is not available for this address."));
    assert_false(answer_has(&a, "value=\"flatrate\""));
    a = browser_post(b, "/checkout", GERDA);
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "Please choose a shipping method."));
    a = browser_get(b, "/de/checkout");
    assert_true(answer_has(&a, "Diese Versandart gibt es für diese Adresse nicht."));
    (void)h;
}

static void CO05_staff_makes_a_coupon_and_a_buyer_uses_it(struct test_store *t)
{
    WITH(t, OWNER);
    struct answer a = browser_post(
        b, "/admin/cart-rules/new",
        "name=Summer&active=1&code=SUMMER&action=percent&amount=&free_shipping=0&stop=0");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "Choose at least one customer group."));
    a = browser_post(b, "/admin/cart-rules/new",
                     "name=Summer&active=1&code=SUMMER&action=percent&amount=12.5&free_shipping=0&"
                     "stop=0&groups%5B%5D=0&groups%5B%5D=1&until=2099-12-31");
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT ppm FROM cart_rule"), 125000);
    a = browser_get(b, "/admin/cart-rules");
    assert_true(answer_has(&a, "SUMMER") && answer_has(&a, "Dec 31, 2099"));
    i64 id = rows_number(t, "SELECT id FROM cart_rule");
    a = browser_get(b, str_z(t->mem, str_format(t->mem, "/admin/cart-rules/%lld", (long long)id)));
    assert_true(answer_has(&a, "value=\"12.5\"") && answer_has(&a, "value=\"2099-12-31\""));
    SCOPED(end_of) struct browser *v = house_browser(h, VISITOR);
    browser_post(v, "/cart/add/mug", "qty=2");
    a = browser_post(v, "/cart/coupon", "coupon=WINTER");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "The coupon code &quot;WINTER&quot; is not valid."));
    a = browser_post(v, "/cart/coupon", "coupon=summer");
    assert_int_equal(a.status, 303);
    a = browser_get(v, "/cart");
    assert_true(answer_has(&a, "You used the coupon code &quot;summer&quot;."));
    assert_true(answer_has(&a, "Discount") && answer_has(&a, "€5.00")); /* of 39.98 */
    a = browser_post(v, "/cart/coupon/cancel", "");
    assert_int_equal(a.status, 303);
    a = browser_get(v, "/cart");
    assert_true(answer_has(&a, "You canceled the coupon code."));
    assert_false(answer_has(&a, "<dt>Discount</dt>"));
}

static void CO16_the_box_stands_before_the_order(struct test_store *t)
{
    WITH(t, OWNER);
    set(t, "checkout/options/enable_agreements", "1");
    struct answer a = browser_post(b, "/admin/terms/new",
                                   "name=Terms&active=1&manual=1&checkbox=I+agree.&content="
                                   "One%0ATwo+%3Cb%3E&views%5B%5D=0&sort_order=0");
    assert_int_equal(a.status, 303);
    i64 id = rows_number(t, "SELECT id FROM terms");
    SCOPED(end_of) struct browser *v = house_browser(h, VISITOR);
    struct answer page = reviews(v);
    assert_true(answer_has(&page, "One<br>Two &lt;b&gt;") && answer_has(&page, "I agree."));
    a = places(t, v, &page, "payment_method=checkmo");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "Please agree to the terms and conditions to place the order."));
    a = places(
        t, v, &page,
        str_z(t->mem, str_format(t->mem, "payment_method=checkmo&terms_%lld=1", (long long)id)));
    assert_int_equal(a.status, 303);
}

static void SM04_a_bad_line_is_named_on_the_page(struct test_store *t)
{
    WITH(t, OWNER);
    struct answer a = browser_post(
        b, "/admin/table-rates",
        "csv=Country%2CRegion%2CZip%2CWeight%2CPrice%0ADE%2C*%2C*%2C0%2C5.00%0AXX%2C*%2C*%2C0%2C1");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "Line 3: there is no country XX."));
    assert_int_equal(rows_number(t, "SELECT count(*) FROM ship_rate"), 0);
    a = browser_post(b, "/admin/table-rates",
                     "csv=Country%2CRegion%2CZip%2CWeight%2CPrice%0ADE%2C*%2C*%2C0%2C5.00");
    assert_int_equal(a.status, 303);
    a = browser_get(b, "/admin/table-rates/export");
    assert_true(answer_has(&a, "\"DEU\",\"*\",\"*\",\"0\",\"5.00\""));
    (void)h;
}

#define CSV_PART                                                                                   \
    "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rates.csv\"\r\n"             \
    "Content-Type: text/csv\r\n\r\n"
#define CSV_HEAD "Country,Region,Zip,Weight,Price\r\n"

static void SM04_a_file_is_imported_or_told_what_is_wrong_with_it(struct test_store *t)
{
    WITH(t, OWNER);
    static const struct {
        str bytes;
        const char *said;
    } bad[] = {
        {S(CSV_PART CSV_HEAD "DE,*,*,0,5.00\r\nXX,*,*,0,1\r\n"), "Line 3: there is no country XX."},
        {S(CSV_PART "\r\n"), "The file is empty."},
        {S(CSV_PART "PK\x03\x04\0\0\r\n"), "The file is not a text in UTF-8."},
        {S(CSV_PART "\xff\xfe"
                    "D\r\n"),
         "The file is not a text in UTF-8."},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct answer a = browser_upload(b, "/admin/table-rates", bad[i].bytes);
        assert_int_equal(a.status, 422);
        assert_true(answer_has(&a, bad[i].said));
    }
    assert_int_equal(rows_number(t, "SELECT count(*) FROM ship_rate"), 0);
    struct answer a = browser_upload(
        b, "/admin/table-rates",
        S(CSV_PART "\xEF\xBB\xBF" CSV_HEAD "DE,*,*,0,5.00\r\nAT,*,*,0,7.00\r\n\r\n"));
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM ship_rate"), 2);
    (void)h;
}

static void a_form_with_files_is_taken_only_where_files_belong(struct test_store *t)
{
    WITH(t, OWNER);
    assert_int_equal(browser_upload(b, "/admin/tax-rates/new", S(CSV_PART "x\r\n")).status, 415);
    assert_int_equal(browser_upload(b, "/cart/add/mug", S(CSV_PART "x\r\n")).status, 415);
    assert_int_equal(
        browser_upload(b, "/admin/table-rates", S(CSV_PART "x\r\n" CSV_PART "y\r\n")).status, 400);
    b->never_token = true;
    assert_int_equal(browser_upload(b, "/admin/table-rates", S(CSV_PART CSV_HEAD "\r\n")).status,
                     403);
    (void)h;
}

#define TAX_HEAD "Identifier,Country,Region,Postcode,Rate\r\n"

static i64 tax_rates(struct test_store *t)
{
    return rows_number(t, "SELECT count(*) FROM tax_rate");
}

static void TX05_tax_rates_come_in_as_a_file(struct test_store *t)
{
    WITH(t, OWNER);
    i64 before = tax_rates(t);
    static const struct {
        str bytes;
        const char *said;
    } bad[] = {
        {S(CSV_PART TAX_HEAD "US-NY,US,NY,100*,8.875\r\nXX,XX,*,*,1\r\n"), "Line 3"},
        {S(CSV_PART TAX_HEAD "US-NY,US,Nowhere,*,8.875\r\n"), "Line 2"},
        {S(CSV_PART TAX_HEAD "US-NY,US,NY,*,101\r\n"), "Line 2"},
        {S(CSV_PART TAX_HEAD "US-NY,US,NY,*\r\n"), "Line 2"},
        {S(CSV_PART TAX_HEAD ",US,NY,*,1\r\n"), "Line 2"},
        {S(CSV_PART "Code,Country,Rate,Colour\r\nA,DE,1,red\r\n"),
         "Line 1: there is no column and no store view Colour."},
        {S(CSV_PART "Code,Country\r\nA,DE\r\n"), "Line 1: the column rate is missing."},
        {S(CSV_PART "Code,Country,Rate,Rate\r\nA,DE,1,1\r\n"), "Line 1: Rate stands there twice."},
        {S(CSV_PART "Code,Country,Rate,Range from,Range to\r\nA,DE,1,2,1\r\n"), "Line 2: 2-1"},
        {S(CSV_PART "Code,Country,Zip,Rate,Range from,Range to\r\nA,DE,3,1,1,2\r\n"), "Line 2"},
        {S(CSV_PART "\r\n"), "The file is empty."},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct answer a = browser_upload(b, "/admin/tax-rates/import", bad[i].bytes);
        if (a.status != 422 || !answer_has(&a, bad[i].said))
            fail_msg("file %zu: %d", i, a.status);
    }
    assert_int_equal(tax_rates(t), before);
    struct answer a =
        browser_upload(b, "/admin/tax-rates/import",
                       S(CSV_PART TAX_HEAD "US-NY,US,NY,100*,8.875\r\nDE 19 %,DE,*,*,20\r\n\r\n"));
    assert_int_equal(a.status, 303);
    assert_int_equal(tax_rates(t), before + 1);
    assert_int_equal(rows_number(t, "SELECT ppm FROM tax_rate WHERE code = 'US-NY'"), 88750);
    assert_int_equal(rows_number(t, "SELECT ppm FROM tax_rate WHERE code = 'DE 19 %'"), 200000);
    (void)h;
}

static void TX05_what_goes_out_comes_in_again(struct test_store *t)
{
    WITH(t, OWNER);
    struct answer a = browser_get(b, "/admin/tax-rates/export");
    assert_int_equal(a.status, 200);
    str file = str_copy(t->mem, a.body);
    assert_true(str_has(file, S("DE 19 %")));
    str part = str_format(t->mem, CSV_PART "%.*s\r\n", STR_ARG(file));
    assert_int_equal(browser_upload(b, "/admin/tax-rates/import", part).status, 303);
    a = browser_get(b, "/admin/tax-rates/export");
    assert_str_equal(a.body, file);
    (void)h;
}

static void TX05_titles_and_ranges_have_columns_of_their_own(struct test_store *t)
{
    WITH(t, OWNER);
    struct answer a = browser_upload(
        b, "/admin/tax-rates/import",
        S(CSV_PART "Code,Country,Rate,Range from,Range to,en,de\r\n"
                   "Harz,DE,19,38000,38999,\"VAT, Harz\",MwSt\r\nDE 19 %,DE,19,,,VAT,\r\n"));
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t,
                                 "SELECT count(*) FROM tax_rate WHERE code = 'Harz' AND "
                                 "postcode = '38000-38999'"),
                     1);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM tax_rate_title"), 3);
    a = browser_get(b, "/admin/tax-rates/export");
    assert_true(
        answer_has(&a, "code,country,state,zip/post code,rate,range from,range to,en,de\r\n"));
    assert_true(answer_has(&a, "Harz,DE,*,38000-38999,19,38000,38999,\"VAT, Harz\",MwSt\r\n"));
    a = browser_upload(b, "/admin/tax-rates/import",
                       S(CSV_PART "code,country,rate,de\r\nDE 19 %,DE,19,\r\nHarz,DE,7,\r\n"));
    assert_int_equal(a.status, 303);
    assert_str_equal(rows_text(t, "SELECT title FROM tax_rate_title ORDER BY title LIMIT 1"),
                     S("VAT"));
    assert_int_equal(rows_number(t, "SELECT count(*) FROM tax_rate_title"), 2);
    (void)h;
}

static void TX03_a_tax_rate_has_a_title_for_each_store_view(struct test_store *t)
{
    WITH(t, OWNER);
    struct answer a = browser_get(b, "/admin/tax-rates/1");
    assert_true(answer_has(&a, "Tax Titles") && answer_has(&a, "name=\"title_2\""));
    static const char rate[] =
        "code=DE+19+%%25&country=DE&region=*&postcode=*&rate=19&version=%d"
        "&title_1=VAT&title_2=%s";
    str long_one = str_copy(t->mem, S(""));
    for (int i = 0; i < 129; i++)
        long_one = str_join(t->mem, long_one, S("x"));
    a = browser_post(b, "/admin/tax-rates/1",
                     str_z(t->mem, str_format(t->mem, rate, 1, str_z(t->mem, long_one))));
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "id=\"title_2-e\""));
    assert_int_equal(rows_number(t, "SELECT count(*) FROM tax_rate_title"), 0);
    a = browser_post(b, "/admin/tax-rates/1", str_z(t->mem, str_format(t->mem, rate, 1, "MwSt")));
    assert_int_equal(a.status, 303);
    a = browser_get(b, "/admin/tax-rates/1");
    assert_true(answer_has(&a, "value=\"MwSt\"") && answer_has(&a, "value=\"VAT\""));
    a = browser_post(b, "/admin/tax-rates/1", str_z(t->mem, str_format(t->mem, rate, 2, "")));
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM tax_rate_title"), 1);
    (void)h;
}

static void who_may_not_change_taxes_imports_none(struct test_store *t)
{
    WITH(t, AGENT);
    i64 before = tax_rates(t);
    assert_int_equal(browser_get(b, "/admin/tax-rates/export").status, 403);
    assert_int_equal(
        browser_upload(b, "/admin/tax-rates/import", S(CSV_PART TAX_HEAD "A,DE,*,*,1\r\n")).status,
        403);
    assert_int_equal(tax_rates(t), before);
    (void)h;
}

static void taxes_are_changed_in_the_back_office(struct test_store *t)
{
    WITH(t, OWNER);
    struct answer a =
        browser_post(b, "/admin/tax-rates/new",
                     "code=US-NY&country=US&region=new+york&postcode=100*&rate=8.875");
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT ppm FROM tax_rate WHERE region = 'NY'"), 88750);
    i64 rate = rows_number(t, "SELECT id FROM tax_rate WHERE region = 'NY'");
    a = browser_post(
        b, "/admin/tax-rules/new",
        str_z(t->mem, str_format(t->mem,
                                 "name=New+York&priority=0&sort_order=0&customer%%5B%%"
                                 "5D=retail&product%%5B%%5D=standard&rates%%5B%%5D=%lld",
                                 (long long)rate)));
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM tax_rule_rate"), 9);
    a = browser_get(b, "/admin/tax-rules");
    assert_true(answer_has(&a, "New York"));
    a = browser_post(
        b, str_z(t->mem, str_format(t->mem, "/admin/tax-rates/%lld/delete", (long long)rate)), "");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "A tax rule still uses this rate."));
    (void)h;
}

/* As many as a country has regions of taxes, which came as a file. */
static void a_rule_joins_hundreds_of_rates(struct test_store *t)
{
    WITH(t, OWNER);
    struct buf form = {0};
    test_script(
        t, S("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) "
             "INSERT INTO tax_rate (code, country, region, region_fold, postcode, ppm, version) "
             "SELECT 'Z' || i, 'US', '*', '*', CAST(10000 + i AS TEXT), 50000, 1 FROM n;"));
    i64 first = rows_number(t, "SELECT id FROM tax_rate WHERE code = 'Z1'");
    buf_put(&form, S("name=All&priority=0&sort_order=0&customer[]=retail&product[]=standard"));
    for (int i = 0; i < 900; i++)
        buf_printf(&form, "&rates[]=%lld", (long long)first + i);
    struct answer a = browser_post(b, "/admin/tax-rules/new", str_z(t->mem, buf_str(&form)));
    buf_free(&form);
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t,
                                 "SELECT count(*) FROM tax_rule_rate WHERE rate_id >= "
                                 "(SELECT id FROM tax_rate WHERE code = 'Z1')"),
                     900);
    (void)h;
}

static const struct test tests[] = {
    TEST(CO18_what_is_not_shipped_is_bought_on_one_page),
    TEST(CO18_a_customer_picks_an_address_on_the_one_page),
    TEST(CO18_what_changes_with_the_address_is_shown_before_it_is_charged),
    TEST(the_billing_address_stands_where_the_setting_says),
    TEST(who_orders_too_often_is_told_when_to_try_again),
    TEST(PM06_the_page_offers_every_status_of_new_and_processing),
    TEST(PM04_the_number_of_a_purchase_order_is_asked_for_beside_its_field),
    TEST(SM06_a_way_that_does_not_go_there_says_so_and_is_refused),
    TEST(CO05_staff_makes_a_coupon_and_a_buyer_uses_it),
    TEST(CO16_the_box_stands_before_the_order),
    TEST(SM04_a_bad_line_is_named_on_the_page),
    TEST(SM04_a_file_is_imported_or_told_what_is_wrong_with_it),
    TEST(a_form_with_files_is_taken_only_where_files_belong),
    TEST(TX05_tax_rates_come_in_as_a_file),
    TEST(TX05_what_goes_out_comes_in_again),
    TEST(TX05_titles_and_ranges_have_columns_of_their_own),
    TEST(TX03_a_tax_rate_has_a_title_for_each_store_view),
    TEST(who_may_not_change_taxes_imports_none),
    TEST(taxes_are_changed_in_the_back_office),
    TEST(a_rule_joins_hundreds_of_rates),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
