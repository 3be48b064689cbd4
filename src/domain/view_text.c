#include "domain/view_text.h"

static const struct field fields[] = {
    FIELD(struct view_text, store_view_id, F_PLAIN),
    FIELD(struct view_text, text, F_PLAIN),
};
const struct record view_text_record = RECORD(struct view_text, fields);

str view_text_of(const view_texts *texts, i64 store_view_id)
{
    for (size_t i = 0; i < texts->n; i++)
        if (texts->at[i].store_view_id == store_view_id)
            return texts->at[i].text;
    return (str){0};
}

str view_text_field(struct arena *mem, str name, i64 store_view_id)
{
    return str_format(mem, "%.*s_%lld", STR_ARG(name), (long long)store_view_id);
}

err view_texts_check(struct ctx *c, str name, const view_texts *texts, size_t most)
{
    err e = OK;
    for (size_t i = 0; i < texts->n; i++)
        if (str_count_chars(texts->at[i].text) > most)
            e = invalid(c, view_text_field(c->mem, name, texts->at[i].store_view_id),
                        _("This text is too long."));
    return e;
}
