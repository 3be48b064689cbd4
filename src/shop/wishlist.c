/* The wish list. */
#include "domain/wishlist.h"

#include "shop/account_pages.h"
#include "shop/catalog_pages.h"
#include "templates/templates.h"

err shop_wishlist(struct request *r)
{
    struct shop_wishlist_page page = {0};
    struct wishlist list;
    struct tax_rates rates;
    TRY(wishlist_get(&r->c, r->c.actor.customer_id, &list));
    TRY(shop_home_rates(&r->c, &rates));
    page.items.at = (void *)NEWN(r->c.mem, struct shop_wished, list.at.n);
    for (size_t i = 0; i < list.at.n; i++) {
        const struct wishlist_item *it = &list.at.at[i];
        page.items.at[page.items.n++] =
            (struct shop_wished){it, shop_price(&r->c, &rates, it->tax_class, it->price)};
    }
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
