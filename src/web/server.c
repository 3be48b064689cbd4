#include "web/server.h"

#include "base/json.h"
#include "base/log.h"
#include "data/db.h"
#include "web/bufs.h"
#include "web/error.h"
#include "web/gate.h"
#include "web/pack.h"
#include "web/watch.h"
#include "web/workers.h"

#include <errno.h>
#include <malloc.h>
#include <microhttpd.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define LISTEN_MOST 8
#define POOL_BYTES                                                                                 \
    ((size_t)32 *                                                                                  \
     1024) /* of a connection: head, the library's list of headers, head of the answer */
#define ARENA_KEEP      ((size_t)256 * 1024)
#define SLOW_THREADS    2
#define SLOW_NICE       5
#define LONG_THREADS    1
#define BODIES_MOST     ((i64)64 << 20) /* bytes of bodies that are being received, all together */
#define STOP_SECONDS    10
#define KEEP_BODY_BYTES ((size_t)16 * 1024)

struct server {
    struct site site;
    struct limits limits;
    bool no_log, shared;
    struct watch *watch;
    struct workers *workers, *slow, *longer;
    struct MHD_Daemon *daemons[LISTEN_MOST];
    int ports[LISTEN_MOST];
    size_t n;
    pthread_key_t lane_key; /* of a loop's thread */
    pthread_mutex_t pools_lock;
    struct pool_kept
        *pools;            /* of all lanes: answers go back to them until the last loop has ended */
    _Atomic i64 in_flight; /* requests whose head has come and whose answer has not gone */
    _Atomic i64 body_bytes;
    atomic_bool stopping;
};

/* One connection, and the one request that is under way on it. */
struct connection {
    struct watched w; /* first: the watch knows it as this */
    struct server *s;
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
};

/* ---- lanes ---- */

struct pool_kept {
    struct buf_pool *pool;
    struct pool_kept *next;
};

static struct buf_pool *new_pool(struct server *s)
{
    struct pool_kept *k = calloc(1, sizeof *k);
    if (!k)
        abort();
    k->pool = buf_pool_new();
    pthread_mutex_lock(&s->pools_lock);
    k->next = s->pools;
    s->pools = k;
    pthread_mutex_unlock(&s->pools_lock);
    return k->pool;
}

static void free_pools(struct server *s)
{
    while (s->pools) {
        struct pool_kept *k = s->pools;
        s->pools = k->next;
        buf_pool_free(k->pool);
        free(k);
    }
}

static struct lane *lane_new(void *arg)
{
    struct lane *l = calloc(1, sizeof *l);
    if (!l)
        abort();
    l->mem = arena_new(ARENA_KEEP);
    l->bufs = new_pool(arg);
    return l;
}

/* Hashing takes what the loops leave of a core. In Linux a thread has a niceness of its own. */
static struct lane *slow_lane_new(void *arg)
{
    if (setpriority(PRIO_PROCESS, 0, SLOW_NICE))
        log_warn("server", "slow threads run at the usual priority");
    return lane_new(arg);
}

static void lane_end(struct lane *l)
{
    if (l->db)
        db_close(l->db);
    packer_free(l->packer);
    arena_free(l->mem);
    free(l);
}

static void lane_end_of_thread(void *lane)
{
    lane_end(lane);
}

static struct lane *own_lane(struct server *s)
{
    struct lane *l = pthread_getspecific(s->lane_key);
    if (!l) {
        l = lane_new(s);
        pthread_setspecific(s->lane_key, l);
    }
    return l;
}

/* ---- the head as it was sent ----
 *
 * The library parses a head in place: it ends the method, the target, each name and each value with a NUL where the
 * separator stood, and decodes the query where it lies. All bytes are still there, in one block that begins with the
 * method and is as long as the library says. So what was sent can be put together again and read by a strict parser.
 * One thing cannot be seen: NUL LF at a line's end looks like CR LF. */

static void put_line_end(struct buf *out, const char **p, const char *end)
{
    if (end - *p >= 2 && (*p)[0] == 0 && (*p)[1] == 0) {
        buf_put(out, S("\r\n"));
        *p += 2;
    } else if (*p < end)
        buf_char(out, *(*p)++);
}

static void put_until_nul(struct buf *out, const char **p, const char *end)
{
    const char *nul = memchr(*p, 0, (size_t)(end - *p));
    str s = {*p, (size_t)((nul ? nul : end) - *p)};
    buf_put(out, s);
    *p += s.n;
}

/* false: the block is not what the library would leave of a well-formed head. */
static bool restore_first_line(struct buf *out, const char *method, const char *version, str target,
                               const char **p, const char *end)
{
    size_t n = strlen(method);
    const char *target_at = method + n + 1;
    if (version <= target_at || version >= end || (size_t)(version - target_at) != target.n + 1)
        return false;
    buf_put(out, (str){method, n});
    buf_char(out, ' ');
    buf_put(out, target);
    buf_char(out, ' ');
    *p = version;
    put_until_nul(out, p, end);
    put_line_end(out, p, end);
    return true;
}

