#include "text_test.h"

#include "base/format.h"
#include "domain/settings.h"
#include "web/form.h"
#include "web/request.h"

static size_t n;
static struct pair *pairs;

static int parse(str text)
{
    return form_parse(mem, text, 200, &pairs, &n);
}

static void pairs_are_decoded_once(void **state)
{
    (void)state;
    assert_int_equal(parse(S("a=1+2&b%20c=%2525&empty=&bare&d=x=y&&e=%C3%BC")), 0);
    assert_int_equal(n, 6);
    assert_text(pairs[0].value, "1 2");
    assert_text(pairs[1].name, "b c");
    assert_text(pairs[1].value, "%25");
    assert_text(pairs[2].value, "");
    assert_text(pairs[3].name, "bare");
    assert_text(pairs[4].value, "x=y");
    assert_text(pairs[5].value, "ü");
    assert_int_equal(parse(S("")), 0);
    assert_int_equal(n, 0);
    assert_int_equal(parse(S("a=line%0D%0Abreak%09tab")), 0);
}

static void what_is_ambiguous_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"a=%",       "a=%4",     "a=%zz",      "a=%00", "a=%ff",
                                      "a=%C3",     "a=%01",    "a%0A=1",     "=1",    "a=1&a=1",
                                      "a=1&%61=2", "a=%c0%80", "a=%ed%a0%80"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_int_equal(parse(str_from(bad[i])), 400);
    assert_int_equal(parse(S("id[]=1&id%5B%5D=1")), 0);
    assert_int_equal(n, 2);
}

static void more_pairs_than_allowed_are_413(void **state)
{
    (void)state;
    assert_int_equal(form_parse(mem, S("a=1&b=2"), 2, &pairs, &n), 0);
    assert_int_equal(form_parse(mem, S("a=1&b=2&c=3"), 2, &pairs, &n), 413);
    assert_int_equal(form_parse(mem, S("&&&&"), 2, &pairs, &n), 0);
    assert_int_equal(n, 0);
}

static void items_of_lists_have_a_limit_of_their_own(void **state)
{
    (void)state;
    struct buf many = {0};
    assert_int_equal(form_parse(mem, S("a[]=1&a[]=2&b=1&a[]=3&c=1"), 2, &pairs, &n), 0);
    assert_int_equal(n, 5);
    for (size_t i = 0; i < FORM_ITEMS_MOST; i++)
        buf_put(&many, S("a[]=1&"));
    assert_int_equal(form_parse(mem, buf_str(&many), 2, &pairs, &n), 0);
    buf_put(&many, S("a[]=1"));
    assert_int_equal(form_parse(mem, buf_str(&many), 2, &pairs, &n), 413);
    buf_clear(&many);
    for (size_t i = 0; i < FORM_ITEMS_MOST + 3; i++)
        buf_char(&many, '&');
    assert_int_equal(form_parse(mem, buf_str(&many), 2, &pairs, &n), 413);
    buf_free(&many);
}

/* ---- typed fields ---- */

struct all {
    str text, lines, secret, email, choice;
    i64 number;
    money price;
    bool check, yes;
    when day;
};
static const char *const choices[] = {"red", "blue", NULL};

static err read_one(struct form_field field, str body, struct all *out, struct request *r)
{
    static struct store_view view;
    view = (struct store_view){.currency = S("EUR"), .zone = zone_find(S("Europe/Berlin"))};
    *r = (struct request){.c = {.mem = mem, .view = &view}};
    *out = (struct all){0};
    assert_int_equal(form_parse(mem, body, 200, &r->fields, &r->n_fields), 0);
    struct form form = {&field, 1};
    return form_read(r, &form, out);
}

#define READ(body, ...) read_one((struct form_field){__VA_ARGS__}, S(body), &all, &r)
#define SAYS(text)      assert_text(r.c.problems->message, text)

static void a_text_is_one_line_of_characters(void **state)
{
    (void)state;
    struct all all;
    struct request r;
    assert_int_equal(
        READ("text=+M%C3%BCller+", FORM_INPUT(struct all, text), FORM_TEXT, .label = "Name"), OK);
    assert_text(all.text, "Müller");
    assert_int_equal(READ("text=a%0Ab", FORM_INPUT(struct all, text), FORM_TEXT, .label = "Name"),
                     ERR_INVALID);
    SAYS("%1 contains characters that are not allowed.");
    assert_int_equal(
        READ("text=%C3%BC%C3%BC%C3%BC", FORM_INPUT(struct all, text), FORM_TEXT, .most = 3), OK);
    assert_int_equal(
        READ("text=%C3%BC%C3%BC%C3%BC", FORM_INPUT(struct all, text), FORM_TEXT, .most = 2),
        ERR_INVALID);
    SAYS("%1 is too long: at most %2 characters.");
    assert_text(r.c.problems->args[1], "2");
    assert_int_equal(READ("text=+", FORM_INPUT(struct all, text), FORM_TEXT, .required = true),
                     ERR_INVALID);
    SAYS("%1 is required.");
    assert_int_equal(READ("", FORM_INPUT(struct all, text), FORM_TEXT), OK);
    assert_int_equal(READ("lines=a%0D%0Ab%0D%0A", FORM_INPUT(struct all, lines), FORM_LINES), OK);
    assert_text(all.lines, "a\nb");
    assert_int_equal(READ("secret=+a+", FORM_INPUT(struct all, secret), FORM_PASSWORD), OK);
    assert_text(all.secret, " a ");
}

