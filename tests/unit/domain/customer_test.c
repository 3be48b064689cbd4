#include "domain/account.h"
#include "domain/address.h"
#include "domain/consent.h"
#include "domain/customer.h"
#include "domain/session.h"
#include "world.h"

static struct customer_edit edit_of(const struct customer *k)
{
    return (struct customer_edit){
        .id = k->id,
        .version = k->version,
        .group_id = k->group_id,
        .first_name = k->first_name,
        .last_name = k->last_name,
        .email = k->email,
        .active = k->active,
        .newsletter = k->newsletter,
    };
}

static struct customer get(struct world *w, i64 id)
{
    struct customer k = {0};
    assert_ok(customer_get(&w->c, id, &k));
    return k;
}

static void R32_an_account_is_found_by_a_ref_that_says_nothing(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct customer k = get(w, id), same;
    assert_int_equal(k.ref.n, 16);
    assert_ok(customer_by_ref(&w->c, k.ref, &same));
    assert_int_equal(same.id, id);
    assert_err(ERR_NOT_FOUND, customer_by_ref(&w->c, S("aaaaaaaaaaaaaaaa"), &same));
    assert_err(ERR_NOT_FOUND, customer_by_ref(&w->c, S(""), &same));
}

static void CE17_an_address_is_taken_once_on_a_website_in_any_case(struct test_store *t)
{
    struct world *w = world_make(t);
    a_customer(w, "anna@example.com");
    i64 id = a_customer(w, "bert@example.com");
    struct customer bert = get(w, id);
    struct customer_edit in = edit_of(&bert);
    in.email = S("ANNA@example.com");
    as_staff(w, P_COUNT);
    assert_err(ERR_INVALID, customer_save(&w->c, &in));
    assert_true(has_problem(w, "email"));
    assert_str_equal(get(w, id).email, S("bert@example.com"));
}

static void CE18_names_and_a_real_address_are_required(struct test_store *t)
{
    struct world *w = world_make(t);
    static const str wrong[] = {S("a"),
                                S("a@b"),
                                S("a b@example.com"),
                                S("a@@example.com"),
                                S("@example.com"),
                                S("a@.example"),
                                S("a@example..com")};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        w->c.problems = NULL;
        assert_err(ERR_INVALID, customer_check(&w->c, S("A"), S("B"), wrong[i]));
        assert_true(has_problem(w, "email"));
    }
    w->c.problems = NULL;
    assert_err(ERR_INVALID, customer_check(&w->c, S(""), S(""), S("a@example.com")));
    assert_true(has_problem(w, "first_name") && has_problem(w, "last_name"));
    assert_ok(customer_check(&w->c, S("A"), S("B"), S("a.b+c@mail.example.com")));
}

static void a_stale_form_is_a_conflict_and_changes_nothing(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct customer k = get(w, id);
    struct customer_edit first = edit_of(&k), second = edit_of(&k);
    first.last_name = S("Huber");
    second.last_name = S("Maier");
    as_staff(w, P_COUNT);
    assert_ok(customer_save(&w->c, &first));
    assert_err(ERR_CONFLICT, customer_save(&w->c, &second));
    assert_str_equal(get(w, id).last_name, S("Huber"));
}

static void saving_keeps_search_words_and_folds_in_step(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct customer k = get(w, id);
    struct customer_edit in = edit_of(&k);
    in.last_name = S("Müller-Lüdenscheidt");
    as_staff(w, P_COUNT);
    assert_ok(customer_save(&w->c, &in));
    assert_str_equal(get(w, id).name_fold, S("anna muller-ludenscheidt"));
    assert_int_equal(number_of(w, "SELECT count(*) FROM customer_word WHERE word = 'ludenscheidt'"),
                     1);
    assert_int_equal(number_of(w, "SELECT count(*) FROM customer_word WHERE word = 'berger'"), 0);
    assert_int_equal(number_of(w, "SELECT count(*) FROM customer_word WHERE word = 'example'"), 1);
}

static void only_staff_with_the_right_save_and_delete(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct customer k = get(w, id);
    struct customer_edit in = edit_of(&k);
    in.last_name = S("Huber");
    as_staff(w, P_CUSTOMERS_ALL);
    assert_err(ERR_DENIED, customer_save(&w->c, &in));
    assert_err(ERR_DENIED, customer_delete(&w->c, id));
    assert_err(ERR_DENIED, customer_send_reset(&w->c, id, S("/password/reset")));
    assert_err(ERR_DENIED, customer_unlock(&w->c, id));
    as_customer(w, id);
    assert_err(ERR_DENIED, customer_save(&w->c, &in));
    as_assist(w, id);
    assert_err(ERR_DENIED, customer_save(&w->c, &in));
    assert_err(ERR_DENIED, customer_delete(&w->c, id));
}

