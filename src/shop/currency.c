/* Chooses the currency of this browser, or of an assisted session: a cookie keeps it. */
#include "domain/exchange.h"

#include "web/request.h"

err shop_currency(struct request *r)
{
    const struct exchange *x = exchange_find(r->c.view, request_arg(r, 0));
    if (!x)
        return ERR_NOT_FOUND;
    currency_cookie(r, x->currency);
    return redirect_next(r, R_shop_home);
}
