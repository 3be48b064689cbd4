#include "base/arena.h"
#include "base/str.h"
#include "data/record.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct person {
    i64 id;
    str email;
    bool active;
    money credit;
    when seen_at;
    str password_hash;
    struct hash token;
    i64 group_id;
};

static const struct field person_fields[] = {
    FIELD(struct person, id, F_PLAIN),      FIELD(struct person, email, F_PLAIN),
    FIELD(struct person, active, F_PLAIN),  FIELD(struct person, credit, F_PLAIN),
    FIELD(struct person, seen_at, F_NULL0), FIELD(struct person, password_hash, F_HIDDEN),
    FIELD(struct person, token, F_HIDDEN),  FIELD(struct person, group_id, F_NULL0),
};
static const struct record person_record = RECORD(struct person, person_fields);

static struct arena *mem;

static void assert_changes(const struct person *before, const struct person *after,
                           const char *expected)
{
    assert_string_equal(str_z(mem, record_changes(mem, &person_record, before, after)), expected);
}

static void a_field_is_found_by_its_name(void **state)
{
    (void)state;
    assert_ptr_equal(record_field(&person_record, S("email")), &person_fields[1]);
    assert_null(record_field(&person_record, S("emai")));
    assert_null(record_field(&person_record, S("email2")));
    assert_null(record_field(&person_record, S("")));
}

static void what_is_equal_is_no_change(void **state)
{
    (void)state;
    struct person p = {.id = 1, .email = S("a@x"), .active = true, .seen_at = {1000000}};
    struct person q = p;
    q.email = str_copy(mem, p.email);
    assert_changes(&p, &q, "");
}

static void a_change_has_both_values_as_text(void **state)
{
    (void)state;
    struct person p = {.email = S("a@x"), .credit = {1999}, .group_id = 3};
    struct person q = {.email = S("\"b\"@x"), .active = true, .credit = {-1}, .seen_at = {1000000}};
    assert_changes(
        &p, &q,
        "[[\"email\",\"a@x\",\"\\\"b\\\"@x\"],[\"active\",\"false\",\"true\"],[\"credit\",\"1999\",\"-1\"],"
        "[\"seen_at\",\"\",\"1970-01-01T00:00:01Z\"],[\"group_id\",\"3\",\"\"]]");
}

static void R32_a_hidden_field_shows_that_it_changed_but_not_what(void **state)
{
    (void)state;
    struct person p = {.password_hash = S("old secret")};
    struct person q = {.password_hash = S("new secret"), .token = {{1}}};
    assert_changes(&p, &q, "[[\"password_hash\",null,null],[\"token\",null,null]]");
}

static void a_new_row_has_no_value_before_and_a_deleted_none_after(void **state)
{
    (void)state;
    struct person p = {.id = 7, .email = S("a@x"), .password_hash = S("secret")};
    assert_changes(
        NULL, &p,
        "[[\"id\",null,\"7\"],[\"email\",null,\"a@x\"],[\"active\",null,\"false\"],[\"credit\",null,\"0\"],"
        "[\"password_hash\",null,null],[\"token\",null,null]]");
    assert_changes(
        &p, NULL,
        "[[\"id\",\"7\",null],[\"email\",\"a@x\",null],[\"active\",\"false\",null],[\"credit\",\"0\",null],"
        "[\"password_hash\",null,null],[\"token\",null,null]]");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_is_found_by_its_name),
        cmocka_unit_test(what_is_equal_is_no_change),
        cmocka_unit_test(a_change_has_both_values_as_text),
        cmocka_unit_test(R32_a_hidden_field_shows_that_it_changed_but_not_what),
        cmocka_unit_test(a_new_row_has_no_value_before_and_a_deleted_none_after),
    };
    mem = arena_new(0);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(mem);
    return failed;
}
