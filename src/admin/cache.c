/* System › Cache Management. */
#include "domain/cache_type.h"

#include "admin/cache_pages.h"
#include "templates/templates.h"
#include "web/cache.h"
#include "web/form.h"
#include "web/site.h"

#define ALL_TYPES ((1u << CACHE_TYPES) - 1)

bool view_admin_cache_invalid(struct view *v)
{
    bool invalid = false;
    struct request *r = v->r;
    if (!r->c.db || !actor_may(&r->c.actor, ACT_CACHE_VIEW))
        return false;
    return cache_pages_invalid(&r->c, &invalid) == OK && invalid;
}

/* What this very process holds. */
static void add_figures(struct request *r, struct admin_cache *page)
{
    if (!r->site->cache)
        return;
    struct cache_figures f = cache_figures(r->site->cache);
    page->pages = f.pages;
    page->kilobytes = (f.bytes + 1023) / 1024;
}

err admin_cache(struct request *r)
{
    struct admin_cache page = {
        .may_toggle = actor_may(&r->c.actor, ACT_CACHE_TOGGLE),
        .may_refresh = actor_may(&r->c.actor, ACT_CACHE_REFRESH),
        .may_flush = actor_may(&r->c.actor, ACT_CACHE_FLUSH),
        .may_flush_storage = actor_may(&r->c.actor, ACT_CACHE_FLUSH_STORAGE),
    };
    page.types.at = NEWN(r->c.mem, struct admin_cache_type, CACHE_TYPES);
    for (size_t i = 0; i < CACHE_TYPES; i++) {
        struct admin_cache_type *t = &page.types.at[page.types.n++];
        t->info = cache_type_info((enum cache_type)i);
        TRY(cache_type_state(&r->c, (enum cache_type)i, &t->state));
    }
    add_figures(r, &page);
    return RENDER(r, admin_cache, &page);
}

/* ERR_NOT_FOUND: a type that is none. */
static err read_types(struct request *r, unsigned *types)
{
    LIST(str) keys = {0};
    enum cache_type t;
    *types = 0;
    TRY(form_list(r, S("types[]"), CACHE_TYPES, &keys));
    for (size_t i = 0; i < keys.n; i++) {
        if (!cache_type_find(keys.at[i], &t))
            return ERR_NOT_FOUND;
        *types |= 1u << t;
    }
    return OK;
}

static err toggle(struct request *r, bool on, str message)
{
    unsigned types;
    TRY(read_types(r, &types));
    TRY(cache_switch(&r->c, types, on));
    flash(r, FLASH_OK, message);
    return redirect(r, R_admin_cache);
}

err admin_cache_enable(struct request *r)
{
    return toggle(r, true, _("The cache types are enabled."));
}

err admin_cache_disable(struct request *r)
{
    return toggle(r, false, _("The cache types are disabled."));
}

err admin_cache_refresh(struct request *r)
{
    unsigned types;
    TRY(read_types(r, &types));
    TRY(cache_refresh(&r->c, ACT_CACHE_REFRESH, types));
    flash(r, FLASH_OK, _("The cache types are refreshed."));
    return redirect(r, R_admin_cache);
}

err admin_cache_flush(struct request *r)
{
    TRY(cache_refresh(&r->c, ACT_CACHE_FLUSH, ALL_TYPES));
    flash(r, FLASH_OK, _("The cache is flushed."));
    return redirect(r, R_admin_cache);
}

err admin_cache_storage(struct request *r)
{
    struct admin_cache page = {0};
    add_figures(r, &page);
    return RENDER(r, admin_cache_storage, &page);
}

err admin_cache_storage_post(struct request *r)
{
    TRY(cache_refresh(&r->c, ACT_CACHE_FLUSH_STORAGE, ALL_TYPES));
    if (r->site->cache)
        cache_flush(r->site->cache);
    if (r->site->own)
        cache_flush(r->site->own);
    flash(r, FLASH_OK, _("The cache storage is flushed."));
    return redirect(r, R_admin_cache);
}
