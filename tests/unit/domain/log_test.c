/* Reading the action log, the log of assist sessions, the dashboard's sums and the search of the top bar. */
#include "admin_world.h"

#include "domain/action_log.h"
#include "domain/assist.h"
#include "domain/assist_log.h"
#include "domain/global_search.h"
#include "domain/report.h"
#include "domain/session.h"

#define WITH_STAFF(w)                                                                              \
    struct world w;                                                                                \
    staff_begin(t, &w)

static struct action_log_rows report(struct world *w, const struct list_filter *filters, size_t n)
{
    struct action_log_rows rows = {0};
    struct list_answer answer;
    struct list_query q = {.filters = filters, .n = n, .desc = true, .page = 1, .per_page = 50};
    assert_ok(action_log_report(&w->c, &q, &rows, &answer));
    assert_int_equal(answer.count, rows.n);
    return rows;
}

/* A sign-in that fails, one that succeeds, an assist session, a changed role. */
static void things_happen(struct world *w)
{
    assert_err(ERR_INVALID, sign_in_as(w, "clerk", S("Wrong-demo-1")));
    world_pass(w, SECOND);
    sign_in_token(w, "clerk");
    struct assist_start in = {.customer_ref = S("refanna"),
                              .reason = S("Ticket 42"),
                              .source = S("customer"),
                              .return_path = S("/admin/")};
    struct assist_started out;
    enum assist_cause cause;
    assert_ok(assist_begin(world_as_staff(w, AGENT, AGENT_SESSION), &in, &out, &cause));
    in.customer_ref = S("refben");
    assert_err(ERR_DENIED,
               assist_begin(world_as_staff(w, AGENT, AGENT_SESSION), &in, &out, &cause));
    world_pass(w, 12 * MINUTE);
    i64 saved;
    struct role_edit role = role_now(w, CLERKS);
    role.name = S("Counter");
    assert_ok(role_save(as_owner(w), CLERKS, &role, &saved));
}

static void AL01_whatever_can_be_logged_has_a_readable_name(struct test_store *t)
{
    (void)t;
    for (enum action a = 1; a < ACT_COUNT; a++) {
        const struct action_info *info = action_info(a);
        bool quiet = info->group == GROUP_QUIET && info->who != P_PROGRAM;
        bool logged = info->group > GROUP_QUIET || quiet;
        if (!logged != !info->label.n)
            fail_msg("%.*s", STR_ARG(info->name));
    }
}

static void AL02_the_group_filter_lists_only_that_group(struct test_store *t)
{
    WITH_STAFF(w);
    things_happen(&w);
    const struct list_filter group = {.column = "group", .text = S("Login As Customer")};
    struct action_log_rows rows = report(&w, &group, 1);
    assert_int_equal(rows.n, 2);
    for (size_t i = 0; i < rows.n; i++)
        assert_str_equal(rows.at[i].action_group, S("Login As Customer"));
    world_end(&w);
}

static void AL03_filters_are_combined_by_and(struct test_store *t)
{
    WITH_STAFF(w);
    things_happen(&w);
    const struct list_filter three[] = {
        {.column = "group", .text = S("Login As Customer")},
        {.column = "user", .text = S("agent")},
        {.column = "result", .from = 0},
    };
    struct action_log_rows rows = report(&w, three, 3);
    assert_int_equal(rows.n, 1);
    assert_str_equal(rows.at[0].cause, S("no_consent"));
    const struct list_filter days = {.column = "time", .from = NOON.us + DAY, .has_from = true};
    assert_int_equal(report(&w, &days, 1).n, 0);
    const struct list_filter name = {.column = "name", .text = S("role.")};
    assert_int_equal(report(&w, &name, 1).n, 1);
    world_end(&w);
}

static void AL05_refused_sign_ins_and_starts_are_failures(struct test_store *t)
{
    WITH_STAFF(w);
    things_happen(&w);
    const struct list_filter failure = {.column = "result", .from = 0};
    struct action_log_rows rows = report(&w, &failure, 1);
    assert_int_equal(rows.n, 2);
    assert_str_equal(rows.at[0].action, S("assist.login"));
    assert_str_equal(rows.at[1].action, S("admin.login"));
    world_end(&w);
}

static void AL15_sign_ins_of_staff_are_logged_good_and_bad(struct test_store *t)
{
    WITH_STAFF(w);
    things_happen(&w);
    const struct list_filter group = {.column = "group", .text = S("Admin Sign In")};
    struct action_log_rows rows = report(&w, &group, 1);
    assert_int_equal(rows.n, 2);
    assert_true(rows.at[0].success);
    assert_false(rows.at[1].success);
    assert_str_equal(rows.at[0].staff_name, S("clerk"));
    assert_str_equal(rows.at[1].cause, S("wrong_password"));
    world_end(&w);
}

