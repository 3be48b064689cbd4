/* Orders and their documents with their amounts on either side of the tax (TX-03): every page, print and mail that shows
 * them asks the same settings, those of the order's store view. */
#include "goods.h"
#include "house.h"
#include "rows.h"

#include <string.h>

#define PLACES 9

static void end_of(struct browser **b)
{
    browser_end(*b);
}

static void set_at(struct house *h, const char *scope, i64 id, const char *path, const char *value)
{
    test_script(
        h->t, str_format(h->t->mem,
                         "DELETE FROM setting WHERE path = '%s' AND scope = '%s';\nINSERT INTO "
                         "setting (scope, scope_id, path, value) VALUES ('%s', %lld, '%s', '%s');\n"
                         "UPDATE change_count SET n = n + 1 WHERE name = 'settings';",
                         path, scope, scope, (long long)id, path, value));
    assert_ok(snapshot_load(h->t->db));
    browser_forget_pages();
}

static const char *const parts[] = {"price", "subtotal", "shipping"};

static void shows(struct house *h, const char *scope, i64 id, const char *how)
{
    for (size_t i = 0; i < COUNT(parts); i++)
        set_at(h, scope, id,
               str_z(h->t->mem, str_format(h->t->mem, "tax/sales_display/%s", parts[i])), how);
}

/* Where an order of Anna's with all its documents is shown. */
struct places {
    const char *at[PLACES];
    size_t of_shop; /* the first of them are hers */
};

static struct places places_of(struct house *h)
{
    house_documents(h);
    struct test_store *t = h->t;
    str number = rows_text(t, "SELECT order_number FROM sales_document LIMIT 1");
    i64 id = rows_number(t, "SELECT order_id FROM sales_document LIMIT 1");
    static const char *const rest[] = {"",         "/print",        "/invoices", "/invoices/print",
                                       "/refunds", "/refunds/print"};
    struct places p = {.of_shop = COUNT(rest)};
    for (size_t i = 0; i < COUNT(rest); i++)
        p.at[i] =
            str_z(t->mem, str_format(t->mem, "/account/orders/%.*s%s", STR_ARG(number), rest[i]));
    p.at[6] = str_z(t->mem, str_format(t->mem, "/admin/orders/%lld", (long long)id));
    p.at[7] = str_z(t->mem, str_format(t->mem, "/admin/invoices/%lld",
                                       (long long)h->document_ids[DOCUMENT_INVOICE]));
    p.at[8] = str_z(t->mem, str_format(t->mem, "/admin/credit_memos/%lld",
                                       (long long)h->document_ids[DOCUMENT_CREDIT_MEMO]));
    return p;
}

/* Five mugs; in the back office the total of a row has its tax in any case: 99.95, of which 15.96 is tax. */
static void TX03_every_page_of_an_order_shows_the_side_that_is_set(struct test_store *t)
{
    struct house *h = house_make(t);
    struct places p = places_of(h);
    SCOPED(end_of) struct browser *anna = house_browser(h, CUSTOMER);
    SCOPED(end_of) struct browser *owner = house_browser(h, OWNER);
    static const struct {
        const char *how;
        bool gross, net;
    } cases[] = {{"incl", true, false}, {"excl", false, true}, {"both", true, true}};
    for (size_t k = 0; k < COUNT(cases); k++) {
        shows(h, "default", 0, cases[k].how);
        for (size_t i = 0; i < PLACES; i++) {
            struct answer a = browser_get(i < p.of_shop ? anna : owner, p.at[i]);
            bool both = cases[k].gross && cases[k].net;
            const struct {
                const char *text;
                bool there;
            } said[] = {{"€83.99", cases[k].net},
                        {"€16.80", cases[k].net},
                        {"Subtotal (Excl. Tax)", both},
                        {"€99.95", cases[k].gross || i >= p.of_shop}};
            assert_int_equal(a.status, 200);
            for (size_t n = 0; n < COUNT(said); n++)
                if (answer_has(&a, said[n].text) != said[n].there)
                    fail_msg("%s of %s: %s", cases[k].how, p.at[i], said[n].text);
        }
    }
}

static void TX03_grand_total_without_tax_and_the_rates_are_shown_if_set(struct test_store *t)
{
    struct house *h = house_make(t);
    struct places p = places_of(h);
    SCOPED(end_of) struct browser *anna = house_browser(h, CUSTOMER);
    SCOPED(end_of) struct browser *owner = house_browser(h, OWNER);
    set_at(h, "default", 0, "tax/sales_display/grandtotal", "1");
    set_at(h, "default", 0, "tax/sales_display/full_summary", "1");
    for (size_t i = 0; i < PLACES; i++) {
        struct answer a = browser_get(i < p.of_shop ? anna : owner, p.at[i]);
        if (!answer_has(&a, "Grand Total (Excl. Tax)") ||
            !answer_has(&a, "Included tax: DE 19 % (19%)"))
            fail_msg("%s\n%.*s", p.at[i], STR_ARG(a.body));
    }
}

