/* The server over real sockets, with made-up pages (sample.c). */
#include "client.h"
#include "sample.h"

#include "base/json.h"
#include "base/log.h"
#include "base/time.h"
#include "web/static.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define HOST     "Host: shop.test\r\n"
#define PATIENCE (60 * SECOND) /* after which what should have happened is not going to */
#define GIVEN_UP (9 * SECOND)  /* a stop that waits for somebody gives up after 10 */

static struct server_options usual(void)
{
    return (struct server_options){
        .limits = limits_usual(), .loops = 2, .workers = 8, .no_log = true};
}

static struct shop a_shop(struct test_store *t)
{
    struct server_options o = usual();
    return shop_open(t, &o);
}

/* ---- what comes in ---- */

static const struct hostile {
    const char *what;
    str bytes;
    int status;    /* 0: closed without an answer */
    int or_status; /* what the library answers itself where it is faster than we */
    bool stays;    /* well-formed, so the connection goes on */
} hostile[] = {
    {"both lengths",
     S("POST /form HTTP/1.1\r\n" HOST
       "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
     400},
    {"both lengths, the other way",
     S("POST /form HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\na=1"),
     400},
    {"chunked",
     S("POST /form HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n3\r\na=1\r\n0\r\n\r\n"),
     411},
    {"chunked in another spelling",
     S("POST /form HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), 411},
    {"chunked on a GET", S("GET / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
     411},
    {"two lengths that differ",
     S("POST /form HTTP/1.1\r\n" HOST "Content-Length: 3\r\nContent-Length: 30\r\n\r\na=1"), 400},
    {"two lengths that agree",
     S("POST /form HTTP/1.1\r\n" HOST "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=1"), 400},
    {"a list of lengths", S("POST /form HTTP/1.1\r\n" HOST "Content-Length: 3, 3\r\n\r\na=1"), 400},
    {"a length with a sign", S("POST /form HTTP/1.1\r\n" HOST "Content-Length: +3\r\n\r\na=1"),
     400},
    {"a negative length", S("POST /form HTTP/1.1\r\n" HOST "Content-Length: -3\r\n\r\na=1"), 400},
    {"a length in hexadecimal", S("POST /form HTTP/1.1\r\n" HOST "Content-Length: 0x3\r\n\r\na=1"),
     400},
    {"an empty length", S("POST /form HTTP/1.1\r\n" HOST "Content-Length: \r\n\r\n"), 400},
    {"a length beyond 64 bits",
     S("POST /form HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999\r\n\r\n"), 413, 400},
    {"a length of a terabyte",
     S("POST /form HTTP/1.1\r\n" HOST "Content-Length: 1099511627776\r\n\r\n"), 413},
    {"a body on a GET", S("GET / HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\na=1"), 400},
    {"a space before the colon", S("GET / HTTP/1.1\r\nHost : shop.test\r\n\r\n"), 400},
    {"a tab before the colon", S("GET / HTTP/1.1\r\nHost\t: shop.test\r\n\r\n"), 400},
    {"a space before the length's colon",
     S("POST /form HTTP/1.1\r\n" HOST "Content-Length : 3\r\n\r\na=1"), 400},
    {"a folded line", S("GET / HTTP/1.1\r\n" HOST "X-A: 1\r\n folded\r\n\r\n"), 400},
    {"a folded line after a tab", S("GET / HTTP/1.1\r\n" HOST "X-A: 1\r\n\tX-B: 2\r\n\r\n"), 400},
    {"a first header that begins with a space", S("GET / HTTP/1.1\r\n Host: shop.test\r\n\r\n"),
     400},
    {"a line without a colon", S("GET / HTTP/1.1\r\n" HOST "nothing\r\n\r\n"), 400},
    {"a line without a name", S("GET / HTTP/1.1\r\n" HOST ": x\r\n\r\n"), 400},
    {"a name with a bracket", S("GET / HTTP/1.1\r\n" HOST "X[a]: x\r\n\r\n"), 400},
    {"a name beyond ASCII", S("GET / HTTP/1.1\r\n" HOST "X-\xc3\xbc: x\r\n\r\n"), 400},
    {"a NUL in a value", S("GET / HTTP/1.1\r\n" HOST "X-A: a\0b\r\n\r\n"), 400},
    {"a NUL at a value's end", S("GET / HTTP/1.1\r\n" HOST "X-A: a\0\r\n\r\n"), 400},
    {"a NUL in a name", S("GET / HTTP/1.1\r\n" HOST "X\0A: a\r\n\r\n"), 400},
    {"a NUL in the path", S("GET /p/a\0b HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a NUL behind the path", S("GET /\0 HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a control character in a value", S("GET / HTTP/1.1\r\n" HOST "X-A: a\x01\r\n\r\n"), 400},
    {"a delete character in a value", S("GET / HTTP/1.1\r\n" HOST "X-A: a\x7f\r\n\r\n"), 400},
    {"a CR inside a value", S("GET / HTTP/1.1\r\n" HOST "X-A: a\rX-B: b\r\n\r\n"), 400},
    {"a CR before CR LF", S("GET / HTTP/1.1\r\n" HOST "X-A: a\r\r\n\r\n"), 400},
    {"a bare LF behind the first line", S("GET / HTTP/1.1\n" HOST "\r\n"), 400},
    {"a bare LF behind a header", S("GET / HTTP/1.1\r\nHost: shop.test\nX-A: a\r\n\r\n"), 400},
    {"bare LFs only", S("GET / HTTP/1.1\nHost: shop.test\n\n"), 400},
    {"a bare LF as the empty line", S("GET / HTTP/1.1\r\n" HOST "\n"), 400},
    {"no Host", S("GET / HTTP/1.1\r\n\r\n"), 400},
    {"no Host in HTTP/1.0", S("GET / HTTP/1.0\r\n\r\n"), 400},
    {"an empty Host", S("GET / HTTP/1.1\r\nHost: \r\n\r\n"), 400},
    {"two Hosts", S("GET / HTTP/1.1\r\n" HOST "Host: evil.test\r\n\r\n"), 400},
    {"two Hosts that agree", S("GET / HTTP/1.1\r\n" HOST HOST "\r\n"), 400},
    {"a Host with a path", S("GET / HTTP/1.1\r\nHost: shop.test/x\r\n\r\n"), 400},
    {"a Host with a user", S("GET / HTTP/1.1\r\nHost: a@shop.test\r\n\r\n"), 400},
    {"a Host with a wrong port", S("GET / HTTP/1.1\r\nHost: shop.test:99999\r\n\r\n"), 400},
    {"a target with a host", S("GET http://evil.test/ HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a target without a slash", S("GET admin HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a star", S("OPTIONS * HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a target with a space", S("GET /a b HTTP/1.1\r\n" HOST "\r\n"), 0, 400},
    {"two spaces in the first line", S("GET  / HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a space at the first line's end", S("GET / HTTP/1.1 \r\n" HOST "\r\n"), 400},
    {"a tab in the first line", S("GET\t/ HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a fragment", S("GET /#x HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a control character in the path", S("GET /p/\x01 HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"bytes beyond ASCII in the path", S("GET /p/\xff HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a dot segment", S("GET /p/../admin HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"an encoded dot segment", S("GET /p/%2e%2e/x HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"an encoded slash", S("GET /p/a%2fb HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"an encoded NUL", S("GET /p/a%00 HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a backslash", S("GET /p\\x HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"half an escape", S("GET /p/%4 HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a parameter twice", S("GET /?a=1&a=2 HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a method of symbols", S("G(T / HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a method in lower case", S("get / HTTP/1.1\r\n" HOST "\r\n"), 405, .stays = true},
    {"TRACE", S("TRACE / HTTP/1.1\r\n" HOST "\r\n"), 405, .stays = true},
    {"CONNECT", S("CONNECT shop.test:443 HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"HTTP/2 by word", S("GET / HTTP/2.0\r\n" HOST "\r\n"), 505, 400},
    {"HTTP/0.9", S("GET /\r\n"), 400},
    {"HTTP/1.10", S("GET / HTTP/1.10\r\n" HOST "\r\n"), 400},
    {"the preface of HTTP/2", S("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505, 400},
    {"an unknown expectation",
     S("POST /form HTTP/1.1\r\n" HOST "Expect: 200-ok\r\nContent-Length: 3\r\n\r\na=1"), 417},
    {"two cookie lines", S("GET / HTTP/1.1\r\n" HOST "Cookie: a=1\r\nCookie: a=2\r\n\r\n"), 400},
    {"a session cookie twice",
     S("GET / HTTP/1.1\r\n" HOST "Cookie: kontor-shop=a; kontor-shop=b\r\n\r\n"), 400,
     .stays = true},
    {"staff on an assisted page",
     S("GET /assist/abc/ HTTP/1.1\r\n" HOST "Cookie: kontor-admin=a\r\n\r\n"), 400, .stays = true},
};

static void hostile_requests_are_refused(struct test_store *t)
{
    struct shop s = a_shop(t);
    int wrong = 0;
    assert_true(COUNT(hostile) >= 25);
    for (size_t i = 0; i < COUNT(hostile); i++) {
        const struct hostile *h = &hostile[i];
        str answer = {0};
        int fd = client_open(&s);
        /* Behind it a request that must not be answered: what is refused ends the connection. */
        client_write(fd, h->bytes);
        client_write(fd, S("GET /healthz HTTP/1.1\r\n" HOST "\r\n"));
        (void)!client_read(fd, t, false, &answer);
        int status = answer_status(answer);
        bool fine = status == h->status || (h->or_status && status == h->or_status);
        bool closed = h->stays || client_is_closed(fd);
        if (!fine || !closed) {
            print_error("%s: %d instead of %d, %s\n", h->what, status, h->status,
                        closed ? "closed" : "still open");
            wrong++;
        }
        close(fd);
    }
    assert_int_equal(wrong, 0);
    assert_int_equal(answer_status(client_ask(&s, t, S("GET / HTTP/1.1\r\n" HOST "\r\n"))), 200);
    shop_close(&s);
}

static void honest_requests_are_answered(struct test_store *t)
{
    static const struct {
        const char *what;
        str bytes;
        int status;
    } rows[] = {
        {"a page", S("GET / HTTP/1.1\r\n" HOST "\r\n"), 200},
        {"HTTP/1.0", S("GET / HTTP/1.0\r\n" HOST "\r\n"), 200},
        {"a port", S("GET / HTTP/1.1\r\nHost: shop.test:8080\r\n\r\n"), 200},
        {"an address", S("GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n"), 200},
        {"no space behind the colon", S("GET / HTTP/1.1\r\nHost:shop.test\r\n\r\n"), 200},
        {"spaces around a value", S("GET / HTTP/1.1\r\nHost: \t shop.test \t \r\nX-Empty:\r\n\r\n"),
         200},
        {"colons in a value", S("GET / HTTP/1.1\r\n" HOST "X-A: b:c: d\r\n\r\n"), 200},
        {"an empty line in front", S("\r\nGET / HTTP/1.1\r\n" HOST "\r\n"), 200},
        {"an encoded path", S("GET /p/caf%C3%A9%20au%20lait?x=a+b&y HTTP/1.1\r\n" HOST "\r\n"),
         200},
        {"UTF-8 in a value", S("GET / HTTP/1.1\r\n" HOST "X-A: \xc3\xbc\r\n\r\n"), 200},
        {"health", S("GET /healthz HTTP/1.1\r\nHost: 10.0.0.1\r\n\r\n"), 200},
        {"an empty form", S("POST /form HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n"), 403},
        {"a form without a length", S("POST /form HTTP/1.1\r\n" HOST "\r\n"), 403},
    };
    struct shop s = a_shop(t);
    for (size_t i = 0; i < COUNT(rows); i++) {
        int status = answer_status(client_ask(&s, t, rows[i].bytes));
        if (status != rows[i].status)
            print_error("%s: %d\n", rows[i].what, status);
        assert_int_equal(status, rows[i].status);
    }
    shop_close(&s);
}

static void heads_in_pieces_and_in_a_row_are_read_alike(struct test_store *t)
{
    static const char one[] = "GET /p/cup?a=1&b=%20 HTTP/1.1\r\n" HOST "X-A: b\r\n\r\n";
    struct shop s = a_shop(t);
    int fd = client_open(&s);
    str answer;
    for (size_t i = 0; i < sizeof one - 1; i++) {
        client_write(fd, (str){one + i, 1});
        if (i % 8 == 0)
            usleep(1000);
    }
    assert_true(client_read(fd, t, false, &answer));
    assert_int_equal(answer_status(answer), 200);
    for (int i = 0; i < 3; i++)
        client_write(fd, str_from(one));
    for (int i = 0; i < 3; i++) {
        assert_true(client_read(fd, t, false, &answer));
        assert_int_equal(answer_status(answer), 200);
        assert_true(str_has(answer, S("href=\"/p/cup\"")));
    }
    close(fd);
    shop_close(&s);
}

/* The library keeps its list of headers and a copy of the cookies beside the head: there has to be room. */
static void a_head_of_nearly_16_KB_is_read(struct test_store *t)
{
    struct shop s = a_shop(t);
    struct buf b = {0};
    buf_put(&b, S("GET / HTTP/1.1\r\n" HOST));
    for (int i = 0; i < 98; i++)
        buf_printf(&b, "X-%d: %0155d\r\n", i, i);
    buf_put(&b, S("\r\n"));
    assert_true(b.n > 15800 && b.n < 16384);
    assert_int_equal(answer_status(client_ask(&s, t, buf_str(&b))), 200);
    buf_clear(&b);
    buf_put(&b, S("GET / HTTP/1.1\r\n" HOST "Cookie: a=1"));
    for (int i = 0; i < 80; i++)
        buf_printf(&b, "; c%d=%0100d", i, i);
    buf_put(&b, S("\r\n\r\n"));
    assert_true(b.n > 8500);
    assert_int_equal(answer_status(client_ask(&s, t, buf_str(&b))), 200);
    buf_free(&b);
    shop_close(&s);
}

static void a_head_beyond_16_KB_is_431(struct test_store *t)
{
    struct shop s = a_shop(t);
    struct buf b = {0};
    buf_put(&b, S("GET / HTTP/1.1\r\n" HOST));
    for (int i = 0; i < 90; i++)
        buf_printf(&b, "X-%d: %0190d\r\n", i, i);
    buf_put(&b, S("\r\n"));
    assert_int_equal(answer_status(client_ask(&s, t, buf_str(&b))), 431);
    buf_clear(&b);
    buf_put(&b, S("GET / HTTP/1.1\r\n" HOST));
    for (int i = 0; i < 110; i++)
        buf_printf(&b, "X-%d: 1\r\n", i);
    buf_put(&b, S("\r\n"));
    assert_int_equal(answer_status(client_ask(&s, t, buf_str(&b))), 431);
    buf_clear(&b);
    buf_printf(&b, "GET /%05000d HTTP/1.1\r\n" HOST "\r\n", 1);
    assert_int_equal(answer_status(client_ask(&s, t, buf_str(&b))), 414);
    buf_clear(&b);
    for (int i = 0; i < 20; i++)
        buf_printf(&b, "%05000d", i);
    int status = answer_status(client_ask(&s, t, buf_str(&b)));
    assert_true(status == 414 || status == 400 || status == 0);
    buf_free(&b);
    shop_close(&s);
}

static void HEAD_is_GET_without_its_body(struct test_store *t)
{
    struct shop s = a_shop(t);
    int fd = client_open(&s);
    str head, get;
    client_write(fd, S("HEAD /p/cup HTTP/1.1\r\n" HOST "\r\n"));
    assert_true(client_read(fd, t, true, &head));
    client_write(fd, S("GET /p/cup HTTP/1.1\r\n" HOST "\r\n"));
    assert_true(client_read(fd, t, false, &get));
    assert_true(str_has(get, S("Content-Length: ")));
    assert_true(str_starts(str_skip(get, head.n), S("<!DOCTYPE html>")));
    close(fd);
    shop_close(&s);
}

/* ---- one line a request ---- */

/* What the program says on standard error while fn runs. */
static str said(struct test_store *t, void (*fn)(struct test_store *t))
{
    char path[] = "/tmp/kontor-log.XXXXXX";
    int file = mkstemp(path), before = dup(2);
    fflush(stderr);
    assert_true(file >= 0 && dup2(file, 2) == 2);
    log_quiet(false);
    fn(t);
    log_quiet(true);
    dup2(before, 2);
    close(before);
    off_t n = lseek(file, 0, SEEK_END);
    char *text = NEWN(t->mem, char, (size_t)n + 1);
    assert_int_equal(pread(file, text, (size_t)n, 0), n);
    close(file);
    unlink(path);
    return (str){text, (size_t)n};
}

static void ask_with_secrets(struct test_store *t)
{
    struct server_options o = usual();
    o.no_log = false;
    struct shop s = shop_open(t, &o);
    client_ask(&s, t,
               S("GET /p/cup?email=anna%40x.test&token=SECRET HTTP/1.1\r\n" HOST
                 "Cookie: kontor-shop=SECRETSECRETSECRET\r\nReferer: http://shop.test/?SECRET\r\n"
                 "User-Agent: SECRET\r\n\r\n"));
    client_form(&s, t, "/form", "name=SECRET&password=SECRET&email=anna%40x.test");
    client_ask(&s, t, S("GET /p/%22%0a HTTP/1.1\r\n" HOST "\r\n"));
    client_ask(&s, t, S("GET /p/\"{}<> HTTP/1.1\r\n" HOST "\r\n"));
    shop_close(&s);
}

static void R32_the_log_says_what_was_asked_and_no_secret(struct test_store *t)
{
    str log = said(t, ask_with_secrets), line;
    size_t requests = 0;
    assert_false(str_has(log, S("SECRET")));
    assert_false(str_has(log, S("anna")));
    while (str_cut(&log, '\n', &line)) {
        const struct jval *v;
        if (line.n == 0)
            continue;
        assert_ok(json_parse(t->mem, line, 8192, &v));
        const struct jval *event = json_get(v, S("event"));
        if (!event)
            continue;
        requests++;
        assert_str_equal(event->s, S("request"));
        assert_str_equal(json_get(v, S("ip"))->s, S("127.0.0.1"));
        assert_str_equal(json_get(v, S("who"))->s, S("visitor"));
        assert_true(json_get(v, S("us"))->n >= 0 && json_get(v, S("status"))->n >= 200);
        assert_true(str_starts(json_get(v, S("path"))->s, S("/")));
    }
    assert_int_equal(requests, 4);
}

/* ---- bodies ---- */

static void a_form_arrives_whole(struct test_store *t)
{
    struct shop s = a_shop(t);
    str answer = client_form(&s, t, "/form", "name=Anna");
    assert_int_equal(answer_status(answer), 303);
    assert_true(str_has(answer, S("Location: /form/Anna\r\n")));
    answer = client_form(&s, t, "/form", "name=");
    assert_int_equal(answer_status(answer), 422);
    shop_close(&s);
}

static void a_body_in_pieces_after_100_continue_arrives_whole(struct test_store *t)
{
    struct shop s = a_shop(t);
    int fd = client_open(&s);
    str answer;
    client_write(fd, S("POST /form HTTP/1.1\r\n" HOST "Expect: 100-continue\r\nContent-Type: "
                       "application/x-www-form-urlencoded\r\nContent-Length: 11\r\n\r\n"));
    assert_true(client_read(fd, t, true, &answer));
    assert_int_equal(answer_status(answer), 100);
    client_write(fd, S("name="));
    usleep(50000);
    client_write(fd, S("Berger"));
    assert_true(client_read(fd, t, false, &answer));
    assert_int_equal(answer_status(answer), 403);
    close(fd);
    shop_close(&s);
}

static void too_large_a_body_sees_its_413(struct test_store *t)
{
    struct shop s = a_shop(t);
    str answer;
    int fd = client_open(&s);
    char *much = NEWN(t->mem, char, 3 << 20);
    memset(much, 'a', 3 << 20);
    client_write(fd, S("POST /form HTTP/1.1\r\n" HOST
                       "Content-Type: application/x-www-form-urlencoded\r\n"
                       "Content-Length: 3145728\r\n\r\n"));
    client_write(fd, (str){much, 3 << 20});
    assert_true(client_read(fd, t, false, &answer));
    assert_int_equal(answer_status(answer), 413);
    assert_true(str_has(answer, S("<shop frame>")));
    assert_true(client_is_closed(fd));
    close(fd);
    shop_close(&s);
}

/* ---- clocks ---- */

static void a_head_that_drips_is_shut(struct test_store *t)
{
    struct server_options o = usual();
    o.limits.header_seconds = 1;
    struct shop s = shop_open(t, &o);
    int fd = client_open(&s);
    i64 begun = time_monotonic();
    str answer;
    struct pollfd p = {.fd = fd, .events = POLLIN};
    client_write(fd, S("GET / HTTP/1.1\r\nX-Slow: "));
    while (poll(&p, 1, 100) == 0 && time_monotonic() - begun < PATIENCE)
        client_write(fd, S("a"));
    i64 took = time_monotonic() - begun;
    assert_true(took > SECOND && took < PATIENCE);
    (void)!client_read(fd, t, false, &answer);
    assert_int_equal(answer_status(answer), 408);
    assert_true(client_is_closed(fd));
    close(fd);
    shop_close(&s);
}

static void a_second_head_that_drips_is_shut_too(struct test_store *t)
{
    struct server_options o = usual();
    o.limits.header_seconds = 1;
    struct shop s = shop_open(t, &o);
    int fd = client_open(&s);
    str answer;
    struct pollfd p = {.fd = fd, .events = POLLIN};
    client_write(fd, S("GET / HTTP/1.1\r\n" HOST "\r\n"));
    assert_true(client_read(fd, t, false, &answer));
    usleep(1200000);
    assert_int_equal(poll(&p, 1, 0), 0);
    i64 begun = time_monotonic();
    while (poll(&p, 1, 100) == 0 && time_monotonic() - begun < PATIENCE)
        client_write(fd, S("G"));
    assert_true(time_monotonic() - begun < PATIENCE);
    assert_true(client_is_closed(fd));
    close(fd);
    shop_close(&s);
}

static void a_body_that_drips_is_shut(struct test_store *t)
{
    struct server_options o = usual();
    o.limits.grace_seconds = 1;
    struct shop s = shop_open(t, &o);
    int fd = client_open(&s);
    i64 begun = time_monotonic();
    str answer;
    struct pollfd p = {.fd = fd, .events = POLLIN};
    client_write(fd, S("POST /form HTTP/1.1\r\n" HOST "Content-Length: 1000\r\n\r\n"));
    while (poll(&p, 1, 100) == 0 && time_monotonic() - begun < PATIENCE)
        client_write(fd, S("a"));
    assert_true(time_monotonic() - begun < PATIENCE);
    (void)!client_read(fd, t, false, &answer);
    assert_int_equal(answer_status(answer), 408);
    assert_true(client_is_closed(fd));
    close(fd);
    shop_close(&s);
}

static void a_client_that_does_not_read_is_shut(struct test_store *t)
{
    struct server_options o = usual();
    o.limits.grace_seconds = 1;
    struct shop s = shop_open(t, &o);
    int fd = client_open(&s), small = 4096;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    for (int i = 0; i < 20; i++)
        client_write(fd, S("GET /big HTTP/1.1\r\n" HOST "\r\n"));
    i64 begun = time_monotonic();
    char c;
    struct pollfd p = {.fd = fd, .events = 0};
    bool shut = false;
    while (!shut && time_monotonic() - begun < PATIENCE) {
        shut = poll(&p, 1, 200) != 0;
        (void)!recv(fd, &c, 1, MSG_DONTWAIT);
    }
    assert_true(shut);
    close(fd);
    shop_close(&s);
}

static void an_idle_connection_ends_after_its_time(struct test_store *t)
{
    struct server_options o = usual();
    o.limits.idle_seconds = 1;
    struct shop s = shop_open(t, &o);
    int fd = client_open(&s);
    assert_true(client_is_closed(fd));
    close(fd);
    shop_close(&s);
}

/* ---- leaving ---- */

static void *stop(void *shop)
{
    shop_close(shop);
    return NULL;
}

static int health(struct shop *s, struct test_store *t)
{
    return answer_status(client_ask(s, t, S("GET /healthz HTTP/1.1\r\n" HOST "\r\n")));
}

static void
a_server_that_was_told_to_stop_says_so_and_goes_on_until_told_again(struct test_store *t)
{
    struct server_options o = usual();
    o.drain_seconds = 3600;
    struct shop s = shop_open(t, &o);
    pthread_t stopper;
    assert_int_equal(health(&s, t), 200);
    i64 begun = time_monotonic();
    assert_int_equal(pthread_create(&stopper, NULL, stop, &s), 0);
    while (health(&s, t) == 200)
        assert_true(time_monotonic() - begun < PATIENCE);
    assert_int_equal(health(&s, t), 503);
    assert_int_equal(answer_status(client_ask(&s, t, S("GET / HTTP/1.1\r\n" HOST "\r\n"))), 200);
    kill(getpid(), SIGTERM);
    pthread_join(stopper, NULL);
}

static void a_server_goes_on_for_its_time_after_the_stop(struct test_store *t)
{
    struct server_options o = usual();
    o.drain_seconds = 1;
    struct shop s = shop_open(t, &o);
    i64 begun = time_monotonic();
    shop_close(&s);
    assert_true(time_monotonic() - begun >= SECOND);
}

/* ---- crowds ---- */

static void an_address_has_only_so_many_connections(struct test_store *t)
{
    struct server_options o = usual();
    o.limits.per_address = 4;
    struct shop s = shop_open(t, &o);
    int fds[5];
    str answer;
    for (int i = 0; i < 5; i++) {
        fds[i] = client_open_from(&s, "127.0.0.9");
        assert_true(fds[i] >= 0);
        if (i < 4) {
            client_write(fds[i], S("GET /healthz HTTP/1.1\r\n" HOST "\r\n"));
            assert_true(client_read(fds[i], t, false, &answer));
        }
    }
    (void)!client_read(fds[4], t, false, &answer);
    assert_int_equal(answer_status(answer), 429);
    int other = client_open_from(&s, "127.0.0.10");
    client_write(other, S("GET /healthz HTTP/1.1\r\n" HOST "\r\n"));
    assert_true(client_read(other, t, false, &answer));
    assert_int_equal(answer_status(answer), 200);
    close(fds[0]);
    usleep(100000);
    int again = client_open_from(&s, "127.0.0.9");
    client_write(again, S("GET /healthz HTTP/1.1\r\n" HOST "\r\n"));
    assert_true(client_read(again, t, false, &answer));
    assert_int_equal(answer_status(answer), 200);
    for (int i = 1; i < 5; i++)
        close(fds[i]);
    close(other);
    close(again);
    shop_close(&s);
}

enum { MANY = 10000 };

static bool allow_files(rlim_t n)
{
    struct rlimit l;
    if (getrlimit(RLIMIT_NOFILE, &l))
        return false;
    if (l.rlim_max < n)
        l.rlim_max = n;
    l.rlim_cur = n > l.rlim_cur ? n : l.rlim_cur;
    return setrlimit(RLIMIT_NOFILE, &l) == 0;
}

/* The other end of many connections is a process of its own: a process may not open twice as many files. It says
 * "ready" and holds them until its input ends. */
static int hold_connections(int port)
{
    struct shop s = {.port = port};
    if (!allow_files(MANY + 1000))
        return puts("refused");
    for (int i = 0; i < MANY; i++) {
        char ip[32];
        snprintf(ip, sizeof ip, "127.0.1.%d", 1 + i / 100);
        int fd = client_open_from(&s, ip);
        if (fd < 0)
            return puts("refused");
        if (i % 10 == 0)
            client_write(fd, S("GET / HTTP/1.1\r\nHost: sh"));
    }
    puts("ready");
    fflush(stdout);
    return getchar() == EOF ? 0 : 1;
}

struct holder {
    pid_t pid;
    int in;
    FILE *out;
};

static struct holder a_holder(int port)
{
    int to[2], from[2];
    struct holder h = {0};
    posix_spawn_file_actions_t files;
    char name[] = "server_test", what[] = "--hold", number[16];
    char *const args[] = {name, what, number, NULL};
    snprintf(number, sizeof number, "%d", port);
    assert_int_equal(pipe2(to, O_CLOEXEC) + pipe2(from, O_CLOEXEC), 0);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, to[0], 0);
    posix_spawn_file_actions_adddup2(&files, from[1], 1);
    assert_int_equal(posix_spawn(&h.pid, "/proc/self/exe", &files, NULL, args, environ), 0);
    posix_spawn_file_actions_destroy(&files);
    close(to[0]);
    close(from[1]);
    h.in = to[1];
    h.out = fdopen(from[0], "r");
    return h;
}

static void ten_thousand_idle_connections_do_no_harm(struct test_store *t)
{
    struct server_options o = usual();
    if (!allow_files(MANY + 1000))
        skip();
    o.limits.per_address = 200;
    struct shop s = shop_open(t, &o);
    struct holder h = a_holder(s.port);
    char said[16] = "";
    assert_non_null(fgets(said, sizeof said, h.out));
    assert_string_equal(said, "ready\n");
    for (int i = 0; i < 100; i++)
        assert_int_equal(answer_status(client_ask(&s, t, S("GET / HTTP/1.1\r\n" HOST "\r\n"))),
                         200);
    close(h.in);
    assert_int_equal(waitpid(h.pid, NULL, 0), h.pid);
    fclose(h.out);
    assert_int_equal(answer_status(client_ask(&s, t, S("GET / HTTP/1.1\r\n" HOST "\r\n"))), 200);
    shop_close(&s);
}

struct asked {
    struct shop *s;
    struct test_store *t;
    const char *path;
    struct arena *mem;
    _Atomic int status;
    str answer;
    pthread_t thread;
};

static void *ask(void *arg)
{
    struct asked *a = arg;
    struct test_store t = *a->t;
    t.mem = a->mem;
    a->answer = client_form(a->s, &t, a->path, "a=1");
    a->status = answer_status(a->answer);
    return NULL;
}

static void ask_many(struct shop *s, struct test_store *t, const char *path, struct asked *all,
                     size_t n)
{
    for (size_t i = 0; i < n; i++) {
        all[i] = (struct asked){.s = s, .t = t, .path = path, .mem = arena_new(0)};
        assert_int_equal(pthread_create(&all[i].thread, NULL, ask, &all[i]), 0);
    }
}

/* Waits until so many have been refused; gives up after 20 s. */
static bool refused_at_last(struct asked *all, size_t n, size_t wanted)
{
    for (int i = 0; i < 2000; i++) {
        size_t refused = 0;
        for (size_t k = 0; k < n; k++)
            refused += all[k].status == 503;
        if (refused >= wanted)
            return true;
        usleep(10000);
    }
    return false;
}

static size_t count_status(struct asked *all, size_t n, int status)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        pthread_join(all[i].thread, NULL);
        found += all[i].status == status;
    }
    return found;
}

static void free_all(struct asked *all, size_t n)
{
    for (size_t i = 0; i < n; i++)
        arena_free(all[i].mem);
}

/* Waits until so many forms are under way at once. */
static bool inside_at_last(int wanted)
{
    i64 begun = time_monotonic();
    while (sample_inside() < wanted && time_monotonic() - begun < PATIENCE)
        usleep(1000);
    return sample_inside() == wanted;
}

static void forms_run_beside_each_other(struct test_store *t)
{
    struct shop s = a_shop(t);
    struct asked all[8];
    sample_hold(true);
    ask_many(&s, t, "/slow", all, COUNT(all));
    bool beside = inside_at_last(COUNT(all));
    sample_hold(false);
    assert_true(beside);
    assert_int_equal(count_status(all, COUNT(all), 200), COUNT(all));
    free_all(all, COUNT(all));
    shop_close(&s);
}

static void passwords_never_hold_up_a_loop_or_the_forms(struct test_store *t)
{
    struct server_options o = usual();
    o.loops = 1;
    struct shop s = shop_open(t, &o);
    struct asked all[10];
    sample_hold(true);
    ask_many(&s, t, "/password", all, COUNT(all));
    bool at_work = inside_at_last(2);
    assert_int_equal(answer_status(client_ask(&s, t, S("GET / HTTP/1.1\r\n" HOST "\r\n"))), 200);
    assert_int_equal(answer_status(client_form(&s, t, "/form", "name=Anna")), 303);
    sample_hold(false);
    assert_true(at_work);
    assert_int_equal(count_status(all, COUNT(all), 200), COUNT(all));
    free_all(all, COUNT(all));
    shop_close(&s);
}

static void a_full_queue_says_503_and_when_to_come_back(struct test_store *t)
{
    struct server_options o = usual();
    o.limits.waiting_slow = 2;
    struct shop s = shop_open(t, &o);
    struct asked all[12];
    /* All the while two are at work and two wait; only two are taken if nobody has begun when the others come. */
    sample_hold(true);
    ask_many(&s, t, "/password", all, COUNT(all));
    bool full = refused_at_last(all, COUNT(all), COUNT(all) - 4);
    sample_hold(false);
    assert_true(full);
    size_t refused = count_status(all, COUNT(all), 503);
    assert_true(refused >= COUNT(all) - 4 && refused <= COUNT(all) - 2);
    for (size_t i = 0; i < COUNT(all); i++)
        if (all[i].status == 503)
            assert_true(str_has(all[i].answer, S("Retry-After: 2\r\n")));
    free_all(all, COUNT(all));
    shop_close(&s);
}

/* ---- beginning and end ---- */

static void a_stop_finishes_what_is_in_flight(struct test_store *t)
{
    struct shop s = a_shop(t);
    struct asked all[3];
    ask_many(&s, t, "/slow", all, COUNT(all));
    assert_true(inside_at_last(COUNT(all)));
    i64 begun = time_monotonic();
    shop_close(&s);
    assert_true(time_monotonic() - begun < GIVEN_UP);
    assert_int_equal(count_status(all, COUNT(all), 200), COUNT(all));
    assert_int_equal(client_open_from(&s, "127.0.0.1"), -1);
    free_all(all, COUNT(all));
}

static void a_stop_does_not_wait_for_who_has_not_asked_yet(struct test_store *t)
{
    static const char *const pieces[] = {"", "GET / HT", "GET / HTTP/1.1\r\nHost: x\r\n"};
    struct server_options o = usual();
    o.limits.header_seconds = o.limits.idle_seconds = 3600;
    struct shop s = shop_open(t, &o);
    int fds[COUNT(pieces) + 1];
    for (size_t i = 0; i < COUNT(pieces); i++) {
        fds[i] = client_open(&s);
        client_write(fds[i], str_from(pieces[i]));
    }
    str answer;
    int kept = fds[COUNT(pieces)] = client_open(&s);
    client_write(kept, S("GET / HTTP/1.1\r\n" HOST "\r\n"));
    assert_true(client_read(kept, t, false, &answer));
    i64 begun = time_monotonic();
    shop_close(&s);
    assert_true(time_monotonic() - begun < GIVEN_UP);
    for (size_t i = 0; i < COUNT(fds); i++) {
        assert_true(client_is_closed(fds[i]));
        close(fds[i]);
    }
}

static void a_port_in_use_is_said_in_one_line(struct test_store *t)
{
    struct shop s = a_shop(t);
    struct server_options o = usual();
    struct server *other;
    str why, listen[] = {str_format(t->mem, "127.0.0.1:%d", s.port)};
    o.store = t->store;
    o.listen = listen;
    o.n_listen = 1;
    assert_err(ERR_BROKEN, server_start(&o, t->mem, &other, &why));
    assert_true(str_has(why, S("is in use")));
    assert_false(str_has(why, S("\n")));
    listen[0] = S("localhost");
    assert_err(ERR_INVALID, server_start(&o, t->mem, &other, &why));
    o.admin_path = S("/assist");
    assert_err(ERR_INVALID, server_start(&o, t->mem, &other, &why));
    shop_close(&s);
}

/* ---- kept pages ---- */

static str ask_kept(int fd, struct test_store *t, const char *method, const char *more)
{
    str answer;
    client_write(fd, str_format(t->mem, "%s /cached HTTP/1.1\r\n" HOST "%s\r\n", method, more));
    bool no_body = method[0] == 'H' || strstr(more, "If-None-Match");
    assert_true(client_read(fd, t, no_body, &answer));
    return answer;
}

static str line_of(str answer, const char *name)
{
    str line;
    while (str_cut(&answer, '\n', &line))
        if (str_starts(line, str_from(name)))
            return str_trim(line);
    return (str){0};
}

static str body_in(str answer)
{
    while (answer.n && !str_starts(answer, S("\r\n\r\n")))
        answer = str_skip(answer, 1);
    return str_skip(answer, 4);
}

/* One response is made of each form and sent to all, over all loops. */
static void a_kept_page_is_sent_to_everybody_in_every_form(struct test_store *t)
{
    struct shop s = a_shop(t);
    int fds[4];
    str first = {0}, packed = {0};
    for (int i = 0; i < 40; i++) {
        int *fd = &fds[i % 4];
        if (i < 4)
            *fd = client_open(&s);
        str plain = ask_kept(*fd, t, "GET", ""), gzip;
        first = first.n ? first : plain;
        assert_int_equal(answer_status(plain), 200);
        assert_true(str_has(plain, S("Cache-Control: public, no-cache\r\n")));
        assert_false(str_has(plain, S("Content-Encoding")));
        assert_str_equal(body_in(plain), body_in(first));
        gzip = ask_kept(*fd, t, "GET", "Accept-Encoding: gzip\r\n");
        packed = packed.n ? packed : gzip;
        assert_true(str_has(gzip, S("Content-Encoding: gzip\r\n")));
        assert_str_equal(body_in(gzip), body_in(packed));
        str head = ask_kept(*fd, t, "HEAD", "");
        assert_str_equal(line_of(head, "Content-Length"), line_of(plain, "Content-Length"));
        str etag = str_skip(line_of(plain, "ETag: "), 6);
        str same =
            ask_kept(*fd, t, "GET",
                     str_z(t->mem, str_format(t->mem, "If-None-Match: %.*s\r\n", STR_ARG(etag))));
        assert_int_equal(answer_status(same), 304);
        str known = ask_kept(*fd, t, "GET", "Cookie: kontor-shop=made-up\r\n");
        assert_true(str_has(known, S("Cache-Control: private, no-store\r\n")));
    }
    for (size_t i = 0; i < COUNT(fds); i++)
        close(fds[i]);
    shop_close(&s);
}

static void a_static_file_is_sent_whole(struct test_store *t)
{
    struct shop s = a_shop(t);
    str url = static_url(S("inter-latin.woff2"));
    str answer =
        client_ask(&s, t, str_format(t->mem, "GET %.*s HTTP/1.1\r\n" HOST "\r\n", STR_ARG(url)));
    assert_int_equal(answer_status(answer), 200);
    assert_true(answer.n > static_find(S("inter-latin.woff2"))->plain.n);
    assert_true(str_has(answer, S("Content-Type: font/woff2\r\n")));
    shop_close(&s);
}

static const struct test tests[] = {
    TEST(hostile_requests_are_refused),
    TEST(honest_requests_are_answered),
    TEST(heads_in_pieces_and_in_a_row_are_read_alike),
    TEST(a_head_of_nearly_16_KB_is_read),
    TEST(a_head_beyond_16_KB_is_431),
    TEST(HEAD_is_GET_without_its_body),
    TEST(R32_the_log_says_what_was_asked_and_no_secret),
    TEST(a_form_arrives_whole),
    TEST(a_body_in_pieces_after_100_continue_arrives_whole),
    TEST(too_large_a_body_sees_its_413),
    TEST(a_head_that_drips_is_shut),
    TEST(a_second_head_that_drips_is_shut_too),
    TEST(a_body_that_drips_is_shut),
    TEST(a_client_that_does_not_read_is_shut),
    TEST(an_idle_connection_ends_after_its_time),
    TEST(a_server_that_was_told_to_stop_says_so_and_goes_on_until_told_again),
    TEST(a_server_goes_on_for_its_time_after_the_stop),
    TEST(an_address_has_only_so_many_connections),
    TEST(ten_thousand_idle_connections_do_no_harm),
    TEST(forms_run_beside_each_other),
    TEST(passwords_never_hold_up_a_loop_or_the_forms),
    TEST(a_full_queue_says_503_and_when_to_come_back),
    TEST(a_stop_finishes_what_is_in_flight),
    TEST(a_stop_does_not_wait_for_who_has_not_asked_yet),
    TEST(a_port_in_use_is_said_in_one_line),
    TEST(a_static_file_is_sent_whole),
    TEST(a_kept_page_is_sent_to_everybody_in_every_form),
};

/* Where reads may block, pages run on workers too. */
static const struct test shared[] = {
    TEST(hostile_requests_are_refused),
    TEST(honest_requests_are_answered),
    TEST(heads_in_pieces_and_in_a_row_are_read_alike),
    TEST(a_form_arrives_whole),
    TEST(too_large_a_body_sees_its_413),
    TEST(forms_run_beside_each_other),
    TEST(a_stop_finishes_what_is_in_flight),
    TEST(a_stop_does_not_wait_for_who_has_not_asked_yet),
    TEST(a_kept_page_is_sent_to_everybody_in_every_form),
};

int main(int argc, char **argv)
{
    i64 port;
    if (argc == 3 && str_to_i64(str_from(argv[2]), 1, 65535, &port))
        return hold_connections((int)port);
    return run_on_sqlite(tests, COUNT(tests)) + run_on_postgres(shared, COUNT(shared));
}
