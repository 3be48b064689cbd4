/* Cancel, Send Email, Hold and Unhold: of one order and of many. Cancel and Send Email ask first, as does everything that
 * is done to many. */
#include "admin/order_pages.h"

#include "templates/templates.h"
#include "web/form.h"
#include "web/request.h"

#define ORDERS_MOST 200 /* a page of the grid */

/* ---- one order ---- */

static err ask(struct request *r, enum order_act act)
{
    struct order o;
    struct order_facts facts;
    struct admin_order_question page = {.act = order_act_key(act)};
    TRY(order_head_read(r, S(""), &o, &page.head));
    TRY(order_facts_of(&r->c, r->c.db, &o, &page.head.items, &facts));
    if (!order_may(act, &facts)) {
        flash(r, FLASH_WARN, _("This order does not allow it any more. Nothing was changed."));
        return redirect(r, R_admin_order, page.head.id);
    }
    return RENDER(r, admin_order_question, &page);
}

err admin_order_cancel(struct request *r)
{
    return ask(r, ORDER_ACT_CANCEL);
}

err admin_order_email(struct request *r)
{
    return ask(r, ORDER_ACT_MAIL);
}

err admin_order_edit(struct request *r)
{
    return ask(r, ORDER_ACT_EDIT);
}

struct act_form {
    i64 version;
};
static const struct form_field act_fields[] = {
    {FORM_INPUT(struct act_form, version), .type = FORM_NUMBER, .label = "Version",
     .required = true, .least = 1, .most = INT64_MAX},
};
static const struct form act_form = {act_fields, COUNT(act_fields)};

/* What the page showed is not so any more: the order as it is now says why. */
static err done(struct request *r, err e, str said)
{
    if (e == ERR_CONFLICT)
        flash(
            r, FLASH_BAD,
            _("Somebody else changed this order meanwhile. Nothing was changed: please look at it "
              "and try again."));
    else if (e == ERR_DENIED)
        flash(r, FLASH_BAD, _("This order does not allow it any more. Nothing was changed."));
    else if (e)
        return e;
    else
        flash(r, FLASH_OK, said);
    return redirect(r, R_admin_order, request_arg(r, 0));
}

static err act_on(struct request *r, err (*act)(struct ctx *c, i64 id, i64 version), str said)
{
    struct act_form form = {0};
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(form_read(r, &act_form, &form));
    return done(r, act(&r->c, id, form.version), said);
}

err admin_order_cancel_post(struct request *r)
{
    return act_on(r, order_cancel, _("You canceled the order."));
}

err admin_order_hold_post(struct request *r)
{
    return act_on(r, order_hold, _("You put the order on hold."));
}

err admin_order_unhold_post(struct request *r)
{
    return act_on(r, order_unhold, _("You released the order from holding status."));
}

err admin_order_email_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return done(r, order_mail_again(&r->c, id), _("You sent the order email."));
}

/* ---- many orders ---- */

static err nothing_chosen(struct request *r)
{
    flash(r, FLASH_WARN, _("Please select orders first."));
    return redirect(r, R_admin_orders);
}

static err ask_many(struct request *r, enum order_act act)
{
    struct view *v = render_view(r);
    struct admin_orders_question page = {
        .act = order_act_key(act),
        .button = view_tr(v, act == ORDER_ACT_CANCEL ? _("Cancel Orders") : order_act_label(act)),
        .ids.at = NEWN(r->c.mem, str, ORDERS_MOST),
    };
    for (size_t i = 0; i < r->n_params; i++) {
        i64 id;
        if (!str_eq(r->params[i].name, S("o[]")))
            continue;
        if (page.ids.n == ORDERS_MOST || !str_to_i64(r->params[i].value, 1, INT64_MAX, &id))
            return ERR_NOT_FOUND;
        page.ids.at[page.ids.n++] = r->params[i].value;
    }
    if (page.ids.n == 0)
        return nothing_chosen(r);
    return RENDER(r, admin_orders_question, &page);
}

err admin_orders_cancel(struct request *r)
{
    return ask_many(r, ORDER_ACT_CANCEL);
}

err admin_orders_hold(struct request *r)
{
    return ask_many(r, ORDER_ACT_HOLD);
}

err admin_orders_unhold(struct request *r)
{
    return ask_many(r, ORDER_ACT_UNHOLD);
}

static err read_ids(struct request *r, i64 *ids, size_t *n)
{
    LIST(str) typed = {0};
    TRY(form_list(r, S("o[]"), ORDERS_MOST, &typed));
    for (size_t i = 0; i < typed.n; i++)
        if (!str_to_i64(typed.at[i], 1, INT64_MAX, &ids[i]))
            return ERR_NOT_FOUND;
    *n = typed.n;
    return OK;
}

static err run_many(struct request *r, enum order_act act, str said)
{
    i64 *ids = NEWN(r->c.mem, i64, ORDERS_MOST);
    size_t n = 0;
    TRY(read_ids(r, ids, &n));
    if (n == 0)
        return nothing_chosen(r);
    struct order_mass mass;
    TRY(order_mass(&r->c, act, ids, n, &mass));
    str done = str_format(r->c.mem, "%lld", (long long)mass.done);
    str skipped = str_format(r->c.mem, "%lld", (long long)mass.skipped);
    enum flash_kind kind = mass.skipped == 0 ? FLASH_OK : mass.done ? FLASH_WARN : FLASH_BAD;
    flash_with(r, kind, said, done, skipped);
    return redirect(r, R_admin_orders);
}

err admin_orders_cancel_post(struct request *r)
{
    return run_many(r, ORDER_ACT_CANCEL, _("Orders canceled: %1, not possible: %2."));
}

err admin_orders_hold_post(struct request *r)
{
    return run_many(r, ORDER_ACT_HOLD, _("Orders put on hold: %1, not possible: %2."));
}

err admin_orders_unhold_post(struct request *r)
{
    return run_many(r, ORDER_ACT_UNHOLD, _("Orders released from hold: %1, not possible: %2."));
}
