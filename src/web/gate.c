#include "web/gate.h"

#include "base/log.h"
#include "domain/assist.h"
#include "domain/remember.h"
#include "domain/session.h"
#include "domain/settings.h"
#include "domain/tag.h"
#include "domain/work.h"
#include "web/bufs.h"
#include "web/cache.h"
#include "web/error.h"
#include "web/form.h"
#include "web/form_token.h"
#include "web/pack.h"
#include "web/page.h"
#include "web/place.h"
#include "web/site.h"
#include "web/static.h"

#include <string.h>

#define PACK_LEAST_BYTES 1024
#define REFUSED          (-1) /* the answer stands already */
#define RACES_MOST       4

/* ---- place: surface, store view, route ---- */

/* The one that this browser chose, if the view offers it. */
static void set_currency(struct request *r)
{
    const struct exchange *chosen = exchange_find(r->c.view, request_currency_choice(r));
    r->c.exchange = chosen ? chosen : r->c.view->usual;
}

static void set_view(struct request *r, const struct place *p)
{
    r->c.view = p->view;
    r->c.settings = p->surface == SURFACE_SHOP ? &p->view->settings : &r->snapshot->global;
    if (p->surface == SURFACE_ADMIN) {
        r->base = r->surface_base = r->site->admin_path;
        return;
    }
    if (p->label.n)
        r->surface_base = str_join(r->c.mem, S("/assist/"), p->label);
    if (str_starts(p->view->origin, S("https://")))
        r->https = true;
    r->base = request_base(r, r->surface_base, p->view);
    if (p->surface == SURFACE_SHOP)
        set_currency(r);
}

/* A host that is no store view's: the page is at the base URL. 0: it stays here. */
static int send_away(struct request *r, const struct place *p)
{
    const struct settings *s = &r->snapshot->global;
    if (!p->away || r->method != GET || str_eq(s->redirect_to_base, S("0")))
        return 0;
    if (redirect_to_view(r, p->view, r->path, r->query))
        return 500;
    if (str_eq(s->redirect_to_base, S("301")))
        r->out.status = 301;
    return REFUSED;
}

/* 0, REFUSED, or 404 or 405: what is answered once it is known who asks. */
static int find_place(struct request *r)
{
    r->snapshot = snapshot_take();
    bool by_cookie = str_eq(r->snapshot->global.store_code, S("0"));
    str chosen = by_cookie ? request_view_choice(r) : (str){0};
    struct place p = place_find(r->site, r->snapshot, r->host, r->page_path, chosen);
    r->surface = p.surface;
    r->assist_label = p.label;
    r->page_path = p.path;
    set_view(r, &p);
    int away = send_away(r, &p);
    if (away)
        return away;
    if (!p.nowhere && route_find(r->surface, r->method, r->page_path, &r->match))
        return r->multipart && !(r->match.route->flags & UPLOAD) ? 415 : 0;
    return r->match.allowed && !p.nowhere ? 405 : 404;
}

enum gate_speed gate_speed(const struct site *site, struct arena *mem, const struct head *head)
{
    bool post = str_eq(head->method, S("POST"));
    enum gate_speed usual = post ? GATE_WRITE : GATE_QUICK;
    str rest = head->target, path;
    /* What takes long when it is only read stands in the back office, however that is spelled. */
    if (!post && !str_starts(head->target, site->admin_path) && !str_has(head->target, S("%")))
        return usual;
    if (!str_cut(&rest, '?', &path) || !form_decode(mem, path, false, &path))
        return usual;
    struct route_match m;
    const struct snapshot *s = snapshot_take();
    struct place p = place_find(site, s, head->host, path, (str){0});
    snapshot_drop(s);
    if (!route_find(p.surface, post ? POST : GET, p.path, &m))
        return usual;
    return m.route->flags & LONG ? GATE_LONG : m.route->flags & SLOW ? GATE_SLOW : usual;
}

/* ---- errors ---- */

static int status_of(err e)
{
    switch (e) {
    case OK:
        return 0;
    case ERR_INVALID:
        return 422;
    case ERR_DENIED:
        return 403;
    case ERR_NOT_FOUND:
        return 404;
    case ERR_CONFLICT:
        return 409;
    case ERR_OFTEN:
        return 429;
    case ERR_AWAY:
        return 503;
    case ERR_BROKEN:
        return 500;
    }
    return 500;
}