static void is_titled(struct test_store *t, const char *title)
{
    test_script(t, str_format(t->mem,
                              "DELETE FROM tax_rate_title;\nINSERT INTO tax_rate_title (rate_id, "
                              "store_view_id, title) SELECT r.id, v.id, '%s ' || v.code FROM "
                              "tax_rate r, store_view v WHERE r.code = 'DE 19 %%';",
                              title));
}

/* An order and what is made of it keep the title of the day it was placed. */
static void TX03_a_rate_has_the_title_of_the_orders_store_view(struct test_store *t)
{
    struct house *h = house_make(t);
    is_titled(t, "VAT");
    struct places p = places_of(h);
    is_titled(t, "New");
    SCOPED(end_of) struct browser *anna = house_browser(h, CUSTOMER);
    SCOPED(end_of) struct browser *owner = house_browser(h, OWNER);
    set_at(h, "default", 0, "tax/sales_display/full_summary", "1");
    for (size_t i = 0; i < PLACES; i++) {
        struct answer a = browser_get(i < p.of_shop ? anna : owner, p.at[i]);
        if (!answer_has(&a, "Included tax: VAT en (19%)"))
            fail_msg("%s\n%.*s", p.at[i], STR_ARG(a.body));
    }
}

static void TX03_carts_and_mails_have_the_titles_of_their_store_view(struct test_store *t)
{
    struct house *h = house_make(t);
    is_titled(t, "VAT");
    set_at(h, "default", 0, "tax/cart_display/full_summary", "1");
    set_at(h, "default", 0, "tax/sales_display/full_summary", "1");
    as_customer(h->w, h->anna.id);
    h->w->settings.tax_sales_by_rate = true;
    puts_in_cart(h->w, "mug", 1);
    SCOPED(end_of) struct browser *anna = house_browser(h, CUSTOMER);
    struct answer a = browser_get(anna, "/cart");
    assert_true(answer_has(&a, "VAT en (19%)"));
    a = browser_get(anna, "/de/cart");
    assert_true(answer_has(&a, "VAT de (19\u00a0%)"));
    buys(h->w, "mug", 3);
    static const char *const parts_of[] = {"html", "body"};
    for (size_t i = 0; i < COUNT(parts_of); i++) {
        str mail = rows_text(t, str_z(t->mem, str_format(t->mem,
                                                         "SELECT %s FROM mail WHERE kind = "
                                                         "'order_new' ORDER BY id DESC LIMIT 1",
                                                         parts_of[i])));
        assert_true(str_has(mail, S("VAT en (19%)")));
    }
}

static void TX03_the_orders_store_view_decides(struct test_store *t)
{
    struct house *h = house_make(t);
    struct places p = places_of(h);
    SCOPED(end_of) struct browser *owner = house_browser(h, OWNER);
    i64 view = rows_number(t, "SELECT store_view_id FROM sales_document LIMIT 1");
    i64 other = rows_number(t, "SELECT max(id) FROM store_view");
    assert_true(view != other);
    shows(h, "store_view", other, "excl");
    struct answer a = browser_get(owner, p.at[6]);
    assert_false(answer_has(&a, "€83.99"));
    shows(h, "store_view", view, "excl");
    a = browser_get(owner, p.at[6]);
    assert_true(answer_has(&a, "€83.99"));
}

static void TX03_mails_show_the_side_that_is_set(struct test_store *t)
{
    struct house *h = house_make(t);
    shows(h, "default", 0, "both");
    as_customer(h->w, h->anna.id);
    h->w->settings.tax_sales_subtotal = h->w->settings.tax_sales_shipping = S("both");
    buys(h->w, "mug", 3);
    str page =
        rows_text(t, "SELECT html FROM mail WHERE kind = 'order_new' ORDER BY id DESC LIMIT 1");
    str text =
        rows_text(t, "SELECT body FROM mail WHERE kind = 'order_new' ORDER BY id DESC LIMIT 1");
    static const char *const said[] = {"Subtotal (Excl. Tax)", "Subtotal (Incl. Tax)", "€99.95",
                                       "Excl. Tax: €83.99"};
    for (size_t i = 0; i < COUNT(said); i++) {
        assert_true(str_has(page, str_from(said[i])));
        assert_true(str_has(text, str_from(said[i])));
    }
}

int main(void)
{
    static const struct test tests[] = {
        TEST(TX03_every_page_of_an_order_shows_the_side_that_is_set),
        TEST(TX03_grand_total_without_tax_and_the_rates_are_shown_if_set),
        TEST(TX03_a_rate_has_the_title_of_the_orders_store_view),
        TEST(TX03_carts_and_mails_have_the_titles_of_their_store_view),
        TEST(TX03_the_orders_store_view_decides),
        TEST(TX03_mails_show_the_side_that_is_set),
    };
    return run_on_both(tests, COUNT(tests));
}
