#include "domain/pdf.h"

#include "domain/pdf_paper.h"
#include "domain/pdf_sheet.h"
#include "domain/settings.h"

/* A store view that is gone leaves the language that the order kept. */
static struct pdf_reader reader_of(const struct snapshot *s, const struct document *d)
{
    const struct store_view *v = snapshot_view(s, d->store_view_id);
    struct pdf_reader r = {.words = words_find(d->lang), .settings = v ? &v->settings : &s->global};
    r.format = v && v->words == r.words ? v->format : format_find(r.words->locale);
    r.zone = v ? v->zone : zone_find(s->global.timezone);
    return r;
}

static err check_sizes(struct ctx *c, const struct pdf_document *docs, size_t n)
{
    size_t lines = 0;
    if (n == 0)
        return invalid(c, S(""), _("There is nothing to print."));
    for (size_t i = 0; i < n; i++)
        lines += docs[i].items->n;
    if (n > PDF_DOCUMENTS_MOST || lines > PDF_LINES_MOST)
        return invalid(c, S(""), _("This is too much for one file. Print fewer at once."));
    return OK;
}

static enum document_kind kind_of(const struct document *d)
{
    enum document_kind kind;
    bool known = document_kind_find(d->kind, &kind);
    assert(known);
    return kind;
}

static str title_of(struct ctx *c, const struct pdf_reader *r, const struct document *d, size_t n)
{
    str title = tr(r->words, n == 1 ? pdf_title(kind_of(d)) : pdf_plural(kind_of(d)));
    return n == 1 ? str_format(c->mem, "%.*s %.*s", STR_ARG(title), STR_ARG(d->number)) : title;
}

static when latest(const struct pdf_document *docs, size_t n)
{
    when t = docs[0].document->created_at;
    for (size_t i = 1; i < n; i++)
        if (docs[i].document->created_at.us > t.us)
            t = docs[i].document->created_at;
    return t;
}

static err print_all(struct ctx *c, const struct snapshot *s, const struct pdf_document *docs,
                     size_t n, struct buf *out)
{
    struct pdf_reader first = reader_of(s, docs[0].document);
    struct paper_about about = {
        .title = title_of(c, &first, docs[0].document, n),
        .author = first.settings->store_name,
        .made = latest(docs, n),
    };
    SCOPED(paper_end) struct paper *p = NULL;
    TRY(paper_begin(c->mem, out, &about, &p));
    for (size_t i = 0; i < n; i++) {
        struct pdf_reader r = reader_of(s, docs[i].document);
        pdf_sheet_print(c, p, &r, kind_of(docs[i].document), &docs[i]);
    }
    return paper_finish(p);
}

err pdf_make(struct ctx *c, const struct pdf_document *docs, size_t n, struct buf *out)
{
    TRY(check_sizes(c, docs, n));
    const struct snapshot *s = snapshot_take();
    err e = print_all(c, s, docs, n, out);
    snapshot_drop(s);
    return e;
}

err pdf_read(struct ctx *c, enum document_kind kind, i64 id, struct pdf_document *out)
{
    struct document *d = NEW(c->mem, struct document);
    document_items *items = NEW(c->mem, document_items);
    document_tracks *tracks = NEW(c->mem, document_tracks);
    struct order_addresses *addresses = NEW(c->mem, struct order_addresses);
    TRY(document_get(c, kind, id, d));
    TRY(document_items_of(c, id, items));
    if (kind == DOCUMENT_SHIPMENT)
        TRY(document_tracks_of(c, id, tracks));
    TRY(document_addresses_of(c, d->id, addresses));
    *out = (struct pdf_document){d, items, tracks, addresses};
    return OK;
}

err pdf_of_documents(struct ctx *c, enum document_kind kind, const i64 *ids, size_t n,
                     struct buf *out)
{
    if (n > PDF_DOCUMENTS_MOST)
        return invalid(c, S(""), _("This is too much for one file. Print fewer at once."));
    struct pdf_document *docs = NEWN(c->mem, struct pdf_document, n);
    for (size_t i = 0; i < n; i++)
        TRY(pdf_read(c, kind, ids[i], &docs[i]));
    return pdf_make(c, docs, n, out);
}

str pdf_file_name(struct arena *mem, enum document_kind kind, const struct document *first,
                  size_t n)
{
    str name = str_slug(mem, n == 1 ? pdf_title(kind) : pdf_plural(kind));
    if (n == 1)
        return str_format(mem, "%.*s-%.*s.pdf", STR_ARG(name), STR_ARG(first->number));
    return str_format(mem, "%.*s.pdf", STR_ARG(name));
}
