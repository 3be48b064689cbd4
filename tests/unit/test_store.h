/* A fresh, migrated database for every test, on each engine. A test is a function with a sentence for a name:
 *
 *     static void a_name_is_unique(struct test_store *t) { … t->store, t->db, t->mem … }
 *     static const struct test tests[] = {TEST(a_name_is_unique)};
 *     int main(void) { return run_on_both(tests, COUNT(tests)); }
 *
 * The name that is reported says the engine: "sqlite: a_name_is_unique". tests/with-postgres starts the server;
 * KONTOR_TEST_PG holds its connection string. KONTOR_TEST=pattern runs the tests whose names match. */
#pragma once

#include "base/arena.h"
#include "base/base.h"
#include "base/str.h"
#include "data/db.h"
#include "data/writer.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct test_store {
    const char *engine;  /* "sqlite", "postgres" */
    struct arena *mem;   /* lives as long as the test */
    str url;             /* to open the same database once more */
    struct store *store; /* with the program's schema */
    struct db *db;       /* a connection that reads */
};

struct test {
    const char *name;
    void (*run)(struct test_store *t);
};
#define TEST(function)                                                                             \
    {                                                                                              \
#function, function                                                                        \
    }

int run_on_both(const struct test *tests, size_t n); /* how many failed: for main's return */
int run_on_sqlite(const struct test *tests, size_t n);
int run_on_postgres(const struct test *tests, size_t n);

/* Runs statements in the dialect of the migrations, in a work of their own; fails the test if they fail. */
void test_script(struct test_store *t, str text);

/* PostgreSQL: the server ends every connection of the program to this test's own database. */
void test_cut_connections(struct test_store *t);

#define assert_ok(expr)            assert_int_equal((expr), OK)
#define assert_str_equal(a, b)     test_str_equal((a), (b), __FILE__, __LINE__)
#define assert_err(expected, expr) assert_int_equal((expr), (expected))
void test_str_equal(str a, str b, const char *file, int line);
