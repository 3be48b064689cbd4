/* A category: what it lists, by position, name or price. */
#include "shop/catalog_pages.h"
#include "templates/templates.h"

#define PER_PAGE_LEAST 12
#define PER_PAGE_MOST  36

struct sort {
    str key, label;
    enum product_order order;
};
static const struct sort sorts[] = {
    {S("position"), _("Position"), PRODUCTS_BY_POSITION},
    {S("name"), _("Product Name"), PRODUCTS_BY_NAME},
    {S("price"), _("Price"), PRODUCTS_BY_PRICE},
};

/* The first one is the default; NULL: there is no such order. */
static const struct sort *sort_asked(struct request *r)
{
    str key = query_str(r, S("sort"), 20);
    for (size_t i = 0; i < COUNT(sorts); i++)
        if (key.n == 0 || str_eq(key, sorts[i].key))
            return &sorts[i];
    return NULL;
}

static void fill_sorts(struct request *r, struct shop_category_page *page, const struct sort *now)
{
    page->sorts.at = NEWN(r->c.mem, struct shop_option, COUNT(sorts));
    for (size_t i = 0; i < COUNT(sorts); i++)
        page->sorts.at[page->sorts.n++] =
            (struct shop_option){sorts[i].key, sorts[i].label, &sorts[i] == now};
}

static void fill_sizes(struct request *r, struct shop_category_page *page, i64 now)
{
    page->sizes.at = NEWN(r->c.mem, struct shop_option, PER_PAGE_MOST / PER_PAGE_LEAST);
    for (i64 n = PER_PAGE_LEAST; n <= PER_PAGE_MOST; n += PER_PAGE_LEAST) {
        str text = str_format(r->c.mem, "%lld", (long long)n);
        page->sizes.at[page->sizes.n++] = (struct shop_option){text, text, n == now};
    }
}

static err read_query(struct request *r, struct product_query *q, const struct sort **sort)
{
    TRY(query_i64(r, S("page"), 1, PRODUCTS_MOST, 1, &q->page));
    TRY(query_i64(r, S("per"), PER_PAGE_LEAST, PER_PAGE_MOST, PER_PAGE_LEAST, &q->per_page));
    *sort = sort_asked(r);
    if (!*sort || q->per_page % PER_PAGE_LEAST)
        return ERR_NOT_FOUND;
    q->order = (*sort)->order;
    return OK;
}

/* By number; behind the last number by key. */
static err fill_numbered(struct request *r, const struct product_query *q, str rest,
                         product_list *products, struct shop_category_page *page)
{
    i64 count;
    TRY(product_list_of(&r->c, q, products, &count));
    TRY(shop_pager_make(r->c.mem, q->page, q->per_page, count, PRODUCTS_MOST, rest, &page->pager));
    if (page->pager.more && !page->pager.next_href.n)
        page->pager.next_href = shop_pager_by_key(r->c.mem, products, false, true, rest).next_href;
    return OK;
}

static err fill_by_key(struct request *r, const struct product_query *q, enum product_way way,
                       i64 from, str rest, product_list *products, struct shop_category_page *page)
{
    bool more, back = way == PRODUCTS_BEFORE;
    TRY(product_list_from(&r->c, q, way, from, products, &more));
    page->pager = shop_pager_by_key(r->c.mem, products, !back || more, back || more, rest);
    return OK;
}

static err fill_products(struct request *r, const struct product_query *q, str rest,
                         product_list *products, struct shop_category_page *page)
{
    i64 behind, before;
    TRY(query_i64(r, S("behind"), 1, INT64_MAX, 0, &behind));
    TRY(query_i64(r, S("before"), 1, INT64_MAX, 0, &before));
    if (behind)
        return fill_by_key(r, q, PRODUCTS_BEHIND, behind, rest, products, page);
    if (before)
        return fill_by_key(r, q, PRODUCTS_BEFORE, before, rest, products, page);
    return fill_numbered(r, q, rest, products, page);
}

err shop_category(struct request *r)
{
    struct shop_category_page page = {0};
    struct product_query q = {0};
    const struct sort *sort;
    product_list products = {0};
    str slug = request_arg(r, 0);
    shop_frame_ahead(r);
    shop_home_rates_ahead(&r->c);
    TRY(category_by_slug(&r->c, slug, &page.category));
    TRY(read_query(r, &q, &sort));
    q.category_id = page.category.id;
    str rest =
        str_format(r->c.mem, "sort=%.*s&per=%lld&", STR_ARG(sort->key), (long long)q.per_page);
    TRY(fill_products(r, &q, rest, &products, &page));
    TRY(category_children(&r->c, page.category.id, &page.children));
    TRY(shop_frame_in(r, slug, &page.frame));
    TRY(shop_tiles_of(&r->c, &products, &page.products));
    fill_sorts(r, &page, sort);
    fill_sizes(r, &page, q.per_page);
    return RENDER(r, shop_category, &page);
}
