/* Users and roles of the back office. */
#include "admin_world.h"

#include "domain/assist.h"
#include "domain/consent.h"
#include "domain/grid_choice.h"
#include "domain/session.h"

#define WITH_STAFF(w)                                                                              \
    struct world w;                                                                                \
    staff_begin(t, &w)

static bool wrong_at(const struct world *w, const char *field)
{
    return ctx_has_problem(&w->c, str_from(field));
}

static err save_user(struct ctx *c, i64 id, struct admin_user_edit in)
{
    i64 saved;
    c->problems = NULL;
    return admin_user_save(c, id, &in, &saved);
}

static err save_role(struct ctx *c, i64 id, struct role_edit in)
{
    i64 saved;
    c->problems = NULL;
    return role_save(c, id, &in, &saved);
}

/* An assist session of the agent, as it runs. */
static void assist_starts(struct world *w)
{
    struct assist_start in = {
        .customer_ref = S("refanna"), .source = S("customer"), .return_path = S("/admin/")};
    struct assist_started out;
    enum assist_cause cause;
    assert_ok(assist_begin(world_as_staff(w, AGENT, AGENT_SESSION), &in, &out, &cause));
    assert_int_equal(world_count(w, "SELECT count(*) FROM assist_session WHERE ended_at IS NULL"),
                     1);
}

static i64 running_assists(struct world *w)
{
    return world_count(w, "SELECT count(*) FROM assist_session WHERE ended_at IS NULL");
}

static i64 assists_ended(struct world *w, enum assist_cause cause)
{
    str sql = str_format(w->c.mem, "SELECT count(*) FROM assist_session WHERE end_cause = '%.*s'",
                         STR_ARG(assist_cause_key(cause)));
    return world_count(w, str_z(w->c.mem, sql));
}

/* ---- users ---- */

static void US01_a_new_user_can_sign_in(struct test_store *t)
{
    WITH_STAFF(w);
    assert_ok(save_user(as_owner(&w), 0, a_user(CLERKS)));
    assert_ok(sign_in_as(&w, "NINA", S("Nachts7")));
    assert_int_equal(
        world_count(&w,
                    "SELECT count(*) FROM action_log WHERE action = 'admin_user.save' AND success"),
        1);
    world_end(&w);
}

static void US01_user_name_and_email_exist_once_whatever_the_case(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_owner(&w);
    struct admin_user_edit in = a_user(CLERKS);
    in.user_name = S("Olga");
    assert_err(ERR_INVALID, save_user(c, 0, in));
    assert_true(wrong_at(&w, "user_name"));
    in = a_user(CLERKS);
    in.email = S("OLGA@example.com");
    assert_err(ERR_INVALID, save_user(c, 0, in));
    assert_true(wrong_at(&w, "email"));
    world_end(&w);
}

static void US01_a_password_needs_seven_characters_with_letters_and_digits(struct test_store *t)
{
    WITH_STAFF(w);
    static const char *const bad[] = {"Nacht7", "Nachtsss", "12345678", ""};
    struct ctx *c = as_owner(&w);
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct admin_user_edit in = a_user(CLERKS);
        in.password = in.confirm = str_from(bad[i]);
        assert_err(ERR_INVALID, save_user(c, 0, in));
        assert_true(wrong_at(&w, "password"));
    }
    struct admin_user_edit in = a_user(CLERKS);
    in.confirm = S("Nachts8");
    assert_err(ERR_INVALID, save_user(c, 0, in));
    assert_true(wrong_at(&w, "confirm"));
    world_end(&w);
}

static void US01_saving_asks_for_the_own_password(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_owner(&w);
    struct admin_user_edit in = a_user(CLERKS);
    in.own_password = S("Wrong-demo-1");
    assert_err(ERR_INVALID, save_user(c, 0, in));
    assert_true(wrong_at(&w, "own_password"));
    assert_int_equal(world_count(&w, "SELECT count(*) FROM admin_user WHERE user_name = 'nina'"),
                     0);
    world_end(&w);
}

