#include "admin/scope_form.h"

#include "base/format.h"
#include "domain/settings.h"

static const str levels[] = {
    [FIELD_GLOBAL] = _("Global"),
    [FIELD_WEBSITE] = _("Website"),
    [FIELD_VIEW] = _("Store View"),
};

static str inherit_name(struct arena *mem, const struct scope_field *f)
{
    return str_join(mem, S("inherit:"), str_from(f->name));
}

struct scope_row scope_row_of(struct request *r, const struct scope_field *f, str value, bool boxed,
                              bool own)
{
    struct scope_row row = {
        .name = str_from(f->name),
        .id = view_id(render_view(r), str_from(f->name)),
        .label = f->label,
        .hint = f->hint,
        .value = value,
        .kind = f->kind,
        .most = f->most,
        .rows = f->rows ? f->rows : 3,
        .required = f->required,
        .alone = snapshot_is_single(r->snapshot),
        .scope = levels[f->level],
    };
    if (boxed) {
        row.inherit_name = inherit_name(r->c.mem, f);
        row.inherit = form_checked(r, row.inherit_name, !own);
    }
    return row;
}

static str option_label(const struct part_options *o, str value)
{
    for (size_t i = 0; i < o->n; i++)
        if (str_eq(o->at[i].value, value))
            return o->at[i].label;
    return value;
}

str scope_saved(struct request *r, const struct scope_row *row)
{
    if (str_eq(form_value(r, row->name, row->value), row->value))
        return (str){0};
    return row->options.n ? option_label(&row->options, row->value) : row->value;
}

err scope_form_read(struct request *r, const struct scope_field *fields, size_t n, const bool *has,
                    struct scope_typed *typed)
{
    struct form_field *all = NEWN(r->c.mem, struct form_field, 2 * n);
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned at = (unsigned)(i * sizeof *typed);
        if (!has[i])
            continue;
        all[k++] = (struct form_field){
            .name = fields[i].name,
            .type = fields[i].kind == SCOPE_LINES ? FORM_LINES : FORM_TEXT,
            .at = at + (unsigned)offsetof(struct scope_typed, value),
            .label = str_z(r->c.mem, fields[i].label),
            .most = fields[i].most,
        };
        all[k++] = (struct form_field){
            .name = str_z(r->c.mem, inherit_name(r->c.mem, &fields[i])),
            .type = FORM_CHECK,
            .at = at + (unsigned)offsetof(struct scope_typed, inherit),
        };
    }
    return form_read(r, &(struct form){all, k}, typed);
}

err scope_number(struct request *r, const struct scope_field *f, str typed, i64 least, i64 *out)
{
    str text = str_trim(typed);
    i64 most = f->most;
    if (text.n == 0 && !f->required) {
        *out = 0;
        return OK;
    }
    return str_to_i64(text, least, most, out)
               ? OK
               : invalid(&r->c, str_from(f->name), _("Please enter a number."));
}

err scope_amount(struct request *r, const struct scope_field *f, str typed, str currency,
                 money *out)
{
    str text = str_trim(typed);
    if (text.n == 0 && !f->required) {
        *out = (money){0};
        return OK;
    }
    return money_parse(text, currency_digits(currency), f->most, out)
               ? OK
               : invalid(&r->c, str_from(f->name), _("Please enter an amount."));
}

err scope_ids(struct request *r, const char *field, size_t most, i64 *ids, size_t *n)
{
    LIST(str) typed;
    str name = str_from(field);
    TRY(form_list(r, str_join(r->c.mem, name, S("[]")), most, &typed));
    *n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        if (!str_to_i64(typed.at[i], 1, INT64_MAX, &ids[*n]))
            return invalid(&r->c, name, _("Choose one of the values."));
        ++*n;
    }
    return OK;
}
