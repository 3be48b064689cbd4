#include "domain/tax_rate_file.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/format.h"
#include "base/map.h"
#include "domain/region.h"
#include "domain/row_file.h"
#include "domain/settings.h"
#include "domain/tax.h"
#include "domain/tax_rate_store.h"

#define POSTCODE_MOST 21

enum column {
    COLUMN_NONE,
    COLUMN_CODE,
    COLUMN_COUNTRY,
    COLUMN_REGION,
    COLUMN_POSTCODE,
    COLUMN_RATE,
    COLUMN_FROM,
    COLUMN_TO,
    COLUMN_TITLES /* and those behind it: of a store view each */
};
/* In any case of letters. The first of each is what is written. */
static const struct {
    str name;
    enum column column;
} names[] = {
    {S("code"), COLUMN_CODE},
    {S("identifier"), COLUMN_CODE},
    {S("tax identifier"), COLUMN_CODE},
    {S("country"), COLUMN_COUNTRY},
    {S("state"), COLUMN_REGION},
    {S("region"), COLUMN_REGION},
    {S("zip/post code"), COLUMN_POSTCODE},
    {S("zip"), COLUMN_POSTCODE},
    {S("postcode"), COLUMN_POSTCODE},
    {S("rate"), COLUMN_RATE},
    {S("range from"), COLUMN_FROM},
    {S("range to"), COLUMN_TO},
};

static enum column column_named(str name)
{
    for (size_t i = 0; i < COUNT(names); i++)
        if (str_eq_nocase(names[i].name, name))
            return names[i].column;
    return COLUMN_NONE;
}

static str name_of(enum column column)
{
    size_t i = 0;
    while (names[i].column != column)
        i++;
    return names[i].name;
}

tax_file_views tax_file_views_of(struct ctx *c)
{
    const struct snapshot *s = snapshot_take();
    tax_file_views views = {(void *)NEWN(c->mem, struct tax_file_view, s->views.n + 1), 0};
    for (size_t i = 0; i < s->views.n && i < VIEW_TEXTS_MOST; i++)
        if (!column_named(s->views.at[i].code))
            views.at[views.n++] =
                (struct tax_file_view){s->views.at[i].id, str_copy(c->mem, s->views.at[i].code)};
    snapshot_drop(s);
    return views;
}

/* ---- reading a file ---- */

struct reading {
    const tax_file_views *views;
    size_t *at;    /* by column: where it stands, 0: nowhere; 1 is the first */
    size_t titles; /* columns of them */
    struct map *seen;
    tax_rate_edits rows;
};

static size_t column_of(const struct reading *r, str name)
{
    enum column column = column_named(name);
    for (size_t i = 0; !column && i < r->views->n; i++)
        if (str_eq(r->views->at[i].code, name))
            return COLUMN_TITLES + i;
    return column;
}

static err begin_file(const struct row_line *heading, size_t lines, void *into)
{
    static const enum column needed[] = {COLUMN_CODE, COLUMN_COUNTRY, COLUMN_RATE};
    struct arena *mem = heading->c->mem;
    struct reading *r = into;
    r->at = NEWN(mem, size_t, COLUMN_TITLES + r->views->n);
    r->seen = map_new(mem, lines);
    r->rows.at = (void *)NEWN(mem, struct tax_rate_edit, lines);
    for (size_t i = 0; i < heading->n; i++) {
        size_t column = column_of(r, heading->cells[i]);
        if (column == COLUMN_NONE)
            return row_bad(heading, _("Line %1: there is no column and no store view %2."),
                           heading->cells[i]);
        if (r->at[column])
            return row_bad(heading, _("Line %1: %2 stands there twice."), heading->cells[i]);
        r->at[column] = i + 1;
        r->titles += column >= COLUMN_TITLES;
    }
    for (size_t i = 0; i < COUNT(needed); i++)
        if (!r->at[needed[i]])
            return row_bad(heading, _("Line %1: the column %2 is missing."), name_of(needed[i]));
    return OK;
}

static str cell(const struct reading *r, const struct row_line *l, size_t column)
{
    return r->at[column] ? l->cells[r->at[column] - 1] : (str){0};
}

