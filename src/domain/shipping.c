#include "domain/shipping.h"

#include "base/i18n.h"
#include "domain/method.h"
#include "domain/price.h"
#include "domain/settings.h"

/* A new way to ship is a line here. */
static const struct shipping_method *const methods[] = {&ship_flatrate, &ship_tablerate,
                                                        &ship_freeshipping};

static const struct shipping_method *find(str key)
{
    for (size_t i = 0; i < COUNT(methods); i++)
        if (str_eq(methods[i]->key, key))
            return methods[i];
    return NULL;
}

money shipping_with_handling(money price, const struct shipping_settings *s)
{
    i64 fee = s->percent ? share(price.minor, s->handling.minor, 10000) : s->handling.minor;
    return (money){price.minor + fee};
}

/* ERR_NOT_FOUND: it is off, or does not go there. */
static err offer_of(struct ctx *c, struct db *db, const struct shipping_method *m,
                    const struct shipping_facts *f, struct shipping_offer *out)
{
    struct shipping_settings s = m->settings(c->settings);
    money price = {0};
    *out = (struct shipping_offer){
        .key = m->key, .title = method_words(c, s.title), .name = method_words(c, s.name)};
    if (!s.enabled)
        return ERR_NOT_FOUND;
    err e = ERR_NOT_FOUND;
    if (method_country(s.countries, f->country))
        e = m->price(c, db, f, &price);
    if (e == OK && !f->free)
        out->price = shipping_with_handling(price, &s);
    if (e == ERR_NOT_FOUND && s.show && s.error.n) {
        out->error = method_words(c, s.error);
        return OK;
    }
    return e;
}

err shipping_offers(struct ctx *c, struct db *db, const struct shipping_facts *f,
                    struct shipping_offers *out)
{
    struct shipping_offers all = {{NEWN(c->mem, struct shipping_offer, COUNT(methods)), 0}};
    i64 sorts[COUNT(methods)];
    for (size_t i = 0; i < COUNT(methods); i++) {
        struct shipping_offer o;
        err e = offer_of(c, db, methods[i], f, &o);
        if (e == ERR_NOT_FOUND)
            continue;
        TRY(e);
        i64 sort = methods[i]->settings(c->settings).sort;
        size_t at = all.at.n++;
        for (; at > 0 && sorts[at - 1] > sort; at--) {
            sorts[at] = sorts[at - 1];
            all.at.at[at] = all.at.at[at - 1];
        }
        sorts[at] = sort;
        all.at.at[at] = o;
    }
    *out = all;
    return OK;
}

err shipping_offer(struct ctx *c, struct db *db, str key, const struct shipping_facts *f,
                   struct shipping_offer *out)
{
    const struct shipping_method *m = find(key);
    if (!m)
        return ERR_NOT_FOUND;
    struct shipping_offer o;
    TRY(offer_of(c, db, m, f, &o));
    if (o.error.n)
        return ERR_NOT_FOUND;
    *out = o;
    return OK;
}

str shipping_title(const struct ctx *c, str key)
{
    const struct shipping_method *m = find(key);
    if (!m)
        return key;
    struct shipping_settings s = m->settings(c->settings);
    str title = method_words(c, s.title), name = method_words(c, s.name);
    if (name.n == 0)
        return title;
    return str_format(c->mem, "%.*s - %.*s", STR_ARG(title), STR_ARG(name));
}
