/* A customer's orders after they were placed: documents, tracking, ordering again, canceling; and guests who find theirs. */
#include "house.h"
#include "rows.h"

#define SHOP(t, who)                                                                               \
    struct house *h = house_make(t);                                                               \
    SCOPED(browser_end_of) struct browser *b = house_browser(h, who)

static const char *of_order(struct house *h, enum person who, str number, const char *rest)
{
    str base = house_base(h, SURFACE_SHOP, who);
    return str_z(h->t->mem, str_format(h->t->mem, "%.*s/account/orders/%.*s%s", STR_ARG(base),
                                       STR_ARG(number), rest));
}

static str number_with_documents(struct house *h)
{
    house_documents(h);
    return rows_text(h->t, "SELECT order_number FROM sales_document LIMIT 1");
}

static void setting_is(struct house *h, const char *path, const char *value)
{
    test_script(h->t,
                str_format(h->t->mem,
                           "DELETE FROM setting WHERE path = '%s';\nINSERT INTO setting (scope, "
                           "scope_id, path, value) VALUES ('default', 0, '%s', '%s');",
                           path, path, value));
    assert_ok(snapshot_load(h->t->db));
}

static void SF32_tabs_stand_only_where_documents_are(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    struct answer a = browser_get(b, of_order(h, CUSTOMER, h->anna.number, ""));
    assert_int_equal(a.status, 200);
    assert_false(answer_has(&a, "/invoices\""));
    assert_int_equal(browser_get(b, of_order(h, CUSTOMER, h->anna.number, "/invoices")).status,
                     404);
    str number = number_with_documents(h);
    a = browser_get(b, of_order(h, CUSTOMER, number, ""));
    assert_true(answer_has(&a, "/invoices\"") && answer_has(&a, "/shipments\"") &&
                answer_has(&a, "/refunds\""));
    a = browser_get(b, of_order(h, CUSTOMER, number, "/invoices"));
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "Invoice #000000001") && answer_has(&a, "Grand Total"));
    a = browser_get(b, of_order(h, CUSTOMER, number, "/shipments"));
    assert_true(answer_has(&a, "Shipment #000000001"));
    assert_false(answer_has(&a, "Grand Total"));
    a = browser_get(b, of_order(h, CUSTOMER, number, "/refunds"));
    assert_true(answer_has(&a, "Refund #000000001"));
}

static void SF31_documents_of_somebody_elses_order_are_not_found(struct test_store *t)
{
    SHOP(t, OTHER_CUSTOMER);
    str number = number_with_documents(h);
    static const char *const rest[] = {"/invoices", "/shipments", "/refunds", "/tracking",
                                       "/cancel"};
    for (size_t i = 0; i < COUNT(rest); i++)
        assert_int_equal(browser_get(b, of_order(h, OTHER_CUSTOMER, number, rest[i])).status, 404);
    assert_int_equal(browser_post(b, of_order(h, OTHER_CUSTOMER, number, "/reorder"), "").status,
                     404);
}

static void SF36_orders_and_their_documents_are_printed(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    assert_int_equal(
        browser_get(b, of_order(h, CUSTOMER, h->anna.number, "/invoices/print")).status, 404);
    str number = number_with_documents(h);
    static const char *const rest[] = {"/print", "/invoices/print", "/shipments/print",
                                       "/refunds/print"};
    SCOPED(browser_end_of) struct browser *ben = house_browser(h, OTHER_CUSTOMER);
    for (size_t i = 0; i < COUNT(rest); i++) {
        struct answer a = browser_get(b, of_order(h, CUSTOMER, number, rest[i]));
        assert_int_equal(a.status, 200);
        assert_true(answer_has(&a, "Anna"));
        assert_int_equal(browser_get(ben, of_order(h, OTHER_CUSTOMER, number, rest[i])).status,
                         404);
    }
}

static void SF37_tracking_shows_carrier_title_and_number(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    str number = number_with_documents(h);
    test_script(t, S("DELETE FROM sales_document_track;\n"));
    assert_int_equal(browser_get(b, of_order(h, CUSTOMER, number, "/tracking")).status, 404);
    test_script(
        t, S("INSERT INTO sales_document_track (document_id, carrier, title, number, created_at) "
             "SELECT id, 'dhl', 'Parcel', 'JD 42', 1 FROM sales_document WHERE kind = "
             "'shipment';\n"));
    struct answer a = browser_get(b, of_order(h, CUSTOMER, number, "/tracking"));
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "DHL") && answer_has(&a, "Parcel") && answer_has(&a, "JD 42") &&
                answer_has(&a, "Close Window"));
}

