/* Orders in the back office as a browser meets them: the grid, the order, its comments and addresses. */
#include "goods.h"
#include "house.h"
#include "rows.h"

#include <stdio.h>
#include <string.h>

#define OFFICE(t, who)                                                                             \
    struct house *h = house_make(t);                                                               \
    SCOPED(browser_end_of) struct browser *b = house_browser(h, who)

static void stands_in_order(str body, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        while (body.n && !str_starts(body, str_from(texts[i])))
            body = str_skip(body, 1);
        if (body.n == 0)
            fail_msg("%s is missing, or not behind %s", texts[i],
                     i ? texts[i - 1] : "the beginning");
    }
}

static const char *order_path(struct house *h, i64 id, const char *rest)
{
    return at(h->t, "/admin/orders/%lld%s", (long long)id, rest);
}

static bool lists(struct house *h, const struct answer *a, str number)
{
    return answer_has(a, at(h->t, ">%.*s<", STR_ARG(number)));
}

/* ---- the grid ---- */

static void OG01_OG02_the_grid_has_its_columns_and_ten_more(struct test_store *t)
{
    OFFICE(t, OWNER);
    static const char *const heads[] = {"<thead>",
                                        "ID",
                                        "Purchase Point",
                                        "Purchase Date",
                                        "Bill-to Name",
                                        "Ship-to Name",
                                        "Grand Total (Base)",
                                        "Grand Total (Purchased)",
                                        "Status",
                                        "Action",
                                        "</thead>"};
    struct answer a = browser_get(b, "/admin/orders");
    stands_in_order(a.body, heads, COUNT(heads));
    assert_true(answer_has(&a, "Main Website") && answer_has(&a, "Main Website Store / English"));
    static const char *const more[] = {
        "Billing Address", "Shipping Address", "Shipping Information",  "Customer Email",
        "Customer Group",  "Subtotal",         "Shipping and Handling", "Customer Name",
        "Payment Method",  "Total Refunded"};
    for (size_t i = 0; i < COUNT(more); i++)
        assert_true(answer_has(&a, more[i]));
    a = browser_get(b, "/admin/orders?c[]=email&c[]=bill_line");
    assert_true(answer_has(&a, "anna@customers.test") &&
                answer_has(&a, "Am Anger 5, 38640 Goslar, DE"));
    (void)h;
}

static void OG03_the_newest_number_comes_first_and_places_are_not_sorted(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = browser_get(b, "/admin/orders");
    const char *const numbers[] = {"000000004", "000000003", "000000002", "000000001"};
    stands_in_order(a.body, numbers, COUNT(numbers));
    assert_true(answer_has(&a, "sort=created_at") && !answer_has(&a, "sort=view"));
    a = browser_get(b, "/admin/orders?sort=view");
    assert_int_equal(a.status, 404);
    (void)h;
}

static void OG04_dates_are_inclusive_days_of_the_default_zone(struct test_store *t)
{
    OFFICE(t, OWNER);
    /* 23:30 of 20 November 2026 in Berlin, and half past midnight of the 21st. */
    test_script(
        t, str_from(at(t,
                       "UPDATE sales_order SET created_at = 1795213800000000 WHERE id = %lld;\n"
                       "UPDATE sales_order SET created_at = 1795217400000000 WHERE id = %lld;",
                       (long long)h->anna.order_id, (long long)h->ben.order_id)));
    struct answer a =
        browser_get(b, "/admin/orders?created_at_from=2026-11-20&created_at_to=2026-11-20");
    assert_true(lists(h, &a, h->anna.number) && !lists(h, &a, h->ben.number));
    a = browser_get(b, "/admin/orders?created_at_from=2026-11-21&created_at_to=2026-11-21");
    assert_true(!lists(h, &a, h->anna.number) && lists(h, &a, h->ben.number));
    a = browser_get(b, "/admin/orders?created_at_from=2026-11-20&created_at_to=2026-11-21");
    assert_true(lists(h, &a, h->anna.number) && lists(h, &a, h->ben.number));
}

