/* What a server is started with, and whether it makes sense. */
#pragma once

#include "web/site.h"

#define LISTEN_MOST 8

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
    size_t cache_bytes;   /* of kept pages, at most; 0: 64 MB */
    i64 drain_seconds;    /* that it goes on when it was told to stop, while /healthz says so */
    bool no_log;          /* no line a request */
    byte key
        [SECRET_BYTES]; /* signs form tokens, messages, return targets; must be the same on every node and outlive
                               a restart. All zero: a new one, so that nothing signed by it is believed later */
};

/* What the process serves by these options. ERR_INVALID: they make no sense; *why is one line for a person. */
MUST err server_site(const struct server_options *o, struct arena *mem, struct site *site,
                     str *why);
