#include "domain/password.h"

#include "domain/settings.h"

/* What people choose most, folded; those that no rule above catches. */
static const str common[] = {
    S("password1"),  S("password1!"),     S("password12"),  S("password123"),  S("password123!"),
    S("passw0rd"),   S("passw0rd!"),      S("p@ssw0rd"),    S("p@ssw0rd1"),    S("p@ssword1"),
    S("passwort1"),  S("passwort1!"),     S("passwort123"), S("passwort123!"), S("welcome1"),
    S("welcome1!"),  S("welcome123"),     S("willkommen1"), S("willkommen1!"), S("qwerty123"),
    S("qwerty123!"), S("qwertz123"),      S("qwertz123!"),  S("qwerty12"),     S("abcd1234"),
    S("abcd1234!"),  S("abc12345"),       S("abc123456"),   S("admin123"),     S("admin123!"),
    S("admin1234"),  S("administrator1"), S("changeme1"),   S("changeme1!"),   S("changeme123"),
    S("letmein1"),   S("letmein1!"),      S("letmein123"),  S("iloveyou1"),    S("iloveyou1!"),
    S("sunshine1"),  S("football1"),      S("princess1"),   S("dragon123"),    S("monkey123"),
    S("master123"),  S("superman1"),      S("batman123"),   S("summer2024"),   S("summer2025"),
    S("summer2026"), S("winter2024"),     S("winter2025"),  S("winter2026"),   S("sommer2025"),
    S("sommer2026"), S("winter2026!"),    S("sommer2026!"), S("summer2026!"),  S("1q2w3e4r"),
    S("1q2w3e4r5t"), S("1q2w3e4r!"),      S("1qaz2wsx"),    S("1qaz@wsx"),     S("zaq12wsx"),
    S("zaq1@wsx"),   S("a1234567"),       S("a12345678"),   S("aa123456"),     S("test1234"),
    S("test1234!"),  S("hallo123"),       S("hallo1234"),   S("geheim123"),    S("schalke04"),
    S("secret123"),  S("google123"),      S("facebook1"),   S("pa$$word1"),    S("pa$$w0rd"),
};

static bool is_common(struct arena *mem, str password)
{
    str folded = str_lower(mem, password);
    for (size_t i = 0; i < COUNT(common); i++)
        if (str_eq(folded, common[i]))
            return true;
    return false;
}

static i64 classes_of(str s)
{
    bool lower = false, upper = false, digit = false, special = false;
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.at[i];
        if (ch >= 'a' && ch <= 'z')
            lower = true;
        else if (ch >= 'A' && ch <= 'Z')
            upper = true;
        else if (ch >= '0' && ch <= '9')
            digit = true;
        else
            special = true;
    }
    return lower + upper + digit + special;
}

err password_check(struct ctx *c, str field, str password, str confirm, str email)
{
    const struct settings *s = c->settings;
    if (password.n == 0)
        return invalid(c, field, _("This is a required field."));
    if (!str_is_utf8(password) || password.n > PASSWORD_MOST)
        return invalid(c, field, _("This password is too long."));
    if (str_count_chars(password) < (size_t)s->password_length)
        return invalid_with(c, field, _("Use at least %1 characters."),
                            str_format(c->mem, "%lld", (long long)s->password_length), S(""),
                            S(""));
    if (classes_of(password) < s->password_classes)
        return invalid_with(c, field,
                            _("Use at least %1 of these: lower case letters, upper case letters, "
                              "digits, special characters."),
                            str_format(c->mem, "%lld", (long long)s->password_classes), S(""),
                            S(""));
    if (is_common(c->mem, password) || str_eq_nocase(password, email))
        return invalid(c, field, _("This password is too easy to guess."));
    if (!str_eq(password, confirm))
        return invalid(c, S("confirm"), _("The two passwords differ."));
    return OK;
}
