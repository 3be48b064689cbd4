/* str_is_utf8 against a model by the book; folds, slugs and escapes against what they promise. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <string.h>

/* RFC 3629, section 4, as it is written there. */
static bool tail(str s, size_t i, byte least, byte most)
{
    return i < s.n && (byte)s.at[i] >= least && (byte)s.at[i] <= most;
}

static size_t model_char(str s)
{
    byte c = (byte)s.at[0];
    if (c <= 0x7F)
        return 1;
    if (c >= 0xC2 && c <= 0xDF)
        return tail(s, 1, 0x80, 0xBF) ? 2 : 0;
    if (c >= 0xE0 && c <= 0xEF) {
        byte least = c == 0xE0 ? 0xA0 : 0x80, most = c == 0xED ? 0x9F : 0xBF;
        return tail(s, 1, least, most) && tail(s, 2, 0x80, 0xBF) ? 3 : 0;
    }
    if (c >= 0xF0 && c <= 0xF4) {
        byte least = c == 0xF0 ? 0x90 : 0x80, most = c == 0xF4 ? 0x8F : 0xBF;
        return tail(s, 1, least, most) && tail(s, 2, 0x80, 0xBF) && tail(s, 3, 0x80, 0xBF) ? 4 : 0;
    }
    return 0;
}

static bool model_utf8(str s, size_t *chars)
{
    for (*chars = 0; s.n; (*chars)++) {
        size_t n = model_char(s);
        if (n == 0)
            return false;
        s = str_skip(s, n);
    }
    return true;
}

static void check_slug(str slug)
{
    FUZZ_CHECK(slug.n >= 1 && slug.n <= 80);
    FUZZ_CHECK(slug.at[0] != '-' && slug.at[slug.n - 1] != '-');
    for (size_t i = 0; i < slug.n; i++) {
        char c = slug.at[i];
        FUZZ_CHECK((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }
    FUZZ_CHECK(!str_has(slug, S("--")));
}

static void check_pieces(str s)
{
    str rest = s, piece;
    size_t n = 0, pieces = 0;
    while (str_cut(&rest, ',', &piece)) {
        FUZZ_CHECK(!str_has(piece, S(",")));
        n += piece.n;
        pieces++;
    }
    if (s.at)
        FUZZ_CHECK(n + pieces - 1 == s.n);
}

static bool has_any(str s, const char *chars)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] && strchr(chars, s.at[i]))
            return true;
    return false;
}

static struct buf out;

static void check_html(str s)
{
    buf_clear(&out);
    buf_html(&out, s);
    FUZZ_CHECK(!has_any(buf_str(&out), "<>\"'"));
}

static void check_url(str s)
{
    buf_clear(&out);
    buf_url(&out, s);
    FUZZ_CHECK(!has_any(buf_str(&out), "/?#&=+\"'<>:;@"));
    for (size_t i = 0; i < out.n; i++)
        FUZZ_CHECK(out.at[i] > ' ' && out.at[i] < 0x7F);
}

static void check_csv(str s)
{
    buf_clear(&out);
    buf_csv(&out, s);
    FUZZ_CHECK(out.n >= 2 && out.at[0] == '"' && out.at[out.n - 1] == '"');
    str cell = str_head(str_skip(buf_str(&out), 1), out.n - 2);
    FUZZ_CHECK(!has_any(str_head(cell, 1), "=+-@\t\r"));
    for (size_t i = 0; i < cell.n; i++)
        if (cell.at[i] == '"')
            FUZZ_CHECK(++i < cell.n && cell.at[i] == '"');
}

int LLVMFuzzerTestOneInput(const byte *at, size_t n)
{
    static struct arena *mem;
    if (!mem)
        mem = arena_new(0);
    arena_empty(mem);
    str s = {(const char *)at, n};
    size_t chars;
    bool valid = model_utf8(s, &chars);
    FUZZ_CHECK(str_is_utf8(s) == valid);
    FUZZ_CHECK(!valid || str_count_chars(s) == chars);

    str folded = str_fold(mem, s);
    FUZZ_CHECK(!valid || str_is_utf8(folded));
    FUZZ_CHECK(valid || folded.n == 0);
    FUZZ_CHECK(str_eq(str_fold(mem, folded), folded));
    check_slug(str_slug(mem, s));
    check_pieces(s);
    check_html(s);
    check_url(s);
    check_csv(s);
    FUZZ_CHECK(str_trim(s).n <= s.n);
    return 0;
}
