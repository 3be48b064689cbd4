/* Invoices, shipments and credit memos in the back office as a browser meets them: making one, looking at it, the lists,
 * and Login as Customer from each. */
#include "goods.h"
#include "house.h"
#include "rows.h"

#include "domain/account.h"
#include "domain/document_make.h"

#include <stdio.h>
#include <string.h>

/* Anna has an order of three mugs at 19.99 and two cups at 24.00, with shipping of 5.00. */
struct office {
    struct house *h;
    struct browser *b;
    struct test_store *t;
    struct order order;
    i64 mug, cup; /* its items */
};
#define OFFICE(t, who) SCOPED(office_end) struct office o = office_open(t, who)

static void office_end(struct office *o)
{
    browser_end(o->b);
}

static i64 item_of(struct office *o, const char *sku)
{
    return rows_number(
        o->t, at(o->t, "SELECT id FROM sales_order_item WHERE order_id = %lld AND sku = '%s'",
                 (long long)o->order.id, sku));
}

static struct office office_open(struct test_store *t, enum person who)
{
    struct office o = {.h = house_make(t), .t = t};
    price_becomes(o.h->w, rows_number(t, "SELECT id FROM product WHERE sku = 'cup'"), 2400);
    as_customer(o.h->w, o.h->anna.id);
    test_script(t, S("DELETE FROM cart_item;"));
    puts_in_cart(o.h->w, "cup", 2);
    o.order = buys(o.h->w, "mug", 3);
    o.mug = item_of(&o, "mug");
    o.cup = item_of(&o, "cup");
    o.b = house_browser(o.h, who);
    return o;
}

/* ---- what a browser does ---- */

static const char *of_order(struct office *o, const char *rest)
{
    return at(o->t, "/admin/orders/%lld/%s", (long long)o->order.id, rest);
}

static struct answer gets(struct office *o, const char *path)
{
    return browser_get(o->b, path);
}

/* The value of a hidden field. */
static str hidden(const struct answer *a, const char *name)
{
    char mark[64];
    snprintf(mark, sizeof mark, "name=\"%s\" value=\"", name);
    str rest = a->body, value;
    while (rest.n && !str_starts(rest, str_from(mark)))
        rest = str_skip(rest, 1);
    rest = str_skip(rest, strlen(mark));
    return str_cut(&rest, '"', &value) ? value : S("");
}

/* Opens the page, changes fields, presses Update, and submits what the page shows then. */
static struct answer makes(struct office *o, const char *kind, const char *fields)
{
    struct answer a = gets(o, of_order(o, kind));
    a = browser_post(o->b, of_order(o, kind),
                     at(o->t, "version=%.*s&update=1&%s", STR_ARG(hidden(&a, "version")), fields));
    return browser_post(o->b, of_order(o, kind),
                        at(o->t, "version=%.*s&seen=%.*s&%s", STR_ARG(hidden(&a, "version")),
                           STR_ARG(hidden(&a, "seen")), fields));
}

static const char *qty(struct office *o, i64 mugs, i64 cups)
{
    return at(o->t, "qty_%lld=%lld&qty_%lld=%lld", (long long)o->mug, (long long)mugs,
              (long long)o->cup, (long long)cups);
}

static str state_of(struct office *o)
{
    return rows_text(
        o->t, at(o->t, "SELECT state FROM sales_order WHERE id = %lld", (long long)o->order.id));
}

static i64 count_of(struct office *o, const char *kind)
{
    return rows_number(o->t,
                       at(o->t, "SELECT count(*) FROM sales_document WHERE kind = '%s'", kind));
}

static i64 newest(struct office *o, const char *kind)
{
    return rows_number(o->t,
                       at(o->t, "SELECT max(id) FROM sales_document WHERE kind = '%s'", kind));
}

static const char *view_of(struct office *o, const char *kind, const char *rest)
{
    return at(o->t, "/admin/%ss/%lld%s", kind, (long long)newest(o, kind), rest);
}

static str everything(struct office *o)
{
    return rows_all(o->t, "mail action_log action_log_change site_key shop_session admin_session");
}

static void has_all(const struct answer *a, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!answer_has(a, texts[i]))
            fail_msg("%s is missing", texts[i]);
}

/* ---- invoices ---- */

static void IN03_the_page_begins_with_all_that_is_left(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = gets(&o, of_order(&o, "invoice"));
    assert_int_equal(a.status, 200);
    static const char *const texts[] = {
        "Items to Invoice", "Qty to Invoice",        "Update Qty&#39;s", "Create Shipment",
        "Append Comments",  "Email Copy of Invoice", "Submit Invoice",   "Grand Total"};
    has_all(&a, texts, COUNT(texts));
    assert_true(
        answer_has(&a, at(t,
                          "name=\"qty_%lld\" type=\"number\" min=\"0\" max=\"3\" step=\"1\" "
                          "required value=\"3\"",
                          (long long)o.mug)));
    assert_int_equal(count_of(&o, "invoice"), 0);
}

static void IN06_totals_are_seen_before_they_are_submitted(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = gets(&o, of_order(&o, "invoice"));
    str version = hidden(&a, "version"), seen = hidden(&a, "seen");
    const char *fields =
        at(t, "version=%.*s&seen=%.*s&%s", STR_ARG(version), STR_ARG(seen), qty(&o, 1, 0));
    a = browser_post(o.b, of_order(&o, "invoice"), fields);
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "The totals have changed with the quantities."));
    assert_true(answer_has(&a, "required value=\"1\""));
    assert_int_equal(count_of(&o, "invoice"), 0);
    a = browser_post(o.b, of_order(&o, "invoice"),
                     at(t, "version=%.*s&update=1&%s", STR_ARG(version), qty(&o, 1, 0)));
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "€19.99") && !answer_has(&a, "class=\"errsum\""));
    assert_int_equal(count_of(&o, "invoice"), 0);
    a = browser_post(o.b, of_order(&o, "invoice"),
                     at(t, "version=%.*s&seen=%.*s&%s", STR_ARG(version),
                        STR_ARG(hidden(&a, "seen")), qty(&o, 1, 0)));
    assert_int_equal(a.status, 303);
    assert_int_equal(count_of(&o, "invoice"), 1);
}