static void US01_the_program_makes_users_without_a_password_of_its_own(struct test_store *t)
{
    WITH_STAFF(w);
    struct admin_user_edit in = a_user(OWNERS);
    in.own_password = S("");
    assert_ok(save_user(world_as_program(&w), 0, in));
    world_end(&w);
}

static void US02_without_a_role_nobody_signs_in(struct test_store *t)
{
    WITH_STAFF(w);
    world_script(&w, "UPDATE admin_user SET role_id = NULL WHERE id = 3;\n");
    assert_err(ERR_INVALID, sign_in_as(&w, "clerk", OWN_PASSWORD));
    assert_ok(sign_in_as(&w, "agent", OWN_PASSWORD));
    world_end(&w);
}

static void US02_a_user_needs_a_role(struct test_store *t)
{
    WITH_STAFF(w);
    assert_err(ERR_INVALID, save_user(as_owner(&w), 0, a_user(0)));
    assert_true(wrong_at(&w, "role_id"));
    world_end(&w);
}

static void US03_after_the_expiration_date_the_account_is_inactive(struct test_store *t)
{
    WITH_STAFF(w);
    struct admin_user_edit in = user_now(&w, CLERK);
    in.expires_at = (when){NOON.us + HOUR};
    assert_ok(save_user(as_owner(&w), CLERK, in));
    str token = sign_in_token(&w, "clerk");
    struct session s;
    assert_ok(admin_session_find(&w.c, token, &s));
    world_pass(&w, HOUR);
    struct admin_user u = {0};
    assert_err(ERR_NOT_FOUND, admin_session_find(&w.c, token, &s));
    assert_err(ERR_INVALID, sign_in_as(&w, "clerk", OWN_PASSWORD));
    assert_ok(admin_user_get(&w.c, CLERK, &u));
    assert_false(admin_user_open(&w.c, &u));
    world_end(&w);
}

static void US04_deactivating_ends_sessions_and_assisted_ones(struct test_store *t)
{
    WITH_STAFF(w);
    assist_starts(&w);
    struct admin_user_edit in = user_now(&w, AGENT);
    in.active = false;
    assert_ok(save_user(as_owner(&w), AGENT, in));
    assert_int_equal(assists_ended(&w, ASSIST_STAFF_INACTIVE), 1);
    assert_int_equal(
        world_count(&w,
                    "SELECT count(*) FROM admin_session WHERE user_id = 2 AND ended_at IS NULL"),
        0);
    assert_int_equal(
        world_count(&w,
                    "SELECT count(*) FROM admin_session WHERE user_id = 1 AND ended_at IS NULL"),
        1);
    world_end(&w);
}

static void US04_deleting_ends_assisted_sessions(struct test_store *t)
{
    WITH_STAFF(w);
    assist_starts(&w);
    assert_ok(admin_user_remove(as_owner(&w), AGENT, OWN_PASSWORD));
    assert_int_equal(running_assists(&w), 0);
    assert_int_equal(world_count(&w, "SELECT count(*) FROM admin_user WHERE id = 2"), 0);
    world_end(&w);
}

static void R26_a_new_password_ends_all_sessions_but_the_own(struct test_store *t)
{
    WITH_STAFF(w);
    sign_in_token(&w, "agent");
    struct ctx *c = as_owner(&w);
    struct admin_user_edit in = user_now(&w, AGENT);
    in.password = in.confirm = S("Brand-new-7");
    assert_ok(save_user(c, AGENT, in));
    assert_int_equal(
        world_count(&w,
                    "SELECT count(*) FROM admin_session WHERE user_id = 2 AND ended_at IS NULL"),
        0);
    in = user_now(&w, OWNER);
    in.password = in.confirm = S("Brand-new-7");
    assert_ok(admin_account_save(c, &in));
    assert_int_equal(
        world_count(&w, "SELECT count(*) FROM admin_session WHERE id = 1 AND ended_at IS NULL"), 1);
    assert_err(ERR_INVALID, sign_in_as(&w, "olga", OWN_PASSWORD));
    assert_ok(sign_in_as(&w, "olga", S("Brand-new-7")));
    world_end(&w);
}

