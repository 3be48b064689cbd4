#include "web/page.h"

#include "data/notice.h"
#include "domain/exchange.h"
#include "domain/settings.h"
#include "web/bufs.h"
#include "web/cache.h"
#include "web/gate.h"
#include "web/pack.h"
#include "web/site.h"
#include "web/view.h"

#include <string.h>

#define PAGE_TTL   DAY /* s: store.md §5.2 */
#define PARAM_MOST ((size_t)64)
#define KEYS_MOST  ((size_t)200) /* some 3 KB */

bool page_is_cached(const struct request *r)
{
    const struct route *route = r->match.route;
    if (!(route->flags & CACHED) || r->method != GET || !r->site->cache ||
        !r->c.settings->page_cache)
        return false;
    if (notice_is_deaf()) /* another process may have changed what is kept here */
        return false;
    return !r->assist || !r->c.settings->assist_no_cache;
}

/* ---- the key: everything that a visitor's page depends on ---- */

/* What stands behind the surface's own root: "" or "/de". */
static str view_path(const struct request *r)
{
    return str_skip(r->base, r->surface_base.n);
}

static void put_part(struct buf *b, str s)
{
    buf_put(b, s);
    buf_char(b, 0);
}

/* The parameters that the row declares, in its order, as a query. False: one of them is no value to keep a page for. */
static bool put_params(const struct request *r, struct buf *query)
{
    str rest = r->match.route->params, name;
    while (rest.n && str_cut(&rest, ' ', &name))
        for (size_t i = 0; i < r->n_params; i++) {
            const struct pair *p = &r->params[i];
            if (!str_eq(p->name, name) || p->value.n == 0)
                continue;
            if (p->value.n > PARAM_MOST)
                return false;
            buf_put(query, query->n ? S("&") : S(""));
            buf_put(query, name);
            buf_char(query, '=');
            buf_url(query, p->value);
        }
    return true;
}

/* "": the page is not kept. */
static str key_of(struct request *r, str *query)
{
    SCOPED(buf_free) struct buf b = {0}, q = {0};
    if (!put_params(r, &q))
        return (str){0};
    *query = str_copy(r->c.mem, buf_str(&q));
    buf_i64(&b, r->c.view->id);
    buf_put(&b, r->https ? S(" s ") : S(" - "));
    buf_i64(&b, route_id(r->match.route));
    buf_char(&b, ' ');
    put_part(&b, exchange_currency(&r->c));
    put_part(&b, r->c.actor.tax_class);
    put_part(&b, str_lower(r->c.mem, r->host)); /* links to store views elsewhere depend on it */
    put_part(&b, view_path(r));
    for (size_t i = 0; i < ROUTE_ARGS; i++)
        put_part(&b, r->match.args[i]);
    put_part(&b, *query);
    return str_copy(r->c.mem, buf_str(&b));
}

/* ---- making ---- */

/* Stands in addresses where the prefix of the real request will be. Nobody outside knows it, so no text can contain it. */
static str base_mark(const struct request *r)
{
    return cache_mark(r->site->cache);
}

/* Decoded, as the row and its values spell it: how the address was written makes no difference. */
static str plain_path(struct request *r)
{
    SCOPED(buf_free) struct buf b = {0};
    str rest = str_skip(r->match.route->path, 1), part;
    size_t k = 0;
    while (rest.n && str_cut(&rest, '/', &part)) {
        buf_char(&b, '/');
        buf_put(&b, part.n && part.at[0] == ':' ? r->match.args[k++] : part);
    }
    return b.n ? str_copy(r->c.mem, buf_str(&b)) : S("/");
}

/* As it would be sent. */
static str sent_path(struct request *r)
{
    SCOPED(buf_free) struct buf b = {0};
    str rest = str_skip(plain_path(r), 1), part;
    buf_put(&b, view_path(r));
    if (rest.n == 0)
        buf_char(&b, '/');
    while (rest.n && str_cut(&rest, '/', &part)) {
        buf_char(&b, '/');
        buf_url(&b, part);
    }
    return str_copy(r->c.mem, buf_str(&b));
}

/* The parameters out of the canonical query. */
static void set_params(struct request *v, const struct request *r)
{
    v->params = NEWN(r->c.mem, struct pair, r->n_params);
    str rest = r->match.route->params, name;
    while (rest.n && str_cut(&rest, ' ', &name))
        for (size_t i = 0; i < r->n_params; i++)
            if (str_eq(r->params[i].name, name))
                v->params[v->n_params++] = (struct pair){name, r->params[i].value, false};
}

/* A request that a visitor could have sent: no header, no cookie, no session, nothing of the real one that is not in the
 * key (R28). */
