#include "serve.h"

#include "base/json.h"
#include "base/log.h"
#include "base/str.h"
#include "data/notice.h"
#include "data/pool.h"
#include "domain/demo.h"
#include "domain/demo_websites.h"
#include "domain/settings.h"
#include "domain/site_key.h"
#include "domain/tag.h"
#include "mail_sender.h"
#include "system.h"
#include "web/server.h"

#include <stdio.h>
#include <stdlib.h>

#define LIST_MOST     8
#define PASSWORD_MOST 400

static size_t split(str list, str out[LIST_MOST])
{
    size_t n = 0;
    for (str part; n < LIST_MOST && str_cut(&list, ',', &part);)
        if (str_trim(part).n)
            out[n++] = str_trim(part);
    return n;
}

static err read_key(struct store *store, byte key[SECRET_BYTES])
{
    struct system s;
    TRY(system_begin(store, &s));
    err e = site_key(&s.c, key);
    system_end(&s);
    return e;
}

/* "127.0.0.1:0" with the port that it became. */
static str address_with_port(struct arena *mem, str listen, int port)
{
    while (listen.n && listen.at[listen.n - 1] != ':')
        listen.n--;
    str host = listen.n > 1 ? listen : S("localhost:");
    return str_format(mem, "http://%.*s%d", STR_ARG(host), port);
}

struct running {
    struct server *server;
    str shop, admin;
};

static void print_people(struct json *j, const char *key, const struct demo_person *people)
{
    json_list(j, key);
    for (; people->sign_in.n; people++) {
        json_map(j, NULL);
        json_str(j, "sign_in", people->sign_in);
        json_str(j, "password", S(DEMO_PASSWORD));
        json_str(j, "what", people->what);
        json_close(j);
    }
    json_close(j);
}

static void say_json(const struct running *run, bool demo)
{
    SCOPED(buf_free) struct buf b = {0};
    struct json j;
    json_begin(&j, &b);
    json_str(&j, "shop", run->shop);
    json_str(&j, "admin", run->admin);
    if (demo) {
        print_people(&j, "staff", demo_staff);
        print_people(&j, "customers", demo_customers);
    }
    json_end(&j);
    printf("%.*s\n", STR_ARG(buf_str(&b)));
}

static void say_people(const char *head, const struct demo_person *people)
{
    printf("\n%s\n", head);
    for (; people->sign_in.n; people++)
        printf("  %-20.*s %.*s\n", STR_ARG(people->sign_in), STR_ARG(people->what));
}

static void say(const struct running *run, bool demo)
{
    printf("Storefront   %.*s\nBack office  %.*s\n", STR_ARG(run->shop), STR_ARG(run->admin));
    if (!demo)
        return;
    printf("US website   http://us.localhost:%d/\n", server_port(run->server, 0));
    say_people("Staff:", demo_staff);
    say_people("Customers:", demo_customers);
    printf("\nThe password of all: %s\nStop with Ctrl C.\n", DEMO_PASSWORD);
}

/* The password for the mail server: never in the database, whose copies travel further than a server's files. */
static bool read_secret(const struct options *o, struct arena *mem, struct smtp_secret *out)
{
    *out = (struct smtp_secret){.password = str_from(getenv("KONTOR_SMTP_PASSWORD")),
                                .ca_file = o->smtp_ca_file};
    if (o->smtp_password_file.n == 0)
        return true;
    FILE *f = fopen(str_z(mem, o->smtp_password_file), "rb");
    char line[PASSWORD_MOST];
    bool read = f && fgets(line, sizeof line, f);
    if (f)
        (void)fclose(f);
    if (!read) {
        fprintf(stderr, "kontor: %.*s: no password can be read\n", STR_ARG(o->smtp_password_file));
        return false;
    }
    out->password = str_copy(mem, str_trim(str_from(line)));
    return true;
}

