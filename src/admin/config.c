/* Configuration: drawn wholly from settings.def, for one scope. The box beside each field ("Use system value", "Use
 * Default", "Use Website") removes the scope's own value. Without JavaScript a field counts when its box is not
 * ticked. */
#include "domain/settings.h"

#include "admin/config_pages.h"
#include "admin/config_scope.h"
#include "admin/config_search.h"
#include "admin/country_options.h"
#include "admin/currency_options.h"
#include "admin/group_options.h"
#include "admin/status_options.h"
#include "templates/templates.h"
#include "web/form.h"

#define VALUE_MOST   4000
#define SEVERAL_MOST 300 /* values of one field: there are 250 countries */

/* ERR_NOT_FOUND: no such section; ERR_DENIED: not for this actor (SC-12). */
static err section_of(struct request *r, size_t *out)
{
    str id = request_arg(r, 0);
    for (size_t i = 0; i < setting_sections_n; i++) {
        if (!str_eq(setting_sections[i].id, id))
            continue;
        *out = i;
        return config_may_open(r, i) ? OK : ERR_DENIED;
    }
    return ERR_NOT_FOUND;
}

static err first_section(struct request *r)
{
    for (size_t i = 0; i < setting_sections_n; i++)
        if (config_may_open(r, i))
            return redirect(r, R_admin_config, setting_sections[i].id);
    return ERR_DENIED;
}

static str inherit_name(struct arena *mem, const struct setting_row *row)
{
    return str_join(mem, S("inherit:"), row->path);
}

/* ---- the page ---- */

static const str inherit_labels[] = {
    [SCOPE_GLOBAL] = _("Use system value"),
    [SCOPE_WEBSITE] = _("Use Default"),
    [SCOPE_VIEW] = _("Use Website"),
};

static str scope_label(enum setting_scope scope)
{
    switch (scope) {
    case SCOPE_GLOBAL:
        return _("Global");
    case SCOPE_WEBSITE:
        return _("Website");
    case SCOPE_VIEW:
        return _("Store View");
    }
    return (str){0};
}

static struct part_options options_of(struct view *v, const struct setting_row *row)
{
    struct part_options all = {0};
    if (row->kind == SET_CURRENCY)
        return currency_options(v, row->least ? (str){0} : _("Base Currency"));
    for (const struct choice *ch = row->choices; ch && ch->key.n; ch++)
        all.n++;
    all.at = NEWN(v->mem, struct part_option, all.n);
    for (size_t i = 0; i < all.n; i++)
        all.at[i] = (struct part_option){row->choices[i].key, tr(v->words, row->choices[i].label)};
    return all;
}

/* "currency/options/allow[]": a field that is sent once for each value that is chosen. */
static str list_name(struct arena *mem, const struct setting_row *row)
{
    return str_join(mem, row->path, S("[]"));
}

static bool is_several(const struct setting_row *row)
{
    return row->kind == SET_CURRENCIES || row->kind == SET_COUNTRIES;
}

static str label_of(const struct part_options *all, str value)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_eq(all->at[i].value, value))
            return all->at[i].label;
    return value;
}

/* Those that are chosen in their own order, then the others. */
static struct admin_ticks several_of(struct view *v, const struct setting_row *row, str value)
{
    struct request *r = v->r;
    struct part_options all =
        row->kind == SET_COUNTRIES ? country_options(v) : currency_options(v, (str){0});
    struct admin_ticks t =
        ticks_begin(r, list_name(v->mem, row), row->path, row->label, all.n + value.n);
    str spaced = str_format(v->mem, " %.*s ", STR_ARG(value));
    for (str code; str_cut(&value, ' ', &code);)
        if (code.n)
            ticks_put(r, &t, code, label_of(&all, code), true);
    for (size_t i = 0; i < all.n; i++)
        if (!str_has(spaced, str_format(v->mem, " %.*s ", STR_ARG(all.at[i].value))))
            ticks_put(r, &t, all.at[i].value, all.at[i].label, false);
    return t;
}

