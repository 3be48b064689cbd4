/* The report as a file (AL-07): what the filters leave, in the order of the page. */
#include "admin/system_pages.h"
#include "admin/table_file.h"
#include "domain/action_log.h"

static void put_head(const struct table_format *f, struct buf *b, const struct grid_page *p)
{
    const str heads[] = {_("Time"),     _("Action Group"), _("Action"),           _("IP Address"),
                         _("Username"), _("Result"),       _("Full Action Name"), _("Details"),
                         _("Customer"), _("Cause")};
    str cells[COUNT(heads)];
    for (size_t i = 0; i < COUNT(heads); i++)
        cells[i] = grid_tr(p, heads[i]);
    table_line(f, b, cells, COUNT(cells));
}

static void put_row(const struct table_format *f, struct buf *b, const struct grid_page *p,
                    const struct action_log_row *row)
{
    const str cells[] = {
        time_iso(p->v->mem, row->at),
        grid_tr(p, row->action_group),
        grid_tr(p, row->label),
        row->ip,
        row->staff_name,
        grid_tr(p, row->success ? _("Success") : _("Failure")),
        row->action,
        row->detail,
        row->customer_email,
        row->cause,
    };
    table_line(f, b, cells, COUNT(cells));
}

static err put_rows(struct request *r, const struct table_format *f, struct buf *b,
                    struct grid_page *p)
{
    p->query.page = 1;
    p->query.per_page = TABLE_AT_ONCE;
    p->query.after = (str){0};
    p->query.uncounted = true;
    for (size_t n = 0; n < TABLE_FILE_MOST; n += TABLE_AT_ONCE) {
        struct action_log_rows rows;
        TRY(action_log_report(&r->c, &p->query, &rows, &p->answer));
        for (size_t i = 0; i < rows.n; i++)
            put_row(f, b, p, &rows.at[i]);
        if (p->answer.next.n == 0)
            break;
        p->query.after = p->answer.next;
    }
    return OK;
}

err admin_log_export(struct request *r)
{
    const struct table_format *f = table_format(request_arg(r, 0));
    if (!f)
        return ERR_NOT_FOUND;
    struct grid_page page;
    SCOPED(buf_free) struct buf b = {0};
    TRY(grid_read(r, &admin_log_grid, &page));
    table_begin(f, &b);
    put_head(f, &b, &page);
    TRY(put_rows(r, f, &b, &page));
    table_end(f, &b);
    return response_bytes(r, f->type, str_join(r->c.mem, S("action-log."), f->key), buf_str(&b));
}
