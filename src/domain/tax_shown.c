#include "domain/tax_shown.h"

#include "base/str.h"
#include "domain/price.h"

enum tax_shown tax_shown_of(str setting)
{
    if (str_eq(setting, S("excl")))
        return TAX_EXCL;
    return str_eq(setting, S("both")) ? TAX_BOTH : TAX_INCL;
}

struct price_sides price_sides_of(money price, bool with_tax, i64 ppm)
{
    if (with_tax)
        return (struct price_sides){{price.minor - price_tax_within(price, ppm).minor}, price};
    return (struct price_sides){price, {price.minor + price_tax_above(price, ppm).minor}};
}

struct price_shown price_shown_of(struct price_sides sides, enum tax_shown how)
{
    return (struct price_shown){
        .amount = how == TAX_EXCL ? sides.net : sides.gross,
        .both = how == TAX_BOTH && sides.net.minor != sides.gross.minor,
        .net = sides.net,
    };
}
