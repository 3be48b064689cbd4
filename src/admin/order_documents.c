/* The tabs of an order that list its invoices, shipments and credit memos. */
#include "admin/document_pages.h"

#include "templates/templates.h"
#include "web/request.h"

static str none_of(enum document_kind kind)
{
    static const str texts[DOCUMENT_KIND_COUNT] = {
        [DOCUMENT_INVOICE] = _("There are no invoices yet."),
        [DOCUMENT_SHIPMENT] = _("There are no shipments yet."),
        [DOCUMENT_CREDIT_MEMO] = _("There are no credit memos yet."),
    };
    return texts[kind];
}

err documents_of_order(struct request *r, enum document_kind kind)
{
    struct order o;
    struct admin_order_documents_page page = {
        .kind = document_key(kind),
        .title = document_plural(kind),
        .none = none_of(kind),
    };
    TRY(order_head_read(r, page.kind, &o, &page.head));
    const document_rows *rows = &page.head.documents[kind];
    page.rows.at = (void *)NEWN(r->c.mem, struct order_document, rows->n + 1);
    page.rows.n = rows->n;
    for (size_t i = 0; i < rows->n; i++)
        page.rows.at[i] = (struct order_document){
            .row = &rows->at[i],
            .href = document_href(r, kind, rows->at[i].id),
        };
    return RENDER(r, admin_order_documents, &page);
}