static void AL16_newest_first_and_stable_when_times_are_equal(struct test_store *t)
{
    WITH_STAFF(w);
    things_happen(&w);
    struct action_log_rows rows = report(&w, NULL, 0);
    assert_int_equal(rows.n, 5);
    for (size_t i = 1; i < rows.n; i++) {
        assert_true(rows.at[i].at.us <= rows.at[i - 1].at.us);
        assert_true(rows.at[i].id < rows.at[i - 1].id);
    }
    world_end(&w);
}

static void AL06_an_entry_tells_the_values_before_and_after(struct test_store *t)
{
    WITH_STAFF(w);
    things_happen(&w);
    const struct list_filter name = {.column = "name", .text = S("role.save")};
    struct action_log_entry e = {0};
    assert_ok(action_log_get(&w.c, report(&w, &name, 1).at[0].id, &e));
    assert_str_equal(e.changes.at[0].label, S("Role"));
    assert_int_equal(e.changes.at[0].entity_id, CLERKS);
    assert_str_equal(e.changes.at[0].field, S("name"));
    assert_str_equal(e.changes.at[0].before, S("Clerks"));
    assert_str_equal(e.changes.at[0].after, S("Counter"));
    assert_str_equal(e.staff_full_name, S("Olga Owner"));
    assert_str_equal(e.staff_role, S("Owners"));
    world_end(&w);
}

static void AL08_an_entry_of_an_assist_session_tells_whom_and_why(struct test_store *t)
{
    WITH_STAFF(w);
    things_happen(&w);
    const struct list_filter two[] = {{.column = "group", .text = S("Login As Customer")},
                                      {.column = "result", .from = 1}};
    struct action_log_entry e = {0};
    assert_ok(action_log_get(&w.c, report(&w, two, 2).at[0].id, &e));
    assert_str_equal(e.row.staff_name, S("agent"));
    assert_str_equal(e.row.customer_email, S("anna@example.com"));
    assert_str_equal(e.row.customer_ref, S("refanna"));
    assert_str_equal(e.source, S("customer"));
    assert_str_equal(e.row.ip, S("192.0.2.14"));
    assert_str_equal(e.reason, S("Ticket 42"));
    assert_str_equal(e.view_path, S("Main Website / Main Website Store / Deutsch"));
    world_end(&w);
}

static void AL12_a_secret_shows_that_it_changed_never_what_it_is(struct test_store *t)
{
    WITH_STAFF(w);
    i64 saved;
    struct admin_user_edit in = user_now(&w, CLERK);
    in.password = in.confirm = S("Secret-word-7");
    assert_ok(admin_user_save(as_owner(&w), CLERK, &in, &saved));
    const struct list_filter name = {.column = "name", .text = S("admin_user.save")};
    struct action_log_entry e = {0};
    assert_ok(action_log_get(&w.c, report(&w, &name, 1).at[0].id, &e));
    bool found = false;
    for (size_t i = 0; i < e.changes.n; i++) {
        if (!str_eq(e.changes.at[i].field, S("password_hash")))
            continue;
        found = true;
        assert_true(e.changes.at[i].hidden);
        assert_int_equal(e.changes.at[i].before.n + e.changes.at[i].after.n, 0);
    }
    assert_true(found);
    world_end(&w);
}

static void AL11_rows_of_the_log_cannot_be_changed_or_deleted(struct test_store *t)
{
    WITH_STAFF(w);
    things_happen(&w);
    static const char *const attempts[] = {"UPDATE action_log SET success = TRUE",
                                           "DELETE FROM action_log"};
    for (size_t i = 0; i < COUNT(attempts); i++) {
        struct sql q = {.name = "test", .text = str_from(attempts[i])};
        SCOPED(write_end) struct write work = {0};
        assert_ok(write_begin(t->store, &work));
        assert_int_not_equal(db_run(work.db, &q, NO_ARGS, NULL), OK);
    }
    assert_int_equal(world_count(&w, "SELECT count(*) FROM action_log"), 5);
    assert_int_equal(world_count(&w, "SELECT count(*) FROM action_log WHERE NOT success"), 2);
    world_end(&w);
}

static void the_user_filter_offers_everybody_who_occurs_once(struct test_store *t)
{
    WITH_STAFF(w);
    things_happen(&w);
    things_happen(&w);
    struct action_log_names names = {0};
    assert_ok(action_log_users(&w.c, &names));
    assert_int_equal(names.n, 3);
    assert_str_equal(names.at[0], S("agent"));
    assert_str_equal(names.at[1], S("clerk"));
    assert_str_equal(names.at[2], S("olga"));
    world_end(&w);
}

static void an_empty_log_offers_nobody(struct test_store *t)
{
    WITH_STAFF(w);
    struct action_log_names names = {0};
    assert_ok(action_log_users(&w.c, &names));
    assert_int_equal(names.n, 0);
    world_end(&w);
}

