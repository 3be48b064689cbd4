/* Typed fields out of any body: what form_read lets through is within what the field declares, and nothing else of the
 * request moves (R01). */
#include "fuzz.h"

#include "base/arena.h"
#include "base/str.h"
#include "domain/settings.h"
#include "web/form.h"
#include "web/request.h"

#include <string.h>

struct typed {
    str text, lines, secret, email, choice;
    i64 number;
    money price;
    bool check, yes;
    when day;
};
static const char *const choices[] = {"red", "blue", NULL};
static const struct form_field fields[] = {
    {FORM_INPUT(struct typed, text), FORM_TEXT, .label = "Text", .most = 10, .required = true},
    {FORM_INPUT(struct typed, lines), FORM_LINES, .label = "Lines", .most = 20},
    {FORM_INPUT(struct typed, secret), FORM_PASSWORD, .label = "Secret", .most = 10},
    {FORM_INPUT(struct typed, email), FORM_EMAIL, .label = "Email"},
    {FORM_INPUT(struct typed, choice), FORM_CHOICE, .label = "Choice", .choices = choices},
    {FORM_INPUT(struct typed, number), FORM_NUMBER, .label = "Number", .least = -5, .most = 99},
    {FORM_INPUT(struct typed, price), FORM_MONEY, .label = "Price", .most = 100000},
    {FORM_INPUT(struct typed, check), FORM_CHECK, .label = "Check"},
    {FORM_INPUT(struct typed, yes), FORM_YES_NO, .label = "Yes"},
    {FORM_INPUT(struct typed, day), FORM_DAY, .label = "Day"},
};
static const struct form form = {fields, COUNT(fields)};

static bool has_control(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((byte)s.at[i] < 0x20 || s.at[i] == 0x7f)
            return true;
    return false;
}

static void check_values(const struct typed *t)
{
    FUZZ_CHECK(t->text.n > 0 && str_count_chars(t->text) <= 10 && !has_control(t->text));
    FUZZ_CHECK(str_count_chars(t->lines) <= 20 && !str_has(t->lines, S("\r")));
    FUZZ_CHECK(str_count_chars(t->secret) <= 10 && !has_control(t->secret));
    FUZZ_CHECK(t->email.n == 0 || (str_has(t->email, S("@")) && !has_control(t->email)));
    FUZZ_CHECK(t->choice.n == 0 || str_eq(t->choice, S("red")) || str_eq(t->choice, S("blue")));
    FUZZ_CHECK(t->number >= -5 && t->number <= 99);
    FUZZ_CHECK(t->price.minor >= 0 && t->price.minor <= 100000);
}

int LLVMFuzzerTestOneInput(const byte *at, size_t n)
{
    static struct arena *mem;
    static struct store_view view;
    if (!mem)
        mem = arena_new(0);
    arena_empty(mem);
    view = (struct store_view){.currency = S("EUR"), .zone = zone_find(S("Europe/Berlin"))};
    struct request r = {.c = {.mem = mem, .view = &view}};
    struct actor before = r.c.actor;
    if (form_parse(mem, (str){(const char *)at, n}, 200, &r.fields, &r.n_fields))
        return 0;
    struct typed t = {0};
    err e = form_read(&r, &form, &t);
    FUZZ_CHECK(e == OK || e == ERR_INVALID);
    FUZZ_CHECK((e == ERR_INVALID) == (r.c.problems != NULL));
    FUZZ_CHECK(memcmp(&before, &r.c.actor, sizeof before) == 0);
    if (e == OK)
        check_values(&t);
    return 0;
}
