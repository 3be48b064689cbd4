/* What the pages of Cache Management print. */
#pragma once

#include "admin/frame.h"
#include "domain/cache_type.h"

struct admin_cache_type {
    const struct cache_type_info *info;
    struct cache_type_state state;
};
struct admin_cache {
    LIST(struct admin_cache_type) types;
    i64 pages, kilobytes; /* that this process keeps */
    bool may_toggle, may_refresh, may_flush, may_flush_storage;
};
