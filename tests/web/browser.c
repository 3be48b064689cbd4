#include "browser.h"

#include "web/form_token.h"

#include "base/buf.h"
#include "domain/known.h"
#include "domain/settings.h"
#include "web/cache.h"
#include "web/pack.h"

#include <stdio.h>
#include <string.h>

/* Everybody who asks one store asks one cache, whichever browser they have: what leaks from one to another shows. */
static void keep_like_others(struct site *site)
{
    static struct kept {
        const struct store *store;
        struct cache *cache, *own;
        struct known *known;
    } all[32];
    static size_t next;
    struct kept *k = NULL;
    for (size_t i = 0; i < COUNT(all); i++)
        if (all[i].store == site->store)
            k = &all[i];
    if (!k) {
        k = &all[next++ % COUNT(all)];
        cache_free(k->cache);
        cache_free(k->own);
        known_free(k->known);
        *k = (struct kept){site->store, cache_new((size_t)64 << 20), cache_new((size_t)16 << 20),
                           known_new()};
    }
    site->cache = k->cache;
    site->own = k->own;
    site->known = k->known;
}

struct browser *browser_new(struct test_store *t)
{
    struct browser *b = NEW(t->mem, struct browser);
    *b = (struct browser){.t = t, .host = S("shop.test")};
    b->site = (struct site){.store = t->store, .admin_path = S("/admin"), .limits = limits_usual()};
    keep_like_others(&b->site);
    browser_forget_pages();
    memset(b->site.key, 7, sizeof b->site.key);
    b->lane = (struct lane){.mem = arena_new(0), .db = t->db};
    assert_true(address_parse(S("192.0.2.7"), &b->peer));
    routes_start();
    assert_ok(snapshot_load(t->db));
    return b;
}

struct browser *browser_again(struct browser *b)
{
    struct browser *other = NEW(b->t->mem, struct browser);
    *other = *b;
    other->n_cookies = 0;
    other->lane.mem = arena_new(0);
    other->lane.packer = NULL;
    return other;
}

void browser_forget_pages(void)
{
    tag all = tag_of(TAG_ALL, 0);
    tags_drop(&(struct tags){.at = &all, .n = 1});
}

void browser_end(struct browser *b)
{
    arena_free(b->lane.mem);
    packer_free(b->lane.packer);
}

void browser_end_of(struct browser **b)
{
    browser_end(*b);
}

const char *at(struct test_store *t, const char *format, ...)
{
    va_list args;
    char room[2048];
    va_start(args, format);
    vsnprintf(room, sizeof room, format, args);
    va_end(args);
    return str_z(t->mem, str_from(room));
}

/* ---- cookies ---- */

static bool is_for(const struct cookie_kept *c, str path)
{
    if (!str_starts(path, c->path))
        return false;
    return c->path.at[c->path.n - 1] == '/' || path.n == c->path.n || path.at[c->path.n] == '/';
}

void browser_keep(struct browser *b, str name, str value, str path)
{
    size_t i = 0;
    while (i < b->n_cookies &&
           !(str_eq(b->cookies[i].name, name) && str_eq(b->cookies[i].path, path)))
        i++;
    if (value.n == 0) {
        if (i < b->n_cookies)
            b->cookies[i] = b->cookies[--b->n_cookies];
        return;
    }
    assert_true(i < COUNT(b->cookies));
    b->n_cookies += i == b->n_cookies;
    b->cookies[i] = (struct cookie_kept){str_copy(b->t->mem, name), str_copy(b->t->mem, value),
                                         str_copy(b->t->mem, path)};
}

str browser_cookie(const struct browser *b, str name)
{
    for (size_t i = 0; i < b->n_cookies; i++)
        if (str_eq(b->cookies[i].name, name))
            return b->cookies[i].value;
    return (str){0};
}

static void keep_cookies(struct browser *b, const struct answer *a)
{
    for (size_t i = 0; i < a->n_headers; i++) {
        if (!str_eq(a->headers[i].name, S("Set-Cookie")))
            continue;
        str rest = a->headers[i].value, first, name, part, path = S("/");
        str_cut(&rest, ';', &first);
        str_cut(&first, '=', &name);
        while (str_cut(&rest, ';', &part))
            if (str_starts(str_trim(part), S("Path=")))
                path = str_skip(str_trim(part), 5);
        browser_keep(b, name, first, path);
    }
}

static void put_cookies(struct browser *b, struct buf *out, str path)
{
    const char *before = "Cookie: ";
    for (size_t i = 0; i < b->n_cookies; i++)
        if (is_for(&b->cookies[i], path)) {
            buf_printf(out, "%s%.*s=%.*s", before, STR_ARG(b->cookies[i].name),
                       STR_ARG(b->cookies[i].value));
            before = "; ";
        }
    if (before[0] == ';')
        buf_put(out, S("\r\n"));
}

/* ---- asking ---- */