static void as_visitor(struct request *r, str query, struct tags *tags, struct recording *rec,
                       struct request *v)
{
    *v = (struct request){
        .method = GET,
        .path = sent_path(r),
        .query = query,
        .host = str_lower(r->c.mem, r->host),
        .https = r->https,
        .surface = r->surface,
        .match = r->match,
        .base = str_join(r->c.mem, base_mark(r), view_path(r)),
        .surface_base = base_mark(r),
        .page_path = plain_path(r),
        .snapshot = r->snapshot,
        .recording = rec,
        .site = r->site,
        .lane = r->lane,
    };
    v->c = (struct ctx){
        .mem = r->c.mem,
        .db = r->c.db,
        .store = r->c.store,
        .now = r->c.now,
        .actor = {.who = WHO_VISITOR, .tax_class = r->c.actor.tax_class},
        .settings = r->c.settings,
        .view = r->c.view,
        .exchange = r->c.exchange,
        .request_id = r->c.request_id,
        .tags = tags,
    };
    v->out.body = buf_pool_take(r->lane->bufs);
    set_params(v, r);
}

/* ---- bytes, split at their holes ---- */

struct split {
    str raw, mark;
    size_t at; /* in raw */
    struct buf text;
    struct gap *gaps;
    size_t n;
};

static size_t next_mark(const struct split *s, size_t end)
{
    const char *found = memmem(s->raw.at + s->at, end - s->at, s->mark.at, s->mark.n);
    return found ? (size_t)(found - s->raw.at) : end;
}

/* Up to `end`; base false: marks are left out, nothing is noted for them. */
static void copy_until(struct split *s, size_t end, bool base)
{
    while (s->at < end) {
        size_t m = next_mark(s, end);
        buf_put(&s->text, str_head(str_skip(s->raw, s->at), m - s->at));
        s->at = m;
        if (m == end)
            return;
        if (base)
            s->gaps[s->n++] = (struct gap){.hole = HOLE_BASE, .from = s->text.n, .to = s->text.n};
        s->at += s->mark.n;
    }
}

static size_t count_marks(str raw, str mark)
{
    struct split s = {.raw = raw, .mark = mark};
    size_t n = 0;
    while ((s.at = next_mark(&s, raw.n)) < raw.n) {
        s.at += mark.n;
        n++;
    }
    return n;
}

static void split(struct arena *mem, struct split *s, const struct recording *rec)
{
    s->gaps = NEWN(mem, struct gap, rec->n + count_marks(s->raw, s->mark));
    for (size_t i = 0; i < rec->n; i++) {
        const struct gap *g = &rec->gaps[i];
        copy_until(s, g->from, true);
        size_t from = s->text.n;
        copy_until(s, g->to, false);
        s->gaps[s->n++] = (struct gap){g->hole, from, s->text.n, g->arg};
    }
    copy_until(s, s->raw.n, true);
}

static str etag_of(struct arena *mem, str text)
{
    str hex = hash_hex(mem, secret_hash(S("etag"), text));
    return str_format(mem, "W/\"%.*s\"", STR_ARG(str_head(hex, 22)));
}

/* The page of a visitor's request that the handler answered. NULL: nothing that may be kept; the handler has to answer
 * for the real request. */
static const struct page *keep(struct request *r, struct request *v, enum cache_turn turn,
                               struct page *made)
{
    if (v->out.status != 200 || v->out.n_headers || v->out.still.n)
        return NULL;
    struct split s = {.raw = buf_str(&v->out.body), .mark = base_mark(r), .text = {0}};
    split(r->c.mem, &s, v->recording);
    made->text = buf_str(&s.text);
    made->gaps = s.gaps;
    made->n_gaps = s.n;
    made->etag = etag_of(r->c.mem, made->text);
    made->settings = r->snapshot->version;
    made->until = (when){r->c.now.us + PAGE_TTL};
    const struct page *p = cache_put(r->site->cache, turn, made);
    buf_free(&s.text);
    return p;
}

static err make(struct request *r, str query, enum cache_turn turn, struct page *made,
                const struct page **out)
{
    struct request v;
    struct recording rec = {0};
    made->mark = tags_mark();
    as_visitor(r, query, &made->tags, &rec, &v);
    err e = gate_call(&v);
    *out = e ? NULL : keep(r, &v, turn, made);
    if (!*out && turn == CACHE_MAKE)
        cache_leave(r->site->cache, made->key);
    buf_pool_give(r->lane->bufs, &v.out.body);
    return e;
}

/* ---- giving ---- */

static void fill(struct view *v, const struct page *p)
{
    size_t at = 0;
    for (size_t i = 0; i < p->n_gaps; i++) {
        const struct gap *g = &p->gaps[i];
        buf_put(v->out, str_head(str_skip(p->text, at), g->from - at));
        if (g->hole == HOLE_BASE)
            buf_put(v->out, v->r->surface_base);
        else
            view_hole(v, g->hole, g->arg);
        at = g->to;
    }
    buf_put(v->out, str_skip(p->text, at));
}

static bool has_it(const struct request *r, str etag)
{
    str rest = request_header(r, S("if-none-match")), one;
    while (str_cut(&rest, ',', &one)) {
        one = str_trim(one);
        if (!str_starts(one, S("W/")))
            one = str_join(r->c.mem, S("W/"), one);
        if (str_eq(one, etag) || str_eq(one, S("W/*")))
            return true;
    }
    return false;
}

