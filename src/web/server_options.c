#include "web/server_options.h"

#include "base/arena.h"
#include "base/str.h"

#include <string.h>

static err read_proxies(const struct server_options *o, struct arena *mem, struct networks *out,
                        str *why)
{
    struct network *list = NEWN(mem, struct network, o->n_proxies + 1);
    for (size_t i = 0; i < o->n_proxies; i++)
        if (!network_parse(o->proxies[i], &list[i])) {
            *why = str_format(mem, "\"%.*s\" is no address or network of a trusted proxy",
                              STR_ARG(o->proxies[i]));
            return ERR_INVALID;
        }
    *out = (struct networks){list, o->n_proxies};
    return OK;
}

static bool is_admin_path(str path)
{
    if (path.n < 2 || path.n > 64 || path.at[0] != '/')
        return false;
    for (size_t i = 1; i < path.n; i++) {
        char c = path.at[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '_')
            return false;
    }
    return !str_eq(path, S("/assist")) && !str_eq(path, S("/static")) &&
           !str_eq(path, S("/healthz"));
}

err server_site(const struct server_options *o, struct arena *mem, struct site *site, str *why)
{
    static const byte none[SECRET_BYTES];
    *site = (struct site){.store = o->store,
                          .admin_path = o->admin_path.n ? o->admin_path : S("/admin"),
                          .base_url = o->base_url,
                          .limits = o->limits};
    memcpy(site->key, o->key, sizeof site->key);
    if (memcmp(site->key, none, sizeof none) == 0)
        secret_random(site->key, sizeof site->key);
    if (!is_admin_path(site->admin_path)) {
        *why = str_format(
            mem,
            "\"%.*s\" cannot be the back office's path; write one part of a-z, 0-9, - and _ such as "
            "/admin",
            STR_ARG(site->admin_path));
        return ERR_INVALID;
    }
    if (o->n_listen == 0 || o->n_listen > LISTEN_MOST) {
        *why = str_format(mem, "from 1 to %d addresses to listen on", LISTEN_MOST);
        return ERR_INVALID;
    }
    return read_proxies(o, mem, &site->proxies, why);
}
