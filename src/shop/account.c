/* The customer's account: overview, Account Information, newsletter. Staff acting for the customer see the same pages
 * without what only the customer may change (R22). */
#include "domain/account.h"

#include "domain/assist.h"
#include "domain/order_status.h"
#include "domain/settings.h"
#include "shop/account_pages.h"
#include "shop/order_pages.h"
#include "templates/templates.h"
#include "web/form.h"

#define RECENT_ORDERS 5

static err recent_orders(struct request *r, struct shop_orders_table *out)
{
    order_rows rows;
    i64 count;
    TRY(order_list_own(&r->c, 1, RECENT_ORDERS, &rows, &count));
    return shop_orders_shown(r, &rows, out);
}

err shop_account(struct request *r)
{
    struct ctx *c = &r->c;
    struct shop_account_page page = {.acted_for = c->actor.who == WHO_ASSIST};
    TRY(customer_self(c, &page.k));
    TRY(address_defaults(c, &page.k, &page.billing, &page.shipping));
    page.name = customer_name(c->mem, &page.k);
    page.has_billing = page.billing.id;
    page.has_shipping = page.shipping.id;
    page.billing_lines = address_lines(c, &page.billing);
    page.shipping_lines = address_lines(c, &page.shipping);
    TRY(recent_orders(r, &page.orders));
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_account, &page);
}

/* ---- Account Information ---- */

static err last_help(struct ctx *c, struct shop_account_edit_page *page)
{
    struct assist_last last = {0};
    err e = assist_last(c, page->k.id, &last);
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    page->helped_at = last.started_at;
    page->helped_for = (last.ended_at.us ? last.ended_at.us : c->now.us) - last.started_at.us;
    return OK;
}

err shop_account_edit(struct request *r)
{
    struct ctx *c = &r->c;
    str change = query_str(r, S("change"), 16);
    struct shop_account_edit_page page = {
        .acted_for = c->actor.who == WHO_ASSIST,
        .shows_consent = c->settings->assist_enabled,
        .consent_title = consent_title(c),
        .consent_tooltip = consent_tooltip(c),
        .wants_email = str_eq(change, S("email")),
        .wants_password = str_eq(change, S("password")),
    };
    TRY(customer_self(c, &page.k));
    TRY(consent_get(c, page.k.id, &page.consent));
    TRY(last_help(c, &page));
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_account_edit, &page);
}

static const struct form_field fields[] = {
    {FORM_INPUT(struct account_edit, first_name), .type = FORM_TEXT, .label = "First Name",
     .required = true, .most = CUSTOMER_NAME_MOST},
    {FORM_INPUT(struct account_edit, last_name), .type = FORM_TEXT, .label = "Last Name",
     .required = true, .most = CUSTOMER_NAME_MOST},
    {FORM_INPUT(struct account_edit, change_email), .type = FORM_CHECK, .label = "Change Email"},
    {FORM_INPUT(struct account_edit, change_password), .type = FORM_CHECK,
     .label = "Change Password"},
    {FORM_INPUT(struct account_edit, email), .type = FORM_TEXT, .label = "New Email",
     .most = CUSTOMER_EMAIL_MOST},
    {FORM_INPUT(struct account_edit, current_password), .type = FORM_PASSWORD,
     .label = "Current Password"},
    {FORM_INPUT(struct account_edit, password), .type = FORM_PASSWORD, .label = "New Password"},
    {FORM_INPUT(struct account_edit, confirm), .type = FORM_PASSWORD, .label = "Confirm Password"},
    {FORM_INPUT(struct account_edit, consent), .type = FORM_CHECK,
     .label = "Allow remote shopping assistance"},
    {"consent_shown", .at = offsetof(struct account_edit, has_consent), .type = FORM_CHECK,
     .label = "Consent"},
};
static const struct form form = {fields, COUNT(fields)};

err shop_account_edit_post(struct request *r)
{
    struct account_edit in = {0};
    TRY(form_read(r, &form, &in));
    /* A forged tick counts as the whole: an assist session is refused, not half obeyed. */
    in.has_consent = in.has_consent || in.consent;
    TRY(account_save(&r->c, &in));
    flash(r, FLASH_OK, _("You saved the account information."));
    return redirect(r, R_shop_account);
}

/* ---- newsletter ---- */

err shop_newsletter(struct request *r)
{
    struct shop_newsletter_page page = {0};
    struct customer k;
    TRY(customer_self(&r->c, &k));
    page.subscribed = k.newsletter;
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_newsletter, &page);
}

struct typed_newsletter {
    bool newsletter;
};
static const struct form_field newsletter_fields[] = {
    {FORM_INPUT(struct typed_newsletter, newsletter), .type = FORM_CHECK,
     .label = "General Subscription"},
};
static const struct form newsletter_form = {newsletter_fields, COUNT(newsletter_fields)};

err shop_newsletter_post(struct request *r)
{
    struct typed_newsletter in = {0};
    TRY(form_read(r, &newsletter_form, &in));
    TRY(account_newsletter(&r->c, in.newsletter));
    flash(r, FLASH_OK,
          in.newsletter ? _("We saved your subscription.")
                        : _("We removed your newsletter subscription."));
    return redirect(r, R_shop_account);
}
