/* The handover of a session to the storefront's own host. */
#include "domain/assist_handover.h"

#include "assist_world.h"
#include "base/secret.h"
#include "domain/session.h"

#include <pthread.h>

#define ADMIN_ORIGIN S("https://admin.test")

static const struct assist_start ask = {
    .customer_ref = S("refanna"),
    .source = S("customer"),
    .return_path = S("/admin/customers/anna"),
    .host = S("admin.test"),
    .origin = ADMIN_ORIGIN,
};

/* Assisted sessions are on help.test; the agent starts one from admin.test. */
static struct assist_started start(struct world *w)
{
    struct assist_started s = {0};
    enum assist_cause cause;
    world_set(w, "login_as_customer/general/assist_url", "https://help.test/");
    assert_ok(assist_begin(world_as_staff(w, AGENT, AGENT_SESSION), &ask, &s, &cause));
    return s;
}

static err arrive(struct world *w, const struct assist_started *s, str secret, str origin,
                  struct assist_arrival *a)
{
    return assist_arrive(world_as_visitor(w), s->label, secret, origin, a);
}

static i64 refusals(struct world *w, const char *cause)
{
    str sql = str_format(w->c.mem,
                         "SELECT count(*) FROM action_log WHERE NOT success AND cause = '%s' AND "
                         "action_group = 'Login As Customer'",
                         cause);
    return world_count(w, str_z(w->c.mem, sql));
}

static void R13_the_secret_opens_the_session_for_the_browser_that_started(struct test_store *t)
{
    struct world w;
    struct assist_arrival a;
    struct assist_view view;
    i64 at;
    world_begin(t, &w);
    struct assist_started s = start(&w);
    assert_str_equal(s.to, S("https://help.test"));
    assert_str_equal(s.token, S(""));
    assert_ok(arrive(&w, &s, s.secret, ADMIN_ORIGIN, &a));
    assert_str_equal(a.origin, ADMIN_ORIGIN);
    assert_ok(assist_find(world_as_visitor(&w), s.label, a.token, &view));
    assert_str_equal(view.origin, ADMIN_ORIGIN);
    assert_int_equal(view.cause, ASSIST_OK);
    assert_ok(assist_came_from(world_as_visitor(&w), s.label, s.nonce, &at));
    assert_int_equal(at, s.store_view_id);
    world_end(&w);
}

static void R13_another_browser_ends_the_session_and_is_logged(struct test_store *t)
{
    struct world w;
    struct assist_arrival a;
    i64 at;
    world_begin(t, &w);
    struct assist_started s = start(&w);
    assert_ok(arrive(&w, &s, s.secret, ADMIN_ORIGIN, &a));
    assert_err(ERR_DENIED, assist_came_from(world_as_visitor(&w), s.label, S(""), &at));
    assert_ok(assist_sweep(world_as_program(&w)));
    assert_int_equal(
        world_count(&w, "SELECT count(*) FROM assist_session WHERE end_cause = 'other_browser'"),
        1);
    assert_int_equal(
        world_count(&w, "SELECT count(*) FROM action_log WHERE cause = 'other_browser'"), 1);
    assert_err(ERR_NOT_FOUND, assist_came_from(world_as_visitor(&w), s.label, s.nonce, &at));
    world_end(&w);
}

static void R07_the_secret_is_good_once(struct test_store *t)
{
    struct world w;
    struct assist_arrival a;
    world_begin(t, &w);
    struct assist_started s = start(&w);
    assert_ok(arrive(&w, &s, s.secret, ADMIN_ORIGIN, &a));
    assert_err(ERR_DENIED, arrive(&w, &s, s.secret, ADMIN_ORIGIN, &a));
    assert_int_equal(refusals(&w, "handover_refused"), 1);
    world_end(&w);
}

