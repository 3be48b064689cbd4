#include "domain/tax_rule.h"

#include "base/format.h"
#include "domain/region.h"
#include "domain/tax.h"
#include "domain/tax_rule.sql.h"

static const struct field class_fields[] = {
    FIELD(struct tax_class, id, F_PLAIN),
    FIELD(struct tax_class, kind, F_PLAIN),
    FIELD(struct tax_class, code, F_PLAIN),
    FIELD(struct tax_class, name, F_PLAIN),
};
static const struct record class_record = RECORD(struct tax_class, class_fields);

static const struct field rate_fields[] = {
    FIELD(struct tax_rate, id, F_PLAIN),          FIELD(struct tax_rate, code, F_PLAIN),
    FIELD(struct tax_rate, country, F_PLAIN),     FIELD(struct tax_rate, region, F_PLAIN),
    FIELD(struct tax_rate, region_fold, F_PLAIN), FIELD(struct tax_rate, postcode, F_PLAIN),
    FIELD(struct tax_rate, ppm, F_PLAIN),         FIELD(struct tax_rate, version, F_PLAIN),
};
const struct record tax_rate_record = RECORD(struct tax_rate, rate_fields);

static const struct field rule_fields[] = {
    FIELD(struct tax_rule, id, F_PLAIN),       FIELD(struct tax_rule, name, F_PLAIN),
    FIELD(struct tax_rule, priority, F_PLAIN), FIELD(struct tax_rule, sort_order, F_PLAIN),
    FIELD(struct tax_rule, version, F_PLAIN),
};
static const struct record rule_record = RECORD(struct tax_rule, rule_fields);

err tax_classes(struct ctx *c, tax_class_list *out)
{
    return db_all(c->db, c->mem, &sql_tax_rule_classes, NO_ARGS, &class_record, out);
}

str tax_percent(struct arena *mem, i64 ppm)
{
    str s = str_format(mem, "%lld.%04lld", (long long)(ppm / 10000), (long long)(ppm % 10000));
    while (str_ends(s, S("0")))
        s.n--;
    return str_ends(s, S(".")) ? str_head(s, s.n - 1) : s;
}

bool tax_percent_parse(str typed, i64 *ppm)
{
    money m;
    if (!money_parse(str_trim(typed), 4, TAX_ONE, &m))
        return false;
    *ppm = m.minor;
    return true;
}

