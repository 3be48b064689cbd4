#include "domain/assist.h"

#include "domain/assist_world.h"
#include "domain/session.h"

#include <string.h>

#define WORLD                                                                                      \
    SCOPED(world_end) struct world w;                                                              \
    world_begin(t, &w)

static const struct assist_start ask_anna = {.customer_ref = S("refanna"),
                                             .source = S("customer"),
                                             .return_path = S("/admin/customers/refanna")};

static struct assist_started start(struct world *w, const struct assist_start *in)
{
    struct assist_started s = {0};
    enum assist_cause cause;
    assert_ok(assist_begin(world_as_staff(w, AGENT, AGENT_SESSION), in, &s, &cause));
    return s;
}

static err try_start(struct world *w, struct ctx *c, str ref, enum assist_cause *cause)
{
    struct assist_start in = ask_anna;
    struct assist_started s;
    (void)w;
    in.customer_ref = ref;
    return assist_begin(c, &in, &s, cause);
}

static enum assist_cause state(struct world *w, const struct assist_started *s)
{
    struct assist_view v = {0};
    assert_ok(assist_find(world_as_visitor(w), s->label, s->token, &v));
    return v.cause;
}

static i64 logged(struct world *w, const char *where)
{
    return world_count(
        w, (const char *)str_format(w->t->mem,
                                    "SELECT count(*) FROM action_log WHERE action_group = "
                                    "'Login As Customer' AND %s",
                                    where)
               .at);
}

static void a_started_session_acts_as_the_customer(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    struct assist_view v = {0};
    struct ctx *c = world_as_visitor(&w);
    assert_ok(assist_find(c, s.label, s.token, &v));
    assert_int_equal(v.cause, ASSIST_OK);
    assert_int_equal(c->actor.who, WHO_ASSIST);
    assert_int_equal(c->actor.customer_id, ANNA);
    assert_int_equal(c->actor.staff_id, AGENT);
    assert_str_equal(v.customer_name, S("Anna Berger"));
    assert_str_equal(v.website_name, S("Main Website"));
    assert_str_equal(v.return_path, S("/admin/customers/refanna"));
}

static void AL08_a_start_is_logged_with_everything(struct test_store *t)
{
    WORLD;
    start(&w, &ask_anna);
    assert_int_equal(
        logged(
            &w,
            "action = 'assist.login' AND success AND staff_name = 'agent' AND customer_id = 1"
            " AND customer_email = 'anna@example.com' AND ip = '192.0.2.14' AND source = 'customer'"),
        1);
    assert_int_equal(logged(&w, "changes LIKE '%store_view_id%'"), 1);
}

static void R07_tokens_are_kept_as_hashes_only(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    assert_int_equal(s.token.n, 43);
    str find = str_format(t->mem, "SELECT count(*) FROM action_log WHERE changes LIKE '%%%.*s%%'",
                          STR_ARG(s.token));
    assert_int_equal(world_count(&w, find.at), 0);
    struct sql q = {
        .name = "test", .text = S("SELECT count(*) FROM assist_session WHERE hash = $1"), .n = 1};
    i64 n = -1;
    struct val plain = {.type = V_BYTES, .s = s.token};
    assert_ok(db_i64(t->db, &q, ARGS(plain), &n));
    assert_int_equal(n, 0);
}

static void R03_an_edited_cookie_proves_nothing(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    struct assist_view v;
    char token[64];
    for (size_t i = 0; i < s.token.n; i++) {
        memcpy(token, s.token.at, s.token.n);
        token[i] = token[i] == 'A' ? 'B' : 'A';
        struct ctx *c = world_as_visitor(&w);
        assert_err(ERR_NOT_FOUND, assist_find(c, s.label, (str){token, s.token.n}, &v));
        assert_int_equal(c->actor.who, WHO_VISITOR);
    }
}