static void IN07_IN14_an_order_is_invoiced_in_two_parts(struct test_store *t)
{
    OFFICE(t, OWNER);
    assert_int_equal(makes(&o, "invoice", qty(&o, 1, 2)).status, 303);
    assert_str_equal(state_of(&o), S("processing"));
    struct answer a = gets(&o, of_order(&o, "invoices"));
    assert_true(answer_has(&a, "The invoice has been created.") && answer_has(&a, "000000001"));
    a = gets(&o, of_order(&o, "invoice"));
    assert_true(answer_has(&a, at(t, "name=\"qty_%lld\"", (long long)o.mug)));
    assert_false(answer_has(&a, at(t, "name=\"qty_%lld\"", (long long)o.cup)));
    assert_int_equal(makes(&o, "invoice", at(t, "qty_%lld=2", (long long)o.mug)).status, 303);
    assert_int_equal(
        rows_number(t, at(t, "SELECT grand_total - paid FROM sales_order WHERE id = %lld",
                          (long long)o.order.id)),
        0);
    assert_int_equal(gets(&o, of_order(&o, "invoice")).status, 303);
}

static void IN10_invoice_and_shipment_in_one_step(struct test_store *t)
{
    OFFICE(t, OWNER);
    const char *fields = at(t,
                            "%s&with_shipment=1&carrier_1=dhl&title_1=Paket&number_1=JJD1&"
                            "carrier_4=custom&title_4=Bote&number_4=B-2",
                            qty(&o, 3, 2));
    assert_int_equal(makes(&o, "invoice", fields).status, 303);
    assert_str_equal(state_of(&o), S("complete"));
    assert_int_equal(count_of(&o, "shipment"), 1);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM sales_document_track"), 2);
    struct answer a = gets(&o, view_of(&o, "shipment", ""));
    assert_true(answer_has(&a, "JJD1") && answer_has(&a, "Bote"));
}

static void IN11_a_virtual_order_has_nothing_to_ship(struct test_store *t)
{
    OFFICE(t, OWNER);
    A_PRODUCT(o.h->w, .sku = "course", .stock = 3, .virtual = true);
    as_guest(o.h->w);
    o.order = buys(o.h->w, "course", 1);
    struct answer a = gets(&o, of_order(&o, "invoice"));
    assert_int_equal(a.status, 200);
    assert_false(answer_has(&a, "Create Shipment"));
    assert_int_equal(gets(&o, of_order(&o, "shipment")).status, 303);
}

static void IN13_mail_and_comment_only_when_ticked(struct test_store *t)
{
    OFFICE(t, OWNER);
    const char *fields = at(t, "%s&comment=Quiet+note", qty(&o, 1, 0));
    assert_int_equal(makes(&o, "invoice", fields).status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM mail WHERE kind LIKE 'invoice%'"), 0);
    struct answer a = gets(&o, view_of(&o, "invoice", ""));
    assert_true(answer_has(&a, "The invoice email is not sent") && answer_has(&a, "Quiet note"));
    assert_false(answer_has(&a, "Quiet note</div>\n<span class=\"sub\">Customer Notified"));
    fields = at(t, "qty_%lld=1&qty_%lld=0&comment=Loud+note&visible=1&mail=1", (long long)o.mug,
                (long long)o.cup);
    assert_int_equal(makes(&o, "invoice", fields).status, 303);
    assert_true(
        str_has(rows_text(t, "SELECT body FROM mail WHERE kind LIKE 'invoice%'"), S("Loud note")));
    a = gets(&o, view_of(&o, "invoice", ""));
    assert_true(answer_has(&a, "The invoice email was sent"));
}

/* What is said of invoices holds for the other two. */
static void SH09_SH16_CM15_mail_and_comment_only_when_ticked(struct test_store *t)
{
    OFFICE(t, OWNER);
    assert_int_equal(makes(&o, "invoice", qty(&o, 3, 2)).status, 303);
    static const char *const kinds[] = {"shipment", "credit_memo"};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        const char *mails = at(t, "SELECT count(*) FROM mail WHERE kind LIKE '%s%%'", kinds[i]);
        const char *shown =
            at(t,
               "SELECT count(*) FROM sales_document_comment k JOIN sales_document d "
               "ON d.id = k.document_id WHERE k.visible AND d.kind = '%s'",
               kinds[i]);
        assert_int_equal(makes(&o, kinds[i], at(t, "%s&comment=Quiet", qty(&o, 1, 0))).status, 303);
        assert_int_equal(rows_number(t, mails), 0);
        assert_int_equal(rows_number(t, shown), 0);
        assert_int_equal(
            makes(&o, kinds[i], at(t, "%s&comment=Loud&visible=1&mail=1", qty(&o, 1, 0))).status,
            303);
        assert_int_equal(rows_number(t, mails), 1);
        assert_int_equal(rows_number(t, shown), 1);
        struct answer a = browser_post(o.b, view_of(&o, kinds[i], "/comments"),
                                       "comment=Later&notify=1&visible=1");
        assert_int_equal(a.status, 303);
        assert_int_equal(rows_number(t, mails), 2);
        assert_int_equal(rows_number(t, shown), 2);
    }
}

static void IN12_CM14_an_offline_method_offers_no_capture(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = gets(&o, of_order(&o, "invoice"));
    assert_false(answer_has(&a, "Capture") || answer_has(&a, "name=\"amount\""));
    assert_int_equal(makes(&o, "invoice", qty(&o, 3, 2)).status, 303);
    a = gets(&o, of_order(&o, "credit_memo"));
    assert_true(answer_has(&a, "Refund Offline"));
    assert_false(answer_has(&a, "Refund Online"));
}

static void SH10_reset_begins_with_the_original_values(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = gets(&o, of_order(&o, "shipment"));
    str version = hidden(&a, "version");
    a = browser_post(o.b, of_order(&o, "shipment"),
                     at(t, "version=%.*s&update=1&%s", STR_ARG(version), qty(&o, 1, 0)));
    const char *field = at(t, "name=\"qty_%lld\"", (long long)o.mug);
    assert_true(answer_has(&a, field) &&
                answer_has(&a, at(t, "href=\"%s\">Reset</a>", of_order(&o, "shipment"))));
    a = gets(&o, of_order(&o, "shipment"));
    assert_true(answer_has(&a, "value=\"3\"") && answer_has(&a, "value=\"2\""));
}

