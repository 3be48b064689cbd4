/* A group of fields, one for each store view, in the form of a thing that has texts in store views (view_text.h). */
#pragma once

#include "domain/view_text.h"
#include "web/request.h"

struct view_text_input {
    str name, view, value; /* of the field, of the store view, what stands there */
};
typedef LIST(struct view_text_input) view_text_inputs;
/* Of the store views that the actor reaches. name: "label" for fields label_1, label_2, … */
view_text_inputs view_texts_shown(struct request *r, str name, const view_texts *texts);
/* What was typed, "" where nothing was. ERR_INVALID: messages at the fields. label: English. */
MUST err view_texts_read(struct request *r, str name, const char *label, i64 most, view_texts *out);
