/* One document on its sheets of paper: window address, numbers and dates, items over as many pages as they need, totals,
 * tax by rate, and on every page whose shop it is and which page of how many. Used by pdf.c alone. */
#pragma once

#include "domain/pdf.h"

struct paper;
struct settings;

/* How the reader of a document reads: language, formats, zone and shop of the order's store view. */
struct pdf_reader {
    const struct words *words;
    const struct format *format;
    const struct zone *zone;
    const struct settings *settings;
};

/* Lays it out and prints it. */
void pdf_sheet_print(struct ctx *c, struct paper *p, const struct pdf_reader *reader,
                     enum document_kind kind, const struct pdf_document *in);
