/* Login as Customer: the page that asks once more, and the start. From a customer, an order or one of its documents. */
#include "domain/assist.h"

#include "admin/assist_handover.h"
#include "admin/assist_pages.h"
#include "admin/document_pages.h"
#include "domain/settings.h"
#include "templates/templates.h"
#include "web/form.h"

/* The pages with the button, by the key that button and form carry: Close Session leads back to that very page, and
 * no client names an address (R42). The first one is where an unknown key leads. */
struct origin_page {
    str key;
    enum route_id route;
};
static const struct origin_page customer_pages[] = {
    {S("view"), R_admin_customer},
    {S("account"), R_admin_customer_account},
    {S("addresses"), R_admin_customer_addresses},
    {S("orders"), R_admin_customer_orders},
    {S("cart"), R_admin_customer_cart},
    {S("wishlist"), R_admin_customer_wishlist},
};
static const struct origin_page order_pages[] = {
    {S("information"), R_admin_order},        {S("invoice"), R_admin_order_invoices},
    {S("shipment"), R_admin_order_shipments}, {S("credit_memo"), R_admin_order_credit_memos},
    {S("comments"), R_admin_order_comments},
};

static const struct origin_page invoice_pages[] = {{S("view"), R_admin_invoice}};
static const struct origin_page shipment_pages[] = {{S("view"), R_admin_shipment}};
static const struct origin_page credit_memo_pages[] = {{S("view"), R_admin_credit_memo}};
static const struct origin_page *const pages_of_documents[DOCUMENT_KIND_COUNT] = {
    [DOCUMENT_INVOICE] = invoice_pages,
    [DOCUMENT_SHIPMENT] = shipment_pages,
    [DOCUMENT_CREDIT_MEMO] = credit_memo_pages,
};

/* Where it is asked from: the customer, and the order's store view when it is an order or a document. */
struct origin {
    str kind; /* "customer", "order", document_key */
    str customer_ref;
    str source; /* English, for the log: "invoice #000000001" */
    str shown;  /* the same for the reader; "": the customer's own page */
    i64 order_view;
    str arg; /* of its pages' routes */
    const struct origin_page *pages;
    size_t n;
};

static const struct origin_page *page_of(const struct origin *o, str key)
{
    for (size_t i = 0; i < o->n; i++)
        if (str_eq(o->pages[i].key, key))
            return &o->pages[i];
    return &o->pages[0];
}

static str back_to(struct request *r, const struct origin *o, str key)
{
    return url_for(r, page_of(o, key)->route, &o->arg, 1);
}

static struct part_options view_options(struct request *r, const struct assist_offer *offer)
{
    struct part_options list = {NEWN(r->c.mem, struct part_option, offer->views.n), offer->views.n};
    for (size_t i = 0; i < list.n; i++) {
        const struct store_view *v = offer->views.at[i];
        list.at[i] = (struct part_option){
            v->code, str_format(r->c.mem, "%.*s / %.*s / %.*s", STR_ARG(v->website_name),
                                STR_ARG(v->store_name), STR_ARG(v->name))};
    }
    return list;
}

/* Who may not see customers learns nothing of this one here either (R16). */
static bool may_see_customer(const struct request *r)
{
    return actor_may(&r->c.actor, ACT_CUSTOMER_VIEW) || actor_may(&r->c.actor, ACT_ORDER_VIEW);
}

static bool is_consent_missing(const struct request *r, const struct assist_offer *offer)
{
    return offer->cause == ASSIST_NO_CONSENT && actor_may(&r->c.actor, ACT_CUSTOMER_VIEW);
}

static err show(struct request *r, const struct origin *o)
{
    struct ctx *c = &r->c;
    if (!c->settings->assist_enabled)
        return ERR_NOT_FOUND;
    struct assist_offer offer;
    TRY(assist_offer(c, o->customer_ref, o->order_view, &offer));
    bool seen = may_see_customer(r) && offer.customer_id;
    bool refused = offer.cause != ASSIST_OK;
    str from = form_value(r, S("from"), query_str(r, S("from"), 32));
    struct admin_assist_page page = {
        .title = refused ? _("Login as Customer") : _("You are about to Login as Customer"),
        .may_start = !refused,
        .why = assist_cause_refused(seen ? offer.cause : ASSIST_NO_CUSTOMER),
        .name = seen ? offer.customer_name : S(""),
        .email = seen ? offer.customer_email : S(""),
        .back = back_to(r, o, from),
        .from = page_of(o, from)->key,
        .views = view_options(r, &offer),
        .view = offer.views.n ? offer.views.at[0]->code : S(""),
        .ask_reason = !str_eq(c->settings->assist_reason, S("off")),
        .need_reason = str_eq(c->settings->assist_reason, S("required")),
        .kind = o->kind,
        .arg = o->arg,
        .asked_from = seen ? o->shown : S(""),
    };
    if (page.views.n && !refused)
        page.title = _("Login as Customer: Select Store View");
    if (is_consent_missing(r, &offer))
        page.consent_href = url_for(r, R_admin_customer_account, &offer.customer_ref, 1);
    return RENDER(r, admin_assist, &page);
}