static void SH15_SH17_what_is_under_way_is_tracked(struct test_store *t)
{
    OFFICE(t, OWNER);
    const char *order = of_order(&o, "");
    order = at(t, "%.*s", (int)(strlen(order) - 1), order);
    struct answer a = gets(&o, order);
    assert_false(answer_has(&a, "Track Order"));
    assert_int_equal(makes(&o, "shipment", qty(&o, 1, 0)).status, 303);
    a = gets(&o, view_of(&o, "shipment", ""));
    assert_false(answer_has(&a, "Track this Shipment"));
    a = browser_post(o.b, view_of(&o, "shipment", "/tracks"),
                     "carrier=dhl&title=Parcel+%3Cb%3E&number=00340434");
    assert_int_equal(a.status, 303);
    a = gets(&o, view_of(&o, "shipment", ""));
    assert_true(answer_has(&a, "Track this Shipment"));
    const char *const pages[] = {view_of(&o, "shipment", "/tracking"), of_order(&o, "tracking")};
    for (size_t i = 0; i < COUNT(pages); i++) {
        a = gets(&o, pages[i]);
        assert_int_equal(a.status, 200);
        assert_true(answer_has(&a, "Shipment #000000001") && answer_has(&a, "00340434") &&
                    answer_has(&a, "Parcel &lt;b&gt;") && answer_has(&a, "DHL") &&
                    answer_has(&a, "Close Window"));
    }
    a = gets(&o, order);
    assert_true(answer_has(&a, "Track Order"));
}

static void IN16_IN19_the_invoice_says_what_it_is(struct test_store *t)
{
    OFFICE(t, OWNER);
    assert_int_equal(makes(&o, "invoice", qty(&o, 3, 2)).status, 303);
    struct answer a = gets(&o, view_of(&o, "invoice", ""));
    static const char *const texts[] = {"<h1>Invoice #000000001</h1>",
                                        "Paid",
                                        "Login as Customer",
                                        ">Send Email</a>",
                                        ">Credit Memo<",
                                        "Order &amp; Account Information",
                                        "Address Information",
                                        "Payment &amp; Shipping Method",
                                        "Items Invoiced",
                                        "Invoice Totals",
                                        "Invoice Comments",
                                        "Blue mug",
                                        "€107.97",
                                        "Tax 1",
                                        "Submit Comment"};
    has_all(&a, texts, COUNT(texts));
    assert_true(answer_has(&a, at(t, "href=\"/admin/orders/%lld\"", (long long)o.order.id)));
    a = browser_post(o.b, view_of(&o, "invoice", "/comments"),
                     "comment=%3Cb%3Ebold&notify=1&visible=1");
    assert_int_equal(a.status, 303);
    a = gets(&o, view_of(&o, "invoice", ""));
    assert_true(answer_has(&a, "&lt;b&gt;bold") && answer_has(&a, "Customer Notified"));
    assert_int_equal(browser_post(o.b, view_of(&o, "invoice", "/comments"), "comment=").status,
                     422);
    a = gets(&o, of_order(&o, "comments")); /* OV-18 */
    assert_true(answer_has(&a, "Invoice #000000001") && answer_has(&a, "&lt;b&gt;bold"));
}

static void IN16_the_mail_is_sent_again_after_a_question(struct test_store *t)
{
    OFFICE(t, OWNER);
    assert_int_equal(makes(&o, "invoice", qty(&o, 3, 2)).status, 303);
    struct answer a = gets(&o, view_of(&o, "invoice", "/email"));
    assert_true(answer_has(&a, "Do you want to send the email once more?"));
    assert_int_equal(rows_number(t, "SELECT count(*) FROM mail WHERE kind LIKE 'invoice%'"), 0);
    assert_int_equal(browser_post(o.b, view_of(&o, "invoice", "/email"), "").status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM mail WHERE kind LIKE 'invoice%'"), 1);
    a = gets(&o, view_of(&o, "invoice", ""));
    assert_true(answer_has(&a, "You sent the invoice email.") &&
                answer_has(&a, "The invoice email was sent"));
}

/* ---- what is typed wrongly ---- */

static void a_wrong_quantity_has_its_message_and_writes_nothing(struct test_store *t)
{
    OFFICE(t, OWNER);
    static const char *const wrong[] = {
        "4", "-1", "1.5", "1,5", "x", "", "99999999999999999999", "1e3", "%2B1", "0x1", " "};
    static const char *const kinds[] = {"invoice", "shipment", "credit_memo"};
    assert_int_equal(makes(&o, "invoice", qty(&o, 3, 0)).status, 303);
    test_script(t, S("UPDATE sales_order_item SET qty_ordered = qty_ordered + 3;"));
    for (size_t k = 0; k < COUNT(kinds); k++) {
        struct answer page = gets(&o, of_order(&o, kinds[k]));
        str before = everything(&o);
        for (size_t i = 0; i < COUNT(wrong); i++) {
            const char *fields =
                at(t, "version=%.*s&seen=%.*s&qty_%lld=%s%s", STR_ARG(hidden(&page, "version")),
                   STR_ARG(hidden(&page, "seen")), (long long)o.mug, wrong[i],
                   k == 1 && strcmp(wrong[i], "4") == 0 ? "44" : "");
            struct answer a = browser_post(o.b, of_order(&o, kinds[k]), fields);
            if (a.status != 422)
                fail_msg("%s of %s: %d", wrong[i], kinds[k], a.status);
            if (!answer_has(&a, at(t, "id=\"qty_%lld-e\"", (long long)o.mug)))
                fail_msg("%s of %s has no message at its field", wrong[i], kinds[k]);
        }
        assert_str_equal(everything(&o), before);
    }
}

static void forms_that_do_not_fit_the_order_write_nothing(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer page = gets(&o, of_order(&o, "invoice"));
    i64 foreign = rows_number(t, at(t, "SELECT id FROM sales_order_item WHERE order_id = %lld",
                                    (long long)o.h->ben.order_id));
    str before = everything(&o);
    const char *begin = at(t, "version=%.*s&seen=%.*s", STR_ARG(hidden(&page, "version")),
                           STR_ARG(hidden(&page, "seen")));
    const char *const forged[] = {
        at(t, "%s&%s&qty_%lld=1", begin, qty(&o, 3, 2), (long long)foreign),
        at(t, "%s&%s&qty_999999=1", begin, qty(&o, 3, 2)),
        at(t, "%s&%s&qty_x=1", begin, qty(&o, 3, 2)),
        at(t, "%s&%s&qty_0%lld=1", begin, qty(&o, 2, 2), (long long)o.mug),
        at(t, "%s&%s", begin, qty(&o, 0, 0)), /* IN-05 */
        begin,
        at(t, "version=1000&seen=1&%s", qty(&o, 3, 2)),
        at(t, "version=&seen=1&%s", qty(&o, 3, 2)),
        at(t, "seen=1&%s", qty(&o, 3, 2)),
    };
    for (size_t i = 0; i < COUNT(forged); i++) {
        struct answer a = browser_post(o.b, of_order(&o, "invoice"), forged[i]);
        if (a.status != 422 || !answer_has(&a, "class=\"errsum\""))
            fail_msg("%s: %d", forged[i], a.status);
    }
    const char *twice = at(t, "%s&%s&qty_%lld=1", begin, qty(&o, 3, 2), (long long)o.mug);
    assert_int_equal(browser_post(o.b, of_order(&o, "invoice"), twice).status, 400); /* R35 */
    assert_str_equal(everything(&o), before);
}

static void OA25_a_stale_page_is_shown_again_with_what_was_typed(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer first = gets(&o, of_order(&o, "invoice"));
    const char *stale =
        at(t, "version=%.*s&seen=%.*s&%s&comment=Keep+me", STR_ARG(hidden(&first, "version")),
           STR_ARG(hidden(&first, "seen")), qty(&o, 3, 2));
    assert_int_equal(makes(&o, "shipment", qty(&o, 1, 0)).status, 303);
    str before = everything(&o);
    struct answer a = browser_post(o.b, of_order(&o, "invoice"), stale);
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "Somebody else changed this order meanwhile.") &&
                answer_has(&a, "Keep me"));
    assert_str_equal(everything(&o), before);
    a = browser_post(o.b, of_order(&o, "invoice"),
                     at(t, "version=%.*s&seen=%.*s&%s", STR_ARG(hidden(&a, "version")),
                        STR_ARG(hidden(&a, "seen")), qty(&o, 3, 2)));
    assert_int_equal(a.status, 303);
}

