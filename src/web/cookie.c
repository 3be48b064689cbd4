#include "web/request.h"

#include "base/log.h"
#include "domain/settings.h"
#include "web/form.h"
#include "web/site.h"

#include <string.h>

#define FLASH_MOST_BYTES ((size_t)3000)

/* ---- cookies ---- */

/* The prefixes make browsers refuse the cookie unless it is Secure, and __Host- unless it is this host's alone. */
static str full_name(const struct request *r, str name, str path)
{
    if (!r->https)
        return name;
    return str_join(r->c.mem, str_eq(path, S("/")) ? S("__Host-") : S("__Secure-"), name);
}

void response_cookie(struct request *r, str name, str value, str path, i64 max_age, bool strict)
{
    struct buf b = {0};
    buf_put(&b, full_name(r, name, path));
    buf_char(&b, '=');
    buf_put(&b, max_age < 0 ? (str){0} : value);
    buf_put(&b, S("; Path="));
    buf_put(&b, path);
    if (max_age)
        buf_printf(&b, "; Max-Age=%lld", max_age < 0 ? 0LL : (long long)max_age);
    buf_put(&b, strict ? S("; HttpOnly; SameSite=Strict") : S("; HttpOnly; SameSite=Lax"));
    if (r->https)
        buf_put(&b, S("; Secure"));
    response_header(r, S("Set-Cookie"), str_copy(r->c.mem, buf_str(&b)));
    buf_free(&b);
}

#define VIEW_COOKIE  "kontor-view"
#define YEAR_SECONDS (365LL * 24 * 3600)

void view_cookie(struct request *r, const struct store_view *view)
{
    str path = str_join(r->c.mem, r->surface_base, S("/"));
    response_cookie(r, S(VIEW_COOKIE), view->code, path, YEAR_SECONDS, false);
}

/* Whether the view's host is one of https is known only when the view is: any of the names will do. */
str request_view_choice(const struct request *r)
{
    static const str names[] = {S(VIEW_COOKIE), S("__Host-" VIEW_COOKIE),
                                S("__Secure-" VIEW_COOKIE)};
    str code = (str){0};
    for (size_t i = 0; i < COUNT(names) && code.n == 0; i++)
        code = request_cookie(r, names[i]);
    return code;
}

/* Which it is depends on whose eyes they are: what staff chose for themselves is not what a customer sees. */
#define CURRENCY_COOKIE        "kontor-currency"
#define ASSIST_CURRENCY_COOKIE "kontor-currency-assist"

static str currency_cookie_name(const struct request *r)
{
    return r->assist_label.n ? S(ASSIST_CURRENCY_COOKIE) : S(CURRENCY_COOKIE);
}

void currency_cookie(struct request *r, str currency)
{
    str path = str_join(r->c.mem, r->surface_base, S("/"));
    response_cookie(r, currency_cookie_name(r), currency, path, YEAR_SECONDS, false);
}

str request_currency_choice(const struct request *r)
{
    str path = str_join(r->c.mem, r->surface_base, S("/"));
    return request_cookie(r, full_name(r, currency_cookie_name(r), path));
}

#define NONCE_COOKIE "kontor-handover"
#define PROOF_COOKIE "kontor-arrived"

/* Of one session: several may be open in one browser. */
static str nonce_path(const struct request *r, str label)
{
    return str_format(r->c.mem, "%.*s/assist/%.*s", STR_ARG(r->site->admin_path), STR_ARG(label));
}

/* Lax: it must come along when the browser is led back from the storefront's host. */
void nonce_cookie(struct request *r, str label, str nonce)
{
    i64 age = r->c.settings->assist_total_minutes * 60 + 60;
    response_cookie(r, S(NONCE_COOKIE), nonce, nonce_path(r, label), nonce.n ? age : -1, false);
}

str nonce_cookie_value(const struct request *r, str label)
{
    return request_cookie(r, full_name(r, S(NONCE_COOKIE), nonce_path(r, label)));
}

static str proof_path(const struct request *r, str label)
{
    return str_join_with(r->c.mem, S("/assist/"), label, S("/"));
}

static const char *const legs[] = {[LEG_TO_ADMIN] = "led to admin", [LEG_TO_SHOP] = "arrived"};

str handover_proof(struct request *r, enum handover_leg leg, str label)
{
    str text = str_format(r->c.mem, "%s %.*s", legs[leg], STR_ARG(label));
    return hash_hex(r->c.mem, secret_mac(r->site->key, text));
}