/* Somebody else has the name: a message at the field. */
static err check_name(struct work *w, const struct sql *taken, str field, str name, i64 id)
{
    i64 other = 0;
    if (name.n == 0)
        return invalid(w->c, field, _("This is a required field."));
    err e = db_i64(w->db, taken, ARGS(name, id), &other);
    if (e == OK)
        return invalid(w->c, field, _("This name is already taken."));
    return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- rates ---- */

static const struct list_column rate_columns[] = {
    {.name = "id", .sort = "r.id", .kind = LIST_EXACT},
    {.name = "code", .filter = "lower(r.code)", .sort = "r.code", .kind = LIST_PREFIX},
    {.name = "country", .filter = "r.country", .sort = "r.country", .kind = LIST_EXACT},
    {.name = "region", .filter = "r.region_fold", .sort = "r.region_fold", .kind = LIST_PREFIX},
    {.name = "postcode", .filter = "r.postcode", .sort = "r.postcode", .kind = LIST_PREFIX},
    {.name = "rate", .sort = "r.ppm", .kind = LIST_NONE},
};
const struct list tax_rate_list_of_all = {
    .name = "tax_rates",
    .select = S("SELECT r.id, r.code, r.country, r.region, r.region_fold, r.postcode, r.ppm, "
                "r.version"),
    .from = S("tax_rate r"),
    .key = "r.id",
    .columns = rate_columns,
    .n = COUNT(rate_columns),
};

err tax_rate_rows(struct ctx *c, const struct list_query *q, tax_rate_list *rows,
                  struct list_answer *answer)
{
    return list_run(c->db, c->mem, &tax_rate_list_of_all, q, &tax_rate_record, rows, answer);
}

err tax_rate_choices(struct ctx *c, i64 rule_id, tax_rate_list *out)
{
    return db_all(c->db, c->mem, &sql_tax_rule_choices, ARGS(rule_id), &tax_rate_record, out);
}

err tax_rate_get(struct ctx *c, i64 id, struct tax_rate_edit *out)
{
    struct tax_rate_edit k = {0};
    TRY(db_one(c->db, c->mem, &sql_tax_rule_rate, ARGS(id), &tax_rate_record, &k.rate));
    TRY(db_all(c->db, c->mem, &sql_tax_rule_titles, ARGS(id), &view_text_record, &k.titles));
    *out = k;
    return OK;
}

static str or_all(str text)
{
    text = str_trim(text);
    return text.n ? text : S("*");
}

static err check_rate(struct work *w, struct tax_rate *r)
{
    struct ctx *c = w->c;
    err e = check_name(w, &sql_tax_rule_rate_taken, S("code"), r->code, r->id);
    if (e && e != ERR_INVALID)
        return e;
    if (!country_known(r->country))
        e = invalid(c, S("country"), _("Choose one of the values."));
    else if (!str_eq(r->region, S("*")) && !region_find(r->country, r->region, &r->region))
        e = invalid(c, S("region"), _("This country has no such region."));
    r->region_fold = str_fold(c->mem, r->region);
    if (r->ppm < 0 || r->ppm > TAX_ONE)
        e = invalid(c, S("rate"), _("Enter a percentage from 0 to 100."));
    return e;
}

static err put_titles(struct work *w, i64 id, const view_texts *titles)
{
    TRY(db_run(w->db, &sql_tax_rule_forget_titles, ARGS(id), NULL));
    for (size_t i = 0; i < titles->n; i++) {
        const struct view_text *t = &titles->at[i];
        if (t->text.n)
            TRY(db_run(w->db, &sql_tax_rule_put_title, ARGS(id, t->store_view_id, t->text), NULL));
    }
    return OK;
}

err tax_rate_save(struct ctx *c, const struct tax_rate_edit *in, i64 *id)
{
    struct tax_rate r = in->rate, before = {0};
    r.code = str_trim(r.code);
    r.region = or_all(r.region);
    r.postcode = or_all(r.postcode);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_TAX_RATE_SAVE, &w));
    err e = check_rate(&w, &r);
    TRY(view_texts_check(c, S("title"), &in->titles, TAX_TITLE_MOST));
    TRY(e);
    if (r.id)
        TRY(db_one(w.db, c->mem, &sql_tax_rule_rate, ARGS(r.id), &tax_rate_record, &before));
    i64 saved = 0;
    e = db_put(w.db, r.id ? &sql_tax_rule_rate_save : &sql_tax_rule_rate_create, &tax_rate_record,
               &r, &saved);
    if (e)
        return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
    TRY(put_titles(&w, saved, &in->titles));
    work_touch_row(&w, ENTITY_TAX_RATE, saved, &tax_rate_record, r.id ? &before : NULL, &r);
    work_touch(&w, ENTITY_TAX_RATE, saved, (str){0});
    work_detail(&w, r.code);
    TRY(work_commit(&w));
    *id = saved;
    return OK;
}

err tax_rate_delete(struct ctx *c, i64 id)
{
    struct tax_rate before = {0};
    i64 rule = 0;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_TAX_RATE_DELETE, &w));
    TRY(db_one(w.db, c->mem, &sql_tax_rule_rate, ARGS(id), &tax_rate_record, &before));
    err used = db_i64(w.db, &sql_tax_rule_rate_used, ARGS(id), &rule);
    if (used == OK)
        return invalid(c, S(""), _("A tax rule still uses this rate."));
    if (used != ERR_NOT_FOUND)
        return used;
    TRY(db_run(w.db, &sql_tax_rule_rate_delete, ARGS(id), NULL));
    work_touch_row(&w, ENTITY_TAX_RATE, id, &tax_rate_record, &before, NULL);
    work_detail(&w, before.code);
    return work_commit(&w);
}

/* ---- rules ---- */

static const struct list_column rule_columns[] = {
    {.name = "id", .sort = "r.id", .kind = LIST_EXACT},
    {.name = "name", .filter = "lower(r.name)", .sort = "r.name", .kind = LIST_PREFIX},
    {.name = "priority", .sort = "r.priority", .kind = LIST_EXACT},
    {.name = "sort", .sort = "r.sort_order", .kind = LIST_NONE},
};
const struct list tax_rule_list_of_all = {
    .name = "tax_rules",
    .select = S("SELECT r.id, r.name, r.priority, r.sort_order, r.version"),
    .from = S("tax_rule r"),
    .key = "r.id",
    .columns = rule_columns,
    .n = COUNT(rule_columns),
};

