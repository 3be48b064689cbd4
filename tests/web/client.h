/* A client that writes what it likes: raw bytes over a socket to a server that runs in this process. */
#pragma once

#include "test_store.h"
#include "web/route.h"
#include "web/server.h"

struct shop {
    struct server *server;
    int port;
};

/* On 127.0.0.1 with sample.c's pages. o: limits and the like; store and listen are filled in. */
struct shop shop_open(struct test_store *t, struct server_options *o);
void shop_close(struct shop *s);

int client_open(const struct shop *s); /* a connected socket; reads wait at most 20 s */
int client_open_from(const struct shop *s,
                     const char *ip); /* from that loopback address; -1: refused */
void client_write(int fd, str bytes); /* as much as the server takes */
/* One answer, head and body (by its Content-Length), into out; false: the connection ended first. */
bool client_read(int fd, struct test_store *t, bool no_body, str *out);
int answer_status(str answer); /* 0: none */
bool client_is_closed(int fd); /* the server has ended the connection; waits at most 5 s */

/* Opens, writes, reads one answer, closes. */
str client_ask(const struct shop *s, struct test_store *t, str bytes);
/* A form with its token to a path. */
str client_form(const struct shop *s, struct test_store *t, const char *path, const char *fields);
