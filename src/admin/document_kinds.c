/* The handlers of invoices, shipments and credit memos: which kind a route is about. */
#include "admin/document_pages.h"

#include "web/request.h"

const struct document_routes document_pages[DOCUMENT_KIND_COUNT] = {
    [DOCUMENT_INVOICE] =
        {
            .list = R_admin_invoices,
            .view = R_admin_invoice,
            .of_order = R_admin_order_invoices,
            .make = R_admin_order_invoice,
            .mail = R_admin_invoice_email,
            .pdf = R_admin_invoice_pdf,
            .all_pdf = R_admin_invoices_pdf,
            .act = ORDER_ACT_INVOICE,
            .title = _("Invoice #%1"),
            .new_title = _("New Invoice for Order #%1"),
            .submit = _("Submit Invoice"),
            .made = _("The invoice has been created."),
            .mailed = _("You sent the invoice email."),
            .grid = &admin_invoices_grid,
        },
    [DOCUMENT_SHIPMENT] =
        {
            .list = R_admin_shipments,
            .view = R_admin_shipment,
            .of_order = R_admin_order_shipments,
            .make = R_admin_order_shipment,
            .mail = R_admin_shipment_email,
            .pdf = R_admin_shipment_pdf,
            .all_pdf = R_admin_shipments_pdf,
            .act = ORDER_ACT_SHIPMENT,
            .title = _("Shipment #%1"),
            .new_title = _("New Shipment for Order #%1"),
            .submit = _("Submit Shipment"),
            .made = _("The shipment has been created."),
            .mailed = _("You sent the tracking information."),
            .grid = &admin_shipments_grid,
        },
    [DOCUMENT_CREDIT_MEMO] =
        {
            .list = R_admin_credit_memos,
            .view = R_admin_credit_memo,
            .of_order = R_admin_order_credit_memos,
            .make = R_admin_order_credit_memo,
            .mail = R_admin_credit_memo_email,
            .pdf = R_admin_credit_memo_pdf,
            .all_pdf = R_admin_credit_memos_pdf,
            .act = ORDER_ACT_CREDIT_MEMO,
            .title = _("Credit Memo #%1"),
            .new_title = _("New Credit Memo for Order #%1"),
            .submit = _("Refund Offline"),
            .made = _("You created the credit memo."),
            .mailed = _("You sent the credit memo email."),
            .grid = &admin_credit_memos_grid,
        },
};

str document_href(struct request *r, enum document_kind kind, i64 id)
{
    str arg = str_format(r->c.mem, "%lld", (long long)id);
    return url_for(r, document_pages[kind].view, &arg, 1);
}

/* ---- invoices ---- */

err admin_invoices(struct request *r)
{
    return documents_page(r, DOCUMENT_INVOICE);
}

err admin_invoice(struct request *r)
{
    return document_page(r, DOCUMENT_INVOICE);
}

err admin_invoice_comment_post(struct request *r)
{
    return document_comment_post(r, DOCUMENT_INVOICE);
}

err admin_invoice_email(struct request *r)
{
    return document_mail_page(r, DOCUMENT_INVOICE);
}

err admin_invoice_email_post(struct request *r)
{
    return document_mail_post(r, DOCUMENT_INVOICE);
}

err admin_order_invoices(struct request *r)
{
    return documents_of_order(r, DOCUMENT_INVOICE);
}

err admin_order_invoice(struct request *r)
{
    return document_new_page(r, DOCUMENT_INVOICE);
}

err admin_order_invoice_post(struct request *r)
{
    return document_new_post(r, DOCUMENT_INVOICE);
}

/* ---- shipments ---- */

err admin_shipments(struct request *r)
{
    return documents_page(r, DOCUMENT_SHIPMENT);
}

err admin_shipment(struct request *r)
{
    return document_page(r, DOCUMENT_SHIPMENT);
}

err admin_shipment_comment_post(struct request *r)
{
    return document_comment_post(r, DOCUMENT_SHIPMENT);
}

err admin_shipment_email(struct request *r)
{
    return document_mail_page(r, DOCUMENT_SHIPMENT);
}

err admin_shipment_email_post(struct request *r)
{
    return document_mail_post(r, DOCUMENT_SHIPMENT);
}

err admin_order_shipments(struct request *r)
{
    return documents_of_order(r, DOCUMENT_SHIPMENT);
}

err admin_order_shipment(struct request *r)
{
    return document_new_page(r, DOCUMENT_SHIPMENT);
}

err admin_order_shipment_post(struct request *r)
{
    return document_new_post(r, DOCUMENT_SHIPMENT);
}

/* ---- credit memos ---- */

err admin_credit_memos(struct request *r)
{
    return documents_page(r, DOCUMENT_CREDIT_MEMO);
}

err admin_credit_memo(struct request *r)
{
    return document_page(r, DOCUMENT_CREDIT_MEMO);
}

err admin_credit_memo_comment_post(struct request *r)
{
    return document_comment_post(r, DOCUMENT_CREDIT_MEMO);
}

err admin_credit_memo_email(struct request *r)
{
    return document_mail_page(r, DOCUMENT_CREDIT_MEMO);
}

err admin_credit_memo_email_post(struct request *r)
{
    return document_mail_post(r, DOCUMENT_CREDIT_MEMO);
}

err admin_order_credit_memos(struct request *r)
{
    return documents_of_order(r, DOCUMENT_CREDIT_MEMO);
}

err admin_order_credit_memo(struct request *r)
{
    return document_new_page(r, DOCUMENT_CREDIT_MEMO);
}

err admin_order_credit_memo_post(struct request *r)
{
    return document_new_post(r, DOCUMENT_CREDIT_MEMO);
}
