#include "text_test.h"

#include "web/multipart.h"

#include <string.h>

#define TYPE "multipart/form-data; boundary=B"
#define FIELD(name, value)                                                                         \
    "--B\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" value "\r\n"
#define UPLOAD(name, file, bytes)                                                                  \
    "--B\r\nContent-Disposition: form-data; name=\"" name "\"; filename=\"" file                   \
    "\"\r\nContent-Type: text/csv\r\n\r\n" bytes "\r\n"
#define END "--B--\r\n"

static struct multipart m;

static int parse_as(const char *type, str body)
{
    return multipart_parse(mem, str_from(type), body, 3, &m);
}

static int parse(const char *body)
{
    return parse_as(TYPE, str_from(body));
}

static void fields_and_files_are_read_as_browsers_write_them(void **state)
{
    (void)state;
    assert_int_equal(parse(FIELD("a", "1") FIELD("lines", "x\r\ny ü")
                               UPLOAD("file", "rates.csv", "Country\r\n--A\r\nDE") END),
                     0);
    assert_int_equal(m.n_fields, 2);
    assert_text(m.fields[0].name, "a");
    assert_text(m.fields[0].value, "1");
    assert_text(m.fields[1].value, "x\r\ny ü");
    assert_int_equal(m.n_files, 1);
    assert_text(m.files[0].field, "file");
    assert_text(m.files[0].name, "rates.csv");
    assert_text(m.files[0].type, "text/csv");
    assert_text(m.files[0].bytes, "Country\r\n--A\r\nDE");
    assert_int_equal(parse(FIELD("a", "") "--B--"), 0);
    assert_text(m.fields[0].value, "");
    assert_int_equal(parse(END), 0);
    assert_int_equal(m.n_fields, 0);
}

static void a_file_may_hold_any_bytes(void **state)
{
    (void)state;
    static const char body[] = UPLOAD("f", "x", "a\0b\xff--B\r-\n") END;
    assert_int_equal(parse_as(TYPE, (str){body, sizeof body - 1}), 0);
    assert_int_equal(m.files[0].bytes.n, 10);
    assert_memory_equal(m.files[0].bytes.at, "a\0b\xff--B\r-\n", 10);
}

static void no_file_chosen_is_no_file(void **state)
{
    (void)state;
    assert_int_equal(parse(UPLOAD("f", "", "") END), 0);
    assert_int_equal(m.n_files, 0);
    assert_int_equal(parse(UPLOAD("f", "", "secret") END), 400);
}

static void a_name_is_never_a_path(void **state)
{
    (void)state;
    assert_int_equal(parse(UPLOAD("f", "/etc/cron.d/x", "1") END), 0);
    assert_text(m.files[0].name, "x");
    assert_int_equal(parse(UPLOAD("f", "../../x.csv", "1") END), 0);
    assert_text(m.files[0].name, "x.csv");
    static const char *const bad[] = {
        UPLOAD("f", "a\\\"; x=\\\"b", "1") END, UPLOAD("f", "C:\\x.csv", "1") END,
        UPLOAD("f", "a\nb", "1") END, UPLOAD("f", "\x7f", "1") END, UPLOAD("f", "\xff", "1") END};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_int_equal(parse(bad[i]), 400);
    static const char nul[] = UPLOAD("f", "x.csv\0.exe", "1") END;
    assert_int_equal(parse_as(TYPE, (str){nul, sizeof nul - 1}), 400);
}

static void what_comes_twice_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse(FIELD("a", "1") FIELD("a", "2") END), 400);
    assert_int_equal(parse(UPLOAD("f", "x", "1") UPLOAD("f", "y", "2") END), 400);
    assert_int_equal(parse(FIELD("f", "1") UPLOAD("f", "y", "2") END), 400);
    assert_int_equal(parse(UPLOAD("f", "y", "2") FIELD("f", "1") END), 400);
    assert_int_equal(parse(FIELD("a[]", "1") FIELD("a[]", "2") END), 0);
    assert_int_equal(m.n_fields, 2);
    assert_int_equal(parse("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n"
                           "Content-Disposition: form-data; name=\"b\"\r\n\r\n1\r\n" END),
                     400);
}

static void too_much_is_413(void **state)
{
    (void)state;
    assert_int_equal(parse(FIELD("a", "") FIELD("b", "") FIELD("c", "") END), 0);
    assert_int_equal(parse(FIELD("a", "") FIELD("b", "") FIELD("c", "") FIELD("d", "") END), 413);
    assert_int_equal(parse(UPLOAD("a", "x", "") UPLOAD("b", "x", "") UPLOAD("c", "x", "")
                               UPLOAD("d", "x", "") UPLOAD("e", "x", "") END),
                     413);
}

static void what_no_browser_writes_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "--B",
        "--B\r\n",
        "--B-",
        " " FIELD("a", "1") END, /* before the first boundary */
        "\r\n" FIELD("a", "1") END,
        FIELD("a", "1"), /* no end */
        FIELD("a", "1") "--B\r\n",
        FIELD("a", "1") END "x", /* behind the end */
        FIELD("a", "1") END FIELD("b", "2") END,
        FIELD("a", "1") "--Bx\r\n\r\n" END, /* a boundary that goes on */
        FIELD("a", "1\x01") END,
        FIELD("a", "\xff") END,
        FIELD("", "1") END,
        FIELD("a\tb", "1") END,
        "--B\r\n\r\n1\r\n" END, /* no head */
        "--B\r\nContent-Type: text/plain\r\n\r\n1\r\n" END,
        "--B\nContent-Disposition: form-data; name=\"a\"\n\n1\n" END,
        "--B\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n" END,
        "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n" END,
        "--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n" END,
        "--B\r\nContent-Disposition: form-data; name=\"a\"; x=\"y\"\r\n\r\n1\r\n" END,
        "--B\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''x\r\n\r\n1\r\n" END,
        "--B\r\nContent-Disposition: form-data; name=\"a\"; filename=\"x\"; name=\"b\"\r\n\r\n1"
        "\r\n" END,
        "--B\r\nContent-Disposition : form-data; name=\"a\"\r\n\r\n1\r\n" END,
        "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n folded\r\n\r\n1\r\n" END,
        "--B\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64"
        "\r\n\r\nMQ==\r\n" END,
    };
    for (size_t i = 0; i < COUNT(bad); i++)
        if (parse(bad[i]) != 400)
            fail_msg("taken: %s", bad[i]);
}

static void a_boundary_is_plain(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"B\"",
        "multipart/form-data; boundary=B; boundary=C",
        "multipart/form-data; charset=x; boundary=B",
        "multipart/form-data; boundary=B C",
        "multipart/form-data; boundary="
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_true(multipart_is(str_from(bad[i])));
        assert_int_equal(parse_as(bad[i], S(FIELD("a", "1") END)), 400);
    }
    assert_int_equal(parse_as("Multipart/Form-Data; Boundary=B", S(FIELD("a", "1") END)), 0);
    assert_false(multipart_is(S("multipart/mixed; boundary=B")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_and_files_are_read_as_browsers_write_them),
        cmocka_unit_test(a_file_may_hold_any_bytes),
        cmocka_unit_test(no_file_chosen_is_no_file),
        cmocka_unit_test(a_name_is_never_a_path),
        cmocka_unit_test(what_comes_twice_is_refused),
        cmocka_unit_test(too_much_is_413),
        cmocka_unit_test(what_no_browser_writes_is_refused),
        cmocka_unit_test(a_boundary_is_plain),
    };
    return RUN(tests);
}
