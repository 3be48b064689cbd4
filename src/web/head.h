/* The head of a request as it was sent, byte by byte. Refuses whatever two programs could read differently, so that
 * a proxy in front and this program never disagree on where a request ends or whose it is. Pure: no socket. */
#pragma once

#include "base/base.h"

struct arena;

#define HEAD_MOST_BYTES   ((size_t)16 * 1024)
#define HEAD_MOST_TARGET  ((size_t)4 * 1024)
#define HEAD_MOST_HEADERS 100

struct pair { /* a header, query parameter, cookie or form field, decoded */
    str name, value;
    bool used; /* a handler has asked for it */
};

struct head {
    str method, target; /* target: "/…", as sent */
    bool old;           /* HTTP/1.0 */
    const struct pair *headers;
    size_t n_headers;
    str host;
    i64 body; /* Content-Length; 0 without one */
};

/* text: from the method to the empty line, lines ended by CR LF; it must outlive out. 0: well formed. Otherwise the
 * status to answer with before closing: 400, 411, 413 (body longer than most_body), 414, 417, 431, 505. */
int head_parse(struct arena *mem, str text, i64 most_body, struct head *out);

str head_find(const struct head *h, str name); /* "": absent */

/* A host name, IPv4 or bracketed IPv6 address with an optional port. */
bool head_host_ok(str host);