static void R26_an_administrator_who_sets_a_password_ends_assisted_sessions(struct test_store *t)
{
    WITH_STAFF(w);
    assist_starts(&w);
    struct admin_user_edit in = user_now(&w, AGENT);
    in.password = in.confirm = S("Brand-new-7");
    assert_ok(save_user(as_owner(&w), AGENT, in));
    assert_int_equal(running_assists(&w), 0);
    assert_int_equal(assists_ended(&w, ASSIST_STAFF_PASSWORD), 1);
    world_end(&w);
}

static void R26_a_new_password_of_ones_own_ends_assisted_sessions(struct test_store *t)
{
    WITH_STAFF(w);
    assist_starts(&w);
    struct admin_user_edit in = user_now(&w, AGENT);
    in.password = in.confirm = S("Brand-new-7");
    assert_ok(admin_account_save(world_as_staff(&w, AGENT, AGENT_SESSION), &in));
    assert_int_equal(running_assists(&w), 0);
    assert_int_equal(assists_ended(&w, ASSIST_STAFF_PASSWORD), 1);
    world_end(&w);
}

static void US05_the_own_account_changes_its_language_and_nothing_more(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = world_as_staff(&w, CLERK, CLERK_SESSION);
    struct admin_user_edit in = user_now(&w, CLERK);
    in.lang = S("de");
    in.role_id = OWNERS; /* not in the form of the own account */
    in.active = false;
    assert_ok(admin_account_save(c, &in));
    struct admin_user u = {0};
    assert_ok(admin_user_get(c, CLERK, &u));
    assert_str_equal(u.lang, S("de"));
    assert_int_equal(u.role_id, CLERKS);
    assert_true(u.active);
    world_end(&w);
}

static void US06_nobody_deletes_oneself_and_deleting_asks_for_the_password(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_owner(&w);
    assert_err(ERR_INVALID, admin_user_remove(c, OWNER, OWN_PASSWORD));
    assert_err(ERR_INVALID, admin_user_remove(c, CLERK, S("Wrong-demo-1")));
    assert_int_equal(world_count(&w, "SELECT count(*) FROM admin_user"), 5);
    world_end(&w);
}

static void nobody_locks_oneself_out(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_owner(&w);
    struct admin_user_edit in = user_now(&w, OWNER);
    in.active = false;
    assert_err(ERR_INVALID, save_user(c, OWNER, in));
    in = user_now(&w, OWNER);
    in.role_id = CLERKS;
    assert_err(ERR_INVALID, save_user(c, OWNER, in));
    in = user_now(&w, OWNER);
    in.expires_at = NOON;
    assert_err(ERR_INVALID, save_user(c, OWNER, in));
    world_end(&w);
}

static void a_stale_version_of_a_user_is_a_conflict(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_owner(&w);
    struct admin_user_edit first = user_now(&w, CLERK), second = first;
    first.last_name = S("One");
    second.last_name = S("Two");
    assert_ok(save_user(c, CLERK, first));
    assert_err(ERR_CONFLICT, save_user(c, CLERK, second));
    world_end(&w);
}

static void R09_nobody_changes_or_deletes_a_user_who_may_more(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_manager(&w);
    struct admin_user_edit in = user_now(&w, OWNER);
    in.password = in.confirm = S("Taken-over-7");
    assert_err(ERR_INVALID, save_user(c, OWNER, in));
    assert_err(ERR_INVALID, admin_user_remove(c, OWNER, OWN_PASSWORD));
    assert_ok(sign_in_as(&w, "olga", OWN_PASSWORD));
    world_end(&w);
}

static void R09_nobody_hands_out_a_role_that_allows_more(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_manager(&w);
    assert_err(ERR_INVALID, save_user(c, 0, a_user(OWNERS)));
    assert_true(wrong_at(&w, "role_id"));
    assert_err(ERR_INVALID, save_user(c, 0, a_user(SUPPORT)));
    assert_ok(save_user(c, 0, a_user(NOBODYS)));
    world_end(&w);
}

