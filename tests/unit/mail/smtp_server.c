#include "smtp_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define AT_ONCE 4 /* connections */

struct smtp_server {
    int listener, port;
    int stop[2]; /* a pipe: its reading end wakes every wait */
    pthread_t threads[AT_ONCE];
    pthread_mutex_t lock;
    struct smtp_mail mails[SMTP_MAILS];
    size_t n;
    enum smtp_mood moods[SMTP_MAILS];
    size_t n_moods, next_mood;
};

struct talk {
    struct smtp_server *s;
    int fd;
    char in[64 * 1024];
    size_t n;
    struct smtp_mail now;
    enum smtp_mood mood;
};

static bool wait_for(struct smtp_server *s, int fd)
{
    struct pollfd both[] = {{.fd = fd, .events = POLLIN}, {.fd = s->stop[0], .events = POLLIN}};
    return poll(both, 2, -1) > 0 && !both[1].revents;
}

static void say(struct talk *t, const char *line)
{
    (void)!write(t->fd, line, strlen(line));
}

/* A line without its CR LF. false: the other side is gone. */
static bool read_line(struct talk *t, char *line, size_t room)
{
    for (;;) {
        char *end = memmem(t->in, t->n, "\r\n", 2);
        if (end) {
            size_t n = (size_t)(end - t->in);
            snprintf(line, room, "%.*s", (int)n, t->in);
            t->n -= n + 2;
            memmove(t->in, end + 2, t->n);
            return true;
        }
        if (t->n == sizeof t->in || !wait_for(t->s, t->fd))
            return false;
        ssize_t got = read(t->fd, t->in + t->n, sizeof t->in - t->n);
        if (got <= 0)
            return false;
        t->n += (size_t)got;
    }
}

static enum smtp_mood next_mood(struct smtp_server *s)
{
    pthread_mutex_lock(&s->lock);
    enum smtp_mood m = s->next_mood < s->n_moods ? s->moods[s->next_mood++] : SMTP_TAKES;
    pthread_mutex_unlock(&s->lock);
    return m;
}

static bool read_text(struct talk *t)
{
    char line[2000];
    size_t n = 0;
    while (read_line(t, line, sizeof line)) {
        if (strcmp(line, ".") == 0)
            return true;
        const char *plain = line[0] == '.' ? line + 1 : line;
        n += (size_t)snprintf(t->now.text + n, sizeof t->now.text - n, "%s\n", plain);
    }
    return false;
}

static void keep(struct talk *t, bool taken)
{
    pthread_mutex_lock(&t->s->lock);
    t->now.taken = taken;
    if (t->s->n < SMTP_MAILS)
        t->s->mails[t->s->n++] = t->now;
    pthread_mutex_unlock(&t->s->lock);
}

/* false: the connection ends. */
static bool take_data(struct talk *t)
{
    if (t->mood == SMTP_BUSY) {
        say(t, "451 4.3.0 busy, come back\r\n");
        return true;
    }
    say(t, "354 go on\r\n");
    if (!read_text(t))
        return false;
    keep(t, t->mood == SMTP_TAKES);
    if (t->mood == SMTP_HANGS)
        (void)wait_for(t->s, t->s->stop[0]);
    if (t->mood == SMTP_TAKES_AND_GOES || t->mood == SMTP_HANGS)
        return false;
    say(t, t->mood == SMTP_REFUSES ? "554 5.7.1 not wanted\r\n" : "250 taken\r\n");
    return true;
}

static bool answer(struct talk *t, const char *line)
{
    if (strncasecmp(line, "EHLO", 4) == 0 || strncasecmp(line, "HELO", 4) == 0) {
        say(t, "250-loopback\r\n250 SIZE 1000000\r\n");
    } else if (strncasecmp(line, "MAIL FROM:", 10) == 0) {
        t->now = (struct smtp_mail){0};
        t->mood = next_mood(t->s);
        snprintf(t->now.from, sizeof t->now.from, "%.*s", 290, line + 10);
        say(t, "250 ok\r\n");
    } else if (strncasecmp(line, "RCPT TO:", 8) == 0) {
        snprintf(t->now.rcpt, sizeof t->now.rcpt, "%.*s", 290, line + 8);
        say(t, t->mood == SMTP_KNOWS_NOT ? "550 5.1.1 no such mailbox\r\n" : "250 ok\r\n");
    } else if (strcasecmp(line, "DATA") == 0) {
        return take_data(t);
    } else {
        say(t, strcasecmp(line, "QUIT") == 0 ? "221 bye\r\n" : "250 ok\r\n");
    }
    return true;
}

static void *serve(void *arg)
{
    struct smtp_server *s = arg;
    struct talk *t = calloc(1, sizeof *t);
    while (wait_for(s, s->listener)) {
        char line[2000];
        t->s = s;
        t->n = 0;
        t->fd = accept(s->listener, NULL, NULL);
        if (t->fd < 0)
            continue; /* another thread was faster */
        say(t, "220 loopback\r\n");
        while (read_line(t, line, sizeof line) && answer(t, line))
            ;
        close(t->fd);
    }
    free(t);
    return NULL;
}

struct smtp_server *smtp_server_start(void)
{
    struct smtp_server *s = calloc(1, sizeof *s);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (bind(s->listener, (struct sockaddr *)&at, n) || listen(s->listener, 8) ||
        getsockname(s->listener, (struct sockaddr *)&at, &n) || pipe(s->stop))
        abort();
    s->port = ntohs(at.sin_port);
    pthread_mutex_init(&s->lock, NULL);
    for (size_t i = 0; i < AT_ONCE; i++)
        if (pthread_create(&s->threads[i], NULL, serve, s))
            abort();
    return s;
}

int smtp_server_port(const struct smtp_server *s)
{
    return s->port;
}

void smtp_server_moods(struct smtp_server *s, const enum smtp_mood *moods, size_t n)
{
    pthread_mutex_lock(&s->lock);
    memcpy(s->moods, moods, n * sizeof *moods);
    s->n_moods = n;
    s->next_mood = 0;
    pthread_mutex_unlock(&s->lock);
}

size_t smtp_server_got(struct smtp_server *s)
{
    pthread_mutex_lock(&s->lock);
    size_t n = s->n;
    pthread_mutex_unlock(&s->lock);
    return n;
}

struct smtp_mail smtp_server_mail(struct smtp_server *s, size_t i)
{
    pthread_mutex_lock(&s->lock);
    struct smtp_mail m = s->mails[i];
    pthread_mutex_unlock(&s->lock);
    return m;
}

void smtp_server_stop(struct smtp_server *s)
{
    (void)!write(s->stop[1], "x", 1);
    for (size_t i = 0; i < AT_ONCE; i++)
        pthread_join(s->threads[i], NULL);
    close(s->stop[0]);
    close(s->stop[1]);
    close(s->listener);
    free(s);
}
