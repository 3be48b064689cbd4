/* PDF of sales documents from the back office: one, those that are ticked, and all of ticked orders. */
#include "house.h"
#include "rows.h"
#include "web/gate.h"

#define OFFICE(t, who)                                                                             \
    struct house *h = house_make(t);                                                               \
    house_documents(h);                                                                            \
    SCOPED(browser_end_of) struct browser *b = house_browser(h, who)

static const char *const folders[] = {"invoices", "shipments", "credit_memos"};

#define ASK(...) browser_get(b, str_z(t->mem, str_format(t->mem, __VA_ARGS__)))

static void expect_pdf(const struct answer *a)
{
    assert_int_equal(a->status, 200);
    assert_str_equal(a->type, S("application/pdf"));
    assert_true(str_starts(a->body, S("%PDF-")));
}

static void IN_SH_CM_print_gives_a_pdf_of_the_document(struct test_store *t)
{
    OFFICE(t, OWNER);
    for (size_t i = 0; i < COUNT(folders); i++) {
        struct answer a = ASK("/admin/%s/%lld/pdf", folders[i], (long long)h->document_ids[i]);
        expect_pdf(&a);
        assert_int_equal(ASK("/admin/%s/%lld/pdf", folders[i], 99999LL).status, 404);
    }
}

static void OG_ticked_documents_and_orders_are_printed_in_one_file(struct test_store *t)
{
    OFFICE(t, OWNER);
    i64 order = rows_number(t, "SELECT order_id FROM sales_document LIMIT 1");
    for (size_t i = 0; i < COUNT(folders); i++) {
        struct answer a = ASK("/admin/%s/pdf?d[]=%lld", folders[i], (long long)h->document_ids[i]);
        expect_pdf(&a);
        a = ASK("/admin/orders/pdf/%s?o[]=%lld", folders[i], (long long)order);
        expect_pdf(&a);
        assert_int_equal(ASK("/admin/%s/pdf", folders[i]).status, 303);
    }
    struct answer a = ASK("/admin/orders/pdf/%s?o[]=%lld", "all", (long long)order);
    expect_pdf(&a);
    assert_int_equal(
        ASK("/admin/orders/pdf/%s?o[]=%lld", "all", (long long)h->anna.order_id).status, 303);
    assert_int_equal(browser_get(b, "/admin/orders/pdf/all?o[]=x").status, 404);
}

static void who_may_not_see_documents_prints_none(struct test_store *t)
{
    OFFICE(t, SUPERVISOR);
    for (size_t i = 0; i < COUNT(folders); i++) {
        assert_int_equal(
            ASK("/admin/%s/%lld/pdf", folders[i], (long long)h->document_ids[i]).status, 403);
        assert_int_equal(ASK("/admin/orders/pdf/%s?o[]=%lld", folders[i], 1LL).status, 403);
    }
}

/* However the address is spelled: an event loop never makes a PDF. */
static void a_pdf_is_made_beside_everything_else(struct test_store *t)
{
    OFFICE(t, OWNER);
    static const struct {
        const char *target;
        enum gate_speed speed;
    } rows[] = {
        {"/admin/invoices/1/pdf", GATE_LONG}, {"/%61dmin/invoices/1/pd%66?x", GATE_LONG},
        {"/admin/orders/pdf/all", GATE_LONG}, {"/admin/invoices/1", GATE_QUICK},
        {"/admin/nothing", GATE_QUICK},       {"/c/kitchen%20table", GATE_QUICK},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(gate_speed(&b->site, t->mem,
                                    &(struct head){.method = S("GET"),
                                                   .target = str_from(rows[i].target),
                                                   .host = b->host}),
                         rows[i].speed);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(IN_SH_CM_print_gives_a_pdf_of_the_document),
        TEST(OG_ticked_documents_and_orders_are_printed_in_one_file),
        TEST(a_pdf_is_made_beside_everything_else),
        TEST(who_may_not_see_documents_prints_none),
    };
    return run_on_both(tests, COUNT(tests));
}
