#include "domain/cache_type.h"

#include "base/buf.h"
#include "domain/cache_type.sql.h"
#include "domain/settings.h"
#include "domain/settings.sql.h"

static const struct cache_type_info types_info[CACHE_TYPES] = {
    [CACHE_CONFIG] = {.key = S("config"),
                      .label = _("Configuration"),
                      .hint = _("Settings, websites, stores and store views as they were read."),
                      .tag = S("CONFIG")},
    [CACHE_PAGES] = {.key = S("full_page"),
                     .label = _("Page Cache"),
                     .hint = _("Pages of the storefront, without what is personal in them."),
                     .tag = S("FPC"),
                     .setting = S("system/full_page_cache/enabled")},
};

const struct cache_type_info *cache_type_info(enum cache_type t)
{
    return &types_info[t];
}

bool cache_type_find(str key, enum cache_type *out)
{
    for (size_t i = 0; i < CACHE_TYPES; i++)
        if (str_eq(types_info[i].key, key)) {
            *out = (enum cache_type)i;
            return true;
        }
    return false;
}

err cache_pages_invalid(struct ctx *c, bool *invalid)
{
    i64 behind = 0;
    if (c->settings->page_cache && c->settings->page_ttl)
        TRY(db_i64(c->db, &sql_cache_type_behind, NO_ARGS, &behind));
    *invalid = behind > 0;
    return OK;
}

err cache_type_state(struct ctx *c, enum cache_type t, struct cache_type_state *out)
{
    *out = (struct cache_type_state){.enabled = true};
    if (t != CACHE_PAGES)
        return OK;
    out->enabled = c->settings->page_cache;
    return cache_pages_invalid(c, &out->invalid);
}

static bool has(unsigned types, size_t t)
{
    return types >> t & 1;
}

static err check(struct ctx *c, unsigned types, bool on)
{
    if (types == 0)
        return invalid(c, S("types[]"), _("Please select a cache type."));
    for (size_t t = 0; t < CACHE_TYPES && !on; t++)
        if (has(types, t) && types_info[t].setting.n == 0)
            return invalid(c, S("types[]"), _("The configuration cannot do without its cache."));
    return OK;
}

static str change(struct arena *mem, str what, bool before, bool after)
{
    return str_format(mem, "[[\"%.*s\",\"%d\",\"%d\"]]", STR_ARG(what), before, after);
}

err cache_switch(struct ctx *c, unsigned types, bool on)
{
    TRY(check(c, types, on));
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CACHE_TOGGLE, &w));
    for (size_t t = 0; t < CACHE_TYPES; t++) {
        const struct cache_type_info *info = &types_info[t];
        if (!has(types, t) || info->setting.n == 0 || c->settings->page_cache == on)
            continue;
        TRY(db_run(w.db, &sql_settings_put,
                   ARGS(S("default"), (i64)0, info->setting, on ? S("1") : S("0")), NULL));
        work_touch(&w, ENTITY_SETTING, 0, change(c->mem, info->setting, !on, on));
    }
    if (!w.touches)
        return OK;
    work_detail(&w, S("cache"));
    return work_commit(&w);
}

err cache_refresh(struct ctx *c, enum action action, unsigned types)
{
    TRY(check(c, types, true));
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, action, &w));
    if (has(types, CACHE_CONFIG))
        work_touch(&w, ENTITY_SETTING, 0, S(""));
    if (has(types, CACHE_PAGES)) {
        /* Counted with what the same work does to the settings: that is no change of them. */
        i64 ahead = has(types, CACHE_CONFIG) ? 1 : 0;
        TRY(db_run(w.db, &sql_cache_type_refreshed, ARGS(ahead), NULL));
        work_touch(&w, ENTITY_CACHE, 0, S(""));
    }
    work_detail(&w, S("cache"));
    return work_commit(&w);
}
