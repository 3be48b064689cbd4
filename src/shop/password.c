/* Forgot Your Password?, and the page where the code of the mail sets a new one. The code is typed, not part of an
 * address: addresses end up in logs, histories and Referer headers (R32). */
#include "domain/account.h"

#include "shop/account_pages.h"
#include "templates/templates.h"
#include "web/form.h"

err shop_forgot(struct request *r)
{
    struct shop_plain_page page = {0};
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_forgot, &page);
}

struct typed_reset {
    str email, code, password, confirm;
};
static const struct form_field fields[] = {
    {FORM_INPUT(struct typed_reset, email), .type = FORM_EMAIL, .label = "Email", .required = true,
     .most = CUSTOMER_EMAIL_MOST},
    {FORM_INPUT(struct typed_reset, code), .type = FORM_TEXT, .label = "Code", .required = true,
     .most = 64},
    {FORM_INPUT(struct typed_reset, password), .type = FORM_PASSWORD, .label = "New Password",
     .required = true},
    {FORM_INPUT(struct typed_reset, confirm), .type = FORM_PASSWORD, .label = "Confirm Password",
     .required = true},
};
static const struct form email_form = {fields, 1};
static const struct form form = {fields, COUNT(fields)};

err shop_forgot_post(struct request *r)
{
    struct typed_reset in = {0};
    TRY(form_read(r, &email_form, &in));
    TRY(account_forgot(&r->c, in.email, public_url(r, r->c.view, R_shop_reset)));
    flash(
        r, FLASH_INFO,
        _("If there is an account with this address, you will receive an email with a code to set a new password."));
    return redirect(r, R_shop_reset);
}

err shop_reset(struct request *r)
{
    struct shop_plain_page page = {0};
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_reset, &page);
}

err shop_reset_post(struct request *r)
{
    struct typed_reset in = {0};
    TRY(form_read(r, &form, &in));
    TRY(account_reset(&r->c, in.email, in.code, in.password, in.confirm));
    flash(r, FLASH_OK, _("You set a new password. Sign in with it."));
    return redirect(r, R_shop_sign_in);
}
