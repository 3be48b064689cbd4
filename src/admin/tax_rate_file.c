/* Stores › Taxes › Tax Zones and Rates as a file, out and in. */
#include "domain/tax_rate_file.h"
#include "admin/rule_pages.h"
#include "base/buf.h"
#include "templates/templates.h"
#include "web/form.h"

/* More than a page can show are taken out as a file. */
err admin_tax_rate_import(struct request *r)
{
    i64 n;
    SCOPED(buf_free) struct buf b = {0};
    TRY(tax_rate_count(&r->c, &n));
    if (n <= TAX_SHOWN_MOST)
        TRY(tax_rate_export(&r->c, &b));
    struct tax_rate_import_page page = {str_copy(r->c.mem, buf_str(&b))};
    return RENDER(r, admin_tax_rate_import, &page);
}

err admin_tax_rate_export(struct request *r)
{
    SCOPED(buf_free) struct buf b = {0};
    TRY(tax_rate_export(&r->c, &b));
    return response_bytes(r, S("text/csv; charset=utf-8"), S("taxrates.csv"), buf_str(&b));
}

struct import_form {
    str csv;
};
static const struct form_field fields[] = {
    {FORM_INPUT(struct import_form, csv), .type = FORM_LINES, .label = "CSV",
     .most = TAX_FILE_MOST},
};
static const struct form import_form = {fields, COUNT(fields)};

err admin_tax_rate_import_post(struct request *r)
{
    struct import_form f = {0};
    i64 n = 0;
    str file;
    TRY(form_read(r, &import_form, &f));
    TRY(form_file_text(r, S("file"), TAX_FILE_MOST, &file));
    if (!file.n && !f.csv.n)
        return invalid(&r->c, S("csv"), _("This is a required field."));
    TRY(tax_rate_import(&r->c, file.n ? file : f.csv, &n));
    flash_with(r, FLASH_OK, _("%1 rows were imported."), str_format(r->c.mem, "%lld", (long long)n),
               S(""));
    return redirect(r, R_admin_tax_rates);
}