static void R10_rights_are_those_of_the_database_not_of_the_request(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_manager(&w);
    c->actor.permits = permits_all(); /* as it was when the request began */
    assert_err(ERR_INVALID, save_user(c, 0, a_user(SUPPORT)));
    world_end(&w);
}

static void AL12_no_password_gets_into_the_log(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_owner(&w);
    struct admin_user_edit in = user_now(&w, CLERK);
    in.password = in.confirm = S("Secret-word-7");
    assert_ok(save_user(c, CLERK, in));
    static const struct sql q = {
        .name = "test",
        .text = S("SELECT changes FROM action_log WHERE action = 'admin_user.save'")};
    str changes = {0};
    assert_ok(db_str(t->db, t->mem, &q, NO_ARGS, &changes));
    assert_true(str_has(changes, S("[\"password_hash\",null,null]")));
    assert_false(str_has(changes, S("Secret-word-7")));
    assert_false(str_has(changes, S("argon2")));
    world_end(&w);
}

/* ---- roles ---- */

static void UR01_a_role_needs_a_name_and_the_own_password(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_owner(&w);
    struct role_edit in = {.name = S(" "), .own_password = OWN_PASSWORD};
    assert_err(ERR_INVALID, save_role(c, 0, in));
    assert_true(wrong_at(&w, "name"));
    in = (struct role_edit){.name = S("Night shift"), .own_password = S("Wrong-demo-1")};
    assert_err(ERR_INVALID, save_role(c, 0, in));
    assert_true(wrong_at(&w, "own_password"));
    in.own_password = OWN_PASSWORD;
    assert_ok(save_role(c, 0, in));
    assert_err(ERR_INVALID, save_role(c, 0, in)); /* the name is taken */
    world_end(&w);
}

static void UR02_access_to_all_allows_everything(struct test_store *t)
{
    WITH_STAFF(w);
    struct role_edit in = role_now(&w, CLERKS);
    in.access_all = true;
    assert_ok(save_role(as_owner(&w), CLERKS, in));
    struct session s;
    assert_ok(admin_session_find(&w.c, sign_in_token(&w, "clerk"), &s));
    for (enum permission p = P_FIRST_GRANT; p < P_COUNT; p++)
        assert_true(permits_has(&s.actor.permits, p));
    world_end(&w);
}

static void UR03_custom_keeps_the_ticked_resources_with_their_ancestors(struct test_store *t)
{
    WITH_STAFF(w);
    struct role_edit in = role_now(&w, CLERKS);
    in.permits = permits_of("assist.login");
    assert_ok(save_role(as_owner(&w), CLERKS, in));
    struct role r = {0};
    assert_ok(role_get(&w.c, CLERKS, &r));
    assert_str_equal(r.resources, S("customers assist assist.login"));
    world_end(&w);
}

static void custom_with_nothing_ticked_is_refused(struct test_store *t)
{
    WITH_STAFF(w);
    struct role_edit in = role_now(&w, CLERKS);
    in.permits = (struct permits){0};
    assert_err(ERR_INVALID, save_role(as_owner(&w), CLERKS, in));
    assert_true(wrong_at(&w, "resources"));
    world_end(&w);
}

static void UR06_a_parent_newly_ticked_ticks_all_below(struct test_store *t)
{
    (void)t;
    struct permits before = {0}, posted = {0};
    posted.bits[P_ASSIST / 64] |= (u64)1 << (P_ASSIST % 64);
    struct permits out = role_ticks(&before, &posted);
    assert_true(permits_has(&out, P_ASSIST_LOGIN) && permits_has(&out, P_ASSIST_LOG));
    assert_true(permits_has(&out, P_CUSTOMERS));
    assert_false(permits_has(&out, P_CUSTOMERS_ALL));
}

