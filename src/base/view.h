/* What compiled templates call: print a value for its place and its type. An unlisted type does not compile. Output
 * goes to v->out; texts live in v->mem. Functions named view_x are x(…) in templates; pages may add their own.
 * Templates of mails have this and nothing of the web: no address of a route, no form. */
#pragma once

#include "base/buf.h"
#include "base/format.h"
#include "base/i18n.h"
#include "base/str.h"

struct request;

struct view {
    struct buf *out;
    struct arena *mem;
    const struct words *words;
    const struct format *format;
    const struct zone *zone;
    str currency;      /* of money without one of its own */
    struct request *r; /* the web's; NULL in a mail */
};

/* ---- printing: tmplc writes these; the place chooses the macro, the type the function ---- */

/* clang-format off */
/* Between tags. Only here html is printed, as it is. */
#define VIEW_TEXT(v, x) _Generic((x), str: view_put_str, i64: view_put_i64, int: view_put_int, \
    size_t: view_put_size, unsigned: view_put_unsigned, money: view_put_money, when: view_put_when, \
    html: view_put_html)(v, x)
/* In a quoted attribute, in <title> and <textarea>. */
#define VIEW_PLAIN(v, x) _Generic((x), str: view_put_str, i64: view_put_i64, int: view_put_int, \
    size_t: view_put_size, unsigned: view_put_unsigned, money: view_put_money, when: view_put_when)(v, x)
/* The whole of an address, or its beginning. */
#define VIEW_ADDRESS(v, x) _Generic((x), str: view_put_address)(v, x)
/* Behind the beginning of an address. */
#define VIEW_ADDRESS_PART(v, x) _Generic((x), str: view_put_address_part, i64: view_put_i64, int: view_put_int, \
    size_t: view_put_size, unsigned: view_put_unsigned, struct view_pairs: view_put_pairs)(v, x)
/* In <script type="application/json">; a str brings its quotes. */
#define VIEW_JSON(v, x) _Generic((x), str: view_put_json_str, bool: view_put_json_bool, i64: view_put_i64, \
    int: view_put_int, size_t: view_put_size, unsigned: view_put_unsigned)(v, x)

/* As text, before any escape: what is put into a sentence. */
#define VIEW_STR(v, x) _Generic((x), str: view_str, i64: view_i64, int: view_int, size_t: view_size, \
    unsigned: view_unsigned, money: view_money_str, when: view_when_str)(v, x)
/* A value for %1 of a sentence that stands between tags. */
#define VIEW_ARG(v, x) _Generic((x), str: view_arg_str, i64: view_arg_i64, int: view_arg_int, size_t: view_arg_size, \
    unsigned: view_arg_unsigned, money: view_arg_money, when: view_arg_when, html: view_arg_html)(v, x)
/* A value for a :name of a route. */
#define VIEW_ARGUMENT(v, x) _Generic((x), str: view_str, i64: view_i64, int: view_int, size_t: view_size, \
    unsigned: view_unsigned)(v, x)

/* In a condition: a number that is not 0, a text that is not empty, a pointer that is not NULL. */
#define VIEW_TRUTH(x) _Generic((x), bool: view_is_number, byte: view_is_number, int: view_is_number, \
    i64: view_is_number, unsigned: view_is_unsigned, size_t: view_is_unsigned, str: view_is_str, html: view_is_html, \
    money: view_is_money, when: view_is_when, default: view_is_there)(x)
/* clang-format on */

struct view_arg {
    str s;
    bool raw; /* it is HTML already */
};

void view_put_str(struct view *v, str s);
void view_put_i64(struct view *v, i64 n);
void view_put_money(struct view *v, money m);
void view_put_when(struct view *v, when t);
void view_put_html(struct view *v, html h);
/* An address that is not ours to choose: /… of this server, ?…, #…, https:, http:, mailto:, tel:. Anything else is "#". */
void view_put_address(struct view *v, str s);
void view_put_address_part(struct view *v, str s);
void view_put_json_str(struct view *v, str s);
void view_put_json_bool(struct view *v, bool yes);
/* The translation of text with %1 … filled in, escaped except for html. */
void view_put_words(struct view *v, str text, const struct view_arg *args, size_t n);
/* %1 is count, as people write numbers; args follow from %2. */
void view_put_words_n(struct view *v, str one, str other, i64 count, const struct view_arg *args,
                      size_t n);

