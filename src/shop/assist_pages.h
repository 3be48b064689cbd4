/* What the pages of an assist session's beginning print. */
#pragma once

#include "shop/frame.h"

struct shop_enter {
    const struct shop_frame *frame;
    str href; /* where the session goes on */
};