static void SF39_reorder_leads_to_the_cart(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    i64 before =
        rows_number(t,
                    "SELECT coalesce(sum(i.qty), 0) FROM cart_item i JOIN cart k ON k.id = "
                    "i.cart_id WHERE k.open");
    struct answer a = browser_post(b, of_order(h, CUSTOMER, h->anna.number, "/reorder"), "");
    assert_int_equal(a.status, 303);
    assert_true(rows_number(t,
                            "SELECT sum(i.qty) FROM cart_item i JOIN cart k ON k.id = i.cart_id "
                            "WHERE k.open") > before);
    setting_is(h, "sales/reorder/allow", "0");
    assert_int_equal(browser_post(b, of_order(h, CUSTOMER, h->anna.number, "/reorder"), "").status,
                     404);
}

static void SF41_customers_cancel_only_where_the_setting_allows_it(struct test_store *t)
{
    SHOP(t, CUSTOMER);
    assert_int_equal(browser_get(b, of_order(h, CUSTOMER, h->anna.number, "/cancel")).status, 404);
    setting_is(h, "sales/cancellation/enabled", "1");
    struct answer a = browser_get(b, of_order(h, CUSTOMER, h->anna.number, "/cancel"));
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "I ordered it by mistake"));
    a = browser_post(b, of_order(h, CUSTOMER, h->anna.number, "/cancel"), "version=1&reason=");
    assert_int_equal(a.status, 422);
    a = browser_post(b, of_order(h, CUSTOMER, h->anna.number, "/cancel"),
                     "version=99&reason=Other");
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM sales_order WHERE state = 'canceled'"),
                     0);
    a = browser_post(b, of_order(h, CUSTOMER, h->anna.number, "/cancel"), "version=1&reason=Other");
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM sales_order WHERE state = 'canceled'"),
                     1);
}

static void staff_orders_again_for_the_customer_and_the_log_says_so(struct test_store *t)
{
    SHOP(t, ASSISTING);
    struct answer a = browser_post(b, of_order(h, ASSISTING, h->anna.number, "/reorder"), "");
    assert_int_equal(a.status, 303);
    assert_true(rows_number(t,
                            "SELECT count(*) FROM action_log WHERE assist_id IS NOT NULL AND "
                            "action = 'cart.change'") > 0);
}

static void SF46_a_guest_finds_the_order_by_its_details(struct test_store *t)
{
    SHOP(t, VISITOR);
    assert_int_equal(browser_get(b, "/orders-and-returns").status, 200);
    str number = rows_text(t, "SELECT number FROM sales_order WHERE customer_id IS NULL LIMIT 1");
    str email = rows_text(t, "SELECT email FROM sales_order WHERE customer_id IS NULL LIMIT 1");
    str last =
        rows_text(t,
                  "SELECT a.last_name FROM sales_order o JOIN sales_order_address a ON "
                  "a.order_id = o.id AND a.kind = 'billing' WHERE o.customer_id IS NULL LIMIT 1");
    str form = str_format(t->mem, "number=%.*s&last_name=%.*s&email=%.*s", STR_ARG(number),
                          STR_ARG(last), STR_ARG(email));
    struct answer a = browser_post(b, "/orders-and-returns", str_z(t->mem, form));
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, str_z(t->mem, number)));
    assert_false(answer_has(&a, "/reorder"));
    form = str_format(t->mem, "number=%.*s&last_name=Nobody&email=%.*s", STR_ARG(number),
                      STR_ARG(email));
    a = browser_post(b, "/orders-and-returns", str_z(t->mem, form));
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "No order fits these details."));
}

int main(void)
{
    static const struct test tests[] = {
        TEST(SF32_tabs_stand_only_where_documents_are),
        TEST(SF31_documents_of_somebody_elses_order_are_not_found),
        TEST(SF36_orders_and_their_documents_are_printed),
        TEST(SF37_tracking_shows_carrier_title_and_number),
        TEST(SF39_reorder_leads_to_the_cart),
        TEST(SF41_customers_cancel_only_where_the_setting_allows_it),
        TEST(staff_orders_again_for_the_customer_and_the_log_says_so),
        TEST(SF46_a_guest_finds_the_order_by_its_details),
    };
    return run_on_both(tests, COUNT(tests));
}
