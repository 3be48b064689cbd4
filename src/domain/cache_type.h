/* System › Cache Management: what processes keep in memory, and how it is renewed in all of them. */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

enum cache_type { CACHE_CONFIG, CACHE_PAGES, CACHE_TYPES };

struct cache_type_info {
    str key, label, hint, tag; /* label and hint are English */
    str setting; /* path of the setting that switches it; "": it cannot be switched off */
};
const struct cache_type_info *cache_type_info(enum cache_type t);
bool cache_type_find(str key, enum cache_type *out);

struct cache_type_state {
    bool enabled;
    bool invalid; /* proxies may show pages that are not true any more */
};
MUST err cache_type_state(struct ctx *c, enum cache_type t, struct cache_type_state *out);
/* Settings have changed since the pages were refreshed, and proxies may keep pages (SC-13, CA-04). Our own pages are
 * dropped at every change, so without such proxies nothing is ever invalid. */
MUST err cache_pages_invalid(struct ctx *c, bool *invalid);

/* A bit a type, 1 << CACHE_PAGES. ERR_INVALID: none, or one that cannot be switched off. */
MUST err cache_switch(struct ctx *c, unsigned types, bool on);
/* Every process reads anew. action: ACT_CACHE_REFRESH, ACT_CACHE_FLUSH or ACT_CACHE_FLUSH_STORAGE. */
MUST err cache_refresh(struct ctx *c, enum action action, unsigned types);
