#include "domain/account.h"

#include "domain/consent.h"
#include "domain/customer.h"
#include "domain/password.h"
#include "domain/session.h"
#include "world.h"

static struct registration nora(void)
{
    return (struct registration){.first_name = S("Nora"),
                                 .last_name = S("Neu"),
                                 .email = S("nora@example.com"),
                                 .password = S("Wald-Lichtung3"),
                                 .confirm = S("Wald-Lichtung3")};
}

static err sign_in(struct world *w, str email, str password)
{
    str token;
    as_visitor(w);
    return customer_sign_in(&w->c, email, password, &token);
}

/* The code stands alone on its line: "abcde-fghij". */
static str code_in(str body)
{
    str line;
    while (str_cut(&body, '\n', &line))
        if (line.n == 11 && line.at[5] == '-')
            return line;
    fail_msg("no code in the mail");
    return S("");
}

static struct account_edit names(void)
{
    return (struct account_edit){.first_name = S("Anna"), .last_name = S("Berger")};
}

/* ---- passwords ---- */

static void SF03_short_simple_and_common_passwords_are_refused(struct test_store *t)
{
    struct world *w = world_make(t);
    static const str bad[] = {
        S(""),           S("Ab1!"),     S("abcdefgh"), S("abcdefg1"),
        S("Password1!"), S("Passw0rd"), S("12345678"), S("Anna1@example.com")};
    for (size_t i = 0; i < COUNT(bad); i++) {
        w->c.problems = NULL;
        assert_err(ERR_INVALID,
                   password_check(&w->c, S("password"), bad[i], bad[i], S("anna1@example.com")));
        assert_true(has_problem(w, "password"));
    }
    assert_ok(password_check(&w->c, S("password"), S("Ab1efghi"), S("Ab1efghi"), S("a@b.c")));
    assert_ok(
        password_check(&w->c, S("password"), S("grüße aus Goslar"), S("grüße aus Goslar"), S("")));
    w->c.problems = NULL;
    assert_err(ERR_INVALID,
               password_check(&w->c, S("password"), S("Ab1efghi"), S("Ab1efghI"), S("")));
    assert_true(has_problem(w, "confirm"));
    w->settings.password_length = 12;
    assert_err(ERR_INVALID,
               password_check(&w->c, S("password"), S("Ab1efghi"), S("Ab1efghi"), S("")));
}

/* ---- registration ---- */

static void SF01_registering_signs_in_and_takes_the_cart_along(struct test_store *t)
{
    struct world *w = world_make(t);
    struct registration in = nora();
    in.newsletter = true;
    str token;
    struct session s;
    as_visitor(w);
    assert_ok(account_register(&w->c, &in, S("/register/confirm"), &token));
    assert_ok(shop_session_find(&w->c, token, &s));
    assert_str_equal(s.customer_name, S("Nora Neu"));
    assert_int_equal(number_of(w, "SELECT count(*) FROM customer WHERE newsletter"), 1);
    assert_int_equal(mails_of(w, "customer_welcome"), 1);
    assert_ok(sign_in(w, S("NORA@example.com"), in.password));
}

static void SF02_the_tick_is_stored_when_it_is_set_and_only_then(struct test_store *t)
{
    struct world *w = world_make(t);
    struct registration in = nora(), with = nora();
    with.email = S("ja@example.com");
    with.consent = true;
    str token;
    as_visitor(w);
    assert_ok(account_register(&w->c, &in, S(""), &token));
    assert_int_equal(number_of(w, "SELECT count(*) FROM consent"), 0);
    assert_ok(account_register(&w->c, &with, S(""), &token));
    assert_int_equal(
        number_of(w, "SELECT count(*) FROM consent WHERE allowed AND staff_id IS NULL"), 1);
}

