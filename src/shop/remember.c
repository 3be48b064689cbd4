#include "shop/remember.h"

#include "domain/remember.h"
#include "domain/settings.h"

bool remember_offered(const struct request *r)
{
    return r->c.settings->remember_enabled && r->c.settings->remember_offered;
}

err remember_forget(struct request *r)
{
    str known = remember_cookie_token(r);
    if (known.n == 0)
        return OK;
    TRY(remember_end(&r->c, known));
    remember_cookie(r, S(""));
    return OK;
}

err remember_choose(struct request *r, str session_token, bool ticked)
{
    TRY(remember_end(&r->c, remember_cookie_token(r)));
    str fresh = S("");
    if (ticked)
        TRY(remember_customer(&r->c, session_token, &fresh));
    if (fresh.n || remember_cookie_token(r).n)
        remember_cookie(r, fresh);
    return OK;
}

/* "Not Anna Berger?": whoever sits there now begins with nothing (PC-02). */
err shop_remember_end(struct request *r)
{
    TRY(remember_forget(r));
    if (r->c.remembered)
        session_cookie(r, COOKIE_SHOP, S(""), S(""));
    flash(r, FLASH_OK, _("This browser does not know you any more."));
    return redirect(r, R_shop_home);
}

/* What is in the cart is bought without the account. */
err shop_remember_leave(struct request *r)
{
    str session;
    err e = remember_leave(&r->c, remember_cookie_token(r), &session);
    if (e && e != ERR_NOT_FOUND)
        return e;
    if (e == OK)
        remember_cookie(r, S(""));
    if (e == OK && session.n)
        session_cookie(r, COOKIE_SHOP, S(""), session);
    return redirect(r, R_shop_checkout);
}