static void UR06_a_parent_newly_unticked_unticks_what_is_below(struct test_store *t)
{
    (void)t;
    struct permits before = permits_of("assist.login assist.log customers.all"), posted = before;
    posted.bits[P_ASSIST / 64] &= ~((u64)1 << (P_ASSIST % 64));
    struct permits out = role_ticks(&before, &posted);
    assert_false(permits_has(&out, P_ASSIST_LOGIN) || permits_has(&out, P_ASSIST_LOG));
    assert_true(permits_has(&out, P_CUSTOMERS_ALL));
}

static void UR06_a_child_brings_its_ancestors_and_nothing_else(struct test_store *t)
{
    (void)t;
    struct permits before = {0}, posted = {0};
    posted.bits[P_ASSIST_LOG / 64] |= (u64)1 << (P_ASSIST_LOG % 64);
    struct permits out = role_ticks(&before, &posted);
    assert_true(permits_has(&out, P_ASSIST) && permits_has(&out, P_CUSTOMERS));
    assert_false(permits_has(&out, P_ASSIST_LOGIN));
    /* The same form once more changes nothing. */
    struct permits again = role_ticks(&out, &out);
    assert_memory_equal(&again, &out, sizeof out);
}

static void UR07_a_change_holds_at_the_next_request(struct test_store *t)
{
    WITH_STAFF(w);
    str token = sign_in_token(&w, "clerk");
    struct session s;
    assert_ok(admin_session_find(&w.c, token, &s));
    assert_true(permits_has(&s.actor.permits, P_ORDER_VIEW));
    struct role_edit in = role_now(&w, CLERKS);
    in.permits = permits_of("customers.all");
    assert_ok(save_role(as_owner(&w), CLERKS, in));
    assert_ok(admin_session_find(&w.c, token, &s));
    assert_false(permits_has(&s.actor.permits, P_ORDER_VIEW));
    world_end(&w);
}

static void UR04_a_role_that_loses_the_right_ends_its_assist_sessions(struct test_store *t)
{
    WITH_STAFF(w);
    assist_starts(&w);
    struct role_edit in = role_now(&w, SUPPORT);
    in.permits = permits_of("customers.all");
    assert_ok(save_role(as_owner(&w), SUPPORT, in));
    assert_int_equal(running_assists(&w), 0);
    assert_int_equal(
        world_count(&w, "SELECT count(*) FROM assist_session WHERE end_cause = 'no_right'"), 1);
    world_end(&w);
}

static void UR08_assigning_moves_the_user_from_the_old_role(struct test_store *t)
{
    WITH_STAFF(w);
    assist_starts(&w);
    i64 ids[] = {AGENT, CLERK};
    struct ctx *c = as_owner(&w);
    assert_ok(role_assign(c, CLERKS, ids, 2, OWN_PASSWORD));
    struct admin_user u = {0};
    assert_ok(admin_user_get(c, AGENT, &u));
    assert_int_equal(u.role_id, CLERKS);
    assert_int_equal(running_assists(&w), 0); /* Clerks may not assist */
    assert_int_equal(world_count(&w, "SELECT count(*) FROM action_log WHERE action = 'role.save'"),
                     1);
    world_end(&w);
}

static void UR08_assigning_asks_for_the_own_password(struct test_store *t)
{
    WITH_STAFF(w);
    i64 ids[] = {AGENT};
    assert_err(ERR_INVALID, role_assign(as_owner(&w), CLERKS, ids, 1, S("Wrong-demo-1")));
    assert_int_equal(world_count(&w, "SELECT role_id FROM admin_user WHERE id = 2"), SUPPORT);
    world_end(&w);
}

static void UR09_a_role_with_users_is_not_deleted(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_owner(&w);
    assert_err(ERR_INVALID, role_remove(c, CLERKS, OWN_PASSWORD));
    assert_int_equal(world_count(&w, "SELECT count(*) FROM role WHERE id = 3"), 1);
    assert_ok(role_remove(c, NOBODYS, OWN_PASSWORD));
    assert_int_equal(world_count(&w, "SELECT count(*) FROM role WHERE id = 5"), 0);
    assert_int_equal(
        world_count(&w, "SELECT count(*) FROM action_log WHERE action = 'role.delete' AND success"),
        1);
    world_end(&w);
}

