#include "data/engine.h"
#include "domain/assist.sql.h"
#include "domain/cart.sql.h"
#include "domain/mail.sql.h"
#include "domain/order.sql.h"
#include "domain/session.sql.h"
#include "domain/sql_all.h"
#include "test_store.h"

#include <libpq-fe.h>

static void every_statement_of_the_program_is_understood(struct test_store *t)
{
    size_t wrong = 0;
    for (size_t i = 0; i < sql_all_n; i++) {
        /* A work of its own: after a failure it refuses the rest. */
        SCOPED(write_end) struct write w = {0};
        assert_ok(write_begin(t->store, &w));
        wrong += db_prepare(w.db, sql_all[i]) != OK;
    }
    assert_int_equal(wrong, 0);
    assert_true(sql_all_n > 0);
}

/* Types that the server makes of parameters and columns (pg_type.dat). */
enum { OID_INT2 = 21, OID_INT4 = 23, OID_FLOAT4 = 700, OID_FLOAT8 = 701 };

static bool is_float(Oid type)
{
    return type == OID_FLOAT4 || type == OID_FLOAT8;
}

static size_t count_small(const struct sql *q, const PGresult *result)
{
    size_t wrong = 0;
    for (int k = 0; k < PQnparams(result); k++) {
        Oid type = PQparamtype(result, k);
        if (type != OID_INT2 && type != OID_INT4 && !is_float(type))
            continue;
        print_error("%s: $%d needs CAST($%d AS BIGINT)\n", q->name, k + 1, k + 1);
        wrong++;
    }
    for (int k = 0; k < PQnfields(result); k++) {
        if (!is_float(PQftype(result, k)))
            continue;
        print_error("%s: column %s is a floating point number\n", q->name, PQfname(result, k));
        wrong++;
    }
    return wrong;
}

static void numbers_have_64_bits_and_no_fraction(struct test_store *t)
{
    PGconn *link = PQconnectdb(str_z(t->mem, t->url));
    size_t wrong = 0;
    for (size_t i = 0; i < sql_all_n; i++) {
        PQclear(PQprepare(link, "", str_z(t->mem, sql_all[i]->text), 0, NULL));
        PGresult *result = PQdescribePrepared(link, "");
        assert_int_equal(PQnparams(result), sql_all[i]->n);
        wrong += count_small(sql_all[i], result);
        PQclear(result);
    }
    PQfinish(link);
    assert_int_equal(wrong, 0);
}

/* ---- cost ---- */

static str plan_of(struct test_store *t, const struct sql *q)
{
    struct sql plan = *q;
    plan.text = str_join(t->mem, S("EXPLAIN QUERY PLAN "), q->text);
    struct args nothing = {NEWN(t->mem, struct val, q->n), q->n};
    struct cursor c;
    bool row = true;
    str all = S("");
    assert_ok(cursor_begin(&c, t->db, &plan, nothing));
    for (assert_ok(cursor_next(&c, &row)); row; assert_ok(cursor_next(&c, &row))) {
        struct val v;
        assert_ok(t->db->engine->get(&c, 3, &v));
        all = str_format(t->mem, "%.*s%.*s\n", STR_ARG(all), STR_ARG(v.s));
    }
    cursor_end(&c);
    return all;
}

static void what_every_page_asks_walks_through_no_table(struct test_store *t)
{
    static const struct sql *const asked[] = {&sql_session_shop, &sql_session_admin,
                                              &sql_assist_running, &sql_cart_of_session};
    for (size_t i = 0; i < COUNT(asked); i++) {
        str plan = plan_of(t, asked[i]);
        if (str_has(plan, S("SCAN")))
            fail_msg("%s:\n%.*s", asked[i]->name, STR_ARG(plan));
    }
}

/* Their tables grow for ever; an index of their few rows leads to them. */
static void what_the_program_looks_for_again_and_again_has_an_index(struct test_store *t)
{
    static const struct {
        const struct sql *sql;
        const char *by;
    } asked[] = {{&sql_order_lapsed, "o USING INDEX sales_order_pending_payment"},
                 {&sql_mail_due, "mail USING COVERING INDEX mail_waiting"},
                 {&sql_mail_old, "mail USING INDEX"}};
    for (size_t i = 0; i < COUNT(asked); i++) {
        str plan = plan_of(t, asked[i].sql);
        if (!str_has(plan, str_from(asked[i].by)))
            fail_msg("%s:\n%.*s", asked[i].sql->name, STR_ARG(plan));
    }
}

static const struct test plans[] = {TEST(what_every_page_asks_walks_through_no_table),
                                    TEST(what_the_program_looks_for_again_and_again_has_an_index)};
static const struct test tests[] = {TEST(every_statement_of_the_program_is_understood)};
static const struct test types[] = {TEST(numbers_have_64_bits_and_no_fraction)};

int main(void)
{
    return run_on_both(tests, COUNT(tests)) + run_on_postgres(types, COUNT(types)) +
           run_on_sqlite(plans, COUNT(plans));
}
