/* What the pages of the checkout share: two steps of an order that is shipped, one page of an order that is not. */
#pragma once

#include "shop/checkout_pages.h"
#include "web/request.h"

/* ERR_NOT_FOUND: there is nothing to check out yet; the cart says why. */
MUST err checkout_open(struct request *r, struct checkout *k);
struct shop_summary checkout_summary(struct request *r, const struct cart *k);

/* Whose order it is and where it goes. */
MUST err checkout_step_page(struct request *r, const struct checkout *k,
                            struct shop_checkout_page *page);
/* What was sent of that, kept with the cart. ERR_NOT_FOUND: the cart is empty. */
MUST err checkout_step_save(struct request *r);
/* How it is paid, and what is agreed to. */
MUST err checkout_payment_page(struct request *r, const struct checkout *k,
                               struct shop_payment_page *page);
/* Answers with both on one page. */
MUST err checkout_virtual(struct request *r, const struct checkout *k);
