#include "text_test.h"

#include "base/i18n.h"
#include "base/i18n_tables.h"

#include <stdlib.h>

/* A catalogue of the test's own, in the place of the generated one. */
#define T(text)                                                                                    \
    {                                                                                              \
        "" text, sizeof(text) - 1                                                                  \
    }

static const struct word german[] = {
    {T("%1 item"), {T("%1 Artikel"), T("%1 Artikel (mehrere)")}},
    {T("Add to Cart"), {T("In den Warenkorb"), T("")}},
    {T("Cancel"), {T("Abbrechen"), T("")}},
    {T("Sign In"), {T("Anmelden"), T("")}},
    {T("Untranslated"), {T(""), T("")}},
};
static const struct word pseudo[] = {
    {T("Cancel"), {T("[Ćáńćéĺ]"), T("")}},
};

const struct words words_table[] = {
    {T("de"), T("de-DE"), T("Deutsch"), german, COUNT(german)},
    {T("en-XA"), T("en-XA"), T("Pseudo"), pseudo, COUNT(pseudo)},
};
const size_t words_table_n = COUNT(words_table);

static void english_is_shipped_first_and_means_itself(void **state)
{
    (void)state;
    assert_text(words_at(0)->lang, "en");
    assert_text(words_at(0)->locale, "en-US");
    assert_text(words_at(0)->name, "English");
    assert_text(words_at(1)->lang, "de");
    assert_text(words_at(2)->lang, "en-XA");
    assert_null(words_at(3));
    assert_text(tr(words_at(0), S("Sign In")), "Sign In");
    assert_text(tr_n(words_at(0), S("%1 item"), S("%1 items"), 1), "%1 item");
    assert_text(tr_n(words_at(0), S("%1 item"), S("%1 items"), 0), "%1 items");
}

static void the_pseudo_locale_is_shown_to_tests_alone(void **state)
{
    (void)state;
    unsetenv("KONTOR_PSEUDO");
    assert_null(words_at(2));
    assert_text(words_find(S("en-XA"))->lang, "en");
    assert_text(words_accept(S("en-XA, de;q=0.5"))->lang, "en");
    setenv("KONTOR_PSEUDO", "1", 1);
    assert_text(words_at(2)->lang, "en-XA");
    assert_text(words_accept(S("en-XA, de;q=0.5"))->lang, "en-XA");
}

static void a_language_is_found_with_or_without_its_country(void **state)
{
    (void)state;
    assert_text(words_find(S("de"))->lang, "de");
    assert_text(words_find(S("de-AT"))->lang, "de");
    assert_text(words_find(S("DE-de-1996"))->lang, "de");
    assert_text(words_find(S("en-GB"))->lang, "en");
    assert_text(words_find(S("en-XA"))->lang, "en-XA");
    assert_text(words_find(S("fr"))->lang, "en");
    assert_text(words_find(S("d"))->lang, "en");
    assert_text(words_find(S(""))->lang, "en");
    assert_text(words_find(S("-"))->lang, "en");
}

static void a_word_is_translated_or_stays_english(void **state)
{
    (void)state;
    const struct words *de = words_find(S("de"));
    for (size_t i = 0; i < COUNT(german); i++)
        assert_text(tr(de, german[i].en),
                    str_z(mem, german[i].to[0].n ? german[i].to[0] : german[i].en));
    assert_text(tr(de, S("Sign Out")), "Sign Out");
    assert_text(tr(de, S("")), "");
    assert_text(tr(words_find(S("en-XA")), S("Cancel")), "[Ćáńćéĺ]");
}

static void one_is_singular_and_everything_else_plural(void **state)
{
    (void)state;
    const struct words *de = words_find(S("de"));
    assert_text(tr_n(de, S("%1 item"), S("%1 items"), 1), "%1 Artikel");
    assert_text(tr_n(de, S("%1 item"), S("%1 items"), 0), "%1 Artikel (mehrere)");
    assert_text(tr_n(de, S("%1 item"), S("%1 items"), 2), "%1 Artikel (mehrere)");
    assert_text(tr_n(de, S("%1 dog"), S("%1 dogs"), 2), "%1 dogs");
    assert_text(tr_n(de, S("Cancel"), S("Cancels"), 2), "Cancels");
}

static void the_best_language_is_what_the_browser_weighs_most(void **state)
{
    (void)state;
    static const char *const headers[][2] = {
        {"", "en"},
        {"de", "de"},
        {"de-DE,de;q=0.9,en;q=0.8", "de"},
        {"en-US,en;q=0.9,de;q=0.8", "en"},
        {"fr,de;q=0.5,en;q=0.4", "de"},
        {"en;q=0.5, de;q=0.7", "de"},
        {"de;q=0, en;q=0.1", "en"},
        {"de;q=0", "en"},
        {"fr, es;q=0.5", "en"},
        {"*", "en"},
        {"fr, *;q=0.1, de;q=0.05", "en"},
        {"de; q=1.000 , en;q=0.999", "de"},
        {"en;q=0.7,de;q=0.8;x=y", "de"},
        {"de;q=2, en;q=0.1", "en"},
        {"de;q=, en;q=0.1", "en"},
        {"de;q=0.1234, en;q=0.1", "en"},
        {",,;;q=1,de", "de"},
        {";q=1;de", "en"},
    };
    for (size_t i = 0; i < COUNT(headers); i++)
        if (!str_eq(words_accept(str_from(headers[i][0]))->lang, str_from(headers[i][1])))
            fail_msg("\"%s\" gives %s", headers[i][0],
                     str_z(mem, words_accept(str_from(headers[i][0]))->lang));
}

static void arguments_are_filled_in(void **state)
{
    (void)state;
    const str args[] = {S("<b>"), S(""), S("%1")};
    assert_text(tr_fill(mem, S("a %1 b %3 c"), args, 3), "a <b> b %1 c");
    assert_text(tr_fill(mem, S("%3%2%1%1"), args, 3), "%1<b><b>");
    assert_text(tr_fill(mem, S("100 %% of %1"), args, 1), "100 % of <b>");
    assert_text(tr_fill(mem, S("%%1 %4 %0 %x %"), args, 3), "%1 %4 %0 %x %");
    assert_text(tr_fill(mem, S(""), NULL, 0), "");
    assert_text(tr_fill(mem, S("%1"), NULL, 0), "%1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_is_shipped_first_and_means_itself),
        cmocka_unit_test(the_pseudo_locale_is_shown_to_tests_alone),
        cmocka_unit_test(a_language_is_found_with_or_without_its_country),
        cmocka_unit_test(a_word_is_translated_or_stays_english),
        cmocka_unit_test(one_is_singular_and_everything_else_plural),
        cmocka_unit_test(the_best_language_is_what_the_browser_weighs_most),
        cmocka_unit_test(arguments_are_filled_in),
    };
    setenv("KONTOR_PSEUDO", "1", 1);
    return RUN(tests);
}
