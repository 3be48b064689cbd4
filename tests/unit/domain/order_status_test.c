#include "domain/order_status_edit.h"

#include "domain/order_act.h"
#include "domain/order_comment.h"
#include "goods.h"

static err saves(struct world *w, i64 id, str code, str label, i64 version)
{
    struct order_status_edit k = {
        .status = {.id = id, .code = code, .label = label, .version = version}};
    w->c.problems = NULL;
    return order_status_save(&w->c, &k);
}

static i64 a_status(struct world *w, str code, str label)
{
    as_staff(w, P_ORDER_STATUSES);
    assert_ok(saves(w, 0, code, label, 0));
    str sql =
        str_format(w->c.mem, "SELECT id FROM order_status WHERE code = '%.*s'", STR_ARG(code));
    return number_of(w, str_z(w->c.mem, sql));
}

static void assigns(struct world *w, str status, str state, bool is_default, bool visible)
{
    as_staff(w, P_ORDER_STATUSES);
    struct order_status_state in = {
        .status = status, .state = state, .is_default = is_default, .visible = visible};
    assert_ok(order_status_assign(&w->c, &in));
}

static err unassigns(struct world *w, i64 id, str state)
{
    as_staff(w, P_ORDER_STATUSES);
    w->c.problems = NULL;
    return order_status_unassign(&w->c, id, state);
}

static str default_of(struct world *w, str state)
{
    order_status_codes all;
    assert_ok(order_statuses_of(&w->c, w->c.db, state, &all));
    return all.at[0];
}

static struct order order_by(struct world *w, i64 customer)
{
    as_customer(w, customer);
    return buys(w, "mug", 1);
}

static void OS01_a_code_begins_with_a_letter_and_is_unique(struct test_store *t)
{
    struct world *w = world_make(t);
    static const char *const bad[] = {
        "",    "1st",      "_x",     "Ready", "with blank",
        "a-b", "\xc3\xa4", "a;drop", "abc'd", "a234567890123456789012345678901234"};
    as_staff(w, P_ORDER_STATUSES);
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_err(ERR_INVALID, saves(w, 0, str_from(bad[i]), S("Ready"), 0));
        assert_true(has_problem(w, "code"));
    }
    assert_ok(saves(w, 0, S("ready_2Go"), S("Ready to Go"), 0));
    assert_err(ERR_INVALID, saves(w, 0, S("ready_2Go"), S("Once more"), 0));
    assert_true(has_problem(w, "code"));
    assert_err(ERR_INVALID, saves(w, 0, S("pending"), S("As the program's own"), 0));
    assert_err(ERR_INVALID, saves(w, 0, S("empty"), S(""), 0));
    assert_true(has_problem(w, "label"));
    assert_int_equal(number_of(w, "SELECT count(*) FROM order_status"), 10);
}

static void OS02_each_store_view_has_its_own_label(struct test_store *t)
{
    struct world *w = world_make(t);
    struct view_text labels[] = {{2, S("Gepackt")}, {77, S("of no view")}};
    struct order_status_edit k = {.status = {.code = S("packed"), .label = S("Packed")},
                                  .labels = {labels, COUNT(labels)}};
    as_staff(w, P_ORDER_STATUSES);
    assert_ok(order_status_save(&w->c, &k));
    const struct words *de = words_find(S("de")), *en = words_find(S("en"));
    order_status_names names;
    assert_ok(order_status_names_of(&w->c, w->c.db, 2, de, &names));
    assert_str_equal(order_status_name(&names, S("packed")), S("Gepackt"));
    assert_str_equal(order_status_name(&names, S("pending")), S("Ausstehend"));
    assert_ok(order_status_names_of(&w->c, w->c.db, 1, en, &names));
    assert_str_equal(order_status_name(&names, S("packed")), S("Packed"));
    assert_ok(order_status_names_of(&w->c, w->c.db, 0, de, &names));
    assert_str_equal(order_status_name(&names, S("packed")), S("Packed"));
    assert_str_equal(order_status_name(&names, S("unheard_of")), S("unheard_of"));
}

static void OS02_a_renamed_status_of_the_program_is_called_as_it_was_named(struct test_store *t)
{
    struct world *w = world_make(t);
    as_staff(w, P_ORDER_STATUSES);
    assert_ok(saves(w, 1, S("ignored"), S("Waiting for You"), 1));
    order_status_names names;
    assert_ok(order_status_names_of(&w->c, w->c.db, 0, words_find(S("de")), &names));
    assert_str_equal(order_status_name(&names, S("pending")), S("Waiting for You"));
    assert_err(ERR_CONFLICT, saves(w, 1, S(""), S("Of a stale form"), 1));
    assert_err(ERR_NOT_FOUND, saves(w, 99, S(""), S("Nothing"), 1));
}

