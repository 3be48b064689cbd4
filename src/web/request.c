#include "web/request.h"

#include "base/log.h"
#include "domain/session.h"
#include "domain/settings.h"
#include "web/bufs.h"
#include "web/form.h"
#include "web/multipart.h"
#include "web/site.h"

#include <stdarg.h>
#include <string.h>

struct limits limits_usual(void)
{
    return (struct limits){
        .body = 2 << 20,
        .fields = 200,
        .per_address = 256,
        .connections = 16000,
        .waiting = 1024,
        .waiting_slow = 64,
        .waiting_long = 64,
        .header_seconds = 10,
        .idle_seconds = 60,
        .grace_seconds = 10,
        .least_rate = 1024,
    };
}

/* ---- coming in ---- */

static enum method read_method(str method, bool *head)
{
    *head = str_eq(method, S("HEAD"));
    if (*head || str_eq(method, S("GET")))
        return GET;
    return str_eq(method, S("POST")) ? POST : METHOD_NONE;
}

/* Decodes the path once. A dot segment, an encoded slash or a control character has no business in one. */
static bool read_path(struct arena *mem, str path, str *out)
{
    str rest = path, segment;
    for (size_t i = 0; i + 2 < path.n; i++)
        if (path.at[i] == '%' && str_eq_nocase(str_head(str_skip(path, i + 1), 2), S("2f")))
            return false;
    if (!form_decode(mem, path, false, out))
        return false;
    for (size_t i = 0; i < out->n; i++)
        if ((byte)out->at[i] < 0x20 || out->at[i] == 0x7f || out->at[i] == '\\')
            return false;
    rest = *out;
    while (str_cut(&rest, '/', &segment))
        if (str_eq(segment, S(".")) || str_eq(segment, S("..")))
            return false;
    return true;
}

/* Whom and how the client reached us; what a proxy says counts only if it is a trusted one (R33). */
static void read_peer(struct request *r, const struct address *peer)
{
    bool trusted = networks_have(&r->site->proxies, *peer);
    struct address client = *peer;
    if (trusted) {
        client = client_behind(&r->site->proxies, *peer, request_header(r, S("x-forwarded-for")));
        r->https = str_eq(request_header(r, S("x-forwarded-proto")), S("https"));
    }
    if (r->site->base_url.n)
        r->https = str_starts(r->site->base_url, S("https://"));
    r->c.ip = address_text(r->c.mem, client);
}

static int read_multipart(struct request *r, str body)
{
    struct multipart *m = NEW(r->c.mem, struct multipart);
    int status = multipart_parse(r->c.mem, request_header(r, S("content-type")), body,
                                 (size_t)r->site->limits.fields, m);
    r->multipart = true;
    r->fields = m->fields;
    r->n_fields = m->n_fields;
    r->files = m->files;
    r->n_files = m->n_files;
    return status;
}

static int read_body(struct request *r, str body)
{
    static const char form[] = "application/x-www-form-urlencoded";
    if (body.n == 0)
        return 0;
    if (multipart_is(request_header(r, S("content-type"))))
        return read_multipart(r, body);
    str rest = request_header(r, S("content-type")), type = (str){0};
    str_cut(&rest, ';', &type);
    if (!str_eq_nocase(str_trim(type), str_from(form)))
        return 415;
    return form_parse(r->c.mem, body, (size_t)r->site->limits.fields, &r->fields, &r->n_fields);
}

/* 60 bits that do not repeat in a thread, and in two threads only by chance: a name, not a proof. */
static str next_id(struct lane *lane)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
    if (lane->ids == 0)
        secret_random(&lane->ids, sizeof lane->ids);
    u64 n = lane->ids += 0x9e3779b97f4a7c15u;
    n = (n ^ n >> 30) * 0xbf58476d1ce4e5b9u;
    n = (n ^ n >> 27) * 0x94d049bb133111ebu;
    n ^= n >> 31;
    char *at = NEWN(lane->mem, char, 12);
    for (size_t i = 0; i < 12; i++)
        at[i] = letters[n >> 5 * i & 31];
    return (str){at, 12};
}

