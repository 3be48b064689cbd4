/* What the storefront's error page prints. */
#pragma once

#include "shop/frame.h"
#include "web/error.h"

struct shop_error_page {
    const struct shop_frame *frame;
    const struct error_page *e;
    str text;      /* in the reader's language */
    bool assisted; /* below an assist session's address: the way back leads to the back office */
    str back_office;
};