static void R09_nobody_widens_a_role_beyond_the_own_rights(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_manager(&w);
    struct role_edit in = role_now(&w, MANAGERS);
    in.permits = permits_of("system.users system.roles customers.all stores.config");
    assert_err(ERR_INVALID, save_role(c, MANAGERS, in));
    in = role_now(&w, MANAGERS);
    in.access_all = true;
    assert_err(ERR_INVALID, save_role(c, MANAGERS, in));
    in = role_now(&w, OWNERS); /* stronger than the actor: not even less of it */
    in.access_all = false;
    in.permits = permits_of("customers.all");
    assert_err(ERR_INVALID, save_role(c, OWNERS, in));
    in = role_now(&w, NOBODYS);
    in.permits = permits_of("customers.all system.users");
    assert_ok(save_role(c, NOBODYS, in));
    world_end(&w);
}

static void R09_nobody_assigns_a_role_that_allows_more(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_manager(&w);
    i64 myself[] = {MANAGER}, clerk[] = {CLERK};
    assert_err(ERR_INVALID, role_assign(c, OWNERS, myself, 1, OWN_PASSWORD));
    assert_err(ERR_INVALID, role_assign(c, NOBODYS, myself, 1, OWN_PASSWORD));
    assert_err(ERR_INVALID,
               role_assign(c, NOBODYS, clerk, 1, OWN_PASSWORD)); /* who may see orders */
    assert_int_equal(world_count(&w, "SELECT role_id FROM admin_user WHERE id = 5"), MANAGERS);
    world_end(&w);
}

static void a_stale_version_of_a_role_is_a_conflict(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_owner(&w);
    struct role_edit first = role_now(&w, CLERKS), second = first;
    first.name = S("One");
    second.name = S("Two");
    assert_ok(save_role(c, CLERKS, first));
    assert_err(ERR_CONFLICT, save_role(c, CLERKS, second));
    world_end(&w);
}

static void saving_without_a_change_is_fine(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_owner(&w);
    assert_ok(save_role(c, NOBODYS, role_now(&w, NOBODYS)));
    assert_ok(save_user(c, CLERK, user_now(&w, CLERK)));
    world_end(&w);
}

static void without_the_permission_everything_is_denied(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = world_as_staff(&w, CLERK, CLERK_SESSION);
    i64 ids[] = {AGENT};
    assert_err(ERR_DENIED, save_user(c, 0, a_user(CLERKS)));
    assert_err(ERR_DENIED, admin_user_remove(c, AGENT, OWN_PASSWORD));
    assert_err(ERR_DENIED, save_role(c, CLERKS, role_now(&w, CLERKS)));
    assert_err(ERR_DENIED, role_remove(c, NOBODYS, OWN_PASSWORD));
    assert_err(ERR_DENIED, role_assign(c, CLERKS, ids, 1, OWN_PASSWORD));
    assert_int_equal(
        world_count(&w, "SELECT count(*) FROM action_log WHERE NOT success AND cause = 'no_right'"),
        5);
    world_end(&w);
}

/* ---- signing in ---- */

static void SE01_six_failures_lock_for_half_an_hour_with_a_neutral_text(struct test_store *t)
{
    WITH_STAFF(w);
    str unknown = S(""), wrong = S("");
    assert_err(ERR_INVALID, sign_in_as(&w, "nobody-here", OWN_PASSWORD));
    unknown = w.c.problems->message;
    for (int i = 0; i < 6; i++)
        assert_err(ERR_INVALID, sign_in_as(&w, "clerk", S("Wrong-demo-1")));
    wrong = w.c.problems->message;
    assert_err(ERR_INVALID, sign_in_as(&w, "clerk", OWN_PASSWORD));
    assert_str_equal(unknown, wrong);
    assert_str_equal(w.c.problems->message, wrong);
    world_pass(&w, 30 * MINUTE - SECOND);
    assert_err(ERR_INVALID, sign_in_as(&w, "clerk", OWN_PASSWORD));
    world_pass(&w, 2 * SECOND);
    assert_ok(sign_in_as(&w, "clerk", OWN_PASSWORD));
    world_end(&w);
}

