#include "domain/wishlist.h"

#include "domain/price.h"
#include "domain/settings.h"
#include "domain/wishlist.sql.h"

static const struct field fields[] = {
    FIELD(struct wishlist_item, product_id, F_PLAIN),
    FIELD(struct wishlist_item, slug, F_PLAIN),
    FIELD(struct wishlist_item, sku, F_PLAIN),
    FIELD(struct wishlist_item, name, F_PLAIN),
    FIELD(struct wishlist_item, picture, F_PLAIN),
    FIELD(struct wishlist_item, price, F_PLAIN),
    FIELD(struct wishlist_item, tax_class, F_PLAIN),
    FIELD(struct wishlist_item, special_price, F_PLAIN),
    FIELD(struct wishlist_item, shown, F_PLAIN),
    FIELD(struct wishlist_item, backorders, F_PLAIN),
    FIELD(struct wishlist_item, qty, F_PLAIN),
    FIELD(struct wishlist_item, added_at, F_PLAIN),
};
static const struct record item_record = RECORD(struct wishlist_item, fields);

err wishlist_get(struct ctx *c, i64 customer_id, struct wishlist *out)
{
    struct wishlist l = {0};
    TRY(db_all(c->db, c->mem, &sql_wishlist_all, ARGS(customer_id, c->view->id), &item_record,
               &l.at));
    for (size_t i = 0; i < l.at.n; i++) {
        struct wishlist_item *it = &l.at.at[i];
        it->price = price_final(it->price, it->special_price);
        it->buyable = it->shown && (it->qty > 0 || it->backorders);
    }
    *out = l;
    return OK;
}

err wishlist_add(struct ctx *c, str slug)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_WISHLIST_CHANGE, &w));
    i64 product, n, added;
    TRY(db_i64(w.db, &sql_wishlist_product, ARGS(slug, c->view->id), &product));
    TRY(db_i64(w.db, &sql_wishlist_count, ARGS(c->actor.customer_id), &n));
    if (n >= WISHLIST_MOST)
        return invalid(c, S(""), _("Your wish list is full."));
    TRY(db_run(w.db, &sql_wishlist_add, ARGS(c->actor.customer_id, product, c->now), &added));
    if (!added)
        return OK;
    work_touch(&w, ENTITY_WISHLIST, product, S("[[\"product\",null,\"added\"]]"));
    return work_commit(&w);
}

err wishlist_remove(struct ctx *c, str slug)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_WISHLIST_CHANGE, &w));
    i64 product, removed;
    TRY(db_i64(w.db, &sql_wishlist_any_product, ARGS(slug), &product));
    TRY(db_run(w.db, &sql_wishlist_remove, ARGS(c->actor.customer_id, product), &removed));
    if (!removed)
        return OK;
    work_touch(&w, ENTITY_WISHLIST, product, S("[[\"product\",\"added\",null]]"));
    return work_commit(&w);
}
