/* System › Mail. */
#include "house.h"

#include "domain/mail.h"
#include "rows.h"

static bool has(struct answer a, const char *text)
{
    return answer_has(&a, text);
}

#define WITH(b, who)                                                                               \
    struct house *h = house_make(t);                                                               \
    struct browser *b = house_browser(h, who)

static str mail_path(struct test_store *t, const char *sql, const char *end)
{
    return str_format(t->mem, "/admin/mails/%lld%s", (long long)rows_number(t, sql), end);
}

static void the_outbox_names_recipient_order_and_state(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, "/admin/mails");
    assert_int_equal(a.status, 200);
    assert_true(has(a, "anna@customers.test"));
    assert_true(has(a, "New Order"));
    assert_true(has(a, "Waiting"));
    assert_true(has(a, str_z(t->mem, h->anna.number)));
    a = browser_get(b, "/admin/mails?state=failed");
    assert_true(has(a, "No records found") || has(a, "No emails yet."));
    assert_int_equal(browser_get(b, "/admin/mails?to=anna&kind=order_new").status, 200);
    browser_end(b);
}

static void a_mail_is_shown_in_a_frame_that_may_nothing(struct test_store *t)
{
    WITH(b, OWNER);
    const char *sql = "SELECT max(id) FROM mail WHERE kind = 'order_new'";
    struct answer a = browser_get(b, str_z(t->mem, mail_path(t, sql, "")));
    assert_int_equal(a.status, 200);
    assert_true(has(a, "<iframe sandbox=\"\" src=\"/admin/mails/"));
    assert_true(has(a, "thank you for your order"));
    assert_true(str_ends(answer_header(&a, "Content-Security-Policy"), S("; frame-src 'self'")));
    a = browser_get(b, str_z(t->mem, mail_path(t, sql, "/html")));
    assert_int_equal(a.status, 200);
    assert_true(str_starts(a.body, S("<!DOCTYPE html>")));
    str policy = answer_header(&a, "Content-Security-Policy");
    assert_true(str_starts(policy, S("default-src 'none'; ")));
    assert_true(str_ends(policy, S("; sandbox")));
    assert_true(str_has(policy, S("frame-ancestors 'self'")));
    assert_false(str_has(policy, S("script")));
    a = browser_get(b, "/admin/orders");
    assert_false(str_has(answer_header(&a, "Content-Security-Policy"), S("frame-src")));
    browser_end(b);
}

static void R32_a_code_is_on_no_page(struct test_store *t)
{
    WITH(b, OWNER);
    struct browser *visitor = browser_again(b);
    browser_get(visitor, "/password/forgot");
    browser_post(visitor, "/password/forgot", "email=anna%40customers.test");
    const char *sql = "SELECT max(id) FROM mail WHERE secret";
    struct answer a = browser_get(b, str_z(t->mem, mail_path(t, sql, "")));
    assert_int_equal(a.status, 200);
    assert_true(has(a, "holds a code"));
    assert_false(has(a, "<pre>"));
    assert_int_equal(browser_get(b, str_z(t->mem, mail_path(t, sql, "/html"))).status, 404);
    browser_end(visitor);
    browser_end(b);
}

static void a_failed_mail_is_sent_again_from_its_page(struct test_store *t)
{
    WITH(b, OWNER);
    const char *sql = "SELECT max(id) FROM mail WHERE kind = 'order_new'";
    const char *page = str_z(t->mem, mail_path(t, sql, ""));
    const char *again = str_z(t->mem, mail_path(t, sql, "/again"));
    assert_false(has(browser_get(b, page), "Send Again"));
    test_script(t,
                S("UPDATE mail SET state = 'failed', failed_at = 1, last_error = '550 <b>no';\n"));
    struct answer a = browser_get(b, page);
    assert_true(has(a, "Send Again"));
    assert_true(has(a, "550 &lt;b&gt;no"));
    assert_int_equal(browser_post(b, again, "").status, 303);
    assert_true(has(browser_get(b, page), "The email will be sent again."));
    assert_int_equal(rows_number(t, "SELECT count(*) FROM mail WHERE state = 'waiting'"), 1);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM action_log WHERE action = 'mail.again'"),
                     1);
    assert_int_equal(browser_post(b, again, "").status, 303);
    assert_true(has(browser_get(b, page), "has not failed"));
    browser_end(b);
}

static void without_the_right_there_is_no_outbox(struct test_store *t)
{
    WITH(b, SUPERVISOR);
    assert_int_equal(browser_get(b, "/admin/mails").status, 403);
    assert_int_equal(browser_get(b, "/admin/mails/1").status, 403);
    assert_int_equal(browser_get(b, "/admin/mails/1/html").status, 403);
    assert_int_equal(browser_post(b, "/admin/mails/1/again", "").status, 403);
    assert_false(has(browser_get(b, "/admin/customers"), "/admin/mails"));
    browser_end(b);
}

static const struct test tests[] = {
    TEST(the_outbox_names_recipient_order_and_state),
    TEST(a_mail_is_shown_in_a_frame_that_may_nothing),
    TEST(R32_a_code_is_on_no_page),
    TEST(a_failed_mail_is_sent_again_from_its_page),
    TEST(without_the_right_there_is_no_outbox),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