static void R37_wrong_kinds_of_tokens_are_refused(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    struct assist_view v;
    str longer = str_join(t->mem, s.token, S("A"));
    str nul = str_copy(t->mem, s.token);
    ((char *)(uintptr_t)nul.at)[3] = '\0';
    const str wrong[] = {{0}, S(""), str_head(s.token, 42), longer, nul};
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_err(ERR_NOT_FOUND, assist_find(world_as_visitor(&w), s.label, wrong[i], &v));
    assert_err(ERR_NOT_FOUND, assist_find(world_as_visitor(&w), S(""), s.token, &v));
    assert_err(ERR_NOT_FOUND,
               assist_find(world_as_visitor(&w), S("../../../../admin"), s.token, &v));
}

static void R12_a_token_of_another_purpose_is_refused(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    struct session out;
    assert_err(ERR_NOT_FOUND, shop_session_find(world_as_visitor(&w), s.token, &out));
    assert_err(ERR_NOT_FOUND, admin_session_find(world_as_visitor(&w), s.token, &out));
}

static void R04_a_token_without_its_row_is_nothing(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    struct assist_view v;
    world_script(&w, "DELETE FROM assist_session;\n");
    assert_err(ERR_NOT_FOUND, assist_find(world_as_visitor(&w), s.label, s.token, &v));
}

static void R17_the_whole_policy_runs_at_the_start(struct test_store *t)
{
    WORLD;
    enum assist_cause cause = ASSIST_OK;
    assert_err(ERR_DENIED,
               try_start(&w, world_as_staff(&w, AGENT, AGENT_SESSION), S("refben"), &cause));
    assert_int_equal(cause, ASSIST_NO_CONSENT);
    assert_err(ERR_DENIED,
               try_start(&w, world_as_staff(&w, AGENT, AGENT_SESSION), S("refclara"), &cause));
    assert_int_equal(cause, ASSIST_INACTIVE);
    assert_err(ERR_DENIED,
               try_start(&w, world_as_staff(&w, AGENT, AGENT_SESSION), S("nobody"), &cause));
    assert_int_equal(cause, ASSIST_NO_CUSTOMER);
    assert_err(ERR_DENIED,
               try_start(&w, world_as_staff(&w, CLERK, CLERK_SESSION), S("refanna"), &cause));
    assert_int_equal(cause, ASSIST_NO_RIGHT);
    world_script(&w, "UPDATE store_view SET enabled = FALSE;\n");
    world_set(&w, "login_as_customer/general/enabled", "1");
    assert_err(ERR_DENIED,
               try_start(&w, world_as_staff(&w, AGENT, AGENT_SESSION), S("refanna"), &cause));
    assert_int_equal(cause, ASSIST_NO_VIEW);
    assert_int_equal(world_count(&w, "SELECT count(*) FROM assist_session"), 0);
    assert_int_equal(logged(&w, "NOT success"), 5);
    assert_int_equal(logged(&w, "NOT success AND cause = 'no_consent' AND customer_id = 2"), 1);
}

static void CF03_switched_off_a_forged_start_is_refused_and_logged(struct test_store *t)
{
    WORLD;
    enum assist_cause cause = ASSIST_OK;
    world_set(&w, "login_as_customer/general/enabled", "0");
    assert_false(assist_button(world_as_staff(&w, AGENT, AGENT_SESSION)));
    assert_err(ERR_DENIED,
               try_start(&w, world_as_staff(&w, AGENT, AGENT_SESSION), S("refanna"), &cause));
    assert_int_equal(cause, ASSIST_FEATURE_OFF);
    assert_int_equal(logged(&w, "NOT success AND cause = 'feature_off'"), 1);
}

static void R08_a_missing_or_empty_setting_means_closed(struct test_store *t)
{
    WORLD;
    enum assist_cause cause;
    const char *values[] = {"", "0", "yes", "2"};
    for (size_t i = 0; i < COUNT(values); i++) {
        world_set(&w, "login_as_customer/general/enabled", values[i]);
        assert_err(ERR_DENIED,
                   try_start(&w, world_as_staff(&w, AGENT, AGENT_SESSION), S("refanna"), &cause));
    }
    world_script(&w, "DELETE FROM setting;\n");
    world_set(&w, "general/store_information/name", "x");
    assert_err(ERR_DENIED,
               try_start(&w, world_as_staff(&w, AGENT, AGENT_SESSION), S("refanna"), &cause));
}