/* With too many for a header, no proxy keeps it: none would know when to drop it. */
static void put_keys(struct request *r, const struct page *p)
{
    if (p->tags.n > KEYS_MOST)
        r->out.may_store = false;
    else
        response_header(r, S("Surrogate-Key"), tags_keys(r->c.mem, &p->tags));
}

/* A page of the cache as it is: everybody's, or one person's own. */
static void give_whole(struct request *r, const struct page *p, bool everybodys)
{
    r->out.page = p;
    r->out.may_store = everybodys;
    r->out.status = 200;
    r->out.type = S("text/html; charset=utf-8");
    r->out.still = p->text;
    if (everybodys && has_it(r, p->etag)) {
        r->out.status = 304;
        r->out.form = PAGE_UNCHANGED;
        r->out.still = r->out.type = (str){0};
    } else if (accepts_coding(request_header(r, S("accept-encoding")), S("gzip"))) {
        str packed = page_gzip(p, packer_own(&r->lane->packer));
        r->out.form = packed.n ? PAGE_GZIP : PAGE_PLAIN;
        r->out.still = packed.n ? packed : p->text;
    }
    r->out.made = page_made(p, (enum page_form)r->out.form);
    if (r->out.made)
        return;
    if (everybodys)
        response_header(r, S("ETag"), p->etag);
    if (everybodys && r->c.settings->page_keys)
        put_keys(r, p);
    response_header(r, S("Vary"), S("cookie, accept-encoding"));
    if (r->out.form == PAGE_GZIP)
        response_header(r, S("Content-Encoding"), S("gzip"));
}

static void give_filled(struct request *r, const struct page *p)
{
    fill(render_view(r), p);
    response_header(r, S("Vary"), S("Cookie"));
    (void)!render_done(r, 0);
}

/* ---- a person's own: with the holes made ---- */

/* The session, and the whole address as it was sent: links on the page repeat it. A mask of the form token is sent again only
 * with the very same bytes around it, so their length says nothing of it. "": what is known of who asks is not from memory. */
static str own_key(struct request *r, str key)
{
    if (!r->site->own || !r->c.tags || r->c.tags->n == 0 || !r->form_session || r->flash ||
        r->flash_next || r->out.n_headers)
        return (str){0};
    const str parts[] = {key,
                         S(" own "),
                         {(const char *)r->form_session->at, sizeof r->form_session->at},
                         r->surface_base,
                         S(" "),
                         r->path,
                         S("?"),
                         r->query};
    return str_join_all(r->c.mem, parts, COUNT(parts));
}

static void keep_own(struct request *r, str key, const struct page *p)
{
    struct page own = {
        .key = key,
        .text = buf_str(&r->out.body),
        .tags = *r->c.tags,
        .mark = r->mark,
        .settings = r->snapshot->version,
        .until = p->until,
    };
    for (size_t i = 0; i < p->tags.n; i++)
        tags_add(&own.tags, r->c.mem, p->tags.at[i]);
    cache_keep_again(r->site->own, &own);
}

/* Nothing that came with the request says who it is, and nothing has to be said to them. */
static bool is_stranger(const struct request *r)
{
    return !r->assist_label.n && !r->flash && !r->flash_next && r->out.n_headers == 0 &&
           !request_has_cookies(r);
}

err page_answer(struct request *r)
{
    str query = {0};
    struct page made = {.key = key_of(r, &query)};
    const struct page *p = NULL;
    if (made.key.n == 0)
        return gate_call(r);
    enum cache_turn turn = cache_get(r->site->cache, made.key, r->snapshot->version, r->c.now, &p);
    if (turn != CACHE_FOUND)
        TRY(make(r, query, turn, &made, &p));
    if (!p)
        return gate_call(r);
    if (is_stranger(r)) {
        give_whole(r, p, true);
        return OK;
    }
    give_filled(r, p);
    page_drop(p);
    return OK;
}

static const struct page *find(const struct request *r, struct cache *in, str key)
{
    return key.n ? cache_find(in, key, r->snapshot->version, r->c.now) : NULL;
}

static bool give_person(struct request *r, str key)
{
    str own = own_key(r, key);
    const struct page *p = find(r, r->site->own, own);
    if (p) {
        give_whole(r, p, false);
        return true;
    }
    p = find(r, r->site->cache, key);
    if (!p)
        return false;
    give_filled(r, p);
    if (own.n)
        keep_own(r, own, p);
    page_drop(p);
    return true;
}

bool page_answer_kept(struct request *r)
{
    str query = {0};
    bool stranger = is_stranger(r);
    if (!page_is_cached(r) || r->flash || (!stranger && r->c.actor.who == WHO_NOBODY))
        return false;
    str key = key_of(r, &query);
    if (!stranger)
        return key.n && give_person(r, key);
    const struct page *p = find(r, r->site->cache, key);
    if (p)
        give_whole(r, p, true);
    return p;
}

str page_cache_control(const struct request *r)
{
    i64 seconds = r->c.settings->page_ttl;
    if (seconds == 0)
        return S("public, no-cache");
    return str_format(r->c.mem, "public, max-age=0, s-maxage=%lld", (long long)seconds);
}