int request_begin(struct request *r, const struct site *site, struct lane *lane,
                  const struct head *head, str body, const struct address *peer)
{
    struct arena *mem = lane->mem;
    *r = (struct request){
        .site = site, .lane = lane, .headers = head->headers, .n_headers = head->n_headers};
    r->c = (struct ctx){.mem = mem, .db = lane->db, .store = site->store, .now = time_now()};
    r->c.request_id = next_id(lane);
    r->host = head->host;
    r->out.body = buf_pool_take(lane->bufs);
    str agent = request_header(r, S("user-agent"));
    r->c.user_agent = str_is_utf8(agent) ? agent : (str){0};
    read_peer(r, peer);

    str rest = head->target;
    str_cut(&rest, '?', &r->path);
    r->query = rest;
    if (!read_path(mem, r->path, &r->page_path))
        return 400;
    r->method = read_method(head->method, &r->head);
    if (r->method == GET) /* what may write looks at what is so, not at what was */
        r->c.known = site->known;
    if (r->method == METHOD_NONE)
        return 0;
    int status = form_parse(mem, r->query, (size_t)site->limits.fields, &r->params, &r->n_params);
    if (status)
        return status == 413 ? 414 : status;
    return r->method == POST ? read_body(r, body) : 0;
}

/* ---- asking ---- */

str request_header(const struct request *r, str name)
{
    for (size_t i = 0; i < r->n_headers; i++)
        if (str_eq_nocase(r->headers[i].name, name))
            return r->headers[i].value;
    return (str){0};
}

str request_cookie(const struct request *r, str name)
{
    str rest = request_header(r, S("cookie")), piece, key;
    while (str_cut(&rest, ';', &piece)) {
        piece = str_trim(piece);
        str_cut(&piece, '=', &key);
        if (str_eq(key, name))
            return piece;
    }
    return (str){0};
}

str request_arg(const struct request *r, size_t k)
{
    return k < ROUTE_ARGS ? r->match.args[k] : (str){0};
}

err request_arg_id(struct request *r, size_t k, i64 *id)
{
    return str_to_i64(request_arg(r, k), 1, INT64_MAX, id) ? OK : ERR_NOT_FOUND;
}

static struct pair *find_param(struct request *r, str name)
{
    for (size_t i = 0; i < r->n_params; i++)
        if (str_eq(r->params[i].name, name)) {
            r->params[i].used = true;
            return &r->params[i];
        }
    return NULL;
}

err query_i64(struct request *r, str name, i64 least, i64 most, i64 fallback, i64 *out)
{
    const struct pair *p = find_param(r, name);
    if (!p || p->value.n == 0) {
        *out = fallback;
        return OK;
    }
    return str_to_i64(p->value, least, most, out) ? OK : ERR_NOT_FOUND;
}

str query_str(struct request *r, str name, size_t most_bytes)
{
    const struct pair *p = find_param(r, name);
    return p && p->value.n <= most_bytes ? p->value : (str){0};
}

/* ---- answering ---- */

void response_header(struct request *r, str name, str value)
{
    assert(r->out.n_headers < RESPONSE_HEADERS);
    for (size_t i = 0; i < value.n; i++)
        assert((byte)value.at[i] >= 0x20 && value.at[i] != 0x7f);
    r->out.headers[r->out.n_headers++] = (struct pair){name, value, false};
}

err response_bytes(struct request *r, str type, str name, str bytes)
{
    r->out.status = 200;
    r->out.type = type;
    buf_clear(&r->out.body);
    buf_put(&r->out.body, bytes);
    if (name.n) {
        struct buf b = {0};
        buf_url(&b, name);
        str value = str_format(r->c.mem, "attachment; filename*=UTF-8''%.*s", STR_ARG(buf_str(&b)));
        buf_free(&b);
        response_header(r, S("Content-Disposition"), value);
    }
    return OK;
}

/* ---- addresses ---- */

static str fill_path(struct request *r, str base, str path, const str *args, size_t n)
{
    struct buf b = {0};
    str rest = str_skip(path, 1), segment;
    size_t k = 0;
    buf_put(&b, base);
    if (rest.n == 0)
        buf_char(&b, '/');
    while (rest.n && str_cut(&rest, '/', &segment)) {
        buf_char(&b, '/');
        if (segment.n && segment.at[0] == ':') {
            assert(k < n);
            buf_url(&b, args[k++]);
        } else
            buf_put(&b, segment);
    }
    assert(k == n);
    str url = str_copy(r->c.mem, buf_str(&b));
    buf_free(&b);
    return url;
}

