#include "domain/currency_rate.h"

#include "base/buf.h"
#include "base/csv.h"
#include "base/format.h"
#include "domain/currency_rate.sql.h"
#include "domain/row_file.h"
#include "domain/settings.h"

static const struct field fields[] = {
    FIELD(struct exchange, base, F_PLAIN),
    FIELD(struct exchange, currency, F_PLAIN),
    FIELD(struct exchange, rate, F_PLAIN),
};
static const struct record record = RECORD(struct exchange, fields);

/* As the log has it. */
struct logged_rate {
    str pair, rate;
};
static const struct field logged_fields[] = {
    FIELD(struct logged_rate, pair, F_PLAIN),
    FIELD(struct logged_rate, rate, F_PLAIN),
};
static const struct record logged_record = RECORD(struct logged_rate, logged_fields);

str currency_rate_text(struct arena *mem, i64 rate)
{
    str text = str_format(mem, "%lld.%0*lld", (long long)(rate / EXCHANGE_SCALE), EXCHANGE_DIGITS,
                          (long long)(rate % EXCHANGE_SCALE));
    while (str_ends(text, S("0")))
        text.n--;
    return str_ends(text, S(".")) ? str_head(text, text.n - 1) : text;
}

str currency_rate_field(struct arena *mem, const struct exchange *pair)
{
    return str_format(mem, "rate-%.*s-%.*s", STR_ARG(pair->base), STR_ARG(pair->currency));
}

static bool is_pair(const struct exchange *a, const struct exchange *b)
{
    return str_eq(a->base, b->base) && str_eq(a->currency, b->currency);
}

/* ---- the list ---- */

static bool has_pair(const currency_rates *rates, const struct exchange *pair)
{
    for (size_t i = 0; i < rates->n; i++)
        if (is_pair(&rates->at[i], pair))
            return true;
    return false;
}

static size_t count_allowed(const struct snapshot *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->views.n; i++) {
        str rest = s->views.at[i].settings.currencies;
        for (str code; str_cut(&rest, ' ', &code);)
            n++;
    }
    return n;
}

static void add_allowed(struct arena *mem, const struct store_view *v, currency_rates *out)
{
    str rest = v->settings.currencies, code;
    while (str_cut(&rest, ' ', &code)) {
        struct exchange pair = {v->currency, code, 0};
        if (code.n && !str_eq(code, v->currency) && !has_pair(out, &pair))
            out->at[out->n++] =
                (struct exchange){str_copy(mem, v->currency), str_copy(mem, code), 0};
    }
}

err currency_rate_list(struct ctx *c, currency_rates *out)
{
    currency_rates stored = {0};
    TRY(db_all(c->db, c->mem, &sql_currency_rate_all, NO_ARGS, &record, &stored));
    const struct snapshot *s = snapshot_take();
    currency_rates all = {(void *)NEWN(c->mem, struct exchange, stored.n + count_allowed(s)), 0};
    for (size_t i = 0; i < stored.n; i++)
        all.at[all.n++] = stored.at[i];
    for (size_t i = 0; i < s->views.n; i++)
        add_allowed(c->mem, &s->views.at[i], &all);
    snapshot_drop(s);
    *out = all;
    return OK;
}

/* ---- saving ---- */

static err check(struct ctx *c, const struct exchange *r)
{
    bool pair =
        currency_known(r->base) && currency_known(r->currency) && !str_eq(r->base, r->currency);
    if (!pair || r->rate < 0 || r->rate > EXCHANGE_MOST)
        return invalid(c, currency_rate_field(c->mem, r), _("This is no rate."));
    return OK;
}

static struct logged_rate logged(struct arena *mem, const struct exchange *r)
{
    return (struct logged_rate){
        str_format(mem, "%.*s/%.*s", STR_ARG(r->base), STR_ARG(r->currency)),
        r->rate ? currency_rate_text(mem, r->rate) : (str){0}};
}