static void CE13_orders_outlive_the_account(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    test_script(
        t,
        str_format(
            t->mem,
            "INSERT INTO sales_order (number, customer_id, account_gone, store_view_id, view_path, lang, email, email_fold,"
            " customer_name, group_name, bill_name, bill_name_fold, ship_name, ship_name_fold, state, status, currency,"
            " base_currency, virtual, tax_included, subtotal, discount, shipping, tax, grand_total, base_grand_total, paid,"
            " refunded, canceled, shipping_tax, shipping_ppm, shipping_invoiced, shipping_refunded, payment_method, payment_title, ip, created_at, updated_at, version)"
            " VALUES ('000000001', %lld, FALSE, 1, '', 'en', 'anna@example.com', 'anna@example.com', 'Anna Berger',"
            " 'General', 'A', 'a', 'A', 'a', 'new', 'pending', 'EUR', 'EUR', FALSE, TRUE, 1000, 0, 0, 0, 1000, 1000, 0, 0,"
            " 0, 0, 0, 0, 0, 'checkmo', 'Check', '', 1, 1, 1)",
            (long long)id));
    struct customer k = get(w, id);
    struct customer_facts facts;
    assert_ok(customer_facts(&w->c, &k, &facts));
    assert_int_equal(facts.orders, 1);
    assert_int_equal(facts.lifetime.minor, 1000);
    as_staff(w, P_COUNT);
    assert_ok(customer_delete(&w->c, id));
    assert_err(ERR_NOT_FOUND, customer_get(&w->c, id, &k));
    assert_int_equal(
        number_of(
            w,
            "SELECT count(*) FROM sales_order WHERE account_gone AND customer_name = 'Anna Berger'"),
        1);
    assert_int_equal(number_of(w, "SELECT count(*) FROM customer_word"), 0);
    assert_err(ERR_NOT_FOUND, customer_delete(&w->c, id));
}

static void a_deleted_or_inactive_account_has_no_sessions(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    str token;
    struct session s;
    as_visitor(w);
    assert_ok(customer_sign_in(&w->c, S("anna@example.com"), A_PASSWORD, &token));
    assert_ok(shop_session_find(&w->c, token, &s));
    struct customer k = get(w, id);
    struct customer_edit in = edit_of(&k);
    in.active = false;
    as_staff(w, P_COUNT);
    assert_ok(customer_save(&w->c, &in));
    assert_err(ERR_NOT_FOUND, shop_session_find(&w->c, token, &s));
    as_visitor(w);
    assert_err(ERR_INVALID, customer_sign_in(&w->c, S("anna@example.com"), A_PASSWORD, &token));
}

static void CE26_unlocking_lets_the_customer_in_again(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    str token;
    w->settings.customer_failures = 2;
    as_visitor(w);
    for (int i = 0; i < 2; i++)
        assert_err(ERR_INVALID, customer_sign_in(&w->c, S("anna@example.com"), S("wrong"), &token));
    struct customer k = get(w, id);
    assert_true(customer_locked(&w->c, &k));
    assert_err(ERR_INVALID, customer_sign_in(&w->c, S("anna@example.com"), A_PASSWORD, &token));
    as_staff(w, P_COUNT);
    assert_ok(customer_unlock(&w->c, id));
    k = get(w, id);
    assert_false(customer_locked(&w->c, &k));
    as_visitor(w);
    assert_ok(customer_sign_in(&w->c, S("anna@example.com"), A_PASSWORD, &token));
}

static void CN01_a_created_account_has_no_password_until_its_owner_sets_one(struct test_store *t)
{
    struct world *w = world_make(t);
    struct customer_new in = {.website_id = 1,
                              .store_view_id = 1,
                              .first_name = S("Nora"),
                              .last_name = S("Neu"),
                              .email = S("nora@example.com")};
    str ref, token;
    as_staff(w, P_COUNT);
    assert_ok(customer_create(&w->c, &in, false, S("/password/reset"), &ref));
    assert_int_equal(mails_of(w, "customer_welcome"), 1);
    as_visitor(w);
    assert_err(ERR_INVALID, customer_sign_in(&w->c, S("nora@example.com"), S(""), &token));
    assert_err(ERR_INVALID, customer_sign_in(&w->c, S("nora@example.com"), A_PASSWORD, &token));
    assert_int_equal(number_of(w, "SELECT count(*) FROM customer WHERE password_hash IS NULL"), 1);
}

