/* What a process serves: made once at start, then read by every thread. And what each thread owns: an arena, a
 * connection that reads, buffers for answers. */
#pragma once

#include "base/buf.h"
#include "base/secret.h"
#include "web/net.h"

#include <stdatomic.h>

struct arena;
struct cache;
struct db;
struct known;
struct packer;
struct store;

struct limits {
    i64 body;   /* bytes of a request's body */
    i64 fields; /* query parameters, form fields */
    i64 per_address; /* connections of one address (IPv6: of one /64); loopback and trusted proxies are exempt */
    i64 connections;    /* of all addresses */
    i64 waiting;        /* requests that wait for a worker */
    i64 waiting_slow;   /* requests that wait for a password check */
    i64 waiting_long;   /* requests that wait for a long one, such as a PDF */
    i64 header_seconds; /* from a header's first byte to its last */
    i64 idle_seconds;   /* a connection without a request */
    i64 grace_seconds;  /* a body or an answer may take this long before its least rate counts */
    i64 least_rate;     /* bytes a second */
};
struct limits limits_usual(void);

struct site {
    struct store *store;
    str admin_path;          /* "/admin": where the back office is */
    str base_url;            /* "https://shop.example"; "": as the request says */
    byte key[SECRET_BYTES];  /* signs visitors' form tokens, flash messages and return targets */
    struct networks proxies; /* whose X-Forwarded-… headers are believed (R33) */
    struct limits limits;
    struct cache *cache;        /* of pages; NULL: none are kept */
    struct cache *own;          /* … as one person gets them; NULL: none are */
    struct known *known;        /* of people; NULL: the database is asked at each request */
    const atomic_bool *leaving; /* the process was told to stop; NULL: it never is */
};

struct lane {
    struct arena *mem;
    struct db *db;         /* NULL: opened at the first request */
    struct packer *packer; /* NULL: made at the first page that is packed */
    struct buf_pool *bufs; /* NULL: plain heap buffers */
    u64 ids;               /* of requests; 0: none yet */
};
