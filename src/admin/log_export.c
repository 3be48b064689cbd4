/* The report as a file (AL-07): what the filters leave, in the order of the page. */
#include "admin/system_pages.h"
#include "base/buf.h"
#include "domain/action_log.h"

#define AT_ONCE 200
#define MOST    10000 /* rows of a file: it is made while the reader waits */

/* One way to write a table: what stands before it, around a row and a cell, and after it. */
struct table_format {
    str key, type, name;
    str before, after, row, row_end;
    void (*cell)(struct buf *b, str s, bool first);
};

static void csv_cell(struct buf *b, str s, bool first)
{
    if (!first)
        buf_char(b, ',');
    buf_csv(b, s);
}

static void xml_cell(struct buf *b, str s, bool first)
{
    (void)first;
    buf_put(b, S("<Cell><Data ss:Type=\"String\">"));
    buf_html(b, s);
    buf_put(b, S("</Data></Cell>"));
}

static const struct table_format formats[] = {
    {.key = S("csv"),
     .type = S("text/csv; charset=utf-8"),
     .name = S("action-log.csv"),
     .row_end = S("\r\n"),
     .cell = csv_cell},
    {.key = S("xml"),
     .type = S("application/xml; charset=utf-8"),
     .name = S("action-log.xml"),
     .before =
         S("<?xml version=\"1.0\" encoding=\"UTF-8\"?><?mso-application progid=\"Excel.Sheet\"?>"
           "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\""
           " xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">"
           "<Worksheet ss:Name=\"Log\"><Table>\n"),
     .row = S("<Row>"),
     .row_end = S("</Row>\n"),
     .after = S("</Table></Worksheet></Workbook>\n"),
     .cell = xml_cell},
};

static void put_line(const struct table_format *f, struct buf *b, const str *cells, size_t n)
{
    buf_put(b, f->row);
    for (size_t i = 0; i < n; i++)
        f->cell(b, cells[i], i == 0);
    buf_put(b, f->row_end);
}

static void put_head(const struct table_format *f, struct buf *b, const struct grid_page *p)
{
    const str heads[] = {_("Time"),     _("Action Group"), _("Action"),           _("IP Address"),
                         _("Username"), _("Result"),       _("Full Action Name"), _("Details"),
                         _("Customer"), _("Cause")};
    str cells[COUNT(heads)];
    for (size_t i = 0; i < COUNT(heads); i++)
        cells[i] = grid_tr(p, heads[i]);
    buf_put(b, f->before);
    put_line(f, b, cells, COUNT(cells));
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
    put_line(f, b, cells, COUNT(cells));
}

static err put_rows(struct request *r, const struct table_format *f, struct buf *b,
                    struct grid_page *p)
{
    p->query.page = 1;
    p->query.per_page = AT_ONCE;
    p->query.after = (str){0};
    p->query.uncounted = true;
    for (size_t n = 0; n < MOST; n += AT_ONCE) {
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
    for (size_t i = 0; i < COUNT(formats); i++) {
        const struct table_format *f = &formats[i];
        if (!str_eq(f->key, request_arg(r, 0)))
            continue;
        struct grid_page page;
        SCOPED(buf_free) struct buf b = {0};
        TRY(grid_read(r, &admin_log_grid, &page));
        put_head(f, &b, &page);
        TRY(put_rows(r, f, &b, &page));
        buf_put(&b, f->after);
        return response_bytes(r, f->type, f->name, buf_str(&b));
    }
    return ERR_NOT_FOUND;
}