static bool restore_head(struct connection *c, const char *method, const char *version)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c->mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    if (!info || info->header_size > POOL_BYTES)
        return false;
    const char *end = method + info->header_size, *p;
    buf_clear(&c->head);
    if (!restore_first_line(&c->head, method, version, buf_str(&c->target), &p, end))
        return false;
    while (p < end) {
        if (*p == 0) {
            put_line_end(&c->head, &p, end);
            continue;
        }
        put_until_nul(&c->head, &p, end);
        if (p < end && p + 1 < end) {
            buf_char(&c->head, ':');
            p++;
        }
        put_until_nul(&c->head, &p, end);
        put_line_end(&c->head, &p, end);
    }
    return true;
}

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

static void take_answer(struct connection *c, struct request *r)
{
    struct MHD_Response *response = r->out.still.n ? response_of_still(r->out.still)
                                                   : response_of_buf(r->lane->bufs, &r->out.body);
    if (!response)
        abort();
    buf_pool_give(r->lane->bufs, &r->out.body);
    for (size_t i = 0; i < r->out.n_headers; i++)
        add_header(response, r->c.mem, r->out.headers[i].name, r->out.headers[i].value);
    if (r->out.close || c->s->stopping)
        add_header(response, r->c.mem, S("Connection"), S("close"));
    c->response = response;
    c->status = (unsigned)r->out.status;
}

/* An answer without a page, for what never becomes a request. */
static void answer_bare(struct connection *c, int status)
{
    struct lane *lane = own_lane(c->s);
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
    MHD_destroy_response(response);
    return sent;
}

/* ---- one line a request ---- */

