#include "rows.h"

#include "base/buf.h"

struct line {
    str text;
};
static const struct field line_fields[] = {FIELD(struct line, text, F_PLAIN)};
static const struct record line_record = RECORD(struct line, line_fields);
typedef LIST(struct line) lines;

static lines read_lines(struct test_store *t, str sql)
{
    struct sql q = {.name = "test:rows", .text = sql};
    lines out = {0};
    assert_ok(db_all(t->db, t->mem, &q, NO_ARGS, &line_record, &out));
    return out;
}

static bool is_sqlite(const struct test_store *t)
{
    return str_eq(str_from(t->engine), S("sqlite"));
}

static lines tables(struct test_store *t)
{
    return read_lines(t, is_sqlite(t)
                             ? S("SELECT name AS text FROM sqlite_master WHERE type = 'table' AND "
                                 "name NOT LIKE 'sqlite_%' ORDER BY name")
                             : S("SELECT CAST(tablename AS TEXT) AS text FROM pg_tables WHERE "
                                 "schemaname = 'public' ORDER BY tablename"));
}

static lines columns(struct test_store *t, str table)
{
    if (is_sqlite(t))
        return read_lines(
            t, str_format(t->mem, "SELECT name AS text FROM pragma_table_info('%.*s') ORDER BY 1",
                          STR_ARG(table)));
    return read_lines(
        t, str_format(t->mem,
                      "SELECT CAST(column_name AS TEXT) AS text FROM information_schema.columns "
                      "WHERE table_schema = 'public' AND table_name = '%.*s' ORDER BY 1",
                      STR_ARG(table)));
}

static bool has(const lines *list, str name)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->at[i].text, name))
            return true;
    return false;
}

/* Each row as its quoted values, in an order of its own. */
static void put_rows(struct test_store *t, struct buf *out, str table, const lines *cols, str where)
{
    struct buf b = {0};
    buf_put(&b, S("SELECT "));
    for (size_t i = 0; i < cols->n; i++)
        buf_printf(&b, is_sqlite(t) ? "%squote(%.*s)" : "%squote_nullable(CAST(%.*s AS TEXT))",
                   i ? " || ',' || " : "", STR_ARG(cols->at[i].text));
    buf_printf(&b, " AS text FROM %.*s %.*s ORDER BY 1", STR_ARG(table), STR_ARG(where));
    lines rows = read_lines(t, str_copy(t->mem, buf_str(&b)));
    buf_free(&b);
    for (size_t i = 0; i < rows.n; i++)
        buf_printf(out, "%.*s: %.*s\n", STR_ARG(table), STR_ARG(rows.at[i].text));
}

static str take(struct test_store *t, struct buf *b)
{
    str s = str_copy(t->mem, buf_str(b));
    buf_free(b);
    return s;
}

static bool is_named(str list, str name)
{
    str one;
    while (str_cut(&list, ' ', &one))
        if (str_eq(one, name))
            return true;
    return false;
}

str rows_all(struct test_store *t, const char *without)
{
    struct buf b = {0};
    lines all = tables(t);
    for (size_t i = 0; i < all.n; i++) {
        lines cols = columns(t, all.at[i].text);
        if (!is_named(str_from(without), all.at[i].text))
            put_rows(t, &b, all.at[i].text, &cols, S(""));
    }
    return take(t, &b);
}

/* By whose column: found out from the schema, so that a new table is watched from its first day. */
static str owner(struct test_store *t, str table, const lines *cols, i64 id)
{
    str number = str_format(t->mem, "%lld", (long long)id);
    if (str_eq(table, S("customer")))
        return str_join(t->mem, S("WHERE id = "), number);
    if (has(cols, S("customer_id")))
        return str_join(t->mem, S("WHERE customer_id = "), number);
    const char *parent = has(cols, S("cart_id"))    ? "cart_id IN (SELECT id FROM cart"
                         : has(cols, S("order_id")) ? "order_id IN (SELECT id FROM sales_order"
                                                    : NULL;
    if (!parent)
        return S("");
    return str_format(t->mem, "WHERE %s WHERE customer_id = %.*s)", parent, STR_ARG(number));
}

str rows_of_customer(struct test_store *t, i64 customer_id)
{
    struct buf b = {0};
    lines all = tables(t);
    for (size_t i = 0; i < all.n; i++) {
        lines cols = columns(t, all.at[i].text);
        str where = owner(t, all.at[i].text, &cols, customer_id);
        if (where.n)
            put_rows(t, &b, all.at[i].text, &cols, where);
    }
    return take(t, &b);
}

str rows_where(struct test_store *t, const char *table, str where)
{
    struct buf b = {0};
    lines cols = columns(t, str_from(table));
    put_rows(t, &b, str_from(table), &cols, str_join(t->mem, S("WHERE "), where));
    return take(t, &b);
}

i64 rows_number(struct test_store *t, const char *sql)
{
    struct sql q = {.name = "test:number", .text = str_from(sql)};
    i64 n = -1;
    assert_ok(db_i64(t->db, &q, NO_ARGS, &n));
    return n;
}

str rows_text(struct test_store *t, const char *sql)
{
    struct sql q = {.name = "test:text", .text = str_from(sql)};
    str s = {0};
    assert_ok(db_str(t->db, t->mem, &q, NO_ARGS, &s));
    return s;
}