static void SF04_a_known_address_gets_no_second_account(struct test_store *t)
{
    struct world *w = world_make(t);
    a_customer(w, "nora@example.com");
    struct registration in = nora();
    str token;
    as_visitor(w);
    assert_err(ERR_INVALID, account_register(&w->c, &in, S(""), &token));
    assert_true(has_problem(w, "email"));
    assert_int_equal(number_of(w, "SELECT count(*) FROM customer"), 1);
}

static void SF05_an_address_that_must_be_confirmed_comes_first(struct test_store *t)
{
    struct world *w = world_make(t);
    struct registration in = nora();
    str token;
    w->settings.require_confirmation = true;
    as_visitor(w);
    assert_ok(account_register(&w->c, &in, S("/register/confirm"), &token));
    assert_int_equal(token.n, 0);
    assert_err(ERR_INVALID, sign_in(w, in.email, in.password));
    as_visitor(w);
    assert_err(ERR_INVALID, account_confirm(&w->c, in.email, S("aaaaa-aaaaa")));
    assert_ok(account_confirm(&w->c, in.email, code_in(mail_body(w, "customer_confirm"))));
    assert_ok(sign_in(w, in.email, in.password));
}

static void asking_for_the_code_again_tells_nothing_and_ends_the_old_one(struct test_store *t)
{
    struct world *w = world_make(t);
    struct registration in = nora();
    str token;
    w->settings.require_confirmation = true;
    as_visitor(w);
    assert_ok(account_register(&w->c, &in, S(""), &token));
    str old = code_in(mail_body(w, "customer_confirm"));
    assert_ok(account_confirm_again(&w->c, in.email, S("")));
    assert_ok(account_confirm_again(&w->c, S("nobody@example.com"), S("")));
    assert_int_equal(mails_of(w, "customer_confirm"), 2);
    assert_err(ERR_INVALID, account_confirm(&w->c, in.email, old));
    assert_ok(account_confirm(&w->c, in.email, code_in(mail_body(w, "customer_confirm"))));
}

/* ---- forgotten passwords ---- */

static void
SF09_known_and_unknown_addresses_get_the_same_answer_at_the_same_cost(struct test_store *t)
{
    struct world *w = world_make(t);
    a_customer(w, "anna@example.com");
    as_visitor(w);
    u64 before = store_commits(t->store);
    assert_ok(account_forgot(&w->c, S("anna@example.com"), S("/password/reset")));
    u64 known = store_commits(t->store) - before;
    assert_ok(account_forgot(&w->c, S("nobody@example.com"), S("/password/reset")));
    assert_int_equal(store_commits(t->store) - before, 2 * known);
    assert_int_equal(mails_of(w, "customer_reset"), 1);
    assert_null(w->c.problems);
}

static void SF10_asking_too_often_is_refused_for_known_and_unknown_alike(struct test_store *t)
{
    struct world *w = world_make(t);
    a_customer(w, "anna@example.com");
    static const str who[] = {S("anna@example.com"), S("nobody@example.com")};
    for (size_t k = 0; k < COUNT(who); k++) {
        w->c.ip = str_format(t->mem, "203.0.113.%zu", k);
        as_visitor(w);
        for (int i = 0; i < 5; i++) {
            assert_ok(account_forgot(&w->c, who[k], S("")));
            assert_err(ERR_INVALID, account_forgot(&w->c, who[k], S(""))); /* at once */
            w->c.now.us += 11 * MINUTE;
        }
        assert_err(ERR_INVALID, account_forgot(&w->c, who[k], S(""))); /* a sixth within the hour */
        w->c.now.us += 10 * MINUTE;
        assert_ok(account_forgot(&w->c, who[k], S("")));
        w->c.now.us += HOUR + MINUTE;
    }
}

static void SF10_one_caller_cannot_ask_for_many_addresses(struct test_store *t)
{
    struct world *w = world_make(t);
    as_visitor(w);
    for (int i = 0; i < 5; i++)
        assert_ok(account_forgot(&w->c, str_format(t->mem, "x%d@example.com", i), S("")));
    assert_err(ERR_INVALID, account_forgot(&w->c, S("x9@example.com"), S("")));
}

