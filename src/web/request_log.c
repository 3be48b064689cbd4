#include "web/request_log.h"

#include "base/json.h"
#include "base/log.h"
#include "base/time.h"
#include "web/bufs.h"
#include "web/site.h"

void request_log(const struct request *r, i64 started, size_t bytes)
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
