/* Addresses that leave the shop, in mails: with the shop's own origin where it is configured, never with the Host that a
 * client sent. Without a configured origin the path stands alone. */
#pragma once

#include "base/str.h"
#include "web/request.h"
#include "web/site.h"

static inline str public_url(struct request *r, str path)
{
    str base = r->site->base_url;
    while (str_ends(base, S("/")))
        base.n--;
    return base.n ? str_join(r->c.mem, base, path) : path;
}
