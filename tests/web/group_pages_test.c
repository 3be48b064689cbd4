/* Customers › Customer Groups as a browser meets it, and what a group does to its members. */
#include "domain/customer_group.h"
#include "domain/settings.h"
#include "house.h"
#include "rows.h"

#define OFFICE(t, who)                                                                             \
    struct house *h = house_make(t);                                                               \
    SCOPED(browser_end_of) struct browser *b = house_browser(h, who)

#define GROUPS "/admin/customer-groups"

static i64 id_of(struct test_store *t, const char *name)
{
    return rows_number(t, at(t, "SELECT id FROM customer_group WHERE name = '%s'", name));
}

static void GR01_the_groups_of_a_new_store_stand_there(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = browser_get(b, GROUPS);
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, ">NOT LOGGED IN<") && answer_has(&a, ">General<") &&
                answer_has(&a, ">Wholesale<") && answer_has(&a, ">Retailer<"));
    a = browser_get(b, GROUPS "?name=whole");
    assert_true(answer_has(&a, ">Wholesale<") && !answer_has(&a, ">Retailer<"));
    a = browser_get(b, GROUPS "?id_from=2&id_to=2");
    assert_true(answer_has(&a, ">Wholesale<") && !answer_has(&a, ">Retailer<"));
    a = browser_get(b, at(t, "/admin/customers/%.*s/account", STR_ARG(h->anna.ref)));
    assert_false(answer_has(&a, "NOT LOGGED IN")); /* no account is put there */
}

static void GR02_a_name_is_unique_and_shorter_than_32_characters(struct test_store *t)
{
    OFFICE(t, OWNER);
    static const char *const bad[] = {"", "general", "GENERAL", "%20Not%20logged%20in",
                                      "12345678901234567890123456789012"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct answer a = browser_post(b, GROUPS "/new", at(t, "name=%s&tax_class=retail", bad[i]));
        assert_int_equal(a.status, 422);
        assert_true(answer_has(&a, "name-e\""));
    }
    assert_int_equal(browser_post(b, GROUPS "/new", "name=Club&tax_class=standard").status, 422);
    assert_int_equal(
        browser_post(b, GROUPS "/new", "name=Club&tax_class=retail&excluded%5B%5D=99").status, 422);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM customer_group"), 4);
    assert_int_equal(
        browser_post(b, GROUPS "/new", "name=1234567890123456789012345678901&tax_class=retail")
            .status,
        303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM customer_group"), 5);
    (void)h;
}

static void a_group_is_renamed_and_a_stale_form_is_not(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = browser_post(b, GROUPS "/3", "name=Dealers&tax_class=wholesale&version=1");
    assert_int_equal(a.status, 303);
    a = browser_get(b, at(t, "/admin/customers/%.*s/account", STR_ARG(h->anna.ref)));
    assert_true(answer_has(&a, ">Dealers</option>"));
    a = browser_post(b, GROUPS "/3", "name=Others&tax_class=retail&version=1");
    assert_int_equal(a.status, 409);
    assert_int_equal(id_of(t, "Dealers"), 3);
    assert_int_equal(rows_number(t,
                                 "SELECT count(*) FROM action_log WHERE action = "
                                 "'customer_group.save' AND success"),
                     1);
}

static void GR03_a_website_is_excluded_on_the_page(struct test_store *t)
{
    OFFICE(t, OWNER);
    SCOPED(browser_end_of) struct browser *anna = house_browser(h, CUSTOMER);
    assert_int_equal(browser_get(anna, "/account").status, 200);
    struct answer a =
        browser_post(b, GROUPS "/1", "name=General&tax_class=retail&excluded%5B%5D=1&version=1");
    assert_int_equal(a.status, 303);
    assert_int_equal(browser_get(anna, "/account").status, 303);
    a = browser_get(b, GROUPS "/1");
    assert_true(answer_has(&a, "value=\"1\" checked"));
    a = browser_post(b, at(t, "/admin/assist/customer/%.*s", STR_ARG(h->anna.ref)), "from=view");
    assert_int_equal(a.status, 403);
    a = browser_post(b, GROUPS "/1", "name=General&tax_class=retail&version=2");
    assert_int_equal(a.status, 303);
    SCOPED(browser_end_of) struct browser *again = house_browser(h, CUSTOMER);
    assert_int_equal(browser_get(again, "/account").status, 200);
}

static void GR04_deleting_asks_and_members_go_to_the_default_group(struct test_store *t)
{
    OFFICE(t, OWNER);
    test_script(t, str_format(t->mem, "UPDATE customer SET group_id = 2 WHERE id = %lld;\n",
                              (long long)h->anna.id));
    struct answer a = browser_get(b, GROUPS "/2/delete");
    assert_true(answer_has(&a, "Do you want to delete this customer group?"));
    assert_int_equal(browser_post(b, GROUPS "/2/delete", "").status, 303);
    assert_int_equal(rows_number(t, at(t, "SELECT group_id FROM customer WHERE id = %lld",
                                       (long long)h->anna.id)),
                     CUSTOMER_GROUP_DEFAULT);
    assert_int_equal(browser_post(b, GROUPS "/2/delete", "").status, 404);
    assert_int_equal(browser_post(b, GROUPS "/0/delete", "").status, 422);
    a = browser_post(b, GROUPS "/1/delete", "");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "This group cannot be deleted."));
    assert_int_equal(rows_number(t, "SELECT count(*) FROM customer_group"), 3);
}

