/* Flat rate: nothing, a price for the order, or one for each piece (SM-01). */
#include "domain/settings.h"
#include "domain/shipping.h"

static struct shipping_settings settings(const struct settings *s)
{
    return (struct shipping_settings){SHIPPING_SETTINGS(s, flatrate),
                                      SHIPPING_HANDLING(s, flatrate)};
}

static err price(struct ctx *c, struct db *db, const struct shipping_facts *f, money *out)
{
    (void)db;
    str type = c->settings->flatrate_type;
    i64 times = str_eq(type, S("I")) ? f->pieces : str_eq(type, S("O"));
    *out = (money){c->settings->flatrate_price.minor * times};
    return OK;
}

const struct shipping_method ship_flatrate = {
    .key = S("flatrate"), .settings = settings, .price = price};
