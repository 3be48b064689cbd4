/* What is added to a document that exists, inside a work: tracking numbers and comments. */
#pragma once

#include "domain/document.h"

extern const struct record document_track_record;
/* ERR_INVALID: messages at "carrier", "title", "number". */
MUST err document_track_put(struct work *w, struct document_track *t);
/* Author and time are the actor's. */
MUST err document_comment_put(struct work *w, struct document_comment k);
