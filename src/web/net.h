/* Internet addresses and networks: who a client is, which proxies are trusted. IPv4 is kept as its IPv6-mapped form. */
#pragma once

#include "base/base.h"

struct arena;
struct sockaddr;

struct address {
    byte at[16];
};

struct network {
    struct address first;
    unsigned bits; /* of 128 */
};
struct networks {
    const struct network *at;
    size_t n;
};

bool address_parse(str text, struct address *out) MUST;
bool address_of(const struct sockaddr *sa,
                struct address *out) MUST; /* false: not an internet socket */
str address_text(struct arena *mem, struct address a);
bool address_is_loopback(struct address a);

/* "10.0.0.0/8", "::1", "192.168.1.1". */
bool network_parse(str text, struct network *out) MUST;
bool networks_have(const struct networks *list, struct address a);

/* The client behind trusted proxies: the last address of X-Forwarded-For that is no trusted proxy itself. A list
 * that cannot be read leaves the peer. */
struct address client_behind(const struct networks *trusted, struct address peer,
                             str forwarded_for);
