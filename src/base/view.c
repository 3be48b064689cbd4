#include "base/view.h"

#include <string.h>

/* ---- printing ---- */

void view_put_str(struct view *v, str s)
{
    buf_html(v->out, s);
}

void view_put_i64(struct view *v, i64 n)
{
    buf_i64(v->out, n);
}

void view_put_money(struct view *v, money m)
{
    buf_html(v->out, view_money_str(v, m));
}

void view_put_when(struct view *v, when t)
{
    buf_html(v->out, view_when_str(v, t));
}

void view_put_html(struct view *v, html h)
{
    buf_put(v->out, h.s);
}

/* Browsers drop tabs and line breaks in an address and read \ as /: none of them may stand in one. */
static bool has_control(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((byte)s.at[i] <= ' ' || s.at[i] == 127 || s.at[i] == '\\')
            return true;
    return false;
}

static bool is_safe_address(str s)
{
    static const char *const schemes[] = {"https:", "http:", "mailto:", "tel:"};
    if (s.n == 0)
        return true;
    if (has_control(s) || str_starts(s, S("//")))
        return false;
    if (s.at[0] == '/' || s.at[0] == '?' || s.at[0] == '#')
        return true;
    for (size_t i = 0; i < COUNT(schemes); i++) {
        str scheme = str_from(schemes[i]);
        if (str_eq_nocase(str_head(s, scheme.n), scheme))
            return true;
    }
    return false;
}

void view_put_address(struct view *v, str s)
{
    buf_html(v->out, is_safe_address(s) ? s : S("#"));
}

void view_put_address_part(struct view *v, str s)
{
    buf_url(v->out, s);
}

void view_put_json_str(struct view *v, str s)
{
    buf_json(v->out, s);
}

void view_put_json_bool(struct view *v, bool yes)
{
    buf_put(v->out, yes ? S("true") : S("false"));
}

/* ---- words ---- */

static void put_arg(struct view *v, const struct view_arg *arg)
{
    if (arg->raw)
        buf_put(v->out, arg->s);
    else
        buf_html(v->out, arg->s);
}

/* The text up to the next % that stands for something; sets what it stands for: 1 to 9, '%', or 0 at the end. */
static str next_piece(str *rest, char *place)
{
    for (size_t i = 0; i + 1 < rest->n; i++) {
        char c = rest->at[i + 1];
        if (rest->at[i] != '%' || (c != '%' && (c < '1' || c > '9')))
            continue;
        *place = c == '%' ? '%' : (char)(c - '0');
        str piece = str_head(*rest, i);
        *rest = str_skip(*rest, i + 2);
        return piece;
    }
    str piece = *rest;
    *rest = (str){0};
    *place = 0;
    return piece;
}

static void put_filled(struct view *v, str text, const struct view_arg *args, size_t n)
{
    char place;
    do {
        buf_html(v->out, next_piece(&text, &place));
        if (place == '%')
            buf_char(v->out, '%');
        else if (place > 0 && (size_t)place <= n)
            put_arg(v, &args[place - 1]);
    } while (place);
}

void view_put_words(struct view *v, str text, const struct view_arg *args, size_t n)
{
    put_filled(v, tr(v->words, text), args, n);
}

#define ARGS_MOST 9

void view_put_words_n(struct view *v, str one, str other, i64 count, const struct view_arg *args,
                      size_t n)
{
    struct view_arg all[ARGS_MOST] = {{.s = view_number(v, count)}};
    n = n < ARGS_MOST ? n : ARGS_MOST - 1;
    for (size_t i = 0; i < n; i++)
        all[i + 1] = args[i];
    put_filled(v, tr_n(v->words, one, other, count), all, n + 1);
}

str view_words(struct view *v, str text, const str *args, size_t n)
{
    return tr_fill(v->mem, tr(v->words, text), args, n);
}

str view_words_n(struct view *v, str one, str other, i64 count, const str *args, size_t n)
{
    str all[ARGS_MOST] = {view_number(v, count)};
    n = n < ARGS_MOST ? n : ARGS_MOST - 1;
    for (size_t i = 0; i < n; i++)
        all[i + 1] = args[i];
    return tr_fill(v->mem, tr_n(v->words, one, other, count), all, n + 1);
}

str view_tr(struct view *v, str en)
{
    return tr(v->words, en);
}

/* ---- formats ---- */

