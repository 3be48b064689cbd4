/* Prices: pure arithmetic on minor units. Halves round away from zero. */
#pragma once

#include "base/base.h"

/* n * part / whole, rounded; whole > 0. */
static inline i64 share(i64 n, i64 part, i64 whole)
{
    __int128 twice = (__int128)2 * n * part;
    return (i64)((twice >= 0 ? twice + whole : twice - whole) / (2 * (__int128)whole));
}

static inline money price_times(money piece, i64 qty)
{
    return (money){piece.minor * qty};
}

/* The tax that a gross amount contains: 119.00 at 190000 millionths holds 19.00. */
static inline money price_tax_within(money gross, i64 ppm)
{
    return (money){share(gross.minor, ppm, 1000000 + ppm)};
}

/* The tax that comes on top of a net amount. */
static inline money price_tax_above(money net, i64 ppm)
{
    return (money){share(net.minor, ppm, 1000000)};
}

/* What is asked: the special price where there is one and it is lower. */
static inline money price_final(money price, money special)
{
    return special.minor > 0 && special.minor < price.minor ? special : price;
}