/* ---- actor ---- */

/* Two identities in one request are refused, not resolved by precedence (R21). */
static bool is_two_people(const struct request *r)
{
    if (r->assist_label.n)
        return request_has_cookie(r, COOKIE_ADMIN);
    return r->surface == SURFACE_ADMIN && request_has_cookie(r, COOKIE_ASSIST);
}

static void set_visitor(struct request *r)
{
    r->c.actor = (struct actor){.who = WHO_VISITOR};
    form_token_begin(r, NULL);
}

static int find_session(struct request *r, enum cookie kind)
{
    bool twice;
    str token = session_cookie_token(r, kind, &twice);
    set_visitor(r);
    if (twice)
        return 400;
    if (token.n == 0)
        return 0;
    struct session *s = NEW(r->c.mem, struct session);
    err e = kind == COOKIE_ADMIN ? admin_session_find(&r->c, token, s)
                                 : shop_session_find(&r->c, token, s);
    if (e == ERR_NOT_FOUND) {
        r->expired = true;
        session_cookie(r, kind, (str){0}, (str){0});
        return 0;
    }
    if (e)
        return status_of(e);
    r->c.actor = s->actor;
    r->session = s;
    form_token_begin(r, &s->hash);
    return 0;
}

/* A browser may know a customer whose session is over: still a visitor, whose forms are the browser's own. */
static int find_remembered(struct request *r)
{
    str token = remember_cookie_token(r);
    if (token.n == 0 || r->c.actor.who != WHO_VISITOR)
        return 0;
    struct remembered *known = NEW(r->c.mem, struct remembered);
    err e = remember_find(&r->c, token, known);
    if (e == ERR_NOT_FOUND)
        return 0;
    if (e)
        return status_of(e);
    r->c.remembered = known;
    if (!r->session)
        form_token_begin(r, &known->hash);
    return 0;
}

static int find_shopper(struct request *r)
{
    int status = find_session(r, COOKIE_SHOP);
    return status ? status : find_remembered(r);
}

/* What the page says stands in the shop's own frame, whose links lead out of the session that is not there. */
static void leave_assist(struct request *r)
{
    r->assist_label = r->surface_base = (str){0};
    r->base = request_base(r, (str){0}, r->c.view);
}

/* A page of a website where the account does not count: the session goes on in its own store view. */
static int bar(struct request *r)
{
    const struct store_view *own = snapshot_view(r->snapshot, r->assist->store_view_id);
    r->c.view = own ? own : r->c.view;
    r->c.settings = &r->c.view->settings;
    set_currency(r);
    r->base = request_base(r, r->surface_base, r->c.view);
    return 404;
}

static int find_assist(struct request *r)
{
    bool twice;
    str token = session_cookie_token(r, COOKIE_ASSIST, &twice);
    set_visitor(r);
    if (twice)
        return 400;
    struct assist_view *a = NEW(r->c.mem, struct assist_view);
    err e = assist_find(&r->c, r->assist_label, token, a);
    if (e == ERR_NOT_FOUND || (e == OK && a->origin.n && !has_proof_cookie(r, r->assist_label))) {
        set_visitor(r);
        leave_assist(r);
        return 401;
    }
    if (e)
        return status_of(e);
    if (a->cause != ASSIST_OK && !r->c.db)
        return 401; /* answer_page says why */
    if (a->cause != ASSIST_OK) {
        assist_over(a->id, a->cause);
        session_cookie(r, COOKIE_ASSIST, r->assist_label, (str){0});
        leave_assist(r);
        error_answer_saying(r, 401, assist_cause_ended(a->cause));
        return REFUSED;
    }
    r->assist = a;
    form_token_begin(r, &a->hash);
    return a->barred ? bar(r) : 0;
}

static bool is_arrival(const struct request *r)
{
    return r->match.route && r->match.route->flags & ARRIVAL;
}