static void SF11_a_code_works_once_and_not_for_ever(struct test_store *t)
{
    struct world *w = world_make(t);
    a_customer(w, "anna@example.com");
    str fresh = S("Neues-Passwort5");
    as_visitor(w);
    assert_ok(account_forgot(&w->c, S("anna@example.com"), S("/password/reset")));
    str code = code_in(mail_body(w, "customer_reset"));
    when asked = w->c.now;
    w->c.now.us += w->settings.reset_hours * HOUR;
    assert_err(ERR_INVALID, account_reset(&w->c, S("anna@example.com"), code, fresh, fresh));
    w->c.now = asked;
    assert_ok(account_reset(&w->c, S("anna@example.com"), code, fresh, fresh));
    w->c.problems = NULL;
    assert_err(ERR_INVALID, account_reset(&w->c, S("anna@example.com"), code, fresh, fresh));
    assert_true(has_problem(w, "code"));
}

static void R12_a_code_is_bound_to_its_account_and_its_purpose(struct test_store *t)
{
    struct world *w = world_make(t);
    a_customer(w, "anna@example.com");
    a_customer(w, "bert@example.com");
    as_visitor(w);
    assert_ok(account_forgot(&w->c, S("anna@example.com"), S("")));
    str code = code_in(mail_body(w, "customer_reset")), fresh = S("Neues-Passwort5");
    assert_err(ERR_INVALID, account_reset(&w->c, S("bert@example.com"), code, fresh, fresh));
    assert_err(ERR_INVALID, account_confirm(&w->c, S("anna@example.com"), code));
    assert_int_equal(number_of(w, "SELECT count(*) FROM one_time"), 1);
    assert_int_equal(
        number_of(w, "SELECT count(*) FROM mail WHERE to_address = 'anna@example.com'"), 1);
}

static void codes_are_read_as_people_type_them(struct test_store *t)
{
    struct world *w = world_make(t);
    a_customer(w, "anna@example.com");
    as_visitor(w);
    assert_ok(account_forgot(&w->c, S("anna@example.com"), S("")));
    str code = code_in(mail_body(w, "customer_reset")), fresh = S("Neues-Passwort5");
    char typed[16] = {0};
    size_t n = 0;
    for (size_t i = 0; i < code.n; i++) {
        char ch = code.at[i];
        if (ch != '-')
            typed[n++] = ch == 'o'                ? '0'
                         : ch == 'l'              ? '1'
                         : ch >= 'a' && ch <= 'z' ? (char)(ch - 32)
                                                  : ch;
    }
    assert_ok(account_reset(&w->c, S("Anna@Example.com"), str_format(t->mem, " %s ", typed), fresh,
                            fresh));
}

static void codes_cannot_be_guessed_by_trying(struct test_store *t)
{
    struct world *w = world_make(t);
    a_customer(w, "anna@example.com");
    str fresh = S("Neues-Passwort5");
    as_visitor(w);
    assert_ok(account_forgot(&w->c, S("anna@example.com"), S("")));
    for (int i = 0; i < 10; i++)
        assert_err(ERR_INVALID,
                   account_reset(&w->c, S("anna@example.com"), S("aaaaa-aaaaa"), fresh, fresh));
    assert_err(ERR_INVALID, account_reset(&w->c, S("anna@example.com"),
                                          code_in(mail_body(w, "customer_reset")), fresh, fresh));
}

static void SF12_the_new_password_works_and_all_sessions_end(struct test_store *t)
{
    struct world *w = world_make(t);
    a_customer(w, "anna@example.com");
    str token, fresh = S("Neues-Passwort5");
    struct session s;
    as_visitor(w);
    assert_ok(customer_sign_in(&w->c, S("anna@example.com"), A_PASSWORD, &token));
    assert_ok(account_forgot(&w->c, S("anna@example.com"), S("")));
    assert_ok(account_reset(&w->c, S("anna@example.com"), code_in(mail_body(w, "customer_reset")),
                            fresh, fresh));
    assert_err(ERR_NOT_FOUND, shop_session_find(&w->c, token, &s));
    assert_err(ERR_INVALID, sign_in(w, S("anna@example.com"), A_PASSWORD));
    assert_ok(sign_in(w, S("anna@example.com"), fresh));
}

