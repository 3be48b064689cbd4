#include "web/form_token.h"

#include "base/arena.h"
#include "web/form.h"
#include "web/site.h"

#define VISITOR_DAYS 3 /* a page may be a day in our cache, and one in a proxy's */

static struct hash secret_of(const struct request *r, const struct hash *session)
{
    str text = str_join(r->c.mem, S("form "), hash_hex(r->c.mem, *session));
    return secret_mac(r->site->key, text);
}

/* The day and the server's key keep the token from being a constant; the check of the origin does the rest. */
static struct hash visitor_secret(const struct request *r, i64 days_ago)
{
    i64 day = r->c.now.us / DAY - days_ago;
    return secret_mac(r->site->key,
                      str_format(r->c.mem, "visitor %d %lld", (int)r->surface, (long long)day));
}

void form_token_begin(struct request *r, const struct hash *session)
{
    r->form_session = session;
    r->form_ready = false;
    r->form_token = (str){0};
}

static struct hash form_secret(struct request *r)
{
    if (!r->form_ready)
        r->form_secret = r->form_session ? secret_of(r, r->form_session) : visitor_secret(r, 0);
    r->form_ready = true;
    return r->form_secret;
}

str form_token_new(struct request *r)
{
    return secret_mask(r->c.mem, form_secret(r));
}

static bool is_secret(struct hash a, struct hash b)
{
    return secret_eq((str){(const char *)a.at, sizeof a.at},
                     (str){(const char *)b.at, sizeof b.at});
}

bool form_token_fits(struct request *r)
{
    struct hash sent;
    str token = (str){0};
    for (size_t i = 0; i < r->n_fields; i++)
        if (str_eq(r->fields[i].name, S(FORM_TOKEN)))
            token = r->fields[i].value;
    if (!secret_unmask(token, &sent))
        return false;
    if (is_secret(sent, form_secret(r)))
        return true;
    /* A visitor's first cart opens a session; forms that other tabs showed before stay good. */
    if (r->c.actor.who != WHO_VISITOR && r->c.actor.who != WHO_NOBODY)
        return false;
    for (i64 days = 0; days <= VISITOR_DAYS; days++)
        if (is_secret(sent, visitor_secret(r, days)))
            return true;
    return false;
}