static void the_log_of_sessions_tells_start_end_cause_and_reason(struct test_store *t)
{
    WITH_STAFF(w);
    things_happen(&w);
    struct list_query q = {.desc = true, .page = 1, .per_page = 20};
    struct assist_log_rows rows = {0};
    struct list_answer answer;
    assert_ok(assist_log_report(&w.c, &q, &rows, &answer));
    assert_int_equal(rows.n, 1);
    assert_str_equal(rows.at[0].email, S("anna@example.com"));
    assert_str_equal(rows.at[0].reason, S("Ticket 42"));
    assert_str_equal(rows.at[0].view_name, S("Deutsch"));
    assert_int_equal(rows.at[0].ended_at.us, 0);
    struct admin_user_edit in = user_now(&w, AGENT);
    in.active = false;
    i64 saved;
    assert_ok(admin_user_save(as_owner(&w), AGENT, &in, &saved));
    assert_ok(assist_log_report(&w.c, &q, &rows, &answer));
    assert_int_equal(rows.at[0].ended_at.us - rows.at[0].started_at.us, 12 * MINUTE);
    assert_str_equal(rows.at[0].end_cause, S("staff_inactive"));
    world_end(&w);
}

/* ---- the dashboard ---- */

/* Paid in dollars; what is reported is in the base currency. */
static void an_order(struct world *w, i64 id, i64 at_us, i64 amount)
{
    world_script(
        w,
        str_z(
            w->t->mem,
            str_format(
                w->t->mem,
                "INSERT INTO sales_order (id, number, account_gone, store_view_id, view_path, lang, email,"
                " email_fold, customer_name, group_name, bill_name, bill_name_fold, ship_name,"
                " ship_name_fold, state, status, currency, base_currency, virtual, tax_included, subtotal,"
                " discount, shipping, tax, grand_total, base_grand_total, paid, refunded, canceled,"
                " shipping_tax, shipping_ppm, shipping_invoiced, shipping_refunded, base_shipping, base_tax, payment_method, payment_title, ip, created_at, updated_at, version) VALUES"
                " (%lld, '%09lld', FALSE, 1, 'x', 'en', 'anna@example.com', 'anna@example.com',"
                " 'Anna Berger', 'General', '', '', '', '', 'new', 'pending', 'USD', 'EUR', FALSE, TRUE,"
                " 0, 0, 999, 99, 77, %lld, 0, 0, 0, 0, 0, 0, 0, 500, 19, 'checkmo', 'Check', '', %lld, %lld, 1);\n",
                (long long)id, (long long)id, (long long)amount, (long long)at_us,
                (long long)at_us)));
}

/* Eight weeks of orders, one every 33 hours: 41 of them. */
static void orders_of_eight_weeks(struct world *w)
{
    for (i64 i = 0; i < 41; i++)
        an_order(w, i + 1, NOON.us - i * 33 * HOUR, 1000 + i);
}

static void same_report(const struct report *a, const struct report *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->total.orders, b->total.orders);
    assert_int_equal(a->total.amount.minor, b->total.amount.minor);
    for (size_t i = 0; i < a->n; i++) {
        assert_int_equal(a->bars[i].at.us, b->bars[i].at.us);
        assert_int_equal(a->bars[i].orders, b->bars[i].orders);
        assert_int_equal(a->bars[i].amount.minor, b->bars[i].amount.minor);
    }
}

static void UI16_sums_are_the_same_with_days_rolled_up(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = world_as_program(&w);
    struct report before[5], after;
    struct report_sum life, again;
    orders_of_eight_weeks(&w);
    assert_ok(report_lifetime(c, &life));
    assert_int_equal(life.orders, 41);
    assert_int_equal(life.amount.minor, 41 * 1000 + 820);
    for (int r = 0; r < 5; r++)
        assert_ok(report_of(c, (enum report_range)r, &before[r]));
    assert_ok(report_roll(c));
    assert_true(world_count(&w, "SELECT count(*) FROM sales_day") > 50);
    assert_ok(report_roll(c)); /* nothing left to do */
    assert_ok(report_lifetime(c, &again));
    assert_int_equal(again.orders, life.orders);
    assert_int_equal(again.amount.minor, life.amount.minor);
    assert_int_equal(again.tax.minor, 41 * 19);
    for (int r = 0; r < 5; r++) {
        assert_ok(report_of(c, (enum report_range)r, &after));
        same_report(&before[r], &after);
    }
    world_end(&w);
}

