/* form_parse as it reads a query: what it accepts is text without control characters, each name once, and means the
 * same when it is written down again. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "web/form.h"

#define MOST 50

static void check_text(str s)
{
    FUZZ_CHECK(str_is_utf8(s));
    for (size_t i = 0; i < s.n; i++)
        FUZZ_CHECK((byte)s.at[i] >= 0x20 || s.at[i] == '\t' || s.at[i] == '\n' || s.at[i] == '\r');
}

static void check_names(const struct pair *pairs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++)
            FUZZ_CHECK(!str_eq(pairs[i].name, pairs[k].name) || str_ends(pairs[i].name, S("[]")));
}

int LLVMFuzzerTestOneInput(const byte *at, size_t n)
{
    static struct arena *mem;
    struct pair *pairs, *again;
    size_t k = 0, k_again = 0;
    if (!mem)
        mem = arena_new(0);
    arena_empty(mem);
    int status = form_parse(mem, (str){(const char *)at, n}, MOST, &pairs, &k);
    FUZZ_CHECK(status == 0 || status == 400 || status == 413);
    if (status)
        return 0;
    FUZZ_CHECK(k <= MOST);
    check_names(pairs, k);
    struct buf b = {0};
    for (size_t i = 0; i < k; i++) {
        FUZZ_CHECK(pairs[i].name.n > 0);
        check_text(pairs[i].name);
        check_text(pairs[i].value);
        if (i)
            buf_char(&b, '&');
        buf_url(&b, pairs[i].name);
        buf_char(&b, '=');
        buf_url(&b, pairs[i].value);
    }
    FUZZ_CHECK(form_parse(mem, buf_str(&b), MOST, &again, &k_again) == 0 && k_again == k);
    for (size_t i = 0; i < k; i++)
        FUZZ_CHECK(str_eq(pairs[i].name, again[i].name) && str_eq(pairs[i].value, again[i].value));
    buf_free(&b);
    return 0;
}
