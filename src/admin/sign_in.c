/* Signing in to the back office and out of it. One text for every kind of wrong (SE-01). */
#include "domain/session.h"

#include "admin/home_pages.h"
#include "templates/templates.h"
#include "web/form.h"

err admin_sign_in_page(struct request *r)
{
    if (actor_is_staff(&r->c.actor))
        return redirect(r, R_admin_home);
    struct admin_sign_in page = {.next = request_next(r)};
    return RENDER(r, admin_sign_in, &page);
}

struct sign_in_form {
    str user_name, password;
};
static const struct form_field fields[] = {
    {FORM_INPUT(struct sign_in_form, user_name), .type = FORM_TEXT, .label = "Username",
     .required = true},
    {FORM_INPUT(struct sign_in_form, password), .type = FORM_PASSWORD, .label = "Password",
     .required = true},
};
static const struct form form = {fields, COUNT(fields)};

err admin_sign_in_post(struct request *r)
{
    struct sign_in_form in = {0};
    str token;
    TRY(form_read(r, &form, &in));
    TRY(admin_sign_in(&r->c, in.user_name, in.password, &token));
    session_cookie(r, COOKIE_ADMIN, (str){0}, token);
    return redirect_next(r, R_admin_home);
}

err admin_sign_out_post(struct request *r)
{
    TRY(admin_sign_out(&r->c));
    session_cookie(r, COOKIE_ADMIN, (str){0}, (str){0});
    flash(r, FLASH_OK, _("You have signed out."));
    return redirect(r, R_admin_sign_in_page);
}