static void R19_a_second_start_inside_a_session_is_refused(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    struct assist_view v;
    enum assist_cause cause;
    struct ctx *c = world_as_visitor(&w);
    assert_ok(assist_find(c, s.label, s.token, &v));
    assert_err(ERR_DENIED, try_start(&w, c, S("refanna"), &cause));
    assert_int_equal(cause, ASSIST_NESTED);
}

static void R09_rights_of_staff_do_not_reach_the_session(struct test_store *t)
{
    WORLD;
    struct assist_started s = {0};
    enum assist_cause cause;
    assert_ok(assist_begin(world_as_staff(&w, OWNER, OWNER_SESSION), &ask_anna, &s, &cause));
    struct assist_view v;
    struct ctx *c = world_as_visitor(&w);
    assert_ok(assist_find(c, s.label, s.token, &v));
    for (enum action a = 1; a < ACT_COUNT; a++) {
        const struct action_info *info = action_info(a);
        bool customers =
            info->who == P_ANYONE || info->who == P_CUSTOMER || info->who == P_ASSISTING;
        assert_int_equal(actor_may(&c->actor, a), customers && info->assist == ASSIST_MAY);
    }
}

static void R22_credentials_and_consent_are_out_of_reach(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    struct assist_view v;
    struct ctx *c = world_as_visitor(&w);
    assert_ok(assist_find(c, s.label, s.token, &v));
    const enum action never[] = {ACT_ACCOUNT_EMAIL, ACT_ACCOUNT_PASSWORD, ACT_CONSENT_CHANGE,
                                 ACT_SIGN_IN,       ACT_PASSWORD_RESET,   ACT_ASSIST_START};
    for (size_t i = 0; i < COUNT(never); i++) {
        SCOPED(work_end) struct work work = {0};
        assert_err(ERR_DENIED, work_begin(c, never[i], &work));
    }
    assert_true(
        logged(
            &w,
            "NOT success AND cause = 'no_right' AND assist_id IS NOT NULL AND staff_name = 'agent'") >=
        (i64)COUNT(never));
}

static void W12_a_start_that_cannot_be_logged_does_not_happen(struct test_store *t)
{
    WORLD;
    struct assist_started s;
    enum assist_cause cause;
    world_script(&w, "DROP TABLE action_log;\n");
    assert_err(ERR_BROKEN,
               assist_begin(world_as_staff(&w, AGENT, AGENT_SESSION), &ask_anna, &s, &cause));
    assert_int_equal(world_count(&w, "SELECT count(*) FROM assist_session"), 0);
}

static void W12_a_change_that_cannot_be_logged_does_not_happen(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    struct assist_view v;
    struct ctx *c = world_as_visitor(&w);
    assert_ok(assist_find(c, s.label, s.token, &v));
    world_script(&w, "DROP TABLE action_log;\n");
    struct sql rename = {.name = "test",
                         .text = S("UPDATE customer SET first_name = 'X' WHERE id = 1")};
    {
        SCOPED(work_end) struct work work = {0};
        assert_ok(work_begin(c, ACT_ACCOUNT_SAVE, &work));
        assert_ok(db_run(work.db, &rename, NO_ARGS, NULL));
        work_touch(&work, ENTITY_CUSTOMER, 1, S(""));
        assert_err(ERR_BROKEN, work_commit(&work));
    }
    assert_int_equal(world_count(&w, "SELECT count(*) FROM customer WHERE first_name = 'X'"), 0);
}

static void every_change_in_a_session_is_in_its_group(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    struct assist_view v;
    struct ctx *c = world_as_visitor(&w);
    assert_ok(assist_find(c, s.label, s.token, &v));
    {
        SCOPED(work_end) struct work work = {0};
        assert_ok(work_begin(c, ACT_CART_CHANGE, &work));
        work_touch(&work, ENTITY_CART, 7, S("[[\"qty\",\"1\",\"2\"]]"));
        assert_ok(work_commit(&work));
    }
    assert_int_equal(
        logged(&w,
               "action = 'cart.change' AND success AND staff_name = 'agent' AND customer_id = 1"
               " AND assist_id IS NOT NULL AND changes LIKE '%qty%'"),
        1);
}