static void OG05_OG07_places_and_statuses_are_chosen_from_lists(struct test_store *t)
{
    OFFICE(t, OWNER);
    test_script(
        t,
        str_from(at(
            t,
            "UPDATE sales_order SET store_view_id = 2, status = 'processing', state = 'processing' "
            "WHERE id = %lld;",
            (long long)h->anna.order_id)));
    struct answer a = browser_get(b, "/admin/orders");
    static const char *const choices[] = {"All Store Views",
                                          "Main Website / Main Website Store / English",
                                          "Main Website / Main Website Store / Deutsch"};
    stands_in_order(a.body, choices, COUNT(choices));
    static const char *const statuses[] = {"Pending",  "Processing",    "Suspected Fraud",
                                           "Complete", "Closed",        "Canceled",
                                           "On Hold",  "Payment Review"};
    for (size_t i = 0; i < COUNT(statuses); i++)
        assert_true(answer_has(&a, at(t, ">%s</option>", statuses[i])));
    a = browser_get(b, "/admin/orders?view=2");
    assert_true(lists(h, &a, h->anna.number) && !lists(h, &a, h->ben.number));
    a = browser_get(b, "/admin/orders?status=processing");
    assert_true(lists(h, &a, h->anna.number) && !lists(h, &a, h->ben.number));
}

static void OG06_totals_are_a_range(struct test_store *t)
{
    OFFICE(t, OWNER);
    test_script(t, str_from(at(t, "UPDATE sales_order SET grand_total = 10000 WHERE id = %lld;",
                               (long long)h->anna.order_id)));
    struct answer a = browser_get(b, "/admin/orders?grand_total_from=100&grand_total_to=100");
    assert_true(lists(h, &a, h->anna.number) && !lists(h, &a, h->ben.number));
    a = browser_get(b, "/admin/orders?grand_total_from=100.01");
    assert_false(lists(h, &a, h->anna.number));
}

static void OG08_the_keyword_finds_numbers_names_and_addresses(struct test_store *t)
{
    OFFICE(t, OWNER);
    static const char *const typed[] = {"000000002", "cart", "carter%20ben",
                                        "ben%40customers.test"};
    for (size_t i = 0; i < COUNT(typed); i++) {
        struct answer a = browser_get(b, at(t, "/admin/orders?q=%s", typed[i]));
        assert_true(lists(h, &a, h->ben.number));
        assert_false(lists(h, &a, h->anna.number));
    }
}

static void OG13_OG14_a_row_opens_the_order_and_has_both_currencies(struct test_store *t)
{
    OFFICE(t, OWNER);
    test_script(
        t, str_from(
               at(t, "UPDATE sales_order SET currency = 'USD', grand_total = 3000 WHERE id = %lld;",
                  (long long)h->anna.order_id)));
    struct answer a = browser_get(b, "/admin/orders");
    assert_true(answer_has(&a, at(t, "href=\"%s\"", order_path(h, h->anna.order_id, ""))));
    assert_true(answer_has(&a, "€24.99") && answer_has(&a, "$30.00"));
}

/* ---- the order ---- */

static void OV01_OV06_OV07_the_order_says_what_it_is(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = browser_get(b, order_path(h, h->anna.order_id, ""));
    static const char *const texts[] = {
        "<h1>Order #000000001</h1>", ">Information</a>", ">Invoices <",
        ">Credit Memos <",           ">Shipments <",     ">Comments History</a>"};
    stands_in_order(a.body, texts, COUNT(texts));
    static const char *const facts[] = {"Order Date",
                                        "Order Status",
                                        "Pending",
                                        "Purchased From",
                                        "Main Website<br>Main Website Store<br>English",
                                        "Placed from IP",
                                        "203.0.113.7",
                                        "The order confirmation email waits to be sent",
                                        "Anna Berger",
                                        "mailto:anna@customers.test",
                                        "General"};
    for (size_t i = 0; i < COUNT(facts); i++)
        if (!answer_has(&a, facts[i]))
            fail_msg("%s is missing", facts[i]);
    assert_true(
        answer_has(&a, at(t, "href=\"/admin/customers/%.*s\">Anna Berger", STR_ARG(h->anna.ref))));
    test_script(
        t, S("INSERT INTO setting (scope, scope_id, path, value) VALUES ('default', 0, "
             "'sales/general/hide_customer_ip', '1');\nUPDATE sales_order SET mail_sent_at = 1;"));
    assert_ok(snapshot_load(t->db));
    a = browser_get(b, order_path(h, h->anna.order_id, ""));
    assert_false(answer_has(&a, "203.0.113.7"));
    assert_true(answer_has(&a, "The order confirmation email was sent"));
}

