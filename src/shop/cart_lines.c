/* What the cart's page, the mini cart and the checkout share: lines and sums as they are printed. */
#include "shop/checkout_pages.h"

struct shop_sums shop_sums_of(struct arena *mem, struct totals_rows rows, str currency)
{
    struct shop_sums sums = {.currency = currency};
    sums.rows.at = NEWN(mem, struct totals_row, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        sums.rows.at[sums.rows.n++] = rows.at[i];
    return sums;
}

shop_cart_lines shop_cart_lines_of(struct arena *mem, const struct cart *k, size_t from,
                                   size_t most)
{
    size_t left = from < k->lines.n ? k->lines.n - from : 0, n = left < most ? left : most;
    shop_cart_lines lines = {NEWN(mem, struct shop_cart_line, n), n};
    for (size_t i = 0; i < n; i++) {
        const struct cart_line *l = &k->lines.at[from + i];
        lines.at[i] = (struct shop_cart_line){
            .line = l,
            .field = str_format(mem, "qty-%lld", (long long)l->item_id),
            .qty = str_format(mem, "%lld", (long long)l->qty),
            .gone = l->trouble == CART_GONE,
            .price = l->price_shown,
            .subtotal = l->subtotal_shown,
            .few = l->trouble == CART_SHORT,
        };
    }
    return lines;
}