/* ---- shipments ---- */

static void SH02_SH06_SH18_an_order_is_shipped_in_two_parts(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = gets(&o, of_order(&o, "shipment"));
    static const char *const texts[] = {"Items to Ship",       "Qty to Ship",
                                        "Add Tracking Number", "Email Copy of Shipment",
                                        "Submit Shipment",     "Edit Shipping Address"};
    has_all(&a, texts, COUNT(texts));
    assert_int_equal(makes(&o, "shipment", qty(&o, 2, 0)).status, 303);
    assert_str_equal(state_of(&o), S("processing")); /* SH-07 */
    assert_int_equal(makes(&o, "invoice", qty(&o, 3, 2)).status, 303);
    assert_str_equal(state_of(&o), S("processing"));
    assert_int_equal(makes(&o, "shipment", qty(&o, 1, 2)).status, 303);
    assert_str_equal(state_of(&o), S("complete"));
}

static void SH04_rows_of_tracking_numbers_come_and_go_without_javascript(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = gets(&o, of_order(&o, "shipment"));
    const char *v = at(t, "version=%.*s", STR_ARG(hidden(&a, "version")));
    assert_false(answer_has(&a, "name=\"number_1\""));
    a = browser_post(o.b, of_order(&o, "shipment"), at(t, "%s&add_track=1&%s", v, qty(&o, 1, 0)));
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "name=\"number_1\"") && answer_has(&a, "required value=\"1\""));
    const char *one = "carrier_1=ups&title_1=Eins&number_1=1Z1";
    a = browser_post(o.b, of_order(&o, "shipment"),
                     at(t, "%s&add_track=1&%s&%s", v, qty(&o, 1, 0), one));
    assert_true(answer_has(&a, "name=\"number_2\"") && answer_has(&a, "value=\"1Z1\""));
    const char *two = at(t, "%s&carrier_2=dhl&title_2=&number_2=", one);
    a = browser_post(o.b, of_order(&o, "shipment"), at(t, "%s&%s&%s", v, qty(&o, 1, 0), two));
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "id=\"number_2-e\""));
    a = browser_post(o.b, of_order(&o, "shipment"),
                     at(t, "%s&drop_2=1&%s&%s", v, qty(&o, 1, 0), two));
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "name=\"number_1\"") && !answer_has(&a, "name=\"number_2\""));
    assert_int_equal(count_of(&o, "shipment"), 0);
    assert_int_equal(browser_post(o.b, of_order(&o, "shipment"),
                                  at(t, "%s&%s&carrier_1=boat&number_1=1", v, qty(&o, 1, 0)))
                         .status,
                     422);
    a = browser_post(o.b, of_order(&o, "shipment"), at(t, "%s&%s&%s", v, qty(&o, 1, 0), one));
    assert_int_equal(a.status, 303);
    assert_str_equal(rows_text(t, "SELECT number FROM sales_document_track"), S("1Z1"));
}

