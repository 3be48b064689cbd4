/* PDF of sales documents: one from its page, many from the grids in their order, all of chosen orders. */
#include "admin/document_pages.h"
#include "base/buf.h"
#include "domain/pdf.h"
#include "web/request.h"

static const str pdf_type = S("application/pdf");

/* ---- what is chosen ---- */

struct chosen {
    i64 ids[DOCUMENT_PRINT_MOST];
    size_t n;
};

/* The ids that a grid's ticks put into the address; ERR_NOT_FOUND for what is none. */
static err read_chosen(struct request *r, str name, struct chosen *out)
{
    out->n = 0;
    for (size_t i = 0; i < r->n_params; i++) {
        if (!str_eq(r->params[i].name, name))
            continue;
        if (out->n == DOCUMENT_PRINT_MOST ||
            !str_to_i64(r->params[i].value, 1, INT64_MAX, &out->ids[out->n]))
            return ERR_NOT_FOUND;
        out->n++;
    }
    return OK;
}

static err send(struct request *r, const struct pdf_document *docs, size_t n, str name)
{
    SCOPED(buf_free) struct buf b = {0};
    TRY(pdf_make(&r->c, docs, n, &b));
    return response_bytes(r, pdf_type, name, buf_str(&b));
}

/* ---- one ---- */

static err print_one(struct request *r, enum document_kind kind)
{
    i64 id;
    struct pdf_document d;
    TRY(request_arg_id(r, 0, &id));
    TRY(pdf_read(&r->c, kind, id, &d));
    return send(r, &d, 1, pdf_file_name(r->c.mem, kind, d.document, 1));
}

err admin_invoice_pdf(struct request *r)
{
    return print_one(r, DOCUMENT_INVOICE);
}

err admin_shipment_pdf(struct request *r)
{
    return print_one(r, DOCUMENT_SHIPMENT);
}

err admin_credit_memo_pdf(struct request *r)
{
    return print_one(r, DOCUMENT_CREDIT_MEMO);
}

/* ---- many documents ---- */

static err print_chosen(struct request *r, enum document_kind kind)
{
    struct chosen *chosen = NEW(r->c.mem, struct chosen);
    TRY(read_chosen(r, S("d[]"), chosen));
    if (chosen->n == 0) {
        flash(r, FLASH_WARN, _("Please select documents first."));
        return redirect(r, document_pages[kind].list);
    }
    struct pdf_document *docs = NEWN(r->c.mem, struct pdf_document, chosen->n);
    for (size_t i = 0; i < chosen->n; i++)
        TRY(pdf_read(&r->c, kind, chosen->ids[i], &docs[i]));
    return send(r, docs, chosen->n, pdf_file_name(r->c.mem, kind, docs[0].document, chosen->n));
}

err admin_invoices_pdf(struct request *r)
{
    return print_chosen(r, DOCUMENT_INVOICE);
}

err admin_shipments_pdf(struct request *r)
{
    return print_chosen(r, DOCUMENT_SHIPMENT);
}

err admin_credit_memos_pdf(struct request *r)
{
    return print_chosen(r, DOCUMENT_CREDIT_MEMO);
}

/* ---- documents of orders ---- */

struct stack {
    struct pdf_document at[DOCUMENT_PRINT_MOST];
    size_t n;
};

/* Those that the reader may see; others are not printed. */
static err add_orders(struct request *r, enum document_kind kind, const struct chosen *orders,
                      struct stack *out)
{
    if (!actor_may(&r->c.actor, document_action_view(kind)))
        return OK;
    for (size_t i = 0; i < orders->n; i++) {
        document_rows rows = {0};
        TRY(document_list_of_order(&r->c, kind, orders->ids[i], &rows));
        for (size_t k = 0; k < rows.n && out->n < DOCUMENT_PRINT_MOST; k++)
            TRY(pdf_read(&r->c, kind, rows.at[k].id, &out->at[out->n++]));
    }
    return OK;
}

static err print_of_orders(struct request *r, enum document_kind first, enum document_kind last,
                           str name)
{
    struct chosen *chosen = NEW(r->c.mem, struct chosen);
    struct stack *stack = NEW(r->c.mem, struct stack);
    TRY(read_chosen(r, S("o[]"), chosen));
    for (enum document_kind k = first; k <= last; k++)
        TRY(add_orders(r, k, chosen, stack));
    if (stack->n)
        return send(r, stack->at, stack->n, name);
    flash(r, FLASH_WARN,
          chosen->n ? _("There are no printable documents related to selected orders.")
                    : _("Please select orders first."));
    return redirect(r, R_admin_orders);
}

err admin_orders_pdf_invoices(struct request *r)
{
    return print_of_orders(r, DOCUMENT_INVOICE, DOCUMENT_INVOICE, S("invoices.pdf"));
}

err admin_orders_pdf_shipments(struct request *r)
{
    return print_of_orders(r, DOCUMENT_SHIPMENT, DOCUMENT_SHIPMENT, S("packing-slips.pdf"));
}

err admin_orders_pdf_credit_memos(struct request *r)
{
    return print_of_orders(r, DOCUMENT_CREDIT_MEMO, DOCUMENT_CREDIT_MEMO, S("credit-memos.pdf"));
}

err admin_orders_pdf_all(struct request *r)
{
    return print_of_orders(r, 0, DOCUMENT_KIND_COUNT - 1, S("documents.pdf"));
}