/* ---- endings (R20) ---- */

static void expect_end(struct world *w, const struct assist_started *s, enum assist_cause cause)
{
    struct ctx *c = world_as_visitor(w);
    struct assist_view v;
    assert_ok(assist_find(c, s->label, s->token, &v));
    assert_int_equal(v.cause, cause);
    assert_int_equal(c->actor.who, WHO_VISITOR);
    assist_over(v.id, v.cause);
    assert_ok(assist_sweep(world_as_program(w)));
    str where =
        str_format(w->t->mem, "action <> 'assist.login' AND cause = '%.*s' AND assist_id = %lld",
                   STR_ARG(assist_cause_key(cause)), (long long)v.id);
    assert_int_equal(logged(w, where.at), 1);
    assert_int_equal(state(w, s), cause); /* it stays over, and why */
}

static void R20_switching_the_feature_off_ends_it(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    world_set(&w, "login_as_customer/general/enabled", "0");
    expect_end(&w, &s, ASSIST_FEATURE_OFF);
    world_set(&w, "login_as_customer/general/enabled", "1");
    assert_int_equal(state(&w, &s), ASSIST_FEATURE_OFF);
}

static void R20_withdrawing_the_right_ends_it(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    world_script(&w, "UPDATE role SET resources = 'customers.all' WHERE id = 2;\n");
    expect_end(&w, &s, ASSIST_NO_RIGHT);
}

static void R20_disabling_the_agent_ends_it(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    world_script(&w, "UPDATE admin_user SET active = FALSE WHERE id = 2;\n");
    expect_end(&w, &s, ASSIST_STAFF_INACTIVE);
}

static void R20_withdrawing_consent_ends_it(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    world_script(&w, "UPDATE consent SET allowed = FALSE WHERE customer_id = 1;\n");
    expect_end(&w, &s, ASSIST_NO_CONSENT);
}

static void R20_deactivating_the_customer_ends_it(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    world_script(&w, "UPDATE customer SET active = FALSE WHERE id = 1;\n");
    expect_end(&w, &s, ASSIST_INACTIVE);
}

static void R20_deleting_the_customer_ends_it(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    world_script(&w, "DELETE FROM customer WHERE id = 1;\n");
    expect_end(&w, &s, ASSIST_NO_CUSTOMER);
}

static void R30_idle_time_ends_it(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    world_pass(&w, 9 * MINUTE + 59 * SECOND);
    assert_int_equal(state(&w, &s), ASSIST_OK);
    world_pass(&w, 2 * SECOND);
    expect_end(&w, &s, ASSIST_IDLE);
}

static void R30_total_time_ends_it_in_spite_of_activity(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    for (int i = 0; i < 12; i++) {
        assert_int_equal(state(&w, &s), ASSIST_OK);
        i64 id = world_count(&w, "SELECT id FROM assist_session");
        session_seen('x', id, w.c.now);
        session_seen('a', AGENT_SESSION, w.c.now);
        world_pass(&w, 5 * MINUTE);
    }
    world_pass(&w, SECOND);
    expect_end(&w, &s, ASSIST_TOTAL);
}

static void SE08_signing_out_of_the_back_office_ends_it(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    assert_ok(admin_sign_out(world_as_staff(&w, AGENT, AGENT_SESSION)));
    assert_int_equal(state(&w, &s), ASSIST_SIGNED_OUT);
    assert_int_equal(logged(&w, "cause = 'signed_out' AND assist_id IS NOT NULL"), 1);
}

static void an_expired_back_office_session_ends_it(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    world_script(&w,
                 "UPDATE admin_session SET created_at = created_at - 46800000000 WHERE id = 2;\n");
    expect_end(&w, &s, ASSIST_STAFF_EXPIRED);
}

