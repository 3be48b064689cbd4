/* A product, to look at and to buy. */
#include "domain/settings.h"
#include "domain/tax.h"
#include "shop/catalog_pages.h"
#include "templates/templates.h"

#define FEW 5

static err find_place(struct request *r, const struct tax_rates *rates,
                      struct shop_product_page *page)
{
    product_neighbours_ahead(&r->c, page->product.id);
    err e = category_of_product(&r->c, page->product.id, &page->category);
    if (e)
        return e == ERR_NOT_FOUND ? OK : e;
    product_list neighbours = {0};
    TRY(product_neighbours(&r->c, page->category.id, page->product.id, &neighbours));
    page->neighbours = shop_tiles_at(&r->c, rates, &neighbours);
    return OK;
}

/* What is asked, and what a visitor reads below it. */
static void find_price(struct request *r, const struct tax_rates *rates,
                       struct shop_product_page *page)
{
    const struct product_shown *p = &page->product;
    money price = product_price(p);
    page->price = shop_price(&r->c, rates, p->tax_class, price);
    if (price.minor < p->price.minor)
        page->before = shop_price(&r->c, rates, p->tax_class, p->price).amount;
    page->tax_ppm = tax_of_class(rates, p->tax_class);
    page->tax_on_top = tax_shown_of(r->c.settings->tax_catalog_shows) == TAX_EXCL;
}

err shop_product(struct request *r)
{
    struct shop_product_page page = {0};
    struct product_shown *p = &page.product;
    struct tax_rates rates;
    shop_frame_ahead(r);
    shop_home_rates_ahead(&r->c);
    TRY(product_by_slug(&r->c, request_arg(r, 0), p));
    TRY(shop_home_rates(&r->c, &rates));
    TRY(find_place(r, &rates, &page));
    find_price(r, &rates, &page);
    TRY(shop_frame_in(r, page.category.slug, &page.frame));
    page.buyable = product_buyable(p);
    page.few = p->qty > 0 && p->qty <= FEW;
    return RENDER(r, shop_product, &page);
}
