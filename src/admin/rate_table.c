/* Stores › Settings › Table Rates: the table of the shipping method as CSV, out and in. */
#include "domain/rate_table.h"

#include "admin/rule_pages.h"
#include "domain/settings.h"
#include "templates/templates.h"
#include "web/form.h"

static const str labels[] = {
    [RATE_BY_WEIGHT] = _("Weight vs. Destination"),
    [RATE_BY_PRICE] = _("Price vs. Destination"),
    [RATE_BY_ITEMS] = _("# of Items vs. Destination"),
};

/* The condition that holds now: its rows are shown, and an import puts others in their place. */
static enum rate_by present(struct request *r)
{
    return rate_by_of(r->c.settings->tablerate_by);
}

err admin_rate_table(struct request *r)
{
    enum rate_by by = present(r);
    rate_rows rows = {0};
    TRY(rate_list(&r->c, by, &rows));
    struct rate_table_page page = {
        .by = rate_by_key(by),
        .by_label = labels[by],
        .csv = rate_csv(r->c.mem, by, &rows),
        .n = (i64)rows.n,
    };
    return RENDER(r, admin_rate_table, &page);
}

err admin_rate_table_export(struct request *r)
{
    enum rate_by by = present(r);
    rate_rows rows = {0};
    TRY(rate_list(&r->c, by, &rows));
    return response_bytes(r, S("text/csv; charset=utf-8"), S("tablerates.csv"),
                          rate_csv(r->c.mem, by, &rows));
}

struct import_form {
    str csv;
};
static const struct form_field fields[] = {
    {FORM_INPUT(struct import_form, csv), .type = FORM_LINES, .label = "CSV",
     .most = RATE_FILE_MOST},
};
static const struct form import_form = {fields, COUNT(fields)};

err admin_rate_table_post(struct request *r)
{
    struct import_form f = {0};
    i64 n = 0;
    str file;
    TRY(form_read(r, &import_form, &f));
    TRY(form_file_text(r, S("file"), RATE_FILE_MOST, &file));
    if (!file.n && !f.csv.n)
        return invalid(&r->c, S("csv"), _("This is a required field."));
    TRY(rate_import(&r->c, present(r), file.n ? file : f.csv, &n));
    flash_with(r, FLASH_OK, _("%1 rows were imported."), str_format(r->c.mem, "%lld", (long long)n),
               S(""));
    return redirect(r, R_admin_rate_table);
}
