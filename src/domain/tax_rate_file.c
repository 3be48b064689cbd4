#include "domain/tax_rate_file.h"

#include "base/buf.h"
#include "base/csv.h"
#include "base/format.h"
#include "domain/region.h"
#include "domain/row_file.h"
#include "domain/tax.h"

#define COLUMNS       5
#define CODE_MOST     80
#define POSTCODE_MOST 21

static str or_all(str cell)
{
    return cell.n ? cell : S("*");
}

static bool is_code(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((byte)s.at[i] < ' ' || s.at[i] == 0x7f)
            return false;
    return s.n > 0 && str_is_utf8(s) && str_count_chars(s) <= CODE_MOST;
}

/* "38640", "386*", "38000-38999", "SW1A 1AA": a star stands at the end alone. */
static bool is_postcode(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.at[i];
        bool plain = (ch >= '0' && ch <= '9') || (ch >= 'A' && ch <= 'Z') ||
                     (ch >= 'a' && ch <= 'z') || ch == ' ' || ch == '-';
        if (!plain && !(ch == '*' && i + 1 == s.n))
            return false;
    }
    return s.n > 0 && s.n <= POSTCODE_MOST;
}

static bool has_code(const tax_rate_list *rows, str code)
{
    for (size_t i = 0; i < rows->n; i++)
        if (str_eq(rows->at[i].code, code))
            return true;
    return false;
}

static err begin_file(const struct row_line *heading, size_t lines, void *into)
{
    tax_rate_list *rows = into;
    rows->at = NEWN(heading->c->mem, struct tax_rate, lines);
    return OK;
}

static err read_row(const struct row_line *l, void *into)
{
    tax_rate_list *rows = into;
    struct tax_rate r = {.code = l->cells[0],
                         .country = l->cells[1],
                         .region = or_all(l->cells[2]),
                         .postcode = or_all(l->cells[3])};
    if (!is_code(r.code))
        return row_bad(l, _("Line %1: the identifier is missing or too long."), (str){0});
    if (has_code(rows, r.code))
        return row_bad(l, _("Line %1: %2 stands there twice."), r.code);
    if (!country_known(r.country))
        return row_bad(l, _("Line %1: there is no country %2."), r.country);
    if (!str_eq(r.region, S("*")) && !region_find(r.country, r.region, &r.region))
        return row_bad(l, _("Line %1: there is no region %2 in this country."), l->cells[2]);
    if (!is_postcode(r.postcode))
        return row_bad(l, _("Line %1: %2 is no postcode."), l->cells[3]);
    if (!csv_decimal(l->cells[4], 4, TAX_ONE, &r.ppm))
        return row_bad(l, _("Line %1: %2 is no percentage from 0 to 100."), l->cells[4]);
    r.region_fold = str_fold(l->c->mem, r.region);
    rows->at[rows->n++] = r;
    return OK;
}

static const struct row_file file = {
    .columns = COLUMNS,
    .rows_most = TAX_LINES_MOST,
    .wrong_columns = _("Line %1: it needs five columns."),
    .begin = begin_file,
    .row = read_row,
};

err tax_rate_parse(struct ctx *c, str csv, tax_rate_list *out)
{
    tax_rate_list rows = {0};
    TRY(row_file_read(c, &file, csv, &rows));
    *out = rows;
    return OK;
}

err tax_rate_import(struct ctx *c, str csv, i64 *n)
{
    tax_rate_list rows = {0};
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_TAX_RATE_SAVE, &w));
    TRY(tax_rate_parse(c, csv, &rows));
    for (size_t i = 0; i < rows.n; i++)
        TRY(tax_rate_put(&w, &rows.at[i]));
    work_detail(&w, str_format(c->mem, "%zu rows", rows.n));
    TRY(work_commit(&w));
    *n = (i64)rows.n;
    return OK;
}

/* In quotes where it has to be. */
static void put_cell(struct buf *b, str s)
{
    bool quoted = str_has(s, S(",")) || str_has(s, S(";")) || str_has(s, S("\""));
    if (quoted)
        buf_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.at[i] == '"')
            buf_char(b, '"');
        buf_char(b, s.at[i]);
    }
    if (quoted)
        buf_char(b, '"');
}

str tax_rate_csv(struct arena *mem, const tax_rate_list *rates)
{
    struct buf b = {0};
    buf_put(&b, S("code,country,region,postcode,rate\r\n"));
    for (size_t i = 0; i < rates->n; i++) {
        const struct tax_rate *r = &rates->at[i];
        const str cells[COLUMNS] = {r->code, r->country, r->region, r->postcode,
                                    tax_percent(mem, r->ppm)};
        for (size_t k = 0; k < COLUMNS; k++) {
            if (k)
                buf_char(&b, ',');
            put_cell(&b, cells[k]);
        }
        buf_put(&b, S("\r\n"));
    }
    str s = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return s;
}