static void an_email_address_is_one_as_people_have_them(void **state)
{
    (void)state;
    static const char *const good[] = {"a@b", "a.b%2Bc@Example.COM", "o'neil@x.test",
                                       "j%C3%BCrgen@x.test", "a@m%C3%BCller.test"};
    static const char *const bad[] = {
        "a",      "@b",   "a@",   "a b@c",   "a@b c", "a@b..c", ".a@b",        "a.@b",
        "a..b@c", "a@-b", "a@b-", "a@b%40c", "a,b@c", "a@b%3E", "a@[1.2.3.4]", "%22a%22@b"};
    struct all all;
    struct request r;
    const struct form_field f = {FORM_INPUT(struct all, email), FORM_EMAIL, .label = "Email"};
    for (size_t i = 0; i < COUNT(good); i++)
        assert_int_equal(read_one(f, str_format(mem, "email=%s", good[i]), &all, &r), OK);
    assert_int_equal(READ("email=A.B@Example.COM", FORM_INPUT(struct all, email), FORM_EMAIL), OK);
    assert_text(all.email, "A.B@example.com");
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_int_equal(read_one(f, str_format(mem, "email=%s", bad[i]), &all, &r), ERR_INVALID);
}

static void numbers_amounts_and_days_have_their_range(void **state)
{
    (void)state;
    struct all all;
    struct request r;
    assert_int_equal(
        READ("number=42", FORM_INPUT(struct all, number), FORM_NUMBER, .least = 1, .most = 99), OK);
    assert_int_equal(all.number, 42);
    assert_int_equal(
        READ("number=0", FORM_INPUT(struct all, number), FORM_NUMBER, .least = 1, .most = 99),
        ERR_INVALID);
    SAYS("%1 must be a number from %2 to %3.");
    assert_int_equal(READ("number=4+2", FORM_INPUT(struct all, number), FORM_NUMBER, .most = 99),
                     ERR_INVALID);
    assert_int_equal(
        READ("price=1.234,50", FORM_INPUT(struct all, price), FORM_MONEY, .most = 1000000), OK);
    assert_int_equal(all.price.minor, 123450);
    assert_int_equal(READ("price=-1", FORM_INPUT(struct all, price), FORM_MONEY, .most = 1000000),
                     ERR_INVALID);
    assert_int_equal(READ("day=2026-11-21", FORM_INPUT(struct all, day), FORM_DAY), OK);
    assert_text(time_iso(mem, all.day), "2026-11-20T23:00:00Z");
    assert_int_equal(READ("day=2026-02-30", FORM_INPUT(struct all, day), FORM_DAY), ERR_INVALID);
    assert_int_equal(READ("day=", FORM_INPUT(struct all, day), FORM_DAY), OK);
    assert_int_equal(all.day.us, 0);
}

static void choices_and_boxes_are_what_was_offered(void **state)
{
    (void)state;
    struct all all;
    struct request r;
    assert_int_equal(
        READ("choice=blue", FORM_INPUT(struct all, choice), FORM_CHOICE, .choices = choices), OK);
    assert_text(all.choice, "blue");
    assert_int_equal(
        READ("choice=green", FORM_INPUT(struct all, choice), FORM_CHOICE, .choices = choices),
        ERR_INVALID);
    assert_int_equal(READ("check=on", FORM_INPUT(struct all, check), FORM_CHECK), OK);
    assert_true(all.check);
    assert_int_equal(READ("", FORM_INPUT(struct all, check), FORM_CHECK), OK);
    assert_false(all.check);
    assert_int_equal(READ("yes=1", FORM_INPUT(struct all, yes), FORM_YES_NO), OK);
    assert_true(all.yes);
    assert_int_equal(READ("yes=2", FORM_INPUT(struct all, yes), FORM_YES_NO), ERR_INVALID);
}

static void R01_what_is_not_declared_goes_nowhere(void **state)
{
    (void)state;
    struct all all;
    struct request r;
    assert_int_equal(READ("number=7&id=1&customer_id=2&actor_id=3&price=9",
                          FORM_INPUT(struct all, number), FORM_NUMBER, .least = 1, .most = 99),
                     OK);
    assert_int_equal(all.number, 7);
    assert_int_equal(all.price.minor, 0);
    assert_int_equal(r.c.actor.customer_id, 0);
}

static void a_list_keeps_its_order_and_its_limit(void **state)
{
    (void)state;
    struct request r = {.c = {.mem = mem}};
    LIST(str) list;
    assert_int_equal(form_parse(mem, S("id[]=3&x=1&id[]=1&id[]=3"), 200, &r.fields, &r.n_fields),
                     0);
    assert_int_equal(form_list(&r, S("id[]"), 3, &list), OK);
    assert_int_equal(list.n, 3);
    assert_text(list.at[1], "1");
    assert_int_equal(form_list(&r, S("id[]"), 2, &list), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_decoded_once),
        cmocka_unit_test(what_is_ambiguous_is_refused),
        cmocka_unit_test(more_pairs_than_allowed_are_413),
        cmocka_unit_test(items_of_lists_have_a_limit_of_their_own),
        cmocka_unit_test(a_text_is_one_line_of_characters),
        cmocka_unit_test(an_email_address_is_one_as_people_have_them),
        cmocka_unit_test(numbers_amounts_and_days_have_their_range),
        cmocka_unit_test(choices_and_boxes_are_what_was_offered),
        cmocka_unit_test(R01_what_is_not_declared_goes_nowhere),
        cmocka_unit_test(a_list_keeps_its_order_and_its_limit),
    };
    return RUN(tests);
}
