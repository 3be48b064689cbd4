#include "admin/table_file.h"

#include "domain/settings.h"

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
    {.key = S("csv"), .type = S("text/csv; charset=utf-8"), .row_end = S("\r\n"), .cell = csv_cell},
    {.key = S("xml"),
     .type = S("application/xml; charset=utf-8"),
     .before =
         S("<?xml version=\"1.0\" encoding=\"UTF-8\"?><?mso-application progid=\"Excel.Sheet\"?>"
           "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\""
           " xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">"
           "<Worksheet ss:Name=\"Kontor\"><Table>\n"),
     .row = S("<Row>"),
     .row_end = S("</Row>\n"),
     .after = S("</Table></Worksheet></Workbook>\n"),
     .cell = xml_cell},
};

const struct table_format *table_format(str key)
{
    for (size_t i = 0; i < COUNT(formats); i++)
        if (str_eq(formats[i].key, key))
            return &formats[i];
    return NULL;
}

void table_begin(const struct table_format *f, struct buf *b)
{
    buf_put(b, f->before);
}

void table_line(const struct table_format *f, struct buf *b, const str *cells, size_t n)
{
    buf_put(b, f->row);
    for (size_t i = 0; i < n; i++)
        f->cell(b, cells[i], i == 0);
    buf_put(b, f->row_end);
}

void table_end(const struct table_format *f, struct buf *b)
{
    buf_put(b, f->after);
}

/* ---- grids ---- */

static str plain(const struct grid_page *p, const struct grid_cell *cell)
{
    struct arena *mem = p->v->mem;
    switch (cell->kind) {
    case GRID_MOMENT:
        return time_iso(mem, cell->at);
    case GRID_DATE:
        return str_head(time_iso(mem, cell->at), 10);
    case GRID_COUNT:
        return str_format(mem, "%lld", (long long)cell->n);
    case GRID_AMOUNT:
        return cell->currency.n
                   ? str_format(mem, "%.*s %.*s",
                                STR_ARG(money_plain(mem, cell->amount, cell->currency)),
                                STR_ARG(cell->currency))
                   : money_plain(mem, cell->amount, p->r->c.view->currency);
    case GRID_TEXT:
    case GRID_BADGE:
    case GRID_PICTURE:
        break;
    }
    return cell->text.n ? cell->text : cell->sr;
}

void table_heads(const struct table_format *f, struct buf *b, const struct grid_page *p)
{
    str *cells = NEWN(p->v->mem, str, p->heads.n);
    for (size_t i = 0; i < p->heads.n; i++)
        cells[i] = p->heads.at[i].label;
    table_line(f, b, cells, p->heads.n);
}

void table_rows(const struct table_format *f, struct buf *b, const struct grid_page *p)
{
    str *cells = NEWN(p->v->mem, str, p->heads.n);
    for (size_t i = 0; i < p->rows.n; i++) {
        for (size_t k = 0; k < p->heads.n; k++)
            cells[k] = plain(p, &p->rows.at[i].cells.at[k]);
        table_line(f, b, cells, p->heads.n);
    }
}

str table_file_href(struct request *r, enum route_id page, str format)
{
    str path = url_for(r, page, &format, 1);
    return str_format(r->c.mem, "%.*s?%.*s", STR_ARG(path), STR_ARG(r->query));
}