static void OV02_OV03_OV04_the_button_stands_where_an_account_is(struct test_store *t)
{
    OFFICE(t, AGENT);
    static const char *const states[] = {"new",    "processing", "complete",
                                         "closed", "canceled",   "holded"};
    for (size_t i = 0; i < COUNT(states); i++) {
        test_script(t, str_from(at(t, "UPDATE sales_order SET state = '%s';", states[i])));
        struct answer a = browser_get(b, order_path(h, h->anna.order_id, ""));
        assert_true(answer_has(&a, at(t, "href=\"/admin/assist/order/%lld?from=information\"",
                                      (long long)h->anna.order_id)));
        a = browser_get(b, order_path(h, h->guest_order_id, ""));
        assert_false(answer_has(&a, "Login as Customer"));
    }
    SCOPED(browser_end_of) struct browser *clerk = house_browser(h, CLERK);
    struct answer a = browser_get(clerk, order_path(h, h->anna.order_id, ""));
    assert_int_equal(a.status, 200);
    assert_false(answer_has(&a, "Login as Customer"));
    i64 before = rows_number(t, "SELECT count(*) FROM assist_session");
    a = browser_post(b, at(t, "/admin/assist/order/%lld", (long long)h->guest_order_id), "");
    assert_int_not_equal(a.status, 303);
    test_script(t, str_from(at(t, "UPDATE sales_order SET account_gone = TRUE WHERE id = %lld;",
                               (long long)h->anna.order_id)));
    a = browser_get(b, order_path(h, h->anna.order_id, ""));
    assert_false(answer_has(&a, "Login as Customer"));
    a = browser_post(b, at(t, "/admin/assist/order/%lld", (long long)h->anna.order_id), "");
    assert_int_not_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM assist_session"), before);
}

static void OV08_OV10_addresses_and_methods_stand_there(struct test_store *t)
{
    OFFICE(t, OWNER);
    test_script(t, str_from(at(t, "UPDATE sales_order SET po_number = 'PO-7' WHERE id = %lld;",
                               (long long)h->anna.order_id)));
    struct answer a = browser_get(b, order_path(h, h->anna.order_id, ""));
    static const char *const facts[] = {"Billing Address",
                                        "Shipping Address",
                                        "href=\"tel:+493023125999\"",
                                        "Edit Billing Address",
                                        "Edit Shipping Address",
                                        "Am Anger 5",
                                        "38640 Goslar",
                                        "Check / Money Order",
                                        "The order was placed using EUR.",
                                        "PO-7",
                                        "Flat Rate"};
    for (size_t i = 0; i < COUNT(facts); i++)
        if (!answer_has(&a, facts[i]))
            fail_msg("%s is missing", facts[i]);
}

static void OV09_a_virtual_order_has_nothing_shipped(struct test_store *t)
{
    OFFICE(t, OWNER);
    A_PRODUCT(h->w, .sku = "course", .stock = 3, .virtual = true);
    as_guest(h->w);
    struct order o = buys(h->w, "course", 1);
    struct answer a = browser_get(b, order_path(h, o.id, ""));
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "Billing Address"));
    assert_false(answer_has(&a, "Shipping Address") || answer_has(&a, "Shipping &amp; Handling"));
    assert_int_equal(browser_get(b, order_path(h, o.id, "/address/shipping")).status, 404);
}

static void OV11_OV13_items_and_totals_agree(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = browser_get(b, order_path(h, h->anna.order_id, ""));
    static const char *const heads[] = {
        "Product</th>",    "Item Status</th>", "Original Price</th>",
        "Price</th>",      "Qty</th>",         "Subtotal</th>",
        "Tax Amount</th>", "Tax Percent</th>", "Discount Amount</th>",
        "Row Total</th>"};
    stands_in_order(a.body, heads, COUNT(heads));
    assert_true(answer_has(&a, "Blue mug") && answer_has(&a, "SKU: mug") &&
                answer_has(&a, "Ordered 1"));
    static const char *const totals[] = {"Subtotal</dt>",
                                         "€19.99",
                                         "Shipping &amp; Handling</dt>",
                                         "€5.00",
                                         "Included tax</dt>",
                                         "€3.99",
                                         "Grand Total</dt>",
                                         "€24.99",
                                         "Total Paid</dt>",
                                         "€0.00",
                                         "Total Refunded</dt>",
                                         "€0.00",
                                         "Total Due</dt>",
                                         "€24.99"};
    stands_in_order(a.body, totals, COUNT(totals));
}

static void OV11_a_rate_is_shown_as_it_is(struct test_store *t)
{
    OFFICE(t, OWNER);
    test_script(t, S("UPDATE sales_order_item SET tax_ppm = 88750;"));
    struct answer a = browser_get(b, order_path(h, h->anna.order_id, ""));
    assert_true(answer_has(&a, "8.875%"));
}