bool is_handover_proof(struct request *r, enum handover_leg leg, str label, str proof)
{
    return secret_eq(proof, handover_proof(r, leg, label));
}

void proof_cookie(struct request *r, str label)
{
    response_cookie(r, S(PROOF_COOKIE), handover_proof(r, LEG_TO_SHOP, label), proof_path(r, label),
                    0, true);
}

bool has_proof_cookie(struct request *r, str label)
{
    str name = full_name(r, S(PROOF_COOKIE), proof_path(r, label));
    return is_handover_proof(r, LEG_TO_SHOP, label, request_cookie(r, name));
}

static const char *const cookie_names[] = {[COOKIE_SHOP] = "kontor-shop",
                                           [COOKIE_ADMIN] = "kontor-admin",
                                           [COOKIE_ASSIST] = "kontor-assist"};
static const char *const flash_names[] = {[COOKIE_SHOP] = "kontor-flash",
                                          [COOKIE_ADMIN] = "kontor-flash-admin",
                                          [COOKIE_ASSIST] = "kontor-flash-assist"};

/* Websites that share a host but no accounts have a session each. */
static str cookie_name(const struct request *r, enum cookie kind)
{
    str name = str_from(cookie_names[kind]);
    const struct snapshot *s = r->snapshot;
    if (kind != COOKIE_SHOP || !s || r->c.view->website_id == s->websites.at[0].id ||
        accounts_shared(&s->global))
        return name;
    return str_format(r->c.mem, "%.*s-%.*s", STR_ARG(name), STR_ARG(r->c.view->website_code));
}

static str cookie_path(const struct request *r, enum cookie kind, str assist_label)
{
    if (kind == COOKIE_ADMIN)
        return r->site->admin_path;
    return kind == COOKIE_SHOP ? S("/")
                               : str_join_with(r->c.mem, S("/assist/"), assist_label, S("/"));
}

void session_cookie(struct request *r, enum cookie kind, str assist_label, str token)
{
    str path = cookie_path(r, kind, assist_label);
    response_cookie(r, cookie_name(r, kind), token, path, token.n ? 0 : -1, kind != COOKIE_SHOP);
}

#define REMEMBER_COOKIE S("kontor-remember")

void remember_cookie(struct request *r, str token)
{
    i64 age = token.n ? r->c.settings->remember_seconds : -1;
    response_cookie(r, REMEMBER_COOKIE, token, S("/"), age, false);
}

str remember_cookie_token(const struct request *r)
{
    if (r->surface != SURFACE_SHOP || r->assist_label.n)
        return (str){0};
    return request_cookie(r, full_name(r, REMEMBER_COOKIE, S("/")));
}

static size_t count_cookies(const struct request *r, str name)
{
    str rest = request_header(r, S("cookie")), piece, key;
    size_t n = 0;
    while (str_cut(&rest, ';', &piece)) {
        piece = str_trim(piece);
        str_cut(&piece, '=', &key);
        n += str_eq(key, name);
    }
    return n;
}

str session_cookie_token(const struct request *r, enum cookie kind, bool *twice)
{
    str path = cookie_path(r, kind, r->assist_label);
    str name = full_name(r, cookie_name(r, kind), path);
    *twice = count_cookies(r, name) > 1;
    return *twice ? (str){0} : request_cookie(r, name);
}

bool request_has_cookie(const struct request *r, enum cookie kind)
{
    str rest = request_header(r, S("cookie")), piece, key;
    str name = str_from(cookie_names[kind]);
    while (str_cut(&rest, ';', &piece)) {
        piece = str_trim(piece);
        str_cut(&piece, '=', &key);
        if (key.n >= name.n && str_eq_nocase(str_skip(key, key.n - name.n), name))
            return true;
    }
    return false;
}

bool request_has_cookies(const struct request *r)
{
    str rest = request_header(r, S("cookie")), piece, key;
    while (str_cut(&rest, ';', &piece)) {
        str_cut(&piece, '=', &key);
        if (key.n >= 7 && str_has(str_lower(r->c.mem, key), S("kontor-")))
            return true;
    }
    return false;
}

/* ---- messages for the next page ---- */

static void append(struct flash **list, struct flash *more)
{
    while (*list)
        list = &(*list)->next;
    *list = more;
}

void flash_with(struct request *r, enum flash_kind kind, str message, str a1, str a2)
{
    struct flash *f = NEW(r->c.mem, struct flash);
    *f = (struct flash){.kind = kind, .message = message, .args = {a1, a2}};
    append(&r->flash_next, f);
}

