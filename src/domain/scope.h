/* The hierarchy website ▸ store ▸ store view as the back office changes it (Stores › Settings › All Stores). What a
 * request sees of it is the snapshot (settings.h).
 *
 * There is always one default website, each website's default store, each store's default view; none of them can be
 * deleted, and a default view can be neither moved nor disabled. Codes are unique a level and stand in addresses. */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

struct website_edit {
    i64 id; /* 0: a new one */
    str name, code, currency;
    i64 sort_order;
    i64 default_store_id; /* one of its own; 0: as it is */
    bool is_default;      /* true makes it the default one; false changes nothing */
    i64 version;
};
struct store_edit {
    i64 id, website_id;
    str name, code;
    i64 root_category_id; /* 0: none */
    i64 default_view_id;  /* one of its own; 0: as it is */
    bool is_default;      /* as read; not changed by saving */
    i64 version;
};
struct view_edit {
    i64 id, store_id;
    str name, code;
    bool enabled;
    i64 sort_order;
    bool is_default; /* as read; not changed by saving */
    i64 version;
};

MUST err website_get(struct ctx *c, i64 id, struct website_edit *out);
MUST err store_get(struct ctx *c, i64 id, struct store_edit *out);
MUST err store_view_get(struct ctx *c, i64 id, struct view_edit *out);

/* ERR_INVALID: messages at the members' names; ERR_CONFLICT: somebody saved first. A store's first view, and a website's
 * first store, becomes the default one. A new website gets all products that are there; it, a new view and one that moves
 * lack them until store_view_fill has run. */
MUST err website_save(struct ctx *c, const struct website_edit *in, i64 *id);
MUST err store_save(struct ctx *c, const struct store_edit *in, i64 *id);
MUST err store_view_save(struct ctx *c, const struct view_edit *in, i64 *id);

/* With their settings and texts. ERR_INVALID (at ""): a default one, or customers, orders or parts still belong to it. */
MUST err website_delete(struct ctx *c, i64 id);
MUST err store_delete(struct ctx *c, i64 id);
MUST err store_view_delete(struct ctx *c, i64 id);

/* Gives new websites their products, and views what they show of them (product_index), some products at a time; also after
 * prices changed their scope. *more: there is more to do. Housekeeper. */
MUST err store_view_fill(struct ctx *c, bool *more);
