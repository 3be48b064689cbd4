#include "web/head.h"

#include "base/arena.h"
#include "base/str.h"

#include <string.h>

/* A name that stands here twice could be read as either value. */
static const str once[] = {
    S("host"),         S("content-length"),  S("transfer-encoding"),
    S("content-type"), S("cookie"),          S("origin"),
    S("referer"),      S("sec-fetch-site"),  S("x-forwarded-proto"),
    S("expect"),       S("accept-encoding"), S("authorization"),
    S("user-agent"),
};

static bool is_plain(char c)
{
    char low = (char)(c | 0x20);
    return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9');
}

static bool is_made_of(str s, const char *more)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];
        if (!is_plain(c) && !(c && strchr(more, c)))
            return false;
    }
    return s.n > 0;
}

/* Nearly all names are of letters and this. */
static bool is_token(str s)
{
    return is_made_of(s, "-!#$%&'*+.^_`|~");
}

/* Lines of the head; no more than may be. */
static size_t count_lines(str text)
{
    size_t n = 0;
    const char *end = text.at + text.n;
    for (const char *p = text.at; n < HEAD_MOST_HEADERS && (p = memchr(p, '\n', (size_t)(end - p)));
         p++)
        n++;
    return n;
}

/* Text of a header's value: no control characters but the tab. */
static bool is_value(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (((byte)s.at[i] < 0x20 && s.at[i] != '\t') || s.at[i] == 0x7f)
            return false;
    return true;
}

static bool is_target(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] <= 0x20 || s.at[i] == 0x7f || s.at[i] == '#' || s.at[i] == '\\')
            return false;
    return s.n > 0 && s.at[0] == '/';
}

/* Takes the text before CR LF off the front. A CR or LF alone ends no line and is refused. */
static bool cut_line(str *rest, str *line)
{
    const char *lf = rest->n ? memchr(rest->at, '\n', rest->n) : NULL;
    if (!lf || lf == rest->at || lf[-1] != '\r')
        return false;
    *line = str_head(*rest, (size_t)(lf - rest->at) - 1);
    *rest = str_skip(*rest, line->n + 2);
    return !memchr(line->at, '\r', line->n);
}

static int parse_first_line(str line, struct head *out)
{
    str version;
    str rest = line;
    if (!str_cut(&rest, ' ', &out->method) || !str_cut(&rest, ' ', &out->target))
        return 400;
    version = rest;
    if (!is_token(out->method) || out->method.n > 16)
        return 400;
    if (out->target.n > HEAD_MOST_TARGET)
        return 414;
    if (!is_target(out->target))
        return 400;
    out->old = str_eq(version, S("HTTP/1.0"));
    if (!out->old && !str_eq(version, S("HTTP/1.1")))
        return str_starts(version, S("HTTP/")) && version.n == 8 ? 505 : 400;
    return 0;
}

static bool cut_header(str line, struct pair *out)
{
    str rest = line;
    const char *colon = line.n ? memchr(line.at, ':', line.n) : NULL;
    if (!colon || !str_cut(&rest, ':', &out->name) || !is_token(out->name))
        return false;
    out->value = str_trim(rest);
    return is_value(rest);
}

static bool is_twice(const struct pair *headers, size_t n)
{
    unsigned seen = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < COUNT(once); k++) {
            if (headers[i].name.n != once[k].n || !str_eq_nocase(headers[i].name, once[k]))
                continue;
            if (seen & 1u << k)
                return true;
            seen |= 1u << k;
        }
    return false;
}

bool head_host_ok(str host)
{
    str rest = host, name, port = {0};
    i64 number;
    if (host.n == 0 || host.n > 255)
        return false;
    bool six = host.at[0] == '[';
    if (six) {
        rest = str_skip(host, 1);
        if (!str_cut(&rest, ']', &name) || !rest.at || !is_made_of(name, ":."))
            return false;
        if (rest.n && rest.at[0] != ':')
            return false;
        port = str_skip(rest, 1);
    } else {
        str_cut(&rest, ':', &name);
        port = rest;
        if (!is_made_of(name, ".-_"))
            return false;
    }
    bool has_port = name.n + (six ? 2 : 0) < host.n;
    return !has_port || str_to_i64(port, 1, 65535, &number);
}

/* One framing rule: a body is as long as its one Content-Length says. */
static int parse_framing(struct head *out, i64 most_body)
{
    str length = head_find(out, S("content-length"));
    bool chunked = false;
    bool sized = false;
    for (size_t i = 0; i < out->n_headers; i++) {
        chunked |= str_eq_nocase(out->headers[i].name, S("transfer-encoding"));
        sized |= str_eq_nocase(out->headers[i].name, S("content-length"));
    }
    if (chunked)
        return sized ? 400 : 411;
    if (!sized)
        return 0;
    if (!str_to_i64(length, 0, (i64)1 << 50, &out->body))
        return 400;
    return out->body > most_body ? 413 : 0;
}

static int parse_meaning(struct head *out, i64 most_body)
{
    if (is_twice(out->headers, out->n_headers))
        return 400;
    out->host = head_find(out, S("host"));
    if (!head_host_ok(out->host))
        return 400;
    str expect = head_find(out, S("expect"));
    if (expect.n && !str_eq_nocase(expect, S("100-continue")))
        return 417;
    int status = parse_framing(out, most_body);
    if (status)
        return status;
    bool safe = str_eq(out->method, S("GET")) || str_eq(out->method, S("HEAD"));
    return safe && out->body ? 400 : 0;
}

int head_parse(struct arena *mem, str text, i64 most_body, struct head *out)
{
    *out = (struct head){0};
    if (text.n > HEAD_MOST_BYTES)
        return 431;
    str rest = text, line;
    if (!cut_line(&rest, &line))
        return 400;
    int status = parse_first_line(line, out);
    if (status)
        return status;
    struct pair *headers = NEWN(mem, struct pair, count_lines(rest));
    out->headers = headers;
    while (cut_line(&rest, &line)) {
        if (line.n == 0)
            return rest.n ? 400 : parse_meaning(out, most_body);
        if (out->n_headers == HEAD_MOST_HEADERS)
            return 431;
        if (!cut_header(line, &headers[out->n_headers++]))
            return 400;
    }
    return 400;
}

str head_find(const struct head *h, str name)
{
    for (size_t i = 0; i < h->n_headers; i++)
        if (str_eq_nocase(h->headers[i].name, name))
            return h->headers[i].value;
    return (str){0};
}
