/* The files of assets/, embedded at build: each has an address that names its content, so it may be stored for ever,
 * and precompressed forms. */
#pragma once

#include "base/base.h"

struct arena;
struct request;
struct view;

/* What tools/embed makes of one file. */
struct static_file {
    str name;                /* "app.css", "products/HW-1001.svg" */
    str hash;                /* 16 characters, hexadecimal */
    str url;                 /* "/static/<hash>/app.css" */
    str type;                /* Content-Type */
    str sha256;              /* "sha256-…": what the policy and integrity attributes say */
    str plain, gzip, brotli; /* a compressed form is empty where it saves nothing */
};
extern const struct static_file static_files[]; /* sorted by name */
extern const size_t static_files_n;

/* NULL: no such file. */
const struct static_file *static_find(str name);

/* The fingerprinted address. A name that is not there gives "/static/0/<name>", which is a 404. */
str static_url(str name);

/* For <script integrity="…">, without which the policy refuses it: "sha256-…". "": no such file. */
str view_integrity(struct view *v, str name);

/* The Content-Security-Policy of every answer: only the embedded enhance.js may run. Made once; lives for ever. */
str static_policy(void);
/* The same for a page whose form goes to another of the server's hosts. */
str static_policy_to(struct arena *mem, str origin);
