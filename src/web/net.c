#include "web/net.h"

#include "base/arena.h"
#include "base/str.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

static const byte mapped[12] = {[10] = 0xff, [11] = 0xff};

static struct address from_four(const void *four)
{
    struct address a;
    memcpy(a.at, mapped, sizeof mapped);
    memcpy(a.at + sizeof mapped, four, 4);
    return a;
}

static bool is_four(struct address a)
{
    return memcmp(a.at, mapped, sizeof mapped) == 0;
}

bool address_parse(str text, struct address *out)
{
    char z[INET6_ADDRSTRLEN];
    byte four[4];
    if (text.n == 0 || text.n >= sizeof z || memchr(text.at, 0, text.n))
        return false;
    memcpy(z, text.at, text.n);
    z[text.n] = 0;
    if (inet_pton(AF_INET, z, four) == 1) {
        *out = from_four(four);
        return true;
    }
    return inet_pton(AF_INET6, z, out->at) == 1;
}

bool address_of(const struct sockaddr *sa, struct address *out)
{
    if (sa && sa->sa_family == AF_INET) {
        *out = from_four(&((const struct sockaddr_in *)(const void *)sa)->sin_addr);
        return true;
    }
    if (sa && sa->sa_family == AF_INET6) {
        memcpy(out->at, &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr,
               sizeof out->at);
        return true;
    }
    return false;
}

/* "192.0.2.7": each request asks for it. */
static str four_text(const byte *four, char *z)
{
    size_t n = 0;
    for (size_t i = 0; i < 4; i++) {
        byte b = four[i];
        if (i)
            z[n++] = '.';
        if (b >= 100)
            z[n++] = (char)('0' + b / 100);
        if (b >= 10)
            z[n++] = (char)('0' + b / 10 % 10);
        z[n++] = (char)('0' + b % 10);
    }
    return (str){z, n};
}

str address_text(struct arena *mem, struct address a)
{
    char *z = NEWN(mem, char, INET6_ADDRSTRLEN);
    if (is_four(a))
        return four_text(a.at + sizeof mapped, z);
    inet_ntop(AF_INET6, a.at, z, INET6_ADDRSTRLEN);
    return str_from(z);
}

bool address_is_loopback(struct address a)
{
    static const struct address one = {{[15] = 1}};
    return (is_four(a) && a.at[12] == 127) || memcmp(a.at, one.at, sizeof one.at) == 0;
}

bool network_parse(str text, struct network *out)
{
    str rest = text, address;
    i64 bits;
    struct network found;
    if (!str_cut(&rest, '/', &address) || !address_parse(address, &found.first))
        return false;
    i64 most = is_four(found.first) ? 32 : 128;
    if (!rest.at)
        bits = most;
    else if (!str_to_i64(rest, 0, most, &bits))
        return false;
    found.bits = (unsigned)(128 - most + bits);
    *out = found;
    return true;
}

static bool is_within(const struct network *net, struct address a)
{
    unsigned whole = net->bits / 8, rest = net->bits % 8;
    if (memcmp(net->first.at, a.at, whole) != 0)
        return false;
    return rest == 0 || (net->first.at[whole] ^ a.at[whole]) >> (8 - rest) == 0;
}

bool networks_have(const struct networks *list, struct address a)
{
    for (size_t i = 0; i < list->n; i++)
        if (is_within(&list->at[i], a))
            return true;
    return false;
}

struct address client_behind(const struct networks *trusted, struct address peer, str forwarded_for)
{
    struct address client = peer;
    str left = forwarded_for;
    while (left.n && networks_have(trusted, client)) {
        const char *comma = memrchr(left.at, ',', left.n);
        str last = comma ? str_skip(left, (size_t)(comma - left.at) + 1) : left;
        left = comma ? str_head(left, (size_t)(comma - left.at)) : (str){0};
        if (!address_parse(str_trim(last), &client))
            return peer;
    }
    return client;
}
