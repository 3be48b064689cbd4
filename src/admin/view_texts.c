#include "admin/view_texts.h"

#include "domain/reach.h"
#include "domain/settings.h"
#include "web/form.h"

view_text_inputs view_texts_shown(struct request *r, str name, const view_texts *texts)
{
    const struct snapshot *s = r->snapshot;
    view_text_inputs all = {(void *)NEWN(r->c.mem, struct view_text_input, s->views.n + 1), 0};
    for (size_t i = 0; i < s->views.n && i < VIEW_TEXTS_MOST; i++) {
        const struct store_view *v = &s->views.at[i];
        if (reach_view(&r->c, r->c.db, v->id) == OK)
            all.at[all.n++] = (struct view_text_input){view_text_field(r->c.mem, name, v->id),
                                                       v->name, view_text_of(texts, v->id)};
    }
    return all;
}

err view_texts_read(struct request *r, str name, const char *label, i64 most, view_texts *out)
{
    struct arena *mem = r->c.mem;
    const struct snapshot *s = r->snapshot;
    size_t n = s->views.n < VIEW_TEXTS_MOST ? s->views.n : VIEW_TEXTS_MOST;
    view_texts texts = {NEWN(mem, struct view_text, n + 1), n};
    struct form_field *fields = NEWN(mem, struct form_field, n + 1);
    for (size_t i = 0; i < n; i++) {
        texts.at[i].store_view_id = s->views.at[i].id;
        fields[i] = (struct form_field){
            .name = str_z(mem, view_text_field(mem, name, s->views.at[i].id)),
            .at = (unsigned)(i * sizeof texts.at[0] + offsetof(struct view_text, text)),
            .type = FORM_TEXT,
            .label = label,
            .most = most,
        };
    }
    TRY(form_read(r, &(struct form){fields, n}, texts.at));
    *out = texts;
    return OK;
}
