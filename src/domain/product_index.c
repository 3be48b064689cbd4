/* What store views show of a product, worked out from its default, its websites' prices and its views' own values. */
#include "domain/price.h"
#include "domain/product.h"
#include "domain/product.sql.h"
#include "domain/search.h"

#define NAME_WORDS_MOST 60

struct worked_out {
    i64 store_view_id, product_id;
    str name, name_fold, brief, description;
    money price, special_price;
    bool active, listed;
};
static const struct field worked_out_fields[] = {
    FIELD(struct worked_out, store_view_id, F_PLAIN),
    FIELD(struct worked_out, product_id, F_PLAIN),
    FIELD(struct worked_out, name, F_PLAIN),
    FIELD(struct worked_out, name_fold, F_PLAIN),
    FIELD(struct worked_out, brief, F_PLAIN),
    FIELD(struct worked_out, description, F_PLAIN),
    FIELD(struct worked_out, price, F_PLAIN),
    FIELD(struct worked_out, special_price, F_NULL0),
    FIELD(struct worked_out, active, F_PLAIN),
    FIELD(struct worked_out, listed, F_PLAIN),
};
static const struct record worked_out_record = RECORD(struct worked_out, worked_out_fields);

struct in_category {
    i64 category_id;
};
static const struct field in_category_fields[] = {
    FIELD(struct in_category, category_id, F_PLAIN),
};
static const struct record in_category_record = RECORD(struct in_category, in_category_fields);

struct a_name {
    str name;
};
static const struct field a_name_fields[] = {FIELD(struct a_name, name, F_PLAIN)};
static const struct record a_name_record = RECORD(struct a_name, a_name_fields);

err product_drop_pages(struct work *w, i64 product_id)
{
    LIST(struct in_category) in = {0};
    TRY(db_all(w->db, w->c->mem, &sql_product_categories, ARGS(product_id), &in_category_record,
               &in));
    for (size_t i = 0; i < in.n; i++)
        work_drop(w, TAG_LISTING, in.at[i].category_id);
    work_drop(w, TAG_LISTING, 0);
    work_drop(w, TAG_PRODUCT, product_id);
    return OK;
}

static err put_name_words(struct work *w, i64 product_id, str text)
{
    struct words_of words = search_words(w->c->mem, text, NAME_WORDS_MOST);
    for (size_t i = 0; i < words.at.n; i++)
        TRY(db_run(w->db, &sql_product_name_word, ARGS(words.at.at[i], product_id), NULL));
    return OK;
}

/* By which the back office finds it, whether a store shows it or not. */
static err put_names(struct work *w, const struct product *p)
{
    LIST(struct a_name) names = {0};
    TRY(db_run(w->db, &sql_product_fold, ARGS(p->id, str_fold(w->c->mem, p->sku)), NULL));
    TRY(db_run(w->db, &sql_product_forget_name_words, ARGS(p->id), NULL));
    TRY(db_all(w->db, w->c->mem, &sql_product_names, ARGS(p->id), &a_name_record, &names));
    for (size_t i = 0; i < names.n; i++)
        TRY(put_name_words(w, p->id, names.at[i].name));
    return put_name_words(w, p->id, p->sku);
}

static err put_shown(struct work *w, const struct product *p, const struct worked_out *o)
{
    TRY(db_put(w->db, &sql_product_show, &worked_out_record, o, NULL));
    if (!o->listed)
        return OK;
    struct product_text text = {.product_id = p->id,
                                .store_view_id = o->store_view_id,
                                .name = o->name,
                                .brief = o->brief,
                                .description = o->description};
    TRY(search_put(w, p, &text));
    return db_run(
        w->db, &sql_product_relist,
        ARGS(p->id, o->store_view_id, o->name_fold, price_final(o->price, o->special_price)), NULL);
}

err product_index(struct work *w, i64 product_id)
{
    struct product p;
    LIST(struct worked_out) views = {0};
    TRY(product_get(w->c, w->db, product_id, &p));
    TRY(product_drop_pages(w, product_id));
    TRY(search_forget(w, product_id));
    TRY(db_run(w->db, &sql_product_unlist, ARGS(product_id), NULL));
    TRY(db_run(w->db, &sql_product_unshow, ARGS(product_id), NULL));
    TRY(put_names(w, &p));
    TRY(db_all(w->db, w->c->mem, &sql_product_worked_out, ARGS(product_id), &worked_out_record,
               &views));
    for (size_t i = 0; i < views.n; i++)
        TRY(put_shown(w, &p, &views.at[i]));
    return OK;
}
