/* What is found by words. */
#include "domain/search.h"

#include "shop/catalog_pages.h"
#include "templates/templates.h"

#define PER_PAGE   24
#define WORDS_MOST 200 /* bytes */

err shop_search(struct request *r)
{
    struct shop_search_page page = {.words = str_trim(query_str(r, S("q"), WORDS_MOST))};
    product_list products = {0};
    i64 number, count;
    TRY(query_i64(r, S("page"), 1, SEARCH_FOUND_MOST, 1, &number));
    TRY(search_products(&r->c, page.words, number, PER_PAGE, &products, &count));
    SCOPED(buf_free) struct buf rest = {0};
    buf_put(&rest, S("q="));
    buf_url(&rest, page.words);
    buf_char(&rest, '&');
    TRY(shop_pager_make(r->c.mem, number, PER_PAGE, count, SEARCH_FOUND_MOST, buf_str(&rest),
                        &page.pager));
    TRY(shop_tiles_of(&r->c, &products, &page.products));
    TRY(shop_frame_found(r, page.words, &page.frame));
    return RENDER(r, shop_search, &page);
}