struct start_form {
    str store_view, reason, from;
};
static const struct form_field start_fields[] = {
    {FORM_INPUT(struct start_form, store_view), .type = FORM_TEXT, .label = "Store View",
     .most = 64},
    {FORM_INPUT(struct start_form, reason), .type = FORM_TEXT, .label = "Reason or ticket number",
     .most = 200},
    {FORM_INPUT(struct start_form, from), .type = FORM_TEXT, .label = "Back", .most = 32},
};
static const struct form start_form = {start_fields, COUNT(start_fields)};

static err start(struct request *r, const struct origin *o)
{
    struct start_form form = {0};
    TRY(form_read(r, &start_form, &form));
    struct assist_start in = {
        .customer_ref = o->customer_ref,
        .store_view = form.store_view,
        .reason = form.reason,
        .source = o->source,
        .return_path = back_to(r, o, form.from),
        .order_view = o->order_view,
        .host = r->host,
        .origin = request_origin(r),
    };
    struct assist_started started;
    enum assist_cause cause = ASSIST_OK;
    TRY(assist_begin(&r->c, &in, &started, &cause));
    if (started.to.n)
        return assist_hand_over(r, &started);
    session_cookie(r, COOKIE_ASSIST, started.label, started.token);
    const struct store_view *v = snapshot_view(r->snapshot, started.store_view_id);
    return redirect_stored(r, url_for_view(r, v, started.label, R_shop_account, NULL, 0));
}

static struct origin of_customer(struct request *r)
{
    str ref = request_arg(r, 0);
    return (struct origin){
        .kind = S("customer"),
        .customer_ref = ref,
        .source = S("customer"),
        .arg = ref,
        .pages = customer_pages,
        .n = COUNT(customer_pages),
    };
}

static err of_order(struct request *r, struct origin *out)
{
    i64 id;
    struct assist_order order;
    TRY(request_arg_id(r, 0, &id));
    TRY(assist_order(&r->c, id, &order));
    *out = (struct origin){
        .kind = S("order"),
        .customer_ref = order.customer_ref,
        .source = str_format(r->c.mem, "order #%.*s", STR_ARG(order.number)),
        .shown = view_words(render_view(r), _("Order #%1"), &order.number, 1),
        .order_view = order.store_view_id,
        .arg = request_arg(r, 0),
        .pages = order_pages,
        .n = COUNT(order_pages),
    };
    return OK;
}

/* The log names the kind in words: "credit memo #000000001". */
static str source_of(struct request *r, enum document_kind kind, str number)
{
    str label = str_lower(r->c.mem, document_label(kind));
    return str_format(r->c.mem, "%.*s #%.*s", STR_ARG(label), STR_ARG(number));
}

/* Who may not see documents of the kind learns nothing of this one. */
static err of_document(struct request *r, struct origin *out)
{
    enum document_kind kind;
    i64 id;
    struct document d;
    struct assist_order order;
    if (!document_kind_find(request_arg(r, 0), &kind))
        return ERR_NOT_FOUND;
    if (!actor_may(&r->c.actor, document_action_view(kind)))
        return ERR_DENIED;
    TRY(request_arg_id(r, 1, &id));
    TRY(document_get(&r->c, kind, id, &d));
    TRY(assist_order(&r->c, d.order_id, &order));
    *out = (struct origin){
        .kind = document_key(kind),
        .customer_ref = order.customer_ref,
        .source = source_of(r, kind, d.number),
        .shown = view_words(render_view(r), document_pages[kind].title, &d.number, 1),
        .order_view = order.store_view_id,
        .arg = request_arg(r, 1),
        .pages = pages_of_documents[kind],
        .n = 1,
    };
    return OK;
}

err admin_assist_customer(struct request *r)
{
    struct origin o = of_customer(r);
    return show(r, &o);
}

err admin_assist_customer_post(struct request *r)
{
    struct origin o = of_customer(r);
    return start(r, &o);
}

err admin_assist_order(struct request *r)
{
    struct origin o;
    TRY(of_order(r, &o));
    return o.customer_ref.n ? show(r, &o) : ERR_NOT_FOUND;
}

err admin_assist_order_post(struct request *r)
{
    struct origin o;
    TRY(of_order(r, &o));
    return start(r, &o);
}

err admin_assist_document(struct request *r)
{
    struct origin o;
    TRY(of_document(r, &o));
    return o.customer_ref.n ? show(r, &o) : ERR_NOT_FOUND;
}

err admin_assist_document_post(struct request *r)
{
    struct origin o;
    TRY(of_document(r, &o));
    return start(r, &o);
}
