/* The command line: one table of commands, one of options. Each option can come from the environment too; what is
 * wrong is one line on standard error and exit status 2. */
#pragma once

#include "base/base.h"

struct arena;

struct options {
    str db;         /* a file or postgresql://… */
    str listen;     /* "127.0.0.1:8080", several by comma */
    str admin_path; /* "/admin" */
    str base_url;   /* "https://shop.example" or "" */
    str proxies;    /* networks by comma */
    str smtp_password_file, smtp_ca_file;
    str scope; /* config: "website:base", "view:de"; "": Default Config */
    str name, email, role, first_name, last_name, group; /* user add, log */
    i64 loops, workers, connections, cache_mb, drain_seconds, seed, customers, orders, products,
        last;
    bool json, only_data, password_stdin, quiet;
    str words[4]; /* what stands behind the command: "get", path, value */
    size_t n_words;
};

struct command {
    const char *name;    /* "serve", "user add" */
    const char *summary; /* for the list of commands */
    const char *usage;   /* "[--db FILE] …" */
    int (*run)(const struct options *o, struct arena *mem);
    size_t words;        /* how many words it wants behind its name */
    const char *options; /* letters of the table's rows that it takes */
};
extern const struct command commands[];
extern const size_t commands_n;

/* Runs what the arguments say; the exit status. */
int options_run(int argc, char **argv);