static void R26_a_password_change_ends_it(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    {
        SCOPED(work_end) struct work work = {0};
        assert_ok(work_begin(world_as_customer(&w, ANNA), ACT_ACCOUNT_PASSWORD, &work));
        assert_ok(customer_sessions_end(&work, ANNA, 0, ASSIST_PASSWORD));
        assert_ok(work_commit(&work));
    }
    assert_int_equal(state(&w, &s), ASSIST_PASSWORD);
}

static void R02_closing_without_a_session_is_refused(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    str path;
    assert_err(ERR_DENIED, assist_close(world_as_visitor(&w), &path));
    assert_err(ERR_DENIED, assist_close(world_as_customer(&w, ANNA), &path));
    assert_err(ERR_DENIED, assist_close(world_as_staff(&w, AGENT, AGENT_SESSION), &path));
    assert_int_equal(state(&w, &s), ASSIST_OK);
}

static void AL09_closing_says_where_it_came_from_and_how_long_it_was(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    struct assist_view v;
    str path;
    world_pass(&w, 90 * SECOND);
    struct ctx *c = world_as_visitor(&w);
    assert_ok(assist_find(c, s.label, s.token, &v));
    assert_ok(assist_close(c, &path));
    assert_str_equal(path, S("/admin/customers/refanna"));
    assert_int_equal(state(&w, &s), ASSIST_CLOSED);
    assert_int_equal(
        logged(&w, "action = 'assist.logout' AND cause = 'closed' AND detail = '90 s'"), 1);
    struct assist_last last;
    assert_ok(assist_last(world_as_customer(&w, ANNA), ANNA, &last));
    assert_int_equal(last.ended_at.us - last.started_at.us, 90 * SECOND);
}

static void R29_a_closed_session_stays_closed(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    struct assist_view v;
    str path;
    struct ctx *c = world_as_visitor(&w);
    assert_ok(assist_find(c, s.label, s.token, &v));
    assert_ok(assist_close(c, &path));
    for (int i = 0; i < 3; i++)
        assert_int_equal(state(&w, &s), ASSIST_CLOSED);
    assert_int_equal(logged(&w, "action = 'assist.logout'"), 1);
}

static void several_customers_are_open_at_once(struct test_store *t)
{
    WORLD;
    world_script(
        &w,
        "INSERT INTO consent (customer_id, allowed, changed_at, shown, lang) VALUES (2, TRUE, 1, '', 'en');\n");
    struct assist_started a = start(&w, &ask_anna);
    struct assist_start ask_ben = ask_anna;
    ask_ben.customer_ref = S("refben");
    struct assist_started b = start(&w, &ask_ben);
    struct assist_view v;
    struct ctx *c = world_as_visitor(&w);
    assert_ok(assist_find(c, b.label, b.token, &v));
    assert_int_equal(c->actor.customer_id, BEN);
    str path;
    assert_ok(assist_close(c, &path));
    assert_int_equal(state(&w, &a), ASSIST_OK);
    assert_err(ERR_NOT_FOUND, assist_find(world_as_visitor(&w), a.label, b.token, &v));
}

/* ---- where it lands ---- */

static void CF08_detection_takes_the_accounts_view_or_the_default(struct test_store *t)
{
    WORLD;
    struct assist_started s = start(&w, &ask_anna);
    assert_int_equal(s.store_view_id, 2);
    world_script(&w, "UPDATE store_view SET enabled = FALSE WHERE code = 'de';\n");
    world_set(&w, "login_as_customer/general/enabled", "1");
    s = start(&w, &ask_anna);
    assert_int_equal(s.store_view_id, 1);
}