/* A text of the program's own is read in the user's language, as customers read it in theirs. */
static str shown_value(struct view *v, const struct setting_row *row, str value, bool built_in,
                       str currency)
{
    if (built_in && setting_is_spoken(row))
        return tr(v->words, value);
    return setting_shown(v->mem, row, value, v->format, currency);
}

struct drawing {
    struct view *v;
    struct scope scope;
    str currency;
    bool alone;
};

static err fill_row(const struct drawing *d, const struct setting_row *row, struct config_row *out)
{
    struct ctx *c = &d->v->r->c;
    bool stored, built_in = false;
    str value;
    TRY(setting_get(c, d->scope, row, &value, &stored));
    if (!stored)
        TRY(setting_inherited(c, d->scope, row, &value, &built_in));
    *out = (struct config_row){
        .path = row->path,
        .id = view_id(d->v, row->path),
        .label = row->label,
        .hint = row->hint,
        .value = shown_value(d->v, row, value, built_in, d->currency),
        .currency = d->currency,
        .scope = scope_label(row->scope),
        .inherit_label = inherit_labels[d->scope.level],
        .fixed = setting_is_fixed(row),
        .kind = row->kind,
        .least = row->least,
        .most = row->most,
        .alone = d->alone,
        .options = options_of(d->v, row),
        .inherit_name = inherit_name(d->v->mem, row),
    };
    if (is_several(row))
        out->several = several_of(d->v, row, value);
    if (row->kind == SET_GROUP)
        TRY(group_options(d->v, &out->options));
    if (row->kind == SET_STATUS)
        TRY(status_options(d->v, &out->options));
    out->inherit = form_checked(d->v->r, out->inherit_name, !stored);
    return OK;
}

/* Rows that only a coarser scope may set are not there (CF-13). */
static err fill_fieldset(const struct drawing *d, int fieldset, struct config_fieldset *out)
{
    *out = (struct config_fieldset){.id = setting_fieldsets[fieldset].id,
                                    .label = setting_fieldsets[fieldset].label,
                                    .rows.at =
                                        (void *)NEWN(d->v->mem, struct config_row, setting_rows_n)};
    for (size_t i = 0; i < setting_rows_n; i++)
        if (setting_rows[i].fieldset == fieldset && setting_rows[i].scope >= d->scope.level)
            TRY(fill_row(d, &setting_rows[i], &out->rows.at[out->rows.n++]));
    return OK;
}

static err fill_fieldsets(const struct drawing *d, size_t section, struct admin_config *page)
{
    page->fieldsets.at = (void *)NEWN(d->v->mem, struct config_fieldset, setting_fieldsets_n);
    for (size_t i = 0; i < setting_fieldsets_n; i++) {
        struct config_fieldset *f = &page->fieldsets.at[page->fieldsets.n];
        if (setting_fieldsets[i].section != (int)section)
            continue;
        TRY(fill_fieldset(d, (int)i, f));
        page->fieldsets.n += f->rows.n > 0;
    }
    return OK;
}

static struct config_tab *tab_of(struct view *v, struct admin_config *page, str label)
{
    for (size_t i = 0; i < page->tabs.n; i++)
        if (str_eq(page->tabs.at[i].label, label))
            return &page->tabs.at[i];
    struct config_tab *t = &page->tabs.at[page->tabs.n++];
    *t = (struct config_tab){
        .label = label, .links.at = (void *)NEWN(v->mem, struct config_link, setting_sections_n)};
    return t;
}

static void fill_tabs(struct view *v, size_t section, struct admin_config *page)
{
    page->tabs.at = (void *)NEWN(v->mem, struct config_tab, setting_sections_n);
    for (size_t i = 0; i < setting_sections_n; i++) {
        if (!config_may_open(v->r, i))
            continue;
        struct config_tab *t = tab_of(v, page, setting_sections[i].tab);
        t->links.at[t->links.n++] =
            (struct config_link){setting_sections[i].id, setting_sections[i].label, i == section};
    }
}

#define HITS_MOST 100