str view_i64(struct view *v, i64 n)
{
    char text[21];
    size_t at = sizeof text;
    u64 rest = n < 0 ? 0 - (u64)n : (u64)n;
    do {
        text[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (n < 0)
        text[--at] = '-';
    return str_copy(v->mem, (str){text + at, sizeof text - at});
}

str view_money_str(struct view *v, money m)
{
    return format_money(v->mem, v->format, m, v->currency);
}

str view_when_str(struct view *v, when t)
{
    return view_moment(v, t);
}

str view_date(struct view *v, when t)
{
    return t.us ? format_date(v->mem, v->format, t, v->zone) : S("");
}

str view_time(struct view *v, when t)
{
    return t.us ? format_time(v->mem, v->format, t, v->zone) : S("");
}

str view_moment(struct view *v, when t)
{
    return t.us ? format_moment(v->mem, v->format, t, v->zone) : S("");
}

str view_full(struct view *v, when t)
{
    return t.us ? format_full(v->mem, v->format, t, v->zone) : S("");
}

str view_iso(struct view *v, when t)
{
    return t.us ? time_iso(v->mem, t) : S("");
}

str view_money(struct view *v, money m, str currency)
{
    return format_money(v->mem, v->format, m, currency);
}

str view_both(struct view *v, money base, str base_currency, money paid, str currency)
{
    str text = view_money(v, base, base_currency);
    if (str_eq(base_currency, currency))
        return text;
    return str_format(v->mem, "%.*s [%.*s]", STR_ARG(text), STR_ARG(view_money(v, paid, currency)));
}

str view_decimal(struct view *v, money m, str currency)
{
    i64 unit = 1;
    int digits = currency_digits(currency);
    for (int i = 0; i < digits; i++)
        unit *= 10;
    u64 rest = m.minor < 0 ? 0 - (u64)m.minor : (u64)m.minor;
    const char *sign = m.minor < 0 ? "-" : "";
    if (digits == 0)
        return str_format(v->mem, "%s%lu", sign, rest);
    return str_format(v->mem, "%s%lu.%0*lu", sign, rest / (u64)unit, digits, rest % (u64)unit);
}

str view_percent(struct view *v, i64 ppm)
{
    return format_percent(v->mem, v->format, ppm);
}

str view_number(struct view *v, i64 n)
{
    return format_number(v->mem, v->format, n);
}

str view_duration(struct view *v, i64 us)
{
    return format_duration(v->mem, v->format, us);
}

str view_country(struct view *v, str iso2)
{
    return format_country(v->format, iso2);
}

bool view_eq(struct view *v, str a, str b)
{
    (void)v;
    return str_eq(a, b);
}

/* ---- pieces of HTML inside sentences ---- */

/* Prints into v->out, takes the result back off its end. */
static html taken_back(struct view *v, size_t from)
{
    html h = {str_copy(v->mem, str_skip(buf_str(v->out), from))};
    v->out->n = from;
    return h;
}

html view_strong_str(struct view *v, str s)
{
    size_t from = v->out->n;
    buf_put(v->out, S("<strong>"));
    buf_html(v->out, s);
    buf_put(v->out, S("</strong>"));
    return taken_back(v, from);
}

html view_link(struct view *v, str address, str text)
{
    size_t from = v->out->n;
    buf_put(v->out, S("<a href=\""));
    view_put_address(v, address);
    buf_put(v->out, S("\">"));
    buf_html(v->out, text);
    buf_put(v->out, S("</a>"));
    return taken_back(v, from);
}

struct view_pairs view_query(struct view *v, str encoded)
{
    (void)v;
    return (struct view_pairs){encoded};
}

static bool stands_in_query(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-._~%+=&:,;@!*", c));
}

void view_put_pairs(struct view *v, struct view_pairs p)
{
    for (size_t i = 0; i < p.s.n; i++) {
        str c = {p.s.at + i, 1};
        if (stands_in_query(*c.at))
            buf_html(v->out, c);
        else
            buf_url(v->out, c);
    }
}

/* The @ stays what it is; everything else that means something in an address is encoded. */
str view_mailto(struct view *v, str email)
{
    str domain = email, local;
    if (!str_cut(&domain, '@', &local))
        return S("#");
    SCOPED(buf_free) struct buf b = {0};
    buf_put(&b, S("mailto:"));
    buf_url(&b, local);
    buf_char(&b, '@');
    buf_url(&b, domain);
    return str_copy(v->mem, buf_str(&b));
}

str view_tel(struct view *v, str phone)
{
    SCOPED(buf_free) struct buf b = {0};
    buf_put(&b, S("tel:"));
    for (size_t i = 0; i < phone.n; i++)
        if ((phone.at[i] >= '0' && phone.at[i] <= '9') || (phone.at[i] == '+' && b.n == 4))
            buf_char(&b, phone.at[i]);
    return str_copy(v->mem, buf_str(&b));
}
