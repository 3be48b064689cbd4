/* What a setting's value may be. */
#include "domain/settings.h"

#include "base/format.h"
#include "base/str.h"

static bool is_choice(const struct setting_row *row, str value)
{
    for (const struct choice *ch = row->choices; ch->key.n; ch++)
        if (str_eq(ch->key, value))
            return true;
    return false;
}

/* As codes of statuses are; "" is one of the values. */
static bool is_code(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.at[i] >= 'a' && s.at[i] <= 'z') || s.at[i] == '_' ||
              (s.at[i] >= '0' && s.at[i] <= '9')))
            return false;
    return s.n <= 32;
}

static bool has_control(str s, bool lines)
{
    for (size_t i = 0; i < s.n; i++) {
        byte b = (byte)s.at[i];
        if ((b < 0x20 && !(lines && (b == '\n' || b == '\r'))) || b == 0x7F)
            return true;
    }
    return false;
}

str url_host(str url)
{
    str scheme;
    if (url.n == 0 || !str_starts(url, S("http")))
        return (str){0};
    str_cut(&url, '/', &scheme);
    url = str_skip(url, 1);
    return str_ends(url, S("/")) ? str_head(url, url.n - 1) : url;
}

/* http:// or https://, a host in lower case, perhaps a port, and a slash (SC-20). "" is fine. */
static bool is_base_url(str url)
{
    if (url.n == 0)
        return true;
    str host = url_host(url), name, port = host;
    i64 number;
    bool scheme = str_starts(url, S("http://")) || str_starts(url, S("https://"));
    if (!scheme || !str_ends(url, S("/")) || host.n == 0)
        return false;
    bool has_port = str_cut(&port, ':', &name) && port.at && port.n;
    for (size_t i = 0; i < name.n; i++) {
        char ch = name.at[i];
        if (!((ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '-' || ch == '.'))
            return false;
    }
    return name.n && (has_port ? str_to_i64(port, 1, 65535, &number) : name.n == host.n);
}

static str number_text(struct arena *mem, i64 n)
{
    return str_format(mem, "%lld", (long long)n);
}

static str check_text(struct arena *mem, const struct setting_row *row, str value, str args[2])
{
    if (!str_is_utf8(value) || has_control(value, setting_is_lines(row)))
        return _("This text contains characters that are not allowed.");
    size_t n = str_count_chars(value);
    if (n < (size_t)row->least)
        return _("This is a required field.");
    if (n > (size_t)row->most)
        return args[0] = number_text(mem, row->most), _("At most %1 characters.");
    return (str){0};
}

static str check_currencies(str value, str args[2])
{
    for (str code; str_cut(&value, ' ', &code);)
        if (code.n && !currency_known(code))
            return args[0] = code, _("There is no currency %1.");
    return (str){0};
}

static str check_countries(str value, str args[2])
{
    for (str code; str_cut(&value, ' ', &code);)
        if (code.n && !country_known(code))
            return args[0] = code, _("There is no country %1.");
    return (str){0};
}

/* Codes with spaces between. */
static str check_several(struct arena *mem, const struct setting_row *row, str value, str args[2])
{
    if (value.n < (size_t)row->least || value.n > (size_t)row->most)
        return check_text(mem, row, value, args);
    return row->kind == SET_CURRENCIES ? check_currencies(value, args)
                                       : check_countries(value, args);
}

/* What a select of such a row could send. That a group or a status is there is looked up when it is saved. */
static bool is_offered(const struct setting_row *row, str value)
{
    i64 n;
    switch (row->kind) {
    case SET_CURRENCY:
        return currency_known(value) || (value.n == 0 && row->least == 0);
    case SET_GROUP:
        return str_to_i64(value, row->least, row->most, &n);
    case SET_STATUS:
        return is_code(value);
    default:
        return is_choice(row, value);
    }
}

str setting_check(struct arena *mem, const struct setting_row *row, str value, str args[2])
{
    i64 n;
    args[0] = args[1] = (str){0};
    switch (row->kind) {
    case SET_YES_NO:
        if (setting_is_fixed(row) && str_eq(value, S("0")))
            return _("This cannot be switched off.");
        return str_eq(value, S("0")) || str_eq(value, S("1")) ? (str){0} : _("Choose Yes or No.");
    case SET_NUMBER:
    case SET_MONEY:
        if (str_to_i64(value, row->least, row->most, &n))
            return (str){0};
        args[0] = number_text(mem, row->least);
        args[1] = number_text(mem, row->most);
        return row->kind == SET_MONEY ? _("Enter an amount from %1 to %2.")
                                      : _("Enter a whole number from %1 to %2.");
    case SET_TEXT:
    case SET_LINES:
    case SET_SPOKEN:
    case SET_SPOKEN_LINES:
        return check_text(mem, row, value, args);
    case SET_URL:
        if (value.n > (size_t)row->most || !is_base_url(value))
            return _(
                "Enter http:// or https://, a host and a slash at the end, such as https://shop.example/.");
        return (str){0};
    case SET_CURRENCIES:
    case SET_COUNTRIES:
        return check_several(mem, row, value, args);
    case SET_CURRENCY:
    case SET_GROUP:
    case SET_STATUS:
    case SET_CHOICE:
        return is_offered(row, value) ? (str){0} : _("Choose one of the values.");
    }
    return (str){0};
}