static void SE02_a_session_ends_after_900_seconds_without_use(struct test_store *t)
{
    WITH_STAFF(w);
    struct session s;
    str token = sign_in_token(&w, "clerk");
    world_pass(&w, 900 * SECOND);
    assert_ok(admin_session_find(&w.c, token, &s));
    world_pass(&w, SECOND);
    assert_err(ERR_NOT_FOUND, admin_session_find(&w.c, token, &s));
    const struct setting_row *row = setting_find(S("admin/security/session_lifetime"));
    str values[2];
    assert_int_not_equal(setting_check(t->mem, row, S("59"), values).n, 0);
    assert_int_equal(setting_check(t->mem, row, S("60"), values).n, 0);
    assert_str_equal(row->fallback, S("900"));
    world_end(&w);
}

static void SE03_a_second_sign_in_ends_the_first_session(struct test_store *t)
{
    WITH_STAFF(w);
    struct session s;
    str first = sign_in_token(&w, "clerk"), second = sign_in_token(&w, "clerk");
    assert_err(ERR_NOT_FOUND, admin_session_find(&w.c, first, &s));
    assert_ok(admin_session_find(&w.c, second, &s));
    world_end(&w);
}

static err set(struct world *w, const char *path, const char *value)
{
    struct setting_change change = {.row = setting_find(str_from(path)), .value = str_from(value)};
    err e = settings_save(as_owner(w), &change, 1);
    snapshot_drop(w->snapshot);
    w->snapshot = snapshot_take();
    w->c.settings = &w->snapshot->global;
    w->c.view = w->snapshot->first;
    return e;
}

static void AL10_a_group_of_security_is_refused_beside_its_setting(struct test_store *t)
{
    WITH_STAFF(w);
    assert_ok(set(&w, "admin/logging/customers", "0"));
    assert_err(ERR_INVALID, set(&w, "admin/logging/admin_roles", "0"));
    assert_true(wrong_at(&w, "admin/logging/admin_roles"));
    assert_int_equal(
        world_count(&w, "SELECT count(*) FROM setting WHERE path LIKE 'admin/logging%'"), 1);
    world_end(&w);
}

static void AL10_a_changed_permission_is_logged_with_the_group_off(struct test_store *t)
{
    WITH_STAFF(w);
    assert_ok(set(&w, "admin/logging/customers", "0"));
    SCOPED(work_end) struct work change = {0};
    assert_ok(work_begin(as_owner(&w), ACT_CUSTOMER_SAVE, &change));
    assert_ok(consent_set(&change, ANNA, false));
    assert_ok(work_commit(&change));
    assert_int_equal(
        world_count(&w, "SELECT count(*) FROM action_log WHERE action_group = 'Customers'"), 1);
    world_end(&w);
}

static str chosen(struct ctx *c, str grid)
{
    str shown = S("?");
    assert_ok(grid_choice_get(c, grid, &shown));
    return shown;
}

static void CG02_chosen_columns_are_the_users_own_and_go_with_them(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = as_owner(&w);
    assert_ok(grid_choice_save(c, S("customers"), S("id name")));
    assert_ok(grid_choice_save(c, S("customers"), S("id zip")));
    assert_str_equal(chosen(c, S("customers")), S("id zip"));
    assert_str_equal(chosen(c, S("orders")), S(""));
    c = world_as_staff(&w, CLERK, CLERK_SESSION);
    assert_str_equal(chosen(c, S("customers")), S(""));
    assert_ok(grid_choice_save(c, S("customers"), S("email")));
    assert_int_equal(world_count(&w, "SELECT count(*) FROM action_log"), 0);
    c = as_owner(&w);
    assert_ok(admin_user_remove(c, CLERK, OWN_PASSWORD));
    assert_int_equal(world_count(&w, "SELECT count(*) FROM grid_choice"), 1);
    assert_ok(grid_choice_save(c, S("customers"), S("")));
    assert_int_equal(world_count(&w, "SELECT count(*) FROM grid_choice"), 0);
    world_end(&w);
}