static void OV14_OV15_a_comment_keeps_to_the_state_and_may_be_mailed(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = browser_get(b, order_path(h, h->anna.order_id, ""));
    assert_true(answer_has(&a, "<option value=\"pending\"") &&
                !answer_has(&a, "<option value=\"processing\""));
    const char *post = order_path(h, h->anna.order_id, "/comments");
    a = browser_post(b, post, "status=complete&comment=x");
    assert_int_equal(a.status, 422);
    a = browser_post(b, post, "status=pending&comment=");
    assert_int_equal(a.status, 422);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM mail WHERE kind = 'order_update'"), 0);
    a = browser_post(b, post, "status=pending&comment=Arrives+on+Monday&notify=1");
    assert_int_equal(a.status, 303);
    assert_true(str_has(rows_text(t, "SELECT body FROM mail WHERE kind = 'order_update'"),
                        S("Arrives on Monday")));
    a = browser_get(b, order_path(h, h->anna.order_id, "/comments"));
    static const char *const newest_first[] = {"Arrives on Monday", "Customer Notified",
                                               "Order placed."};
    stands_in_order(a.body, newest_first, COUNT(newest_first)); /* OV-18 */
    assert_int_equal(
        rows_number(t,
                    "SELECT count(*) FROM action_log WHERE action = 'order.comment' AND success"),
        1);
}

static void OA11_an_address_is_changed_and_amounts_stay(struct test_store *t)
{
    OFFICE(t, OWNER);
    const char *page = order_path(h, h->anna.order_id, "/address/shipping");
    struct answer a = browser_get(b, page);
    assert_true(answer_has(&a, "will not recalculate shipping, tax or other order amounts"));
    const char *fields =
        "version=1&first_name=Otto&last_name=Neu&street1=Weg+2&city=Wien&postcode=1010&country=AT&phone=1";
    a = browser_post(b, page, fields);
    assert_int_equal(a.status, 303);
    a = browser_get(b, order_path(h, h->anna.order_id, ""));
    assert_true(answer_has(&a, "Otto Neu") && answer_has(&a, "Austria") && answer_has(&a, "€3.99"));
    assert_int_equal(browser_post(b, page, fields).status, 409);
    a = browser_post(
        b, page,
        "version=2&first_name=&last_name=Neu&street1=Weg+2&city=Wien&postcode=1010&country=AT&phone=1");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "id=\"first_name-e\""));
    assert_int_equal(browser_get(b, order_path(h, h->anna.order_id, "/address/elsewhere")).status,
                     404);
}

static void OA11_an_address_names_its_state_and_keeps_the_code(struct test_store *t)
{
    OFFICE(t, OWNER);
    const char *page = order_path(h, h->anna.order_id, "/address/shipping");
    const char *region =
        at(t, "SELECT region FROM sales_order_address WHERE kind = 'shipping' AND order_id = %lld",
           (long long)h->anna.order_id);
    struct answer a = browser_get(b, page);
    assert_true(answer_has(&a, "<option value=\"NI\">Niedersachsen</option>"));
    static const char begin[] =
        "first_name=Otto&last_name=Neu&street1=Weg+2&city=Ort&postcode=10101&phone=1";
    a = browser_post(b, page, at(t, "%s&version=1&country=DE&region=NI", begin));
    assert_int_equal(a.status, 303);
    assert_str_equal(rows_text(t, region), S("NI"));
    a = browser_get(b, page);
    assert_true(answer_has(&a, "<option value=\"NI\" selected>Niedersachsen</option>"));
    a = browser_post(b, page, at(t, "%s&version=2&country=DE&region=bayern", begin));
    assert_int_equal(a.status, 303);
    assert_str_equal(rows_text(t, region), S("BY"));
    a = browser_post(b, page, at(t, "%s&version=3&country=US&region=BY", begin));
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "<option value=\"CA\">California</option>"));
    a = browser_post(b, page, at(t, "%s&version=3&country=GB&region=Kent", begin));
    assert_int_equal(a.status, 303);
    assert_str_equal(rows_text(t, region), S("Kent"));
    a = browser_get(b, page);
    assert_true(answer_has(&a, "value=\"Kent\""));
}

static void OA11_another_country_shows_its_states_and_saves_nothing(struct test_store *t)
{
    OFFICE(t, OWNER);
    const char *page = order_path(h, h->anna.order_id, "/address/billing");
    struct answer a = browser_post(b, page, "version=1&country=US&refresh=1");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "<option value=\"CA\">California</option>"));
    assert_int_equal(
        rows_number(t, "SELECT count(*) FROM sales_order_address WHERE country = 'US'"), 0);
}

