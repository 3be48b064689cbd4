#include "web/form.h"

#include "base/arena.h"
#include "base/format.h"
#include "base/log.h"
#include "base/str.h"
#include "domain/settings.h"
#include "web/form_token.h"
#include "web/multipart.h"
#include "web/request.h"
#include "web/site.h"

#include <string.h>

/* ---- reading what was sent ---- */

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool form_decode(struct arena *mem, str text, bool plus, str *out)
{
    char *at = NEWN(mem, char, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (c == '+' && plus)
            c = ' ';
        else if (c == '%') {
            str two = str_head(str_skip(text, i + 1), 2);
            int high = two.n == 2 ? hex(two.at[0]) : -1;
            int low = two.n == 2 ? hex(two.at[1]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high * 16 + low);
            i += 2;
        }
        if (!c)
            return false;
        at[n++] = c;
    }
    *out = (str){at, n};
    return str_is_utf8(*out);
}

static bool has_control(str s, bool lines)
{
    for (size_t i = 0; i < s.n; i++) {
        byte c = (byte)s.at[i];
        if (lines && (c == '\t' || c == '\n' || c == '\r'))
            continue;
        if (c < 0x20 || c == 0x7f)
            return true;
    }
    return false;
}

bool form_text_ok(str value)
{
    return str_is_utf8(value) && !has_control(value, true);
}

static bool has_name(const struct pair *pairs, size_t n, str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(pairs[i].name, name))
            return true;
    return false;
}

/* One of a list: "rates[]". */
static bool is_item(const struct pair *p)
{
    return str_ends(p->name, S("[]"));
}

static size_t count_pairs(str text)
{
    size_t n = 0;
    str piece;
    while (str_cut(&text, '&', &piece))
        n++;
    return n;
}

/* 0, or why this pair cannot be one. before: so many came already. */
static int check_pair(const struct pair *p, const struct pair *pairs, size_t before)
{
    if (p->name.n == 0 || has_control(p->name, false) || has_control(p->value, true))
        return 400;
    return !is_item(p) && has_name(pairs, before, p->name) ? 400 : 0;
}

int form_parse(struct arena *mem, str text, size_t most, struct pair **out, size_t *n)
{
    size_t room = count_pairs(text), items = 0, k = 0;
    if (room > most + FORM_ITEMS_MOST)
        return 413;
    struct pair *pairs = NEWN(mem, struct pair, room + 1);
    str piece, name;
    while (str_cut(&text, '&', &piece)) {
        if (piece.n == 0)
            continue;
        struct pair *p = &pairs[k];
        str_cut(&piece, '=', &name);
        if (!form_decode(mem, name, true, &p->name) || !form_decode(mem, piece, true, &p->value))
            return 400;
        int status = check_pair(p, pairs, k);
        items += is_item(p);
        k++;
        if (!status && (items > FORM_ITEMS_MOST || k - items > most))
            status = 413;
        if (status)
            return status;
    }
    *out = pairs;
    *n = k;
    return 0;
}

/* Browsers send CR LF for a line break; LF is what is kept. */
static str without_cr(struct arena *mem, str s)
{
    char *at = NEWN(mem, char, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] != '\r')
            at[n++] = s.at[i];
    return (str){at, n};
}

/* ---- files ---- */

const struct upload *form_file(const struct request *r, str field)
{
    for (size_t i = 0; i < r->n_files; i++)
        if (str_eq(r->files[i].field, field))
            return &r->files[i];
    return NULL;
}

err form_file_text(struct request *r, str field, size_t most, str *out)
{
    const struct upload *f = form_file(r, field);
    *out = (str){0};
    if (!f)
        return OK;
    if (f->bytes.n > most)
        return invalid(&r->c, field, _("The file is too large."));
    str text = f->bytes;
    if (str_starts(text, S("\xEF\xBB\xBF")))
        text = str_skip(text, 3);
    if (!form_text_ok(text))
        return invalid(&r->c, field, _("The file is not a text in UTF-8."));
    *out = str_trim(without_cr(r->c.mem, text));
    return out->n ? OK : invalid(&r->c, field, _("The file is empty."));
}