static bool is_elsewhere(const struct request *r, const struct store_view *view)
{
    return view->host.n && !str_eq_nocase(view->host, r->host);
}

static str base_at(struct request *r, str surface_base, const struct store_view *view, str host)
{
    if (snapshot_is_bare(r->snapshot, view, host))
        return surface_base;
    return str_join_with(r->c.mem, surface_base, S("/"), view->code);
}

str request_base(struct request *r, str surface_base, const struct store_view *view)
{
    return base_at(r, surface_base, view, r->host);
}

str url_for(struct request *r, enum route_id to, const str *args, size_t n)
{
    const struct route *route = route_at(to);
    str base = (str){0};
    if (route->surface == SURFACE_ADMIN)
        base = r->site->admin_path;
    else if (route->surface == SURFACE_SHOP && r->surface == SURFACE_SHOP)
        base = r->base;
    return fill_path(r, base, route->path, args, n);
}

/* Staff's sessions stay on the host where they are. */
str url_for_view(struct request *r, const struct store_view *view, str assist_label,
                 enum route_id to, const str *args, size_t n)
{
    str path = route_at(to)->path;
    if (assist_label.n)
        return fill_path(r, request_base(r, str_join(r->c.mem, S("/assist/"), assist_label), view),
                         path, args, n);
    if (!is_elsewhere(r, view))
        return fill_path(r, request_base(r, (str){0}, view), path, args, n);
    return fill_path(r, base_at(r, view->origin, view, view->host), path, args, n);
}

str public_url(struct request *r, const struct store_view *view, enum route_id to)
{
    str base = view->origin.n ? view->origin : r->site->base_url;
    while (str_ends(base, S("/")))
        base.n--;
    str host = view->host.n ? view->host : base.n ? url_host(base) : r->host;
    return fill_path(r, base_at(r, base, view, host), route_at(to)->path, NULL, 0);
}

static bool is_chosen_by_cookie(const struct request *r)
{
    return str_eq(r->snapshot->global.store_code, S("0"));
}

static void put_page_path(struct request *r, struct buf *b)
{
    str rest = str_skip(r->page_path, 1), part;
    if (rest.n == 0)
        buf_char(b, '/');
    while (rest.n && str_cut(&rest, '/', &part)) {
        buf_char(b, '/');
        buf_url(b, part);
    }
    if (r->query.n) {
        buf_char(b, '?');
        buf_put(b, r->query);
    }
}

str request_here(struct request *r)
{
    return r->query.n ? str_join_with(r->c.mem, r->path, S("?"), r->query) : r->path;
}

str request_back_here(struct request *r)
{
    if (r->method != GET)
        return (str){0};
    struct buf b = {0};
    buf_put(&b, S("next="));
    buf_url(&b, request_next_make(r, request_here(r)));
    str s = str_copy(r->c.mem, buf_str(&b));
    buf_free(&b);
    return s;
}

/* A page that sets the cookie, then leads back here. From the root of the surface, as every address of a store view: what
 * is a text must be an address in a page that is made to be kept, too. */
static str url_of_choice(struct request *r, const struct store_view *view)
{
    str back = request_back_here(r);
    str url = url_for_view(r, view, r->assist_label, R_shop_store_view, &view->code, 1);
    return back.n ? str_format(r->c.mem, "%.*s?%.*s", STR_ARG(url), STR_ARG(back)) : url;
}

str url_here_in(struct request *r, const struct store_view *view)
{
    if (is_chosen_by_cookie(r) && !is_elsewhere(r, view))
        return url_of_choice(r, view);
    str home = url_for_view(r, view, r->assist_label, R_shop_home, NULL, 0);
    if (r->method != GET)
        return home;
    struct buf b = {0};
    buf_put(&b, str_ends(home, S("/")) ? str_head(home, home.n - 1) : home);
    put_page_path(r, &b);
    str s = str_copy(r->c.mem, buf_str(&b));
    buf_free(&b);
    return s;
}

