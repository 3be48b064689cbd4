/* An Accept-Language header always finds a shipped language; a filled text keeps what is not an argument. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/i18n_tables.h"
#include "base/str.h"

#define T(text)                                                                                    \
    {                                                                                              \
        "" text, sizeof(text) - 1                                                                  \
    }

static const struct word german[] = {
    {T("Cancel"), {T("Abbrechen"), T("")}},
    {T("Sign In"), {T("Anmelden"), T("")}},
};
const struct words words_table[] = {
    {T("de"), T("de-DE"), T("Deutsch"), german, COUNT(german)},
};
const size_t words_table_n = COUNT(words_table);

static bool is_shipped(const struct words *w)
{
    for (size_t i = 0; words_at(i); i++)
        if (words_at(i) == w)
            return true;
    return false;
}

int LLVMFuzzerTestOneInput(const byte *at, size_t n)
{
    static struct arena *mem;
    if (!mem)
        mem = arena_new(0);
    arena_empty(mem);
    str s = {(const char *)at, n};
    FUZZ_CHECK(is_shipped(words_accept(s)));
    FUZZ_CHECK(is_shipped(words_find(s)));
    FUZZ_CHECK(words_accept(str_join(mem, S("de,"), s)) == words_find(S("de")));

    str german_text = tr(words_find(S("de")), s);
    FUZZ_CHECK(str_eq(german_text, s) || str_eq(s, S("Cancel")) || str_eq(s, S("Sign In")));

    const str args[] = {s, S("%1")};
    size_t percents = 0;
    for (size_t i = 0; i < s.n; i++)
        percents += s.at[i] == '%';
    str filled = tr_fill(mem, s, args, 2);
    FUZZ_CHECK(percents || str_eq(filled, s));
    FUZZ_CHECK(filled.n <= s.n + percents * (s.n + 2));
    FUZZ_CHECK(
        str_eq(tr_fill(mem, S("<%1>"), args, 1), str_join(mem, str_join(mem, S("<"), s), S(">"))));
    return 0;
}