static void OA11_an_order_that_is_over_keeps_its_addresses(struct test_store *t)
{
    OFFICE(t, OWNER);
    static const char *const states[] = {"complete", "closed", "canceled"};
    const char *order = order_path(h, h->anna.order_id, "");
    const char *page = order_path(h, h->anna.order_id, "/address/shipping");
    struct answer a = browser_get(b, order);
    assert_true(answer_has(&a, "Edit Billing Address") && answer_has(&a, "Edit Shipping Address"));
    for (size_t i = 0; i < COUNT(states); i++) {
        test_script(t, str_from(at(t, "UPDATE sales_order SET state = '%s';", states[i])));
        a = browser_get(b, page);
        assert_int_equal(a.status, 303);
        assert_str_equal(a.location, str_from(order));
        a = browser_get(b, order);
        assert_true(answer_has(&a, "can no longer be changed"));
        assert_false(answer_has(&a, "Edit Billing Address") ||
                     answer_has(&a, "Edit Shipping Address"));
        a = browser_post(b, page,
                         "version=1&first_name=Otto&last_name=Neu&street1=Weg+2&city=Wien&"
                         "postcode=1010&country=AT&phone=1");
        assert_int_equal(a.status, 422);
        assert_true(answer_has(&a, "can no longer be changed"));
    }
}

/* ---- what is done with an order ---- */

static const char *posts(struct house *h, i64 id, const char *act)
{
    return order_path(h, id, at(h->t, "/%s", act));
}

static str state_of(struct house *h, i64 id)
{
    return rows_text(h->t,
                     at(h->t, "SELECT state FROM sales_order WHERE id = %lld", (long long)id));
}

static i64 version_of(struct house *h, i64 id)
{
    return rows_number(h->t,
                       at(h->t, "SELECT version FROM sales_order WHERE id = %lld", (long long)id));
}

static struct answer does(struct house *h, struct browser *b, i64 id, const char *act)
{
    return browser_post(b, posts(h, id, act),
                        at(h->t, "version=%lld", (long long)version_of(h, id)));
}

/* What stands between the page's head and its tabs. */
static str buttons_of(const struct answer *a)
{
    str body = a->body, rest;
    while (body.n && !str_starts(body, S("class=\"phead\"")))
        body = str_skip(body, 1);
    for (rest = body; rest.n && !str_starts(rest, S("class=\"tabs\""));)
        rest = str_skip(rest, 1);
    return str_head(body, body.n - rest.n);
}

static const char *const all_buttons[] = {
    ">Back</a>",        "Login as Customer", ">Cancel Order</a>",
    ">Send Email</a>",  ">Credit Memo</a>",  ">Hold</button>",
    ">Unhold</button>", ">Invoice</a>",      ">Ship</a>"};

static void has_buttons(struct house *h, struct browser *b, i64 id, const char *situation)
{
    struct answer a = browser_get(b, order_path(h, id, ""));
    str buttons = buttons_of(&a);
    for (size_t i = 0; i < COUNT(all_buttons); i++)
        if (str_has(buttons, str_from(all_buttons[i])) != (situation[i] == 'x'))
            fail_msg("%s: %s", situation, all_buttons[i]);
    const char *shown[COUNT(all_buttons)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT(all_buttons); i++)
        if (situation[i] == 'x')
            shown[n++] = all_buttons[i];
    stands_in_order(buttons, shown, n);
}

static void set_order(struct house *h, const char *set)
{
    test_script(h->t, str_from(at(h->t, "UPDATE sales_order SET %s WHERE id = %lld;", set,
                                  (long long)h->anna.order_id)));
}

static void set_item(struct house *h, const char *set)
{
    test_script(h->t, str_from(at(h->t, "UPDATE sales_order_item SET %s WHERE order_id = %lld;",
                                  set, (long long)h->anna.order_id)));
}

