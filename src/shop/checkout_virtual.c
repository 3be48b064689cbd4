/* The checkout of what is not shipped: one page, from the address to the order (CO-18). */
#include "shop/checkout.h"
#include "templates/templates.h"

err checkout_virtual(struct request *r, const struct checkout *k)
{
    struct shop_virtual_page page;
    TRY(checkout_step_page(r, k, &page.step));
    TRY(checkout_payment_page(r, k, &page.pay));
    return RENDER(r, shop_checkout_virtual, &page);
}