static void SH12_SH13_tracking_numbers_are_added_removed_and_sent_later(struct test_store *t)
{
    OFFICE(t, OWNER);
    assert_int_equal(makes(&o, "shipment", qty(&o, 3, 2)).status, 303);
    const char *tracks = view_of(&o, "shipment", "/tracks");
    assert_int_equal(browser_post(o.b, tracks, "carrier=dhl&title=&number=JJD9").status, 303);
    struct answer a = browser_post(o.b, tracks, "carrier=dhl&title=&number=");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "id=\"number-e\""));
    assert_int_equal(browser_post(o.b, tracks, "carrier=boat&title=&number=1").status, 422);
    a = gets(&o, view_of(&o, "shipment", ""));
    assert_true(answer_has(&a, "JJD9") && answer_has(&a, "DHL"));
    a = gets(&o, view_of(&o, "shipment", "/email"));
    assert_true(answer_has(&a, "Do you want to send the tracking information?"));
    assert_int_equal(browser_post(o.b, view_of(&o, "shipment", "/email"), "").status, 303);
    assert_true(
        str_has(rows_text(t, "SELECT body FROM mail WHERE kind LIKE 'shipment%'"), S("JJD9")));
    i64 track = rows_number(t, "SELECT id FROM sales_document_track");
    const char *remove = view_of(&o, "shipment", at(t, "/tracks/%lld/remove", (long long)track));
    assert_int_equal(browser_post(o.b, remove, "").status, 303);
    assert_int_equal(browser_post(o.b, remove, "").status, 404);
    a = gets(&o, view_of(&o, "shipment", ""));
    assert_true(answer_has(&a, "There are no tracking numbers yet."));
}

static void SH11_a_shipment_names_no_prices(struct test_store *t)
{
    OFFICE(t, OWNER);
    assert_int_equal(makes(&o, "shipment", qty(&o, 3, 2)).status, 303);
    struct answer a = gets(&o, view_of(&o, "shipment", ""));
    assert_true(answer_has(&a, "<h1>Shipment #000000001</h1>") && answer_has(&a, "Items Shipped"));
    assert_true(answer_has(&a, "Send Tracking Information"));
    assert_false(answer_has(&a, "Shipment Totals") || answer_has(&a, "€19.99"));
}

/* ---- credit memos ---- */

static void CM02_CM03_CM05_the_page_begins_with_what_was_invoiced(struct test_store *t)
{
    OFFICE(t, OWNER);
    assert_int_equal(gets(&o, of_order(&o, "credit_memo")).status, 303);
    assert_int_equal(makes(&o, "invoice", qty(&o, 2, 0)).status, 303);
    struct answer a = gets(&o, of_order(&o, "credit_memo"));
    assert_int_equal(a.status, 200);
    static const char *const texts[] = {"Items to Refund",   "Return to Stock", "Refund Shipping",
                                        "Adjustment Refund", "Adjustment Fee",  "Update Totals",
                                        "Refund Offline",    "can be refunded"};
    has_all(&a, texts, COUNT(texts));
    assert_true(answer_has(&a, "max=\"2\"") && answer_has(&a, "At most €5.00"));
    assert_false(answer_has(&a, at(t, "name=\"qty_%lld\"", (long long)o.cup)));
}

static i64 stock(struct office *o)
{
    return rows_number(o->t,
                       "SELECT s.qty FROM stock s JOIN product p ON p.id = s.product_id "
                       "WHERE p.sku = 'mug'");
}

static void CM11_CM16_CM17_one_piece_comes_back_then_the_rest(struct test_store *t)
{
    OFFICE(t, OWNER);
    assert_int_equal(makes(&o, "invoice", at(t, "%s&with_shipment=1", qty(&o, 3, 2))).status, 303);
    i64 before = stock(&o);
    const char *fields = at(t, "%s&stock_%lld=1&shipping=0", qty(&o, 1, 0), (long long)o.mug);
    assert_int_equal(makes(&o, "credit_memo", fields).status, 303);
    assert_int_equal(stock(&o), before + 1);
    struct answer a = gets(&o, view_of(&o, "credit_memo", ""));
    static const char *const texts[] = {"<h1>Credit Memo #000000001</h1>", "Refunded",
                                        "Items Refunded", "Credit Memo Totals", "€19.99"};
    has_all(&a, texts, COUNT(texts));
    assert_true(answer_has(&a, at(t, "href=\"/admin/orders/%lld\"", (long long)o.order.id)));
    assert_str_equal(state_of(&o), S("complete"));
    fields = at(t, "%s&shipping=5.00", qty(&o, 2, 2));
    assert_int_equal(makes(&o, "credit_memo", fields).status, 303);
    assert_int_equal(stock(&o), before + 1);
    assert_str_equal(state_of(&o), S("closed"));
    assert_int_equal(gets(&o, of_order(&o, "credit_memo")).status, 303);
}

static void CM04_to_CM09_amounts_have_their_limits(struct test_store *t)
{
    OFFICE(t, OWNER);
    assert_int_equal(makes(&o, "invoice", qty(&o, 3, 2)).status, 303);
    struct answer page = gets(&o, of_order(&o, "credit_memo"));
    const char *begin = at(t, "version=%.*s&seen=%.*s", STR_ARG(hidden(&page, "version")),
                           STR_ARG(hidden(&page, "seen")));
    str before = everything(&o);
    static const struct {
        const char *fields, *message;
    } wrong[] = {
        {"shipping=5.01", "shipping-e"},
        {"shipping=-1", "shipping-e"},
        {"shipping=x", "shipping-e"},
        {"shipping=5.000,00.1", "shipping-e"},
        {"shipping=99999999999999999999", "shipping-e"},
        {"adjustment_refund=-0.01", "adjustment_refund-e"},
        {"adjustment_fee=-0.01", "adjustment_fee-e"},
        {"adjustment_refund=1000", "more than what was paid"},
        {"adjustment_fee=1000", "must refund something"},
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct answer a = browser_post(o.b, of_order(&o, "credit_memo"),
                                       at(t, "%s&%s&%s", begin, qty(&o, 1, 0), wrong[i].fields));
        if (a.status != 422 || !answer_has(&a, wrong[i].message))
            fail_msg("%s: %d", wrong[i].fields, a.status);
    }
    assert_int_equal(
        browser_post(o.b, of_order(&o, "credit_memo"), at(t, "%s&%s", begin, qty(&o, 0, 0))).status,
        422);
    assert_str_equal(everything(&o), before);
    const char *only =
        at(t, "%s&shipping=5,00&adjustment_refund=2.50&adjustment_fee=1", qty(&o, 0, 0));
    assert_int_equal(makes(&o, "credit_memo", only).status, 303); /* CM-12 */
    assert_int_equal(
        rows_number(t, "SELECT grand_total FROM sales_document WHERE kind = 'credit_memo'"), 650);
}