static void OS03_a_state_has_one_default_and_new_orders_get_it(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 5);
    a_status(w, S("waiting"), S("Waiting"));
    assigns(w, S("waiting"), S("new"), true, true);
    assert_str_equal(default_of(w, S("new")), S("waiting"));
    assert_int_equal(
        number_of(w, "SELECT count(*) FROM order_status_state WHERE state = 'new' AND is_default"),
        1);
    as_guest(w);
    struct order o = buys(w, "mug", 1);
    assert_str_equal(o.state, S("new"));
    assert_str_equal(o.status, S("waiting"));
    as_staff(w, P_COUNT);
    assert_ok(order_hold(&w->c, o.id, o.version));
    assert_ok(order_get(&w->c, o.id, &o));
    assert_str_equal(o.status, S("holded"));
    assert_ok(order_unhold(&w->c, o.id, o.version));
    assert_ok(order_get(&w->c, o.id, &o));
    assert_str_equal(o.status, S("waiting"));
    assigns(w, S("waiting"), S("new"), false, true); /* a default stays until another one comes */
    assert_str_equal(default_of(w, S("new")), S("waiting"));
    assigns(w, S("pending"), S("new"), true, true);
    assert_str_equal(default_of(w, S("new")), S("pending"));
}

static void OS03_what_does_not_exist_is_not_assigned(struct test_store *t)
{
    struct world *w = world_make(t);
    as_staff(w, P_ORDER_STATUSES);
    struct order_status_state in = {.status = S("pending"), .state = S("lost")};
    assert_err(ERR_INVALID, order_status_assign(&w->c, &in));
    assert_true(has_problem(w, "state"));
    in = (struct order_status_state){.status = S("lost"), .state = S("new")};
    assert_err(ERR_INVALID, order_status_assign(&w->c, &in));
    assert_true(has_problem(w, "status"));
    as_staff(w, P_ORDER_VIEW);
    in = (struct order_status_state){.status = S("fraud"), .state = S("new")};
    assert_err(ERR_DENIED, order_status_assign(&w->c, &in));
}

static void OS03_a_chosen_status_is_one_of_its_state(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 5);
    struct order o = order_by(w, a_customer(w, "anna@example.com"));
    a_status(w, S("asked"), S("Asked"));
    as_staff(w, P_COUNT);
    struct order_comment_new in = {.order_id = o.id, .status = S("asked"), .text = S("Which?")};
    assert_err(ERR_INVALID, order_comment_add(&w->c, &in));
    assigns(w, S("asked"), S("new"), false, true);
    as_staff(w, P_COUNT);
    assert_ok(order_comment_add(&w->c, &in));
    assert_ok(order_get(&w->c, o.id, &o));
    assert_str_equal(o.status, S("asked"));
    assert_str_equal(o.state, S("new"));
}

static void OS04_what_orders_have_is_not_unassigned(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 5);
    i64 id = a_status(w, S("waiting"), S("Waiting"));
    assigns(w, S("waiting"), S("new"), true, true);
    struct order o = order_by(w, a_customer(w, "anna@example.com"));
    assert_err(ERR_INVALID, unassigns(w, id, S("new")));
    as_staff(w, P_COUNT);
    assert_ok(order_hold(&w->c, o.id, o.version)); /* it would return to it */
    assert_err(ERR_INVALID, unassigns(w, id, S("new")));
    assert_str_equal(default_of(w, S("new")), S("waiting"));
}

static void OS05_another_one_takes_the_place_of_a_default(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id = a_status(w, S("waiting"), S("Waiting"));
    assigns(w, S("waiting"), S("new"), true, true);
    assert_ok(unassigns(w, id, S("new")));
    assert_str_equal(default_of(w, S("new")), S("pending"));
    assert_err(ERR_NOT_FOUND, unassigns(w, id, S("new")));
    assert_err(ERR_INVALID, unassigns(w, 1, S("new"))); /* the last one of the state */
    assert_str_equal(default_of(w, S("new")), S("pending"));
}

static void OS07_visible_says_what_customers_find(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 5);
    i64 anna = a_customer(w, "anna@example.com"), count;
    struct order o = order_by(w, anna), found;
    assigns(w, S("pending"), S("new"), false, false);
    as_customer(w, anna);
    order_rows rows;
    assert_ok(order_list_own(&w->c, 1, 10, &rows, &count));
    assert_int_equal(count, 0);
    assert_int_equal(rows.n, 0);
    assert_err(ERR_NOT_FOUND, order_of_customer(&w->c, o.number, &found));
    assigns(w, S("pending"), S("new"), false, true);
    as_customer(w, anna);
    assert_ok(order_list_own(&w->c, 1, 10, &rows, &count));
    assert_int_equal(count, 1);
    assert_ok(order_of_customer(&w->c, o.number, &found));
}

static const struct test tests[] = {
    TEST(OS01_a_code_begins_with_a_letter_and_is_unique),
    TEST(OS02_each_store_view_has_its_own_label),
    TEST(OS02_a_renamed_status_of_the_program_is_called_as_it_was_named),
    TEST(OS03_a_state_has_one_default_and_new_orders_get_it),
    TEST(OS03_what_does_not_exist_is_not_assigned),
    TEST(OS03_a_chosen_status_is_one_of_its_state),
    TEST(OS04_what_orders_have_is_not_unassigned),
    TEST(OS05_another_one_takes_the_place_of_a_default),
    TEST(OS07_visible_says_what_customers_find),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