/* ---- typed fields ---- */

static struct pair *find(const struct request *r, str name)
{
    for (size_t i = 0; i < r->n_fields; i++)
        if (str_eq(r->fields[i].name, name))
            return &r->fields[i];
    return NULL;
}

static err wrong(struct request *r, const struct form_field *f, str message)
{
    if (f->error)
        message = str_from(f->error);
    return invalid_with(&r->c, str_from(f->name), message, str_from(f->label), (str){0}, (str){0});
}

static err read_text(struct request *r, const struct form_field *f, str typed, str *out)
{
    size_t most = f->most > 0 ? (size_t)f->most : 255;
    bool lines = f->type == FORM_LINES;
    str s = lines                      ? str_trim(without_cr(r->c.mem, typed))
            : f->type == FORM_PASSWORD ? typed
                                       : str_trim(typed);
    if (f->required && s.n == 0)
        return wrong(r, f, _("%1 is required."));
    if (has_control(s, lines))
        return wrong(r, f, _("%1 contains characters that are not allowed."));
    if (str_count_chars(s) > most)
        return invalid_with(&r->c, str_from(f->name), _("%1 is too long: at most %2 characters."),
                            str_from(f->label), str_format(r->c.mem, "%zu", most), (str){0});
    *out = s;
    return OK;
}

static bool is_domain(str domain)
{
    str label;
    if (domain.n == 0 || domain.n > 253)
        return false;
    while (str_cut(&domain, '.', &label)) {
        if (label.n == 0 || label.n > 63 || label.at[0] == '-' || label.at[label.n - 1] == '-')
            return false;
        for (size_t i = 0; i < label.n; i++) {
            char c = label.at[i];
            bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '-';
            if (!plain && (byte)c < 0x80)
                return false;
        }
    }
    return true;
}

static bool is_local_part(str local)
{
    if (local.n == 0 || local.n > 64 || local.at[0] == '.' || local.at[local.n - 1] == '.' ||
        str_has(local, S("..")))
        return false;
    for (size_t i = 0; i < local.n; i++) {
        char c = local.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     (byte)c >= 0x80;
        if (!plain && !strchr("!#$%&'*+-/=?^_`{|}~.", c))
            return false;
    }
    return true;
}

static err read_email(struct request *r, const struct form_field *f, str typed, str *out)
{
    str s = {0};
    TRY(read_text(r, f, typed, &s));
    str domain = s, local;
    if (!str_cut(&domain, '@', &local)) {
        *out = s;
        return OK;
    }
    if (!is_local_part(local) || !is_domain(domain))
        return wrong(r, f, _("This email address is not valid. Example: name@example.com"));
    *out = str_format(r->c.mem, "%.*s@%.*s", STR_ARG(local), STR_ARG(str_lower(r->c.mem, domain)));
    return OK;
}

static err read_number(struct request *r, const struct form_field *f, str typed, i64 *out)
{
    str s = str_trim(typed);
    if (s.n == 0)
        return f->required ? wrong(r, f, _("%1 is required.")) : OK;
    if (!str_to_i64(s, f->least, f->most, out))
        return f->error ? wrong(r, f, (str){0})
                        : invalid_with(&r->c, str_from(f->name),
                                       _("%1 must be a number from %2 to %3."), str_from(f->label),
                                       str_format(r->c.mem, "%lld", (long long)f->least),
                                       str_format(r->c.mem, "%lld", (long long)f->most));
    return OK;
}

