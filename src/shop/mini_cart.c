/* The mini cart: what the icon in the header opens. Its region is shown in a dialog over the page where the reader is,
 * and leads back there. */
#include "domain/settings.h"
#include "shop/checkout_pages.h"
#include "templates/templates.h"

/* The subtotal alone: what is asked for shipping and tax is said in the cart. */
static struct totals_rows subtotal_of(const struct settings *s, const struct cart *k)
{
    struct totals_look look = cart_look(s);
    struct totals_rows all = cart_totals_rows(k, &look), rows = {0};
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].order == TOTALS_SUBTOTAL)
            rows.at[rows.n++] = all.at[i];
    return rows;
}

err shop_mini_cart(struct request *r)
{
    const struct settings *s = r->c.settings;
    struct shop_mini_cart_page page = {.next = request_next(r)};
    struct cart *k = &page.cart;
    if (!s->mini_cart)
        return ERR_NOT_FOUND;
    TRY(cart_get(&r->c, k));
    TRY(shop_frame(r, &page.frame));
    page.lines = shop_cart_lines_of(r->c.mem, k, 0, (size_t)s->mini_cart_most);
    page.further = (i64)(k->lines.n - page.lines.n);
    page.scrolls = (i64)page.lines.n >= s->mini_cart_scrolls;
    page.count = str_eq(s->cart_count_lines, S("lines")) ? (i64)k->lines.n : k->pieces;
    page.totals = shop_sums_of(r->c.mem, subtotal_of(s, k), S(""));
    page.too_small = cart_is_too_small(&r->c, k);
    page.least = cart_least_note(r);
    return RENDER(r, shop_mini_cart, &page);
}