static void CG02_customers_and_visitors_choose_no_columns(struct test_store *t)
{
    WITH_STAFF(w);
    assert_err(ERR_DENIED, grid_choice_save(world_as_customer(&w, ANNA), S("customers"), S("id")));
    assert_err(ERR_DENIED, grid_choice_save(world_as_visitor(&w), S("customers"), S("id")));
    world_end(&w);
}

static const struct test tests[] = {
    TEST(AL10_a_group_of_security_is_refused_beside_its_setting),
    TEST(AL10_a_changed_permission_is_logged_with_the_group_off),
    TEST(CG02_chosen_columns_are_the_users_own_and_go_with_them),
    TEST(CG02_customers_and_visitors_choose_no_columns),
    TEST(US01_a_new_user_can_sign_in),
    TEST(US01_user_name_and_email_exist_once_whatever_the_case),
    TEST(US01_a_password_needs_seven_characters_with_letters_and_digits),
    TEST(US01_saving_asks_for_the_own_password),
    TEST(US01_the_program_makes_users_without_a_password_of_its_own),
    TEST(US02_without_a_role_nobody_signs_in),
    TEST(US02_a_user_needs_a_role),
    TEST(US03_after_the_expiration_date_the_account_is_inactive),
    TEST(US04_deactivating_ends_sessions_and_assisted_ones),
    TEST(US04_deleting_ends_assisted_sessions),
    TEST(R26_a_new_password_ends_all_sessions_but_the_own),
    TEST(R26_an_administrator_who_sets_a_password_ends_assisted_sessions),
    TEST(R26_a_new_password_of_ones_own_ends_assisted_sessions),
    TEST(US05_the_own_account_changes_its_language_and_nothing_more),
    TEST(US06_nobody_deletes_oneself_and_deleting_asks_for_the_password),
    TEST(nobody_locks_oneself_out),
    TEST(a_stale_version_of_a_user_is_a_conflict),
    TEST(R09_nobody_changes_or_deletes_a_user_who_may_more),
    TEST(R09_nobody_hands_out_a_role_that_allows_more),
    TEST(R10_rights_are_those_of_the_database_not_of_the_request),
    TEST(AL12_no_password_gets_into_the_log),
    TEST(UR01_a_role_needs_a_name_and_the_own_password),
    TEST(UR02_access_to_all_allows_everything),
    TEST(UR03_custom_keeps_the_ticked_resources_with_their_ancestors),
    TEST(custom_with_nothing_ticked_is_refused),
    TEST(UR06_a_parent_newly_ticked_ticks_all_below),
    TEST(UR06_a_parent_newly_unticked_unticks_what_is_below),
    TEST(UR06_a_child_brings_its_ancestors_and_nothing_else),
    TEST(UR07_a_change_holds_at_the_next_request),
    TEST(UR04_a_role_that_loses_the_right_ends_its_assist_sessions),
    TEST(UR08_assigning_moves_the_user_from_the_old_role),
    TEST(UR08_assigning_asks_for_the_own_password),
    TEST(UR09_a_role_with_users_is_not_deleted),
    TEST(R09_nobody_widens_a_role_beyond_the_own_rights),
    TEST(R09_nobody_assigns_a_role_that_allows_more),
    TEST(a_stale_version_of_a_role_is_a_conflict),
    TEST(saving_without_a_change_is_fine),
    TEST(without_the_permission_everything_is_denied),
    TEST(SE01_six_failures_lock_for_half_an_hour_with_a_neutral_text),
    TEST(SE02_a_session_ends_after_900_seconds_without_use),
    TEST(SE03_a_second_sign_in_ends_the_first_session),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
