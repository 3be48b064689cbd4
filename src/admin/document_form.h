/* The form of a new invoice, shipment or credit memo: "qty_<order item id>" and "stock_<order item id>" for each item,
 * "carrier_<row>", "title_<row>", "number_<row>" for each tracking number, and what all of them have. Rows are added and
 * taken away by buttons of the form itself (add_track, drop_<row>), so that it works without JavaScript. */
#pragma once

#include "domain/document_make.h"
#include "web/request.h"

struct document_typed {
    struct document_new in;
    i64 seen;          /* the grand total that the page showed, in the base currency; -1: none */
    bool update;       /* Update Qty's, Update Totals: show it again, write nothing */
    bool changes_rows; /* a tracking number more or less: likewise */
    bool reads_tracks;
    i64 rows[DOCUMENT_TRACKS_MOST]; /* of tracking numbers, as the page shows them next */
    size_t n_rows;
};
/* Parses what was sent to a route whose first argument is the order; amounts are in its base currency. ERR_INVALID: messages at the fields; what makes
 * sense is filled in all the same. */
MUST err document_form_read(struct request *r, enum document_kind kind, struct document_typed *out);

struct document_track_names {
    str carrier, title, number, drop;
};
struct document_track_names document_track_names(struct arena *mem, i64 row);
