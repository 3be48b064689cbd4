#include "domain/address.h"

#include "domain/customer.h"
#include "domain/region.h"
#include "world.h"

static struct customer_address home(i64 customer)
{
    return (struct customer_address){.customer_id = customer,
                                     .first_name = S("Anna"),
                                     .last_name = S("Berger"),
                                     .street1 = S("Marktstraße 1"),
                                     .city = S("Goslar"),
                                     .region = S("Niedersachsen"),
                                     .postcode = S("38640"),
                                     .country = S("DE"),
                                     .phone = S("+49 5321 1")};
}

static i64 saved(struct world *w, struct customer_address a, bool billing, bool shipping)
{
    assert_ok(address_save(&w->c, &a, billing, shipping));
    return number_of(w, "SELECT max(id) FROM address");
}

static struct customer get(struct world *w, i64 id)
{
    struct customer k = {0};
    assert_ok(customer_get(&w->c, id, &k));
    return k;
}

static void SF25_the_first_entry_is_both_defaults_and_the_grid_knows_it(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 anna = a_customer(w, "anna@example.com");
    as_customer(w, anna);
    i64 id = saved(w, home(anna), false, false);
    struct customer k = get(w, anna);
    assert_int_equal(k.default_billing_id, id);
    assert_int_equal(k.default_shipping_id, id);
    assert_str_equal(k.bill_region, S("Niedersachsen"));
    assert_str_equal(k.bill_postcode, S("38640"));
    assert_str_equal(k.bill_region_fold, S("niedersachsen"));
}

static void CE20_a_new_default_replaces_the_old_one(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 anna = a_customer(w, "anna@example.com");
    as_staff(w, P_COUNT);
    i64 first = saved(w, home(anna), true, true);
    struct customer_address work = home(anna);
    work.postcode = S("10115");
    i64 second = saved(w, work, true, false);
    struct customer k = get(w, anna);
    assert_int_equal(k.default_billing_id, second);
    assert_int_equal(k.default_shipping_id, first);
    assert_str_equal(k.bill_postcode, S("10115"));
}

static void a_changed_default_changes_the_grid(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 anna = a_customer(w, "anna@example.com");
    as_customer(w, anna);
    i64 id = saved(w, home(anna), false, false);
    struct customer_address a;
    assert_ok(address_get(&w->c, anna, id, &a));
    a.phone = S("999");
    assert_ok(address_save(&w->c, &a, false, false));
    assert_str_equal(get(w, anna).bill_phone, S("999"));
    assert_err(ERR_CONFLICT, address_save(&w->c, &a, false, false));
}

static void SF26_a_default_is_not_deleted_and_others_are(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 anna = a_customer(w, "anna@example.com");
    as_customer(w, anna);
    i64 first = saved(w, home(anna), false, false), second = saved(w, home(anna), false, false);
    assert_err(ERR_INVALID, address_delete(&w->c, anna, first));
    assert_ok(address_delete(&w->c, anna, second));
    assert_err(ERR_NOT_FOUND, address_delete(&w->c, anna, second));
    assert_int_equal(number_of(w, "SELECT count(*) FROM address"), 1);
}

static void R35_what_is_not_mine_is_not_found(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 anna = a_customer(w, "anna@example.com"), bert = a_customer(w, "bert@example.com");
    as_customer(w, anna);
    saved(w, home(anna), false, false);
    i64 hers = saved(w, home(anna), false, false);
    as_customer(w, bert);
    struct customer_address a = home(bert), hers_now = {0};
    assert_err(ERR_NOT_FOUND, address_get(&w->c, bert, hers, &hers_now));
    assert_err(ERR_NOT_FOUND, address_delete(&w->c, bert, hers));
    assert_err(ERR_NOT_FOUND, address_delete(&w->c, anna, hers));
    a.id = hers;
    a.version = 1;
    assert_err(ERR_NOT_FOUND, address_save(&w->c, &a, false, false));
    a.customer_id = anna;
    assert_err(ERR_NOT_FOUND, address_save(&w->c, &a, true, true));
    assert_ok(address_get(&w->c, anna, hers, &hers_now));
    assert_int_equal(hers_now.version, 1);
}

