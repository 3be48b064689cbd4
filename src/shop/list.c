/* What all lists of products share: their tiles and their paging. */
#include "domain/exchange.h"
#include "domain/settings.h"
#include "shop/catalog_pages.h"

err shop_home_rates(struct ctx *c, struct tax_rates *out)
{
    struct tax_place home = tax_home(c->settings);
    return tax_rates_shown(c, &home, out);
}

void shop_home_rates_ahead(struct ctx *c)
{
    struct tax_place home = tax_home(c->settings);
    tax_rates_shown_ahead(c, &home);
}

struct price_shown shop_price(const struct ctx *c, const struct tax_rates *rates, str tax_class,
                              money price)
{
    struct price_sides sides = price_sides_of(
        exchange_shown(c, price), c->settings->prices_with_tax, tax_of_class(rates, tax_class));
    return price_shown_of(sides, tax_shown_of(c->settings->tax_catalog_shows));
}

static struct shop_tile tile_of(const struct ctx *c, const struct tax_rates *rates,
                                const struct product_shown *p)
{
    money price = product_price(p);
    bool special = price.minor < p->price.minor;
    return (struct shop_tile){
        .slug = p->slug,
        .name = p->name,
        .picture = p->picture,
        .price = shop_price(c, rates, p->tax_class, price),
        .before = special ? shop_price(c, rates, p->tax_class, p->price).amount : (money){0},
        .sold_out = !product_buyable(p),
    };
}

shop_tiles shop_tiles_at(struct ctx *c, const struct tax_rates *rates, const product_list *products)
{
    shop_tiles tiles = {NEWN(c->mem, struct shop_tile, products->n), products->n};
    for (size_t i = 0; i < tiles.n; i++)
        tiles.at[i] = tile_of(c, rates, &products->at[i]);
    return tiles;
}

err shop_tiles_of(struct ctx *c, const product_list *products, shop_tiles *out)
{
    struct tax_rates rates;
    TRY(shop_home_rates(c, &rates));
    *out = shop_tiles_at(c, &rates, products);
    return OK;
}

static str page_href(struct arena *mem, str query, i64 page)
{
    return str_format(mem, "?%.*spage=%lld", STR_ARG(query), (long long)page);
}

err shop_pager_make(struct arena *mem, i64 page, i64 per_page, i64 count, i64 most, str query,
                    struct shop_pager *out)
{
    i64 pages = count ? (count + per_page - 1) / per_page : 1;
    if (page > pages)
        return ERR_NOT_FOUND;
    i64 last = page * per_page;
    *out = (struct shop_pager){
        .page = page,
        .pages = pages,
        .first = count ? (page - 1) * per_page + 1 : 0,
        .last = last < count ? last : count,
        .count = count,
        .more = count >= most,
        .previous_href = page > 1 ? page_href(mem, query, page - 1) : (str){0},
        .next_href = page < pages ? page_href(mem, query, page + 1) : (str){0},
    };
    return OK;
}

static str key_href(struct arena *mem, str query, const char *way, const struct product_shown *p)
{
    return str_format(mem, "?%.*s%s=%lld", STR_ARG(query), way, (long long)p->id);
}

struct shop_pager shop_pager_by_key(struct arena *mem, const product_list *products, bool before,
                                    bool behind, str query)
{
    struct shop_pager p = {
        .count = PRODUCTS_MOST, .more = true, .first_href = page_href(mem, query, 1)};
    if (before && products->n)
        p.previous_href = key_href(mem, query, "before", &products->at[0]);
    if (behind && products->n)
        p.next_href = key_href(mem, query, "behind", &products->at[products->n - 1]);
    return p;
}