/* ---- the account page ---- */

static void SF17_names_are_saved_and_required(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct account_edit in = names();
    struct customer k;
    as_customer(w, id);
    in.last_name = S("");
    assert_err(ERR_INVALID, account_save(&w->c, &in));
    in.last_name = S("Huber");
    w->c.problems = NULL;
    assert_ok(account_save(&w->c, &in));
    assert_ok(customer_get(&w->c, id, &k));
    assert_str_equal(k.last_name, S("Huber"));
    assert_str_equal(k.email, S("anna@example.com"));
    assert_ok(account_save(&w->c, &in)); /* nothing differs */
}

static void SF18_a_new_address_needs_the_current_password(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct account_edit in = names();
    in.change_email = true;
    in.email = S("neu@example.com");
    as_customer(w, id);
    assert_err(ERR_INVALID, account_save(&w->c, &in));
    assert_true(has_problem(w, "current_password"));
    in.current_password = S("wrong");
    assert_err(ERR_INVALID, account_save(&w->c, &in));
    in.current_password = A_PASSWORD;
    w->c.problems = NULL;
    assert_ok(account_save(&w->c, &in));
    assert_ok(sign_in(w, S("neu@example.com"), A_PASSWORD));
}

static void SF18_the_address_stays_without_the_tick(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct account_edit in = names();
    struct customer k;
    in.email = S("neu@example.com");
    as_customer(w, id);
    assert_ok(account_save(&w->c, &in));
    assert_ok(customer_get(&w->c, id, &k));
    assert_str_equal(k.email, S("anna@example.com"));
}

static void SF23_a_changed_address_tells_the_old_and_the_new_one(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct account_edit in = names();
    in.change_email = true;
    in.email = S("neu@example.com");
    in.current_password = A_PASSWORD;
    as_customer(w, id);
    assert_ok(account_save(&w->c, &in));
    assert_int_equal(
        number_of(w, "SELECT count(DISTINCT to_address) FROM mail WHERE kind = 'customer_email'"),
        2);
}

static void SF19_R26_a_new_password_ends_the_other_sessions(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    str here, there;
    struct session s, mine;
    as_visitor(w);
    assert_ok(customer_sign_in(&w->c, S("anna@example.com"), A_PASSWORD, &here));
    assert_ok(customer_sign_in(&w->c, S("anna@example.com"), A_PASSWORD, &there));
    assert_ok(shop_session_find(&w->c, here, &mine));
    struct account_edit in = names();
    in.change_password = true;
    in.current_password = A_PASSWORD;
    in.password = in.confirm = S("Neues-Passwort5");
    as_customer(w, id);
    w->c.actor.session_id = mine.id;
    assert_ok(account_save(&w->c, &in));
    assert_ok(shop_session_find(&w->c, here, &s));
    assert_err(ERR_NOT_FOUND, shop_session_find(&w->c, there, &s));
    assert_ok(sign_in(w, S("anna@example.com"), S("Neues-Passwort5")));
}

static void R26_a_new_password_ends_assist_sessions(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    a_running_assist(w, id);
    struct account_edit in = names();
    in.change_password = true;
    in.current_password = A_PASSWORD;
    in.password = in.confirm = S("Neues-Passwort5");
    as_customer(w, id);
    assert_ok(account_save(&w->c, &in));
    assert_int_equal(number_of(w, "SELECT count(*) FROM assist_session WHERE ended_at IS NULL"), 0);
}

