#include "client.h"

#include "base/buf.h"
#include "base/time.h"
#include "domain/settings.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct shop shop_open(struct test_store *t, struct server_options *o)
{
    static const str any[] = {S("127.0.0.1:0")};
    struct shop s = {0};
    str why = {0};
    o->store = t->store;
    o->listen = any;
    o->n_listen = 1;
    memset(o->key, 7, sizeof o->key);
    assert_ok(snapshot_load(t->db));
    assert_ok(server_start(o, t->mem, &s.server, &why));
    s.port = server_port(s.server, 0);
    return s;
}

void shop_close(struct shop *s)
{
    server_stop(s->server);
}

int client_open_from(const struct shop *s, const char *ip)
{
    struct sockaddr_in from = {.sin_family = AF_INET};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)s->port)};
    struct timeval wait = {.tv_sec = 20};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    bool fine = inet_pton(AF_INET, ip, &from.sin_addr) == 1 &&
                !bind(fd, (struct sockaddr *)&from, sizeof from) &&
                !connect(fd, (struct sockaddr *)&to, sizeof to);
    if (!fine) {
        close(fd);
        return -1;
    }
    return fd;
}

int client_open(const struct shop *s)
{
    int fd = client_open_from(s, "127.0.0.1");
    assert_true(fd >= 0);
    return fd;
}

void client_write(int fd, str bytes)
{
    while (bytes.n) {
        ssize_t n = send(fd, bytes.at, bytes.n, MSG_NOSIGNAL);
        if (n <= 0)
            return;
        bytes = str_skip(bytes, (size_t)n);
    }
}

static i64 body_length(str head)
{
    str line;
    i64 n = 0;
    while (str_cut(&head, '\n', &line)) {
        str name;
        if (!str_cut(&line, ':', &name) || !str_eq_nocase(name, S("content-length")))
            continue;
        assert_true(str_to_i64(str_trim(line), 0, 1 << 30, &n));
    }
    return n;
}

bool client_read(int fd, struct test_store *t, bool no_body, str *out)
{
    struct buf b = {0};
    size_t head = 0, whole = 0;
    char c;
    while (!whole || b.n < whole) {
        ssize_t n = recv(fd, &c, 1, 0);
        if (n <= 0)
            break;
        buf_char(&b, c);
        if (!head && str_ends(buf_str(&b), S("\r\n\r\n"))) {
            head = b.n;
            whole = head + (no_body ? 0 : (size_t)body_length(buf_str(&b)));
        }
    }
    *out = str_copy(t->mem, buf_str(&b));
    buf_free(&b);
    return head && out->n == whole;
}

int answer_status(str answer)
{
    i64 n;
    str code = str_head(str_skip(answer, S("HTTP/1.1 ").n), 3);
    return str_starts(answer, S("HTTP/1.1 ")) && str_to_i64(code, 100, 599, &n) ? (int)n : 0;
}

bool client_is_closed(int fd)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    char waste[4096];
    while (poll(&p, 1, 5000) > 0) {
        ssize_t n = recv(fd, waste, sizeof waste, 0);
        if (n <= 0)
            return n == 0 || errno == ECONNRESET || errno == EPIPE;
    }
    return false;
}

str client_ask(const struct shop *s, struct test_store *t, str bytes)
{
    str answer = {0};
    int fd = client_open(s);
    client_write(fd, bytes);
    (void)!client_read(fd, t, false, &answer);
    close(fd);
    return answer;
}

str client_form(const struct shop *s, struct test_store *t, const char *path, const char *fields)
{
    byte key[SECRET_BYTES];
    memset(key, 7, sizeof key);
    str day = str_format(t->mem, "visitor %d %lld", SURFACE_SHOP, (long long)(time_now().us / DAY));
    str token = secret_mask(t->mem, secret_mac(key, day));
    str body = str_format(t->mem, "%s&form_token=%.*s", fields, STR_ARG(token));
    return client_ask(
        s, t,
        str_format(
            t->mem,
            "POST %s HTTP/1.1\r\nHost: shop.test\r\nOrigin: http://shop.test\r\nContent-Type: "
            "application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%.*s",
            path, body.n, STR_ARG(body)));
}