static void UI16_bars_have_no_gap_and_end_now(struct test_store *t)
{
    WITH_STAFF(w);
    static const size_t least[] = {24, 7, 1, 1, 13};
    for (int r = 0; r < 5; r++) {
        struct report rep;
        assert_ok(report_of(&w.c, (enum report_range)r, &rep));
        assert_true(rep.n >= least[r]);
        for (size_t i = 1; i < rep.n; i++)
            assert_true(rep.bars[i - 1].at.us < rep.bars[i].at.us);
        assert_true(rep.bars[rep.n - 1].at.us <= w.c.now.us);
        assert_int_equal(rep.total.orders, 0);
    }
    world_end(&w);
}

static void UI16_new_orders_come_on_top_of_rolled_days(struct test_store *t)
{
    WITH_STAFF(w);
    struct ctx *c = world_as_program(&w);
    struct report_sum life;
    struct report_orders last;
    orders_of_eight_weeks(&w);
    assert_ok(report_roll(c));
    an_order(&w, 100, NOON.us + 1, 5);
    assert_ok(report_lifetime(c, &life));
    assert_int_equal(life.orders, 42);
    assert_ok(report_last_orders(c, &last));
    assert_int_equal(last.n, 5);
    assert_str_equal(last.at[0].number, S("000000100"));
    world_end(&w);
}

/* ---- the search ---- */

static void search_words(struct world *w)
{
    an_order(w, 142, NOON.us, 100);
    world_script(
        w,
        "INSERT INTO customer_word (word, customer_id) VALUES ('anna', 1), ('berger', 1), ('ben', 2);\n"
        "INSERT INTO product (id, sku, slug, active, visible, price, tax_class, virtual, weight_g, picture,"
        " created_at, version) VALUES (1, 'HW-1', 'mug', TRUE, TRUE, 100, 'standard', FALSE, 1, '', 1, 1);\n"
        "INSERT INTO product_text (product_id, store_view_id, name, name_fold, short, description)"
        " VALUES (1, 0, 'Mug', 'mug', '', '');\n"
        "INSERT INTO product_name_word (word, product_id) VALUES ('mug', 1);\n");
}

static void UI03_the_search_finds_orders_customers_and_products(struct test_store *t)
{
    WITH_STAFF(w);
    search_words(&w);
    struct global_search g;
    assert_ok(global_search(as_owner(&w), S("#142"), &g));
    assert_int_equal(g.orders.n, 1);
    assert_str_equal(g.orders.at[0].title, S("000000142"));
    assert_ok(global_search(as_owner(&w), S("berg"), &g));
    assert_int_equal(g.customers.n, 1);
    assert_str_equal(g.customers.at[0].title, S("Anna Berger"));
    assert_ok(global_search(as_owner(&w), S("Mug"), &g));
    assert_int_equal(g.products.n, 1);
    assert_str_equal(g.products.at[0].ref, S("mug"));
    assert_ok(global_search(as_owner(&w), S("  "), &g));
    assert_int_equal(g.orders.n + g.customers.n + g.products.n, 0);
    world_end(&w);
}

static void UI03_the_search_finds_only_permitted_kinds(struct test_store *t)
{
    WITH_STAFF(w);
    search_words(&w);
    struct ctx *c = as_manager(&w); /* customers, but neither orders nor products */
    struct global_search g;
    assert_ok(global_search(c, S("142"), &g));
    assert_int_equal(g.orders.n, 0);
    assert_false(g.orders.allowed);
    assert_ok(global_search(c, S("mug"), &g));
    assert_int_equal(g.products.n, 0);
    assert_ok(global_search(c, S("anna"), &g));
    assert_int_equal(g.customers.n, 1);
    world_end(&w);
}

static const struct test tests[] = {
    TEST(AL01_whatever_can_be_logged_has_a_readable_name),
    TEST(AL02_the_group_filter_lists_only_that_group),
    TEST(AL03_filters_are_combined_by_and),
    TEST(AL05_refused_sign_ins_and_starts_are_failures),
    TEST(AL15_sign_ins_of_staff_are_logged_good_and_bad),
    TEST(AL16_newest_first_and_stable_when_times_are_equal),
    TEST(AL06_an_entry_tells_the_values_before_and_after),
    TEST(AL08_an_entry_of_an_assist_session_tells_whom_and_why),
    TEST(AL12_a_secret_shows_that_it_changed_never_what_it_is),
    TEST(AL11_rows_of_the_log_cannot_be_changed_or_deleted),
    TEST(the_user_filter_offers_everybody_who_occurs_once),
    TEST(an_empty_log_offers_nobody),
    TEST(the_log_of_sessions_tells_start_end_cause_and_reason),
    TEST(UI16_sums_are_the_same_with_days_rolled_up),
    TEST(UI16_bars_have_no_gap_and_end_now),
    TEST(UI16_new_orders_come_on_top_of_rolled_days),
    TEST(UI03_the_search_finds_orders_customers_and_products),
    TEST(UI03_the_search_finds_only_permitted_kinds),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
