#include "data/list_plan.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct list_limits most = {.few = 100, .sample = 50, .first = 200, .most = 2000};

#define A    ((u64)1)
#define B    ((u64)2)
#define C    ((u64)4)
#define MANY 101

#define PLAN(asked, within, ...)                                                                   \
    list_plan_make(&most, (const struct list_unit[]){__VA_ARGS__},                                 \
                   sizeof((const struct list_unit[]){__VA_ARGS__}) / sizeof(struct list_unit),     \
                   (asked), (within), false)

static void without_conditions_the_order_is_walked(void **state)
{
    (void)state;
    struct list_plan p = list_plan_make(&most, NULL, 0, 0, 0, false);
    assert_int_equal(p.way, LIST_WALK);
    assert_int_equal(p.lead, 0);
    assert_false(p.open);
}

static void what_nothing_matches_ends_it(void **state)
{
    (void)state;
    struct list_plan p = PLAN(A | B, 0, {.conds = A, .count = MANY}, {.conds = B, .count = 0});
    assert_int_equal(p.way, LIST_NOTHING);
}

static void the_rarest_is_looked_up_and_the_others_asked(void **state)
{
    (void)state;
    struct list_plan p = PLAN(A | B | C, 0, {.conds = A, .count = MANY}, {.conds = B, .count = 7},
                              {.conds = C, .count = 80, .follows = true});
    assert_int_equal(p.way, LIST_LOOKUP);
    assert_int_equal(p.lead, B);
    assert_int_equal(p.asked, A | C);
    assert_true(p.few);
    assert_false(p.open);
}

static void few_rows_that_come_in_order_need_no_sorting(void **state)
{
    (void)state;
    struct list_plan p =
        PLAN(A | B, 0, {.conds = A, .count = 7}, {.conds = B, .count = 7, .follows = true});
    assert_int_equal(p.way, LIST_WALK);
    assert_int_equal(p.lead, B);
    assert_int_equal(p.asked, A);
    assert_false(p.open);
}

static void two_that_one_index_answers_are_rarer_than_either(void **state)
{
    (void)state;
    struct list_plan p = PLAN(A | B, 0, {.conds = A, .count = MANY}, {.conds = B, .count = MANY},
                              {.conds = A | B, .count = 3});
    assert_int_equal(p.way, LIST_LOOKUP);
    assert_int_equal(p.lead, A | B);
    assert_int_equal(p.asked, 0);
}

static void where_nothing_is_rare_the_order_is_walked_and_rows_asked(void **state)
{
    (void)state;
    struct list_plan p = PLAN(A | B, 0, {.conds = A, .count = MANY}, {.conds = B, .count = MANY});
    assert_int_equal(p.way, LIST_WALK);
    assert_int_equal(p.lead, 0);
    assert_int_equal(p.asked, A | B);
    assert_true(p.open);
}

static void a_walk_keeps_to_the_bounds_of_its_order(void **state)
{
    (void)state;
    struct list_plan p =
        PLAN(A | B, B, {.conds = A, .count = MANY}, {.conds = B, .count = MANY, .follows = true});
    assert_int_equal(p.lead, B);
    assert_int_equal(p.asked, A);
    p = PLAN(A | B, B, {.conds = A, .count = MANY, .follows = true, .stream = true},
             {.conds = B, .count = 0, .follows = true});
    assert_int_equal(p.way, LIST_NOTHING);
    p = PLAN(A | B, B, {.conds = A, .count = 9, .follows = true, .stream = true},
             {.conds = B, .count = MANY, .follows = true});
    assert_int_equal(p.lead, A);
    assert_int_equal(p.asked, B);
}

static void the_index_that_reaches_farthest_leads(void **state)
{
    (void)state;
    struct list_unit units[] = {
        {.conds = A, .count = MANY, .follows = true, .stops = true, .at = {.type = V_I64, .n = 50}},
        {.conds = B, .count = MANY, .follows = true, .stops = true, .at = {.type = V_I64, .n = 90}},
        {.conds = C, .count = MANY, .follows = false},
    };
    assert_true(list_plan_wavers(&most, units, 3));
    assert_int_equal(list_plan_make(&most, units, 3, A | B | C, 0, false).lead, B);
    assert_int_equal(list_plan_make(&most, units, 3, A | B | C, 0, true).lead, A);
    units[0].stops = false;
    assert_int_equal(list_plan_make(&most, units, 3, A | B | C, 0, false).lead, A);
    units[1].at = units[0].at = val_str(S("m"));
    units[0].at = val_str(S("n"));
    units[0].stops = true;
    assert_int_equal(list_plan_make(&most, units, 3, A | B | C, 0, false).lead, A);
    units[1].count = 4;
    assert_false(list_plan_wavers(&most, units, 3));
}

static void what_follows_from_a_filter_leads_but_is_not_asked(void **state)
{
    (void)state;
    struct list_plan p = PLAN(A, 0, {.conds = A, .count = MANY},
                              {.conds = B, .count = MANY, .follows = true, .stream = true});
    assert_int_equal(p.lead, B);
    assert_int_equal(p.asked, A);
    assert_true(p.open);
}

static void a_walk_that_finds_too_little_gives_way(void **state)
{
    (void)state;
    assert_true(list_plan_goes_on(&most, 5, 21));
    assert_false(list_plan_goes_on(&most, 4, 21));
    assert_false(list_plan_goes_on(&most, 0, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_conditions_the_order_is_walked),
        cmocka_unit_test(what_nothing_matches_ends_it),
        cmocka_unit_test(the_rarest_is_looked_up_and_the_others_asked),
        cmocka_unit_test(few_rows_that_come_in_order_need_no_sorting),
        cmocka_unit_test(two_that_one_index_answers_are_rarer_than_either),
        cmocka_unit_test(where_nothing_is_rare_the_order_is_walked_and_rows_asked),
        cmocka_unit_test(a_walk_keeps_to_the_bounds_of_its_order),
        cmocka_unit_test(the_index_that_reaches_farthest_leads),
        cmocka_unit_test(what_follows_from_a_filter_leads_but_is_not_asked),
        cmocka_unit_test(a_walk_that_finds_too_little_gives_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
