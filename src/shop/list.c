/* What all lists of products share: their tiles and their paging. */
#include "domain/price.h"
#include "shop/catalog_pages.h"

shop_tiles shop_tiles_of(struct arena *mem, const product_list *products)
{
    shop_tiles out = {NEWN(mem, struct shop_tile, products->n), products->n};
    for (size_t i = 0; i < out.n; i++) {
        const struct product_shown *p = &products->at[i];
        money price = product_price(p);
        out.at[i] = (struct shop_tile){
            .slug = p->slug,
            .name = p->name,
            .picture = p->picture,
            .price = price,
            .before = price.minor < p->price.minor ? p->price : (money){0},
            .sold_out = !product_buyable(p),
        };
    }
    return out;
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
