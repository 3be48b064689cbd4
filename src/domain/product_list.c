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
    {.name = "websites", .kind = LIST_EXACT},
};

/* As REACH_PRODUCT, of one website. */
#define IN_WEBSITE(column, n)                                                                      \
    "EXISTS (SELECT 1 FROM (SELECT product_id AS there, website_id AS site FROM product_website) " \
    "ip WHERE ip.there = " column " AND ip.site = " n ")"
/* The same rows, but of a website, or for staff that is bound to websites. */
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
static const struct list website_list =
    ROWS(IN_WEBSITE("p.id", "$1"), IN_WEBSITE("product_id", "$1"));
static const struct list bound_website_list =
    ROWS(IN_WEBSITE("p.id", "$1") " AND " REACH_PRODUCT("p.id", "$2"),
         IN_WEBSITE("product_id", "$1") " AND " REACH_PRODUCT("product_id", "$2"));

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

/* The filter by website is a condition of the list: a product is in several. 0: none is asked for. */
static i64 take_website(struct arena *mem, struct list_query *q)
{
    struct list_filter *others = NEWN(mem, struct list_filter, q->n);
    i64 website = 0;
    size_t n = 0;
    for (size_t i = 0; i < q->n; i++)
        if (str_eq(str_from(q->filters[i].column), S("websites")))
            website = q->filters[i].from;
        else
            others[n++] = q->filters[i];
    q->filters = others;
    q->n = n;
    return website;
}

err product_rows_of(struct ctx *c, const struct list_query *q, product_rows *out,
                    struct list_answer *answer)
{
    struct list_query query = *q;
    i64 website = take_website(c->mem, &query), role = reach_role(c);
    struct args of_both = ARGS(website, role), of_website = ARGS(website), of_role = ARGS(role);
    const struct list *l = &product_list_of_all;
    if (website && role) {
        l = &bound_website_list;
        query.fixed = of_both;
    } else if (website) {
        l = &website_list;
        query.fixed = of_website;
    } else if (role) {
        l = &bound_list;
        query.fixed = of_role;
    }
    TRY(list_run(c->db, c->mem, l, &query, &row_record, out, answer));
    return name_websites(c, out);
}