/* Another process changed a setting. The housekeeper looks again each second, whatever happens here. */
static void follow_settings(struct db *db, str what)
{
    (void)what;
    if (snapshot_refresh(db))
        log_warn("notices", "settings could not be read");
}

/* Another process changed what pages show. */
static void follow_pages(struct db *db, str what)
{
    (void)db;
    tags_hear(what);
}

static err move_demo(struct store *store, int port)
{
    struct system s;
    TRY(system_begin(store, &s));
    err e = demo_at_port(&s.c, port);
    system_end(&s);
    return e;
}

/* What threads keep for themselves: the listener, the housekeeper, the couriers of mail, what takes long. */
#define OWN_CONNECTIONS 12

/* Half of what is left reads for pages, half writes. One that writes may wait for its turn, so no fewer than one is enough. */
static bool share_connections(struct store *store, const struct options *o, size_t *workers)
{
    i64 left = o->connections - OWN_CONNECTIONS;
    *workers = (size_t)o->workers;
    if (o->connections == 0 || !store_is_shared(store))
        return true;
    if (left < 2) {
        fprintf(stderr, "kontor: --connections: no fewer than %d\n", OWN_CONNECTIONS + 2);
        return false;
    }
    size_t half = (size_t)left / 2;
    store_pool(store, half < POOL_MOST ? half : POOL_MOST);
    size_t wanted = *workers ? *workers : POOL_MOST;
    *workers = wanted < half ? wanted : half;
    return true;
}

static int run(struct store *store, const struct options *o, struct arena *mem, bool demo)
{
    str listen[LIST_MOST], proxies[LIST_MOST], why = S("");
    struct server_options so = {
        .store = store,
        .listen = listen,
        .n_listen = split(o->listen, listen),
        .admin_path = o->admin_path,
        .base_url = o->base_url,
        .proxies = proxies,
        .n_proxies = split(o->proxies, proxies),
        .limits = limits_usual(),
        .loops = (size_t)o->loops,
        .cache_bytes = (size_t)o->cache_mb << 20,
        .drain_seconds = o->drain_seconds,
        .no_log = o->quiet,
    };
    struct running r = {0};
    struct smtp_secret secret;
    if (!read_secret(o, mem, &secret) || !share_connections(store, o, &so.workers))
        return 1;
    struct housekeeper *keeper = NULL;
    struct mail_sender *sender = NULL;
    struct notices *notices = NULL;
    err e = read_key(store, so.key);
    notice_on(S("settings"), follow_settings);
    notice_on(S("pages"), follow_pages);
    if (e == OK)
        e = notice_start(store, &notices);
    if (e == OK)
        e = server_start(&so, mem, &r.server, &why);
    if (e) {
        notice_stop(notices);
        fprintf(stderr, "kontor: %.*s\n", STR_ARG(why.n ? why : S("the server could not start")));
        return 1;
    }
    str mails = demo ? str_format(mem, "%.*s.mail", STR_ARG(o->db)) : S("");
    e = housekeeper_start(store, &keeper);
    if (e == OK)
        e = mail_sender_start(store, mails, &secret, &sender);
    r.shop = str_join(mem, address_with_port(mem, listen[0], server_port(r.server, 0)), S("/"));
    r.admin = str_join(mem, str_head(r.shop, r.shop.n - 1), o->admin_path);
    if (e == OK && demo)
        e = move_demo(store, server_port(r.server, 0));
    if (e == OK) {
        if (o->json)
            say_json(&r, demo);
        else
            say(&r, demo);
        fflush(stdout);
        server_wait(r.server, NULL, NULL);
    }
    server_stop(r.server);
    mail_sender_stop(sender);
    housekeeper_stop(keeper);
    notice_stop(notices);
    return e ? 1 : 0;
}

int serve(struct store *store, const struct options *o, struct arena *mem)
{
    return run(store, o, mem, false);
}

int serve_demo(struct store *store, const struct options *o, struct arena *mem)
{
    return run(store, o, mem, true);
}
