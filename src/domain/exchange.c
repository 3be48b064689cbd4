#include "domain/exchange.h"

#include "base/format.h"
#include "domain/ctx.h"
#include "domain/price.h"
#include "domain/settings.h"

static i64 power_of_ten(int n)
{
    i64 p = 1;
    while (n-- > 0)
        p *= 10;
    return p;
}

money exchange(const struct exchange *x, money base)
{
    if (!x)
        return base;
    i64 up = power_of_ten(currency_digits(x->currency)),
        down = power_of_ten(currency_digits(x->base));
    return (money){share(base.minor, x->rate * up, EXCHANGE_SCALE * down)};
}

void exchange_lines(const struct exchange *x, const struct totals_line *base, size_t n,
                    struct totals_line *out)
{
    i64 before = 0, off = 0; /* what the lines so far take off: in the base currency, converted */
    for (size_t i = 0; i < n; i++) {
        struct totals_line *l = &out[i];
        *l = (struct totals_line){.price = exchange(x, base[i].price),
                                  .qty = base[i].qty,
                                  .tax_ppm = base[i].tax_ppm,
                                  .tax_name = base[i].tax_name};
        l->subtotal = price_times(l->price, l->qty);
        before += base[i].discount.minor;
        i64 after = exchange(x, (money){before}).minor, most = l->subtotal.minor;
        bool all = base[i].discount.minor == base[i].subtotal.minor;
        l->discount = (money){all || after - off > most ? most : after - off};
        off = after;
    }
}

money exchange_shown(const struct ctx *c, money base)
{
    return exchange(c->exchange, base);
}

str exchange_currency(const struct ctx *c)
{
    return c->exchange ? c->exchange->currency : c->view->currency;
}

i64 exchange_rate(const struct ctx *c)
{
    return c->exchange ? c->exchange->rate : EXCHANGE_SCALE;
}

const struct exchange *exchange_find(const struct store_view *v, str currency)
{
    for (size_t i = 0; i < v->currencies.n; i++)
        if (str_eq(v->currencies.at[i].currency, currency))
            return &v->currencies.at[i];
    return NULL;
}
