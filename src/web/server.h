/* The HTTP server: sockets in, gate_run, bytes out. server.c is the only file that sees the HTTP library. Loops run
 * what only reads quickly; workers run what may write or wait; a small pool of its own checks passwords. */
#pragma once

#include "web/site.h"

struct server;

struct server_options {
    struct store *store;
    const str
        *listen; /* "127.0.0.1:8080", "[::1]:8080", ":8080" (all addresses); port 0: any free one */
    size_t n_listen;
    str admin_path; /* "": "/admin" */
    str base_url; /* "https://shop.example": makes cookies Secure; "": plain, unless a proxy says https */
    const str *proxies; /* networks whose X-Forwarded-For and X-Forwarded-Proto are believed */
    size_t n_proxies;
    struct limits limits; /* limits_usual() */
    size_t loops;         /* 0: one a core */
    size_t workers;       /* 0: 64, or 16 where reads may block too */
    bool no_log;          /* no line a request */
    byte key
        [SECRET_BYTES]; /* signs form tokens, messages, return targets; must be the same on every node and outlive
                               a restart. All zero: a new one, so that nothing signed by it is believed later */
};

/* ERR_INVALID: an option, ERR_BROKEN: the machine said no; *why is one line for a person. Starts listening. */
MUST err server_start(const struct server_options *options, struct arena *mem, struct server **out,
                      str *why);

/* Waits for SIGTERM or SIGINT, which server_start has blocked in all threads. tick runs about once a second. */
void server_wait(struct server *s, void (*tick)(void *arg), void *arg);

/* Stops listening, finishes what is in flight (at most 10 s), then frees everything. */
void server_stop(struct server *s);

int server_port(const struct server *s, size_t k); /* of the k-th listen address */
