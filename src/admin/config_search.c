#include "admin/config_search.h"

#include "base/buf.h"
#include "domain/settings.h"

#define WORDS_MOST 10

bool config_may_open(const struct request *r, size_t section)
{
    return permits_has(&r->c.actor.permits, (enum permission)setting_sections[section].permission);
}

static void put(struct buf *b, const struct view *v, str english)
{
    buf_put(b, english);
    buf_char(b, '\n');
    buf_put(b, tr(v->words, english));
    buf_char(b, '\n');
}

/* All that may be known of a row, folded. */
static str text_of(struct view *v, const struct setting_row *row)
{
    SCOPED(buf_free) struct buf b = {0};
    size_t section = (size_t)setting_fieldsets[row->fieldset].section;
    put(&b, v, row->label);
    put(&b, v, row->hint);
    put(&b, v, setting_fieldsets[row->fieldset].label);
    put(&b, v, setting_sections[section].label);
    put(&b, v, setting_sections[section].tab);
    buf_put(&b, row->path);
    return str_fold(v->mem, buf_str(&b));
}

static bool has_all(str text, const str *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!str_has(text, words[i]))
            return false;
    return true;
}

static size_t words_of(struct arena *mem, str typed, str *words)
{
    size_t n = 0;
    str rest = str_fold(mem, typed), word;
    while (n < WORDS_MOST && str_cut(&rest, ' ', &word))
        if (word.n)
            words[n++] = word;
    return n;
}

static struct config_hit hit_of(struct view *v, const struct setting_row *row)
{
    const struct setting_fieldset *f = &setting_fieldsets[row->fieldset];
    const struct setting_section *s = &setting_sections[f->section];
    str section = tr(v->words, s->label), box = tr(v->words, f->label);
    return (struct config_hit){
        .section = s->id,
        .anchor = view_id(v, row->path),
        .label = tr(v->words, row->label),
        .place = str_format(v->mem, "%.*s › %.*s", STR_ARG(section), STR_ARG(box)),
    };
}

void config_search(struct request *r, struct scope scope, str typed, size_t most,
                   struct config_hits *out)
{
    struct view *v = render_view(r);
    str words[WORDS_MOST];
    size_t n = words_of(v->mem, typed, words);
    *out = (struct config_hits){.at.at = (void *)NEWN(v->mem, struct config_hit, most)};
    for (size_t i = 0; n && i < setting_rows_n && !out->more; i++) {
        const struct setting_row *row = &setting_rows[i];
        size_t section = (size_t)setting_fieldsets[row->fieldset].section;
        if (row->scope < scope.level || !config_may_open(r, section) ||
            !has_all(text_of(v, row), words, n))
            continue;
        out->more = out->at.n == most;
        if (!out->more)
            out->at.at[out->at.n++] = hit_of(v, row);
    }
}