static int find_actor(struct request *r)
{
    if (is_two_people(r))
        return 400;
    if (is_arrival(r)) {
        set_visitor(r);
        return r->assist_label.n ? 0 : 404;
    }
    if (r->surface == SURFACE_ADMIN)
        return find_session(r, COOKIE_ADMIN);
    return r->assist_label.n ? find_assist(r) : find_shopper(r);
}

static void note_use(struct request *r)
{
    if (r->match.route->flags & NO_ASSIST_TOUCH)
        return;
    if (r->assist) {
        session_seen('x', r->assist->id, r->c.now);
        session_seen('a', r->assist->admin_session_id, r->c.now); /* the same person at work */
    } else if (r->session)
        session_seen(r->surface == SURFACE_ADMIN ? 'a' : 's', r->session->id, r->c.now);
}

/* ---- form token and origin (R38) ---- */

/* "https://shop.example:8443" and "https://shop.example:8443/path" name this host. */
static bool is_own_origin(const struct request *r, str origin)
{
    str rest;
    if (str_starts(origin, S("https://")))
        rest = str_skip(origin, S("https://").n);
    else if (!r->https && str_starts(origin, S("http://")))
        rest = str_skip(origin, S("http://").n);
    else
        return false;
    str host;
    return str_cut(&rest, '/', &host) && str_eq_nocase(host, r->host);
}

static bool is_from_here(const struct request *r)
{
    str site = request_header(r, S("sec-fetch-site"));
    str origin = request_header(r, S("origin"));
    if (site.n && !str_eq(site, S("same-origin")) && !str_eq(site, S("none")))
        return false;
    if (origin.n)
        return is_own_origin(r, origin);
    return is_own_origin(r, request_header(r, S("referer")));
}

static int check_token(struct request *r)
{
    /* An arrival comes from another host: its secret and its origin are checked, in the domain. */
    if (r->method == GET || is_arrival(r) || (is_from_here(r) && form_token_fits(r)))
        return 0;
    log_warn("form refused", "request %.*s: %s", STR_ARG(r->c.request_id),
             is_from_here(r) ? "wrong form token" : "from another origin");
    error_answer_saying(
        r, 403, _("This form has expired. Please go back, reload the page and send it again."));
    return REFUSED;
}

/* ---- permission ---- */

static bool is_nobody(const struct request *r)
{
    return r->c.actor.who == WHO_VISITOR || r->c.actor.who == WHO_NOBODY;
}

/* Somebody who is not signed in is asked to; the page they wanted travels signed (R42). */
static bool send_to_sign_in(struct request *r)
{
    enum route_id to = route_sign_in(r->surface);
    if (!is_nobody(r) || r->assist_label.n || !to ||
        (r->match.route && r->match.route == route_at(to)))
        return false;
    if (r->expired)
        flash(r, FLASH_WARN, _("Your session is over. Please sign in again."));
    if (r->method != GET)
        return redirect(r, to) == OK;
    struct buf b = {0};
    buf_put(&b, S("next="));
    buf_url(&b, request_next_make(r, request_here(r)));
    str query = str_copy(r->c.mem, buf_str(&b));
    buf_free(&b);
    return redirect_with_query(r, query, to) == OK;
}

/* What only an assist session or the program may do is out of reach for everybody who signs in (R02). */
static bool is_for_people(enum permission who)
{
    return who == P_CUSTOMER || who == P_STAFF || who >= P_FIRST_GRANT;
}

/* A refused form goes to the action log; a GET never writes (R39). */
static int check_permission(struct request *r)
{
    enum action action = r->match.route->action;
    if (actor_may(&r->c.actor, action))
        return 0;
    if (is_for_people(action_info(action)->who) && send_to_sign_in(r))
        return REFUSED;
    if (r->method == POST)
        work_refused(&r->c, action);
    return 403;
}

/* ---- handler and its errors ---- */

/* A form whose work the engine gave up for a race of its own (a deadlock) begins again: nothing of it was written. */
static err post(struct request *r)
{
    struct response before = r->out;
    struct flash *messages = r->flash_next;
    err e = r->match.route->handler(r);
    for (int i = 0; i < RACES_MOST && e == ERR_CONFLICT && r->c.raced && !r->c.wrote; i++) {
        before.body = r->out.body;
        r->out = before;
        buf_clear(&r->out.body);
        r->flash_next = messages;
        r->c.problems = NULL;
        r->c.raced = false;
        e = r->match.route->handler(r);
    }
    return e;
}

