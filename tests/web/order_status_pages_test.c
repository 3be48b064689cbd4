/* Stores › Settings › Order Status as a browser meets it, and where its words are seen. */
#include "house.h"
#include "rows.h"

#define OFFICE(t, who)                                                                             \
    struct house *h = house_make(t);                                                               \
    SCOPED(browser_end_of) struct browser *b = house_browser(h, who)

static void makes_packed(struct browser *b)
{
    struct answer a =
        browser_post(b, "/admin/order-statuses/new", "code=packed&label=Packed&label_2=Gepackt");
    assert_int_equal(a.status, 303);
    a = browser_post(b, "/admin/order-statuses/assign", "status=packed&state=new&visible=1");
    assert_int_equal(a.status, 303);
}

static i64 id_of_packed(struct test_store *t)
{
    return rows_number(t, "SELECT id FROM order_status WHERE code = 'packed'");
}

static void OS01_OS03_a_status_is_made_and_assigned(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a =
        browser_post(b, "/admin/order-statuses/new", "code=1st&label=First&label_2=Erster");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "value=\"1st\"") && answer_has(&a, "value=\"Erster\""));
    makes_packed(b);
    a = browser_get(b, "/admin/order-statuses");
    assert_true(answer_has(&a, ">Packed<") && answer_has(&a, "new [New]") &&
                answer_has(&a, ">packed<"));
    a = browser_get(b, at(t, "/admin/order-statuses/%lld", (long long)id_of_packed(t)));
    assert_true(answer_has(&a, "value=\"Packed\"") && answer_has(&a, "value=\"Gepackt\""));
    assert_false(answer_has(&a, "name=\"code\"")); /* it can never be changed */
    (void)h;
}

static void OS02_pages_and_mails_use_the_label_of_the_view(struct test_store *t)
{
    OFFICE(t, OWNER);
    makes_packed(b);
    struct answer a =
        browser_post(b, at(t, "/admin/orders/%lld/comments", (long long)h->anna.order_id),
                     "status=packed&comment=Soon&notify=1&visible=1");
    assert_int_equal(a.status, 303);
    a = browser_get(b, at(t, "/admin/orders/%lld", (long long)h->anna.order_id));
    assert_true(answer_has(&a, ">Packed<") && !answer_has(&a, "Gepackt"));
    a = browser_get(b, "/admin/orders?status=packed");
    assert_true(answer_has(&a, "<option value=\"packed\" selected>Packed</option>"));
    assert_true(answer_has(&a, str_z(t->mem, h->anna.number)));
    assert_true(str_has(mail_body(h->w, "order_update"), S("Packed")));
    SCOPED(browser_end_of) struct browser *anna = house_browser(h, CUSTOMER);
    a = browser_get(anna, "/de/account/orders");
    assert_true(answer_has(&a, "Gepackt"));
    a = browser_get(anna, "/account/orders");
    assert_true(answer_has(&a, "Packed"));
}

static void OS04_OS05_a_status_is_unassigned_after_a_question(struct test_store *t)
{
    OFFICE(t, OWNER);
    makes_packed(b);
    const char *path = at(t, "/admin/order-statuses/%lld/unassign/new", (long long)id_of_packed(t));
    struct answer a = browser_get(b, path);
    assert_true(answer_has(&a, "Do you want to unassign this status?"));
    a = browser_post(b, "/admin/order-statuses/1/unassign/new", "");
    assert_int_equal(a.status, 422); /* orders are pending */
    assert_true(answer_has(&a, "This status cannot be unassigned: orders have it."));
    a = browser_post(b, path, "");
    assert_int_equal(a.status, 303);
    a = browser_get(b, "/admin/order-statuses?code=packed");
    assert_true(answer_has(&a, "not assigned"));
    (void)h;
}

static void OS06_nothing_deletes_a_status(struct test_store *t)
{
    OFFICE(t, OWNER);
    makes_packed(b);
    const char *path = at(t, "/admin/order-statuses/%lld", (long long)id_of_packed(t));
    struct answer a = browser_get(b, path);
    assert_false(answer_has(&a, "Delete"));
    a = browser_post(b, at(t, "%s/delete", path), "");
    assert_int_equal(a.status, 404);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM order_status"), 10);
    (void)h;
}

static const struct test tests[] = {
    TEST(OS01_OS03_a_status_is_made_and_assigned),
    TEST(OS02_pages_and_mails_use_the_label_of_the_view),
    TEST(OS04_OS05_a_status_is_unassigned_after_a_question),
    TEST(OS06_nothing_deletes_a_status),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
