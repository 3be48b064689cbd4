#include "domain/row_file.h"

#include "base/csv.h"

#define HEADING_MOST 512 /* columns */

err row_bad(const struct row_line *line, str message, str what)
{
    return invalid_with(line->c, S("csv"), message,
                        str_format(line->c->mem, "%lld", (long long)line->number), what, (str){0});
}

/* Its first line says what separates cells, and how many there are where the file is not of a fixed number. */
static err read_heading(struct ctx *c, const struct row_file *f, str *csv, struct row_line *out,
                        char *sep)
{
    str heading;
    size_t lines = csv_lines(*csv);
    *out = (struct row_line){.c = c, .number = 1, .n = HEADING_MOST};
    if (lines > f->rows_most + 1)
        return invalid_with(c, S("csv"), _("At most %1 lines can be imported."),
                            str_format(c->mem, "%zu", f->rows_most), (str){0}, (str){0});
    if (!str_cut(csv, '\n', &heading))
        return invalid(c, S("csv"), _("The file has no rows."));
    *sep = csv_separator(heading);
    if (!csv_cells(c->mem, str_trim(heading), *sep, &out->cells, &out->n))
        return row_bad(out, _("Line %1: the heading cannot be read."), (str){0});
    return OK;
}

static err read_row(const struct row_file *f, str text, char sep, struct row_line *line, void *into)
{
    size_t columns = line->n;
    if (!csv_cells(line->c->mem, text, sep, &line->cells, &line->n) || line->n != columns) {
        line->n = columns;
        return row_bad(line, f->wrong_columns, (str){0});
    }
    return f->row(line, into);
}

err row_file_read(struct ctx *c, const struct row_file *f, str csv, void *into)
{
    struct row_line line;
    char sep = 0;
    size_t lines = csv_lines(csv), n = 0, bad = 0;
    if (str_starts(csv, S("\xEF\xBB\xBF")))
        csv = str_skip(csv, 3);
    TRY(read_heading(c, f, &csv, &line, &sep));
    TRY(f->begin(&line, lines, into));
    line.n = f->columns ? f->columns : line.n;
    for (str text; bad < ROW_FILE_BAD_MOST && str_cut(&csv, '\n', &text);) {
        line.number++;
        text = str_trim(text);
        if (text.n == 0)
            continue;
        n++;
        err e = read_row(f, text, sep, &line, into);
        if (e && e != ERR_INVALID)
            return e;
        bad += e == ERR_INVALID;
    }
    if (n == 0)
        return invalid(c, S("csv"), _("The file has no rows."));
    return bad ? ERR_INVALID : OK;
}