void flash(struct request *r, enum flash_kind kind, str message)
{
    flash_with(r, kind, message, (str){0}, (str){0});
}

static enum cookie surface_cookie(const struct request *r)
{
    if (r->surface == SURFACE_ADMIN)
        return COOKIE_ADMIN;
    return r->assist_label.n ? COOKIE_ASSIST : COOKIE_SHOP;
}

static str flash_proof(const struct request *r, enum cookie kind, str text)
{
    str whole = str_format(r->c.mem, "%s %.*s", flash_names[kind], STR_ARG(text));
    return str_head(hash_hex(r->c.mem, secret_mac(r->site->key, whole)), 32);
}

static bool read_flash(struct request *r, str text, struct flash *out)
{
    str parts[4] = {{0}};
    i64 kind;
    for (size_t i = 0; i < COUNT(parts); i++)
        if (!str_cut(&text, '/', &parts[i]))
            return false;
    if (!str_to_i64(parts[0], FLASH_OK, FLASH_BAD, &kind))
        return false;
    out->kind = (enum flash_kind)kind;
    return form_decode(r->c.mem, parts[1], false, &out->message) &&
           form_decode(r->c.mem, parts[2], false, &out->args[0]) &&
           form_decode(r->c.mem, parts[3], false, &out->args[1]);
}

void flash_take(struct request *r)
{
    enum cookie kind = surface_cookie(r);
    if (!str_has(request_header(r, S("cookie")), S("kontor-flash")))
        return;
    str name = full_name(r, str_from(flash_names[kind]), cookie_path(r, kind, r->assist_label));
    str text = request_cookie(r, name), proof, one;
    if (text.n == 0 || text.n > FLASH_MOST_BYTES * 2)
        return;
    str_cut(&text, '!', &proof);
    if (!secret_eq(proof, flash_proof(r, kind, text)))
        return;
    while (str_cut(&text, '!', &one)) {
        struct flash *f = NEW(r->c.mem, struct flash);
        if (!read_flash(r, one, f))
            return;
        append(&r->flash, f);
    }
}

static void put_flash(struct buf *b, const struct flash *f)
{
    size_t before = b->n;
    if (b->n)
        buf_char(b, '!');
    buf_printf(b, "%d/", (int)f->kind);
    buf_url(b, f->message);
    buf_char(b, '/');
    buf_url(b, f->args[0]);
    buf_char(b, '/');
    buf_url(b, f->args[1]);
    if (b->n > FLASH_MOST_BYTES)
        b->n = before;
}

/* The surface that a redirect leads to: its first page shows the messages. */
static enum cookie target_cookie(const struct request *r, str *label)
{
    str to = (str){0};
    for (size_t i = 0; i < r->out.n_headers; i++)
        if (str_eq(r->out.headers[i].name, S("Location")))
            to = r->out.headers[i].value;
    if (str_starts(to, r->site->admin_path))
        return COOKIE_ADMIN;
    if (!str_starts(to, S("/assist/")))
        return COOKIE_SHOP;
    to = str_skip(to, S("/assist/").n);
    str_cut(&to, '/', label);
    return COOKIE_ASSIST;
}

/* What another host says next, this one cannot. */
static bool leads_elsewhere(const struct request *r)
{
    for (size_t i = 0; i < r->out.n_headers; i++)
        if (str_eq(r->out.headers[i].name, S("Location")))
            return !str_starts(r->out.headers[i].value, S("/"));
    return false;
}

void flash_leave(struct request *r)
{
    enum cookie own = surface_cookie(r);
    if (r->out.status != 303) {
        if (r->flash && str_starts(r->out.type, S("text/html")))
            response_cookie(r, str_from(flash_names[own]), (str){0},
                            cookie_path(r, own, r->assist_label), -1, own != COOKIE_SHOP);
        return;
    }
    if (!r->flash_next || leads_elsewhere(r))
        return;
    str label = (str){0};
    enum cookie kind = target_cookie(r, &label);
    struct buf b = {0};
    for (const struct flash *f = kind == own ? r->flash : NULL; f; f = f->next)
        put_flash(&b, f);
    for (const struct flash *f = r->flash_next; f; f = f->next)
        put_flash(&b, f);
    str text = str_copy(r->c.mem, buf_str(&b));
    str value =
        str_format(r->c.mem, "%.*s!%.*s", STR_ARG(flash_proof(r, kind, text)), STR_ARG(text));
    buf_free(&b);
    response_cookie(r, str_from(flash_names[kind]), value, cookie_path(r, kind, label), 60,
                    kind != COOKIE_SHOP);
}
