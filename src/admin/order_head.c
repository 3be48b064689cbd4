/* The head of an order's pages: title, the buttons that may be pressed now, the tabs that the reader may open. */
#include "admin/document_pages.h"
#include "admin/order_pages.h"
#include "admin/transaction_pages.h"

#include "domain/assist.h"
#include "domain/order_status.h"
#include "web/request.h"

/* Where a button leads; an act without a route has no button. */
static const struct {
    enum route_id page; /* ROUTE_NONE: the button is a form */
    bool asks;
    bool form;
} ways[ORDER_ACT_COUNT] = {
    [ORDER_ACT_CANCEL] = {.page = R_admin_order_cancel, .asks = true},
    [ORDER_ACT_MAIL] = {.page = R_admin_order_email, .asks = true},
    [ORDER_ACT_REORDER] = {.form = true},
    [ORDER_ACT_EDIT] = {.page = R_admin_order_edit, .asks = true},
    [ORDER_ACT_CREDIT_MEMO] = {.page = R_admin_order_credit_memo},
    [ORDER_ACT_HOLD] = {.form = true},
    [ORDER_ACT_UNHOLD] = {.form = true},
    [ORDER_ACT_INVOICE] = {.page = R_admin_order_invoice},
    [ORDER_ACT_SHIPMENT] = {.page = R_admin_order_shipment},
};

/* "Cancel" closes dialogs; this one ends an order. */
static str label_of(enum order_act act)
{
    return act == ORDER_ACT_CANCEL ? _("Cancel Order") : order_act_label(act);
}

static err put_buttons(struct request *r, const struct order *o, struct order_head *head)
{
    struct order_facts facts;
    TRY(order_facts_of(&r->c, r->c.db, o, &head->items, &facts));
    head->buttons.at = (void *)NEWN(r->c.mem, struct order_button, ORDER_ACT_COUNT);
    bool primary = false;
    for (enum order_act act = 0; act < ORDER_ACT_COUNT; act++) {
        if ((!ways[act].page && !ways[act].form) || !order_act_shown(&r->c, act, &facts))
            continue;
        bool next = act == ORDER_ACT_INVOICE || act == ORDER_ACT_SHIPMENT;
        head->buttons.at[head->buttons.n++] = (struct order_button){
            .act = act,
            .label = label_of(act),
            .href = ways[act].page ? url_for(r, ways[act].page, &head->id, 1) : S(""),
            .asks = ways[act].asks,
            .primary = next && !primary,
        };
        primary |= next;
    }
    return OK;
}

static void put_tab(struct order_head *head, struct order_tab tab)
{
    tab.current = str_eq(tab.key, head->tab);
    head->tabs.at[head->tabs.n++] = tab;
}

/* Only where there are some: offline ways to pay leave none. */
static err put_transactions_tab(struct request *r, const struct order *o, struct order_head *head)
{
    transaction_list rows = {0};
    if (!actor_may(&r->c.actor, ACT_TRANSACTIONS_VIEW))
        return OK;
    TRY(transactions_of(&r->c, o->id, &rows));
    if (rows.n)
        put_tab(head,
                (struct order_tab){.key = S("transactions"),
                                   .label = _("Transactions"),
                                   .href = url_for(r, R_admin_order_transactions, &head->id, 1),
                                   .counts = true,
                                   .n = (i64)rows.n});
    return OK;
}

/* In the order of the spec, which is not that of the kinds. */
static err put_tabs(struct request *r, const struct order *o, struct order_head *head)
{
    static const enum document_kind kinds[] = {DOCUMENT_INVOICE, DOCUMENT_CREDIT_MEMO,
                                               DOCUMENT_SHIPMENT};
    head->tabs.at = (void *)NEWN(r->c.mem, struct order_tab, DOCUMENT_KIND_COUNT + 3);
    put_tab(head, (struct order_tab){.key = S("information"),
                                     .label = _("Information"),
                                     .href = url_for(r, R_admin_order, &head->id, 1)});
    for (size_t i = 0; i < COUNT(kinds); i++) {
        enum document_kind kind = kinds[i];
        if (!actor_may(&r->c.actor, document_action_view(kind)))
            continue;
        TRY(document_list_of_order(&r->c, kind, o->id, &head->documents[kind]));
        put_tab(head, (struct order_tab){
                          .key = document_key(kind),
                          .label = document_plural(kind),
                          .href = url_for(r, document_pages[kind].of_order, &head->id, 1),
                          .counts = true,
                          .n = (i64)head->documents[kind].n,
                      });
    }
    put_tab(head, (struct order_tab){.key = S("comments"),
                                     .label = _("Comments History"),
                                     .href = url_for(r, R_admin_order_comments, &head->id, 1)});
    return put_transactions_tab(r, o, head);
}

str order_title(struct request *r, const struct order *o)
{
    return view_words(render_view(r), _("Order #%1"), &o->number, 1);
}

err order_names(struct request *r, order_status_names *out)
{
    return order_status_names_of(&r->c, r->c.db, 0, render_view(r)->words, out);
}

err order_head_read(struct request *r, str tab, struct order *o, struct order_head *out)
{
    i64 id;
    order_status_names names;
    TRY(request_arg_id(r, 0, &id));
    TRY(order_get(&r->c, id, o));
    TRY(order_names(r, &names));
    struct view *v = render_view(r);
    struct part_badge *badge = NEW(r->c.mem, struct part_badge);
    *badge =
        (struct part_badge){order_badge(o->state), S(""), order_status_name(&names, o->status)};
    *out = (struct order_head){
        .order = o,
        .id = request_arg(r, 0),
        .title = order_title(r, o),
        .sub = str_format(r->c.mem, "%.*s · %.*s", STR_ARG(view_full(v, o->created_at)),
                          STR_ARG(view_both(v, o->base_grand_total, o->base_currency,
                                            o->grand_total, o->currency))),
        .badges = {badge, 1},
        .assist = assist_button(&r->c) && order_has_account(o),
        .tab = tab,
        .names = names,
    };
    TRY(order_items_of(&r->c, o->id, &out->items));
    TRY(put_buttons(r, o, out));
    return put_tabs(r, o, out);
}
