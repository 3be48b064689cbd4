#include "web/listen.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/str.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/tcp.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 4096

static bool split_address(str text, str *host, str *port)
{
    const char *colon = text.n ? memrchr(text.at, ':', text.n) : NULL;
    if (!colon)
        return false;
    *host = str_head(text, (size_t)(colon - text.at));
    *port = str_skip(text, host->n + 1);
    if (host->n > 1 && host->at[0] == '[' && host->at[host->n - 1] == ']')
        *host = str_head(str_skip(*host, 1), host->n - 2);
    i64 n;
    return str_to_i64(*port, 0, 65535, &n);
}

err listen_fails(struct arena *mem, str text, int fd, const char *what, str *why)
{
    int e = errno;
    if (fd >= 0)
        close(fd);
    *why =
        e == EADDRINUSE
            ? str_format(
                  mem,
                  "%.*s is in use: another program listens there. Stop it or choose another port.",
                  STR_ARG(text))
            : str_format(mem, "cannot %s %.*s: %s", what, STR_ARG(text), strerror(e));
    return ERR_BROKEN;
}

err listen_open(struct arena *mem, str text, int *out, int *port, str *why)
{
    str host, service;
    struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICHOST, .ai_socktype = SOCK_STREAM},
                    *found;
    if (!split_address(text, &host, &service) ||
        getaddrinfo(host.n ? str_z(mem, host) : NULL, str_z(mem, service), &hints, &found)) {
        *why = str_format(mem,
                          "\"%.*s\" is no address to listen on; write 127.0.0.1:8080 or [::1]:8080",
                          STR_ARG(text));
        return ERR_INVALID;
    }
    int yes = 1;
    int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool bound = fd >= 0 && !setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) &&
                 !bind(fd, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(found);
    if (!bound || listen(fd, BACKLOG))
        return listen_fails(mem, text, fd, "listen on", why);
    struct sockaddr_storage sa;
    socklen_t n = sizeof sa;
    char number[16] = "0";
    if (getsockname(fd, (struct sockaddr *)&sa, &n) == 0)
        getnameinfo((struct sockaddr *)&sa, n, NULL, 0, number, sizeof number,
                    NI_NUMERICHOST | NI_NUMERICSERV);
    i64 k = 0;
    if (!str_to_i64(str_from(number), 0, 65535, &k))
        k = 0;
    *port = (int)k;
    *out = fd;
    return OK;
}

void listen_let_nobody_in(int fd)
{
    /* A segment of TCP lies before the filter; its flags are byte 13, SYN alone opens a connection. */
    enum { FLAGS_AT = 13, SYN = 0x02 };
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, FLAGS_AT),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, SYN, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 0),
        BPF_STMT(BPF_RET | BPF_K, UINT32_MAX),
    };
    struct sock_fprog program = {.len = COUNT(code), .filter = code};
    if (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program))
        log_info("stopping", "no filter for new connections: %m");
}

/* Of a socket that listens, the kernel says so here. */
size_t listen_waiting(int fd)
{
    struct tcp_info info = {0};
    socklen_t n = sizeof info;
    return getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &n) ? 0 : info.tcpi_unacked;
}

void listen_room(i64 connections)
{
    struct rlimit l;
    rlim_t wanted = (rlim_t)connections + 1024;
    if (getrlimit(RLIMIT_NOFILE, &l) || l.rlim_cur >= wanted)
        return;
    l.rlim_cur = l.rlim_max < wanted ? l.rlim_max : wanted;
    if (setrlimit(RLIMIT_NOFILE, &l) || l.rlim_cur < wanted)
        log_warn("few open files", "%lu allowed, %lld connections wanted",
                 (unsigned long)l.rlim_cur, (long long)connections);
}
