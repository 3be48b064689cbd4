/* Sign In and Sign Out. */
#include "domain/session.h"

#include "domain/settings.h"
#include "shop/account_pages.h"
#include "shop/remember.h"
#include "templates/templates.h"
#include "web/form.h"

/* The path of the page that the customer comes from, out of a Referer of this very host; "" for any other. */
static str own_referer(struct request *r)
{
    str rest = request_header(r, S("referer"));
    for (int i = 0; i < 2; i++) { /* "https:" and "" */
        str skipped;
        if (!str_cut(&rest, '/', &skipped))
            return S("");
    }
    if (!str_starts(rest, r->host))
        return S("");
    str path = str_skip(rest, r->host.n);
    return str_starts(path, S("/")) ? path : S("");
}

/* Where the form leads when it succeeded: the page that asked to sign in; where the shop is set so, the page before
 * (SF-08). It travels signed (R42). */
static str target(struct request *r)
{
    str next = request_next(r);
    if (next.n || r->again || r->c.settings->to_dashboard)
        return next;
    str before = own_referer(r);
    return before.n && !str_has(before, S("/sign-in")) ? request_next_make(r, before) : S("");
}

err shop_sign_in(struct request *r)
{
    if (r->c.actor.who == WHO_CUSTOMER)
        return redirect(r, R_shop_account);
    struct shop_sign_in_page page = {.next = target(r),
                                     .remembers = remember_offered(r),
                                     .remembers_first = r->c.settings->remember_default};
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_sign_in, &page);
}

struct credentials {
    str email, password;
    bool remember;
};
/* The address is not checked as one: whatever is wrong gets the same answer. */
static const struct form_field fields[] = {
    {FORM_INPUT(struct credentials, email), .type = FORM_TEXT, .label = "Email", .required = true},
    {FORM_INPUT(struct credentials, password), .type = FORM_PASSWORD, .label = "Password",
     .required = true},
    {FORM_INPUT(struct credentials, remember), .type = FORM_CHECK, .label = "Remember Me"},
};
static const struct form form = {fields, COUNT(fields)};

err shop_sign_in_post(struct request *r)
{
    struct credentials in = {0};
    str token;
    TRY(form_read(r, &form, &in));
    TRY(customer_sign_in(&r->c, in.email, in.password, &token));
    session_cookie(r, COOKIE_SHOP, S(""), token);
    TRY(remember_choose(r, token, in.remember));
    return redirect_next(r, r->c.settings->to_dashboard ? R_shop_account : R_shop_home);
}

err shop_sign_out_post(struct request *r)
{
    if (r->c.actor.session_id)
        TRY(customer_sign_out(&r->c));
    session_cookie(r, COOKIE_SHOP, S(""), S(""));
    if (r->c.settings->remember_forgets)
        TRY(remember_forget(r));
    flash(r, FLASH_OK, _("You have signed out."));
    return redirect(r, R_shop_home);
}
