#include "web/head_sent.h"

#include "base/str.h"

#include <string.h>

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

static bool put_first_line(struct buf *out, const char *method, const char *version, str target,
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

bool head_sent(struct buf *out, str target, const char *method, const char *version, size_t size)
{
    const char *end = method + size, *p;
    buf_clear(out);
    if (!put_first_line(out, method, version, target, &p, end))
        return false;
    while (p < end) {
        if (*p == 0) {
            put_line_end(out, &p, end);
            continue;
        }
        put_until_nul(out, &p, end);
        if (p < end && p + 1 < end) {
            buf_char(out, ':');
            p++;
        }
        put_until_nul(out, &p, end);
        put_line_end(out, &p, end);
    }
    return true;
}