static void trying_the_current_password_ends_after_ten_times(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct account_edit in = names();
    in.change_email = true;
    in.email = S("neu@example.com");
    in.current_password = S("wrong");
    as_customer(w, id);
    for (int i = 0; i < 10; i++)
        assert_err(ERR_INVALID, account_save(&w->c, &in));
    in.current_password = A_PASSWORD;
    assert_err(ERR_INVALID, account_save(&w->c, &in));
    w->c.now.us += HOUR + MINUTE;
    w->c.problems = NULL;
    assert_ok(account_save(&w->c, &in));
}

static void
R22_staff_acting_for_the_customer_change_names_and_nothing_that_signs_in(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    struct account_edit email = names(), password = names(), ok = names();
    email.change_email = true;
    email.email = S("evil@example.com");
    email.current_password = A_PASSWORD; /* even with the right password */
    password.change_password = true;
    password.current_password = A_PASSWORD;
    password.password = password.confirm = S("Neues-Passwort5");
    ok.last_name = S("Huber");
    as_assist(w, id);
    assert_err(ERR_DENIED, account_save(&w->c, &email));
    assert_err(ERR_DENIED, account_save(&w->c, &password));
    assert_ok(account_save(&w->c, &ok));
    assert_int_equal(number_of(w,
                               "SELECT count(*) FROM action_log WHERE NOT success"
                               " AND action IN ('account.email', 'account.password')"),
                     2);
    struct customer k;
    assert_ok(customer_get(&w->c, id, &k));
    assert_str_equal(k.email, S("anna@example.com"));
    assert_str_equal(k.last_name, S("Huber"));
    assert_ok(sign_in(w, S("anna@example.com"), A_PASSWORD));
}

static void the_newsletter_is_subscribed_and_left(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_customer(w, "anna@example.com");
    as_customer(w, id);
    assert_ok(account_newsletter(&w->c, true));
    assert_int_equal(number_of(w, "SELECT count(*) FROM customer WHERE newsletter"), 1);
    assert_ok(account_newsletter(&w->c, true));
    assert_ok(account_newsletter(&w->c, false));
    assert_int_equal(number_of(w, "SELECT count(*) FROM customer WHERE newsletter"), 0);
    as_visitor(w);
    assert_err(ERR_DENIED, account_newsletter(&w->c, true));
}

static const struct test tests[] = {
    TEST(SF03_short_simple_and_common_passwords_are_refused),
    TEST(SF01_registering_signs_in_and_takes_the_cart_along),
    TEST(SF02_the_tick_is_stored_when_it_is_set_and_only_then),
    TEST(SF04_a_known_address_gets_no_second_account),
    TEST(SF05_an_address_that_must_be_confirmed_comes_first),
    TEST(asking_for_the_code_again_tells_nothing_and_ends_the_old_one),
    TEST(SF09_known_and_unknown_addresses_get_the_same_answer_at_the_same_cost),
    TEST(SF10_asking_too_often_is_refused_for_known_and_unknown_alike),
    TEST(SF10_one_caller_cannot_ask_for_many_addresses),
    TEST(SF11_a_code_works_once_and_not_for_ever),
    TEST(R12_a_code_is_bound_to_its_account_and_its_purpose),
    TEST(codes_are_read_as_people_type_them),
    TEST(codes_cannot_be_guessed_by_trying),
    TEST(SF12_the_new_password_works_and_all_sessions_end),
    TEST(SF17_names_are_saved_and_required),
    TEST(SF18_a_new_address_needs_the_current_password),
    TEST(SF18_the_address_stays_without_the_tick),
    TEST(SF23_a_changed_address_tells_the_old_and_the_new_one),
    TEST(SF19_R26_a_new_password_ends_the_other_sessions),
    TEST(R26_a_new_password_ends_assist_sessions),
    TEST(trying_the_current_password_ends_after_ten_times),
    TEST(R22_staff_acting_for_the_customer_change_names_and_nothing_that_signs_in),
    TEST(the_newsletter_is_subscribed_and_left),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