static inline void view_put_int(struct view *v, int n)
{
    view_put_i64(v, n);
}
static inline void view_put_size(struct view *v, size_t n)
{
    view_put_i64(v, (i64)n);
}
static inline void view_put_unsigned(struct view *v, unsigned n)
{
    view_put_i64(v, n);
}

str view_i64(struct view *v, i64 n);
str view_money_str(struct view *v, money m);
str view_when_str(struct view *v, when t);
str view_words(struct view *v, str text, const str *args, size_t n);
str view_words_n(struct view *v, str one, str other, i64 count, const str *args, size_t n);

static inline str view_str(struct view *v, str s)
{
    (void)v;
    return s;
}
static inline str view_int(struct view *v, int n)
{
    return view_i64(v, n);
}
static inline str view_size(struct view *v, size_t n)
{
    return view_i64(v, (i64)n);
}
static inline str view_unsigned(struct view *v, unsigned n)
{
    return view_i64(v, n);
}

static inline struct view_arg view_arg_str(struct view *v, str s)
{
    (void)v;
    return (struct view_arg){.s = s};
}
static inline struct view_arg view_arg_i64(struct view *v, i64 n)
{
    return (struct view_arg){.s = view_i64(v, n)};
}
static inline struct view_arg view_arg_int(struct view *v, int n)
{
    return view_arg_i64(v, n);
}
static inline struct view_arg view_arg_size(struct view *v, size_t n)
{
    return view_arg_i64(v, (i64)n);
}
static inline struct view_arg view_arg_unsigned(struct view *v, unsigned n)
{
    return view_arg_i64(v, n);
}
static inline struct view_arg view_arg_money(struct view *v, money m)
{
    return (struct view_arg){.s = view_money_str(v, m)};
}
static inline struct view_arg view_arg_when(struct view *v, when t)
{
    return (struct view_arg){.s = view_when_str(v, t)};
}
static inline struct view_arg view_arg_html(struct view *v, html h)
{
    (void)v;
    return (struct view_arg){.s = h.s, .raw = true};
}

static inline bool view_is_number(i64 n)
{
    return n != 0;
}
static inline bool view_is_unsigned(size_t n)
{
    return n != 0;
}
static inline bool view_is_str(str s)
{
    return s.n != 0;
}
static inline bool view_is_html(html h)
{
    return h.s.n != 0;
}
static inline bool view_is_money(money m)
{
    return m.minor != 0;
}
static inline bool view_is_when(when t)
{
    return t.us != 0;
}
static inline bool view_is_there(const void *p)
{
    return p != NULL;
}

/* ---- what templates call by name ---- */

str view_tr(struct view *v, str en);   /* a text of ours that arrives as data */
str view_date(struct view *v, when t); /* a moment that is "never" prints nothing, here and below */
str view_time(struct view *v, when t);
str view_moment(struct view *v, when t);
str view_full(struct view *v, when t);
str view_iso(struct view *v, when t);
str view_money(struct view *v, money m, str currency);
/* "€10.00", or "€10.00 [$10.80]" where it was paid in another currency than the base one. */
str view_both(struct view *v, money base, str base_currency, money paid, str currency);
str view_decimal(struct view *v, money m, str currency); /* "19.99", for machines */
str view_percent(struct view *v, i64 ppm);
str view_number(struct view *v, i64 n);
str view_duration(struct view *v, i64 us);
str view_country(struct view *v, str iso2);
/* Addresses of people, for href: mailto:anna@example.com, tel:+493023125999. */
str view_mailto(struct view *v, str email);
str view_tel(struct view *v, str phone);
bool view_eq(struct view *v, str a, str b);

/* For words inside a sentence: _("Logged in as %1", strong(p.name)), _("I accept the %1.", link(url(x), _("terms"))). */
#define view_strong(v, x) view_strong_str(v, VIEW_STR(v, x))
html view_strong_str(struct view *v, str s);
html view_link(struct view *v, str address, str text);

/* Pairs that are encoded already, "q=a%20b&page=2": {{ url(shop_search) }}?{{ query(p.query) }}. */
struct view_pairs {
    str s;
};
struct view_pairs view_query(struct view *v, str encoded);
void view_put_pairs(struct view *v, struct view_pairs p);
