#include "mail_smtp.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/str.h"
#include "domain/mail.h"
#include "domain/settings.h"
#include "mail_message.h"

#include <curl/curl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define CONNECT_MS 10000L
#define TOTAL_MS   90000L
#define ANSWER_S   60L /* also to QUIT, which is not within the total */
_Static_assert((TOTAL_MS + ANSWER_S * 1000) * 1000 < MAIL_LEASE,
               "nobody else may claim a mail that is being sent");

struct smtp {
    CURL *curl; /* keeps its connection between mails */
    struct smtp_secret secret;
    atomic_bool stop;
};

err smtp_new(const struct smtp_secret *secret, struct smtp **out)
{
    struct smtp *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    if (curl_global_init(CURL_GLOBAL_DEFAULT) || !(s->curl = curl_easy_init())) {
        free(s);
        return log_broken("smtp", "libcurl cannot start");
    }
    s->secret = *secret;
    *out = s;
    return OK;
}

void smtp_free(struct smtp *s)
{
    curl_socket_t open = CURL_SOCKET_BAD;
    if (!s)
        return;
    /* libcurl takes leave of the server and would wait for its answer. */
    if (curl_easy_getinfo(s->curl, CURLINFO_ACTIVESOCKET, &open) == CURLE_OK &&
        open != CURL_SOCKET_BAD)
        (void)shutdown(open, SHUT_RDWR);
    curl_easy_cleanup(s->curl);
    free(s);
}

void smtp_stop(struct smtp *s)
{
    atomic_store(&s->stop, true);
}

/* ---- one mail ---- */

struct upload {
    str rest;
};

static size_t give(char *at, size_t size, size_t n, void *arg)
{
    struct upload *u = arg;
    size_t most = size * n < u->rest.n ? size * n : u->rest.n;
    memcpy(at, u->rest.at, most);
    u->rest = str_skip(u->rest, most);
    return most;
}

static int go_on(void *arg, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    (void)a, (void)b, (void)c, (void)d;
    struct smtp *s = arg;
    return atomic_load(&s->stop);
}

static const char *host_url(struct arena *mem, const struct settings *set, str name)
{
    const char *scheme = str_eq(set->smtp_security, S("tls")) ? "smtps" : "smtp";
    bool six = str_has(set->smtp_host, S(":"));
    return str_z(mem, str_format(mem, "%s://%s%.*s%s:%lld/%.*s", scheme, six ? "[" : "",
                                 STR_ARG(set->smtp_host), six ? "]" : "", (long long)set->smtp_port,
                                 STR_ARG(name)));
}

/* The name that we greet with: the sender's host. */
static str own_name(const struct mail *m)
{
    str host = m->from_address, user;
    return str_cut(&host, '@', &user) ? host : S("localhost");
}

static void set_up(struct ctx *c, struct smtp *s, const struct mail *m, char *said)
{
    const struct settings *set = c->settings;
    bool secure = !str_eq(set->smtp_security, S("none"));
    curl_easy_reset(s->curl);
    curl_easy_setopt(s->curl, CURLOPT_URL, host_url(c->mem, set, own_name(m)));
    curl_easy_setopt(s->curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(s->curl, CURLOPT_PROXY, "");
    curl_easy_setopt(s->curl, CURLOPT_USE_SSL, secure ? (long)CURLUSESSL_ALL : CURLUSESSL_NONE);
    curl_easy_setopt(s->curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(s->curl, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
    curl_easy_setopt(s->curl, CURLOPT_TIMEOUT_MS, TOTAL_MS);
    curl_easy_setopt(s->curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, ANSWER_S);
    curl_easy_setopt(s->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(s->curl, CURLOPT_ERRORBUFFER, said);
    curl_easy_setopt(s->curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(s->curl, CURLOPT_XFERINFOFUNCTION, go_on);
    curl_easy_setopt(s->curl, CURLOPT_XFERINFODATA, s);
    if (s->secret.ca_file.n)
        curl_easy_setopt(s->curl, CURLOPT_CAINFO, str_z(c->mem, s->secret.ca_file));
    if (!secure || set->smtp_user.n == 0)
        return;
    curl_easy_setopt(s->curl, CURLOPT_USERNAME, str_z(c->mem, set->smtp_user));
    curl_easy_setopt(s->curl, CURLOPT_PASSWORD, str_z(c->mem, s->secret.password));
}

static const char *in_brackets(struct arena *mem, str address)
{
    return str_z(mem, str_format(mem, "<%.*s>", STR_ARG(address)));
}

static CURLcode post(struct ctx *c, struct smtp *s, const struct mail *m, char *said)
{
    SCOPED(buf_free) struct buf b = {0};
    mail_message(&b, c->mem, m);
    struct upload u = {buf_str(&b)};
    struct curl_slist *to = curl_slist_append(NULL, in_brackets(c->mem, m->rcpt));
    if (!to)
        abort();
    set_up(c, s, m, said);
    curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, in_brackets(c->mem, m->from_address));
    curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(s->curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(s->curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(s->curl, CURLOPT_READDATA, &u);
    CURLcode code = curl_easy_perform(s->curl);
    curl_slist_free_all(to);
    return code;
}

/* ---- what became of it ---- */

/* The server itself is the trouble, not this mail. */
static bool is_down(CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_USE_SSL_FAILED:
    case CURLE_LOGIN_DENIED:
    case CURLE_URL_MALFORMAT:
        return true;
    default:
        return false;
    }
}

static err mark_failed(struct ctx *c, const struct mail *m, CURLcode code, long answer,
                       const char *said)
{
    bool final = answer >= 500 && answer < 600 && !is_down(code);
    str why = str_from(said[0] ? said : curl_easy_strerror(code));
    if (answer >= 400)
        why = str_format(c->mem, "%ld: %.*s", answer, STR_ARG(why));
    log_warn("mail not sent", "mail %lld, try %lld, %.*s", (long long)m->id, (long long)m->tries,
             STR_ARG(why));
    err e = mail_not_sent(c, m, why, final);
    return e == ERR_CONFLICT ? OK : e;
}

/* *down: the others need not try. ERR_NOT_FOUND: nothing is due. */
static err deliver_one(struct ctx *c, struct smtp *s, bool *down)
{
    struct mail m;
    char said[CURL_ERROR_SIZE] = "";
    long answer = 0;
    TRY(mail_claim(c, &m));
    CURLcode code = post(c, s, &m, said);
    if (code == CURLE_ABORTED_BY_CALLBACK) {
        *down = true;
        return mail_put_back(c, &m);
    }
    if (code == CURLE_OK) {
        err e = mail_sent(c, m.id);
        return e == ERR_CONFLICT ? OK : e;
    }
    curl_easy_getinfo(s->curl, CURLINFO_RESPONSE_CODE, &answer);
    *down = is_down(code);
    return mark_failed(c, &m, code, answer, said);
}

err mail_smtp_deliver(struct ctx *c, struct smtp *s, int most)
{
    bool down = false;
    if (c->settings->smtp_host.n == 0)
        return OK;
    for (int i = 0; i < most && !down && !atomic_load(&s->stop); i++) {
        err e = deliver_one(c, s, &down);
        if (e)
            return e == ERR_NOT_FOUND ? OK : e;
    }
    return OK;
}
