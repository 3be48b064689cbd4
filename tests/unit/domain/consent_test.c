#include "domain/consent.h"

#include "domain/account.h"
#include "domain/customer.h"
#include "world.h"

static struct account_edit answer(bool yes)
{
    return (struct account_edit){
        .first_name = S("Anna"), .last_name = S("Berger"), .has_consent = true, .consent = yes};
}

static struct customer_edit toggle(struct world *w, i64 id, bool yes)
{
    struct customer k = {0};
    assert_ok(customer_get(&w->c, id, &k));
    return (struct customer_edit){.id = id,
                                  .version = k.version,
                                  .group_id = k.group_id,
                                  .first_name = k.first_name,
                                  .last_name = k.last_name,
                                  .email = k.email,
                                  .active = true,
                                  .has_consent = true,
                                  .consent = yes};
}

static void nobody_asked_means_not_allowed(struct test_store *t)
{
    struct world *w = world_make(t);
    struct consent k;
    assert_ok(consent_get(&w->c, a_customer(w, "anna@example.com"), &k));
    assert_false(k.allowed);
    assert_int_equal(k.changed_at.us, 0);
}

static void SF20_the_customer_gives_it_with_the_text_that_was_shown(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct account_edit in = answer(true);
    struct consent k;
    as_customer(w, id);
    assert_ok(account_save(&w->c, &in));
    assert_ok(consent_get(&w->c, id, &k));
    assert_true(k.allowed);
    assert_int_equal(k.staff_id, 0);
    assert_str_equal(k.lang, S("en"));
    assert_true(str_starts(k.shown, S("Allow remote shopping assistance\n")));
    assert_int_equal(k.changed_at.us, w->c.now.us);
}

static void SF21_taking_it_back_ends_running_sessions_in_the_same_change(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct account_edit yes = answer(true), no = answer(false);
    as_customer(w, id);
    assert_ok(account_save(&w->c, &yes));
    a_running_assist(w, id);
    assert_ok(account_save(&w->c, &no));
    assert_int_equal(number_of(w,
                               "SELECT count(*) FROM assist_session WHERE ended_at IS NOT NULL"
                               " AND end_cause = 'no_consent'"),
                     1);
}

static void CE08_staff_and_customer_edit_the_same_flag(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct consent k;
    as_staff(w, P_COUNT);
    struct customer_edit on = toggle(w, id, true);
    assert_ok(customer_save(&w->c, &on));
    assert_ok(consent_get(&w->c, id, &k));
    assert_true(k.allowed);
    assert_str_equal(k.staff_name, S("mia"));
    struct account_edit no = answer(false);
    as_customer(w, id);
    assert_ok(account_save(&w->c, &no));
    assert_ok(consent_get(&w->c, id, &k));
    assert_false(k.allowed);
}

static void CE07_a_change_by_staff_is_in_the_log_with_before_and_after(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    as_staff(w, P_COUNT);
    struct customer_edit on = toggle(w, id, true);
    assert_ok(customer_save(&w->c, &on));
    static const struct sql q = {
        .name = "test:log",
        .text = S("SELECT changes FROM action_log WHERE action = 'customer.save'")};
    str changes = {0};
    assert_ok(db_str(w->c.db, t->mem, &q, NO_ARGS, &changes));
    assert_true(str_has(changes, S("\"entity\":\"consent\"")));
    assert_true(str_has(changes, S("[\"allowed\",\"false\",\"true\"]")));
}

static void W16_a_change_without_the_right_is_an_error_that_one_sees(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct customer_edit on = toggle(w, id, true), same = toggle(w, id, false);
    as_staff(w, P_CUSTOMERS_EDIT);
    on.last_name = S("Huber");
    assert_err(ERR_INVALID, customer_save(&w->c, &on));
    assert_true(has_problem(w, "consent"));
    struct customer k;
    assert_ok(customer_get(&w->c, id, &k));
    assert_str_equal(k.last_name, S("Berger"));
    as_staff(w, P_CUSTOMERS_EDIT);
    same.last_name = S("Huber");
    assert_ok(customer_save(&w->c, &same));
}

static void SF22_nobody_changes_it_in_an_assist_session(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct account_edit yes = answer(true);
    struct consent k;
    as_assist(w, id);
    assert_err(ERR_DENIED, account_save(&w->c, &yes));
    assert_ok(consent_get(&w->c, id, &k));
    assert_false(k.allowed);
    assert_int_equal(
        number_of(w,
                  "SELECT count(*) FROM action_log WHERE action = 'consent.save' AND NOT success"
                  " AND action_group = 'Login As Customer'"),
        1);
}

static void an_older_form_of_staff_does_not_bring_it_back(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct account_edit yes = answer(true), no = answer(false);
    as_customer(w, id);
    assert_ok(account_save(&w->c, &yes));
    as_staff(w, P_COUNT);
    struct customer_edit form = toggle(w, id, true); /* opened while it was allowed */
    as_customer(w, id);
    assert_ok(account_save(&w->c, &no));
    as_staff(w, P_COUNT);
    assert_err(ERR_CONFLICT, customer_save(&w->c, &form));
}

static void the_text_of_the_shop_stands_as_it_is_and_ours_is_translated(struct test_store *t)
{
    struct world *w = world_make(t);
    const struct snapshot *s = snapshot_take();
    w->c.view = snapshot_view_by_code(s, S("de"));
    assert_str_equal(consent_title(&w->c),
                     tr(words_find(S("de")), S("Allow remote shopping assistance")));
    w->settings.assist_title = S("Darf unser Team helfen?");
    assert_str_equal(consent_title(&w->c), S("Darf unser Team helfen?"));
    snapshot_drop(s);
}

static const struct test tests[] = {
    TEST(nobody_asked_means_not_allowed),
    TEST(SF20_the_customer_gives_it_with_the_text_that_was_shown),
    TEST(SF21_taking_it_back_ends_running_sessions_in_the_same_change),
    TEST(CE08_staff_and_customer_edit_the_same_flag),
    TEST(CE07_a_change_by_staff_is_in_the_log_with_before_and_after),
    TEST(W16_a_change_without_the_right_is_an_error_that_one_sees),
    TEST(SF22_nobody_changes_it_in_an_assist_session),
    TEST(an_older_form_of_staff_does_not_bring_it_back),
    TEST(the_text_of_the_shop_stands_as_it_is_and_ours_is_translated),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
