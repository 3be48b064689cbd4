/* The own account: data, password, language. The own password confirms who asks. */
#include "admin/form_user.h"
#include "admin/home_pages.h"
#include "templates/templates.h"

err admin_account(struct request *r)
{
    struct admin_user u = {0};
    TRY(admin_user_get(&r->c, r->c.actor.staff_id, &u));
    struct admin_account page = {
        .user_name = u.user_name,
        .first_name = u.first_name,
        .last_name = u.last_name,
        .email = u.email,
        .lang = u.lang,
        .version = u.version,
        .langs = user_langs(r),
        .role_name = u.role_name,
        .last_login_at = u.last_login_at,
    };
    return RENDER(r, admin_account, &page);
}

err admin_account_post(struct request *r)
{
    struct admin_user_edit in;
    TRY(user_form_read(r, &account_form, &in));
    TRY(admin_account_save(&r->c, &in));
    flash(r, FLASH_OK, _("You saved the account."));
    return redirect(r, R_admin_account);
}