static void R07_the_secret_is_good_for_thirty_seconds(struct test_store *t)
{
    struct world w;
    struct assist_arrival a;
    world_begin(t, &w);
    struct assist_started s = start(&w);
    world_pass(&w, ASSIST_HANDOVER_SECONDS * SECOND);
    assert_err(ERR_DENIED, arrive(&w, &s, s.secret, ADMIN_ORIGIN, &a));
    s = start(&w);
    world_pass(&w, ASSIST_HANDOVER_SECONDS * SECOND - 1);
    assert_ok(arrive(&w, &s, s.secret, ADMIN_ORIGIN, &a));
    world_end(&w);
}

static void R13_a_form_from_elsewhere_is_refused_and_logged(struct test_store *t)
{
    static const str origins[] = {S(""),
                                  S("null"),
                                  S("https://help.test"),
                                  S("https://admin.test.evil.example"),
                                  S("http://admin.test"),
                                  S("https://admin.test/")};
    struct world w;
    struct assist_arrival a;
    world_begin(t, &w);
    struct assist_started s = start(&w);
    for (size_t i = 0; i < COUNT(origins); i++)
        assert_err(ERR_DENIED, arrive(&w, &s, s.secret, origins[i], &a));
    assert_int_equal(refusals(&w, "handover_refused"), COUNT(origins));
    assert_ok(arrive(&w, &s, s.secret, ADMIN_ORIGIN, &a));
    world_end(&w);
}

static void R12_no_other_secret_and_no_other_session_will_do(struct test_store *t)
{
    struct world w;
    struct assist_arrival a;
    world_begin(t, &w);
    struct assist_started s = start(&w), other = start(&w);
    const str wrongs[] = {S(""), s.nonce, s.label, other.secret, S("kontor")};
    for (size_t i = 0; i < COUNT(wrongs); i++)
        assert_err(ERR_DENIED, arrive(&w, &s, wrongs[i], ADMIN_ORIGIN, &a));
    struct assist_started nobodys = {.label = S("aaaaaaaaaaaaaaaa")};
    assert_err(ERR_DENIED, arrive(&w, &nobodys, s.secret, ADMIN_ORIGIN, &a));
    world_end(&w);
}

static void a_session_on_one_host_cannot_be_handed_over(struct test_store *t)
{
    struct world w;
    struct assist_started s = {0};
    struct assist_arrival a;
    enum assist_cause cause;
    i64 at;
    world_begin(t, &w);
    assert_ok(assist_begin(world_as_staff(&w, AGENT, AGENT_SESSION), &ask, &s, &cause));
    assert_str_equal(s.to, S(""));
    assert_err(ERR_DENIED, arrive(&w, &s, s.token, S(""), &a));
    assert_err(ERR_DENIED, arrive(&w, &s, S(""), ADMIN_ORIGIN, &a));
    assert_err(ERR_NOT_FOUND, assist_came_from(world_as_visitor(&w), s.label, S(""), &at));
    assert_ok(assist_sweep(world_as_program(&w)));
    assert_int_equal(world_count(&w, "SELECT count(*) FROM assist_session WHERE ended_at IS NULL"),
                     1);
    world_end(&w);
}

static void what_ends_in_between_does_not_open(struct test_store *t)
{
    struct world w;
    struct assist_arrival a;
    i64 at;
    world_begin(t, &w);
    struct assist_started s = start(&w);
    world_script(&w,
                 "UPDATE assist_session SET ended_at = started_at, end_cause = 'signed_out';\n");
    assert_err(ERR_DENIED, arrive(&w, &s, s.secret, ADMIN_ORIGIN, &a));
    assert_err(ERR_NOT_FOUND, assist_came_from(world_as_visitor(&w), s.label, s.nonce, &at));
    world_end(&w);
}

