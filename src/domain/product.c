#include "domain/product.h"

#include "domain/price.h"
#include "domain/product.sql.h"
#include "domain/settings.h"
#include "domain/stock.h"

static const struct field product_fields[] = {
    FIELD(struct product, id, F_PLAIN),
    FIELD(struct product, sku, F_PLAIN),
    FIELD(struct product, slug, F_PLAIN),
    FIELD(struct product, active, F_PLAIN),
    FIELD(struct product, visible, F_PLAIN),
    FIELD(struct product, price, F_PLAIN),
    FIELD(struct product, special_price, F_NULL0),
    FIELD(struct product, tax_class, F_PLAIN),
    FIELD(struct product, virtual, F_PLAIN),
    FIELD(struct product, weight_g, F_PLAIN),
    FIELD(struct product, picture, F_PLAIN),
    FIELD(struct product, created_at, F_PLAIN),
    FIELD(struct product, version, F_PLAIN),
};
const struct record product_record = RECORD(struct product, product_fields);

static const struct field text_fields[] = {
    FIELD(struct product_text, product_id, F_PLAIN),
    FIELD(struct product_text, store_view_id, F_PLAIN),
    FIELD(struct product_text, name, F_PLAIN),
    FIELD(struct product_text, name_fold, F_PLAIN),
    FIELD(struct product_text, brief, F_PLAIN),
    FIELD(struct product_text, description, F_PLAIN),
};
const struct record product_text_record = RECORD(struct product_text, text_fields);

static const struct field shown_fields[] = {
    FIELD(struct product_shown, id, F_PLAIN),
    FIELD(struct product_shown, sku, F_PLAIN),
    FIELD(struct product_shown, slug, F_PLAIN),
    FIELD(struct product_shown, name, F_PLAIN),
    FIELD(struct product_shown, brief, F_PLAIN),
    FIELD(struct product_shown, description, F_PLAIN),
    FIELD(struct product_shown, picture, F_PLAIN),
    FIELD(struct product_shown, price, F_PLAIN),
    FIELD(struct product_shown, special_price, F_NULL0),
    FIELD(struct product_shown, tax_class, F_PLAIN),
    FIELD(struct product_shown, virtual, F_PLAIN),
    FIELD(struct product_shown, qty, F_PLAIN),
    FIELD(struct product_shown, backorders, F_PLAIN),
};
const struct record product_shown_record = RECORD(struct product_shown, shown_fields);

money product_price(const struct product_shown *p)
{
    return price_final(p->price, p->special_price);
}

bool product_buyable(const struct product_shown *p)
{
    return p->backorders || p->qty > 0;
}

err product_by_slug(struct ctx *c, str slug, struct product_shown *out)
{
    TRY(db_one(c->db, c->mem, &sql_product_by_slug, ARGS(c->view->id, slug), &product_shown_record,
               out));
    page_shows(c, TAG_PRODUCT, out->id);
    return OK;
}

/* What it lists, and that it is these products. */
static err listed(struct ctx *c, i64 category_id, const product_list *l)
{
    page_shows(c, TAG_LISTING, category_id);
    for (size_t i = 0; i < l->n; i++)
        page_shows(c, TAG_PRODUCT, l->at[i].id);
    return OK;
}

static const struct sql *const ordered[] = {
    [PRODUCTS_BY_POSITION] = &sql_product_by_position,
    [PRODUCTS_BY_NAME] = &sql_product_by_name,
    [PRODUCTS_BY_PRICE] = &sql_product_by_price,
};

err product_list_of(struct ctx *c, const struct product_query *q, product_list *out, i64 *count)
{
    i64 view = c->view->id, most = PRODUCTS_MOST, skip = (q->page - 1) * q->per_page;
    TRY(db_i64(c->db, &sql_product_count, ARGS(view, q->category_id, most), count));
    *out = (product_list){0};
    if (skip >= PRODUCTS_MOST)
        return listed(c, q->category_id, out);
    TRY(db_all(c->db, c->mem, ordered[q->order], ARGS(view, q->category_id, q->per_page, skip),
               &product_shown_record, out));
    return listed(c, q->category_id, out);
}

static const struct sql *const from_key[][2] = {
    [PRODUCTS_BY_POSITION] = {&sql_product_behind_by_position, &sql_product_before_by_position},
    [PRODUCTS_BY_NAME] = {&sql_product_behind_by_name, &sql_product_before_by_name},
    [PRODUCTS_BY_PRICE] = {&sql_product_behind_by_price, &sql_product_before_by_price},
};