err gate_call(struct request *r)
{
    r->handled = true;
    if (r->method != GET)
        return post(r);
    if (!r->c.db)
        return r->match.route->handler(r);
    TRY(db_read_begin(r->c.db));
    err e = r->match.route->handler(r);
    db_read_end(r->c.db);
    return e;
}

/* The form's own page once more, with what was typed and what is wrong. */
static int show_again(struct request *r, int status)
{
    enum route_id page = r->match.route->again;
    if (page == ROUTE_NONE || !actor_may(&r->c.actor, route_at(page)->action))
        return status;
    r->again = true;
    r->match.route = route_at(page);
    r->out.n_headers = 0;
    err e = r->match.route->handler(r);
    if (e == OK && r->out.status == 200)
        r->out.status = status;
    return status_of(e);
}

static int run_handler(struct request *r)
{
    err e = page_is_cached(r) ? page_answer(r) : gate_call(r);
    if ((e == ERR_INVALID || e == ERR_OFTEN) && r->method == POST)
        return show_again(r, status_of(e));
    if (e == ERR_INVALID)
        return 400;
    if (e == ERR_DENIED && send_to_sign_in(r))
        return REFUSED;
    return status_of(e);
}

static int open_db(struct request *r)
{
    if (!r->lane->db && db_open(r->site->store, &r->lane->db))
        return 503;
    r->c.db = r->lane->db;
    return 0;
}

/* A form of somebody whose session is over: signing in helps, an error page would not. */
static int check_session(struct request *r)
{
    enum action action = r->match.route->action;
    if (r->method == GET || !r->expired || actor_may(&r->c.actor, action) ||
        !is_for_people(action_info(action)->who))
        return 0;
    return send_to_sign_in(r) ? REFUSED : 0;
}

static int answer_page(struct request *r, int missing)
{
    int status = open_db(r);
    if (!status)
        status = find_actor(r);
    if (!status)
        flash_take(r);
    if (!status)
        status = missing;
    if (!status)
        status = check_session(r);
    if (!status)
        status = check_token(r);
    if (!status)
        status = check_permission(r);
    if (status)
        return status;
    note_use(r);
    return run_handler(r);
}

/* Nobody asks: no session, no database. */
static int answer_open(struct request *r, int missing)
{
    set_visitor(r);
    int status = missing ? missing : check_permission(r);
    return status ? status : run_handler(r);
}

/* ---- headers ---- */

size_t gate_headers(bool https, struct gate_header out[GATE_HEADERS])
{
    size_t n = 0;
    out[n++] = (struct gate_header){S("Content-Security-Policy"), static_policy()};
    out[n++] = (struct gate_header){S("X-Content-Type-Options"), S("nosniff")};
    out[n++] = (struct gate_header){S("Referrer-Policy"), S("same-origin")};
    out[n++] = (struct gate_header){S("Cross-Origin-Opener-Policy"), S("same-origin")};
    out[n++] = (struct gate_header){S("Cross-Origin-Resource-Policy"), S("same-origin")};
    out[n++] = (struct gate_header){S("Permissions-Policy"),
                                    S("camera=(), geolocation=(), microphone=(), payment=()")};
    if (https)
        out[n++] = (struct gate_header){S("Strict-Transport-Security"), S("max-age=31536000")};
    return n;
}

static bool sets_cookie(const struct request *r)
{
    for (size_t i = 0; i < r->out.n_headers; i++)
        if (str_eq(r->out.headers[i].name, S("Set-Cookie")))
            return true;
    return false;
}

/* Nothing is stored unless the row says so and nothing personal is in it (R27, R28). */
static str cache_control(const struct request *r)
{
    bool plain = (r->out.status == 200 || r->out.status == 304) && !sets_cookie(r);
    if (plain && r->match.route && r->match.route->flags & IMMUTABLE)
        return S("public, max-age=31536000, immutable");
    return plain && r->out.may_store ? page_cache_control(r) : S("private, no-store");
}