static void CF09_manual_selection_takes_offered_views_only(struct test_store *t)
{
    WORLD;
    world_set(&w, "login_as_customer/general/store_view_manual_choice_enabled", "1");
    struct assist_offer offer;
    assert_ok(assist_offer(world_as_staff(&w, AGENT, AGENT_SESSION), S("refanna"), 2, &offer));
    assert_int_equal(offer.views.n, 2);
    assert_str_equal(offer.views.at[0]->code, S("de")); /* the order's own view first (OV-05) */
    struct assist_start in = ask_anna;
    struct assist_started s;
    enum assist_cause cause;
    const str wrong[] = {S(""), S("fr"), S("admin")};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        in.store_view = wrong[i];
        assert_err(ERR_INVALID,
                   assist_begin(world_as_staff(&w, AGENT, AGENT_SESSION), &in, &s, &cause));
    }
    world_script(&w, "UPDATE store_view SET enabled = FALSE WHERE code = 'de';\n");
    world_set(&w, "login_as_customer/general/enabled", "1");
    in.store_view = S("de");
    assert_err(ERR_INVALID,
               assist_begin(world_as_staff(&w, AGENT, AGENT_SESSION), &in, &s, &cause));
    in.store_view = S("en");
    assert_ok(assist_begin(world_as_staff(&w, AGENT, AGENT_SESSION), &in, &s, &cause));
    assert_int_equal(world_count(&w, "SELECT count(*) FROM assist_session"), 1);
}

static void a_required_reason_is_asked_for_and_kept(struct test_store *t)
{
    WORLD;
    world_set(&w, "login_as_customer/limits/reason", "required");
    struct assist_start in = ask_anna;
    struct assist_started s;
    enum assist_cause cause;
    struct ctx *c = world_as_staff(&w, AGENT, AGENT_SESSION);
    assert_err(ERR_INVALID, assist_begin(c, &in, &s, &cause));
    assert_true(ctx_has_problem(c, S("reason")));
    in.reason = S("ticket 4711");
    assert_ok(assist_begin(world_as_staff(&w, AGENT, AGENT_SESSION), &in, &s, &cause));
    assert_int_equal(logged(&w, "changes LIKE '%ticket 4711%'"), 1);
}

static const struct test tests[] = {
    TEST(a_started_session_acts_as_the_customer),
    TEST(AL08_a_start_is_logged_with_everything),
    TEST(R07_tokens_are_kept_as_hashes_only),
    TEST(R03_an_edited_cookie_proves_nothing),
    TEST(R37_wrong_kinds_of_tokens_are_refused),
    TEST(R12_a_token_of_another_purpose_is_refused),
    TEST(R04_a_token_without_its_row_is_nothing),
    TEST(R17_the_whole_policy_runs_at_the_start),
    TEST(CF03_switched_off_a_forged_start_is_refused_and_logged),
    TEST(R08_a_missing_or_empty_setting_means_closed),
    TEST(R19_a_second_start_inside_a_session_is_refused),
    TEST(R09_rights_of_staff_do_not_reach_the_session),
    TEST(R22_credentials_and_consent_are_out_of_reach),
    TEST(W12_a_start_that_cannot_be_logged_does_not_happen),
    TEST(W12_a_change_that_cannot_be_logged_does_not_happen),
    TEST(every_change_in_a_session_is_in_its_group),
    TEST(R20_switching_the_feature_off_ends_it),
    TEST(R20_withdrawing_the_right_ends_it),
    TEST(R20_disabling_the_agent_ends_it),
    TEST(R20_withdrawing_consent_ends_it),
    TEST(R20_deactivating_the_customer_ends_it),
    TEST(R20_deleting_the_customer_ends_it),
    TEST(R30_idle_time_ends_it),
    TEST(R30_total_time_ends_it_in_spite_of_activity),
    TEST(SE08_signing_out_of_the_back_office_ends_it),
    TEST(an_expired_back_office_session_ends_it),
    TEST(R26_a_password_change_ends_it),
    TEST(R02_closing_without_a_session_is_refused),
    TEST(AL09_closing_says_where_it_came_from_and_how_long_it_was),
    TEST(R29_a_closed_session_stays_closed),
    TEST(several_customers_are_open_at_once),
    TEST(CF08_detection_takes_the_accounts_view_or_the_default),
    TEST(CF09_manual_selection_takes_offered_views_only),
    TEST(a_required_reason_is_asked_for_and_kept),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
