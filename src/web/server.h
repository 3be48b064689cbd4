/* The HTTP server: sockets in, gate_run, bytes out. connection.h is the only file that sees the HTTP library. Loops run
 * what only reads quickly; workers run what may write or wait; a small pool of its own checks passwords. */
#pragma once

#include "web/server_options.h"

struct server;

/* ERR_INVALID: an option, ERR_BROKEN: the machine said no; *why is one line for a person. Starts listening. */
MUST err server_start(const struct server_options *options, struct arena *mem, struct server **out,
                      str *why);

/* Waits for SIGTERM or SIGINT, which server_start has blocked in all threads. tick runs about once a second. */
void server_wait(struct server *s, void (*tick)(void *arg), void *arg);

/* Says 503 at /healthz and goes on for drain_seconds; stops listening, finishes what is in flight (at most 10 s), then frees
 * everything. */
void server_stop(struct server *s);

int server_port(const struct server *s, size_t k); /* of the k-th listen address */
