/* A product, to look at and to buy. */
#include "domain/price.h"
#include "domain/settings.h"
#include "domain/tax.h"
#include "shop/catalog_pages.h"
#include "templates/templates.h"

#define FEW 5

static err find_place(struct request *r, struct shop_product_page *page)
{
    err e = category_of_product(&r->c, page->product.id, &page->category);
    if (e)
        return e == ERR_NOT_FOUND ? OK : e;
    product_list neighbours = {0};
    TRY(product_neighbours(&r->c, page->category.id, page->product.id, &neighbours));
    page->neighbours = shop_tiles_of(r->c.mem, &neighbours);
    return OK;
}

err shop_product(struct request *r)
{
    struct shop_product_page page = {0};
    struct product_shown *p = &page.product;
    TRY(product_by_slug(&r->c, request_arg(r, 0), p));
    TRY(find_place(r, &page));
    TRY(tax_rate(r->c.db, r->c.settings->default_country, p->tax_class, &page.tax_permille));
    TRY(shop_frame_in(r, page.category.slug, &page.frame));
    page.price = product_price(p);
    if (page.price.minor < p->price.minor)
        page.before = p->price;
    page.buyable = product_buyable(p);
    page.few = p->qty > 0 && p->qty <= FEW;
    page.wishlist = page.frame->customer_name.n > 0;
    return RENDER(r, shop_product, &page);
}