/* ---- redirects ---- */

static err redirect_to(struct request *r, str url)
{
    r->out.status = 303;
    r->out.type = (str){0};
    buf_clear(&r->out.body);
    response_header(r, S("Location"), url);
    return OK;
}

static size_t path_args(str path)
{
    size_t n = 0;
    for (size_t i = 0; i < path.n; i++)
        n += path.at[i] == ':';
    return n;
}

static str url_of(struct request *r, enum route_id to, va_list list)
{
    str args[ROUTE_ARGS];
    size_t n = path_args(route_at(to)->path);
    for (size_t i = 0; i < n; i++)
        args[i] = va_arg(list, str);
    return url_for(r, to, args, n);
}

err redirect(struct request *r, enum route_id to, ...)
{
    va_list list;
    va_start(list, to);
    str url = url_of(r, to, list);
    va_end(list);
    return redirect_to(r, url);
}

err redirect_with_query(struct request *r, str query, enum route_id to, ...)
{
    va_list list;
    va_start(list, to);
    str url = url_of(r, to, list);
    va_end(list);
    return redirect_to(r, str_format(r->c.mem, "%.*s?%.*s", STR_ARG(url), STR_ARG(query)));
}

/* A path on this host and nothing else: browsers read // and /\ as another host. */
static bool is_own_path(str path)
{
    if (path.n == 0 || path.at[0] != '/' || str_starts(path, S("//")))
        return false;
    for (size_t i = 0; i < path.n; i++)
        if (path.at[i] <= 0x20 || path.at[i] == 0x7f || path.at[i] == '\\' || path.at[i] == '#')
            return false;
    return true;
}

err redirect_to_view(struct request *r, const struct store_view *view, str path, str query)
{
    if (view->origin.n == 0)
        return log_broken("no base URL", "%.*s", STR_ARG(view->code));
    str url = str_join(r->c.mem, view->origin, path);
    if (query.n)
        url = str_format(r->c.mem, "%.*s?%.*s", STR_ARG(url), STR_ARG(query));
    TRY(redirect_to(r, url));
    r->out.status = 302;
    return OK;
}

err redirect_across(struct request *r, str url)
{
    if (!str_starts(url, S("https://")) && !str_starts(url, S("http://")))
        return redirect_stored(r, url);
    return redirect_to(r, url);
}

str request_origin(struct request *r)
{
    return str_format(r->c.mem, "http%s://%.*s", r->https ? "s" : "", STR_ARG(r->host));
}

err redirect_stored(struct request *r, str path)
{
    if (!is_own_path(path))
        return log_broken("stored return target is no path of ours", "%.*s", STR_ARG(path));
    return redirect_to(r, path);
}

static str next_proof(struct request *r, str path)
{
    const char surface[] = {(char)('0' + r->surface), ' '};
    const str parts[] = {S("next "), {surface, sizeof surface}, path};
    str text = str_join_all(r->c.mem, parts, COUNT(parts));
    return str_head(hash_hex(r->c.mem, secret_mac(r->site->key, text)), 32);
}

str request_next_make(struct request *r, str path)
{
    return str_join_with(r->c.mem, next_proof(r, path), S("."), path);
}

/* The path out of a signed target; "" when nothing or something forged was sent. */
static str next_path(struct request *r, str signed_path)
{
    str path = signed_path, proof;
    str_cut(&path, '.', &proof);
    if (!is_own_path(path) || !secret_eq(proof, next_proof(r, path)))
        return (str){0};
    return path;
}

str request_next(struct request *r)
{
    str given = (str){0};
    for (size_t i = 0; i < r->n_fields; i++)
        if (str_eq(r->fields[i].name, S("next")))
            given = r->fields[i].value;
    if (given.n == 0)
        given = query_str(r, S("next"), HEAD_MOST_TARGET);
    return next_path(r, given).n ? given : (str){0};
}

err redirect_next(struct request *r, enum route_id otherwise)
{
    str path = next_path(r, request_next(r));
    return path.n ? redirect_to(r, path) : redirect(r, otherwise);
}
