/* Texts that a thing has of its own in store views: labels of statuses, titles of tax rates. Where one is missing the thing's
 * own stands. */
#pragma once

#include "domain/ctx.h"

#define VIEW_TEXTS_MOST 200 /* of a thing */

struct view_text {
    i64 store_view_id;
    str text; /* "": as the thing's own */
};
typedef LIST(struct view_text) view_texts;
extern const struct record view_text_record;

str view_text_of(const view_texts *texts, i64 store_view_id);
/* "label_2": the field of a store view. */
str view_text_field(struct arena *mem, str name, i64 store_view_id);
/* ERR_INVALID: a message at the field of each one that has more characters. */
MUST err view_texts_check(struct ctx *c, str name, const view_texts *texts, size_t most);
