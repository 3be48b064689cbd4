/* The first page of the shop: its categories and its latest products. */
#include "shop/catalog_pages.h"
#include "templates/templates.h"

#define LATEST 8

err shop_home(struct request *r)
{
    struct shop_home_page page = {0};
    product_list latest = {0};
    shop_home_rates_ahead(&r->c);
    TRY(shop_frame(r, &page.frame));
    TRY(category_menu(&r->c, &page.categories));
    TRY(product_latest(&r->c, LATEST, &latest));
    TRY(shop_tiles_of(&r->c, &latest, &page.latest));
    return RENDER(r, shop_home, &page);
}
