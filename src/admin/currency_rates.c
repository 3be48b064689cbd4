/* Stores › Currency › Currency Rates: typed by hand, or as a file, out and in. */
#include "admin/currency_pages.h"

#include "base/format.h"
#include "domain/settings.h"
#include "templates/templates.h"
#include "web/form.h"

/* With the decimal point of the reader's language. */
static str typed_rate(struct view *v, i64 rate)
{
    if (rate == 0)
        return (str){0};
    return format_scaled(v->mem, v->format, rate, EXCHANGE_DIGITS);
}

err admin_currency_rates(struct request *r)
{
    struct view *v = render_view(r);
    currency_rates rates = {0};
    TRY(currency_rate_list(&r->c, &rates));
    struct currency_rates_page page = {.may_save = actor_may(&r->c.actor, ACT_CURRENCY_RATE_SAVE)};
    page.lines.at = (void *)NEWN(r->c.mem, struct currency_rate_line, rates.n);
    for (size_t i = 0; i < rates.n; i++) {
        const struct exchange *x = &rates.at[i];
        page.lines.at[page.lines.n++] = (struct currency_rate_line){
            x->base, x->currency, currency_rate_field(r->c.mem, x), typed_rate(v, x->rate)};
    }
    return RENDER(r, admin_currency_rates, &page);
}

static str field_of(const struct request *r, str name, bool *there)
{
    *there = false;
    for (size_t i = 0; i < r->n_fields; i++)
        if (str_eq(r->fields[i].name, name)) {
            *there = true;
            return str_trim(r->fields[i].value);
        }
    return (str){0};
}

/* An empty field takes the rate away. */
static err read_rate(struct request *r, str typed, struct exchange *x)
{
    money scaled;
    if (typed.n == 0) {
        x->rate = 0;
        return OK;
    }
    if (!money_parse(typed, EXCHANGE_DIGITS, EXCHANGE_MOST, &scaled) || scaled.minor == 0)
        return invalid(&r->c, currency_rate_field(r->c.mem, x),
                       _("Enter a number above 0 with at most 8 digits behind the point."));
    x->rate = scaled.minor;
    return OK;
}

err admin_currency_rates_post(struct request *r)
{
    currency_rates all = {0}, chosen;
    err e = OK;
    TRY(currency_rate_list(&r->c, &all));
    chosen = (currency_rates){(void *)NEWN(r->c.mem, struct exchange, all.n), 0};
    for (size_t i = 0; i < all.n; i++) {
        bool there;
        struct exchange x = all.at[i];
        str typed = field_of(r, currency_rate_field(r->c.mem, &x), &there);
        if (!there)
            continue;
        if (read_rate(r, typed, &x))
            e = ERR_INVALID;
        else
            chosen.at[chosen.n++] = x;
    }
    if (e)
        return e;
    TRY(currency_rate_save(&r->c, chosen.at, chosen.n));
    flash(r, FLASH_OK, _("You saved the currency rates."));
    return redirect(r, R_admin_currency_rates);
}

/* ---- as a file ---- */

err admin_currency_import(struct request *r)
{
    currency_rates rates = {0};
    TRY(currency_rate_list(&r->c, &rates));
    struct currency_import_page page = {currency_rate_csv(r->c.mem, &rates)};
    return RENDER(r, admin_currency_import, &page);
}

err admin_currency_export(struct request *r)
{
    currency_rates rates = {0};
    TRY(currency_rate_list(&r->c, &rates));
    return response_bytes(r, S("text/csv; charset=utf-8"), S("currencyrates.csv"),
                          currency_rate_csv(r->c.mem, &rates));
}

struct import_form {
    str csv;
};
static const struct form_field fields[] = {
    {FORM_INPUT(struct import_form, csv), .type = FORM_LINES, .label = "CSV",
     .most = CURRENCY_FILE_MOST},
};
static const struct form import_form = {fields, COUNT(fields)};

err admin_currency_import_post(struct request *r)
{
    struct import_form f = {0};
    i64 n = 0;
    str file;
    TRY(form_read(r, &import_form, &f));
    TRY(form_file_text(r, S("file"), CURRENCY_FILE_MOST, &file));
    if (!file.n && !f.csv.n)
        return invalid(&r->c, S("csv"), _("This is a required field."));
    TRY(currency_rate_import(&r->c, file.n ? file : f.csv, &n));
    flash_with(r, FLASH_OK, _("%1 rows were imported."), str_format(r->c.mem, "%lld", (long long)n),
               S(""));
    return redirect(r, R_admin_currency_rates);
}
