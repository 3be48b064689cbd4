/* The customers of the grid as a file (CG-12): what the filters leave or what is ticked, in the shown columns. */
#include "admin/customer_pages.h"
#include "admin/table_file.h"

/* A batch has memory of its own, which ends with it. */
struct batch {
    struct grid_page *page;
    struct arena *mem, *before;
};

static struct batch batch_begin(struct grid_page *p)
{
    struct batch b = {p, arena_new((size_t)1 << 16), p->v->mem};
    p->v->mem = p->r->c.mem = b.mem;
    grid_begin_rows(p, TABLE_AT_ONCE);
    return b;
}

static void batch_end(struct batch *b)
{
    b->page->v->mem = b->page->r->c.mem = b->before;
    arena_free(b->mem);
}

static err put_batch(struct grid_page *p, const struct table_format *f, struct buf *out, str *next)
{
    SCOPED(batch_end) struct batch b = batch_begin(p);
    customer_rows rows = {0};
    TRY(customer_list_run(&p->r->c, &p->query, &rows, &p->answer));
    for (size_t i = 0; i < rows.n; i++)
        admin_customers_put(p, &rows.at[i]);
    table_rows(f, out, p);
    *next = str_copy(b.before, p->answer.next);
    return OK;
}

static err put_filtered(struct grid_page *p, const struct table_format *f, struct buf *out)
{
    p->query.page = 1;
    p->query.per_page = TABLE_AT_ONCE;
    p->query.after = (str){0};
    p->query.uncounted = true;
    for (size_t n = 0; n < TABLE_FILE_MOST; n += TABLE_AT_ONCE) {
        str next;
        TRY(put_batch(p, f, out, &next));
        if (next.n == 0)
            break;
        p->query.after = next;
    }
    return OK;
}

/* Those that are ticked and still there, as the grid of each alone. */
static err put_ticked(struct grid_page *p, const struct table_format *f, struct buf *out)
{
    struct request *r = p->r;
    size_t n = 0;
    for (size_t i = 0; i < r->n_params; i++) {
        struct customer k;
        str next;
        if (!str_eq(r->params[i].name, S("c[]")) || n++ == TABLE_AT_ONCE)
            continue;
        err e = customer_by_ref(&r->c, r->params[i].value, &k);
        if (e == ERR_NOT_FOUND)
            continue;
        TRY(e);
        struct list_filter one = {
            .column = "id", .from = k.id, .to = k.id, .has_from = true, .has_to = true};
        p->query = (struct list_query){.filters = &one, .n = 1, .page = 1, .per_page = 1};
        TRY(put_batch(p, f, out, &next));
    }
    return OK;
}

static bool has_ticks(const struct request *r)
{
    for (size_t i = 0; i < r->n_params; i++)
        if (str_eq(r->params[i].name, S("c[]")))
            return true;
    return false;
}

err admin_customers_export(struct request *r)
{
    const struct table_format *f = table_format(request_arg(r, 0));
    if (!f)
        return ERR_NOT_FOUND;
    struct grid_page page;
    SCOPED(buf_free) struct buf b = {0};
    TRY(grid_read(r, &admin_customers_grid, &page));
    table_begin(f, &b);
    table_heads(f, &b, &page);
    TRY(has_ticks(r) ? put_ticked(&page, f, &b) : put_filtered(&page, f, &b));
    table_end(f, &b);
    return response_bytes(r, f->type, str_join(r->c.mem, S("customers."), f->key), buf_str(&b));
}
