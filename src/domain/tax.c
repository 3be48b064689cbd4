#include "domain/tax.h"

#include "domain/price.h"
#include "domain/settings.h"
#include "domain/tax.sql.h"

static const struct field fields[] = {
    FIELD(struct tax_hit, rate_id, F_PLAIN),       FIELD(struct tax_hit, priority, F_PLAIN),
    FIELD(struct tax_hit, product_class, F_PLAIN), FIELD(struct tax_hit, region, F_PLAIN),
    FIELD(struct tax_hit, postcode, F_PLAIN),      FIELD(struct tax_hit, ppm, F_PLAIN),
    FIELD(struct tax_hit, title, F_PLAIN),
};
static const struct record record = RECORD(struct tax_hit, fields);

/* Of the same length they compare as numbers do. */
static bool between(str postcode, str from, str to)
{
    return postcode.n == from.n && postcode.n == to.n && str_cmp(from, postcode) <= 0 &&
           str_cmp(postcode, to) <= 0;
}

bool tax_postcode_fits(str pattern, str postcode)
{
    pattern = str_trim(pattern);
    postcode = str_trim(postcode);
    if (str_ends(pattern, S("*")))
        return str_starts(postcode, str_head(pattern, pattern.n - 1));
    str to = pattern, from;
    if (str_cut(&to, '-', &from) && to.n && between(postcode, str_trim(from), str_trim(to)))
        return true;
    return str_eq_nocase(pattern, postcode);
}

/* The values of sql_tax_hits. class "": the customer's. */
#define HITS(c, place, customer_id, class)                                                         \
    ARGS((place)->country, str_fold((c)->mem, (place)->region), customer_id, class, (c)->view->id, \
         str_fold((c)->mem, str_trim((place)->postcode)))
static err rates_of(struct ctx *c, struct db *db, i64 customer_id, str class,
                    const struct tax_place *place, struct tax_rates *out)
{
    struct tax_rates all = {0};
    TRY(db_all(db, c->mem, &sql_tax_hits, HITS(c, place, customer_id, class), &record, &all.hits));
    size_t n = 0;
    for (size_t i = 0; i < all.hits.n; i++)
        if (tax_postcode_fits(all.hits.at[i].postcode, place->postcode))
            all.hits.at[n++] = all.hits.at[i];
    all.hits.n = n;
    *out = all;
    return OK;
}

err tax_rates_at(struct ctx *c, struct db *db, i64 customer_id, const struct tax_place *place,
                 struct tax_rates *out)
{
    return rates_of(c, db, customer_id, S(""), place, out);
}

void tax_rates_ahead(struct ctx *c, struct db *db, i64 customer_id, const struct tax_place *place)
{
    db_ahead(db, &sql_tax_hits, HITS(c, place, customer_id, S("")));
}

err tax_rates_shown(struct ctx *c, const struct tax_place *place, struct tax_rates *out)
{
    return rates_of(c, c->db, 0, c->actor.tax_class, place, out);
}

void tax_rates_shown_ahead(struct ctx *c, const struct tax_place *place)
{
    db_ahead(c->db, &sql_tax_hits, HITS(c, place, (i64)0, c->actor.tax_class));
}

struct tax_place tax_home(const struct settings *s)
{
    str country = s->tax_home_country;
    return (struct tax_place){country.n ? country : s->default_country, s->tax_home_region,
                              s->tax_home_postcode};
}

/* Two rules of one priority may name the same rate: it counts once. */
static bool stands_before(const struct tax_rates *rates, size_t at)
{
    const struct tax_hit *h = &rates->hits.at[at];
    for (size_t i = 0; i < at; i++) {
        const struct tax_hit *o = &rates->hits.at[i];
        if (o->rate_id == h->rate_id && o->priority == h->priority &&
            str_eq(o->product_class, h->product_class))
            return true;
    }
    return false;
}

i64 tax_of_class(const struct tax_rates *rates, str product_class)
{
    i64 below = 0, sum = 0, priority = 0;
    for (size_t i = 0; i < rates->hits.n; i++) {
        const struct tax_hit *h = &rates->hits.at[i];
        if (!str_eq(h->product_class, product_class) || stands_before(rates, i))
            continue;
        if (h->priority != priority) {
            below += sum + share(below, sum, TAX_ONE);
            sum = 0;
            priority = h->priority;
        }
        sum += h->ppm;
    }
    return below + sum + share(below, sum, TAX_ONE);
}

/* A title that stands there already says nothing more. */
static bool is_named_before(const struct tax_rates *rates, size_t at)
{
    const struct tax_hit *h = &rates->hits.at[at];
    for (size_t i = 0; i < at; i++)
        if (str_eq(rates->hits.at[i].product_class, h->product_class) &&
            str_eq(rates->hits.at[i].title, h->title))
            return true;
    return false;
}

str tax_name_of_class(struct arena *mem, const struct tax_rates *rates, str product_class)
{
    str name = {0};
    for (size_t i = 0; i < rates->hits.n; i++) {
        str title = rates->hits.at[i].title;
        if (!str_eq(rates->hits.at[i].product_class, product_class) || is_named_before(rates, i))
            continue;
        name = name.n ? str_format(mem, "%.*s + %.*s", STR_ARG(name), STR_ARG(title)) : title;
    }
    return name;
}
