/* Printing by place and type, and whole templates of tests/tmplc/good against tests/tmplc/golden. GOLDEN=write in the
 * environment writes those anew. */
#include "../text_test.h"

#include "base/i18n_tables.h"
#include "templates.h"
#include "tmplc/pages.h"
#include "web/form.h"
#include "web/static.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what the rest of the program would answer ---- */

#define T(text)                                                                                    \
    {                                                                                              \
        "" text, sizeof(text) - 1                                                                  \
    }

static const struct word german[] = {
    {T("%1 item"), {T("%1 Artikel"), T("%1 Artikel")}},
    {T("%1 item for %2"), {T("%2: %1 Stück"), T("%2: %1 Stücke")}},
    {T("Logged in as %1 on %2."), {T("Auf %2 als %1 angemeldet <b>.")}},
    {T("No"), {T("Nein")}},
    {T("Yes"), {T("Ja")}},
};
const struct words words_table[] = {{T("de"), T("de-DE"), T("Deutsch"), german, COUNT(german)}};
const size_t words_table_n = COUNT(words_table);

str form_token(struct request *r)
{
    (void)r;
    return S("tok\"en");
}

str static_url(str name)
{
    return str_format(mem, "/static/%.*s?v=1", STR_ARG(name));
}

str url_for(struct request *r, enum route_id to, const str *args, size_t n)
{
    (void)r;
    struct buf b = {0};
    buf_put(&b, to == R_shop_home ? S("/de/") : to == R_shop_product ? S("/de/p") : S("/de/add"));
    for (size_t i = 0; i < n; i++) {
        buf_char(&b, '/');
        buf_url(&b, args[i]);
    }
    str url = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return url;
}

/* ---- a view to print into ---- */

static struct buf out;
static struct view view;
static struct request request;

static void print_arg(struct view *v, str arg)
{
    buf_put(v->out, arg);
}

static void print_token_in_brackets(struct view *v, str arg)
{
    (void)arg;
    buf_char(v->out, '[');
    view_form_token(v);
    buf_char(v->out, ']');
}

void (*const hole_table[HOLE_COUNT])(struct view *v, str arg) = {
    [HOLE_TOKEN] = hole_token,
    [HOLE_TAGS_cart] = print_arg,
    [HOLE_TAGS_account] = print_token_in_brackets,
};

static int before(void **state)
{
    arena_before(state);
    view = (struct view){.out = &out, .mem = mem, .currency = S("EUR"), .r = &request};
    view.words = words_find(S("de"));
    view.format = format_find(S("de-DE"));
    view.zone = zone_find(S("Europe/Berlin"));
    return 0;
}

static int after(void **state)
{
    buf_free(&out);
    return arena_after(state);
}

static str printed(void)
{
    str s = str_copy(mem, buf_str(&out));
    buf_clear(&out);
    return s;
}

#define assert_printed(want) assert_text(printed(), want)

#define NASTY S("<a href=\"x\" title='y'>&amp;</a>")

static struct test_page a_page(void)
{
    static const struct test_other other = {.name = S("Other <1>"), .n = 41};
    static struct test_line lines[] = {
        {.name = S("One & only"), .slug = S("one"), .qty = 1, .first = true},
        {.name = S("Two"), .slug = S("two"), .qty = 2},
    };
    static str tags[] = {S("x"), S("<y>")};
    struct test_page p = {
        .name = NASTY,
        .link = S("javascript:alert(1)"),
        .slug = S("a=b&c=%20<"),
        .kind = S("Yes"),
        .n = 1234567,
        .size = 12,
        .yes = true,
        .price = {123456},
        .at = {1795271525 * SECOND},
        .body = {S("<em>raw</em>")},
        .other = &other,
    };
    p.lines.at = lines;
    p.lines.n = COUNT(lines);
    p.tags.at = tags;
    p.tags.n = COUNT(tags);
    return p;
}

/* ---- places ---- */