static err read_money(struct request *r, const struct form_field *f, str typed, str currency,
                      money *out)
{
    str s = str_trim(typed);
    if (s.n == 0)
        return f->required ? wrong(r, f, _("%1 is required.")) : OK;
    if (!money_parse(s, currency_digits(currency), f->most, out))
        return wrong(r, f, _("%1 is not a valid amount."));
    return OK;
}

static err read_choice(struct request *r, const struct form_field *f, str typed, str *out)
{
    if (typed.n == 0 && !f->required)
        return OK;
    for (size_t i = 0; f->choices && f->choices[i]; i++)
        if (str_eq(typed, str_from(f->choices[i]))) {
            *out = str_from(f->choices[i]);
            return OK;
        }
    return wrong(
        r, f, typed.n ? _("%1: please choose one of the offered values.") : _("%1 is required."));
}

static err read_day(struct request *r, const struct form_field *f, str typed, when *out)
{
    str s = str_trim(typed);
    if (s.n == 0)
        return f->required ? wrong(r, f, _("%1 is required.")) : OK;
    if (!time_day(s, r->c.view ? r->c.view->zone : zone_find(S("UTC")), out))
        return wrong(r, f, _("%1 is not a valid date."));
    return OK;
}

static err read_yes_no(struct request *r, const struct form_field *f, str typed, bool *out)
{
    if (!str_eq(typed, S("1")) && !str_eq(typed, S("0")) && (typed.n || f->required))
        return wrong(r, f, _("%1: please choose one of the offered values."));
    *out = str_eq(typed, S("1"));
    return OK;
}

static err read_field(struct request *r, const struct form_field *f, str currency, void *member)
{
    struct pair *p = find(r, str_from(f->name));
    str typed = p ? p->value : (str){0};
    if (p)
        p->used = true;
    switch (f->type) {
    case FORM_TEXT:
    case FORM_LINES:
    case FORM_PASSWORD:
        return read_text(r, f, typed, member);
    case FORM_EMAIL:
        return read_email(r, f, typed, member);
    case FORM_NUMBER:
        return read_number(r, f, typed, member);
    case FORM_MONEY:
        return read_money(r, f, typed, currency, member);
    case FORM_CHECK:
        *(bool *)member = p != NULL;
        return f->required && !p ? wrong(r, f, _("%1 is required.")) : OK;
    case FORM_YES_NO:
        return read_yes_no(r, f, typed, member);
    case FORM_CHOICE:
        return read_choice(r, f, typed, member);
    case FORM_DAY:
        return read_day(r, f, typed, member);
    }
    return log_broken("form field without a type", "%s", f->name);
}

err form_read(struct request *r, const struct form *f, void *out)
{
    return form_read_in(r, f, r->c.view ? r->c.view->currency : S("EUR"), out);
}

err form_read_in(struct request *r, const struct form *f, str currency, void *out)
{
    err worst = OK;
    for (size_t i = 0; i < f->n; i++) {
        err e = read_field(r, &f->fields[i], currency, (char *)out + f->fields[i].at);
        if (e)
            worst = e;
    }
    return worst;
}

err form_list(struct request *r, str name, size_t most, void *list_of_str)
{
    LIST(str) *list = list_of_str;
    list->at = NEWN(r->c.mem, str, most + 1);
    list->n = 0;
    for (size_t i = 0; i < r->n_fields; i++) {
        if (!str_eq(r->fields[i].name, name))
            continue;
        if (list->n == most)
            return invalid(&r->c, name, _("Too many values."));
        r->fields[i].used = true;
        list->at[list->n++] = r->fields[i].value;
    }
    return OK;
}

str form_value(const struct request *r, str name, str value)
{
    if (!r->again)
        return value;
    const struct pair *p = find(r, name);
    return p ? p->value : value;
}

bool form_checked(const struct request *r, str name, bool value)
{
    return r->again ? find(r, name) != NULL : value;
}

str form_token(struct request *r)
{
    if (!r->form_token.n)
        r->form_token = form_token_new(r);
    return r->form_token;
}
