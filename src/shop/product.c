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

/* Of the shop's default country, where prices contain it: what a visitor reads below the price. */
static err find_tax(struct request *r, struct shop_product_page *page)
{
    struct tax_rates rates;
    struct tax_place home = {.country = r->c.settings->default_country};
    if (!r->c.settings->prices_with_tax)
        return OK;
    TRY(tax_rates_at(&r->c, r->c.db, 0, &home, &rates));
    page->tax_ppm = tax_of_class(&rates, page->product.tax_class);
    return OK;
}

err shop_product(struct request *r)
{
    struct shop_product_page page = {0};
    struct product_shown *p = &page.product;
    TRY(product_by_slug(&r->c, request_arg(r, 0), p));
    TRY(find_place(r, &page));
    TRY(find_tax(r, &page));
    TRY(shop_frame_in(r, page.category.slug, &page.frame));
    page.price = product_price(p);
    if (page.price.minor < p->price.minor)
        page.before = p->price;
    page.buyable = product_buyable(p);
    page.few = p->qty > 0 && p->qty <= FEW;
    return RENDER(r, shop_product, &page);
}
