#include "domain/rate_table.h"

#include "base/buf.h"
#include "base/csv.h"
#include "base/format.h"
#include "domain/rate_table.sql.h"
#include "domain/region.h"
#include "domain/row_file.h"
#include "domain/settings.h"

#define VALUE_MOST 10000000000000 /* a thousand million, times RATE_SCALE: ten times it fits */
#define PRICE_MOST 100000000

static const struct field fields[] = {
    FIELD(struct rate_row, website_id, F_PLAIN),  FIELD(struct rate_row, kind, F_PLAIN),
    FIELD(struct rate_row, country, F_PLAIN),     FIELD(struct rate_row, region, F_PLAIN),
    FIELD(struct rate_row, region_fold, F_PLAIN), FIELD(struct rate_row, postcode, F_PLAIN),
    FIELD(struct rate_row, least, F_PLAIN),       FIELD(struct rate_row, price, F_PLAIN),
};
static const struct record record = RECORD(struct rate_row, fields);

static const struct {
    str key, head;
} kinds[] = {
    [RATE_BY_WEIGHT] = {S("weight"), S("weight from (kg)")},
    [RATE_BY_PRICE] = {S("price"), S("subtotal from")},
    [RATE_BY_ITEMS] = {S("items"), S("items from")},
};

/* The files of other shops name countries by three letters. */
static const char three[][6] = {
    "AUTAT", "BELBE", "BGRBG", "CHECH", "CYPCY", "CZECZ", "DEUDE", "DNKDK", "ESPES",
    "ESTEE", "FINFI", "FRAFR", "GBRGB", "GRCGR", "HRVHR", "HUNHU", "IRLIE", "ISLIS",
    "ITAIT", "LIELI", "LTULT", "LUXLU", "LVALV", "MLTMT", "NLDNL", "NORNO", "POLPL",
    "PRTPT", "ROURO", "SVKSK", "SVNSI", "SWESE", "USAUS", "CANCA", "AUSAU", "NZLNZ",
    "JPNJP", "CHNCN", "INDIN", "BRABR", "MEXMX", "TURTR", "UKRUA", "ISRIL", "ZAFZA",
};

enum rate_by rate_by_of(str setting)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (str_eq(kinds[i].key, setting))
            return (enum rate_by)i;
    return RATE_BY_WEIGHT;
}

str rate_by_key(enum rate_by by)
{
    return kinds[by].key;
}

err rate_find(struct ctx *c, struct db *db, enum rate_by by, const struct rate_place *to, i64 value,
              money *out)
{
    return db_i64(db, &sql_rate_table_find,
                  ARGS(c->view->website_id, kinds[by].key, to->country,
                       str_fold(c->mem, to->region), to->postcode, value),
                  &out->minor);
}

err rate_list(struct ctx *c, enum rate_by by, rate_rows *out)
{
    return db_all(c->db, c->mem, &sql_rate_table_list, ARGS(c->view->website_id, kinds[by].key),
                  &record, out);
}

/* ---- reading a file ---- */

/* "*" and nothing stand for every country. */
static bool read_country(struct arena *mem, str cell, str *out)
{
    str code = cell;
    for (size_t i = 0; i < COUNT(three); i++)
        if (str_eq_nocase(cell, str_head(str_from(three[i]), 3)))
            code = str_skip(str_from(three[i]), 3);
    if (code.n == 0 || str_eq(code, S("*"))) {
        *out = S("*");
        return true;
    }
    char upper[2] = {0};
    for (size_t i = 0; i < 2 && i < code.n; i++)
        upper[i] = (char)(code.at[i] >= 'a' && code.at[i] <= 'z' ? code.at[i] - 32 : code.at[i]);
    *out = str_copy(mem, (str){upper, 2});
    return code.n == 2 && country_known(*out);
}

static str or_all(str cell)
{
    return cell.n ? cell : S("*");
}

struct reading {
    enum rate_by by;
    rate_rows rows;
};

