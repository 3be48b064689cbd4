#include "web/connection.h"

#include "base/log.h"
#include "web/bufs.h"
#include "web/cache.h"
#include "web/error.h"
#include "web/gate.h"
#include "web/head_sent.h"
#include "web/request_log.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BODIES_MOST     ((i64)64 << 20) /* bytes of bodies that are being received, all together */
#define KEEP_BODY_BYTES ((size_t)16 * 1024)

/* One connection, and the one request that is under way on it. */
struct connection {
    struct watched w; /* first: the watch knows it as this */
    struct serving *s;
    bool refused; /* at its beginning: too many of its address */
    bool drain;   /* its client may still be sending when it closes */
    /* the request */
    struct job job;
    struct MHD_Connection *mhd;
    bool begun, has_body, counted;
    struct buf target; /* as sent: the library overwrites it */
    struct buf head;   /* as sent, put together again */
    struct buf body;
    i64 expected; /* bytes of the body; counted in body_bytes */
    bool queued;
    struct MHD_Response *response;
    unsigned status;
    bool shared;             /* the response is the page's, and stays there */
    const struct page *page; /* whose bytes are being sent */
};

/* ---- answers ---- */

/* A body on its way out, given back to the pool that it came from. */
struct sent {
    struct buf_pool *pool;
    struct buf body;
};

static void sent_end(void *arg)
{
    struct sent *s = arg;
    buf_pool_give(s->pool, &s->body);
    free(s);
}

static struct MHD_Response *response_of_buf(struct buf_pool *pool, struct buf *body)
{
    struct sent *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    *s = (struct sent){pool, *body};
    *body = (struct buf){0};
    return MHD_create_response_from_buffer_with_free_callback_cls(s->body.n, s->body.at, sent_end,
                                                                  s);
}

static struct MHD_Response *response_of_still(str still)
{
    union {
        const char *in;
        void *out;
    } at = {.in = still.at}; /* the library takes void *, and only reads */
    return MHD_create_response_from_buffer(still.n, at.out, MHD_RESPMEM_PERSISTENT);
}

static void add_header(struct MHD_Response *response, struct arena *mem, str name, str value)
{
    if (MHD_add_response_header(response, str_z(mem, name), str_z(mem, value)) != MHD_YES)
        log_error("header refused by the library", "%.*s", STR_ARG(name));
}

/* ---- of kept pages: a response is made once a form of a page, and sent to everybody ---- */

void connection_end_form(void *response)
{
    MHD_destroy_response(response);
}

static struct MHD_Response *response_of(struct request *r)
{
    return r->out.page || r->out.still.n ? response_of_still(r->out.still)
                                         : response_of_buf(r->lane->bufs, &r->out.body);
}

static struct MHD_Response *make_response(struct request *r, bool close)
{
    struct MHD_Response *response = response_of(r);
    if (!response)
        abort();
    for (size_t i = 0; i < r->out.n_headers; i++)
        add_header(response, r->c.mem, r->out.headers[i].name, r->out.headers[i].value);
    if (close)
        add_header(response, r->c.mem, S("Connection"), S("close"));
    return response;
}

/* The connection holds the page until the request is completed: its bytes are the response's. */
static void take_page(struct connection *c, struct request *r)
{
    c->page = r->out.page;
    r->out.page = NULL;
}

static void take_answer(struct connection *c, struct request *r)
{
    bool close = !r->out.made && (r->out.close || c->s->stopping);
    bool kept = r->out.page && !close;
    c->status = (unsigned)r->out.status;
    c->response = r->out.made; /* the library counts its own uses */
    c->shared = c->response;
    if (!c->response)
        c->response = make_response(r, close);
    if (kept && !c->shared)
        c->shared = page_give(r->out.page, (enum page_form)r->out.form, c->response);
    buf_pool_give(r->lane->bufs, &r->out.body);
    if (r->out.page)
        take_page(c, r);
}

/* An answer without a page, for what never becomes a request. */
static void answer_bare(struct connection *c, int status)
{
    struct lane *lane = lanes_own(&c->s->lanes);
    struct gate_header headers[GATE_HEADERS];
    struct MHD_Response *response = response_of_still(error_last_resort(status));
    if (!response)
        abort();
    size_t n = gate_headers(c->s->site.base_url.n && str_starts(c->s->site.base_url, S("https://")),
                            headers);
    for (size_t i = 0; i < n; i++)
        add_header(response, lane->mem, headers[i].name, headers[i].value);
    add_header(response, lane->mem, S("Content-Type"), S("text/html; charset=utf-8"));
    add_header(response, lane->mem, S("Cache-Control"), S("private, no-store"));
    add_header(response, lane->mem, S("Connection"), S("close"));
    if (status == 429 || status == 503)
        add_header(response, lane->mem, S("Retry-After"), S("2"));
    c->response = response;
    c->status = (unsigned)status;
    c->drain = true;
    str ip = address_text(lane->mem, c->w.address);
    log_info("refused", "status %d, from %.*s", status, STR_ARG(ip));
    arena_empty(lane->mem);
}