static bool is_text(str s, size_t most)
{
    for (size_t i = 0; i < s.n; i++)
        if ((byte)s.at[i] < ' ' || s.at[i] == 0x7f)
            return false;
    return str_is_utf8(s) && str_count_chars(s) <= most;
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

/* One has numbers of the same length: "12345-6789" is none. */
static bool is_range(str from, str to)
{
    return from.n && from.n == to.n && str_cmp(from, to) <= 0;
}

/* A range has columns of its own; what stands in the postcode's is the same then, or nothing. */
static err read_postcode(const struct reading *r, const struct row_line *l, str *out)
{
    str from = cell(r, l, COLUMN_FROM), to = cell(r, l, COLUMN_TO);
    str typed = cell(r, l, COLUMN_POSTCODE);
    str postcode = typed.n ? typed : S("*");
    if (from.n || to.n) {
        str range = str_format(l->c->mem, "%.*s-%.*s", STR_ARG(from), STR_ARG(to));
        if (!str_eq(postcode, S("*")) && !str_eq(postcode, range))
            return row_bad(l, _("Line %1: the postcode %2 is not the range beside it."), typed);
        if (!is_range(from, to))
            return row_bad(l, _("Line %1: %2 is no range of postcodes."), range);
        postcode = range;
    }
    if (!is_postcode(postcode))
        return row_bad(l, _("Line %1: %2 is no postcode."), postcode);
    *out = postcode;
    return OK;
}

static err read_rate(const struct reading *r, const struct row_line *l, struct tax_rate *k)
{
    str region = cell(r, l, COLUMN_REGION), rate = cell(r, l, COLUMN_RATE);
    *k = (struct tax_rate){.code = cell(r, l, COLUMN_CODE),
                           .country = cell(r, l, COLUMN_COUNTRY),
                           .region = region.n ? region : S("*")};
    if (k->code.n == 0 || !is_text(k->code, TAX_CODE_MOST))
        return row_bad(l, _("Line %1: the identifier is missing or too long."), (str){0});
    if (map_find(r->seen, k->code))
        return row_bad(l, _("Line %1: %2 stands there twice."), k->code);
    if (!country_known(k->country))
        return row_bad(l, _("Line %1: there is no country %2."), k->country);
    if (!str_eq(k->region, S("*")) && !region_find(k->country, k->region, &k->region))
        return row_bad(l, _("Line %1: there is no region %2 in this country."), region);
    TRY(read_postcode(r, l, &k->postcode));
    if (!csv_decimal(rate, 4, TAX_ONE, &k->ppm))
        return row_bad(l, _("Line %1: %2 is no percentage from 0 to 100."), rate);
    k->region_fold = str_fold(l->c->mem, k->region);
    return OK;
}

static err read_titles(const struct reading *r, const struct row_line *l, view_texts *out)
{
    *out = (view_texts){NEWN(l->c->mem, struct view_text, r->titles + 1), 0};
    for (size_t i = 0; i < r->views->n; i++) {
        if (!r->at[COLUMN_TITLES + i])
            continue;
        str title = cell(r, l, COLUMN_TITLES + i);
        if (!is_text(title, TAX_TITLE_MOST))
            return row_bad(l, _("Line %1: the title in %2 is too long or no text."),
                           r->views->at[i].code);
        out->at[out->n++] = (struct view_text){r->views->at[i].id, title};
    }
    return OK;
}

static err read_row(const struct row_line *l, void *into)
{
    struct reading *r = into;
    struct tax_rate_edit *k = &r->rows.at[r->rows.n];
    TRY(read_rate(r, l, &k->rate));
    TRY(read_titles(r, l, &k->titles));
    map_put(r->seen, k->rate.code, k);
    r->rows.n++;
    return OK;
}

static const struct row_file file = {
    .rows_most = TAX_LINES_MOST,
    .wrong_columns = _("Line %1: it needs as many columns as the heading."),
    .begin = begin_file,
    .row = read_row,
};

err tax_rate_parse(struct ctx *c, const tax_file_views *views, str csv, tax_rate_edits *out)
{
    struct reading r = {.views = views};
    TRY(row_file_read(c, &file, csv, &r));
    *out = r.rows;
    return OK;
}

err tax_rate_import(struct ctx *c, str csv, i64 *n)
{
    tax_rate_edits rows;
    tax_file_views views = tax_file_views_of(c);
    TRY(tax_rate_parse(c, &views, csv, &rows));
    *n = (i64)rows.n;
    return tax_rate_store(c, &rows);
}

/* ---- writing one ---- */

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

void tax_rate_csv_head(struct buf *out, const tax_file_views *views)
{
    for (size_t i = COLUMN_CODE; i < COLUMN_TITLES + views->n; i++) {
        if (i > COLUMN_CODE)
            buf_char(out, ',');
        put_cell(out,
                 i < COLUMN_TITLES ? name_of((enum column)i) : views->at[i - COLUMN_TITLES].code);
    }
    buf_put(out, S("\r\n"));
}

void tax_rate_csv_row(struct arena *mem, struct buf *out, const tax_file_views *views,
                      const struct tax_rate_edit *k)
{
    const struct tax_rate *r = &k->rate;
    str to = r->postcode, from;
    bool range = str_cut(&to, '-', &from) && is_range(from, to);
    const str cells[] = {
        r->code,
        r->country,
        r->region,
        r->postcode,
        tax_percent(mem, r->ppm),
        range ? from : (str){0},
        range ? to : (str){0},
    };
    for (size_t i = 0; i < COUNT(cells); i++) {
        if (i)
            buf_char(out, ',');
        put_cell(out, cells[i]);
    }
    for (size_t i = 0; i < views->n; i++) {
        buf_char(out, ',');
        put_cell(out, view_text_of(&k->titles, views->at[i].id));
    }
    buf_put(out, S("\r\n"));
}
