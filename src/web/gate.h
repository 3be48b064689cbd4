/* The only road to a handler: place, actor, form token, permission, handler, errors, headers. Every answer of the
 * program comes out of here, so no page can forget one of these (design §5). Needs no socket: tests call it. */
#pragma once

#include "web/request.h"

struct address;

/* Answers a request that request_begin accepted (status 0) or refused (any other status). r->out is whole afterwards:
 * status, type, headers and body. Opens the lane's connection if the page needs one. */
void gate_run(struct request *r, int status);

/* Answers a request that request_begin accepted if a kept page is all it takes: never waits, not even for the database.
 * False: gate_run has to, with the request begun anew. */
bool gate_run_kept(struct request *r);

/* The handler of the matched row, its reads in one view of the database. */
MUST err gate_call(struct request *r);

/* Drops what the request holds; r->out.body stays the caller's. */
void gate_end(struct request *r);

/* How a request has to be run; knows the route from method and path alone. */
enum gate_speed {
    GATE_QUICK, /* reads only: on the loop */
    GATE_WRITE, /* may write or wait: on a worker */
    GATE_SLOW,  /* checks a password: on the slow pool */
    GATE_LONG,  /* much work at once: one at a time */
};
enum gate_speed gate_speed(const struct site *site, struct arena *mem, const struct head *head);

/* The headers that every answer bears, also those made without a request. */
#define GATE_HEADERS 8
struct gate_header {
    str name, value;
};
size_t gate_headers(bool https, struct gate_header out[GATE_HEADERS]);