static void OA01_each_situation_has_its_buttons(struct test_store *t)
{
    OFFICE(t, OWNER);
    i64 id = h->anna.order_id;
    /* Back, Login, Cancel, Email, Credit Memo, Hold, Unhold, Invoice, Ship */
    has_buttons(h, b, id, "xxxx-x-xx"); /* pending */
    set_order(h, "state = 'processing', status = 'processing'");
    has_buttons(h, b, id, "xxxx-x-xx"); /* processing, not invoiced */
    set_order(h, "paid = grand_total, base_paid = base_grand_total");
    set_item(h, "qty_invoiced = qty_ordered");
    has_buttons(h, b, id, "xx-xxx--x"); /* processing, invoiced */
    set_item(h, "qty_shipped = qty_ordered");
    set_order(h, "state = 'complete', status = 'complete'");
    has_buttons(h, b, id, "xx-xx----"); /* complete */
    set_order(h, "refunded = paid, base_refunded = base_paid, state = 'closed', status = 'closed'");
    has_buttons(h, b, id, "xx-x-----"); /* closed */
    set_order(
        h,
        "paid = 0, refunded = 0, base_paid = 0, base_refunded = 0, state = 'canceled', status = 'canceled'");
    has_buttons(h, b, id, "xx-x-----"); /* canceled */
    set_item(h, "qty_invoiced = 0, qty_shipped = 0");
    set_order(h,
              "state = 'holded', status = 'holded', held_state = 'new', held_status = 'pending'");
    has_buttons(h, b, id, "xx-x--x--"); /* on hold */
}

static void OA02_a_form_for_another_state_changes_nothing(struct test_store *t)
{
    OFFICE(t, OWNER);
    i64 id = h->anna.order_id;
    set_order(h, "state = 'canceled', status = 'canceled'");
    str before = rows_where(t, "sales_order", S("id > 0"));
    static const char *const acts[] = {"cancel", "hold", "unhold"};
    for (size_t i = 0; i < COUNT(acts); i++) {
        struct answer a = does(h, b, id, acts[i]);
        assert_int_equal(a.status, 303);
        a = browser_get(b, order_path(h, id, ""));
        assert_true(answer_has(&a, "This order does not allow it any more. Nothing was changed."));
    }
    static const char *const makes[] = {"invoice", "shipment", "credit_memo"};
    for (size_t i = 0; i < COUNT(makes); i++) {
        assert_int_equal(browser_get(b, posts(h, id, makes[i])).status, 303);
        assert_int_equal(does(h, b, id, makes[i]).status, 303);
    }
    assert_str_equal(rows_where(t, "sales_order", S("id > 0")), before);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM sales_document"), 0);
}

static void OA03_canceling_asks_first(struct test_store *t)
{
    OFFICE(t, OWNER);
    i64 id = h->anna.order_id;
    struct answer a = browser_get(b, posts(h, id, "cancel"));
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "Do you want to cancel this order?"));
    assert_str_equal(state_of(h, id), S("new"));
    assert_int_equal(does(h, b, id, "cancel").status, 303);
    assert_str_equal(state_of(h, id), S("canceled"));
    a = browser_get(b, order_path(h, id, ""));
    assert_true(answer_has(&a, "You canceled the order.") && answer_has(&a, "Canceled 1"));
    assert_int_equal(browser_get(b, posts(h, id, "cancel")).status, 303);
}

static void OA06_OA07_an_order_is_held_and_released(struct test_store *t)
{
    OFFICE(t, OWNER);
    i64 id = h->anna.order_id;
    assert_int_equal(does(h, b, id, "hold").status, 303);
    assert_str_equal(state_of(h, id), S("holded"));
    assert_int_equal(does(h, b, id, "unhold").status, 303);
    assert_str_equal(state_of(h, id), S("new"));
    struct answer a = browser_get(b, order_path(h, id, "/comments"));
    static const char *const newest_first[] = {"Order released from hold.", "Order put on hold."};
    stands_in_order(a.body, newest_first, COUNT(newest_first)); /* OA-21 */
}

static void OA14_the_order_email_is_sent_again_after_a_question(struct test_store *t)
{
    OFFICE(t, OWNER);
    i64 id = h->anna.order_id;
    i64 before = rows_number(t, "SELECT count(*) FROM mail WHERE kind = 'order_new'");
    struct answer a = browser_get(b, posts(h, id, "email"));
    assert_true(answer_has(&a, "<strong>anna@customers.test</strong>"));
    assert_int_equal(browser_post(b, posts(h, id, "email"), "").status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM mail WHERE kind = 'order_new'"),
                     before + 1);
}

static void OA25_a_second_stale_action_is_refused(struct test_store *t)
{
    OFFICE(t, OWNER);
    i64 id = h->anna.order_id;
    const char *seen = at(t, "version=%lld", (long long)version_of(h, id));
    assert_int_equal(browser_post(b, posts(h, id, "hold"), seen).status, 303);
    struct answer a = browser_post(b, posts(h, id, "cancel"), seen);
    assert_int_equal(a.status, 303);
    assert_str_equal(state_of(h, id), S("holded"));
    a = browser_get(b, order_path(h, id, ""));
    assert_true(answer_has(&a, "Somebody else changed this order meanwhile."));
    assert_int_equal(browser_post(b, posts(h, id, "unhold"), "").status, 422);
    assert_int_equal(browser_post(b, posts(h, id, "unhold"), "version=x").status, 422);
    assert_str_equal(state_of(h, id), S("holded"));
}