static void CN02_the_welcome_mail_speaks_the_language_of_the_store_view(struct test_store *t)
{
    struct world *w = world_make(t);
    struct customer_new in = {.website_id = 1,
                              .store_view_id = 2,
                              .first_name = S("Nora"),
                              .last_name = S("Neu"),
                              .email = S("nora@example.com")};
    str ref;
    as_staff(w, P_COUNT);
    assert_ok(customer_create(&w->c, &in, false, S("/password/reset"), &ref));
    assert_int_equal(number_of(w, "SELECT count(*) FROM mail WHERE lang = 'de'"), 1);
}

static void CE14_a_reset_by_staff_mails_a_code_and_shows_none(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    as_staff(w, P_CUSTOMERS_RESET);
    assert_ok(customer_send_reset(&w->c, id, S("https://shop.example/password/reset")));
    assert_true(str_has(mail_body(w, "customer_reset"), S("https://shop.example/password/reset")));
    assert_int_equal(number_of(w, "SELECT count(*) FROM one_time WHERE purpose = 'customer-reset'"),
                     1);
}

static void many_accounts_are_made_in_one_work(struct test_store *t)
{
    struct world *w = world_make(t);
    struct arena *mem = w->c.mem, *scratch = arena_new(1 << 16);
    as_program(w);
    SCOPED(work_end) struct work work = {0};
    assert_ok(work_begin(&w->c, ACT_STORE_SETUP, &work));
    work_touch(&work, ENTITY_CUSTOMER, 0, S(""));
    for (int i = 0; i < 500; i++) {
        w->c.mem = scratch;
        struct customer_new in = {.website_id = 1,
                                  .store_view_id = 1,
                                  .first_name = S("Max"),
                                  .last_name = str_format(scratch, "Muster%d", i),
                                  .email = str_format(scratch, "max%d@example.com", i),
                                  .password_hash = S("ready")};
        struct customer_address a = {.first_name = S("Max"),
                                     .last_name = in.last_name,
                                     .street1 = S("Weg 1"),
                                     .city = S("Goslar"),
                                     .region = S("NI"),
                                     .postcode = S("38640"),
                                     .country = S("DE"),
                                     .phone = S("1")};
        i64 address;
        assert_ok(customer_add(&work, &in, &a.customer_id));
        assert_ok(consent_first(&work, a.customer_id));
        assert_ok(address_add(&work, &a, true, true, &address));
        arena_empty(scratch);
    }
    w->c.mem = mem;
    assert_ok(work_commit(&work));
    arena_free(scratch);
    assert_int_equal(
        number_of(w, "SELECT count(*) FROM customer WHERE bill_region_fold = 'niedersachsen'"),
        500);
    assert_int_equal(number_of(w, "SELECT count(*) FROM consent WHERE allowed"), 500);
}

static void what_staff_change_is_in_the_log_without_a_password(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct customer k = get(w, id);
    struct customer_edit in = edit_of(&k);
    in.last_name = S("Huber");
    as_staff(w, P_COUNT);
    assert_ok(customer_save(&w->c, &in));
    static const struct sql q = {
        .name = "test:log",
        .text = S("SELECT changes FROM action_log WHERE action = 'customer.save'")};
    str changes = {0};
    assert_ok(db_str(w->c.db, t->mem, &q, NO_ARGS, &changes));
    assert_true(str_has(changes, S("[\"last_name\",\"Berger\",\"Huber\"]")));
    assert_false(str_has(changes, S("argon")));
}

static const struct test tests[] = {
    TEST(R32_an_account_is_found_by_a_ref_that_says_nothing),
    TEST(CE17_an_address_is_taken_once_on_a_website_in_any_case),
    TEST(CE18_names_and_a_real_address_are_required),
    TEST(a_stale_form_is_a_conflict_and_changes_nothing),
    TEST(saving_keeps_search_words_and_folds_in_step),
    TEST(only_staff_with_the_right_save_and_delete),
    TEST(CE13_orders_outlive_the_account),
    TEST(a_deleted_or_inactive_account_has_no_sessions),
    TEST(CE26_unlocking_lets_the_customer_in_again),
    TEST(CN01_a_created_account_has_no_password_until_its_owner_sets_one),
    TEST(CN02_the_welcome_mail_speaks_the_language_of_the_store_view),
    TEST(CE14_a_reset_by_staff_mails_a_code_and_shows_none),
    TEST(many_accounts_are_made_in_one_work),
    TEST(what_staff_change_is_in_the_log_without_a_password),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