static void CE22_region_and_postcode_follow_the_country(struct test_store *t)
{
    struct world *w = world_make(t);
    struct customer_address us = home(1);
    us.country = S("US");
    us.region = S("");
    assert_err(ERR_INVALID, address_check(&w->c, &us));
    assert_true(has_problem(w, "region"));
    us.region = S("Atlantis");
    assert_err(ERR_INVALID, address_check(&w->c, &us));
    us.region = S("oregon");
    assert_ok(address_check(&w->c, &us));
    struct customer_address gb = home(1);
    gb.country = S("GB");
    gb.region = S("Kent");
    assert_ok(address_check(&w->c, &gb));
    gb.postcode = S("");
    w->c.problems = NULL;
    assert_err(ERR_INVALID, address_check(&w->c, &gb));
    assert_true(has_problem(w, "postcode"));
    w->settings.zip_optional = S("US GB");
    assert_ok(address_check(&w->c, &gb));
    gb.country = S("FR");
    w->c.problems = NULL;
    assert_err(ERR_INVALID, address_check(&w->c, &gb));
    assert_true(has_problem(w, "country"));
}

static void a_region_is_kept_as_its_code(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 anna = a_customer(w, "anna@example.com");
    as_customer(w, anna);
    i64 id = saved(w, home(anna), false, false);
    struct customer_address a;
    assert_ok(address_get(&w->c, anna, id, &a));
    assert_str_equal(a.region, S("NI"));
    struct address_lines l = address_lines(&w->c, &a);
    assert_int_equal(l.at.n, 4);
    assert_str_equal(l.at.at[2], S("38640 Goslar"));
    assert_str_equal(l.at.at[3], S("Niedersachsen"));
    assert_str_equal(l.country, S("DE"));
}

static void SF27_a_long_book_is_read_by_pages(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 anna = a_customer(w, "anna@example.com");
    as_program(w);
    SCOPED(work_end) struct work work = {0};
    assert_ok(work_begin(&w->c, ACT_STORE_SETUP, &work));
    for (int i = 0; i < 3000; i++) {
        struct customer_address a = home(anna);
        i64 id;
        assert_ok(address_add(&work, &a, false, false, &id));
    }
    work_touch(&work, ENTITY_ADDRESS, 0, S(""));
    assert_ok(work_commit(&work));
    as_customer(w, anna);
    struct address_page p;
    u64 before = db_queries(w->c.db);
    assert_ok(address_list(&w->c, anna, 150, true, &p));
    assert_int_equal(db_queries(w->c.db) - before, 2);
    assert_int_equal(p.count, 2999);
    assert_int_equal(p.at.n, 19);
    assert_ok(address_list(&w->c, anna, 1, true, &p));
    assert_int_equal(p.at.n, ADDRESS_PAGE);
    assert_err(ERR_NOT_FOUND, address_list(&w->c, anna, 151, true, &p));
}

static void staff_acting_for_a_customer_keep_the_book_and_it_is_logged(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 anna = a_customer(w, "anna@example.com"), bert = a_customer(w, "bert@example.com");
    as_assist(w, anna);
    saved(w, home(anna), false, false);
    struct customer_address other = home(bert);
    assert_err(ERR_NOT_FOUND, address_save(&w->c, &other, false, false));
    assert_int_equal(
        number_of(w,
                  "SELECT count(*) FROM action_log WHERE action = 'address.save' AND staff_id = 7"
                  " AND action_group = 'Login As Customer'"),
        1);
}

static const struct test tests[] = {
    TEST(SF25_the_first_entry_is_both_defaults_and_the_grid_knows_it),
    TEST(CE20_a_new_default_replaces_the_old_one),
    TEST(a_changed_default_changes_the_grid),
    TEST(SF26_a_default_is_not_deleted_and_others_are),
    TEST(R35_what_is_not_mine_is_not_found),
    TEST(CE22_region_and_postcode_follow_the_country),
    TEST(a_region_is_kept_as_its_code),
    TEST(SF27_a_long_book_is_read_by_pages),
    TEST(staff_acting_for_a_customer_keep_the_book_and_it_is_logged),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