static void OG09_OG10_many_orders_are_canceled_and_held_at_once(struct test_store *t)
{
    OFFICE(t, OWNER);
    const char *chosen = at(t, "o[]=%lld&o[]=%lld&o[]=%lld", (long long)h->anna.order_id,
                            (long long)h->ben.order_id, (long long)h->clara.order_id);
    struct answer a = browser_get(b, "/admin/orders");
    assert_true(answer_has(&a, "name=\"o[]\"") && answer_has(&a, ">Unhold</button>"));
    a = browser_get(b, at(t, "/admin/orders/hold?%s", chosen));
    assert_true(answer_has(&a, "Do you want to put 3 orders on hold?"));
    assert_str_equal(state_of(h, h->ben.order_id), S("new"));
    set_order(h, "state = 'canceled', status = 'canceled'");
    assert_int_equal(browser_post(b, "/admin/orders/hold", chosen).status, 303);
    a = browser_get(b, "/admin/orders");
    assert_true(answer_has(&a, "Orders put on hold: 2, not possible: 1."));
    assert_str_equal(state_of(h, h->clara.order_id), S("holded"));
    assert_int_equal(browser_post(b, "/admin/orders/unhold", chosen).status, 303);
    assert_str_equal(state_of(h, h->clara.order_id), S("new"));
    assert_int_equal(browser_post(b, "/admin/orders/cancel", chosen).status, 303);
    a = browser_get(b, "/admin/orders");
    assert_true(answer_has(&a, "Orders canceled: 2, not possible: 1."));
    assert_str_equal(state_of(h, h->clara.order_id), S("canceled"));
    a = browser_post(b, "/admin/orders/cancel", "");
    assert_int_equal(a.status, 303);
    a = browser_get(b, "/admin/orders");
    assert_true(answer_has(&a, "Please select orders first."));
    assert_int_equal(browser_post(b, "/admin/orders/cancel", "o[]=x").status, 404);
    assert_int_equal(browser_post(b, "/admin/orders/cancel", "o[]=999999").status, 303);
}

static void OV20_OA02_tabs_and_buttons_need_their_rights(struct test_store *t)
{
    OFFICE(t, VISITOR);
    test_script(t,
                S("UPDATE role SET resources = 'sales.orders.view sales.invoices' WHERE id = 5;"));
    browser_keep(b, S("kontor-admin"), house_staff_token(h, STAFF_SPARE), S("/"));
    i64 id = h->anna.order_id;
    struct answer a = browser_get(b, order_path(h, id, ""));
    assert_true(answer_has(&a, ">Invoices <"));
    assert_false(answer_has(&a, ">Shipments <") || answer_has(&a, ">Credit Memos <"));
    has_buttons(h, b, id, "x--------");
    assert_int_equal(browser_get(b, order_path(h, id, "/invoices")).status, 200);
    assert_int_equal(browser_get(b, order_path(h, id, "/shipments")).status, 403);
    assert_int_equal(browser_get(b, order_path(h, id, "/credit_memos")).status, 403);
    static const char *const acts[] = {"cancel",  "email",    "hold",       "unhold",
                                       "invoice", "shipment", "credit_memo"};
    for (size_t i = 0; i < COUNT(acts); i++)
        assert_int_equal(does(h, b, id, acts[i]).status, 403);
    a = browser_get(b, "/admin/orders");
    assert_false(answer_has(&a, ">Hold</button>") || answer_has(&a, ">Cancel Orders</button>"));
    assert_int_equal(browser_post(b, "/admin/orders/cancel", "o[]=1").status, 403);
    assert_str_equal(state_of(h, id), S("new"));
}

static void who_may_only_look_cannot_comment_or_edit(struct test_store *t)
{
    OFFICE(t, VISITOR);
    test_script(t, S("UPDATE role SET resources = 'sales.orders.view' WHERE id = 5;"));
    browser_keep(b, S("kontor-admin"), house_staff_token(h, STAFF_SPARE), S("/"));
    struct answer a = browser_get(b, order_path(h, h->anna.order_id, ""));
    assert_int_equal(a.status, 200);
    assert_false(answer_has(&a, "Submit Comment") || answer_has(&a, "Edit Billing Address"));
    assert_int_equal(
        browser_post(b, order_path(h, h->anna.order_id, "/comments"), "status=pending&comment=x")
            .status,
        403);
    assert_int_equal(browser_get(b, order_path(h, h->anna.order_id, "/address/billing")).status,
                     403);
    assert_int_equal(
        browser_post(b, order_path(h, h->anna.order_id, "/address/billing"), "version=1").status,
        403);
    assert_int_equal(
        rows_number(t, "SELECT count(*) FROM sales_order_comment WHERE staff_id IS NOT NULL"), 0);
}

