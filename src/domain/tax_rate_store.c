#include "domain/tax_rate_store.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "domain/tax_rule.sql.h"

struct title_row {
    i64 rate_id, store_view_id;
    str text;
};
static const struct field title_fields[] = {
    FIELD(struct title_row, rate_id, F_PLAIN),
    FIELD(struct title_row, store_view_id, F_PLAIN),
    FIELD(struct title_row, text, F_PLAIN),
};
static const struct record title_record = RECORD(struct title_row, title_fields);
typedef LIST(struct title_row) title_rows;

/* ---- all that are there ---- */

/* The first title of the rate, or of one behind it: they are in the order of rates. */
static size_t first_title(const title_rows *titles, i64 rate_id)
{
    size_t low = 0, high = titles->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (titles->at[middle].rate_id < rate_id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static view_texts titles_of(struct arena *mem, const title_rows *titles, i64 rate_id)
{
    size_t from = first_title(titles, rate_id), to = first_title(titles, rate_id + 1);
    view_texts out = {NEWN(mem, struct view_text, to - from + 1), 0};
    for (size_t i = from; i < to; i++)
        out.at[out.n++] = (struct view_text){titles->at[i].store_view_id, titles->at[i].text};
    return out;
}

err tax_rate_batch(struct db *db, struct arena *mem, str after, tax_rate_edits *out)
{
    tax_rate_list rates = {0};
    title_rows titles = {0};
    TRY(db_all(db, mem, &sql_tax_rule_after, ARGS(after), &tax_rate_record, &rates));
    TRY(db_all(db, mem, &sql_tax_rule_titles_after, ARGS(after), &title_record, &titles));
    *out = (tax_rate_edits){(void *)NEWN(mem, struct tax_rate_edit, rates.n + 1), rates.n};
    for (size_t i = 0; i < rates.n; i++)
        out->at[i] = (struct tax_rate_edit){rates.at[i], titles_of(mem, &titles, rates.at[i].id)};
    return OK;
}

/* ---- in ---- */

static err load(struct work *w, struct map *by_code)
{
    tax_rate_edits batch = {0};
    str after = {0};
    do {
        TRY(tax_rate_batch(w->db, w->c->mem, after, &batch));
        for (size_t i = 0; i < batch.n; i++) {
            after = batch.at[i].rate.code;
            map_put(by_code, after, &batch.at[i]);
        }
    } while (batch.n);
    return OK;
}

static bool is_same(const struct tax_rate *a, const struct tax_rate *b)
{
    return a->ppm == b->ppm && str_eq(a->country, b->country) && str_eq(a->region, b->region) &&
           str_eq(a->postcode, b->postcode);
}

static err put_titles(struct work *w, i64 id, const view_texts *before, const view_texts *after,
                      i64 *changed)
{
    for (size_t i = 0; i < after->n; i++) {
        const struct view_text *t = &after->at[i];
        if (str_eq(view_text_of(before, t->store_view_id), t->text))
            continue;
        if (t->text.n)
            TRY(db_run(w->db, &sql_tax_rule_put_title, ARGS(id, t->store_view_id, t->text), NULL));
        else
            TRY(db_run(w->db, &sql_tax_rule_forget_title, ARGS(id, t->store_view_id), NULL));
        ++*changed;
    }
    return OK;
}

/* *changed: how many rates were written so far. */
static err put(struct work *w, const struct tax_rate_edit *before, const struct tax_rate_edit *in,
               i64 *changed)
{
    struct tax_rate r = in->rate;
    i64 id = before->rate.id, parts = 0;
    r.id = id;
    r.version = before->rate.version;
    if (!id || !is_same(&before->rate, &r)) {
        err e = db_put(w->db, id ? &sql_tax_rule_rate_save : &sql_tax_rule_rate_create,
                       &tax_rate_record, &r, &id);
        if (e)
            return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
        parts = 1;
    }
    TRY(put_titles(w, id, &before->titles, &in->titles, &parts));
    if (parts && ++*changed <= TAX_LOGGED_MOST) {
        work_touch_row(w, ENTITY_TAX_RATE, id, &tax_rate_record,
                       before->rate.id ? &before->rate : NULL, &r);
        work_touch(w, ENTITY_TAX_RATE, id, (str){0});
    }
    return OK;
}

err tax_rate_store(struct ctx *c, const tax_rate_edits *rows)
{
    static const struct tax_rate_edit none;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_TAX_RATE_SAVE, &w));
    struct map *by_code = map_new(c->mem, rows->n);
    i64 changed = 0;
    TRY(load(&w, by_code));
    for (size_t i = 0; i < rows->n; i++) {
        const struct tax_rate_edit *before = map_find(by_code, rows->at[i].rate.code);
        TRY(put(&w, before ? before : &none, &rows->at[i], &changed));
    }
    work_detail(&w, str_format(c->mem, "%zu rows, %lld changed", rows->n, (long long)changed));
    return changed ? work_commit(&w) : OK;
}

/* ---- out ---- */

err tax_rate_count(struct ctx *c, i64 *out)
{
    return db_i64(c->db, &sql_tax_rule_rate_count, NO_ARGS, out);
}

static void end_of(struct arena **mem)
{
    arena_free(*mem);
}

/* *after: the last one that was put, as it was called; "" behind the last of all. */
static err put_batch(struct ctx *c, const tax_file_views *views, struct buf *out, struct buf *after)
{
    SCOPED(end_of) struct arena *mem = arena_new(0);
    tax_rate_edits batch = {0};
    TRY(tax_rate_batch(c->db, mem, buf_str(after), &batch));
    buf_clear(after);
    for (size_t i = 0; i < batch.n; i++)
        tax_rate_csv_row(mem, out, views, &batch.at[i]);
    if (batch.n)
        buf_put(after, batch.at[batch.n - 1].rate.code);
    return OK;
}

err tax_rate_export(struct ctx *c, struct buf *out)
{
    tax_file_views views = tax_file_views_of(c);
    SCOPED(buf_free) struct buf after = {0};
    tax_rate_csv_head(out, &views);
    do
        TRY(put_batch(c, &views, out, &after));
    while (after.n);
    return OK;
}