static void CM09_a_setting_allows_a_memo_that_gives_nothing_back(struct test_store *t)
{
    OFFICE(t, OWNER);
    assert_int_equal(makes(&o, "invoice", qty(&o, 3, 2)).status, 303);
    const char *nothing = at(t, "%s&shipping=0&adjustment_fee=19.99", qty(&o, 1, 0));
    assert_int_equal(makes(&o, "credit_memo", nothing).status, 422);
    test_script(t, S("INSERT INTO setting (scope, scope_id, path, value) VALUES ('default', 0, "
                     "'sales/zerograndtotal_creditmemo/allow_zero_grandtotal', '1');"));
    assert_ok(snapshot_load(t->db));
    assert_int_equal(makes(&o, "credit_memo", nothing).status, 303);
    assert_int_equal(
        rows_number(t, "SELECT grand_total FROM sales_document WHERE kind = 'credit_memo'"), 0);
    const char *less = at(t, "%s&shipping=0&adjustment_fee=20", qty(&o, 1, 0));
    assert_int_equal(makes(&o, "credit_memo", less).status, 422); /* CM-07 */
}

static void CM11_a_setting_ticks_return_to_stock_at_first(struct test_store *t)
{
    OFFICE(t, OWNER);
    assert_int_equal(makes(&o, "invoice", qty(&o, 3, 2)).status, 303);
    const char *box = at(t, "name=\"stock_%lld\" value=\"1\"", (long long)o.mug);
    struct answer a = gets(&o, of_order(&o, "credit_memo"));
    assert_true(answer_has(&a, box) && !answer_has(&a, " checked>"));
    test_script(t, S("INSERT INTO setting (scope, scope_id, path, value) VALUES ('default', 0, "
                     "'cataloginventory/item_options/auto_return', '1');"));
    assert_ok(snapshot_load(t->db));
    a = gets(&o, of_order(&o, "credit_memo"));
    assert_true(answer_has(&a, at(t, "aria-label=\"Return to Stock: Blue mug\" checked")));
}

static void IN17_a_memo_of_an_invoice_begins_with_its_pieces(struct test_store *t)
{
    OFFICE(t, OWNER);
    assert_int_equal(makes(&o, "invoice", qty(&o, 1, 0)).status, 303);
    assert_int_equal(makes(&o, "invoice", qty(&o, 2, 1)).status, 303);
    struct answer a = gets(&o, view_of(&o, "invoice", ""));
    const char *memo =
        at(t, "%s?invoice=%lld", of_order(&o, "credit_memo"), (long long)newest(&o, "invoice"));
    assert_true(answer_has(&a, memo));
    a = gets(&o, memo);
    assert_true(
        answer_has(&a, at(t,
                          "name=\"qty_%lld\" type=\"number\" min=\"0\" max=\"3\" step=\"1\" "
                          "required value=\"2\"",
                          (long long)o.mug)));
    /* An invoice of somebody else's order says nothing here. */
    assert_int_equal(gets(&o, at(t, "%s?invoice=9999", of_order(&o, "credit_memo"))).status, 200);
}

/* ---- lists ---- */

static void all_three(struct office *o)
{
    assert_int_equal(makes(o, "invoice", qty(o, 3, 2)).status, 303);
    assert_int_equal(makes(o, "shipment", qty(o, 3, 2)).status, 303);
    assert_int_equal(makes(o, "credit_memo", at(o->t, "%s&shipping=0", qty(o, 1, 0))).status, 303);
}

static const char *const lists[] = {"invoice", "shipment", "credit_memo"};

static void IN01_SH01_CM01_grids_have_their_columns(struct test_store *t)
{
    OFFICE(t, OWNER);
    all_three(&o);
    static const char *const columns[][12] = {
        {"Invoice Date", "Order #", "Order Date", "Bill-to Name", "Status", "Grand Total (Base)",
         "Grand Total (Purchased)", "Paid", "€112.97"},
        {"Ship Date", "Order #", "Order Date", "Ship-to Name", "Total Quantity"},
        {"Created", "Order #", "Order Date", "Bill-to Name", "Status", "Refunded", "€19.99"},
    };
    for (size_t k = 0; k < COUNT(lists); k++) {
        struct answer a = gets(&o, at(t, "/admin/%ss", lists[k]));
        assert_int_equal(a.status, 200);
        for (size_t i = 0; i < COUNT(columns[k]) && columns[k][i]; i++)
            if (!answer_has(&a, columns[k][i]))
                fail_msg("%s: %s is missing", lists[k], columns[k][i]);
        assert_true(answer_has(&a, view_of(&o, lists[k], "")));
        a = gets(&o, at(t, "/admin/%ss?c[]=email&c[]=view&c[]=bill_line", lists[k]));
        assert_true(answer_has(&a, "anna@customers.test") &&
                    answer_has(&a, "Main Website / Main Website Store / English") &&
                    answer_has(&a, "Am Anger 5"));
    }
}

static void grids_of_documents_search_and_filter(struct test_store *t)
{
    OFFICE(t, OWNER);
    all_three(&o);
    static const char *const found[] = {"q=berger", "q=anna%40customers.test", "number=000000001",
                                        "created_at_from=2020-01-01"};
    static const char *const lost[] = {"q=carter", "number=9", "created_at_to=2020-01-01",
                                       "order_number=x"};
    for (size_t k = 0; k < COUNT(lists); k++) {
        for (size_t i = 0; i < COUNT(found); i++) {
            struct answer a = gets(&o, at(t, "/admin/%ss?%s", lists[k], found[i]));
            assert_true(answer_has(&a, view_of(&o, lists[k], "")));
            assert_true(answer_has(&a, "class=\"chip\""));
        }
        for (size_t i = 0; i < COUNT(lost); i++) {
            struct answer a = gets(&o, at(t, "/admin/%ss?%s", lists[k], lost[i]));
            assert_false(answer_has(&a, view_of(&o, lists[k], "")));
        }
    }
    struct answer a = gets(&o, "/admin/invoices?grand_total_from=112.97&state=paid");
    assert_true(answer_has(&a, view_of(&o, "invoice", "")));
}

