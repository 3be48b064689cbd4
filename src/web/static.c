#include "web/static.h"

#include "base/log.h"
#include "web/pack.h"
#include "web/request.h"
#include "web/site.h"

#include <pthread.h>
#include <stdio.h>

const struct static_file *static_find(str name)
{
    size_t low = 0, high = static_files_n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(name, static_files[middle].name);
        if (order == 0)
            return &static_files[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

str static_url(str name)
{
    const struct static_file *f = static_find(name);
    if (f)
        return f->url;
    log_warn("no such static file", "%.*s", STR_ARG(name));
    return S("/static/0/missing");
}

str view_integrity(struct view *v, str name)
{
    (void)v;
    const struct static_file *f = static_find(name);
    return f ? f->sha256 : (str){0};
}

static char policy[512];

static void make_policy(void)
{
    const struct static_file *f = static_find(S("enhance.js"));
    str script = f ? f->sha256 : (str){0};
    snprintf(
        policy, sizeof policy,
        "default-src 'none'; script-src %s%.*s%s; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types enhance",
        f ? "'" : "", STR_ARG(f ? script : S("'none'")), f ? "'" : "");
}

str static_policy(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_policy);
    return str_from(policy);
}

str static_policy_to(struct arena *mem, str origin)
{
    static const str before = S("form-action 'self'");
    str all = static_policy(), tail = all;
    while (tail.n && !str_starts(tail, before))
        tail = str_skip(tail, 1);
    str head = str_head(all, all.n - tail.n + before.n);
    return str_format(mem, "%.*s %.*s%.*s", STR_ARG(head), STR_ARG(origin),
                      STR_ARG(str_skip(tail, before.n)));
}

static err answer(struct request *r, str hash, str name)
{
    const struct static_file *f = static_find(name);
    if (!f || !str_eq(hash, f->hash))
        return ERR_NOT_FOUND;
    str accepted = request_header(r, S("accept-encoding"));
    r->out.status = 200;
    r->out.type = f->type;
    r->out.still = f->plain;
    if (f->gzip.n || f->brotli.n)
        response_header(r, S("Vary"), S("Accept-Encoding"));
    if (f->brotli.n && accepts_coding(accepted, S("br"))) {
        r->out.still = f->brotli;
        response_header(r, S("Content-Encoding"), S("br"));
    } else if (f->gzip.n && accepts_coding(accepted, S("gzip"))) {
        r->out.still = f->gzip;
        response_header(r, S("Content-Encoding"), S("gzip"));
    }
    return OK;
}

err web_static(struct request *r)
{
    return answer(r, request_arg(r, 0), request_arg(r, 1));
}

err web_static_in(struct request *r)
{
    str name =
        str_format(r->c.mem, "%.*s/%.*s", STR_ARG(request_arg(r, 1)), STR_ARG(request_arg(r, 2)));
    return answer(r, request_arg(r, 0), name);
}

err web_health(struct request *r)
{
    const atomic_bool *leaving = r->site->leaving;
    bool stays = !leaving || !atomic_load(leaving);
    r->out.status = stays ? 200 : 503;
    r->out.type = S("text/plain; charset=utf-8");
    r->out.still = stays ? S("ok\n") : S("stopping\n");
    return OK;
}
