/* Create an Account, and the code that confirms its e-mail address. */
#include "domain/account.h"

#include "domain/settings.h"
#include "shop/account_pages.h"
#include "shop/remember.h"
#include "templates/templates.h"
#include "web/form.h"

err shop_register(struct request *r)
{
    struct ctx *c = &r->c;
    if (c->actor.who == WHO_CUSTOMER)
        return redirect(r, R_shop_account);
    struct shop_register_page page = {
        .asks_consent = c->settings->assist_enabled,
        .consent_title = consent_title(c),
        .consent_tooltip = consent_tooltip(c),
        .remembers = remember_offered(r),
        .remembers_first = c->settings->remember_default,
    };
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_register, &page);
}

static const struct form_field fields[] = {
    {FORM_INPUT(struct registration, first_name), .type = FORM_TEXT, .label = "First Name",
     .required = true, .most = CUSTOMER_NAME_MOST},
    {FORM_INPUT(struct registration, last_name), .type = FORM_TEXT, .label = "Last Name",
     .required = true, .most = CUSTOMER_NAME_MOST},
    {FORM_INPUT(struct registration, email), .type = FORM_EMAIL, .label = "Email", .required = true,
     .most = CUSTOMER_EMAIL_MOST},
    {FORM_INPUT(struct registration, password), .type = FORM_PASSWORD, .label = "Password",
     .required = true},
    {FORM_INPUT(struct registration, confirm), .type = FORM_PASSWORD, .label = "Confirm Password",
     .required = true},
    {FORM_INPUT(struct registration, newsletter), .type = FORM_CHECK,
     .label = "Sign Up for Newsletter"},
    {FORM_INPUT(struct registration, consent), .type = FORM_CHECK,
     .label = "Allow remote shopping assistance"},
};
struct remember_form {
    bool remember;
};
static const struct form_field remember_fields[] = {
    {FORM_INPUT(struct remember_form, remember), .type = FORM_CHECK, .label = "Remember Me"},
};
static const struct form remember_form = {remember_fields, COUNT(remember_fields)};
static const struct form form = {fields, COUNT(fields)};

err shop_register_post(struct request *r)
{
    struct registration in = {0};
    struct remember_form tick = {0};
    str token;
    TRY(form_read(r, &form, &in));
    in.consent = in.consent && r->c.settings->assist_enabled;
    str page = public_url(r, r->c.view, R_shop_confirm);
    TRY(account_register(&r->c, &in, page, &token));
    if (!token.n) {
        flash(r, FLASH_INFO,
              _("We sent you an email. Enter its code to confirm your email address."));
        return redirect(r, R_shop_confirm);
    }
    session_cookie(r, COOKIE_SHOP, S(""), token);
    TRY(form_read(r, &remember_form, &tick));
    TRY(remember_choose(r, token, tick.remember));
    flash(r, FLASH_OK, _("Thank you for creating an account."));
    return redirect(r, R_shop_account);
}

/* ---- confirming ---- */

static err show(struct request *r, struct shop_plain_page *page)
{
    return shop_frame(r, &page->frame);
}

err shop_confirm(struct request *r)
{
    struct shop_plain_page page = {0};
    TRY(show(r, &page));
    return RENDER(r, shop_confirm, &page);
}

struct typed_code {
    str email, code;
};
static const struct form_field code_fields[] = {
    {FORM_INPUT(struct typed_code, email), .type = FORM_EMAIL, .label = "Email", .required = true,
     .most = CUSTOMER_EMAIL_MOST},
    {FORM_INPUT(struct typed_code, code), .type = FORM_TEXT, .label = "Code", .required = true,
     .most = 64},
};
static const struct form code_form = {code_fields, COUNT(code_fields)};

err shop_confirm_post(struct request *r)
{
    struct typed_code in = {0};
    TRY(form_read(r, &code_form, &in));
    TRY(account_confirm(&r->c, in.email, in.code));
    flash(r, FLASH_OK, _("Your email address is confirmed. You can sign in now."));
    return redirect(r, R_shop_sign_in);
}

err shop_confirm_again(struct request *r)
{
    struct shop_plain_page page = {0};
    TRY(show(r, &page));
    return RENDER(r, shop_confirm_again, &page);
}

static const struct form email_form = {code_fields, 1};

err shop_confirm_again_post(struct request *r)
{
    struct typed_code in = {0};
    TRY(form_read(r, &email_form, &in));
    TRY(account_confirm_again(&r->c, in.email, public_url(r, r->c.view, R_shop_confirm)));
    flash(r, FLASH_INFO, _("If this address waits to be confirmed, we sent the code again."));
    return redirect(r, R_shop_confirm);
}
