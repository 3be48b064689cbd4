#include "base/arena.h"
#include "base/str.h"
#include "sample.sql.h"
#include "sample_all.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const char *sqlgen; /* the program's path */
static struct arena *mem;

static void assert_text(const struct sql *q, const char *expected)
{
    assert_string_equal(str_z(mem, q->text), expected);
}

static void a_statement_is_one_line_without_its_comments(void **state)
{
    (void)state;
    assert_text(&sql_sample_get,
                "SELECT id, name FROM sample WHERE id = $1 AND 'it''s $9 :no -- text' <> \"name\"");
    assert_string_equal(sql_sample_get.name, "sample:get");
    assert_int_equal(sql_sample_get.n, 1);
    assert_null(sql_sample_get.params);
    assert_text(&sql_sample_none, "SELECT 1");
    assert_int_equal(sql_sample_none.n, 0);
}

static void a_named_parameter_has_one_number(void **state)
{
    (void)state;
    assert_text(&sql_sample_add_named,
                "INSERT INTO sample (name, price, again) VALUES ($1, $2, $1) RETURNING id");
    assert_int_equal(sql_sample_add_named.n, 2);
    assert_string_equal(sql_sample_add_named.params[0], "name");
    assert_string_equal(sql_sample_add_named.params[1], "price");
}

static void numbered_parameters_keep_their_numbers(void **state)
{
    (void)state;
    assert_text(&sql_sample_swap, "SELECT $2, $1, $2");
    assert_int_equal(sql_sample_swap.n, 2);
}

static void all_statements_are_listed(void **state)
{
    (void)state;
    assert_int_equal(sql_all_n, 6);
    assert_ptr_equal(sql_all[0], &sql_sample_get);
    assert_ptr_equal(sql_all[3], &sql_sample_none);
}

static void a_part_stands_in_the_statements_and_parts_below(void **state)
{
    (void)state;
    assert_text(&sql_sample_by_name,
                "SELECT id, name FROM sample WHERE name = $1 AND 'x@columns' <> name");
    assert_text(&sql_sample_in_order, "SELECT id, name FROM sample ORDER BY id");
    assert_int_equal(sql_sample_by_name.n, 1);
}

/* ---- what stops the build ---- */

/* Runs sqlgen on a file with this text; its message. */
static str refused(const char *text)
{
    char folder[] = "/tmp/kontor-sqlgen.XXXXXX", message[512] = "";
    assert_non_null(mkdtemp(folder));
    const char *file = str_z(mem, str_format(mem, "%s/x.sql", folder));
    FILE *f = fopen(file, "w");
    fputs(text, f);
    fclose(f);
    const char *command =
        str_z(mem, str_format(mem, "%s file %s %s/h %s/c 2>&1", sqlgen, file, folder, folder));
    f = popen(command, "r");
    size_t n = fread(message, 1, sizeof message - 1, f);
    int status = pclose(f);
    assert_int_not_equal(access(str_z(mem, str_format(mem, "%s/c", folder)), F_OK), 0);
    unlink(file);
    rmdir(folder);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    return str_copy(mem, (str){message, n});
}

static void what_is_wrong_stops_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"SELECT 1\n", "x.sql:1: a line in front"},
        {"-- :a\nSELECT 1\n\n-- :a\nSELECT 2\n", "x.sql:4: a stands here twice"},
        {"-- :a\nSELECT $2\n", "x.sql:1: a has a gap: no $1"},
        {"-- :a\nSELECT $1, :b\n", "x.sql:1: a mixes"},
        {"-- :a\nSELECT $0\n", "x.sql:1: parameter $0"},
        {"-- :a\nSELECT $65\n", "x.sql:1: parameter $65"},
        {"-- :a\n-- :b\nSELECT 1\n", "x.sql:1: a is empty"},
        {"\n-- :a b\nSELECT 1\n", "x.sql:2: \"a b\" is no name"},
        {"-- :A\nSELECT 1\n", "x.sql:1: \"A\" is no name"},
        {"-- :a\nSELECT 1; SELECT 2\n", "x.sql:1: a holds more than one"},
        {"-- :a\nSELECT 'x\n", "x.sql:2: a quote does not end"},
        {"-- :a\nSELECT @b\n", "x.sql:1: there is no part @b above"},
        {"-- @b\nx, @b\n-- :a\nSELECT @b\n", "x.sql:1: there is no part @b above"},
        {"-- :a\nSELECT 1\n\n-- @b\nx\n", "x.sql:4: nobody uses @b"},
        {"-- @b\nx\n-- @b\ny\n", "x.sql:3: @b stands here twice"},
        {"-- @b\n\n-- :a\nSELECT @b\n", "x.sql:1: @b is empty"},
        {"-- @b c\nx\n", "x.sql:1: \"b c\" is no name"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        str message = refused(cases[i].text);
        if (!str_has(message, str_from(cases[i].message)))
            print_error("%.*s", STR_ARG(message));
        assert_true(str_has(message, str_from(cases[i].message)));
    }
}

int main(int n, char **args)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_statement_is_one_line_without_its_comments),
        cmocka_unit_test(a_named_parameter_has_one_number),
        cmocka_unit_test(numbered_parameters_keep_their_numbers),
        cmocka_unit_test(all_statements_are_listed),
        cmocka_unit_test(a_part_stands_in_the_statements_and_parts_below),
        cmocka_unit_test(what_is_wrong_stops_with_its_line),
    };
    assert(n == 2);
    sqlgen = args[1];
    mem = arena_new(0);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(mem);
    return failed;
}
