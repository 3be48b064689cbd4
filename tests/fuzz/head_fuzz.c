/* Heads of requests: what is accepted has one reading. Written down plainly and read again it is the same. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "web/head.h"

#define MOST_BODY 1000

static void check_text(str s)
{
    for (size_t i = 0; i < s.n; i++)
        FUZZ_CHECK(((byte)s.at[i] >= 0x20 || s.at[i] == '\t') && s.at[i] != 0x7f);
}

static size_t count(const struct head *h, str name)
{
    size_t n = 0;
    for (size_t i = 0; i < h->n_headers; i++)
        n += str_eq_nocase(h->headers[i].name, name);
    return n;
}

static void check_head(const struct head *h)
{
    check_text(h->target);
    FUZZ_CHECK(str_starts(h->target, S("/")) && !str_has(h->target, S(" ")));
    FUZZ_CHECK(count(h, S("host")) == 1 && head_host_ok(h->host));
    FUZZ_CHECK(count(h, S("transfer-encoding")) == 0 && count(h, S("content-length")) <= 1);
    FUZZ_CHECK(h->body >= 0 && h->body <= MOST_BODY);
    for (size_t i = 0; i < h->n_headers; i++) {
        FUZZ_CHECK(h->headers[i].name.n > 0 && !str_has(h->headers[i].name, S(" ")));
        check_text(h->headers[i].value);
    }
}

int LLVMFuzzerTestOneInput(const byte *at, size_t n)
{
    static struct arena *mem;
    struct head h, again;
    if (!mem)
        mem = arena_new(0);
    arena_empty(mem);
    if (head_parse(mem, (str){(const char *)at, n}, MOST_BODY, &h))
        return 0;
    check_head(&h);
    struct buf b = {0};
    buf_printf(&b, "%.*s %.*s HTTP/1.%d\r\n", STR_ARG(h.method), STR_ARG(h.target), !h.old);
    for (size_t i = 0; i < h.n_headers; i++)
        buf_printf(&b, "%.*s: %.*s\r\n", STR_ARG(h.headers[i].name), STR_ARG(h.headers[i].value));
    buf_put(&b, S("\r\n"));
    int status = head_parse(mem, buf_str(&b), MOST_BODY, &again);
    FUZZ_CHECK(status == 0 || (status == 431 && b.n > HEAD_MOST_BYTES));
    if (status == 0) {
        FUZZ_CHECK(str_eq(h.target, again.target) && h.n_headers == again.n_headers &&
                   h.body == again.body);
        for (size_t i = 0; i < h.n_headers; i++)
            FUZZ_CHECK(str_eq(h.headers[i].value, again.headers[i].value));
    }
    buf_free(&b);
    return 0;
}
