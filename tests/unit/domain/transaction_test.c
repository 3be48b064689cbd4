#include "domain/transaction.h"

#include "goods.h"

#include <string.h>

/* As the work of a method's capture would. */
static err add(struct world *w, const struct order *o, struct transaction_new t)
{
    as_program(w);
    SCOPED(work_end) struct work work = {0};
    TRY(work_begin(&w->c, ACT_STORE_SETUP, &work));
    TRY(transaction_add(&work, o, &t));
    return work_commit(&work);
}

static struct order an_order(struct world *w)
{
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_guest(w);
    return buys(w, "mug", 1);
}

static void a_transaction_is_kept_with_its_parent(struct test_store *t)
{
    struct world *w = world_make(t);
    struct order o = an_order(w);
    transaction_list all = {0};
    assert_ok(add(w, &o, (struct transaction_new){.txn_id = S("a1"), .kind = S("authorization")}));
    assert_ok(add(w, &o,
                  (struct transaction_new){.txn_id = S("c1"),
                                           .parent_txn_id = S("a1"),
                                           .kind = S("capture"),
                                           .closes_parent = true}));
    assert_ok(transactions_of(&w->c, o.id, &all));
    assert_int_equal(all.n, 2);
    assert_true(all.at[0].closed && !all.at[1].closed);
    assert_str_equal(all.at[1].parent_txn_id, S("a1"));
    assert_str_equal(all.at[1].method, o.payment_method);
    assert_str_equal(all.at[1].order_number, o.number);
}

static void an_answer_that_comes_twice_is_kept_once(struct test_store *t)
{
    struct world *w = world_make(t);
    struct order o = an_order(w);
    as_guest(w);
    struct order other = buys(w, "mug", 1);
    struct transaction_new in = {.txn_id = S("a1"), .kind = S("order")};
    assert_ok(add(w, &o, in));
    assert_err(ERR_CONFLICT, add(w, &o, in));
    assert_ok(add(w, &other, in)); /* another gateway may count alike */
    transaction_list all = {0};
    assert_ok(transactions_of(&w->c, o.id, &all));
    assert_int_equal(all.n, 1);
}

static void what_makes_no_sense_is_refused(struct test_store *t)
{
    struct world *w = world_make(t);
    struct order o = an_order(w);
    char most[TRANSACTION_ID_MOST + 1];
    memset(most, 'x', sizeof most);
    str long_one = {most, sizeof most};
    assert_err(ERR_INVALID, add(w, &o, (struct transaction_new){.kind = S("order")}));
    assert_err(ERR_INVALID,
               add(w, &o, (struct transaction_new){.txn_id = long_one, .kind = S("order")}));
    assert_err(ERR_INVALID,
               add(w, &o, (struct transaction_new){.txn_id = S("a"), .kind = S("gift")}));
    assert_err(ERR_NOT_FOUND,
               add(w, &o,
                   (struct transaction_new){
                       .txn_id = S("a"), .parent_txn_id = S("none"), .kind = S("refund")}));
    assert_int_equal(number_of(w, "SELECT count(*) FROM payment_transaction"), 0);
}

static void the_grid_filters_each_column(struct test_store *t)
{
    struct world *w = world_make(t);
    struct order o = an_order(w);
    assert_ok(add(w, &o, (struct transaction_new){.txn_id = S("a1"), .kind = S("authorization")}));
    assert_ok(add(
        w, &o,
        (struct transaction_new){.txn_id = S("v1"), .parent_txn_id = S("a1"), .kind = S("void")}));
    const struct {
        struct list_filter filter;
        size_t n;
    } all[] = {
        {{.column = "txn", .text = S("A1")}, 1},
        {{.column = "parent", .text = S("a1")}, 1},
        {{.column = "kind", .text = S("void")}, 1},
        {{.column = "order", .text = o.number}, 2},
        {{.column = "closed", .from = 1, .has_from = true}, 0},
        {{.column = "id", .from = 1, .to = 1, .has_from = true, .has_to = true}, 1},
    };
    for (size_t i = 0; i < COUNT(all); i++) {
        struct list_query q = {.filters = &all[i].filter, .n = 1, .page = 1, .per_page = 20};
        transaction_list rows = {0};
        struct list_answer answer;
        assert_ok(transaction_rows(&w->c, &q, &rows, &answer));
        if (rows.n != all[i].n)
            fail_msg("%s: %zu", all[i].filter.column, rows.n);
    }
}

static const struct test tests[] = {
    TEST(a_transaction_is_kept_with_its_parent),
    TEST(an_answer_that_comes_twice_is_kept_once),
    TEST(what_makes_no_sense_is_refused),
    TEST(the_grid_filters_each_column),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