static void text_is_escaped_between_tags_and_in_attributes(void **state)
{
    (void)state;
    VIEW_TEXT(&view, NASTY);
    assert_printed("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
    VIEW_PLAIN(&view, NASTY);
    assert_printed("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
}

static void html_is_printed_as_it_is(void **state)
{
    (void)state;
    VIEW_TEXT(&view, (html){S("<b>&amp;</b>")});
    assert_printed("<b>&amp;</b>");
}

static void every_type_is_printed_in_its_way(void **state)
{
    (void)state;
    VIEW_TEXT(&view, (i64)-1234567);
    assert_printed("-1234567");
    VIEW_TEXT(&view, INT64_MIN);
    assert_printed("-9223372036854775808");
    VIEW_TEXT(&view, 7);
    assert_printed("7");
    VIEW_TEXT(&view, 8u);
    assert_printed("8");
    VIEW_TEXT(&view, (size_t)9);
    assert_printed("9");
    VIEW_TEXT(&view, (money){123456});
    assert_printed("1.234,56\xc2\xa0€");
}

static void a_moment_that_never_was_prints_nothing(void **state)
{
    (void)state;
    VIEW_TEXT(&view, (when){0});
    VIEW_TEXT(&view, view_date(&view, (when){0}));
    VIEW_TEXT(&view, view_iso(&view, (when){0}));
    assert_printed("");
}

static void an_address_of_ours_or_with_a_safe_scheme_is_printed(void **state)
{
    (void)state;
    static const char *const safe[] = {"",
                                       "/",
                                       "/a?b=c",
                                       "?page=2",
                                       "#top",
                                       "https://example.com/",
                                       "http://example.com",
                                       "HTTPS://example.com",
                                       "mailto:a@example.com",
                                       "tel:+49123"};
    for (size_t i = 0; i < COUNT(safe); i++) {
        VIEW_ADDRESS(&view, str_from(safe[i]));
        assert_printed(safe[i]);
    }
    VIEW_ADDRESS(&view, S("/a?b=\"&c"));
    assert_printed("/a?b=&quot;&amp;c");
}

static void any_other_address_is_nowhere(void **state)
{
    (void)state;
    static const char *const unsafe[] = {"javascript:alert(1)",
                                         "JaVaScRiPt:x",
                                         " javascript:x",
                                         "\tjavascript:x",
                                         "java\nscript:x",
                                         "data:text/html,x",
                                         "vbscript:x",
                                         "//evil.example",
                                         "/\\evil.example",
                                         "\\\\evil.example",
                                         "/\t/evil.example",
                                         "evil",
                                         "https",
                                         "blob:x",
                                         "/a b",
                                         "/a\x7f"};
    for (size_t i = 0; i < COUNT(unsafe); i++) {
        VIEW_ADDRESS(&view, str_from(unsafe[i]));
        assert_printed("#");
    }
}

static void a_part_of_an_address_is_percent_encoded(void **state)
{
    (void)state;
    VIEW_ADDRESS_PART(&view, S("a b/ä&\"?#"));
    assert_printed("a%20b%2F%C3%A4%26%22%3F%23");
    VIEW_ADDRESS_PART(&view, 12);
    assert_printed("12");
}

static void pairs_that_are_encoded_stay_and_the_rest_is_encoded(void **state)
{
    (void)state;
    VIEW_ADDRESS_PART(&view, view_query(&view, S("q=a%20b&page=2+3")));
    assert_printed("q=a%20b&amp;page=2+3");
    VIEW_ADDRESS_PART(&view, view_query(&view, S("a=\"<>'# /\\")));
    assert_printed("a=%22%3C%3E%27%23%20%2F%5C");
}

static void json_brings_its_quotes_and_ends_no_script(void **state)
{
    (void)state;
    VIEW_JSON(&view, S("</script>\"\n"));
    str s = printed();
    assert_false(str_has(s, S("<")));
    assert_true(str_starts(s, S("\"")) && str_ends(s, S("\"")));
    VIEW_JSON(&view, (bool)true);
    VIEW_JSON(&view, (bool)false);
    VIEW_JSON(&view, (i64)5);
    assert_printed("truefalse5");
}

static void a_form_token_is_escaped(void **state)
{
    (void)state;
    view_form_token(&view);
    assert_printed("tok&quot;en");
}

static void where_a_hole_stands_is_noted_when_somebody_asks(void **state)
{
    (void)state;
    struct recording rec = {0};
    request.recording = &rec;
    buf_put(&out, S("ab"));
    view_hole(&view, HOLE_TAGS_cart, S("xyz"));
    buf_put(&out, S("c"));
    view_hole(&view, HOLE_TAGS_account, (str){0});
    request.recording = NULL;
    assert_int_equal(rec.n, 2);
    assert_int_equal(rec.gaps[0].hole, HOLE_TAGS_cart);
    assert_int_equal(rec.gaps[0].from, 2);
    assert_int_equal(rec.gaps[0].to, 5);
    assert_true(str_eq(rec.gaps[0].arg, S("xyz")));
    assert_int_equal(rec.gaps[1].hole, HOLE_TAGS_account);
    assert_int_equal(rec.gaps[1].from, 6);
    assert_int_equal(rec.gaps[1].to, out.n);
    assert_printed("abxyzc[tok&quot;en]");
}

/* ---- words ---- */

static void a_sentence_escapes_its_values_but_not_html(void **state)
{
    (void)state;
    struct view_arg args[] = {VIEW_ARG(&view, S("<x>")),
                              VIEW_ARG(&view, view_strong(&view, S("<y>")))};
    view_put_words(&view, S("%2, %1 and %3 100%%%"), args, 2);
    assert_printed("<strong>&lt;y&gt;</strong>, &lt;x&gt; and  100%%");
}

static void a_sentence_is_translated_before_it_is_filled(void **state)
{
    (void)state;
    assert_text(view_words(&view, S("Logged in as %1 on %2."), (str[]){S("a"), S("b")}, 2),
                "Auf b als a angemeldet <b>.");
    assert_text(view_words(&view, S("Unknown %1"), (str[]){S("%2")}, 1), "Unknown %2");
}

static void a_plural_prints_its_number_as_people_do(void **state)
{
    (void)state;
    assert_text(view_words_n(&view, S("%1 item"), S("%1 items"), 1, NULL, 0), "1 Artikel");
    view.words = words_find(S("en"));
    assert_text(view_words_n(&view, S("%1 item"), S("%1 items"), 1, NULL, 0), "1 item");
    assert_text(view_words_n(&view, S("%1 item"), S("%1 items"), 12345, NULL, 0), "12.345 items");
    str many[] = {S("2"), S("3"), S("4"), S("5"), S("6"), S("7"), S("8"), S("9"), S("10"), S("11")};
    assert_text(view_words_n(&view, S("%9"), S("%1-%2-%9"), 2, many, COUNT(many)), "2-2-9");
}

static void a_link_in_a_sentence_has_a_safe_address(void **state)
{
    (void)state;
    VIEW_TEXT(&view, view_link(&view, S("javascript:x"), S("<terms>")));
    assert_printed("<a href=\"#\">&lt;terms&gt;</a>");
}

static void an_amount_for_machines_has_a_point(void **state)
{
    (void)state;
    assert_text(view_decimal(&view, (money){1999}, S("EUR")), "19.99");
    assert_text(view_decimal(&view, (money){5}, S("EUR")), "0.05");
    assert_text(view_decimal(&view, (money){-105}, S("EUR")), "-1.05");
    assert_text(view_decimal(&view, (money){500}, S("JPY")), "500");
}

static void a_condition_asks_whether_there_is_something(void **state)
{
    (void)state;
    assert_true(VIEW_TRUTH(1) && VIEW_TRUTH((i64)-1) && VIEW_TRUTH((size_t)1) &&
                VIEW_TRUTH((bool)true));
    assert_false(VIEW_TRUTH(0) || VIEW_TRUTH((i64)0) || VIEW_TRUTH(0u) || VIEW_TRUTH((bool)false));
    assert_true(VIEW_TRUTH(S("x")) && VIEW_TRUTH((money){-1}) && VIEW_TRUTH((when){1}));
    assert_false(VIEW_TRUTH(S("")) || VIEW_TRUTH((money){0}) || VIEW_TRUTH((when){0}));
    assert_true(VIEW_TRUTH(&view));
    assert_false(VIEW_TRUTH((struct view *)NULL));
}

/* ---- whole templates ---- */

static str path_of_golden(const char *name)
{
    return str_format(mem, "%s/%s.html", getenv("GOLDEN_DIR"), name);
}

static str file(str path)
{
    struct buf all = {0};
    char piece[4096];
    FILE *f = fopen(str_z(mem, path), "rb");
    if (!f)
        fail_msg("cannot read %.*s", STR_ARG(path));
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_put(&all, (str){piece, n});
    fclose(f);
    str s = str_copy(mem, buf_str(&all));
    buf_free(&all);
    return s;
}

static void assert_golden(const char *name)
{
    const char *mode = getenv("GOLDEN");
    str path = path_of_golden(name);
    buf_char(&out, '\n');
    if (mode && strcmp(mode, "write") == 0) {
        FILE *f = fopen(str_z(mem, path), "wb");
        assert_non_null(f);
        fwrite(out.at, 1, out.n, f);
        fclose(f);
    }
    assert_text(printed(), str_z(mem, file(path)));
}

static void escapes_follow_the_place(void **state)
{
    (void)state;
    struct test_page p = a_page();
    t_shop_escapes(&view, &p);
    assert_golden("escapes");
}

static void values_follow_their_type(void **state)
{
    (void)state;
    struct test_page p = a_page();
    t_shop_values(&view, &p);
    assert_golden("values");
}

static void words_are_translated_and_filled(void **state)
{
    (void)state;
    struct test_page p = a_page();
    t_shop_words(&view, &p);
    assert_golden("words");
}

static void control_follows_the_data(void **state)
{
    (void)state;
    struct test_page p = a_page();
    t_shop_control(&view, &p);
    assert_golden("control");
}

static void an_empty_list_prints_its_else(void **state)
{
    (void)state;
    struct test_page p = {0};
    t_shop_control(&view, &p);
    assert_golden("control_empty");
}

static void layouts_parts_and_forms_are_put_together(void **state)
{
    (void)state;
    struct test_page p = a_page();
    t_shop_page(&view, &p);
    assert_golden("page");
}

static void blanks_with_a_line_break_between_tags_are_dropped(void **state)
{
    (void)state;
    struct test_page p = a_page();
    t_shop_blanks(&view, &p);
    assert_golden("blanks");
}

static void a_mail_may_have_styles(void **state)
{
    (void)state;
    struct test_page p = a_page();
    p.link = S("https://shop.example/x");
    t_mail_note(&view, &p);
    assert_golden("mail");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, before, after)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(text_is_escaped_between_tags_and_in_attributes),
        TEST(html_is_printed_as_it_is),
        TEST(every_type_is_printed_in_its_way),
        TEST(a_moment_that_never_was_prints_nothing),
        TEST(an_address_of_ours_or_with_a_safe_scheme_is_printed),
        TEST(any_other_address_is_nowhere),
        TEST(a_part_of_an_address_is_percent_encoded),
        TEST(pairs_that_are_encoded_stay_and_the_rest_is_encoded),
        TEST(json_brings_its_quotes_and_ends_no_script),
        TEST(a_form_token_is_escaped),
        TEST(where_a_hole_stands_is_noted_when_somebody_asks),
        TEST(a_sentence_escapes_its_values_but_not_html),
        TEST(a_sentence_is_translated_before_it_is_filled),
        TEST(a_plural_prints_its_number_as_people_do),
        TEST(a_link_in_a_sentence_has_a_safe_address),
        TEST(an_amount_for_machines_has_a_point),
        TEST(a_condition_asks_whether_there_is_something),
        TEST(escapes_follow_the_place),
        TEST(values_follow_their_type),
        TEST(words_are_translated_and_filled),
        TEST(control_follows_the_data),
        TEST(an_empty_list_prints_its_else),
        TEST(layouts_parts_and_forms_are_put_together),
        TEST(blanks_with_a_line_break_between_tags_are_dropped),
        TEST(a_mail_may_have_styles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
