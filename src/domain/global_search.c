#include "domain/global_search.h"

#include "data/list.h"
#include "domain/reach.h"

#define NUMBER_DIGITS 9

static const struct field fields[] = {
    FIELD(struct search_hit, id, F_PLAIN),
    FIELD(struct search_hit, ref, F_PLAIN),
    FIELD(struct search_hit, title, F_PLAIN),
    FIELD(struct search_hit, sub, F_PLAIN),
};
static const struct record record = RECORD(struct search_hit, fields);

static const struct list_column order_columns[] = {
    {.name = "number", .filter = "o.number", .sort = "o.number", .kind = LIST_EXACT},
};
static const struct list orders = {
    .name = "search_orders",
    .select = S("SELECT o.id, o.number AS ref, o.number AS title, o.customer_name AS sub"),
    .from = S("sales_order o"),
    .key = "o.id",
    .columns = order_columns,
    .n = COUNT(order_columns),
    .words = {.table = "sales_order_word", .row = "order_id"},
};
static const struct list customers = {
    .name = "search_customers",
    .select = S("SELECT c.id, c.ref, c.first_name || ' ' || c.last_name AS title, c.email AS sub"),
    .from = S("customer c"),
    .key = "c.id",
    .words = {.table = "customer_word", .row = "customer_id"},
};
static const struct list bound_orders = {
    .name = "search_orders",
    .select = S("SELECT o.id, o.number AS ref, o.number AS title, o.customer_name AS sub"),
    .from = S("sales_order o"),
    .where = S(REACH_VIEW("o.store_view_id", "$1")),
    .key = "o.id",
    .columns = order_columns,
    .n = COUNT(order_columns),
    .words = {.table = "sales_order_word",
              .row = "order_id",
              .where = REACH_WORDS_VIEW("sales_order", "order_id", "$1")},
};
static const struct list bound_customers = {
    .name = "search_customers",
    .select = S("SELECT c.id, c.ref, c.first_name || ' ' || c.last_name AS title, c.email AS sub"),
    .from = S("customer c"),
    .where = S(REACH_WEBSITE("c.website_id", "$1")),
    .key = "c.id",
    .words = {.table = "customer_word",
              .row = "customer_id",
              .where = REACH_WORDS_WEBSITE("customer", "customer_id", "$1")},
};
#define PRODUCTS(condition, words_condition)                                                       \
    {                                                                                              \
        .name = "search_products",                                                                 \
        .select = S("SELECT p.id, p.slug AS ref, t.name AS title, p.sku AS sub"),                  \
        .from = S("product p"),                                                                    \
        .joins = S("LEFT JOIN product_text t ON t.product_id = p.id AND t.store_view_id = 0"),     \
        .where = S(condition), .key = "p.id",                                                      \
        .words = {.table = "product_name_word", .row = "product_id", .where = words_condition},    \
    }
static const struct list products = PRODUCTS("", NULL);
static const struct list bound_products =
    PRODUCTS(REACH_PRODUCT("p.id", "$1"), REACH_PRODUCT("product_id", "$1"));

/* A number as people say it: "#142" is 000000142. "": it is none. */
static str order_number(struct ctx *c, str typed)
{
    i64 n;
    str digits = str_starts(typed, S("#")) ? str_skip(typed, 1) : typed;
    while (digits.n > 1 && digits.at[0] == '0')
        digits = str_skip(digits, 1);
    if (digits.n > NUMBER_DIGITS || !str_to_i64(digits, 0, INT64_MAX, &n))
        return (str){0};
    return str_format(c->mem, "%09lld", (long long)n);
}

static err find(struct ctx *c, const struct list *l, const struct list_query *q,
                struct search_hits *out)
{
    struct list_query query = *q;
    struct list_answer answer;
    struct args bound = ARGS(reach_role(c));
    if (l->where.n)
        query.fixed = bound;
    query.page = 1;
    query.per_page = GLOBAL_SEARCH_MOST;
    query.desc = true;
    TRY(list_run(c->db, c->mem, l, &query, &record, out, &answer));
    out->more = answer.next.n > 0;
    return OK;
}

static err find_orders(struct ctx *c, str typed, struct search_hits *out)
{
    str number = order_number(c, typed);
    if (number.n) {
        const struct list_filter exact = {.column = "number", .text = number};
        TRY(find(c, reach_is_bound(c) ? &bound_orders : &orders,
                 &(struct list_query){.filters = &exact, .n = 1}, out));
    }
    return out->n ? OK
                  : find(c, reach_is_bound(c) ? &bound_orders : &orders,
                         &(struct list_query){.keyword = typed}, out);
}

err global_search(struct ctx *c, str typed, struct global_search *out)
{
    struct global_search g = {
        .orders.allowed = actor_may(&c->actor, ACT_ORDERS_LIST),
        .customers.allowed = actor_may(&c->actor, ACT_CUSTOMERS_LIST),
        .products.allowed = actor_may(&c->actor, ACT_PRODUCTS_LIST),
    };
    typed = str_trim(typed);
    if (typed.n && g.orders.allowed)
        TRY(find_orders(c, typed, &g.orders));
    if (typed.n && g.customers.allowed)
        TRY(find(c, reach_is_bound(c) ? &bound_customers : &customers,
                 &(struct list_query){.keyword = typed}, &g.customers));
    if (typed.n && g.products.allowed)
        TRY(find(c, reach_is_bound(c) ? &bound_products : &products,
                 &(struct list_query){.keyword = typed}, &g.products));
    *out = g;
    return OK;
}