static void LO03_staff_reads_in_their_language_whatever_the_order(struct test_store *t)
{
    OFFICE(t, OWNER);
    test_script(t, S("UPDATE admin_user SET lang = 'de-DE' WHERE id = 1;"));
    struct answer a = browser_get(b, order_path(h, h->anna.order_id, ""));
    assert_true(answer_has(&a, "Ausstehend") && answer_has(&a, "24,99\xC2\xA0€"));
    SCOPED(browser_end_of) struct browser *anna = house_browser(h, CUSTOMER);
    a = browser_get(anna, "/");
    assert_true(answer_has(&a, "<html lang=\"en\">"));
}

static void transactions_stand_in_the_grid_and_on_an_order_that_has_some(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, OWNER);
    const char *order = at(t, "/admin/orders/%lld", (long long)h->anna.order_id);
    struct answer none = browser_get(b, order);
    assert_false(answer_has(&none, at(t, "%s/transactions", order)));
    test_script(t, str_format(t->mem,
                              "INSERT INTO payment_transaction (order_id, store_view_id, "
                              "order_number, txn_id, parent_txn_id, method, kind, closed, "
                              "created_at) VALUES (%lld, 1, '%.*s', 'ch_77', '', 'checkmo', "
                              "'capture', TRUE, 1);\n",
                              (long long)h->anna.order_id, STR_ARG(h->anna.number)));
    struct answer a = browser_get(b, order);
    assert_true(answer_has(&a, at(t, "%s/transactions", order)));
    a = browser_get(b, at(t, "%s/transactions", order));
    assert_true(answer_has(&a, "ch_77") && answer_has(&a, "Capture"));
    a = browser_get(b, "/admin/transactions?txn=ch_77");
    assert_true(answer_has(&a, "ch_77") && answer_has(&a, "Check / Money Order"));
    browser_end(b);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(transactions_stand_in_the_grid_and_on_an_order_that_has_some),
        TEST(OG01_OG02_the_grid_has_its_columns_and_ten_more),
        TEST(OG03_the_newest_number_comes_first_and_places_are_not_sorted),
        TEST(OG04_dates_are_inclusive_days_of_the_default_zone),
        TEST(OG05_OG07_places_and_statuses_are_chosen_from_lists),
        TEST(OG06_totals_are_a_range),
        TEST(OG08_the_keyword_finds_numbers_names_and_addresses),
        TEST(OG13_OG14_a_row_opens_the_order_and_has_both_currencies),
        TEST(OV01_OV06_OV07_the_order_says_what_it_is),
        TEST(OV02_OV03_OV04_the_button_stands_where_an_account_is),
        TEST(OV08_OV10_addresses_and_methods_stand_there),
        TEST(OV09_a_virtual_order_has_nothing_shipped),
        TEST(OV11_OV13_items_and_totals_agree),
        TEST(OV11_a_rate_is_shown_as_it_is),
        TEST(OV14_OV15_a_comment_keeps_to_the_state_and_may_be_mailed),
        TEST(OA11_an_address_is_changed_and_amounts_stay),
        TEST(OA11_an_address_names_its_state_and_keeps_the_code),
        TEST(OA11_another_country_shows_its_states_and_saves_nothing),
        TEST(OA11_an_order_that_is_over_keeps_its_addresses),
        TEST(OA01_each_situation_has_its_buttons),
        TEST(OA02_a_form_for_another_state_changes_nothing),
        TEST(OA03_canceling_asks_first),
        TEST(OA06_OA07_an_order_is_held_and_released),
        TEST(OA14_the_order_email_is_sent_again_after_a_question),
        TEST(OA25_a_second_stale_action_is_refused),
        TEST(OG09_OG10_many_orders_are_canceled_and_held_at_once),
        TEST(OV20_OA02_tabs_and_buttons_need_their_rights),
        TEST(who_may_only_look_cannot_comment_or_edit),
        TEST(LO03_staff_reads_in_their_language_whatever_the_order),
    };
    return run_on_both(tests, COUNT(tests));
}
