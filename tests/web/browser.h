/* A browser without a socket: keeps cookies by path, sends forms with their token, and asks the gate. One database, one
 * lane; the arena empties at each request, so what a test keeps lives in the store's arena.
 *
 *     struct browser *b = browser_new(t);
 *     struct answer a = browser_get(b, "/cart");
 *     a = browser_post(b, "/cart/add/cup", "qty=2"); */
#pragma once

#include "test_store.h"
#include "web/gate.h"
#include "web/site.h"

struct answer {
    int status;
    str type, body, location;
    struct pair headers[RESPONSE_HEADERS];
    size_t n_headers;
    struct actor actor; /* who the gate took the request for */
};

struct cookie_kept {
    str name, value, path;
};

struct browser {
    struct test_store *t;
    struct site site;
    struct lane lane;
    struct address peer;
    str host;
    bool never_token, never_origin; /* hostile: forms without them */
    str more;                       /* header lines to add, each with CR LF */
    struct cookie_kept cookies[16];
    size_t n_cookies;
};

struct browser *browser_new(struct test_store *t);
/* After a change that no work has made: a script of the test. */
void browser_forget_pages(void);
struct browser *browser_again(struct browser *b); /* another person's: same shop, no cookies */
void browser_end(struct browser *b);
void browser_end_of(struct browser **b); /* SCOPED(browser_end_of) struct browser *b = … */
/* An address or a text of a test: "/orders/%lld". At most 2,047 bytes; lives in t->mem. */
const char *at(struct test_store *t, const char *format, ...) PRINTF(2, 3);

struct answer browser_get(struct browser *b, const char *target);
/* fields: "name=Anna&city=Goslar", encoded; the token is added. */
struct answer browser_post(struct browser *b, const char *target, const char *fields);
/* As multipart/form-data with the boundary "B": parts without the last boundary; the token is added. */
struct answer browser_upload(struct browser *b, const char *target, str parts);
/* As it is: no Origin, no token, no cookies but those in `headers` (lines with CR LF). */
struct answer browser_send(struct browser *b, const char *method, const char *target, str headers,
                           str body);

void browser_keep(struct browser *b, str name, str value, str path);
str browser_cookie(const struct browser *b, str name);       /* "": none */
str answer_header(const struct answer *a, const char *name); /* "": none */
bool answer_has(const struct answer *a, const char *text);
