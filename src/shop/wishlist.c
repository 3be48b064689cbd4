/* The wish list. */
#include "domain/wishlist.h"

#include "shop/account_pages.h"
#include "templates/templates.h"

err shop_wishlist(struct request *r)
{
    struct shop_wishlist_page page = {0};
    TRY(wishlist_get(&r->c, r->c.actor.customer_id, &page.list));
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_wishlist, &page);
}

err shop_wishlist_add(struct request *r)
{
    TRY(wishlist_add(&r->c, request_arg(r, 0)));
    flash(r, FLASH_OK, _("The product is on your wish list."));
    return redirect(r, R_shop_wishlist);
}

err shop_wishlist_remove(struct request *r)
{
    TRY(wishlist_remove(&r->c, request_arg(r, 0)));
    flash(r, FLASH_OK, _("The product is no longer on your wish list."));
    return redirect(r, R_shop_wishlist);
}