static enum MHD_Result send_answer(struct connection *c)
{
    struct MHD_Response *response = c->response;
    c->response = NULL;
    enum MHD_Result sent = MHD_NO;
    if (watch_phase(&c->w, PHASE_SEND))
        sent = MHD_queue_response(c->mhd, c->status, response);
    if (!c->shared)
        MHD_destroy_response(response);
    c->shared = false;
    return sent;
}

/* ---- running ---- */

static void run_request(struct connection *c, struct lane *lane, const struct head *head,
                        int status)
{
    struct request r;
    i64 started = time_monotonic();
    int refused = request_begin(&r, &c->s->site, lane, head, buf_str(&c->body), &c->w.address);
    gate_run(&r, status ? status : refused);
    size_t bytes = r.out.still.n ? r.out.still.n : r.out.body.n;
    take_answer(c, &r);
    if (!c->s->no_log)
        request_log(&r, started, bytes);
    gate_end(&r);
    arena_empty(lane->mem);
}

static void run_again(struct connection *c, struct lane *lane)
{
    struct head head;
    int status = head_parse(lane->mem, buf_str(&c->head), c->s->limits.body, &head);
    assert(status == 0);
    run_request(c, lane, &head, status);
}

static void run_job(struct job *j, struct lane *lane)
{
    struct connection *c =
        (struct connection *)(void *)((char *)j - offsetof(struct connection, job));
    run_again(c, lane);
    MHD_resume_connection(c->mhd);
}

static enum MHD_Result hand_over(struct connection *c, enum gate_speed speed)
{
    struct workers *to = speed == GATE_SLOW   ? c->s->slow
                         : speed == GATE_LONG ? c->s->longer
                                              : c->s->workers;
    c->job.run = run_job;
    c->queued = true;
    MHD_suspend_connection(c->mhd);
    if (workers_add(to, &c->job))
        return MHD_YES;
    answer_bare(c, 503);
    MHD_resume_connection(c->mhd);
    return MHD_YES;
}

/* Kept pages leave from the loop, wherever other pages are made. False: it takes more; nothing has happened. */
static bool run_kept(struct connection *c, struct lane *lane, const struct head *head)
{
    struct request r;
    i64 started = time_monotonic();
    if (!str_eq(head->method, S("GET")) && !str_eq(head->method, S("HEAD")))
        return false;
    bool kept = request_begin(&r, &c->s->site, lane, head, (str){0}, &c->w.address) == 0 &&
                gate_run_kept(&r);
    if (kept) {
        size_t bytes = r.out.still.n;
        take_answer(c, &r);
        if (!c->s->no_log)
            request_log(&r, started, bytes);
        gate_end(&r);
        arena_empty(lane->mem);
    }
    buf_pool_give(lane->bufs, &r.out.body);
    return kept;
}

/* The whole request is here. */
static enum MHD_Result run(struct connection *c)
{
    struct lane *lane = lanes_own(&c->s->lanes);
    struct head head;
    if (!watch_phase(&c->w, PHASE_WORK))
        return MHD_NO;
    int status = head_parse(lane->mem, buf_str(&c->head), c->s->limits.body, &head);
    if (status && status != 413) {
        arena_empty(lane->mem);
        answer_bare(c, status);
        return send_answer(c);
    }
    if (!status && run_kept(c, lane, &head))
        return send_answer(c);
    enum gate_speed speed = gate_speed(&c->s->site, lane->mem, &head);
    bool page = !str_starts(head.target, S("/static/")) && !str_eq(head.target, S("/healthz"));
    if (!status && (speed != GATE_QUICK || (c->s->shared && page))) {
        arena_empty(lane->mem);
        return hand_over(c, speed);
    }
    run_request(c, lane, &head, status);
    return send_answer(c);
}

/* ---- what the library calls ---- */

static bool has_header(struct MHD_Connection *mhd, const char *name)
{
    return MHD_lookup_connection_value_n(mhd, MHD_HEADER_KIND, name, strlen(name), NULL, NULL) ==
           MHD_YES;
}

static bool reserve_body(struct connection *c, i64 n)
{
    if (atomic_fetch_add(&c->s->body_bytes, n) + n > BODIES_MOST) {
        c->s->body_bytes -= n;
        return false;
    }
    c->expected = n;
    return true;
}