static void only_hashes_are_kept(struct test_store *t)
{
    struct world w;
    world_begin(t, &w);
    struct assist_started s = start(&w);
    assert_int_equal(world_count(&w, "SELECT length(hash) FROM one_time"), SECRET_BYTES);
    assert_int_equal(world_count(&w, "SELECT length(nonce) FROM assist_session"), SECRET_BYTES);
    str sql = str_format(
        w.c.mem,
        "SELECT count(*) FROM action_log WHERE changes LIKE '%%%.*s%%' OR changes LIKE '%%%.*s%%'",
        STR_ARG(s.secret), STR_ARG(s.nonce));
    assert_int_equal(world_count(&w, str_z(w.c.mem, sql)), 0);
    world_end(&w);
}

static void closing_leads_back_to_the_origin_it_came_from(struct test_store *t)
{
    struct world w;
    struct assist_arrival a;
    struct assist_view view;
    str back;
    world_begin(t, &w);
    struct assist_started s = start(&w);
    assert_ok(arrive(&w, &s, s.secret, ADMIN_ORIGIN, &a));
    struct ctx *c = world_as_visitor(&w);
    assert_ok(assist_find(c, s.label, a.token, &view));
    assert_ok(assist_close(c, &back));
    assert_str_equal(back, S("/admin/customers/anna"));
    assert_ok(assist_back(world_as_visitor(&w), s.label, s.nonce, &back));
    assert_str_equal(back, S("/admin/customers/anna"));
    assert_err(ERR_NOT_FOUND, assist_back(world_as_visitor(&w), s.label, S(""), &back));
    assert_err(ERR_NOT_FOUND, assist_back(world_as_visitor(&w), s.label, s.secret, &back));
    assert_err(ERR_NOT_FOUND,
               assist_back(world_as_visitor(&w), S("aaaaaaaaaaaaaaaa"), s.nonce, &back));
    world_end(&w);
}

/* ---- at the same time ---- */

#define AT_ONCE 8

struct racer {
    struct world *w;
    const struct assist_started *s;
    struct arena *mem;
    struct db *db;
    err e;
};

static void *race(void *arg)
{
    struct racer *r = arg;
    struct ctx c = r->w->c;
    struct assist_arrival a;
    c.mem = r->mem;
    c.db = r->db;
    r->e = assist_arrive(&c, r->s->label, r->s->secret, ADMIN_ORIGIN, &a);
    return NULL;
}

static void R07_of_many_at_once_one_arrives(struct test_store *t)
{
    struct world w;
    struct racer racers[AT_ONCE];
    pthread_t threads[AT_ONCE];
    int arrived = 0;
    world_begin(t, &w);
    struct assist_started s = start(&w);
    (void)world_as_visitor(&w);
    for (size_t i = 0; i < AT_ONCE; i++) {
        racers[i] = (struct racer){.w = &w, .s = &s, .mem = arena_new(0)};
        assert_ok(db_open(t->store, &racers[i].db));
        assert_int_equal(pthread_create(&threads[i], NULL, race, &racers[i]), 0);
    }
    for (size_t i = 0; i < AT_ONCE; i++) {
        pthread_join(threads[i], NULL);
        arrived += racers[i].e == OK;
        assert_true(racers[i].e == OK || racers[i].e == ERR_DENIED);
        db_close(racers[i].db);
        arena_free(racers[i].mem);
    }
    assert_int_equal(arrived, 1);
    assert_int_equal(refusals(&w, "handover_refused"), AT_ONCE - 1);
    world_end(&w);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(R13_the_secret_opens_the_session_for_the_browser_that_started),
        TEST(R13_another_browser_ends_the_session_and_is_logged),
        TEST(R07_the_secret_is_good_once),
        TEST(R07_the_secret_is_good_for_thirty_seconds),
        TEST(R13_a_form_from_elsewhere_is_refused_and_logged),
        TEST(R12_no_other_secret_and_no_other_session_will_do),
        TEST(a_session_on_one_host_cannot_be_handed_over),
        TEST(what_ends_in_between_does_not_open),
        TEST(only_hashes_are_kept),
        TEST(closing_leads_back_to_the_origin_it_came_from),
        TEST(R07_of_many_at_once_one_arrives),
    };
    return run_on_both(tests, COUNT(tests));
}