err tax_rule_rows(struct ctx *c, const struct list_query *q, tax_rule_list *rows,
                  struct list_answer *answer)
{
    return list_run(c->db, c->mem, &tax_rule_list_of_all, q, &rule_record, rows, answer);
}

err tax_rule_get(struct ctx *c, i64 id, struct tax_rule_edit *out)
{
    tax_rate_list rates = {0};
    TRY(db_one(c->db, c->mem, &sql_tax_rule_get, ARGS(id), &rule_record, &out->rule));
    TRY(db_all(c->db, c->mem, &sql_tax_rule_rule_classes, ARGS(id), &class_record, &out->classes));
    TRY(db_all(c->db, c->mem, &sql_tax_rule_rule_rates, ARGS(id), &tax_rate_record, &rates));
    out->rates.at = NEWN(c->mem, i64, rates.n);
    out->rates.n = rates.n;
    for (size_t i = 0; i < rates.n; i++)
        out->rates.at[i] = rates.at[i].id;
    return OK;
}

static bool has_kind(const struct tax_rule_edit *in, str kind)
{
    for (size_t i = 0; i < in->classes.n; i++)
        if (str_eq(in->classes.at[i].kind, kind))
            return true;
    return false;
}

static err check_rule(struct work *w, const struct tax_rule_edit *in)
{
    struct ctx *c = w->c;
    err e = check_name(w, &sql_tax_rule_taken, S("name"), in->rule.name, in->rule.id);
    if (e && e != ERR_INVALID)
        return e;
    if (!has_kind(in, S("customer")))
        e = invalid(c, S("customer"), _("Choose at least one customer tax class."));
    if (!has_kind(in, S("product")))
        e = invalid(c, S("product"), _("Choose at least one product tax class."));
    if (in->rates.n == 0)
        e = invalid(c, S("rates"), _("Choose at least one tax rate."));
    return e;
}

static err put_parts(struct work *w, i64 id, const struct tax_rule_edit *in)
{
    TRY(db_run(w->db, &sql_tax_rule_forget_classes, ARGS(id), NULL));
    TRY(db_run(w->db, &sql_tax_rule_forget_rates, ARGS(id), NULL));
    for (size_t i = 0; i < in->classes.n; i++)
        TRY(db_run(w->db, &sql_tax_rule_put_class,
                   ARGS(id, in->classes.at[i].kind, in->classes.at[i].code), NULL));
    for (size_t i = 0; i < in->rates.n; i++)
        TRY(db_run(w->db, &sql_tax_rule_put_rate, ARGS(id, in->rates.at[i]), NULL));
    return OK;
}

err tax_rule_save(struct ctx *c, const struct tax_rule_edit *in, i64 *id)
{
    struct tax_rule_edit edit = *in;
    struct tax_rule *r = &edit.rule, before = {0};
    r->name = str_trim(r->name);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_TAX_RULE_SAVE, &w));
    TRY(check_rule(&w, &edit));
    if (r->id)
        TRY(db_one(w.db, c->mem, &sql_tax_rule_get, ARGS(r->id), &rule_record, &before));
    i64 saved = 0;
    err e =
        db_put(w.db, r->id ? &sql_tax_rule_save : &sql_tax_rule_create, &rule_record, r, &saved);
    if (e)
        return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
    TRY(put_parts(&w, saved, &edit));
    work_touch_row(&w, ENTITY_TAX_RULE, saved, &rule_record, r->id ? &before : NULL, r);
    work_touch(&w, ENTITY_TAX_RULE, saved, (str){0});
    work_detail(&w, r->name);
    TRY(work_commit(&w));
    *id = saved;
    return OK;
}

err tax_rule_delete(struct ctx *c, i64 id)
{
    struct tax_rule before = {0};
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_TAX_RULE_DELETE, &w));
    TRY(db_one(w.db, c->mem, &sql_tax_rule_get, ARGS(id), &rule_record, &before));
    TRY(db_run(w.db, &sql_tax_rule_delete, ARGS(id), NULL));
    work_touch_row(&w, ENTITY_TAX_RULE, id, &rule_record, &before, NULL);
    work_detail(&w, before.name);
    return work_commit(&w);
}
