/* A connection of the HTTP library and the one request that is under way on it: what the library calls. server.c tells
 * it to, and nobody else sees the library. */
#pragma once

#include "web/lanes.h"
#include "web/site.h"
#include "web/watch.h"
#include "web/workers.h"

#include <microhttpd.h>

/* Of a connection, bytes: the head as it came, the library's list of its headers and its copy of the cookies, the head of
 * the answer. The library clears one and a half times as much with each request, so there is no more of it than needed. */
#define CONNECTION_POOL ((size_t)24 * 1024)

/* What the connections of a server share. */
struct serving {
    struct site site;
    struct limits limits;
    bool no_log;
    bool shared; /* reads may block: pages run on workers */
    struct watch *watch;
    struct workers *workers, *slow, *longer;
    struct lanes lanes;
    _Atomic i64 in_flight;  /* requests whose head has come and whose answer has not gone */
    _Atomic i64 body_bytes; /* of bodies that are being received */
    atomic_bool stopping;   /* answers close their connections */
};

/* In the library's own shapes. cls: the struct serving. */
enum MHD_Result connection_request(void *cls, struct MHD_Connection *mhd, const char *url,
                                   const char *method, const char *version, const char *data,
                                   size_t *size, void **own);
void *connection_target(void *cls, const char *target, struct MHD_Connection *mhd);
void connection_completed(void *cls, struct MHD_Connection *mhd, void **own,
                          enum MHD_RequestTerminationCode why);
void connection_notify(void *cls, struct MHD_Connection *mhd, void **context,
                       enum MHD_ConnectionNotificationCode code);
size_t connection_keep_as_sent(void *cls, struct MHD_Connection *mhd, char *text);

/* Ends the answer that was made of a kept page (cache_forms_end). */
void connection_end_form(void *response);