static void turn_round(product_list *l)
{
    for (size_t i = 0; i < l->n / 2; i++) {
        struct product_shown p = l->at[i];
        l->at[i] = l->at[l->n - 1 - i];
        l->at[l->n - 1 - i] = p;
    }
}

err product_list_from(struct ctx *c, const struct product_query *q, enum product_way way,
                      i64 product_id, product_list *out, bool *more)
{
    i64 view = c->view->id, there;
    *out = (product_list){0};
    TRY(db_i64(c->db, &sql_product_listed, ARGS(view, q->category_id, product_id), &there));
    TRY(db_all(c->db, c->mem, from_key[q->order][way],
               ARGS(view, q->category_id, q->per_page + 1, product_id), &product_shown_record,
               out));
    *more = out->n > (size_t)q->per_page;
    if (*more)
        out->n = (size_t)q->per_page;
    if (way == PRODUCTS_BEFORE)
        turn_round(out);
    return listed(c, q->category_id, out);
}

err product_latest(struct ctx *c, i64 most, product_list *out)
{
    TRY(db_all(c->db, c->mem, &sql_product_latest, ARGS(c->view->id, most), &product_shown_record,
               out));
    return listed(c, 0, out);
}

void product_neighbours_ahead(struct ctx *c, i64 product_id)
{
    db_ahead(c->db, &sql_product_neighbours, ARGS(c->view->id, product_id));
}

err product_neighbours(struct ctx *c, i64 category_id, i64 product_id, product_list *out)
{
    TRY(db_all(c->db, c->mem, &sql_product_neighbours, ARGS(c->view->id, product_id),
               &product_shown_record, out));
    return listed(c, category_id, out);
}

err product_cross_sells(struct ctx *c, i64 cart_id, i64 product_id, product_list *out)
{
    return db_all(c->db, c->mem, &sql_product_cross_sells, ARGS(c->view->id, product_id, cart_id),
                  &product_shown_record, out);
}

err product_get(struct ctx *c, struct db *db, i64 id, struct product *out)
{
    return db_one(db, c->mem, &sql_product_get, ARGS(id), &product_record, out);
}

static err put_default_text(struct work *w, const struct product_text *t)
{
    return db_put(w->db, &sql_product_text_put, &product_text_record, t, NULL);
}

/* The texts that a store view has of its own. */
static err put_view_text(struct work *w, const struct product_text *t)
{
    return db_run(w->db, &sql_product_view_put,
                  ARGS(t->product_id, t->store_view_id, t->name, t->name_fold, t->brief,
                       t->description, VAL_NULL, VAL_NULL),
                  NULL);
}

static err put_text(struct work *w, i64 product_id, const struct product_text *in)
{
    struct product_text t = *in;
    t.product_id = product_id;
    t.name_fold = str_fold(w->c->mem, t.name);
    return t.store_view_id ? put_view_text(w, &t) : put_default_text(w, &t);
}

static err put_websites(struct work *w, const struct product_new *in, i64 product_id)
{
    if (!in->websites)
        return db_run(w->db, &sql_product_into_all, ARGS(product_id), NULL);
    for (size_t i = 0; i < in->n_websites; i++)
        TRY(db_run(w->db, &sql_product_into, ARGS(product_id, in->websites[i]), NULL));
    return OK;
}

err product_create(struct work *w, const struct product_new *in, i64 *id)
{
    struct product p = in->product;
    TRY(db_put(w->db, &sql_product_create, &product_record, &p, &p.id));
    p.version = 1;
    for (size_t i = 0; i < in->n_texts; i++)
        TRY(put_text(w, p.id, &in->texts[i]));
    TRY(put_websites(w, in, p.id));
    for (size_t i = 0; i < in->n_places; i++)
        TRY(db_run(w->db, &sql_product_place,
                   ARGS(in->places[i].category_id, p.id, in->places[i].position), NULL));
    TRY(stock_set(w, p.id, in->stock, in->backorders));
    TRY(product_index(w, p.id));
    work_touch_row(w, ENTITY_PRODUCT, p.id, &product_record, NULL, &p);
    *id = p.id;
    return OK;
}

err product_save(struct work *w, const struct product *before, const struct product *after)
{
    struct product p = *after;
    p.id = before->id;
    p.version = before->version;
    i64 id = 0;
    err e = db_put(w->db, &sql_product_save, &product_record, &p, &id);
    if (e)
        return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
    TRY(product_index(w, p.id));
    work_touch_row(w, ENTITY_PRODUCT, p.id, &product_record, before, &p);
    return OK;
}