static err put(struct work *w, const struct exchange *after, i64 *changed)
{
    struct arena *mem = w->c->mem;
    struct exchange before = {0};
    err e = db_one(w->db, mem, &sql_currency_rate_get, ARGS(after->base, after->currency), &record,
                   &before);
    if (e && e != ERR_NOT_FOUND)
        return e;
    if (before.rate == after->rate)
        return OK;
    if (after->rate)
        TRY(db_put(w->db, &sql_currency_rate_put, &record, after, NULL));
    else
        TRY(db_run(w->db, &sql_currency_rate_remove, ARGS(after->base, after->currency), NULL));
    struct logged_rate a = logged(mem, &before), b = logged(mem, after);
    work_touch_row(w, ENTITY_CURRENCY_RATE, 0, &logged_record, before.rate ? &a : NULL,
                   after->rate ? &b : NULL);
    ++*changed;
    return OK;
}

static err put_all(struct work *w, const struct exchange *rates, size_t n)
{
    i64 changed = 0;
    for (size_t i = 0; i < n; i++)
        TRY(put(w, &rates[i], &changed));
    return changed ? work_commit(w) : OK;
}

err currency_rate_save(struct ctx *c, const struct exchange *rates, size_t n)
{
    err e = OK;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CURRENCY_RATE_SAVE, &w));
    for (size_t i = 0; i < n; i++)
        if (check(c, &rates[i]))
            e = ERR_INVALID;
    return e ? e : put_all(&w, rates, n);
}

/* ---- a file ---- */

static err begin_file(const struct row_line *heading, size_t lines, void *into)
{
    currency_rates *rows = into;
    *rows = (currency_rates){(void *)NEWN(heading->c->mem, struct exchange, lines), 0};
    return OK;
}

static err read_row(const struct row_line *l, void *into)
{
    currency_rates *rows = into;
    struct exchange row = {.base = l->cells[0], .currency = l->cells[1]};
    for (size_t i = 0; i < 2; i++)
        if (!currency_known(l->cells[i]))
            return row_bad(l, _("Line %1: there is no currency %2."), l->cells[i]);
    if (str_eq(row.base, row.currency))
        return row_bad(l, _("Line %1: both currencies are the same."), (str){0});
    if (!csv_decimal(l->cells[2], EXCHANGE_DIGITS, EXCHANGE_MOST, &row.rate) || row.rate == 0)
        return row_bad(l, _("Line %1: %2 is no rate."), l->cells[2]);
    if (has_pair(rows, &row))
        return row_bad(l, _("Line %1: these currencies stand there twice."), (str){0});
    rows->at[rows->n++] = row;
    return OK;
}

static const struct row_file file = {
    .columns = 3,
    .rows_most = CURRENCY_LINES_MOST,
    .wrong_columns = _("Line %1: it needs three columns."),
    .begin = begin_file,
    .row = read_row,
};

err currency_rate_parse(struct ctx *c, str csv, currency_rates *out)
{
    currency_rates rows = {0};
    TRY(row_file_read(c, &file, csv, &rows));
    *out = rows;
    return OK;
}

err currency_rate_import(struct ctx *c, str csv, i64 *n)
{
    currency_rates rows = {0};
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CURRENCY_RATE_SAVE, &w));
    TRY(currency_rate_parse(c, csv, &rows));
    *n = (i64)rows.n;
    return put_all(&w, rows.at, rows.n);
}

str currency_rate_csv(struct arena *mem, const currency_rates *rates)
{
    struct buf b = {0};
    buf_put(&b, S("base,currency,rate\r\n"));
    for (size_t i = 0; i < rates->n; i++) {
        const struct exchange *r = &rates->at[i];
        if (r->rate)
            buf_printf(&b, "%.*s,%.*s,%.*s\r\n", STR_ARG(r->base), STR_ARG(r->currency),
                       STR_ARG(currency_rate_text(mem, r->rate)));
    }
    str s = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return s;
}