/* Never the query, a token or an e-mail address (R32). */
static void log_request(const struct request *r, i64 started, size_t bytes)
{
    static const char *const who[] = {
        [WHO_NOBODY] = "visitor", [WHO_VISITOR] = "visitor", [WHO_CUSTOMER] = "customer",
        [WHO_STAFF] = "staff",    [WHO_ASSIST] = "assist",   [WHO_SYSTEM] = "system"};
    struct buf line = buf_pool_take(r->lane->bufs);
    struct json j;
    json_begin(&j, &line);
    json_str(&j, "time", time_iso(r->c.mem, r->c.now));
    json_str(&j, "event", S("request"));
    json_str(&j, "request", r->c.request_id);
    json_str(&j, "method",
             r->head             ? S("HEAD")
             : r->method == GET  ? S("GET")
             : r->method == POST ? S("POST")
                                 : S("-"));
    json_str(&j, "path", r->path);
    json_i64(&j, "status", r->out.status);
    json_i64(&j, "bytes", (i64)bytes);
    json_i64(&j, "us", time_monotonic() - started);
    json_str(&j, "ip", r->c.ip);
    json_str(&j, "who", str_from(who[r->c.actor.who]));
    json_end(&j);
    log_line(buf_str(&line));
    buf_pool_give(r->lane->bufs, &line);
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
        log_request(&r, started, bytes);
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

/* The whole request is here. */
static enum MHD_Result run(struct connection *c)
{
    struct lane *lane = own_lane(c->s);
    struct head head;
    if (!watch_phase(&c->w, PHASE_WORK))
        return MHD_NO;
    int status = head_parse(lane->mem, buf_str(&c->head), c->s->limits.body, &head);
    if (status && status != 413) {
        arena_empty(lane->mem);
        answer_bare(c, status);
        return send_answer(c);
    }
    enum gate_speed speed = gate_speed(&c->s->site, lane->mem, head.method, head.target);
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
    struct lane *lane = own_lane(c->s);
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

static enum MHD_Result begin(struct connection *c, const char *method, const char *version)
{
    c->begun = true;
    c->s->in_flight++;
    c->counted = true;
    if (!restore_head(c, method, version)) {
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

static enum MHD_Result on_request(void *cls, struct MHD_Connection *mhd, const char *url,
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

/* The only place where the target stands as it was sent. What it returns is `own` of on_request. */
static void *on_target(void *cls, const char *target, struct MHD_Connection *mhd)
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

static void on_completed(void *cls, struct MHD_Connection *mhd, void **own,
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
    if (c->response)
        MHD_destroy_response(c->response);
    c->response = NULL;
    if (c->body.room > KEEP_BODY_BYTES)
        buf_free(&c->body);
    buf_clear(&c->body);
    watch_phase(&c->w, PHASE_WAIT);
    *own = NULL;
}

static void on_connected(struct server *s, struct MHD_Connection *mhd, void **context)
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

static void on_closed(struct server *s, void **context)
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

static void on_connection(void *cls, struct MHD_Connection *mhd, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        on_connected(cls, mhd, context);
    else
        on_closed(cls, context);
}

/* The target is decoded by request.c, once; the library's own decoding would only be in the way. */
static size_t keep_as_sent(void *cls, struct MHD_Connection *mhd, char *text)
{
    (void)cls;
    (void)mhd;
    return strlen(text);
}

/* ---- starting ---- */

static void raise_file_limit(i64 connections)
{
    struct rlimit l;
    rlim_t wanted = (rlim_t)connections + 1024;
    if (getrlimit(RLIMIT_NOFILE, &l) || l.rlim_cur >= wanted)
        return;
    l.rlim_cur = l.rlim_max < wanted ? l.rlim_max : wanted;
    if (setrlimit(RLIMIT_NOFILE, &l) || l.rlim_cur < wanted)
        log_warn("few open files", "%lu allowed, %lld connections wanted",
                 (unsigned long)l.rlim_cur, (long long)connections);
}

static bool split_address(str text, str *host, str *port)
{
    const char *colon = text.n ? memrchr(text.at, ':', text.n) : NULL;
    if (!colon)
        return false;
    *host = str_head(text, (size_t)(colon - text.at));
    *port = str_skip(text, host->n + 1);
    if (host->n > 1 && host->at[0] == '[' && host->at[host->n - 1] == ']')
        *host = str_head(str_skip(*host, 1), host->n - 2);
    i64 n;
    return str_to_i64(*port, 0, 65535, &n);
}

static err listen_fails(struct arena *mem, str text, int fd, const char *what, str *why)
{
    int e = errno;
    if (fd >= 0)
        close(fd);
    *why =
        e == EADDRINUSE
            ? str_format(
                  mem,
                  "%.*s is in use: another program listens there. Stop it or choose another port.",
                  STR_ARG(text))
            : str_format(mem, "cannot %s %.*s: %s", what, STR_ARG(text), strerror(e));
    return ERR_BROKEN;
}

static err open_socket(struct arena *mem, str text, int *out, int *port, str *why)
{
    str host, service;
    struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICHOST, .ai_socktype = SOCK_STREAM},
                    *found;
    if (!split_address(text, &host, &service) ||
        getaddrinfo(host.n ? str_z(mem, host) : NULL, str_z(mem, service), &hints, &found)) {
        *why = str_format(mem,
                          "\"%.*s\" is no address to listen on; write 127.0.0.1:8080 or [::1]:8080",
                          STR_ARG(text));
        return ERR_INVALID;
    }
    int yes = 1;
    int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool bound = fd >= 0 && !setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) &&
                 !bind(fd, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(found);
    if (!bound || listen(fd, 4096))
        return listen_fails(mem, text, fd, "listen on", why);
    struct sockaddr_storage sa;
    socklen_t n = sizeof sa;
    char number[16] = "0";
    if (getsockname(fd, (struct sockaddr *)&sa, &n) == 0)
        getnameinfo((struct sockaddr *)&sa, n, NULL, 0, number, sizeof number,
                    NI_NUMERICHOST | NI_NUMERICSERV);
    i64 k = 0;
    if (!str_to_i64(str_from(number), 0, 65535, &k))
        k = 0;
    *port = (int)k;
    *out = fd;
    return OK;
}

static err start_daemon(struct server *s, struct arena *mem, str listen_on, unsigned loops,
                        str *why)
{
    int fd = -1;
    TRY(open_socket(mem, listen_on, &fd, &s->ports[s->n], why));
    /* A pool of one is the daemon's own thread. */
    struct MHD_OptionItem more[] = {{MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)loops, NULL},
                                    {MHD_OPTION_END, 0, NULL}};
    if (loops < 2)
        more[0] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
    struct MHD_Daemon *d =
        MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0,
                         NULL, NULL, on_request, s, MHD_OPTION_LISTEN_SOCKET, fd,         //
                         MHD_OPTION_CONNECTION_LIMIT, (unsigned)s->limits.connections,    //
                         MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)s->limits.idle_seconds, //
                         MHD_OPTION_CONNECTION_MEMORY_LIMIT, POOL_BYTES,                  //
                         MHD_OPTION_STRICT_FOR_CLIENT, 1,                                 //
                         MHD_OPTION_URI_LOG_CALLBACK, on_target, s,                       //
                         MHD_OPTION_UNESCAPE_CALLBACK, keep_as_sent, s,                   //
                         MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,                    //
                         MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,                  //
                         MHD_OPTION_ARRAY, more, MHD_OPTION_END);
    if (!d)
        return listen_fails(mem, listen_on, fd, "serve", why);
    s->daemons[s->n++] = d;
    return OK;
}

static err read_proxies(struct server *s, const struct server_options *o, struct arena *mem,
                        str *why)
{
    struct network *list = NEWN(mem, struct network, o->n_proxies + 1);
    for (size_t i = 0; i < o->n_proxies; i++)
        if (!network_parse(o->proxies[i], &list[i])) {
            *why = str_format(mem, "\"%.*s\" is no address or network of a trusted proxy",
                              STR_ARG(o->proxies[i]));
            return ERR_INVALID;
        }
    s->site.proxies = (struct networks){list, o->n_proxies};
    return OK;
}

static bool is_admin_path(str path)
{
    if (path.n < 2 || path.n > 64 || path.at[0] != '/')
        return false;
    for (size_t i = 1; i < path.n; i++) {
        char c = path.at[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '_')
            return false;
    }
    return !str_eq(path, S("/assist")) && !str_eq(path, S("/static")) &&
           !str_eq(path, S("/healthz"));
}

static err read_options(struct server *s, const struct server_options *o, struct arena *mem,
                        str *why)
{
    static const byte none[SECRET_BYTES];
    s->limits = s->site.limits = o->limits;
    s->site.store = o->store;
    s->site.admin_path = o->admin_path.n ? o->admin_path : S("/admin");
    s->site.base_url = o->base_url;
    s->no_log = o->no_log;
    s->shared = store_is_shared(o->store);
    memcpy(s->site.key, o->key, sizeof s->site.key);
    if (memcmp(s->site.key, none, sizeof none) == 0)
        secret_random(s->site.key, sizeof s->site.key);
    if (!is_admin_path(s->site.admin_path)) {
        *why = str_format(
            mem,
            "\"%.*s\" cannot be the back office's path; write one part of a-z, 0-9, - and _ such as "
            "/admin",
            STR_ARG(s->site.admin_path));
        return ERR_INVALID;
    }
    if (o->n_listen == 0 || o->n_listen > LISTEN_MOST) {
        *why = str_format(mem, "from 1 to %d addresses to listen on", LISTEN_MOST);
        return ERR_INVALID;
    }
    return read_proxies(s, o, mem, why);
}

static void block_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

err server_start(const struct server_options *options, struct arena *mem, struct server **out,
                 str *why)
{
    struct server *s = NEW(mem, struct server);
    TRY(read_options(s, options, mem, why));
    block_signals();
    raise_file_limit(s->limits.connections);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_MMAP_THRESHOLD, 8 << 20);
    routes_start();
    pthread_mutex_init(&s->pools_lock, NULL);
    if (pthread_key_create(&s->lane_key, lane_end_of_thread))
        return log_broken("server", "no thread key");
    s->watch = watch_start(&s->limits);
    size_t workers = options->workers ? options->workers : s->shared ? 16 : 64;
    s->workers = workers_start(workers, (size_t)s->limits.waiting, lane_new, lane_end, s);
    s->slow =
        workers_start(SLOW_THREADS, (size_t)s->limits.waiting_slow, slow_lane_new, lane_end, s);
    s->longer =
        workers_start(LONG_THREADS, (size_t)s->limits.waiting_long, slow_lane_new, lane_end, s);
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned loops = options->loops ? (unsigned)options->loops : cores > 0 ? (unsigned)cores : 1;
    for (size_t i = 0; i < options->n_listen; i++) {
        err e = start_daemon(s, mem, options->listen[i], loops, why);
        if (e) {
            server_stop(s);
            return e;
        }
    }
    *out = s;
    return OK;
}

