/* What customers are told about invoices, shipments and credit memos, in the language and with the settings of the order's
 * store view: rows of the outbox, written in the same work as what they tell of. A kind of mail that is switched off
 * ("Sales Emails") is OK and writes nothing; *queued says whether one waits. */
#pragma once

#include "domain/document.h"
#include "domain/work.h"

/* The document with its lines, amounts or tracking numbers. comment "": none. */
MUST err document_mail_new(struct work *w, const struct order *o, const struct document *d,
                           const document_items *items, const document_tracks *tracks, str comment,
                           bool *queued);
/* A comment of the store about it. */
MUST err document_mail_update(struct work *w, const struct order *o, const struct document *d,
                              str comment, bool *queued);