static void columns_are_kept_for_each_list_of_its_own(struct test_store *t)
{
    OFFICE(t, OWNER);
    all_three(&o);
    struct answer a =
        browser_post(o.b, "/admin/grids/invoices/columns", "c[]=email&c[]=grand_total");
    assert_int_equal(a.status, 303);
    a = gets(&o, "/admin/invoices");
    assert_true(answer_has(&a, "anna@customers.test"));
    a = gets(&o, "/admin/credit_memos");
    assert_false(answer_has(&a, "anna@customers.test"));
}

/* ---- who may ---- */

static void IN21_CM23_documents_need_their_rights(struct test_store *t)
{
    OFFICE(t, OWNER);
    all_three(&o);
    test_script(t,
                S("UPDATE role SET resources = 'sales.orders.view sales.shipments' WHERE id = 5;"));
    SCOPED(office_end)
    struct office spare = {o.h, house_browser(o.h, VISITOR), t, o.order, o.mug, o.cup};
    browser_keep(spare.b, S("kontor-admin"), house_staff_token(o.h, STAFF_SPARE), S("/"));
    for (size_t k = 0; k < COUNT(lists); k++) {
        int may = k == 1 ? 200 : 403;
        assert_int_equal(gets(&spare, at(t, "/admin/%ss", lists[k])).status, may);
        assert_int_equal(gets(&spare, view_of(&o, lists[k], "")).status, may);
        assert_int_equal(gets(&spare, of_order(&o, lists[k])).status, 403);
        assert_int_equal(browser_post(spare.b, of_order(&o, lists[k]), "version=1").status, 403);
        assert_int_equal(browser_post(spare.b, view_of(&o, lists[k], "/email"), "").status, 403);
        assert_int_equal(
            browser_post(spare.b, view_of(&o, lists[k], "/comments"), "comment=x").status,
            k == 1 ? 303 : 403);
    }
    struct answer a = gets(&spare, view_of(&o, "shipment", ""));
    assert_false(answer_has(&a, "Send Tracking Information") ||
                 answer_has(&a, "Add Tracking Number") || answer_has(&a, "Login as Customer"));
    assert_int_equal(
        browser_post(spare.b, view_of(&o, "shipment", "/tracks"), "carrier=dhl&number=1").status,
        403);
    a = gets(&spare, of_order(&o, "comments"));
    assert_int_equal(a.status, 200);
    /* An id of another kind is none of this one. */
    assert_int_equal(
        gets(&o, at(t, "/admin/invoices/%lld", (long long)newest(&o, "shipment"))).status, 404);
    assert_int_equal(gets(&o, "/admin/invoices/x").status, 404);
}

/* ---- Login as Customer ---- */

static void gives_agent_documents(struct office *o)
{
    test_script(o->t, S("UPDATE role SET resources = resources || ' sales.invoices sales.shipments "
                        "sales.creditmemos' WHERE id = 2;"));
}

static const char *assist_of(struct office *o, const char *kind)
{
    return at(o->t, "/admin/assist/%s/%lld", kind, (long long)newest(o, kind));
}

static void IN15_SH11_CM18_support_helps_from_each_document(struct test_store *t)
{
    OFFICE(t, OWNER);
    all_three(&o);
    gives_agent_documents(&o);
    static const char *const sources[] = {"invoice #000000001", "shipment #000000001",
                                          "credit memo #000000001"};
    static const char *const shown[] = {"Invoice #000000001", "Shipment #000000001",
                                        "Credit Memo #000000001"};
    for (size_t k = 0; k < COUNT(lists); k++) {
        SCOPED(office_end)
        struct office agent = {o.h, house_browser(o.h, AGENT), t, o.order, o.mug, o.cup};
        struct answer a = gets(&agent, view_of(&o, lists[k], ""));
        assert_true(answer_has(&a, assist_of(&o, lists[k])));
        a = gets(&agent, assist_of(&o, lists[k]));
        assert_int_equal(a.status, 200);
        assert_true(answer_has(&a, shown[k]) && answer_has(&a, "anna@customers.test"));
        a = browser_post(agent.b, assist_of(&o, lists[k]), "");
        assert_int_equal(a.status, 303);
        assert_true(str_starts(a.location, S("/assist/")));
        assert_str_equal(rows_text(t, "SELECT source FROM assist_session ORDER BY id DESC LIMIT 1"),
                         str_from(sources[k]));
        str label = rows_text(t, "SELECT label FROM assist_session ORDER BY id DESC LIMIT 1");
        SCOPED(office_end) struct office shop = {.b = browser_again(agent.b)};
        browser_keep(shop.b, S("kontor-assist"), browser_cookie(agent.b, S("kontor-assist")),
                     S("/"));
        a = browser_post(shop.b, at(t, "/assist/%.*s/close-session", STR_ARG(label)), "");
        assert_int_equal(a.status, 303);
        assert_str_equal(a.location, str_from(view_of(&o, lists[k], "")));
    }
    assert_int_equal(rows_number(t,
                                 "SELECT count(*) FROM action_log WHERE action = 'assist.login' "
                                 "AND source = 'credit memo #000000001'"),
                     1);
}

static void OV05_the_orders_store_view_is_offered_first(struct test_store *t)
{
    OFFICE(t, OWNER);
    all_three(&o);
    test_script(t, S("INSERT INTO setting (scope, scope_id, path, value) VALUES ('default', 0, "
                     "'login_as_customer/general/store_view_manual_choice_enabled', '1');"));
    test_script(t, S("UPDATE sales_order SET store_view_id = 2;"));
    assert_ok(snapshot_load(t->db));
    str first = rows_text(t, "SELECT code FROM store_view WHERE id = 2");
    for (size_t k = 0; k < COUNT(lists); k++) {
        struct answer a = gets(&o, assist_of(&o, lists[k]));
        if (!answer_has(&a, at(t, "<option value=\"%.*s\" selected>", STR_ARG(first))))
            fail_msg("%s: %.*s", lists[k], STR_ARG(a.body));
    }
}