static err read_cells(const struct row_line *l, enum rate_by by, struct rate_row *row)
{
    struct ctx *c = l->c;
    int digits = by == RATE_BY_ITEMS ? 0 : 4;
    *row = (struct rate_row){
        .website_id = c->view->website_id, .kind = kinds[by].key, .postcode = or_all(l->cells[2])};
    if (!read_country(c->mem, l->cells[0], &row->country))
        return row_bad(l, _("Line %1: there is no country %2."), l->cells[0]);
    row->region = or_all(l->cells[1]);
    if (!str_eq(row->region, S("*")) && !region_find(row->country, row->region, &row->region))
        return row_bad(l, _("Line %1: there is no region %2 in this country."), l->cells[1]);
    row->region_fold = str_fold(c->mem, row->region);
    if (!csv_decimal(l->cells[3], digits, VALUE_MOST, &row->least))
        return row_bad(l, _("Line %1: %2 is no number."), l->cells[3]);
    row->least *= by == RATE_BY_ITEMS ? RATE_SCALE : 1;
    int cents = currency_digits(c->view->currency);
    if (!csv_decimal(l->cells[4], cents, PRICE_MOST, &row->price.minor))
        return row_bad(l, _("Line %1: %2 is no price."), l->cells[4]);
    return OK;
}

static bool same_key(const struct rate_row *a, const struct rate_row *b)
{
    return a->least == b->least && str_eq(a->country, b->country) &&
           str_eq(a->region_fold, b->region_fold) && str_eq(a->postcode, b->postcode);
}

static err begin_file(const struct row_line *heading, size_t lines, void *into)
{
    struct reading *r = into;
    r->rows.at = NEWN(heading->c->mem, struct rate_row, lines);
    return OK;
}

static err read_row(const struct row_line *l, void *into)
{
    struct reading *r = into;
    struct rate_row row;
    TRY(read_cells(l, r->by, &row));
    for (size_t i = 0; i < r->rows.n; i++)
        if (same_key(&r->rows.at[i], &row))
            return row_bad(l, _("Line %1: this destination and value stand there twice."),
                           (str){0});
    r->rows.at[r->rows.n++] = row;
    return OK;
}

static const struct row_file file = {
    .columns = 5,
    .rows_most = RATE_ROWS_MOST,
    .wrong_columns = _("Line %1: it needs five columns."),
    .begin = begin_file,
    .row = read_row,
};

err rate_parse(struct ctx *c, enum rate_by by, str csv, rate_rows *out)
{
    struct reading r = {.by = by};
    TRY(row_file_read(c, &file, csv, &r));
    *out = r.rows;
    return OK;
}

err rate_import(struct ctx *c, enum rate_by by, str csv, i64 *n)
{
    rate_rows rows = {0};
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_RATE_IMPORT, &w));
    TRY(rate_parse(c, by, csv, &rows));
    TRY(db_run(w.db, &sql_rate_table_forget, ARGS(c->view->website_id, kinds[by].key), NULL));
    for (size_t i = 0; i < rows.n; i++)
        TRY(db_put(w.db, &sql_rate_table_put, &record, &rows.at[i], NULL));
    work_touch(&w, ENTITY_SHIP_RATE, c->view->website_id, (str){0});
    work_detail(&w, str_format(c->mem, "%.*s: %zu", STR_ARG(kinds[by].key), rows.n));
    *n = (i64)rows.n;
    return work_commit(&w);
}

/* ---- writing one ---- */

static str three_letters(str country)
{
    for (size_t i = 0; i < COUNT(three); i++)
        if (str_eq(country, str_skip(str_from(three[i]), 3)))
            return str_head(str_from(three[i]), 3);
    return country;
}

static str scaled(struct arena *mem, i64 n)
{
    i64 rest = n % RATE_SCALE;
    if (rest == 0)
        return str_format(mem, "%lld", (long long)(n / RATE_SCALE));
    return str_format(mem, "%lld.%04lld", (long long)(n / RATE_SCALE), (long long)rest);
}

str rate_csv(struct arena *mem, enum rate_by by, const rate_rows *rows)
{
    struct buf b = {0};
    buf_put(&b, S("country,region,postcode,"));
    buf_put(&b, kinds[by].head);
    buf_put(&b, S(",price\r\n"));
    for (size_t i = 0; i < rows->n; i++) {
        const struct rate_row *row = &rows->at[i];
        str cells[] = {three_letters(row->country), row->region, row->postcode,
                       scaled(mem, row->least), money_plain(mem, row->price, S("EUR"))};
        for (size_t k = 0; k < COUNT(cells); k++) {
            if (k)
                buf_char(&b, ',');
            buf_csv(&b, cells[k]);
        }
        buf_put(&b, S("\r\n"));
    }
    str s = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return s;
}