int server_port(const struct server *s, size_t k)
{
    return k < s->n ? s->ports[k] : 0;
}

/* ---- stopping ---- */

void server_wait(struct server *s, void (*tick)(void *arg), void *arg)
{
    (void)s;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    struct timespec second = {.tv_sec = 1};
    while (sigtimedwait(&set, NULL, &second) < 0)
        if (tick)
            tick(arg);
}

static void wait_for_requests(struct server *s)
{
    i64 until = time_monotonic() + STOP_SECONDS * SECOND;
    while (s->in_flight > 0 && time_monotonic() < until)
        usleep(5000);
    if (s->in_flight > 0)
        log_warn("stopping", "%lld requests did not finish", (long long)s->in_flight);
}

void server_stop(struct server *s)
{
    s->stopping = true;
    for (size_t i = 0; i < s->n; i++) {
        int fd = MHD_quiesce_daemon(s->daemons[i]);
        if (fd >= 0)
            close(fd);
    }
    wait_for_requests(s);
    /* Workers first: they answer and resume what is suspended, or the library could not end. */
    workers_stop(s->workers);
    workers_stop(s->slow);
    workers_stop(s->longer);
    for (size_t i = 0; i < s->n; i++)
        MHD_stop_daemon(s->daemons[i]);
    watch_stop(s->watch);
    pthread_key_delete(s->lane_key);
    free_pools(s);
}
