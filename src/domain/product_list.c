#include "domain/product_list.h"

#include "domain/product_list.sql.h"
#include "domain/reach.h"

static const struct field fields[] = {
    FIELD(struct product_row, id, F_PLAIN),      FIELD(struct product_row, sku, F_PLAIN),
    FIELD(struct product_row, slug, F_PLAIN),    FIELD(struct product_row, name, F_PLAIN),
    FIELD(struct product_row, picture, F_PLAIN), FIELD(struct product_row, price, F_PLAIN),
    FIELD(struct product_row, active, F_PLAIN),  FIELD(struct product_row, visible, F_PLAIN),
    FIELD(struct product_row, qty, F_PLAIN),
};
static const struct record row_record = RECORD(struct product_row, fields);

struct site_name {
    str name;
};
static const struct field site_fields[] = {FIELD(struct site_name, name, F_PLAIN)};
static const struct record site_record = RECORD(struct site_name, site_fields);

static const struct list_column columns[] = {
    {.name = "id", .sort = "p.id", .kind = LIST_RANGE},
    {.name = "name", .sort = "p.name_fold", .kind = LIST_PREFIX, .worded = true},
    {.name = "sku", .sort = "p.sku_fold", .kind = LIST_PREFIX, .worded = true},
    {.name = "price", .sort = "p.price", .kind = LIST_RANGE},
    {.name = "visible", .sort = "p.visible", .kind = LIST_YES_NO},
    {.name = "active", .sort = "p.active", .kind = LIST_YES_NO},
};

/* The same rows, but for staff that is bound to websites. */
#define ROWS(condition, words_condition)                                                           \
    {                                                                                              \
        .name = "products",                                                                        \
        .select =                                                                                  \
            S("SELECT p.id, p.sku, p.slug, t.name, p.picture, p.price, p.active, "                 \
              "p.visible, coalesce(s.qty, 0) AS qty"),                                             \
        .from = S("product p"),                                                                    \
        .joins =                                                                                   \
            S("LEFT JOIN product_text t ON t.product_id = p.id AND t.store_view_id = 0 "           \
              "LEFT JOIN stock s ON s.product_id = p.id"),                                         \
        .where = S(condition), .key = "p.id", .columns = columns, .n = COUNT(columns),             \
        .words = {.table = "product_name_word", .row = "product_id", .where = words_condition},    \
    }
const struct list product_list_of_all = ROWS("", NULL);
static const struct list bound_list =
    ROWS(REACH_PRODUCT("p.id", "$1"), REACH_PRODUCT("product_id", "$1"));

/* A page's rows are few: all are asked for together. */
static err name_websites(struct ctx *c, product_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        db_ahead(c->db, &sql_product_list_websites, ARGS(rows->at[i].id));
    for (size_t i = 0; i < rows->n; i++) {
        LIST(struct site_name) sites = {0};
        str all = {0};
        TRY(db_all(c->db, c->mem, &sql_product_list_websites, ARGS(rows->at[i].id), &site_record,
                   &sites));
        for (size_t k = 0; k < sites.n; k++)
            all = str_format(c->mem, "%.*s%s%.*s", STR_ARG(all), k ? ", " : "",
                             STR_ARG(sites.at[k].name));
        rows->at[i].websites = all;
    }
    return OK;
}

err product_rows_of(struct ctx *c, const struct list_query *q, product_rows *out,
                    struct list_answer *answer)
{
    struct list_query query = *q;
    struct args bound = ARGS(reach_role(c));
    bool is_bound = reach_is_bound(c);
    if (is_bound)
        query.fixed = bound;
    TRY(list_run(c->db, c->mem, is_bound ? &bound_list : &product_list_of_all, &query, &row_record,
                 out, answer));
    return name_websites(c, out);
}