/* A head with a body behind it is judged before a byte of the body is taken. */
static enum MHD_Result begin_body(struct connection *c)
{
    struct lane *lane = lanes_own(&c->s->lanes);
    struct head head;
    int status = head_parse(lane->mem, buf_str(&c->head), c->s->limits.body, &head);
    i64 n = head.body;
    if (status == 413) {
        c->drain = true;
        if (!watch_phase(&c->w, PHASE_WORK))
            return MHD_NO;
        run_request(c, lane, &head, status);
        return send_answer(c);
    }
    arena_empty(lane->mem);
    if (!status && !reserve_body(c, n))
        status = 503;
    if (!status)
        return watch_phase(&c->w, PHASE_BODY) ? MHD_YES : MHD_NO;
    answer_bare(c, status);
    return send_answer(c);
}

static bool take_head(struct connection *c, const char *method, const char *version)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c->mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info && info->header_size <= CONNECTION_POOL &&
           head_sent(&c->head, buf_str(&c->target), method, version, info->header_size);
}

static enum MHD_Result begin(struct connection *c, const char *method, const char *version)
{
    c->begun = true;
    c->s->in_flight++;
    c->counted = true;
    if (!take_head(c, method, version)) {
        answer_bare(c, 400);
        return send_answer(c);
    }
    c->has_body = has_header(c->mhd, "Content-Length") || has_header(c->mhd, "Transfer-Encoding");
    return c->has_body ? begin_body(c) : MHD_YES;
}

static enum MHD_Result take_body(struct connection *c, const char *data, size_t *size)
{
    if ((i64)(c->body.n + *size) > c->expected)
        return MHD_NO;
    buf_put(&c->body, (str){data, *size});
    c->w.bytes = (i64)c->body.n;
    *size = 0;
    return MHD_YES;
}

enum MHD_Result connection_request(void *cls, struct MHD_Connection *mhd, const char *url,
                                   const char *method, const char *version, const char *data,
                                   size_t *size, void **own)
{
    (void)cls;
    (void)url;
    struct connection *c = *own;
    if (!c)
        return MHD_NO;
    c->mhd = mhd;
    if (c->queued) {
        c->queued = false;
        return send_answer(c);
    }
    if (!c->begun)
        return begin(c, method, version);
    if (*size)
        return take_body(c, data, size);
    return run(c);
}

/* The only place where the target stands as it was sent. What it returns is `own` of connection_request. */
void *connection_target(void *cls, const char *target, struct MHD_Connection *mhd)
{
    (void)cls;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct connection *c = info ? info->socket_context : NULL;
    if (!c)
        return NULL;
    buf_clear(&c->target);
    buf_put(&c->target, str_from(target));
    c->begun = c->queued = false;
    return c;
}

void connection_completed(void *cls, struct MHD_Connection *mhd, void **own,
                          enum MHD_RequestTerminationCode why)
{
    (void)cls;
    (void)mhd;
    (void)why;
    struct connection *c = *own;
    if (!c || !c->counted)
        return;
    c->counted = false;
    c->s->in_flight--;
    c->s->body_bytes -= c->expected;
    c->expected = 0;
    if (c->response && !c->shared)
        MHD_destroy_response(c->response);
    c->response = NULL;
    c->shared = false;
    page_drop(c->page);
    c->page = NULL;
    if (c->body.room > KEEP_BODY_BYTES)
        buf_free(&c->body);
    buf_clear(&c->body);
    watch_phase(&c->w, PHASE_WAIT);
    *own = NULL;
}

static void on_connected(struct serving *s, struct MHD_Connection *mhd, void **context)
{
    static const char many[] =
        "HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nRetry-After: 10\r\n"
        "Content-Length: 0\r\n\r\n";
    struct connection *c = calloc(1, sizeof *c);
    if (!c)
        abort();
    c->s = s;
    c->w.fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    const struct sockaddr *sa =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
    if (!address_of(sa, &c->w.address))
        c->w.address = (struct address){{0}};
    c->w.exempt = networks_have(&s->site.proxies, c->w.address);
    *context = c;
    c->refused = !watch_add(s->watch, &c->w);
    if (!c->refused)
        return;
    (void)!send(c->w.fd, many, sizeof many - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
    shutdown(c->w.fd, SHUT_RDWR);
}

static void on_closed(struct serving *s, void **context)
{
    struct connection *c = *context;
    if (!c)
        return;
    if (!c->refused)
        watch_remove(s->watch, &c->w);
    if (c->drain && !s->stopping)
        watch_drain(s->watch, dup(c->w.fd));
    buf_free(&c->target);
    buf_free(&c->head);
    buf_free(&c->body);
    free(c);
    *context = NULL;
}

void connection_notify(void *cls, struct MHD_Connection *mhd, void **context,
                       enum MHD_ConnectionNotificationCode code)
{
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        on_connected(cls, mhd, context);
    else
        on_closed(cls, context);
}

/* The target is decoded by request.c, once; the library's own decoding would only be in the way. */
size_t connection_keep_as_sent(void *cls, struct MHD_Connection *mhd, char *text)
{
    (void)cls;
    (void)mhd;
    return strlen(text);
}