static bool is_text(str type)
{
    return str_starts(type, S("text/")) || str_starts(type, S("application/json")) ||
           str_starts(type, S("image/svg"));
}

static void pack(struct request *r)
{
    str body = buf_str(&r->out.body);
    if (r->out.still.n || !is_text(r->out.type) || body.n < PACK_LEAST_BYTES)
        return;
    response_header(r, S("Vary"), S("Accept-Encoding"));
    if (!accepts_coding(request_header(r, S("accept-encoding")), S("gzip")))
        return;
    struct buf packed = buf_pool_take(r->lane->bufs);
    bool done = packer_gzip(packer_own(&r->lane->packer), body, &packed) == OK;
    buf_pool_give(r->lane->bufs, done ? &r->out.body : &packed);
    if (!done)
        return;
    r->out.body = packed;
    response_header(r, S("Content-Encoding"), S("gzip"));
}

static void add_headers(struct request *r)
{
    struct gate_header all[GATE_HEADERS];
    size_t n = gate_headers(r->https, all);
    if (r->out.policy.n && r->out.status == 200)
        all[0].value = r->out.policy;
    else if (r->assist &&
             r->assist->origin
                 .n) /* Close Session leads there, and browsers look at where a form ends */
        all[0].value = static_policy_to(r->c.mem, r->assist->origin);
    for (size_t i = 0; i < n && r->out.referrer.n; i++)
        if (str_eq(all[i].name, S("Referrer-Policy")))
            all[i].value = r->out.referrer;
    for (size_t i = 0; i < n; i++)
        response_header(r, all[i].name, all[i].value);
    response_header(r, S("Cache-Control"), cache_control(r));
    if (r->out.type.n)
        response_header(r, S("Content-Type"), r->out.type);
    if (r->out.status == 405)
        response_header(r, S("Allow"),
                        r->match.allowed & 1u << GET
                            ? r->match.allowed & 1u << POST ? S("GET, HEAD, POST") : S("GET, HEAD")
                            : S("POST"));
    if (r->out.status == 503 || r->out.status == 429)
        response_header(
            r, S("Retry-After"),
            str_format(r->c.mem, "%lld", (long long)(r->c.again_after ? r->c.again_after : 2)));
}

static void log_refusal(const struct request *r)
{
    int s = r->out.status;
    if (s == 400 || s == 401 || s == 403)
        log_warn("refused", "status %d, request %.*s, from %.*s", s, STR_ARG(r->c.request_id),
                 STR_ARG(r->c.ip));
}

void gate_run(struct request *r, int status)
{
    /* Understood, but too much or of a kind that no form sends: the page says so in its own frame. */
    bool framed = status == 0 || status == 413 || status == 415;
    bool fine = status == 0;
    if (framed) {
        int missing = find_place(r);
        if (!fine)
            missing = status;
        status = r->surface == SURFACE_OPEN ? answer_open(r, missing) : answer_page(r, missing);
    }
    if (status && status != REFUSED)
        error_answer(r, status);
    if (!fine)
        r->out.close = true;
    log_refusal(r);
    flash_leave(r);
    pack(r);
    add_headers(r);
}

/* answer_page's steps without a database: for somebody whose facts are in memory, on a page that is there. */
static bool answer_known(struct request *r)
{
    r->c.db = NULL;
    r->c.tags = NEW(r->c.mem, struct tags);
    r->mark = tags_mark();
    if (find_actor(r) || r->expired || !actor_may(&r->c.actor, r->match.route->action))
        return false;
    flash_take(r);
    if (!page_answer_kept(r))
        return false;
    note_use(r);
    pack(r);
    return true;
}

bool gate_run_kept(struct request *r)
{
    bool kept = r->method == GET && find_place(r) == 0 && r->surface == SURFACE_SHOP &&
                r->match.route->flags & CACHED && (page_answer_kept(r) || answer_known(r));
    if (kept && !r->out.made)
        add_headers(r);
    if (!kept)
        gate_end(r);
    return kept;
}

void gate_end(struct request *r)
{
    if (r->snapshot)
        snapshot_drop(r->snapshot);
    page_drop(r->out.page);
    r->snapshot = NULL;
    r->out.page = NULL;
}
