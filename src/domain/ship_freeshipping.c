/* Free shipping: from a subtotal on, or when a cart price rule pays for it (SM-05). */
#include "domain/settings.h"
#include "domain/shipping.h"

static struct shipping_settings settings(const struct settings *s)
{
    return (struct shipping_settings){SHIPPING_SETTINGS(s, freeshipping)};
}

static err price(struct ctx *c, struct db *db, const struct shipping_facts *f, money *out)
{
    (void)db;
    money value = c->settings->freeshipping_tax ? f->value_gross : f->value_net;
    if (!f->free && value.minor < c->settings->freeshipping_least.minor)
        return ERR_NOT_FOUND;
    *out = (money){0};
    return OK;
}

const struct shipping_method ship_freeshipping = {
    .key = S("freeshipping"), .settings = settings, .price = price};
