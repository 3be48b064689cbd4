/* Table rates: weight, price or number of pieces against the destination; the rows come out of a file (rate_table.h). */
#include "domain/rate_table.h"
#include "domain/settings.h"
#include "domain/shipping.h"

static struct shipping_settings settings(const struct settings *s)
{
    return (struct shipping_settings){SHIPPING_SETTINGS(s, tablerate),
                                      SHIPPING_HANDLING(s, tablerate)};
}

static err price(struct ctx *c, struct db *db, const struct shipping_facts *f, money *out)
{
    enum rate_by by = rate_by_of(c->settings->tablerate_by);
    i64 value = f->pieces * RATE_SCALE;
    if (by == RATE_BY_WEIGHT)
        value = f->weight_g * (RATE_SCALE / 1000);
    if (by == RATE_BY_PRICE)
        value = (f->value.minor + (c->settings->tablerate_virtual ? f->value_virtual.minor : 0)) *
                (RATE_SCALE / 100);
    struct rate_place to = {f->country, f->region, f->postcode};
    return rate_find(c, db, by, &to, value, out);
}

const struct shipping_method ship_tablerate = {
    .key = S("tablerate"), .settings = settings, .price = price};
