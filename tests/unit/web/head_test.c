#include "text_test.h"

#include "web/head.h"

#define HOST "Host: shop.test\r\n"

static int parse(str text, struct head *h)
{
    return head_parse(mem, text, 1000, h);
}

static void a_head_is_read_as_it_was_sent(void **state)
{
    (void)state;
    struct head h;
    assert_int_equal(
        parse(S("POST /a?b=%20 HTTP/1.1\r\n" HOST "X-A:  b c \t\r\nContent-Length: 12\r\n\r\n"),
              &h),
        0);
    assert_text(h.method, "POST");
    assert_text(h.target, "/a?b=%20");
    assert_text(h.host, "shop.test");
    assert_text(head_find(&h, S("x-a")), "b c");
    assert_text(head_find(&h, S("x-b")), "");
    assert_int_equal(h.body, 12);
    assert_false(h.old);
    assert_int_equal(h.n_headers, 3);
}

static void one_head_is_one_head(void **state)
{
    (void)state;
    struct head h;
    assert_int_equal(parse(S("GET / HTTP/1.1\r\n" HOST "\r\nGET"), &h), 400);
    assert_int_equal(parse(S("GET / HTTP/1.1\r\n" HOST), &h), 400);
    assert_int_equal(parse(S("GET / HTTP/1.1\r\n" HOST "\r"), &h), 400);
    assert_int_equal(parse(S(""), &h), 400);
    assert_int_equal(parse(S("\r\n\r\n"), &h), 400);
}

static void each_limit_has_its_status(void **state)
{
    (void)state;
    struct head h;
    struct buf b = {0};
    assert_int_equal(parse(S("POST / HTTP/1.1\r\n" HOST "Content-Length: 1001\r\n\r\n"), &h), 413);
    assert_text(h.target, "/");
    buf_printf(&b, "GET /%04096d HTTP/1.1\r\n" HOST "\r\n", 0);
    assert_int_equal(parse(buf_str(&b), &h), 414);
    buf_clear(&b);
    buf_printf(&b, "GET / HTTP/1.1\r\n" HOST "X: %016384d\r\n\r\n", 0);
    assert_int_equal(parse(buf_str(&b), &h), 431);
    assert_int_equal(parse(S("GET / HTTP/3.0\r\n" HOST "\r\n"), &h), 505);
    assert_int_equal(parse(S("POST / HTTP/1.1\r\n" HOST "Expect: x\r\n\r\n"), &h), 417);
    assert_int_equal(parse(S("POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"), &h),
                     411);
    buf_free(&b);
}

static void a_header_that_must_be_alone_is_alone(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Host",           "Content-Type",      "Cookie",       "Origin", "Referer",
        "Sec-Fetch-Site", "X-Forwarded-Proto", "Authorization"};
    for (size_t i = 0; i < COUNT(names); i++) {
        struct head h;
        str line = str_format(mem, "%s: a\r\n", names[i]);
        str text = str_format(mem, "GET / HTTP/1.1\r\n%s%.*sX-A: 1\r\nX-A: 2\r\n%.*s\r\n",
                              i ? HOST : "", STR_ARG(line), STR_ARG(str_lower(mem, line)));
        assert_int_equal(parse(text, &h), 400);
    }
}

static void a_host_is_a_name_or_an_address(void **state)
{
    (void)state;
    static const char *const good[] = {
        "a",     "shop.test",  "shop.test:80",       "127.0.0.1:8080",
        "[::1]", "[::1]:8080", "xn--mller-kva.test", "a_b.test"};
    static const char *const bad[] = {
        "",     ":80", "a:",   "a:0",      "a:65536", "a:b",   "a:80:80",
        "[::1", "[]",  "[x/]", "[::1]80",  "[::1]:",  "a b",   "a/b",
        "a@b",  "a,b", "a\tb", "\xc3\xbc", "a:+80",   "a:080", "[::1]:80:"};
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(head_host_ok(str_from(good[i])));
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(head_host_ok(str_from(bad[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_head_is_read_as_it_was_sent),
        cmocka_unit_test(one_head_is_one_head),
        cmocka_unit_test(each_limit_has_its_status),
        cmocka_unit_test(a_header_that_must_be_alone_is_alone),
        cmocka_unit_test(a_host_is_a_name_or_an_address),
    };
    return RUN(tests);
}