static void nobody_helps_without_consent_or_right(struct test_store *t)
{
    OFFICE(t, OWNER);
    all_three(&o);
    struct account_edit edit = {
        .first_name = S("Anna"), .last_name = S("Berger"), .has_consent = true};
    assert_ok(account_save(as_customer(o.h->w, o.h->anna.id), &edit));
    i64 before = rows_number(t, "SELECT count(*) FROM assist_session");
    for (size_t k = 0; k < COUNT(lists); k++) {
        struct answer a = gets(&o, assist_of(&o, lists[k]));
        assert_int_equal(a.status, 200);
        assert_true(answer_has(&a, "Login as Customer not enabled"));
        assert_int_not_equal(browser_post(o.b, assist_of(&o, lists[k]), "").status, 303);
    }
    edit.consent = true;
    assert_ok(account_save(as_customer(o.h->w, o.h->anna.id), &edit));
    SCOPED(office_end)
    struct office clerk = {o.h, house_browser(o.h, CLERK), t, o.order, o.mug, o.cup};
    SCOPED(office_end)
    struct office agent = {o.h, house_browser(o.h, AGENT), t, o.order, o.mug, o.cup};
    for (size_t k = 0; k < COUNT(lists); k++) {
        assert_int_equal(browser_post(clerk.b, assist_of(&o, lists[k]), "").status, 403);
        assert_int_equal(gets(&agent, assist_of(&o, lists[k])).status, 403); /* sees no documents */
        assert_int_equal(browser_post(agent.b, assist_of(&o, lists[k]), "").status, 403);
        agent.b->never_token = true;
        assert_int_equal(browser_post(agent.b, assist_of(&o, lists[k]), "").status, 403);
        agent.b->never_token = false;
    }
    assert_int_equal(gets(&o, "/admin/assist/boat/1").status, 404);
    assert_int_equal(browser_post(o.b, "/admin/assist/boat/1", "").status, 404);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM assist_session"), before);
}

static void OV03_documents_of_guests_have_no_button(struct test_store *t)
{
    OFFICE(t, OWNER);
    o.order.id = o.h->guest_order_id;
    o.mug = item_of(&o, "mug");
    assert_int_equal(makes(&o, "invoice", at(t, "qty_%lld=1", (long long)o.mug)).status, 303);
    struct answer a = gets(&o, view_of(&o, "invoice", ""));
    assert_int_equal(a.status, 200);
    assert_false(answer_has(&a, "Login as Customer</a>"));
    i64 before = rows_number(t, "SELECT count(*) FROM assist_session");
    assert_int_equal(gets(&o, assist_of(&o, "invoice")).status, 404);
    assert_int_not_equal(browser_post(o.b, assist_of(&o, "invoice"), "").status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM assist_session"), before);
}

static void LO03_documents_are_read_in_german(struct test_store *t)
{
    OFFICE(t, OWNER);
    all_three(&o);
    test_script(t, S("UPDATE admin_user SET lang = 'de-DE' WHERE id = 1;"));
    static const char *const titles[] = {"Rechnung #000000001", "Lieferung #000000001",
                                         "Gutschrift #000000001"};
    for (size_t k = 0; k < COUNT(lists); k++) {
        struct answer a = gets(&o, view_of(&o, lists[k], ""));
        if (!answer_has(&a, titles[k]))
            fail_msg("%s is missing", titles[k]);
    }
    struct answer a = gets(&o, of_order(&o, "credit_memo"));
    assert_true(answer_has(&a, "Zurück ins Lager") && answer_has(&a, "value=\"5,00\""));
    const char *fields = at(t, "%s&shipping=5,00", qty(&o, 1, 0));
    assert_int_equal(makes(&o, "credit_memo", fields).status, 303);
    assert_int_equal(rows_number(t, "SELECT shipping FROM sales_document ORDER BY id DESC LIMIT 1"),
                     500);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(IN03_the_page_begins_with_all_that_is_left),
        TEST(IN06_totals_are_seen_before_they_are_submitted),
        TEST(IN07_IN14_an_order_is_invoiced_in_two_parts),
        TEST(IN10_invoice_and_shipment_in_one_step),
        TEST(IN11_a_virtual_order_has_nothing_to_ship),
        TEST(IN13_mail_and_comment_only_when_ticked),
        TEST(SH09_SH16_CM15_mail_and_comment_only_when_ticked),
        TEST(IN12_CM14_an_offline_method_offers_no_capture),
        TEST(SH10_reset_begins_with_the_original_values),
        TEST(SH15_SH17_what_is_under_way_is_tracked),
        TEST(IN16_IN19_the_invoice_says_what_it_is),
        TEST(IN16_the_mail_is_sent_again_after_a_question),
        TEST(a_wrong_quantity_has_its_message_and_writes_nothing),
        TEST(forms_that_do_not_fit_the_order_write_nothing),
        TEST(OA25_a_stale_page_is_shown_again_with_what_was_typed),
        TEST(SH02_SH06_SH18_an_order_is_shipped_in_two_parts),
        TEST(SH04_rows_of_tracking_numbers_come_and_go_without_javascript),
        TEST(SH12_SH13_tracking_numbers_are_added_removed_and_sent_later),
        TEST(SH11_a_shipment_names_no_prices),
        TEST(CM02_CM03_CM05_the_page_begins_with_what_was_invoiced),
        TEST(CM11_CM16_CM17_one_piece_comes_back_then_the_rest),
        TEST(CM04_to_CM09_amounts_have_their_limits),
        TEST(CM09_a_setting_allows_a_memo_that_gives_nothing_back),
        TEST(CM11_a_setting_ticks_return_to_stock_at_first),
        TEST(IN17_a_memo_of_an_invoice_begins_with_its_pieces),
        TEST(IN01_SH01_CM01_grids_have_their_columns),
        TEST(grids_of_documents_search_and_filter),
        TEST(columns_are_kept_for_each_list_of_its_own),
        TEST(IN21_CM23_documents_need_their_rights),
        TEST(IN15_SH11_CM18_support_helps_from_each_document),
        TEST(OV05_the_orders_store_view_is_offered_first),
        TEST(nobody_helps_without_consent_or_right),
        TEST(OV03_documents_of_guests_have_no_button),
        TEST(LO03_documents_are_read_in_german),
    };
    return run_on_both(tests, COUNT(tests));
}