static void GR04_not_logged_in_has_a_tax_class_and_keeps_its_name(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = browser_get(b, GROUPS "/0");
    assert_true(answer_has(&a, "Its name stays.") && !answer_has(&a, "Delete Customer Group"));
    assert_int_equal(
        browser_post(b, GROUPS "/0", "name=Others&tax_class=wholesale&version=1").status, 422);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM customer_group WHERE name = 'Others'"),
                     0);
    assert_int_equal(
        browser_post(b, GROUPS "/0", "name=NOT%20LOGGED%20IN&tax_class=wholesale&version=1").status,
        303);
    assert_int_equal(rows_number(t,
                                 "SELECT count(*) FROM customer_group WHERE id = 0 AND "
                                 "tax_class = 'wholesale'"),
                     1);
    (void)h;
}

static void new_accounts_get_the_default_group_of_their_store_view(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct setting_change change = {.row = setting_find(S("customer/create_account/default_group")),
                                    .value = S("3")};
    assert_ok(settings_save_at(as_program(h->w), (struct scope){SCOPE_VIEW, 2}, &change, 1));
    change.value = S("77");
    assert_err(ERR_INVALID,
               settings_save_at(as_program(h->w), (struct scope){SCOPE_VIEW, 2}, &change, 1));
    SCOPED(browser_end_of) struct browser *new = house_browser(h, VISITOR);
    static const char *const who =
        "first_name=Nora&last_name=Neu&email=nora%d%%40customers.test&"
        "password=Sonnen-Schein7&confirm=Sonnen-Schein7";
    assert_int_equal(browser_post(new, "/de/register", at(t, who, 1)).status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM customer WHERE group_id = 3"), 1);
    struct answer a = browser_post(b, GROUPS "/3/delete", "");
    assert_int_equal(a.status, 422);
    assert_int_equal(browser_post(b, GROUPS "/2/delete", "").status, 303);
}

static void GR05_a_bound_role_changes_no_group(struct test_store *t)
{
    OFFICE(t, AGENT);
    test_script(t, S("UPDATE role SET scope_all = FALSE, access_all = TRUE WHERE id = 2;\n"
                     "INSERT INTO role_website (role_id, website_id) VALUES (2, 1);\n"));
    struct answer a = browser_get(b, GROUPS);
    assert_int_equal(a.status, 200);
    assert_false(answer_has(&a, "Add New Customer Group"));
    assert_int_equal(browser_get(b, GROUPS "/new").status, 403);
    assert_int_equal(browser_post(b, GROUPS "/new", "name=Club&tax_class=retail").status, 403);
    assert_int_equal(browser_post(b, GROUPS "/2", "name=Club&tax_class=retail&version=1").status,
                     403);
    assert_int_equal(browser_post(b, GROUPS "/2/delete", "").status, 403);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM customer_group"), 4);
    (void)h;
}

static const struct test tests[] = {
    TEST(GR01_the_groups_of_a_new_store_stand_there),
    TEST(GR02_a_name_is_unique_and_shorter_than_32_characters),
    TEST(a_group_is_renamed_and_a_stale_form_is_not),
    TEST(GR03_a_website_is_excluded_on_the_page),
    TEST(GR04_deleting_asks_and_members_go_to_the_default_group),
    TEST(GR04_not_logged_in_has_a_tax_class_and_keeps_its_name),
    TEST(new_accounts_get_the_default_group_of_their_store_view),
    TEST(GR05_a_bound_role_changes_no_group),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