/* Runs one request; *token (may be NULL) becomes a form token of its session. */
static struct answer ask(struct browser *b, str head, str body, str *token)
{
    struct answer a = {0};
    struct head h;
    struct request r;
    int status = head_parse(b->lane.mem, head, b->site.limits.body, &h);
    if (status && status != 413) {
        a.status = status;
        arena_empty(b->lane.mem);
        return a;
    }
    known_doubt = b->lane.db;
    int refused = request_begin(&r, &b->site, &b->lane, &h, body, &b->peer);
    if (status || refused || !gate_run_kept(&r)) {
        buf_free(&r.out.body);
        refused = request_begin(&r, &b->site, &b->lane, &h, body, &b->peer);
        gate_run(&r, status ? status : refused);
    }
    if (token)
        *token = str_copy(b->t->mem, form_token_new(&r));
    a.status = r.out.status;
    a.actor = r.c.actor;
    a.type = str_copy(b->t->mem, r.out.type);
    a.body = str_copy(b->t->mem, r.out.still.n ? r.out.still : buf_str(&r.out.body));
    for (size_t i = 0; i < r.out.n_headers; i++)
        a.headers[a.n_headers++] =
            (struct pair){str_copy(b->t->mem, r.out.headers[i].name),
                          str_copy(b->t->mem, r.out.headers[i].value), false};
    a.location = answer_header(&a, "Location");
    keep_cookies(b, &a);
    buf_free(&r.out.body);
    gate_end(&r);
    arena_empty(b->lane.mem);
    return a;
}

static str path_of(str target)
{
    str path = {0};
    str_cut(&target, '?', &path);
    return path;
}

static struct answer send_with(struct browser *b, const char *method, str target, str headers,
                               str body, bool cookies, str *token)
{
    struct buf head = {0};
    buf_printf(&head, "%s %.*s HTTP/1.1\r\nHost: %.*s\r\n", method, STR_ARG(target),
               STR_ARG(b->host));
    if (cookies)
        put_cookies(b, &head, path_of(target));
    if (body.n || strcmp(method, "POST") == 0)
        buf_printf(&head, "Content-Length: %zu\r\n", body.n);
    buf_put(&head, headers);
    buf_put(&head, b->more);
    buf_put(&head, S("\r\n"));
    str text = str_copy(b->t->mem, buf_str(&head));
    buf_free(&head);
    return ask(b, text, body, token);
}

struct answer browser_send(struct browser *b, const char *method, const char *target, str headers,
                           str body)
{
    return send_with(b, method, str_from(target), headers, body, false, NULL);
}

struct answer browser_get(struct browser *b, const char *target)
{
    return send_with(b, "GET", str_from(target), (str){0}, (str){0}, true, NULL);
}

/* The surface's root: every page of a surface shares the session's token. */
static str root_of(struct browser *b, str path)
{
    str rest = str_skip(path, 1), first, label;
    str_cut(&rest, '/', &first);
    if (str_eq(first, S("admin")))
        return S("/admin/");
    if (!str_eq(first, S("assist")))
        return S("/");
    str_cut(&rest, '/', &label);
    return str_format(b->t->mem, "/assist/%.*s/", STR_ARG(label));
}

/* Out of the surface's root, which leaves no trace. */
static str token_for(struct browser *b, const char *target)
{
    str path = path_of(str_from(target)), token = {0};
    struct cookie_kept before[COUNT(b->cookies)];
    size_t n = b->n_cookies;
    memcpy(before, b->cookies, sizeof before);
    if (!b->never_token)
        send_with(b, "GET", root_of(b, path), (str){0}, (str){0}, true, &token);
    memcpy(b->cookies, before, sizeof before);
    b->n_cookies = n;
    return token;
}

static str form_headers(struct browser *b, const char *type)
{
    str headers = str_format(b->t->mem, "Content-Type: %s\r\n", type);
    if (b->never_origin)
        return headers;
    return str_format(b->t->mem, "%.*sOrigin: http%s://%.*s\r\n", STR_ARG(headers),
                      str_starts(b->site.base_url, S("https")) ? "s" : "", STR_ARG(b->host));
}

struct answer browser_upload(struct browser *b, const char *target, str parts)
{
    str token = token_for(b, target);
    struct buf body = {0};
    buf_put(&body, parts);
    buf_printf(
        &body,
        "--B\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n%.*s\r\n--B--\r\n",
        STR_ARG(token));
    str whole = str_copy(b->t->mem, buf_str(&body));
    buf_free(&body);
    return send_with(b, "POST", str_from(target),
                     form_headers(b, "multipart/form-data; boundary=B"), whole, true, NULL);
}

struct answer browser_post(struct browser *b, const char *target, const char *fields)
{
    str token = token_for(b, target);
    str headers = form_headers(b, "application/x-www-form-urlencoded");
    str body = b->never_token ? str_from(fields)
                              : str_format(b->t->mem, "%s&form_token=%.*s", fields, STR_ARG(token));
    return send_with(b, "POST", str_from(target), headers, body, true, NULL);
}

/* ---- looking ---- */

str answer_header(const struct answer *a, const char *name)
{
    for (size_t i = 0; i < a->n_headers; i++)
        if (str_eq_nocase(a->headers[i].name, str_from(name)))
            return a->headers[i].value;
    return (str){0};
}

bool answer_has(const struct answer *a, const char *text)
{
    return str_has(a->body, str_from(text));
}