/* Without words: the first section that the actor may open. */
err admin_config_home(struct request *r)
{
    struct scope scope;
    struct admin_config_search page = {.typed = str_trim(query_str(r, S("q"), 200))};
    TRY(config_scope_read(r, &scope));
    if (page.typed.n == 0)
        return first_section(r);
    config_scope_fill(r, scope, &page.frame);
    fill_tabs(render_view(r), setting_sections_n, &page.frame);
    if (page.frame.tabs.n == 0)
        return ERR_DENIED;
    page.frame.typed = page.typed;
    config_search(r, scope, page.typed, HITS_MOST, &page.hits);
    return RENDER(r, admin_config_search, &page);
}

err admin_config(struct request *r)
{
    size_t section;
    struct scope scope;
    TRY(section_of(r, &section));
    TRY(config_scope_read(r, &scope));
    struct view *v = render_view(r);
    struct admin_config page = {.section = setting_sections[section].id,
                                .label = setting_sections[section].label};
    config_scope_fill(r, scope, &page);
    fill_tabs(v, section, &page);
    struct drawing d = {v, scope, setting_currency(&r->c, scope), page.alone};
    TRY(fill_fieldsets(&d, section, &page));
    return RENDER(r, admin_config, &page);
}

/* ---- saving ---- */

struct typed {
    str value;
    bool inherit;
};

static bool is_in(const struct setting_row *row, size_t section, struct scope scope)
{
    return setting_fieldsets[row->fieldset].section == (int)section && row->scope >= scope.level;
}

/* The section's rows as a form, two fields each; those that nobody can change are not read. */
static struct form form_of(struct arena *mem, size_t section, struct scope scope,
                           const struct setting_row **rows, size_t *n)
{
    struct form_field *fields = NEWN(mem, struct form_field, 2 * setting_rows_n);
    *n = 0;
    for (size_t i = 0; i < setting_rows_n; i++) {
        const struct setting_row *row = &setting_rows[i];
        if (!is_in(row, section, scope) || setting_is_fixed(row))
            continue;
        size_t at = *n * sizeof(struct typed);
        fields[2 * *n] = (struct form_field){
            .name = str_z(mem, row->path),
            .type = setting_is_lines(row) ? FORM_LINES : FORM_TEXT,
            .at = (unsigned)(at + offsetof(struct typed, value)),
            .label = str_z(mem, row->label),
            .most = VALUE_MOST,
        };
        fields[2 * *n + 1] = (struct form_field){
            .name = str_z(mem, inherit_name(mem, row)),
            .type = FORM_CHECK,
            .at = (unsigned)(at + offsetof(struct typed, inherit)),
        };
        rows[(*n)++] = row;
    }
    return (struct form){fields, 2 * *n};
}

/* Values that are chosen, in one text with spaces between. */
static err read_several(struct request *r, const struct setting_row *row, str *out)
{
    LIST(str) chosen;
    str text = {0};
    TRY(form_list(r, list_name(r->c.mem, row), SEVERAL_MOST, &chosen));
    for (size_t i = 0; i < chosen.n; i++)
        text = i ? str_join_with(r->c.mem, text, S(" "), chosen.at[i]) : chosen.at[i];
    *out = text;
    return OK;
}

err admin_config_post(struct request *r)
{
    size_t section, n;
    struct scope scope;
    TRY(section_of(r, &section));
    TRY(config_scope_read(r, &scope));
    struct arena *mem = r->c.mem;
    const struct setting_row **rows = NEWN(mem, const struct setting_row *, setting_rows_n);
    struct typed *typed = NEWN(mem, struct typed, setting_rows_n);
    struct form form = form_of(mem, section, scope, rows, &n);
    TRY(form_read(r, &form, typed));
    for (size_t i = 0; i < n; i++)
        if (is_several(rows[i]))
            TRY(read_several(r, rows[i], &typed[i].value));
    struct setting_change *changes = NEWN(mem, struct setting_change, n);
    for (size_t i = 0; i < n; i++)
        changes[i] = (struct setting_change){rows[i], typed[i].value, typed[i].inherit};
    TRY(settings_save_at(&r->c, scope, changes, n));
    flash(r, FLASH_OK, _("You saved the configuration."));
    return config_scope_back(r, scope, setting_sections[section].id);
}
