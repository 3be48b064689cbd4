/* Invoices, packing slips and credit memos as PDF: each in the language, formats and zone of its order's store view, many
 * in one file in the order that they are asked for. A packing slip has no prices. Reads and prints, changes nothing; who may
 * see a document is the caller's question. Slow by nature: one file is made at a time. */
#pragma once

#include "domain/document.h"

#define PDF_DOCUMENTS_MOST 500   /* in a file */
#define PDF_LINES_MOST     20000 /* in all its documents: some seconds of work */

/* What a document says, read already. */
struct pdf_document {
    const struct document *document;
    const document_items *items;
    const document_tracks *tracks; /* of a shipment; NULL: none */
    const struct order_addresses *addresses;
};

/* Appends one PDF. The same documents and settings give the same bytes. ERR_INVALID, with a message at "": there are none,
 * or too many. */
MUST err pdf_make(struct ctx *c, const struct pdf_document *docs, size_t n, struct buf *out);
/* One of a kind with all that it says. ERR_NOT_FOUND: there is none. */
MUST err pdf_read(struct ctx *c, enum document_kind kind, i64 id, struct pdf_document *out);
/* The same, read here: documents of one kind by id, in this order. ERR_NOT_FOUND: one of them is none. */
MUST err pdf_of_documents(struct ctx *c, enum document_kind kind, const i64 *ids, size_t n,
                          struct buf *out);

/* What a document is called on paper, English: "Packing Slip", "Packing Slips". */
str pdf_title(enum document_kind kind);
str pdf_plural(enum document_kind kind);

/* "invoice-000000001.pdf", "invoices.pdf": what a browser saves it as. */
str pdf_file_name(struct arena *mem, enum document_kind kind, const struct document *first,
                  size_t n);
